"""The page beside a template that makes the same listing, JSON-LD, texts, and the site as a whole."""

from __future__ import annotations

import importlib.util
import sys
import tempfile
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
import sys, time
from pathlib import Path
from ospo_events.cli import main
main(["build", sys.argv[1], "--out", sys.argv[2], "--pages", "--quiet"])
state = Path("/proc/self/status")
lines = state.read_text().splitlines() if state.exists() else []
print(time.process_time(), next((int(line.split()[1]) / 1000 for line in lines if line.startswith("VmHWM:")), 0))
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
        event = programme(size)
        rows += _pages(size, event)
        for name in ("html", "jsonld", "text", "markdown"):
            ours, json = least(partial(_encoded, name, event), partial(_encoded, "json", event), most=5)
            rows.append(Row(operation=f"write {name}", size=size, ours=ours, floor_name="our native JSON", floor=json))
        if size == 1_000:
            rows += _filtering(event)
    return rows + _building([size for size in sizes if size in (1_000, 10_000)])


def _pages(size: int, event: Event) -> list[Row]:
    """Return what a page costs beside a template that makes the same listing, grid and people of the same values."""
    try:
        from .page_template import rendered, same_page
    except ImportError:
        return []
    ours, template = least(lambda: same_page(attrs.evolve(event)), lambda: rendered(attrs.evolve(event)), most=5)
    name = "Jinja2, the same listing"
    return [Row(operation="the page without JSON-LD", size=size, ours=ours, peer_name=name, peer=template, goal=1.5)]


def _building(sizes: Sequence[int]) -> list[Row]:
    """Measure the command that builds a site with all its pages: as a whole, on the disk, in a process of its own."""
    rows: list[Row] = []
    taken: dict[int, float] = {}
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            source = Path(folder) / "programme.json"
            source.write_bytes(codec_named("json").encode(programme(size)).value())
            told = run_python("-c", _BUILD, str(source), str(Path(folder) / "site")).splitlines()[-1]
        taken[size], peak = map(float, told.split())
        is_large = size == 10_000
        what = "build --pages"
        rows.append(Row(operation=what, size=size, ours=taken[size], most=60 if is_large else None))
        if is_large and 1_000 in taken:
            rows.append(
                Row(
                    operation=what,
                    size=size,
                    ours=taken[size],
                    floor_name="1,000 sessions",
                    floor=taken[1_000],
                    goal=12,
                )
            )
        if peak:
            rows.append(
                Row(operation=f"{what}: memory", size=size, ours=peak, most=300 if is_large else None, unit="MB")
            )
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
            operation="filter 1,000 sessions in headless Chromium",
            ours=taken / 1000,
            most=0.05,
        )
    ]
