"""What printing does with streams that fail, are closed, or have an encoding with few letters."""

from __future__ import annotations

import errno
import io
import sys
from typing import Any

import pytest

from ospo_events.cli import _output


class Failing(io.StringIO):
    """A stream that takes nothing."""

    def __init__(self, problem: OSError) -> None:
        super().__init__()
        self.problem = problem

    def write(self, text: str, /) -> int:
        raise self.problem

    def flush(self) -> None:
        raise self.problem


FULL = OSError(errno.ENOSPC, "No space left on device")


@pytest.mark.parametrize(
    "print_something", [lambda: _output.say("x"), lambda: _output.write_document("x"), _output.flush]
)
def test_a_full_standard_output_is_named(monkeypatch: pytest.MonkeyPatch, print_something: Any) -> None:
    monkeypatch.setattr(sys, "stdout", Failing(FULL))
    with pytest.raises(OSError, match="No space left") as caught:
        print_something()
    assert caught.value.filename == _output.CLOSED


def test_a_reader_that_went_away_is_told_to_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", Failing(BrokenPipeError(errno.EPIPE, "Broken pipe")))
    with pytest.raises(BrokenPipeError):
        _output.say("x")


def test_what_standard_error_does_not_take_is_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", Failing(FULL))
    _output.say("x", error=True)
    _output.write_document(b"x", error=True)
    _output.say_for_now("x", "")
    monkeypatch.setattr(sys, "stderr", None)
    _output.say("x", error=True)
    _output.write_document("x", error=True)
    _output.say_for_now("x", "")


def test_a_closed_standard_output_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", None)
    for print_something in (lambda: _output.say("x"), lambda: _output.write_document("x")):
        with pytest.raises(OSError, match="it is closed"):
            print_something()
    assert not _output.is_terminal()
    _output.flush()


def test_signs_that_an_encoding_has_not_are_written_plainer(monkeypatch: pytest.MonkeyPatch) -> None:
    buffer = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(buffer, encoding="ascii"))
    _output.say("a–b “c” 中")
    _output.write_document("中")
    _output.write_document(b"x")
    sys.stdout.flush()
    assert buffer.getvalue() == b'a-b "c" \\u4e2d\n' + "中".encode() + b"x"


def test_a_stream_in_memory_takes_documents(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = io.StringIO()
    monkeypatch.setattr(sys, "stdout", stream)
    _output.write_document("a")
    _output.write_document(b"b")
    assert stream.getvalue() == "ab"


def test_a_line_is_taken_away_again(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = io.StringIO()
    monkeypatch.setattr(sys, "stderr", stream)
    _output.say_for_now("reading", "")
    _output.say_for_now("", "reading")
    assert stream.getvalue() == "\rreading\r       \r"


def test_streams_are_given_up(monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> None:
    monkeypatch.setattr(sys, "stdout", Failing(FULL))
    monkeypatch.setattr(sys, "stderr", None)
    _output.close_quietly()  # neither has a file to give up
    with (tmp_path / "f").open("w") as file:
        _output._to_nowhere(file)
        file.write("x")
    assert (tmp_path / "f").read_text() == ""
