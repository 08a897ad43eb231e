"""Extracts the text of notes from files: text, Markdown and HTML unchanged, Word and PDF documents as lines."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from importlib import import_module
from typing import Any

from ...diagnostics import Diagnostic, Severity
from ...errors import MissingExtra
from .._reading.decode_bytes import read_text

__all__ = ["note_text"]

_MAX_UNPACKED = 64 * 1024 * 1024
"""The largest size of an unpacked Word document."""
_MAX_PAGES = 500


def note_text(data: bytes, source: str = "<note>") -> tuple[str | None, tuple[Diagnostic, ...]]:
    """Return the text of a note, and findings about the file; None if it cannot be read.

    Args:
        data: the bytes of a text file (UTF-8, or UTF-16 with its mark), of an HTML page, a Word document (.docx) or a
            PDF. Of the last two the lines are those of the text in them, counted from 1.
        source: the name of the file.

    Raises:
        MissingExtra: the file is a Word document or a PDF, and the extra `draft` is not installed.
    """
    try:
        if data.startswith(b"%PDF"):
            return _pdf_text(data), ()
        if data.startswith(b"PK\x03\x04"):
            return _word_text(data), ()
    except MissingExtra:
        raise
    except Exception as problem:  # the libraries raise what they meet in a broken file
        return None, (_unreadable(f"the document cannot be read: {type(problem).__name__}: {problem}"[:300]),)
    if data.startswith((b"\xd0\xcf\x11\xe0", b"{\\rtf")):
        return None, (_unreadable("expected text, HTML, .docx or PDF, got a document of an old word processor"),)
    text, findings = read_text(data, source, wide=True)
    return text, tuple(findings)


def _unreadable(message: str) -> Diagnostic:
    return Diagnostic(
        code="unreadable-document", message=message, severity=Severity.ERROR, help="save the document as plain text"
    )


def _library(name: str) -> Any:
    try:
        return import_module(name)
    except ImportError as error:
        raise MissingExtra("Word documents and PDFs need the draft extra: pip install 'ospo-events[draft]'") from error


def _pdf_text(data: bytes) -> str:
    pypdf = _library("pypdf")
    pages = pypdf.PdfReader(io.BytesIO(data)).pages
    if len(pages) > _MAX_PAGES:
        raise ValueError(f"expected at most {_MAX_PAGES} pages, got {len(pages)}")
    return "\n\n".join(page.extract_text() for page in pages)


def _word_text(data: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if "word/document.xml" not in archive.namelist():
            raise ValueError("the archive is no Word document")
        if sum(entry.file_size for entry in archive.infolist()) > _MAX_UNPACKED:
            raise ValueError(f"expected at most {_MAX_UNPACKED} bytes when unpacked, got more")
    document = _library("docx").Document(io.BytesIO(data))
    return "\n".join(line for block in document.iter_inner_content() for line in _block(block))


def _block(block: Any) -> Iterator[str]:
    """Yield the lines of a paragraph or a table, in the Markdown notation for headings, items and rows."""
    if hasattr(block, "rows"):
        yield from ("", *(_row(row) for row in block.rows), "")
        return
    style = (block.style.name or "") if block.style is not None else ""
    for number, text in enumerate(block.text.split("\n")):
        if not text.strip():
            yield ""
        elif style.startswith("Heading ") and style[8:].isdigit():
            yield f"{'#' * min(int(style[8:]), 6)} {text.strip()}"
        elif style == "Title":
            yield f"# {text.strip()}"
        elif style.startswith("List") and number == 0:
            bold = next((run.text for run in block.runs if run.text.strip()), "") if block.runs else ""
            is_bold = bool(block.runs) and block.runs[0].bold and bold and text.startswith(bold)
            yield f"- **{bold.strip()}**{text[len(bold) :]}" if is_bold else f"- {text.strip()}"
        else:
            yield text
    if not style.startswith("List"):
        yield ""


def _row(row: Any) -> str:
    cells: list[str] = []
    last: Any = None
    for cell in row.cells:
        if cell._tc is not last:  # a merged cell comes once for each column
            cells.append(" ".join(cell.text.split()).replace("|", "\\|"))
        last = cell._tc
    return f"| {' | '.join(cells)} |"
