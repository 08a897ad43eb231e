"""Peers that ask for their own versions of other packages: measured in a Python of their own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from .measure import SOURCE

_TIMED = """
import gc, json, sys, time
def least(action, prepare=lambda: None):
    times = []
    for number in range(6):
        prepared = prepare()
        gc.collect()
        start = time.process_time()
        action(prepared)
        times.append(time.process_time() - start)
    return min(times[1:])
"""


def run_elsewhere(variable: str, script: str, document: bytes) -> list[float] | None:
    """Return the seconds that a script prints, a JSON list; None where no Python for it is at hand.

    Args:
        variable: the environment variable that names the Python.
        script: what to run; it has `least`, and its one argument is the path of the document.
        document: what to give it.
    """
    python = os.environ.get(variable)
    return _run([python], script, document) if python else None


def run_ours(script: str, document: bytes) -> list[float]:
    """Return what a script prints that measures this library in the same way: in a process of its own."""
    return _run([sys.executable], f"sys.path.insert(0, {str(SOURCE)!r})\n{script}", document)


def _run(python: list[str], script: str, document: bytes) -> list[float]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "programme.json"
        path.write_bytes(document)
        arguments = [*python, "-c", _TIMED + script, str(path)]
        done = subprocess.run(arguments, capture_output=True, text=True, check=True, cwd=folder)
    times: list[float] = json.loads(done.stdout.splitlines()[-1])
    return times
