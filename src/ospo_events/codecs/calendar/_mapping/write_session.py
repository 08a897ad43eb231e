"""From a session to the properties of its VEVENT, for people and for our own reader.

DESCRIPTION is plain text in the order people need it and in the words of `views`. Subtitle, abstract and description
stand first in it and unchanged, so that a reader who knows their lengths (`X-OSPO-SESSION` says them) gets them back
to the letter.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from json.encoder import encode_basestring
from operator import attrgetter
from typing import Any, Generic, NamedTuple, TypeVar

import attrs

from ...._frozenmap import EMPTY
from ....model.agent import Participant
from ....model.event import Event
from ....model.identity import session_uid, uuid5
from ....model.ids import RoomId, VenueId
from ....model.link import Link
from ....model.session import Session, Slot
from ....model.status import OFF, Privacy, Status
from ....model.time import instant
from ....model.vocabulary import is_service
from ....views.credits import Credits
from ....views.english import accessibility_line, link_label, session_links, spoken_words, when, words_of
from .._content.lines import Output
from .._content.tree import ONCE_IN_VEVENT, OWN_MARK, JcalProperty, plain_uri
from .conventions import (
    CANCELLED_PREFIX,
    LINK,
    PARTICIPANT,
    POSTPONED_PREFIX,
    SESSION,
    SHOWN_NOWHERE,
    STATUS_WORDS,
    Options,
    Where,
    assumed_status,
    category_of,
    conference,
    css_name,
    is_shown,
    json_text,
    link_property,
    location_text,
    passthrough_of,
    says_all,
    stamp,
    where_of,
)

__all__ = ["ASSUMED", "SessionMapping"]

ASSUMED = dt.timedelta(hours=1)
"""How long a session with an open end is taken to last where an end has to be written."""
P = TypeVar("P")
_CONFIRMED = Status.CONFIRMED
"""Named once: of an enum class, Python 3.11 looks its members up slowly."""
_RARE_FIELDS = (
    *SESSION.names,
    *("sequence", "updated", "url", "privacy", "concepts", "previous_start", "extra"),
)
_rare_values = attrgetter(*_RARE_FIELDS)
_RARE_DEFAULTS = tuple(attrs.fields_dict(Session)[name].default for name in _RARE_FIELDS)
"""What sessions seldom say: all of it is looked at together."""


class _Place(NamedTuple, Generic[P]):
    """Where sessions are."""

    properties: list[P]
    accessibility: str | None
    """The line about it in DESCRIPTION."""
    members: str
    """The rooms and the venue, as members of X-OSPO-SESSION."""
    is_named: bool
    """Whether there is a LOCATION."""


class _Category(NamedTuple, Generic[P]):
    """What sessions are about: kind and tracks."""

    words: list[str]
    """The first words of CATEGORIES."""
    properties: list[P]
    """What else is written of them."""
    members: str
    """Kind and tracks, as members of X-OSPO-SESSION."""


class _Common(NamedTuple, Generic[P]):
    """What a session has in common with others."""

    times: list[P]
    place: _Place[P]
    category: _Category[P]


class _People(NamedTuple):
    """The participants of a session, as values for our own reader and as lines for people."""

    values: Sequence[str]
    """Each as an item of `people` of X-OSPO-SESSION."""
    lines: list[str]
    """A line for each role, for people."""


class SessionMapping(Generic[P]):
    """Maps the sessions of one event; what sessions share (places, people, categories) is made once.

    Args:
        event: the event.
        options: the choices.
        tricky: the dates on which clocks change in its zone; None: there are none, and times are in UTC.
        sessions: the sessions to write.
        output: how the properties are spelled.
    """

    def __init__(
        self,
        event: Event,
        options: Options,
        tricky: frozenset[dt.date] | None,
        sessions: Iterable[Session],
        output: Output[P],
    ) -> None:
        self._event = event
        self._options = options
        self._output = output
        write = self._property = output.property
        self._describe = Describer(event)
        self._tzid: dict[str, Any] = {"tzid": event.timezone.key}
        self._utc = tricky is None
        self._tricky = tricky or frozenset[dt.date]()
        self._stamp = self._stamped(event.updated)
        self._states = {word: output.text("status", word) for word in set(STATUS_WORDS.values())}
        self._confirmed = self._states["CONFIRMED"]
        self._usual_end = output.shared([self._confirmed, write(["sequence", {}, "integer", 0])])
        """STATUS and SEQUENCE of most sessions."""
        self._is_lean = options.profile == "lean"
        self._contacts = self._contacts_among(event.participants)
        self._some_have_contacts = "contact" in {part.role for item in sessions for part in item.participants}
        self._slots: dict[tuple[Any, ...], list[P]] = {}
        self._places: dict[Where, _Place[P]] = {}
        self._categories: dict[tuple[Any, ...], _Category[P]] = {}

    def __call__(self, sessions: Sequence[Session]) -> list[list[P]]:
        """Return the properties of the VEVENT of each session; all have a slot.

        Those of several are made stage by stage, see `ics._BLOCK`.
        """
        plain = [_rare_values(session) == _RARE_DEFAULTS for session in sessions]
        people = list(map(self._describe.credits if self._is_lean else self._describe.participants, sessions))
        common = [_Common(self._times(item), self._place(item), self._category(item)) for item in sessions]
        descriptions = list(map(self._description, sessions, people, common, plain))
        return list(map(self._properties, sessions, people, descriptions, common, plain))

    def _properties(
        self, session: Session, people: _People, description: str, common: _Common[P], is_plain: bool
    ) -> list[P]:
        times, place, category = common
        summary, state, is_said = self._status(session)
        uid = session.uid or uuid5(f"{self._event.id}/{session.id}")
        write, text = self._property, self._output.text
        properties = [
            text("uid", uid),
            *(self._stamp if session.updated is None else self._stamped(session.updated)),
            *times,
            text("summary", summary),
            text("description", description),
            *(place.properties if place.is_named or not session.links else self._joined(session, place)),
            *self._categories_of(session, category.words),
            *category.properties,
            *(
                self._usual_end
                if state is self._confirmed and not session.sequence
                else (state, write(["sequence", {}, "integer", session.sequence]))
            ),
        ]
        if self._contacts or self._some_have_contacts:
            properties += self._contacts_among(session.participants) or self._contacts
        if session.links:
            properties += self._linked(session.links)
        if not is_plain:
            self._add_rare(session, properties)
        if self._is_lean:
            return properties
        shared = category.members + place.members
        known = session if is_plain else self._with_references(session)
        own = session_value(known, shared, people.values, status_is_said=is_said, plain=is_plain)
        properties.append(text("x-ospo-session", own))
        return properties

    def _stamped(self, moment: dt.datetime | None) -> list[P]:
        """Return DTSTAMP."""
        return self._output.shared([self._property(["dtstamp", {}, "date-time", stamp(moment)])])

    def _times(self, session: Session) -> list[P]:
        """Return the properties of a slot's times; in a programme the same ones come again and again."""
        slot = session.slot
        assert slot is not None, "sessions without a slot are not mapped"
        start, end = slot.start, slot.end
        # Of a time that comes twice, both are equal.
        key = (start, start.fold, end, 0 if end is None else end.fold, slot.all_day)
        found = self._slots.get(key)
        if found is None:
            found = self._output.shared(self._dates(slot) if slot.all_day else self._make_times(start, end))
            if len(self._slots) < 5000:  # a stream of any length is written in bounded memory
                self._slots[key] = found
        return found

    def _dates(self, slot: Slot) -> list[P]:
        """Return the properties of whole days: dates, the last of which is not in it (RFC 5545, section 3.6.1)."""
        assert slot.end is not None, "an all-day slot has an end"
        moments = (("dtstart", slot.start), ("dtend", slot.end))
        return [self._property([name, {}, "date", moment.date().isoformat()]) for name, moment in moments]

    def _make_times(self, start: dt.datetime, end: dt.datetime | None) -> list[P]:
        flag: list[P] = []
        if end is None:
            flag.append(self._output.text("x-open-end", "TRUE"))
            if self._options.open_end == "omit":
                return [self._moment("dtstart", start, self._in_utc(start)), *flag]
            end = (start.astimezone(dt.UTC) + ASSUMED).astimezone(self._event.timezone)
        in_utc = self._in_utc(start) or self._in_utc(end)
        first = self._moment("dtstart", start, in_utc)
        if end == start and instant(end) == instant(start):
            # DTEND "MUST be later" than DTSTART (RFC 5545 section 3.8.2.2).
            return [first, self._property(["duration", {}, "duration", "PT0S"]), *flag]
        return [first, self._moment("dtend", end, in_utc), *flag]

    def _in_utc(self, moment: dt.datetime) -> bool:
        """Return whether only UTC says when this is: its wall-clock time is skipped or repeated."""
        if self._utc:
            return True
        if not self._tricky or moment.date() not in self._tricky:
            return False
        return moment.replace(fold=0).utcoffset() != moment.replace(fold=1).utcoffset()

    def _moment(self, name: str, moment: dt.datetime, in_utc: bool) -> P:
        if in_utc:
            text = moment.astimezone(dt.UTC).isoformat("T", "seconds")[:19] + "Z"
        else:
            text = moment.isoformat("T", "seconds")[:19]
        return self._property([name, {} if in_utc else self._tzid, "date-time", text])

    def _status(self, session: Session) -> tuple[str, P, bool]:
        """Return SUMMARY, STATUS, and whether our own reader knows the status by them."""
        status, event_status = session.status, self._event.status
        if status is _CONFIRMED and event_status is _CONFIRMED:
            return session.title, self._confirmed, True
        summary = session.title
        if event_status is not _CONFIRMED and status not in OFF and (event_status in OFF or status is _CONFIRMED):
            status = event_status
        word = STATUS_WORDS[status]
        if status in OFF and self._options.cancelled == "prefix":
            prefix = CANCELLED_PREFIX if status is Status.CANCELLED else POSTPONED_PREFIX
            summary, word = prefix + summary, "CONFIRMED"
        return summary, self._states[word], assumed_status(word, event_status) is session.status

    def _place(self, session: Session) -> _Place[P]:
        """Return where a session is; a part without rooms of its own is where its parent is."""
        assert session.slot is not None, "sessions without a slot are not mapped"
        rooms, venue = session.slot.rooms, session.slot.venue
        if not rooms and venue is None and session.parent is not None:
            return self._make_place(*where_of(self._event, session) or ((), None))._replace(members="")
        found = self._places.get((rooms, venue))
        if found is None:
            found = self._places[rooms, venue] = self._make_place(rooms, venue)
        return found

    def _joined(self, session: Session, place: _Place[P]) -> list[P]:
        """Return the properties of a session without a place that people may join from elsewhere."""
        where = location_text(self._event, links=session.links)
        return [self._output.text("location", where), *place.properties] if where else place.properties

    def _make_place(self, rooms: tuple[str, ...], own: str | None) -> _Place[P]:
        index = self._event.index
        where = location_text(self._event, (rooms, None if rooms else own))
        properties: list[JcalProperty] = [["location", {}, "text", where]] if where else []
        known = [index.rooms.get(RoomId(room)) for room in rooms]
        venue_id = next((room.venue for room in known if room is not None and room.venue is not None), None)
        if not rooms and own is not None:
            venue_id = VenueId(own)
        venue = index.venues.get(venue_id) if venue_id is not None else next(iter(self._event.venues), None)
        if venue is not None and venue.geo is not None:
            properties.append(["geo", {}, "float", [venue.geo.latitude, venue.geo.longitude]])
        for room in known:
            if room is not None and room.stream is not None:
                properties.append(conference(room.stream, room.name))
        return _Place(
            self._output.shared(list(map(self._property, properties))),
            accessibility_line(self._event, rooms),
            place_members(rooms, own),
            is_named=bool(where),
        )

    def _category(self, session: Session) -> _Category[P]:
        key = (session.tracks, session.kind)
        found = self._categories.get(key)
        if found is None:
            found = self._categories[key] = self._make_category(session)
        return found

    def _make_category(self, session: Session) -> _Category[P]:
        index = self._event.index
        tracks = [index.tracks.get(track) for track in session.tracks]
        words = [track.title if track else id for track, id in zip(tracks, session.tracks, strict=True)]
        properties: list[P] = []
        if is_service(session.kind):
            properties.append(self._output.text("transp", "TRANSPARENT"))
        color = next((track.color for track in tracks if track is not None and track.color), None)
        if color is not None and (name := css_name(color)) is not None:
            properties.append(self._output.text("color", name))
        return _Category(words, self._output.shared(properties), subject_members(session))

    def _categories_of(self, session: Session, tracks: list[str]) -> list[P]:
        """Return CATEGORIES: the tracks, the kind where it says more than the title, the tags; or none."""
        kind = None if session.kind == "talk" else category_of(session.title, session.kind)
        words = [*tracks, *session.tags] if kind is None else [*tracks, kind, *session.tags]
        return [self._output.texts("categories", words)] if words else []

    def _description(self, session: Session, people: _People, common: _Common[P], is_plain: bool) -> str:
        """Return DESCRIPTION; our own reader finds the texts in it by their lengths."""
        paragraphs: list[str] = [] if session.subtitle is None else [session.subtitle]
        if session.abstract is not None:
            paragraphs.append(session.abstract)
        if session.description is not None:
            paragraphs.append(session.description)
        texts = len(paragraphs)
        if people.lines:
            paragraphs.append("\n".join(people.lines))
        if session.links or not is_plain:
            self._describe.add_rest(session, paragraphs, plain=is_plain)
        if (accessibility := common.place.accessibility) is not None:
            paragraphs.append(accessibility)
        slot = session.slot
        if slot is not None and slot.end is None:
            paragraphs.append(self._describe.open_end(slot))
        paragraphs.append(self._describe.zone_note)
        if session.description is not None and self._describe.zone_note in session.description:
            # The description was read from a calendar that we wrote: it already has these lines.
            paragraphs[texts:] = _new_lines(paragraphs[texts:], session.description)
        return "\n\n".join(paragraphs)

    def _contacts_among(self, participants: Iterable[Participant]) -> list[P]:
        """Return CONTACT (RFC 5545 section 3.8.4.2) for each contact, marked so that our own reader knows it again."""
        contacts = [item for item in participants if item.role == "contact"]
        mark = {} if self._is_lean else {OWN_MARK: "TRUE"}
        return [self._property(["contact", {**mark}, "text", self._describe.contact(item)]) for item in contacts]

    def _add_rare(self, session: Session, properties: list[P]) -> None:
        """Add the properties of what sessions seldom say."""
        properties += self._shown(self._rare(session))
        if session.extra is not EMPTY:
            written = {name for prop in properties for name in self._output.names(prop)} & ONCE_IN_VEVENT
            properties += self._shown(prop for prop in passthrough_of(session)[0] if prop[0] not in written)

    def _linked(self, links: Iterable[Link]) -> list[P]:
        """Return the properties of links."""
        if self._is_lean:  # most are never shown, and need not be made
            links = [link for link in links if is_shown(link)]
        return [self._property(link_property(link)) for link in links]

    def _shown(self, properties: Iterable[JcalProperty]) -> list[P]:
        """Return properties as they are spelled; in a lean calendar none that no calendar program shows."""
        write = self._property
        if self._is_lean:
            return [write(prop) for prop in properties if prop[0] not in SHOWN_NOWHERE]
        return list(map(write, properties))

    def _rare(self, session: Session) -> list[JcalProperty]:
        found: list[JcalProperty] = []
        if session.updated is not None:
            found.append(["last-modified", {}, "date-time", stamp(session.updated)])
        if session.url and (url := plain_uri(session.url)):
            found.append(["url", {}, "uri", url])
        if session.privacy is not Privacy.PUBLIC:
            found.append(["class", {}, "text", session.privacy.name])
        found += [["concept", {}, "uri", uri] for uri in map(plain_uri, session.concepts) if uri]
        if session.recording is not None:
            found += map(link_property, session.recording.links)
        for reltype, other in (("PARENT", session.parent), ("SIBLING", session.repeat_of)):
            known = self._scheduled(other)
            if known is not None:
                found.append(["related-to", {"reltype": reltype}, "text", session_uid(self._event, known)])
        return found

    def _with_references(self, session: Session) -> Session:
        """Return the session without references to sessions that no calendar shows."""
        changes: dict[str, Any] = {
            name: None
            for name in ("parent", "repeat_of")
            if (id := getattr(session, name)) is not None and self._scheduled(id) is None
        }
        return attrs.evolve(session, **changes) if changes else session

    def _scheduled(self, id: str | None) -> Session | None:
        """Return the session of an id; None where it has no time, so that no calendar shows it."""
        session = None if id is None else self._event.index.sessions.get(id)
        return None if session is None or session.slot is None else session


_DETAILS = attrgetter("mode", "status", "credited_as", "affiliation", "job_title", "order", "role_title")
_NO_DETAILS = (None, _CONFIRMED, None, None, None, None, None)


def _new_lines(paragraphs: list[str], text: str) -> list[str]:
    """Return paragraphs without the lines that a text already has; a paragraph without a line left is dropped."""
    known = set(text.splitlines())
    kept = ("\n".join([line for line in paragraph.split("\n") if line not in known]) for paragraph in paragraphs)
    return list(filter(None, kept))


def session_value(session: Session, shared: str, people: Sequence[str], *, status_is_said: bool, plain: bool) -> str:
    """Return the value for a session: joined text, for this is a great part of writing a calendar.

    Args:
        session: the session.
        shared: its `subject_members` and `place_members`, which many sessions share.
        people: the value of each participant.
        status_is_said: whether STATUS says its status.
        plain: whether it has nothing of what sessions seldom say.
    """
    text = f'{{"id":"{session.id}"{shared}'
    if people:
        text += f',"people":[{",".join(people)}]'
    if session.abstract is not None:
        text += f',"abstract":{len(session.abstract)}'
    if session.description is not None:
        text += f',"description":{len(session.description)}'
    if not status_is_said:
        text += f',"status":"{session.status.value}"'
    if links := session.links:
        text += f',"links":{len(links)}' if says_all(links) else f',"links":[{",".join(map(LINK.text, links))}]'
    return text + "}" if plain else f"{text}{_rare_members(session)}}}"


def subject_members(session: Session) -> str:
    """Return the members for kind and tracks, each behind a comma."""
    text = "" if session.kind == "talk" else f',"kind":{encode_basestring(session.kind)}'
    return f'{text},"tracks":{json_text(session.tracks)}' if session.tracks else text


def place_members(rooms: Sequence[str], venue: str | None) -> str:
    """Return the members for the rooms and the venue, each behind a comma."""
    text = f',"rooms":{json_text(rooms)}' if rooms else ""
    return text if venue is None else f'{text},"venue":{json_text(venue)}'


def _rare_members(session: Session) -> str:
    """Return the JSON members for attributes that few sessions have, each behind a comma."""
    text = ""
    if session.previous_start is not None:
        text = f',"previous_start":"{session.previous_start.isoformat()}"'
    members = SESSION.text(session)[1:-1]
    return f"{text},{members}" if members else text


class Describer:
    """Writes what people read of the sessions of one event."""

    def __init__(self, event: Event) -> None:
        self._event = event
        self._credits = Credits(event)
        self._agents: dict[str, tuple[str, str]] = {}
        """The id of each agent as JSON text, and what people read of one of whom nothing else is said."""
        self._labels: dict[str, str] = {}
        """What to call a link of each relation."""
        self._words = words = words_of(event)
        self.zone_note = words("zone.all", zone=event.timezone.key) + words("mark.stop")

    def open_end(self, slot: Slot) -> str:
        """Return that nobody knows when a slot ends."""
        words = self._words
        return words("time.open-end", time=when(slot, slot.start.date(), words=words)) + words("mark.stop")

    def participants(self, session: Session) -> _People:
        """Return the value of each participant for our own reader, and for people a line for each role."""
        participants = session.participants
        values: list[str] = []
        names: dict[str, list[str]] = {}
        agents = self._agents
        ordered = False
        for item in participants:
            role, id = item.role, item.agent
            if _DETAILS(item) == _NO_DETAILS and id is not None:
                agent, name = agents.get(id) or self._new_agent(id, item)
                values.append(agent if role == "speaker" else f"[{agent},{encode_basestring(role)}]")
            else:
                values.append(PARTICIPANT.text(item))
                role, name = item.role_title or role, self._credits.write(item)
                ordered = ordered or item.order is not None
            if role in names:
                names[role].append(name)
            else:
                names[role] = [name]
        return _People(values, self._credits.lines(participants) if ordered else self._credits.headed(names))

    def _new_label(self, link: Link) -> str:
        label = self._labels[link.rel] = link_label(link, self._words)
        return label

    def credits(self, session: Session) -> _People:
        """Return for people a line for each role, and no values."""
        return _People((), self._credits.lines(session.participants))

    def _new_agent(self, id: str, item: Participant) -> tuple[str, str]:
        texts = self._agents[id] = encode_basestring(id), self._credits.write(item)
        return texts

    def contact(self, item: Participant) -> str:
        """Return whom to turn to, for CONTACT: name, affiliation and page; addresses of mail are not published."""
        agent = self._event.index.agents.get(item.agent) if item.agent else None
        name = self._credits.mention(item)
        return f"{name}, {agent.url}" if agent is not None and agent.url else name

    def add_rest(self, session: Session, parts: list[str], *, plain: bool) -> None:
        """Add the paragraph of links, languages and audience, where there is any; a plain session has only links."""
        links = session.links if plain else session_links(session)
        words, colon = self._words, self._words("mark.colon")
        labels = self._labels
        lines = [f"{link.title or labels.get(link.rel) or self._new_label(link)}{colon}{link.href}" for link in links]
        if not plain:
            if notes := spoken_words(self._event, session):
                lines.append(words("mark.semicolon").join(notes))
            if session.audience:
                lines.append(session.audience)
        if lines:
            parts.append("\n".join(lines))
