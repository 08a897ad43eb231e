"""The codec `jcal`: iCalendar as JSON (RFC 7265), from and to events by the same mapping as `ics`."""

from __future__ import annotations

import json
from collections.abc import Collection
from typing import Any, cast

from ...diagnostics import Findings, Severity, Span
from ...model.event import Event
from .._codec import Decoded, Encoded
from .codec import JCAL as CODEC
from .content_reader import MAX_DEPTH
from .ics import components, decode_tree, make_document, note_removed
from .options import Cancelled, OpenEnd, Options, Profile, Times
from .properties import TYPES, JcalProperty
from .riders import is_property
from .spelling import JCAL
from .tree import Component

__all__ = ["decode", "encode"]

_TO_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def encode(
    event: Event,
    *,
    profile: Profile = "compat",
    times: Times = "local",
    cancelled: Cancelled = "status",
    open_end: OpenEnd = "assume",
    sessions: Collection[str] | None = None,
) -> Encoded:
    """Write an event as jCal, one component to a line; arguments as for the codec `ics`."""
    document = make_document(
        event, Options(profile=profile, times=times, cancelled=cancelled, open_end=open_end), sessions
    )
    # JSON carries some control characters that content lines cannot; both spellings shall say the same.
    before = document.event
    document.clean()
    if document.event != before:
        note_removed(document, ())
    parts = [_TO_JSON(component) for component in components(document)]
    head = _TO_JSON(document.clean_all(document.properties(JCAL)))
    text = f'["vcalendar",{head},[\n' + ",\n".join(parts) + "\n]]\n"
    return Encoded(data=text.encode(), report=document.report("jcal", CODEC.cannot_carry))


def decode(data: bytes, *, source: str = "<data>", zone: str | None = None, title: str | None = None) -> Decoded:
    """Read jCal; never raises for anything that is in it. Arguments as for the codec `ics`."""
    line = 1

    def span(place: int) -> Span:
        return Span(source=source, line=max(place, 1), column=1)

    findings = Findings(locate=span)
    tree: Any = None
    try:
        tree = json.loads(data)
    except json.JSONDecodeError as error:
        findings.add(
            "not-json",
            f"expected JSON, got something else: {error.msg}",
            position=error.lineno,
            severity=Severity.ERROR,
        )
    except UnicodeDecodeError:
        findings.add("not-utf-8", "expected UTF-8, got other bytes", position=line, severity=Severity.ERROR)
    except (RecursionError, ValueError):
        findings.add(
            "too-deep",
            f"expected lists at most {MAX_DEPTH} deep, got deeper ones",
            position=line,
            severity=Severity.ERROR,
        )
    lines = _Lines(data)
    roots = [root for item in _calendars(tree) if (root := _component(item, findings, 0, lines)) is not None]
    return decode_tree(roots, findings, zone=zone, title=title, source=source, data=data)


class _Lines:
    """Finds the line of a UID: our own files have a component to a line, others are located as far as they do."""

    def __init__(self, data: bytes) -> None:
        self._lines = data.split(b"\n") if data.count(b"\n") < 200_000 else []
        self._next = 0

    def of(self, properties: list[Any]) -> int:
        uid = next((str(prop[3]) for prop in properties if prop[0] == "uid"), None)
        if uid is not None and len(self._lines) > 2:
            wanted = json.dumps(uid, ensure_ascii=False).encode("utf-8", "replace")
            for number in range(self._next, len(self._lines)):
                if wanted in self._lines[number]:
                    self._next = number
                    return number + 1
        return 1


def _calendars(tree: Any) -> list[Any]:
    if isinstance(tree, list) and tree and isinstance(tree[0], list):
        return cast("list[Any]", tree)
    return [tree]


def _component(item: Any, findings: Findings, depth: int, lines: _Lines) -> Component | None:
    parts: list[Any] = cast("list[Any]", item) if isinstance(item, list) else []
    good = len(parts) == 3 and isinstance(parts[0], str) and depth <= MAX_DEPTH
    if not good or not isinstance(parts[1], list) or not isinstance(parts[2], list):
        if item is not None:
            findings.add(
                "wrong-type", "expected a component [name, properties, components], got something else", position=1
            )
        return None
    properties: list[JcalProperty] = []
    for prop in cast("list[Any]", parts[1]):
        read = _property(prop)
        if read is not None:
            properties.append(read)
        else:
            what = (
                f"expected a property [name, {{}}, type, value of that type], got {str(prop)[:60]!r}: it was left out"
            )
            is_time = str(prop)[2:].lower().startswith(("dtstart", "dtend", "duration"))
            code, severity = ("bad-time", Severity.ERROR) if is_time else ("invalid-value", Severity.WARNING)
            findings.add(code, what, position=1, severity=severity)
    name = str(parts[0]).lower()[:100]
    component = Component(name, lines.of(properties) if name == "vevent" else 1)
    component.properties = properties
    component.places = [component.place] * len(properties)
    for inner in cast("list[Any]", parts[2]):
        part = _component(inner, findings, depth + 1, lines)
        if part is not None:
            component.components.append(part)
    return component


_TIMES = frozenset({"date", "date-time", "period"})
_NO_TEXTS = frozenset({"recur", "period", "boolean", "integer", "float"})
"""The types whose values are no JSON strings."""


def _property(value: Any) -> JcalProperty | None:
    """Return a property with its names in lower case, or None for what is none, or has a type it cannot have."""
    if not is_property(value):
        return None
    name, parameters, kind, *values = cast("JcalProperty", value)
    name, kind = str(name).lower(), str(kind).lower()
    declared = TYPES.get(name, kind)
    fits = kind in _TIMES if declared == "date-time" else kind == declared or not {kind, declared} & _NO_TEXTS
    return [name, parameters, kind, *values] if fits else None
