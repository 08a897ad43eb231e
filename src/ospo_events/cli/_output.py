"""The one way out: every line that a command prints, and every document that it writes to standard output."""

from __future__ import annotations

import contextlib
import errno
import os
import re
import sys

TYPE_CHECKING = False  # what `typing.TYPE_CHECKING` is, without importing `typing`
if TYPE_CHECKING:
    from typing import TextIO

__all__ = ["CLOSED", "close_quietly", "counted", "flush", "is_terminal", "say", "say_for_now", "write_document"]

CLOSED = "standard output"
"""What errors call the stream that could not be written."""

# What CI systems take for commands: GitHub at the begin of a line, behind blanks too; GitHub's older form, Azure's and
# TeamCity's anywhere.
_COMMAND = re.compile(r"^(\s*):(?=:)|#(?=#(?:\[|vso\[|teamcity\[))", re.MULTILINE)
_OUR_COLOR = re.compile("(\x1b\\[[0-9;]{1,5}m)")
_PLAINER = str.maketrans({
    "═": "=", "─": "-", "–": "-", "—": "-", "→": "->", "·": "-", "…": "...", "•": "*", "‘": "'", "’": "'", "“": '"',
    "”": '"', "\u00a0": " ",
})  # fmt: skip
"""What stands in for the signs that we print ourselves, where a stream's encoding lacks them."""


def say(text: str = "", *, error: bool = False, end: str = "\n", colored: bool = False) -> None:
    """Print text for people, made safe: names and titles in it may come from anybody.

    What could steer a terminal, deceive the reader or give a CI system a command is escaped. What the encoding of the
    stream lacks is written in signs that it has.

    Args:
        text: a line, or several.
        error: whether it goes to standard error.
        end: what follows it.
        colored: whether the text has colours of ours; whatever else is in it is escaped all the same.

    Raises:
        OSError: standard output is closed or full.
    """
    parts = _OUR_COLOR.split(text) if colored else [text]
    safe = "".join([part if number % 2 else _safe(part) for number, part in enumerate(parts)])
    _write(safe + end, error=error)


def say_for_now(text: str, before: str) -> None:
    """Print a line on standard error, a terminal, in the place of the one before; an empty one takes it away."""
    blanks = " " * (len(_safe(before)) - len(_safe(text)))
    _write(f"\r{_safe(text)}{blanks}" + ("" if text else "\r"), error=True)
    if sys.stderr is not None:
        with contextlib.suppress(OSError):
            sys.stderr.flush()


def _safe(text: str) -> str:
    lines = text.split("\n")
    if not all(map(str.isprintable, lines)):
        from ..diagnostics import printable  # noqa: PLC0415 # --version and --help need no more than this module

        text = "\n".join([line if line.isprintable() else printable(line) for line in lines])
    return _COMMAND.sub(lambda match: f"{match[1] or ''}\\u{ord(match[0][-1]):04x}", text)


def counted(number: int, thing: str) -> str:
    """Return a number with its thing, `1 file` or `3 files`."""
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"


def write_document(document: str | bytes, *, error: bool = False) -> None:
    """Write a document to a stream as it is, text as UTF-8: its format says what is escaped in it, and how.

    Raises:
        OSError: standard output is closed or full.
    """
    stream = _stream(error)
    if stream is None:
        return
    try:
        binary = getattr(stream, "buffer", None)
        if binary is not None:
            stream.flush()
            binary.write(document.encode("utf-8", "backslashreplace") if isinstance(document, str) else document)
            binary.flush()
        else:  # a stream in memory
            stream.write(document if isinstance(document, str) else document.decode("utf-8"))
    except OSError as problem:
        _failed(problem, error)


def is_terminal(*, error: bool = False) -> bool:
    """Return whether a person looks at standard output, or at standard error."""
    stream = sys.stderr if error else sys.stdout
    return stream is not None and stream.isatty()


def flush() -> None:
    """Have everything printed arrive.

    Raises:
        OSError: standard output is full.
    """
    if sys.stdout is not None:
        try:
            sys.stdout.flush()
        except OSError as problem:
            _failed(problem, False)


def close_quietly() -> None:
    """Give up standard output and error, so that Python does not try to write what is left in them at its exit."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (OSError, ValueError, AttributeError):
            _to_nowhere(stream)


def _to_nowhere(stream: TextIO) -> None:
    try:
        number = stream.fileno()
    except (OSError, ValueError, AttributeError):  # it has none: it is closed, or in memory
        return
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, number)
    os.close(nowhere)


def _stream(error: bool) -> TextIO | None:
    """Return the stream; None for a standard error that is closed, where nothing can be said.

    Raises:
        OSError: standard output is closed.
    """
    stream = sys.stderr if error else sys.stdout
    if stream is not None:
        return stream
    if error:
        return None
    raise OSError(errno.EBADF, "it is closed", CLOSED)


def _write(text: str, *, error: bool) -> None:
    stream = _stream(error)
    if stream is None:
        return
    try:
        stream.write(_in_encoding(text, stream))
    except OSError as problem:
        _failed(problem, error)


def _in_encoding(text: str, stream: TextIO) -> str:
    encoding = getattr(stream, "encoding", None) or "utf-8"
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return "".join([_sign(sign, encoding) for sign in text])
    return text


def _sign(sign: str, encoding: str) -> str:
    try:
        sign.encode(encoding)
    except UnicodeEncodeError:
        plain = sign.translate(_PLAINER)
        return plain if plain.isascii() else sign.encode("ascii", "backslashreplace").decode("ascii")
    return sign


def _failed(problem: OSError, error: bool) -> None:
    """Raise what went wrong with a stream by its name; what standard error does not take is lost."""
    if error:
        return
    if isinstance(problem, BrokenPipeError):
        raise problem
    raise OSError(problem.errno, problem.strerror, CLOSED) from None
