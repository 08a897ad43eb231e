"""Colours, scripts, style sheets and paragraphs made safe for a page; for text and addresses see `views.markup`."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Callable, Iterable

from ...views.markup import NONCHARACTERS, href, text

__all__ = ["color", "contrast", "hash_source", "ink", "paragraphs", "policy", "readable_on", "script", "style"]

_COLOR = re.compile(r"#[0-9a-fA-F]{6}")


def color(value: str | None) -> str | None:
    """Return a colour for a style sheet, or None unless it is `#rrggbb`."""
    return value.lower() if value is not None and _COLOR.fullmatch(value) else None


def ink(background: str) -> str:
    """Return black or white, whichever is easier to read on `background` (WCAG 2.2 contrast ratio)."""
    luminance = _luminance(_levels(background))
    return "#000" if (luminance + 0.05) / 0.05 >= 1.05 / (luminance + 0.05) else "#fff"


def _luminance(levels: list[float]) -> float:
    linear = [level / 12.92 if level <= 0.04045 else ((level + 0.055) / 1.055) ** 2.4 for level in levels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours (WCAG 2.2)."""
    low, high = sorted([_luminance(_levels(one)), _luminance(_levels(other))])
    return (high + 0.05) / (low + 0.05)


def _levels(paint: str) -> list[float]:
    return [int(paint[place : place + 2], 16) / 255 for place in (1, 3, 5)]


def readable_on(paint: str, background: str) -> str:
    """Return a colour as like `paint` as it can be with which text is well readable on `background` (WCAG AAA)."""
    end = 0.0 if ink(background) == "#000" else 1.0
    levels, mixed, shown = _levels(paint), 0.0, paint
    while contrast(shown, background) < 7:  # black or white is, on the backgrounds of the page
        mixed += 0.05
        shown = "#" + "".join(f"{round((level + (end - level) * mixed) * 255):02x}" for level in levels)
    return shown


_NOT_IN_SCRIPT = re.compile(f"[\x7f-\x9f\u2028\u2029\ud800-\udfff\ufdd0-\ufdef{NONCHARACTERS}]")


def script(json_text: str) -> str:
    """Return JSON for a script element: every `<` as its escape, so that no text can end the element."""
    json_text = json_text.replace("<", "\\u003c")
    if json_text.isascii() and "\x7f" not in json_text:  # JSON has no other control character in it
        return json_text
    lines = json_text.split("\n")
    return "\n".join([line if line.isprintable() else _NOT_IN_SCRIPT.sub(_escape, line) for line in lines])


def _escape(match: re.Match[str]) -> str:
    return json.dumps(match[0])[1:-1]


def style(css: str) -> str:
    """Return CSS for a style element; `</` cannot stand in it."""
    return css.replace("</", "<\\/")


def hash_source(content: str) -> str:
    """Return the CSP source that allows exactly this inline content (CSP3, section 2.3.1)."""
    digest = hashlib.sha256(content.encode("utf-8", "replace")).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"


_ADDRESS = re.compile(r"https?://[^\s<>\"'()]+(?:\([^\s<>\"'()]*\)[^\s<>\"'()]*)*")


def _linked(line: str) -> str:
    """Return a line of text with the addresses in it as links."""
    if "://" not in line:
        return text(line)
    pieces: list[str] = []
    done = 0
    for match in _ADDRESS.finditer(line):
        shown = match[0].rstrip(".,;:!?")
        address = href(shown)
        if address is not None:
            pieces += [text(line[done : match.start()]), f'<a href="{address}">{text(shown)}</a>']
            done = match.start() + len(shown)
    return "".join([*pieces, text(line[done:])])


def paragraphs(value: str, render_markdown: Callable[[str], str] | None = None) -> str:
    """Return plain text as paragraphs, each in its own direction, with the addresses in it as links.

    Args:
        value: the text.
        render_markdown: renders it instead, where given.
    """
    if render_markdown is not None:
        return render_markdown(value)
    if "\n" not in value:
        alone = value.strip()
        return f'<p dir="auto">{_linked(alone)}</p>' if alone else ""
    blocks = [block for block in re.split(r"\n\s*\n", value.replace("\r\n", "\n").strip()) if block.strip()]
    return "".join(
        '<p dir="auto">' + "<br>".join(_linked(line.strip()) for line in block.strip().split("\n")) + "</p>"
        for block in blocks
    )


def policy(css: str | None, code: str | None, *, pictures: bool = False, also: Iterable[str] = ()) -> str:
    """Return the Content-Security-Policy of a page: what is in it and what it needs of its site, and nothing else.

    Args:
        css: its style sheet; None: a file of the site.
        code: its script; None: a file of the site; empty: there is none.
        pictures: whether it shows files of its site.
        also: the directives of what else it takes from its site, such as `connect-src` or `manifest-src`.
    """
    images = "'self' data:" if pictures else "data:"
    # A hash cannot allow a style sheet that is a file (CSP3), and integrity of files is not to be had from `file://`.
    style, script = ("'self'" if part is None else hash_source(part) for part in (css, code))
    scripts = f"script-src {script}; " if code != "" else ""
    more = "".join(f"{directive} 'self'; " for directive in also)
    return (
        f"default-src 'none'; style-src {style}; {scripts}img-src {images}; {more}base-uri 'none'; form-action 'none'"
    )
