"""Medians, rows and the table they are printed in."""

from __future__ import annotations

import gc
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

SOURCE = Path(__file__).parent.parent / "src"


@dataclass(frozen=True, kw_only=True)
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
    unit: str = "s"

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
        ratio = self.ratio if self.ratio is not None else self.floor_ratio
        return None if self.goal is None or ratio is None else ratio <= self.goal


def medians(*actions: Callable[[], object], seconds: float = 1.0, least: int = 3, most: int = 15) -> list[float]:
    """Return the median wall time of each action, taken in turns so that noise falls on all alike."""
    times: list[list[float]] = [[] for _ in actions]
    for action in actions:
        action()  # warm: generated code, caches
    began = time.perf_counter()
    for number in range(most):
        if number >= least and time.perf_counter() - began > seconds * len(actions):
            break
        for action, taken in zip(actions, times, strict=True):
            gc.collect()
            start = time.perf_counter()
            action()
            taken.append(time.perf_counter() - start)
    return [statistics.median(taken) for taken in times]


def run_python(*arguments: str) -> str:
    """Run this Python with the package on its path; return what it prints."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join((str(SOURCE), str(SOURCE.parent)))}
    done = subprocess.run([sys.executable, *arguments], capture_output=True, text=True, env=environment, check=True)
    return done.stdout


def table(rows: Sequence[Row]) -> str:
    """Return the rows as a table of text."""
    head = ("operation", "ours", "peer", "", "ratio", "floor", "", "ratio", "goal", "reached?")
    lines = [head, *(_cells(row) for row in rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(head))]
    return "".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip() + "\n" for line in lines
    )


def _cells(row: Row) -> tuple[str, ...]:
    reached = {None: "", True: "yes", False: "NO"}[row.reached]
    return (
        row.operation,
        _amount(row.ours, row.unit),
        _amount(row.peer, row.unit),
        row.peer_name,
        _ratio(row.ratio),
        _amount(row.floor, row.unit),
        row.floor_name,
        _ratio(row.floor_ratio),
        "" if row.goal is None else f"<= {row.goal:g}",
        reached,
    )


def _amount(value: float | None, unit: str) -> str:
    if value is None:
        return ""
    return f"{value * 1000:.2f} ms" if unit == "s" else f"{value:.2f} {unit}"


def _ratio(value: float | None) -> str:
    return "" if value is None else f"{value:.2f}"
