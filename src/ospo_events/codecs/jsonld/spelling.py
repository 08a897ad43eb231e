"""How documents of others spell texts, dates and JSON, and what was meant."""

from __future__ import annotations

import datetime as dt
import html
import re

from .._reading.html_text import is_html, plain_text

__all__ = ["plain", "read_moment", "repaired"]

_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")
_ADDRESS = re.compile(r"\s*(?:https?|mailto|tel):", re.IGNORECASE)


def plain(value: str) -> str:
    """Return a text without elements and character references of HTML; of an address only `&amp;` is read."""
    if _ADDRESS.match(value):
        return value.replace("&amp;", "&")
    if "&" in value:
        value = _ENTITY.sub(lambda match: html.unescape(match[0]), value)
    return plain_text(value) if "<" in value and is_html(value) else value


_LOOSE = re.compile(
    r"(?P<year>\d{4})[-/](?P<month>\d{1,2})[-/](?P<day>\d{1,2})"
    r"(?:[T\s]\s*(?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?::(?P<second>\d{2}))?(?:[.,]\d+)?\s*(?P<half>[AaPp]\.?[Mm]\.?)?"
    r"\s*(?:(?P<utc>Z|UTC|GMT)|(?:UTC|GMT)?(?P<sign>[+-])(?P<hours>\d{1,2})(?::?(?P<minutes>\d{1,2}))?)?"
    r"\s*(?:\[[^\]]{1,60}\])?)?"
)


def read_moment(text: str) -> tuple[dt.datetime | dt.date | None, bool]:
    """Return a date, or a date with time, and whether it is spelled as ISO 8601 has it; None where it is neither.

    A zone in brackets behind it (RFC 9557) is no fault.
    """
    text = text.strip()
    try:
        if (len(text) == 10 or ":" not in text) and "T" not in text:
            return dt.date.fromisoformat(text), True
        return dt.datetime.fromisoformat(text.partition("[")[0] if text.endswith("]") else text), True
    except ValueError:
        pass
    match = _LOOSE.fullmatch(text)
    try:
        return (None, False) if match is None else (_loose_moment(match), False)
    except ValueError:
        return None, False


def _loose_moment(match: re.Match[str]) -> dt.datetime | dt.date:
    date = dt.date(int(match["year"]), int(match["month"]), int(match["day"]))
    if match["hour"] is None:
        return date
    hour = int(match["hour"])
    if match["half"]:
        if not 1 <= hour <= 12:
            raise ValueError(match[0])
        hour = hour % 12 + (12 if match["half"][0] in "Pp" else 0)
    zone: dt.tzinfo | None = dt.UTC if match["utc"] else None
    if match["sign"]:
        offset = dt.timedelta(hours=int(match["hours"]), minutes=int(match["minutes"] or 0))
        zone = dt.timezone(-offset if match["sign"] == "-" else offset)
    time = dt.time(hour, int(match["minute"]), int(match["second"] or 0), tzinfo=zone)
    return dt.datetime.combine(date, time)


_WRAPPING = re.compile(r"(?://|/\*)?\s*(?:<!\[CDATA\[|<!--)\s*(?:\*/)?|(?://|/\*)?\s*(?:\]\]>|-->)\s*(?:\*/)?|;\s*\Z")
_PIECES = re.compile(
    r"""(?P<text>"[^"\\]*(?:\\.[^"\\]*)*")|(?P<comma>,)(?=\s*[\]}])|(?P<wrapping>"""
    + _WRAPPING.pattern
    + r""")|(?P<comment>//[^\n]*)""",
    re.DOTALL,
)
_BAD_ESCAPE = re.compile(r"\\(?:x(?P<code>[0-9a-fA-F]{2})|(?P<other>[^\"\\/bfnrtu]))|\\\\|\\.", re.DOTALL)
_WORDS = {
    "comma": "a comma behind the last item",
    "wrapping": "marks of a comment around it",
    "comment": "a comment",
}


def repaired(text: str) -> tuple[str, list[tuple[int, str]]]:
    r"""Return JSON without the mistakes that templates make, and the offset and name of each.

    Commas behind the last item, comments, marks of HTML comments and of CDATA become blanks, so that every offset
    stays; escapes that JSON does not have (`\'`, `\x26`) become what they stand for.
    """
    found: list[tuple[int, str]] = []

    def mend(match: re.Match[str]) -> str:
        kind = match.lastgroup or "text"
        if match["text"] is None:
            found.append((match.start(), _WORDS[kind]))
            return re.sub(r"[^\n]", " ", match[0])
        mended = _BAD_ESCAPE.sub(_good_escape, match[0])
        if mended != match[0]:
            found.append((match.start(), "an escape that JSON does not have"))
        return mended

    return _PIECES.sub(mend, text), found


def _good_escape(match: re.Match[str]) -> str:
    if match["code"] is not None:
        return f"\\u00{match['code']}"
    return match["other"] if match["other"] is not None else match[0]
