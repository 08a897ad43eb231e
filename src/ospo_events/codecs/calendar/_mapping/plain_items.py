"""Which items may be read the short way, by their shape: what the lines of thousands of them have in common.

What has a finding, or says something that few say, is read the long way, of which the short one is a part: nothing of
it is used where it gives up. A law holds the two together.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any, NamedTuple

from .._content.tree import TYPES, Shape
from .conventions import LINK_PROPERTIES

__all__ = ["PlainItem", "plain_item"]

_NEEDED = ("uid", "dtstamp", "dtstart", "dtend", "summary")
_READ = frozenset([*_NEEDED, "description", "location", "categories", "status", "sequence", "url", "last-modified"])
_OF_OURS = frozenset({"x-ospo-session", "link", "color", "geo", "transp"})
_NEVER = LINK_PROPERTIES | frozenset(
    [
        *("class", "concept", "duration", "geo", "method", "organizer", "attendee", "related-to", "participant"),
        *("rrule", "rdate", "exdate", "exrule", "recurrence-id", "structured-data", "x-open-end", "x-ospo-recurrence"),
        *("styled-description", "x-alt-desc", "x-html-description", "x-description", "x-long-description"),
        *("x-apple-structured-location", "x-microsoft-cdo-alldayevent"),
    ]
)
"""What the long way looks at in items of others, beyond what both read."""


class PlainItem(NamedTuple):
    """Where items of one shape have what the short way reads; a place is None where they have no such line."""

    shape: Shape
    is_own: bool
    """Whether they are of our own calendars."""
    times: dict[tuple[str, str], tuple[dt.datetime, dt.datetime]]
    """The moments of two times that were read together, and have no finding."""
    uid: int
    dtstamp: int
    dtstart: int
    dtend: int
    summary: int
    description: int | None
    location: int | None
    categories: int | None
    status: int | None
    sequence: int | None
    url: int | None
    last_modified: int | None
    own: int | None
    links: tuple[int, ...]
    kept: tuple[int, ...]
    """The lines that nobody reads, which ride along."""

    def text(self, values: list[Any], place: int | None) -> str:
        """Return the text in a place, empty where there is none."""
        return "" if place is None else str(values[place])


def plain_item(shape: Shape, *, colors: bool, globe: bool) -> PlainItem | None:
    """Return where items of a shape have what the short way reads; None for a shape that it does not read.

    Args:
        shape: the shape.
        colors: whether COLOR is ours where X-OSPO-SESSION is: a track has one.
        globe: whether GEO is ours there: a venue has a position.
    """
    names, places = shape.names, shape.places
    is_own = "x-ospo-session" in names
    if not names.issuperset(_NEEDED) or not all(map(_is_usual, shape.heads)):
        return None
    repeated = [head[0] for place, head in enumerate(shape.heads) if places[head[0]] != place]
    if any(name != "link" or not is_own for name in repeated):
        return None
    others = [place for place, head in enumerate(shape.heads) if head[0] not in _READ]
    if is_own:
        ours = {name for name in _OF_OURS if (name != "color" or colors) and (name != "geo" or globe)}
        if any(shape.heads[place][0] not in ours for place in others):
            return None
        others = []
    elif not _NEVER.isdisjoint(names) or any(name.startswith("x-ospo-") for name in names):
        return None
    return PlainItem(
        shape=shape,
        is_own=is_own,
        times={},
        uid=places["uid"],
        dtstamp=places["dtstamp"],
        dtstart=places["dtstart"],
        dtend=places["dtend"],
        summary=places["summary"],
        description=places.get("description"),
        location=places.get("location"),
        categories=places.get("categories"),
        status=places.get("status"),
        sequence=places.get("sequence"),
        url=places.get("url"),
        last_modified=places.get("last-modified"),
        own=places.get("x-ospo-session"),
        links=tuple(place for place, head in enumerate(shape.heads) if head[0] == "link"),
        kept=tuple(others),
    )


def _is_usual(head: tuple[str, Mapping[str, Any], str, bool]) -> bool:
    """Return whether a line is of the type that its name has, and without what is looked at apart."""
    name, parameters, kind, _ = head
    return name not in _READ or (kind == TYPES[name] and "altrep" not in parameters)
