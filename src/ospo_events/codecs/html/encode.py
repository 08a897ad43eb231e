"""The programme as one self-contained HTML page: a list and a grid of the same sessions.

The page asks for nothing else: style, script and data are in it, and its Content-Security-Policy lets
nothing else run. Without JavaScript it still is complete.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from ...errors import MissingExtra
from ...model.event import Event
from ...views.selection import public
from .._codec import Encoded
from ._escape import flat
from ._listing import Listing
from ._page import Page
from ._parts import Pieces, Places
from ._templates import TEMPLATES
from ._unsafe import safe_links

__all__ = [
    "TEMPLATES",
    "Listing",
    "Page",
    "Pieces",
    "Places",
    "encode",
    "flat",
    "renderer",
    "safe_links",
]


def encode(
    event: Event,
    *,
    markdown: bool = False,
    theme: str = "",
    templates: Mapping[str, str] | None = None,
    base_url: str | None = None,
) -> Encoded:
    """Write the event as one HTML page.

    Args:
        event: the event; what is private stays out, and so do links that are not http, https or mailto.
        markdown: whether texts are Markdown (which needs the `html` extra) rather than plain text.
        theme: CSS that follows the packaged one.
        templates: replacements of packaged templates, by name (`page.html`, `page.css`, `page.js`).
        base_url: the address the page will have.

    Raises:
        MissingExtra: Markdown is asked for and the extra is not installed.
    """
    safe, report = safe_links(public(event))
    page = Page(event=safe, theme=theme, templates=templates or {}, rich=renderer(markdown=markdown), url=base_url)
    return Encoded(data=page.document(), report=report)


def renderer(*, markdown: bool) -> Callable[[str], str] | None:
    """Return what renders texts: None for plain text.

    Raises:
        MissingExtra: Markdown is asked for and the extra is not installed.
    """
    if not markdown:
        return None
    try:
        from ._rich import render
    except ImportError as error:
        raise MissingExtra("Markdown abstracts need the html extra: pip install 'ospo-events[html]'") from error
    return render
