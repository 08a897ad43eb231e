"""Writes iCalendar (RFC 5545, RFC 7986) and jCal (RFC 7265)."""

from __future__ import annotations

from collections.abc import Callable, Collection

import attrs

from ...diagnostics import Report
from ...model.event import Event
from .._codec import Encoded, Fitted, Stream
from ._mapping.write_calendar import Cancelled, OpenEnd, Options, Profile, Times, chunks, jcal_chunks, make_document
from .fit import fit_ics, fit_jcal

__all__ = ["encode_ics", "encode_jcal", "iterencode_ics", "iterencode_jcal"]


def encode_ics(
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
        profile: `compat`, flat components that every client digests; `rich`, RFC 9073 and 9253 beside them; `lean`,
            no data of our own, and nothing that no client shows.
        times: `local`, wall-clock times with TZID and VTIMEZONE; `utc`, with `Z`, for widgets on web pages.
        cancelled: `status`, STATUS:CANCELLED; `prefix`, said in the title; `omit`, left out.
        open_end: `assume`, an hour, flagged; `omit`, no DTEND.
        sessions: the ids of the sessions to write, in that order; None: all.

    Returns:
        UTF-8 with CRLF, lines of at most 75 octets; the report says what was left out or changed to fit.
    """
    options = Options(profile=profile, times=times, cancelled=cancelled, open_end=open_end)
    document = make_document(event, options, sessions)
    data = b"".join(chunks(document))
    return Encoded(data=data, report=_report(fit_ics, event, options, sessions))


def encode_jcal(
    event: Event,
    *,
    profile: Profile = "compat",
    times: Times = "local",
    cancelled: Cancelled = "status",
    open_end: OpenEnd = "assume",
    sessions: Collection[str] | None = None,
) -> Encoded:
    """Write an event as jCal, one component to a line; arguments as for `encode_ics`."""
    options = Options(profile=profile, times=times, cancelled=cancelled, open_end=open_end)
    document = make_document(event, options, sessions)
    data = b"".join(jcal_chunks(document))
    return Encoded(data=data, report=_report(fit_jcal, event, options, sessions))


def iterencode_ics(
    event: Event,
    *,
    profile: Profile = "compat",
    times: Times = "local",
    cancelled: Cancelled = "status",
    open_end: OpenEnd = "assume",
    sessions: Collection[str] | None = None,
) -> Stream:
    """Write an iCalendar file piece by piece: the beginning, each session, the end.

    No more than a dozen or two of sessions are held at a time. Arguments as for `encode_ics`.
    """
    options = Options(profile=profile, times=times, cancelled=cancelled, open_end=open_end)
    document = make_document(event, options, sessions)
    return Stream(chunks(document), lambda: _report(fit_ics, event, options, sessions))


def iterencode_jcal(
    event: Event,
    *,
    profile: Profile = "compat",
    times: Times = "local",
    cancelled: Cancelled = "status",
    open_end: OpenEnd = "assume",
    sessions: Collection[str] | None = None,
) -> Stream:
    """Write jCal piece by piece, as `iterencode_ics` does; arguments as for `encode_ics`."""
    options = Options(profile=profile, times=times, cancelled=cancelled, open_end=open_end)
    document = make_document(event, options, sessions)
    return Stream(jcal_chunks(document), lambda: _report(fit_jcal, event, options, sessions))


def _report(fit: Callable[..., Fitted], event: Event, options: Options, sessions: Collection[str] | None) -> Report:
    """Return the report of the writer, computed when somebody reads it."""
    return Report(later=lambda: fit(event, sessions=sessions, **attrs.asdict(options)).report)
