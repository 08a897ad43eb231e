"""How the command ends: what it was given up for, and by whom."""

from __future__ import annotations

import errno
import sys
from typing import Any

import pytest

from ospo_events import cli
from ospo_events.cli import _output


def raising(problem: BaseException) -> Any:
    def answer(words: list[str]) -> int:
        raise problem

    return answer


@pytest.mark.parametrize(
    ("problem", "status", "said"),
    [
        (KeyboardInterrupt(), 130, ""),
        (BrokenPipeError(), 1, ""),
        (
            OSError(errno.ENOSPC, "No space left on device", _output.CLOSED),
            2,
            f"ospo-events: {_output.CLOSED}: No space left on device\n",
        ),
    ],
)
def test_each_end_has_a_status(
    problem: BaseException, status: int, said: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(cli, "_answer", raising(problem))
    monkeypatch.setattr(_output, "close_quietly", lambda: None)
    assert cli.main(["show"]) == status
    assert capsys.readouterr().err == said


def test_other_problems_are_not_hidden(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cli, "_answer", raising(OSError(errno.EIO, "broken", "disk")))
    with pytest.raises(OSError, match="broken"):
        cli.main(["show"])


def test_without_words_those_of_the_process_are_taken(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["ospo-events", "--version"])
    monkeypatch.setattr(cli.gc, "freeze", lambda: None)
    assert cli.main() == 0
    assert capsys.readouterr().out
