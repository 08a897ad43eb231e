"""Bytes from anywhere, read as text."""

from __future__ import annotations

from ..diagnostics import Diagnostic, Severity, Span
from ..files import MAX_BYTES

__all__ = ["read_text"]

_MARKS = (
    (b"\xff\xfe\x00\x00", "UTF-32"),
    (b"\x00\x00\xfe\xff", "UTF-32"),
    (b"\xff\xfe", "UTF-16"),
    (b"\xfe\xff", "UTF-16"),
)


def read_text(data: bytes, source: str) -> tuple[str | None, list[Diagnostic]]:
    """Return UTF-8 bytes as text, without a byte order mark; None and an error for anything else.

    Args:
        data: the bytes.
        source: the name of their source, for the findings.
    """

    def finding(code: str, message: str, help: str, offset: int = 0, severity: Severity = Severity.ERROR) -> Diagnostic:
        line = data.count(b"\n", 0, offset) + 1
        before = data[data.rfind(b"\n", 0, offset) + 1 : offset]
        span = Span(source=source, line=line, column=len(before.decode("utf-8", "replace")) + 1)
        return Diagnostic(code=code, message=message, help=help, span=span, severity=severity)

    if len(data) > MAX_BYTES:
        return None, [finding("too-large", f"at most {MAX_BYTES} bytes, got {len(data)}", "split the programme")]
    for mark, name in _MARKS:
        if data.startswith(mark):
            return None, [finding("not-utf-8", f"expected UTF-8, got {name}", "save the file as UTF-8")]
    if b"\x00" in data[:4]:
        return None, [finding("not-utf-8", "expected UTF-8, got NUL bytes as in UTF-16", "save the file as UTF-8")]
    found: list[Diagnostic] = []
    text_data = data
    if data.startswith(b"\xef\xbb\xbf"):
        text_data = data[3:]
        found.append(
            finding(
                "byte-order-mark",
                "expected the document to begin, got a byte order mark",
                "save the file as UTF-8 without a byte order mark",
                severity=Severity.WARNING,
            )
        )
    try:
        text = text_data.decode("utf-8")
    except UnicodeDecodeError as problem:
        offset = problem.start + len(data) - len(text_data)
        message = f"expected UTF-8, got the byte 0x{data[offset]:02x}"
        return None, [*found, finding("not-utf-8", message, "save the file as UTF-8", offset)]
    if not text or text.isspace():
        return None, [
            *found,
            finding("empty-document", "expected a programme, got nothing", "`ospo-events new` writes a start"),
        ]
    return text, found
