"""Snippets of HTML that a page needs again and again, each made once: times, rooms, tracks, people."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from functools import cached_property
from unicodedata import bidirectional

from ...model.agent import Organization, Participant, Person
from ...model.event import Event
from ...model.ids import AgentId
from ...model.link import Link
from ...model.place import Room, Venue
from ...model.session import Session, Slot, slot_days
from ...model.time import instant
from ...views.credits import Credits, agent_name, in_billing_order, organization_names, remarks, stands_for, with_notes
from ...views.english import (
    clock,
    event_dates,
    feature_name,
    is_language_tag,
    link_label,
    place_line,
    room_name,
    state_line,
    status_word,
    when,
    words_of,
    zone_line,
)
from ...views.markup import attribute, href, text
from ...views.relations import was_moved
from ...views.words import Words
from ._escape import color, ink, paragraphs, readable_on
from ._page_links import PageLinks, runs_from_the_right

__all__ = ["Snippets", "place_remarks"]

_MIXED = frozenset(["R", "AL", "AN", "LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"])
"""What changes the direction of letters that run from left to right (UAX #9, table 4)."""


class Snippets:
    """Makes the snippets of HTML of one event, and keeps each for the next time."""

    def __init__(
        self, event: Event, page_links: PageLinks, render_markdown: Callable[[str], str] | None = None
    ) -> None:
        self.event = event
        self.page_links = page_links
        self.render_markdown = render_markdown
        self.words = words_of(event)
        """The words in the language of the event's texts."""
        self._is_mirrored = runs_from_the_right(event)
        self._times: dict[tuple[dt.datetime, int, dt.date], str] = {}
        self._rooms: dict[str, str] = {}
        self._tracks: dict[str, str] = {}
        self._room_lists: dict[tuple[str, ...], str] = {}
        self._paints: dict[tuple[str, ...], str] = {}
        self._tags: dict[str, str] = {}
        self._titles: dict[int, str] = {}
        self._spans: dict[tuple[int, dt.date], str] = {}
        self._credits = Credits(event, self._mention)
        self._ids: dict[AgentId, str] = {}
        self._track_places: dict[str, int] = {track.id: place for place, track in enumerate(event.tracks)}
        self._room_places: dict[str, int] = {room.id: place for place, room in enumerate(event.rooms)}
        self.colors: dict[str, str] = {
            track.id: f"c{number}" for number, track in enumerate(event.tracks) if color(track.color) is not None
        }

    @cached_property
    def dates_and_place(self) -> str:
        """When and where the event is, as one line."""
        return " · ".join([text(fact) for fact in (event_dates(self.event), place_line(self.event)) if fact])

    @cached_property
    def zone_and_state(self) -> tuple[str, ...]:
        """The paragraphs about the zone of the times, and about the state of the programme."""
        name = f'<strong id="zone-name">{text(zone_line(self.event))}</strong>'
        said = self.words("zone.all", zone=name) + self.words("mark.stop")
        zone = f'<p class="zone" aria-live="polite">{said}<span id="zone-days"></span></p>'
        state = state_line(self.event)
        return (zone, f'<p class="state">{text(self.words.sentence(state))}</p>') if state else (zone,)

    @cached_property
    def usual_languages(self) -> tuple[str, ...]:
        """The languages of the event; where it says none, those that each of its sessions says."""
        if self.event.languages:
            return self.event.languages
        said = {session.languages for session in self.event.sessions}
        return said.pop() if len(said) == 1 else ()

    @cached_property
    def usual_kind(self) -> str:
        """The kind that most sessions are of."""
        by_kind = self.event.index.by_kind
        return max(by_kind, key=lambda kind: len(by_kind[kind]), default="")

    def about(self, value: str) -> str:
        """Return a text as paragraphs."""
        return paragraphs(value, self.render_markdown)

    def title(self, session: Session) -> str:
        """Return the title of a session."""
        cached = self._titles.get(id(session))
        if cached is None:
            cached = self._titles[id(session)] = f"<bdi>{text(session.title)}</bdi>"
        return cached

    def tag(self, word: str) -> str:
        """Return a keyword."""
        cached = self._tags.get(word)
        if cached is None:
            cached = self._tags[word] = f"<bdi>{text(word)}</bdi>"
        return cached

    def track_places(self, ids: tuple[str, ...]) -> str:
        """Return where tracks stand in the list to choose from, which is shorter than their ids."""
        return " ".join([str(self._track_places[id]) for id in ids if id in self._track_places])

    def room_places(self, ids: tuple[str, ...]) -> str:
        """Return where rooms stand in the list to choose from."""
        return " ".join([str(self._room_places[id]) for id in ids if id in self._room_places])

    def agent_id(self, id: AgentId) -> str:
        """Return the id of a person or an organization as a word of an attribute."""
        cached = self._ids.get(id)
        if cached is None:
            cached = self._ids[id] = attribute(id)
        return cached

    def paint(self, tracks: tuple[str, ...]) -> str:
        """Return the CSS classes of sessions in these tracks: those of the first track that has a colour."""
        cached = self._paints.get(tracks)
        if cached is None:
            cached = next((f" tk {self.colors[track]}" for track in tracks if track in self.colors), "")
            self._paints[tracks] = cached
        return cached

    def color_rules(self) -> str:
        """Return the style rules of the colours of the tracks."""
        rules: list[str] = []
        for track in self.event.tracks:
            name, paint = self.colors.get(track.id), color(track.color)
            if name is not None and paint is not None:
                letters = ink(paint)
                # A chip is in the colour of its track, as far as its letters are well readable on it (WCAG AAA).
                chip = readable_on(paint, letters.replace("#", "#" + letters[1:]))
                rules.append(f".{name}{{--c:{paint};--b:{chip};--k:{letters}}}\n")
        return "".join(rules)

    def time(self, moment: dt.datetime, day: dt.date) -> str:
        """Return a moment as a time element; with the date where it is not that of `day`."""
        key = (moment, moment.fold, day)
        cached = self._times.get(key)
        if cached is None:
            cached = self._times[key] = (
                f'<time datetime="{_machine(moment)}">{text(clock(moment, day, self.words))}</time>'
            )
        return cached

    def span(self, slot: Slot, day: dt.date) -> str:
        """Return the time of a slot as one element, `09:00–10:00`, `17:30 onwards` or `all day`.

        How many minutes it lasts is an attribute: of a page of a thousand sessions each element counts.
        """
        if slot.all_day:
            # No time element: its text is that of a clock, which the script turns into other zones.
            first, last = slot_days(slot)
            dates = f'data-from="{first}" data-to="{last + dt.timedelta(days=1)}"'
            return f'<span class="w ad" {dates}>{text(when(slot, day, words=self.words))}</span>'
        lasts = "" if slot.end is None else f' data-e="{(instant(slot.end) - instant(slot.start)) / 60:.12g}"'
        return (
            f'<time class="w"{lasts} datetime="{_machine(slot.start)}">{text(when(slot, day, words=self.words))}</time>'
        )

    def when(self, session: Session, day: dt.date) -> str:
        """Return the time of a session that has a slot; the same text in list and grid."""
        key = (id(session), day)
        cached = self._spans.get(key)
        if cached is None:
            assert session.slot is not None, "called only for sessions that have a time"
            cached = self._spans[key] = self.span(session.slot, day)
        return cached

    def side_by_side(self, sessions: Iterable[Session], day: dt.date) -> None:
        """Note that sessions begin and end together: the text of their times is made once."""
        span: str | None = None
        for session in sessions:
            span = self._spans[id(session), day] = span or self.when(session, day)

    def rooms(self, ids: tuple[str, ...]) -> str:
        """Return the rooms of a session, by name."""
        cached = self._room_lists.get(ids)
        if cached is None:
            cached = self._room_lists[ids] = self.words.listed([self.isolated(room_name(self.event, id)) for id in ids])
        return cached

    def isolated(self, name: str) -> str:
        """Return a name that changes the direction of nothing around it, without an element where it cannot."""
        return text(name) if self._is_plain(name) else f"<bdi>{text(name)}</bdi>"

    def direction(self, name: str) -> str:
        """Return the attribute that isolates an element with a name as `bdi` does; empty where nothing needs it."""
        return "" if self._is_plain(name) and not self.page_links.has_languages else ' dir="auto"'

    def _is_plain(self, name: str) -> bool:
        return not self._is_mirrored and (name.isascii() or _MIXED.isdisjoint(map(bidirectional, name)))

    def names(self, participants: tuple[Participant, ...]) -> str:
        """Return the names of those who take part, and nothing else of them."""
        names = [agent_name(self.event, one.agent, one) for one in in_billing_order(participants)]
        return self.words.listed(map(self.isolated, dict.fromkeys(names)))

    def room(self, id: str) -> str:
        """Return a room as a link to its page, or its name."""
        cached = self._rooms.get(id)
        if cached is None:
            name = f"<bdi>{text(room_name(self.event, id))}</bdi>"
            cached = self._rooms[id] = _linked(name, self.page_links.room(id) if id in self.event.index.rooms else None)
        return cached

    def track(self, id: str) -> str:
        """Return a track as a chip in its colour that leads to its page."""
        track = self.event.index.tracks.get(id)
        name = f"<bdi>{text(track.title if track else id)}</bdi>"
        return self._chip(id, _linked(name, self.page_links.track(id) if track else None))

    def track_name(self, id: str) -> str:
        """Return the name of a track, as a chip where it has a colour."""
        cached = self._tracks.get(id)
        if cached is None:
            track = self.event.index.tracks.get(id)
            name = self.isolated(track.title if track else id)
            cached = self._tracks[id] = self._chip(id, name) if id in self.colors else name
        return cached

    def _chip(self, id: str, name: str) -> str:
        paint = f" {self.colors[id]}" if id in self.colors else ""
        return f'<span class="tr{paint}">{name}</span>'

    def _mention(self, participant: Participant) -> str:
        """Return a participant as `Name (Director, Office; online)`."""
        name = f"<bdi>{text(agent_name(self.event, participant.agent, participant))}</bdi>"
        if participant.agent and participant.agent in self.event.index.agents:
            name = _linked(name, self.page_links.person(participant.agent))
        stands = stands_for(self.event, participant)
        return with_notes(name, f"<bdi>{text(stands)}</bdi>" if stands else None, remarks(participant, self.words))

    def people(self, participants: tuple[Participant, ...]) -> str:
        """Return the participants, a line for each role."""
        return "".join(
            [
                f'<p class="who">{text(heading)}{self.words("mark.colon")}{self.words.listed(names)}</p>'
                for heading, names in self._credits.by_role(participants)
            ]
        )

    def links(self, links: Iterable[Link]) -> str:
        """Return links as a list; those that a page must not link to are left out."""
        items: list[str] = []
        for link in links:
            address = href(link.href)
            if address is not None:
                language = f' hreflang="{link.language}"' if link.language and is_language_tag(link.language) else ""
                label = text(link_label(link, self.words))
                items.append(f'<li><a href="{address}"{language}><bdi>{label}</bdi></a></li>')
        return f'<ul class="links">{"".join(items)}</ul>' if items else ""

    def of_room(self, room: Room) -> str:
        """Return a room and what one has to know to get there and in: floor, places, accessibility."""
        parts = [f"<strong>{self.room(room.id)}</strong>"]
        if room.floor:
            parts.append(self.words("page.floor", floor=f"<bdi>{text(room.floor)}</bdi>"))
        if room.capacity is not None:
            parts.append(self.words("page.seats", count=room.capacity))
        address = href(room.stream.href) if room.stream else None
        if address:
            parts.append(f'<a href="{address}">{self.words("page.live")}</a>')
        return place_remarks(self.words.listed(parts), room, self.words)

    def portrait(self, person: Person) -> str:
        """Return the portrait of a person, or their initials; nothing where nobody has a portrait."""
        if not self.has_portraits:
            return ""
        picture = self.page_links.picture(f"people/{person.id}")
        if picture is not None:
            return f'<img class="face" src="{text(picture)}" alt="" loading="lazy">'
        letters = [part[0] for part in person.name.split() if part[0].isalpha()]
        initials = "".join(letters[:1] + letters[1:][-1:]).upper()
        return f'<span class="face" aria-hidden="true">{text(initials)}</span>'

    @cached_property
    def has_portraits(self) -> bool:
        """Whether there is a portrait of somebody."""
        return any(self.page_links.picture(f"people/{person.id}") for person in self.event.people)

    def of_agent(self, agent: Person | Organization) -> str:
        """Return a person or an organization as a link to their page, and where they are from."""
        name = _linked(f"<bdi>{text(agent_name(self.event, agent.id))}</bdi>", self.page_links.person(agent.id))
        facts = (
            [agent.job_title, organization_names(self.event, agent.affiliations)] if isinstance(agent, Person) else []
        )
        said = ", ".join([fact for fact in facts if fact])
        face = self.portrait(agent) if isinstance(agent, Person) else ""
        return f"{face}{name}<br><small><bdi>{text(said)}</bdi></small>" if said else face + name

    def mark(self, session: Session) -> str:
        """Return what is said before a title: the status where it does not go without saying, or that it was moved."""
        if word := status_word(session.status, self.words):
            return f'<span class="st">{self.words.sentence(word)}</span> '
        return f'<span class="mv">{self.words("changes.moved")}</span> ' if was_moved(session) else ""

    def titled(self, session: Session) -> str:
        """Return the title of a session as a link to its page."""
        return _linked(self.title(session), self.page_links.session(session.id))

    def download(self, address: str) -> str:
        """Return the link to a calendar file."""
        return f'<p><a href="{text(address)}" download>{self.words("page.download")}</a></p>'

    def about_person(self, person: Person) -> str:
        """Return the facts, the biography and the links of a person."""
        homes = organization_names(self.event, person.affiliations, short=False)
        facts = ", ".join(part for part in (person.pronouns, person.job_title, homes) if part)
        return (
            self.portrait(person)
            + (f'<p class="note"><bdi>{text(facts)}</bdi></p>' if facts else "")
            + (self.about(person.bio) if person.bio else "")
            + (self.person_links(person) if person.url or person.links else "")
        )

    def person_links(self, agent: Person) -> str:
        """Return the pages of a person."""
        page = (Link(agent.url, "about", title=self.words("page.website")),) if agent.url else ()
        return self.links((*page, *agent.links))

    def recordings(self, session: Session) -> str:
        """Return the recordings of a session and what may be recorded."""
        recording = session.recording
        if recording is None:
            return ""
        policy = f'<p class="note">{self.words("page.not-recorded")}</p>' if recording.opt_out else ""
        return policy + self.links(recording.links)


def place_remarks(line: str, place: Venue | Room, words: Words) -> str:
    """Return a line about a place with its accessibility and its description."""
    if place.accessibility:
        line += f" · {words.listed([text(feature_name(feature, words)) for feature in place.accessibility])}"
    return f"{line}<br><bdi>{text(place.description)}</bdi>" if place.description else line


def _machine(moment: dt.datetime) -> str:
    return moment.isoformat("T", "seconds" if moment.second else "minutes")


def _linked(name: str, address: str | None) -> str:
    return name if address is None else f'<a href="{text(address)}">{name}</a>'
