"""`ospo-events words`: list the known words of the vocabularies, and what each word does."""

from __future__ import annotations

import argparse
import json
import textwrap
from typing import TYPE_CHECKING

from ...errors import OspoEventsError
from .._output import say, write_document

if TYPE_CHECKING:
    from ...rules import Vocabulary, Word

__all__ = ["configure", "run"]


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments to its parser."""
    parser.add_argument("words", metavar="WORD", nargs="*", help="a word, a synonym or a vocabulary (default: all)")
    parser.add_argument("--format", choices=("text", "json"), default="text", help="how to list them (default: text)")


def run(arguments: argparse.Namespace) -> int:
    """List the words of the vocabularies that were asked for."""
    from ...diagnostics import suggest  # noqa: PLC0415 # a command imports what it needs when it runs
    from ...rules import vocabularies  # noqa: PLC0415 # a command imports what it needs when it runs

    chosen: list[tuple[Vocabulary, list[Word]]] = []
    requested: list[str] = arguments.words
    unknown = set(requested)
    for vocabulary in vocabularies():
        vocabulary_names = [text for text in requested if text == vocabulary.name]
        matches = [(text, word) for text in requested if (word := vocabulary.find(text)) is not None]
        unknown -= {*vocabulary_names, *(text for text, _ in matches)}
        wanted_names = {word.name for _, word in matches}
        words = [word for word in vocabulary.words if not requested or vocabulary_names or word.name in wanted_names]
        if words:
            chosen.append((vocabulary, words))
    if unknown:
        text = min(unknown, key=requested.index)
        words = [word for vocabulary in vocabularies() for word in vocabulary.words]
        known_names = [name for word in words for name in (*word.synonyms, word.name)]
        near = suggest(text, [*known_names, *(vocabulary.name for vocabulary in vocabularies())])
        hint = (
            f"did you mean {near!r}?" if near else ("`ospo-events words` lists them; words of your own are allowed too")
        )
        raise OspoEventsError(f"no vocabulary has the word {text!r}; {hint}")
    if arguments.format == "json":
        write_document(_json(chosen) + "\n")
    else:
        say(_text(chosen))
    return 0


def _text(chosen: list[tuple[Vocabulary, list[Word]]]) -> str:
    blocks: list[str] = []
    for vocabulary, words in chosen:
        lines = [f"{vocabulary.name}: {vocabulary.about}"]
        for word in words:
            parts = [word.label, *word.effects]
            if word.synonyms:
                parts.append(f"also {', '.join(word.synonyms)}")
            lines += textwrap.wrap(
                f"{word.name:<22} {'; '.join(parts)}", 100, initial_indent="  ", subsequent_indent=" " * 25
            )
        blocks.append("\n".join(lines))
    return "\n\n".join(blocks)


def _json(chosen: list[tuple[Vocabulary, list[Word]]]) -> str:
    rows = [
        {
            "vocabulary": vocabulary.name,
            "word": word.name,
            "label": word.label,
            "synonyms": word.synonyms,
            "effects": word.effects,
        }
        for vocabulary, words in chosen
        for word in words
    ]
    return json.dumps(rows, ensure_ascii=False, indent=2)
