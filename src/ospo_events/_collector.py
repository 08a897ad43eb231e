"""Pauses of Python's garbage collector, while something large is made that holds no garbage.

The collector looks through everything alive again and again as the number of objects grows: in a programme of 10 000
sessions that is a third of reading it. Nothing of ours needs it: values are immutable, and none leads back to itself.
"""

from __future__ import annotations

import gc
from collections.abc import Generator
from contextlib import contextmanager
from threading import Lock

__all__ = ["collector_paused"]


class _Pauses:
    """The number of pauses in all threads now, and whether the collector goes on after the last one."""

    def __init__(self) -> None:
        self.lock = Lock()
        self.number = 0
        self.was_enabled = False


_PAUSES = _Pauses()


@contextmanager
def collector_paused(is_worth_it: bool = True) -> Generator[None]:
    """Pause the collector of the whole process; where it is off already, leave it off.

    When several pauses overlap, in one thread or in several, the collector goes on after the last one, also after an
    error.

    Args:
        is_worth_it: whether to pause at all; for a small document the pause makes no difference.
    """
    if not is_worth_it:
        yield
        return
    with _PAUSES.lock:
        if _PAUSES.number == 0:
            _PAUSES.was_enabled = gc.isenabled()
            gc.disable()
        _PAUSES.number += 1
    try:
        yield
    finally:
        with _PAUSES.lock:
            _PAUSES.number -= 1
            if _PAUSES.number == 0 and _PAUSES.was_enabled:
                gc.enable()
