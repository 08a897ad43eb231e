"""The meaning of the category groups and questions of a Sessionize event: only their titles show it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping

from ...model.vocabulary import KNOWN_RELS

__all__ = [
    "CATEGORY_TITLES",
    "QUESTION_TITLES",
    "category_meanings",
    "derived_number",
    "folded",
    "language_code",
    "language_name",
    "link_question",
    "number_of",
    "question_meaning",
]


CATEGORY_TITLES: Mapping[str, str] = {
    "track": "track",
    "tracks": "track",
    "format": "format",
    "session format": "format",
    "session type": "format",
    "type": "format",
    "audience level": "level",
    "level": "level",
    "session level": "level",
    "target audience": "level",
    "language": "language",
    "languages": "language",
    "session language": "language",
    "keywords": "tags",
    "tag": "tags",
    "tags": "tags",
}
"""The usual titles, in lower case, and their meanings. The option `categories` adds to them and takes precedence."""

QUESTION_TITLES: Mapping[str, str] = {
    "abstract": "abstract",
    "subtitle": "subtitle",
    "session page": "url",
    "live stream": "stream",
    "livestream": "stream",
    "stream url": "stream",
    "streaming url": "stream",
    "recording url": "recording",
    "video": "recording",
    "video url": "recording",
    "youtube": "recording",
    "youtube video": "recording",
    "presentation": "slides",
    "slide deck": "slides",
    "slides url": "slides",
}
"""Titles of questions, in lower case, and the meaning of their answers: an attribute of the session or a relation."""

_LANGUAGES: Mapping[str, str] = {
    "ar": "Arabic",
    "bg": "Bulgarian",
    "cs": "Czech",
    "da": "Danish",
    "de": "German",
    "el": "Greek",
    "en": "English",
    "es": "Spanish",
    "et": "Estonian",
    "fi": "Finnish",
    "fr": "French",
    "he": "Hebrew",
    "hi": "Hindi",
    "hr": "Croatian",
    "hu": "Hungarian",
    "id": "Indonesian",
    "it": "Italian",
    "ja": "Japanese",
    "ko": "Korean",
    "lt": "Lithuanian",
    "lv": "Latvian",
    "nb": "Norwegian",
    "nl": "Dutch",
    "pl": "Polish",
    "pt": "Portuguese",
    "ro": "Romanian",
    "ru": "Russian",
    "sk": "Slovak",
    "sl": "Slovenian",
    "sr": "Serbian",
    "sv": "Swedish",
    "tr": "Turkish",
    "uk": "Ukrainian",
    "vi": "Vietnamese",
    "zh": "Chinese",
}
_CODES = {name.casefold(): code for code, name in _LANGUAGES.items()} | {
    "deutsch": "de",
    "español": "es",
    "français": "fr",
    "italiano": "it",
    "português": "pt",
    "norsk": "nb",
}
_TAG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*")
_RELS = {rel.replace("-", " "): rel for rel in KNOWN_RELS}


def folded(title: str) -> str:
    """Return a title in the spelling of the tables."""
    return " ".join(title.split()).casefold()


def category_meanings(more: Mapping[str, str] | None) -> dict[str, str]:
    """Return the meanings of the titles of category groups, with the user's additions: title -> meaning."""
    return dict(CATEGORY_TITLES) | {folded(title): meaning for title, meaning in (more or {}).items()}


def question_meaning(title: str) -> str | None:
    """Return the meaning of the answers to a question, or None."""
    word = folded(title)
    return QUESTION_TITLES.get(word) or _RELS.get(word)


def link_question(rel: str) -> str:
    """Return the question whose answers are links of this relation."""
    return rel.replace("-", " ").capitalize()


def language_code(name: str) -> str | None:
    """Return the BCP 47 tag of a language, given its name or the tag, or None."""
    word = name.strip()
    code = _CODES.get(word.casefold())
    if code is None and _TAG.fullmatch(word):
        return word
    return code


def language_name(code: str) -> str:
    """Return the usual name of a language on Sessionize."""
    return _LANGUAGES.get(code, code)


def number_of(text: str) -> int | None:
    """Return the number that a text spells in the usual way, if it fits Sessionize's 32 bits."""
    return int(text) if re.fullmatch(r"[1-9][0-9]{0,8}", text) else None


def derived_number(*parts: str) -> int:
    """Return a positive 31-bit number made from names: it does not depend on the rest of the event."""
    digest = hashlib.sha256("/".join(parts).encode("utf-8", "surrogatepass")).digest()
    return int.from_bytes(digest[:4], "big") % 0x7FFF_FFFE + 1
