"""The impact of a change of each attribute on those who attend: one table, and functions for what a table cannot say.

A new attribute fails a test until it is in this table; until then its changes count as data.
"""

from __future__ import annotations

import types
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any, cast

import attrs

from ...model.agent import Participant
from ...model.status import OFF, Status
from ...model.time import instant
from ..matching import Thing
from ._values import Impact

if TYPE_CHECKING:
    from ...model.session import Slot

__all__ = ["IMPACTS", "OF_NOTHING", "impact_of", "of_status", "slot_impacts"]

_TABLE: Mapping[Impact, str] = {
    Impact.CANCELLED: "session.status event.status",
    Impact.MOVED: "session.slot session.slot.start session.slot.all_day session.parent event.start event.end",
    Impact.LENGTH: "session.slot.end",
    Impact.ROOM: "session.slot.rooms session.slot.venue room.venue venue.address",
    Impact.ACCESS: """
        session.attendance_mode session.access session.audience session.privacy session.languages session.interpretation
        session.captions session.sign_languages session.recording.opt_out
        event.attendance_mode event.access event.audience event.is_accessible_for_free event.languages
        event.interpretation event.captions event.sign_languages event.accessibility event.recording.opt_out
        event.milestones
        room.accessibility room.stream venue.accessibility
    """,
    Impact.PEOPLE: "session.participants event.participants",
    Impact.TITLE: "session.title session.subtitle event.title room.name venue.name",
    Impact.TEXT: """
        session.kind session.tracks session.abstract session.description
        event.timezone event.theme event.kind event.edition event.description event.objectives event.outputs
        room.floor room.description track.title track.description venue.description
        person.name person.honorific person.job_title person.affiliation person.other_affiliations person.pronouns
        person.bio person.country
        organization.name organization.short_name organization.description organization.parent organization.country
        day.title
    """,
    Impact.DATA: """
        session.id session.repeat_of session.expected_attendance session.recording session.url session.links
        session.tags session.concepts session.uid session.sequence session.updated session.previous_start
        session.accept session.extra
        event.id event.language event.acronym event.series event.related event.version event.updated event.license
        event.recording
        event.url event.links event.color event.tags event.concepts event.day_change event.expects event.uid
        event.accept event.extra
        event.days event.venues event.rooms event.tracks event.people event.organizations event.sessions
        room.id room.shared room.capacity room.url room.links room.uid room.extra
        track.id track.color track.exclusive track.concepts track.url track.links track.uid track.extra
        venue.id venue.geo venue.timezone venue.url venue.links venue.extra
        person.id person.url person.links person.email person.uid person.extra
        organization.id organization.url organization.links organization.email organization.uid organization.extra
        day.date day.start day.end
    """,
}

IMPACTS: Mapping[str, Impact] = types.MappingProxyType(
    {path: impact for impact, paths in _TABLE.items() for path in paths.split()}
)
"""The worst impact of a change, by thing and attribute: `session.slot.rooms`.

Changes only in spelling or order are data; the impact of a status or a time depends on its old value.
"""

OF_NOTHING = frozenset({Impact.MOVED, Impact.LENGTH, Impact.ROOM, Impact.ACCESS, Impact.PEOPLE})
"""Impacts that do not matter to anybody for a session that does not take place."""


def impact_of(thing: Thing, path: tuple[str, ...], older: object, newer: object) -> Impact:
    """Return the impact on those who attend of a new value of an attribute.

    Args:
        thing: the kind of thing that has the attribute.
        path: the attribute.
        older: its value before, with the ids that things have in the newer edition.
        newer: its value now.
    """
    if path[-1] == "status":
        return of_status(older, newer)
    impact = _worst_of(thing, path)
    if impact is Impact.PEOPLE:
        return _of_people(older, newer)
    return Impact.DATA if _is_spelling(older, newer) else impact


@lru_cache(maxsize=1000)  # a programme may use any keys in `extra`
def _worst_of(thing: Thing, path: tuple[str, ...]) -> Impact:
    """Return what the table says of an attribute, or of what it is a part of."""
    name = ".".join((thing.value, *path))
    while name not in IMPACTS and "." in name:
        name = name.rpartition(".")[0]
    return IMPACTS.get(name, Impact.DATA)


def of_status(older: object, newer: object) -> Impact:
    """Return the impact of a new status: whether a session takes place now that did not, or the reverse."""
    was_off, is_off = older in OFF, newer in OFF
    if not was_off and not is_off:
        return Impact.TEXT
    # A postponed session may still take place, a cancelled one does not.
    lost = is_off and (not was_off or newer is Status.CANCELLED)
    return Impact.CANCELLED if lost else Impact.REINSTATED


def slot_impacts(older: Slot | None, newer: Slot | None) -> Iterable[Impact]:
    """Yield the impacts of a new slot: instants count, not their spelling."""
    if older is None or newer is None:
        if older is not newer:
            yield Impact.MOVED
        return
    if _start(older) != _start(newer):
        yield Impact.MOVED
    if older.all_day is newer.all_day and _length(older) != _length(newer):
        yield Impact.LENGTH
    if set(older.rooms) != set(newer.rooms):
        yield Impact.ROOM


def _start(slot: Slot) -> object:
    return slot.start.date() if slot.all_day else instant(slot.start)


def _length(slot: Slot) -> object:
    if slot.end is None:
        return None
    return slot.end.date() - slot.start.date() if slot.all_day else instant(slot.end) - instant(slot.start)


def _of_people(older: Any, newer: Any) -> Impact:
    """Return the impact of a changed list of participants: a change of the order alone is data."""

    def parts(participants: Iterable[Participant]) -> Counter[object]:
        return Counter((item.agent or item.credited_as, item.role, item.mode, item.status) for item in participants)

    if parts(older) != parts(newer):
        return Impact.PEOPLE
    return Impact.DATA if _unordered(older) == _unordered(newer) else Impact.TEXT


def _unordered(participants: Iterable[Participant]) -> Counter[Participant]:
    return Counter(attrs.evolve(item, order=None) for item in participants)


def _is_spelling(older: object, newer: object) -> bool:
    """Return whether two values are the same apart from characters or order."""
    if isinstance(older, str) and isinstance(newer, str):
        return _plain(older) == _plain(newer)
    if isinstance(older, tuple) and isinstance(newer, tuple):
        return Counter(cast("tuple[object, ...]", older)) == Counter(cast("tuple[object, ...]", newer))
    return False


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())
