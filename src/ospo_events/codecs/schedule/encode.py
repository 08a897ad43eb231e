"""The writers of the family: schedule.xml, schedule.json and schedule2.

They write and leave the reporting to `fit`, which says what reading their output gives. It is imported and asked when
somebody looks at a report: until then a writer needs no reader.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from ...diagnostics import Diagnostic, Findings, Report
from ...errors import InvalidProgramme
from ...model import Event
from .._codec import Encoded, Fitted, Stream
from ._conference import conference_base
from ._json_text import Lines, json_chunks
from ._json_writer import JsonWriter
from ._layout import ScheduleLayout, acronym_of, make_tree, plainer
from ._schedule2_writer import Schedule2Writer
from ._xml_writer import xml_document

__all__ = [
    "encode_schedule2",
    "encode_schedule_json",
    "encode_schedule_xml",
    "invented",
    "iterencode_schedule2",
    "iterencode_schedule_json",
    "iterencode_schedule_xml",
]

_LEVELS = 7
"""The depth of a session in schedule.json: `schedule.conference.days[0].rooms.Hall[0]`."""
_LEVELS_OF_SCHEDULE2 = 3
"""The depth of a session in schedule2: `schedule.events[0]`."""


def encode_schedule_xml(event: Event, *, room_name: str = "Everywhere", base_url: str | None = None) -> Encoded:
    """Return schedule.xml.

    Args:
        event: the event.
        room_name: the room that sessions without one are shown in.
        base_url: where the pages of the programme are; None: the page of the event.
    """
    return _whole(iterencode_schedule_xml, event, room_name, base_url)


def iterencode_schedule_xml(event: Event, *, room_name: str = "Everywhere", base_url: str | None = None) -> Stream:
    """Return schedule.xml as a stream, one room of a day at a time: the document is never held in memory.

    The arguments are those of `encode_schedule_xml`.

    Raises:
        InvalidProgramme: the event cannot be written.
    """
    layout = _layout(event, room_name)

    def fit() -> Fitted:
        from .fit import fit_schedule_xml  # noqa: PLC0415 # a format does not pay for the others of its family

        return fit_schedule_xml(event, room_name=room_name, base_url=base_url)

    return Stream(xml_document(layout, base_url), lambda: _report(fit))


def encode_schedule_json(event: Event, *, room_name: str = "Everywhere", base_url: str | None = None) -> Encoded:
    """Return schedule.json.

    Args:
        event: the event.
        room_name: the room that sessions without one are shown in.
        base_url: where the pages of the programme are; None: the page of the event.
    """
    return _whole(iterencode_schedule_json, event, room_name, base_url)


def iterencode_schedule_json(event: Event, *, room_name: str = "Everywhere", base_url: str | None = None) -> Stream:
    """Return schedule.json as a stream, one session at a time: the document is never held in memory.

    The arguments are those of `encode_schedule_json`.

    Raises:
        InvalidProgramme: the event cannot be written.
    """

    def fit() -> Fitted:
        from .fit import fit_schedule_json  # noqa: PLC0415 # a format does not pay for the others of its family

        return fit_schedule_json(event, room_name=room_name, base_url=base_url)

    writer = JsonWriter(make_tree(_layout(event, room_name)), base_url, Lines)
    return Stream(json_chunks(writer.document(), _LEVELS), lambda: _report(fit))


def encode_schedule2(event: Event, *, room_name: str = "Everywhere", base_url: str | None = None) -> Encoded:
    """Return schedule2.

    Args:
        event: the event.
        room_name: the room that sessions without one are shown in.
        base_url: where the pages of the programme are; None: the page of the event.
    """
    return _whole(iterencode_schedule2, event, room_name, base_url)


def iterencode_schedule2(event: Event, *, room_name: str = "Everywhere", base_url: str | None = None) -> Stream:
    """Return schedule2 as a stream, like `iterencode_schedule_json`.

    Raises:
        InvalidProgramme: the event cannot be written.
    """

    def fit() -> Fitted:
        from .fit import fit_schedule2  # noqa: PLC0415 # a format does not pay for the others of its family

        return fit_schedule2(event, room_name=room_name, base_url=base_url)

    writer = Schedule2Writer(make_tree(_layout(event, room_name)), base_url, Lines)
    return Stream(json_chunks(writer.document(), _LEVELS_OF_SCHEDULE2), lambda: _report(fit))


def _layout(event: Event, room_name: str) -> ScheduleLayout:
    layout = ScheduleLayout(plainer(event), room_name)
    if not layout.possible:
        raise InvalidProgramme(layout.findings.report())
    return layout


def _whole(stream: Callable[..., Stream], event: Event, room_name: str, base_url: str | None) -> Encoded:
    """Return the whole document of a stream; empty if the event cannot be written."""
    try:
        made = stream(event, room_name=room_name, base_url=base_url)
    except InvalidProgramme as problem:
        return Encoded(data=b"", report=problem.report)
    return Encoded(data=b"".join(made), report=made.report)


def invented(event: Event, *, base_url: str | None = None) -> Report:
    """Return findings about values that schedule.xml and schedule.json add; `fit` reports them among the rest.

    Args:
        event: the event.
        base_url: where the pages of the programme are; None: the page of the event.
    """
    findings = Findings()
    conference_base(event, acronym_of(event), base_url, findings)
    return findings.report()


def _report(fit: Callable[[], Fitted]) -> Report:
    """Return the report of `fit`, which is called when somebody reads it."""

    def findings() -> Iterable[Diagnostic]:
        return fit().report

    return Report(later=findings)
