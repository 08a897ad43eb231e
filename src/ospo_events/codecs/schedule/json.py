"""schedule.json, version 1: the same tree as JSON, with people that have roles and organizations.

Valid against https://c3voc.de/schedule/schema.json with its formats checked. What the schema leaves open
carries more than schedule.xml can: roles on persons, the rest of the event in `conference.meta`.
"""

from __future__ import annotations

import json
from typing import Any

from ...diagnostics import Diagnostic, Report, Severity
from ...model import Event
from ...views.selection import public
from .._base import Decoded, Encoded
from ..loss import losses
from .carried import NOT_IN_JSON
from .conference import conference_losses
from .json_out import Values
from .tree import make_tree

__all__ = ["decode", "encode"]


def decode(data: bytes, *, source: str = "<data>", zone: str | None = None, duration: str | None = None) -> Decoded:
    """Read schedule.json as frab, pretalx, c3voc and we write it; never raises for anything in the data.

    Args:
        data: the bytes.
        source: their name, for findings.
        zone: the IANA zone of the event, where the file does not say.
        duration: what durations of three parts are, `d:hh:mm` or `h:mm:ss`; None: told from who wrote the file.
    """
    from .json_in import read

    return read(data, source, zone=zone, duration=duration)


def encode(event: Event, *, room_name: str = "Everywhere", base_url: str | None = None) -> Encoded:
    """Return schedule.json.

    Args:
        event: the event.
        room_name: the room that sessions without one are shown in.
        base_url: where the pages of the programme are; None: the page of the event.
    """
    tree = make_tree(public(event), room_name=room_name)
    report = (
        losses(tree.event, NOT_IN_JSON, format="schedule.json")
        + conference_losses(tree.event, with_organizers=True)
        + tree.report
    )
    if not report.ok:
        return Encoded(data=b"", report=report)
    values = Values(tree, base_url)
    document = values.document()
    data, more = to_bytes(document)
    return Encoded(data=data, report=report + Report(tuple(values.found)) + more)


def to_bytes(document: dict[str, Any]) -> tuple[bytes, Report]:
    """Return a document as UTF-8; half a surrogate pair, which no file can hold, becomes `?` and a finding."""
    text = json.dumps(document, ensure_ascii=False, indent=1) + "\n"
    try:
        return text.encode(), Report()
    except UnicodeEncodeError:
        found = Diagnostic(
            code="characters-removed",
            message="UTF-8 has no place for halves of surrogate pairs: '?' stands for each",
            severity=Severity.INFO,
        )
        return text.encode("utf-8", "replace"), Report((found,))
