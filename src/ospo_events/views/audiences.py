"""The part of an event that an audience may see: `for_audience` removes the rest, and `view_for` also lists it.

What is removed depends on one table, `model.audience.LEAST_AUDIENCE`, and on the audience that a link or a session
states itself.
"""

from __future__ import annotations

import types
from collections.abc import Collection, Mapping, Sequence
from enum import Enum
from functools import cache
from itertools import chain, repeat
from operator import attrgetter, is_, is_not
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar, Union, cast, get_args, get_origin

import attrs

from .._frozenmap import FrozenMap, JsonValue
from .._repr import shown
from ..diagnostics import Path
from ..model.audience import LEAST_AUDIENCE, is_public_extra
from ..model.hints import hints_of
from ..model.identity import uuid5
from ..model.link import Link
from ..model.session import Session
from ..model.status import Audience, Privacy
from .unknown_data import NOTHING, open_and_closed

if TYPE_CHECKING:
    from ..model.event import Event

__all__ = ["View", "Withheld", "WithheldKind", "for_audience", "reserved_session", "view_for"]

T = TypeVar("T")
_NO_PLACES: Mapping[Path, tuple[int, ...]] = types.MappingProxyType({})


class WithheldKind(Enum):
    """The ways in which something is withheld from an audience."""

    VALUE = "value"
    """A value: an address, a link, unknown data."""
    AGENT = "agent"
    """A person, an organization or a track that is named only by sessions that are not shown."""
    RESERVED = "reserved"
    """A private session: only its room and time are shown."""
    SESSION = "session"
    """A confidential session, or a private one without a time."""
    RELATION = "relation"
    """That a session is a part or a repeat of one that is not shown."""


@attrs.frozen
class Withheld:
    """One thing that an audience does not see."""

    path: Path
    """Its path in the event."""
    kind: WithheldKind
    least: Audience
    """The smallest audience that may see it."""

    __repr__ = shown


@attrs.frozen(kw_only=True)
class View:
    """An event as an audience sees it."""

    event: Event
    audience: Audience
    withheld: tuple[Withheld, ...] = ()
    """What was removed."""
    places: Mapping[Path, tuple[int, ...]] = _NO_PLACES
    """For each list from which something was removed: the old indices of the remaining items."""

    __repr__ = shown

    def path_before(self, path: Path) -> Path:
        """Return the path in the whole event of something in the view."""
        before: list[str | int] = []
        for part in path:
            indices = self.places.get(tuple(before)) if isinstance(part, int) else None
            before.append(indices[cast("int", part)] if indices and cast("int", part) < len(indices) else part)
        return tuple(before)


def for_audience(event: Event, audience: Audience = Audience.PUBLIC) -> Event:
    """Return the event as an audience may see it.

    Private links, e-mail addresses, reasons of acceptances and unknown data are removed, and things that only hidden
    sessions mention. A private session is shown as a reserved room, a confidential session is not shown at all; the
    team sees everything. An event without anything to remove is returned unchanged.
    """
    return view_for(event, audience).event


def view_for(event: Event, audience: Audience = Audience.PUBLIC) -> View:
    """Return the event as an audience may see it, and what it does not see."""
    if audience is Audience.TEAM or not _holds_more([event]):
        return View(event=event, audience=audience)
    taking = _Taking(event, audience)
    return View(event=taking.event(), audience=audience, withheld=tuple(taking.withheld), places=taking.places)


# --- what classes hold ------------------------------------------------------------------------


class _Plan(NamedTuple):
    """The attributes of one class that may have to be removed."""

    hidden: tuple[tuple[str, Any, Audience], ...]
    """Attributes for some audiences only: name, default, smallest audience."""
    inner: tuple[str, ...]
    """Attributes with objects in which something may be for some audiences only."""
    special: Any
    """Returns the restricted attributes of an object, to compare with their defaults; None if there are none."""
    defaults: tuple[Any, ...]


@cache
def _plan(owner: Any) -> _Plan:
    hints = hints_of(owner)
    hidden: list[tuple[str, Any, Audience]] = []
    inner: list[str] = []
    defaults: dict[str, Any] = {}
    for field in attrs.fields(owner):
        # A user's own class that is derived from one of the model has its attributes.
        names_of = (f"{base.__name__}.{field.name}" for base in owner.__mro__)
        least = next(LEAST_AUDIENCE[name] for name in names_of if name in LEAST_AUDIENCE)
        kind = _class_in(hints[field.name])
        if least is not Audience.PUBLIC:
            hidden.append((field.name, field.default, least))
            defaults[field.name] = field.default
        elif (owner, field.name) == (Session, "privacy"):
            defaults[field.name] = field.default
        elif kind is not None and _may_hold_more(kind):
            inner.append(field.name)
    # attrgetter with one name would return no tuple.
    names = [*defaults, *defaults][: max(2, len(defaults))]
    special = attrgetter(*names) if defaults else None
    return _Plan(tuple(hidden), tuple(inner), special, tuple(defaults[name] for name in names))


def _class_in(hint: Any) -> Any:
    """Return the class of the model that a type contains; None if it contains none."""
    if attrs.has(hint):
        return hint
    if get_origin(hint) in (tuple, Union, types.UnionType):
        return next((model_class for each in get_args(hint) if (model_class := _class_in(each)) is not None), None)
    return None


@cache
def _may_hold_more(owner: Any) -> bool:
    plan = _plan(owner)
    return owner is Link or bool(plan.defaults or plan.inner)


_audience_of = attrgetter("audience")


def _holds_more(items: Sequence[Any]) -> bool:
    """Return whether these objects of one class may hold something that is not for everybody.

    They are examined attribute by attribute, not one by one: in most events there is nothing to remove.
    """
    if items[0].__class__ is Link:
        return any(map(is_not, map(_audience_of, items), repeat(Audience.PUBLIC)))
    plan = _plan(items[0].__class__)
    if plan.special is not None and any(values != plan.defaults for values in map(plan.special, items)):
        return True
    for name in plan.inner:
        contents: list[Any] = list(filter(None, map(attrgetter(name), items)))
        if contents and contents[0].__class__ is tuple:
            contents = list(chain.from_iterable(contents))
        if contents and _holds_more(contents):
            return True
    return False


# --- removing ---------------------------------------------------------------------------------


class _Taking:
    """Removes from an event what an audience may not see.

    Args:
        event: the event.
        audience: the audience.
    """

    def __init__(self, event: Event, audience: Audience) -> None:
        self._event = event
        self._audience = audience
        self.withheld: list[Withheld] = []
        self.places: dict[Path, tuple[int, ...]] = {}

    def event(self) -> Event:
        """Return the event without the removed parts."""
        event = self._event
        if all(map(is_, map(attrgetter("privacy"), event.sessions), repeat(Privacy.PUBLIC))):
            return self._shown(event, ())
        sessions = self._sessions()
        visible = attrs.evolve(event, sessions=self._left(event.sessions, sessions, ("sessions",)))
        hidden_ids = _only_of_others(event, visible)
        for name in ("people", "organizations", "tracks"):
            items: tuple[Any, ...] = getattr(event, name)
            items_shown = [None if item.id in hidden_ids[name] else item for item in items]
            for number, item in enumerate(items_shown):
                if item is None:
                    self._withhold(WithheldKind.AGENT, (name, number))
            changes: dict[str, Any] = {name: self._left(items, items_shown, (name,))}
            visible = attrs.evolve(visible, **changes)
        return self._shown(visible, ())

    def _withhold(self, kind: WithheldKind, path: Path, least: Audience = Audience.TEAM) -> None:
        self.withheld.append(Withheld(path, kind, least))

    def _left(self, items: tuple[T, ...], shown: Sequence[T | None], path: Path) -> tuple[T, ...]:
        """Return the remaining items of a list, and record their old indices."""
        if all(map(is_, shown, items)):
            return items
        indices = tuple(number for number, item in enumerate(shown) if item is not None)
        if len(indices) != len(items):
            before = self.places.get(path)
            self.places[path] = indices if before is None else tuple(before[number] for number in indices)
        return tuple(item for item in shown if item is not None)

    def _before(self, path: Path, number: int) -> Path:
        indices = self.places.get(path)
        return (*path, number if indices is None else indices[number])

    # attributes

    def _shown(self, value: T, path: Path) -> T:
        """Return an object of the model without the attributes that are not for this audience."""
        content: Any = value
        plan = _plan(content.__class__)
        changes: dict[str, Any] = {}
        if plan.special is not None and plan.special(content) != plan.defaults:
            for name, default, least in plan.hidden:
                old = getattr(content, name)
                if name == "extra":
                    new: Any = self._extra(old, path)
                elif least > self._audience and old != default:
                    new = default
                    self._withhold(WithheldKind.VALUE, (*path, name), least)
                else:
                    continue
                if new is not old:
                    changes[name] = new
        for name in plan.inner:
            inside: Any = getattr(content, name)
            if not inside:
                continue
            there = (*path, name)
            remaining = self._items(inside, there) if inside.__class__ is tuple else self._item(inside, there)
            if remaining is not inside:
                changes[name] = remaining
        return attrs.evolve(content, **changes) if changes else value

    def _items(self, items: tuple[T, ...], path: Path) -> tuple[T, ...]:
        if not _holds_more(items):
            return items
        return self._left(items, [self._item(item, self._before(path, n)) for n, item in enumerate(items)], path)

    def _item(self, value: T, path: Path) -> T | None:
        if isinstance(value, Link):
            if value.audience > self._audience:
                self._withhold(WithheldKind.VALUE, path, value.audience)
                return None
            return value
        return self._shown(value, path)

    def _extra(self, extra: FrozenMap[str, JsonValue], path: Path) -> FrozenMap[str, JsonValue]:
        remaining: dict[str, JsonValue] = {}
        for key, value in extra.items():
            open_value = open_and_closed(value)[0] if is_public_extra(key) else NOTHING
            if open_value is not value:
                self._withhold(WithheldKind.VALUE, (*path, "extra", key))
            if open_value is not NOTHING:
                remaining[key] = cast("JsonValue", open_value)
        return (
            extra
            if len(remaining) == len(extra) and all(map(is_, remaining.values(), extra.values()))
            else FrozenMap(remaining)
        )

    # sessions

    def _sessions(self) -> list[Session | None]:
        """Return the sessions as this audience sees them, None for hidden ones."""
        event = self._event
        reserved: dict[str, str] = {
            item.id: f"reserved-{uuid5(f'{event.id}/{item.id}')[:13]}"
            for item in event.sessions
            if item.privacy is Privacy.PRIVATE and event.index.slot(item) is not None
        }
        hidden = {item.id for item in event.sessions if item.privacy is not Privacy.PUBLIC and item.id not in reserved}
        visible: list[Session | None] = []
        for number, session in enumerate(event.sessions):
            path = ("sessions", number)
            if session.privacy is Privacy.PUBLIC:
                visible.append(self._related(session, path, reserved, hidden))
            elif session.id in reserved and session.privacy is Privacy.PRIVATE:
                self._withhold(WithheldKind.RESERVED, path)
                parent = None if session.parent in hidden else session.parent
                resolved = event.index.resolve(session)
                visible.append(
                    reserved_session(
                        resolved, reserved[session.id], parent=None if parent is None else reserved.get(parent, parent)
                    )
                )
            else:
                self._withhold(WithheldKind.SESSION, path)
                visible.append(None)
        return visible

    def _related(self, session: Session, path: Path, reserved: Mapping[str, str], hidden: Collection[str]) -> Session:
        """Return a session without references to hidden sessions.

        Values that it takes from these, such as its time, become its own.
        """
        changes: dict[str, Any] = {}
        if session.parent in hidden or session.parent in reserved:
            session = self._event.index.resolve(session)
        if session.parent is not None and session.parent in reserved:
            changes["parent"] = reserved[session.parent]
        elif session.parent is not None and session.parent in hidden:
            changes["parent"] = None
            self._withhold(WithheldKind.RELATION, (*path, "parent"))
        if session.repeat_of is not None and (session.repeat_of in hidden or session.repeat_of in reserved):
            changes["repeat_of"] = None
            self._withhold(WithheldKind.RELATION, (*path, "repeat_of"))
        return attrs.evolve(session, **changes) if changes else session


def reserved_session(session: Session, id: str, *, parent: str | None = None) -> Session:
    """Return a private session as audiences other than the team see it: as a reserved room."""
    return Session(
        id=id,
        title="Reserved",
        kind="other",
        status=session.status,
        slot=session.slot,
        parent=parent,
        sequence=session.sequence,
        updated=session.updated,
    )


def _only_of_others(event: Event, left: Event) -> Mapping[str, set[str]]:
    """Return the ids of people, organizations and tracks that only hidden sessions mention."""
    before, after = _agents_of(event), _agents_of(left)
    tracks = _tracks_of(event) - _tracks_of(left)
    # People and organizations that no session mentions are listed all the same, and so are their affiliations.
    free: set[str] = {*(item.id for item in event.people), *(item.id for item in event.organizations)}
    agents: set[str] = _reach(event, before) - _reach(event, after | (free - _reach(event, before)))
    return {"people": agents, "organizations": agents, "tracks": tracks}


def _tracks_of(event: Event) -> set[str]:
    return {id for item in event.sessions for id in item.tracks}


def _agents_of(event: Event) -> set[str]:
    participants = chain(event.participants, *(item.participants for item in event.sessions))
    return {id for item in participants for id in (item.agent, *item.affiliations) if id is not None}


def _reach(event: Event, ids: set[str]) -> set[str]:
    """Return these agents, the organizations that they name, and so on."""
    index = event.index
    reached: set[str] = set()
    open_ids = list(ids)
    while open_ids:
        id = open_ids.pop()
        if id not in reached:
            reached.add(id)
            person, organization = index.people.get(id), index.organizations.get(id)
            open_ids += person.affiliations if person else ()
            open_ids += [organization.parent] if organization and organization.parent else ()
    return reached
