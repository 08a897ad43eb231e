"""Markdown texts as safe HTML: markdown-it-py renders, nh3 keeps only what a text needs."""

from __future__ import annotations

import re

import nh3
from markdown_it import MarkdownIt

from ...views.markup import NONCHARACTERS

__all__ = ["render"]

_TAGS = {"a", "blockquote", "br", "code", "em", "li", "ol", "p", "pre", "s", "strong", "ul"}
# What HTML forbids, and what cannot be written at all; a carriage return ends a line of Markdown.
_FORBIDDEN = re.compile(f"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef{NONCHARACTERS}]")
_MARKDOWN = MarkdownIt("commonmark", {"html": False}).disable(["heading", "lheading", "image", "hr"])


def render(text: str) -> str:
    """Return Markdown as HTML of paragraphs, lists, quotes, code, emphasis and links, and nothing else."""
    return nh3.clean(
        _MARKDOWN.render(_FORBIDDEN.sub("\ufffd", text)),
        tags=_TAGS,
        attributes={"a": {"href"}},
        url_schemes={"http", "https", "mailto"},
        link_rel=None,
    )
