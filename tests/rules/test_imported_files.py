"""What is usual in files of others is told mildly."""

from __future__ import annotations

import attrs
import pytest

from ospo_events.diagnostics import Severity
from ospo_events.model import Event
from ospo_events.validation import validate
from tests.support.reading import findings, read_fragment


def with_abstract(text: str) -> Event:
    event = read_fragment("sessions:\n  - {id: one, title: Open models}\n")
    return attrs.evolve(event, sessions=(attrs.evolve(event.sessions[0], abstract=text),))


@pytest.mark.parametrize(
    ("text", "severity", "mended"),
    [
        ("one\r\ntwo\rthree", Severity.INFO, "one\ntwo\nthree"),
        ("one\r\ntwo\a", Severity.ERROR, "one\ntwo"),
        ("one\x0btwo\r\n", Severity.ERROR, None),  # the words would run together
        ("one\u2028two", Severity.ERROR, None),
    ],
)
def test_carriage_returns_are_milder_than_control_characters(text: str, severity: Severity, mended: str | None) -> None:
    (item,) = findings(with_abstract(text), "control-character")
    assert item.severity is severity
    assert item.path == ("sessions", 0, "abstract")
    assert (item.fix.edits[0].replacement if item.fix else None) == mended


@pytest.mark.parametrize(
    ("href", "severity"),
    [
        ("https://media.example.org/H.1302 (Depage)/talk.webm", Severity.WARNING),
        ("https://media example.org/talk.webm", Severity.ERROR),
        ("https://media.example.org/a\u00a0b c", Severity.ERROR),
        ("https://media.example.org:port/", Severity.ERROR),
        ("https:///talk", Severity.ERROR),
        ("mailto:nobody", Severity.ERROR),
        ("mailto:no body", Severity.ERROR),
    ],
)
def test_spaces_in_the_path_of_a_link_are_a_warning(href: str, severity: Severity) -> None:
    event = attrs.evolve(read_fragment(""), url=href)
    (item,) = findings(event, "malformed-link")
    assert item.severity is severity


def test_sessions_called_lunch_are_told_once() -> None:
    event = read_fragment(
        """
people: [{id: ada, name: Ada Example}, {id: grace, name: Grace Sample}]
sessions:
  - {id: one, title: Open models, abstract: On models., participants: [{agent: ada}]}
  - {id: two, title: Open data, abstract: On data., participants: [{agent: grace}]}
  - {id: three, title: Open law, abstract: On law., participants: [{agent: grace}]}
  - {id: lunch-1, title: Lunch, kind: other}
  - {id: lunch-2, title: "lunch ", kind: other}
"""
    )
    about_lunch = [item.code for item in validate(event) if item.path[:1] == ("sessions",) and item.path[1] > 2]
    assert set(about_lunch) <= {"break-of-other-kind", "surrounding-space"}
    assert about_lunch.count("break-of-other-kind") == 2


LONG = """
sessions:
  - {id: one, title: Open models, slot: {start: 2026-05-04T08:00, end: 2026-05-04T10:30}}
  - {id: two, title: Open data, slot: {start: 2026-05-04T10:30, end: 2026-05-04T13:00}}
"""


EVENING = "  - {id: end, title: Evening, kind: social, slot: {start: 2026-05-04T18:00, end: 2026-05-04T19:00}}\n"


def test_a_programme_that_lists_no_breaks_is_told_mildly() -> None:
    (mild,) = findings(read_fragment(LONG), "no-break")
    (item,) = findings(read_fragment(LONG + EVENING), "no-break")
    assert (mild.severity, item.severity) == (Severity.INFO, Severity.WARNING)
    assert mild.message == item.message == "no break for 5 hours, from 08:00 to 13:00 on 2026-05-04"
