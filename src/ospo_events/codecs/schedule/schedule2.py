"""schedule2, alpha-3: c3voc's successor of schedule.json, flat and still moving. Experimental.

https://c3voc.de/schema/schedule2. Sessions are events, service items (breaks, meals, registration) its
MetaEvents; roles and states are words of its own.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any, cast

from ...diagnostics import Findings, Path, Report
from ...model import Event, Link, Status
from ...model.vocabulary import is_service, role_of
from ...views.selection import public
from .._codec import Decoded, Encoded
from ..loss import losses
from .carried import NOT_IN_SCHEDULE2
from .cells import kind_text
from .conference import conference_logo, conference_losses
from .ids import as_uri
from .json import to_bytes
from .json_in import Reader, read_with
from .json_out import Values, json_acronym, person_value
from .placing import make_tree
from .raw import RawDay, RawEvent, RawSchedule
from .tree import Entry, stamp

__all__ = ["decode", "encode"]

_STATES = {
    Status.TENTATIVE: "DRAFT",
    Status.CONFIRMED: "CONFIRMED",
    Status.CANCELLED: "CANCELED",
    Status.POSTPONED: "DELAYED",
}
_STATUS: Mapping[str, str] = {
    **{state: status.value for status, state in _STATES.items()},
    "SUBMITTED": "tentative",
    "ACCEPTED": "confirmed",
    "REJECTED": "cancelled",
    "WITHDRAWN": "cancelled",
    "DELETED": "cancelled",
}
_TYPES: Mapping[str, str] = {
    "TALK": "talk",
    "WORKSHOP": "workshop",
    "HANDS-ON": "tutorial",
    "MEETING": "meeting",
    "DISCUSSION": "discussion",
    "PERFORMANCE": "performance",
    "CONCERT": "concert",
    "GAME": "game",
    "LIGHTNING_TALK": "lightning-talk",
    "OTHER": "other",
    "BREAK": "break",
    "META": "other",
}
"""The kind that each `type` of the format is read as."""
_TYPE_OF_KIND: Mapping[str, str] = {
    kind: type
    for type, kinds in {
        "TALK": ("talk", "keynote", "presentation", "plenary", "opening", "closing"),
        "LIGHTNING_TALK": ("lightning-talk",),
        "DISCUSSION": (
            "discussion", "panel", "high-level-panel", "spotlight-panel", "roundtable", "interactive-session",
            "debate", "fireside-chat", "q-and-a", "breakout", "consultation",
        ),
        "WORKSHOP": ("workshop",),
        "HANDS-ON": ("tutorial", "demo", "hackathon", "training"),
        "MEETING": (
            "meeting", "side-event", "bof", "press-conference", "assembly", "working-group", "briefing", "unconference",
        ),
        "PERFORMANCE": ("performance", "ceremony", "film", "awards"),
        "CONCERT": ("concert",),
        "GAME": ("game",),
    }.items()
    for kind in kinds
}  # fmt: skip
"""The `type` that each kind is written as; every other kind is OTHER, and service items are BREAK."""
_ROLES: Mapping[str, str] = {
    "SPEAKER": "speaker",
    "MODERATOR": "moderator",
    "CONTRIBUTOR": "contributor",
    "HOST": "host",
    "GUEST": "guest",
}
"""The role that each `role` of the format is read as."""
_ROLE_OF_ROLE: Mapping[str, str] = {
    own: role
    for role, roles in {
        "SPEAKER": ("speaker", "keynote", "panelist", "performer", "trainer"),
        "MODERATOR": ("moderator", "chair", "facilitator", "co-chair", "lead", "emcee"),
        "GUEST": ("guest", "discussant", "respondent"),
        "HOST": ("host", "co-host", "organizer", "co-organizer"),
    }.items()
    for own in roles
}
"""The `role` that each role is written as; every other role is CONTRIBUTOR."""
_REFERENCES = {
    "slides": "SLIDES",
    "paper": "PAPER",
    "recording": "MEDIA",
    "stream": "MEDIA",
    "related": "RELATED",
    "about": "WEB",
    "feedback": "FEEDBACK",
    "canonical": "ORIGIN",
}
_RELS = {
    "SLIDES": "slides",
    "PAPER": "paper",
    "MEDIA": "recording",
    "RELATED": "related",
    "WEB": "about",
    "FEEDBACK": "feedback",
    "ORIGIN": "canonical",
}


def decode(data: bytes, *, source: str = "<data>", zone: str | None = None, times: str | None = None) -> Decoded:
    """Read schedule2; never raises for anything in the data.

    Args:
        data: the bytes.
        source: their name, for findings.
        zone: the IANA zone of the event, where the file does not say.
        times: what the UTC of its times is: `local`, a mark that means nothing; None or `utc`: what it says.
    """
    return read_with(_Reader, data, source, zone=zone, times=times)


def encode(event: Event, *, room_name: str = "Everywhere", base_url: str | None = None) -> Encoded:
    """Return schedule2.

    Args:
        event: the event.
        room_name: the room that sessions without one are shown in.
        base_url: where the pages of the programme are; None: the page of the event.
    """
    tree = make_tree(public(event), room_name=room_name)
    report = (
        losses(tree.event, NOT_IN_SCHEDULE2, format="schedule2")
        + conference_losses(tree.event, with_organizers=True)
        + tree.report
    )
    if not report.ok:
        return Encoded(data=b"", report=report)
    values = _Values(tree, base_url)
    head = values.head(json_acronym(tree))
    head |= {"start": stamp(tree.days[0].start), "end": stamp(tree.days[-1].end)}
    if logo := conference_logo(tree.event):
        head["logo"] = {"type": "Image", "url": logo}
    if codes := [code for code in tree.event.languages if _is_short(code)]:
        head["languages"] = codes
    head["tracks"] = values.tracks()
    used = {entry.room.guid for entry in tree.entries()}
    head["rooms"] = [values.room(room) for room in tree.rooms if room.guid in used or room.room is not None]
    head["meta"] = values.meta()
    head["days"] = [
        {"index": day.index, "date": day.date.isoformat(), "start": stamp(day.start), "end": stamp(day.end)}
        for day in tree.days
    ]
    document: dict[str, Any] = {
        "$schema": "https://c3voc.de/schema/schedule2",
        "generator": {"name": "ospo-events"},
        "schedule": {
            "version": tree.event.version or "",
            "conference": head,
            "events": [values.told(entry) for entry in tree.entries()],
        },
    }
    data, more = to_bytes(document, levels=3)
    return Encoded(data=data, report=report + Report(tuple(values.found)) + more)


def _is_short(code: str) -> bool:
    return len(code) == 2 and code.isascii() and code.islower() and code.isalpha()


class _Values(Values):
    """The values of schedule2, where they differ from version 1."""

    def told(self, entry: Entry) -> dict[str, Any]:
        """Return an Event, or a MetaEvent for a service item."""
        session = entry.session
        end = (entry.start.astimezone(dt.UTC) + dt.timedelta(minutes=entry.minutes)).astimezone(
            self.tree.event.timezone
        )
        room = {"name": self.names[entry.room.guid], "guid": entry.room.guid}
        value: dict[str, Any] = {
            "guid": entry.guid,
            "type": self.type(entry),
            "title": session.title,
            "subtitle": session.subtitle or "",
            "start": stamp(entry.start),
            "end": stamp(end),
            "room": room,
        }
        if is_service(session.kind):
            self.lost_of_service(entry)
            return value
        language = next((code for code in session.languages if _is_short(code)), "en")
        if [language] != list(session.languages):
            self.note(
                "language-changed",
                ("sessions", entry.number, "languages"),
                "expected one language of two"
                f" letters, got {', '.join(session.languages) or 'none'}: {language!r} is written",
            )
        value |= {
            "slug": entry.slug,
            "url": as_uri(session.url or "") or f"{self.page}#{entry.slug}",
            "track": {"slug": self.track_slug(entry)},
            "language": language,
            "abstract": session.abstract,
            "description": session.description,
            "participants": [self.participant(entry, number) for number in range(len(entry.persons))],
            "state": _STATES[session.status],
        }
        path: Path = ("sessions", entry.number, "links")
        linked = self.cells.linked(session)
        _, _, recordings = self.cells.recording(session)
        links = [*linked.links, *recordings]
        links += [Link(address, "feedback") for address in (linked.feedback,) if address]
        links += [Link(address, "canonical") for address in (linked.origin,) if address]
        value["links"] = [item for link in links if (item := self.reference(link, path)) is not None]
        value["attachments"] = [item for link in linked.attachments if (item := self.reference(link, path)) is not None]
        if linked.logo:
            value["logo"] = {"type": "Image", "url": linked.logo}
        return value

    def lost_of_service(self, entry: Entry) -> None:
        """Note what a MetaEvent has no place for."""
        session = entry.session
        for name in ("kind", "tracks", "participants", "abstract", "description", "languages", "links", "url"):
            told = getattr(session, name)
            if told and not (name == "kind" and told == "break"):
                self.note(
                    "not-carried",
                    ("sessions", entry.number, name),
                    f"schedule2 has no place for the {name} of a service item",
                )
        if session.status is not Status.CONFIRMED:
            self.note(
                "not-carried",
                ("sessions", entry.number, "status"),
                "schedule2 has no place for the status of a service item",
            )

    def type(self, entry: Entry) -> str:
        """Return the `type` of an entry."""
        kind = entry.session.kind
        if is_service(kind):
            return "BREAK"
        word = _TYPE_OF_KIND.get(kind, "OTHER")
        if _TYPES[word] != kind:
            self.note(
                "kind-changed",
                ("sessions", entry.number, "kind"),
                f"schedule2 has no type for {kind_text(entry.session)!r}: {word} is written",
            )
        return word

    def track_slug(self, entry: Entry) -> str:
        """Return the slug of the first track; `none` where there is none."""
        tracks = entry.session.tracks
        return slug_of(tracks[0]) if tracks else "none"

    def tracks(self) -> list[dict[str, Any]]:
        """Return the tracks, each with a slug that entries refer to."""
        tracks = super().tracks()
        for value, track in zip(tracks, self.tree.event.tracks, strict=True):
            value["slug"] = slug_of(track.id)
        return tracks

    def participant(self, entry: Entry, number: int) -> dict[str, Any]:
        """Return an EventParticipant."""
        person = entry.persons[number]
        value = person_value(person, self.tree.event, with_id=False)
        role = person.participant.role
        value["role"] = _ROLE_OF_ROLE.get(role, "CONTRIBUTOR")
        if _ROLES[value["role"]] != role:
            # Participants are open: what the five roles cannot say stands beside them.
            value["x-role"] = role
        return value

    def reference(self, link: Link, path: Path) -> dict[str, Any] | None:
        """Return a Reference of schedule2, whose types are more and in capitals."""
        url = as_uri(link.href)
        if url is None:
            self.note("not-carried", path, f"there is no place for a link that is no URI: {link.href[:80]!r}")
            return None
        value: dict[str, Any] = {"url": url}
        if link.title:
            value["title"] = link.title
        if type := _REFERENCES.get(link.rel):
            value["type"] = type
        elif link.rel != "enclosure":
            self.note("link-relation-lost", path, f"there is no type for the relation {link.rel!r}")
        return value


def slug_of(id: str) -> str:
    """Return the id of a track as a slug of the schema."""
    slug = "".join(character if character.isalnum() or character in "_-" else "-" for character in id.lower())
    return slug if len(slug) > 1 and slug[-1].isalnum() else f"{slug}x".rjust(2, "x")


class _Reader(Reader):
    """Turns the values of a schedule2 into a `RawSchedule`."""

    def __init__(self, raw: RawSchedule, found: Findings) -> None:
        super().__init__(raw, found)
        self.people: dict[str, dict[str, Any]] = {}

    def document(self, value: Any) -> bool:
        """Read the whole document; False where it is no schedule at all."""
        if not super().document(value):
            return False
        top = self.mapping(value, ())
        schedule = self.mapping(top.get("schedule", top), ("schedule",))
        titles: dict[str, str] = {}
        for track in self.raw.tracks:
            slug, name = track.get("slug"), track.get("name")
            if isinstance(slug, str) and isinstance(name, str):
                titles[slug] = name
        # The hub of the Congress tells of people once, and names them in its events.
        for number, item in enumerate(self.items(schedule.get("persons"), ("schedule", "persons"))):
            person = self.mapping(item, ("schedule", "persons", number))
            self.people[str(person.get("guid"))] = person
        path: Path = ("schedule", "events")
        for number, item in enumerate(self.items(schedule.get("events"), path)):
            self.flat(self.mapping(item, (*path, number)), (*path, number), titles)
        return True

    def day(self, value: dict[str, Any], path: Path) -> None:
        """Read a Day, whose bounds are `start` and `end` here."""
        texts = (self.text(value.get(key), (*path, key)) for key in ("index", "date", "start", "end"))
        self.raw.days.append(RawDay(path, *texts))

    def flat(self, value: dict[str, Any], path: Path, titles: Mapping[str, str]) -> None:
        """Read an Event or a MetaEvent."""
        if not value:
            return
        room = self.mapping(value.get("room"), (*path, "room"))
        guid = self.text(room.get("guid"), (*path, "room", "guid"))
        name = self.text(room.get("name"), (*path, "room", "name")) or guid
        track = self.mapping(value.get("track"), (*path, "track")).get("slug")
        logo, feedback = value.get("logo"), value.get("feedback")
        told = {
            key: item for key, item in value.items() if key not in ("room", "track", "participants", "start", "logo")
        }
        told["type"] = _TYPES.get(str(value.get("type")), value.get("type"))
        told["date"] = value.get("start")
        told["persons"] = [self.person(item) for item in self.items(value.get("participants"), (*path, "participants"))]
        told["links"] = [_lower(item) for item in self.items(value.get("links"), (*path, "links"))]
        told["attachments"] = [_lower(item) for item in self.items(value.get("attachments"), (*path, "attachments"))]
        if isinstance(track, str) and track != "none":
            told["track"] = titles.get(track, track)
        if isinstance(logo, dict):
            told["logo"] = cast("dict[str, Any]", logo).get("url")
        if isinstance(feedback, dict):
            told.pop("feedback")
            told.setdefault("feedback_url", cast("dict[str, Any]", feedback).get("url"))
        if told.get("end") == told["date"]:
            told.pop("end", None)  # the end is required: one that is the start says that nobody knows it
            told["duration"] = "00:00"
        state = told.pop("state", None)
        self.entry(told, path, None, name)
        event: RawEvent = self.raw.events[-1]
        event.room_guid = guid
        if isinstance(state, str):
            event.fields["state"] = _STATUS.get(state, "confirmed")

    def person(self, value: Any) -> dict[str, Any]:
        """Return an EventParticipant with the role it has here."""
        told = dict(self.mapping(value, ("schedule", "events")))
        told = {**self.people.get(str(told.get("guid")), {}), **told}
        own, role = told.pop("x-role", None), told.get("role")
        told["role"] = own if isinstance(own, str) else _role(role)
        return told


def _role(word: Any) -> str:
    """Return the role of a participant: a word of the format, any other word as the other readers have it."""
    if not isinstance(word, str) or not word.strip():
        return "speaker"
    return _ROLES.get(word.upper()) or role_of(word) or word


def _lower(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    told = dict(cast("dict[str, Any]", value))
    if (type := _RELS.get(str(told.get("type")))) is not None:
        told["type"] = type
    return told
