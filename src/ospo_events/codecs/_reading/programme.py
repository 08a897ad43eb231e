"""Builds the tables of a programme while it is read: people, organizations, venues, rooms, tracks and sessions.

A reader adds each thing when it meets it in a document. The tables assign ids, recognise things that were added before,
remember the place of each thing in the document, and turn values that the model refuses into findings.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterator, Mapping
from operator import attrgetter
from typing import Any, Generic, TypeVar, cast

import attrs

from ...diagnostics import Findings, Path, Severity
from ...model import Event, Organization, Person, Room, Session, Track, Venue
from ...model.ids import slugify, unused_id
from .ids import Ids

__all__ = ["ProgrammeBuilder", "Table", "construct"]

T = TypeVar("T")
_REFUSALS = (ValueError, TypeError, OverflowError)
_id_of = attrgetter("id")


def construct(
    make: Callable[..., T], findings: Findings, path: Path, /, *, position: int | None = None, **values: Any
) -> T | None:
    """Return the object that `make` makes of the values; None and an error `invalid-value` if the model refuses them.

    Args:
        make: a class of the model.
        findings: receives the error.
        path: the path of the values in the document.
        position: their position in the source, as a number that `findings` can locate.
        values: the arguments.
    """
    try:
        return make(**values)
    except _REFUSALS as problem:
        _report(problem, findings, path, position)
        return None


def _report(problem: Exception, findings: Findings, path: Path, position: int | None = None) -> None:
    text = str(problem)
    message = f"{text[:1].lower()}{text[1:]}; it is left out"
    findings.add("invalid-value", message, path, severity=Severity.ERROR, position=position)


class Table(Generic[T]):
    """The things of one kind, in the order in which they were added.

    Args:
        collection: the attribute of `Event` that holds them: `rooms`.
        make: the class of the model.
        findings: receives values that the model refuses.
        ids: assigns the ids; two tables may share them, as people and organizations do.
    """

    def __init__(self, collection: str, make: Callable[..., T], findings: Findings, ids: Ids | None = None) -> None:
        self.collection = collection
        self.origins: dict[Path, Path] = {}
        """The path of each thing in the event -> the path of the object in the document."""
        self.ids = Ids() if ids is None else ids
        self._make = make
        self._findings = findings
        self._items: dict[str, T] = {}
        self._by_key: dict[Hashable, str] = {}

    def __len__(self) -> int:
        return len(self._items)

    def __iter__(self) -> Iterator[T]:
        return iter(self._items.values())

    def __contains__(self, id: object) -> bool:
        return id in self._items

    def __getitem__(self, id: str) -> T:
        return self._items[id]

    def known(self, key: Hashable) -> str | None:
        """Return the id of the thing with that key, or None if there is none yet."""
        return self._by_key.get(key)

    def reserve(self, key: Hashable, wanted: str) -> str:
        """Return the id of the thing with that key, which may be added later or never."""
        id = self._by_key.get(key)
        if id is None:
            id = self._by_key[key] = self.ids.new(wanted)
        return id

    def add(self, key: Hashable | None, path: Path, /, *, wanted: str, **values: Any) -> str | None:
        """Return the id of the thing with that key; the first call makes the thing.

        Args:
            key: identifies it, such as its id in the document; None: each call adds a new one.
            path: its path in the document.
            wanted: the id to give it if nothing else has it; text that is not an id is turned into one.
            values: the other attributes.

        Returns:
            None if the model refuses the values; a finding says why.
        """
        id = self.ids.new(wanted) if key is None else self.reserve(key, wanted)
        if id in self._items:
            return id
        values["id"] = id
        try:
            item = self._make(**values)
        except _REFUSALS as problem:
            _report(problem, self._findings, path)
            return None
        self.origins[self.collection, len(self._items)] = path
        self._items[id] = item
        return id

    def alias(self, key: Hashable, id: str) -> None:
        """Add another key for a thing; a key that is known already keeps its thing."""
        self._by_key.setdefault(key, id)

    def put(self, item: T, path: Path) -> None:
        """Add a thing that has an id already; it replaces one with the same id, in the same position."""
        id: str = _id_of(item)
        if id not in self._items:
            self.origins[self.collection, len(self._items)] = path
            self.ids.take(id)
        self._items[id] = item

    def declare(self, item: T, path: Path, *, key: Hashable | None = None) -> None:
        """Add a thing as the document declares it; one with the same id stays beside it, for the rules to report.

        Args:
            item: the thing, which has an id.
            path: its path in the document; (): not needed.
            key: the key that the rest of the document uses for it.
        """
        items = self._items
        id: str = _id_of(item)
        if path:
            self.origins[self.collection, len(items)] = path
        items[unused_id(id, items) if id in items else id] = item
        self.ids.take(id)
        if key is not None:
            self._by_key[key] = id

    def origin_of(self, id: str) -> Path:
        """Return the path of a thing in the document; () if it is unknown."""
        return self.origins.get((self.collection, list(self._items).index(id)), ())

    def remove(self, ids: Collection[str]) -> None:
        """Remove things; the others keep their order and their paths."""
        if not ids:
            return
        remaining: dict[Path, Path] = {}
        number = 0
        for before, id in enumerate(self._items):
            if id in ids:
                continue
            if (origin := self.origins.get((self.collection, before))) is not None:
                remaining[self.collection, number] = origin
            number += 1
        self.origins = remaining
        self._items = {id: item for id, item in self._items.items() if id not in ids}

    def complete(self, id: str, /, **values: Any) -> None:
        """Add attributes that a thing did not have when it was added; existing ones stay."""
        item: Any = self._items[id]
        new = {name: value for name, value in values.items() if value and not getattr(item, name)}
        if new:
            self._items[id] = attrs.evolve(item, **new)

    def change(self, id: str, /, **values: Any) -> None:
        """Replace attributes of a thing."""
        self._items[id] = attrs.evolve(cast("Any", self._items[id]), **values)


class ProgrammeBuilder:
    """The parts of a programme that a reader has found so far.

    Args:
        findings: receives the findings.
    """

    def __init__(self, findings: Findings) -> None:
        self.findings = findings
        agents = Ids()
        self.people = Table("people", Person, findings, agents)
        self.organizations = Table("organizations", Organization, findings, agents)
        self.venues = Table("venues", Venue, findings)
        self.rooms = Table("rooms", Room, findings)
        self.tracks = Table("tracks", Track, findings)
        self.sessions = Table("sessions", Session, findings)

    @property
    def tables(self) -> tuple[Table[Any], ...]:
        """The tables, by the name of their collection."""
        return (self.venues, self.rooms, self.tracks, self.people, self.organizations, self.sessions)

    @property
    def origins(self) -> dict[Path, Path]:
        """The path of each thing in the event -> the path of the object in the document."""
        return {path: origin for table in self.tables for path, origin in table.origins.items()}

    def person(
        self, key: Hashable | None, name: str, path: Path, *, id: str | None = None, **values: Any
    ) -> str | None:
        """Return the id of the person with that key; new attributes of a known person are added.

        Args:
            key: identifies this person; None: nothing does. No id is made from it.
            name: their name.
            path: their path in the document.
            id: their id in the document, preserved if possible; None: one is made from the name.
            values: other attributes of `Person`.
        """
        known_id = None if key is None else self.people.known(key)
        if known_id is not None and known_id in self.people:
            self.people.complete(known_id, **values)
            return known_id
        return self.people.add(key, path, wanted=id or slugify(name), name=name, **_given(values))

    def organization(
        self, name: str, path: Path, *, key: Hashable | None = None, id: str | None = None, **values: Any
    ) -> str | None:
        """Return the id of the organization with that name, or with that key if one is given."""
        own_key = key if key is not None else " ".join(name.split())
        return self.organizations.add(own_key, path, wanted=id or slugify(name), name=name, **_given(values))

    def venue(
        self, name: str, path: Path, *, key: Hashable | None = None, id: str | None = None, **values: Any
    ) -> str | None:
        """Return the id of the venue with that name, or with that key if one is given."""
        own_key = name if key is None else key
        return self.venues.add(own_key, path, wanted=id or slugify(name), name=name, **_given(values))

    def room(
        self, name: str, path: Path, *, key: Hashable | None = None, id: str | None = None, **values: Any
    ) -> str | None:
        """Return the id of the room with that name, or with that key if one is given."""
        own_key = name if key is None else key
        return self.rooms.add(own_key, path, wanted=id or slugify(name), name=name, **_given(values))

    def track(
        self, title: str, path: Path, *, key: Hashable | None = None, id: str | None = None, **values: Any
    ) -> str | None:
        """Return the id of the track with that title, or with that key if one is given."""
        own_key = title if key is None else key
        return self.tracks.add(own_key, path, wanted=id or slugify(title), title=title, **_given(values))

    def session(
        self, title: str, path: Path, *, key: Hashable | None = None, id: str | None = None, **values: Any
    ) -> str | None:
        """Make a session and return its id; None if the model refuses it."""
        return self.sessions.add(key, path, wanted=id or slugify(title), title=title, **values)

    def event(self, *, path: Path = (), position: int | None = None, **values: Any) -> Event | None:
        """Return the event with everything that was added; None and a finding if the model refuses it.

        Args:
            path: the path of the event in the document.
            position: its position in the source, as a number that the findings can locate.
            values: the attributes beside the collections; a collection among them replaces the table.
        """
        collections = {table.collection: tuple(table) for table in self.tables}
        return construct(Event, self.findings, path, position=position, **(collections | values))


def _given(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values that are not None."""
    return {name: value for name, value in values.items() if value is not None}
