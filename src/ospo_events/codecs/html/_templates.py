"""The files a page is made of, filled and made small."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from io import BytesIO

__all__ = ["TEMPLATES", "fill", "small_template", "template"]

TEMPLATES = ("page.html", "page.css", "page.js", "paper.css", "screen.css", "screen.js")
"""The files a theme may replace."""
_PLACE = re.compile(r"\{\{([a-z]+)\}\}")
_AROUND = re.compile(r" *([{};]) *")
_ASSETS = files("ospo_events.codecs.html") / "assets"


_SCRIPT = ("items", "calendar", "picks", "filter", "zone", "now", "state", "paper")
"""The parts of the packaged script, in their order: each needs those before it."""


@cache
def _packaged(name: str) -> str:
    if name == "page.js":
        parts = "".join([(_ASSETS / "script" / f"{part}.js").read_text("utf-8") for part in _SCRIPT])
        return f"(() => {{\n'use strict';\n{parts}}})();\n"
    return (_ASSETS / name).read_text("utf-8")


@cache
def _small(content: str) -> str:
    """Return a style sheet or script without indentation, blank lines and lines of comment."""
    lines = (line.strip() for line in content.replace("\r\n", "\n").replace("\r", "\n").split("\n"))
    return "\n".join(
        line
        for line in lines
        if line and not line.startswith("//") and not (line.startswith("/*") and line.endswith("*/"))
    )


@cache
def _small_style(css: str) -> str:
    """Return a style sheet without the blanks around braces and semicolons, but on lines with texts."""
    return "\n".join([line if '"' in line or "'" in line else _AROUND.sub(r"\1", line) for line in css.split("\n")])


def template(name: str, given: Mapping[str, str]) -> str:
    """Return a template: one of `given`, or the packaged one of that name."""
    return given[name] if name in given else _packaged(name)


def small_template(name: str, given: Mapping[str, str]) -> str:
    """Return a style sheet or script, without what only its authors need."""
    small = _small(template(name, given))
    return _small_style(small) if name.endswith(".css") else small


def fill(page: str, values: Mapping[str, str | Iterable[str]]) -> bytes:
    """Return a template with `{{name}}` replaced, in one pass; an unknown name is left empty.

    A value may come in pieces. Each is written as it is made: of a large page there is one copy in memory, in bytes.
    """
    sink = BytesIO()
    for number, part in enumerate(_PLACE.split(page)):
        value = values.get(part, "") if number % 2 else part
        for piece in (value,) if isinstance(value, str) else value:
            sink.write(piece.encode("utf-8", "replace"))
    return sink.getvalue()
