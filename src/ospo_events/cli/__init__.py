"""The command line: `ospo-events` and `python -m ospo_events`.

Exit status: 0 fine, 1 findings, 2 usage.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

__all__ = ["main"]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line.

    Args:
        arguments: the words after the program's name; None: those of this process.

    Returns:
        The exit status.
    """
    words = list(sys.argv[1:] if arguments is None else arguments)
    if words in (["--version"], ["-V"]):  # before anything is imported: editors and scripts ask often
        from .. import __version__  # noqa: PLC0415 # a command imports what it needs when it runs

        print(f"ospo-events {__version__}")
        return 0
    from ._run import run  # noqa: PLC0415 # a command imports what it needs when it runs

    return run(words)
