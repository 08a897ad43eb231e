"""What a VEVENT says of a session: to the letter where our own writer made it, else by documented heuristics.

Of a foreign VEVENT, LOCATION is a room, the first category that names no known kind a track.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import Any, cast
from zoneinfo import ZoneInfo

from ....diagnostics import Diagnostic, Findings, Severity
from ....model.agent import Participant
from ....model.link import Link
from ....model.status import Status
from ....model.vocabulary import kind_label, kind_of
from ....views.html_text import is_html, plain_text
from ..._reading.html_entities import EntityReader
from ..._reading.programme import ProgrammeBuilder
from ..._reading.statuses import status_of, title_and_status
from .._content.tree import ONCE_IN_VEVENT, Component, JcalProperty, as_list, utc_moment
from .conventions import (
    CANCELLED_PREFIX,
    EPOCH,
    LINK_PROPERTIES,
    LINKS,
    PARTICIPANT,
    POSTPONED_PREFIX,
    READ_BY_NAME,
    SESSION,
    foreign_link,
    load_json,
    messages,
    said_links,
)

__all__ = ["ForeignReader", "OwnReader", "Vevent", "index_vevent", "texts"]


class Vevent:
    """A VEVENT indexed for reading: single properties by name, repeatable ones as a list."""

    __slots__ = ("component", "many", "number", "once")

    def __init__(self, component: Component, number: int, once: dict[str, JcalProperty]) -> None:
        self.component = component
        """The component."""
        self.number = number
        """The number of its session."""
        self.once = once
        """The properties by name; of those that stand several times, any."""
        self.many: list[JcalProperty] = [prop for prop in component.properties if prop[0] not in READ_BY_NAME]
        """The properties that are not read by their name."""

    def text(self, name: str) -> str:
        """Return the value of a property as text, empty where there is none."""
        prop = self.once.get(name)
        return "" if prop is None else str(prop[3])

    def position(self, name: str) -> int:
        """Return the position of a property, or of the VEVENT where there is none."""
        component = self.component
        prop = self.once.get(name)
        return component.position if prop is None else component.positions[component.properties.index(prop)]


def index_vevent(component: Component, number: int, findings: Findings) -> Vevent:
    """Return a VEVENT indexed; of what may stand only once, the first is taken and the others are reported."""
    once: dict[str, JcalProperty] = {prop[0]: prop for prop in component.properties}
    if len(once) == len(component.properties):
        return Vevent(component, number, once)
    kept = Component(component.name, component.position)
    kept.components = component.components
    once.clear()
    for prop, position in zip(component.properties, component.positions, strict=True):
        name = prop[0]
        if name in once and (name in READ_BY_NAME or name in ONCE_IN_VEVENT):
            findings.add(
                "several-values", f"expected one {name.upper()}, got another: it was left out", position=position
            )
            continue
        once.setdefault(name, prop)
        kept.properties.append(prop)
        kept.positions.append(position)
    return Vevent(kept, number, once)


_STATUS = {item.value: item for item in Status}
_OF_VEVENTS = {"CONFIRMED": Status.CONFIRMED, "TENTATIVE": Status.TENTATIVE, "CANCELLED": Status.CANCELLED}
"""The statuses of a VEVENT (RFC 5545 section 3.8.1.11)."""
_CONFIRMED = Status.CONFIRMED


class OwnReader:
    """Reads the sessions of our own calendars; what somebody has spoilt in them becomes a finding.

    Args:
        findings: takes everything wrong.
        zone: the zone of the event.
        builder: knows the tracks that the calendar declares.
        event_status: the status of the event.
    """

    def __init__(self, findings: Findings, zone: ZoneInfo, builder: ProgrammeBuilder, event_status: Status) -> None:
        self._findings = findings
        self._zone = zone
        self._tracks = builder.tracks
        self._event_status = event_status
        self._participants: dict[tuple[str, str], Participant] = {}

    def data(self, item: Vevent) -> dict[str, Any] | None:
        """Return what X-OSPO-SESSION holds, or None where there is none that can be used."""
        prop = item.once.get("x-ospo-session")
        if prop is None:
            return None
        tree = load_json(str(prop[3]))
        own = cast("dict[str, Any]", tree) if isinstance(tree, dict) else {}
        if isinstance(own.get("id"), str):
            return own
        self._findings.add(
            "bad-own-data",
            "expected X-OSPO-SESSION to hold a JSON object with an id",
            position=item.position("x-ospo-session"),
        )
        return None

    def read(self, item: Vevent, own: dict[str, Any], values: dict[str, Any]) -> None:
        """Add what our own data say to the constructor arguments of a session."""
        wrong: list[Diagnostic] = []
        values.update(SESSION.values(own, wrong))
        number = own.get("links")
        if type(number) is not int:
            values.update(LINKS.values(own, wrong))
        problems = messages(wrong) if wrong else []
        if type(number) is int:
            values["links"] = said_links(number, item.many, problems)
        values["kind"] = kind = own["kind"] if isinstance(own.get("kind"), str) else "talk"
        values["tracks"] = tracks = texts(own.get("tracks"))
        self._status(item, own.get("status"), values)
        if "previous_start" in own:
            self._previous(own["previous_start"], values, problems)
        values["participants"] = self._people(own.get("people"), problems)
        self._texts(item.text("description"), own, values)
        words = [str(word) for prop in item.many if prop[0] == "categories" for word in prop[3:]]
        for word in [self._tracks[id].title if id in self._tracks else id for id in tracks] + [kind_label(kind)]:
            if word in words:
                words.remove(word)
        values["tags"] = tuple(words)
        for problem in problems[:10]:
            self._findings.add("bad-own-data", f"X-OSPO-SESSION: {problem}", position=item.position("x-ospo-session"))

    def _status(self, item: Vevent, status: Any, values: dict[str, Any]) -> None:
        if isinstance(status, str) and status in _STATUS:
            values["status"] = _STATUS[status]
        if self._event_status is _CONFIRMED and values["status"] is _CONFIRMED:
            return
        for prefix, meant in ((CANCELLED_PREFIX, Status.CANCELLED), (POSTPONED_PREFIX, Status.POSTPONED)):
            off = values["status"] is meant or self._event_status is meant
            if item.text("status") == "CONFIRMED" and off and values["title"].startswith(prefix):
                values["title"] = values["title"][len(prefix) :] or prefix
                if self._event_status is meant and status is None:
                    values["status"] = _CONFIRMED
                return

    def _previous(self, text: Any, values: dict[str, Any], problems: list[str]) -> None:
        try:
            moment = dt.datetime.fromisoformat(text)
            values["previous_start"] = moment.astimezone(self._zone)
        except (TypeError, ValueError, OverflowError):
            problems.append(f"expected a time as previous_start, got {str(text)[:60]!r}")

    def _people(self, people: Any, problems: list[str]) -> tuple[Participant, ...]:
        found: list[Participant] = []
        for number, item in enumerate(cast("list[Any]", people) if isinstance(people, list) else []):
            if isinstance(item, str):
                found.append(self._participant(item, "speaker"))
            elif isinstance(item, list) and len(pair := texts(cast("Any", item))) == 2:
                found.append(self._participant(*pair))
            else:
                wrong: list[Diagnostic] = []
                one = PARTICIPANT.load(item, wrong)
                if one is not None:
                    found.append(one)
                problems += messages(wrong[:3], "people", number)
        return tuple(found)

    def _participant(self, agent: str, role: str) -> Participant:
        """Return somebody in a role; who speaks again and again is one value."""
        found = self._participants.get((agent, role))
        if found is None:
            found = self._participants[agent, role] = Participant(agent=agent, role=role)
        return found

    @staticmethod
    def _texts(text: str, own: dict[str, Any], values: dict[str, Any]) -> None:
        """Take subtitle, abstract and description out of DESCRIPTION by their lengths."""
        rest = text
        subtitle = values.get("subtitle")
        if subtitle is not None and rest.startswith(subtitle):
            rest = rest[len(subtitle) + 2 :]
        for name in ("abstract", "description"):
            length = own.get(name)
            if length is None:
                continue
            # Somebody changed the text where a paragraph does not end here: all of it is kept then.
            if (
                not isinstance(length, int)
                or not 0 <= length <= len(rest)
                or rest[length : length + 2] not in ("\n\n", "")
            ):
                values.pop("abstract", None)
                values["description"] = text
                return
            values[name] = rest[:length]
            rest = rest[length + 2 :]


def texts(value: Any) -> tuple[str, ...]:
    """Return the texts of a JSON value: of a list those that are texts, of a text itself."""
    if value is None:
        return ()
    return tuple([item for item in as_list(value) if isinstance(item, str)])


class ForeignReader:
    """Reads the sessions of other people's calendars; rooms and tracks that it meets join the tables it is given.

    Args:
        findings: takes everything wrong.
        builder: takes the rooms and tracks that they name.
        entities: reads the texts.
    """

    def __init__(self, findings: Findings, builder: ProgrammeBuilder, entities: EntityReader) -> None:
        self._findings = findings
        self._entities = entities
        self._builder = builder

    def read(self, item: Vevent, values: dict[str, Any]) -> None:
        """Add what a VEVENT says to the constructor arguments of a session."""
        path = ("sessions", item.number)
        text = item.text("description")
        if is_html(text):
            position = item.position("description")
            self._findings.add(
                "markup-in-text", "expected plain text, got HTML: its text was taken", position=position, path=path
            )
            text = plain_text(text)
        else:
            text = self._text(item, "description")
        if text.strip():
            values["description"] = text
        stamp = item.once.get("dtstamp")
        if stamp is None:
            self._findings.add(
                "missing-dtstamp", "expected a DTSTAMP, got none", position=item.component.position, path=path
            )
        elif "updated" not in values and str(stamp[3]) != EPOCH:
            values["updated"] = utc_moment(str(stamp[3]))
        position = item.component.position
        words = [str(word) for prop in item.many if prop[0] == "categories" for word in prop[3:]]
        self._words([self._entities.text(word, "categories", position).strip() for word in words], values)
        values["links"] = _links(item)

    def _text(self, item: Vevent, name: str) -> str:
        text = item.text(name)
        return self._entities.text(text, name, item.position(name)) if "&" in text else text

    def title_and_status(self, item: Vevent) -> tuple[str, Status]:
        """Return what SUMMARY says, and how firm it is by STATUS, METHOD and SUMMARY."""
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
        """Return the status of a word that is none of a VEVENT: what it plainly means, else tentative."""
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
    def unknown_status(item: Vevent) -> JcalProperty | None:
        """Return STATUS where nobody knows what its word means."""
        prop = item.once.get("status")
        if prop is None or (text := str(prop[3]).strip()).upper() in _OF_VEVENTS or not text:
            return None
        return prop if status_of(text) is None else None

    def _words(self, words: list[str], values: dict[str, Any]) -> None:
        """Turn categories into a kind, a track and tags; the name of a second kind is a tag, and never a track."""
        rest = [word for word in words if word]
        kinds = [kind_of(word) for word in rest]
        first = next((number for number, kind in enumerate(kinds) if kind is not None), None)
        if first is not None:
            values["kind"] = kinds.pop(first)
            rest.pop(first)
        if None in kinds:
            title = rest.pop(kinds.index(None))
            track = self._builder.tracks.known(title) or self._builder.track(title, ())
            values["tracks"] = () if track is None else (track,)
        values["tags"] = tuple(rest)

    def rooms(self, item: Vevent) -> tuple[str, ...]:
        """Return the room that LOCATION names, if it names any; an address on the web is a link, and no room."""
        name = self._text(item, "location").strip()
        if not name:
            return ()
        if _is_address(name):
            self._findings.add(
                "location-is-link",
                "expected a place as LOCATION, got an address on the web: read as a link",
                position=item.position("location"),
                severity=Severity.INFO,
            )
            return ()
        room = self._builder.rooms.known(name) or self._builder.room(name, ())
        return () if room is None else (room,)


_is_address = re.compile(r"https?://\S+", re.IGNORECASE).fullmatch


def _links(item: Vevent) -> tuple[Link, ...]:
    """Return the links of a VEVENT; a LOCATION that is an address on the web is one, to where the session is."""
    links = [foreign_link(prop) for prop in item.many if prop[0] in LINK_PROPERTIES]
    found = [link for link in links if link is not None]
    where = item.text("location").strip()
    if _is_address(where) and all(link.href != where for link in found):
        found.append(Link(where, "stream"))
    return tuple(found)
