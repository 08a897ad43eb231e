"""Text from anywhere, made safe to print."""

from __future__ import annotations

import re

__all__ = ["printable"]

# C0 (TAB too: a caret line has to keep step), DEL, C1, line separators, bidirectional controls,
# surrogates and non-characters.
_UNSAFE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u2028\u2029\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)


def printable(text: str) -> str:
    """Return `text` with everything that could steer a terminal written as an escape; TAB becomes a space."""
    return _UNSAFE.sub(lambda match: " " if match[0] == "\t" else f"\\u{ord(match[0]):04x}", text)
