"""What a person sees of a command that takes long, and who sees nothing."""

from __future__ import annotations

import io
import re
import sys
import threading
from pathlib import Path

import pytest

from ospo_events.cli import _progress, main
from ospo_events.cli._progress import Progress
from ospo_events.cli._run import run

_COLOR = re.compile("\x1b\\[[0-9;]*m")
EXAMPLE = str(Path(__file__).parents[2] / "examples" / "ospos2024.yaml")


class Terminal(io.StringIO):
    """A standard error that a person looks at; it knows when something was written."""

    def __init__(self) -> None:
        super().__init__()
        self.written = threading.Event()

    def isatty(self) -> bool:
        return True

    def write(self, text: str) -> int:
        count = super().write(text)
        self.written.set()
        return count

    def screen(self) -> list[str]:
        """Return the lines as they stand at the end: what follows a carriage return overwrites what was there."""
        lines: list[str] = []
        for line in self.getvalue().split("\n"):
            shown = ""
            for text in line.split("\r"):
                shown = text + shown[len(text) :]
            lines.append(shown.rstrip())
        return lines


def look(monkeypatch: pytest.MonkeyPatch, *, patience: float = 0) -> Terminal:
    """Return a terminal that is standard error from now on."""
    stream = Terminal()
    monkeypatch.setattr(sys, "stderr", stream)
    monkeypatch.setattr(_progress, "PATIENCE", patience)
    return stream


def test_what_takes_long_is_said_and_taken_away(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = look(monkeypatch)
    progress = Progress("reading big.ics")
    progress.files = 3
    with progress:
        assert terminal.written.wait(10)
    assert terminal.getvalue().startswith("\rreading big.ics: 3 files, 0 s")
    assert terminal.screen() == [""]


def test_a_longer_line_is_overwritten_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = look(monkeypatch)
    monkeypatch.setattr(_progress, "_PAUSE", 0)
    progress = Progress("reading " + "x" * 200)
    progress.files = 1000
    with progress:
        assert terminal.written.wait(10)
        terminal.written.clear()
        progress.files = 1
        assert terminal.written.wait(10)
    assert max(map(len, terminal.getvalue().split("\r"))) < 80, "it fits on a line"
    assert terminal.screen() == [""]


def test_nothing_steers_the_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = look(monkeypatch)
    with Progress("reading \x1b[31m\n.ics"):
        assert terminal.written.wait(10)
    assert "\x1b" not in terminal.getvalue()
    assert "\n" not in terminal.getvalue()


def test_what_is_quick_is_not_said(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = look(monkeypatch, patience=2)
    with Progress("reading small.ics"):
        pass
    assert terminal.getvalue() == ""


def test_quiet_and_what_is_no_terminal_say_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = look(monkeypatch)
    for quiet in (True, False):
        with Progress("reading big.ics", quiet=quiet):
            assert terminal.written.wait(0 if quiet else 10) is not quiet
    monkeypatch.setattr(sys, "stderr", io.StringIO())
    before = threading.active_count()
    with Progress("reading big.ics"):
        assert threading.active_count() == before, "nobody looks: not even a thread"


def test_an_error_takes_the_line_away(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = look(monkeypatch)
    progress = Progress("reading big.ics")
    with progress:
        assert terminal.written.wait(10)
    with pytest.raises(OSError, match="full"), progress:
        raise OSError("full")
    assert terminal.screen() == [""]


@pytest.mark.parametrize("words", ["build FILE --out OUT", "feeds FILE --out OUT", "convert FILE OUT.ics"])
def test_commands_print_the_same_lines_under_it(
    words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    given = [word.replace("FILE", EXAMPLE).replace("OUT", str(tmp_path / "out")) for word in words.split()]
    assert run(given) == 0
    plain = capsys.readouterr().err
    terminal = look(monkeypatch)
    assert run(given) == 0
    assert [_COLOR.sub("", line) for line in terminal.screen()] == plain.split("\n")
    assert "\r" in terminal.getvalue()
    assert "\r" not in plain


def test_a_file_as_standard_error_gets_no_progress(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["validate", EXAMPLE]) in (0, 1)
    assert "\r" not in capsys.readouterr().err
