"""Translations as files beside a programme: YAML to write by hand, PO for Weblate, Crowdin and Poedit.

`write_translation` writes one of the `TRANSLATION_FORMATS`, `read_translation` reads both; `translation_format` returns
the format for the name of a file.
"""

from __future__ import annotations

from ._file import (
    TRANSLATION_FORMATS,
    DecodedTranslation,
    read_translation,
    translation_format,
    write_translation,
)

__all__ = [
    "TRANSLATION_FORMATS",
    "DecodedTranslation",
    "read_translation",
    "translation_format",
    "write_translation",
]
