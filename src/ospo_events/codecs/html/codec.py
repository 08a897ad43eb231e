"""HTML: facts about the format, for the table of formats."""

from __future__ import annotations

from .._codec import Codec
from .._options import Option

__all__ = ["CODEC", "CODECS", "FRAGMENT"]


_MARKDOWN = Option(
    name="markdown",
    kind="flag",
    default=False,
    help="read texts as Markdown, which needs the html extra; without it HTML and Markdown in them become plain text",
)
_THEME = Option(name="theme", kind="text", default="", help="CSS to add after the packaged style")
_TEMPLATES = Option(
    name="templates",
    kind="pairs",
    help="replacements of packaged templates: page.html, page.css, page.js -> text",
)
_BASE_URL = Option(name="base_url", kind="address", help="the address that the page will have")

CODEC = Codec(
    name="html",
    title="Programme page (HTML)",
    suffixes=(".html", ".htm"),
    media_types=("text/html",),
    specification="https://html.spec.whatwg.org/",
    writer="ospo_events.codecs.html.encode:encode",
    notes=("One file that needs nothing else: a list and a grid, for eyes, screen readers, phones and paper.",),
    encode_options=(_MARKDOWN, _THEME, _TEMPLATES, _BASE_URL),
)
_PASTED_URL = Option(
    name="base_url", kind="address", help="the address of the page of the programme, to which titles lead"
)

FRAGMENT = Codec(
    name="html-fragment",
    title="Programme to paste into a page (HTML fragment)",
    suffixes=(".fragment.html",),
    media_types=("text/html",),
    specification="https://html.spec.whatwg.org/",
    writer="ospo_events.codecs.html.encode:encode_fragment",
    notes=(
        "For content-management systems: days, times, titles, names, tracks and rooms, without head, body or script.",
        "Every class begins with `ospo-`, and the style touches nothing else of the page around it.",
    ),
    encode_options=(_PASTED_URL,),
    chronological=True,
    own_lines=True,
)
CODECS = (CODEC, FRAGMENT)
