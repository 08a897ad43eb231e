"""`ospo-events words`: every known word, found by itself, by its other names, and by its vocabulary."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ospo_events.cli import main
from ospo_events.model import KNOWN_KINDS, KNOWN_MILESTONES, KNOWN_RELATIONS, KNOWN_RELS, KNOWN_ROLES, Status
from ospo_events.model.vocabulary import KNOWN_EVENT_KINDS

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "words.md"


def rows(capsys: pytest.CaptureFixture[str], *words: str) -> list[tuple[str, str]]:
    assert main(["words", *words, "--format", "json"]) == 0
    return [(row["vocabulary"], row["word"]) for row in json.loads(capsys.readouterr().out)]


def test_every_word_is_listed_and_stands_on_the_page(capsys: pytest.CaptureFixture[str]) -> None:
    listed = rows(capsys)
    for vocabulary, words in {
        "kind": KNOWN_KINDS,
        "role": KNOWN_ROLES,
        "rel": KNOWN_RELS,
        "relation": KNOWN_RELATIONS,
        "milestone": KNOWN_MILESTONES,
        "event-kind": KNOWN_EVENT_KINDS,
        "status": [status.value for status in Status],
    }.items():
        assert [word for name, word in listed if name == vocabulary] == list(words)
    text = PAGE.read_text("utf-8")
    assert all(f"| `{word}` |" in text for _, word in listed)


def test_a_word_is_found_by_itself_its_other_names_and_its_vocabulary(capsys: pytest.CaptureFixture[str]) -> None:
    assert rows(capsys, "Coffee Breaks") == [("kind", "break")]
    assert rows(capsys, "keynote") == [("kind", "keynote"), ("role", "keynote")]
    assert rows(capsys, "slides", "lunch") == [("kind", "meal"), ("rel", "slides")]
    assert rows(capsys, "relation") == [("relation", word) for word in KNOWN_RELATIONS]


def test_what_follows_from_a_word(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["words", "break", "co-chair", "debate", "author"]) == 0
    out = " ".join(capsys.readouterr().out.split())
    assert "break Break; a service item" in out
    assert "co-chair Co-chair; on stage: can be in only one room at a time; leads a panel" in out
    assert "debate Debate; a panel" in out
    assert "author Author; not on stage" in out


@pytest.mark.parametrize(
    ("word", "hint"), [("panle", "did you mean 'panel'?"), ("zzzz", "words of your own are allowed too")]
)
def test_an_unknown_word(capsys: pytest.CaptureFixture[str], word: str, hint: str) -> None:
    assert main(["words", word]) == 2
    assert hint in capsys.readouterr().err


@pytest.mark.parametrize(("pattern", "hint"), [("zzz", "lists them"), ("vocabluary", "did you mean 'vocabulary'?")])
def test_rules_that_there_are_none_of(capsys: pytest.CaptureFixture[str], pattern: str, hint: str) -> None:
    assert main(["rules", "people", pattern]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert f"no rule matches {pattern!r}" in captured.err
    assert hint in captured.err
