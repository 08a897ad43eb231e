"""What a file of the family says, before anybody asks what it means: the reading side's pivot."""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from ..._frozenmap import EMPTY, FrozenMap, JsonValue, freeze
from ...diagnostics import Findings, Path, Severity

__all__ = ["RawDay", "RawEvent", "RawSchedule", "RawThing", "check_option", "kept_as_extra"]


def check_option(name: str, value: str | None, known: tuple[str, ...], found: Findings) -> None:
    """Note an option of a reader that is none of the known values."""
    if value is not None and value not in known:
        wanted = " or ".join(repr(item) for item in known)
        found.add("bad-option", f"expected {wanted} as {name}, got {value[:60]!r}", severity=Severity.ERROR)


@attrs.define(eq=False)
class RawThing:
    """A person, a link, an attachment: text with attributes."""

    text: str
    attributes: Mapping[str, object]


@attrs.define(eq=False)
class RawDay:
    """A day: its attributes as text."""

    path: Path
    index: str = ""
    date: str = ""
    start: str = ""
    end: str = ""


@attrs.define(eq=False)
class RawEvent:
    """An entry: its fields as text, its persons, links and attachments."""

    path: Path
    day: RawDay | None
    room: str = ""
    """The name of the room it stands in; "" where it stands in none."""
    room_guid: str = ""
    fields: dict[str, str] = attrs.field(factory=dict[str, str])
    persons: list[RawThing] = attrs.field(factory=list[RawThing])
    links: list[RawThing] = attrs.field(factory=list[RawThing])
    attachments: list[RawThing] = attrs.field(factory=list[RawThing])
    other: dict[str, object] = attrs.field(factory=dict[str, object])
    """What has no field here, as JSON values."""
    markup: str = ""
    """The last of its texts that has elements in it."""


@attrs.define(eq=False)
class RawSchedule:
    """A whole file."""

    known: bool = False
    """Whether it has a conference, a day or an entry: whether it is a schedule of this family at all."""
    generator: str = ""
    version: str = ""
    conference: dict[str, str] = attrs.field(factory=dict[str, str])
    tracks: list[dict[str, object]] = attrs.field(factory=list[dict[str, object]])
    rooms: list[dict[str, object]] = attrs.field(factory=list[dict[str, object]])
    days: list[RawDay] = attrs.field(factory=list[RawDay])
    events: list[RawEvent] = attrs.field(factory=list[RawEvent])
    other: dict[str, object] = attrs.field(factory=dict[str, object])
    keywords: list[str] = attrs.field(factory=list[str])
    meta: dict[str, object] = attrs.field(factory=dict[str, object])


def kept_as_extra(kept: dict[str, object]) -> FrozenMap[str, JsonValue]:
    """Return what the model has no place for as the `extra` of something; values are JSON values."""
    return FrozenMap({"x-schedule": freeze(kept)}) if kept else EMPTY
