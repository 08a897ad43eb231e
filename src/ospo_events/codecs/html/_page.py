"""The whole page: head, header, controls, days, people, footer."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

import attrs

from ...model.event import Event
from ...model.identity import NAMESPACE
from ...model.status import OFF
from ...views.credits import agent_name
from ...views.english import day_name, event_dates, place_line, words_of, zone_line
from ...views.markup import attribute, text
from ...views.outline import Outline, OutlineDay, make_outline
from ...views.readable import readable
from ...views.words import Words
from ._controls import controls, nothing
from ._escape import color, readable_on, script, style
from ._footer import footer
from ._furnish import furnish
from ._grid import grid_table
from ._head import Subject, header, meta
from ._listing import Listing, is_large
from ._page_links import MANIFEST, WORKER, PageLinks, language_of, runs_from_the_right
from ._plain import PlainPages, filled_frame
from ._snippets import Snippets
from ._templates import fill, small_template, template

__all__ = ["Page"]

_CARDS = ("#f5f7f9", "#1e2226")
"""The backgrounds of cards in `page.css`, light and dark: what is readable on them is so on the page too."""

_GRIDS = "grid.js"
"""What holds the grid of a large programme, so that only those fetch it who want to see it."""

_CODES = "qr.js"
"""What draws QR codes: only those who ask for one fetch it."""

_NARROW = 5
"""With up to this many rooms, a grid is no wider than the text."""


@attrs.frozen(kw_only=True)
class Page:
    """The parts that all pages of an event share: head, style, script, footer and theme."""

    event: Event
    """The event, without anything private or unsafe."""
    page_links: PageLinks = attrs.field(factory=PageLinks)
    """Where other pages and files are."""
    templates: Mapping[str, str] = attrs.field(factory=dict[str, str])
    """Replacements of packaged templates, by name."""
    theme: str = ""
    """CSS that follows the packaged one."""
    render_markdown: Callable[[str], str] | None = None
    """The function that renders texts as Markdown; None: texts are plain."""
    url: str | None = None
    """The address the page will have."""
    json_ld: Callable[[Event], Iterable[str]] | None = None
    """Returns the programme as JSON-LD for search engines, in pieces; None: the page holds none."""
    feeds: tuple[tuple[str, str, str | None], ...] = ()
    """Calendars: what to call each, the file, and the address to subscribe to."""
    files: tuple[tuple[str, str, str], ...] = ()
    """The same programme in other forms: title, file, media type."""
    overviews: tuple[tuple[str, str], ...] = ()
    """Pages that list what there is: the title and the address of each."""
    pictures: bool = False
    """Whether pages show files of the site as pictures."""
    qr: Callable[[str], str] | None = None
    """Draws the QR code of an address, as HTML; None: paper has none."""
    is_brief: bool = False
    """Whether the details of sessions and people are on pages of their own, and not in this one."""

    def document(self) -> bytes:
        """Return the page of the whole event."""
        event = self.event
        snippets = Snippets(event, self.page_links, self.render_markdown)
        outline = make_outline(event)
        frame, furniture = furnish(
            template("page.html", self.templates),
            self.style(snippets),
            self.script(),
            self.page_links,
            pictures=self.pictures,
            is_online=self.is_brief and self.url is not None,
        )
        return fill(
            frame,
            {
                **furniture,
                "title": attribute(event.title),
                "meta": meta(self.subject(), self.files, paint=self.paint()),
                "icon": self.icon(),
                "body": self._body(),
                "skip": snippets.words("page.skip"),
                "language": self.language(),
                "header": self.qr_code() + header(snippets, None, None, self.overviews),
                "controls": controls(event, outline, people=not self._is_lean(), is_brief=self.is_brief),
                "main": _main(snippets, outline, is_brief=self.is_brief, has_grid=self._grid() is None),
                "footer": footer(snippets, self.feeds, self.files),
                "data": self._data(snippets),
            },
        )

    def plain(self, snippets: Snippets) -> PlainPages:
        """Return what makes pages without script.

        Args:
            snippets: those of the event, with the links of these pages.
        """
        return PlainPages(self, snippets)

    def paper(self, title: str, body: str) -> bytes:
        """Return a page that is made to be printed."""
        css = style(small_template("paper.css", self.templates))
        return filled_frame(self, css, PageLinks())(title=title, header=f"<h1>{text(title)}</h1>\n", main=body, data="")

    def screen(self, title: str, header: str, body: str, data: str) -> bytes:
        """Return a page for a screen that nobody touches.

        Args:
            title: what it is about.
            header: the header, as HTML.
            body: its content, as HTML.
            data: what its script needs, as JSON.
        """
        css, code = style(small_template("screen.css", self.templates)), small_template("screen.js", self.templates)
        frame, furniture = furnish(template("page.html", self.templates), css, code)
        return fill(
            frame,
            {
                **furniture,
                "title": attribute(f"{title} – {self.event.title}"),
                "body": self.direction(),
                "skip": words_of(self.event)("page.skip"),
                "language": self.language(),
                "icon": self.icon(),
                "header": header,
                "main": body,
                "data": f'<script type="application/json" id="programme-data">{script(data)}</script>\n',
            },
        )

    def paint(self) -> str | None:
        """Return the colour of the event, where the site has a manifest, which says it too."""
        return color(self.event.color) if self.page_links.shared(MANIFEST) else None

    def qr_code(self, path: str = "") -> str:
        """Return the QR code of a page of the site, as HTML; nothing without one, or where the site has no address."""
        return "" if self.qr is None or self.url is None else self.qr(self.url + path)

    def icon(self) -> str:
        """Return the address of the icon of the pages; without one, what asks for none."""
        return text(self.page_links.picture("favicon") or self.page_links.picture("logo") or "data:,")

    def subject(self) -> Subject:
        """Return the description of the event for the head of its page."""
        event = self.event
        about = event.description or event.theme
        told = readable(about) if about else " · ".join(filter(None, (event_dates(event), place_line(event))))
        return Subject(event.title, told, self.url, self.image(), event.title)

    def image(self) -> str | None:
        """Return the address of the picture that other sites show when they link to the event."""
        path = self.page_links.picture("header") or self.page_links.picture("logo")
        return None if path is None or self.url is None else self.url + path.removeprefix("../")

    def _body(self) -> str:
        """Return the attributes of the body, by which the style knows the size of the programme."""
        event = self.event
        looks = ["brief"] if self.is_brief else list[str]()
        if is_large(event):
            looks.append("big")
        if len(event.index.by_room) > _NARROW:
            looks.append("wide")
        named = f' class="{" ".join(looks)}"' if looks else ""
        return self.direction() + named

    def direction(self) -> str:
        """Return the direction of the page, as an attribute: that of the language of its texts, or the first spoken."""
        return ' dir="rtl"' if runs_from_the_right(self.event) else ""

    def language(self) -> str:
        """Return the language of the page: that of the event's texts, where it says one."""
        return language_of(self.event)

    def style(self, snippets: Snippets) -> str:
        """Return the style sheet: the packaged one or the one given, the colours, the theme."""
        brand = color(self.event.color)
        own = ""
        if brand:
            light, dark = (readable_on(brand, card) for card in _CARDS)
            own = (
                f":root{{--brand:{brand}}}\n@media screen{{:root{{--accent:{light}}}\n"
                f"@media (prefers-color-scheme:dark){{:root{{--accent:{dark}}}}}}}\n"
            )
        if self.page_links.has_languages:
            own += ".languages{padding:.5em 1em}\n"
        if self.page_links.shared(WORKER):
            own += small_template("offline.css", {}) + "\n"
        theme = self.theme.replace("\r\n", "\n").replace("\r", "\n")
        return style(small_template("page.css", self.templates) + snippets.color_rules() + own + theme)

    def script(self) -> str:
        """Return the script of the page of the whole event: the packaged one or the one given."""
        code = small_template("page.js", self.templates)
        parts = {
            "languages.js": self.page_links.has_languages,
            "manifest.js": self.page_links.shared(MANIFEST) and "page.js" not in self.templates,
            "offline.js": self.page_links.shared(WORKER),
        }
        return "\n".join([code, *(small_template(name, {}) for name, is_wanted in parts.items() if is_wanted)])

    def shared(self) -> dict[str, str]:
        """Return what `PageLinks.shared` leads to, by its name."""
        snippets = Snippets(self.event, self.page_links, self.render_markdown)
        files = {"page.css": self.style(snippets), "page.js": self.script()}
        if self.page_links.shared(WORKER):
            files["plain.js"] = small_template("plain.js", {})
        files |= {_CODES: small_template(_CODES, {})} if self.is_brief else {}
        return files | {_GRIDS: self._grids(snippets)} if self._is_lean() else files

    def _is_lean(self) -> bool:
        return self.is_brief and is_large(self.event)

    def _grid(self) -> str | None:
        """Return where the grid is that the script asks for; None: it is in the page."""
        return self.page_links.shared(_GRIDS) if self._is_lean() else None

    def _grids(self, snippets: Snippets) -> str:
        """Return a script with the tables of the days.

        A page that is opened from a disk may fetch nothing, but it may load a script.
        """
        listing = Listing(snippets, is_brief=True)
        days = make_outline(self.event).days
        for session in (session for day in days for item in day.items for session in item.everything):
            listing.anchor(session)  # in the order of the list, as there
        tables: dict[str, str] = {}
        for day in days:
            name = snippets.words.sentence(day_name(day.date, snippets.words))
            tables[f"d-{day.date}"] = "".join(grid_table(listing, day, name))
        told = json.dumps(tables, ensure_ascii=False, indent=0)
        return f"(() => {{\nconst tables = {told};\n{small_template('grid.js', {})}\n}})();\n"

    def _data(self, snippets: Snippets) -> Iterator[str]:
        """Return the data for the script, and the JSON-LD for search engines."""
        event = self.event
        data: dict[str, Any] = {
            "id": event.id,
            "space": NAMESPACE.hex,
            "title": event.title,
            "zone": event.timezone.key,
            "said": zone_line(event),
            "kind": snippets.usual_kind,
            "languages": " ".join(snippets.usual_languages),
            "venue": event.venues[0].name if len(event.venues) == 1 else "",
            "stamp": event.updated.strftime("%Y%m%dT%H%M%SZ") if event.updated else "",
        }
        if event.status in OFF:
            data["off"] = True
        if (grid := self._grid()) is not None:
            data["grid"] = grid
        if self.is_brief and (codes := self.page_links.shared(_CODES)) is not None:
            data["qr"] = codes
        data["words"] = _script_words(words_of(event))
        if self.page_links.shared(WORKER):
            data["words"] |= words_of(event).group("offline")
        programme = script(json.dumps(data, ensure_ascii=False, separators=(",", ":")))
        yield f'<script type="application/json" id="programme-data">{programme}</script>\n'
        if self.json_ld is not None:
            pieces = iter(self.json_ld(event))
            if (first := next(pieces, None)) is not None:  # nothing is told of an event without a date
                yield f'<script type="application/ld+json">{script(first)}'
                yield from map(script, pieces)
                yield "</script>\n"


def _script_words(words: Words) -> dict[str, str]:
    """Return what the script says; the words in braces are for it to fill in."""
    days = words("zone.days", zone="{zone}") + words("mark.stop")
    shared = {"later": f", {words('zone.later')} ", "zoneDays": f" {days}", "onwards": words("time.onwards")}
    return words.group("script") | shared


def _main(snippets: Snippets, outline: Outline, *, is_brief: bool, has_grid: bool) -> Iterator[str]:
    yield nothing(snippets.words)
    listing = Listing(snippets, is_brief=is_brief, has_script=True)
    bounds = {day.date: (day.start, day.end) for day in snippets.event.agenda.days}
    for day in outline.days:
        start, end = bounds[day.date]
        yield (
            f'<section class="day" id="d-{day.date}" data-date="{day.date}" data-from="{start.isoformat()}" '
            f'data-to="{end.isoformat()}" aria-labelledby="h-{day.date}">'
        )
        yield from _day(listing, day, has_grid=has_grid)
    if outline.unscheduled:
        yield (
            '<section class="day" aria-labelledby="h-unscheduled">'
            f'<h2 id="h-unscheduled">{snippets.words("agenda.unscheduled")}</h2>\n'
            f"{listing.unscheduled(outline.unscheduled)}</section>\n"
        )
    if not is_brief:
        yield from _people(snippets, listing)


def _day(listing: Listing, day: OutlineDay, *, has_grid: bool) -> Iterator[str]:
    words = listing.snippets.words
    name = words.sentence(day_name(day.date, words))
    more = f" <small><bdi>{text(day.title)}</bdi></small>" if day.title else ""
    page = listing.snippets.page_links.day(str(day.date))
    shown = f'<a href="{text(page)}">{name}</a>' if page else name
    yield f'<h2 id="h-{day.date}">{shown}{more}</h2>\n<div class="agenda">\n'
    yield from listing.day(day)
    yield '</div>\n<div class="grid">'
    if has_grid:
        yield from grid_table(listing, day, name)
    yield "</div></section>\n"


def _people(snippets: Snippets, listing: Listing) -> Iterator[str]:
    event = snippets.event
    people = [person for person in event.people if person.bio or person.links or person.url]
    if not people:
        return
    heading = f'<h2 id="h-people">{snippets.words("plain.people")}</h2>'
    yield f'<section id="people" aria-labelledby="h-people">{heading}<div class="people">\n'
    by_agent = event.index.by_agent
    for person in people:
        name = text(agent_name(event, person.id))
        sessions = ", ".join(
            f'<a href="#{listing.anchor(session)}">{snippets.title(session)}</a>'
            for session in by_agent.get(person.id, ())
        )
        list_of_sessions = f"<p>{sessions}</p>" if sessions else ""
        yield f'<div class="person"><h3><bdi>{name}</bdi></h3>{snippets.about_person(person)}{list_of_sessions}</div>\n'
    yield "</div></section>\n"
