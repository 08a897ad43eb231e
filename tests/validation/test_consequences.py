"""Findings that only follow from what cannot be read are held back, and counted."""

from __future__ import annotations

from ospo_events.cli import main
from ospo_events.codecs import codec_named
from ospo_events.rules.pages import complete
from ospo_events.validation import validate
from ospo_events.validation.follow_ups import without_follow_ups
from tests.support.programmes import ATTIC, HALL, HELD
from tests.support.reading import decode_fragment


def held_back(fragment):
    decoded = decode_fragment(fragment)
    report, number = without_follow_ups(validate(decoded.event), decoded.report, decoded.source_map)
    return report.codes, number


def test_a_session_whose_time_cannot_be_read_is_no_session_without_a_time():
    text = f"{HALL}sessions:\n{HELD}  - {{id: one, title: One, kind: pannel, day: 2026-05-04, time: 9 sharp}}\n"
    assert "unscheduled-in-final" in validate(decode_fragment(text).event).codes
    assert held_back(text) == (("unknown-kind",), 1)


def test_other_sessions_are_told_of_all_the_same():
    text = (
        "sessions:\n  - {id: one, title: One, romm: x, slot: {start: 2026-05-04T09:00, end: 2026-05-04T10:00}}\n"
        "  - {id: two, title: Two}\n"
    )
    codes, _ = held_back(text)
    assert "unscheduled-in-final" in codes


def test_what_the_event_lacks_is_told_unless_that_is_what_cannot_be_read():
    whole = "format: 1\nid: e\ntitle: E\ntimezone: UTC\n"
    for text, expected in (
        (whole + "sessions: [{id: a, title: A, romm: x, kind: break}]\n", True),
        (whole + "participants: 7\n", False),
        (whole.replace("title: E\n", ""), False),
    ):
        decoded = codec_named("yaml").decode(text.encode())
        found = validate(decoded.event)
        assert "organizer-not-listed" in found.codes
        left, number = without_follow_ups(found, decoded.report, decoded.source_map)
        assert ("organizer-not-listed" in left.codes) is expected
        assert number == len(found) - len(left)


def test_nothing_is_held_back_of_a_file_that_can_be_read():
    decoded = decode_fragment(ATTIC)
    report = validate(decoded.event)
    assert without_follow_ups(report, decoded.report, decoded.source_map) == (report, 0)


def test_what_is_held_back_is_counted(tmp_path, capsys):
    path = tmp_path / "e.yaml"
    path.write_text(
        complete(f"{HALL}sessions:\n{HELD}  - {{id: one, title: One, day: 2026-05-04, time: 9 sharp}}\n"), "utf-8"
    )
    assert main(["validate", str(path)]) == 1
    assert "1 error; 1 more that may follow from the errors" in capsys.readouterr().out
