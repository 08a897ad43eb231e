"""The codec `ics`: iCalendar (RFC 5545, RFC 7986), from and to events."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Any, TypeVar

import attrs

from ..._frozenmap import EMPTY
from ...diagnostics import Findings, Path, Report, Severity, SourceMap, Span
from ...model.event import Event
from ...model.ids import SessionId
from ...model.session import Session
from ...views.selection import check_ids
from .._codec import Decoded, Encoded
from .calendar_out import Document, Part
from .codec import ICS as CODEC
from .content import clean_component, component_lines, encode_lines, fold_lines, join_lines, safe_join
from .content_reader import UNREAD, read_content
from .mapping_in import read_calendar
from .options import Cancelled, OpenEnd, Options, Profile, Times
from .rich import enrich
from .riders import unmodelled
from .source import Source
from .spelling import JCAL, LINES, Spelling
from .text import clean_deep, hides_controls
from .tree import Component

__all__ = ["decode", "encode", "stream"]

P = TypeVar("P")
_BLOCK = 16
"""Sessions that are written together, stage by stage: a fifth faster than each through all stages by itself, since
Python runs the same few lines again while the processor has them at hand."""


def decode(data: bytes, *, source: str = "<data>", zone: str | None = None, title: str | None = None) -> Decoded:
    """Read an iCalendar file; never raises for anything that is in it.

    Args:
        data: the file.
        source: what to call it in findings.
        zone: the IANA zone of the event, for calendars that do not say it.
        title: the title of the event, for calendars that do not say it.
    """
    lines = Source(source, data)
    findings = Findings(locate=lines.span)
    roots = read_content(lines, findings)
    return decode_tree(roots, findings, zone=zone, title=title, source=source, data=data)


def encode(
    event: Event,
    *,
    profile: Profile = "compat",
    times: Times = "local",
    cancelled: Cancelled = "status",
    open_end: OpenEnd = "assume",
    sessions: Collection[str] | None = None,
) -> Encoded:
    """Write an event as an iCalendar file.

    Args:
        event: the event.
        profile: `compat`, flat components that every client digests; `rich`, RFC 9073 and 9253 beside them.
        times: `local`, wall-clock times with TZID and VTIMEZONE; `utc`, with `Z`, for widgets on web pages.
        cancelled: `status`, STATUS:CANCELLED; `prefix`, said in the title; `omit`, left out.
        open_end: `assume`, an hour, flagged; `omit`, no DTEND.
        sessions: the ids of the sessions to write, in that order; None: all.

    Returns:
        UTF-8 with CRLF, lines of at most 75 octets; the report says what was left out or changed to fit.
    """
    document = make_document(
        event, Options(profile=profile, times=times, cancelled=cancelled, open_end=open_end), sessions
    )
    data = b"".join(chunks(document))
    return Encoded(data=data, report=document.report("ics", CODEC.cannot_carry))


def stream(event: Event, **options: Any) -> Iterator[bytes]:
    """Yield an iCalendar file piece by piece: what stands before the sessions, each session, the end.

    No more than a dozen or two of sessions are held at a time. Options as for `encode`.
    """
    return chunks(make_document(event, Options(**options), None))


def make_document(event: Event, options: Options, sessions: Collection[str] | None) -> Document:
    """Return the document of an event or of some of its sessions."""
    if sessions is None:
        return Document(event, options)
    table = event.index.sessions
    check_ids("session", sessions, table)
    chosen = tuple(table[id] for id in dict.fromkeys(map(SessionId, sessions)))
    return Document(event, options, Part(name="selection", sessions=chosen))


def head_and_end(document: Document) -> tuple[bytes, bytes]:
    """Return what stands before the sessions of a document, and what stands after."""
    lines = _head_lines(document)
    data = None if _hides(lines) else join_lines(lines)
    if data is None:
        before = document.event
        document.clean()
        data, dirty = safe_join(_head_lines(document))
        if dirty or document.event != before:
            note_removed(document, ())
    return data, b"END:VCALENDAR\r\n"


def _hides(lines: list[str]) -> bool:
    """Return whether our own data in content lines escape what must not travel."""
    return any(hides_controls(line) for line in lines if line.startswith("X-OSPO-"))


def _head_lines(document: Document) -> list[str]:
    inner = [line for component in document.before() for line in component_lines(component)]
    return ["BEGIN:VCALENDAR", *document.properties(LINES), *inner]


def chunks(document: Document) -> Iterator[bytes]:
    """Yield the document: its head, each session, its end."""
    head, end = head_and_end(document)
    yield head
    yield from session_chunks(document, document.sessions)
    yield end


def session_chunks(document: Document, sessions: Sequence[Session]) -> Iterator[bytes]:
    """Yield the VEVENT of each session, with a finding where characters had to be taken out of it."""
    for begin in range(0, len(sessions), _BLOCK):
        block = sessions[begin : begin + _BLOCK]
        vevents = _vevents(document, block, LINES)
        encoded = [None if hides_controls(own[-1]) else encode_lines(_lines(own, inner)) for own, inner in vevents]
        pieces = [None if lines is None else fold_lines(lines) for lines in encoded]
        for session, data in zip(block, pieces, strict=True):
            yield _cleaned_chunk(document, session) if data is None else data


def _cleaned_chunk(document: Document, session: Session) -> bytes:
    cleaned = clean_deep(session)
    data, dirty = safe_join(_lines(*_vevents(document, [cleaned], LINES)[0]))
    if dirty or cleaned != session:
        note_removed(document, ("sessions", document.place(session)))
    return data


def decode_tree(
    roots: list[Component],
    findings: Findings,
    *,
    zone: str | None,
    title: str | None,
    source: str,
    data: bytes,
) -> Decoded:
    """Return the event of the calendars that a reader found; several are read as one."""
    calendars = [root for root in roots if root.name == "vcalendar"]
    event: Event | None = None
    places: list[int] = []
    if not calendars and not findings.has(*UNREAD):
        findings.add("wrong-format", "expected BEGIN:VCALENDAR, got a file without", severity=Severity.ERROR)
    elif calendars:
        whole = calendars[0]
        if len(calendars) > 1:
            findings.add(
                "several-calendars",
                "expected one calendar, got several: they were read as one",
                position=calendars[1].place,
            )
            for more in calendars[1:]:
                whole.components += more.components
        event, places = read_calendar(whole, findings, zone, title)
    start = Span(source=source, line=1, column=1)
    found = [item if item.span is not None else attrs.evolve(item, span=start) for item in findings.report()]
    report = Report(tuple(found))

    def find(wanted: Collection[Path]) -> dict[Path, Span]:
        spans: dict[Path, Span] = {(): start}
        for path in wanted:
            if len(path) == 2 and path[0] == "sessions" and isinstance(path[1], int) and path[1] < len(places):
                spans[path] = findings.span(places[path[1]]) or start
        return spans

    return Decoded(event=event, report=report, source_map=SourceMap(source, data, find))


def _vevents(document: Document, sessions: Sequence[Session], spelling: Spelling[P]) -> list[tuple[list[P], list[Any]]]:
    """Return the properties of each VEVENT, our own data last, and the components inside it as jCal."""
    rich = document.options.profile == "rich"
    found: list[tuple[list[P], list[Any]]] = []
    for session, properties in zip(sessions, document.mapping(spelling)(sessions), strict=True):
        inner = [] if session.extra is EMPTY else unmodelled(session.extra)[1]
        if rich:
            more, parts = enrich(document.event, session)
            properties[-1:-1] = map(spelling.any, more)
            inner = parts + inner
        found.append((properties, inner))
    return found


def _lines(properties: list[str], components: list[Any]) -> list[str]:
    """Return the content lines of a VEVENT."""
    inner = [line for component in components for line in component_lines(component)]
    return ["BEGIN:VEVENT", *properties, *inner, "END:VEVENT"]


def components(document: Document) -> Iterator[list[Any]]:
    """Yield the components of a document as jCal, without characters that must not travel."""
    yield from document.before()
    for session in document.sessions:
        vevent = ["vevent", *_vevents(document, [session], JCAL)[0]]
        if _is_travelling(document, session, vevent):
            yield vevent
        else:
            yield clean_component(["vevent", *_vevents(document, [clean_deep(session)], JCAL)[0]])


def _is_travelling(document: Document, session: Session, vevent: list[Any]) -> bool:
    """Return whether nothing has to be taken out of a session; a finding says so where something has to."""
    lines = component_lines(vevent)
    if (not _hides(lines) and encode_lines(lines) is not None) or clean_component(vevent) == vevent:
        return True
    note_removed(document, ("sessions", document.place(session)))
    return False


def note_removed(document: Document, path: tuple[str | int, ...]) -> None:
    """Tell that characters were taken out of what stands at `path`."""
    document.note(
        "characters-removed",
        Severity.WARNING,
        path,
        "expected text without control characters, found some: they were left out, carriage returns became line ends",
        "take them out of the source",
    )
