"""Makes a page from the history of a programme: what was published and when, and what changed."""

from __future__ import annotations

from collections.abc import Iterator

from ..codecs.html import Page, Snippets
from ..views.english import clock, day_name, words_of
from ..views.history import History, LogEntry, Record, log_of
from ..views.markup import text

__all__ = ["CHANGES", "changes_page"]

CHANGES = "changes.html"
"""The path of the page."""

_CANCELLED = ("cancelled", "gone", "withdrawn")
_COUNTED = ("reinstated", "moved", "added", "room", "length", "text")
_OTHER = ("access", "status", "programme")


def changes_page(page: Page, history: History, feed: str) -> bytes:
    """Return the page of what was published and when, the newest first, in the language of the pages.

    Args:
        page: the frame of pages.
        history: the history.
        feed: the address of the same as a feed.
    """
    snippets, words = Snippets(page.event, page.page_links, page.render_markdown), words_of(page.event)
    title = words("changes.title")
    out = [f'<p><a href="{text(feed)}">{words("changes.feed")} (Atom)</a></p>\n']
    for entry in log_of(history, words):
        if told := "".join(_told(snippets, entry)):  # of what a source lacked for a while the public was told nothing
            out += ["<section>", _heading(snippets, entry), told, "</section>\n"]
    return page.plain(snippets).document(title, "".join(out), home="index.html", path=CHANGES)


def _heading(snippets: Snippets, entry: LogEntry) -> str:
    words, revision = snippets.words, entry.revision
    at = revision.at.astimezone(snippets.event.timezone)
    said = [words.sentence(words("date.at", date=day_name(at.date(), words), time=clock(at, None, words)))]
    if revision.version:
        said.append(f"<bdi>{text(words('state.version', version=revision.version))}</bdi>")
    return f'<h2 id="revision-{revision.number}">{" · ".join(said)}</h2>\n'


def _told(snippets: Snippets, entry: LogEntry) -> Iterator[str]:
    words, revision = snippets.words, entry.revision
    counts = [
        (words.sentence(words("status.cancelled")), sum(revision.counts.get(word, 0) for word in _CANCELLED)),
        *((words(f"changes.{word}"), revision.counts.get(word, 0)) for word in _COUNTED),
        (words("changes.other"), sum(revision.counts.get(word, 0) for word in _OTHER)),
    ]
    if counted := [f"{name}{words('mark.colon')}{number}" for name, number in counts if number]:
        yield f'<p class="note">{" · ".join(counted)}</p>\n'
    if revision.note:
        yield f'<p dir="auto">{text(revision.note)}</p>\n'
    if entry.sessions:
        lines = [
            f"<li>{_title(snippets, record)}{words('mark.colon')}{text(since)}</li>"
            for record, (_, since) in zip(entry.records, entry.sessions, strict=True)
        ]
        yield f"<ul>{''.join(lines)}</ul>\n"


def _title(snippets: Snippets, record: Record) -> str:
    """Return the title of a session, with a link to it if it still exists."""
    session = snippets.event.index.sessions.get(record.session.id)
    if session is None:
        return f"<bdi>{text(record.session.title)}</bdi>"
    address = snippets.page_links.session(session.id) or f"index.html#s-{session.id}"
    return f'<a href="{text(address)}">{snippets.title(session)}</a>'
