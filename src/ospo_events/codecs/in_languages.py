"""Writes one document with a programme in several languages, in formats that allow this.

schedule2 has maps of language to text for abstracts and descriptions; JSON-LD has texts that each have a language. The
document is written once in each language, and these documents are merged: a translation changes only texts, so they
differ only in texts.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any, cast

from ..diagnostics import Diagnostic, Findings, Path, Report, Severity
from ..errors import UnknownFormat
from ..model import AnyAudience, Event
from ..views.translations import Translation, translated
from ._codec import Encoded
from ._table import codec_named

__all__ = ["LANGUAGE_FORMATS", "encode_in_languages"]

LANGUAGE_FORMATS = ("schedule2", "jsonld")
"""The formats whose documents can hold several languages."""

_LEVELS = {"schedule2": 3, "jsonld": 1}
"""How many levels of a document are spread over lines; deeper values, such as sessions, take one line each."""
_NO_TEXTS = frozenset({"address", "inLanguage"})
"""The members of JSON-LD that differ but are not texts to read: an address that only repeats the name of the place."""
_Localized = Callable[[Path, Mapping[str, str]], Any]
"""Takes the path of a text and the text in each language; returns the value to write."""


def encode_in_languages(
    event: Event,
    translations: Sequence[Translation],
    format: str,
    *,
    audience: AnyAudience | None = None,
    **options: Any,
) -> Encoded:
    """Return a document with an event in its own language and in those of translations.

    Args:
        event: the whole event; if it does not state its language, it counts as English.
        translations: translations of it.
        format: one of `LANGUAGE_FORMATS`.
        audience: the audience of the document.
        options: options of the writer.

    Raises:
        UnknownFormat: documents of that format have only one language.
    """
    if format not in LANGUAGE_FORMATS:
        raise UnknownFormat(f"expected one of {', '.join(LANGUAGE_FORMATS)} for several languages, got {format!r}")
    codec = codec_named(format)
    encoded = codec.encode(event, audience=audience, **options)
    if not encoded.report.ok or not translations:
        return encoded
    findings = Findings()
    trees: dict[str, Any] = {event.language or "en": json.loads(encoded.data)}
    for translation in translations:
        there = translated(event, translation)
        findings.include(there.report)
        trees[translation.language] = json.loads(codec.encode(there.event, audience=audience, **options).data)
    left_out: dict[str, None] = {}
    put = _in_schedule2(left_out) if format == "schedule2" else _in_json_ld
    tree = _merged(trees, (), put)
    report = encoded.report + findings.report() + _not_carried(left_out, format)
    return Encoded(data=(_laid_out(tree, _LEVELS[format], "\n") + "\n").encode("utf-8", "replace"), report=report)


def _merged(values: Mapping[str, Any], path: Path, put: _Localized) -> Any:
    """Return one value for the values at the same path in several documents."""
    first, *others = values.values()
    if all(other == first for other in others):
        return first
    kinds: set[type] = {value.__class__ for value in values.values()}
    if kinds == {dict}:
        return {
            key: _merged({language: value.get(key, item) for language, value in values.items()}, (*path, key), put)
            for key, item in cast("dict[str, Any]", first).items()
        }
    if kinds == {list} and all(len(other) == len(first) for other in others):
        return [
            _merged({language: value[number] for language, value in values.items()}, (*path, number), put)
            for number in range(len(first))
        ]
    return put(path, cast("Mapping[str, str]", values)) if kinds == {str} else first


def _in_json_ld(path: Path, texts: Mapping[str, str]) -> Any:
    """Return texts with their languages (JSON-LD 1.1, section 4.2.4)."""
    if path[-1] in _NO_TEXTS:
        return next(iter(texts.values()))
    return [{"@value": text, "@language": language} for language, text in texts.items()]


def _in_schedule2(left_out: dict[str, None]) -> _Localized:
    """Return a function that makes a LocalizationMap where the schema allows one: keys are languages of two letters."""

    def put(path: Path, texts: Mapping[str, str]) -> Any:
        own_text = next(iter(texts.values()))
        if _is_localizable(path) and all(len(language) == 2 for language in texts):
            return dict(texts)
        left_out[".".join([part for part in path if isinstance(part, str)])] = None
        return own_text

    return put


def _is_localizable(path: Path) -> bool:
    where = tuple(part for part in path if isinstance(part, str))
    return where in (
        ("schedule", "conference", "description"),
        ("schedule", "conference", "rooms", "description"),
        ("schedule", "events", "abstract"),
        ("schedule", "events", "description"),
    )


def _not_carried(places: Mapping[str, None], format: str) -> Report:
    return Report(
        tuple(
            Diagnostic(
                code="not-carried",
                message=f"{format} takes one language at {path}, got several: the event's own is written",
                severity=Severity.WARNING,
            )
            for path in places
        )
    )


def _laid_out(value: Any, levels: int, margin: str) -> str:
    """Return a value as JSON, spread over lines down to a depth; each item of a list takes one line."""
    first: object = cast("list[Any]", value)[0] if isinstance(value, list) and value else None
    is_things = isinstance(first, dict) and "@value" not in first
    if not value or not isinstance(value, (dict, list)) or levels < (0 if is_things else 1):
        return json.dumps(value, ensure_ascii=False)
    inner = f"{margin} "
    if isinstance(value, dict):
        members = cast("dict[str, Any]", value).items()
        lines = [f"{json.dumps(key)}: {_laid_out(item, levels - 1, inner)}" for key, item in members]
        return "{" + inner + f",{inner}".join(lines) + margin + "}"
    lines = [_laid_out(item, levels - 1, inner) for item in cast("list[Any]", value)]
    return "[" + inner + f",{inner}".join(lines) + margin + "]"
