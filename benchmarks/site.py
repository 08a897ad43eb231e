"""The page, JSON-LD and the site, beside the encoding of the same event as native JSON."""

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

from .measure import Row, medians
from .programmes import programme

_DRIVER = Path(__file__).parent.parent / "tests" / "support" / "browser.py"
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
            ours, json = medians(partial(_encoded, name, event), partial(_encoded, "json", event))
            rows.append(
                Row(operation=f"{name} export, {size}", ours=ours, peer_name="native JSON", peer=json, goal=goal)
            )
        if size == 1_000:
            rows += _filtering(event)
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
