"""The codec `ics`: iCalendar (RFC 5545, RFC 7986), from and to events."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from ...diagnostics import Severity
from ...model.event import Event
from ...model.ids import SessionId
from ...model.session import Session
from .._base import Encoded
from .._table import codec_named
from .calendar_out import Document, Part
from .content import component_lines, join_lines, safe_join
from .mapping_out import unmodelled
from .options import Options
from .rich import enrich

__all__ = ["encode", "stream"]


def encode(event: Event, *, sessions: Collection[str] | None = None, **options: Any) -> Encoded:
    """Write an event as an iCalendar file.

    Args:
        event: the event.
        sessions: the ids of the sessions to write, in that order; None: all.
        options: those of `Options`: `profile`, `times`, `cancelled`, `open_end`.

    Returns:
        UTF-8 with CRLF, lines of at most 75 octets; the report says what was left out or changed to fit.
    """
    document = make_document(event, Options(**options), sessions)
    data = b"".join(chunks(document))
    return Encoded(data=data, report=document.report("ics", codec_named("ics").cannot_carry))


def stream(event: Event, **options: Any) -> Iterator[bytes]:
    """Yield an iCalendar file piece by piece: what stands before the sessions, each session, the end.

    No more than one session is held at a time. Options as for `encode`.
    """
    return chunks(make_document(event, Options(**options), None))


def make_document(event: Event, options: Options, sessions: Collection[str] | None) -> Document:
    """Return the document of an event or of some of its sessions."""
    if sessions is None:
        return Document(event, options)
    table = event.index.sessions
    chosen = tuple(table[id] for id in dict.fromkeys(map(SessionId, sessions)) if id in table)
    return Document(event, options, Part(name="selection", sessions=chosen))


def chunks(document: Document) -> Iterator[bytes]:
    """Yield the document: its head, each session, its end."""
    head = component_lines(["vcalendar", document.properties(), document.before()])
    end = head.pop()
    data, dirty = safe_join(head)
    if dirty:
        _note_removed(document, ())
    yield data
    for session in document.sessions:
        yield session_chunk(document, session)
    data, _ = safe_join([end])
    yield data


def session_chunk(document: Document, session: Session) -> bytes:
    """Return the VEVENT of a session, with a finding where characters had to be taken out of it."""
    inner = unmodelled(session.extra)[1] if session.extra else []
    rich = document.options.profile == "rich"
    data = join_lines(_lines(document, session, inner, rich=rich))
    if data is not None:
        return data
    cleaned = document.cleaned(session)
    data, dirty = safe_join(_lines(document, cleaned, inner, rich=rich))
    if dirty or cleaned != session:
        _note_removed(document, ("sessions", document.place(session)))
    return data


def _lines(document: Document, session: Session, inner: list[Any], *, rich: bool) -> list[str]:
    properties = document.map(session)
    if rich:
        more, parts = enrich(document.event, session)
        return component_lines(["vevent", properties + more, parts + inner])
    return component_lines(["vevent", properties, inner])


def _note_removed(document: Document, path: tuple[str | int, ...]) -> None:
    document.note(
        "characters-removed",
        Severity.WARNING,
        path,
        "expected text without control characters, found some: they were left out, carriage returns became line ends",
        "take them out of the source",
    )
