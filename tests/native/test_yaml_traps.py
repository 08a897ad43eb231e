"""What YAML takes for something else than was typed: kept, or a finding that says how to write it."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from ospo_events import load
from ospo_events.cli import main
from ospo_events.codecs import CODECS, Decoded
from ospo_events.codecs.native._yaml_traps import PROSE
from ospo_events.codecs.native.edit import quote_cut_texts
from ospo_events.diagnostics import Severity
from ospo_events.rules._texts import texts

EXAMPLE = Path(__file__).parents[2] / "examples" / "ospos2024.yaml"
HEAD = "format: 1\nid: e\ntimezone: UTC\n"


def read(text: str) -> Decoded:
    return CODECS["yaml"].decode(text.encode(), source="e.yaml")


def block(title: str) -> Decoded:
    return read(f"{HEAD}title: {title}\n")


def flow(title: str) -> Decoded:
    return read(f"{HEAD}title: T\nsessions:\n  - {{id: a, title: {title}, kind: talk}}\n")


@pytest.mark.parametrize(
    "text",
    [
        "no", "on", "Yes", "NO", "y", "12:30", "17:30:00", "1.10", "1.0", "007", "0x1F", "0o17", "1_000", "1e3", ".5", "+5",
        "2024-07-09", "2024-07-09T10:00:00Z", "2024", "Null", "True", ".inf", "C#", "a#b", "A \\ b", "A \u00a0B", "“A”", "A\tB",
        "= x", "<<", "key:value", "50 %", "a@b", "a & b", "a * b", "a | b", "a > b", "a - b", "what?", "it's", 'a "b" c',
    ],
)  # fmt: skip
def test_what_is_read_as_it_was_typed(text: str) -> None:
    for decoded in (block(text), flow(text)):
        assert decoded.report.ok
        assert decoded.event is not None
        title = decoded.event.sessions[0].title if decoded.event.sessions else decoded.event.title
        assert title == text


@pytest.mark.parametrize(
    ("title", "code", "help"),
    [
        ("true", "wrong-type", "put the text in quotes"),
        ("~", "wrong-type", "put the text in quotes"),
        ("#2", "wrong-type", "put a text that begins with `#` in quotes"),
        ("[TBA]", "wrong-type", "put a text that begins with `[` in quotes"),
        ("Keynote: Open source", "not-yaml", "a colon and a blank make a mapping of a text: put the text in quotes"),
        ("@home", "not-yaml", "put the text in quotes: it begins with `@`"),
        ("`code`", "not-yaml", "put the text in quotes: it begins with ```"),
        ("%100", "not-yaml", "put the text in quotes: it begins with `%`"),
        ("*Open* source", "not-yaml", "put the whole text in quotes: it begins with `*`"),
        ("& more", "not-yaml", "put the whole text in quotes: it begins with `&`"),
        ("| pipe", "not-yaml", "put the whole text in quotes: it begins with `|`"),
        ("- dash", "not-yaml", "put the whole text in quotes: it begins with `-`"),
        ("? what", "not-yaml", "put the whole text in quotes: it begins with `?`"),
        ("[Draft] Keynote", "not-yaml", "put the whole text in quotes: it begins with `[`"),
        ("{x} y", "not-yaml", "put the whole text in quotes: it begins with `{`"),
        ('"Open" source', "not-yaml", 'put the whole text in quotes: it begins with `"`'),
        ("'tis the season", "not-yaml", "close the quotation mark, or put the whole text in quotes of the other kind"),
        ('"50\\% more"', "not-yaml", "write `\\\\` for a backslash in double quotes, or use single quotes"),
        ("&Co talk", "yaml-alias", "write the value out, or put a text that begins so in quotes"),
        ("!Important talk", "yaml-tag", "leave the tag out, or put a text that begins with `!` in quotes"),
    ],
)
def test_what_is_refused_says_how_to_write_it(title: str, code: str, help: str) -> None:
    finding = block(title).report.errors[0]
    assert (finding.code, finding.help, finding.span and finding.span.line) == (code, help, 4)


@pytest.mark.parametrize(
    ("title", "code", "help"),
    [
        ("a, b", "unknown-key", "put a text with a comma in quotes: within `{` and `}` a comma ends it"),
        ("A: b", "not-yaml", "put texts with a colon and a blank, a comma or a bracket in quotes"),
        ("*A* b", "not-yaml", "put the whole text in quotes: it begins with `*`"),
        (
            "A #2",
            "not-yaml",
            "a `#` behind a blank begins a comment, which goes to the end of the line: put the text in quotes",
        ),
    ],
)
def test_what_is_refused_on_one_line_with_others(title: str, code: str, help: str) -> None:
    finding = flow(title).report.errors[0]
    assert (finding.code, finding.help) == (code, help)


@pytest.mark.parametrize(
    ("text", "line", "help"),
    [
        ("title: T\nrooms:\n\t- {id: a, name: A}\n", 6, "indent with blanks, not with tabs"),
        ("title\uff1a T\nrooms: []\n", 4, "write a plain colon behind a key"),
        ("title:\u00a0T\nrooms: []\n", 4, "write plain blanks: there is a U+00A0, which looks like one"),
        ("title:T\nrooms: []\n", 4, "write a blank behind the colon of a key"),
    ],
)
def test_signs_that_look_like_others(text: str, line: int, help: str) -> None:
    (finding,) = read(HEAD + text).report.errors
    assert (finding.code, finding.help, finding.span and finding.span.line) == ("not-yaml", help, line)


def test_a_line_break_that_no_editor_shows() -> None:
    (finding,) = flow("A\x85B").report
    assert (finding.code, finding.severity) == ("control-character", Severity.WARNING)
    assert sorted(block("A\u2028B").report.codes) == ["control-character", "not-yaml"]
    assert not len(flow("A\u2028B").report), "it stays, and a rule tells of it"


def test_a_title_that_a_number_sign_cuts_is_an_error_with_its_fix() -> None:
    text = (
        f"{HEAD}title: T\nsessions:\n  - id: a\n    title: Thematic Track #2: Open Source at the UN\n    kind: talk\n"
    )
    (finding,) = read(text).report
    assert (finding.code, finding.severity) == ("comment-in-text", Severity.ERROR)
    assert finding.path == ("sessions", 0, "title")
    assert finding.span is not None
    assert (finding.span.line, finding.span.column, finding.span.end_column) == (7, 12, 52)
    assert finding.fix is not None
    assert finding.fix.edits[0].replacement == "Thematic Track #2: Open Source at the UN"
    mended, number = quote_cut_texts(text)
    assert number == 1
    assert mended == text.replace(finding.fix.edits[0].replacement, f'"{finding.fix.edits[0].replacement}"')


def test_the_five_tracks_of_the_example_without_quotes() -> None:
    text = EXAMPLE.read_text("utf-8")
    for number in range(1, 6):
        line = next(line for line in text.splitlines() if f'"Thematic Track #{number}' in line)
        bare = line.replace('"', "")
        decoded = read(text.replace(line, bare))
        assert decoded.report.codes == ("comment-in-text",)
        assert quote_cut_texts(text.replace(line, bare)) == (text, 1)


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ("title: A # 2", [Severity.WARNING]),
        ("title: A #", [Severity.WARNING]),
        ("title: A ## moved", [Severity.WARNING]),
        ("title: A #2", [Severity.ERROR]),
        ("title: A  #OpenSource", [Severity.ERROR]),
        ("title: A\n  continued #2", [Severity.ERROR]),
        ("title: A\ntags: [law]\ntheme: T #x", [Severity.ERROR]),
        ("title: A\ntags:\n  - law #1\n  - b", [Severity.ERROR]),
        ("title: A#2", []),
        ('title: "A #2"', []),
        ("title: 'A' # 2", []),
        ("title: A\ndescription: |\n  title: A #2\n  b #3", []),
        ('title: A\ndescription: "x\n  title: A #2"', []),
        ("title: A\n# title: B #2", []),
        ("title: A # one\nedition: B # two", []),
        ("title: A\nday_change: 04:00 #early", []),
        ("title: A\nexpected_attendance: 40 #seats", []),
        ("title: A\nrooms: [] #none", []),
        ("title: A\nrooms: #none\n  - {id: a, name: A}", []),
    ],
)
def test_comments_that_may_be_text(value: str, found: list[Severity]) -> None:
    assert [item.severity for item in read(f"{HEAD}{value}\n").report if item.code == "comment-in-text"] == found


def test_fixing_puts_the_text_in_quotes_and_nothing_else(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "e.yaml"
    text = f'# top\n{HEAD}title: Año \\ "x" #2: é # and more\r\nsessions:\n  - {{id: a, title: b}}  # short\n'
    path.write_bytes(b"\xef\xbb\xbf" + text.encode())
    assert main(["validate", str(path)]) == 1
    main(["validate", "--fix", str(path)])
    assert "1 fixed" in capsys.readouterr().out
    after = path.read_bytes().decode("utf-8-sig")
    assert after == text.replace('Año \\ "x" #2: é # and more', r'"Año \\ \"x\" #2: é # and more"')
    assert load(path).title == 'Año \\ "x" #2: é # and more'


def test_every_attribute_that_people_read_is_looked_at() -> None:
    names = {next(part for part in reversed(item.path) if isinstance(part, str)) for item in texts(load(EXAMPLE))}
    assert names <= PROSE
    from ospo_events.rules import _texts

    for fields in vars(_texts).values():
        if isinstance(fields, _texts._Names):
            assert {name for name, _ in fields.fields} <= PROSE


def test_looking_costs_no_minutes() -> None:
    for text in ("title: " + "a #" * 100_000, "title: A\n" + "- # x\n" * 50_000, "title: 'A\n" + " a #b\n" * 50_000):
        begun = time.process_time()
        read(HEAD + text)
        assert time.process_time() - begun < 5


def test_a_text_that_is_no_yaml_is_not_mended() -> None:
    for text in ("title: A #2\n]", "title: A #2\n*a : b\n", "{", ""):
        assert quote_cut_texts(text) == (text, 0)
