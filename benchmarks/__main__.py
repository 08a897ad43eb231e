"""`python -m benchmarks [--sizes 100 1000] [area ...]`: run the benchmarks and print the table."""

from __future__ import annotations

import argparse
import importlib
import sys
from pathlib import Path

from .measure import SOURCE, table

SIZES = (100, 1_000, 10_000, 100_000)

AREAS = ("startup", "model", "native", "calendar", "schedule", "rules", "site", "changes", "merging", "tables")


def main() -> int:
    """Run the areas asked for, or all there are; return 1 where a goal is missed."""
    there = [area for area in AREAS if Path(__file__).with_name(f"{area}.py").exists()]
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("areas", nargs="*", metavar="area", help=f"which of {', '.join(there)}; all of them by default")
    parser.add_argument("--sizes", nargs="+", type=int, default=list(SIZES), help="the numbers of sessions")
    arguments = parser.parse_args()
    if unknown := set(arguments.areas) - set(there):
        parser.error(f"unknown area {sorted(unknown)[0]!r}; known are {', '.join(there)}")
    missed = False
    for area in arguments.areas or there:
        rows = importlib.import_module(f"benchmarks.{area}").run(arguments.sizes)
        missed |= any(row.reached is False for row in rows)
        print(f"{area}\n\n{table(rows)}", flush=True)
    return int(missed)


if __name__ == "__main__":
    sys.path.insert(0, str(SOURCE))
    sys.exit(main())
