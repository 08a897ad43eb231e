"""The command line: `ospo-events` and `python -m ospo_events`.

Exit status: 0 success, 1 findings, 2 wrong usage, 130 interrupted.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Sequence

from . import _output

__all__ = ["main"]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line.

    Args:
        arguments: the words after the program's name; None: the arguments of this process.

    Returns:
        The exit status.
    """
    if arguments is not None:
        return _status(list(arguments))
    status = _status(sys.argv[1:])
    # The process ends here. Python would first search all live objects for reference cycles, which takes a fifth to a
    # third of the time of a short command. Functions that are registered to run at exit still run.
    gc.freeze()
    return status


def _status(words: list[str]) -> int:
    try:
        return _answer(words)
    except KeyboardInterrupt:
        _output.close_quietly()
        return 130
    except BrokenPipeError:  # the reader of our output closed it (`| head`)
        _output.close_quietly()
        return 1
    except OSError as problem:
        if problem.filename != _output.CLOSED:
            raise
        _output.close_quietly()
        _output.say(f"ospo-events: {problem.filename}: {problem.strerror}", error=True)
        return 2


def _answer(words: list[str]) -> int:
    if words in (
        ["--version"],
        ["-V"],
    ):  # before anything else is imported: editors and scripts ask for the version often
        from .. import __version__  # noqa: PLC0415 # a command imports what it needs when it runs

        _output.write_document(f"ospo-events {__version__}\n")
        return 0
    from ._run import run  # noqa: PLC0415 # a command imports what it needs when it runs

    status = run(words)
    _output.flush()
    return status
