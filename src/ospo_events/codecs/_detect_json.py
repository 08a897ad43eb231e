"""Detects the format of a JSON document by the members that only that format has."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any, cast

import attrs

from .._patterns import late_pattern
from ..diagnostics import suggest
from ..model import Event
from .pretalx.codec import collection_of

__all__ = ["error_message", "is_jscalendar", "is_native", "json_format"]

_PREFIX = 65_536
_NATIVE = late_pattern(rb'\s*\{\s*"format"\s*:')
_PAGE = frozenset(("count", "next", "results"))
_DAY = late_pattern(r"(?:19|20)[0-9]{6}")
UNKNOWN = "unknown"
"""Stands for the format of a document that has none."""
_OWN_KEYS = frozenset(
    {field.name for field in attrs.fields(Event)}
    | {
        "format",
        "date",
        "organizers",
        "organizer",
        "host",
        "hosts",
        "sponsors",
        "venue",
        "place",
        "speakers",
        "defaults",
    }
)
_IN_ANY = frozenset({"id", "title", "timezone", "sessions"})
_OF_SESSIONS = frozenset({"title", "start", "startsAt", "start_time", "time", "sessions", "talks", "events"})
_OF_ERRORS = frozenset(("_fossil", "_type", "code", "detail", "error", "errors", "message", "status", "success"))


def json_format(text: bytes) -> str:
    """Return the name of the format; `json` if no other format matches, also for malformed JSON."""
    if _NATIVE.match(text):
        return "json"
    try:
        value = _loaded(text)
    except (ValueError, RecursionError):
        # The reader reports the error; the first words decide which reader.
        return _by_words(text[:_PREFIX])
    if isinstance(value, list):
        return _list(cast("list[Any]", value))
    return _object(cast("dict[str, Any]", value)) if isinstance(value, dict) else "json"


def is_native(keys: Iterable[str]) -> bool:
    """Return whether the members of a document are those of our own format: it has `format`, or most are ours.

    One typing error is allowed, since the reader suggests the right word; title, zone and sessions are in any
    programme.
    """
    names = [key.casefold() for key in keys]
    if not names or "format" in names:
        return True
    meant = [key if key in _OWN_KEYS or key.startswith("x-") else suggest(key, _OWN_KEYS) for key in names]
    return 2 * sum(key is not None for key in meant) > len(names) and not _IN_ANY.isdisjoint(meant)


def is_jscalendar(text: bytes) -> bool:
    """Return whether a document is a JSCalendar object, or a list of them: by `@type`, and by its own members."""
    if b'"@type"' not in text[:_PREFIX] or b'"@context"' in text[:_PREFIX]:
        return False
    try:
        value = _loaded(text)
    except (ValueError, RecursionError):
        return False
    items = cast("list[Any]", value) if isinstance(value, list) else [value]
    first: Any = items[0] if items else None
    if not isinstance(first, dict):
        return False
    members = cast("dict[str, Any]", first)
    kind = members.get("@type")
    if kind == "Group":
        return "entries" in members
    return kind in ("Event", "Task", "jsevent") and bool(members.keys() & {"start", "due", "duration", "timeZone"})


def error_message(text: bytes) -> str | None:
    """Return the message of a server that sent an error instead of data, `{"detail": "Not found."}`; else None."""
    try:
        value = _loaded(text) if len(text) < _PREFIX else None
    except (ValueError, RecursionError):
        return None
    if not isinstance(value, dict) or not value or value.keys() - _OF_ERRORS:
        return None
    members = cast("dict[str, Any]", value)
    return next((said for key in ("detail", "message", "error") if isinstance(said := members.get(key), str)), None)


def _loaded(text: bytes) -> Any:
    import json  # noqa: PLC0415 # formats that are not JSON are told without it

    return json.loads(text)


def _by_words(head: bytes) -> str:
    for word, format in (
        (rb'^\[\s*\[?\s*"vcalendar"', "jcal"),
        (rb'"@context"', "jsonld"),
        (rb'"schedule"\s*:', "schedule-json"),
        (rb'"timeSlots"|"isServiceSession"|"groupId"|"isTopSpeaker"', "sessionize"),
        (rb'"_fossil"|"_type"', "indico"),
        (rb'"submission_type"|"submissions?"\s*:', "pretalx"),
    ):
        if re.search(word, head):
            return format
    return "json"


def _list(items: list[Any]) -> str:
    first: Any = items[0] if items else None
    if isinstance(first, list):  # several calendars in one file (RFC 7265 section 3.2)
        first = cast("list[Any]", first)[0] if first else None
    if isinstance(first, str) and first.lower() == "vcalendar":
        return "jcal"
    keys = _keys(items)
    found = next((format for format, test in _OF_ITEMS if test(keys)), None)
    return found or ("records" if keys else "json")


def _keys(items: list[Any]) -> set[str]:
    """Return the keys of the first few objects of a list."""
    found: set[str] = set()
    for item in items[:5]:
        if isinstance(item, dict):
            found.update(cast("dict[str, Any]", item))
    return found


_OF_ITEMS: tuple[tuple[str, Callable[[set[str]], bool]], ...] = (
    ("jsonld", lambda keys: "@context" in keys or "@type" in keys),
    ("sessionize", lambda keys: bool(keys & {"timeSlots", "groupId", "isServiceSession", "isPlenumSession"})),
    ("sessionize", lambda keys: bool(keys & {"isTopSpeaker", "tagLine"}) and bool(keys & {"fullName", "firstName"})),
    ("indico", lambda keys: bool(keys & {"_fossil", "contributions", "subContributions"})),
    ("pretalx", lambda keys: bool(keys & {"submission_type", "submissions", "slot_type", "talk_slots"})),
    ("pretalx", lambda keys: "code" in keys and bool(keys & {"speakers", "biography", "name"})),
    ("sessionize", lambda keys: {"rooms", "date"} <= keys or {"sessions", "groupName"} <= keys),
    ("sessionize", lambda keys: {"title", "startsAt"} <= keys),
    ("pretalx", lambda keys: collection_of(keys) is not None or keys >= _PAGE),
)


def _object(value: dict[str, Any]) -> str:
    for format, test in _OF_OBJECTS:
        if test(value):
            return format
    results = value.get("results")
    if isinstance(results, list):
        found = _list(cast("list[Any]", results))
        return "pretalx" if found == "json" and _is_page(value) else found
    if _is_bundle(value) or ("title" not in value and collection_of(value) is not None):
        return "pretalx"
    if {"conference", "days"} & value.keys() and "title" not in value and _has_rooms(value):
        return "schedule-json"
    if is_native(value):
        return "json"
    filled = [cast("list[Any]", item) for item in value.values() if isinstance(item, list) and item]
    lists = [items for items in filled if isinstance(items[0], dict)]
    return "records" if len(lists) == 1 and _are_flat(lists[0]) else UNKNOWN


def _has_rooms(value: dict[str, Any]) -> bool:
    """Return whether the days of a document are those of the schedule family, if it has days at all."""
    days = value.get("days")
    if "conference" in value or not isinstance(days, list):
        return "conference" in value
    return any(isinstance(day, dict) and "rooms" in day for day in cast("list[object]", days))


def _are_flat(items: list[Any]) -> bool:
    """Return whether the objects of a list are rows of a table: the objects inside them are names, not sessions."""
    rows = [cast("dict[str, Any]", row) for row in items[:5] if isinstance(row, dict)]
    inside = [cast("list[Any]", item) for row in rows for item in row.values() if isinstance(item, list)]
    return not any(_keys(values) & _OF_SESSIONS for values in inside)


def _schedule(value: dict[str, Any]) -> dict[str, Any]:
    inner = value.get("schedule")
    return cast("dict[str, Any]", inner) if isinstance(inner, dict) and "submissions" not in value else {}


def _is_schedule2(value: dict[str, Any]) -> bool:
    inner = value.get("schedule")
    if not isinstance(inner, dict) or "submissions" in value:
        return False
    return isinstance(_schedule(value).get("events"), list) or "schedule2" in str(value.get("$schema"))


def _is_schedule(value: dict[str, Any]) -> bool:
    # pretalx's API has an object with that name too, but without a conference in it.
    inner = value.get("schedule")
    return isinstance(inner, dict) and "submissions" not in value and ("conference" in inner or "slots" not in inner)


def _is_bundle(value: dict[str, Any]) -> bool:
    """Return whether this contains collections of pretalx by name."""
    named = value.keys() & {"submissions", "talks"} or (isinstance(value.get("slots"), list) and "title" not in value)
    return bool(named) or any(isinstance(value.get(key), dict) for key in ("event", "schedule"))


def _is_page(value: dict[str, Any]) -> bool:
    return isinstance(value.get("results"), list) and value.keys() >= _PAGE


def _is_timetable(value: dict[str, Any]) -> bool:
    """Return whether this is a timetable of Indico without its envelope: `{day: ...}` or `{event: {day: ...}}`."""
    days = [value, *(cast("dict[str, Any]", inner) for inner in value.values() if isinstance(inner, dict))]
    return any(_DAY.fullmatch(key) for day in days for key in day)


def _is_sessionize(value: dict[str, Any]) -> bool:
    sessions = value.get("sessions")
    if not isinstance(sessions, list) or "timezone" in value:
        return False
    if value.keys() & {"speakers", "questions", "categories"}:
        return True
    return bool(_keys(cast("list[Any]", sessions)) & {"startsAt", "isServiceSession"})


_OF_OBJECTS: tuple[tuple[str, Callable[[dict[str, Any]], bool]], ...] = (
    ("schedule2", _is_schedule2),
    ("schedule-json", _is_schedule),
    ("jsonld", lambda value: "@context" in value or "@graph" in value),
    ("indico", lambda value: "_fossil" in value or value.get("_type") in ("HTTPAPIResult", "Conference")),
    ("indico", lambda value: isinstance(value.get("results"), dict) or _is_timetable(value)),
    ("sessionize", _is_sessionize),
    ("pretalx", lambda value: "code" in value and collection_of(value) is not None),
)
