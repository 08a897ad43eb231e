"""Progress of a command that takes long: what it is doing, how far it is, and for how many seconds."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from ._output import counted, is_terminal, say_for_now

if TYPE_CHECKING:
    from threading import Event, Thread
    from types import TracebackType

__all__ = ["Progress"]

PATIENCE = 2.0
"""How many seconds pass before progress is printed."""
_PAUSE = 0.5
_LONGEST = 72
"""A width that fits on every terminal."""


class Progress:
    """Prints progress on standard error while its `with` block takes longer than two seconds.

    Nothing is printed if standard error is not a terminal. Nothing else may be printed within the `with` block, and the
    line is removed at its end.

    Args:
        what: the work that is done, such as `reading big.ics`.
        quiet: whether to print nothing.
    """

    def __init__(self, what: str, *, quiet: bool = False) -> None:
        self.files = 0
        """How many files have been written."""
        self._what = what
        self._is_wanted = not quiet and is_terminal(error=True)
        self._thread: Thread | None = None
        self._is_done: Event
        self._said = ""

    def __enter__(self) -> Progress:
        if self._is_wanted:
            import threading  # noqa: PLC0415 # a command that nobody watches does not need it

            self._is_done = threading.Event()
            self._thread = threading.Thread(target=self._tell, daemon=True)
            self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, traceback: TracebackType | None
    ) -> None:
        if self._thread is not None:
            self._is_done.set()
            self._thread.join()
            if self._said:
                say_for_now("", self._said)

    def _tell(self) -> None:
        from ..diagnostics import printable  # noqa: PLC0415 # what is quick does not need it

        began = time.monotonic()
        work = printable(self._what)
        pause = PATIENCE
        while not self._is_done.wait(pause):
            far = f": {counted(self.files, 'file')}" if self.files else ""
            ending = f"{far}, {time.monotonic() - began:.0f} s"
            line = work[: _LONGEST - len(ending)] + ending
            say_for_now(line, self._said)
            self._said = line
            pause = _PAUSE
