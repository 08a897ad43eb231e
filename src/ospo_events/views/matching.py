"""Finds out which sessions, rooms and people of two editions are the same, even if they were renamed.

Things are matched by published UID, then by id, then by a guid or code of another system, then by name together with
time or people. Integer ids of other systems never match anything, because they are numbered anew.
"""

from __future__ import annotations

import enum
import types
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import repeat
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, TypeAlias, cast

import attrs

from .._frozenmap import FrozenMap
from .._repr import shown
from ..diagnostics import Diagnostic, Path, Report, Severity
from ..model.identity import as_uuid, session_uid
from ..model.session import Session
from ..model.time import instant
from ..model.vocabulary import folded

if TYPE_CHECKING:
    from ..model.event import Event

__all__ = ["COLLECTIONS", "NAMESPACES", "Matching", "Pair", "Thing", "id_of", "ids_of", "match", "name_of"]


class Thing(enum.Enum):
    """A kind of thing in a programme."""

    EVENT = "event"
    SESSION = "session"
    ROOM = "room"
    TRACK = "track"
    VENUE = "venue"
    PERSON = "person"
    ORGANIZATION = "organization"
    DAY = "day"


COLLECTIONS: Mapping[Thing, str] = types.MappingProxyType(
    {
        Thing.SESSION: "sessions",
        Thing.ROOM: "rooms",
        Thing.TRACK: "tracks",
        Thing.VENUE: "venues",
        Thing.PERSON: "people",
        Thing.ORGANIZATION: "organizations",
        Thing.DAY: "days",
    }
)
"""The attribute of an event that holds the things of a kind."""

NAMESPACES: Mapping[Thing, str] = types.MappingProxyType(
    {
        Thing.SESSION: "sessions",
        Thing.ROOM: "rooms",
        Thing.TRACK: "tracks",
        Thing.VENUE: "venues",
        Thing.PERSON: "agents",
        Thing.ORGANIZATION: "agents",
    }
)
"""The kinds of things whose ids are references, and which kinds share one set of ids."""

Reason: TypeAlias = Literal["uid", "id", "same", "code", "name", "title", "sessions"]
"""How two things were matched: `same` means that they are equal, `sessions` that they have the same sessions."""

_SURE: frozenset[str] = frozenset({"uid", "id", "same", "code", "name"})


class Pair(NamedTuple):
    """One thing that is in both editions."""

    older: str
    """Its id in the older edition."""
    newer: str
    """Its id in the newer one."""
    by: Reason
    """What it was recognised by."""
    places: tuple[int, int]
    """Its index in the collection of the older and of the newer edition."""

    @property
    def sure(self) -> bool:
        """Whether it is certainly the same rather than probably the same."""
        return self.by in _SURE


@attrs.frozen(kw_only=True)
class Matching:
    """The things of two editions in pairs. A thing without a pair is in only one edition."""

    pairs: Mapping[Thing, tuple[Pair, ...]]
    """The pairs of each kind, in the order of the newer edition."""
    report: Report = attrs.field(factory=Report)
    """Things that have several possible partners: they are in no pair."""

    __repr__ = shown

    def newer_ids(self, thing: Thing) -> dict[str, str]:
        """Return the new id of everything of a kind that is in both editions, by the old id."""
        return {pair.older: pair.newer for pair in self.pairs[thing]}


def id_of(item: Any) -> str:
    """Return the id of a thing; for a day its date."""
    id: str | None = getattr(item, "id", None)
    return item.date.isoformat() if id is None else id


def name_of(item: Any) -> str:
    """Return the name of a thing; for a day without a title its date."""
    for attribute in ("title", "name"):
        name: str | None = getattr(item, attribute, None)
        if name:
            return name
    return id_of(item)


def match(older: Event, newer: Event) -> Matching:
    """Return which things of two editions are the same: each thing is in at most one pair.

    The time grows in proportion to the number of things, and their order does not change the result.

    Args:
        older: the older edition.
        newer: the newer one.
    """
    people = _plain(Thing.PERSON, older.people, newer.people, "title")
    organizations = _plain(Thing.ORGANIZATION, older.organizations, newer.organizations, "title")
    sessions = _sessions(older, newer, (organizations, people))
    rooms = _plain(Thing.ROOM, older.rooms, newer.rooms, "name")
    rooms.by_sessions(sessions.pairs, older, newer, lambda item: item.slot.rooms if item.slot else ())
    tracks = _plain(Thing.TRACK, older.tracks, newer.tracks, "name")
    tracks.by_sessions(sessions.pairs, older, newer, lambda item: item.tracks)
    venues = _plain(Thing.VENUE, older.venues, newer.venues, "name")
    days = _plain(Thing.DAY, older.days, newer.days, "title")
    all_of_them = (sessions, rooms, tracks, venues, people, organizations, days)
    return Matching(
        pairs=types.MappingProxyType({each.thing: each.in_order() for each in all_of_them}),
        report=Report(tuple(finding for each in all_of_them for finding in each.ambiguous())),
    )


_Keys: TypeAlias = "Callable[[Sequence[Any]], Iterable[Hashable]]"
"""Returns the key of each of some things; None is no key."""
_id = attrgetter("id")
_uid_of = attrgetter("uid")
_new_pair = cast(
    "Callable[[tuple[str, str, Reason, tuple[int, int]]], Pair]", partial(cast("Any", tuple).__new__, Pair)
)
"""Makes a pair from a tuple, without the cost of calling `Pair()`."""


class _Kind:
    """The things of one kind in both editions, and which of them are not matched yet."""

    def __init__(self, thing: Thing, older: Sequence[Any], newer: Sequence[Any]) -> None:
        self.thing = thing
        self.older, self.newer = older, newer
        self.left_older: Sequence[int] = range(len(older))
        self.left_newer: Sequence[int] = range(len(newer))
        self.pairs: list[Pair] = []
        self._several: dict[tuple[str, Hashable], int] = {}
        self._keys_used = 0

    def in_order(self) -> tuple[Pair, ...]:
        """Return the pairs in the order of the newer edition."""
        # Pairs of one key are found in order.
        return tuple(self.pairs if self._keys_used < 2 else sorted(self.pairs, key=lambda pair: pair.places[1]))

    def by(
        self,
        reason: Reason,
        older_keys: _Keys,
        newer_keys: _Keys | None = None,
        refuses: Callable[[Any, Any], bool] | None = None,
    ) -> None:
        """Match the remaining things by a key that is unique on both sides."""
        if not self.left_older or not self.left_newer:
            return
        olds = list(older_keys(_among(self.older, self.left_older)))
        news = list((newer_keys or older_keys)(_among(self.newer, self.left_newer)))
        found: list[tuple[int, int]] = []
        if refuses is None and olds == news and len(unique := set(olds)) == len(olds) and None not in unique:
            # Most editions keep the order of most things: then nothing has to be looked up.
            ids = cast("list[str]", olds) if older_keys is ids_of else None
            self._add(list(zip(self.left_older, self.left_newer, strict=True)), reason, ids, ids)
            self.left_older = self.left_newer = ()
            return
        before, doubled_before = _places(olds, self.left_older)
        after, doubled_after = _places(news, self.left_newer)
        doubled = doubled_before | doubled_after
        for key, new in after.items():
            old = before.get(key)
            if old is None:
                continue
            if doubled and key in doubled:
                self._several.setdefault((reason, key), new)
            elif refuses is None or not refuses(self.older[old], self.newer[new]):
                found.append((old, new))
        self._take(found, reason)

    def _take(self, found: Sequence[tuple[int, int]], reason: Reason) -> None:
        """Record each two as the same."""
        if not found:
            return
        self._add(found, reason)
        self.left_older = _without(self.left_older, [old for old, _ in found])
        self.left_newer = _without(self.left_newer, [new for _, new in found])

    def _add(
        self,
        found: Sequence[tuple[int, int]],
        reason: Reason,
        olds: list[str] | None = None,
        news: list[str] | None = None,
    ) -> None:
        """Add the pairs of these places, with their ids where these are known already."""
        self._keys_used += 1
        olds = ids_of([self.older[place] for place, _ in found]) if olds is None else olds
        news = ids_of([self.newer[place] for _, place in found]) if news is None else news
        several = cast("Iterable[Any]", zip(olds, news, repeat(reason), found, strict=False))
        self.pairs += map(_new_pair, several)

    def equals(self) -> None:
        """Match the remaining things that are equal, the first with the first: the choice makes no difference."""
        if not self._several:
            return
        before: dict[object, list[int]] = {}
        for place in self.left_older:
            before.setdefault(self.older[place], []).append(place)
        for places in before.values():
            places.reverse()
        found: list[tuple[int, int]] = []
        for place in self.left_newer:
            if same := before.get(self.newer[place]):
                found.append((same.pop(), place))
        self._take(found, "same")

    def by_sessions(
        self, pairs: Iterable[Pair], older: Event, newer: Event, held: Callable[[Session], Iterable[str]]
    ) -> None:
        """Match the remaining things with exactly the same sessions: a room with a new name."""
        if not self.left_older or not self.left_newer:
            return
        gone = {id_of(self.older[place]) for place in self.left_older}
        fresh = {id_of(self.newer[place]) for place in self.left_newer}
        before: dict[str, set[int]] = {}
        after: dict[str, set[int]] = {}
        for number, pair in enumerate(pairs):
            for id in held(older.sessions[pair.places[0]]):
                if id in gone:
                    before.setdefault(id, set()).add(number)
            for id in held(newer.sessions[pair.places[1]]):
                if id in fresh:
                    after.setdefault(id, set()).add(number)
        sets_before = {id: frozenset(numbers) for id, numbers in before.items()}
        sets_after = {id: frozenset(numbers) for id, numbers in after.items()}
        self.by(
            "sessions",
            lambda items: [sets_before.get(item.id) for item in items],
            lambda items: [sets_after.get(item.id) for item in items],
        )

    def ambiguous(self) -> Iterator[Diagnostic]:
        """Yield a finding for each key that several things share, if some are unmatched on both sides."""
        if not self.left_older or not self.left_newer:
            return
        left = set(self.left_newer)
        for (reason, key), place in self._several.items():
            if place not in left:
                continue
            path: Path = (COLLECTIONS[self.thing], place)
            item = self.newer[place]
            what = f"the {reason} {key!r}" if isinstance(key, str) else "the same title and time or people"
            yield Diagnostic(
                code="ambiguous-identity",
                message=f"expected one {self.thing.value} with {what} in each edition, got several: "
                f"{name_of(item)!r} counts as new",
                severity=Severity.WARNING,
                path=path,
                help="give each of them its own id or UID",
            )


def _among(items: Sequence[Any], left: Sequence[int]) -> Sequence[Any]:
    return items if len(left) == len(items) else [items[place] for place in left]


def _places(keys: Sequence[Hashable], left: Sequence[int]) -> tuple[dict[Hashable, int], frozenset[Hashable]]:
    """Return the last index of each key of the remaining things, and the keys that occur more than once."""
    places = dict(zip(keys, left, strict=True))
    doubled: frozenset[Hashable] = frozenset()
    if len(places) < len(keys):
        doubled = frozenset(key for key, number in Counter(keys).items() if number > 1)
    places.pop(None, None)
    return places, doubled


def _without(places: Sequence[int], taken: Sequence[int]) -> Sequence[int]:
    if len(taken) == len(places):
        return ()
    gone = set(taken)
    return [place for place in places if place not in gone]


def ids_of(items: Sequence[Any]) -> list[str]:
    """Return the id of each of some things of one kind."""
    return list(map(_id if items and hasattr(items[0], "id") else id_of, items))


def _uid(item: Any) -> str | None:
    uid: str | None = getattr(item, "uid", None)
    return uid


def _uids(items: Sequence[Any]) -> list[str | None]:
    """Return the UID that each thing states; venues and days have none."""
    if not items or not hasattr(items[0], "uid"):
        return [None] * len(items)
    uids: list[str | None] = list(map(_uid_of, items))
    return [uid or None for uid in uids] if "" in uids else uids


def _other_uids(older: Sequence[Any], newer: Sequence[Any]) -> Callable[[Any, Any], bool] | None:
    """Return a test whether two things with the same id differ: each has a UID that the other edition does not contain.

    None: nothing has a UID.
    """
    olds, news = set(_uids(older)), set(_uids(newer))
    if olds <= {None} or news <= {None}:
        return None

    def refuses(old: Any, new: Any) -> bool:
        one, other = _uid(old), _uid(new)
        if not one or not other or one == other:
            return False
        # A number is a counter of some system, which may number again.
        return (one in news and other in olds) or id_of(new).isdigit()

    return refuses


def _carried(item: Any) -> Hashable:
    """Return the guid or code that another system gave a thing, preserved by its reader; None if there is none."""
    extra: Mapping[str, Any] = getattr(item, "extra", None) or {}
    for key in sorted(extra):
        data = extra[key]
        if isinstance(data, FrozenMap):
            data = cast("FrozenMap[str, object]", data)
            for name in ("guid", "code"):
                value = data.get(name)
                if isinstance(value, str) and value and not value.isdigit():
                    return (key, name, value)
    return None


def _codes(items: Sequence[Any]) -> list[Hashable]:
    return list(map(_carried, items))


def _plain(thing: Thing, older: Sequence[Any], newer: Sequence[Any], by_name: Reason) -> _Kind:
    """Return the matched things of a kind whose names are unique."""

    def names(items: Sequence[Any]) -> list[str | None]:
        # A day stays the same day if it loses its title.
        return [folded(name_of(item)) if thing is not Thing.DAY or item.title else None for item in items]

    kind = _Kind(thing, older, newer)
    has_uids = any(_uids(older)) and any(_uids(newer))
    if has_uids:
        kind.by("uid", _uids)
    kind.by("id", ids_of, refuses=_other_uids(older, newer) if has_uids else None)
    kind.equals()
    kind.by("code", _codes)
    kind.by(by_name, names)
    return kind


def _sessions(older: Event, newer: Event, agents: Sequence[_Kind]) -> _Kind:
    """Return the matched sessions.

    Args:
        older: the older edition.
        newer: the newer one.
        agents: the organizations and the people, matched.
    """

    def people_before(items: Sequence[Session]) -> list[Hashable]:
        return _title_and_people(items, {pair.older: pair.newer for side in agents for pair in side.pairs})

    kind = _Kind(Thing.SESSION, older.sessions, newer.sessions)
    # If nobody states a UID, the published ones are made from the ids, and say no more than the ids.
    has_uids = any(_uids(older.sessions)) or any(_uids(newer.sessions))
    if has_uids:
        kind.by("uid", _uids)
        kind.by("uid", _published(older, newer), _published(newer, older))
    kind.by("id", ids_of, refuses=_other_uids(older.sessions, newer.sessions) if has_uids else None)
    kind.equals()
    kind.by("code", _codes)
    kind.by("title", lambda items: list(map(_title_and_start, items)))
    kind.by("title", people_before, lambda items: _title_and_people(items, {}))
    return kind


def _published(event: Event, other: Event) -> _Keys:
    """Return a function for the published UIDs of sessions, if the other edition may contain one of them.

    A UID made from ids is only useful if the other edition states UIDs that may have been made like that.
    """
    said = Counter(uid for uid in map(_uid, other.sessions) if uid)
    may_be_made = any((as_uuid(uid) or "")[14:15] == "5" for uid in said)

    def key(session: Session) -> str | None:
        if session.uid:
            return session.uid
        uid = session_uid(event, session) if may_be_made else None
        return uid if uid is not None and said[uid] == 1 else None

    return lambda items: list(map(key, items))


def _title(session: Session) -> tuple[str, str]:
    return folded(session.title), session.kind


def _title_and_start(session: Session) -> Hashable:
    return None if session.slot is None else (_title(session), instant(session.slot.start))


def _title_and_people(sessions: Iterable[Session], ids: Mapping[str, str]) -> list[Hashable]:
    return [
        (_title(item), frozenset([ids.get(one.agent, one.agent) if one.agent else "" for one in item.participants]))
        if item.participants
        else None
        for item in sessions
    ]
