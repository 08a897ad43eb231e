"""Makes text from untrusted files safe to print on a terminal."""

from __future__ import annotations

import re
from functools import cache

__all__ = ["printable"]

# C0 (TAB too, since the caret line must stay aligned), DEL, C1, line separators, bidirectional controls, characters
# without width, surrogates, non-characters and tags. Joiners stay between letters of scripts that need them, and in
# emoji.
_UNSAFE = (
    "[\x00-\x1f\x7f-\x9f\u2028\u2029\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069\u200b\u2060-\u2065\u180e\ufeff\u00ad"
    "\ufff9-\ufffb\ud800-\udfff\ufffe\uffff\U000e0000-\U000e007f]"
    "|(?<![^\x00-\x7f])[\u200c\u200d]|[\u200c\u200d](?![^\x00-\x7f])"
)


def printable(text: str) -> str:
    """Return the text with invisible and terminal-controlling characters as escapes; TAB becomes a space."""
    # Text that Python calls printable is safe. So the pattern is compiled only for the few programmes that need it.
    return text if text.isprintable() else _unsafe().sub(_escape, text)


@cache
def _unsafe() -> re.Pattern[str]:
    return re.compile(_UNSAFE)


def _escape(match: re.Match[str]) -> str:
    number = ord(match[0])
    if match[0] == "\t":
        return " "
    return f"\\u{number:04x}" if number < 0x10000 else f"\\U{number:08x}"
