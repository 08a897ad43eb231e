"""schedule.json, version 1: the same tree as JSON, with people that have roles and organizations.

Valid against https://c3voc.de/schedule/schema.json with its formats checked. What the schema leaves open
carries more than schedule.xml can: roles on persons, the rest of the event in `conference.meta`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, cast

from ...diagnostics import Diagnostic, Report, Severity
from ...model import Event
from ...views.selection import public
from .._codec import Decoded, Encoded
from ..loss import losses
from .carried import NOT_IN_JSON
from .conference import conference_losses
from .json_out import Values
from .placing import make_tree

__all__ = ["decode", "encode"]

_LEVELS = 7
"""The depth of a session in schedule.json: `schedule.conference.days[0].rooms.Hall[0]`."""


def decode(
    data: bytes,
    *,
    source: str = "<data>",
    zone: str | None = None,
    duration: str | None = None,
    times: str | None = None,
) -> Decoded:
    """Read schedule.json as frab, pretalx, c3voc and we write it; never raises for anything in the data.

    Args:
        data: the bytes.
        source: their name, for findings.
        zone: the IANA zone of the event, where the file does not say.
        duration: what durations of three parts are, `d:hh:mm` or `h:mm:ss`; None: told from who wrote the file.
        times: what the UTC of its dates is: `utc`, or `local`, a mark that means nothing; None: told from the file.
    """
    from .json_in import read

    return read(data, source, zone=zone, duration=duration, times=times)


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


def to_bytes(document: dict[str, Any], *, levels: int = _LEVELS) -> tuple[bytes, Report]:
    """Return a document as UTF-8; half a surrogate pair, which no file can hold, becomes `?` and a finding.

    Args:
        document: the values.
        levels: how many of them are laid out in lines; what lies deeper, such as a session, has one line for itself.
    """
    pieces: list[str] = []
    _lay_out(document, levels, "\n", pieces)
    text = "".join(pieces) + "\n"
    try:
        return text.encode(), Report()
    except UnicodeEncodeError:
        found = Diagnostic(
            code="characters-removed",
            message="UTF-8 has no place for halves of surrogate pairs: '?' stands for each",
            severity=Severity.INFO,
        )
        return text.encode("utf-8", "replace"), Report((found,))


# The encoder that indents is written in Python, and eight times as slow as the one that does not.
_one_line = json.JSONEncoder(ensure_ascii=False).encode


def _lay_out(value: Any, levels: int, margin: str, pieces: list[str]) -> None:
    is_object, is_list = isinstance(value, dict), isinstance(value, list)
    if not value or not (is_object or is_list) or levels < (0 if is_list and isinstance(value[0], dict) else 1):
        pieces.append(_one_line(value))
        return
    inner = margin + " "
    items = cast("Iterable[tuple[str, Any]]", value.items() if is_object else (("", item) for item in value))
    separator = "{" if is_object else "["
    for key, item in items:
        pieces.append(f"{separator}{inner}{_one_line(key)}: " if is_object else separator + inner)
        _lay_out(item, levels - 1, inner, pieces)
        separator = ","
    pieces.append(margin + ("}" if is_object else "]"))
