"""Start-up: what a command costs in a process of its own, beside an empty Python and beside importing the model.

CPU time of the child process, the least of all rounds: the time on the wall is that of whatever else the machine does.
`.pyc` files are there, as they are for everybody who has run the program once.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Sequence

from .measure import SOURCE, Row

EXAMPLE = SOURCE.parent / "examples" / "ospos2024.yaml"
ROUNDS = 10


def run(_: Sequence[int]) -> list[Row]:
    """Measure; the number of sessions is that of the worked example."""
    floors = {"python -c pass": ["-c", "pass"], "import ospo_events.model": ["-c", "import ospo_events.model"]}
    commands = {
        "--help": (["--help"], "python -c pass", 3.0),
        "show, worked example": (["show", str(EXAMPLE)], "import ospo_events.model", 1.6),
        "validate, worked example": (["validate", str(EXAMPLE)], "import ospo_events.model", 1.6),
        "now, worked example": (["now", str(EXAMPLE), "--at", "2024-07-09T10:00"], "import ospo_events.model", 1.6),
    }
    everything = {**floors, "import ospo_events": ["-c", "import ospo_events"]}
    everything |= {name: [*_AS_THE_SCRIPT, *words] for name, (words, _, _) in commands.items()}
    least = _least(everything)
    rows = [
        Row(
            operation="import ospo_events",
            ours=least["import ospo_events"],
            floor_name="python -c pass",
            floor=least["python -c pass"],
            goal=1.2,
        )
    ]
    for name, (_words, floor, goal) in commands.items():
        rows.append(Row(operation=name, ours=least[name], floor_name=floor, floor=least[floor], goal=goal))
    return rows


_AS_THE_SCRIPT = ["-c", "import sys; from ospo_events.cli import main; sys.exit(main())"]
"""What the installed script `ospo-events` does."""


def _least(everything: dict[str, list[str]]) -> dict[str, float]:
    """Return the least CPU time of each, taken in turns so that noise falls on all alike."""
    least = dict.fromkeys(everything, float("inf"))
    with tempfile.TemporaryDirectory() as compiled:
        environment = {**os.environ, "PYTHONPATH": str(SOURCE), "PYTHONPYCACHEPREFIX": compiled}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        for number in range(ROUNDS + 1):
            for name, words in everything.items():
                taken = _cpu(words, environment)
                if number:  # the first round compiles
                    least[name] = min(least[name], taken)
    return least


def _cpu(words: list[str], environment: dict[str, str]) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    nowhere = subprocess.DEVNULL
    done = subprocess.run([sys.executable, *words], env=environment, stdout=nowhere, stderr=nowhere, check=False)
    assert done.returncode in (0, 1), f"{words} does not run"  # the worked example may have findings
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
