"""The flat sheet of sessions for people: its columns, the text of each cell, and the digest of a row.

The digests say what a cell held when it was exported. So a sheet that comes back sorted, filtered, or saved as CSV by
another program still says which of its cells somebody changed.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
import zlib
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from ...model import Event, Session
from ...model.session import slot_days
from ...model.time import is_ambiguous, programme_date
from ...model.vocabulary import kind_label
from .._reading.cell_values import date_of_cell, text_of_cell, time_of_cell
from ._cells import unescaped
from ._names import SPLIT, named
from ._people import People

__all__ = [
    "ALL_DAY",
    "LENGTH_OF_DIGESTS",
    "ONWARDS",
    "SHEET",
    "Exported",
    "canonical",
    "digest_in",
    "digests_of",
    "exported_in",
    "headers_of_digests",
    "key_of",
    "sheet_rows",
]

SHEET = ("id", "day", "start", "end", "room", "title", "kind", "track", "people", "abstract", "status", "language")
"""The columns, in order. A further one holds the digests of each row; its header begins with `#`."""
ALL_DAY = "all day"
ONWARDS = "onwards"
_IN_ONE_HEADER = 5_000
"""How many keys fit into one header: a cell of a workbook holds 32 767 characters."""
_DIGEST = 8
LENGTH_OF_DIGESTS = _DIGEST * (len(SHEET) - 1)
"""How many characters the digests of a row have."""
_KEY = 6
_REMOVED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
"""Characters that people do not need, or that no file can hold."""


def sheet_rows(event: Event) -> list[tuple[Session, dict[str, str]]]:
    """Return each session in order of time, with the text of each column."""
    rooms = named({room.id: room.name for room in event.rooms})
    tracks = named({track.id: track.title for track in event.tracks})
    people = People(event)
    rows: list[tuple[Session, dict[str, str]]] = []
    for session in event.index.in_order:
        day, start, end = _times(event, session)
        slot_rooms = session.slot.rooms if session.slot is not None else ()
        texts = {
            "id": session.id,
            "day": day,
            "start": start,
            "end": end,
            "room": "; ".join(rooms.get(id, id) for id in slot_rooms),
            "title": session.title,
            "kind": kind_label(session.kind),
            "track": "; ".join(tracks.get(id, id) for id in session.tracks),
            "people": people.cell(session.participants),
            "abstract": session.abstract or "",
            "status": session.status.value,
            "language": "; ".join(session.languages),
        }
        rows.append((session, {name: _REMOVED.sub("\ufffd", text) for name, text in texts.items()}))
    return rows


def _times(event: Event, session: Session) -> tuple[str, str, str]:
    """Return the day, the start and the end of a session as texts for its cells."""
    slot = session.slot
    if slot is None:
        return "", "", ""
    if slot.all_day:
        first, last = slot_days(slot, event.day_change)
        return first.isoformat(), ALL_DAY, "" if first == last else last.isoformat()
    day = programme_date(slot.start, event.day_change)
    start = _moment(slot.start, day, event.day_change)
    if slot.end is None:
        return day.isoformat(), start, ONWARDS
    return day.isoformat(), start, _moment(slot.end, day, event.day_change)


def _moment(moment: dt.datetime, day: dt.date, change: dt.time) -> str:
    """Return a time of day; the whole moment if it is on another date."""
    if is_ambiguous(moment):
        return moment.isoformat()
    clock = moment.time()
    text = clock.isoformat("auto" if clock.second or clock.microsecond else "minutes")
    if programme_date(moment, change) == day:
        return text
    return moment.replace(tzinfo=None).isoformat(" ", "auto" if clock.second or clock.microsecond else "minutes")


def canonical(column: str, cell: object) -> str:
    """Return the text of a cell in a canonical form: equal texts mean the same."""
    if column == "day":
        day = date_of_cell(cell)
        if day is not None:
            return day.isoformat()
    if column in ("start", "end"):
        return _canonical_time(cell)
    text = unicodedata.normalize("NFC", unescaped(text_of_cell(cell)))
    if column in ("room", "track", "people", "language"):
        return "; ".join(part for part in SPLIT.split(" ".join(text.split(" ")).strip()) if part)
    lines = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    if column == "abstract":
        return lines
    text = " ".join(lines.split())
    return text.casefold() if column in ("kind", "status") else text


def _canonical_time(cell: object) -> str:
    if isinstance(cell, dt.datetime) and cell.date() > dt.date(1900, 1, 1):
        return cell.isoformat(" ", "auto" if cell.second else "minutes")
    text = text_of_cell(cell).strip()
    clock = time_of_cell(cell) if text else None
    if clock is None or (isinstance(cell, str) and re.match(r"\d{4}-", text)):
        return " ".join(text.split()).casefold()
    return clock.isoformat("auto" if clock.second or clock.microsecond else "minutes")


def digests_of(texts: Mapping[str, object]) -> str:
    """Return the digests of the cells of a row, except its id, in one text."""
    return "".join(_digest(canonical(column, texts.get(column, "")), _DIGEST) for column in SHEET[1:])


def digest_in(digests: str, column: str) -> str:
    """Return the digest of one cell among those of its row."""
    begin = (SHEET.index(column) - 1) * _DIGEST
    return digests[begin : begin + _DIGEST]


def _digest(text: str, length: int) -> str:
    return f"{zlib.crc32(text.encode('utf-8', 'replace')):08x}"[:length]


def key_of(id: str) -> str:
    """Return the key of an id in the list of exported ids."""
    return _digest(id, _KEY)


def headers_of_digests(ids: Iterable[str]) -> list[str]:
    """Return the headers of the columns of digests: they record the sessions of the sheet."""
    keys = [key_of(id) for id in ids]
    parts = [keys[begin : begin + _IN_ONE_HEADER] for begin in range(0, len(keys), _IN_ONE_HEADER)] or [[]]
    return [f"# {''.join(part)}".rstrip() for part in parts]


class Exported(NamedTuple):
    """What a sheet records about its export."""

    keys: frozenset[str]
    column: int
    """The column with the digests of the rows."""


_header_of_digests = re.compile(r"#(?: ((?:[0-9a-f]{6})*))?").fullmatch


def exported_in(header: Iterable[object]) -> Exported | None:
    """Return what the header of a sheet records about its export; None if nothing."""
    found: Exported | None = None
    for place, cell in enumerate(header):
        match = _header_of_digests(cell.strip()) if isinstance(cell, str) else None
        if match is not None:
            text = match[1] or ""
            keys = frozenset(text[begin : begin + _KEY] for begin in range(0, len(text), _KEY))
            found = Exported(keys, place) if found is None else found._replace(keys=found.keys | keys)
    return found
