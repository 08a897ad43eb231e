"""Calendars: writing, streaming and reading, against icalendar, ics.py and writers made by hand.

Lean calendars stand apart: they hold what icalendar's usual properties say, and not what our own reader needs.

ics.py is measured where the variable ICS_PYTHON names a Python that has it (0.7.2 asks for TatSu before 5.16).
"""

from __future__ import annotations

import gc
import json
import tracemalloc
from collections import deque
from collections.abc import Callable, Sequence
from typing import Any

import icalendar

from ospo_events import dumps
from ospo_events.codecs import CODECS
from ospo_events.codecs.calendar._content.lines import escape_text, fold
from ospo_events.codecs.calendar._content.values import unescape
from ospo_events.model import Event

from .elsewhere import run_elsewhere, run_ours
from .measure import Row, least
from .programmes import programme

ics = CODECS["ics"]


def run(sizes: Sequence[int]) -> list[Row]:
    """Measure at these numbers of sessions."""
    rows: list[Row] = []
    for size in sizes:
        event = programme(size)
        data = ics.encode(event).value()
        assert len(ics.decode(data).value().sessions) == data.count(b"\r\nBEGIN:VEVENT\r\n")
        rows += [*_write(size, event, data), *_memory(size, event, data), *_read(size, event, data)]
        rows.append(_one(size, event))
    return rows


def _write(size: int, event: Event, data: bytes) -> list[Row]:
    prepared = _prepared(data)
    by_hand = _by_hand(data)
    ours, lean_ours, stream, hand = least(
        lambda: ics.encode(event),
        lambda: ics.encode(event, profile="lean"),
        lambda: deque(ics.iterencode(event), maxlen=0),
        by_hand,
    )
    usual = [{name: row[name] for name in USUAL if name in row} for row in prepared]
    same, lean = least(_idiom(prepared, _declared(data)[1]), _idiom(usual, []), fewest=1, most=3)
    ics_py = run_elsewhere("ICS_PYTHON", _ICS_PY, json.dumps(prepared, default=str).encode())

    def row(name: str, seconds: float, goal: float | None, *, lean: bool = False) -> Row:
        return Row(operation="write .ics", size=size, ours=ours, peer_name=name, peer=seconds, goal=goal, lean=lean)

    rows = [
        row("icalendar, the same properties", same, 1 / 9),
        row("icalendar, its usual properties", lean, 1 / 9, lean=True),
        Row(
            operation="write .ics, lean",
            size=size,
            ours=lean_ours,
            peer_name="icalendar, its usual properties",
            peer=lean,
            goal=1 / 15,
        ),
        _size(size, event, data),
        Row(operation="write .ics", size=size, ours=ours, floor_name="the same bytes by hand", floor=hand, goal=1.6),
        Row(operation="stream .ics", size=size, ours=stream, floor_name="the same bytes by hand", floor=hand, goal=1.6),
    ]
    if ics_py is not None:
        (own,) = run_ours(_OURS, dumps(event, "json"))
        told = {"peer_name": "ics.py, which does not fold", "peer": ics_py[0]}
        rows.append(Row(operation="write .ics", size=size, ours=own, goal=1 / 3, lean=True, **told))
    return rows


def _size(size: int, event: Event, data: bytes) -> Row:
    lean = ics.encode(event, profile="lean").value()
    told = {"peer_name": "with our own data", "peer": len(data) / 1e6, "unit": "MB"}
    return Row(operation="size of .ics, lean", size=size, ours=len(lean) / 1e6, **told)


USUAL = ("UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "DESCRIPTION", "LOCATION", "STATUS", "CATEGORIES")
"""What whoever writes calendars with icalendar says of an event; ours says more."""


def _prepared(data: bytes) -> list[dict[str, Any]]:
    """Return the rows that a writer of strings would be given: the very values of our own file, unescaped."""
    rows: list[dict[str, Any]] = []
    for item in icalendar.Calendar.from_ical(data).walk("VEVENT"):
        row = {name: str(item[name]) for name in ("UID", "SUMMARY", "DESCRIPTION", "LOCATION", "STATUS")}
        row |= {name: item[name].dt for name in ("DTSTAMP", "DTSTART", "DTEND") if name in item}
        row["CATEGORIES"] = [str(word) for word in item["CATEGORIES"].cats]
        row["COLOR"], row["LINK"] = str(item["COLOR"]), str(item["LINK"])
        row["X-OSPO-SESSION"] = unescape(str(item["X-OSPO-SESSION"]))
        rows.append(row)
    return rows


def _declared(data: bytes) -> tuple[bytes, list[tuple[str, str]], bytes]:
    """Return what stands before the things our file declares, they themselves, unescaped, and what stands after."""
    whole = icalendar.Calendar.from_ical(data)
    kinds = [f"X-OSPO-{kind}" for kind in ("VENUE", "ROOM", "TRACK", "PERSON", "ORGANIZATION")]
    things = [(kind, unescape(str(value))) for kind in kinds for value in _as_list(whole[kind])]
    begin, end = data.index(b"X-OSPO-VENUE"), data.index(b"BEGIN:VTIMEZONE")
    return data[:begin], things, data[end : data.index(b"BEGIN:VEVENT")]


def _as_list(value: Any) -> list[Any]:
    return list(value) if isinstance(value, list) else [value]


def _by_hand(data: bytes) -> Callable[[], bytes]:
    """Return a writer of strings that makes the very bytes of ours, with no checks: what anybody would tune by hand."""
    rows = _prepared(data)
    before, things, after = _declared(data)

    def write() -> bytes:
        head = [f"{kind}:{escape_text(text)}" for kind, text in things]
        pieces = [before, "\r\n".join([*[line if len(line) < 19 else fold(line) for line in head], ""]).encode(), after]
        for row in rows:
            lines = [
                "BEGIN:VEVENT",
                f"UID:{row['UID']}",
                f"DTSTAMP:{row['DTSTAMP']:%Y%m%dT%H%M%SZ}",
                f"DTSTART;TZID={row['DTSTART'].tzinfo}:{row['DTSTART']:%Y%m%dT%H%M%S}",
                f"DTEND;TZID={row['DTEND'].tzinfo}:{row['DTEND']:%Y%m%dT%H%M%S}",
                f"SUMMARY:{escape_text(row['SUMMARY'])}",
                f"DESCRIPTION:{escape_text(row['DESCRIPTION'])}",
                f"LOCATION:{escape_text(row['LOCATION'])}",
                f"CATEGORIES:{','.join(map(escape_text, row['CATEGORIES']))}",
                f"COLOR:{row['COLOR']}",
                f"STATUS:{row['STATUS']}",
                "SEQUENCE:0",
                f"LINK;LINKREL=about;VALUE=URI:{row['LINK']}",
                f"X-OSPO-SESSION:{escape_text(row['X-OSPO-SESSION'])}",
                "END:VEVENT\r\n",
            ]
            pieces.append("\r\n".join([line if len(line) < 19 else fold(line) for line in lines]).encode())
        pieces.append(b"END:VCALENDAR\r\n")
        return b"".join(pieces)

    assert write() == data
    return write


def _idiom(rows: list[dict[str, Any]], things: list[tuple[str, str]]) -> Callable[[], bytes]:
    """Return the writer that icalendar's documentation teaches, with the properties that ours has."""

    def write() -> bytes:
        calendar = icalendar.Calendar()
        calendar.add("prodid", "-//x//")
        calendar.add("version", "2.0")
        for kind, text in things:
            calendar.add(kind, text)
        for row in rows:
            item = icalendar.Event()
            for name, value in row.items():
                if value:
                    item.add(name, value)
            calendar.add_component(item)
        calendar.add_missing_timezones()
        return calendar.to_ical()

    return write


_OURS = """
from ospo_events import load
from ospo_events import dumps
from ospo_events.codecs import CODECS
ics = CODECS["ics"]
event = load(sys.argv[1])
print(json.dumps([least(lambda _: ics.encode(event).value())]))
"""

_ICS_PY = """
import datetime as dt
from ics import Calendar, Event
rows = json.load(open(sys.argv[1]))
for row in rows:
    for name in ("DTSTAMP", "DTSTART", "DTEND"):
        if name in row:
            row[name] = dt.datetime.fromisoformat(row[name])
def write(_):
    calendar = Calendar()
    for row in rows:
        calendar.events.add(Event(
            name=row["SUMMARY"], begin=row["DTSTART"], end=row.get("DTEND"), uid=row["UID"], created=row["DTSTAMP"],
            description=row["DESCRIPTION"], location=row["LOCATION"], categories=row["CATEGORIES"],
            status=row["STATUS"], url=row["LINK"],
        ))
    return calendar.serialize().encode()
assert write(None).count(b"BEGIN:VEVENT") == len(rows)
print(json.dumps([least(write)]))
"""


def _memory(size: int, event: Event, data: bytes) -> list[Row]:
    rows: list[Row] = []
    for name, action in (
        ("write .ics", lambda: ics.encode(event)),
        ("stream .ics", lambda: deque(ics.iterencode(event), maxlen=0)),
    ):
        tracemalloc.start()
        action()
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        rows.append(
            Row(
                operation=f"{name}: memory",
                size=size,
                ours=peak / 1e6,
                floor_name="size of the file",
                floor=len(data) / 1e6,
                goal=2.5,
                unit="MB",
            )
        )
    return rows


def _read(size: int, event: Event, data: bytes) -> list[Row]:
    usual = [{name: row[name] for name in USUAL if name in row} for row in _prepared(data)]
    foreign = _idiom(usual, [])()

    def both(data: bytes) -> list[float]:
        return least(lambda: ics.decode(data, title=event.title), lambda: icalendar.Calendar.from_ical(data), most=5)

    ours, theirs = both(data)
    of_others, alone = both(foreign)
    gc.disable()  # as the command reads: it owns its process
    try:
        command, parsed = both(data)
    finally:
        gc.enable()

    def row(operation: str, seconds: float, peer: float, goal: float | None) -> Row:
        name = "icalendar, which only parses"
        return Row(operation=operation, size=size, ours=seconds, peer_name=name, peer=peer, goal=goal, lean=True)

    return [
        row("read our own .ics", ours, theirs, 1 / 8),
        row("read our own .ics, no collector", command, parsed, 1 / 8),
        row("read the .ics of icalendar", of_others, alone, 1 / 8),
    ]


def _one(size: int, event: Event) -> Row:
    chosen = [next(session.id for session in event.sessions if session.slot is not None)]
    one, whole = least(lambda: ics.encode(event, sessions=chosen), lambda: ics.encode(event))
    return Row(operation="feed of one session", size=size, ours=one, peer_name="all of it", peer=whole, goal=0.25)
