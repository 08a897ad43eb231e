"""Reads schedule2 into a `RawSchedule`: its events are flat, and its words are mapped to those of schedule.json."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from ...diagnostics import Findings, Path
from ...model.vocabulary import role_of
from .._reading.json_node import Node
from ._json_reader import JsonReader
from ._raw_schedule import RawDay, RawSchedule
from ._schedule2_words import RELATIONS, ROLES, STATUS, TYPES

__all__ = ["Schedule2Reader", "read_role"]

_OTHERWISE = frozenset({"room", "track", "participants", "start", "logo"})
"""The members of an event that schedule.json has in another form."""


class Schedule2Reader(JsonReader):
    """Turns the values of a schedule2 into a `RawSchedule`."""

    def __init__(self, raw: RawSchedule, findings: Findings) -> None:
        super().__init__(raw, findings)
        self.people: dict[str, Mapping[str, object]] = {}

    def document(self, value: object) -> bool:
        """Read a whole document; False if it is not a schedule."""
        if not super().document(value):
            return False
        top = self.node(value, ())
        schedule = self.node(top.members.get("schedule", top.members), ("schedule",))
        titles: dict[str, str] = {}
        for track in self.raw.tracks:
            slug, name = track.attributes.get("slug"), track.attributes.get("name")
            if isinstance(slug, str) and isinstance(name, str):
                titles[slug] = name
        # The hub of the Congress lists people once, and names them in its events.
        for item, path in schedule.values("persons"):
            person = self.members(item, path)
            self.people[str(person.get("guid"))] = person
        for item, path in schedule.values("events"):
            self.flat(self.members(item, path), path, titles)
        return True

    def day(self, node: Node, number: int) -> None:
        """Read a Day, whose bounds are `start` and `end` here."""
        texts = (self.text_of(node, key) for key in ("index", "date", "start", "end"))
        self.raw.days.append(RawDay(node.path, *texts))

    def flat(self, members: dict[str, object], path: Path, titles: Mapping[str, str]) -> None:
        """Read an event or a meta event."""
        if not members:
            return
        room = self.members(members.get("room"), (*path, "room"))
        guid = self.text(room.get("guid"), (*path, "room", "guid"))
        name = self.text(room.get("name"), (*path, "room", "name")) or guid
        track = self.members(members.get("track"), (*path, "track")).get("slug")
        logo, feedback = members.get("logo"), members.get("feedback")
        entry = {key: item for key, item in members.items() if key not in _OTHERWISE}
        type = members.get("type")
        entry["type"] = TYPES.get(type, type) if isinstance(type, str) else type
        entry["date"] = members.get("start")
        if participants := members.get("participants"):
            entry["persons"] = [self.person(item) for item in self.items(participants, (*path, "participants"))]
        for key in ("links", "attachments"):
            if references := members.get(key):
                entry[key] = [_with_relation(item) for item in self.items(references, (*path, key))]
        if isinstance(track, str) and track != "none":
            entry["track"] = titles.get(track, track)
            entry["track.slug"] = track
        if isinstance(logo, dict):
            entry["logo"] = cast("dict[str, object]", logo).get("url")
        if isinstance(feedback, dict):
            entry.pop("feedback")
            entry.setdefault("feedback_url", cast("dict[str, object]", feedback).get("url"))
        if entry.get("end") == entry["date"]:
            entry.pop("end", None)  # the end is required: one that is the start says that nobody knows it
            entry["duration"] = "00:00"
        state = entry.pop("state", None)
        self.entry(entry, path, None, name)
        event = self.raw.events[-1]
        event.room_guid = guid
        if isinstance(state, str):
            event.fields["state"] = STATUS.get(state, "confirmed")

    def person(self, value: object) -> dict[str, object]:
        """Return a participant with the role it has here."""
        own = self.members(value, ("schedule", "events"))
        person = {**self.people.get(str(own.get("guid")), {}), **own} if self.people else own.copy()
        role = person.pop("x-role", None)
        person["role"] = role if isinstance(role, str) else read_role(person.get("role"))
        return person


def read_role(word: object) -> str:
    """Return the role of a participant; words that the format does not define are mapped as in the other readers."""
    if not isinstance(word, str) or not word.strip():
        return "speaker"
    return ROLES.get(word.upper()) or role_of(word) or word


def _with_relation(value: object) -> object:
    """Return a reference with our relation for its type."""
    if not isinstance(value, dict):
        return value
    reference = dict(cast("dict[str, object]", value))
    if (relation := RELATIONS.get(str(reference.get("type")))) is not None:
        reference["type"] = relation
    return reference
