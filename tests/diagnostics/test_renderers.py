"""The four renderers: what they say, where, and that hostile text never steers anything."""

import json as stdlib_json
import pickle
import re
from collections.abc import Collection

import attrs
import pytest
from hypothesis import given

from ospo_events.diagnostics import (
    Diagnostic,
    Edit,
    Fix,
    Path,
    Related,
    Report,
    Severity,
    SourceMap,
    Span,
    format_path,
    github,
    json,
    sarif,
    suggest,
    text,
)  # fmt: skip
from ospo_events.errors import InvalidProgramme
from ospo_events.strategies import texts

SPAN = Span(source="e.yaml", line=2, column=4, end_line=2, end_column=7, text="ab cde f")
ONE = Diagnostic(
    code="unknown-key", message="unknown key 'x'", path=("sessions", 3, "slot"), span=SPAN, help="remove it",
    related=(Related(message="here too", path=("rooms", 0)), Related(message="and here", span=SPAN)),
    fix=Fix(title="remove", edits=(Edit(path=("a",), replacement=""),)),
)  # fmt: skip
REPORT = Report((ONE, Diagnostic(code="odd", message="m", severity=Severity.WARNING)))


def test_text() -> None:
    assert text.render_text(Report((ONE,))) == (
        "e.yaml:2:4: error[unknown-key] sessions[3].slot: unknown key 'x'\n    ab cde f\n       ^^^\n"
        "    see rooms[0]: here too\n    see e.yaml:2:4: and here\n    help: remove it\n"
    )
    assert "\x1b[1;31merror" in text.render_text(REPORT, color=True)
    assert text.render_text(REPORT, limit=1).splitlines()[-1].startswith("... and 1 more ")


def test_text_shows_twenty_findings_of_one_code_and_counts_the_rest() -> None:
    findings = [Diagnostic(code="x", message=f"finding {number}") for number in range(25)]
    findings.insert(22, Diagnostic(code="y", message="another", severity=Severity.INFO))
    lines = text.render_text(Report(tuple(findings))).splitlines()
    assert lines[:20] == [f"error[x] finding {number}" for number in range(20)]
    assert lines[20:] == ["info[y] another", "... and 5 more error[x]"]
    assert len(stdlib_json.loads(json.render_json(Report(tuple(findings))))["diagnostics"]) == 26
    assert text.summary(REPORT) == "1 error, 1 warning"
    assert text.summary(Report()) == "no findings"
    assert "1 error" in str(InvalidProgramme(REPORT))


def test_text_of_few_lines_shows_fewer_findings_of_each_code_and_counts_the_rest() -> None:
    report = Report(tuple(Diagnostic(code=f"x-{n % 3}", message=f"finding {n}", help="mend") for n in range(60)))
    for lines in (200, 60, 40, 20, 9, 3, 1):
        got = text.render_text(report, lines=lines).splitlines()
        assert len(got) <= max(lines, 3)
        shown = sum(" finding " in line for line in got)
        counted = sum(int(number) for number in re.findall(r"(?<=and )[0-9]+(?= more)", "\n".join(got)))
        assert shown + counted == 60
    assert text.render_text(report, lines=3).splitlines()[0] == "error[x-0] finding 0; and 19 more"
    assert text.render_text(report, lines=200) == text.render_text(report)


def test_json() -> None:
    document = stdlib_json.loads(json.render_json(REPORT))
    assert document["summary"] == {"error": 1, "warning": 1, "info": 0}
    first = document["diagnostics"][0]
    assert (first["path"], first["pointer"]) == ("sessions[3].slot", ["sessions", 3, "slot"])
    assert (first["span"]["line"], first["span"]["column"]) == (2, 4)
    assert first["fix"]["title"] == "remove"


def test_github() -> None:
    line = github.render_github(Report((ONE,)))
    assert line == (
        "::error file=e.yaml,line=2,col=4,endLine=2,endColumn=7,title=unknown-key"
        "::sessions[3].slot: unknown key 'x'%0Ahelp: remove it\n"
    )


def test_sarif() -> None:
    log = stdlib_json.loads(sarif.render_sarif(REPORT, version="1", rules={"odd": {"name": "Odd"}}))
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    rules = run["tool"]["driver"]["rules"]
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["level"] in {"error", "warning", "note"}
        assert result["message"]["text"]
    place = run["results"][0]["locations"][0]["physicalLocation"]
    assert place["region"] == {"startLine": 2, "startColumn": 4, "endLine": 2, "endColumn": 7}
    assert run["results"][0]["relatedLocations"][0]["id"] == 0


@given(texts())
def test_hostile_text_is_never_printed_raw(hostile: str) -> None:
    span = Span(source=hostile, line=1, column=1, text=hostile)
    report = Report((Diagnostic(code="c", message=hostile, help=hostile, span=span, path=(hostile,)),))
    for shown in (
        text.render_text(report),
        github.render_github(report),
        json.render_json(report),
        sarif.render_sarif(report, version="1"),
    ):
        assert not any(ord(letter) < 32 and letter != "\n" for letter in shown)
        assert not set(shown) & {"\x7f", "\x85", "\x9b", "\u2028", "\u202e"}
    assert github.render_github(report).count("\n") == 1


def test_located_and_sorted() -> None:
    source = SourceMap.of_places("f", b"one\r\ntwo\n", {(): (1, 1), ("a",): (2, 1)})
    report = Report((
        Diagnostic(code="b", message="m", path=("a", "deep"), related=(Related(message="r", path=("a",)),)),
        Diagnostic(code="a", message="m", path=("z",)),
    )).located(source)  # fmt: skip
    assert [(item.span.line, item.span.text) for item in report if item.span] == [(2, "two"), (1, "one")]
    assert report.sorted().codes == ("a", "b")
    assert report.located(source) is report
    assert source.line(9) == ""
    assert not report.ok
    assert len(report.errors) == 2
    assert (report + Report()) is report
    assert len(report + report) == 4


def test_a_report_lists_later_what_nobody_has_asked_for_yet() -> None:
    asked: list[int] = []

    def find() -> list[Diagnostic]:
        asked.append(1)
        return [Diagnostic(code="lost", message="m", severity=Severity.INFO)]

    report = Report((ONE,)) + Report(later=find) + Report((Diagnostic(code="last", message="m"),))
    assert not report.ok
    assert Report(later=find).ok
    assert not asked
    assert report.codes == (ONE.code, "lost", "last")
    assert len(report) == 3
    assert asked == [1]
    told = Report(report.diagnostics)
    assert (report, hash(report), repr(report)) == (told, hash(told), repr(told))
    assert report != report.diagnostics
    assert pickle.loads(pickle.dumps(Report(later=find))) == Report(tuple(find()))


def test_what_is_alike_is_told_once_with_a_count() -> None:
    def lost(code: str, *path: str | int, severity: Severity = Severity.INFO) -> Diagnostic:
        return Diagnostic(code=code, message="m", severity=severity, path=path)

    report = Report((
        lost("not-carried", "sessions", 0, "tags"),
        lost("not-carried", "theme"),
        lost("not-carried", "sessions", 1, "tags"),
        lost("not-carried", "sessions", 2, "tags"),
        lost("not-carried", "sessions", 2, "tags", severity=Severity.WARNING),
        lost("other", "sessions", 2, "tags"),
    ))  # fmt: skip
    told = text.group_similar(report)
    assert [(item.path, item.message) for item in told] == [
        (("sessions", 0, "tags"), "m; and 2 more like it"),
        (("theme",), "m"),
        (("sessions", 2, "tags"), "m"),
        (("sessions", 2, "tags"), "m"),
    ]
    assert text.group_similar(told) == told


@pytest.mark.parametrize(("word", "meant"), [("titel", "title"), ("TITLE", "title"), ("zzz", None)])
def test_suggest(word: str, meant: str | None) -> None:
    assert suggest(word, ("title", "theme")) == meant
    assert format_path(()) == "."


def test_a_finding_without_a_place_is_an_annotation_of_no_file():
    report = Report((Diagnostic(code="no-zone", message="expected a zone"),))
    assert github.render_github(report) == "::error title=no-zone::expected a zone\n"


def test_places_are_looked_for_when_somebody_looks() -> None:
    asked: list[object] = []

    def find(wanted: Collection[Path]) -> dict[Path, Span]:
        asked.append(wanted)
        return {path: Span(source="f", line=3, column=1) for path in wanted if path}

    findings = (Diagnostic(code="a", message="m", path=("x",)), Diagnostic(code="b", message="m"))
    report = Report(findings).located(SourceMap("f", b"", find)).in_source("g")
    report = (report + Report((Diagnostic(code="c", message="m"),))).changed(lambda item: attrs.evolve(item, help="h"))
    assert (len(report), report.ok, report.codes) == (3, False, ("a", "b", "c"))
    assert report.counts()[Severity.ERROR] == 3
    assert not asked
    assert [item.span and str(item.span) for item in report] == ["f:3:1", "g:1:1", None]
    assert {item.help for item in report} == {"h"}
    assert str(report).startswith("f:3:1: error[a]")
    assert len(asked) == 1
    source = SourceMap("f", b"", find)
    assert [str(item.span) for item in Report(findings[:1]).located(source).located(source)] == ["f:3:1"]
    later = Report((), lambda: findings)
    assert (report + later).codes == ("a", "b", "c", "a", "b")
