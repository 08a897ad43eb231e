"""Reports: places of findings, all of them printed, one document for programs, an older edition to compare with."""

from __future__ import annotations

import itertools
import json

import attrs
import pytest

from ospo_events.cli import main
from ospo_events.codecs import CODECS
from ospo_events.diagnostics import Diagnostic, Report, Span, github, text
from ospo_events.rules.pages import complete
from ospo_events.validation import validate
from tests.support.programmes import ATTIC, HELD, ROOMS, TRACKS
from tests.support.reading import decode_fragment


def test_with_a_source_map_findings_have_places_in_the_order_of_the_file():
    decoded = decode_fragment(f"{TRACKS}{ROOMS}sessions:\n{HELD}")
    report = validate(decoded.event, source_map=decoded.source_map)
    assert [(item.code, item.span.line) for item in report] == [("unused-track", 9), ("unused-room", 12)]
    assert validate(decoded.event).codes == ("unused-room", "unused-track"), "without one in the order of the model"


@pytest.fixture
def two_files(tmp_path):
    first, second = tmp_path / "one.yaml", tmp_path / "two.yaml"
    first.write_text(complete(ATTIC), "utf-8")
    second.write_text(complete("id: other\n" + ATTIC), "utf-8")
    return first, second


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
    shown = capsys.readouterr().out
    assert shown.count("warning[unused-room] rooms") == 20
    assert "... and 131 more warning[unused-room]" in shown
    main(["validate", str(path), "--select", "unused-room", "--format", "json"])
    assert len(json.loads(capsys.readouterr().out)["diagnostics"]) == 151


EVENT = complete("title: One title\nsessions:\n  - {id: one, title: Open models}\n").encode()


def test_a_finding_without_an_end_says_where_it_begins() -> None:
    span = Span(source="a,b.yaml", line=3, column=5, text="one: two")
    line = github.render_github(Report((Diagnostic(code="some-code", message="some message", span=span),)))
    assert "file=a%2Cb.yaml,line=3,col=5,title=some-code::some message" in line
    ended = attrs.evolve(span, end_line=3, end_column=8)
    assert "endLine=3,endColumn=8," in github.render_github(
        Report((Diagnostic(code="some-code", message="some message", span=ended),))
    )


def test_a_place_behind_the_end_of_its_line_is_drawn_at_the_end() -> None:
    span = Span(source="a.yaml", line=3, column=50, text="sh\u0007ort")
    shown = text.render_text(Report((Diagnostic(code="some-code", message="some message", span=span),)))
    excerpt, caret = next(pair for pair in itertools.pairwise(shown.splitlines()) if "ort" in pair[0])
    assert excerpt.endswith("sh\\u0007ort")
    assert caret == " " * len(excerpt) + "^"


def test_an_older_edition_is_compared(tmp_path, capsys) -> None:
    old, new = tmp_path / "old.yaml", tmp_path / "new.yaml"
    old.write_bytes(EVENT)
    new.write_bytes(complete("title: One title\nsessions: []\n").encode())
    main(["validate", str(new)])
    alone = capsys.readouterr().out
    main(["validate", str(new), "--older", str(old)])
    assert "Open models" not in alone
    assert "Open models" in capsys.readouterr().out


def test_what_stands_behind_a_session_that_cannot_be_read_has_the_numbers_of_the_file(tmp_path, capsys) -> None:
    text = (
        "format: 1\nid: e\ntitle: E\ntimezone: UTC\nrooms: [{id: a}, {id: b, name: B}]\nsessions:\n"
        "  - {id: a, title: A}\n  - {id: '../x', title: B}\n  - {id: c, title: C, kind: keynoet}\n"
        "  - {id: C, title: C2, room: d}\n"
    )
    decoded = CODECS["yaml"].decode(text.encode(), source="e.yaml")
    assert decoded.event is not None
    report = validate(decoded.event, source_map=decoded.source_map)
    found = {item.code: item for item in report}
    kind, case = found["unknown-kind"], found["id-case-collision"]
    assert (kind.path, kind.span and kind.span.line) == (("sessions", 2, "kind"), 9)
    assert (case.path, case.related[0].path) == (("sessions", 3, "id"), ("sessions", 2, "id"))

    assert kind.fix is not None
    assert kind.fix.edits[0].path == kind.path
    (tmp_path / "e.yaml").write_text(text)
    main(["validate", str(tmp_path / "e.yaml"), "--format", "json"])
    told = {item["code"]: item for item in json.loads(capsys.readouterr().out)["diagnostics"]}
    assert told["unknown-kind"]["path"] == "sessions[2].kind"


@pytest.mark.parametrize("text", ["", "# nothing\n", "[]", "5"])
def test_a_document_with_nothing_in_it_is_named(text: str) -> None:
    for codec in CODECS.values():
        needed = {option.name: "UTC" for option in codec.decode_options if option.required}
        for item in codec.decode(text.encode(), source="f.x", **needed).report if codec.reads else ():
            assert item.span is not None
            assert item.span.source == "f.x"
