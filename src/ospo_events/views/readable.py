"""A programme whose long texts people can read: what was written as HTML or Markdown becomes plain text.

Pages, calendars, JSON-LD, Markdown and the terminal show texts as they are, so that their writers begin with this.
Native files and the formats for programs keep texts to the letter.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
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
"""The long texts, by what holds them."""
_OF_EVENT = ("description", "accessibility")
_SIGNS = ("<", "&", "*", "_", "]", "#")
"""Without one of these a text is plain: most are, and nothing else is asked of them. One letter is found at once."""


def readable(text: str, *, markdown: bool = True) -> str:
    """Return a text without tags, entities and the signs of Markdown; see `html_text.readable`."""
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
    """Return the event with long texts as people are to read them; itself where they are that already.

    Args:
        event: the event.
        findings: takes a finding for each text that changes.
        markdown: whether the signs of Markdown go too; False for who renders them.
        of: the collections whose texts are wanted; None: all, and those of the event itself.
    """
    if of is None:
        # A site asks for its page, its JSON-LD and its calendars, of one and the same event.
        plain, paths = event.index.derived(_without_markup if markdown else _without_html)
    else:
        plain, paths = _made(event, markdown, of)
    if findings is not None:
        for path in paths:
            message = "expected plain text, got HTML or Markdown: what it says is written, without the signs"
            findings.add("markup-in-text", message, path, severity=Severity.INFO)
    return plain


def _without_markup(event: Event) -> tuple[Event, list[Path]]:
    return _made(event, True, None)


def _without_html(event: Event) -> tuple[Event, list[Path]]:
    return _made(event, False, None)


def _made(event: Event, markdown: bool, of: Collection[str] | None) -> tuple[Event, list[Path]]:
    """Return the event with texts that people can read, and the paths of those that changed."""
    paths: list[Path] = []
    changes = {} if of is not None else _changes(event, _OF_EVENT, (), paths, markdown)
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


def _changes(item: Any, texts: tuple[str, ...], path: Path, paths: list[Path], markdown: bool) -> dict[str, Any]:
    changes: dict[str, Any] = {}
    for name in texts:
        text: str | None = getattr(item, name)
        if text and (plain := readable(text, markdown=markdown)) is not text and plain != text:
            changes[name] = plain or None
            paths.append((*path, name))
    return changes
