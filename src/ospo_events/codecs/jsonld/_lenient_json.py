"""Repairs JSON with mistakes that templates of web pages make."""

from __future__ import annotations

import re

__all__ = ["repaired"]

_WRAPPING = re.compile(r"(?://|/\*)?\s*(?:<!\[CDATA\[|<!--)\s*(?:\*/)?|(?://|/\*)?\s*(?:\]\]>|-->)\s*(?:\*/)?|;\s*\Z")
_PIECES = re.compile(
    r"""(?P<text>"[^"\\]*(?:\\.[^"\\]*)*")|(?P<comma>,)(?=\s*[\]}])|(?P<wrapping>"""
    + _WRAPPING.pattern
    + r""")|(?P<comment>//[^\n]*)""",
    re.DOTALL,
)
_BAD_ESCAPE = re.compile(r"\\(?:x(?P<code>[0-9a-fA-F]{2})|(?P<other>[^\"\\/bfnrtu]))|\\\\|\\.", re.DOTALL)
_WORDS = {
    "comma": "a comma after the last item",
    "wrapping": "comment marks around it",
    "comment": "a comment",
}


def repaired(text: str) -> tuple[str, list[tuple[int, str]]]:
    r"""Return JSON without the mistakes that templates make, and the offset and name of each.

    Commas after the last item, comments, marks of HTML comments and of CDATA become spaces, so that every offset stays;
    escapes that JSON does not have (`\'`, `\x26`) become the characters they stand for.
    """
    repairs: list[tuple[int, str]] = []

    def repair(match: re.Match[str]) -> str:
        kind = match.lastgroup or "text"
        if match["text"] is None:
            repairs.append((match.start(), _WORDS[kind]))
            return re.sub(r"[^\n]", " ", match[0])
        valid = _BAD_ESCAPE.sub(_good_escape, match[0])
        if valid != match[0]:
            repairs.append((match.start(), "an escape that JSON does not have"))
        return valid

    return _PIECES.sub(repair, text), repairs


def _good_escape(match: re.Match[str]) -> str:
    if match["code"] is not None:
        return f"\\u00{match['code']}"
    return match["other"] if match["other"] is not None else match[0]
