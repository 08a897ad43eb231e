"""The programme in words: dates, times, rooms, languages and links, the same in every page, text and calendar.

The words are English, or in the language of the event's texts if there are words for it (`views.words`); functions that
get no event take the words as an argument. No locale is used: the words are the same on every machine. Participants are
in `credits`.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping
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
from ..model.vocabulary import SDG_TITLES, kind_label
from .words import Words, words_for

if TYPE_CHECKING:
    from ..model.event import Event

__all__ = [
    "ATTENDANCE",
    "ENGLISH",
    "MONTHS",
    "STATUS",
    "WEEKDAYS",
    "accessibility_line",
    "attending_line",
    "clock",
    "concept_label",
    "date_range",
    "day_name",
    "day_tab",
    "event_dates",
    "feature_name",
    "is_language_tag",
    "is_right_to_left",
    "kind_name",
    "language_code",
    "language_name",
    "link_label",
    "milestone_label",
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
    "statement_line",
    "status_word",
    "when",
    "where_line",
    "words_of",
    "zone_line",
]

ENGLISH = words_for("en")
WEEKDAYS = tuple(ENGLISH(f"weekday.{number}") for number in range(1, 8))
MONTHS = tuple(ENGLISH(f"month.{number}") for number in range(1, 13))
STATUS: Mapping[Status, str] = {
    status: ENGLISH(f"status.{status.value}") for status in Status if status is not Status.CONFIRMED
}
"""The words for a status in English; a confirmed one is not mentioned."""
ATTENDANCE = {mode: ENGLISH(f"mode.{mode.value}") for mode in AttendanceMode}
"""The words for where the audience is, in English."""
_OWN_NAMES = {
    "ar": "العربية", "de": "Deutsch", "en": "English", "es": "español", "fr": "français", "it": "italiano",
    "ja": "日本語", "ko": "한국어", "nl": "Nederlands", "pl": "polski", "pt": "português", "ru": "русский",
    "tr": "Türkçe", "uk": "українська", "zh": "中文",
}  # fmt: skip
_LANGUAGE_TAG = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")
_CODES = {name.casefold(): key.partition(".")[2] for key, name in ENGLISH.table.items() if key.startswith("language.")}
_RIGHT_TO_LEFT = ("ar", "arc", "ckb", "dv", "fa", "he", "ks", "ps", "sd", "ug", "ur", "yi")
_RIGHT_TO_LEFT_SCRIPTS = ("Adlm", "Arab", "Hebr", "Nkoo", "Syrc", "Thaa")


def words_of(event: Event) -> Words:
    """Return the words in the language of an event's texts; English if there are none, or it does not say."""
    return words_for(event.language)


def day_name(date: dt.date, words: Words = ENGLISH) -> str:
    """Return a date as `Tuesday 9 July 2024`."""
    return words("date.day", weekday=words(f"weekday.{date.isoweekday()}"), **_date(date, words))


def _date(date: dt.date, words: Words, prefix: str = "") -> dict[str, object]:
    return {
        f"{prefix}day": words.named("day-number", str(date.day), str(date.day)),
        f"{prefix}month": words(f"month.{date.month}"),
        f"{prefix}year": date.year,
    }


def day_tab(date: dt.date, words: Words = ENGLISH) -> str:
    """Return a date in short, as `Tue 9 Jul`."""
    short = {"weekday": words(f"weekday-short.{date.isoweekday()}"), "month": words(f"month-short.{date.month}")}
    return words("date.tab", **{**_date(date, words), **short})


def date_range(first: dt.date, last: dt.date, words: Words = ENGLISH) -> str:
    """Return two dates as `9–10 July 2024`; month and year appear twice only if they differ."""
    if first == last:
        return words("date.one", **_date(last, words))
    both = _date(first, words) | _date(last, words, "last_")
    if (first.year, first.month) == (last.year, last.month):
        return words("date.in-month", **both)
    return words("date.in-year" if first.year == last.year else "date.over-years", **both)


def event_dates(event: Event) -> str | None:
    """Return the dates of the event as `9–10 July 2024`; None if they are unknown."""
    dates = dates_of(event)
    return date_range(*dates, words_of(event)) if dates else None


def milestones_in_order(event: Event) -> list[tuple[Milestone, str]]:
    """Return the milestones of the event in order of time, each with its date: `1 March 2026, 23:59`."""

    def place(item: Milestone) -> tuple[dt.date, float]:
        return item.day, 0.0 if item.at is None else item.at.timestamp()

    words = words_of(event)

    def said(item: Milestone) -> str:
        date = date_range(item.day, item.day, words)
        return date if item.at is None else words("date.at", date=date, time=clock(item.at))

    return [(item, said(item)) for item in sorted(event.milestones, key=place)]


def milestone_label(item: Milestone, words: Words = ENGLISH) -> str:
    """Return the text for a milestone: its title, or its kind in words."""
    return item.title or words.named("milestone", item.kind, item.label)


def kind_name(kind: str, words: Words = ENGLISH) -> str:
    """Return the label of a kind of session for readers of the programme."""
    return words.named("kind", kind, kind_label(kind))


def status_word(status: Status, words: Words = ENGLISH) -> str | None:
    """Return the word for a status, such as `cancelled`; None: a confirmed one is not mentioned."""
    return None if status is Status.CONFIRMED else words(f"status.{status.value}")


def clock(moment: dt.datetime, day: dt.date | None = None, words: Words = ENGLISH) -> str:
    """Return a time as `09:30`; after the date of `day` as `00:50 (+1 day)`.

    If the zone has the time twice, the abbreviation of the zone shows which one is meant.
    """
    text = f"{moment.hour:02}:{moment.minute:02}" + (f":{moment.second:02}" if moment.second else "")
    if not keeps_offset(moment.tzinfo, moment.date()) and is_ambiguous(moment):
        text += f" {moment.tzname()}"
    if day is None or moment.date() == day:
        return text
    days = (moment.date() - day).days
    return words.counted("time.days", abs(days), time=text, days=f"{days:+d}")


def when(slot: Slot, day: dt.date, zone: ZoneInfo | None = None, words: Words = ENGLISH) -> str:
    """Return the time of a slot as `09:00–10:00`, `17:30 onwards`, `all day` or `all day, 9–11 July 2024`.

    Args:
        slot: the slot.
        day: the programme day it is printed under; a later date is marked, `23:00–00:30 (+1 day)`.
        zone: the zone of the printed time; None: its own. All-day slots are dates, the same in every zone.
        words: the words to use.
    """
    if slot.all_day:
        dates = slot_days(slot)
        if dates == (day, day):
            return words("time.all-day")
        return words("time.all-day-on", dates=date_range(*dates, words))
    start = slot.start if zone is None else slot.start.astimezone(zone)
    first = clock(start, day, words)
    if slot.end is None:
        return words("time.onwards", time=first)
    end = slot.end if zone is None else slot.end.astimezone(zone)
    if end.date() == start.date():
        return f"{first}–{clock(end)}"
    return f"{first}–{clock(end, day, words)}"


def offset(moment: dt.datetime) -> str:
    """Return the offset of a moment as `UTC-4` or `UTC+5:30`."""
    seconds = int((moment.utcoffset() or dt.timedelta()).total_seconds())
    if not seconds:
        return "UTC"
    hours, minutes = divmod(abs(seconds) // 60, 60)
    return f"UTC{'-' if seconds < 0 else '+'}{hours}" + (f":{minutes:02d}" if minutes else "")


def zone_line(event: Event, zone: ZoneInfo | None = None) -> str:
    """Return a time zone as `America/New_York (UTC-4)`, with every offset that occurs."""
    timezone = zone or event.timezone
    moments = [s.slot.start for s in event.index.in_order if s.slot is not None]
    moments = moments or [day.start for day in event.agenda.days]
    if zone is not None:
        moments = [moment.astimezone(zone) for moment in moments]
    firsts: dict[dt.timedelta | None, dt.datetime] = {}
    for moment in moments:
        firsts.setdefault(moment.utcoffset(), moment)
    offsets = list(dict.fromkeys(map(offset, firsts.values())))
    if not offsets or offsets == [timezone.key]:
        return timezone.key
    later = words_of(event)("zone.later")
    return f"{timezone.key} ({f', {later} '.join(offsets)})"


def _address(address: PostalAddress) -> list[str]:
    parts = (address.street, address.locality, address.region, address.country)
    return list(dict.fromkeys(part for part in parts if part))


def place_line(event: Event) -> str | None:
    """Return the place of the event as `UN Headquarters, New York City, US`; None if it is unknown."""
    lines = [", ".join([venue.name, *(_address(venue.address) if venue.address else [])]) for venue in event.venues]
    if event.attendance_mode is AttendanceMode.ONLINE:
        lines.append(words_of(event)("mode.online"))
    return "; ".join(lines) or None


def room_name(event: Event, room: str) -> str:
    """Return the name of a room; an unknown id is printed as it is."""
    known = event.index.rooms.get(RoomId(room))
    return known.name if known is not None else room


def room_names(event: Event, session: Session) -> list[str]:
    """Return the names of the rooms of a session; without any, that of its venue."""
    slot = session.slot
    if slot is None:
        return []
    if not slot.rooms and slot.venue is not None:
        return [where_line(event, slot)]
    return [room_name(event, room) for room in slot.rooms]


def where_line(event: Event, slot: Slot) -> str:
    """Return the place of a slot: the names of its rooms as `Hall, Room A`, or of the venue; or an empty text."""
    if slot.rooms or slot.venue is None:
        return room_line(event, slot.rooms)
    venue = event.index.venues.get(slot.venue)
    return venue.name if venue is not None else slot.venue


def room_line(event: Event, rooms: Iterable[str]) -> str:
    """Return the names of rooms as `Hall, Room A`."""
    return ", ".join([room_name(event, room) for room in rooms])


def accessibility_line(event: Event, rooms: Iterable[str]) -> str | None:
    """Return the features of these rooms as `Accessibility: lift, hearing loop`; None if there are none."""
    features: dict[str, None] = {}
    for room in rooms:
        known = event.index.rooms.get(RoomId(room))
        if known is not None:
            features.update(dict.fromkeys(known.accessibility))
    words = words_of(event)
    names = [feature_name(feature, words) for feature in features]
    return words("accessibility", features=words.listed(names)) if names else None


def feature_name(feature: str, words: Words = ENGLISH) -> str:
    """Return the name of an accessibility feature; a word of your own is printed as it is."""
    return words.named("accessibility", feature, feature)


def language_name(code: str, words: Words = ENGLISH) -> str:
    """Return the name of a BCP 47 language, or the code itself."""
    own_name = words.table.get(f"language.{code}")
    name = own_name or words.table.get(f"language.{code.split('-', maxsplit=1)[0].lower()}")
    if name is None or own_name is not None or "-" not in code:
        return name or code
    return f"{name} ({code})"


def own_language_name(code: str) -> str:
    """Return the name of a language in itself, such as `français`; otherwise its English name."""
    name = _OWN_NAMES.get(code) or _OWN_NAMES.get(code.split("-", maxsplit=1)[0].lower())
    if name is None:
        return language_name(code)
    return name if "-" not in code else f"{name} ({code})"


def language_code(name: str) -> str:
    """Return the BCP 47 tag of a language for its English name; any other text is returned unchanged."""
    return _CODES.get(name.strip().casefold(), name)


def is_language_tag(text: str) -> bool:
    """Return whether a text looks like a language tag (BCP 47), with no character that could end an attribute."""
    return _LANGUAGE_TAG.fullmatch(text) is not None


def is_right_to_left(code: str) -> bool:
    """Return whether a BCP 47 language is written from right to left."""
    language, *rest = code.split("-")
    scripts = [part for part in rest if len(part) == 4 and part.isalpha()]
    if scripts:
        return scripts[0].capitalize() in _RIGHT_TO_LEFT_SCRIPTS
    return language.lower() in _RIGHT_TO_LEFT


def spoken_words(event: Event, session: Session, usual: tuple[str, ...] | None = None) -> list[str]:
    """Return how the languages, the attendance and the access of a session differ from those of the event, in words.

    Args:
        event: the event.
        session: the session.
        usual: the languages that need no mention; None: those of the event.
    """
    goes_without_saying = event.languages if usual is None else usual
    return _spoken(
        session,
        words_of(event),
        languages=() if session.languages == goes_without_saying else session.languages,
        mode=None if session.attendance_mode is event.attendance_mode else session.attendance_mode,
        access=None if session.access == event.access else session.access,
    )


def attending_line(event: Event) -> str | None:
    """Return which languages are spoken at the event, how and by whom it may be attended; None if nothing is to say.

    As `In English, French; interpreted into Spanish; by invitation`. One language that is that of the texts is not
    mentioned. `place_line` says that an event is online, and that one is in person goes without saying.
    """
    words = words_of(event)
    is_plain = len(event.languages) == 1 and event.language in (None, *event.languages)
    phrases = _spoken(
        event,
        words,
        languages=() if is_plain else event.languages,
        mode=event.attendance_mode if event.attendance_mode is AttendanceMode.MIXED else None,
        access=event.access,
    )
    return words.sentence(words("mark.semicolon").join(phrases)) or None


def statement_line(event: Event) -> str | None:
    """Return the accessibility statement of the event as `Accessibility: It is step-free.`; None if there is none."""
    statement = " ".join((event.accessibility or "").split())
    return words_of(event)("accessibility", features=statement) if statement else None


def _spoken(
    thing: Event | Session, words: Words, *, languages: tuple[str, ...], mode: AttendanceMode | None, access: str | None
) -> list[str]:
    """Return phrases about languages, attendance and access; those that need no mention are left out by the caller."""

    def names(key: str, codes: Iterable[str]) -> str:
        return words(key, languages=words.listed([language_name(code, words) for code in codes]))

    phrases: list[str] = []
    if languages:
        phrases.append(names("spoken.in", languages))
    if thing.interpretation:
        phrases.append(names("spoken.interpreted", thing.interpretation))
    if thing.captions:
        phrases.append(names("spoken.captions", thing.captions))
    if thing.sign_languages:
        phrases.append(names("spoken.signed", thing.sign_languages))
    if mode is not None:
        phrases.append(words(f"mode.{mode.value}"))
    if access is not None:
        own = words("spoken.access", word=access.replace("-", " "))
        phrases.append(words.named("access", access, own))
    return phrases


def state_line(event: Event) -> str:
    """Return how certain and how recent the programme is: `tentative programme, version 3, last changed ...`."""
    words = words_of(event)
    phrases = [words(f"state.{event.status.value}")] if event.status is not Status.CONFIRMED else []
    if event.version:
        phrases.append(words("state.version", version=event.version))
    if event.updated:
        phrases.append(words("state.changed", time=f"{event.updated:%Y-%m-%d %H:%M} UTC"))
    return words.listed(phrases)


def link_label(link: Link, words: Words = ENGLISH) -> str:
    """Return the text for a link: its title, or its relation in words."""
    plain = link.rel.replace("-", " ").replace("_", " ").capitalize()
    return link.title or words.named("link", link.rel, plain)


def session_links(session: Session) -> tuple[Link, ...]:
    """Return the links of a session, then those of its recording."""
    return session.links if session.recording is None else (*session.links, *session.recording.links)


def concept_label(uri: str, words: Words = ENGLISH) -> str:
    """Return the text for a concept: `SDG 4: Quality education`, or the URI itself."""
    head, _, number = uri.rstrip("/").rpartition("/")
    if head.endswith("/sdg") and number.isdecimal() and number.isascii() and 1 <= int(number) <= len(SDG_TITLES):
        return words("sdg", number=int(number), title=words(f"sdg.{int(number)}"))
    return uri
