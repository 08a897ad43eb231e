"""The manifest of a site, by which phones and browsers install it, and an icon for it where there is none."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any
from urllib.parse import quote

from ..codecs.html import color, ink, language_of, runs_from_the_right
from ..model.event import Event
from ..views.markup import text
from ..views.readable import readable

__all__ = ["icon", "manifest"]

_SHORT = 12
"""So many characters have room below an icon."""
_MOST_WORDS = 300
_PAINT = "#0842a0"
"""The colour of links on pages of an event that has none."""
_PAPER = "#ffffff"
_TYPES = {"svg": "image/svg+xml", "png": "image/png", "webp": "image/webp", "jpg": "image/jpeg", "jpeg": "image/jpeg"}
"""The kinds of pictures that browsers take for icons."""


def manifest(event: Event, icons: Iterable[tuple[str, bytes]]) -> bytes:
    """Return the manifest (W3C, Web Application Manifest).

    Args:
        event: the event, without anything private.
        icons: the path and the content of each picture that stands for the event.
    """
    paint = color(event.color)
    about = event.theme or event.description
    members: dict[str, Any] = {
        "name": event.title,
        "short_name": short_name(event),
        **({"description": " ".join(readable(about)[:_MOST_WORDS].split())} if about else {}),
        "lang": language_of(event),
        "dir": "rtl" if runs_from_the_right(event) else "ltr",
        "start_url": "./",
        "scope": "./",
        "display": "standalone",
        "theme_color": paint or _PAINT,
        "background_color": _PAPER,
        "icons": [_icon(path, data) for path, data in icons if _kind(path) in _TYPES],
    }
    return (json.dumps(members, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "replace")


def short_name(event: Event) -> str:
    """Return what to write below the icon: the acronym, or as many words of the title as have room."""
    if event.acronym and len(event.acronym) <= _SHORT:
        return event.acronym
    if len(event.title) <= _SHORT:
        return event.title
    words = event.title.split()
    while len(words) > 1 and (len(" ".join(words)) > _SHORT or (len(words[-1]) < 4 and words[-1].islower())):
        words.pop()  # no name ends in `for`
    return " ".join(words)[:_SHORT]


def icon(event: Event) -> bytes:
    """Return an icon: the first letter of the event in its colour, drawn so that it may be cut to any shape."""
    paint = color(event.color) or _PAINT
    letter = next((letter for letter in event.acronym or event.title if letter.isalnum()), "·").upper()
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 512 512">'
        f'<rect width="512" height="512" fill="{paint}"/>'
        f'<text x="256" y="256" dy=".36em" fill="{ink(paint)}" font-family="sans-serif" font-size="280" '
        f'font-weight="bold" text-anchor="middle">{text(letter)}</text></svg>\n'
    ).encode("utf-8", "replace")


def _kind(path: str) -> str:
    return path.rpartition(".")[2].lower()


def _icon(path: str, data: bytes) -> dict[str, str]:
    kind = _kind(path)
    found = {"src": quote(path), "type": _TYPES[kind]}
    if kind == "svg":
        found["sizes"] = "any"
    elif kind == "png" and len(data) >= 24:
        width, height = (int.from_bytes(data[place : place + 4], "big") for place in (16, 20))
        found["sizes"] = f"{width}x{height}"
    return found
