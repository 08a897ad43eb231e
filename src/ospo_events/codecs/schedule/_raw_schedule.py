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
"""The generator name in our own files."""

EXTRA = "x-schedule"
"""The key of `extra` for data that the model has no attribute for."""


@attrs.define(eq=False)
class RawElement:
    """A person, link or attachment of the source file: its text and its attributes."""

    text: str
    attributes: Mapping[str, object]


@attrs.define(eq=False)
class RawThing:
    """A room or a track that a file lists."""

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
    """The name of the room it is listed in; "" if it is in none."""
    room_guid: str = ""
    fields: dict[str, str] = attrs.field(factory=dict[str, str])
    persons: list[RawElement] = attrs.field(factory=list[RawElement])
    links: list[RawElement] = attrs.field(factory=list[RawElement])
    attachments: list[RawElement] = attrs.field(factory=list[RawElement])
    other: dict[str, object] = attrs.field(factory=dict[str, object])
    """Data without a field here, as JSON values."""
    markup: str = ""
    """The last of its texts with elements in it."""


@attrs.define(eq=False)
class RawSchedule:
    """A whole file."""

    known: bool = False
    """Whether it has a conference, a day or an entry: whether it is a schedule of this family at all."""
    strange: str = "neither"
    """What the document is instead, if it is not a schedule."""
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
    """The content of `conference.meta`."""
    has_ids: bool = False
    """Whether it has our ids and UIDs, as the JSON of our own writer does: in open objects, as `x-id` and `x-uid`."""
    sessions: Mapping[str, object] = attrs.field(factory=dict[str, object])
    """The `id` and the `uid` of sessions by guid, if our own JSON had no other place for them."""

    @property
    def is_own(self) -> bool:
        """Whether our own writer made the file."""
        return self.generator == OWN_GENERATOR


def extra_of(members: dict[str, object]) -> FrozenMap[str, JsonValue]:
    """Return JSON values without a field in the model as the `extra` of a thing."""
    return FrozenMap({EXTRA: freeze(members)}) if members else EMPTY
