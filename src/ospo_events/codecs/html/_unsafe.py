"""The event without addresses that a page must not link to."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain
from operator import attrgetter
from typing import Any

import attrs

from ...diagnostics import Diagnostic, Path, Report, Severity
from ...model.event import Event
from ...model.link import Link
from ...views.markup import href, is_plain_url

__all__ = ["safe_links"]

_HOLDS_ADDRESSES = ("url", "links", "recording", "stream")
_HOLDS_LINKS = ("links", "recording", "stream")
_HOLDERS = ("series", "related", "outputs", "venues", "rooms", "tracks", "people", "organizations", "sessions")


def safe_links(event: Event) -> tuple[Event, Report]:
    """Return the event without links that are not http, https or mailto, and a finding for each."""
    found: list[Diagnostic] = []
    changes = _changes(event, (), found)
    for name in _HOLDERS:
        value: Any = getattr(event, name)
        if not value:
            continue
        if value.__class__ is tuple:
            items: tuple[Any, ...] = value
            if _all_plain(items):
                continue
            new = tuple(_safe(item, (name, number), found) for number, item in enumerate(items))
            if any(a is not b for a, b in zip(new, items, strict=True)):
                changes[name] = new
        elif (one := _safe(value, (name,), found)) is not value:
            changes[name] = one
    return (attrs.evolve(event, **changes) if changes else event), Report(tuple(found))


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


def _safe(item: Any, path: Path, found: list[Diagnostic]) -> Any:
    changes = _changes(item, path, found)
    return attrs.evolve(item, **changes) if changes else item


def _changes(item: Any, path: Path, found: list[Diagnostic]) -> dict[str, Any]:
    changes: dict[str, Any] = {}
    url: str | None = getattr(item, "url", None)
    if url is not None and href(url) is None:
        changes["url"] = None
        _note(url, (*path, "url"), found)
    for name in _HOLDS_LINKS:
        value: Any = getattr(item, name, None)
        if value:
            new = _kept(value, (*path, name), found)
            if new is not value:
                changes[name] = new
    return changes


def _kept(value: Any, path: Path, found: list[Diagnostic]) -> Any:
    if isinstance(value, Link):
        if href(value.href) is not None:
            return value
        _note(value.href, path, found)
        return None
    if value.__class__ is not tuple:
        return _safe(value, path, found)
    links: tuple[Link, ...] = value
    kept = tuple(link for number, link in enumerate(links) if _kept(link, (*path, number), found) is not None)
    return value if len(kept) == len(links) else kept


def _note(url: str, path: Path, found: list[Diagnostic]) -> None:
    found.append(
        Diagnostic(
            code="unsafe-link",
            severity=Severity.WARNING,
            path=path,
            message=f"expected an http, https or mailto address, got {url[:80]!r}; it is left out",
        )
    )
