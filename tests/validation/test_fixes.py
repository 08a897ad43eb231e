"""Fixes: those that do not fit, and what mending leaves alone."""

from __future__ import annotations

import json

import pytest

from ospo_events.cli import main
from ospo_events.codecs import codec_named
from ospo_events.diagnostics import Diagnostic, Edit, Fix, Report
from ospo_events.model import Event
from ospo_events.rules.pages import complete
from ospo_events.validation.fixing import fix_text

EVENT = complete("title: One title\nsessions:\n  - {id: one, title: Open models}\n").encode()


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


def test_only_native_files_are_mended(tmp_path, capsys) -> None:
    for name in ("event.zzz", "event.py"):
        path = tmp_path / name
        path.write_bytes(b"\x00\x01")
        assert main(["validate", str(path), "--fix"]) == 2
        assert "expected a native file to fix, YAML or JSON" in capsys.readouterr().err
        assert path.read_bytes() == b"\x00\x01"


def test_the_difference_of_a_file_without_a_last_line_end(tmp_path, capsys) -> None:
    path = tmp_path / "event.yaml"
    path.write_bytes(complete("sessions: []\nlicense: cc-by-4.0").rstrip().encode())
    assert main(["validate", str(path), "--diff"]) == 1
    out = capsys.readouterr().out
    assert "+license: CC-BY-4.0" in out
