"""Places that a report shows; what older editions and baselines are compared with."""

from __future__ import annotations

import itertools

import attrs

from ospo_events.cli import main
from ospo_events.diagnostics import Diagnostic, Report, Span, github, text
from ospo_events.rules.pages import complete

EVENT = complete("title: One title\nsessions:\n  - {id: one, title: Open models}\n").encode()


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


def test_baselines_are_for_what_can_be_read(tmp_path, capsys) -> None:
    bad = tmp_path / "bad.yaml"
    bad.write_text("format: 1\nid: x\n", "utf-8")
    baseline = tmp_path / "known.json"
    assert main(["validate", str(bad), "--write-baseline", str(baseline)]) == 1
    assert "no baseline is written of what cannot be read" in capsys.readouterr().err
    assert not baseline.exists()


def test_an_older_edition_is_compared(tmp_path, capsys) -> None:
    old, new = tmp_path / "old.yaml", tmp_path / "new.yaml"
    old.write_bytes(EVENT)
    new.write_bytes(complete("title: One title\nsessions: []\n").encode())
    main(["validate", str(new)])
    alone = capsys.readouterr().err
    main(["validate", str(new), "--older", str(old)])
    assert "Open models" not in alone
    assert "Open models" in capsys.readouterr().err
