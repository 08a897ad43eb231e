"""What every operation costs at 1 000, 10 000 and 100 000 sessions: CPU time and memory, each in a process of its own.

`python -m benchmarks --growth` runs it; it takes a quarter of an hour. The collector is on, as in any program that uses
the library; the command line turns it off.
"""

from __future__ import annotations

import datetime as dt
import gc
import json
import sys
import time
from collections import deque
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import attrs

from ospo_events.codecs.native._speedup import speedup

from .measure import run_python
from .plainly import plainly

SIZES = (1_000, 10_000, 100_000)
MOST = 13
"""How many times as much a programme ten times as large may cost."""

WRITTEN = (
    *("json", "yaml", "ics", "jcal", "schedule-xml", "schedule-json", "schedule2", "sessionize"),
    *("jsonld", "html", "markdown", "text", "now"),
)
READ = ("json", "yaml", "ics", "jcal", "schedule-xml", "schedule-json", "schedule2", "sessionize", "jsonld")
_READ_OPTIONS = {"sessionize": {"zone": "America/New_York", "title": "T"}}


def operations() -> list[str]:
    """Return the names of all operations."""
    return [
        *(f"write {name}" for name in WRITTEN),
        *(f"read {name}" for name in READ),
        *("write json with msgspec", "read json with msgspec"),
        *("validate", "index and agenda", "relations", "diff", "apply", "publish", "build"),
    ]


def run(sizes: Sequence[int] = SIZES, wanted: Sequence[str] = ()) -> list[dict[str, Any]]:
    """Return for each operation its CPU seconds and its megabytes by the number of sessions."""
    rows: list[dict[str, Any]] = []
    for name in wanted or operations():
        costs: dict[str, dict[str, float]] = {}
        for size in sizes:
            costs[str(size)] = json.loads(run_python("-m", "benchmarks.growth", name, str(size)))
        rows.append({"operation": name, "costs": costs})
        print(name, *(f"{size}: {cost['seconds']:.3f} s, {cost['megabytes']:.0f} MB" for size, cost in costs.items()))
    return rows


def prepared(name: str, size: int) -> Callable[[], object]:
    """Return an operation, with everything it begins with made already."""
    from ospo_events.codecs import CODECS

    from .programmes import programme

    event = programme(size)
    what, _, format = name.removesuffix(" with msgspec").partition(" ")
    if what == "write" and CODECS[format].streamer:
        return lambda: deque(CODECS[format].iterencode(event), maxlen=0)
    if what == "write":
        return lambda: CODECS[format].encode(event).data
    if what == "read":
        data = CODECS[format].encode(event).value()
        del event
        programme.cache_clear()
        return lambda: CODECS[format].decode(data, **_READ_OPTIONS.get(format, {})).value()
    return _views(name, event)


def _views(name: str, event: Any) -> Callable[[], object]:
    from ospo_events.site import SiteBuild
    from ospo_events.validation import validate
    from ospo_events.views import apply, diff, publish
    from ospo_events.views.relations import make_relations

    from .changes import editions

    fresh = attrs.evolve(event)
    if name == "validate":
        return lambda: validate(fresh)
    if name == "index and agenda":
        return lambda: (fresh.index.sessions, fresh.index.by_room, fresh.index.by_agent, fresh.agenda)
    if name == "relations":
        return lambda: make_relations(fresh)
    if name == "build":
        return lambda: deque(SiteBuild(fresh).files(), maxlen=0)
    if name == "publish":
        return lambda: publish(fresh, at=dt.datetime(2024, 6, 1, tzinfo=dt.UTC))
    older, newer = editions(len(event.sessions))
    if name == "diff":
        return lambda: diff(older, newer)
    changes = diff(older, newer)
    return lambda: apply(older, changes)


def _state(key: str) -> float:
    """Return a size of this process in megabytes, where the system tells it."""
    with suppress(OSError):
        for line in Path("/proc/self/status").read_text().splitlines():
            if line.startswith(f"{key}:"):
                return int(line.split()[1]) / 1000
    return 0.0


def main() -> None:
    """Measure the operation and the size that the command line names, once, and print what it costs."""
    name, size = sys.argv[1], int(sys.argv[2])
    if name.endswith("with msgspec"):
        assert speedup() is not None, "the extra `fast` is not installed"
        action = prepared(name, size)
    else:
        action = plainly(prepared(name, size))
    prepared(name, 20)()  # imports, and what is made once
    gc.collect()
    gc.freeze()  # what it begins with is not looked through again and again
    with suppress(OSError):
        Path("/proc/self/clear_refs").write_text("5")  # the peak begins here
    before = _state("VmRSS")
    start = time.process_time()
    result = action()
    seconds = time.process_time() - start
    print(json.dumps({"seconds": round(seconds, 4), "megabytes": round(_state("VmHWM") - before, 1)}))
    del result


if __name__ == "__main__":
    main()
