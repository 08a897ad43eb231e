"""The tables of a programme that is being read: people, organizations, venues, rooms, tracks and sessions.

A reader adds each of them as it meets it in a document. The tables give ids, recognize what was added before, remember
where each thing stands in the document, and turn what the model refuses into findings.
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
    """Return what `make` makes of the values; None and an error `invalid-value` where the model refuses them.

    Args:
        make: a class of the model.
        findings: takes what is refused.
        path: where the values stand in the document.
        position: where they stand in the source, as a number that `findings` can locate.
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
    """The things of one kind, in the order in which they were met.

    Args:
        collection: the attribute of `Event` that holds them: `rooms`.
        make: the class of the model.
        findings: takes what the model refuses.
        ids: gives the ids; two tables may share them, as people and organizations do.
    """

    def __init__(self, collection: str, make: Callable[..., T], findings: Findings, ids: Ids | None = None) -> None:
        self.collection = collection
        self.origins: dict[Path, Path] = {}
        """The path of each thing in the event -> the path of the object that it came from."""
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
        """Return the id of the thing with that key, or None where none was met."""
        return self._by_key.get(key)

    def reserve(self, key: Hashable, wanted: str) -> str:
        """Return the id of the thing with that key, which may be added later or never."""
        id = self._by_key.get(key)
        if id is None:
            id = self._by_key[key] = self.ids.new(wanted)
        return id

    def add(self, key: Hashable | None, path: Path, /, *, wanted: str, **values: Any) -> str | None:
        """Return the id of the thing with that key, which is made at the first call.

        Args:
            key: identifies it, such as its id in the document; None: nothing does, and each call adds a new one.
            path: where it stands in the document.
            wanted: the id to give it where nothing else has it; text that is no id is made into one.
            values: the other attributes.

        Returns:
            None where the model refuses the values; a finding says why.
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
        """Know a thing by one more key; a key that is known already keeps its thing."""
        self._by_key.setdefault(key, id)

    def put(self, item: T, path: Path) -> None:
        """Keep a thing that has an id already; one of the same id is replaced and keeps its place."""
        id: str = _id_of(item)
        if id not in self._items:
            self.origins[self.collection, len(self._items)] = path
            self.ids.take(id)
        self._items[id] = item

    def declare(self, item: T, path: Path, *, key: Hashable | None = None) -> None:
        """Keep a thing as the document declares it; another of the same id stays beside it, for the rules to report.

        Args:
            item: the thing, which has an id.
            path: where it stands in the document; (): nobody asks for that.
            key: what the rest of the document knows it by.
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
        """Return where a thing stands in the document; () where nobody knows."""
        return self.origins.get((self.collection, list(self._items).index(id)), ())

    def remove(self, ids: Collection[str]) -> None:
        """Take things out; those that stay keep their order and their places."""
        if not ids:
            return
        left: dict[Path, Path] = {}
        number = 0
        for before, id in enumerate(self._items):
            if id in ids:
                continue
            if (origin := self.origins.get((self.collection, before))) is not None:
                left[self.collection, number] = origin
            number += 1
        self.origins = left
        self._items = {id: item for id, item in self._items.items() if id not in ids}

    def complete(self, id: str, /, **values: Any) -> None:
        """Add what a thing did not say when it was first met; what it said stays."""
        item: Any = self._items[id]
        new = {name: value for name, value in values.items() if value and not getattr(item, name)}
        if new:
            self._items[id] = attrs.evolve(item, **new)

    def change(self, id: str, /, **values: Any) -> None:
        """Give a thing other attributes."""
        self._items[id] = attrs.evolve(cast("Any", self._items[id]), **values)


class ProgrammeBuilder:
    """What a reader knows of a programme so far.

    Args:
        findings: takes what is wrong.
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
        """The path of each thing in the event -> the path of the object that it came from."""
        return {path: origin for table in self.tables for path, origin in table.origins.items()}

    def person(
        self, key: Hashable | None, name: str, path: Path, *, id: str | None = None, **values: Any
    ) -> str | None:
        """Return the id of the person with that key; what is new about one who was met before is added.

        Args:
            key: identifies this person; None: nothing does. No id is made from it.
            name: their name.
            path: where they stand in the document.
            id: their id in the document, kept where it can be; None: one made from the name.
            values: other attributes of `Person`.
        """
        known = None if key is None else self.people.known(key)
        if known is not None and known in self.people:
            self.people.complete(known, **values)
            return known
        return self.people.add(key, path, wanted=id or slugify(name), name=name, **_given(values))

    def organization(
        self, name: str, path: Path, *, key: Hashable | None = None, id: str | None = None, **values: Any
    ) -> str | None:
        """Return the id of the organization of that name, or of that key where one is given."""
        own = key if key is not None else " ".join(name.split())
        return self.organizations.add(own, path, wanted=id or slugify(name), name=name, **_given(values))

    def venue(
        self, name: str, path: Path, *, key: Hashable | None = None, id: str | None = None, **values: Any
    ) -> str | None:
        """Return the id of the venue of that name, or of that key where one is given."""
        own = name if key is None else key
        return self.venues.add(own, path, wanted=id or slugify(name), name=name, **_given(values))

    def room(
        self, name: str, path: Path, *, key: Hashable | None = None, id: str | None = None, **values: Any
    ) -> str | None:
        """Return the id of the room of that name, or of that key where one is given."""
        own = name if key is None else key
        return self.rooms.add(own, path, wanted=id or slugify(name), name=name, **_given(values))

    def track(
        self, title: str, path: Path, *, key: Hashable | None = None, id: str | None = None, **values: Any
    ) -> str | None:
        """Return the id of the track of that title, or of that key where one is given."""
        own = title if key is None else key
        return self.tracks.add(own, path, wanted=id or slugify(title), title=title, **_given(values))

    def session(
        self, title: str, path: Path, *, key: Hashable | None = None, id: str | None = None, **values: Any
    ) -> str | None:
        """Return the id of a session, which is made; None where the model refuses it."""
        return self.sessions.add(key, path, wanted=id or slugify(title), title=title, **values)

    def event(self, *, path: Path = (), position: int | None = None, **values: Any) -> Event | None:
        """Return the event of everything that was met; None and a finding where the model refuses it.

        Args:
            path: where the event stands in the document.
            position: where it stands in the source, as a number that the findings can locate.
            values: the attributes beside the collections; a collection among them is taken instead of the table.
        """
        collections = {table.collection: tuple(table) for table in self.tables}
        return construct(Event, self.findings, path, position=position, **(collections | values))


def _given(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values that say something: a None is as good as none."""
    return {name: value for name, value in values.items() if value is not None}
