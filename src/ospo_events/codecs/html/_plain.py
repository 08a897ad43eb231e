"""Pages that need no script: what they have in common is made once."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING
from urllib.parse import quote

from ...views.english import event_dates, place_line, words_of
from ...views.markup import attribute
from ._escape import script
from ._furnish import furnish
from ._head import Subject, header, meta
from ._page_links import PageLinks
from ._snippets import Snippets
from ._templates import fill, small_template, template

if TYPE_CHECKING:
    from ._page import Page

__all__ = ["PlainPages", "filled_frame"]


class _Frame:
    """What pages without script have in common: everything but title, header, content and data."""

    def __init__(self, page: Page, css: str, links: PageLinks) -> None:
        self._page = page
        code = small_template("plain.js", {}) if links.shared("plain.js") else ""
        self._template, furniture = furnish(
            template("page.html", page.templates),
            css,
            code,
            links,
            pictures=page.pictures,
            script_file="plain.js",
            is_online=page.url is not None,
        )
        self._same = {
            **furniture,
            "body": page.direction(),
            "skip": words_of(page.event)("page.skip"),
            "language": page.language(),
            "icon": page.icon(),
        }
        event = page.event
        self._event_title = event.title
        self._told = " · ".join(filter(None, (event.title, event_dates(event), place_line(event))))
        self.paint = page.paint()

    def subject(self, title: str, about: str, path: str | None) -> Subject:
        """Return what a page is about, for those who show a link to it."""
        page = self._page
        about = about or f"{title} – {self._told}"
        url = None if page.url is None or path is None else page.url + quote(path)
        return Subject(title, about, url, page.image(), page.event.title)

    def filled(self, *, title: str, header: str, main: str, data: str, meta: str = "", footer: str = "") -> bytes:
        values = {"title": attribute(f"{title} – {self._event_title}"), "header": header, "main": main, "data": data}
        return fill(self._template, {**self._same, **values, "meta": meta, "footer": footer})


class PlainPages:
    """Makes pages without script, whose frame is made once. Get it from `Page.plain`."""

    def __init__(self, page: Page, snippets: Snippets) -> None:
        self._snippets = snippets
        self._frame = _Frame(page, page.style(snippets), page.page_links)

    def document(
        self,
        title: str,
        body: str,
        *,
        home: str,
        path: str | None = None,
        about: str = "",
        above: tuple[tuple[str, str], ...] = (),
        data: str | None = None,
    ) -> bytes:
        """Return a page.

        Args:
            title: what it is about.
            body: its content, as HTML.
            home: the address of the page of the whole event.
            path: where the page is in the site; None: it is in none.
            about: a sentence or more about it, for those who show a link to it.
            above: the pages between that one and this: the title and the address of each.
            data: the same content as JSON-LD.
        """
        return self._frame.filled(
            title=title,
            header=header(self._snippets, title, home, above),
            main=body,
            meta=meta(self._frame.subject(title, about, path), paint=self._frame.paint),
            footer="".join(line + "\n" for line in self._snippets.zone_and_state),
            data="" if data is None else f'<script type="application/ld+json">{script(data)}</script>\n',
        )


def filled_frame(page: Page, css: str, links: PageLinks) -> Callable[..., bytes]:
    """Return what fills the frame of pages with this style sheet, which `links` may lead to."""
    return _Frame(page, css, links).filled
