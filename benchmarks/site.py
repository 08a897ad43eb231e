"""The page, JSON-LD and the site, beside the encoding of the same event as native JSON."""

from __future__ import annotations

import importlib.util
import sys
import tempfile
import time
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

import attrs

from ospo_events.codecs import codec_named
from ospo_events.model import Event

from .measure import Row, least, run_python
from .programmes import programme

_DRIVER = Path(__file__).parent.parent / "tests" / "support" / "browser.py"
# Not ru_maxrss: on Linux a child begins with the peak of its parent.
_BUILD = """
import sys
from pathlib import Path
from ospo_events.cli import main
main(["build", sys.argv[1], "--out", sys.argv[2], "--pages", "--quiet"])
state = Path("/proc/self/status")
lines = state.read_text().splitlines() if state.exists() else []
print(next((int(line.split()[1]) / 1000 for line in lines if line.startswith("VmHWM:")), 0))
"""
_FILTER = """(() => {
  const field = document.querySelector('#f-text'), taken = [];
  programme.filter();
  for (const words of ['open', '', 'a', 'nothing like it', '']) {
    const start = performance.now();
    field.value = words;
    programme.filter();
    document.body.offsetHeight;
    taken.push(performance.now() - start);
  }
  return taken.sort((a, b) => a - b)[2];
})()"""


def run(sizes: Sequence[int]) -> list[Row]:
    """Measure at these numbers of sessions."""
    rows: list[Row] = []
    for size in sizes:
        if size > 10_000:
            continue  # a page that size is for nobody
        event = programme(size)
        for name, goal in (("jsonld", 2.0), ("html", 3.0), ("text", None), ("markdown", None)):
            ours, json = least(partial(_encoded, name, event), partial(_encoded, "json", event))
            rows.append(
                Row(operation=f"{name} export, {size}", ours=ours, peer_name="native JSON", peer=json, goal=goal)
            )
        if size == 1_000:
            rows += _filtering(event)
    return rows + _building([size for size in sizes if size in (1_000, 10_000)])


def _building(sizes: Sequence[int]) -> list[Row]:
    """Measure the command that builds a site with all its pages: as a whole, on the disk, in a process of its own."""
    rows: list[Row] = []
    taken: dict[int, float] = {}
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            source = Path(folder) / "programme.json"
            source.write_bytes(codec_named("json").encode(programme(size)).value())
            start = time.perf_counter()
            peak = float(run_python("-c", _BUILD, str(source), str(Path(folder) / "site")).splitlines()[-1])
            taken[size] = time.perf_counter() - start
        what = f"build --pages, {size:,}"
        if size == 10_000:
            rows.append(Row(operation=what, ours=taken[size], floor_name="goal: 60 s", floor=60, goal=1.0))
            if 1_000 in taken:
                less = taken[1_000]
                rows.append(Row(operation=what, ours=taken[size], peer_name="1,000 sessions", peer=less, goal=12.0))
        else:
            rows.append(Row(operation=what, ours=taken[size]))
        if peak:
            memory = {"floor_name": "goal: 300 MB", "floor": 300, "goal": 1.0} if size == 10_000 else {}
            rows.append(Row(operation=f"{what}, peak memory", ours=peak, unit="MB", **memory))
    return rows


def _encoded(name: str, event: Event) -> bytes:
    return codec_named(name).encode(attrs.evolve(event)).value()  # an event without tables made before


def _filtering(event: Event) -> list[Row]:
    specification = importlib.util.spec_from_file_location("browser", _DRIVER)
    assert specification is not None
    assert specification.loader is not None
    driver: Any = importlib.util.module_from_spec(specification)
    sys.modules["browser"] = driver
    specification.loader.exec_module(driver)
    program = driver.chromium()
    if program is None:
        return []
    browser = driver.Browser(program)
    try:
        with tempfile.TemporaryDirectory() as folder, browser.page() as tab:
            page = Path(folder) / "page.html"
            page.write_bytes(_encoded("html", event))
            tab.open(page.as_uri())
            taken = tab.run(_FILTER)
    finally:
        browser.close()
    return [
        Row(
            operation="filter 1 000 sessions in headless Chromium",
            ours=taken / 1000,
            floor_name="goal: 50 ms",
            floor=0.05,
            goal=1.0,
        )
    ]
