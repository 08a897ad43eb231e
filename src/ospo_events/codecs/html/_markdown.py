"""Markdown texts as safe HTML: markdown-it-py renders, nh3 keeps only what a text needs."""

from __future__ import annotations

import nh3
from markdown_it import MarkdownIt

__all__ = ["render"]

_TAGS = {"a", "blockquote", "br", "code", "em", "li", "ol", "p", "pre", "s", "strong", "ul"}
_MARKDOWN = MarkdownIt("commonmark", {"html": False}).disable(["heading", "lheading", "image", "hr"])


def render(text: str) -> str:
    """Return Markdown as HTML of paragraphs, lists, quotes, code, emphasis and links, and nothing else."""
    return nh3.clean(
        _MARKDOWN.render(text),
        tags=_TAGS,
        attributes={"a": {"href"}},
        url_schemes={"http", "https", "mailto"},
        link_rel=None,
    )
