"""From the VEVENTs of a calendar to sessions."""

from __future__ import annotations

import datetime as dt
import json
import re
from typing import Any, cast

import attrs

from ...diagnostics import Severity
from ...model.agent import Participant
from ...model.ids import slugify, unused_id
from ...model.link import Link
from ...model.place import Room
from ...model.session import Session, Slot, Track
from ...model.status import Privacy, Status
from ...model.time import instant
from ...model.vocabulary import KNOWN_KINDS, is_service, kind_label
from .mapping_out import CANCELLED_PREFIX, EPOCH, POSTPONED_PREFIX, assumed_status, own_uid
from .own import PARTICIPANT, SESSION
from .properties import ONCE_IN_VEVENT, JcalProperty, as_list
from .rich import OWN_COMPONENTS
from .text import looks_like_html, plain_text
from .tree import Component, Findings
from .values import read_duration
from .zone_reader import Zones, is_date

__all__ = ["SessionReader"]

_ONCE = frozenset(
    [
        "uid",
        "dtstamp",
        "dtstart",
        "dtend",
        "duration",
        "summary",
        "description",
        "location",
        "status",
        "sequence",
        "url",
        "class",
        "last-modified",
        "x-open-end",
        "x-ospo-session",
    ]
)
_LINKS = frozenset({"attach", "conference", "link", "image"})
_DERIVED = frozenset({"transp", "color", "geo", "related-to", "structured-data", "refid"})
_KIND_WORDS = {word: kind for kind, known in KNOWN_KINDS.items() for word in (known.label.casefold(), *known.synonyms)}
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}").fullmatch


class SessionReader:
    """Reads the sessions of one calendar; rooms and tracks that it meets join the tables it is given."""

    def __init__(
        self,
        calendar: Component,
        tell: Findings,
        zones: Zones,
        event_id: str,
        things: dict[str, dict[str, Any]],
        *,
        whole: Status | None,
    ) -> None:
        self._calendar = calendar
        self._tell = tell
        self._zones = zones
        self._event_id = event_id
        self._things = things
        self._whole = whole or Status.CONFIRMED
        self._taken: set[str] = set()
        self._uids: dict[str, str] = {}
        self._parents: list[tuple[int, str, int]] = []
        self._rooms_by_name = {room.name: room.id for room in things["rooms"].values()}
        self._tracks_by_title = {track.title: track.id for track in things["tracks"].values()}
        self.locations: dict[int, tuple[str, int]] = {}
        """What LOCATION says of the sessions whose rooms our own data name, and its place, by number of session."""

    def sessions(self) -> list[Session]:
        """Return all sessions, in the order of the calendar."""
        found: list[Session] = []
        for vevent in self._calendar.components:
            if vevent.name == "vevent":
                session = self._session(vevent, len(found))
                if session is not None:
                    found.append(session)
        for number, uid, place in self._parents:
            parent = self._uids.get(uid)
            if parent is not None and parent != found[number].id:
                found[number] = attrs.evolve(found[number], parent=parent)
            else:
                self._tell(
                    "unknown-relation", place, f"expected RELATED-TO to name a UID of this calendar, got {uid[:60]!r}"
                )
        return found

    @staticmethod
    def utc(prop: JcalProperty) -> dt.datetime | None:
        """Return the moment of DTSTAMP or LAST-MODIFIED; what is without `Z` is taken for UTC, as they must be."""
        try:
            moment = dt.datetime.fromisoformat(str(prop[3]).rstrip("Z")[:19])
        except ValueError:
            return None
        return moment.replace(tzinfo=dt.UTC)

    def _session(self, vevent: Component, number: int) -> Session | None:
        got: dict[str, JcalProperty] = {}
        places: dict[str, int] = {}
        many: list[JcalProperty] = []
        for prop, place in zip(vevent.properties, vevent.places, strict=True):
            name = prop[0]
            if name not in _ONCE:
                many.append(prop)
                if name not in ONCE_IN_VEVENT:
                    continue
            if name in got:
                self._tell("repeated-property", place, f"expected one {name.upper()}, got another: it was left out")
                continue
            got[name] = prop
            places[name] = place
        own = self._own(got, places)
        values: dict[str, Any] = {}
        problems: list[str] = []
        if own is not None and not own.keys().isdisjoint(SESSION.forms):
            values = SESSION.values({key: item for key, item in own.items() if key in SESSION.forms}, problems)
        for problem in problems[:10]:
            self._tell("bad-own-data", places["x-ospo-session"], f"X-OSPO-SESSION: {problem}")
        self._basics(vevent, got, places, values)
        slot = self._slot(vevent, got, places, self._rooms(got, own))
        if own is not None:
            self._from_own(own, got, values, many)
        else:
            self._from_foreign(vevent, got, places, values, many, number=number)
        values["id"], values["uid"] = self._identity(vevent, got, places, own, slot)
        if slot is not None:
            values["slot"] = slot
        values["extra"] = self._riders(vevent, many, values, own is not None)
        if own is not None:
            self.locations[number] = _location(vevent, got, places)
        return self._made(vevent, values, number)

    def _made(self, vevent: Component, values: dict[str, Any], number: int) -> Session | None:
        try:
            return Session(**values)
        except (TypeError, ValueError) as error:
            self._tell("bad-session", vevent.place, str(error), severity=Severity.ERROR, path=("sessions", number))
            self.locations.pop(number, None)
            return None

    def _own(self, got: dict[str, JcalProperty], places: dict[str, int]) -> dict[str, Any] | None:
        prop = got.get("x-ospo-session")
        if prop is None:
            return None
        try:
            tree = json.loads(str(prop[3]))
        except (ValueError, RecursionError):
            tree = None
        own = cast("dict[str, Any]", tree) if isinstance(tree, dict) else {}
        if isinstance(own.get("id"), str):
            return own
        self._tell("bad-own-data", places["x-ospo-session"], "expected X-OSPO-SESSION to hold a JSON object with an id")
        return None

    def _basics(
        self, vevent: Component, got: dict[str, JcalProperty], places: dict[str, int], values: dict[str, Any]
    ) -> None:
        """Read what our own and everybody else's VEVENTs say in the same way."""
        prop = got.get("summary")
        title = str(prop[3]) if prop is not None else ""
        if not title.strip():
            self._tell("missing-title", vevent.place, "expected a SUMMARY, got none: the session is called 'Untitled'")
            title = "Untitled"
        values["title"] = title
        values["status"] = assumed_status(
            str(got["status"][3]).upper() if "status" in got else "CONFIRMED", self._whole
        )
        if (prop := got.get("sequence")) is not None and isinstance(prop[3], int):
            values["sequence"] = max(0, prop[3])
        if (prop := got.get("url")) is not None:
            values["url"] = str(prop[3])
        if (prop := got.get("last-modified")) is not None:
            values["updated"] = self.utc(prop)
        if (prop := got.get("class")) is not None and str(prop[3]).upper() in Privacy.__members__:
            values["privacy"] = Privacy[str(prop[3]).upper()]

    def _from_own(
        self, own: dict[str, Any], got: dict[str, JcalProperty], values: dict[str, Any], many: list[JcalProperty]
    ) -> None:
        values["kind"] = kind = own["kind"] if isinstance(own.get("kind"), str) else "talk"
        values["tracks"] = _texts(own.get("tracks"))
        status = own.get("status")
        if isinstance(status, str) and status in (item.value for item in Status):
            values["status"] = Status(status)
        for prefix, meant in ((CANCELLED_PREFIX, Status.CANCELLED), (POSTPONED_PREFIX, Status.POSTPONED)):
            text = str(got["status"][3]) if "status" in got else ""
            off = values["status"] is meant or self._whole is meant
            if text == "CONFIRMED" and off and values["title"].startswith(prefix):
                values["title"] = values["title"][len(prefix) :] or prefix
                if self._whole is meant and status is None:
                    values["status"] = Status.CONFIRMED
                break
        if "previous_start" in own:
            self._previous(own["previous_start"], values)
        self._people(own.get("people"), got, values)
        self._texts(own, got, values)
        words = [str(word) for prop in many if prop[0] == "categories" for word in prop[3:]]
        known = self._things["tracks"]
        for word in [known[id].title if id in known else id for id in values["tracks"]] + [kind_label(kind)]:
            if word in words:
                words.remove(word)
        values["tags"] = tuple(words)
        values["concepts"] = tuple(str(prop[3]) for prop in many if prop[0] == "concept")

    def _previous(self, text: Any, values: dict[str, Any]) -> None:
        try:
            moment = dt.datetime.fromisoformat(text)
            values["previous_start"] = moment.astimezone(self._zones.event_zone)
        except (TypeError, ValueError, OverflowError):
            self._tell(
                "bad-own-data", None, f"X-OSPO-SESSION: expected a time as previous_start, got {str(text)[:60]!r}"
            )

    def _people(self, people: Any, got: dict[str, JcalProperty], values: dict[str, Any]) -> None:
        found: list[Participant] = []
        for item in cast("list[Any]", people) if isinstance(people, list) else []:
            if isinstance(item, str):
                found.append(Participant(agent=item))
            elif isinstance(item, list) and len(pair := _texts(cast("Any", item))) == 2:
                found.append(Participant(agent=pair[0], role=pair[1]))
            else:
                problems: list[str] = []
                one = PARTICIPANT.load(item, problems)
                if one is not None:
                    found.append(one)
                for problem in problems[:3]:
                    self._tell("bad-own-data", None, f"X-OSPO-SESSION: people: {problem}")
        values["participants"] = tuple(found)

    def _texts(self, own: dict[str, Any], got: dict[str, JcalProperty], values: dict[str, Any]) -> None:
        """Take subtitle, abstract and description out of DESCRIPTION by their lengths."""
        prop = got.get("description")
        text = str(prop[3]) if prop is not None else ""
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

    def _from_foreign(
        self,
        vevent: Component,
        got: dict[str, JcalProperty],
        places: dict[str, int],
        values: dict[str, Any],
        many: list[JcalProperty],
        *,
        number: int,
    ) -> None:
        path = ("sessions", number)
        prop = got.get("description")
        text = str(prop[3]) if prop is not None else ""
        if looks_like_html(text):
            self._tell(
                "html-in-text", places["description"], "expected plain text, got HTML: its text was taken", path=path
            )
            text = plain_text(text)
        if text:
            values["description"] = text
        if "dtstamp" not in got:
            self._tell("missing-dtstamp", vevent.place, "expected a DTSTAMP, got none", path=path)
        elif "updated" not in values and str(got["dtstamp"][3]) != EPOCH:
            values["updated"] = self.utc(got["dtstamp"])
        self._words([str(word).strip() for prop in many if prop[0] == "categories" for word in prop[3:]], values)
        links = [link for prop in many if prop[0] in _LINKS and (link := _link(prop)) is not None]
        values["links"] = tuple(links)
        values["concepts"] = tuple(str(prop[3]) for prop in many if prop[0] == "concept")
        for prop, place in vevent.named("related-to"):
            if str(prop[1].get("reltype", "PARENT")).upper() == "PARENT":
                self._parents.append((number, str(prop[3]), place))
        for prop, place in vevent.named("rrule"):
            self._tell(
                "recurrence-not-expanded",
                place,
                "expected one time for one session, got a rule for many: the first is read, the rule is kept",
                path=path,
                help="a second run of a session is a session of its own",
            )
            del prop

    def _words(self, words: list[str], values: dict[str, Any]) -> None:
        """Turn categories into a kind, a track and tags."""
        rest = [word for word in words if word]
        kind = next((word for word in rest if word.casefold() in _KIND_WORDS), None)
        if kind is not None:
            values["kind"] = _KIND_WORDS[kind.casefold()]
            rest.remove(kind)
        if rest:
            title = rest.pop(0)
            tracks = self._things["tracks"]
            if title not in self._tracks_by_title:
                id = unused_id(slugify(title), tracks)
                tracks[id] = Track(id=id, title=title)
                self._tracks_by_title[title] = id
            values["tracks"] = (self._tracks_by_title[title],)
        values["tags"] = tuple(rest)

    def _rooms(self, got: dict[str, JcalProperty], own: dict[str, Any] | None) -> tuple[str, ...]:
        if own is not None:
            return _texts(own.get("rooms"))
        prop = got.get("location")
        name = str(prop[3]).strip() if prop is not None else ""
        if not name:
            return ()
        if name not in self._rooms_by_name:
            rooms = self._things["rooms"]
            id = unused_id(slugify(name), rooms)
            rooms[id] = Room(id=id, name=name)
            self._rooms_by_name[name] = id
        return (self._rooms_by_name[name],)

    def _identity(
        self,
        vevent: Component,
        got: dict[str, JcalProperty],
        places: dict[str, int],
        own: dict[str, Any] | None,
        slot: Slot | None,
    ) -> tuple[str, str | None]:
        """Return the id and the uid: the id comes from the UID, so that it outlives every other change."""
        prop = got.get("uid")
        uid = str(prop[3]).strip() if prop is not None else ""
        when = f"{slot.start:%Y%m%dT%H%M}" if slot is not None else "unscheduled"
        if own is not None and _ID(own["id"]):
            id = own["id"]
        elif uid:
            local = uid.rpartition("@")[0] or uid
            id = local if _ID(local) else slugify(local)
        else:
            self._tell("missing-uid", vevent.place, "expected a UID, got none: made from the title")
            id = slugify(str(got["summary"][3]) if "summary" in got else "untitled")
        if uid and uid in self._uids:
            self._tell(
                "duplicate-uid",
                places["uid"],
                f"expected a UID of its own, got {uid[:60]!r} again: calendars show only one of them",
                help="the session was given an id and a UID of its own, made from its start",
            )
            if id in self._taken:
                id = f"{id[:80]}-{when}"
            uid = ""
        id = unused_id(id, self._taken)
        self._taken.add(id)
        if uid:
            self._uids[uid] = id
        return id, (uid if uid and uid != own_uid(self._event_id, id) else None)

    def _slot(
        self, vevent: Component, got: dict[str, JcalProperty], places: dict[str, int], rooms: tuple[str, ...]
    ) -> Slot | None:
        begin = got.get("dtstart")
        if begin is None:
            self._tell("missing-start", vevent.place, "expected a DTSTART, got none that can be read: it has no time")
            return None
        try:
            start = self._zones.moment(begin, places["dtstart"])
            if start is None:
                return None
            end = self._end(vevent, got, places, start)
            if end is not None and instant(end) < instant(start):
                self._tell(
                    "end-before-start",
                    places.get("dtend", vevent.place),
                    f"expected an end after {start:%Y-%m-%d %H:%M}, got {end:%Y-%m-%d %H:%M}: the end was left open",
                    severity=Severity.ERROR,
                )
                end = None
            return Slot(start, end, rooms=rooms)
        except (ValueError, OverflowError, TypeError) as error:
            self._tell("bad-time", places["dtstart"], f"{error}: the time was left out", severity=Severity.ERROR)
            return None

    def _end(
        self, vevent: Component, got: dict[str, JcalProperty], places: dict[str, int], start: dt.datetime
    ) -> dt.datetime | None:
        flag = got.get("x-open-end")
        if flag is not None and str(flag[3]).upper() == "TRUE":
            return None
        zone = self._zones.event_zone
        all_day = is_date(got["dtstart"])
        if all_day:
            self._tell(
                "all-day",
                places["dtstart"],
                "expected a time, got a whole day: it runs from midnight to midnight",
                severity=Severity.INFO,
            )
        if (prop := got.get("dtend")) is not None:
            return self._zones.moment(prop, places["dtend"])
        if (prop := got.get("duration")) is not None:
            return (start.astimezone(dt.UTC) + read_duration(str(prop[3]))).astimezone(zone)
        if all_day:
            return self._zones.moment(
                ["dtend", {}, "date", (start.date() + dt.timedelta(days=1)).isoformat()], places["dtstart"]
            )
        self._tell("missing-end", vevent.place, "expected DTEND or DURATION, got neither: the end is open")
        return None

    def _riders(self, vevent: Component, many: list[JcalProperty], values: dict[str, Any], own: bool) -> dict[str, Any]:
        links = [*values.get("links", ())]
        if (recording := values.get("recording")) is not None:
            links += recording.links
        hrefs = {link.href for link in links}
        streams = {room.stream.href for room in self._things["rooms"].values() if room.stream} if own else set[str]()
        kept: list[JcalProperty] = []
        for prop in many:
            name = prop[0]
            if name in ("categories", "concept") or (own and name in _DERIVED and self._is_derived(prop, values)):
                continue
            if name in _LINKS and (prop[3] in hrefs or prop[3] in streams):
                continue
            if not own and name == "related-to" and str(prop[1].get("reltype", "PARENT")).upper() == "PARENT":
                continue
            if name == "transp" and str(prop[3]).upper() == "OPAQUE":
                continue
            kept.append(prop)
        parts = [inner.jcal() for inner in vevent.components if not (own and inner.name in OWN_COMPONENTS)]
        held = {key: value for key, value in (("properties", kept), ("components", parts)) if value}
        return {"x-ical": held} if held else {}

    def _is_derived(self, prop: JcalProperty, values: dict[str, Any]) -> bool:
        """Return whether our own writer makes such a property of what the session says otherwise."""
        name = prop[0]
        if name == "transp":
            return is_service(values["kind"])
        if name == "geo":
            return any(venue.geo is not None for venue in self._things["venues"].values())
        if name == "color":
            return any(track.color for track in self._things["tracks"].values())
        if name == "related-to":
            reltype = str(prop[1].get("reltype", "PARENT")).upper()
            return ("parent" if reltype == "PARENT" else "repeat_of") in values
        return True


def _location(vevent: Component, got: dict[str, JcalProperty], places: dict[str, int]) -> tuple[str, int]:
    return (str(got["location"][3]), places["location"]) if "location" in got else ("", vevent.place)


def _texts(value: Any) -> tuple[str, ...]:
    return tuple(item for item in as_list(value) if isinstance(item, str))


def _link(prop: JcalProperty) -> Link | None:
    """Return the link of ATTACH, CONFERENCE, LINK or IMAGE; None for one that holds data itself."""
    href = str(prop[3])
    if prop[2] != "uri" or not href.strip() or href.startswith("data:"):
        return None
    parameters = prop[1]
    rel = {"conference": "stream", "image": "image", "attach": "enclosure"}.get(prop[0])
    rel = rel or str(parameters.get("linkrel", "related")).lower()
    label, media = parameters.get("label"), parameters.get("fmttype")
    return Link(
        href,
        rel,
        title=label if isinstance(label, str) and label else None,
        media_type=media if isinstance(media, str) else None,
    )
