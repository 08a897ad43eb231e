"""The programme as one self-contained HTML page: a list and a grid of the same sessions.

Style, script and data are inside the page, and its Content-Security-Policy allows nothing else. It is complete without
JavaScript.
"""

from __future__ import annotations

from collections.abc import Mapping

from ...model.event import Event
from .._codec import Encoded
from ..jsonld.encode import page_pieces
from ._fragment import encode as encode_fragment
from ._page import Page
from ._texts import markdown_renderer
from ._unsafe import for_pages

__all__ = ["encode", "encode_fragment"]


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
        markdown: whether texts are Markdown (which needs the `html` extra) rather than plain text. HTML in them becomes
            plain text, and without this Markdown does too; the report says of which.
        theme: CSS that follows the packaged one.
        templates: replacements of packaged templates, by name (`page.html`, `page.css`, `page.js`).
        base_url: the address the page will have.

    Raises:
        MissingExtra: Markdown is asked for and the extra is not installed.
    """
    safe, left_out, changed = for_pages(event.index.resolved, markdown=markdown)
    page = Page(
        event=safe,
        theme=theme,
        templates=templates or {},
        render_markdown=markdown_renderer(markdown=markdown),
        url=base_url,
        json_ld=page_pieces,
    )
    return Encoded(data=page.document(), report=left_out + changed)
