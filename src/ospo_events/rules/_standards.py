"""Checks of words that standards define: licences, languages, countries."""

from __future__ import annotations

import re

from .._patterns import late_pattern
from ._spdx import EXCEPTIONS, LICENCES

__all__ = ["COUNTRIES", "contrast_with_white", "language_problem", "licence_problem"]


def _words(text: str) -> list[str]:
    return text.split()


# BCP 47 (RFC 5646, section 2.1), without the grandfathered tags.
_LANGUAGE = late_pattern(
    r"(?:[a-z]{2,3}(?:-[a-z]{3}){0,3}|[a-z]{4}|[a-z]{5,8})(?:-[a-z]{4})?(?:-(?:[a-z]{2}|\d{3}))?"
    r"(?:-(?:[a-z0-9]{5,8}|\d[a-z0-9]{3}))*(?:-[0-9a-wyz](?:-[a-z0-9]{2,8})+)*(?:-x(?:-[a-z0-9]{1,8})+)?"
    r"|x(?:-[a-z0-9]{1,8})+",
    re.IGNORECASE,
)

# ISO 639-1, with `bh` and `sh`, which the standard withdrew and the BCP 47 registry still has.
_TWO_LETTERS = frozenset(
    _words(
        """
        aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz
        ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik
        io is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml
        mn mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd
        se sg sh si sk sl sm sn so sq sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi
        vo wa wo xh yi yo za zh zu
        """
    )
)

_LANGUAGE_NAMES = {
    "english": "en",
    "german": "de",
    "deutsch": "de",
    "french": "fr",
    "français": "fr",
    "spanish": "es",
    "español": "es",
    "portuguese": "pt",
    "italian": "it",
    "dutch": "nl",
    "arabic": "ar",
    "chinese": "zh",
    "russian": "ru",
    "japanese": "ja",
}

_LICENCE_WORDS = {
    "cc-by": "CC-BY-4.0",
    "cc by": "CC-BY-4.0",
    "cc-by 4.0": "CC-BY-4.0",
    "cc by 4.0": "CC-BY-4.0",
    "cc-by-sa": "CC-BY-SA-4.0",
    "cc by-sa 4.0": "CC-BY-SA-4.0",
    "cc-by-sa 4.0": "CC-BY-SA-4.0",
    "cc by-sa": "CC-BY-SA-4.0",
    "cc0": "CC0-1.0",
    "cc-0": "CC0-1.0",
    "public domain": "CC0-1.0",
    "apache": "Apache-2.0",
    "apache 2.0": "Apache-2.0",
    "eupl": "EUPL-1.2",
    "gpl": "GPL-3.0-or-later",
    "agpl": "AGPL-3.0-or-later",
}
_SPELLINGS = {word.lower(): word for word in LICENCES}
_OTHER_WORDS = {word.lower(): word for word in (*EXCEPTIONS, "AND", "OR", "WITH")}
_LICENCE_REFERENCE = late_pattern(r"(?:DocumentRef-[A-Za-z0-9.-]+:)?LicenseRef-[A-Za-z0-9.-]+")

_WORD = late_pattern(r"[^\s()]+")

# ISO 3166-1 alpha-2, and EU and UN, which are exceptionally reserved (ISO 3166-1, section 7.5.4).
COUNTRIES = frozenset(
    _words(
        """
        AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW
        BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET EU
        FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM
        IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD
        ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE
        PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST
        SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM UN US UY UZ VA VC VE VG VI VN VU WF
        WS YE YT ZA ZM ZW
        """
    )
)
"""The country codes."""


def language_problem(tag: str) -> tuple[str, str | None] | None:
    """Return the error in a language tag and the tag that was probably meant; None if the tag is well-formed."""
    if tag in _TWO_LETTERS:
        return None
    meant = _LANGUAGE_NAMES.get(tag.casefold())
    if meant is not None:
        return f"expected a language tag (BCP 47), got the word {tag!r}", meant
    if not _LANGUAGE.fullmatch(tag):
        swapped = tag.replace("_", "-")
        good = _LANGUAGE.fullmatch(swapped) is not None
        return f"expected a language tag (BCP 47) such as 'en' or 'pt-BR', got {tag!r}", swapped if good else None
    first = tag.split("-", maxsplit=1)[0].lower()
    if len(first) == 2 and first not in _TWO_LETTERS:
        return f"{first!r} is not a language code of ISO 639-1", None
    return None


def licence_problem(text: str) -> tuple[str, str | None] | None:
    """Return the error in a licence and the licence that was probably meant.

    URLs, SPDX expressions of known identifiers and your own `LicenseRef-` names are valid.
    """
    if text.startswith(("http://", "https://")):
        return None
    words = [_spelling(word) for word in _WORD.findall(text)]
    if None not in words and not set(words).issubset(_OTHER_WORDS.values()):
        spelt = _WORD.sub(lambda match: _spelling(match[0]) or "", text)
        return None if spelt == text else (f"{text!r} is spelt {spelt!r} on the SPDX licence list", spelt)
    folded = " ".join(text.casefold().split())
    meant = _LICENCE_WORDS.get(folded) or _SPELLINGS.get(folded.replace(" ", "-"))
    return f"expected an SPDX licence identifier or a URL, got {text!r}", meant


def _spelling(word: str) -> str | None:
    """Return a word of an expression as the list spells it; None if it is not on the list.

    Identifiers are compared without regard to case (SPDX 2.3, annex D.2).
    """
    if _LICENCE_REFERENCE.fullmatch(word):
        return word
    spelling = _SPELLINGS.get(word.lower()) or _OTHER_WORDS.get(word.lower())
    if spelling is None and word.endswith("+") and (plain := _SPELLINGS.get(word[:-1].lower())):
        return f"{plain}+"
    return spelling


def contrast_with_white(color: str) -> float:
    """Return the contrast ratio of `#rrggbb` with white, 1 to 21 (WCAG 2.2, relative luminance)."""
    channels = [int(color[offset : offset + 2], 16) / 255 for offset in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)
