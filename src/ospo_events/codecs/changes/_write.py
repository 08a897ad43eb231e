"""Changes in the format that is asked for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from ...errors import InvalidOption
from ...views import Changes, Impact
from ...views.changes import ACT_ON, tell

__all__ = ["FORMATS", "write_changes"]

FORMATS = ("text", "markdown", "json", "atom", "html", "ics")
"""The formats that changes are written in."""


def write_changes(
    changes: Changes,
    format: str = "text",
    *,
    shown: Collection[Impact] = ACT_ON,
    fragment: bool = False,
    at: dt.datetime | None = None,
) -> bytes:
    """Return the changes as a document.

    JSON holds all of them. What the other formats hold is for whoever may see the two editions: compare
    `for_audience(older)` with `for_audience(newer)` for the public.

    Args:
        changes: the changes.
        format: one of `FORMATS`.
        shown: for people: which impacts are told; the rest is counted.
        fragment: whether HTML is a piece to put into a page rather than a page.
        at: of a feed, when they were made; None: when the newer edition says that it was updated.

    Raises:
        InvalidOption: there is no such format.
        OspoEventsError: a feed of which nobody says when it was made.
    """
    if format == "json":
        from ._json import encode  # noqa: PLC0415 # each format imports its own writer

        return encode(changes)
    if format == "ics":
        from ._calendar import calendar  # noqa: PLC0415 # as above

        return calendar(changes.only(shown))
    telling = tell(changes, shown=shown)
    if format == "atom":
        from ._atom import atom  # noqa: PLC0415 # as above

        document = atom(changes, telling, at=at)
    else:
        from ._readable import html_fragment, html_page, markdown, plain_text  # noqa: PLC0415 # as above

        if format == "html" and not fragment:
            return html_page(changes.newer, telling)
        writers = {"text": plain_text, "markdown": markdown, "html": html_fragment}
        if format not in writers:
            raise InvalidOption(f"expected one of {', '.join(FORMATS)} as the format of changes, got {format!r}")
        document = writers[format](telling)
    return document.encode("utf-8", "backslashreplace")
