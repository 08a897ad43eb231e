"""The manifest of a site, by which phones and browsers install it, and an icon for it where there is none."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import quote

from ..codecs.html import color, ink, language_of, runs_from_the_right
from ..model.event import Event
from ..views.markup import text
from ..views.readable import readable
from ._pictures import FOLDER

__all__ = ["icons_of", "manifest"]

_SHORT = 12
"""So many characters have room below an icon."""
_MOST_WORDS = 300
_LEAST = 144
"""The pixels of the smallest icon with which browsers install a site."""
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
        "icons": [_icon(path, data) for path, data in icons],
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


def icons_of(event: Event, pictures: Mapping[str, tuple[str, bytes]]) -> list[tuple[str, bytes]]:
    """Return the path and the content of each icon: favicon and logo, and one that is made where none is large enough.

    Args:
        event: the event.
        pictures: the path and the content of each picture, by what it shows.
    """
    found = [pictures[what] for what in ("favicon", "logo") if what in pictures]
    icons = [(path, data) for path, data in found if _kind(path) in _TYPES]
    is_small = [_kind(path) == "png" and min(_size(data)) < _LEAST for path, data in icons]
    return [*icons, (f"{FOLDER}/icon.svg", _letter(event))] if all(is_small) else icons


def _letter(event: Event) -> bytes:
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


def _size(png: bytes) -> tuple[int, int]:
    """Return the width and the height of a PNG, which stand in its first chunk."""
    return int.from_bytes(png[16:20], "big"), int.from_bytes(png[20:24], "big")


def _icon(path: str, data: bytes) -> dict[str, str]:
    kind = _kind(path)
    found = {"src": quote(path), "type": _TYPES[kind]}
    if kind == "svg":
        found["sizes"] = "any"
    elif kind == "png":
        width, height = _size(data)
        found["sizes"] = f"{width}x{height}"
    return found
