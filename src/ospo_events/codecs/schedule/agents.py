"""The people and organizations of a file of the family."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import attrs

from ..._frozenmap import FrozenMap, JsonValue
from ...diagnostics import Findings, Path
from ...model import Organization, Participant, Person
from ...model.ids import slugify
from ...model.vocabulary import role_of
from .ids import Names, as_guid, positive_int
from .raw import RawThing, kept_as_extra

__all__ = ["Agents"]

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


class Agents:
    """Collects the agents of a file: one for each UUID, integer id or, where there is neither, name."""

    def __init__(self, found: Findings) -> None:
        self.people: dict[object, Person] = {}
        self.organizations: dict[object, Organization] = {}
        self._found = found
        self._named: dict[str, object] = {}
        self._ids = Names()
        self._seen: dict[object, Participant] = {}

    def participants(self, persons: list[RawThing], path: Path) -> tuple[Participant, ...]:
        """Return who takes part in a session."""
        listed: list[Participant] = []
        for thing in persons:
            name, attributes = thing.text, thing.attributes
            get = attributes.get
            told = (name, str(get("guid")), str(get("id")), str(get("role")))
            if (known := self._seen.get(told)) is not None:
                listed.append(known)
            elif name:
                known = self._seen[told] = self._participant(name, attributes)
                listed.append(known)
            elif attributes:
                self._found.add(
                    "missing-key", "expected the name of a person, got none: nobody is taken", (*path, "persons")
                )
        return tuple(listed)

    def _participant(self, name: str, attributes: Mapping[str, object]) -> Participant:
        get = attributes.get
        guid, id, role = get("guid"), get("id"), get("role")
        number = positive_int(id)
        key: object = (as_guid(guid) if isinstance(guid, str) else None) or number or name
        if get("type") == "organization":
            agent: Person | Organization = self._organization(key, name, attributes)
        else:
            agent = self.people.get(key) or self._person(key, name, number, attributes)
        return Participant(
            agent=agent.id,
            role=(role_of(role) or role) if isinstance(role, str) and role else "speaker",
            credited_as=None if agent.name == name else name,
        )

    def _id(self, name: str) -> str:
        return self._ids.take(slugify(name))

    def _person(self, key: object, name: str, number: int | None, attributes: Mapping[str, object]) -> Person:
        id, uid = self._id(name), _guid(attributes)
        if number is not None and attributes.keys() <= _IDENTIFIERS:
            person = Person(id=id, name=name, uid=uid, extra=kept_as_extra({"id": number}))
        else:
            person = Person(id=id, name=name, uid=uid, extra=_extra(attributes), **self._details(attributes))
        self.people[key] = person
        return person

    def _details(self, attributes: Mapping[str, object]) -> dict[str, Any]:
        """Return what the family's JSON says of a person beyond who they are."""
        details: dict[str, Any] = {field: _text(attributes, name) for name, field in _DETAILS.items()}
        # wafer tells those who are signed in the address of each speaker: it is kept where nothing publishes it.
        details["email"] = _text(attributes, "email") or _text(attributes, "contact")
        if affiliation := _text(attributes, "organization"):
            details["affiliation"] = self._organization(("name", affiliation), affiliation, {}).id
        return details

    def _organization(self, key: object, name: str, attributes: Mapping[str, object]) -> Organization:
        # An affiliation is told by name alone: the organization of that name is meant.
        named = self._named.get(name)
        if named is not None and (key == ("name", name) or self.organizations[named].uid is None):
            key = named
        organization = self.organizations.get(key)
        if organization is None:
            organization = Organization(id=self._id(name), name=name)
            self._named.setdefault(name, key)
        if attributes and organization.uid is None:
            organization = attrs.evolve(
                organization,
                uid=_guid(attributes),
                url=_text(attributes, "url"),
                extra=_extra(attributes),
            )
        self.organizations[key] = organization
        return organization


def _guid(attributes: Mapping[str, object]) -> str | None:
    guid = attributes.get("guid")
    return guid if isinstance(guid, str) and guid else None


def _text(attributes: Mapping[str, object], name: str) -> str | None:
    value = attributes.get(name)
    return value.strip() or None if isinstance(value, str) else None


def _extra(attributes: Mapping[str, object]) -> FrozenMap[str, JsonValue]:
    kept = {key: value for key, value in attributes.items() if key not in _IN_THE_MODEL and value not in ("", None, [])}
    id = attributes.get("id")
    if (number := positive_int(id)) is not None:
        kept["id"] = number
    elif id not in (None, "", 0, "0", -1, "-1"):
        kept["id"] = id
    return kept_as_extra(kept)
