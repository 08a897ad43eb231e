"""Decodes HTML entities in plain texts, which exporters of web sites leave there: `Q&amp;A`, `&#8220;Open&#8221;`."""

from __future__ import annotations

import html
import re
from html.entities import html5

from ...diagnostics import Findings

__all__ = ["EntityReader", "first_entity", "without_entities"]

# Only with the semicolon: `AT&T`, `R&D`, and addresses such as `?a=1&copy=2` have no entities.
_ENTITY = re.compile(r"&(?:#(?:\d{1,7}|[xX][0-9A-Fa-f]{1,6})|[A-Za-z][A-Za-z0-9]{1,31});")


def without_entities(text: str) -> str:
    """Return a text with its entities decoded; each is decoded only once, `&amp;lt;` becomes `&lt;`."""
    return _ENTITY.sub(_meaning, text) if "&" in text else text


def _meaning(match: re.Match[str]) -> str:
    entity = match[0]
    return html.unescape(entity) if entity[1] == "#" or entity[1:] in html5 else entity


def first_entity(text: str) -> str | None:
    """Return the first entity in a text, or None if there is none."""
    return next((match[0] for match in _ENTITY.finditer(text) if _meaning(match) != match[0]), None)


class EntityReader:
    """Decodes the texts of a calendar, and reports each property with entities once.

    Args:
        tell: receives the findings.
        active: whether to decode at all: texts of our own writer have no entities.
    """

    def __init__(self, findings: Findings, *, active: bool) -> None:
        self._findings = findings
        self._active = active
        self._told: set[str] = set()

    def text(self, text: str, name: str, position: int) -> str:
        """Return the text of a property with its entities decoded."""
        if not self._active or "&" not in text:
            return text
        if name not in self._told and (entity := first_entity(text)) is not None:
            self._told.add(name)
            message = f"expected {name.upper()} as plain text, got HTML entities in it such as {entity}"
            self._findings.add("markup-in-text", f"{message}: they were decoded", position=position)
        return without_entities(text)
