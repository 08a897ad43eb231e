"""How a page renders texts: as plain text, or as Markdown."""

from __future__ import annotations

from collections.abc import Callable

from ...errors import MissingExtra

__all__ = ["markdown_renderer"]


def markdown_renderer(*, markdown: bool) -> Callable[[str], str] | None:
    """Return the function that renders Markdown as HTML, or None if texts are plain.

    Raises:
        MissingExtra: Markdown is asked for and the extra is not installed.
    """
    if not markdown:
        return None
    try:
        from ._markdown import render  # noqa: PLC0415 # the html extra may be missing
    except ImportError as error:
        raise MissingExtra("Markdown abstracts need the html extra: pip install 'ospo-events[html]'") from error
    return render
