"""Pauses of Python's garbage collector: while much is made and all of it is kept, there is nothing for it to find.

It looks through what is alive again and again as the number of objects grows: in a programme of 10 000 sessions that is
a third of reading it. Nothing of ours needs it: values are immutable, so that none leads back to itself.
"""

from __future__ import annotations

import gc
from collections.abc import Generator
from contextlib import contextmanager

__all__ = ["collector_paused"]


@contextmanager
def collector_paused(is_worth_it: bool = True) -> Generator[None]:
    """Pause the collector, if it is on; it is on again afterwards, whatever happens.

    The switch is one for the whole process. Where threads pause it at once, it is on again when the first of them is
    done: that costs the others time, and nothing else.

    Args:
        is_worth_it: whether to do so: in what is small nobody would notice.
    """
    if not (is_worth_it and gc.isenabled()):
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
