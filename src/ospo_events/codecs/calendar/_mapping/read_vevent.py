"""A VEVENT indexed for reading, and what one of our own says of its session, to the letter.

Here is said, too, which items may be read the short way, by their shape: what the lines of thousands of them have in
common. What has a finding, or says something that few say, is read the long way, of which the short one is a part:
nothing of it is used where it gives up. A law holds the two together.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any, NamedTuple, cast
from zoneinfo import ZoneInfo

from ....diagnostics import Diagnostic, Findings
from ....model.agent import Participant
from ....model.link import Link
from ....model.place import Geo
from ....model.status import Status
from ....model.vocabulary import is_service
from ..._reading.programme import ProgrammeBuilder
from .._content.tree import (
    ONCE_IN_VEVENT,
    OWN_MARK,
    TYPES,
    Component,
    JcalProperty,
    Shape,
    as_list,
    plain_uri,
    utc_moment,
)
from .conventions import (
    CANCELLED_PREFIX,
    EPOCH,
    LINK_PROPERTIES,
    LINKS,
    OWN_COMPONENTS,
    PARTICIPANT,
    POSTPONED_PREFIX,
    READ_BY_NAME,
    SESSION,
    assumed_status,
    category_of,
    foreign_link,
    load_json,
    messages,
    said_links,
)

__all__ = [
    "OwnReader",
    "PlainItem",
    "Vevent",
    "geo_of",
    "index_vevent",
    "is_written_anew",
    "looked_at_first",
    "own_data",
    "passthrough",
    "plain_item",
    "stamped",
    "texts",
]


class Vevent:
    """A VEVENT, or a component inside one, indexed: single properties by name, repeatable ones as a list."""

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

    def inside(self, name: str) -> list[Vevent]:
        """Return the components of that name inside of it."""
        return [
            Vevent(part, self.number, {prop[0]: prop for prop in reversed(part.properties)})
            for part in self.component.components
            if part.name == name
        ]

    def geo(self) -> Geo | None:
        """Return the position on the globe that GEO says, or None."""
        prop = self.once.get("geo")
        value: Any = None if prop is None else prop[3]
        return geo_of(*value) if isinstance(value, list) and len(cast("list[Any]", value)) == 2 else None

    def structured(self) -> dict[str, Any]:
        """Return what STRUCTURED-DATA of schema.org says (RFC 9073 section 6.6), empty where there is none."""
        prop = self.once.get("structured-data")
        data = load_json(str(prop[3])) if prop is not None and prop[2] == "text" else None
        return cast("dict[str, Any]", data) if isinstance(data, dict) else {}

    def stamped(self) -> dt.datetime | None:
        """Return the moment of DTSTAMP, or None where it says that nobody knows."""
        return stamped(self.text("dtstamp"))

    def links(self) -> list[Link]:
        """Return the links of the properties that hold one."""
        return [link for prop in self.many if prop[0] in LINK_PROPERTIES and (link := foreign_link(prop)) is not None]


@lru_cache(maxsize=256)  # most programs write one and the same into all items
def stamped(text: str) -> dt.datetime | None:
    """Return the moment of a DTSTAMP, or None where it says that nobody knows."""
    return None if text == EPOCH else utc_moment(text)


def geo_of(latitude: Any, longitude: Any) -> Geo | None:
    """Return a position on the globe, or None for what is none."""
    try:
        return Geo(latitude=float(latitude), longitude=float(longitude))
    except (TypeError, ValueError):
        return None


_LOOKED_AT = frozenset({"geo", "organizer"})
"""What is looked at in all foreign items before one is read."""


def looked_at_first(components: Iterable[Component]) -> list[Vevent]:
    """Return the VEVENTs of others of which something is looked at before one of them is read."""
    return [
        Vevent(part, 0, {prop[0]: prop for prop in part.properties})
        for part in components
        if part.name == "vevent" and not _LOOKED_AT.isdisjoint(part.names) and "x-ospo-session" not in part.names
    ]


def is_written_anew(prop: JcalProperty, values: Mapping[str, Any]) -> bool:
    """Return whether a property is written anew from what a session says, whoever wrote it."""
    name = prop[0]
    if name in ("categories", "concept"):
        return True
    if name in LINK_PROPERTIES:
        links = values.get("links", ())
        if (recording := values.get("recording")) is not None:
            links = (*links, *recording.links)
        return any(prop[3] in (link.href, plain_uri(link.href)) for link in links)
    # Free time during service items, busy time otherwise: that is what the writer says anyway.
    return name == "transp" and str(prop[3]).upper() == (
        "TRANSPARENT" if is_service(values.get("kind", "talk")) else "OPAQUE"
    )


def passthrough(kept: list[JcalProperty], parts: Iterable[Component]) -> dict[str, Any]:
    """Return properties and components that have no place in the model, to be written back."""
    inner = [part.jcal() for part in parts]
    return {key: value for key, value in (("properties", kept), ("components", inner)) if value}


def index_vevent(component: Component, number: int, findings: Findings) -> Vevent:
    """Return a VEVENT indexed; of what may stand only once, the first is taken and the others are reported."""
    once: dict[str, JcalProperty] = {prop[0]: prop for prop in component.properties}
    if len(once) == len(component.properties):
        return Vevent(component, number, once)
    kept = Component(component.name, component.position)
    kept.components = component.components
    # In our own, the texts in DESCRIPTION are found by their lengths.
    more: list[tuple[str, int]] | None = None if "x-ospo-session" in once else []
    once.clear()
    for prop, position in zip(component.properties, component.positions, strict=True):
        name = prop[0]
        if name == "description" and name in once and more is not None:
            more.append((str(prop[3]), position))
            continue
        if name in once and (name in READ_BY_NAME or name in ONCE_IN_VEVENT):
            findings.add(
                "several-values", f"expected one {name.upper()}, got another: it was left out", position=position
            )
            continue
        once.setdefault(name, prop)
        kept.properties.append(prop)
        kept.positions.append(position)
    if more:
        _join_descriptions(once["description"], more, findings)
    return Vevent(kept, number, once)


def _join_descriptions(prop: JcalProperty, more: list[tuple[str, int]], findings: Findings) -> None:
    """Add the texts of further DESCRIPTIONs to that of the first, where they are other ones."""
    said = [str(prop[3])]
    for text, position in more:
        what = "it is the same" if text in said else "their texts were joined"
        findings.add("several-values", f"expected one DESCRIPTION, got another: {what}", position=position)
        if text.strip() and text not in said:
            said.append(text)
    prop[3] = "\n\n".join(filter(str.strip, said))


_NEEDED = ("uid", "dtstamp", "dtstart", "dtend", "summary")
_READ_PLAINLY = frozenset(
    [*_NEEDED, "description", "location", "categories", "status", "sequence", "url", "last-modified"]
)
_OF_OURS = frozenset({"x-ospo-session", "link", "color", "geo", "transp"})
_NEVER = LINK_PROPERTIES | frozenset(
    [
        *("class", "concept", "duration", "geo", "method", "organizer", "attendee", "related-to", "participant"),
        *("rrule", "rdate", "exdate", "exrule", "recurrence-id", "structured-data", "x-open-end", "x-ospo-recurrence"),
        *("styled-description", "x-alt-desc", "x-html-description", "x-description", "x-long-description"),
        *("x-apple-structured-location", "x-microsoft-cdo-alldayevent"),
    ]
)
"""What the long way looks at in items of others, beyond what both read."""


class PlainItem(NamedTuple):
    """Where items of one shape have what the short way reads; a place is None where they have no such line."""

    shape: Shape
    is_own: bool
    """Whether they are of our own calendars."""
    times: dict[tuple[str, str], tuple[dt.datetime, dt.datetime]]
    """The moments of two times that were read together, and have no finding."""
    uid: int
    dtstamp: int
    dtstart: int
    dtend: int
    summary: int
    description: int | None
    location: int | None
    categories: int | None
    status: int | None
    sequence: int | None
    url: int | None
    last_modified: int | None
    own: int | None
    links: tuple[int, ...]
    kept: tuple[int, ...]
    """The lines that nobody reads, which ride along."""

    def text(self, values: list[Any], place: int | None) -> str:
        """Return the text in a place, empty where there is none."""
        return "" if place is None else str(values[place])


def plain_item(shape: Shape, *, colors: bool, globe: bool) -> PlainItem | None:
    """Return where items of a shape have what the short way reads; None for a shape that it does not read.

    Args:
        shape: the shape.
        colors: whether COLOR is ours where X-OSPO-SESSION is: a track has one.
        globe: whether GEO is ours there: a venue has a position.
    """
    names, places = shape.names, shape.places
    is_own = "x-ospo-session" in names
    if not names.issuperset(_NEEDED) or not all(map(_is_usual, shape.heads)):
        return None
    repeated = [head[0] for place, head in enumerate(shape.heads) if places[head[0]] != place]
    if any(name != "link" or not is_own for name in repeated):
        return None
    others = [place for place, head in enumerate(shape.heads) if head[0] not in _READ_PLAINLY]
    if is_own:
        ours = {name for name in _OF_OURS if (name != "color" or colors) and (name != "geo" or globe)}
        if any(shape.heads[place][0] not in ours for place in others):
            return None
        others = []
    elif not _NEVER.isdisjoint(names) or any(name.startswith("x-ospo-") for name in names):
        return None
    return PlainItem(
        shape=shape,
        is_own=is_own,
        times={},
        uid=places["uid"],
        dtstamp=places["dtstamp"],
        dtstart=places["dtstart"],
        dtend=places["dtend"],
        summary=places["summary"],
        description=places.get("description"),
        location=places.get("location"),
        categories=places.get("categories"),
        status=places.get("status"),
        sequence=places.get("sequence"),
        url=places.get("url"),
        last_modified=places.get("last-modified"),
        own=places.get("x-ospo-session"),
        links=tuple(place for place, head in enumerate(shape.heads) if head[0] == "link"),
        kept=tuple(others),
    )


def _is_usual(head: tuple[str, Mapping[str, Any], str, bool]) -> bool:
    """Return whether a line is of the type that its name has, and without what is looked at apart."""
    name, parameters, kind, _ = head
    return name not in _READ_PLAINLY or (kind == TYPES[name] and "altrep" not in parameters)


_DERIVED = frozenset({"structured-data", "refid"})
_USUAL_KEYS = frozenset({"id", "kind", "tracks", "rooms", "people", "abstract", "description", "links"})
"""What X-OSPO-SESSION says of most sessions."""
_STATUS = {item.value: item for item in Status}
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
        self._streams = {plain_uri(room.stream.href) for room in builder.rooms if room.stream is not None}
        self.has_geo = any(venue.geo is not None for venue in builder.venues)
        """Whether GEO is derived from a venue."""
        self.has_colors = any(track.color for track in builder.tracks)
        """Whether COLOR is derived from a track."""
        self._participants: dict[tuple[str, str], Participant] = {}

    def data(self, item: Vevent) -> dict[str, Any] | None:
        """Return what X-OSPO-SESSION holds, or None where there is none that can be used."""
        prop = item.once.get("x-ospo-session")
        if prop is None:
            return None
        own = own_data(str(prop[3]))
        if own is not None:
            return own
        self._findings.add(
            "bad-own-data",
            "expected X-OSPO-SESSION to hold a JSON object with an id",
            position=item.position("x-ospo-session"),
        )
        return None

    def title_and_status(self, item: Vevent) -> tuple[str, Status]:
        """Return what SUMMARY says, and how firm the session is as far as STATUS says it."""
        return item.text("summary"), assumed_status(item.text("status").upper() or "CONFIRMED", self._event_status)

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
        self._kind_and_tracks(own, values)
        self._status(item, own.get("status"), values)
        if "previous_start" in own:
            self._previous(own["previous_start"], values, problems)
        values["participants"] = self._people(own.get("people"), problems)
        self._texts(item.text("description"), own, values)
        words = [str(word) for prop in item.many if prop[0] == "categories" for word in prop[3:]]
        values["tags"] = self._tags(words, values)
        for problem in problems[:10]:
            self._findings.add("bad-own-data", f"X-OSPO-SESSION: {problem}", position=item.position("x-ospo-session"))

    def read_plain(self, plain: PlainItem, lines: list[Any], own: dict[str, Any], values: dict[str, Any]) -> bool:
        """Add what a plain item of ours says to the constructor arguments of a session.

        Returns:
            Whether it has no finding, and says only what most say; else nothing of it may be used.
        """
        title = lines[plain.summary]
        status = "CONFIRMED" if plain.status is None else lines[plain.status].upper() or "CONFIRMED"
        links = [foreign_link(plain.shape.property(place, lines[place])) for place in plain.links]
        if (
            not own.keys() <= _USUAL_KEYS
            or status != "CONFIRMED"
            or self._event_status is not _CONFIRMED
            or not title.strip()
            or own.get("links", 0) != len(links)
            or type(own.get("links", 0)) is not int
        ):
            return False
        problems: list[str] = []
        values["title"], values["status"] = title, _CONFIRMED
        values["links"] = tuple([link for link in links if link is not None])
        values["participants"] = self._people(own.get("people"), problems)
        self._kind_and_tracks(own, values)
        self._texts(plain.text(lines, plain.description), own, values)
        values["tags"] = self._tags([] if plain.categories is None else [*lines[plain.categories]], values)
        is_ours = is_service(values["kind"]) or "transp" not in plain.shape.names
        return not problems and is_ours and len(values["links"]) == len(links)

    @staticmethod
    def _kind_and_tracks(own: dict[str, Any], values: dict[str, Any]) -> None:
        values["kind"] = own["kind"] if isinstance(own.get("kind"), str) else "talk"
        values["tracks"] = texts(own.get("tracks"))

    def _tags(self, words: list[str], values: dict[str, Any]) -> tuple[str, ...]:
        """Return the words of CATEGORIES without those for the tracks and the kind."""
        kind = values["kind"]
        category = None if kind == "talk" else category_of(values["title"], kind)
        tracks = self._tracks
        for word in [*[tracks[id].title if id in tracks else id for id in values["tracks"]], category]:
            if word in words:
                words.remove(word)
        return tuple(words)

    def passthrough(self, item: Vevent, values: dict[str, Any]) -> dict[str, Any]:
        """Return what has no place in the model, to be written back."""
        kept = [prop for prop in item.many if not is_written_anew(prop, values) and not self._is_derived(prop, values)]
        return passthrough(kept, (part for part in item.component.components if part.name not in OWN_COMPONENTS))

    def _is_derived(self, prop: JcalProperty, values: dict[str, Any]) -> bool:
        """Return whether our own writer makes such a property of what the session says otherwise."""
        name = prop[0]
        if name in LINK_PROPERTIES:
            return prop[3] in self._streams
        if name == "contact":
            return OWN_MARK in prop[1]
        if name == "transp":
            return is_service(values["kind"])  # OPAQUE too
        if name == "geo":
            return self.has_geo
        if name == "color":
            return self.has_colors
        if name == "related-to":
            reltype = str(prop[1].get("reltype", "PARENT")).upper()
            return ("parent" if reltype == "PARENT" else "repeat_of") in values
        return name in _DERIVED

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


def own_data(text: str) -> dict[str, Any] | None:
    """Return what an X-OSPO-SESSION holds, or None where it is no JSON object with an id."""
    tree = load_json(text)
    own = cast("dict[str, Any]", tree) if isinstance(tree, dict) else {}
    return own if isinstance(own.get("id"), str) else None


def texts(value: Any) -> tuple[str, ...]:
    """Return the texts of a JSON value: of a list those that are texts, of a text itself."""
    if value is None:
        return ()
    items = cast("list[Any]", value) if isinstance(value, list) else as_list(value)
    return tuple([item for item in items if isinstance(item, str)])
