"""Turns long texts that were written as HTML or Markdown into plain text that people can read.

Pages, calendars, JSON-LD, Markdown and the terminal show texts as they are, so their writers begin with this. Native
files and formats for programs keep texts unchanged.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from operator import is_
from typing import TYPE_CHECKING, Any

import attrs

from ..diagnostics import Findings, Path, Severity

if TYPE_CHECKING:
    from ..model.event import Event

__all__ = ["readable", "with_readable_texts"]

_TEXTS: Mapping[str, tuple[str, ...]] = {
    "series": ("description",),
    "related": ("description",),
    "outputs": ("description",),
    "venues": ("description",),
    "rooms": ("description",),
    "tracks": ("description",),
    "people": ("bio",),
    "organizations": ("description",),
    "sessions": ("abstract", "description"),
}
"""The long texts, by class."""
_OF_EVENT = ("description", "accessibility")
_SIGNS = ("<", "&", "*", "_", "]", "#")
"""A text without one of these characters is plain. Most texts are, and one character is found at once."""


def readable(text: str, *, markdown: bool = True) -> str:
    """Return a text without tags, entities and Markdown signs; see `html_text.readable`."""
    for sign in _SIGNS:
        if sign in text:
            return _without_signs(text, markdown)
    return text


def _without_signs(text: str, markdown: bool) -> str:
    if not any(sign in text for sign in ("<", "&", "*", "_", "](", "# ")):
        return text
    from .html_text import readable as without_markup  # noqa: PLC0415 # most programmes hold no markup

    return without_markup(text, markdown=markdown)


def with_readable_texts(
    event: Event, findings: Findings | None = None, *, markdown: bool = True, of: Collection[str] | None = None
) -> Event:
    """Return the event with readable long texts; the same object if they are readable already.

    Args:
        event: the event.
        findings: receives a finding for each text that changes.
        markdown: whether to remove Markdown signs too; False for writers that render Markdown.
        of: the collections whose texts are needed, and the texts of the event itself by their names; None: all.
    """
    if of is None:
        # A site makes its page, its JSON-LD and its calendars from the same event.
        plain, paths = event.index.derived(_without_markup if markdown else _without_html)
    else:
        plain, paths = _made(event, markdown, of)
    if findings is not None:
        for path in paths:
            message = "expected plain text, got HTML or Markdown: the text is written without the markup"
            findings.add("markup-in-text", message, path, severity=Severity.INFO)
    return plain


def _without_markup(event: Event) -> tuple[Event, list[Path]]:
    return _made(event, True, None)


def _without_html(event: Event) -> tuple[Event, list[Path]]:
    return _made(event, False, None)


def _made(event: Event, markdown: bool, of: Collection[str] | None) -> tuple[Event, list[Path]]:
    """Return the event with readable texts, and the paths of the texts that changed."""
    paths: list[Path] = []
    changes = _changes(event, [text for text in _OF_EVENT if of is None or text in of], (), paths, markdown)
    for name, texts in _TEXTS.items():
        if of is not None and name not in of:
            continue
        value: Any = getattr(event, name)
        if value.__class__ is tuple:
            items: tuple[Any, ...] = value
            new = [_of_item(item, texts, (name, number), paths, markdown) for number, item in enumerate(items)]
            if not all(map(is_, new, items)):
                changes[name] = tuple(new)
        elif value is not None and (one := _of_item(value, texts, (name,), paths, markdown)) is not value:
            changes[name] = one
    return (attrs.evolve(event, **changes) if changes else event), paths


def _of_item(item: Any, texts: tuple[str, ...], path: Path, paths: list[Path], markdown: bool) -> Any:
    changes = _changes(item, texts, path, paths, markdown)
    return attrs.evolve(item, **changes) if changes else item


def _changes(item: Any, texts: Sequence[str], path: Path, paths: list[Path], markdown: bool) -> dict[str, Any]:
    changes: dict[str, Any] = {}
    for name in texts:
        text: str | None = getattr(item, name)
        if text and (plain := readable(text, markdown=markdown)) is not text and plain != text:
            changes[name] = plain or None
            paths.append((*path, name))
    return changes
