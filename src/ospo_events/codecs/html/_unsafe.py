"""Makes an event one that a page may show: without links such as `javascript:`, and with texts that people can read."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain
from operator import attrgetter
from typing import Any

import attrs

from ...diagnostics import Findings, Path, Report
from ...model.event import Event
from ...model.link import Link
from ...views.markup import href, is_plain_url
from ...views.readable import with_readable_texts

__all__ = ["for_pages", "without_unsafe_links"]

_HOLDS_ADDRESSES = ("url", "links", "recording", "stream")
_HOLDS_LINKS = ("links", "recording", "stream")
_HOLDERS = ("series", "related", "outputs", "venues", "rooms", "tracks", "people", "organizations", "sessions")


def for_pages(event: Event, *, markdown: bool) -> tuple[Event, Report, Report]:
    """Return the event as pages show it, a finding for each link that is left out, and one for each text that changes.

    Args:
        event: the event, without anything private.
        markdown: whether the pages render Markdown; it becomes plain text otherwise.
    """
    safe, report = without_unsafe_links(event)
    findings = Findings()
    plain = with_readable_texts(safe, findings, markdown=not markdown)
    return plain, report, findings.report()


def without_unsafe_links(event: Event) -> tuple[Event, Report]:
    """Return the event without links that are not http, https or mailto, and a finding for each."""
    findings = Findings()
    changes = _changes(event, (), findings)
    for name in _HOLDERS:
        value: Any = getattr(event, name)
        if not value:
            continue
        if value.__class__ is tuple:
            items: tuple[Any, ...] = value
            if _all_plain(items):
                continue
            new = tuple(_safe(item, (name, number), findings) for number, item in enumerate(items))
            if any(a is not b for a, b in zip(new, items, strict=True)):
                changes[name] = new
        elif (one := _safe(value, (name,), findings)) is not value:
            changes[name] = one
    return (attrs.evolve(event, **changes) if changes else event), findings.report()


_href = attrgetter("href")


def _all_plain(items: tuple[Any, ...]) -> bool:
    """Return whether every address is one that nothing has to be done about: most lists have no other."""
    for name in _HOLDS_ADDRESSES:
        if not hasattr(items[0], name):
            continue
        values = filter(None, map(attrgetter(name), items))
        addresses: Iterable[str]
        if name == "url":
            addresses = values
        elif name == "stream":
            addresses = map(_href, values)
        else:
            links = values if name == "links" else map(attrgetter("links"), values)
            addresses = map(_href, chain.from_iterable(links))
        if not all(map(is_plain_url, addresses)):
            return False
    return True


def _safe(item: Any, path: Path, findings: Findings) -> Any:
    changes = _changes(item, path, findings)
    return attrs.evolve(item, **changes) if changes else item


def _changes(item: Any, path: Path, findings: Findings) -> dict[str, Any]:
    changes: dict[str, Any] = {}
    url: str | None = getattr(item, "url", None)
    if url is not None and href(url) is None:
        changes["url"] = None
        _report(url, (*path, "url"), findings)
    for name in _HOLDS_LINKS:
        value: Any = getattr(item, name, None)
        if value:
            new = _safe_links(value, (*path, name), findings)
            if new is not value:
                changes[name] = new
    return changes


def _safe_links(value: Any, path: Path, findings: Findings) -> Any:
    if isinstance(value, Link):
        if href(value.href) is not None:
            return value
        _report(value.href, path, findings)
        return None
    if value.__class__ is not tuple:
        return _safe(value, path, findings)
    links: tuple[Link, ...] = value
    kept = tuple(link for number, link in enumerate(links) if _safe_links(link, (*path, number), findings) is not None)
    return value if len(kept) == len(links) else kept


def _report(url: str, path: Path, findings: Findings) -> None:
    what = f"expected an http, https or mailto address, got {url[:80]!r}; it is left out"
    findings.add("unsafe-link", what, path)
