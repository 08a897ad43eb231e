"""Reads the session of a VEVENT of another program, by documented heuristics.

The first category that names a known kind is the kind, else the title may say it; the first that names none is a track.
Places and people are those of `_reading`: LOCATION, GEO, Apple's structured location and VLOCATION are where a session
is; ORGANIZER, chairs and PARTICIPANT (RFC 9073 section 7.1) take part. Other ATTENDEEs are invited guests: they, all
addresses and all answers ride along, for the team.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any, cast
from urllib.parse import unquote

from ....diagnostics import Findings, Severity
from ....model.agent import Participant
from ....model.place import PostalAddress
from ....model.status import Status
from ....model.vocabulary import kind_of, role_of
from ....views.html_text import is_html, plain_text
from ..._reading.agents import AgentReader, is_organization, printed_name
from ..._reading.html_entities import EntityReader
from ..._reading.kinds import kind_by_title
from ..._reading.located import NamedPlace, PlaceReader, Spot, Where
from ..._reading.places import read_place
from ..._reading.programme import ProgrammeBuilder
from ..._reading.statuses import status_of, title_and_status
from .read_vevent import PlainItem, Vevent, geo_of, is_written_anew, passthrough, stamped

__all__ = ["ForeignReader"]

_CONFIRMED = Status.CONFIRMED
_OF_VEVENTS = {"CONFIRMED": Status.CONFIRMED, "TENTATIVE": Status.TENTATIVE, "CANCELLED": Status.CANCELLED}
"""The statuses of a VEVENT (RFC 5545 section 3.8.1.11)."""
_APPLE = "x-apple-structured-location"
_GEO = re.compile(r"geo:(-?\d{1,3}(?:\.\d{1,20})?),(-?\d{1,3}(?:\.\d{1,20})?)", re.IGNORECASE)
_ROOM_TYPES = frozenset(
    ["room", "hall", "auditorium", "classroom", "stage", "theater", "conference-room", "lecture-hall"]
)
"""The LOCATION-TYPEs (RFC 4589) that are rooms."""
_ROLES = {
    "SPEAKER": "speaker",
    "PERFORMER": "performer",
    "PLANNER-CONTACT": "organizer",
    "SPONSOR": "sponsor",
    "CONTACT": "contact",
    "BOOKING-CONTACT": "contact",
    "PUBLICITY-CONTACT": "contact",
    "EMERGENCY-CONTACT": "contact",
    "ACTIVE": "contributor",
}
"""The role for each PARTICIPANT-TYPE; who is INACTIVE takes no part."""
_OF_PARTICIPANTS = frozenset(
    ["uid", "participant-type", "summary", "description", "calendar-address", "url", "structured-data"]
)
"""What is read of a PARTICIPANT."""
_DESCRIPTIONS = ("styled-description", "x-alt-desc", "x-html-description", "x-description", "x-long-description")
"""Other properties that carry a description, the likeliest first (RFC 9073 section 6.5, MS-OXCICAL 2.1.3.1.1.20.8)."""
_ADDRESS = re.compile(r"https?://[^\s<>\")\]]+", re.IGNORECASE)


class ForeignReader:
    """Reads the sessions of foreign calendars; rooms, tracks and people are added to the tables of a builder.

    Args:
        findings: takes everything wrong.
        builder: takes the rooms, venues, tracks and people that they name.
        entities: reads the texts.
        items: the items that say who organizes them, or where they are on the globe.
    """

    def __init__(
        self, findings: Findings, builder: ProgrammeBuilder, entities: EntityReader, items: Iterable[Vevent]
    ) -> None:
        self._findings = findings
        self._entities = entities
        self._builder = builder
        self.places = PlaceReader(findings, builder, "LOCATION")
        """Reads their locations."""
        self._agents = AgentReader(builder)
        organizers: dict[str, Vevent] = {}
        for item in items:
            if (geo := item.geo()) is not None:
                self.places.note(geo, item.text("location"))
            if "organizer" in item.once and (name := _name_of(item.once["organizer"])) is not None:
                organizers.setdefault(name, item)
        self._common = next(iter(organizers)) if len(organizers) == 1 else None
        """The name of the only organizer, who organizes the event."""
        self._known_words: dict[tuple[str, ...], dict[str, Any]] = {}
        """What categories say, which stand again and again."""
        self._kinds: dict[str, str | None] = {}
        """What kinds words name."""
        self.event_participants: tuple[Participant, ...] = ()
        """Who organizes everything."""
        if self._common is not None:
            self.event_participants = self._invited(organizers[self._common].once["organizer"], "organizer")

    def read(self, item: Vevent, values: dict[str, Any]) -> Where:
        """Add the data of a VEVENT to the constructor arguments of a session, and return its location."""
        path = ("sessions", item.number)
        where = self._where(item)
        text = self._description(item)
        if text.strip():
            values["description"] = text
        if "dtstamp" not in item.once:
            position = item.component.position
            self._findings.add(
                "missing-dtstamp", "expected a DTSTAMP, got none", position=position, path=path, repeated=True
            )
        elif "updated" not in values and (moment := item.stamped()) is not None:
            values["updated"] = moment
        position = item.component.position
        words = [str(word) for prop in item.many if prop[0] == "categories" for word in prop[3:]]
        self._words([self._entities.text(word, "categories", position).strip() for word in words], values)
        if "kind" not in values and (kind := kind_by_title(values["title"])) is not None:
            values["kind"] = kind
        links = item.links()
        known = {link.href for link in links}
        values["links"] = (*links, *(link for link in where.links if link.href not in known))
        if where.mode is not None:
            values["attendance_mode"] = where.mode
        if people := self._people(item):
            values["participants"] = people
        return where

    def read_plain(self, plain: PlainItem, lines: list[Any], values: dict[str, Any]) -> bool:
        """Add what a plain item says to the constructor arguments of a session, all but where it is.

        Returns:
            Whether it has no finding; else nothing of it may be used.
        """
        summary, text = lines[plain.summary], plain.text(lines, plain.description)
        words: list[str] = [] if plain.categories is None else lines[plain.categories]
        if "&" in summary or "&" in text or "<" in text or any("&" in word for word in words):
            return False
        title, marked = title_and_status(summary.strip())
        status = _CONFIRMED if plain.status is None else _OF_VEVENTS.get(lines[plain.status].strip().upper())
        if marked is not None or status is None or not title:
            return False
        values["title"], values["status"] = title, status
        if text.strip():
            values["description"] = text
        if "updated" not in values and (moment := stamped(lines[plain.dtstamp])) is not None:
            values["updated"] = moment
        self._words([word.strip() for word in words], values)
        if "kind" not in values and (kind := kind_by_title(title)) is not None:
            values["kind"] = kind
        return True

    @staticmethod
    def pass_plain(plain: PlainItem, lines: list[Any], values: Mapping[str, Any]) -> dict[str, Any]:
        """Return what of a plain item has no place in the model, to be written back."""
        kept = [plain.shape.property(place, lines[place]) for place in plain.kept]
        return passthrough([prop for prop in kept if not is_written_anew(prop, values)], ())

    def passthrough(self, item: Vevent, values: Mapping[str, Any], where: Where) -> dict[str, Any]:
        """Return the parts without a field in the model, to be written back."""
        said = {"method", _APPLE}
        if where.venue is not None and item.geo() is not None:
            said.add("geo")
        kept = [
            prop
            for prop in item.many
            if prop[0] not in said and not is_written_anew(prop, values) and not _names_parent(prop)
        ]
        if (status := self._unknown_status(item)) is not None:
            kept.append(status)
        read = {id(part.component) for part in item.inside("participant") if _is_read_for_good(part)}
        if _vlocations(item):
            read |= {id(part.component) for part in item.inside("vlocation")}
        return passthrough(kept, (part for part in item.component.components if id(part) not in read))

    def _where(self, item: Vevent) -> Where:
        """Return the location of a session, by VLOCATION (RFC 9073 section 7.2), else by LOCATION and its position."""
        if item.component.components and (parts := _vlocations(item)):
            return self.places.described([_described(part, alone=len(parts) == 1) for part in parts])
        spot = None
        if "geo" in item.once or _APPLE in item.once:
            spot = self._spot(item)
        return self.places.read(self._text(item, "location"), item.position("location"), spot)

    def _spot(self, item: Vevent) -> Spot:
        """Return the position on the globe by GEO and by Apple's structured location."""
        apple = item.once.get(_APPLE)
        geo = item.geo()
        if apple is None:
            return Spot(geo)
        match = _GEO.fullmatch(str(apple[3]).strip())
        if match is None:
            what = f"expected an address such as geo:52.5,13.4, got {str(apple[3])[:60]!r}: it was left out"
            self._findings.add("invalid-value", f"{_APPLE.upper()}: {what}", position=item.position(_APPLE))
            return Spot(geo)
        title, address = (_one_line(apple[1].get(name, "")) for name in ("x-title", "x-address"))
        return Spot(geo or geo_of(match[1], match[2]), title, address)

    def _people(self, item: Vevent) -> tuple[Participant, ...]:
        """Return the participants of a session."""
        found: list[Participant] = []
        for prop in item.many:
            name = prop[0]
            if name == "organizer" and _name_of(prop) != self._common:
                found += self._invited(prop, "organizer")
            elif name == "attendee" and _leads(prop):
                found += self._invited(prop, "chair")
        if item.component.components:
            for part in item.inside("participant"):
                found += self._participant(part)
        return tuple(dict.fromkeys(found))

    def _invited(self, prop: list[Any], role: str) -> tuple[Participant, ...]:
        """Return the participant that an ORGANIZER or ATTENDEE names; None if it has only an address."""
        name = _name_of(prop)
        if name is None:
            return ()
        is_group = str(prop[1].get("cutype", "")).upper() == "GROUP"
        # The property rides along for the team, and so does the address.
        agent = self._agents.read(name, _address(prop[3]), organization=is_group or is_organization(name))
        return () if agent is None else (Participant(agent=agent, role=role),)

    def _participant(self, part: Vevent) -> tuple[Participant, ...]:
        """Return somebody by PARTICIPANT."""
        kind = _participant_type(part)
        data = part.structured()
        text = part.text("summary").strip()
        role = _ROLES.get(kind)
        label, colon, rest = text.partition(": ")
        if colon and (said := role_of(label)) is not None and rest.strip():
            role, text = said, rest.strip()
        name = printed_name(data.get("name")) or printed_name(text)
        if role is None or name is None:
            return ()
        is_group = data.get("@type") == "Organization" or (not data and kind == "SPONSOR")
        address = _address(part.text("calendar-address"))
        agent = self._agents.read(
            name,
            address,
            organization=is_group or is_organization(name),
            email=address,
            url=part.text("url") or None,
            bio=None if is_group else part.text("description") or None,
        )
        return () if agent is None else (Participant(agent=agent, role=role),)

    def _description(self, item: Vevent) -> str:
        """Return DESCRIPTION as plain text, or that of another property with more content."""
        text = self._plain(item.text("description"), "description", item.position("description"), item.number)
        for name, html, position in self._alternatives(item):
            other = plain_text(html) if "<" in html else self._plain(html, name, position, None)
            if other.strip() and _says_more(other, text):
                self._findings.add(
                    "markup-in-text",
                    f"expected all of the text in DESCRIPTION, got more in {name.upper()}: that was taken",
                    position=position,
                    path=("sessions", item.number),
                )
                return other
        return text

    def _alternatives(self, item: Vevent) -> Iterable[tuple[str, str, int]]:
        """Yield the texts of other properties that carry a description: name, text, position."""
        for name in _DESCRIPTIONS:
            if name in item.once:
                yield name, item.text(name), item.position(name)
        described = item.once.get("description")
        if described is not None and "altrep" in described[1]:
            kind, comma, data = str(described[1]["altrep"]).partition(",")
            if comma and kind.lower().startswith("data:text/html") and "base64" not in kind:
                yield "altrep", unquote(data), item.position("description")

    def _plain(self, text: str, name: str, position: int, number: int | None) -> str:
        """Return a text without HTML and its entities; a number is that of the session to report HTML of."""
        if not is_html(text):
            if "&" not in text:
                return text
            read = self._entities.text(text, name, position)
            # `&lt;p&gt;`: the markup itself was written as entities.
            return plain_text(read) if text.lstrip()[:4].lower() == "&lt;" and is_html(read) else read
        if number is not None:
            what = "expected plain text, got HTML: its text was taken, with the addresses of its links"
            self._findings.add("markup-in-text", what, position=position, path=("sessions", number))
        return plain_text(text)

    def _text(self, item: Vevent, name: str) -> str:
        text = item.text(name)
        return self._entities.text(text, name, item.position(name)) if "&" in text else text

    def title_and_status(self, item: Vevent) -> tuple[str, Status]:
        """Return the title in SUMMARY, and the status by STATUS, METHOD and SUMMARY."""
        title, marked = title_and_status(self._text(item, "summary").strip())
        status = self._status(item)
        if marked is not None and (status is _CONFIRMED or status is Status.TENTATIVE):
            self._findings.add(
                "odd-status",
                f"expected STATUS to say that it is off, got it in the title {item.text('summary').strip()[:60]!r}:"
                f" read as {marked.value}",
                position=item.position("summary"),
            )
            status = marked
        return title, status

    def _status(self, item: Vevent) -> Status:
        text = item.text("status").strip()
        status = _OF_VEVENTS.get(text.upper()) if text else _CONFIRMED
        if status is None:
            status = self._odd_status(item, text)
        elif not text and "status" in item.once:
            self._findings.add(
                "odd-status",
                "expected STATUS to be TENTATIVE, CONFIRMED or CANCELLED, got nothing: read as confirmed",
                position=item.position("status"),
                severity=Severity.INFO,
                repeated=True,
            )
        if (method := item.once.get("method")) is None:
            return status
        is_off = str(method[3]).strip().upper() == "CANCEL"
        read = "read as cancelled" if is_off else "it was left out"
        self._findings.add(
            "misplaced-property",
            f"expected METHOD in the calendar (RFC 5545 3.7.2), got it in an item: {read}",
            position=item.position("method"),
        )
        return Status.CANCELLED if is_off else status

    def _odd_status(self, item: Vevent, text: str) -> Status:
        """Return the status for a word that VEVENTs do not have: its plain meaning, else tentative."""
        meant = status_of(text)
        code, read = ("odd-status", meant) if meant is not None else ("unknown-value", Status.TENTATIVE)
        kept = "" if meant is not None else ", since nobody says that it is confirmed; the word is kept"
        self._findings.add(
            code,
            f"expected STATUS to be TENTATIVE, CONFIRMED or CANCELLED, got {text[:60]!r}: read as {read.value}{kept}",
            position=item.position("status"),
        )
        return read

    @staticmethod
    def _unknown_status(item: Vevent) -> list[Any] | None:
        """Return STATUS if its word is unknown."""
        prop = item.once.get("status")
        if prop is None or (text := str(prop[3]).strip()).upper() in _OF_VEVENTS or not text:
            return None
        return prop if status_of(text) is None else None

    def _words(self, words: list[str], values: dict[str, Any]) -> None:
        """Turn categories into a kind, a track and tags; the name of a second kind is a tag, and never a track."""
        known = self._known_words.get(key := tuple(words))
        if known is None:
            known = self._known_words[key] = self._meaning_of(words)
        values.update(known)

    def _kind_of(self, word: str) -> str | None:
        if word not in self._kinds:
            self._kinds[word] = kind_of(word)
        return self._kinds[word]

    def _meaning_of(self, words: list[str]) -> dict[str, Any]:
        values: dict[str, Any] = {}
        rest = [word for word in words if word]
        kinds = [self._kind_of(word) for word in rest]
        first = next((number for number, kind in enumerate(kinds) if kind is not None), None)
        if first is not None:
            values["kind"] = kinds.pop(first)
            rest.pop(first)
        if None in kinds:
            title = rest.pop(kinds.index(None))
            track = self._builder.tracks.known(title) or self._builder.track(title, ())
            values["tracks"] = () if track is None else (track,)
        values["tags"] = tuple(rest)
        return values


def _says_more(text: str, other: str) -> bool:
    """Return whether a text has more content than another: addresses that are not in it, or that text and more."""
    if not other.strip():
        return True
    if any(address.rstrip("/.,") not in other for address in _ADDRESS.findall(text)):
        return True
    longer, shorter = " ".join(text.split()), " ".join(other.split()).rstrip(".… ")
    return len(longer) > len(shorter) + 20 and longer.startswith(shorter)


def _names_parent(prop: list[Any]) -> bool:
    """Return whether a property is RELATED-TO the whole of this part."""
    return prop[0] == "related-to" and str(prop[1].get("reltype", "PARENT")).upper() == "PARENT"


def _name_of(prop: list[Any]) -> str | None:
    """Return the name of ORGANIZER or ATTENDEE, or None."""
    return printed_name(prop[1].get("cn"))


def _leads(prop: list[Any]) -> bool:
    """Return whether an ATTENDEE leads, and has not declined."""
    role, answer = (str(prop[1].get(name, "")).strip().upper() for name in ("role", "partstat"))
    return role == "CHAIR" and answer not in ("DECLINED", "DELEGATED")


def _address(value: Any) -> str | None:
    """Return the e-mail address of a calendar address, or None."""
    text = str(value).strip()
    return text[7:].strip() or None if text.lower().startswith("mailto:") else None


def _participant_type(part: Vevent) -> str:
    return (part.text("participant-type") or "ACTIVE").strip().upper()


def _is_read_for_good(part: Vevent) -> bool:
    """Return whether a PARTICIPANT is read for good, and need not ride along."""
    known = _OF_PARTICIPANTS.issuperset(prop[0] for prop in part.component.properties)
    return known and _participant_type(part) in _ROLES and not part.component.components


def _vlocations(item: Vevent) -> list[Vevent]:
    """Return the VLOCATIONs of a VEVENT that have a name."""
    return [part for part in item.inside("vlocation") if part.text("name").strip()]


def _described(part: Vevent, *, alone: bool) -> NamedPlace:
    """Return the place that a VLOCATION describes."""
    name, kind = part.text("name").strip(), part.text("location-type").strip().lower()
    place = read_place(name)
    return NamedPlace(
        name=name,
        is_room=kind in _ROOM_TYPES or (not kind and alone and place.room == place.text),
        geo=part.geo(),
        address=_postal_address(part.structured().get("address")) or place.address,
        description=part.text("description"),
        url=part.text("url"),
    )


def _one_line(value: Any) -> str:
    text = ", ".join(map(str, cast("list[Any]", value))) if isinstance(value, list) else str(value)
    return ", ".join(part.strip() for part in text.replace("\\n", "\n").splitlines() if part.strip())


_ADDRESS_PARTS = {
    "street": "streetAddress",
    "locality": "addressLocality",
    "region": "addressRegion",
    "postal_code": "postalCode",
    "country": "addressCountry",
}


def _postal_address(address: Any) -> PostalAddress | None:
    """Return the address of schema.org as the model has it, or None."""
    members: Mapping[str, Any] = cast("Mapping[str, Any]", address) if isinstance(address, Mapping) else {}
    found = {
        own: value for own, name in _ADDRESS_PARTS.items() if isinstance(value := members.get(name), str) and value
    }
    return PostalAddress(**found) if found else None
