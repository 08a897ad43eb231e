"""Repairs typical mistakes of templates in XML, so that one mistake does not cost the whole programme."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from xml.parsers.expat import ErrorString, errors

import attrs

from .._reading.decode_bytes import utf8

__all__ = ["AFTER_THE_END", "Repair", "in_utf8", "mended", "what_is_wrong"]

AFTER_THE_END = errors.codes[errors.XML_ERROR_JUNK_AFTER_DOC_ELEMENT]
"""The number of the error that loses nothing: everything has been read."""

_INVALID_TOKEN = errors.codes[errors.XML_ERROR_INVALID_TOKEN]
_NO_ELEMENTS = errors.codes[errors.XML_ERROR_NO_ELEMENTS]
_MARKS = {b"<\x00": b"\xff\xfe", b"\x00<": b"\xfe\xff"}
"""The byte order mark of UTF-16 for a document that has none."""
_DECLARED = re.compile(rb"""\A(\s*<\?xml\s[^>]{0,100}?encoding\s*=\s*)(["'])([\w.-]{4,40})\2""")
_ENTITY_OR_LITERAL = re.compile(rb"<!\[CDATA\[.*?\]\]>|<!--.*?-->|&([A-Za-z][A-Za-z0-9]{1,31});", re.DOTALL)
_LITERAL_OR_BARE = re.compile(rb"<!\[CDATA\[.*?\]\]>|<!--.*?-->|&(?!#?[A-Za-z0-9]{1,32};)", re.DOTALL)
_CONTROL_REFERENCE = re.compile(rb"&#(?:0{0,8}(?:[0-8]|1[124-9]|2\d|3[01])|x0{0,8}(?:[0-8bcef]|1[\da-f]));", re.I)
_NO_CONTROLS = bytes(byte if byte >= 32 or byte in b"\t\n\r" else 32 for byte in range(256))
_OF_XML = frozenset({"amp", "lt", "gt", "quot", "apos"})
_DECLARATION = re.compile(rb"(\s+)(<\?xml\s[^>]{0,200}\?>)")


@attrs.frozen
class Repair:
    """One repair."""

    code: str
    """The code of its finding."""
    message: str
    """What was expected and what was found."""
    apply: Callable[[bytes], bytes]
    """Returns the document without the mistake, with every line in its place."""


def mended(number: int, data: bytes) -> tuple[Repair, bytes] | None:
    """Return the repair for an error of expat, and the repaired document; None if it cannot be repaired."""
    for mend in _MENDS.get(number, ()) if b"\x00" not in data[:4] else ():
        whole = mend.apply(data)
        if whole != data:
            return mend, whole
    return None


def in_utf8(data: bytes) -> bytes:
    """Return a document in UTF-16, with or without a byte order mark, in UTF-8, so that findings can show its lines."""
    mark = _MARKS.get(data[:2], b"")
    converted = utf8(mark + data)
    return data if converted == mark + data else _say_utf8(converted.removeprefix(b"\xef\xbb\xbf"))


def what_is_wrong(number: int, data: bytes, place: int) -> tuple[str, str, str]:
    """Return code, message and help for an error of expat at a byte of the document."""
    if number == _NO_ELEMENTS:
        return "empty-document", "expected a schedule, got nothing", ""
    if number == _INVALID_TOKEN:
        if data.startswith((b"\xff\xfe\x00\x00", b"\x00\x00\xfe\xff")):
            return "not-utf-8", "expected UTF-8, got UTF-32", "save the file as UTF-8"
        if data[place : place + 1] > b"\x7f":
            message = f"expected UTF-8, got the byte 0x{data[place]:02x}"
            return "not-utf-8", message, "save the file as UTF-8, or say its encoding in the XML declaration"
    return "not-well-formed", f"expected well-formed XML, got {ErrorString(number)}", ""


def _say_utf8(data: bytes) -> bytes:
    """Return the document with a declaration of UTF-8, with every byte after it in its place."""

    def declared(match: re.Match[bytes]) -> bytes:
        return match[1] + match[2] + b"utf-8" + match[2] + b" " * (len(match[3]) - 5)

    return _DECLARED.sub(declared, data)


def _without_names(data: bytes) -> bytes:
    """Return the document with the entities of HTML as numbers, outside comments and CDATA."""
    from html.entities import html5  # noqa: PLC0415 # few files need it

    def numbered(match: re.Match[bytes]) -> bytes:
        name = match[1].decode("ascii") if match[1] else ""
        text = "" if name in _OF_XML else html5.get(f"{name};", "")
        return "".join(f"&#{ord(character)};" for character in text).encode() if text else match[0]

    return _ENTITY_OR_LITERAL.sub(numbered, data)


def _declaration_first(data: bytes) -> bytes:
    match = _DECLARATION.match(data)
    return data if match is None else match[2] + match[1] + data[match.end() :]


def _escape(data: bytes) -> bytes:
    """Return the document with `&` as `&amp;` where it begins nothing, outside comments and CDATA."""
    return _LITERAL_OR_BARE.sub(lambda match: b"&amp;" if match[0] == b"&" else match[0], data)


def _without_controls(data: bytes) -> bytes:
    """Return the document with spaces for the control characters that XML does not allow (section 2.2)."""
    return _CONTROL_REFERENCE.sub(b" ", data.translate(_NO_CONTROLS))


def _utf8_after_all(data: bytes) -> bytes:
    """Return a document that is UTF-8, but declares ASCII or the wrong name `utf8`, as UTF-8."""
    match = _DECLARED.match(data)
    if match is None or match[3].lower() not in (b"utf8", b"ascii", b"us-ascii"):
        return data
    try:
        data.decode()
    except UnicodeDecodeError:
        return data
    return _say_utf8(data)


_CONTROLS = Repair(
    "control-character",
    "expected no control characters, which XML has no place for, got some: spaces stand for them",
    _without_controls,
)
_MENDS: Mapping[int, tuple[Repair, ...]] = {
    _INVALID_TOKEN: (
        Repair(
            "encoding-converted", "expected the encoding that is declared, got UTF-8: read as that", _utf8_after_all
        ),
        Repair("bare-ampersand", "expected '&amp;', got '&' alone: it is read as meant", _escape),
        _CONTROLS,
    ),
    errors.codes[errors.XML_ERROR_BAD_CHAR_REF]: (_CONTROLS,),
    errors.codes[errors.XML_ERROR_INCORRECT_ENCODING]: (
        Repair("encoding-converted", "expected the encoding that is declared, got another: read as UTF-8", _say_utf8),
    ),
    errors.codes[errors.XML_ERROR_UNDEFINED_ENTITY]: (
        Repair(
            "undeclared-entity",
            "expected one of the five entities that XML knows, got one of HTML: those are read as in HTML",
            _without_names,
        ),
    ),
    errors.codes[errors.XML_ERROR_MISPLACED_XML_PI]: (
        Repair(
            "space-before-declaration",
            "expected the XML declaration first, got white space before it",
            _declaration_first,
        ),
    ),
}
