"""From the entries of Indico's exports to sessions, people, rooms and tracks."""

from __future__ import annotations

import datetime as dt
from typing import Any, cast
from zoneinfo import ZoneInfo

import attrs

from ..diagnostics import Path
from ..model import Participant, PostalAddress, Room, Session, Slot, Track, Venue
from ..model.ids import slugify
from ._agents import Agents
from ._foreign import Findings, Ids, Node, known_kind, service_kind
from ._foreign_time import local_moment, make_slot, zone_of
from ._indico_links import Links
from ._plain import is_html, plain_text

__all__ = ["EXTRA", "Reader", "plain"]

EXTRA = "x-indico"
"""The key of `extra` that holds what is Indico's own."""

# Personal, or for the machinery of Indico only.
_PRIVATE = frozenset(
    ("email", "emailHash", "phone", "fax", "address", "creator", "supportInfo", "bookedRooms", "allowed")
)
_MACHINERY = frozenset(
    [
        "_type",
        "_fossil",
        "hasAnyProtection",
        "visibility",
        "categoryId",
        "db_id",
        "friendly_id",
        "friendlyId",
        "id",
        "uniqueId",
        "conferenceId",
        "conference",
        "pdf",
        "textColor",
        "sessionSlotId",
        "sessionSlotEntryId",
        "scheduleEntryId",
        "inheritLoc",
        "inheritRoom",
        "sessionCode",
        "protectionURL",
        "roomFullname",
        "contribDuration",
        "numSlots",
        "adjustedStartDate",
        "adjustedEndDate",
        "occurrences",
        "duration",
        "entryType",
    ]
)
_MOST_HTML = 200_000


def plain(node: Node, key: str, extra: dict[str, object]) -> str | None:
    """Return a text without its HTML, which is kept in `extra`."""
    text = node.text(key)
    if text is None or not is_html(text) or len(text) > _MOST_HTML:
        return text
    node.findings.note("html-to-text", "HTML read as plain text; the original is kept in extra", (*node.path, key))
    extra[key] = text
    return plain_text(text) or None


class Reader:
    """Reads the entries of one event."""

    def __init__(self, findings: Findings, zone: ZoneInfo, base: str | None = None) -> None:
        self.findings = findings
        self.zone = zone
        self.links = Links(findings, base)
        self.agents = Agents()
        self.venues: dict[str, Venue] = {}
        self.rooms: dict[str, Room] = {}
        self.tracks: dict[str, Track] = {}
        self.origins: dict[Path, Path] = {}
        self._sessions: dict[str, Session] = {}
        self._ids = {"venue": Ids(), "room": Ids(), "track": Ids(), "session": Ids()}
        self._zones: dict[str, ZoneInfo | None] = {}

    def finished(self) -> list[Session]:
        """Return the sessions."""
        return list(self._sessions.values())

    # Sessions

    def entry(self, node: Node, parent: str | None = None) -> None:
        """Read an entry of a timetable."""
        kind = node.text("entryType") or ""
        type_ = node.members.get("_type") if not kind else None
        if kind == "Session" or type_ == "SessionSchEntry" or "entries" in node:
            self.block(node, parent)
        elif kind == "Break" or type_ == "BreakTimeSchEntry":
            self._break(node, parent)
        elif kind in ("", "Contribution"):
            self.contribution(node, parent)
        else:
            self.findings.warn(
                "unknown-entry", f"expected a session, a contribution or a break, got {kind[:40]!r}", node.path
            )

    def block(self, node: Node, parent: str | None = None) -> None:
        """Read a block of a session, with everything in it."""
        outer = node.child("session") if isinstance(node.members.get("session"), dict) else None
        title = node.required("title", "(untitled)")
        slot_title = node.text("slotTitle")
        color = node.text("color") or (outer.text("color") if outer is not None else None)
        name = (outer.text("title") if outer is not None else None) or title
        number = node.identifier("sessionId") or (outer.identifier("db_id", "id") if outer is not None else None)
        tracks = (self._track(name, node.path, number, color),)
        extra: dict[str, object] = {}
        poster = node.flag("isPoster") or (outer.flag("isPoster") if outer is not None else None)
        description = plain(node, "description", extra) or (
            plain(outer, "description", extra) if outer is not None else None
        )
        # Asked for before the rest of the block is kept.
        contributions, entries = node.children("contributions"), self.entries_of(node, "entries")
        own = self._add(
            node,
            ("block", node.identifier("sessionSlotId", "db_id", "id")),
            extra,
            title=title,
            subtitle=slot_title if slot_title and slot_title not in title else None,
            kind="poster" if poster else "other",
            tracks=tracks,
            description=description,
            parent=parent,
            participants=self._chairs((node, "conveners"), (node, "sessionConveners"), (outer, "sessionConveners")),
        )
        for child in contributions:
            self.contribution(child, own)
        for item in entries:
            self.entry(item, own)

    def entries_of(self, node: Node, key: str) -> list[Node]:
        """Return the entries under a key: an object of them, or a list (what PHP makes of an object)."""
        if isinstance(node.members.get(key), list):
            return node.children(key)
        inner = node.child(key)
        return [] if inner is None else [item for name in inner.members if (item := inner.child(name)) is not None]

    def _chairs(self, *lists: tuple[Node | None, str]) -> tuple[Participant, ...]:
        found = [person for node, key in lists if node is not None for person in self.participants(node, key, "chair")]
        return tuple({person.agent: person for person in reversed(found)}.values())[::-1]

    def contribution(self, node: Node, parent: str | None = None) -> None:
        """Read a contribution and its subcontributions."""
        foreign = ("contribution", node.identifier("contributionId", "db_id", "id"))
        extra: dict[str, object] = {}
        tracks: list[str] = []
        inside = node.text("session") if not isinstance(node.members.get("session"), dict) else None
        if inside and parent is None:
            tracks.append(self._track(inside, (*node.path, "session")))
        track = node.text("track")
        if track:
            tracks.append(self._track(track, (*node.path, "track")))
        kind = node.text("type")
        people = {
            person.agent: person
            for role, key in (
                ("contributor", "coauthors"),
                ("contributor", "primaryauthors"),
                ("speaker", "presenters"),
                ("speaker", "speakers"),
            )
            for person in self.participants(node, key, role)
        }
        order = sorted(people.values(), key=lambda person: person.role != "speaker")
        parts = node.children("subContributions")
        own = self._add(
            node,
            foreign,
            extra,
            title=node.required("title", "(untitled)"),
            kind=(known_kind(kind) or kind) if kind else "talk",
            tracks=tuple(dict.fromkeys(tracks)),
            description=plain(node, "description", extra),
            parent=parent,
            participants=tuple(order),
        )
        for child in parts:
            part: dict[str, object] = {}
            self._add(
                child,
                ("subcontribution", child.identifier("db_id", "id")),
                part,
                title=child.required("title", "(untitled)"),
                description=plain(child, "description", part),
                parent=own,
                participants=tuple(self.participants(child, "speakers", "speaker")),
            )

    def _break(self, node: Node, parent: str | None) -> None:
        extra: dict[str, object] = {}
        title = node.required("title", "Break")
        self._add(
            node,
            ("break", node.identifier("id")),
            extra,
            title=title,
            kind=service_kind(title) or "break",
            description=plain(node, "description", extra),
            parent=parent,
        )

    def _add(self, node: Node, foreign: tuple[str, str | None], extra: dict[str, object], **found: Any) -> str:
        what, number = foreign
        ids = self._ids["session"]
        key = f"{what}-{number}" if number is not None else None
        if key is not None and key in ids:
            return self._again(key, node, found)
        own = ids.of(key) if key is not None else ids.new(f"{what}-{slugify(found['title'])}")
        self.origins["sessions", len(self._sessions)] = node.path
        slot = self._slot(node)
        links = tuple(self.links.of(node, extra))
        tags = self.keywords(node)
        url = self.links.address(node, "url", extra)
        if slot is None or slot.end is None:
            extra["duration"] = node.members.get("duration")
        extra = {name: value for name, value in (extra | self.public_rest(node)).items() if value is not None}
        self._sessions[own] = Session(
            id=cast("Any", own),
            slot=slot,
            links=links,
            tags=tags,
            url=url,
            extra=cast("Any", {EXTRA: extra} if extra else {}),
            **found,
        )
        return own

    def _again(self, key: str, node: Node, found: dict[str, Any]) -> str:
        """Take what is told a second time, as by a timetable beside an export: its block is new."""
        own = cast("str", self._ids["session"].get(key))
        session = self._sessions[own]
        if session.title != found["title"]:
            self.findings.warn("duplicate-id", f"another session is {key!r}; both are kept", node.path)
            return self._add(node, (key, None), {}, **found)
        # Whatever only the second telling has is taken from it.
        told = found | {
            "slot": self._slot(node) if session.slot is None else None,
            "links": tuple(self.links.of(node, {})),
            "tags": self.keywords(node),
            "url": self.links.address(node, "url", {}),
        }
        changes = {name: value for name, value in told.items() if value and value != own and not getattr(session, name)}
        self._sessions[own] = attrs.evolve(session, **changes)
        return own

    def _slot(self, node: Node) -> Slot | None:
        room = self.place(node)
        start = self.moment(node, "startDate")
        end = self.moment(node, "endDate")
        minutes = node.integer("duration")
        if node.members.get("endDate") and end is None:
            return None  # without its end it would be an open one
        if end is None and start is not None and minutes is not None and 0 <= minutes <= 60 * 24 * 366:
            end = (start.astimezone(dt.UTC) + dt.timedelta(minutes=minutes)).astimezone(self.zone)
        if start is None:
            return None
        return make_slot(start, end, () if room is None else (room,), self.findings, node.path)

    # What they refer to

    def moment(self, node: Node, key: str) -> dt.datetime | None:
        """Return the moment that `{"date", "time", "tz"}` says."""
        value = node.child(key) if node.members.get(key) else None
        if value is None:
            node.raw(key)
            return None
        date, time, name = value.text("date"), value.text("time"), value.text("tz")
        if date is None or time is None:
            self.findings.add("missing-key", "expected a date and a time, got only one or none of them", value.path)
            return None
        try:
            wall = dt.datetime.fromisoformat(f"{date}T{time}")
            if not 1970 < wall.year < 2999:
                raise ValueError(date)
        except ValueError:
            self.findings.add(
                "bad-time", f"expected a date and a time, got {date[:20]!r} and {time[:20]!r}", value.path
            )
            return None
        if wall.tzinfo is not None:
            return wall.astimezone(self.zone)
        if name is not None and name not in self._zones:
            self._zones[name] = zone_of(name, self.findings, (*value.path, "tz"))
        zone = self._zones[name] if name is not None else self.zone
        if zone is None:
            return None
        moment = local_moment(wall, zone, self.findings, value.path)
        return moment.astimezone(self.zone) if moment is not None else None

    def place(self, node: Node) -> str | None:
        """Return the id of the room an object names; rooms of one name in two venues are two."""
        name = node.text("room", "roomFullname")
        location = node.text("location")
        address = node.text("address") if isinstance(node.members.get("address"), str) else None
        venue: str | None = None
        if location is not None:
            venue = self._ids["venue"].get(location)
            if venue is None:
                venue = self._ids["venue"].of(location, slugify(location))
                self.origins["venues", len(self.venues)] = node.path
                self.venues[venue] = Venue(
                    id=cast("Any", venue), name=location, address=PostalAddress(street=address) if address else None
                )
        if name is None:
            return None
        key = f"{location or ''}\n{name}"
        own = self._ids["room"].get(key)
        if own is None:
            own = self._ids["room"].of(key, slugify(name))
            self.origins["rooms", len(self.rooms)] = node.path
            full = node.text("roomFullname")
            self.rooms[own] = Room(
                id=cast("Any", own),
                name=name,
                venue=cast("Any", venue),
                description=full if full != name else None,
            )
        return own

    def _track(self, title: str, path: Path, number: str | None = None, color: str | None = None) -> str:
        ids = self._ids["track"]
        own = ids.get(title)
        if own is None:
            own = ids.of(title, f"session-{number}" if number else slugify(title))
            self.origins["tracks", len(self.tracks)] = path
            self.tracks[own] = Track(id=cast("Any", own), title=title, color=color)
        return own

    def participants(self, node: Node, key: str, role: str) -> list[Participant]:
        """Return those a list names, in a role."""
        found: list[Participant] = []
        for person in node.children(key):
            first, last = person.text("first_name", "firstName"), person.text("last_name", "familyName")
            name = " ".join(part for part in (first, last) if part) or _straight(person.text("fullName", "name"))
            if name is None:
                self.findings.add("missing-key", "expected a name, got none", person.path)
                continue
            affiliation = self.agents.organization(person.text("affiliation"), person.path)
            number = person.identifier("person_id")
            email = person.text("email")
            told_apart = ("id", number) if number else ("name", name, affiliation, email or person.text("emailHash"))
            id = f"person-{number}" if number else None
            honorific = person.text("title")
            agent = self.agents.person(
                told_apart, name, person.path, id=id, affiliation=affiliation, email=email, honorific=honorific
            )
            self._withhold(person)
            here = affiliation if affiliation != self.agents.people[agent].affiliation else None
            if agent not in [item.agent for item in found]:
                found.append(Participant(agent=cast("Any", agent), role=role, affiliation=cast("Any", here)))
        return found

    def _withhold(self, node: Node) -> None:
        """Say which personal data is left out; the address itself stays with the person, where nothing publishes it."""
        for key in sorted(_PRIVATE - {"email", "creator"}):
            if node.members.get(key) and node.raw(key):
                self.findings.note("private-data-left-out", f"{key} left out: personal data", (*node.path, key))

    def keywords(self, node: Node) -> tuple[str, ...]:
        """Return the keywords."""
        return tuple(text for text, _ in node.identifiers("keywords") if text.strip())

    def public_rest(self, node: Node) -> dict[str, object]:
        """Return what nobody asked for, without the personal and the machinery's own."""
        rest = node.rest()
        for key in sorted(_PRIVATE & set(rest)):
            self.findings.note("private-data-left-out", f"{key} left out: personal data", (*node.path, key))
        return {key: value for key, value in rest.items() if key not in _PRIVATE and key not in _MACHINERY}


def _straight(name: str | None) -> str | None:
    """Return `Last, First` as `First Last`."""
    if name is None:
        return None
    last, comma, first = name.partition(", ")
    return f"{first} {last}" if comma else name
