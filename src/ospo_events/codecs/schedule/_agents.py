"""The people and organizations of a schedule file, read from the persons that its entries repeat."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..._frozenmap import FrozenMap, JsonValue
from ...diagnostics import Path
from ...model import Participant
from ...model.ids import is_id, slugify
from ...model.vocabulary import role_of
from .._reading.programme import ProgrammeBuilder
from ._identifiers import as_guid, made_agent_guid, positive_int, unused_int
from ._raw_schedule import RawElement, extra_of

__all__ = ["AgentReader"]

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
    }
)
_OWN_KEYS = frozenset({"x-id", "x-name", "x-organization"})
"""Where our own JSON has the ids of agents, and the name of one who is credited by another."""
_IDENTIFIERS = frozenset({"id", "guid"})
_DETAILS = {
    "biography": "bio",
    "url": "url",
    "job_title": "job_title",
    "honorific": "honorific",
    "pronouns": "pronouns",
    "country": "country",
}
"""The attribute of a Person for each key."""


class AgentReader:
    """Reads persons: one agent for each UUID, integer id or, where there is neither, name.

    Args:
        programme: takes the people and organizations.
        own_event_id: the id of the event where our own writer made the file; None: another program did.
    """

    def __init__(self, programme: ProgrammeBuilder, own_event_id: str | None) -> None:
        self._people = programme.people
        self._organizations = programme.organizations
        self._findings = programme.findings
        self._event_id = own_event_id
        self._organization_of_name: dict[str, str] = {}
        self._seen: dict[object, Participant] = {}
        """The participant for each name, guid, id and role: files repeat a person at every session."""

    def participants(self, persons: list[RawElement], path: Path) -> tuple[Participant, ...]:
        """Return who takes part in a session."""
        listed: list[Participant] = []
        for element in persons:
            name, attributes = element.text, element.attributes
            get = attributes.get
            identity = (name, str(get("guid")), str(get("id")), str(get("role")))
            if (known := self._seen.get(identity)) is not None:
                listed.append(known)
            elif name:
                known = self._seen[identity] = self._participant(name, attributes, path)
                listed.append(known)
            elif attributes:
                self._findings.add(
                    "missing-name", "expected the name of a person, got none: nobody is taken", (*path, "persons")
                )
        return tuple(listed)

    def _key(self, name: str, attributes: Mapping[str, object]) -> object:
        """Return what tells a person or an organization apart."""
        guid = attributes.get("guid")
        return (as_guid(guid) if isinstance(guid, str) else None) or positive_int(attributes.get("id")) or name

    def id_of(self, guid: str) -> str | None:
        """Return the id of the person or the organization that has the guid; None where none was read."""
        return self._people.known(guid) or self._organizations.known(guid)

    def _participant(self, name: str, attributes: Mapping[str, object], path: Path) -> Participant:
        role = attributes.get("role")
        key = self._key(name, attributes)
        credit = name
        if self._event_id is not None and isinstance(own_name := attributes.get("x-name"), str) and own_name.strip():
            name = own_name.strip()
        if attributes.get("type") == "organization":
            id = self._organization(key, name, attributes, path)
            agent_name = self._organizations[id].name
        else:
            own = self._own_id(attributes)
            id = own if own in self._people else self._people.known(key) or self._person(key, name, attributes, path)
            agent_name = self._people[id].name
        return Participant(
            agent=id,
            role=(role_of(role) or role) if isinstance(role, str) and role else "speaker",
            credited_as=None if agent_name == credit else credit,
        )

    def _own_id(self, attributes: Mapping[str, object], key: str = "x-id") -> str | None:
        """Return the id that our own writer gave, where it is one."""
        id = attributes.get(key) if self._event_id is not None else None
        return id if isinstance(id, str) and is_id(id) else None

    def _uid(self, attributes: Mapping[str, object], id: str | None) -> str | None:
        """Return the UID; None for one that our own writer made of the id."""
        guid = attributes.get("guid")
        if not isinstance(guid, str) or not guid:
            return None
        return None if id and self._event_id and guid == made_agent_guid(self._event_id, id) else guid

    def _person(self, key: object, name: str, attributes: Mapping[str, object], path: Path) -> str:
        id, number = self._own_id(attributes), positive_int(attributes.get("id"))
        uid = self._uid(attributes, id or slugify(name))
        if number is not None and attributes.keys() <= _IDENTIFIERS:
            own = self._event_id is not None and number == unused_int(str(attributes.get("guid")), ())
            details: dict[str, Any] = {} if own else {"extra": extra_of({"id": number})}
        else:
            details = {"extra": self._extra(attributes), **self._details(attributes, path)}
        made = self._people.add(key, path, wanted=id or slugify(name), name=name, uid=uid, **details)
        assert made is not None, "the model takes every name that is not empty"
        return made

    def _details(self, attributes: Mapping[str, object], path: Path) -> dict[str, Any]:
        """Return what the JSON of the family says of a person beyond who they are."""
        details: dict[str, Any] = {field: _text(attributes, name) for name, field in _DETAILS.items()}
        # wafer gives the address of each speaker to those who are signed in: it is kept where nothing publishes it.
        details["email"] = _text(attributes, "email") or _text(attributes, "contact")
        if affiliation := _text(attributes, "organization"):
            own = self._own_id(attributes, "x-organization")
            details["affiliation"] = self._organization(None, affiliation, {"x-id": own} if own else {}, path)
        return details

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
                organizations.change(
                    id,
                    uid=self._uid(attributes, id),
                    url=_text(attributes, "url"),
                    extra=self._extra(attributes),
                )
        return id

    def _extra(self, attributes: Mapping[str, object]) -> FrozenMap[str, JsonValue]:
        extra = {
            key: value for key, value in attributes.items() if key not in _IN_THE_MODEL and value not in ("", None, [])
        }
        id = attributes.get("id")
        number = positive_int(id)
        if self._event_id is not None:
            extra = {key: value for key, value in extra.items() if key not in _OWN_KEYS}
            if number is not None and number == unused_int(str(attributes.get("guid")), ()):
                return extra_of(extra)
        if number is not None:
            extra["id"] = number
        elif id not in (None, "", 0, "0", -1, "-1"):
            extra["id"] = id
        return extra_of(extra)


def _text(attributes: Mapping[str, object], name: str) -> str | None:
    value = attributes.get(name)
    return value.strip() or None if isinstance(value, str) else None
