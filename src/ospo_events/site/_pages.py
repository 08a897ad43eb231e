"""A page for each day, session, person, room and track: plain pages that need no script."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

import attrs

from ..codecs.html import Listing, Page, PageLinks, Snippets
from ..codecs.jsonld.encode import session_documents
from ..model.agent import Organization, Person
from ..model.event import Event
from ..model.session import Session
from ..views.credits import agent_name, in_billing_order
from ..views.english import day_name, room_name, when, where_line, words_of
from ..views.markup import text
from ..views.outline import Item, PartOutlines, make_outline
from ..views.readable import with_readable_texts
from ..views.relations import make_relations
from ..views.selection import in_tracks_and_rooms

__all__ = ["overviews", "plain_pages"]

_UP = "../"
_NEIGHBOURS = 12
"""How many parallel sessions are named; the list has them all."""


def overviews(
    event: Event, *, pages: bool, calendars: str | None = None, changes: str | None = None
) -> tuple[tuple[str, str], ...]:
    """Return the title and the path of the pages beside the programme: lists, and what is on now.

    Args:
        event: the event.
        pages: whether people, tracks and rooms have pages.
        calendars: the page of calendars.
        changes: the page of what changed.
    """
    words = words_of(event)
    more = (("page.calendars", calendars), ("changes.title", changes), ("screen.title", "now.html"))
    return (*(_lists(event) if pages else ()), *((words(key), path) for key, path in more if path is not None))


def _lists(event: Event) -> tuple[tuple[str, str], ...]:
    there = {"people": event.people or event.organizations, "tracks": event.tracks, "rooms": event.rooms}
    words = words_of(event)
    return tuple((words(f"plain.{name}"), f"{name}.html") for name, items in there.items() if items)


def _below(links: PageLinks) -> PageLinks:
    """Return the same addresses as seen from a folder below."""

    def up(where: Callable[[str], str | None]) -> Callable[[str], str | None]:
        def there(id: str) -> str | None:
            found = where(id)
            return None if found is None else _UP + found

        return there

    return PageLinks(
        session=up(links.session),
        person=up(links.person),
        room=up(links.room),
        track=up(links.track),
        calendar=up(links.calendar),
        day=up(links.day),
        picture=up(links.picture),
        shared=up(links.shared),
        has_languages=links.has_languages,
    )


def plain_pages(page: Page, names: Mapping[str, str], calendars: Collection[str]) -> Iterator[tuple[str, str, bytes]]:
    """Yield the path, the title and the document of each page."""
    event, index = page.event, page.event.index
    yield from _overview_pages(page)
    writer = _Plain(attrs.evolve(page, page_links=_below(page.page_links), feeds=(), files=()), calendars)
    yield from writer.days()
    by_agent = index.by_agent
    by_track, by_room = in_tracks_and_rooms(event)
    for session in index.sessions.values():
        path = f"sessions/{names[session.id]}.html"
        yield path, session.title, writer.session(session, path)
    for agent in index.agents.values():
        calendar = f"calendar/people/{names[agent.id]}.ics" if isinstance(agent, Person) else None
        name = agent_name(event, agent.id)
        part: Sequence[Session] = by_agent.get(agent.id, ())
        path = f"people/{names[agent.id]}.html"
        yield path, name, writer.listed(path, name, writer.agent(agent), part, calendar)
    for room in index.rooms.values():
        intro = f"<p>{writer.snippets.of_room(room)}</p>"
        part, path = by_room.get(room.id, ()), f"rooms/{names[room.id]}.html"
        page_of_room = writer.listed(path, room.name, intro, part, f"calendar/rooms/{names[room.id]}.ics")
        yield path, room.name, page_of_room
    for track in index.tracks.values():
        intro = writer.snippets.about(track.description) if track.description else ""
        intro += writer.snippets.links(track.links)
        part, path = by_track.get(track.id, ()), f"tracks/{names[track.id]}.html"
        page_of_track = writer.listed(path, track.title, intro, part, f"calendar/tracks/{names[track.id]}.ics")
        yield path, track.title, page_of_track


class _Plain:
    def __init__(self, page: Page, calendars: Collection[str]) -> None:
        self._calendars = calendars
        self.event = page.event
        self._days = {id(session): day.date for day in page.event.agenda.days for session in day.sessions}
        self._items = {id(item.session): item for item in _all_items(page.event)}
        self.snippets = Snippets(page.event, page.page_links, page.render_markdown)
        self._frame = page.plain(self.snippets)
        self._outlines = PartOutlines(page.event)
        plain_event = with_readable_texts(page.event)
        self._plain_sessions = plain_event.index.sessions
        self._relations = make_relations(page.event)
        self._json_ld_of = session_documents(plain_event, base_url=page.url)

    def session(self, session: Session, path: str) -> bytes:
        day = self._days.get(id(session))
        listing = Listing(self.snippets, level=2)
        out = [listing.alone(self._items.get(id(session), Item(session)), day)]
        if session.parent is not None and (above := self.event.index.sessions.get(session.parent)) is not None:
            link = self.snippets.titled(above)
            out.append(f'<p class="note">{self.snippets.words("site.part", title=link)}</p>')
        calendar = self.snippets.page_links.calendar(session.id)
        if calendar is not None:
            out.append(self.snippets.download(calendar))
        out.append(self._around(session))
        data = self._json_ld_of(self._plain_sessions[session.id])
        plain = self._plain_sessions[session.id]
        return self._frame.document(
            session.title,
            "".join(out),
            home=f"{_UP}index.html",
            path=path,
            about=plain.abstract or plain.description or self._told(session, day),
            above=self._way_by_day(day),
            data=data,
        )

    def _way_by_day(self, day: dt.date | None) -> tuple[tuple[str, str], ...]:
        """Return the name and the address of the page of a day, for the breadcrumb of its sessions."""
        path = None if day is None else self.snippets.page_links.day(str(day))
        if day is None or path is None:
            return ()
        words = self.snippets.words
        return ((words.sentence(day_name(day, words)), path),)

    def _told(self, session: Session, day: dt.date | None) -> str:
        """Return when and where a session is and who takes part, in one line."""
        slot, words = session.slot, self.snippets.words
        facts: list[str] = []
        if slot is not None and day is not None:
            facts += [f"{words.sentence(day_name(day, words))}, {when(slot, day, words=words)}"]
            facts += [where_line(self.event, slot)]
        names = [agent_name(self.event, one.agent, one) for one in in_billing_order(session.participants)]
        return " · ".join(filter(None, (*facts, words.listed(dict.fromkeys(names)))))

    def _around(self, session: Session) -> str:
        """Return the sessions before and after in the same room, and the parallel ones."""
        found = self._relations.get(session.id)
        if found is None:
            return ""
        lines: list[tuple[str, str]] = []
        words = self.snippets.words
        for word, rooms in (("before", found.previous_in_room), ("after", found.next_in_room)):
            lines += [
                (words(f"plain.{word}", room=room_name(self.event, room)), self._titled(id))
                for room, id in rooms.items()
            ]
        if found.parallel:
            beside = list(map(self._titled, found.parallel[:_NEIGHBOURS]))
            if (rest := found.parallel_count - _NEIGHBOURS) > 0:
                beside.append(words("plain.more", count=rest))
            lines.append((words("plain.parallel"), words.listed(beside)))
        items = "".join(f"<dt>{text(name)}</dt><dd>{html}</dd>" for name, html in lines)
        return f'<section class="around"><h2>{words("plain.around")}</h2><dl>{items}</dl></section>\n' if items else ""

    def _titled(self, id: str) -> str:
        return self.snippets.titled(self.event.index.sessions[id])

    def listed(self, path: str, title: str, intro: str, part: Sequence[Session], calendar: str | None) -> bytes:
        out, words = [intro], self.snippets.words
        if calendar in self._calendars:
            out.append(self.snippets.download(f"{_UP}{calendar}"))
        out.append(self._programme(part))
        above = path.partition("/")[0]
        way = ((words(f"plain.{above}"), f"{_UP}{above}.html"),)
        return self._frame.document(title, "".join(out), home=f"{_UP}index.html", path=path, above=way)

    def _programme(self, part: Sequence[Session]) -> str:
        listing, out = Listing(self.snippets, is_brief=True), list[str]()
        outline, words = self._outlines.of(part), self.snippets.words
        for day in outline.days:
            if day.slots:
                name = words.sentence(day_name(day.date, words))
                out += [f'<section class="day"><h2>{name}</h2>\n', *listing.day(day), "</section>\n"]
        if outline.unscheduled:
            later = listing.unscheduled(outline.unscheduled)
            out.append(f'<section class="day"><h2>{words("agenda.unscheduled")}</h2>\n{later}</section>\n')
        return "".join(out)

    def days(self) -> Iterator[tuple[str, str, bytes]]:
        """Yield the path, the title and the page of each programme day, with links to the days before and after."""
        words, days = self.snippets.words, self.event.agenda.days
        names = [words.sentence(day_name(day.date, words)) for day in days]
        ways = [f'<a href="{day.date}.html">{name}</a>' for day, name in zip(days, names, strict=True)]
        for number, (day, name) in enumerate(zip(days, names, strict=True)):
            listing = Listing(self.snippets, is_brief=True)
            out = [f'<p class="theme"><bdi>{text(day.title)}</bdi></p>\n'] if day.title else list[str]()
            calendar = f"calendar/days/{day.date}.ics"
            if calendar in self._calendars:
                out.append(self.snippets.download(f"{_UP}{calendar}"))
            beside = " · ".join([*ways[max(number - 1, 0) : number], *ways[number + 1 : number + 2]])
            label = words("bar.days")
            out.append(f'<nav class="off-paper" aria-label="{label}"><p>{beside}</p></nav>\n' if beside else "")
            out.append(f'<h2 class="h">{words("page.programme")}</h2>\n')
            outline = self._outlines.of(day.sessions)
            out += [piece for one in outline.days for piece in listing.day(one)] or [self._nothing()]
            path = f"days/{day.date}.html"
            yield path, name, self._frame.document(name, "".join(out), home=f"{_UP}index.html", path=path)

    def _nothing(self) -> str:
        words = self.snippets.words
        return f'<p class="none">{words("agenda.nothing")}{words("mark.stop")}</p>'

    def agent(self, agent: Person | Organization) -> str:
        if isinstance(agent, Person):
            return self.snippets.about_person(agent)
        return (self.snippets.about(agent.description) if agent.description else "") + self.snippets.links(agent.links)


def _overview_pages(page: Page) -> Iterator[tuple[str, str, bytes]]:
    """Yield the pages that list people, rooms and tracks."""
    event = page.event
    snippets = Snippets(event, page.page_links, page.render_markdown)
    frame = page.plain(snippets)
    agents = sorted(event.index.agents.values(), key=lambda agent: (agent.name.casefold(), agent.id))
    lists = {
        "people": [snippets.of_agent(agent) for agent in agents],
        "tracks": [snippets.track(track.id) for track in event.index.tracks.values()],
        "rooms": [snippets.of_room(room) for room in event.index.rooms.values()],
    }
    for title, path in _lists(event):
        items = "".join(f"<li>{item}</li>" for item in lists[path.removesuffix(".html")])
        yield path, title, frame.document(title, f'<ul class="overview">{items}</ul>\n', home="index.html", path=path)


def _all_items(event: Event) -> Iterator[Item]:
    outline = make_outline(event)
    stack = [*(item for day in outline.days for item in day.items), *outline.unscheduled]
    while stack:
        item = stack.pop()
        yield item
        stack += item.parts
