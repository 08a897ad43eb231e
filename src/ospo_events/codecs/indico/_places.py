"""Times, rooms, venues and tracks as Indico's objects tell them."""

from __future__ import annotations

import datetime as dt
from typing import Any, cast
from zoneinfo import ZoneInfo

from ...diagnostics import Path, Severity
from ...model import PostalAddress, Room, Slot, Track, Venue
from ...model.ids import slugify
from .._reading.durations import duration_minutes
from .._reading.ids import Ids
from .._reading.json_node import Node
from .._reading.times import end_after, local_moment, make_slot, moment_of, zone_of

__all__ = ["Places"]


class Places:
    """Reads when and where something is; the rooms, venues and tracks met so far.

    Args:
        zone: the zone of the event.
    """

    def __init__(self, zone: ZoneInfo) -> None:
        self.venues: dict[str, Venue] = {}
        self.rooms: dict[str, Room] = {}
        self.tracks: dict[str, Track] = {}
        self.origins: dict[Path, Path] = {}
        self._zone = zone
        self._zones: dict[str, ZoneInfo | None] = {}
        self._venue_ids, self._room_ids, self._track_ids = Ids(), Ids(), Ids()

    def slot(self, node: Node) -> Slot | None:
        """Return when and where something is held; None where it has no time."""
        room = self.room(node)
        start, end = self.moment(node, "startDate"), self.moment(node, "endDate")
        minutes = _minutes(node)
        if start is None or (node.members.get("endDate") and end is None):
            return None  # without its end it would be an open one
        if end is None:
            end = end_after(start, minutes, self._zone)
        return make_slot(start, end, () if room is None else (room,), node.findings, node.path)

    def moment(self, node: Node, key: str) -> dt.datetime | None:
        """Return the moment that `{"date", "time", "tz"}` says, or a text of ISO 8601."""
        if isinstance(node.members.get(key), str):
            return moment_of(node.text(key), self._zone, node.findings, (*node.path, key))
        value = node.child(key) if node.members.get(key) else None
        if value is None:
            node.raw(key)
            return None
        findings = node.findings
        date, time, name = value.text("date"), value.text("time"), value.text("tz")
        if date is None or time is None:
            findings.add(
                "missing-key",
                "expected a date and a time, got only one or none of them",
                value.path,
                severity=Severity.ERROR,
            )
            return None
        try:
            wall = dt.datetime.fromisoformat(f"{date}T{time}")
            if not 1970 < wall.year < 2999:
                raise ValueError(date)
        except ValueError:
            findings.add(
                "bad-time",
                f"expected a date and a time, got {date[:20]!r} and {time[:20]!r}",
                value.path,
                severity=Severity.ERROR,
            )
            return None
        if wall.tzinfo is not None:
            return wall.astimezone(self._zone)
        if name is not None and name not in self._zones:
            self._zones[name] = zone_of(name, findings, (*value.path, "tz"))
        zone = self._zones[name] if name is not None else self._zone
        moment = local_moment(wall, zone, findings, value.path) if zone is not None else None
        return moment.astimezone(self._zone) if moment is not None else None

    def room(self, node: Node) -> str | None:
        """Return the id of the room an object names; rooms of one name in two venues are two."""
        name, full = node.text("room", "roomFullname"), node.text("roomFullname")
        location = node.text("location")
        address = node.text("address") if isinstance(node.members.get("address"), str) else None
        venue = self._venue(location, address, node.path) if location is not None else None
        if name is None:
            return None
        key = f"{location or ''}\n{name}"
        own = self._room_ids.get(key)
        if own is None:
            own = self._room_ids.of(key, slugify(name))
            self.origins["rooms", len(self.rooms)] = node.path
            self.rooms[own] = Room(
                id=cast("Any", own),
                name=name,
                venue=cast("Any", venue),
                description=full if full != name else None,
            )
        return own

    def _venue(self, location: str, address: str | None, path: Path) -> str:
        own = self._venue_ids.get(location)
        if own is None:
            own = self._venue_ids.of(location, slugify(location))
            self.origins["venues", len(self.venues)] = path
            postal = PostalAddress(street=address) if address else None
            self.venues[own] = Venue(id=cast("Any", own), name=location, address=postal)
        return own

    def track(self, title: str, path: Path, number: str | None = None, color: str | None = None) -> str:
        """Return the id of the track of that title, made at the first call for it."""
        own = self._track_ids.get(title)
        if own is None:
            own = self._track_ids.of(title, f"session-{number}" if number else slugify(title))
            self.origins["tracks", len(self.tracks)] = path
            self.tracks[own] = Track(id=cast("Any", own), title=title, color=color)
        return own


def _minutes(node: Node) -> int | None:
    """Return a duration: minutes in the exports, also with a fraction; `0:30:00` and `PT30M` in other files."""
    value = node.raw("duration")
    if isinstance(value, float) and 0 <= value < 1e6:
        return int(value)
    minutes = duration_minutes(value.strip()) if isinstance(value, str) else None
    return minutes if minutes is not None else node.integer("duration")
