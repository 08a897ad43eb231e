"""What was meant by an unknown key: other names of the attributes of each class, such as `location` for `room`.

Spelling alone leads astray: of the keys of a session, `seats` is most like `status`.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any, cast

import attrs

from ...model import (
    Day,
    Event,
    Link,
    Milestone,
    Organization,
    Output,
    Participant,
    Person,
    PostalAddress,
    Room,
    Series,
    Session,
    Slot,
    Track,
    Venue,
)
from ...model.vocabulary import KNOWN_RELS, folded, role_of

__all__ = ["advice_for"]

_OF_TIME = {
    "start": "begin begins beginning from starts start_time start_date starting opens",
    "end": "till until to finish finishes ends end_time end_date ending stop closes",
}
_OF_AFFILIATION = (
    "affiliations affiliated_with on_behalf_of behalf represents representing represented organisation organization "
    "organisations organizations org company employer institution institute agency delegation works_for"
)
_PAGE = "website web webpage web_page homepage home_page page site"
_LANGUAGES = "lang langs locale spoken spoken_in spoken_languages"
_INTERPRETATION = "translation translations translated interpreted interpreting simultaneous_interpretation"
_TO_WHOM_IT_IS_OPEN = "invitation invitation_only invite_only by_invitation open_to who_may_attend admission"
_ABOUT = "about summary text details notes note content"

_NAMES: Mapping[type, Mapping[str, str]] = {
    Event: {
        **_OF_TIME,
        "title": "name heading event_name event_title",
        "theme": "motto slogan subject topic",
        "description": _ABOUT + " abstract",
        "timezone": "zone tz",
        "languages": _LANGUAGES,
        "interpretation": _INTERPRETATION,
        "captions": "subtitles closed_captions",
        "kind": "type format category",
        "access": _TO_WHOM_IT_IS_OPEN,
        "attendance_mode": "mode online hybrid virtual",
        "is_accessible_for_free": "free price fee cost",
        "days": "date dates day",
        "venues": "location locations place places city address",
        "rooms": "halls spaces stages",
        "tracks": "topics streams strands",
        "sessions": "talks schedule programme program agenda items events timetable",
        "people": "persons participants_list speakers_list attendees",
        "organizations": "orgs companies institutions agencies affiliations",
        "outputs": "outcomes results deliverables",
        "objectives": "goals aims",
        "milestones": "deadlines important_dates key_dates",
        "status": "state",
        "url": _PAGE,
        "tags": "keywords labels",
        "updated": "modified last_modified changed",
    },
    Day: {**_OF_TIME, "date": "day when", "title": "name heading subject topic theme"},
    Milestone: {"title": "name", "date": "day when deadline", "at": "time", "kind": "type", "url": _PAGE},
    Venue: {
        "name": "title",
        "address": "location place street city town locality country postal_code zip postcode region",
        "geo": "coordinates latitude longitude lat lon lng gps",
        "timezone": "zone tz",
        "accessibility": "accessible wheelchair features",
        "description": f"{_ABOUT} directions",
        "url": _PAGE,
    },
    PostalAddress: {
        "street": "street_address address address_line line",
        "locality": "city town village place",
        "region": "state province county",
        "postal_code": "zip zip_code postcode",
        "country": "nation",
    },
    Room: {
        "name": "title",
        "capacity": "seats seating places size limit max maximum people persons max_participants",
        "venue": "location building place house",
        "floor": "level storey story",
        "accessibility": "accessible wheelchair features",
        "description": f"{_ABOUT} directions",
        "stream": "livestream live_stream",
        "url": _PAGE,
    },
    Track: {"title": "name topic subject", "description": f"{_ABOUT} abstract", "url": _PAGE},
    Organization: {
        "name": "title full_name",
        "short_name": "acronym abbreviation short",
        "parent": "part_of belongs_to",
        "description": _ABOUT,
        "email": "mail",
        "url": _PAGE,
    },
    Person: {
        "affiliation": _OF_AFFILIATION,
        "name": "full_name",
        "honorific": "title prefix salutation",
        "job_title": "title position function job role occupation",
        "bio": f"biography description {_ABOUT}",
        "email": "mail",
        "country": "nationality nation",
        "url": _PAGE,
    },
    Participant: {
        "affiliation": _OF_AFFILIATION,
        "agent": "id person name who speaker participant",
        "credited_as": "name shown_as displayed_as",
        "role": "type",
        "role_title": "title",
        "job_title": "position function job",
        "mode": "attendance attendance_mode online remote",
        "order": "rank number",
    },
    Slot: {**_OF_TIME, "rooms": "room location place hall where", "all_day": "whole_day"},
    Session: {
        **_OF_TIME,
        "title": "name subject summary heading",
        "abstract": "summary about teaser subject blurb",
        "description": "text details content notes note",
        "day": "date",
        "time": "when hours times",
        "duration": "length minutes",
        "room": "location place hall where",
        "track": "topic topics theme strand",
        "languages": _LANGUAGES,
        "interpretation": _INTERPRETATION,
        "captions": "subtitles closed_captions",
        "kind": "type format category",
        "status": "state",
        "access": _TO_WHOM_IT_IS_OPEN,
        "attendance_mode": "mode online hybrid virtual",
        "participants": "people persons who",
        "parent": "part_of block within",
        "privacy": "private visibility public secret",
        "recording": "recorded record",
        "audience": "target_audience target_group level",
        "expected_attendance": "attendance attendees expected",
        "tags": "keywords labels",
        "url": _PAGE,
    },
    Output: {"title": "name", "kind": "type", "description": f"{_ABOUT} abstract", "links": f"url href {_PAGE}"},
    Series: {"title": "name", "description": _ABOUT, "url": _PAGE},
    Link: {"href": "url uri address link", "rel": "type kind relation", "title": "name label text"},
}
"""Other names by class and by the key that is meant; a word may stand at two keys."""

_SEATS = (
    "the seats of a room are its `capacity`; for a session, write a limit as `audience: 12 seats`, "
    "or how many you expect as `expected_attendance`"
)
_ADVICE: Mapping[type, Mapping[str, str]] = {
    Session: {
        "write `time: all day` beside `day`": "all_day whole_day",
        _SEATS: "seats seating places capacity limit max maximum max_participants",
        "write `status: cancelled`": "cancelled canceled",
    },
}
"""What to write instead, by class, where no key has the same meaning."""

_OTHER_THAN_LINKS = frozenset(map(folded, ("about", "author", "me", "next", "prev", "related", "self", "up")))
"""Relations of links that are too general to be recognized as keys."""


def advice_for(owner: type, key: str) -> str | None:
    """Return what to write instead of an unknown key, from its meaning; None if the meaning is unknown."""
    word = folded(key)
    advice, names = _words(owner)
    if word in advice:
        return advice[word]
    if word in names:
        return f"did you mean {' or '.join(map(repr, names[word]))}?"
    fields = {field.name for field in attrs.fields(cast("Any", owner))}
    if "participants" in fields and (role := role_of(key)) is not None:
        return f"did you mean '{role}s'?"
    if "links" in fields and word not in _OTHER_THAN_LINKS:
        rel = next((rel for rel in KNOWN_RELS if folded(rel) == word), None)
        return None if rel is None else f"write a link: `links: [{{href: ..., rel: {rel}}}]`"
    return None


@cache
def _words(owner: type) -> tuple[dict[str, str], dict[str, list[str]]]:
    """Return for each folded word the advice, and the keys that it may mean."""
    advice = {folded(word): text for text, words in _ADVICE.get(owner, {}).items() for word in words.split()}
    names: dict[str, list[str]] = {}
    for key, words in _NAMES.get(owner, {}).items():
        for word in words.split():
            names.setdefault(folded(word), []).append(key)
    return advice, names
