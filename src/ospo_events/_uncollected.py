"""The garbage collector of Python, paused while something large is made that holds no garbage."""

from __future__ import annotations

import gc
from collections.abc import Generator
from contextlib import contextmanager
from threading import Lock

__all__ = ["uncollected"]


class _Pauses:
    """How many pauses there are now, in all threads, and whether the collector is to go on after the last."""

    def __init__(self) -> None:
        self.lock = Lock()
        self.number = 0
        self.was_enabled = False


_PAUSES = _Pauses()


@contextmanager
def uncollected(*, large: bool) -> Generator[None]:
    """Pause the collector, which is of the whole process; where it is off already, leave it as it is.

    Of several pauses at once, in one thread or in several, the last that ends lets it go on.

    Args:
        large: whether what is made is so large that it matters; if not, nothing happens.
    """
    if not large:
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
