"""Places of findings, what follows from a mistake in the writing, acceptances by glob, severities, baselines."""

import attrs
import pytest

import ospo_events
from ospo_events import Acceptance, Severity
from ospo_events.cli import main
from ospo_events.codecs import codec_named
from ospo_events.errors import OspoEventsError
from ospo_events.rules.pages import complete
from ospo_events.validation import Baseline, make_baseline, validate
from ospo_events.validation.baseline import compare
from ospo_events.validation.reading import without_consequences

ROOMS = "rooms:\n  - {id: hall, name: Hall}\n  - {id: attic, name: Attic}\n"
TRACKS = "tracks: [{id: law, title: Law}]\n"
HALL = "rooms: [{id: hall, name: Hall}]\n"
HELD = "  - {id: held, title: Open models, slot: {start: 2026-05-04T11:00, end: 2026-05-04T12:00, rooms: [hall]}}\n"
ATTIC = f"{ROOMS}{TRACKS}sessions:\n{HELD}"


def decode(fragment):
    return codec_named("yaml").decode(complete(fragment).encode(), source="e.yaml")


def event_of(fragment):
    return decode(fragment).value()


def test_the_facade_knows_validate():
    assert ospo_events.validate is validate


def test_with_a_source_map_findings_have_places_in_the_order_of_the_file():
    decoded = decode(f"{TRACKS}{ROOMS}sessions:\n{HELD}")
    report = validate(decoded.event, source_map=decoded.source_map)
    assert [(item.code, item.span.line) for item in report] == [("unused-track", 9), ("unused-room", 12)]
    assert validate(decoded.event).codes == ("unused-room", "unused-track"), "without one in the order of the model"


def test_severities_are_values_or_words():
    event = event_of(ATTIC)
    for level in (Severity.ERROR, "error"):
        report = validate(event, severity={"unused-*": level})
        assert {item.severity for item in report} == {Severity.ERROR}
    with pytest.raises(ValueError, match="bad"):
        validate(event, severity={"unused-room": "bad"})


@pytest.mark.parametrize(
    "choice", [{"select": ["unusd-room"]}, {"ignore": ["unusd-room"]}, {"severity": {"unusd-room": "info"}}]
)
def test_a_pattern_that_means_no_rule_is_refused(choice):
    with pytest.raises(OspoEventsError, match="no rule is meant by 'unusd-room'; did you mean 'unused-room'"):
        validate(event_of(""), **choice)


def test_an_acceptance_may_be_a_glob():
    event = event_of(ATTIC)
    accept = Acceptance(rule="unused-*", reason="kept for the press")
    assert validate(attrs.evolve(event, accept=(accept,))).codes == ()
    one = attrs.evolve(accept, where=("attic",))
    assert validate(attrs.evolve(event, accept=(one,))).codes == ("unused-track",)
    nothing = attrs.evolve(accept, rule="unus?d-nothing*")
    assert "acceptance-of-unknown-rule" in validate(attrs.evolve(event, accept=(nothing,))).codes
    unmatched = attrs.evolve(accept, rule="room-*")
    assert "unmatched-acceptance" in validate(attrs.evolve(event, accept=(unmatched,))).codes


def test_a_glob_is_unmatched_only_where_all_its_rules_ran():
    event = attrs.evolve(event_of(""), accept=(Acceptance(rule="unused-*", reason="kept for the press"),))
    assert validate(event, select=["unused-room", "acceptances"]).codes == ()
    assert validate(event).codes == ("unmatched-acceptance",)


def test_without_a_reason_either_the_acceptance_or_the_finding_is_seen():
    event = attrs.evolve(event_of(ATTIC), accept=(Acceptance(rule="unused-room", reason=" "),))
    assert "acceptance-without-reason" in validate(event).codes
    assert "unused-room" not in validate(event).codes
    assert validate(event, select=["unused-room"]).codes == ("unused-room",)


def test_an_acceptance_of_an_unknown_rule_is_an_error():
    event = attrs.evolve(event_of(""), accept=(Acceptance(rule="unusd-room", reason="kept for the press"),))
    (item,) = validate(event)
    assert (item.code, item.severity) == ("acceptance-of-unknown-rule", Severity.ERROR)
    assert item.help == "did you mean 'unused-room'?"


# --- what follows from a mistake in the writing


def held_back(fragment):
    decoded = decode(fragment)
    report, number = without_consequences(validate(decoded.event), decoded.report, decoded.source_map)
    return report.codes, number


def test_a_session_whose_time_cannot_be_read_is_no_session_without_a_time():
    text = f"{HALL}sessions:\n{HELD}  - {{id: one, title: One, kind: pannel, day: 2026-05-04, time: 9 sharp}}\n"
    assert "unscheduled-in-final" in validate(decode(text).event).codes
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
        left, number = without_consequences(found, decoded.report, decoded.source_map)
        assert ("organizer-not-listed" in left.codes) is expected
        assert number == len(found) - len(left)


def test_nothing_is_held_back_of_a_file_that_can_be_read():
    decoded = decode(ATTIC)
    report = validate(decoded.event)
    assert without_consequences(report, decoded.report, decoded.source_map) == (report, 0)


# --- the command


@pytest.fixture
def two_files(tmp_path):
    first, second = tmp_path / "one.yaml", tmp_path / "two.yaml"
    first.write_text(complete(ATTIC), "utf-8")
    second.write_text(complete("id: other\n" + ATTIC), "utf-8")
    return first, second


def test_one_baseline_for_several_files(two_files, tmp_path, capsys):
    first, second = map(str, two_files)
    baseline = str(tmp_path / "known.json")
    assert main(["validate", first, second, "--write-baseline", baseline]) == 0
    assert "knows 4 findings" in capsys.readouterr().err
    assert main(["validate", first, second, "--strict", "--baseline", baseline]) == 0
    assert "no findings, 4 known" in capsys.readouterr().err
    assert main(["validate", second, "--strict", "--baseline", baseline]) == 0
    assert "no findings, 2 known" in capsys.readouterr().err, "the other file's are not outdated"
    two_files[1].write_text(complete("id: other\n"), "utf-8")
    assert main(["validate", second, "--baseline", baseline]) == 0
    assert "info[outdated-baseline] 2 findings" in capsys.readouterr().err


def test_a_finding_in_two_spellings_of_one_event_is_known_once():
    event = event_of(ATTIC)
    found = validate(event)
    baseline = make_baseline(found, event) | make_baseline(found, event)
    assert baseline == make_baseline(found, event)
    assert compare(found, event, baseline)[1:] == (2, 0)
    assert compare(found, event, Baseline())[1:] == (0, 0)


def test_no_baseline_of_what_cannot_be_read(tmp_path, capsys):
    path, baseline = tmp_path / "e.yaml", tmp_path / "known.json"
    path.write_text(complete("romms: []\n"), "utf-8")
    assert main(["validate", str(path), "--write-baseline", str(baseline)]) == 1
    assert not baseline.exists()
    err = capsys.readouterr().err
    assert "unknown-key" in err
    assert "no baseline is written" in err


def test_severities_on_the_command_line(two_files, capsys):
    first = str(two_files[0])
    assert main(["validate", first]) == 0
    assert main(["validate", first, "--severity", "unused-room=error,unused-track=info"]) == 1
    assert "1 error, 1 info" in capsys.readouterr().err
    for wrong in ("unused-room", "unused-room=bad", "=error", "unusd-room=error"):
        assert main(["validate", first, "--severity", wrong]) == 2
        assert capsys.readouterr().err


def test_a_wrong_word_in_the_configuration_names_the_file(two_files, tmp_path, capsys):
    (tmp_path / "ospo-events.toml").write_text('ignore = ["unusd-room"]\n')
    assert main(["validate", str(two_files[0])]) == 2
    err = capsys.readouterr().err
    assert "ospo-events.toml" in err
    assert "did you mean 'unused-room'?" in err


@pytest.mark.parametrize("format", ["json", "sarif", "junit", "github"])
def test_a_report_for_programs_is_one_document_whatever_else_is_asked_for(two_files, capsys, format):
    first = str(two_files[0])
    main(["validate", first, "--format", format])
    alone = capsys.readouterr().out
    main(["validate", first, "--format", format, "--statistics", "--show-accepted"])
    captured = capsys.readouterr()
    assert captured.out == alone
    assert "unused-room" in captured.err


def test_all_findings_are_printed(tmp_path, capsys):
    path = tmp_path / "e.yaml"
    rooms = "".join(f"  - {{id: r{number}, name: Room {number}}}\n" for number in range(150))
    path.write_text(complete(f"{ROOMS}{rooms}sessions:\n{HELD}"), "utf-8")
    main(["validate", str(path), "--select", "unused-room"])
    assert capsys.readouterr().err.count("warning[unused-room]") == 151


def test_what_is_held_back_is_counted(tmp_path, capsys):
    path = tmp_path / "e.yaml"
    path.write_text(
        complete(f"{HALL}sessions:\n{HELD}  - {{id: one, title: One, day: 2026-05-04, time: 9 sharp}}\n"), "utf-8"
    )
    assert main(["validate", str(path)]) == 1
    assert "1 error; 1 more that may follow from the errors" in capsys.readouterr().err
