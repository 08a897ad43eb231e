"""Reads the people and organizations of a schedule file from the persons that its entries repeat."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any, cast

from ...diagnostics import Path, Severity
from ...model import Link, Participant
from ...model.ids import is_id, slugify
from ...model.vocabulary import role_of
from .._reading.addresses import Addresses
from .._reading.line_ends import unix_lines
from .._reading.programme import ProgrammeBuilder
from ._entry_fields import relation_of
from ._identifiers import as_guid, positive_int, unused_int
from ._raw_schedule import RawElement, extra_of

__all__ = ["OF_OUR_PERSONS", "AgentReader"]

_IN_THE_MODEL = frozenset(
    {
        "id",
        "guid",
        "name",
        "public_name",
        "full_public_name",
        "url",
        "biography",
        "role",
        "organization",
        "job_title",
        "type",
        "pronouns",
        "country",
        "honorific",
        "email",
        "contact",
        "href",
        "avatar",
        "avatar_url",
        "image",
        "links",
    }
)
_OWN_KEYS = frozenset({"x-id", "x-name", "x-organization", "x-uid"})
"""The members of our own JSON with the ids and UIDs of agents, and the name under which one is credited."""
OF_OUR_PERSONS = _IN_THE_MODEL | _OWN_KEYS
"""The keys of a person that the reader of our own JSON understands."""
_OF_REFERENCES = frozenset({"url", "title", "type"})
_EMPTY: tuple[object, ...] = ("", None, [])
_IDENTIFIERS = frozenset({"id", "guid"})
_DETAILS = {
    "biography": "bio",
    "job_title": "job_title",
    "honorific": "honorific",
    "pronouns": "pronouns",
    "country": "country",
}
"""The attribute of a Person for each key."""
_ADDRESSES = ("url", "href")
"""Fields with the web page of a person."""
_PICTURES = ("avatar", "avatar_url", "image")
_LINKED = frozenset({"links", *_ADDRESSES, *_PICTURES})
"""Fields with addresses; an invalid address is preserved as unknown data."""


class AgentReader:
    """Reads persons: one agent for each UUID, code or name.

    Files merged from several systems use one number for several people, so a number is of one person only where the
    name is the same too. Two people of one name stay two where their numbers differ; who has no number is the one of
    that name.

    Args:
        programme: takes the people and organizations.
        addresses: completes addresses.
        is_own: whether our own writer made the file.
        has_ids: whether the file has our ids and UIDs beside what persons have in the schema.
    """

    def __init__(self, programme: ProgrammeBuilder, addresses: Addresses, *, is_own: bool, has_ids: bool) -> None:
        self._people = programme.people
        self._organizations = programme.organizations
        self._findings = programme.findings
        self._addresses = addresses
        self._is_own = is_own
        self._has_ids = has_ids
        self._organization_of_name: dict[str, str] = {}
        self._seen: dict[object, Participant] = {}
        """The participant for each name, guid, id, code and role: files repeat a person at every session."""
        self._numbers: set[int] = set()
        """The numbers that are in use."""
        self._unidentified: dict[str, str] = {}
        """The people who were so far given by name only, by name."""

    def participants(self, persons: list[RawElement], path: Path) -> tuple[Participant, ...]:
        """Return the participants of a session."""
        listed: list[Participant] = []
        for number, element in enumerate(persons):
            name, attributes = element.text, element.attributes
            get = attributes.get
            identity: tuple[object, ...] = (name, get("guid"), get("id"), get("code"), get("role"))
            try:
                known = self._seen.get(identity)
            except TypeError:  # lists and objects, which have no hash
                identity = tuple(map(str, identity))
                known = self._seen.get(identity)
            if known is not None:
                listed.append(known)
            elif name:
                known = self._seen[identity] = self._participant(name, attributes, (*path, "persons", number))
                listed.append(known)
            elif attributes:
                self._findings.add(
                    "missing-key",
                    "expected the name of a person, got none: nobody is taken",
                    (*path, "persons", number),
                )
        return tuple(listed)

    def _key(self, name: str, attributes: Mapping[str, object]) -> Hashable:
        """Return the identity of a person or an organization: a UUID, a code, a number with a name, or a name."""
        guid, code = attributes.get("guid"), attributes.get("code")
        if isinstance(guid, str) and (known := as_guid(guid)) is not None:
            return known
        if isinstance(code, str) and code.strip():
            return "code", code.strip()
        number = positive_int(attributes.get("id"))
        return name if number is None else (number, name)

    def _own_number(self, attributes: Mapping[str, object], path: Path) -> int | None:
        """Return the number of a new person; None if there is none, or if it belongs to somebody else."""
        number = positive_int(attributes.get("id"))
        if number is None or number not in self._numbers:
            if number is not None:
                self._numbers.add(number)
            return number
        self._findings.add(
            "person-id-shared",
            "expected a number of its own for each person, got one for several: each of them is a person, and the"
            " number stays with the first",
            path,
            severity=Severity.INFO,
            repeated=True,
        )
        return None

    def id_of(self, guid: str) -> str | None:
        """Return the id of the person or the organization with the guid; None if none was read."""
        return self._people.known(guid) or self._organizations.known(guid)

    def _participant(self, name: str, attributes: Mapping[str, object], path: Path) -> Participant:
        role = attributes.get("role")
        key = self._key(name, attributes)
        credit = name
        if self._has_ids and (own_name := _text(attributes, "x-name")):
            name = own_name
        if attributes.get("type") == "organization":
            id = self._organization(key, name, attributes, path)
            agent_name = self._organizations[id].name
        elif (known := self._people.known(key)) is not None:
            id, agent_name = known, self._people[known].name
        else:
            id, agent_name = self._person(key, name, attributes, path), name
        return Participant(
            agent=id,
            role=(role_of(role) or role) if isinstance(role, str) and role else "speaker",
            credited_as=None if agent_name == credit else credit,
        )

    def _own_id(self, attributes: Mapping[str, object]) -> str | None:
        """Return the id that our own writer stored, if it is valid."""
        id = attributes.get("x-id") if self._has_ids else None
        return id if isinstance(id, str) and is_id(id) else None

    def _uid(self, attributes: Mapping[str, object]) -> str | None:
        """Return the UID: the guid, unless our own writer made the guid."""
        uid = attributes.get("x-uid" if self._has_ids else "guid")
        return uid if isinstance(uid, str) and uid else None

    def _is_made(self, number: int, guid: object) -> bool:
        """Return whether our own writer made the integer id from the guid."""
        return self._is_own and isinstance(guid, str) and number == unused_int(guid, ())

    def _person(self, key: Hashable, name: str, attributes: Mapping[str, object], path: Path) -> str:
        """Return the id of a new person, or of one who was known by name only."""
        guid, number, uid = attributes.get("guid"), self._own_number(attributes, path), self._uid(attributes)
        details: dict[str, Any] = {}
        given: dict[str, object] = {}
        if not attributes.keys() <= _IDENTIFIERS:
            details = self._details(attributes, path)
            given = self._given(attributes)
            if not attributes.keys().isdisjoint(_LINKED):
                details |= self._linked(attributes, path, given)
        if number is not None and not self._is_made(number, guid):
            given["id"] = number
        extra = extra_of(given)
        if (known := self._unidentified.pop(name, None)) is not None and key != name:
            self._people.alias(key, known)
            self._people.complete(known, uid=uid, extra=extra, **details)
            return known
        wanted = self._own_id(attributes) or slugify(name)
        made = self._people.add(key, path, wanted=wanted, name=name, uid=uid, extra=extra, **details)
        assert made is not None, "the model takes every name that is not empty"
        self._people.alias(name, made)
        if key == name:
            self._unidentified[name] = made
        return made

    def _details(self, attributes: Mapping[str, object], path: Path) -> dict[str, Any]:
        """Return the further attributes of a person in the JSON of the family."""
        details: dict[str, Any] = {}
        for key in attributes:
            if key in _DETAILS and (text := _text(attributes, key)):
                is_foreign = "\r" in text and not self._is_own
                details[_DETAILS[key]] = unix_lines(text, self._findings, path) if is_foreign else text
        # wafer gives the address of each speaker to those who are signed in: it is kept where nothing publishes it.
        if email := _text(attributes, "email") or _text(attributes, "contact"):
            details["email"] = email
        if affiliation := _text(attributes, "organization"):
            own = attributes.get("x-organization") if self._has_ids else None
            if not isinstance(own, str) or own not in self._organizations:
                own = self._organization(None, affiliation, {"x-id": own}, path)
            details["affiliation"] = own
        return details

    def _linked(self, attributes: Mapping[str, object], path: Path, given: dict[str, object]) -> dict[str, Any]:
        """Return the page and the links of a person; invalid addresses are put into `given`."""
        values: dict[str, Any] = {}
        links: list[Link] = []
        for key in (*_ADDRESSES, *_PICTURES):
            text = _text(attributes, key)
            if text is None:
                if attributes.get(key) not in _EMPTY:
                    given[key] = attributes[key]
                continue
            address = self._addresses.absolute(text, path)
            if address is None or (key in _ADDRESSES and values.get("url", address) != address):
                given[key] = text
            elif key in _ADDRESSES:
                values["url"] = address
            elif address not in [link.href for link in links]:
                links.append(Link(address, "image"))
        rest = self._references(attributes.get("links"), path, links)
        if rest:
            given["links"] = rest
        if links:
            values["links"] = tuple(links)
        return values

    def _references(self, value: object, path: Path, links: list[Link]) -> object:
        """Add a list of References as links; return the ones that are not links or say more than a link can."""
        if not isinstance(value, list):
            return value
        rest: list[object] = []
        for item in cast("list[dict[str, object] | str]", value):
            members: dict[str, object] = item if isinstance(item, dict) else {"url": item}
            text = _text(members, "url")
            address = None
            if text is not None and members.keys() <= _OF_REFERENCES:
                address = self._addresses.absolute(text, path, only_addresses=False)
            if address is None:
                rest.append(item)
                continue
            links.append(Link(address, relation_of(members.get("type")), title=_text(members, "title")))
        return rest

    def _organization(self, key: object, name: str, attributes: Mapping[str, object], path: Path) -> str:
        """Return the id of an organization.

        Args:
            key: what tells it apart; None for an affiliation, which has a name alone: the one of that name is meant.
            name: its name.
            attributes: what else the file says of it.
            path: where it stands.
        """
        organizations = self._organizations
        own = self._own_id(attributes)
        named = self._organization_of_name.get(name)
        id = own if own in organizations else None if key is None else organizations.known(key)
        if id is None and own is None and named is not None and (key is None or organizations[named].uid is None):
            id = named
        if id is None:
            id = organizations.add(key, path, wanted=own or slugify(name), name=name)
            assert id is not None, "the model takes every name that is not empty"
            self._organization_of_name.setdefault(name, id)
        if key is not None:
            organizations.alias(key, id)
            if attributes and organizations[id].uid is None:
                given = self._given(attributes)
                linked = self._linked(attributes, path, given)
                number = positive_int(attributes.get("id"))
                if number is not None and not self._is_made(number, attributes.get("guid")):
                    given["id"] = number
                organizations.change(id, uid=self._uid(attributes), extra=extra_of(given), **linked)
        return id

    def _given(self, attributes: Mapping[str, object]) -> dict[str, object]:
        """Return the data of a person that the model has no attribute for, without their number."""
        known = OF_OUR_PERSONS if self._has_ids else _IN_THE_MODEL
        given: dict[str, object] = {}
        if not attributes.keys() <= known:
            given.update((key, value) for key, value in attributes.items() if key not in known and value not in _EMPTY)
        id = attributes.get("id")
        if id not in (None, "", 0, "0", -1, "-1") and positive_int(id) is None:
            given["id"] = id
        return given


def _text(attributes: Mapping[str, object], name: str) -> str | None:
    value = attributes.get(name)
    return value.strip() or None if isinstance(value, str) else None
