"""Choices that are wrong, in files and on the command line."""

from __future__ import annotations

import attrs
import pytest

import ospo_events
from ospo_events.cli import main
from ospo_events.codecs import codec_named
from ospo_events.diagnostics import Severity
from ospo_events.errors import OspoEventsError
from ospo_events.rules import Context, rule
from ospo_events.rules.pages import complete
from ospo_events.rules.settings import DEFAULTS
from ospo_events.validation import Configuration, all_rules, find_configuration, read_configuration, validate
from tests.support.programmes import ATTIC
from tests.support.reading import read_fragment

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
        ("[settings]\nmax-hour = 4", "unknown configuration key 'max-hour'", 2),
        ("[settings]\nmoderated-kinds = 'panel'", "expected a list of texts as 'moderated-kinds', got 'panel'", 2),
        ("strickt = true", "unknown configuration key 'strickt'", 1),
        ("zzz = 1", "unknown configuration key 'zzz'", 1),
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


def test_choices_of_the_team_that_are_wrong_stop_the_run(tmp_path, capsys) -> None:
    path = tmp_path / "event.yaml"
    path.write_bytes(EVENT)
    choices = tmp_path / "ospo-events.toml"
    choices.write_text("strict = 1\n", "utf-8")
    assert main(["validate", str(path)]) == 2
    err = capsys.readouterr().err
    assert "the configuration cannot be used" in err
    assert "expected true or false as 'strict', got 1" in err
    choices.write_text("ignore = ['unusd-room']\n", "utf-8")
    assert main(["validate", str(path)]) == 2
    assert f"{choices}: no rule matches 'unusd-room'; did you mean 'unused-room'?" in capsys.readouterr().err
    assert main(["validate", str(path), "--no-config", "--severity", "unused-room=fatal"]) == 2
    assert "expected RULES=LEVEL with one of error, warning, info, got 'unused-room=fatal'" in capsys.readouterr().err


def test_the_facade_knows_validate():
    assert ospo_events.validate is validate


def test_severities_are_values_or_words():
    event = read_fragment(ATTIC)
    for level in (Severity.ERROR, "error"):
        report = validate(event, severity={"unused-*": level})
        assert {item.severity for item in report} == {Severity.ERROR}
    with pytest.raises(ValueError, match="bad"):
        validate(event, severity={"unused-room": "bad"})


@pytest.mark.parametrize(
    "choice", [{"select": ["unusd-room"]}, {"ignore": ["unusd-room"]}, {"severity": {"unusd-room": "info"}}]
)
def test_a_pattern_that_means_no_rule_is_refused(choice):
    with pytest.raises(OspoEventsError, match="no rule matches 'unusd-room'; did you mean 'unused-room'"):
        validate(read_fragment(""), **choice)


@pytest.fixture
def two_files(tmp_path):
    first, second = tmp_path / "one.yaml", tmp_path / "two.yaml"
    first.write_text(complete(ATTIC), "utf-8")
    second.write_text(complete("id: other\n" + ATTIC), "utf-8")
    return first, second


def test_severities_on_the_command_line(two_files, capsys):
    first = str(two_files[0])
    assert main(["validate", first]) == 0
    assert main(["validate", first, "--severity", "unused-room=error,unused-track=info"]) == 1
    assert "1 error, 1 info" in capsys.readouterr().out
    for wrong in ("unused-room", "unused-room=bad", "=error", "unusd-room=error"):
        assert main(["validate", first, "--severity", wrong]) == 2
        assert capsys.readouterr().err


def test_a_wrong_word_in_the_configuration_names_the_file(two_files, tmp_path, capsys):
    (tmp_path / "ospo-events.toml").write_text('ignore = ["unusd-room"]\n')
    assert main(["validate", str(two_files[0])]) == 2
    err = capsys.readouterr().err
    assert "ospo-events.toml" in err
    assert "did you mean 'unused-room'?" in err
