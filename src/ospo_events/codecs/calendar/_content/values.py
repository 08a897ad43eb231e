"""Texts of content lines as values of jCal (RFC 7265 section 3.6), by type.

First the strict readers. After them a second look at what they refused: texts of vCalendar 1.0, and times spelled
oddly. What says clearly what is meant is read, and the caller reports it; the rest is reported as an error. At the end
the parts of a line that stand before its value: name and parameters.
"""

from __future__ import annotations

import binascii
import datetime as dt
import re
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from .tree import COMMA_LISTS, clean, is_real, read_duration

__all__ = [
    "BARE_PARAMETERS",
    "VALUE_READERS",
    "mended_moment",
    "mended_times",
    "parameter_values",
    "split_head",
    "split_parameters",
    "text_decoder",
    "text_of",
    "unescape",
]

_ESCAPE = re.compile(r"\\(.)", re.DOTALL)


def unescape(value: str) -> str:
    r"""Return a TEXT value without its escapes, in one pass: `\\n` is a backslash and an n."""
    if "\\" not in value:
        return value
    if len(value) > _LONG:
        return _unescape_parts(value)
    if "\\\\" not in value:
        value = value.replace("\\n", "\n").replace("\\,", ",")
        if "\\" not in value:
            return value
    return _ESCAPE.sub(_meaning, value)


def _meaning(escape: re.Match[str]) -> str:
    return _MARKS.get(escape[1], escape[0])


_LONG = 400
"""The length from which a text is parted at its backslashes, which then stand far apart."""
_MARKS = {"n": "\n", "N": "\n", "\\": "\\", ";": ";", ",": ",", ":": ":", '"': '"'}


def _unescape_parts(value: str) -> str:
    """Return what `unescape` does, for long texts: one letter is found many times faster than two."""
    first, *rest = value.split("\\")
    parts = [first]
    for part in rest:
        if not part:  # a backslash that is escaped, or one at the end
            return _ESCAPE.sub(_meaning, value)
        meant = _MARKS.get(part[0])
        parts.append(f"\\{part}" if meant is None else meant + part[1:])
    return "".join(parts)


@lru_cache(maxsize=2000)  # in a programme the same times come again and again
def _date_time(value: str) -> str:
    value = value.strip()
    if len(value) in (15, 16) and value[8] in "Tt" and value[15:] in ("", "Z", "z"):
        text = f"{value[:4]}-{value[4:6]}-{value[6:8]}T{value[9:11]}:{value[11:13]}:{value[13:15]}"
        if is_real(text):
            return text + value[15:].upper()
    raise ValueError(f"expected a date and time like 20240709T093000, got {value[:60]!r}")


def _date(value: str) -> str:
    value = value.strip()
    text = f"{value[:4]}-{value[4:6]}-{value[6:]}"
    if len(value) == 8 and is_real(text):
        return text
    raise ValueError(f"expected a date like 20240709, got {value[:60]!r}")


def _time(value: str) -> str:
    value = value.strip()
    if len(value) >= 6 and value[:6].isdigit():
        return f"{value[:2]}:{value[2:4]}:{value[4:6]}{value[6:7]}"
    raise ValueError(f"expected a time like 093000, got {value[:60]!r}")


def _utc_offset(value: str) -> str:
    value = value.strip()
    if re.fullmatch(r"[+-]\d{4}(\d\d)?", value) is None:
        raise ValueError(f"expected an offset like -0400, got {value[:60]!r}")
    text = f"{value[:3]}:{value[3:5]}"
    return f"{text}:{value[5:]}" if value[5:] else text


def _integer(value: str) -> int:
    value = value.strip()
    if re.fullmatch(r"[+-]?\d{1,18}", value) is None:
        raise ValueError(f"expected a whole number, got {value[:60]!r}")
    return int(value)


def _float(value: str) -> float:
    value = value.strip()
    if re.fullmatch(r"[+-]?\d{1,15}(\.\d{0,40})?", value) is None:
        raise ValueError(f"expected a number, got {value[:60]!r}")
    return float(value)


def _boolean(value: str) -> bool:
    return value.strip().upper() == "TRUE"


def _duration(value: str) -> str:
    read_duration(value)
    return value.strip().upper()


def _period(value: str) -> list[str]:
    start, slash, end = value.partition("/")
    if not slash:
        raise ValueError(f"expected a period like 20240709T093000Z/PT1H, got {value[:60]!r}")
    return [_date_time(start), _duration(end) if "P" in end.upper() else _date_time(end)]


def _recur(value: str) -> dict[str, Any]:
    rule: dict[str, Any] = {}
    for part in value.strip().rstrip(";").split(";"):
        key, equals, text = part.partition("=")
        key = key.strip().lower()
        if not equals or not key.isalnum() or len(value) > 5000:
            raise ValueError(f"expected a recurrence rule like FREQ=YEARLY, got {value[:60]!r}")
        if key == "until":
            rule[key] = _date(text) if len(text) == 8 else _date_time(text)
        elif key in ("count", "interval"):
            rule[key] = _integer(text)
        else:
            words = text.split(",")
            if any(word != word.strip() for word in words) or (len(words) > 1 and "" in words):
                raise ValueError(f"expected {key.upper()} to be a list like MO,TU, got {text[:60]!r}")
            items = [int(word) if re.fullmatch(r"[+-]?\d{1,6}", word) else word.upper() for word in words]
            rule[key] = items[0] if len(items) == 1 else items
    return rule


_odd_address = re.compile(r"[A-Z-]+=|[^:]*@[^:]*:|.+:mailto:", re.IGNORECASE).match
"""Fits the end of a parameter before an address, of which a colon was not quoted."""


def _cal_address(value: str) -> str:
    value = value.strip()
    if _odd_address(value) is not None:
        raise ValueError(f"expected an address such as mailto:ada@example.org, got {value[:60]!r}")
    return value


VALUE_READERS: dict[str, Callable[[str], Any]] = {
    "text": unescape,
    "date-time": _date_time,
    "date": _date,
    "time": _time,
    "utc-offset": _utc_offset,
    "integer": _integer,
    "float": _float,
    "boolean": _boolean,
    "duration": _duration,
    "period": _period,
    "recur": _recur,
    "uri": str.strip,
    "cal-address": _cal_address,
}
"""What reads the text of a value, for each type but `unknown` and `binary`, which are taken as they are."""
BARE_PARAMETERS = {
    "quoted-printable": ("encoding", "quoted-printable"),
    "base64": ("encoding", "base64"),
    "8bit": ("encoding", "8bit"),
    "7bit": ("encoding", "7bit"),
    "url": ("value", "uri"),
}
"""Parameters that vCalendar 1.0 allows without their names, in lower case."""
_CHARSET = re.compile(
    r"utf-?8|us-ascii|iso-8859-\d{1,2}|(windows-|cp)\d{3,4}|koi8-[ru]|shift_jis|euc-(jp|kr)|gb(2312|k|18030)|big5",
    re.IGNORECASE,
)
"""The names that CHARSET may have: Python knows more, and some of those take an attacker's time to decode."""


def text_of(data: bytes, charset: object) -> str:
    """Return the text of bytes in the encoding that CHARSET names, otherwise in UTF-8 or Windows-1252."""
    named = [charset] if isinstance(charset, str) and _CHARSET.fullmatch(charset) else []
    for encoding in (*named, "utf-8"):
        try:
            return data.decode(encoding)
        except (LookupError, UnicodeDecodeError):
            continue
    return data.decode("cp1252", "replace")


def text_decoder(encoding: object, charset: object) -> Callable[[str], str] | None:
    """Return a function that decodes values with that ENCODING and CHARSET, or None if none is needed."""
    name = str(encoding).lower()
    if name == "quoted-printable":
        return lambda value: clean(text_of(binascii.a2b_qp(value.encode()), charset))
    if name in ("base64", "b"):
        return lambda value: clean(text_of(binascii.a2b_base64(value.encode()), charset))
    return None


_ODD = re.compile(
    r"(?P<date>(\d{4})(?P<dash>[-/.]?)(\d\d)(?P=dash)(\d\d))"
    r"(?:(?:T|\s+)(\d\d):?(\d\d)(?::?(\d\d)(?:[.,]\d{1,9})?)?\s*(?P<zone>Z|UTC|[+-]\d\d:?\d\d)?|Z)?",
    re.IGNORECASE | re.ASCII,
)


def mended_moment(text: str) -> str | None:
    """Return the jCal form of a date or a time with unusual spelling, or None if the meaning is not clear.

    Year, month and day stand in that order; the seconds may be missing; 24:00 is the next midnight, and second 60 is
    second 59 (RFC 5545 section 3.3.12); a time with an offset is turned into UTC. A date has no zone: a `Z` behind it
    says nothing.
    """
    match = _ODD.fullmatch(text.strip())
    if match is None:
        return None
    year, month, day, hour, minute, second = (int(match[group] or 0) for group in (2, 4, 5, 6, 7, 8))
    try:
        date = dt.date(year, month, day)
        if match[6] is None:
            return date.isoformat()
        late = (hour, minute, second) == (24, 0, 0)
        wall = dt.datetime.combine(date, dt.time(0 if late else hour, minute, 59 if second == 60 else second))
        wall += dt.timedelta(days=late)
        zone = match["zone"]
        if zone is None:
            return wall.isoformat()
        if zone.upper() in ("Z", "UTC"):
            return f"{wall.isoformat()}Z"
        offset = dt.timedelta(hours=int(zone[1:3]), minutes=int(zone[-2:]))
        return f"{(wall + offset if zone[0] == '-' else wall - offset).isoformat()}Z"
    except (ValueError, OverflowError):
        return None


def mended_times(name: str, kind: str, value: str) -> tuple[str, list[Any], list[str]] | None:
    """Return the type and the values of a property of times that are spelled oddly, and those of no meaning.

    Args:
        name: the property.
        kind: the type that it has or says it has.
        value: its value, which is not written as that type is.
    """
    if kind == "recur":
        return _mended_rule(value)
    if kind not in ("date", "date-time"):
        return None
    moments: list[str] = []
    bad: list[str] = []
    for part in value.split(",") if name in COMMA_LISTS else [value]:
        moment = mended_moment(part)
        if moment is None:
            bad.append(part)
        else:
            moments.append(moment)
    if not moments:
        return None
    return "date" if all(len(moment) == 10 for moment in moments) else "date-time", moments, bad


_UNTIL = re.compile(r"(?<=UNTIL=)[^;]+", re.IGNORECASE)
_LIST = re.compile(r"(?<==)[^;=]*,[^;=]*")


def _mended_rule(value: str) -> tuple[str, list[Any], list[str]] | None:
    """Return a recurrence rule whose UNTIL is spelled oddly, or whose lists have spaces or empty entries.

    Exchange writes `BYDAY=MO, TU, WE`.
    """
    plain = _LIST.sub(lambda match: ",".join(word.strip() for word in match[0].split(",") if word.strip()), value)
    match = _UNTIL.search(plain)
    moment = None if match is None else mended_moment(match[0])
    if moment is not None:
        plain = _UNTIL.sub(moment.replace("-", "").replace(":", ""), plain)
    try:
        return "recur", [VALUE_READERS["recur"](plain)], []
    except (ValueError, OverflowError):
        return None


_HEAD = re.compile(r'[^:"]*+(?:"[^"]*+"[^:"]*+)*+')


def split_head(text: str) -> tuple[str, str, str]:
    """Return head, colon and value of a line with quotes in its head: the first colon outside of quotes parts them."""
    match = _HEAD.match(text)
    end = 0 if match is None else match.end()
    if text[end : end + 1] == '"':
        return text.partition(":")  # a quote that is never closed: what comes first decides
    return text[:end], text[end : end + 1], text[end + 1 :]


def split_parameters(head: str) -> list[str]:
    """Return the name of a property and its parameters, parted at the semicolons outside of quotes."""
    if '"' not in head:
        return head.split(";")
    return _split_outside_quotes(head, ";")


def _split_outside_quotes(text: str, separator: str) -> list[str]:
    parts: list[str] = []
    held: list[str] = []
    quoted = False
    for piece in text.split(separator):
        held.append(piece)
        quoted ^= piece.count('"') % 2 == 1
        if not quoted:
            parts.append(separator.join(held))
            held = []
    if held:
        parts.append(separator.join(held))
    return parts


_CARET = re.compile(r"\^[n'^]")
_CARETS = {"^n": "\n", "^'": '"', "^^": "^"}


def parameter_values(text: str) -> list[str]:
    """Return the values of a parameter, without quotes and the escapes of RFC 6868."""
    parts = _split_outside_quotes(text, ",") if "," in text else [text]
    values = [part.strip().strip('"') for part in parts]
    return [_CARET.sub(lambda match: _CARETS[match[0]], value) if "^" in value else value for value in values]
