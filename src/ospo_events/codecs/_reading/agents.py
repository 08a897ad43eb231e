"""People and organizations collected from documents that repeat them at every session."""

from __future__ import annotations

from typing import Any, cast

import attrs

from ...diagnostics import Path
from ...model import Organization, Person
from ...model.ids import slugify
from .ids import Ids

__all__ = ["Agents"]


class Agents:
    """Everybody met so far. Two of one name stay two where anything else tells them apart."""

    def __init__(self) -> None:
        self.people: dict[str, Person] = {}
        self.organizations: dict[str, Organization] = {}
        self.origins: dict[Path, Path] = {}
        self._ids = Ids()
        self._by_key: dict[tuple[str | None, ...], str] = {}

    def person(self, key: tuple[str | None, ...], name: str, path: Path, *, id: str | None = None, **more: Any) -> str:
        """Return the id of the person of that key, made at the first call; what is new about them is added.

        Args:
            key: what tells this person apart. It is only compared: no id is made from an e-mail address.
            name: their name.
            path: where they stand.
            id: their id in the document.
            more: attributes of `Person`.
        """
        known = self._by_key.get(key)
        filled = {field: value for field, value in more.items() if value}
        if known is None:
            known = self._by_key[key] = self._ids.new(id or slugify(name))
            self.origins["people", len(self.people)] = path
            self.people[known] = Person(id=cast("Any", known), name=name, **filled)
            return known
        person = self.people[known]
        new = {field: value for field, value in filled.items() if not getattr(person, field)}
        if new:
            self.people[known] = attrs.evolve(person, **new)
        return known

    def organization(self, name: str | None, path: Path) -> str | None:
        """Return the id of the organization of that name; None for no name."""
        if name is None:
            return None
        key = ("organization", " ".join(name.split()))
        known = self._by_key.get(key)
        if known is None:
            known = self._by_key[key] = self._ids.new(slugify(name))
            self.origins["organizations", len(self.organizations)] = path
            self.organizations[known] = Organization(id=cast("Any", known), name=name)
        return known
