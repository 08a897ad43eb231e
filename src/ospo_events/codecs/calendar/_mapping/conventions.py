"""What the reader and the writer of calendars share: status words, locations, links, colours, and our X-OSPO- data.

docs/reference/own-data.md says of each X-OSPO- property what it holds; own-data.schema.json is its JSON Schema.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from operator import attrgetter
from types import MappingProxyType
from typing import Any, Literal, TypeAlias, cast

import attrs

from ...._frozenmap import FrozenMap, JsonValue, thaw
from ....diagnostics import Diagnostic, format_path
from ....model.agent import Organization, Participant, Person
from ....model.event import Event
from ....model.ids import RoomId, VenueId
from ....model.link import Link
from ....model.place import Room, Venue
from ....model.session import Session, Slot, Track
from ....model.status import Status
from ....model.vocabulary import KNOWN_RELS, kind_label
from ....views.english import room_line
from ..._reading.kinds import kind_by_title
from ..._reading.places import is_stream
from ...native.fragment import Fragment
from .._content.tree import (
    JcalProperty,
    as_list,
    clean_component,
    clean_property,
    clean_text,
    is_component,
    is_property,
    plain_uri,
)
from ..codec import LEFT_OUT, OWN_PROPERTIES, SAID_OF_EVENT, SAID_OF_SESSION

__all__ = [
    "CANCELLED_PREFIX",
    "EPOCH",
    "EVENT",
    "LINK",
    "LINKS",
    "LINK_PROPERTIES",
    "OWN_COMPONENTS",
    "PARTICIPANT",
    "POSTPONED_PREFIX",
    "PRODID",
    "READ_BY_NAME",
    "READ_OF_CALENDAR",
    "SESSION",
    "SHOWN_NOWHERE",
    "STATUS_WORDS",
    "THINGS",
    "ZONE_NAMES",
    "Cancelled",
    "OpenEnd",
    "Options",
    "Profile",
    "Times",
    "Where",
    "assumed_status",
    "category_of",
    "conference",
    "css_name",
    "foreign_link",
    "is_shown",
    "json_text",
    "link_property",
    "load_json",
    "location_text",
    "messages",
    "passthrough_of",
    "said_links",
    "says_all",
    "stamp",
    "where_of",
]


PRODID = "-//ospo-events//ospo-events//EN"
EPOCH = "1970-01-01T00:00:00Z"
CANCELLED_PREFIX = "Cancelled: "
POSTPONED_PREFIX = "Postponed: "
STATUS_WORDS = {
    Status.TENTATIVE: "TENTATIVE",
    Status.CONFIRMED: "CONFIRMED",
    Status.CANCELLED: "CANCELLED",
    Status.POSTPONED: "CANCELLED",
}

_CONFIRMED = Status.CONFIRMED
_OTHER_STATUSES = {"TENTATIVE": Status.TENTATIVE, "CANCELLED": Status.CANCELLED}


Profile: TypeAlias = Literal["compat", "rich", "lean"]
Times: TypeAlias = Literal["local", "utc"]
Cancelled: TypeAlias = Literal["status", "prefix", "omit"]
OpenEnd: TypeAlias = Literal["assume", "omit"]


@attrs.frozen(kw_only=True)
class Options:
    """The options of the writer; the defaults suit a feed that people subscribe to."""

    profile: Profile = "compat"
    """`compat`: flat components that every client digests; `rich`: RFC 9073 and 9253 beside them; `lean`: no data of
    our own, and nothing that no client shows."""
    times: Times = "local"
    """`local`: wall-clock times with TZID and VTIMEZONE; `utc`: with `Z`, for widgets on web pages."""
    cancelled: Cancelled = "status"
    """`status`: STATUS:CANCELLED; `prefix`: in the title, for services that drop cancelled items; `omit`: left out."""
    open_end: OpenEnd = "assume"
    """`assume`: an hour, flagged; `omit`: no DTEND."""


def stamp(moment: dt.datetime | None) -> str:
    """Return a UTC moment as jCal writes it; without one the epoch, because the library never reads the clock."""
    return EPOCH if moment is None else moment.strftime("%Y-%m-%dT%H:%M:%SZ") if moment.year >= 1000 else EPOCH


def assumed_status(text: str, event_status: Status) -> Status:
    """Return the status that a STATUS of `text` means, as far as it shows that.

    Where the event itself is tentative or off, so is every session's STATUS, and nothing is said of the session.
    """
    if event_status is not _CONFIRMED and text == STATUS_WORDS[event_status]:
        return _CONFIRMED
    return _OTHER_STATUSES.get(text, _CONFIRMED)


def category_of(title: str, kind: str) -> str | None:
    """Return the word of CATEGORIES for a kind; None for a talk, and if the title contains it already."""
    return None if kind == "talk" or kind_by_title(clean_text(title)) == kind else kind_label(kind)


Where = tuple[tuple[str, ...], str | None]
"""The rooms, or a venue if there are none."""


def where_of(event: Event, session: Session) -> Where | None:
    """Return the place of a session with a time; a part without a place has that of its whole.

    None: one that it is a part of is not in the event.
    """
    slot = session.slot
    if slot is None or slot.rooms or slot.venue is not None:
        return _where(slot)
    return _where_above(event, session)


def _where(slot: Slot | None) -> Where:
    if slot is None:
        return (), None
    return slot.rooms, None if slot.rooms else slot.venue


def _where_above(event: Event, session: Session) -> Where | None:
    seen = {session.id}
    above = session
    while above.parent is not None and above.parent not in seen:
        seen.add(above.parent)
        parent = event.index.sessions.get(above.parent)
        if parent is None:
            return None
        if parent.slot is None:
            break
        if parent.slot.rooms or parent.slot.venue is not None:
            return _where(parent.slot)
        above = parent
    return (), None


def location_text(event: Event, where: Where = ((), None), links: Iterable[Link] = ()) -> str:
    """Return LOCATION: the rooms and their venue, or the venue alone, or nothing.

    Where neither is said, it is the only venue of the event, else where to join.
    """
    index = event.index
    ids, own = where
    known: list[Room | None] = [index.rooms.get(RoomId(room)) for room in ids]
    venues = [index.venues.get(room.venue) for room in known if room is not None and room.venue is not None]
    found = list(dict.fromkeys(venue.name for venue in venues if venue is not None))
    if own is not None:
        venue = index.venues.get(VenueId(own))
        found = [own if venue is None else venue.name]
    elif not ids and len(event.venues) == 1:
        found = [venue.name for venue in event.venues]
    # Clean already here, so that a name of control characters alone is `?` as it is where it is declared.
    text = clean_text(", ".join([room_line(event, ids), *found] if ids else found))
    return text or next((plain_uri(link.href) for link in links if link.rel in _JOINED), "")


EVENT = Fragment(Event, without={*SAID_OF_EVENT, *LEFT_OUT[""]})
SESSION = Fragment(Session, without={*SAID_OF_SESSION, *LEFT_OUT["sessions"]})
LINKS = Fragment(Session, only=("links",))
LINK = Fragment(Link)
PARTICIPANT = Fragment(Participant)
_THING_CLASSES = {"venues": Venue, "rooms": Room, "tracks": Track, "people": Person, "organizations": Organization}
DAYS_MARK = "x-ospo-days"
"""Marks the VEVENT of an event whose sessions have no time yet: it is no session."""
THINGS: Mapping[str, tuple[str, Fragment[Any]]] = MappingProxyType(
    {
        name: (property_name, Fragment[Any](_THING_CLASSES[name], without=LEFT_OUT[name]))
        for name, property_name in OWN_PROPERTIES.items()
    }
)
"""The property for the things in each collection of an event, and its attributes; in the order of writing."""
json_text = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
"""Returns a plain value as JSON text."""
_read_json = json.JSONDecoder().raw_decode
"""Reads JSON text that has no blanks around it, in half the time."""


def load_json(text: str) -> Any:
    """Return the plain value of JSON text, or None if it is not usable."""
    try:
        value, end = _read_json(text)
        if end == len(text):
            return value
    except (ValueError, RecursionError):
        pass  # blanks before it, or no JSON: the long way tells
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def messages(problems: Iterable[Diagnostic], *above: str | int) -> list[str]:
    """Return a line for each problem in a fragment: its path and message.

    Args:
        problems: what is wrong.
        above: where the fragment stands in the value of the property.
    """
    return [
        f"{format_path((*above, *item.path))}: {item.message}" if above or item.path else item.message
        for item in problems
    ]


SHOWN_NOWHERE = frozenset({"concept", "link", "related-to"})
"""Properties (RFC 5545 section 3.8.4.5, RFC 9253) that no calendar program shows: lean calendars have none."""
LINK_PROPERTIES = frozenset({"attach", "conference", "link", "image"})
"""Properties that become links."""
_JOINED = ("meeting", "stream")
"""The relations of links by which people take part from elsewhere."""
_RELS = {"conference": "meeting", "image": "image", "attach": "enclosure"}
_ATTACHED = frozenset({"enclosure", "slides", "paper", "transcript"})
_SAID = frozenset(KNOWN_RELS) - _ATTACHED - frozenset(_JOINED)
_MORE = attrgetter("title", "media_type", "language")
_NO_MORE = (None, None, None)


def conference(link: Link, label: str | None) -> JcalProperty:
    """Return CONFERENCE (RFC 7986 section 5.11) for a meeting or a live stream; FEED is a news feed (section 6.3)."""
    parameters: dict[str, Any] = {"feature": ["AUDIO", "VIDEO"]}
    if (text := _label(link.title or label)) is not None:
        parameters["label"] = text
    return ["conference", parameters, "uri", plain_uri(link.href)]


def _label(text: str | None) -> str | None:
    # Giggity and others cut a line at its first colon, quoted or not: none may stand in a parameter.
    return text.replace(":", " -") if text else None


def link_property(link: Link) -> JcalProperty:
    """Return the property of a link: CONFERENCE, ATTACH or LINK (RFC 9253 section 8.2)."""
    rel = link.rel
    if rel in _JOINED:
        return conference(link, None)
    parameters: dict[str, Any] = {}
    if link.media_type and ":" not in link.media_type:
        parameters["fmttype"] = link.media_type
    if rel in _ATTACHED:
        return ["attach", parameters, "uri", plain_uri(link.href)]
    parameters["linkrel"] = _label(rel)
    if (label := _label(link.title)) is not None:
        parameters["label"] = label
    return ["link", parameters, "uri", plain_uri(link.href)]


def is_shown(link: Link) -> bool:
    """Return whether calendar programs show the property of a link: CONFERENCE and ATTACH, not LINK."""
    return link.rel in _JOINED or link.rel in _ATTACHED


def says_all(links: Sequence[Link]) -> bool:
    """Return whether LINK properties can hold each of these links completely."""
    for link in links:
        href = link.href
        if link.rel not in _SAID or href.strip() != href or "\n" in href or href[:5] == "data:":
            return False
        if _MORE(link) != _NO_MORE and not _is_said(*_MORE(link)):
            return False
    return True


def _is_said(title: str | None, media_type: str | None, language: str | None) -> bool:
    """Return whether LINK holds these texts exactly."""
    return language is None and all(text is None or (text and ":" not in text) for text in (title, media_type))


def said_links(number: int, properties: Sequence[JcalProperty], problems: list[str]) -> tuple[Link, ...]:
    """Return the links of a session of ours from its LINK properties; its own data state how many there are."""
    found = [prop for prop in properties if prop[0] == "link"][: max(0, number)]
    if len(found) != number:
        problems.append(f"links: expected {number} LINK properties, got {len(found)}")
    return tuple([link for prop in found if (link := foreign_link(prop)) is not None])


def foreign_link(prop: JcalProperty) -> Link | None:
    """Return the link of ATTACH, CONFERENCE, LINK or IMAGE; None for one that holds data itself."""
    href = str(prop[3])
    if prop[2] != "uri" or not href.strip() or href.startswith("data:"):
        return None
    parameters = prop[1]
    label, media = parameters.get("label"), parameters.get("fmttype")
    rel = _RELS.get(prop[0]) or str(parameters.get("linkrel", "related")).lower()
    if rel == "meeting" and "FEED" in map(str.upper, map(str, as_list(parameters.get("feature", ())))):
        rel = "stream"  # as calendars of ours said it until RFC 7986 section 6.3 was read to its end
    return Link(
        href,
        "stream" if rel == "meeting" and is_stream(href) else rel,
        title=label if isinstance(label, str) and label else None,
        media_type=media if isinstance(media, str) else None,
    )


# https://www.w3.org/TR/css-color-3/#svg-color, one spelling of each
_TABLE = """
    aliceblue=f0f8ff antiquewhite=faebd7 aquamarine=7fffd4 azure=f0ffff beige=f5f5dc bisque=ffe4c4 black=000000
    blanchedalmond=ffebcd blue=0000ff blueviolet=8a2be2 brown=a52a2a burlywood=deb887 cadetblue=5f9ea0
    chartreuse=7fff00 chocolate=d2691e coral=ff7f50 cornflowerblue=6495ed cornsilk=fff8dc crimson=dc143c cyan=00ffff
    darkblue=00008b darkcyan=008b8b darkgoldenrod=b8860b darkgray=a9a9a9 darkgreen=006400 darkkhaki=bdb76b
    darkmagenta=8b008b darkolivegreen=556b2f darkorange=ff8c00 darkorchid=9932cc darkred=8b0000 darksalmon=e9967a
    darkseagreen=8fbc8f darkslateblue=483d8b darkslategray=2f4f4f darkturquoise=00ced1 darkviolet=9400d3
    deeppink=ff1493 deepskyblue=00bfff dimgray=696969 dodgerblue=1e90ff firebrick=b22222 floralwhite=fffaf0
    forestgreen=228b22 gainsboro=dcdcdc ghostwhite=f8f8ff gold=ffd700 goldenrod=daa520 gray=808080 green=008000
    greenyellow=adff2f honeydew=f0fff0 hotpink=ff69b4 indianred=cd5c5c indigo=4b0082 ivory=fffff0 khaki=f0e68c
    lavender=e6e6fa lavenderblush=fff0f5 lawngreen=7cfc00 lemonchiffon=fffacd lightblue=add8e6 lightcoral=f08080
    lightcyan=e0ffff lightgoldenrodyellow=fafad2 lightgray=d3d3d3 lightgreen=90ee90 lightpink=ffb6c1
    lightsalmon=ffa07a lightseagreen=20b2aa lightskyblue=87cefa lightslategray=778899 lightsteelblue=b0c4de
    lightyellow=ffffe0 lime=00ff00 limegreen=32cd32 linen=faf0e6 magenta=ff00ff maroon=800000
    mediumaquamarine=66cdaa mediumblue=0000cd mediumorchid=ba55d3 mediumpurple=9370db mediumseagreen=3cb371
    mediumslateblue=7b68ee mediumspringgreen=00fa9a mediumturquoise=48d1cc mediumvioletred=c71585
    midnightblue=191970 mintcream=f5fffa mistyrose=ffe4e1 moccasin=ffe4b5 navajowhite=ffdead navy=000080
    oldlace=fdf5e6 olive=808000 olivedrab=6b8e23 orange=ffa500 orangered=ff4500 orchid=da70d6 palegoldenrod=eee8aa
    palegreen=98fb98 paleturquoise=afeeee palevioletred=db7093 papayawhip=ffefd5 peachpuff=ffdab9 peru=cd853f
    pink=ffc0cb plum=dda0dd powderblue=b0e0e6 purple=800080 red=ff0000 rosybrown=bc8f8f royalblue=4169e1
    saddlebrown=8b4513 salmon=fa8072 sandybrown=f4a460 seagreen=2e8b57 seashell=fff5ee sienna=a0522d silver=c0c0c0
    skyblue=87ceeb slateblue=6a5acd slategray=708090 snow=fffafa springgreen=00ff7f steelblue=4682b4 tan=d2b48c
    teal=008080 thistle=d8bfd8 tomato=ff6347 turquoise=40e0d0 violet=ee82ee wheat=f5deb3 white=ffffff
    whitesmoke=f5f5f5 yellow=ffff00 yellowgreen=9acd32
"""
_NAMES: dict[str, tuple[int, int, int]] = {
    name: (int(value[:2], 16), int(value[2:4], 16), int(value[4:], 16))
    for name, value in (entry.split("=") for entry in _TABLE.split())
}
_HEX = re.compile(r"#[0-9A-Fa-f]{6}").fullmatch


@lru_cache(maxsize=256)
def css_name(color: str) -> str | None:
    """Return the CSS3 name most similar to `#rrggbb` (weighted RGB), or None if it is not such a colour."""
    if _HEX(color) is None:
        return None
    red, green, blue = int(color[1:3], 16), int(color[3:5], 16), int(color[5:], 16)

    def distance(name: str) -> tuple[int, str]:
        r, g, b = _NAMES[name]
        return 2 * (r - red) ** 2 + 4 * (g - green) ** 2 + 3 * (b - blue) ** 2, name

    return min(_NAMES, key=distance)


OWN_COMPONENTS = frozenset({"participant", "vlocation"})
"""Components inside a VEVENT that repeat the flat properties."""


ZONE_NAMES = ("x-wr-timezone", "timezone-id", "x-lic-location", "tzid")
"""What programs call the zone of a calendar; the last two belong into a VTIMEZONE, which some leave out around them."""
READ_OF_CALENDAR = frozenset(
    [
        *("version", "prodid", "calscale", "uid", "name", "x-wr-calname", *ZONE_NAMES, "description", "x-wr-caldesc"),
        *("url", "last-modified", "refresh-interval", "x-published-ttl", "categories", "color", "x-ospo-event"),
        *OWN_PROPERTIES.values(),
    ]
)
"""Properties of a VCALENDAR that are read, or written anew: none of them is passed through."""
READ_BY_NAME = frozenset(
    [
        *("uid", "dtstamp", "dtstart", "dtend", "duration", "summary", "description", "location", "status", "sequence"),
        *("url", "class", "last-modified", "x-open-end", "x-ospo-session"),
    ]
)
"""Properties of a VEVENT that are read by their names; the others are gone through."""
_NEVER_IN_VEVENT = READ_BY_NAME | {"categories", "concept", "rrule", "rdate", "exdate", "exrule", "recurrence-id"}
_NEVER_IN_CALENDAR = READ_OF_CALENDAR | {"method", "vtimezone", "vevent", "summary", "x-wr-relcalid"}
_NEVER_INSIDE_CALENDAR = frozenset({"vcalendar", "vevent", "vtimezone"})


def passthrough_of(owner: Event | Session) -> tuple[list[JcalProperty], list[Any]]:
    """Return the properties and components in `extra["x-ical"]`: parts of a calendar without a field in the model.

    What is no property or component is left out, and so is what would be read as something else.
    """
    held: Any = owner.extra.get("x-ical")
    if not isinstance(held, FrozenMap):
        return [], []
    tree: Any = thaw(cast("JsonValue", held))
    never = _NEVER_IN_VEVENT if isinstance(owner, Session) else _NEVER_IN_CALENDAR
    properties = [
        clean_property(prop)
        for prop in as_list(tree.get("properties", ()))
        if is_property(prop) and prop[0] not in never
    ]
    components = [
        clean_component(item)
        for item in as_list(tree.get("components", ()))
        if is_component(item) and (isinstance(owner, Session) or item[0] not in _NEVER_INSIDE_CALENDAR)
    ]
    return properties, components
