"""Runs one command, and turns errors into messages."""

from __future__ import annotations

import argparse
import gc
import re
from collections.abc import Sequence

from .._collector import collector_paused
from ..errors import OspoEventsError
from ._output import CLOSED, say
from ._parser import command_named, make_parser

__all__ = ["run"]


def run(words: Sequence[str]) -> int:
    """Parse the words, run the command, and print an expected error as one line on standard error.

    Returns:
        0 success, 1 findings, 2 wrong usage.
    """
    # Nothing imported or decoded contains reference cycles that are worth freeing, and the process is short. Garbage
    # collection is a measurable part of every start, and most of the cost of large programmes.
    with collector_paused():
        try:
            return _run(words)
        finally:
            gc.unfreeze()  # objects that a command froze


def _run(words: Sequence[str]) -> int:
    parser = make_parser(words)
    try:
        arguments, rest = parser.parse_known_args(words)
        # argparse takes an output file only directly after the input: it leaves OUT over in `FILE --zone Z OUT`.
        if len(rest) == 1 and re.match("-$|[^-]", rest[0]) and getattr(arguments, "output", None) == "-":
            arguments.output = rest[0]
        elif rest:
            parser.error(f"unrecognized arguments: {' '.join(rest)}")
    except SystemExit as leaving:  # argparse has printed the error
        return leaving.code if isinstance(leaving.code, int) else 2
    name: str | None = arguments.command
    if name is None:
        say(parser.format_help(), error=True, end="")
        return 2
    return _guarded(arguments, name)


def _guarded(arguments: argparse.Namespace, name: str) -> int:
    command = command_named(name)
    try:
        status: int = command.run(arguments)
        return status
    except OspoEventsError as problem:
        say(f"ospo-events {name}: {problem}".rstrip(), error=True)
        return 2 if not hasattr(problem, "report") else 1
    except BrokenPipeError:
        raise
    except OSError as problem:
        if problem.filename == CLOSED:
            raise
        reason = problem.strerror or str(problem)
        where = f"{problem.filename}: " if problem.filename else ""
        say(f"ospo-events {name}: {where}{reason}", error=True)
        return 2
    except KeyboardInterrupt:
        raise
    except BaseException as problem:
        # A Python file may define any object, whose methods may raise at any moment: no traceback is printed for that.
        file = _python_file(arguments)
        if file is None:
            raise
        from ._python import line_in, words_of  # noqa: PLC0415 # few programmes are Python files

        line = line_in(file, problem.__traceback__)
        where = f"{file}:{line}" if line else file
        say(f"ospo-events {name}: {where}: {words_of(problem)}", error=True)
        return 1


def _python_file(arguments: argparse.Namespace) -> str | None:
    """Return the first input of a command that is a Python file."""
    names = [getattr(arguments, name, None) for name in ("file", "older", "rules", "base", "ours", "theirs")]
    inputs = [*names, *getattr(arguments, "files", ())]
    return next((str(each) for each in inputs if str(each).endswith(".py")), None)
