"""Every code that a reader or a writer can report is explained."""

import ast
import re
from functools import cache
from pathlib import Path

from ospo_events.codecs.codes import CODES
from ospo_events.rules.catalogue import rules

SOURCE = Path(__file__).parents[1] / "src" / "ospo_events"
TELLERS = {
    "tell",
    "_tell",
    "note",
    "_note",
    "warn",
    "_Refused",
    "_Stop",
    "_finding",
    "_problem",
    "Refused",
    "finding",
    "error",
    "add",
    "Mend",
}
CODE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)+|refresh|invitation")


@cache
def _told() -> dict[str, str]:
    """Return each literal code in the source with a file it stands in."""
    found: dict[str, str] = {}
    for path in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            values = [keyword.value for keyword in node.keywords if keyword.arg == "code"]
            if name in TELLERS:
                values += node.args[:1]
            for value in values:
                if isinstance(value, ast.Constant) and isinstance(value.value, str) and CODE.fullmatch(value.value):
                    found[value.value] = path.name
    return found


def test_every_code_is_explained():
    known = {*CODES, *rules()}
    missing = {code: file for code, file in _told().items() if code not in known}
    assert not missing


def test_no_code_means_two_things():
    # A local time that does not exist is one defect, whoever finds it.
    assert set(CODES) & set(rules()) <= {"nonexistent-local-time"}


def test_the_scan_finds_what_is_there():
    assert {"not-carried", "duplicate-key", "recurrence-expanded", "doctype-refused"} <= set(_told())
