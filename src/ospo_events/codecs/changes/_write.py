"""Writes changes in the requested format."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from ...errors import InvalidOption
from ...views import Changes, Impact
from ...views.changes import ACT_ON, tell

__all__ = ["FORMATS", "write_changes"]

FORMATS = ("text", "markdown", "json", "atom", "html", "ics")
"""The formats of changes."""


def write_changes(
    changes: Changes,
    format: str = "text",
    *,
    shown: Collection[Impact] = ACT_ON,
    fragment: bool = False,
    at: dt.datetime | None = None,
) -> bytes:
    """Return the changes as a document.

    JSON contains all changes. To write for an audience, compare only what it may see: `for_audience(older)` with
    `for_audience(newer)` for the public.

    Args:
        changes: the changes.
        format: one of `FORMATS`.
        shown: for people: the impacts to show; other changes are counted.
        fragment: whether HTML is a fragment to put into a page rather than a page.
        at: for a feed, when the changes were made; None: the time of the newer edition.

    Raises:
        InvalidOption: there is no such format.
        OspoEventsError: a feed needs a time, and there is none.
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
