"""The programme in English: dates, times, rooms, languages and links, in the words of every page, text and calendar.

Without a locale: the same words on every machine. Who takes part is in `credits`.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from ..model.agenda import dates_of
from ..model.clock import Milestone
from ..model.ids import RoomId
from ..model.link import Link
from ..model.place import PostalAddress
from ..model.session import Session, Slot, slot_days
from ..model.status import AttendanceMode, Status
from ..model.time import is_ambiguous, keeps_offset
from ..model.vocabulary import KNOWN_ACCESSIBILITY, SDG_TITLES

if TYPE_CHECKING:
    from ..model.event import Event

__all__ = [
    "ATTENDANCE",
    "MONTHS",
    "STATUS",
    "WEEKDAYS",
    "accessibility_line",
    "clock",
    "concept_label",
    "date_range",
    "day_name",
    "event_dates",
    "is_language_tag",
    "is_right_to_left",
    "language_code",
    "language_name",
    "link_label",
    "milestones_in_order",
    "offset",
    "own_language_name",
    "place_line",
    "room_line",
    "room_name",
    "room_names",
    "session_links",
    "spoken_words",
    "state_line",
    "when",
    "where_line",
    "zone_line",
]

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
STATUS = {
    Status.TENTATIVE: "tentative",
    Status.CANCELLED: "cancelled",
    Status.POSTPONED: "postponed",
}
"""What is said of a status; a confirmed one goes without saying."""
ATTENDANCE = {
    AttendanceMode.IN_PERSON: "in person",
    AttendanceMode.ONLINE: "online",
    AttendanceMode.MIXED: "in person and online",
}
_LANGUAGES = {
    "ar": "Arabic", "ase": "American Sign Language", "bg": "Bulgarian", "bn": "Bengali", "ca": "Catalan",
    "cs": "Czech", "da": "Danish", "de": "German", "el": "Greek", "en": "English", "es": "Spanish",
    "et": "Estonian", "eu": "Basque", "fa": "Persian", "fi": "Finnish", "fr": "French", "ga": "Irish",
    "gsg": "German Sign Language", "he": "Hebrew", "hi": "Hindi", "hr": "Croatian", "hu": "Hungarian",
    "id": "Indonesian", "ils": "International Sign", "it": "Italian", "ja": "Japanese", "ko": "Korean",
    "lt": "Lithuanian", "lv": "Latvian", "ms": "Malay", "mt": "Maltese", "nl": "Dutch", "no": "Norwegian",
    "pl": "Polish", "pt": "Portuguese", "ro": "Romanian", "ru": "Russian", "sk": "Slovak", "sl": "Slovenian",
    "sr": "Serbian", "sv": "Swedish", "sw": "Swahili", "ta": "Tamil", "th": "Thai", "tr": "Turkish",
    "uk": "Ukrainian", "ur": "Urdu", "vi": "Vietnamese", "zh": "Chinese",
}  # fmt: skip
_OWN_NAMES = {
    "ar": "العربية", "de": "Deutsch", "en": "English", "es": "español", "fr": "français", "it": "italiano",
    "ja": "日本語", "ko": "한국어", "nl": "Nederlands", "pl": "polski", "pt": "português", "ru": "русский",
    "tr": "Türkçe", "uk": "українська", "zh": "中文",
}  # fmt: skip
_LANGUAGE_TAG = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")
_CODES = {name.casefold(): code for code, name in _LANGUAGES.items()}
_RIGHT_TO_LEFT = ("ar", "arc", "ckb", "dv", "fa", "he", "ks", "ps", "sd", "ug", "ur", "yi")
_RIGHT_TO_LEFT_SCRIPTS = ("Adlm", "Arab", "Hebr", "Nkoo", "Syrc", "Thaa")
_LINKS = {
    "about": "About it",
    "alternate": "Another form",
    "code-of-conduct": "Code of conduct",
    "describedby": "Description",
    "discussion": "Discussion",
    "enclosure": "File",
    "feedback": "Feedback",
    "icon": "Logo",
    "image": "Picture",
    "license": "Licence",
    "me": "Profile",
    "meeting": "Join online",
    "next": "Next edition",
    "paper": "Paper",
    "prev": "Previous edition",
    "privacy-policy": "Privacy policy",
    "recording": "Recording",
    "registration": "Registration",
    "related": "Further reading",
    "slides": "Slides",
    "stream": "Live stream",
    "transcript": "Transcript",
}


def day_name(date: dt.date) -> str:
    """Return a date as `Tuesday 9 July 2024`."""
    return f"{WEEKDAYS[date.weekday()]} {date.day} {MONTHS[date.month - 1]} {date.year}"


def date_range(first: dt.date, last: dt.date) -> str:
    """Return two dates as `9–10 July 2024`, saying month and year twice only where they differ."""
    end = f"{last.day} {MONTHS[last.month - 1]} {last.year}"
    if first == last:
        return end
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{end}"
    if first.year == last.year:
        return f"{first.day} {MONTHS[first.month - 1]} – {end}"
    return f"{first.day} {MONTHS[first.month - 1]} {first.year} – {end}"


def event_dates(event: Event) -> str | None:
    """Return the dates of the event as `9–10 July 2024`; None where nobody says them."""
    dates = dates_of(event)
    return date_range(*dates) if dates else None


def milestones_in_order(event: Event) -> list[tuple[Milestone, str]]:
    """Return the milestones of the event by their times, each with when it is: `1 March 2026, 23:59`."""

    def place(item: Milestone) -> tuple[dt.date, float]:
        return item.day, 0.0 if item.at is None else item.at.timestamp()

    found = sorted(event.milestones, key=place)
    return [
        (item, date_range(item.day, item.day) + (f", {clock(item.at)}" if item.at is not None else ""))
        for item in found
    ]


def clock(moment: dt.datetime, day: dt.date | None = None) -> str:
    """Return a time as `09:30`; after the date of `day` as `00:50 (+1 day)`.

    Where the zone has the time twice its abbreviation tells which one is meant.
    """
    text = f"{moment.hour:02}:{moment.minute:02}" + (f":{moment.second:02}" if moment.second else "")
    if not keeps_offset(moment.tzinfo, moment.date()) and is_ambiguous(moment):
        text += f" {moment.tzname()}"
    if day is None or moment.date() == day:
        return text
    days = (moment.date() - day).days
    return f"{text} ({days:+d} {'day' if abs(days) == 1 else 'days'})"


def when(slot: Slot, day: dt.date, zone: ZoneInfo | None = None) -> str:
    """Return the time of a slot as `09:00–10:00`, `17:30 onwards`, `all day` or `all day, 9–11 July 2024`.

    Args:
        slot: the slot.
        day: the programme day it is printed under; another date is said, `23:00–00:30 (+1 day)`.
        zone: the zone to say it in; None: its own. Whole days are dates, and the same in any.
    """
    if slot.all_day:
        dates = slot_days(slot)
        return "all day" if dates == (day, day) else f"all day, {date_range(*dates)}"
    start = slot.start if zone is None else slot.start.astimezone(zone)
    first = clock(start, day)
    if slot.end is None:
        return f"{first} onwards"
    end = slot.end if zone is None else slot.end.astimezone(zone)
    if end.date() == start.date():
        return f"{first}–{clock(end)}"
    return f"{first}–{clock(end, day)}"


def offset(moment: dt.datetime) -> str:
    """Return the offset of a moment as `UTC-4` or `UTC+5:30`."""
    seconds = int((moment.utcoffset() or dt.timedelta()).total_seconds())
    if not seconds:
        return "UTC"
    hours, minutes = divmod(abs(seconds) // 60, 60)
    return f"UTC{'-' if seconds < 0 else '+'}{hours}" + (f":{minutes:02d}" if minutes else "")


def zone_line(event: Event, zone: ZoneInfo | None = None) -> str:
    """Return the zone that times are said in as `America/New_York (UTC-4)`, with every offset that occurs."""
    said = zone or event.timezone
    moments = [s.slot.start for s in event.index.in_order if s.slot is not None]
    moments = moments or [day.start for day in event.agenda.days]
    if zone is not None:
        moments = [moment.astimezone(zone) for moment in moments]
    firsts: dict[dt.timedelta | None, dt.datetime] = {}
    for moment in moments:
        firsts.setdefault(moment.utcoffset(), moment)
    offsets = list(dict.fromkeys(map(offset, firsts.values())))
    if not offsets or offsets == [said.key]:
        return said.key
    return f"{said.key} ({', later '.join(offsets)})"


def _address(address: PostalAddress) -> list[str]:
    parts = (address.street, address.locality, address.region, address.country)
    return list(dict.fromkeys(part for part in parts if part))


def place_line(event: Event) -> str | None:
    """Return where the event is as `UN Headquarters, New York City, US`; None where nothing says."""
    places = [", ".join([venue.name, *(_address(venue.address) if venue.address else [])]) for venue in event.venues]
    if event.attendance_mode is AttendanceMode.ONLINE:
        places.append("online")
    return "; ".join(places) or None


def room_name(event: Event, room: str) -> str:
    """Return the name of a room; an id that no room has is itself."""
    known = event.index.rooms.get(RoomId(room))
    return known.name if known is not None else room


def room_names(event: Event, session: Session) -> list[str]:
    """Return the names of the rooms of a session; without any, that of the venue it is at."""
    slot = session.slot
    if slot is None:
        return []
    if not slot.rooms and slot.venue is not None:
        return [where_line(event, slot)]
    return [room_name(event, room) for room in slot.rooms]


def where_line(event: Event, slot: Slot) -> str:
    """Return where a slot is: the names of its rooms as `Hall, Room A`, or of the venue; nothing where nobody says."""
    if slot.rooms or slot.venue is None:
        return room_line(event, slot.rooms)
    venue = event.index.venues.get(slot.venue)
    return venue.name if venue is not None else slot.venue


def room_line(event: Event, rooms: Iterable[str]) -> str:
    """Return the names of rooms as `Hall, Room A`."""
    return ", ".join([room_name(event, room) for room in rooms])


def accessibility_line(event: Event, rooms: Iterable[str]) -> str | None:
    """Return what is accessible in these rooms as `Accessibility: lift, hearing loop`; None where nothing is said."""
    features: dict[str, None] = {}
    for room in rooms:
        known = event.index.rooms.get(RoomId(room))
        if known is not None:
            features.update(dict.fromkeys(known.accessibility))
    names = [KNOWN_ACCESSIBILITY.get(feature, feature) for feature in features]
    return f"Accessibility: {', '.join(names)}" if names else None


def language_name(code: str) -> str:
    """Return the English name of a BCP 47 language, or the code itself."""
    known = _LANGUAGES.get(code) or _LANGUAGES.get(code.split("-", maxsplit=1)[0].lower())
    if known is None or code in _LANGUAGES or "-" not in code:
        return known or code
    return f"{known} ({code})"


def own_language_name(code: str) -> str:
    """Return what those who speak a language call it: `français`; elsewhere its English name."""
    known = _OWN_NAMES.get(code) or _OWN_NAMES.get(code.split("-", maxsplit=1)[0].lower())
    if known is None:
        return language_name(code)
    return known if "-" not in code else f"{known} ({code})"


def language_code(name: str) -> str:
    """Return the BCP 47 tag of a language by its English name; what is no such name is returned as it is."""
    return _CODES.get(name.strip().casefold(), name)


def is_language_tag(text: str) -> bool:
    """Return whether a text has the look of a language tag (BCP 47), and nothing that would end an attribute."""
    return _LANGUAGE_TAG.fullmatch(text) is not None


def is_right_to_left(code: str) -> bool:
    """Return whether a BCP 47 language is written from right to left."""
    language, *rest = code.split("-")
    scripts = [part for part in rest if len(part) == 4 and part.isalpha()]
    if scripts:
        return scripts[0].capitalize() in _RIGHT_TO_LEFT_SCRIPTS
    return language.lower() in _RIGHT_TO_LEFT


def spoken_words(event: Event, session: Session) -> list[str]:
    """Return what has to be said of languages and of where the audience is, where it is not as at the event."""
    said: list[str] = []
    if session.languages and session.languages != event.languages:
        said.append("in " + ", ".join(map(language_name, session.languages)))
    if session.interpretation:
        said.append("interpreted into " + ", ".join(map(language_name, session.interpretation)))
    if session.captions:
        said.append("captions in " + ", ".join(map(language_name, session.captions)))
    if session.sign_languages:
        said.append("signed in " + ", ".join(map(language_name, session.sign_languages)))
    if session.attendance_mode is not None and session.attendance_mode is not event.attendance_mode:
        said.append(ATTENDANCE[session.attendance_mode])
    return said


def state_line(event: Event) -> str:
    """Return how firm and how fresh the programme is: `tentative programme, version 3, last changed ...`."""
    said = [f"{STATUS[event.status]} programme"] if event.status in STATUS else []
    if event.version:
        said.append(f"version {event.version}")
    if event.updated:
        said.append(f"last changed {event.updated:%Y-%m-%d %H:%M} UTC")
    return ", ".join(said)


def link_label(link: Link) -> str:
    """Return what to call a link: its title, or its relation in words."""
    return link.title or _LINKS.get(link.rel) or link.rel.replace("-", " ").replace("_", " ").capitalize()


def session_links(session: Session) -> tuple[Link, ...]:
    """Return the links of a session, then those of its recording."""
    return session.links if session.recording is None else (*session.links, *session.recording.links)


def concept_label(uri: str) -> str:
    """Return what to call a concept: `SDG 4: Quality education`, or the URI itself."""
    head, _, number = uri.rstrip("/").rpartition("/")
    if head.endswith("/sdg") and number.isdecimal() and number.isascii() and 1 <= int(number) <= len(SDG_TITLES):
        return f"SDG {int(number)}: {SDG_TITLES[int(number) - 1]}"
    return uri
