"""Words of other people's standards: licences, languages, countries."""

from __future__ import annotations

import re

__all__ = ["COUNTRIES", "LICENCES", "contrast_with_white", "language_problem", "licence_problem"]


def _words(text: str) -> list[str]:
    return text.split()


# BCP 47 (RFC 5646, section 2.1), without the grandfathered tags.
_LANGUAGE = re.compile(
    r"(?:[a-z]{2,3}(?:-[a-z]{3}){0,3}|[a-z]{4}|[a-z]{5,8})(?:-[a-z]{4})?(?:-(?:[a-z]{2}|\d{3}))?"
    r"(?:-(?:[a-z0-9]{5,8}|\d[a-z0-9]{3}))*(?:-[0-9a-wyz](?:-[a-z0-9]{2,8})+)*(?:-x(?:-[a-z0-9]{1,8})+)?"
    r"|x(?:-[a-z0-9]{1,8})+",
    re.IGNORECASE,
)

# ISO 639-1 and the tags of the Registry that programmes use; what is not in it may still be right.
_TWO_LETTERS = frozenset(
    _words(
        """
        aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz
        ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik
        io is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml
        mn mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd
        se sg si sk sl sm sn so sq sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi
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

LICENCES = frozenset(
    _words(
        """
        0BSD AGPL-3.0-only AGPL-3.0-or-later Apache-2.0 Artistic-2.0 BSD-2-Clause BSD-3-Clause BSL-1.0 CC-BY-3.0
        CC-BY-3.0-DE CC-BY-4.0 CC-BY-NC-3.0 CC-BY-NC-4.0 CC-BY-NC-ND-3.0 CC-BY-NC-ND-4.0 CC-BY-NC-SA-3.0
        CC-BY-NC-SA-4.0 CC-BY-ND-3.0 CC-BY-ND-4.0 CC-BY-SA-3.0 CC-BY-SA-4.0 CC-BY-2.0 CC-BY-2.5 CC-BY-SA-2.0
        CC-BY-SA-2.5 CC-PDDC CC0-1.0 CDDL-1.0 CECILL-2.1 ECL-2.0 EPL-1.0 EPL-2.0 EUPL-1.1 EUPL-1.2 FAL-1.3
        GFDL-1.2-only GFDL-1.2-or-later GFDL-1.3-only GFDL-1.3-or-later GPL-2.0-only GPL-2.0-or-later
        GPL-3.0-only GPL-3.0-or-later ISC LGPL-2.1-only LGPL-2.1-or-later LGPL-3.0-only LGPL-3.0-or-later MIT
        MIT-0 MPL-2.0 MulanPSL-2.0 ODC-By-1.0 ODbL-1.0 OFL-1.1 OGL-UK-3.0 PDDL-1.0 Unlicense WTFPL Zlib
        etalab-2.0 DL-DE-BY-2.0 DL-DE-ZERO-2.0
        """
    )
)
"""The identifiers of the SPDX licence list that programmes and recordings use."""

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
_SPDX_IDENTIFIER = re.compile(r"[A-Za-z0-9][A-Za-z0-9.+-]*")
_LICENCE_REFERENCE = re.compile(r"(?:DocumentRef-[A-Za-z0-9.-]+:)?LicenseRef-[A-Za-z0-9.-]+")

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
    """Return what is wrong with a language tag and what was probably meant; None where it is well-formed."""
    meant = _LANGUAGE_NAMES.get(tag.casefold())
    if meant is not None:
        return f"expected a language tag (BCP 47), got the word {tag!r}", meant
    if not _LANGUAGE.fullmatch(tag):
        swapped = tag.replace("_", "-")
        good = _LANGUAGE.fullmatch(swapped) is not None
        return f"expected a language tag (BCP 47) such as 'en' or 'pt-BR', got {tag!r}", swapped if good else None
    first = tag.split("-", maxsplit=1)[0].lower()
    if len(first) == 2 and first not in _TWO_LETTERS:
        return f"{first!r} is no language of ISO 639-1", None
    return None


def licence_problem(text: str) -> tuple[str, str | None] | None:
    """Return what is wrong with a licence and what was probably meant.

    Good are URLs, SPDX expressions of known identifiers and `LicenseRef-` of your own.
    """
    if text.startswith(("http://", "https://")):
        return None
    parts = [part for part in re.split(r"[\s()]+", text) if part and part not in ("AND", "OR", "WITH")]
    lower = {known.lower(): known for known in LICENCES}
    for part in parts:
        plain = part[:-1] if part.endswith("+") else part
        if plain in LICENCES or _LICENCE_REFERENCE.fullmatch(plain):
            continue
        if plain.lower() in lower and len(parts) == 1:
            return f"{text!r} is spelt {lower[plain.lower()]!r} on the SPDX licence list", lower[plain.lower()]
        meant = _LICENCE_WORDS.get(" ".join(text.casefold().split()))
        known_form = len(parts) == 1 and _SPDX_IDENTIFIER.fullmatch(plain) and any(digit.isdigit() for digit in plain)
        if known_form and meant is None:
            return f"{text!r} is not among the SPDX licences the library knows", None
        return f"expected an SPDX licence identifier or a URL, got {text!r}", meant
    return None if parts else (f"expected an SPDX licence identifier or a URL, got {text!r}", None)


def contrast_with_white(color: str) -> float:
    """Return the contrast ratio of `#rrggbb` with white, 1 to 21 (WCAG 2.2, relative luminance)."""
    channels = [int(color[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)
