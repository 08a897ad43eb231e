"""`ospo-events validate`, `explain` and `rules`; fixes; reports for programs."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree

import pytest

from ospo_events.cli import main
from ospo_events.codecs import codec_named
from ospo_events.codecs.native._yaml_edit import replace_values
from ospo_events.diagnostics import Diagnostic, Report, Severity, Span, junit
from ospo_events.rules.pages import complete
from ospo_events.validation import validate
from ospo_events.validation.fixing import fix_text

EXAMPLE = Path(__file__).parents[2] / "examples" / "ospos2024.yaml"

BROKEN = """\
format: 1  # the version of the format
id: broken
title: "Broken   Conference "
timezone: Europe/Berlin
participants: [{agent: office, role: organiser}]  # a comment
organizations:
  - {id: office, name: Sample Office}
people:
  - {id: ada, name: 'Ada''s  Twin'}
rooms: [{id: cr4, name: Conference Room 4}]
sessions:
  - {id: opening, title: Opening, kind: oppening, slot: {start: 2026-05-04T09:00, end: 2026-05-04T09:45, rooms: [cr4]}}
  # the panel
  - id: ai
    kind: pannel
    title: AI panel
    slot: {start: 2026-05-04T09:30, end: 2026-05-04T11:00, rooms: [cr4]}
    speakers: [ada]
"""


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    path = tmp_path / "event.yaml"
    path.write_text(BROKEN, "utf-8")
    return path


def test_findings_have_places_and_name_both_sides(broken, capsys):
    assert main(["validate", str(broken)]) == 1
    out = capsys.readouterr().out
    assert f"{broken}:17:11: error[room-double-booked]" in out
    assert "'AI panel' 09:30-11:00 and 'Opening' 09:00-09:45 are both in Conference Room 4" in out
    assert f"see {broken}:12:" in out
    assert "help:" in out
    assert out.endswith("1 error, 4 warnings, 3 info\n")


def test_what_a_reader_says_can_be_ignored_save_its_errors(tmp_path, capsys):
    path = tmp_path / "event.json"
    event = b'{"format": 1, "id": "e", "title": "E", "timezone": "UTC", "titel": "E"}'
    path.write_bytes(b"\xef\xbb\xbf" + event)
    arguments = ["validate", str(path), "--select", "clashes"]
    assert main(arguments) == 1
    both = capsys.readouterr().out
    assert "[byte-order-mark]" in both
    assert "[unknown-key]" in both
    assert main([*arguments, "--ignore", "byte-order-mark,unknown-key"]) == 1
    error = capsys.readouterr().out
    assert "[byte-order-mark]" not in error
    assert "[unknown-key]" in error
    assert main([*arguments, "--ignore", "byte-order-mrk"]) == 2
    assert "did you mean 'byte-order-mark'?" in capsys.readouterr().err


def test_the_worked_example_lacks_what_a_proposed_agenda_lacks(capsys):
    assert main(["validate", str(EXAMPLE), "--strict"]) == 0
    event = codec_named("yaml").decode(EXAMPLE.read_bytes()).value()
    assert set(validate(event).codes) <= {"nobody-named", "no-room-named"}


def test_select_ignore_strict_statistics(broken, capsys):
    assert main(["validate", str(broken), "--select", "unknown-kind,unknown-role"]) == 0
    assert main(["validate", str(broken), "--select", "vocabulary", "--strict"]) == 1
    assert main(["validate", str(broken), "--ignore", "clashes", "--ignore", "content"]) == 0
    capsys.readouterr()
    assert main(["validate", str(broken), "--select", "vocabulary", "--statistics"]) == 0
    words = capsys.readouterr().out.split()
    table = ["2", "warning", "unknown-kind", "1", "warning", "unknown-role"]
    assert table == words[words.index("2") : words.index("2") + len(table)]
    assert main(["validate", str(broken), "--select", "vocabulery"]) == 2
    assert "did you mean 'vocabulary'?" in capsys.readouterr().err


def test_fix_mends_what_is_safe_and_nothing_else_of_the_file(broken, capsys):
    assert main(["validate", str(broken), "--diff"]) == 1
    captured = capsys.readouterr()
    assert broken.read_text("utf-8") == BROKEN
    assert '-title: "Broken   Conference "' in captured.out
    assert '+title: "Broken Conference"' in captured.out
    assert "5 can be fixed" in captured.err or "6 can be fixed" in captured.err
    assert main(["validate", str(broken), "--fix"]) == 1
    assert broken.read_text("utf-8") == BROKEN.replace('"Broken   Conference "', '"Broken Conference"').replace(
        "role: organiser", "role: organizer"
    ).replace("''s  Twin", "''s Twin").replace("oppening", "opening").replace("kind: pannel", "kind: panel")
    before = broken.read_bytes()
    main(["validate", str(broken), "--fix"])
    assert broken.read_bytes() == before


def test_fix_leaves_what_it_cannot_edit(tmp_path, capsys):
    path = tmp_path / "event.yaml"
    text = complete("sessions:\n  - id: one\n    title: One\n    description: |\n      Two\u200b words\n")
    path.write_text(text, "utf-8")
    main(["validate", str(path), "--fix"])
    assert path.read_text("utf-8") == text
    assert "1 left to correct by hand" in capsys.readouterr().out
    unreadable = tmp_path / "bad.yaml"
    unreadable.write_text("format: 1\nid: x\n", "utf-8")
    assert main(["validate", str(unreadable), "--fix"]) == 1
    assert unreadable.read_text("utf-8") == "format: 1\nid: x\n"
    assert main(["validate", "x.json", "--fix"]) == 1
    assert main(["validate", str(tmp_path / "missing.yaml"), "--fix"]) == 1


def test_fix_keeps_line_ends_and_a_byte_order_mark():
    text = complete('color: "0B5FA5"\nlicense: cc-by-4.0\n').replace("\n", "\r\n")
    data = b"\xef\xbb\xbf" + text.encode()
    fixed = fix_text(data, source="x", check=validate)
    assert fixed.data == data.replace(b'"0B5FA5"', b'"#0B5FA5"').replace(b"cc-by-4.0", b"CC-BY-4.0")


@pytest.mark.parametrize(
    ("written", "new", "expected"),
    [
        ("plain words", "other words", "other words"),
        ("plain words", "a: b", '"a: b"'),
        ("plain words", "no", "no"),
        ("plain words", "null", '"null"'),
        ("plain words", "12", '"12"'),
        ("'single'", "it's", "'it''s'"),
        ('"double"', 'a "b"', '"a \\"b\\""'),
        ('"double"', "a\u0007b", '"a\\u0007b"'),
        ("two\n  lines", "one", "one"),
    ],
)
def test_values_are_replaced_in_their_own_notation(written, new, expected):
    old = {"'single'": "single", '"double"': "double", "two\n  lines": "two lines"}.get(written, written)
    text = f"a: {written}  # why\nb: [1]\n"
    replaced, done = replace_values(text, {("a",): (old, new)})
    assert replaced == f"a: {expected}  # why\nb: [1]\n"
    assert done == {("a",)}


def test_values_that_are_not_what_was_expected_stay():
    assert replace_values("a: b\n", {("a",): ("c", "d"), ("x",): ("c", "d")}) == ("a: b\n", frozenset())
    assert replace_values("a: |\n  b\n", {("a",): ("b\n", "d")})[1] == frozenset()


def test_baseline(broken, tmp_path, capsys):
    baseline = tmp_path / "baseline.json"
    assert main(["validate", str(broken), "--write-baseline", str(baseline)]) == 0
    assert main(["validate", str(broken), "--baseline", str(baseline), "--strict"]) == 0
    assert "no findings, 8 known" in capsys.readouterr().out
    other = tmp_path / "other.yaml"
    other.write_text(BROKEN.replace("id: broken", "id: other"), "utf-8")
    assert main(["validate", str(broken), str(other), "--write-baseline", str(baseline)]) == 0
    assert main(["validate", str(broken), str(other), "--baseline", str(baseline), "--strict"]) == 0


def test_accepted_findings_are_counted_and_listed(broken, capsys):
    text = BROKEN + 'accept: [{rule: room-double-booked, where: [opening, ai], reason: "one hall, two corners"}]\n'
    broken.write_text(text, "utf-8")
    assert main(["validate", str(broken), "--show-accepted"]) == 0
    captured = capsys.readouterr()
    assert "accepted [room-double-booked]" in captured.out
    assert "one hall, two corners" in captured.out
    assert ", 1 accepted" in captured.out


def test_configuration_beside_the_file(broken, tmp_path, capsys):
    (tmp_path / "pyproject.toml").write_text(
        '[tool.ospo-events]\nignore = ["content"]\nstrict = true\n[tool.ospo-events.severity]\nclashes = "warning"\n'
        "[tool.ospo-events.settings]\nroom-change-minutes = 0\n"
    )
    assert main(["validate", str(broken)]) == 1
    out = capsys.readouterr().out
    assert "warning[room-double-booked]" in out
    assert "space-in-a-row" not in out
    assert main(["validate", str(broken), "--no-config", "--select", "content"]) == 0
    own = tmp_path / "ospo-events.toml"
    own.write_text('ignore = ["all"]\n')
    assert main(["validate", str(broken)]) == 0
    own.write_text('ignor = ["all"]\nselect = 3\n[severity]\nclashes = "bad"\n[settings]\ngap-minutes = -1\n')
    capsys.readouterr()
    assert main(["validate", str(broken)]) == 2
    err = capsys.readouterr().err
    assert f"{own}:1:1: error[bad-configuration] unknown configuration key 'ignor'" in err
    assert "did you mean 'ignore'?" in err
    assert f"{own}:2:1:" in err
    assert f"{own}:4:1:" in err
    assert f"{own}:6:1:" in err
    own.write_text("ignore = [\n")
    assert main(["validate", str(broken)]) == 2
    own.write_text("a" + ".a" * 5000 + " = 1\n")  # tomllib needs a gigabyte for this
    assert main(["validate", str(broken)]) == 2
    own.write_text("[severity]\nclashs = 'info'\n")
    assert main(["validate", str(broken)]) == 2


def test_reports_for_programs(broken, capsys):
    assert main(["validate", str(broken), "--format", "junit"]) == 1
    root = ElementTree.fromstring(capsys.readouterr().out)
    assert (root.get("tests"), root.get("failures")) == ("8", "5")
    assert len(root.findall(".//failure")) == 5
    assert main(["validate", str(broken), "--format", "sarif"]) == 1
    (run,) = json.loads(capsys.readouterr().out)["runs"]
    table = {item["id"]: item for item in run["tool"]["driver"]["rules"]}
    assert table["room-double-booked"]["shortDescription"]["text"].startswith("Two sessions are in one room")
    assert table["room-double-booked"]["defaultConfiguration"] == {"level": "error"}
    assert all(run["tool"]["driver"]["rules"][item["ruleIndex"]]["id"] == item["ruleId"] for item in run["results"])
    assert main(["validate", str(broken), "--format", "json"]) == 1
    document = json.loads(capsys.readouterr().out)
    assert document["summary"] == {"error": 1, "warning": 4, "info": 3}
    assert main(["validate", str(broken), "--format", "github"]) == 1
    assert f"::error file={broken},line=17,col=11" in capsys.readouterr().out


def test_junit_holds_what_xml_cannot():
    span = Span(source="a<b>.yaml", line=1, column=2)
    items = (
        Diagnostic(code="bad-thing", message="got \x00 & <\ufffe> \ud800", span=span, help="no"),
        Diagnostic(code="odd-thing", message="x", severity=Severity.INFO),
    )
    root = ElementTree.fromstring(junit.render_junit(Report(items), sources=["fine.yaml"]))
    assert [suite.get("name") for suite in root] == ["fine.yaml", "a<b>.yaml", ""]
    assert root.find(".//testcase[@name='no findings']") is not None
    assert root.find(".//skipped") is not None


def test_ones_own_rules_of_a_file_and_an_older_edition(broken, tmp_path, capsys):
    rules = tmp_path / "own.py"
    rules.write_text(
        "from ospo_events.diagnostics import Severity\nfrom ospo_events.rules import Finding, rule\n"
        '@rule("no-friday", severity=Severity.ERROR)\ndef no_friday(context):\n'
        '    """It is on a Friday."""\n    yield Finding(message="it is")\n'
    )
    assert main(["validate", str(EXAMPLE), "--rules", str(rules)]) == 1
    assert "error[no-friday]" in capsys.readouterr().out
    rules.write_text("1 / 0\n")
    assert main(["validate", str(EXAMPLE), "--rules", str(rules)]) == 2
    rules.write_text("x = 1\n")
    assert main(["validate", str(EXAMPLE), "--rules", str(rules)]) == 2
    assert main(["validate", str(EXAMPLE), "--rules", str(tmp_path / "none.py")]) == 2
    changed = tmp_path / "changed.yaml"
    changed.write_text(BROKEN.replace("id: ai", "id: other").replace("AI panel", "Another panel"), "utf-8")
    assert main(["validate", str(changed), "--older", str(broken), "--select", "session-removed"]) == 0
    assert "warning[session-removed]" in capsys.readouterr().out


def test_explain_and_rules(capsys):
    assert main(["explain", "room-double-booked"]) == 0
    assert capsys.readouterr().out.startswith("# room-double-booked\n")
    assert main(["explain", "wrong-type"]) == 0
    assert main(["explain", "room-duoble-booked"]) == 2
    assert "did you mean 'room-double-booked'?" in capsys.readouterr().err
    assert main(["rules", "clashes"]) == 0
    assert "room-double-booked           error    Two sessions" in capsys.readouterr().out
    assert main(["rules", "nothing-*"]) == 2
    assert main(["rules", "--format", "json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert len(rows) > 100
