"""Revisions of one item: the highest SEQUENCE counts, then the latest DTSTAMP (RFC 5546 section 2.1.5)."""

from __future__ import annotations

from ....diagnostics import Findings
from .._content.tree import Component

__all__ = ["latest_revisions", "newer", "report_older"]


def newer(one: Component, other: Component) -> Component | None:
    """Return the newer of two items of one UID and one RECURRENCE-ID; None where nothing says which it is."""
    first, second = _sequence(one), _sequence(other)
    if first != second:
        return one if first > second else other
    stamps = one.text("dtstamp"), other.text("dtstamp")
    if stamps[0] is None or stamps[1] is None or stamps[0] == stamps[1]:
        return None
    return one if stamps[0] > stamps[1] else other


def _sequence(item: Component) -> int:
    prop = item.first("sequence")
    return prop[3] if prop is not None and isinstance(prop[3], int) else 0


def report_older(older: Component, latest: Component, findings: Findings) -> None:
    """Report an item that is left out since another is a later revision of it."""
    span = findings.span(latest.position)
    where = "" if span is None else f" in line {span.line}"
    words = [f"SEQUENCE {_sequence(latest)}"]
    if _sequence(latest) == _sequence(older):
        words = [f"DTSTAMP {latest.text('dtstamp')}"]
    findings.add(
        "older-revision",
        f"expected one item of the UID {(older.text('uid') or '')[:60]!r}, got two: the one{where} with {words[0]} is"
        f" newer (RFC 5546 2.1.5), and {(older.text('summary') or '')[:60]!r} was left out",
        position=older.position,
    )


def latest_revisions(vevents: list[Component], findings: Findings) -> list[Component]:
    """Return items without those of which the calendar holds a later revision.

    All are kept where nothing says which is newer, and where three or more have a time and a title each: a program that
    gives all items of a calendar one UID does not mean one item. Our own items say themselves who they are.
    """
    uids = [prop[3] for item in vevents for prop in item.properties if prop[0] == "uid"]
    if len(set(map(str, uids))) == len(uids):
        return vevents
    groups: dict[str, list[Component]] = {}
    for item in vevents:
        uid = (item.text("uid") or "").strip()
        if uid and item.first("x-ospo-session") is None and item.first("recurrence-id") is None:
            groups.setdefault(uid, []).append(item)
    left_out: set[int] = set()
    for items in groups.values():
        if len(items) > 1 and not _are_different(items):
            left_out.update(map(id, _older(items, findings)))
    return [item for item in vevents if id(item) not in left_out]


def _older(items: list[Component], findings: Findings) -> list[Component]:
    """Return the items of one UID that are older than another of them."""
    latest = items[0]
    for item in items[1:]:
        latest = newer(latest, item) or latest
    older = [item for item in items if item is not latest and newer(item, latest) is latest]
    for item in older:
        report_older(item, latest, findings)
    return older


def _are_different(items: list[Component]) -> bool:
    """Return whether three or more items of one UID and one SEQUENCE are plainly not revisions of one."""
    if len(items) < 3 or len(set(map(_sequence, items))) > 1:
        return False
    starts, titles = ({item.text(name) for item in items} for name in ("dtstart", "summary"))
    return len(starts) == len(titles) == len(items)
