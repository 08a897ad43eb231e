"""Reads the rooms of a schedule file, from its list of rooms and from the days that contain them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from ..._frozenmap import FrozenMap, JsonValue
from ...diagnostics import Path
from ...model.ids import is_id, slugify
from .._reading.located import PlaceReader, Where
from .._reading.programme import ProgrammeBuilder
from ._identifiers import as_guid
from ._raw_schedule import RawSchedule, RawThing, extra_of
from ._tree import is_stand_in

__all__ = ["RoomReader", "names_of_no_room", "room_name"]

_ONLY_OF_ROOMS = ("capacity", "description", "url", "features", "assembly", "stream_id")
"""The data of real rooms, not of rooms that stand for sessions without one."""

_OF_ROOMS = frozenset({"name", "guid", "capacity", "description", "url", "features"})
_OF_FEATURES = frozenset({"floor", "venue", "accessibility"})
_OWN_KEYS = frozenset({"x-id", "x-uid", "x-shared"})
"""The member of our own JSON for data that a room in the schema cannot hold."""


class RoomReader:
    """Reads rooms: one for each UUID and name, or for each name if there is no UUID.

    Args:
        programme: takes the rooms.
        has_ids: whether the file has our own data, ids and UIDs among them, in the features of its rooms.
    """

    def __init__(self, programme: ProgrammeBuilder, *, has_ids: bool) -> None:
        self.guids: dict[str, str | None] = {}
        """The UUID of each room in the file, by id; None for a room without its own."""
        self._uids: set[str] = set()
        self._rooms = programme.rooms
        self._findings = programme.findings
        self._has_ids = has_ids

    def add(self, attributes: Mapping[str, object], path: Path) -> None:
        """Take a room that the file lists."""
        name, guid = attributes.get("name"), attributes.get("guid")
        if isinstance(name, str) and name.strip():
            self.id_of(name.strip(), guid if isinstance(guid, str) else "", path, attributes)

    def known(self, name: str, guid: str) -> str | None:
        """Return the id of a room that was read; None if there is none."""
        return self._rooms.known((guid, name))

    def id_of(self, name: str, guid: str, path: Path, attributes: Mapping[str, object] = FrozenMap()) -> str | None:
        """Return the id of a room; the first call makes it; None if it has no name."""
        if not name or is_stand_in(guid):
            return None
        uid = as_guid(guid)
        key = (uid, name) if uid else name
        id = self._rooms.known(key)
        if id is not None:
            return id
        if uid is not None and uid in self._uids:
            self._findings.add(
                "duplicate-uid",
                f"expected a guid of its own for the room {name!r}, got {guid!r} a second time: another will be made",
                path,
            )
            uid = None
        members = attributes.get("features")
        features = cast("dict[str, object]", members) if isinstance(members, dict) else {}
        own = features.get("x-id") if self._has_ids else None
        capacity = attributes.get("capacity")
        id = self._rooms.add(
            key,
            path,
            wanted=own if isinstance(own, str) and is_id(own) else slugify(name),
            name=name,
            uid=_text(features, "x-uid") if self._has_ids else uid,
            capacity=capacity if type(capacity) is int and capacity >= 0 else None,
            description=_text(attributes, "description"),
            url=_text(attributes, "url"),
            floor=_text(features, "floor"),
            venue=_text(features, "venue"),
            accessibility=_texts(features.get("accessibility")),
            shared=self._has_ids and features.get("x-shared") is True,
            extra=_extra(attributes, features, _OF_FEATURES | _OWN_KEYS if self._has_ids else _OF_FEATURES),
        )
        if id is not None:
            self._rooms.alias(name, id)
            self.guids[id] = uid
            if uid is not None:
                self._uids.add(uid)
        return id


def _text(members: Mapping[str, object], name: str) -> str | None:
    value = members.get(name)
    return value if isinstance(value, str) and value else None


def _texts(value: object) -> tuple[str, ...]:
    items = cast("list[object]", value) if isinstance(value, list) else []
    return tuple(item for item in items if isinstance(item, str))


def _extra(
    attributes: Mapping[str, object], features: Mapping[str, object], modelled: frozenset[str]
) -> FrozenMap[str, JsonValue]:
    members = {key: value for key, value in attributes.items() if key not in _OF_ROOMS and value not in ("", None, [])}
    if more := {key: value for key, value in features.items() if key not in modelled}:
        members["features"] = more
    return extra_of(members)


def room_name(room: RawThing) -> str:
    """Return the name of a room that a file lists; "" if it has none."""
    name = room.attributes.get("name")
    return name.strip() if isinstance(name, str) else ""


def names_of_no_room(raw: RawSchedule, places: PlaceReader) -> dict[str, Where]:
    """Return the locations of "rooms" whose names are not rooms: an online meeting, a placeholder, an address, a city.

    A room of which the file says more than its name is one, whatever it is called. The name of a city is none where
    it is that of the event, or the only one: elsewhere rooms may be named after cities.
    """
    paths: dict[str, Path] = {}
    more: set[str] = set()
    for room in raw.rooms:
        paths.setdefault(room_name(room), room.path)
        if any(room.attributes.get(key) for key in _ONLY_OF_ROOMS):
            more.add(room_name(room))
    for event in raw.events:
        paths.setdefault(event.room or event.fields.get("room", ""), (*event.path, "room"))
    city = raw.conference.get("city", "")
    found: dict[str, Where] = {}
    for name, path in paths.items():
        if name and name not in more:
            where = places.named(name, path, may_be_city=name == city or len(paths) == 1)
            if where is not None:
                found[name] = where
    return found
