"""Two editors, one file, and next year's edition: merging two copies with 5 % of the sessions changed in each.

The floor of a merge is one diff. YAML that is edited in place is measured against writing it as a whole.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import partial

import attrs

from ospo_events import dumps, loads
from ospo_events.codecs.native.edit import edited
from ospo_events.views import diff, merge, next_edition

from .changes import editions
from .measure import Row, least


def run(sizes: Sequence[int]) -> list[Row]:
    """Measure at these numbers of sessions, up to 10 000."""
    rows: list[Row] = []
    for size in [size for size in sizes if size <= 10_000]:
        base, ours = editions(size)
        sessions = [
            attrs.evolve(session, abstract="Another one.") if number % 20 == 7 else session
            for number, session in enumerate(base.sessions)
        ]
        theirs = loads(dumps(attrs.evolve(base, sessions=sessions), "json"), "json")
        merged, floor = least(partial(merge, base, ours, theirs), partial(diff, base, ours))
        rows.append(Row(operation="merge", size=size, ours=merged, floor_name="diff", floor=floor, goal=3))
        start = dt.date(2026, 7, 7)
        (following,) = least(partial(next_edition, base, id="the-next-one", start=start))
        rows.append(Row(operation="next", size=size, ours=following))
        if size <= 1_000:
            text = dumps(base, "yaml")
            changed, whole = least(partial(edited, text, base, ours), partial(dumps, ours, "yaml"))
            row = Row(operation="edit YAML in place", size=size, ours=changed, floor_name="write it", floor=whole)
            rows.append(row)
    return rows
