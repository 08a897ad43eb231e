"""Content lines to the calendar tree: unfolded over bytes, typed by the property table, each with its line.

It reads what exists (RFC 5545 section 3.1 and what people made of it): blank lines, texts broken without a fold,
Windows-1252, the encodings of vCalendar 1.0, times spelled oddly. What a strict reading refuses gets a second look.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from ....diagnostics import LIMIT, Findings, Severity
from .tree import COMMA_LISTS, KNOWN_TYPES, MAX_DEPTH, SEMICOLON_LISTS, TYPES, Component, JcalProperty, Shape
from .unfolding import MAX_LINES, MAX_PROPERTY, Source, without_controls
from .values import (
    BARE_PARAMETERS,
    VALUE_READERS,
    mended_times,
    parameter_values,
    split_head,
    split_parameters,
    text_decoder,
    text_of,
    unescape,
)

__all__ = ["UNREAD", "read_content", "values_of_content"]

UNREAD = ("property-too-long", "too-large")
"""The codes of findings about a file that was not read at all."""
_BLOCK = 1 << 18
"""How many bytes, at least, are decoded together: a text of 1.5 MB may take four times as much."""
_LONGEST_ITEM = 100
"""How many lines an item may have that is read as a shape and values."""
_MOST_SHAPES = 200
"""How many shapes are kept: a file of a program has a handful."""
_NAME = re.compile(r"[A-Za-z0-9-]{1,100}").fullmatch
_PROSE = frozenset({"description", "comment", "summary", "location", "x-wr-caldesc"})
"""Properties whose texts people write by hand, and break."""
_COMMA_IN_NAME = re.compile(r"(?<!\\), ")
_COMMA_APART = re.compile(r"(?<!\\),(?! )")
_SPELLED = {
    "date": "a date like 20240709",
    "date-time": "a time like 20240709T093000",
    "recur": "a rule like FREQ=WEEKLY;BYDAY=MO,TU;UNTIL=20240709T093000Z",
}
_ONE_TEXT = frozenset({"tzid", "cn", "x-title", "x-address"})
"""Parameters of one text, in which people leave commas without quotes."""
_MISSPELT_ZONE = frozenset(
    ["tzip", "tz", "tzd", "tzi", "tizd", "tzdi", "tzud", "tzod", "tzidd", "tid", "zid", "ttzid", "tzzid", "tziid"]
) | frozenset(["timezone", "time-zone", "tz-id", "x-tzid", "tzname", "zone", "timezoneid", "timezone-id", "tznid"])
"""How people misspell TZID, in lower case."""
_PROPERTY = re.compile(r"[A-Z][A-Z-]{2,}(?:;[A-Z-]+=|:)").match
_LAST_ADDRESS = re.compile(r"(.*?)[:;]((?:mailto|tel|https?|urn|invalid|xmpp|sip):[^:;]*(?:://[^;]*)?)", re.IGNORECASE)
"""Parameters, and the last address after them."""
_NAMES = frozenset(TYPES) | {"begin", "end"}
_CHARSET = re.compile(rb";CHARSET=\"?([A-Za-z0-9_-]{1,20})", re.IGNORECASE).search
_Head = tuple[str, dict[str, Any], str, Callable[[str], Any], bool]
"""Name, parameters, type, what reads the value, and whether that gives one value or several."""
_Shaped = tuple[Shape, list[Callable[[str], Any]]]
"""A shape, and what reads the value of each of its lines."""


class _Reader:
    """Turns logical lines into components."""

    def __init__(self, source: Source, findings: Findings) -> None:
        self.source = source
        self.findings = findings
        self.roots: list[Component] = []
        self.stack: list[Component] = []
        self.lost = 0
        self.malformed = -2
        """The number of the last line that was left out."""
        self.heads: dict[str, _Head] = {}
        self.shapes: dict[tuple[str, ...], _Shaped] = {}
        """What stands before the colons of the lines of an item -> its shape."""
        self.broken: list[tuple[JcalProperty, list[str]]] = []
        """Texts that were broken without a fold, and their further lines: put together once, at the end."""
        self.names_with_commas: set[str] = set()
        """Categories with commas that were read as one name."""

    def read(self, data: bytes) -> None:
        """Read all lines."""
        begin = number = 0
        while begin >= 0:
            end = data.find(b"\n", begin + _BLOCK)
            number += self._read_block(data[begin:] if end < 0 else data[begin:end], number)
            begin = end if end < 0 else end + 1
        self._finish()

    def _read_block(self, data: bytes, begin: int) -> int:
        """Read lines, the first of which has this number, and return how many there are."""
        try:
            texts = data.decode().split("\n")
        except UnicodeDecodeError:
            lines = data.split(b"\n")
            for number, raw in enumerate(lines, begin):
                self._read_line(self._text(raw, number), number)
            return len(lines)
        after = 0
        for place, text in enumerate(texts):
            if place < after:
                continue
            if text == "BEGIN:VEVENT" and len(self.stack) == 1 and not self.lost:
                after = self._read_item(texts, place, begin + place)
                if after:
                    continue
            self._read_line(text, begin + place)
        return len(texts)

    def _read_line(self, text: str, number: int) -> None:
        if not text:
            return
        head, _, value = text.partition(":")
        known = self.heads.get(head)
        if known is None:
            known, value = self._new_head(text, number)
            if known is None:
                return
        name, parameters, kind, parse, single = known
        if name == "begin":
            self._begin(value, number)
        elif name == "end":
            self._end(value, number)
        elif self.stack and not self.lost:
            try:
                prop = [name, parameters, kind, parse(value)] if single else [name, parameters, kind, *parse(value)]
            except (ValueError, OverflowError) as error:
                self._second_look(known, value, text, number, error)
                return
            top = self.stack[-1]
            top.properties.append(prop)
            top.positions.append(number)
        elif not self.lost:
            self._outside(name, number)

    def _read_item(self, texts: list[str], place: int, number: int) -> int:
        """Read an item whose shape is known, and return where the next line stands; 0 where it is not read.

        Nothing is wrong with what is read here: whatever has a finding is read line by line.
        """
        try:
            end = texts.index("END:VEVENT", place + 1, place + _LONGEST_ITEM)
        except ValueError:
            return 0
        parts = [text.partition(":") for text in texts[place + 1 : end]]
        key = tuple([part[0] for part in parts])
        shaped = self.shapes.get(key)
        if shaped is None:
            shaped = self._new_shape(key)
            if shaped is None:
                return 0
        shape, parsers = shaped
        try:
            values = [parse(part[2]) for parse, part in zip(parsers, parts, strict=True)]
        except (ValueError, OverflowError):
            return 0
        component = Component("vevent", number)
        component.shape, component.values = shape, values
        self.stack[-1].components.append(component)
        return end + 1

    def _new_shape(self, key: tuple[str, ...]) -> _Shaped | None:
        """Return the shape of lines whose heads were met before, or None."""
        heads = [self.heads.get(head) for head in key]
        known = [head for head in heads if head is not None and head[0] not in ("begin", "end")]
        if not known or len(known) < len(key) or len(self.shapes) >= _MOST_SHAPES:
            return None
        shape = Shape([(name, parameters, kind, single) for name, parameters, kind, _, single in known])
        shaped = self.shapes[key] = shape, [head[3] for head in known]
        return shaped

    def _new_head(self, text: str, number: int) -> tuple[_Head | None, str]:
        """Return what stands before the colon of a line that was not met before, and what stands after."""
        head, colon, value = split_head(text) if '"' in text else text.partition(":")
        if not colon or not self._is_head(head, number):
            self._no_property(text, number)
            return None, value
        return self.heads.get(head) or self._head(head, number), value

    def _is_head(self, head: str, number: int) -> bool:
        """Return whether a property begins like this, and not a line of a text that was broken without a fold."""
        name = head.partition(";")[0].strip()
        if _NAME(name) is None:
            return False
        # `Speaker: Ada` right after DESCRIPTION is no property, `SPEAKER:Ada` may be one of somebody's own.
        known = name.isupper() or name.lower() in _NAMES or name[:2] in ("x-", "X-")
        # A broken property may go on for several lines, of which the last has a colon: `Australia:geo:-37.8,145.0`.
        return known or (self._prose_before() is None and self.malformed != number - 1)

    def _text(self, raw: bytes, number: int) -> str:
        try:
            return raw.decode()
        except UnicodeDecodeError:
            return self._undecodable(raw, number)

    def _undecodable(self, raw: bytes, number: int) -> str:
        text = raw.decode("utf-8", "replace")
        charset = _CHARSET(raw[:300].partition(b":")[0])
        if charset is not None:
            text = text_of(raw, charset[1].decode("ascii", "replace"))
            what = "it was read as CHARSET says"
        elif text.replace("\ufffd", "").isascii():  # no character of it is UTF-8, so all of it is something else
            text = raw.decode("cp1252", "replace")
            what = "it was read as Windows-1252"
        else:
            what = "what could not be read became U+FFFD"
        self.findings.add(
            "not-utf-8",
            f"expected UTF-8, got the bytes {raw[:40]!r}: {what}",
            position=number,
            help="save the file as UTF-8",
        )
        return text

    def _no_property(self, text: str, number: int) -> None:
        if not text.strip():
            return
        help = "a line that goes on from the one before begins with a space"
        # `X-APPLE-STRUCTURED-LOCATION;X-TITLE=1 Long` and what follows it are a broken property, and no text.
        is_text = _PROPERTY(text) is None and self.malformed != number - 1
        prose = self._prose_before() if is_text else None
        if prose is not None:
            if not self.broken or self.broken[-1][0] is not prose:
                self.broken.append((prose, []))
            self.broken[-1][1].append(unescape(text))
            self.findings.add(
                "unfolded-line",
                f"expected NAME:VALUE, got {text[:60]!r}: read as a part of {prose[0].upper()}, which stands before it",
                position=number,
                help=help,
            )
            return
        self.malformed = number
        self.findings.add(
            "malformed-line",
            f"expected NAME:VALUE, got {text[:60]!r}: the line was left out",
            position=number,
            help=help,
        )

    def _prose_before(self) -> JcalProperty | None:
        """Return the property that stands right before, where it is a text that people break."""
        top = self.stack[-1] if self.stack and not self.lost else None
        if top is None or top.components or not top.properties:
            return None
        before = top.properties[-1]
        return before if before[2] == "text" and before[0] in _PROSE else None

    def _head(self, head: str, number: int) -> _Head:
        """Read the name and the parameters; heads are few and stand again and again."""
        name, *rest = split_parameters(head)
        name = name.strip().lower()
        parameters: dict[str, Any] = {}
        kind = TYPES.get(name, "unknown")
        for part in rest:
            key, equals, value = part.partition("=")
            key = key.strip().lower()
            if not equals and key in BARE_PARAMETERS:
                key, value = BARE_PARAMETERS[key]
            elif not equals or _NAME(key) is None:
                self.findings.add(
                    "malformed-parameter", f"expected NAME=VALUE, got {part[:60]!r}: it was left out", position=number
                )
                continue
            texts = parameter_values(value)
            if key == "value":
                wanted = texts[0].strip().lower()
                kind = wanted if wanted in KNOWN_TYPES else kind
            else:
                if key in _MISSPELT_ZONE and TYPES.get(name) == "date-time" and "TZID=" not in head.upper():
                    message = f"expected TZID, got the parameter {key.upper()}: {texts[0][:60]!r} was read as the zone"
                    self.findings.add("malformed-parameter", message, position=number)
                    key = "tzid"
                if key in _ONE_TEXT:  # a name is no list: `(GMT+01:00) Amsterdam\, Berlin`, `CN=Example\, Ada`
                    texts = [", ".join(text.rstrip("\\") for text in texts)]
                parameters[key] = texts[0] if len(texts) == 1 else texts
        parse, single = _parser(name, kind)
        if name == "categories":
            parse = self._categories
        known = self._decoded((name, parameters, kind, parse, single), number)
        if len(self.heads) < 2000 and len(head) < 500:
            self.heads[head] = known
        return known

    def _categories(self, value: str) -> list[str]:
        """Return the words of CATEGORIES.

        Raises:
            ValueError: the file does not escape the commas of texts, so that a comma and a space may be in a name.
        """
        if ", " in value and _COMMA_IN_NAME.search(value) is not None and self.source.leaves_commas():
            raise ValueError("expected commas in names to be escaped")
        return [unescape(part) for part in _text_list(value)]

    def _whole_names(self, known: _Head, value: str, number: int) -> JcalProperty | None:
        """Return CATEGORIES apart at what can be no comma in a name: FOSDEM has `Embedded, Mobile and Automotive`."""
        name, parameters, kind, *_ = known
        if name != "categories":
            return None
        if value not in self.names_with_commas:
            self.names_with_commas.add(value)
            self.findings.add(
                "unescaped-comma",
                f"expected the commas in {value[:60]!r} to be escaped, as in `\\,`: it"
                " was read as one name, since this file does not escape those of other texts",
                position=number,
            )
        return [name, parameters, kind, *(unescape(part) for part in _COMMA_APART.split(value))]

    def _decoded(self, known: _Head, number: int) -> _Head:
        """Return a head whose values are decoded, where ENCODING says so of what is no binary data."""
        name, parameters, kind, parse, single = known
        if "encoding" not in parameters or kind == "binary":
            return known
        decode = text_decoder(parameters["encoding"], parameters.get("charset"))
        if decode is None:
            return known
        if TYPES.get(name) == "uri":  # an attachment, which RFC 5545 wants marked with VALUE=BINARY
            return name, parameters, "binary", str.strip, True
        encoding = str(parameters.pop("encoding"))[:20].upper()
        parameters.pop("charset", None)
        self.findings.add(
            "old-encoding",
            f"expected {name.upper()} as plain text, got ENCODING={encoding} of vCalendar 1.0: it was decoded",
            position=number,
        )
        return name, parameters, kind, lambda value: parse(decode(value)), single

    def _begin(self, value: str, number: int) -> None:
        if self.lost or len(self.stack) >= MAX_DEPTH:
            if not self.lost:
                self.findings.add(
                    "too-deep",
                    f"expected components at most {MAX_DEPTH} deep, got a deeper one: all inside it was left out",
                    position=number,
                    severity=Severity.ERROR,
                )
            self.lost += 1
            return
        component = Component(value.strip().lower()[:100], number)
        if self.stack:
            self.stack[-1].components.append(component)
        else:
            self.roots.append(component)
        self.stack.append(component)

    def _end(self, value: str, number: int) -> None:
        if self.lost:
            self.lost -= 1
            return
        name = value.strip().lower()
        if self.stack and self.stack[-1].name == name:
            self.stack.pop()
            return
        if not any(component.name == name for component in self.stack):
            self.findings.add("stray-end", f"expected an END with its BEGIN, got END:{value[:60]!s}", position=number)
            return
        while self.stack[-1].name != name:
            self._unclosed(self.stack.pop())
        self.stack.pop()

    def _unclosed(self, component: Component) -> None:
        self.findings.add(
            "unclosed-component",
            f"expected END:{component.name.upper()}, got none: the file may be cut off",
            position=component.position,
            severity=Severity.ERROR,
        )

    def _after_last_colon(self, text: str, number: int) -> JcalProperty | None:
        """Return a time whose parameters hold a colon that is not quoted, as in `TZID=UTC+02:00`, or None."""
        head, _, value = text.rpartition(":")
        if not head.upper().startswith(("DTSTART;", "DTEND;")) or ":" not in head:
            return None
        name, parameters, kind, parse, _ = self.heads.get(head) or self._head(head, number)
        try:
            prop = [name, parameters, kind, parse(value)]
        except (ValueError, OverflowError):
            return None
        self.findings.add(
            "malformed-parameter", f"expected {head[:60]!r} with quotes around the colon: read as if", position=number
        )
        return prop

    def _second_look(self, known: _Head, value: str, text: str, number: int, error: Exception) -> None:
        """Keep what a second look makes of a value that is not as it should be; report that, or that it is lost."""
        prop = (
            self._whole_names(known, value, number)
            or self._after_last_colon(text, number)
            or self._odd_times(known, value, number)
            or self._misquoted(known, text, number)
        )
        if prop is not None:
            self.stack[-1].properties.append(prop)
            self.stack[-1].positions.append(number)
            return
        name = known[0]
        is_time = name in ("dtstart", "dtend", "duration")
        self.findings.add(
            "bad-time" if is_time else "invalid-value",
            f"{name.upper()}: {error}: it was left out",
            position=number,
            severity=Severity.ERROR if is_time else Severity.WARNING,
        )

    def _misquoted(self, known: _Head, text: str, number: int) -> JcalProperty | None:
        """Return a calendar address whose parameters stand without quotes, or behind the colon, or None."""
        if known[2] != "cal-address":
            return None
        name, _, rest = text.partition(";" if ";" in text.partition(":")[0] else ":")
        match = _LAST_ADDRESS.fullmatch(rest)
        if match is None:
            return None
        head = ";".join([name, *(_quoted(part) for part in match[1].split(";") if part)])
        _, parameters, kind, *_ = self.heads.get(head) or self._head(head, number)
        message = (
            f"expected {name.upper()} with quotes around the colons of its parameters, got {text[:60]!r}: read as if"
        )
        self.findings.add("malformed-parameter", message, position=number)
        return [known[0], parameters, kind, match[2].strip()]

    def _odd_times(self, known: _Head, value: str, number: int) -> JcalProperty | None:
        """Return a property of times that are spelled oddly but say clearly what is meant, or None."""
        name, parameters, kind, *_ = known
        lenient = mended_times(name, kind, value)
        if lenient is None:
            return None
        read_type, values, bad = lenient
        read = "it was understood" if kind == "recur" else f"read as {', '.join(values[:3])}"
        self.findings.add(
            "odd-time", f"{name.upper()}: expected {_SPELLED[kind]}, got {value[:60]!r}: {read}", position=number
        )
        for part in bad:
            self.findings.add(
                "bad-time",
                f"{name.upper()}: expected a date or a time, got {part[:60]!r}: it was left out",
                position=number,
            )
        return [name, parameters, read_type, *values]

    def _outside(self, name: str, number: int) -> None:
        self.findings.add(
            "outside-calendar", f"expected BEGIN:VCALENDAR first, got {name.upper()}: it was left out", position=number
        )

    def _finish(self) -> None:
        for prose, more in self.broken:
            prose[-1] = "\n".join((prose[-1], *more))
        for component in reversed(self.stack):
            self._unclosed(component)


def values_of_content(name: str, kind: str, text: str) -> tuple[str, list[Any]] | None:
    """Return the type and the values of times or of a rule in the notation of content lines; None if invalid."""
    if kind == "recur":
        try:
            return kind, [VALUE_READERS[kind](text)]
        except (ValueError, OverflowError):
            pass  # an odd UNTIL
    mended = mended_times(name, kind, text)
    return None if mended is None or mended[2] else mended[:2]


def _quoted(parameter: str) -> str:
    """Return a parameter with quotes around a value that has a colon."""
    name, equals, value = parameter.partition("=")
    return f'{name}="{value}"' if equals and ":" in value and '"' not in value else parameter


def _parser(name: str, kind: str) -> tuple[Callable[[str], Any], bool]:
    """Return what turns the text of a value into the value of jCal, and whether it is one or a list of them."""
    one = VALUE_READERS.get(kind, str)
    if name in COMMA_LISTS:
        if kind == "text":
            return lambda value: [unescape(part) for part in _text_list(value)], False
        if kind in VALUE_READERS:
            return lambda value: [one(part) for part in value.split(",")], False
    elif name in SEMICOLON_LISTS and kind in VALUE_READERS:
        return lambda value: [one(part) for part in value.split(";")], True
    return one, True


_ITEMS = re.compile(r"(?:[^,\\]|\\.?)*", re.DOTALL)


def _text_list(value: str) -> list[str]:
    if "\\" not in value:
        return value.split(",")
    parts: list[str] = []
    begin = 0
    while begin <= len(value):
        match = _ITEMS.match(value, begin)
        assert match is not None, "it matches nothing, too"
        parts.append(match[0])
        begin = match.end() + 1
    return parts


def read_content(data: bytes, name: str, *, limit: int = LIMIT) -> tuple[list[Component], Findings]:
    """Return the outermost components of a file, and everything wrong with its lines; nothing is raised.

    Args:
        data: the file.
        name: what to call it in findings.
        limit: how many findings of one code are kept one by one.
    """
    source = Source(name, data)
    findings = Findings(locate=source.span, limit=limit)
    return _roots(source, findings), findings


def _roots(source: Source, findings: Findings) -> list[Component]:
    if (number := source.too_many_lines()) is not None:
        what = f"expected at most {MAX_LINES} short lines, got {number}: nothing was read"
        findings.add("too-large", what, severity=Severity.ERROR)
        return []
    if (long := source.too_long()) is not None:
        what = f"expected a property of at most {MAX_PROPERTY} bytes, got a longer one: nothing was read"
        findings.add("property-too-long", what, position=long, severity=Severity.ERROR)
        return []
    if source.converted is not None:
        what = f"expected UTF-8 (RFC 5545 section 3.1.4), got {source.converted}: it was converted"
        findings.add("encoding-converted", what, position=0, help="save the file as UTF-8")
    data = source.unfolded()
    if source.has_controls():
        data = _without_controls(data, findings)
    reader = _Reader(source, findings)
    reader.read(data)
    return reader.roots


def _without_controls(data: bytes, findings: Findings) -> bytes:
    kept: list[bytes] = []
    for number, line in enumerate(data.split(b"\n")):
        clean = without_controls(line)
        if len(clean) != len(line):
            findings.add(
                "control-character",
                "expected text without control characters, got some: they were left out",
                position=number,
            )
        kept.append(clean)
    return b"\n".join(kept)
