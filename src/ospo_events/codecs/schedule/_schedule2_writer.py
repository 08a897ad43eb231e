"""Makes the values of schedule2 from the schedule tree, where they differ from those of schedule.json."""

from __future__ import annotations

import datetime as dt
from typing import Any, cast

from ..._frozenmap import FrozenMap, JsonValue, thaw
from ...model import Link
from ...model.vocabulary import is_service
from ._conference import conference_logo
from ._identifiers import as_uri, is_color
from ._json_writer import JsonWriter, json_acronym, person_value
from ._room_words import RoomWords
from ._schedule2_words import REFERENCE_TYPES, ROLE_WORDS, ROLES, SERVICES, STATES, TYPE_OF_KIND
from ._tree import Entry, TreePerson, foreign, stamp

__all__ = ["Schedule2Writer", "language_word", "role_values", "short_languages", "slug_of", "type_word"]


class Schedule2Writer(JsonWriter):
    """Builds the JSON objects of a schedule2 document."""

    room_words = RoomWords(
        types=("LECTURE_HALL", "STAGE", "WORKSHOP", "OUTSIDE", "VIRTUAL", "PROJECT", "HANGAR", "OTHER"),
        recording=(
            *("RECORD_BY_DEFAULT", "NOT_RECORDED_BY_DEFAULT", "RECORDING_FORBIDDEN", "RECORDING_NOT_POSSIBLE"),
            "UNKNOWN",
        ),
        members=("slug", "type", "stream_id", "parent"),
    )
    reference_types = REFERENCE_TYPES

    def document(self) -> dict[str, Any]:
        """Return the whole document."""
        tree = self.tree
        head = self.head(json_acronym(tree))
        head |= {"start": "", "end": ""}
        if tree.days:
            head |= {"start": stamp(tree.days[0].start), "end": stamp(tree.days[-1].end)}
        if logo := conference_logo(tree.event):
            head["logo"] = {"type": "Image", "url": logo}
        head["timeslot_duration"] = f"PT{tree.grid}M"
        if codes := short_languages(tree.event.languages):
            head["languages"] = codes
        if defaults := _defaults(foreign(tree.event).get("defaults")):
            head["defaults"] = defaults
        for entry in tree.entries():
            self.remember(entry, "" if is_service(entry.session.kind) else entry.slug)
        head["tracks"] = self.tracks()
        head["rooms"] = self.rooms()
        head["meta"] = self.meta()
        head["days"] = [
            {"index": day.index, "date": day.date.isoformat(), "start": stamp(day.start), "end": stamp(day.end)}
            for day in tree.days
        ]
        return {
            "$schema": "https://c3voc.de/schema/schedule2",
            "generator": {"name": "ospo-events"},
            "schedule": {
                "version": tree.event.version or "",
                "conference": head,
                "events": self.made(map(self.event, tree.entries())),
            },
        }

    def event(self, entry: Entry) -> dict[str, Any]:
        """Return an event, or a meta event for a service item."""
        session = entry.session
        end = (entry.start.astimezone(dt.UTC) + dt.timedelta(minutes=entry.minutes)).astimezone(
            self.tree.event.timezone
        )
        value: dict[str, Any] = {
            "guid": entry.guid,
            "type": type_word(session.kind),
            "title": session.title,
            "subtitle": session.subtitle or "",
            "start": stamp(entry.start),
            "end": stamp(end),
            "room": {"name": self.names[entry.room.guid], "guid": entry.room.guid},
        }
        if is_service(session.kind):
            return value
        value |= {
            "slug": entry.slug,
            "url": as_uri(session.url or "") or f"{self.page}#{entry.slug}",
            "track": {"slug": slug_of(session.tracks[0]) if session.tracks else "none"},
            "language": language_word(session.languages, self.tree.event.languages),
            "abstract": session.abstract,
            "description": session.description,
            "participants": [self.participant(person) for person in entry.persons],
            "state": STATES[session.status],
        }
        if code := self.fields.code(entry, as_json=True):
            value["code"] = code
        linked = self.fields.linked(session)
        links = [*linked.links, *self.fields.recording(session)[2]]
        links += [Link(address, "feedback") for address in (linked.feedback,) if address]
        links += [Link(address, "canonical") for address in (linked.origin,) if address]
        services = {href: name for href, name in self.fields.services(session).items() if name in SERVICES}
        value["links"] = self.references(links, services)
        value["attachments"] = self.references(linked.attachments, services)
        if linked.logo:
            value["logo"] = {"type": "Image", "url": linked.logo}
        return value

    def tracks(self) -> list[dict[str, Any]]:
        """Return the tracks, each with a slug that entries refer to."""
        tracks = super().tracks()
        for value, track in zip(tracks, self.tree.event.tracks, strict=True):
            value["slug"] = slug_of(track.id)
            if value["slug"] != track.id:
                value["x-id"] = track.id
            if isinstance(colors := value.get("colors"), dict):  # kept from a file; what is no colour is not valid
                shades = cast("dict[str, Any]", colors).items()
                value["colors"] = {key: shade for key, shade in shades if isinstance(shade, str) and is_color(shade)}
        return tracks

    def participant(self, person: TreePerson) -> dict[str, Any]:
        """Return a participant."""
        return person_value(person, self.tree.event, with_id=False) | role_values(person.participant.role)


def type_word(kind: str) -> str:
    """Return the `type` that a kind is written as."""
    return "BREAK" if is_service(kind) else TYPE_OF_KIND.get(kind, "OTHER")


def short_languages(languages: tuple[str, ...]) -> list[str]:
    """Return languages as the two letters of their primary subtags; languages with three letters are left out."""
    codes = (code.partition("-")[0].lower() for code in languages)
    return list(dict.fromkeys(code for code in codes if len(code) == 2 and code.isascii() and code.isalpha()))


def language_word(languages: tuple[str, ...], of_event: tuple[str, ...]) -> str:
    """Return one language of two letters for those of a session, since the format allows only one.

    Of a session that has none it is the first of the event; where that has none either, English.
    """
    return next(iter((*short_languages(languages), *short_languages(of_event))), "en")


def _defaults(kept: JsonValue) -> dict[str, Any]:
    """Return the `defaults` that a reader preserved of another file, as far as the schema allows them."""
    members = cast("dict[str, Any]", thaw(kept)) if isinstance(kept, FrozenMap) else {}
    theme, language = members.get("theme", "light"), members.get("language", "en")
    if theme not in ("light", "dark") or not isinstance(language, str) or short_languages((language,)) != [language]:
        return {}
    return members


def role_values(role: str) -> dict[str, str]:
    """Return the role as one of the five of the format; a role that they cannot express is also in `x-role`."""
    word = ROLE_WORDS.get(role, "CONTRIBUTOR")
    return {"role": word} if ROLES[word] == role else {"role": word, "x-role": role}


def slug_of(id: str) -> str:
    """Return the id of a track as a slug of the schema."""
    slug = "".join(character if character.isalnum() or character in "_-" else "-" for character in id.lower())
    return slug if len(slug) > 1 and slug[-1].isalnum() else f"{slug}x".rjust(2, "x")
