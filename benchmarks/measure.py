"""The least CPU time of operations taken in turns, and the rows and the table they are told in."""

from __future__ import annotations

import gc
import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import attrs

SOURCE = Path(__file__).parent.parent / "src"


@attrs.frozen(kw_only=True)
class Row:
    """One line of the table. Times are seconds, except where `unit` says otherwise."""

    operation: str
    ours: float
    peer_name: str = ""
    peer: float | None = None
    floor_name: str = ""
    floor: float | None = None
    goal: float | None = None
    """The largest ratio of ours to the peer (to the floor where there is no peer) that is good enough."""
    most: float | None = None
    """The largest amount that is good enough, where nothing stands beside it."""
    unit: str = "s"
    lean: bool = False
    """Whether the peer makes or keeps less than we do: it is compared all the same, and apart."""
    size: int | None = None
    """The number of sessions, where there is one."""

    @property
    def ratio(self) -> float | None:
        """Ours over the peer."""
        return self.ours / self.peer if self.peer else None

    @property
    def floor_ratio(self) -> float | None:
        """Ours over the floor."""
        return self.ours / self.floor if self.floor else None

    @property
    def reached(self) -> bool | None:
        """Whether the goal is reached; None where there is none."""
        if self.most is not None:
            return self.ours <= self.most
        ratio = self.ratio if self.ratio is not None else self.floor_ratio
        return None if self.goal is None or ratio is None else ratio <= self.goal


def least(*actions: Callable[[], object], seconds: float = 0.5, fewest: int = 3, most: int = 15) -> list[float]:
    """Return the least CPU time of each action, taken in turns so that noise falls on all alike.

    Not the time on the wall, which is that of whatever else the machine does.

    Args:
        actions: what to measure, side by side.
        seconds: how long to go on for each action.
        fewest: the least number of rounds; two if an action is slow, one if it is very slow.
        most: how many there are at most.
    """
    # What is slow needs no warming up, and has its own noise in itself.
    times = [taken if (taken := _taken(action)) > _SLOW else float("inf") for action in actions]
    slow = [taken for taken in times if taken < float("inf")]
    rounds = fewest if not slow else 1 if max(slow) > _VERY_SLOW else 2
    began = time.perf_counter()
    for number in range(most):
        if number >= rounds and time.perf_counter() - began > seconds * len(actions):
            break
        for place, action in enumerate(actions):
            times[place] = min(times[place], _taken(action))
    return times


_SLOW = 0.5
"""From how many seconds on an operation is slow."""
_VERY_SLOW = 3.0
"""From how many seconds on an operation is very slow."""


def _taken(action: Callable[[], object]) -> float:
    gc.collect()
    start = time.process_time()
    action()
    return time.process_time() - start


def run_python(*arguments: str) -> str:
    """Run this Python with the package on its path; return what it prints."""
    paths = (str(SOURCE), str(SOURCE.parent), os.environ.get("PYTHONPATH", ""))
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, paths))}
    done = subprocess.run([sys.executable, *arguments], capture_output=True, text=True, env=environment, check=True)
    return done.stdout


def table(rows: Sequence[Row]) -> str:
    """Return the rows as a table of text."""
    head = ("operation", "ours", "peer", "", "ratio", "floor", "", "ratio", "goal", "reached?", "")
    lines = [head, *(_cells(row) for row in rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(head))]
    return "".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip() + "\n" for line in lines
    )


def _cells(row: Row) -> tuple[str, ...]:
    reached = {None: "", True: "yes", False: "NO"}[row.reached]
    return (
        row.operation if row.size is None else f"{row.operation}, {row.size:,}",
        _amount(row.ours, row.unit),
        _amount(row.peer, row.unit),
        row.peer_name,
        _ratio(row.ratio),
        _amount(row.floor, row.unit),
        row.floor_name,
        _ratio(row.floor_ratio),
        f"<= {_amount(row.most, row.unit)}"
        if row.most is not None
        else ""
        if row.goal is None
        else f"<= {row.goal:.3g}",
        reached,
        "lean" if row.lean else "",
    )


def _amount(value: float | None, unit: str) -> str:
    if value is None:
        return ""
    return f"{value * 1000:.2f} ms" if unit == "s" else f"{value:.2f} {unit}"


def _ratio(value: float | None) -> str:
    return "" if value is None else f"{value:.2f}"
