"""Changes for people: as plain text, as Markdown, as HTML."""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Event
from ...views.changes import Entry, Telling
from ...views.markup import href, text
from ..html import Page, Snippets, for_pages
from ..markdown.encode import escaped

__all__ = ["html_fragment", "html_page", "markdown", "plain_text"]

HEADING = "What changed"


def plain_text(telling: Telling) -> str:
    """Return the changes for a terminal or an e-mail."""
    lines = [telling.title + (f", {telling.editions}" if telling.editions else ""), _summary(telling)]
    for section in telling.sections:
        lines += ["", section.heading]
        for entry in section.entries:
            lines.append(f"  {entry.title}")
            lines += [f"      {fact}" for fact in entry.facts]
    if telling.rest:
        lines += ["", f"and {telling.rest}"]
    return "\n".join(lines) + "\n"


def _summary(telling: Telling) -> str:
    summary = telling.summary[:1].upper() + telling.summary[1:]
    return f"{summary}. Times are in {telling.zone}." if telling.sections else f"{summary}."


def markdown(telling: Telling) -> str:
    """Return the changes for a pull request or a release note; text of the programme cannot become markup."""
    editions = f" · {escaped(telling.editions)}" if telling.editions else ""
    blocks = [f"## {escaped(telling.title)}{editions}", escaped(_summary(telling))]
    for section in telling.sections:
        blocks.append(f"### {section.heading}")
        blocks.append("\n".join(_item(entry) for entry in section.entries))
    if telling.rest:
        blocks.append(escaped(f"And {telling.rest}."))
    return "\n\n".join(blocks) + "\n"


def _item(entry: Entry) -> str:
    address = href(entry.url)
    title = f"[{escaped(entry.title)}](<{address}>)" if address is not None else escaped(entry.title)
    return "  \n  ".join([f"- **{title}**", *map(escaped, entry.facts)])


def html_fragment(telling: Telling) -> str:
    """Return the changes as a fragment of HTML, to put into your own page."""
    return "".join(_pieces(telling))


def _pieces(telling: Telling) -> Iterator[str]:
    yield '<section class="changes">\n'
    if telling.editions:
        yield f'<p class="editions">{text(telling.editions)}</p>\n'
    yield f"<p>{text(_summary(telling))}</p>\n"
    for section in telling.sections:
        yield f'<h2 id="{section.impact.value}">{text(section.heading)}</h2>\n<ul>\n'
        for entry in section.entries:
            yield f"<li>{entry_html(entry)}</li>\n"
        yield "</ul>\n"
    if telling.rest:
        yield f'<p class="rest">{text(f"And {telling.rest}.")}</p>\n'
    yield "</section>\n"


def entry_html(entry: Entry) -> str:
    """Return one entry as HTML."""
    address = href(entry.url)
    title = f'<bdi dir="auto">{text(entry.title)}</bdi>'
    heading = f'<a href="{address}">{title}</a>' if address is not None else title
    return f"<strong>{heading}</strong>" + "".join(f'<br><bdi dir="auto">{text(fact)}</bdi>' for fact in entry.facts)


def html_page(event: Event, telling: Telling) -> bytes:
    """Return the changes as a complete page.

    Args:
        event: the newer edition, as the readers may see it.
        telling: its changes in words.
    """
    safe, _, _ = for_pages(event.index.resolved, markdown=False)
    page = Page(event=safe)
    pages = page.plain(Snippets(safe, page.page_links))
    return pages.document(HEADING, html_fragment(telling), home=href(event.url) or "#")
