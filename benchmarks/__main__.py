"""`python -m benchmarks [--sizes N ...] [--growth] [--save] [area ...]`: run the benchmarks and print the table."""

from __future__ import annotations

import argparse
import importlib
import json
import os
import platform
import sys
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import attrs

from .measure import SOURCE, Row, table

SIZES = (1_000, 10_000)
AREAS = ("startup", "native", "calendar", "schedule", "systems", "rules", "site", "changes", "merging", "tables")
MORE = ("model",)
"""What is run only when it is named: the constructors of the model, one by one."""
RESULTS = Path(__file__).with_name("results.json")
"""The run that docs/explanation/performance.md is made of."""
PACKAGES = ("attrs", "cattrs", "PyYAML", "icalendar", "msgspec", "pydantic", "orjson", "Jinja2", "lxml", "ruamel.yaml")


def main() -> int:
    """Run the areas asked for, or all there are; return 1 where a goal is missed."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument(
        "areas", nargs="*", metavar="area", help=f"which of {', '.join(AREAS)} (all by default), or {MORE[0]}"
    )
    parser.add_argument("--sizes", nargs="+", type=int, default=list(SIZES), help="the numbers of sessions")
    parser.add_argument("--growth", action="store_true", help="every operation up to 100 000 sessions instead")
    parser.add_argument("--save", action="store_true", help=f"store what was measured in {RESULTS.name}")
    arguments = parser.parse_args()
    if unknown := set(arguments.areas) - {*AREAS, *MORE}:
        parser.error(f"unknown area {sorted(unknown)[0]!r}; known are {', '.join((*AREAS, *MORE))}")
    if arguments.growth:
        from .growth import run

        if arguments.save:
            save({"growth": {**conditions(), "rows": run()}})
        else:
            run()
        return 0
    missed = False
    areas: dict[str, list[dict[str, Any]]] = {}
    for area in arguments.areas or AREAS:
        rows: list[Row] = importlib.import_module(f"benchmarks.{area}").run(arguments.sizes)
        missed |= any(row.reached is False for row in rows)
        areas[area] = [stored(row) for row in rows]
        print(f"{area}\n\n{table(rows)}", flush=True)
    if arguments.save:
        save({"run": {**conditions(), "areas": areas}})
    return int(missed)


def stored(row: Row) -> dict[str, Any]:
    """Return a row as plain values, without what is at its default; six digits of each number say enough."""
    values = attrs.asdict(row)
    given = {field.name: values[field.name] for field in attrs.fields(Row) if values[field.name] != field.default}
    return {name: float(f"{value:.6g}") if isinstance(value, float) else value for name, value in given.items()}


def save(part: dict[str, Any]) -> None:
    """Put a part of the results beside those that are stored."""
    kept = json.loads(RESULTS.read_text("utf-8")) if RESULTS.exists() else {}
    RESULTS.write_text(json.dumps({**kept, **part}, indent=1, ensure_ascii=False) + "\n", "utf-8")


def conditions() -> dict[str, Any]:
    """Return on what machine and with which versions the run is: what kind it is, not which."""
    packages: dict[str, str] = {}
    for name in PACKAGES:
        try:
            packages[name] = version(name)
        except PackageNotFoundError:
            continue
    return {
        "python": f"{platform.python_implementation()} {platform.python_version()}",
        "system": platform.system(),
        "machine": platform.machine(),
        "processor": _processor(),
        "cores": os.cpu_count(),
        "packages": packages,
    }


def _processor() -> str:
    """Return the model of the processor, where the system tells it."""
    state = Path("/proc/cpuinfo")
    lines = state.read_text().splitlines() if state.exists() else []
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), "")


if __name__ == "__main__":
    sys.path.insert(0, str(SOURCE))
    sys.exit(main())
