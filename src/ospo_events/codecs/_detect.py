"""Telling a format from the content of a file; its name only breaks ties. No codec is imported for it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any, cast

from ..errors import UnknownFormat
from ._table import codec_for_path

__all__ = ["detect"]

_PREFIX = 65_536
"""How far into a text that is not JSON the search goes."""

_NATIVE_JSON = re.compile(rb'\s*\{\s*"format"\s*:')
_LINES_OF_YAML = re.compile(rb"(?m)^[A-Za-z_][A-Za-z0-9_-]*:(?:\s|$)")


def detect(data: bytes, name: str | None = None) -> str:
    """Return the name of the format that `data` is in.

    Args:
        data: a document.
        name: its file name, which decides only where the content does not.

    Raises:
        UnknownFormat: neither says; the message tells what was looked for.
    """
    text = data.removeprefix(b"\xef\xbb\xbf").lstrip()
    head = text[:_PREFIX]
    named = _by_name(name)
    if not head:
        found = None
    elif head.startswith(b"<"):
        found = _markup(head, text)
    elif re.search(rb"(?im)^\s*BEGIN:VCALENDAR\s*$", head):
        found = "ics"
    elif head.startswith((b"{", b"[")) and named != "yaml":
        found = _json(text)
    else:
        found = "yaml" if _LINES_OF_YAML.search(head) and b"\x00" not in head else None
    if found is None:
        found = named
    if found is None:
        raise UnknownFormat(_reason(head, name))
    return found


def _by_name(name: str | None) -> str | None:
    if name is None:
        return None
    try:
        return codec_for_path(name).name
    except UnknownFormat:
        return None


def _reason(head: bytes, name: str | None) -> str:
    called = f" of {name!r}" if name else ""
    if not head:
        return f"cannot tell the format{called}: there is nothing in it"
    if b"\x00" in head:
        return f"cannot tell the format{called}: it holds NUL bytes, so it is no text in UTF-8"
    if head.startswith(b"<"):
        return f"cannot tell the format{called}: it is markup, but neither a <schedule> nor a page with JSON-LD in it"
    return f"cannot tell the format{called}: it looks like no calendar, schedule, JSON or YAML; say it with --from"


def _markup(head: bytes, text: bytes) -> str | None:
    lowered = head.lower()
    if b"<schedule" in lowered:
        return "schedule-xml"
    # JSON-LD may stand at the end of a long page.
    return "jsonld" if b"application/ld+json" in text.lower() else None


def _json(text: bytes) -> str:
    if _NATIVE_JSON.match(text):
        return "json"
    try:
        value: Any = json.loads(text)
    except (ValueError, RecursionError):
        # The reader says what is wrong with it; which reader is told from the first words.
        return _json_by_words(text[:_PREFIX])
    if isinstance(value, list):
        return _json_list(cast("list[Any]", value))
    return _json_object(cast("dict[str, Any]", value)) if isinstance(value, dict) else "json"


def _json_by_words(head: bytes) -> str:
    for word, format in (
        (rb'^\[\s*"vcalendar"', "jcal"),
        (rb'"@context"', "jsonld"),
        (rb'"schedule"\s*:', "schedule-json"),
        (rb'"timeSlots"|"isServiceSession"|"groupId"', "sessionize"),
        (rb'"_fossil"|"_type"', "indico"),
        (rb'"submission_type"|"submissions"\s*:', "pretalx"),
    ):
        if re.search(word, head):
            return format
    return "json"


def _json_list(items: list[Any]) -> str:
    if items[:1] and isinstance(items[0], str) and items[0].lower() == "vcalendar":
        return "jcal"
    keys = _keys(items)
    for format, test in _OF_ITEMS:
        if test(keys):
            return format
    return "json"


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
    ("indico", lambda keys: bool(keys & {"_fossil", "contributions", "subContributions"})),
    ("pretalx", lambda keys: bool(keys & {"submission_type", "submissions", "slot_type", "talk_slots"})),
    ("pretalx", lambda keys: "code" in keys and bool(keys & {"speakers", "biography", "name"})),
    ("sessionize", lambda keys: {"rooms", "date"} <= keys or {"sessions", "groupName"} <= keys),
    ("sessionize", lambda keys: {"title", "startsAt"} <= keys),
)


def _json_object(value: dict[str, Any]) -> str:
    schedule = value.get("schedule")
    if isinstance(schedule, dict) and "submissions" not in value:
        inner = cast("dict[str, Any]", schedule)
        newer = isinstance(inner.get("events"), list) or "schedule2" in str(value.get("$schema"))
        return "schedule2" if newer else "schedule-json"
    if "@context" in value or "@graph" in value:
        return "jsonld"
    results = value.get("results")
    # Indico's timetable is {event: {day: {entry: ...}}}.
    if "_fossil" in value or str(value.get("_type")) == "HTTPAPIResult" or isinstance(results, dict):
        return "indico"
    if isinstance(results, list):
        return _json_list(cast("list[Any]", results))
    listed = isinstance(value.get("sessions"), list) and value.keys() & {"speakers", "questions", "categories"}
    if listed and "timezone" not in value:
        return "sessionize"
    if value.keys() & {"submissions", "talks"} or "submission_type" in value:
        return "pretalx"
    if {"conference", "days"} & value.keys() and "title" not in value:
        return "schedule-json"
    return "json"
