"""Each defect has one code, and the table of codes says of each what it means and who reports it."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import attrs
import pytest

from ospo_events.cli import main
from ospo_events.codecs.codes import CODES
from ospo_events.rules.catalogue import rules

SOURCE = Path(__file__).parents[1] / "src" / "ospo_events"
CALLS = {
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
"""What takes a code as its first argument, with a message behind it."""
CODE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)+")
WORD = re.compile(r"[a-z0-9-]+")
NO_EMITTERS = ("rules/", "strategies/", "codecs/_code", "codecs/codes.py")
"""Rules report their own codes, strategies make files that have the defects, and the table explains the codes."""


@attrs.frozen
class Scan:
    """What the source says of codes."""

    reported: dict[str, str]
    """Each literal that is given as a code, with a file it stands in."""
    emitters: dict[str, set[str]]
    """Each known code with the families in whose source it stands as a literal."""


def family(name: str) -> str:
    """Return to which family a file of the source belongs."""
    package, _, rest = name.partition("/")
    if package != "codecs":
        return "shared" if package == "diagnostics" else package
    if rest.startswith("calendar/doctor"):
        return "doctor"
    inner, inside, _ = rest.partition("/")
    return inner if inside and not inner.startswith("_") else "shared"


def codes_of(call: ast.Call) -> Iterator[str]:
    """Yield the literals that a call gives as a code."""
    name = getattr(call.func, "attr", getattr(call.func, "id", ""))
    values = [keyword.value for keyword in call.keywords if keyword.arg == "code"]
    if name in CALLS and len(call.args) + len(call.keywords) > 1:
        values += call.args[:1]
    for value in values:
        for branch in (value.body, value.orelse) if isinstance(value, ast.IfExp) else (value,):
            if isinstance(branch, ast.Constant) and isinstance(branch.value, str) and WORD.fullmatch(branch.value):
                yield branch.value


@pytest.fixture(scope="session")
def scan() -> Scan:
    """The source, read once."""
    reported: dict[str, str] = {}
    emitters: dict[str, set[str]] = {code: set() for code in CODES}
    for path in sorted(SOURCE.rglob("*.py")):
        name = path.relative_to(SOURCE).as_posix()
        if name.startswith(NO_EMITTERS):
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value in emitters:
                emitters[node.value].add(family(name))
            elif isinstance(node, ast.Call):
                reported.update((code, name) for code in codes_of(node))
    return Scan(reported, emitters)


def test_every_code_that_is_reported_is_known(scan):
    known = {*CODES, *rules()}
    assert {code: name for code, name in scan.reported.items() if code not in known} == {}


def test_every_code_is_reported_by_those_the_table_names(scan):
    """A family that names a code reports it: there are no codes that nobody reports, and none has a wrong family."""
    assert {code: tuple(sorted(names)) for code, names in scan.emitters.items()} == {
        code: entry.emitters for code, entry in CODES.items()
    }
    assert all(scan.emitters.values())


def test_the_scan_finds_what_is_there(scan):
    assert {"not-carried", "duplicate-key", "recurrence-expanded", "doctype-refused", "missing-title"} <= set(
        scan.reported
    )
    assert scan.emitters["recurring-item"] == {"doctor"}


def test_no_two_codes_mean_the_same():
    """A code of a reader that a rule has too means what the rule says; any other means something of its own."""
    paragraphs = {code: rule.documentation.sentence.partition("\n\n")[0] for code, rule in rules().items()}
    meanings = {code: " ".join(paragraph.split()) for code, paragraph in paragraphs.items()}
    for code, entry in CODES.items():
        assert meanings.setdefault(code, entry.meaning) == entry.meaning
    words = [" ".join(re.findall(r"\w+", meaning.casefold())) for meaning in meanings.values()]
    assert sorted(set(words)) == sorted(words)


@pytest.mark.parametrize("column", ["meaning", "why", "mend"])
def test_entries_are_whole_sentences(column):
    for entry in CODES.values():
        text = getattr(entry, column)
        assert re.fullmatch(r"[A-Z`].*[.]", text), (entry.code, text)
        assert column != "meaning" or not re.search(r"[.] [A-Z]", text), (entry.code, text)


def test_codes_can_be_searched_for():
    assert all(CODE.fullmatch(code) for code in CODES)
    assert all(code == entry.code for code, entry in CODES.items())


def test_codes_are_sorted_and_there_once():
    from ospo_events.codecs._codes_of_calendars import CODES_OF_CALENDARS
    from ospo_events.codecs._codes_of_files import CODES_OF_FILES
    from ospo_events.codecs._codes_of_formats import CODES_OF_FORMATS

    for table in (CODES_OF_FILES, CODES_OF_CALENDARS, CODES_OF_FORMATS):
        names = [entry.code for entry in table]
        assert names == sorted(set(names))
    assert len(CODES) == len(CODES_OF_FILES) + len(CODES_OF_CALENDARS) + len(CODES_OF_FORMATS)


@pytest.mark.parametrize("code", ["zone-renamed", "dangling-reference"])
def test_explain_prints_the_whole_entry(code, capsys):
    assert main(["explain", code]) == 0
    output = capsys.readouterr().out
    entry = CODES[code]
    for text in (code, entry.meaning, entry.why, entry.mend, ", ".join(entry.emitters)):
        assert text in output
