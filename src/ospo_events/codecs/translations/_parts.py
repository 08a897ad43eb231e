"""Code that both formats of translations share: the header, and its checks."""

from __future__ import annotations

import attrs

from ..._frozenmap import FrozenMap
from ...diagnostics import Findings, Report, Severity, SourceMap
from ...errors import InvalidProgramme
from ...model.ids import EventId, is_id
from ...views import TranslatedText, Translation
from ...views.english import is_language_tag

__all__ = ["FORMAT", "DecodedTranslation", "Header", "is_digest"]

FORMAT = 1
"""The version of the files that this library writes."""


@attrs.frozen(kw_only=True)
class DecodedTranslation:
    """The result of reading a translation."""

    translation: Translation | None
    """The translation, as far as it could be read; None if its language or its event is not known."""
    report: Report
    """All findings, each with its place."""
    source_map: SourceMap
    """Locates paths in the translation, also those in the report of `translated`."""

    def value(self) -> Translation:
        """Return the translation.

        Raises:
            InvalidProgramme: the report has errors.
        """
        if self.translation is None or not self.report.ok:
            raise InvalidProgramme(self.report)
        return self.translation


@attrs.define
class Header:
    """The header of a translation file."""

    language: str | None = None
    of: str | None = None
    note: str | None = None

    def translation(self, texts: dict[str, TranslatedText], findings: Findings) -> Translation | None:
        """Return an empty translation with this header; None, and a finding, if the header is incomplete."""
        for name, value in (("of", self.of), ("language", self.language)):
            if value is None:
                findings.add("missing-key", f"expected {name!r}, got none", (), severity=Severity.ERROR)
        if self.language is None or self.of is None:
            return None
        if not is_id(self.of):
            message = f"expected the id of an event, got {self.of!r}"
            findings.add("wrong-type", message, ("of",), severity=Severity.ERROR)
            return None
        if not is_language_tag(self.language):
            message = f"expected a language tag such as 'fr' or 'pt-BR', got {self.language!r}"
            findings.add("bad-language-tag", message, ("language",), severity=Severity.ERROR)
            return None
        return Translation(language=self.language, of=EventId(self.of), note=self.note, texts=FrozenMap(texts))


def is_digest(text: str) -> bool:
    """Return whether a text is a digest, as `views.digest_of` returns them."""
    return len(text) == 8 and not set(text) - set("0123456789abcdef")
