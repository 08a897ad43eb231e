"""Makes the values of schedule.json, version 1, from the schedule tree.

Valid against https://c3voc.de/schedule/schema.json with its formats checked. What the schema leaves open carries more
than schedule.xml can: ids and roles on persons, features of rooms, the rest of the event in `conference.meta`.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any, ClassVar

from ..._frozenmap import EMPTY, FrozenMap, thaw
from ...diagnostics import Findings
from ...model import Event, Link, Organization, Person, Room, Session
from ._agents import OF_OUR_PERSONS
from ._conference import conference_base, conference_dates, conference_logo
from ._conference_meta import META
from ._entry_fields import REFERENCE_TYPES, EntryFields, clock_text, http_address, kind_text, language_text
from ._identifiers import acronym_for, as_uri, fits_acronym, is_color
from ._json_text import json_text
from ._room_words import RoomWords
from ._sessions import OF_OUR_TRACKS
from ._tree import Entry, ScheduleTree, TreePerson, TreeRoom, foreign, stamp

__all__ = ["JsonWriter", "json_acronym", "names_of_rooms", "person_value"]

_is_slug = re.compile("[a-z0-9_-]+[a-z0-9]").fullmatch
_names_zone = re.compile("^([A-Z][a-z]+/[A-Z][a-z]+)|UTC$").search
_is_code = re.compile("[A-Z0-9]+").fullmatch


def json_acronym(tree: ScheduleTree) -> str:
    """Return the acronym in the stricter form that schema.json requires."""
    squeezed = tree.acronym.replace("-", "_")
    return squeezed if fits_acronym(squeezed) else acronym_for(tree.event.id)


def names_of_rooms(rooms: Iterable[TreeRoom]) -> dict[str, str]:
    """Return a unique name for each room, by guid: the days of a schedule.json list rooms by name."""
    names: dict[str, str] = {}
    taken: set[str] = set()
    for room in rooms:
        label = json_text(room.name).strip() or room.name
        name, number = label, 2
        while name in taken:
            name = f"{label} ({number})"
            number += 1
        taken.add(name)
        names[room.guid] = name
    return names


def person_value(person: TreePerson, event: Event, *, with_id: bool = True) -> dict[str, Any]:
    """Return a person object: `name` and `guid`, never `public_name`, which would match two branches of the schema."""
    value: dict[str, Any] = {"guid": person.guid}
    if with_id:
        value["id"] = person.id
    value["name"] = person.name
    participant, agent = person.participant, person.agent
    value["role"] = participant.role
    if participant.agent is not None:
        value["x-id"] = participant.agent
    if participant.credited_as and agent is not None and agent.name != person.name:
        value["x-name"] = agent.name
    if agent is not None and agent.uid:
        value["x-uid"] = agent.uid
    if isinstance(agent, Organization):
        value["type"] = "organization"
    elif agent is not None:
        texts = {
            "honorific": agent.honorific,
            "job_title": participant.job_title or agent.job_title,
            "pronouns": agent.pronouns,
            "country": agent.country,
            "biography": agent.bio,
        }
        value.update((key, text) for key, text in texts.items() if text)
    if agent is not None:
        affiliation = participant.affiliation or (None if isinstance(agent, Organization) else agent.affiliation)
        organization = event.index.organizations.get(affiliation) if affiliation else None
        if organization is not None:
            value["organization"] = organization.name
            value["x-organization"] = organization.id
        if url := as_uri(agent.url or ""):
            value["url"] = url
        _add_links(value, agent)
        _add_extra(value, agent)
    return value


def _add_extra(value: dict[str, Any], agent: Person | Organization) -> None:
    """Add data that a reader of the family preserved of a person: the schema allows further members."""
    for key, item in foreign(agent).items():
        if key not in value and key not in OF_OUR_PERSONS and (key != "code" or _is_code(str(item))):
            value[key] = thaw(item)


def _add_links(value: dict[str, Any], agent: Person | Organization) -> None:
    """Add the links of a person: a picture as its `avatar`, the others as references."""
    references: list[dict[str, str]] = []
    for link in agent.links:
        url = as_uri(link.href)
        if url is None:
            continue
        if link.rel == "image" and link.title is None and "avatar" not in value:
            value["avatar"] = url
        else:
            reference = {"url": url, "title": link.title, "type": REFERENCE_TYPES.get(link.rel)}
            references.append({key: item for key, item in reference.items() if item})
    if references:
        value["links"] = references


class JsonWriter:
    """Builds the JSON objects of a schedule.json document.

    Args:
        tree: the programme.
        base_url: where its pages are; None: the page of the event.
        made: returns entries as they are to stand in the document: all of them, or made when their turn comes.
    """

    room_words: ClassVar[RoomWords] = RoomWords(
        types=("lecturehall", "stage", "workshop", "outside", "online", "project", "bbb", "hangar", "other"),
        recording=(
            *("record_by_default", "not_recorded_by_default", "recording_forbidden", "recording_not_possible"),
            "unknown",
        ),
        members=("slug", "type", "stream_id", "assembly"),
    )
    reference_types: ClassVar[Mapping[str, str]] = REFERENCE_TYPES

    def __init__(self, tree: ScheduleTree, base_url: str | None, made: Callable[[Iterable[Any]], Any] = list) -> None:
        self.tree = tree
        self.made = made
        self.fields = EntryFields(tree.event)
        self.base = conference_base(tree.event, tree.acronym, base_url, Findings())
        self.page = self.base.partition("#")[0]
        self.names = names_of_rooms(tree.rooms)
        self.sessions: dict[str, dict[str, str]] = {}
        """The id and the UID of sessions, by guid, if slug and guid are not enough to restore them."""
        self._slug_prefix = json_acronym(tree).replace("-", "_") + "-"

    def document(self) -> dict[str, Any]:
        """Return the whole document."""
        return {
            "$schema": "https://c3voc.de/schedule/schema.json",
            "generator": {"name": "ospo-events"},
            "schedule": {
                "version": self.tree.event.version or "",
                "base_url": self.base,
                "conference": self.conference(),
            },
        }

    def conference(self) -> dict[str, Any]:
        """Return the `conference` object."""
        tree, event = self.tree, self.tree.event
        for entry in tree.entries():
            self.remember(entry, entry.slug)
        value = self.head(json_acronym(tree))
        value["daysCount"] = len(tree.days)
        value["timeslot_duration"] = clock_text(tree.grid)
        bounds = conference_dates(event, [day.date for day in tree.days])
        value["start"], value["end"] = [date.isoformat() for date in bounds] if bounds else ["", ""]
        if logo := conference_logo(event):
            value["logo"] = logo
        days = [
            {
                "index": day.index,
                "date": day.date.isoformat(),
                "day_start": stamp(day.start),
                "day_end": stamp(day.end),
                "rooms": {
                    self.names[room.guid]: self.made(map(self.entry, entries)) for room, entries in day.rooms if entries
                },
            }
            for day in tree.days
        ]
        value["tracks"] = self.tracks()
        value["rooms"] = self.rooms()
        value["meta"] = self.meta()
        value["days"] = days
        return value

    def head(self, acronym: str) -> dict[str, Any]:
        """Return the members with which conferences in both JSON formats begin."""
        event = self.tree.event
        value: dict[str, Any] = {"acronym": acronym, "title": event.title}
        if event.description:
            value["description"] = event.description
        if _names_zone(event.timezone.key):
            value["time_zone_name"] = event.timezone.key
        if url := as_uri(event.url or ""):
            value["url"] = url
        if event.color and is_color(event.color):
            value["colors"] = {"primary": event.color.lower()}
            background = foreign(event).get("background")
            if isinstance(background, str) and is_color(background):
                value["colors"]["background"] = background
        if event.tags:
            value["keywords"] = list(event.tags)
        return value

    def tracks(self) -> list[dict[str, Any]]:
        """Return the tracks."""
        tracks: list[dict[str, Any]] = []
        for track in self.tree.event.tracks:
            value: dict[str, Any] = {"name": track.title}
            value["slug" if _is_slug(track.id) else "x-id"] = track.id
            if track.color and is_color(track.color):
                value["color"] = track.color.lower()
            kept = foreign(track).items()
            value.update((key, thaw(item)) for key, item in kept if key not in OF_OUR_TRACKS)
            tracks.append(value)
        return tracks

    def rooms(self) -> list[dict[str, Any]]:
        """Return the `rooms`: those of the event, and other rooms with sessions."""
        used = {room.guid for day in self.tree.days for room, _ in day.rooms}
        return [self.room(room) for room in self.tree.rooms if room.guid in used or room.room is not None]

    def room(self, tree_room: TreeRoom) -> dict[str, Any]:
        """Return the object of one room."""
        value: dict[str, Any] = {"name": self.names[tree_room.guid], "guid": tree_room.guid}
        room: Room | None = tree_room.room
        if room is None:
            return value
        if room.capacity is not None:
            value["capacity"] = room.capacity
        if room.description:
            value["description"] = room.description
        if url := as_uri(room.url or ""):
            value["url"] = url
        features = {
            "x-id": room.id,
            "x-uid": room.uid,
            "x-shared": room.shared,
            "accessibility": list(room.accessibility),
            "floor": room.floor,
            "venue": room.venue,
        }
        value["features"] = {key: item for key, item in features.items() if item}
        if room.extra is not EMPTY:
            self.room_words.add(value, foreign(room))
        return value

    def meta(self) -> dict[str, Any]:
        """Return the members that the schema leaves open: the event in native form, and its organizers."""
        event = self.tree.event
        meta = META.dump(event)
        if self.tree.organizers:
            meta["participants"] = [person_value(person, event) for person in self.tree.organizers]
        if self.sessions:
            meta["sessions"] = self.sessions
        return meta

    def remember(self, entry: Entry, slug: str) -> None:
        """Record the id of a session if its slug does not restore it, and the UID it was published with."""
        session = entry.session
        if entry.of:
            self.sessions[entry.guid] = {"of": entry.of}
        elif entry.first and (session.uid is not None or slug != self._slug_prefix + session.id):
            self.sessions[entry.guid] = {"id": session.id, "uid": session.uid} if session.uid else {"id": session.id}

    def entry(self, entry: Entry) -> dict[str, Any]:
        """Return the `event` object of one entry."""
        session = entry.session
        opt_out, license, recordings = self.fields.recording(session)
        value: dict[str, Any] = {
            "guid": entry.guid,
            "id": entry.id,
            "date": stamp(entry.start),
            "start": f"{entry.start.hour:02}:{entry.start.minute:02}",
        }
        if entry.minutes:
            end = entry.start.astimezone(dt.UTC) + dt.timedelta(minutes=entry.minutes)
            value["end"] = stamp(end.astimezone(self.tree.event.timezone))
        value |= {
            "duration": clock_text(entry.minutes),
            "room": self.names[entry.room.guid],
            "slug": entry.slug,
            "url": as_uri(session.url or "") or f"{self.page}#{entry.slug}",
            "title": entry.title,
            "subtitle": session.subtitle or "",
            "track": self.fields.track(session) or None,
            "type": kind_text(session),
            "language": language_text(session),
            "abstract": session.abstract or "",
            "description": session.description or "",
            "recording_license": license,
            "do_not_record": opt_out,
            "persons": [person_value(person, self.tree.event) for person in entry.persons],
        }
        if code := self.fields.code(entry, as_json=True):
            value["code"] = code
        if session.extra is not EMPTY and isinstance(word := foreign(session).get("do_not_stream"), (str, bool)):
            value["do_not_stream"] = {"true": True, "false": False}.get(str(word), word)
        self._links(value, session, recordings)
        return value

    def _links(self, value: dict[str, Any], session: Session, recordings: tuple[Link, ...]) -> None:
        linked = self.fields.linked(session)
        value["links"] = self.references((*linked.links, *recordings))
        value["attachments"] = self.references(linked.attachments)
        for key, address in (("logo", linked.logo), ("feedback_url", linked.feedback), ("origin_url", linked.origin)):
            if address and http_address(address):
                value[key] = address

    def references(self, links: Iterable[Link], services: Mapping[str, str] = FrozenMap()) -> list[dict[str, Any]]:
        """Return the references; a link without a valid RFC 3986 address has none.

        Args:
            links: the links.
            services: which service a link is at, by its address.
        """
        references: list[dict[str, Any]] = []
        for link in links:
            url = as_uri(link.href)
            if url is None:
                continue
            value: dict[str, Any] = {"url": url}
            if link.title:
                value["title"] = link.title
            if type := self.reference_types.get(link.rel):
                value["type"] = type
            if service := services.get(link.href):
                value["service"] = service
            references.append(value)
        return references
