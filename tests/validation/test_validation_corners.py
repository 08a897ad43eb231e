"""Corners of validation: choices that are wrong, fixes that do not fit, files of others."""

from __future__ import annotations

import itertools
import json

import attrs
import pytest

from ospo_events.cli import main
from ospo_events.codecs import codec_named
from ospo_events.diagnostics import Diagnostic, Edit, Fix, Report, Severity, Span, github, text
from ospo_events.errors import OspoEventsError
from ospo_events.model import Event
from ospo_events.rules import Context, rule
from ospo_events.rules.pages import complete
from ospo_events.rules.settings import DEFAULTS
from ospo_events.validation import Configuration, all_rules, find_configuration, read_configuration, validate
from ospo_events.validation.fixing import fix_text

EVENT = complete("title: One title\nsessions:\n  - {id: one, title: Open models}\n").encode()


@pytest.mark.parametrize(
    ("document", "message", "line"),
    [
        ("select = 'all'", "expected a list of texts as 'select', got 'all'", 1),
        ("\nignore = [1]", "expected a list of texts as 'ignore', got [1]", 2),
        ("strict = 1", "expected true or false as 'strict', got 1", 1),
        ("baseline = true", "expected the name of a file as 'baseline', got True", 1),
        ("severity = 'error'", "expected a table of codes and severities, got 'error'", 1),
        (
            "[severity]\nunused-room = 'fatal'",
            "expected error, warning or info as the severity of 'unused-room', got 'fatal'",
            2,
        ),
        ("settings = 4", "expected a table of settings, got 4", 1),
        ("[settings]\nmax-hour = 4", "unknown choice 'max-hour'", 2),
        ("[settings]\nmoderated-kinds = 'panel'", "expected a list of texts as 'moderated-kinds', got 'panel'", 2),
        ("strickt = true", "unknown choice 'strickt'", 1),
        ("zzz = 1", "unknown choice 'zzz'", 1),
        ("a = ", "", 1),
        ("a" + ".a" * 50 + " = 1", "expected at most ", 1),
    ],
)
def test_choices_that_are_wrong_are_told_with_their_line(document: str, message: str, line: int) -> None:
    configuration, report = read_configuration(document.encode(), source="ospo-events.toml")
    (item,) = report
    assert item.code == "bad-configuration"
    assert message in item.message
    assert item.span is not None
    assert item.span.line == line
    assert attrs.evolve(configuration, settings=DEFAULTS) == Configuration()


def test_a_setting_that_is_out_of_range_is_refused_and_others_hold() -> None:
    document = b"[settings]\nbreak-minutes = 'ten'\nmax-hours-without-break = 5\n"
    configuration, report = read_configuration(document, source="ospo-events.toml")
    assert [item.span.line for item in report if item.span] == [2]
    assert configuration.settings.max_hours_without_break == 5
    assert configuration.settings.break_minutes == DEFAULTS.break_minutes


@pytest.mark.parametrize(
    ("document", "problems"),
    [("tool = 1", 0), ("[tool]\nospo-events = 3", 1), ("[tool.ospo-events]\nstrict = true", 0), ("[project]", 0)],
)
def test_choices_in_a_project_file(document: str, problems: int) -> None:
    configuration, report = read_configuration(document.encode(), source="pyproject.toml")
    assert len(report) == problems
    assert configuration.strict is ("strict" in document)


def test_the_nearest_file_of_choices_counts(tmp_path) -> None:
    below = tmp_path / "a" / "b"
    below.mkdir(parents=True)
    (tmp_path / "a" / "pyproject.toml").write_text("[project]\n")
    (tmp_path / "pyproject.toml").write_text("[tool.ospo-events]\n")
    assert find_configuration(below) == tmp_path / "pyproject.toml"
    (tmp_path / "a" / "ospo-events.toml").write_text("")
    assert find_configuration(below) == tmp_path / "a" / "ospo-events.toml"


def test_two_rules_of_one_code_are_refused() -> None:
    @rule("unused-room", severity=Severity.INFO)
    def mine(_context: Context):
        return ()

    with pytest.raises(OspoEventsError, match="two rules have the code 'unused-room'"):
        all_rules(extra=[mine])


def test_a_rule_that_yields_something_else_is_an_internal_failure() -> None:
    @rule("yields-texts", severity=Severity.ERROR)
    def yields_texts(_context: Context):
        yield "a text"

    event = codec_named("yaml").decode(EVENT).value()
    (item,) = [item for item in validate(event, rules=[yields_texts]) if item.code == "internal-rule-failure"]
    assert "expected a Finding, got str" in item.message


def fixing(*edits: tuple[tuple[str | int, ...], str]):
    fix = Fix(title="mend it", edits=tuple(Edit(path=path, replacement=text) for path, text in edits))
    finding = Diagnostic(code="some-code", message="some message", fix=fix)

    def check(event: Event) -> Report:
        return Report((finding,) if event.title != "Mended" else ())

    return check


@pytest.mark.parametrize(
    "edits",
    [
        [(("title",), "")],  # the model refuses it
        [(("sessions", 7, "title"), "x")],  # there is none
        [(("sessions", "title"), "x")],
        [(("nothing",), "x")],
        [(("sessions",), "x")],  # no text
        [(("title",), "Mended"), (("sessions", 7, "title"), "x")],  # half a fix is none
    ],
)
def test_fixes_that_do_not_fit_change_nothing(edits) -> None:
    fixed = fix_text(EVENT, source="event.yaml", check=fixing(*edits))
    assert (fixed.data, fixed.applied, fixed.left) == (EVENT, 0, 1)


def test_a_fix_of_two_places_is_applied_whole_and_once() -> None:
    check = fixing((("title",), "Mended"), (("sessions", 0, "title"), "Better"))
    fixed = fix_text(EVENT, source="event.yaml", check=check)
    event = codec_named("yaml").decode(fixed.data).value()
    assert (event.title, event.sessions[0].title, fixed.applied, fixed.left) == ("Mended", "Better", 1, 0)


def test_a_fix_that_never_rests_is_stopped() -> None:
    def check(event: Event) -> Report:
        edit = Edit(path=("title",), replacement=event.title + "!")
        return Report((Diagnostic(code="some-code", message="louder", fix=Fix(title="louder", edits=(edit,))),))

    fixed = fix_text(EVENT, source="event.yaml", check=check)
    assert fixed.applied == 8
    assert codec_named("yaml").decode(fixed.data).value().title == "One title" + "!" * 8


def test_a_fix_in_json(tmp_path) -> None:
    path = tmp_path / "event.json"
    event = codec_named("yaml").decode(complete("license: cc-by-4.0\n").encode()).value()
    path.write_bytes(codec_named("json").encode(event).value())
    assert main(["validate", str(path), "--fix"]) in (0, 1)
    assert json.loads(path.read_text("utf-8"))["license"] == "CC-BY-4.0"


# --- reports ---------------------------------------------------------------------------------------------------------


def test_a_finding_without_an_end_says_where_it_begins() -> None:
    span = Span(source="a,b.yaml", line=3, column=5, text="one: two")
    line = github.render(Report((Diagnostic(code="some-code", message="some message", span=span),)))
    assert "file=a%2Cb.yaml,line=3,col=5,title=some-code::some message" in line
    ended = attrs.evolve(span, end_line=3, end_column=8)
    assert "endLine=3,endColumn=8," in github.render(
        Report((Diagnostic(code="some-code", message="some message", span=ended),))
    )


def test_a_place_behind_the_end_of_its_line_is_drawn_at_the_end() -> None:
    span = Span(source="a.yaml", line=3, column=50, text="sh\u0007ort")
    shown = text.render(Report((Diagnostic(code="some-code", message="some message", span=span),)))
    excerpt, caret = next(pair for pair in itertools.pairwise(shown.splitlines()) if "ort" in pair[0])
    assert excerpt.endswith("sh\\u0007ort")
    assert caret == " " * len(excerpt) + "^"


# --- the command -----------------------------------------------------------------------------------------------------


def test_baselines_are_for_what_can_be_read(tmp_path, capsys) -> None:
    bad = tmp_path / "bad.yaml"
    bad.write_text("format: 1\nid: x\n", "utf-8")
    baseline = tmp_path / "known.json"
    assert main(["validate", str(bad), "--write-baseline", str(baseline)]) == 1
    assert "no baseline is written of what cannot be read" in capsys.readouterr().err
    assert not baseline.exists()


def test_choices_of_the_team_that_are_wrong_stop_the_run(tmp_path, capsys) -> None:
    path = tmp_path / "event.yaml"
    path.write_bytes(EVENT)
    choices = tmp_path / "ospo-events.toml"
    choices.write_text("strict = 1\n", "utf-8")
    assert main(["validate", str(path)]) == 2
    err = capsys.readouterr().err
    assert "cannot go by the configuration" in err
    assert "expected true or false as 'strict', got 1" in err
    choices.write_text("ignore = ['unusd-room']\n", "utf-8")
    assert main(["validate", str(path)]) == 2
    assert f"{choices}: no rule is meant by 'unusd-room'; did you mean 'unused-room'?" in capsys.readouterr().err
    assert main(["validate", str(path), "--no-config", "--severity", "unused-room=fatal"]) == 2
    assert "expected RULES=LEVEL with one of error, warning, info, got 'unused-room=fatal'" in capsys.readouterr().err


def test_only_native_files_are_mended(tmp_path, capsys) -> None:
    for name in ("event.zzz", "event.py"):
        path = tmp_path / name
        path.write_bytes(b"\x00\x01")
        assert main(["validate", str(path), "--fix"]) == 2
        assert "expected a native file to mend, YAML or JSON" in capsys.readouterr().err
        assert path.read_bytes() == b"\x00\x01"


def test_the_difference_of_a_file_without_a_last_line_end(tmp_path, capsys) -> None:
    path = tmp_path / "event.yaml"
    path.write_bytes(complete("sessions: []\nlicense: cc-by-4.0").rstrip().encode())
    assert main(["validate", str(path), "--diff"]) == 1
    out = capsys.readouterr().out
    assert "+license: CC-BY-4.0" in out


def test_an_older_edition_is_compared(tmp_path, capsys) -> None:
    old, new = tmp_path / "old.yaml", tmp_path / "new.yaml"
    old.write_bytes(EVENT)
    new.write_bytes(complete("title: One title\nsessions: []\n").encode())
    main(["validate", str(new)])
    alone = capsys.readouterr().err
    main(["validate", str(new), "--older", str(old)])
    assert "Open models" not in alone
    assert "Open models" in capsys.readouterr().err
