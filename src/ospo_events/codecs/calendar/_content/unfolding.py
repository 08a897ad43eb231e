"""A calendar file as logical lines: of whatever encoding, unfolded over bytes, each with its physical line number.

It reads what exists (RFC 5545 section 3.1 and what people made of it): LF and CRCRLF, TAB folding, UTF-8 cut by a
fold, byte order marks, UTF-16 with and without one, and the soft line breaks of vCalendar 1.0. Physical line numbers
are worked out only when a finding needs one.
"""

from __future__ import annotations

import re

from ....diagnostics import Span

__all__ = ["MAX_LINES", "MAX_PROPERTY", "SHORT_LINE", "Source", "as_utf8", "without_controls"]

MAX_PROPERTY = 8_000_000
"""How many bytes one property may have."""
MAX_LINES = 2_000_000
"""How many lines a file may have, folds undone, where they are shorter than `SHORT_LINE` on average."""
SHORT_LINE = 16
"""How many bytes the lines of a calendar have at least, on average: longer ones are bounded by the size of the file.
Each line costs memory, so that a file of nothing but line ends would fill it."""
_FOLD = re.compile(rb"\n[ \t]")  # in half the time of replacing one after the other
_LINE_ENDS = re.compile(rb"\r+\n")
_CONTROLS = bytes([*range(9), *range(11, 32), 127])
_NO_CONTROLS = bytes([63 if octet in _CONTROLS else octet for octet in range(256)])
_BARE_COMMA = re.compile(rb"^(?:SUMMARY|LOCATION)(?:;[^:\n]{0,200})?:[^\n]*[^\\\n],", re.MULTILINE)
_WIDE = (
    (b"\xff\xfe\0\0", "UTF-32"),
    (b"\0\0\xfe\xff", "UTF-32"),
    (b"\xff\xfe", "UTF-16"),
    (b"\xfe\xff", "UTF-16"),
    (b"B\0E\0", "UTF-16-LE"),  # of BEGIN, without a byte order mark
    (b"\0B\0E", "UTF-16-BE"),
)


def as_utf8(data: bytes) -> tuple[bytes, str | None]:
    """Return a file in UTF-8, and the encoding that it was converted from, None if it was UTF-8 already."""
    for head, encoding in _WIDE:
        if data.startswith(head):
            return data.decode(encoding, "replace").encode("utf-8", "replace"), encoding[:6]
    return data, None


def without_controls(line: bytes) -> bytes:
    """Return a line without control characters, TAB and line ends apart."""
    return line.translate(None, _CONTROLS)


class Source:
    """A source in logical lines, which knows where each began.

    Args:
        name: its name.
        data: its bytes.
    """

    def __init__(self, name: str, data: bytes) -> None:
        self.name = name
        data, self.converted = as_utf8(data)
        if data.startswith(b"\xef\xbb\xbf"):
            data = data[3:]
        if b"\r" in data:
            data = data.replace(b"\r\n", b"\n")
            if b"\r" in data:
                data = _LINE_ENDS.sub(b"\n", data)
                if b"\n" not in data:
                    data = data.replace(b"\r", b"\n")
        if b"QUOTED-PRINTABLE" in data or b"quoted-printable" in data:
            data = _softly_folded(data)
        self._data = data
        self._places: list[tuple[int, int]] | None = None
        self._leaves_commas: bool | None = None

    def unfolded(self) -> bytes:
        """Return the logical lines: folds undone, each but the last with LF at its end."""
        return _FOLD.sub(b"", self._data)

    def leaves_commas(self) -> bool:
        """Return whether commas in the texts of this file are not escaped, as RFC 5545 section 3.3.11 asks for."""
        if self._leaves_commas is None:
            self._leaves_commas = _BARE_COMMA.search(self._data) is not None
        return self._leaves_commas

    def too_many_lines(self) -> int | None:
        """Return the number of logical lines if it is more than a programme of this size has, else None."""
        data = self._data
        most = max(MAX_LINES, len(data) // SHORT_LINE)
        number = data.count(b"\n") + 1
        if number <= most:  # as nearly all: counting the folds takes six times as long
            return None
        number -= data.count(b"\n ") + data.count(b"\n\t")
        return number if number > most else None

    def has_controls(self) -> bool:
        """Return whether there are control characters, TAB and line ends apart."""
        return self._data.translate(_NO_CONTROLS) != self._data

    def too_long(self) -> int | None:
        """Return the number of the first logical line that is longer than `MAX_PROPERTY`, without copying any."""
        data = self._data
        if len(data) <= MAX_PROPERTY:
            return None
        begin = number = 0
        while True:
            end = data.find(b"\n", begin)
            while end >= 0 and data[end + 1 : end + 2] in (b" ", b"\t"):
                end = data.find(b"\n", end + 1)
            if (len(data) if end < 0 else end) - begin > MAX_PROPERTY:
                return number
            if end < 0:
                return None
            begin, number = end + 1, number + 1

    def _place(self, logical: int) -> tuple[int, int]:
        """Return the number and the offset of the physical line at which a logical line begins."""
        if self._places is None:
            self._places = []
            data, begin, number = self._data, 0, 1
            while True:
                if data[begin : begin + 1] not in (b" ", b"\t") or number == 1:
                    self._places.append((number, begin))
                begin = data.find(b"\n", begin) + 1
                if not begin:
                    break
                number += 1
        return self._places[min(logical, len(self._places) - 1)]

    def span(self, logical: int) -> Span:
        """Return the span of a logical line."""
        number, begin = self._place(logical)
        text = self._data[begin : begin + 1200].split(b"\n", 1)[0].decode("utf-8", "replace")[:300]
        return Span(source=self.name, line=number, column=1, text=text)


def _softly_folded(data: bytes) -> bytes:
    """Return a file in which the soft line breaks of quoted-printable texts (vCalendar 1.0) are folds.

    Such a text ends a line with `=` and goes on in the next, which need not begin with a space and may look like a
    property of its own.
    """
    lines = data.split(b"\n")
    quoted = soft = False
    for number, line in enumerate(lines):
        if not soft and line[:1] not in (b" ", b"\t"):
            quoted = b"QUOTED-PRINTABLE" in line[:200].partition(b":")[0].upper()
        goes_on, soft = soft, quoted and line.endswith(b"=")
        if goes_on or soft:
            lines[number] = (b" " if goes_on else b"") + (line[:-1] if soft else line)
    return b"\n".join(lines)
