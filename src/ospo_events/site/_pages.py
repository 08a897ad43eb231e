"""A page for each session, person, room and track: plain pages that need no script."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

import attrs

from ..codecs.html import Listing, Page, PageLinks, Snippets
from ..codecs.jsonld.encode import session_documents
from ..model.agent import Organization, Person
from ..model.event import Event
from ..model.session import Session
from ..views.credits import agent_name
from ..views.english import day_name
from ..views.outline import Item, PartOutlines, make_outline
from ..views.readable import with_readable_texts
from ..views.selection import in_tracks_and_rooms

__all__ = ["plain_pages"]

_UP = "../"


def _below(links: PageLinks) -> PageLinks:
    """Return where the same pages are, seen from a folder below."""

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
    )


def plain_pages(page: Page, names: Mapping[str, str], calendars: Collection[str]) -> Iterator[tuple[str, str, bytes]]:
    """Yield the path, the title and the document of each page."""
    event, index = page.event, page.event.index
    writer = _Plain(attrs.evolve(page, page_links=_below(page.page_links), feeds=(), files=()), calendars)
    by_agent = index.by_agent
    by_track, by_room = in_tracks_and_rooms(event)
    for session in index.sessions.values():
        yield f"sessions/{names[session.id]}.html", session.title, writer.session(session)
    for agent in index.agents.values():
        calendar = f"calendar/people/{names[agent.id]}.ics" if isinstance(agent, Person) else None
        name = agent_name(event, agent.id)
        part: Sequence[Session] = by_agent.get(agent.id, ())
        yield (
            f"people/{names[agent.id]}.html",
            name,
            writer.listed(name, writer.agent(agent), part, calendar),
        )
    for room in index.rooms.values():
        intro = writer.snippets.about(room.description) if room.description else ""
        part = by_room.get(room.id, ())
        page_of_room = writer.listed(room.name, intro, part, f"calendar/rooms/{names[room.id]}.ics")
        yield f"rooms/{names[room.id]}.html", room.name, page_of_room
    for track in index.tracks.values():
        intro = writer.snippets.about(track.description) if track.description else ""
        intro += writer.snippets.links(track.links)
        part = by_track.get(track.id, ())
        page_of_track = writer.listed(track.title, intro, part, f"calendar/tracks/{names[track.id]}.ics")
        yield f"tracks/{names[track.id]}.html", track.title, page_of_track


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
        self._json_ld_of = session_documents(plain_event, base_url=page.url)

    def session(self, session: Session) -> bytes:
        day = self._days.get(id(session))
        listing = Listing(self.snippets, level=2)
        out = [listing.alone(self._items.get(id(session), Item(session)), day)]
        if session.parent is not None and (above := self.event.index.sessions.get(session.parent)) is not None:
            link = self.snippets.titled(above)
            out.append(f'<p class="note">{self.snippets.words("site.part", title=link)}</p>')
        calendar = self.snippets.page_links.calendar(session.id)
        if calendar is not None:
            out.append(self.snippets.download(calendar))
        data = self._json_ld_of(self._plain_sessions[session.id])
        return self._frame.document(session.title, "".join(out), home=f"{_UP}index.html", data=data)

    def listed(self, title: str, intro: str, part: Sequence[Session], calendar: str | None) -> bytes:
        listing = Listing(self.snippets)
        out = [intro]
        if calendar in self._calendars:
            out.append(self.snippets.download(f"{_UP}{calendar}"))
        outline, words = self._outlines.of(part), self.snippets.words
        for day in outline.days:
            if day.slots:
                name = words.sentence(day_name(day.date, words))
                out += [f'<section class="day"><h2>{name}</h2>\n', *listing.day(day), "</section>\n"]
        if outline.unscheduled:
            later = listing.unscheduled(outline.unscheduled)
            out.append(f'<section class="day"><h2>{words("agenda.unscheduled")}</h2>\n{later}</section>\n')
        return self._frame.document(title, "".join(out), home=f"{_UP}index.html")

    def agent(self, agent: Person | Organization) -> str:
        if isinstance(agent, Person):
            return self.snippets.about_person(agent)
        return (self.snippets.about(agent.description) if agent.description else "") + self.snippets.links(agent.links)


def _all_items(event: Event) -> Iterator[Item]:
    outline = make_outline(event)
    stack = [*(item for day in outline.days for item in day.items), *outline.unscheduled]
    while stack:
        item = stack.pop()
        yield item
        stack += item.parts
