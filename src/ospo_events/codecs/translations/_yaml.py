"""A translation as YAML: one member for each text, with the original as a comment."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, cast

from ...diagnostics import Findings, Report, Severity, describe_value
from ...views import SourceText, TranslatedText, Translation, digest_of
from ..native.plain_yaml import Number, member_lines, quoted, read_plain_yaml
from ._parts import FORMAT, DecodedTranslation, Header, is_digest

__all__ = ["read", "write"]

_TOP = (
    "# Write the translation of each text after `text:`; the original is above it.\n# `from` is the digest of the "
    "original. Remove that line when you translate a text again.\n"
)
_STALE = "  # outdated: the original has changed since this was translated"


def write(translation: Translation, sources: Iterable[SourceText]) -> bytes:
    """Return a translation as YAML, with the texts in the order of their originals."""
    lines = [
        *member_lines("translation", FORMAT, 0),
        *member_lines("of", translation.of, 0),
        *member_lines("language", translation.language, 0),
        *(member_lines("note", translation.note, 0) if translation.note is not None else ()),
        "",
        "texts:",
    ]
    for item in sources:
        translated = translation.texts[item.key]
        lines += [f"  # {item.note}", *(f"  # | {line}".rstrip() for line in _original(item.text))]
        if translated.text and translated.source not in (None, digest_of(item.text)):
            lines.append(_STALE)
        members: dict[str, Any] = {} if translated.source is None else {"from": translated.source}
        lines += member_lines(item.key, members | {"text": translated.text}, 2)
    if lines[-1] == "texts:":
        lines[-1] = "texts: {}"
    return (_TOP + "\n" + "\n".join(lines) + "\n").encode()


def _original(text: str) -> list[str]:
    """Return the lines of an original for a comment; a text with invisible parts is in quotes."""
    lines = text.split("\n")
    return lines if all(map(str.isprintable, lines)) else [quoted(text)]


def read(data: bytes, source: str) -> DecodedTranslation:
    """Return the translation in a YAML document."""
    document = read_plain_yaml(data, source)
    findings = Findings()
    translation = None
    if document.is_whole:
        value: object = document.value
        if isinstance(value, dict):
            translation = _translation(cast("dict[str, Any]", value), findings)
        else:
            findings.wrong_type("a mapping", value, ())
    report = Report(document.problems) + findings.report().located(document.source_map).in_source(source)
    return DecodedTranslation(translation=translation, report=report, source_map=document.source_map)


def _translation(tree: dict[str, Any], findings: Findings) -> Translation | None:
    version = tree.pop("translation", None)
    if version != str(FORMAT):
        message = f"expected `translation: {FORMAT}`, got {describe_value(version)}"
        help = "a later number needs a later version of this library"
        findings.add("unknown-format-version", message, ("translation",), severity=Severity.ERROR, help=help)
        return None
    header = Header()
    for name in ("language", "of", "note"):
        value = tree.pop(name, None)
        if value is None or isinstance(value, str):
            setattr(header, name, None if value is None else str(value))
        else:
            findings.wrong_type("text", value, (name,))
    texts = tree.pop("texts", None)
    for key in tree:
        findings.add("unknown-key", f"expected no key {key!r} here", (key,), severity=Severity.ERROR)
    if not isinstance(texts, dict):
        findings.wrong_type("a mapping", texts, ("texts",))
        return header.translation({}, findings)
    by_key: dict[str, TranslatedText] = {}
    for key, value in cast("dict[str, Any]", texts).items():
        if (text := _text(value, key, findings)) is not None:
            by_key[key] = text
    return header.translation(by_key, findings)


def _text(value: Any, key: str, findings: Findings) -> TranslatedText | None:
    """Return the text of a member, which is a mapping or only a text; None, and a finding, if it is neither."""
    path = ("texts", key)
    if value is None or isinstance(value, str):
        return TranslatedText(str(value or ""))
    if not isinstance(value, dict):
        findings.wrong_type("a text, or a mapping with `from` and `text`", value, path)
        return None
    members = cast("dict[str, Any]", value)
    text, source = members.get("text"), members.get("from")
    for name in members:
        if name not in ("text", "from"):
            findings.add("unknown-key", f"expected no key {name!r} here", (*path, name), severity=Severity.ERROR)
    if not (text is None or isinstance(text, str)):
        findings.wrong_type("text", text, (*path, "text"))
        return None
    if source is not None and not (isinstance(source, (str, Number)) and is_digest(source)):
        findings.wrong_type("a digest of eight digits", source, (*path, "from"))
        return None
    return TranslatedText(str(text or ""), None if source is None else str(source))
