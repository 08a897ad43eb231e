"""The English words by key; every other language has the same keys."""

from __future__ import annotations

from collections.abc import Mapping

from ...model.vocabulary import (
    KNOWN_ACCESS,
    KNOWN_ACCESSIBILITY,
    KNOWN_KINDS,
    KNOWN_MILESTONES,
    KNOWN_ROLES,
    SDG_TITLES,
)
from ._page_words import PAGE_WORDS

__all__ = ["ENGLISH_WORDS"]

_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
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
_LINKS = {
    "about": "About it", "alternate": "Another form", "code-of-conduct": "Code of conduct",
    "describedby": "Description", "discussion": "Discussion", "enclosure": "File", "feedback": "Feedback",
    "icon": "Logo", "image": "Picture", "license": "Licence", "me": "Profile", "meeting": "Join online",
    "next": "Next edition", "paper": "Paper", "prev": "Previous edition", "privacy-policy": "Privacy policy",
    "recording": "Recording", "registration": "Registration", "related": "Further reading", "slides": "Slides",
    "stream": "Live stream", "transcript": "Transcript",
}  # fmt: skip
_SENTENCES = {
    "date.day": "{weekday} {day} {month} {year}",
    "date.one": "{day} {month} {year}",
    "date.in-month": "{day}–{last_day} {month} {year}",
    "date.in-year": "{day} {month} – {last_day} {last_month} {year}",
    "date.over-years": "{day} {month} {year} – {last_day} {last_month} {last_year}",
    "date.at": "{date}, {time}",
    "date.tab": "{weekday} {day} {month}",
    "time.days.one": "{time} ({days} day)",
    "time.days.other": "{time} ({days} days)",
    "time.all-day": "all day",
    "time.all-day-on": "all day, {dates}",
    "time.onwards": "{time} onwards",
    "time.open-end": "{time}; the end is not fixed",
    "zone.all": "All times are in {zone}",
    "zone.days": "The days are those of the event, in {zone}",
    "zone.later": "later",
    "status.tentative": "tentative",
    "status.cancelled": "cancelled",
    "status.postponed": "postponed",
    "state.tentative": "tentative programme",
    "state.cancelled": "cancelled programme",
    "state.postponed": "postponed programme",
    "state.version": "version {version}",
    "state.changed": "last changed {time}",
    "mode.in_person": "in person",
    "mode.online": "online",
    "mode.mixed": "in person and online",
    "mode.video": "by video message",
    "participation.tentative": "to be confirmed",
    "participation.nobody": "To be announced",
    "spoken.in": "in {languages}",
    "spoken.interpreted": "interpreted into {languages}",
    "spoken.captions": "captions in {languages}",
    "spoken.signed": "signed in {languages}",
    "spoken.access": "access: {word}",
    "accessibility": "Accessibility: {features}",
    "sdg": "SDG {number}: {title}",
    "mark.comma": ", ",
    "mark.semicolon": "; ",
    "mark.colon": ": ",
    "mark.stop": ".",
    "agenda.nothing": "Nothing is scheduled yet",
    "agenda.unscheduled": "Not scheduled yet",
    "agenda.parallel.one": "{count} in parallel",
    "agenda.parallel.other": "{count} in parallel",
    "agenda.repeat": "Another run of: {title}",
    "agenda.moved": "Was to begin {time}",
    "now.at": "{time} in {zone}",
    "now.now": "Now",
    "now.next": "Next",
    "now.nothing": "nothing",
    "paper.doors": "Door sheets",
    "paper.no-doors": "No room has a session yet",
    "paper.plates": "Nameplates",
    "paper.no-plates": "The programme names no people yet",
    "site.languages": "Languages",
    "site.part": "Part of {title}",
}

ENGLISH_WORDS: Mapping[str, str] = {
    **{f"weekday.{number}": name for number, name in enumerate(_WEEKDAYS, 1)},
    **{f"month.{number}": name for number, name in enumerate(_MONTHS, 1)},
    **{f"weekday-short.{number}": name[:3] for number, name in enumerate(_WEEKDAYS, 1)},
    **{f"month-short.{number}": name[:3] for number, name in enumerate(_MONTHS, 1)},
    **_SENTENCES,
    **{f"kind.{word}": kind.label for word, kind in KNOWN_KINDS.items()},
    **{f"role.{word}": role.label for word, role in KNOWN_ROLES.items()},
    **{f"roles.{word}": f"{role.label}s" for word, role in KNOWN_ROLES.items()},
    **{f"access.{word}": text for word, text in KNOWN_ACCESS.items()},
    **{f"accessibility.{word}": text for word, text in KNOWN_ACCESSIBILITY.items()},
    **{f"milestone.{word}": text for word, text in KNOWN_MILESTONES.items()},
    **{f"sdg.{number}": title for number, title in enumerate(SDG_TITLES, 1)},
    **{f"link.{word}": text for word, text in _LINKS.items()},
    **{f"language.{code}": name for code, name in _LANGUAGES.items()},
    **PAGE_WORDS,
}
"""All words by key; names in braces are filled in. A key may end in a plural category: each language has its own."""
