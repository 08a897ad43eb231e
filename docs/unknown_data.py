"""What becomes of unknown data, `extra`, in each format: tried, element by element, for the page of the formats."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ospo_events.codecs import Codec
    from ospo_events.model import Event

__all__ = ["ELEMENTS", "NAMESPACES", "fate", "formats"]

ELEMENTS = ("event", "venue", "room", "track", "person", "organization", "session")

_ANYWHERE: dict[str, dict[str, Any]] = {
    "x-schedule": {"note": "kept"},
    "x-ical": {"properties": (("x-note", {}, "unknown", "kept"),)},
    "x-jsonld": {"typicalAgeRange": "12-"},
    "x-sessionize": {"note": "kept"},
    "x-pretalx": {"note": "kept"},
    "x-indico": {"note": "kept"},
    "x-records": {"note": "kept"},
    "x-table": {"note": "kept"},
    "x-yours": {"note": "kept"},
}
"""Unknown data as the reader of each format keeps them; the last is what you add yourself."""
_SCHEDULE: dict[str, dict[str, Any]] = {
    "event": {"base_url": "https://example.org/2026/"},
    "room": {"slug": "hall"},
    "track": {"order": 3},
    "person": {"code": "ABCDEF"},
    "session": {"id": 7},
}
"""What schedule files have a place for."""
NAMESPACES = tuple(_ANYWHERE)


def formats() -> list[Codec]:
    """Return the formats that are read and written, save the native ones, which keep everything."""
    from ospo_events.codecs import CODECS

    return [codec for codec in CODECS.values() if codec.reads and codec.writes and codec.publishes]


def fate(namespace: str, element: str, codec: Codec) -> str:
    """Return what becomes of unknown data: `kept`, `reported` or, which a test rules out, `lost`."""
    event = _event(namespace, element)
    encoded = codec.encode(event)
    extra = (*_path(element), "extra")
    # A finding about the whole list, or the whole element, tells of its unknown data too.
    if any(item.path and item.path[: len(extra)] == extra[: len(item.path)] for item in encoded.report):
        return "reported"
    options = {"zone": "UTC", "title": event.title, "id": event.id}
    known = {option.name: options[option.name] for option in codec.decode_options if option.name in options}
    back = codec.decode(encoded.value(), **known).value()
    found = next(iter(_elements(back, element)), None)
    return "kept" if found is not None and namespace in found.extra else "lost"


def _path(element: str) -> tuple[str | int, ...]:
    names = {"person": "people"}
    return () if element == "event" else (names.get(element, f"{element}s"), 0)


def _elements(event: Event, element: str) -> tuple[Any, ...]:
    return (event,) if element == "event" else getattr(event, str(_path(element)[0]))


def _event(namespace: str, element: str) -> Event:
    """Return a small event, one of whose elements has unknown data."""
    from ospo_events import Event, Organization, Participant, Person, Room, Session, Track, Venue, WallClock

    value = _SCHEDULE.get(element, _ANYWHERE[namespace]) if namespace == "x-schedule" else _ANYWHERE[namespace]

    def extra(name: str) -> dict[str, Any]:
        return {namespace: value} if name == element else {}

    slot = WallClock("UTC").slot("2026-05-04", "09:00", "10:00", rooms=("hall",))
    return Event(
        id="example",
        title="Example",
        timezone="UTC",
        venues=(Venue(id="house", name="House", extra=extra("venue")),),
        rooms=(Room(id="hall", name="Hall", venue="house", extra=extra("room")),),
        tracks=(Track(id="models", title="Models", extra=extra("track")),),
        people=(Person(id="ada", name="Ada Example", extra=extra("person")),),
        organizations=(Organization(id="office", name="Sample Office", extra=extra("organization")),),
        sessions=(
            Session(
                id="talk",
                title="Talk",
                slot=slot,
                tracks=("models",),
                participants=(Participant(agent="ada", affiliation="office"),),
                extra=extra("session"),
            ),
        ),
        extra=extra("event"),
    )
