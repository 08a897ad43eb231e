"""Defines the tables and their columns: tables are written, read and documented from this one table of data.

The columns are the attributes of the model. What holds several values of its own (a slot, an address) is several
columns; links, participants and milestones are tables; what has no shape of rows is JSON in its cell.
"""

from __future__ import annotations

import datetime as dt
import types
from collections.abc import Iterator, Mapping
from enum import Enum
from functools import cached_property
from typing import Any, Literal, TypeAlias, Union, cast, get_args, get_origin

import attrs

from ..._frozenmap import FrozenMap
from ...model import (
    Day,
    Event,
    Geo,
    Link,
    Milestone,
    Organization,
    Participant,
    Person,
    PostalAddress,
    Room,
    Session,
    Slot,
    Track,
    Venue,
)
from ...model.hints import hints_of

__all__ = ["COLLECTIONS", "EVENT", "LINKS", "PARTICIPANTS", "SESSIONS", "TABLES", "Column", "Kind", "Table"]

Kind: TypeAlias = Literal["text", "list", "integer", "number", "boolean", "date", "time", "datetime", "json"]
"""The type of the values in a cell."""
_PARTS = (Slot, PostalAddress, Geo)
"""Attributes that become several columns in the row of their owner."""
_TABLES_OF_ROWS = (Link, Participant)
"""Attributes that become rows of a separate table, whoever their owner is."""
_TARGETS = {
    "RoomId": "rooms",
    "TrackId": "tracks",
    "VenueId": "venues",
    "SessionId": "sessions",
    "AgentId": "organizations",
}
_KINDS: Mapping[type, Kind] = {
    int: "integer", float: "number", bool: "boolean", dt.date: "date", dt.time: "time", dt.datetime: "datetime",
}  # fmt: skip


@attrs.frozen(kw_only=True)
class Column:
    """One column."""

    name: str
    path: tuple[str, ...]
    """The path of its value in the native form of a row; () if the reader handles it specially."""
    kind: Kind = "text"
    required: bool = False
    to: str | None = None
    """The table to which its ids refer."""
    values: tuple[str, ...] = ()
    """The allowed words, if no others are allowed."""


@attrs.frozen(kw_only=True, eq=False, slots=False)
class Table:
    """One table."""

    name: str
    title: str
    owner: type
    """The class whose attributes are the columns."""
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    """The columns that identify a row."""

    @cached_property
    def by_name(self) -> Mapping[str, Column]:
        """The columns, by name."""
        return {column.name: column for column in self.columns}


def _plain(hint: Any) -> Any:
    """Return a type without None."""
    if get_origin(hint) in (Union, types.UnionType):
        (hint,) = (item for item in get_args(hint) if item is not types.NoneType)
    return hint


def _column(name: str, path: tuple[str, ...], hint: Any, *, required: bool) -> Column:
    kind: Kind = "text"
    plain = _plain(hint)
    values: tuple[str, ...] = ()
    if get_origin(plain) is tuple:
        plain = get_args(plain)[0]
        kind = "json" if attrs.has(plain) else "list"
    elif get_origin(plain) is FrozenMap or attrs.has(plain):
        kind = "json"
    elif isinstance(plain, type) and issubclass(plain, Enum):
        values = tuple(member.value for member in plain)
    else:
        kind = _KINDS.get(cast("Any", plain), "text")
    to = None if name == "id" else _TARGETS.get(getattr(cast("Any", plain), "__name__", ""))
    return Column(name=name, path=path, kind=kind, required=required, to=to, values=values)


def _columns(owner: Any, above: tuple[str, ...] = ()) -> Iterator[Column]:
    """Yield the columns of a class: one for each attribute, with those of its parts in their place."""
    hints = hints_of(owner)
    for field in attrs.fields(owner):
        hint, path = hints[field.name], (*above, field.name)
        plain = _plain(hint)
        if plain in _PARTS:
            yield from _columns(plain, path)
        elif get_origin(plain) is tuple and get_args(plain)[0] in (*_TABLES_OF_ROWS, *_COLLECTED):
            continue
        else:
            yield _column(field.name, path, hint, required=field.default is attrs.NOTHING and not above)


_COLLECTED = (Day, Venue, Room, Track, Person, Organization, Session, Milestone)


def _table(name: str, title: str, owner: type, *key: str) -> Table:
    return Table(name=name, title=title, owner=owner, columns=tuple(_columns(owner)), key=key)


EVENT = _table("event", "The event: a row for each attribute", Event, "name")
"""The columns are the attributes of the event; each of its rows is a name and a value."""
COLLECTIONS = (
    _table("days", "Days", Day, "date"),
    _table("venues", "Venues", Venue, "id"),
    _table("rooms", "Rooms", Room, "id"),
    _table("tracks", "Tracks", Track, "id"),
    _table("people", "People", Person, "id"),
    _table("organizations", "Organizations", Organization, "id"),
    _table("sessions", "Sessions", Session, "id"),
    _table("milestones", "Milestones", Milestone, "kind", "title", "date", "at"),
)
"""The tables whose rows are the items of the event's attribute with that name."""

_POSITION = Column(name="position", path=(), kind="integer", required=True)
PARTICIPANTS = Table(
    name="participants",
    title="Who takes part: in a session, or in the event where no session is named",
    owner=Participant,
    columns=(
        Column(name="session", path=(), to="sessions"),
        _POSITION,
        Column(name="person", path=(), to="people"),
        Column(name="organization", path=(), to="organizations"),
        *(column for column in _columns(Participant) if column.name != "agent"),
    ),
    key=("session", "position"),
)
LINKS = Table(
    name="links",
    title="Links of the event, and of whatever has an id",
    owner=Link,
    columns=(
        Column(
            name="of",
            path=(),
            required=True,
            values=("event", *(one.name for one in COLLECTIONS if "links" in attrs.fields_dict(one.owner))),
        ),
        Column(name="id", path=()),
        _POSITION,
        *(column for column in _columns(Link) if column.name != "audience"),
    ),
    key=("of", "id", "position"),
)
(SESSIONS,) = (one for one in COLLECTIONS if one.owner is Session)
TABLES = (EVENT, *COLLECTIONS[:-1], PARTICIPANTS, LINKS, COLLECTIONS[-1])
"""Every table, in the order in which they are written."""
