"""What is unsafe to print, and the short way for what is not."""

from __future__ import annotations

import re
import sys

from ospo_events.diagnostics import printable
from ospo_events.diagnostics._safe import _UNSAFE


def test_python_calls_nothing_printable_that_is_unsafe() -> None:
    unsafe = re.compile(_UNSAFE)
    signs = "".join(filter(str.isprintable, map(chr, range(sys.maxunicode + 1))))
    assert len(signs) > 100_000
    assert unsafe.search(signs) is None


def test_what_is_unsafe_is_escaped_and_the_rest_kept() -> None:
    assert printable("Käse 🧀") == "Käse 🧀"
    assert printable("a\x1b[2J\u202eb\tc") == "a\\u001b[2J\\u202eb c"
    assert printable("नि\u200dर") == "नि\u200dर"
    assert printable("a\u200db") == "a\\u200db"
