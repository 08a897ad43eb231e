"""The one way out of a command: every line it prints, and every document it writes to standard output."""

from __future__ import annotations

import contextlib
import errno
import os
import re
import sys

TYPE_CHECKING = False  # the value of `typing.TYPE_CHECKING`, without the cost of importing `typing`
if TYPE_CHECKING:
    from typing import TextIO

__all__ = ["CLOSED", "close_quietly", "counted", "flush", "is_terminal", "say", "say_for_now", "write_document"]

CLOSED = "standard output"
"""The name of the stream in error messages."""

# Text that CI systems take for commands. GitHub reads them at the beginning of a line, after blanks too; GitHub's older
# form, Azure and TeamCity read them anywhere.
_COMMAND = re.compile(r"^(\s*):(?=:)|#(?=#(?:\[|vso\[|teamcity\[))", re.MULTILINE)
_OUR_COLOR = re.compile("(\x1b\\[[0-9;]{1,5}m)")
_PLAINER = str.maketrans({
    "═": "=", "─": "-", "–": "-", "—": "-", "→": "->", "·": "-", "…": "...", "•": "*", "‘": "'", "’": "'", "“": '"',
    "”": '"', "\u00a0": " ",
})  # fmt: skip
"""Replacements for our own symbols, for streams whose encoding lacks them."""


def say(text: str = "", *, error: bool = False, end: str = "\n", colored: bool = False) -> None:
    """Print text for people, made safe: names and titles in it may come from anybody.

    Characters that could control a terminal, deceive the reader or give a command to a CI system are escaped.
    Characters that the stream's encoding lacks are replaced.

    Args:
        text: a line, or several.
        error: whether to print to standard error.
        end: the text after it.
        colored: whether the text contains our own colour codes; everything else in it is escaped all the same.

    Raises:
        OSError: standard output is closed or full.
    """
    parts = _OUR_COLOR.split(text) if colored else [text]
    safe = "".join([part if number % 2 else _safe(part) for number, part in enumerate(parts)])
    _write(safe + end, error=error)


def say_for_now(text: str, before: str) -> None:
    """Replace the current line of the terminal on standard error; an empty text removes the line."""
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
    """Return a number with its noun, such as `1 file` or `3 files`."""
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"


def write_document(document: str | bytes, *, error: bool = False) -> None:
    """Write a document to a stream unchanged, text as UTF-8: its format decides what is escaped, and how.

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
    """Return whether standard output, or standard error, is a terminal."""
    stream = sys.stderr if error else sys.stdout
    return stream is not None and stream.isatty()


def flush() -> None:
    """Write out everything that was printed.

    Raises:
        OSError: standard output is full.
    """
    if sys.stdout is not None:
        try:
            sys.stdout.flush()
        except OSError as problem:
            _failed(problem, False)


def close_quietly() -> None:
    """Give up standard output and error, so that Python does not try to write their remaining text when it ends."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (OSError, ValueError, AttributeError):
            _to_nowhere(stream)


def _to_nowhere(stream: TextIO) -> None:
    try:
        number = stream.fileno()
    except (OSError, ValueError, AttributeError):  # the stream has no file number: it is closed, or in memory
        return
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, number)
    os.close(nowhere)


def _stream(error: bool) -> TextIO | None:
    """Return the stream; None if standard error is closed and nothing can be printed there.

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
    """Raise the error of a stream, with the stream's name in it; an error of standard error is ignored."""
    if error:
        return
    if isinstance(problem, BrokenPipeError):
        raise problem
    raise OSError(problem.errno, problem.strerror, CLOSED) from None
