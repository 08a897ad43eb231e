"""What a template often does to XML, undone, so that one slip does not cost the whole programme."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from xml.parsers.expat import errors

import attrs

__all__ = ["AFTER_THE_END", "Mend", "mend_for"]

AFTER_THE_END = errors.codes[errors.XML_ERROR_JUNK_AFTER_DOC_ELEMENT]
"""The number of the error that costs nothing: everything has been read."""

_ENTITY_OR_LITERAL = re.compile(rb"<!\[CDATA\[.*?\]\]>|<!--.*?-->|&([A-Za-z][A-Za-z0-9]{1,31});", re.DOTALL)
_OF_XML = frozenset({"amp", "lt", "gt", "quot", "apos"})
_DECLARATION = re.compile(rb"(\s+)(<\?xml\s[^>]{0,200}\?>)")


@attrs.frozen
class Mend:
    """One mend."""

    code: str
    """The code of the finding that tells of it."""
    message: str
    """What was expected and got."""
    apply: Callable[[bytes], bytes]
    """Returns the document without the slip, every line where it was."""


def mend_for(number: int) -> Mend | None:
    """Return the mend for an error of expat; None where there is none."""
    return _MENDS.get(number)


def _without_names(data: bytes) -> bytes:
    """Return the document with the entities of HTML as numbers, outside comments and CDATA."""
    from html.entities import html5

    def numbered(match: re.Match[bytes]) -> bytes:
        name = match[1].decode("ascii") if match[1] else ""
        text = "" if name in _OF_XML else html5.get(f"{name};", "")
        return "".join(f"&#{ord(character)};" for character in text).encode() if text else match[0]

    return _ENTITY_OR_LITERAL.sub(numbered, data)


def _declaration_first(data: bytes) -> bytes:
    match = _DECLARATION.match(data)
    return data if match is None else match[2] + match[1] + data[match.end() :]


_MENDS: Mapping[int, Mend] = {
    errors.codes[errors.XML_ERROR_UNDEFINED_ENTITY]: Mend(
        "undeclared-entity",
        "expected one of the five entities that XML knows, got one of HTML: those are read as in HTML",
        _without_names,
    ),
    errors.codes[errors.XML_ERROR_MISPLACED_XML_PI]: Mend(
        "space-before-declaration", "expected the XML declaration first, got white space before it", _declaration_first
    ),
}
