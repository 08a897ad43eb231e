"""The untyped form of a schedule file, every field as text.

The XML and the JSON readers fill it; `_build` interprets it, and `_as_read` makes it of a programme to be written.
"""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from ..._frozenmap import EMPTY, FrozenMap, JsonValue, freeze
from ...diagnostics import Path

__all__ = ["EXTRA", "OWN_GENERATOR", "RawDay", "RawElement", "RawEvent", "RawSchedule", "RawThing", "extra_of"]

OWN_GENERATOR = "ospo-events"
"""The generator that our own files name."""

EXTRA = "x-schedule"
"""The key of `extra` that holds what a file says and the model has no attribute for."""


@attrs.define(eq=False)
class RawElement:
    """A person, a link, an attachment: text with attributes."""

    text: str
    attributes: Mapping[str, object]


@attrs.define(eq=False)
class RawThing:
    """A room or a track that a file lists: what it says of it."""

    attributes: dict[str, object]
    path: Path = ()


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
    persons: list[RawElement] = attrs.field(factory=list[RawElement])
    links: list[RawElement] = attrs.field(factory=list[RawElement])
    attachments: list[RawElement] = attrs.field(factory=list[RawElement])
    other: dict[str, object] = attrs.field(factory=dict[str, object])
    """What has no field here, as JSON values."""
    markup: str = ""
    """The last of its texts that has elements in it."""


@attrs.define(eq=False)
class RawSchedule:
    """A whole file."""

    known: bool = False
    """Whether it has a conference, a day or an entry: whether it is a schedule of this family at all."""
    strange: str = "neither"
    """What it has instead, where it is none."""
    generator: str = ""
    version: str = ""
    conference: dict[str, str] = attrs.field(factory=dict[str, str])
    tracks: list[RawThing] = attrs.field(factory=list[RawThing])
    rooms: list[RawThing] = attrs.field(factory=list[RawThing])
    days: list[RawDay] = attrs.field(factory=list[RawDay])
    events: list[RawEvent] = attrs.field(factory=list[RawEvent])
    other: dict[str, object] = attrs.field(factory=dict[str, object])
    keywords: list[str] = attrs.field(factory=list[str])
    languages: tuple[str, ...] = ()
    meta: dict[str, object] = attrs.field(factory=dict[str, object])
    """What `conference.meta` holds."""
    has_ids: bool = False
    """Whether it has our ids and UIDs, as the JSON of our own writer does: in open objects, as `x-id` and `x-uid`."""
    sessions: Mapping[str, object] = attrs.field(factory=dict[str, object])
    """The `id` and the `uid` of sessions by guid, where our own JSON had no other place for them."""

    @property
    def is_own(self) -> bool:
        """Whether our own writer made the file."""
        return self.generator == OWN_GENERATOR


def extra_of(members: dict[str, object]) -> FrozenMap[str, JsonValue]:
    """Return JSON values that the model has no attribute for as the `extra` of something."""
    return FrozenMap({EXTRA: freeze(members)}) if members else EMPTY
