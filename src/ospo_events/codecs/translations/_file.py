"""Reads and writes translations in any of their formats."""

from __future__ import annotations

import re

from ...errors import InvalidOption, UnknownFormat
from ...model import Event
from ...views import Translation, source_texts
from . import _po, _yaml
from ._parts import DecodedTranslation

__all__ = [
    "TRANSLATION_FORMATS",
    "DecodedTranslation",
    "read_translation",
    "translation_format",
    "write_translation",
]

TRANSLATION_FORMATS = ("yaml", "po")
"""The formats of translations."""

_looks_like_po = re.compile(rb"^msgid ", re.MULTILINE).search
_SUFFIXES = {".yaml": "yaml", ".yml": "yaml", ".po": "po"}


def translation_format(name: str) -> str:
    """Return the format of a translation by the name of its file.

    Raises:
        UnknownFormat: the name does not show the format.
    """
    suffix = name[name.rfind(".") :].lower() if "." in name else ""
    if suffix not in _SUFFIXES:
        raise UnknownFormat(f"expected a file that ends in {', '.join(_SUFFIXES)}, got {name!r}; or say --format")
    return _SUFFIXES[suffix]


def read_translation(data: bytes, source: str = "<translation>") -> DecodedTranslation:
    """Return the translation in a YAML or PO document; every error is in the report.

    Args:
        data: the document.
        source: the name of the document in findings.
    """
    return _po.read(data, source) if _looks_like_po(data) else _yaml.read(data, source)


def write_translation(translation: Translation, event: Event, format: str = "yaml") -> bytes:
    """Return a translation as a document, with the originals beside it.

    Args:
        translation: the translation, as `make_translation` returns it.
        event: the whole event. Those of its texts whose keys the translation has are in the document, and no others.
        format: one of `TRANSLATION_FORMATS`.

    Raises:
        InvalidOption: there is no such format.
        ValueError: the translation has keys that the event does not have.
    """
    if format not in TRANSLATION_FORMATS:
        raise InvalidOption(f"expected one of {', '.join(TRANSLATION_FORMATS)} as the format, got {format!r}")
    sources = [item for item in source_texts(event) if item.key in translation.texts]
    if len(sources) != len(translation.texts):
        keys = {item.key for item in sources}
        unknown = next(key for key in translation.texts if key not in keys)
        raise ValueError(f"expected the keys of texts of the event, got {unknown!r}")
    return _po.write(translation, sources) if format == "po" else _yaml.write(translation, sources)
