"""The page of what operations cost, from the stored run of the benchmark: `benchmarks/results.json`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

RESULTS = Path(__file__).parent.parent / "benchmarks" / "results.json"
TIMES = 13
"""How many times as much a programme ten times as large may cost (`benchmarks/growth.py`)."""

INTRO = """# What it costs

Speed is measured, never asserted. `make bench` takes each operation, a peer that does the same and a floor (the
least that anybody would write by hand) in turns, in one run, and prints the ratios. It takes CPU time, and of
several rounds the least: what else the machine does falls on all alike. Times of different machines, or of
different runs, say nothing.

```sh
python -m benchmarks calendar --sizes 1000
```

`--save` stores a run, and this page is made of the one that is stored; `--growth` measures every operation up to
100 000 sessions. Programmes are made up: 1 to 4 speakers for each session, abstracts of 200 to 1 500 characters,
one in six of them with text beyond ASCII.

Peers that need their own versions of other packages are measured where a variable names a Python that has them:
`ICS_PYTHON` (ics 0.7, which asks for TatSu before 5.16), `C3VOC_PYTHON` (c3voc-schedule-tools) and `PRETALX_PYTHON`
(pretalx). What is compared with them runs in a process of its own, too.

*With msgspec* is the extra `fast`, which native JSON of more than a megabyte uses; everything else is the base
install.
"""

OUTRO = """## Why the missed ones are missed

- **Reading into the model.** An event is frozen classes whose every field is checked. Building them costs about
  what a walk over the whole parsed XML costs, before anything has been understood; a walk that keeps dicts checks
  nothing.
- **Calendars.** Ours say more than the usual properties: who takes part, links, languages, and our own data, so
  that reading gives the programme back. The writer by hand, which makes the very same bytes and checks nothing,
  shows what is left. Reading turns every property into the model; icalendar leaves that to whoever asks.
- **Growth.** The garbage collector looks through all objects again and again as their number grows. It is paused while
  large documents are read, written and validated, so that the cost grows as the programme does.
- **Clashes in many rooms.** With few sessions in a room, to compare all with all costs nothing. Ours begins with
  the event: it leaves out what is cancelled, knows parts and wholes, shared rooms and roles, and grows with n log
  n.

## What was tried and left

- A constructor for the model's classes that stores through a class that is not frozen, as the readers of native
  files do: 2 to 5 % of reading a foreign file, for a thousand generated lines. It was left.
- msgspec into the model's classes directly: it refuses no unknown key, finds no duplicate, and stores slowly into
  wide classes. Shapes of its own, and generated code from them to the model, are faster and say nothing wrong.

## What keeps it fast

- A site is made of one index and one view of the event. Each session is written once, however many calendars it is
  in; texts are made readable once; each file is written to the disk as it is made.
- Every writer of sessions is a stream: a session at a time, not the values of all of them.
- What sessions share (places, categories, names, times) is spelled once.
- Findings that nobody reads are not made: a report lists what a format loses when it is looked at.
- Lines and columns are worked out when a finding is looked at, in every reader.
- Bytes are joined, not text: one emoji makes a whole joined text four times as large.
- Sessions are written in small blocks, stage by stage. Python runs a short loop over sixteen sessions a fifth
  faster than a long way with each.
- The garbage collector takes a fifth to a third of reading large files, and there is nothing for it to find. The
  command pauses it for its whole run. The library pauses it while it reads a document of a megabyte or more, writes a
  thousand sessions or more, or validates hundreds of them: it is one switch for the whole process, off for less than a
  second in all but the largest. The command also ends without the collector's last look through everything.
- What is on at a time is listed once, for all sessions of that time.
- A command imports what it needs when it needs it, `--help` no command at all; `tests/test_imports.py` lists what
  each may import.
- attrs compiles a `__repr__` for each class at every start; ours share one function.
- A pattern that few programmes need is compiled at its first use. A command that is the first word is the only one that
  argparse makes a parser for.
- The text of a document is let go before the event is made of its values: one letter beyond the first plane makes all
  of it four times its bytes.
"""


def performance_page() -> str:
    """Return the page."""
    results = json.loads(RESULTS.read_text("utf-8"))
    run = results["run"]
    rows = [row for area in run["areas"].values() for row in area]
    parts = [INTRO, _conditions(run)]
    for title, text, chosen in (
        ("Beside what does the same", "", [row for row in rows if _has_peer(row) and not row.get("lean")]),
        (
            "Beside what does less",
            "These peers make less, keep less or check less than we do, and are what people use.\n",
            [row for row in rows if _has_peer(row) and row.get("lean")],
        ),
        (
            "Beside a floor",
            "A floor does the bare minimum of the same, and no more.\n",
            [row for row in rows if row.get("floor") is not None],
        ),
        (
            "Memory, and what stands alone",
            "",
            [row for row in rows if not _has_peer(row) and row.get("floor") is None],
        ),
    ):
        parts += [f"## {title}\n", *([text] if text else []), _table(chosen)]
    if "growth" in results:
        parts.append(_growth(results["growth"]))
    return "\n".join([*parts, OUTRO])


def _has_peer(row: dict[str, Any]) -> bool:
    return row.get("peer") is not None


def _conditions(run: dict[str, Any]) -> str:
    packages = ", ".join(f"{name} {version}" for name, version in run["packages"].items())
    machine = ", ".join(filter(None, [run["system"], run["machine"], run["processor"], f"{run['cores']} cores"]))
    return f"## Figures\n\n{run['python']} on {machine}; {packages}.\n"


def _table(rows: list[dict[str, Any]]) -> str:
    lines = [
        "| operation | sessions | ours | beside | ratio | goal | |",
        "| --- | ---: | ---: | --- | ---: | ---: | --- |",
    ]
    for row in rows:
        other = row.get("peer", row.get("floor"))
        name = row.get("peer_name") or row.get("floor_name", "")
        ratio = "" if other is None else _ratio(row["ours"] / other)
        goal = _goal(row)
        reached = "" if not goal else "reached" if _is_reached(row) else "missed"
        size = f"{row['size']:,}".replace(",", " ") if "size" in row else ""
        beside = "" if other is None else f"{name} ({_amount(other, row)})"
        cells = (row["operation"], size, _amount(row["ours"], row), beside, ratio, goal, reached)
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def _goal(row: dict[str, Any]) -> str:
    if row.get("most") is not None:
        return _amount(row["most"], row)
    return "" if row.get("goal") is None else _ratio(row["goal"])


def _is_reached(row: dict[str, Any]) -> bool:
    if row.get("most") is not None:
        return bool(row["ours"] <= row["most"])
    return bool(row["ours"] / row.get("peer", row.get("floor")) <= row["goal"])


def _ratio(value: float) -> str:
    """Return a ratio as people say it: `1/12` of what is much less, else a number."""
    return f"{value:.2f}" if value >= 0.2 else f"1/{1 / value:.1f}".removesuffix(".0")


def _amount(value: float, row: dict[str, Any]) -> str:
    unit = row.get("unit", "s")
    if unit != "s":
        return f"{value:.1f} {unit}"
    return f"{value:.2f} s" if value >= 1 else f"{value * 1000:.3g} ms"


def _growth(growth: dict[str, Any]) -> str:
    sizes = sorted({int(size) for row in growth["rows"] for size in row["costs"]})
    titles = [f"{size:,}".replace(",", " ") for size in sizes]
    lines = [
        "## Growth\n",
        "CPU time, and the memory that each took beyond what it began with, in a process of its own, collector on.",
        f"Ten times as many sessions may cost {TIMES} times as much.\n",
        f"| operation | {' | '.join(titles)} | times, at the last step | |",
        f"| --- | {' | '.join('---:' for _ in sizes)} | ---: | --- |",
    ]
    for row in growth["rows"]:
        costs = [row["costs"].get(str(size)) for size in sizes]
        cells = [f"{_amount(cost['seconds'], {})}, {cost['megabytes']:.0f} MB" if cost else "not run" for cost in costs]
        *_, before, last = [cost for cost in costs if cost]
        times = last["seconds"] / before["seconds"]
        reached = "" if costs[-1] is None else "reached" if times <= TIMES else "missed"
        lines.append(f"| {row['operation']} | {' | '.join(cells)} | {times:.1f} | {reached} |")
    return "\n".join(lines) + "\n"
