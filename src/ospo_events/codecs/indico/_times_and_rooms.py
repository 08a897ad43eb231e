"""Reads the times, rooms and venues in Indico's objects."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

from ...diagnostics import Path, Severity
from ...model import PostalAddress, Slot
from .._reading.durations import duration_minutes
from .._reading.json_node import Node
from .._reading.programme import ProgrammeBuilder
from .._reading.times import end_after, local_moment, make_slot, moment_of, zone_of

__all__ = ["TimesAndRooms"]


class TimesAndRooms:
    """Reads when and where a session takes place.

    Args:
        programme: receives the rooms and the venues.
        zone: the zone of the event.
    """

    def __init__(self, programme: ProgrammeBuilder, zone: ZoneInfo) -> None:
        self._programme = programme
        self._zone = zone
        self._zones: dict[str, ZoneInfo | None] = {}

    def slot(self, node: Node) -> Slot | None:
        """Return the slot of an object; None if it has no time."""
        room = self.room(node)
        start, end = self.moment(node, "startDate"), self.moment(node, "endDate")
        minutes = _minutes(node)
        if start is None or (node.members.get("endDate") and end is None):
            return None  # without its end it would look like an open one
        if end is None:
            end = end_after(start, minutes, self._zone)
        return make_slot(start, end, () if room is None else (room,), node.findings, node.path)

    def moment(self, node: Node, key: str) -> dt.datetime | None:
        """Return a moment, written as `{"date", "time", "tz"}` or in ISO 8601."""
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
                "expected a date and a time, got only one or neither",
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
        """Return the id of the room that an object names; two venues may each have a room with that name."""
        name, full = node.text("room", "roomFullname"), node.text("roomFullname")
        location = node.text("location")
        address = node.text("address") if isinstance(node.members.get("address"), str) else None
        venue = self._venue(location, address, node.path) if location is not None else None
        if name is None:
            return None
        return self._programme.room(
            name, node.path, key=(location, name), venue=venue, description=full if full != name else None
        )

    def _venue(self, location: str, address: str | None, path: Path) -> str | None:
        id = self._programme.venues.known(location)
        if id is not None:
            return id
        return self._programme.venue(location, path, address=PostalAddress(street=address) if address else None)


def _minutes(node: Node) -> int | None:
    """Return a duration in minutes: a number in the exports, maybe with a fraction; `0:30:00` or `PT30M` elsewhere."""
    value = node.raw("duration")
    if isinstance(value, float) and 0 <= value < 1e6:
        return int(value)
    minutes = duration_minutes(value.strip()) if isinstance(value, str) else None
    return minutes if minutes is not None else node.integer("duration")
