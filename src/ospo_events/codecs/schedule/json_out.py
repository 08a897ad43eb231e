"""The values of schedule.json v1, made from the schedule tree."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from ..._frozenmap import EMPTY
from ...diagnostics import Diagnostic, Path, Severity
from ...model import Event, Link, Organization, Participant, Room, Session
from .cells import Cells, clock_text, http_address, kind_text, language_text
from .conference import conference_base, conference_logo
from .ids import acronym_for, as_uri, fits_acronym
from .meta import META
from .tree import Entry, ScheduleTree, TreePerson, TreeRoom, foreign, stamp

__all__ = ["Values", "json_acronym"]

_COLOR = re.compile("#[0-9a-fA-F]{6}").fullmatch
_SLUG = re.compile("[a-z0-9_-]+[a-z0-9]").fullmatch
_ZONE = re.compile("^([A-Z][a-z]+/[A-Z][a-z]+)|UTC$").search
_CODE = re.compile("[0-9A-Z]{6}").fullmatch
_TYPES = {
    "slides": "slides",
    "paper": "paper",
    "recording": "media",
    "related": "related",
    "about": "web",
    "blog": "blog",
    "article": "article",
    "activitypub": "activitypub",
}
"""The `type` of a Reference for each relation that has one."""


def json_acronym(tree: ScheduleTree) -> str:
    """Return the acronym in the stricter form that schema.json asks for."""
    squeezed = tree.acronym.replace("-", "_")
    return squeezed if fits_acronym(squeezed) else acronym_for(tree.event.id)


def person_value(person: TreePerson, event: Event, *, with_id: bool = True) -> dict[str, Any]:
    """Return a Person: `name` and `guid`, never `public_name`, which would match two branches of the schema."""
    value: dict[str, Any] = {"guid": person.guid}
    if with_id:
        value["id"] = person.id
    value["name"] = person.name
    participant, agent = person.participant, person.agent
    value["role"] = participant.role
    if isinstance(agent, Organization):
        value["type"] = "organization"
    elif agent is not None:
        told = {
            "honorific": agent.honorific,
            "job_title": participant.job_title or agent.job_title,
            "pronouns": agent.pronouns,
            "country": agent.country,
            "biography": agent.bio,
        }
        value.update((key, text) for key, text in told.items() if text)
    if agent is not None:
        affiliation = participant.affiliation or (None if isinstance(agent, Organization) else agent.affiliation)
        organization = event.index.organizations.get(affiliation) if affiliation else None
        if organization is not None:
            value["organization"] = organization.name
        if url := as_uri(agent.url or ""):
            value["url"] = url
    return value


class Values:
    """Makes the values of a document."""

    def __init__(self, tree: ScheduleTree, base_url: str | None) -> None:
        self.tree = tree
        self.cells = Cells(tree.event)
        self.found: list[Diagnostic] = []
        self.base = conference_base(tree.event, tree.acronym, base_url, self.found)
        self.page = self.base.partition("#")[0]
        self.names = self._room_names()

    def note(self, code: str, path: Path, message: str) -> None:
        """Note what was changed to fit."""
        self.found.append(Diagnostic(code=code, path=path, message=message, severity=Severity.INFO))

    def _room_names(self) -> dict[str, str]:
        """Return a name of its own for each room: the days of a schedule.json have their rooms by name."""
        names: dict[str, str] = {}
        taken: set[str] = set()
        for number, room in enumerate(self.tree.rooms):
            name, again = room.name, 2
            while name in taken:
                name = f"{room.name} ({again})"
                again += 1
            if name != room.name:
                self.note("changed-to-fit", ("rooms", number), f"two rooms are called {room.name!r}: this one is"
                          f" written as {name!r}, since rooms are told apart by name")  # fmt: skip
            taken.add(name)
            names[room.guid] = name
        return names

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
        """Return the Conference."""
        tree, event = self.tree, self.tree.event
        value = self.head(json_acronym(tree))
        value["daysCount"] = len(tree.days)
        value["timeslot_duration"] = clock_text(tree.grid)
        value["start"], value["end"] = tree.days[0].date.isoformat(), tree.days[-1].date.isoformat()
        if logo := conference_logo(event):
            value["logo"] = logo
        value["tracks"] = self.tracks()
        used = {room.guid for day in tree.days for room, _ in day.rooms}
        value["rooms"] = [self.room(room) for room in tree.rooms if room.guid in used or room.room is not None]
        value["meta"] = self.meta()
        value["days"] = [
            {
                "index": day.index,
                "date": day.date.isoformat(),
                "day_start": stamp(day.start),
                "day_end": stamp(day.end),
                "rooms": {
                    self.names[room.guid]: [self.entry(entry) for entry in entries] for room, entries in day.rooms
                },
            }
            for day in tree.days
        ]
        return value

    def head(self, acronym: str) -> dict[str, Any]:
        """Return what the conferences of both JSON formats begin with."""
        event = self.tree.event
        value: dict[str, Any] = {"acronym": acronym, "title": event.title}
        if event.description:
            value["description"] = event.description
        if _ZONE(event.timezone.key):
            value["time_zone_name"] = event.timezone.key
        if url := as_uri(event.url or ""):
            value["url"] = url
        if event.color and _COLOR(event.color):
            value["colors"] = {"primary": event.color.lower()}
            background = foreign(event).get("background")
            if isinstance(background, str) and _COLOR(background):
                value["colors"]["background"] = background
        if event.tags:
            value["keywords"] = list(event.tags)
        return value

    def tracks(self) -> list[dict[str, Any]]:
        """Return the tracks."""
        tracks: list[dict[str, Any]] = []
        for track in self.tree.event.tracks:
            value: dict[str, Any] = {"name": track.title}
            if _SLUG(track.id):
                value["slug"] = track.id
            if track.color and _COLOR(track.color):
                value["color"] = track.color.lower()
            tracks.append(value)
        return tracks

    def room(self, told: TreeRoom) -> dict[str, Any]:
        """Return a Room."""
        value: dict[str, Any] = {"name": self.names[told.guid], "guid": told.guid}
        room: Room | None = told.room
        if room is None:
            return value
        if room.capacity is not None:
            value["capacity"] = room.capacity
        if room.description:
            value["description"] = room.description
        if url := as_uri(room.url or ""):
            value["url"] = url
        features = {"accessibility": list(room.accessibility), "floor": room.floor, "venue": room.venue}
        if features := {key: item for key, item in features.items() if item}:
            value["features"] = features
        return value

    def meta(self) -> dict[str, Any]:
        """Return what the schema leaves to us: the event as the native format spells it, and who is behind it."""
        event = self.tree.event
        meta = META.dump(event)
        if event.participants:
            meta["participants"] = [self.organizer(item) for item in event.participants]
        return meta

    def organizer(self, participant: Participant) -> dict[str, Any]:
        """Return somebody behind the event in the shape of a Person."""
        agent = self.tree.event.index.agents.get(participant.agent)
        value: dict[str, Any] = {"name": participant.credited_as or (agent.name if agent else participant.agent)}
        if agent is not None and agent.uid:
            value["guid"] = agent.uid
        value["role"] = participant.role
        if isinstance(agent, Organization):
            value["type"] = "organization"
        return value

    def entry(self, entry: Entry) -> dict[str, Any]:
        """Return an Event."""
        session = entry.session
        opt_out, license, recordings = self.cells.recording(session)
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
            "track": self.cells.track(session) or None,
            "type": kind_text(session),
            "language": language_text(session),
            "abstract": session.abstract or "",
            "description": session.description or "",
            "recording_license": license,
            "do_not_record": opt_out,
            "persons": [person_value(person, self.tree.event) for person in entry.persons],
        }
        if (
            entry.first
            and session.extra is not EMPTY
            and isinstance(code := foreign(session).get("code"), str)
            and _CODE(code)
        ):
            value["code"] = code
        self._links(value, session, recordings, entry.number)
        return value

    def _links(self, value: dict[str, Any], session: Session, recordings: tuple[Link, ...], number: int) -> None:
        linked = self.cells.linked(session)
        path: Path = ("sessions", number, "links")
        told = [self.reference(link, path) for link in (*linked.links, *recordings)]
        attached = [self.reference(link, path) for link in linked.attachments]
        value["links"] = [item for item in told if item is not None]
        value["attachments"] = [item for item in attached if item is not None]
        for key, address in (("logo", linked.logo), ("feedback_url", linked.feedback), ("origin_url", linked.origin)):
            if address and http_address(address):
                value[key] = address

    def reference(self, link: Link, path: Path) -> dict[str, Any] | None:
        """Return a Reference; None where the link leads nowhere that RFC 3986 knows."""
        url = as_uri(link.href)
        if url is None:
            self.note("not-carried", path, f"there is no place for a link that is no URI: {link.href[:80]!r}")
            return None
        value: dict[str, Any] = {"url": url}
        if link.title:
            value["title"] = link.title
        if type := _TYPES.get(link.rel):
            value["type"] = type
        elif link.rel != "enclosure":
            self.note("changed-to-fit", path, f"there is no type for the relation {link.rel!r}")
        return value
