"""The log of a history: as text, as Markdown, as HTML, as an Atom feed."""

from __future__ import annotations

from collections.abc import Iterator

from ...errors import InvalidOption
from ...model.identity import uuid5
from ...views import History
from ...views.history import LogEntry, log_of
from ...views.markup import href, text
from ..html import Page, Snippets, for_pages
from ..markdown.encode import escaped

__all__ = ["LOG_FORMATS", "write_log"]

LOG_FORMATS = ("text", "markdown", "html", "atom")
"""The formats that a log is written in."""


def write_log(history: History, format: str = "text", *, fragment: bool = False) -> bytes:
    """Return what was published and when, the newest first, as a document.

    Args:
        history: the history.
        format: one of `LOG_FORMATS`.
        fragment: whether HTML is a fragment to put into a page rather than a page.

    Raises:
        InvalidOption: there is no such format.
    """
    entries = log_of(history)
    event = history.told.base
    if format == "html" and not fragment:
        safe, _, _ = for_pages(event.index.resolved, markdown=False)
        page = Page(event=safe)
        pages = page.plain(Snippets(safe, page.page_links))
        return pages.document("What changed when", _html(entries), home=href(event.url) or "#")
    if format == "text":
        document = f"{event.title}\n\n" + "\n".join(map(_text, entries))
    elif format == "markdown":
        document = "\n\n".join([f"## {escaped(event.title)}: what changed when", *map(_markdown, entries)]) + "\n"
    elif format == "html":
        document = _html(entries)
    elif format == "atom":
        document = "\n".join([*_atom(history, entries), ""])
    else:
        raise InvalidOption(f"expected one of {', '.join(LOG_FORMATS)} as the format of a log, got {format!r}")
    return document.encode("utf-8", "backslashreplace")


def _text(entry: LogEntry) -> str:
    lines = [entry.heading, f"  {entry.summary}"]
    if entry.revision.note:
        lines.append(f"  {entry.revision.note}")
    lines += [f"    {title}: {since}" for title, since in entry.sessions]
    return "\n".join(lines) + "\n"


def _markdown(entry: LogEntry) -> str:
    blocks = [f"### {escaped(entry.heading)}", escaped(f"{entry.summary}.")]
    if entry.revision.note:
        blocks.append(escaped(entry.revision.note))
    if entry.sessions:
        blocks.append("\n".join(f"- **{escaped(title)}**: {escaped(since)}" for title, since in entry.sessions))
    return "\n\n".join(blocks)


def _html(entries: tuple[LogEntry, ...]) -> str:
    return "".join(["<section>\n", *(piece for entry in entries for piece in _piece(entry)), "</section>\n"])


def _piece(entry: LogEntry) -> Iterator[str]:
    yield f'<h2 id="revision-{entry.revision.number}">{text(entry.heading)}</h2>\n'
    yield from _body(entry)


def _body(entry: LogEntry) -> Iterator[str]:
    yield f"<p>{text(entry.summary)}.</p>\n"
    if entry.revision.note:
        yield f'<p dir="auto">{text(entry.revision.note)}</p>\n'
    if entry.sessions:
        yield "<ul>\n"
        for title, since in entry.sessions:
            yield f'<li><bdi dir="auto">{text(title)}</bdi>: {text(since)}</li>\n'
        yield "</ul>\n"


def _atom(history: History, entries: tuple[LogEntry, ...]) -> Iterator[str]:
    event = history.told.base
    address = href(event.url)
    yield '<?xml version="1.0" encoding="utf-8"?>'
    yield '<feed xmlns="http://www.w3.org/2005/Atom">'
    yield f"<title>{text(f'{event.title}: what changed when')}</title>"
    yield f"<id>urn:uuid:{uuid5(f'{history.event}/history')}</id>"
    yield f"<updated>{history.last.at:%Y-%m-%dT%H:%M:%SZ}</updated>"
    yield f"<author><name>{text(event.title)}</name></author>"
    if address is not None:
        yield f'<link href="{address}"/>'
    for entry in entries:
        revision = entry.revision
        yield "<entry>"
        yield f"<title>{text(entry.summary)}</title>"
        yield f"<id>urn:uuid:{uuid5(f'{history.event}/history/{revision.number}/{revision.at.isoformat()}')}</id>"
        yield f"<updated>{revision.at:%Y-%m-%dT%H:%M:%SZ}</updated>"
        if address is not None:
            yield f'<link href="{address}"/>'
        yield f'<content type="html">{text("".join(_body(entry)))}</content>'
        yield "</entry>"
    yield "</feed>"
