"""Turns bytes of any origin into text."""

from __future__ import annotations

import re

from ...diagnostics import Diagnostic, Severity, Span
from ...files import MAX_BYTES

__all__ = ["read_text", "utf8"]

_WIDE = (b"\xff\xfe", b"\xfe\xff")
_WIDER = (b"\xff\xfe\x00\x00", b"\x00\x00\xfe\xff")
_MARKS = (*((mark, "UTF-32") for mark in _WIDER), *((mark, "UTF-16") for mark in _WIDE))


def utf8(data: bytes) -> bytes:
    """Return a UTF-16 text with its byte order mark, as Windows PowerShell saves it, converted to UTF-8."""
    if not data.startswith(_WIDE) or data.startswith(_WIDER):
        return data
    return data.decode("utf-16", "replace").encode("utf-8", "replace")


def read_text(
    data: bytes, source: str, *, wide: bool = False, latin: bool = False
) -> tuple[str | None, list[Diagnostic]]:
    """Return UTF-8 bytes as text, without a byte order mark; None and an error for any other bytes.

    Args:
        data: the bytes.
        source: the name of their source, for the findings.
        wide: whether to read UTF-16 too: for files of other programs, not for our own.
        latin: whether to read Windows-1252 too: for tables, which some programs save like this.
    """

    def finding(code: str, message: str, help: str, offset: int = 0, severity: Severity = Severity.ERROR) -> Diagnostic:
        line = data.count(b"\n", 0, offset) + 1
        before = data[data.rfind(b"\n", 0, offset) + 1 : offset]
        span = Span(source=source, line=line, column=len(before.decode("utf-8", "replace")) + 1)
        return Diagnostic(code=code, message=message, help=help, span=span, severity=severity)

    if len(data) > MAX_BYTES:
        return None, [finding("too-large", f"at most {MAX_BYTES} bytes, got {len(data)}", "split the programme")]
    findings: list[Diagnostic] = []
    if wide and (converted := utf8(data)) != data:
        help = "save the file as UTF-8"
        findings.append(
            finding(
                "encoding-converted", "expected UTF-8, got UTF-16: it was converted", help, severity=Severity.WARNING
            )
        )
        data = converted
    wrong = _other_encoding(data)
    if wrong is not None:
        return None, [finding("not-utf-8", f"expected UTF-8, got {wrong}", "save the file as UTF-8")]
    text_data = data
    if data.startswith(b"\xef\xbb\xbf"):
        text_data = data[3:]
        findings.append(
            finding(
                "byte-order-mark",
                "expected the document to begin, got a byte order mark",
                "save the file as UTF-8 without a byte order mark",
                severity=Severity.WARNING,
            )
        )
    text, offset = _decoded(text_data, latin=latin)
    if offset is not None:
        offset += len(data) - len(text_data)
        message = f"expected UTF-8, got the byte 0x{data[offset]:02x}"
        if text is None:
            return None, [*findings, finding("not-utf-8", message, "save the file as UTF-8", offset)]
        message_latin = f"{message}: it is read as Windows-1252"
        findings.append(
            finding("encoding-converted", message_latin, "save the file as UTF-8", offset, Severity.WARNING)
        )
    if not text or text.isspace():
        return None, [
            *findings,
            finding(
                "empty-document",
                "expected a programme, got nothing",
                "`ospo-events new` writes a programme to begin with",
            ),
        ]
    return text, findings


_NOT_IN_1252 = re.compile(rb"[\x00-\x08\x0e-\x1f\x7f\x81\x8d\x8f\x90\x9d]").search


def _decoded(data: bytes, *, latin: bool) -> tuple[str | None, int | None]:
    """Return bytes as text, and the position of invalid UTF-8; some bytes are not valid in Windows-1252 either."""
    try:
        return data.decode("utf-8"), None
    except UnicodeDecodeError as problem:
        is_latin = latin and _NOT_IN_1252(data) is None
        return data.decode("cp1252") if is_latin else None, problem.start


def _other_encoding(data: bytes) -> str | None:
    """Return the encoding that the first bytes show, if it is not UTF-8."""
    marked = next((name for mark, name in _MARKS if data.startswith(mark)), None)
    return "NUL bytes as in UTF-16" if marked is None and b"\x00" in data[:4] else marked
