"""The whole page: head, header, controls, days, people, footer."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from importlib.resources import files

import attrs

from ...model.event import Event
from ...model.place import Room, Venue
from ...model.vocabulary import KNOWN_ACCESSIBILITY, kind_label
from ...views.outline import Outline, make_outline
from ...views.words import (
    MONTHS,
    WEEKDAYS,
    concept_label,
    day_name,
    event_dates,
    language_name,
    place_line,
    state_line,
    zone_line,
)
from .. import jsonld
from ._escape import color, flat, hash_source, href, script, style, text
from ._grid import grid_table
from ._listing import Listing
from ._parts import Pieces, Places

__all__ = ["TEMPLATES", "Page", "fill", "template"]

TEMPLATES = ("page.html", "page.css", "page.js", "paper.css")
"""The files a theme may replace."""
_MANY = 200
_PICTURES = ("image", "icon")
_PLACE = re.compile(r"\{\{([a-z]+)\}\}")
_ASSETS = files("ospo_events.codecs.html") / "assets"


@cache
def _packaged(name: str) -> str:
    return (_ASSETS / name).read_text("utf-8")


@cache
def _small(name: str, content: str) -> str:
    """Return a style sheet or script without indentation, blank lines and lines of comment."""
    del name
    lines = (line.strip() for line in content.replace("\r\n", "\n").replace("\r", "\n").split("\n"))
    return "\n".join(
        line
        for line in lines
        if line and not line.startswith("//") and not (line.startswith("/*") and line.endswith("*/"))
    )


def template(name: str, given: Mapping[str, str]) -> str:
    """Return a template: one of `given`, or the packaged one of that name."""
    return given[name] if name in given else _packaged(name)


def fill(page: str, values: Mapping[str, str]) -> str:
    """Return a template with `{{name}}` replaced, in one pass; an unknown name is left empty."""
    return _PLACE.sub(lambda match: values.get(match[1], ""), page)


@attrs.frozen(kw_only=True)
class Page:
    """A page of one event, and how it is to look."""

    event: Event
    """The event, without anything private or unsafe."""
    places: Places = attrs.field(factory=Places)
    """Where other pages and files are."""
    templates: Mapping[str, str] = attrs.field(factory=dict[str, str])
    """Replacements of packaged templates, by name."""
    theme: str = ""
    """CSS that follows the packaged one."""
    rich: Callable[[str], str] | None = None
    """Renders texts that are not plain."""
    url: str | None = None
    """The address the page will have."""
    base: str | None = None
    """The address that `@id`s begin with; None: the page of the event."""
    feeds: tuple[tuple[str, str, str | None], ...] = ()
    """Calendars: what to call each, the file, and the address to subscribe to."""
    files: tuple[tuple[str, str, str], ...] = ()
    """The same programme in other forms: title, file, media type."""

    def document(self, *, title: str | None = None, outline: Outline | None = None, home: str | None = None) -> str:
        """Return the page.

        Args:
            title: what the page is about, where it is not the whole event.
            outline: the days to show; None: all.
            home: the address of the page of the whole event, where this is not it.
        """
        event = self.event
        pieces = Pieces(event, self.places, self.rich)
        outline = outline or make_outline(event)
        listing = Listing(pieces)
        main = self._days(listing, outline) + self._people(pieces, listing)
        css = style(_small("page.css", template("page.css", self.templates)) + pieces.color_rules() + self._own_style())
        code = _small("page.js", template("page.js", self.templates))
        name = f"{title} – {event.title}" if title else event.title
        return fill(
            template("page.html", self.templates),
            {
                "csp": _policy(css, code),
                "title": flat(name),
                "meta": self._meta(),
                "style": css,
                "body": ' class="big"' if len(event.sessions) > _MANY else "",
                "header": self._header(pieces, title, home),
                "controls": self._controls(outline),
                "main": main,
                "footer": self._footer(pieces),
                "data": self._data(),
                "script": code,
            },
        )

    def plain(self, title: str, body: str, *, home: str, data: str | None = None) -> str:
        """Return a page without script.

        Args:
            title: what it is about.
            body: its content, as HTML.
            home: the address of the page of the whole event.
            data: what it says as JSON-LD.
        """
        pieces = Pieces(self.event, self.places, self.rich)
        css = style(_small("page.css", template("page.css", self.templates)) + pieces.color_rules() + self._own_style())
        return self._filled(
            css,
            title=title,
            header=self._header(pieces, title, home),
            main=body,
            data="" if data is None else f'<script type="application/ld+json">{script(data)}</script>\n',
        )

    def paper(self, title: str, body: str) -> str:
        """Return a page that is made to be printed."""
        css = style(_small("paper.css", template("paper.css", self.templates)))
        return self._filled(css, title=title, header=f"<h1>{text(title)}</h1>\n", main=body, data="")

    def _filled(self, css: str, *, title: str, header: str, main: str, data: str) -> str:
        return fill(
            template("page.html", self.templates),
            {
                "csp": _policy(css, ""),
                "title": flat(f"{title} – {self.event.title}"),
                "style": css,
                "header": header,
                "main": main,
                "data": data,
            },
        )

    def _own_style(self) -> str:
        brand = color(self.event.color)
        own = f":root{{--brand:{brand}}}\n" if brand else ""
        return own + self.theme.replace("\r\n", "\n").replace("\r", "\n")

    def _meta(self) -> str:
        event = self.event
        lines: list[str] = []
        about = event.description or event.theme
        if about:
            lines.append(f'<meta name="description" content="{flat(about[:300])}">')
        address = href(self.url)
        if address:
            lines.append(f'<link rel="canonical" href="{address}">')
        for title, file, media_type in self.files:
            lines.append(f'<link rel="alternate" type="{media_type}" title="{flat(title)}" href="{text(file)}">')
        return "".join(line + "\n" for line in lines)

    def _header(self, pieces: Pieces, title: str | None, home: str | None) -> str:
        event = self.event
        name = f"<bdi>{text(event.title)}</bdi>"
        lines: list[str] = []
        if home is not None:
            lines.append(f'<p class="series"><a href="{text(home)}">{name}</a></p>')
        elif event.series is not None:
            edition = f" · {text(event.edition)} edition" if event.edition else ""
            lines.append(f'<p class="series"><bdi>{text(event.series.title)}</bdi>{edition}</p>')
        lines.append(f"<h1>{f'<bdi>{text(title)}</bdi>' if title else name}</h1>")
        if event.theme and home is None:
            lines.append(f'<p class="theme"><bdi>{text(event.theme)}</bdi></p>')
        facts = [text(fact) for fact in (event_dates(event), place_line(event)) if fact]
        if facts:
            lines.append(f'<p class="facts">{" · ".join(facts)}</p>')
        lines.append(
            '<p class="zone" aria-live="polite">All times are in '
            f'<strong id="zone-name">{text(zone_line(event))}</strong>.<span id="zone-days"></span></p>'
        )
        if state := state_line(event):
            lines.append(f'<p class="state">{text(state[0].upper() + state[1:])}</p>')
        if home is None:
            lines += self._about(pieces)
        return "".join(line + "\n" for line in lines if line)

    def _about(self, pieces: Pieces) -> list[str]:
        event = self.event
        inside = pieces.about(event.description) if event.description else ""
        if event.objectives:
            items = "".join(f'<li dir="auto">{text(item.text)}</li>' for item in event.objectives)
            inside += f"<ol>{items}</ol>"
        if event.outputs:
            items = "".join(f"<li><bdi>{text(item.title)}</bdi></li>" for item in event.outputs)
            inside += f'<p class="note">To come out of it:</p><ul>{items}</ul>'
        if event.concepts:
            inside += f'<p class="note">{", ".join(text(concept_label(uri)) for uri in event.concepts)}</p>'
        return [
            f"<details><summary>About the event</summary>{inside}</details>" if inside else "",
            pieces.people(event.participants),
            pieces.links(link for link in event.links if link.rel not in _PICTURES),
        ]

    def _controls(self, outline: Outline) -> str:
        event = self.event
        days = "".join(
            f'<li><a href="#d-{day.date}">{WEEKDAYS[day.date.weekday()][:3]} {day.date.day} '
            f"{MONTHS[day.date.month - 1][:3]}</a></li>"
            for day in outline.days
        )
        nav = f'<nav aria-label="Days"><ul>{days}</ul></nav>' if len(outline.days) > 1 else ""
        kinds = [(kind, kind_label(kind)) for kind in event.index.by_kind]
        by_agent = event.index.by_agent
        people = [(agent.id, agent.name) for agent in event.index.agents.values() if agent.id in by_agent]
        spoken = dict.fromkeys([*event.languages, *(code for s in event.sessions for code in s.languages)])
        choices = (
            _choice("kind", "Kind", kinds)
            + _choice("track", "Track", [(track.id, track.title) for track in event.tracks])
            + _choice("room", "Room", [(room.id, room.name) for room in event.rooms])
            + _choice("person", "Person", sorted(people, key=lambda pair: pair[1].casefold()))
            + _choice("language", "Language", [(code, language_name(code)) for code in spoken if " " not in code])
        )
        return (
            f'<form class="bar" id="controls" autocomplete="off" role="search" aria-label="What to show, and how">{nav}'
            '<fieldset class="views"><legend class="h">View</legend>'
            '<input type="radio" name="view" id="view-list" checked><label for="view-list">List</label>'
            '<input type="radio" name="view" id="view-grid"><label for="view-grid">Grid</label></fieldset>'
            '<button type="button" id="jump" hidden>Now</button>'
            '<details class="filters" data-js hidden><summary>Filter, my picks, time zone</summary><div>'
            '<label>Words<input type="search" id="f-text"></label>'
            f"{choices}"
            '<label>Times in<select id="zone-choice"></select></label>'
            '<label class="check"><input type="checkbox" id="only">Only my picks</label>'
            '<button type="button" id="save">Save what is shown (.ics)</button>'
            '<button type="button" id="save-picks">Save my picks (.ics)</button>'
            '<button type="reset">Show everything</button>'
            '</div></details><output id="count" aria-live="polite"></output></form>\n'
        )

    def _days(self, listing: Listing, outline: Outline) -> str:
        out: list[str] = []
        ends = {day.date: (day.start, day.end) for day in self.event.agenda.days}
        for day in outline.days:
            name = day_name(day.date)
            start, end = ends[day.date]
            more = f" <small><bdi>{text(day.title)}</bdi></small>" if day.title else ""
            agenda, grid = listing.day(day), grid_table(listing, day, name)
            out.append(
                f'<section class="day" id="d-{day.date}" data-date="{day.date}" data-from="{start.isoformat()}" '
                f'data-to="{end.isoformat()}" aria-labelledby="h-{day.date}"><h2 id="h-{day.date}">{name}{more}</h2>\n'
                f'<div class="agenda">\n{agenda}</div>\n<div class="grid">{grid}</div></section>\n'
            )
        if outline.unscheduled:
            out.append(
                '<section class="day" aria-labelledby="h-unscheduled"><h2 id="h-unscheduled">Not scheduled yet</h2>\n'
                f"{listing.unscheduled(outline.unscheduled)}</section>\n"
            )
        return "".join(out)

    def _people(self, pieces: Pieces, listing: Listing) -> str:
        known = [person for person in self.event.people if person.bio or person.links or person.url]
        if not known:
            return ""
        out = ['<section id="people" aria-labelledby="h-people"><h2 id="h-people">People</h2><div class="people">\n']
        for person in known:
            name = text(f"{person.honorific} {person.name}" if person.honorific else person.name)
            sessions = ", ".join(
                f'<a href="#{listing.anchor(session)}"><bdi>{text(session.title)}</bdi></a>'
                for session in self.event.index.by_agent.get(person.id, ())
            )
            out.append(
                f'<div class="person"><h3><bdi>{name}</bdi></h3>'
                + pieces.about_person(person)
                + (f"<p>{sessions}</p>" if sessions else "")
                + "</div>\n"
            )
        return "".join([*out, "</div></section>\n"])

    def _footer(self, pieces: Pieces) -> str:
        event = self.event
        lines: list[str] = []
        if self.feeds:
            items = "".join(
                f'<li><bdi>{text(name)}</bdi>: <a href="{text(file)}" download>file</a>'
                + (f', <a href="{text(address)}">subscribe</a>' if address else "")
                + "</li>"
                for name, file, address in self.feeds
            )
            lines.append(f"<h2>Calendars</h2><ul>{items}</ul>")
        if self.files:
            items = "".join(f'<li><a href="{text(file)}">{text(title)}</a></li>' for title, file, _ in self.files)
            lines.append(f'<h2>The same as data</h2><ul class="links">{items}</ul>')
        if event.venues or event.rooms:
            lines.append("<h2>Places</h2>")
            lines += [f"<p>{_venue(venue)}</p>" for venue in event.venues]
            lines += [f"<p>{_room(pieces, room)}</p>" for room in event.rooms if _has_more(room)]
        if event.accessibility:
            lines.append(f"<h2>Accessibility</h2>{pieces.about(event.accessibility)}")
        if event.license:
            lines.append(f"<p>The texts of the programme are under {text(event.license)}.</p>")
        return "".join(line + "\n" for line in lines)

    def _data(self) -> str:
        event = self.event
        data = {
            "id": event.id,
            "title": event.title,
            "zone": event.timezone.key,
            "said": zone_line(event),
            "languages": " ".join(event.languages),
            "venue": event.venues[0].name if len(event.venues) == 1 else "",
            "stamp": event.updated.strftime("%Y%m%dT%H%M%SZ") if event.updated else "",
        }
        return (
            f'<script type="application/json" id="programme-data">{script(_json(data))}</script>\n'
            f'<script type="application/ld+json">{script(jsonld.document(event, base=self.base))}</script>\n'
        )


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _policy(css: str, code: str) -> str:
    return (
        f"default-src 'none'; style-src {hash_source(css)}; script-src {hash_source(code)}; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )


def _choice(name: str, label: str, options: Iterable[tuple[str, str]]) -> str:
    listed = "".join(f'<option value="{flat(value)}">{flat(said)}</option>' for value, said in options)
    if not listed:
        return ""
    return f'<label>{label}<select id="f-{name}"><option value="">All</option>{listed}</select></label>'


def _features(words: tuple[str, ...]) -> str:
    return ", ".join(text(KNOWN_ACCESSIBILITY.get(word, word)) for word in words)


def _venue(venue: Venue) -> str:
    name = f"<strong><bdi>{text(venue.name)}</bdi></strong>"
    address = href(venue.url)
    parts = [f'<a href="{address}">{name}</a>' if address else name]
    if venue.address:
        a = venue.address
        parts += [
            f"<bdi>{text(part)}</bdi>" for part in (a.street, a.postal_code, a.locality, a.region, a.country) if part
        ]
    return _remarks(", ".join(parts), venue)


def _remarks(said: str, place: Venue | Room) -> str:
    if place.accessibility:
        said += f" · {_features(place.accessibility)}"
    return f"{said}<br><bdi>{text(place.description)}</bdi>" if place.description else said


def _has_more(room: Room) -> bool:
    return bool(room.floor or room.capacity is not None or room.description or room.accessibility or room.stream)


def _room(pieces: Pieces, room: Room) -> str:
    parts = [f"<strong>{pieces.room(room.id)}</strong>"]
    if room.floor:
        parts.append(f"floor <bdi>{text(room.floor)}</bdi>")
    if room.capacity is not None:
        parts.append(f"{room.capacity} places")
    address = href(room.stream.href) if room.stream else None
    if address:
        parts.append(f'<a href="{address}">live stream</a>')
    return _remarks(", ".join(parts), room)
