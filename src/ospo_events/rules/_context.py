"""The input of every rule: the event, and values derived from it that several rules need, each computed once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar, cast

from ..diagnostics import Path, Related
from ..model.agent import Participant
from ..model.event import Event
from ..model.ids import RoomId, SessionId
from ..model.session import Session, Slot, slot_days
from ..model.status import OFF, Status
from ..model.time import instant, keeps_offset
from ..model.vocabulary import KNOWN_ROLES, folded, is_service, kind_of
from ._clash import Stretch, stretch
from ._texts import LinkedPlace, Text, links, texts
from .settings import DEFAULTS, Settings

if TYPE_CHECKING:
    from ..views.matching import Matching

__all__ = ["Context", "Placed", "says_service"]

T = TypeVar("T")


class Placed(NamedTuple):
    """A session that will take place, with its times in seconds."""

    number: int
    """Its index in the event's sessions."""
    session: Session
    slot: Slot
    start: float
    """The instant it begins."""
    end: float | None
    """The instant it ends; None: open."""


_new_placed = cast(
    "Callable[[tuple[int, Session, Slot, float, float | None]], Placed]",
    partial(cast("Any", tuple).__new__, Placed),
)
"""Makes one of a tuple, without the call of a function in Python that `Placed()` is."""


class Context:
    """The event that rules check, and values derived from it.

    Args:
        event: the event.
        settings: thresholds and words.
        older: an earlier edition of the same programme, for rules that compare editions.
    """

    def __init__(self, event: Event, settings: Settings = DEFAULTS, older: Event | None = None) -> None:
        self.event = event
        self.settings = settings
        self.older = older
        self._remembered: dict[str, object] = {}

    def remembered(self, key: str, make: Callable[[], T]) -> T:
        """Return the result of `make`, computed once per event, since several rules need the same table."""
        if key not in self._remembered:
            self._remembered[key] = make()
        return cast("T", self._remembered[key])

    @property
    def sessions(self) -> tuple[Session, ...]:
        """The sessions in document order; a part without a slot has that of its whole."""
        return self.event.index.resolved.sessions

    @cached_property
    def placed(self) -> tuple[Placed, ...]:
        """The sessions of `held` that have times: all-day sessions have none."""
        return tuple([item for item in self.held if not item.slot.all_day])

    @cached_property
    def placed_with_parts(self) -> tuple[Placed, ...]:
        """Like `placed`, with the parts that take the time and place of their wholes."""
        if self.held is self.held_with_parts:
            return self.placed
        return tuple([item for item in self.held_with_parts if not item.slot.all_day])

    @cached_property
    def held(self) -> tuple[Placed, ...]:
        """The sessions with a slot of their own that will take place: neither cancelled nor postponed.

        They are in document order.
        """
        own = self.event.sessions
        if own is self.sessions:  # no part takes a slot from its whole
            return self.held_with_parts
        return tuple([item for item in self.held_with_parts if own[item.number].slot is not None])

    @cached_property
    def held_with_parts(self) -> tuple[Placed, ...]:
        """Like `held`, with the parts that take the time and place of their wholes."""
        return tuple(
            [
                _new_placed(
                    (number, session, slot, instant(slot.start), None if (end := slot.end) is None else instant(end))
                )
                for number, session in enumerate(self.sessions)
                if (slot := session.slot) is not None and session.status not in OFF
            ]
        )

    @cached_property
    def stretches(self) -> Mapping[int, Stretch]:
        """The intervals of `held_with_parts`, by the index of the session in the event."""
        return {number: stretch(start, end, number) for number, _, _, start, end in self.held_with_parts}

    def share_a_slot(self, one: int, other: int) -> bool:
        """Return whether two sessions, given by index, both take the slot of the same whole.

        Their order is unknown, and they may run side by side.
        """
        own, sessions = self.event.sessions, self.sessions
        return own[one].slot is None and own[other].slot is None and sessions[one].slot is sessions[other].slot

    @cached_property
    def matching(self) -> Matching:
        """Which elements of the older file and of the event are the same; only for rules that have checked `older`."""
        from ..views.matching import match  # noqa: PLC0415 # few runs have an older edition

        return match(self.event if self.older is None else self.older, self.event)

    @cached_property
    def numbers(self) -> Mapping[SessionId, int]:
        """The index of each session in the event, by id; the first if two share an id."""
        table: dict[SessionId, int] = {}
        for number, session in enumerate(self.event.sessions):
            table.setdefault(session.id, number)
        return table

    @cached_property
    def texts(self) -> tuple[Text, ...]:
        """Every text of the programme that people read."""
        return tuple(texts(self.event))

    @cached_property
    def all_text(self) -> str:
        """All of `texts` joined. To look for words in them, `says` is quicker."""
        return "\n".join([item.text for item in self.texts])

    @cached_property
    def _in_ascii_and_beyond(self) -> tuple[str, str]:
        """The ASCII texts joined, and the others joined: a letter beyond ASCII makes a whole text slower to search."""
        plain = [item.text for item in self.texts if item.text.isascii()]
        return "\n".join(plain), "\n".join([item.text for item in self.texts_beyond_ascii])

    def says(self, words: str) -> bool:
        """Return whether any of `texts` contains these words, to check quickly whether a rule has anything to do."""
        plain, beyond = self._in_ascii_and_beyond
        return words in plain or words in beyond

    @cached_property
    def texts_beyond_ascii(self) -> tuple[Text, ...]:
        """The texts that contain a letter beyond ASCII."""
        return tuple([item for item in self.texts if not item.text.isascii()])

    @cached_property
    def texts_with_unprintable(self) -> tuple[Text, ...]:
        """The texts that contain a non-printing character other than space, line feed and tab."""
        plain, _ = self._in_ascii_and_beyond
        data = plain.encode()
        looked_at = self.texts_beyond_ascii if data == data.translate(None, _UNPRINTABLE) else self.texts
        return tuple([item for item in looked_at if not _is_printable(item.text)])

    @cached_property
    def times_near_clock_changes(self) -> tuple[tuple[Placed, str, dt.datetime], ...]:
        """The starts and ends of `placed` on days when the clocks change: item, `start` or `end`, and moment."""
        return tuple(
            (item, name, moment)
            for item in self.placed
            for name, moment in (("start", item.slot.start), ("end", item.slot.end))
            if moment is not None and not keeps_offset(moment.tzinfo, moment.date())
        )

    @cached_property
    def links(self) -> tuple[LinkedPlace, ...]:
        """Every link of the programme, `url` attributes too."""
        return tuple(links(self.event))

    @cached_property
    def content(self) -> tuple[tuple[int, Session], ...]:
        """The sessions with a subject: neither service items nor cancelled."""
        return tuple(
            (number, session)
            for number, session in enumerate(self.event.sessions)
            if self.event.index.status(session) is not Status.CANCELLED and not is_service(session.kind)
        )

    @cached_property
    def talks(self) -> tuple[tuple[int, Session], ...]:
        """The sessions that need a title and people: `content` without those whose titles name a service item.

        In files without kinds, `Lunch` has the kind `other`; the rule `break-of-other-kind` reports that once.
        """
        return tuple(item for item in self.content if says_service(item[1]) is None)

    @cached_property
    def shared_rooms(self) -> frozenset[RoomId]:
        """The rooms that several sessions may use at once."""
        return frozenset(room.id for room in self.event.rooms if room.shared)

    @cached_property
    def own_leading_roles(self) -> frozenset[str]:
        """The roles that lead by the setting `leading_roles`, in the form of `model.vocabulary.folded`."""
        return frozenset(map(folded, self.settings.leading_roles))

    def leads(self, participant: Participant) -> bool:
        """Return whether somebody leads the session, in a known role or in one of the setting `leading_roles`."""
        known = KNOWN_ROLES.get(participant.role)
        own = self.own_leading_roles
        return (
            (known is not None and known.leads)
            or folded(participant.role) in own
            or (participant.role_title is not None and folded(participant.role_title) in own)
        )

    def lineage(self, session: Session) -> Iterator[Session]:
        """Yield the session, its whole, the whole of that, and so on; stops before a cycle repeats."""
        seen: set[str] = set()
        sessions = self.event.index.sessions
        line: Session | None = session
        while line is not None and line.id not in seen:
            yield line
            seen.add(line.id)
            line = sessions.get(line.parent) if line.parent is not None else None

    def related_by_blood(self, one: Session, other: Session) -> bool:
        """Return whether one of two sessions is a part of the other, directly or not."""
        if one.parent is None and other.parent is None:
            return False
        return any(line.id == other.id for line in self.lineage(one)) or any(
            line.id == one.id for line in self.lineage(other)
        )

    def day_of(self, slot: Slot) -> dt.date:
        """Return the programme day a slot belongs to."""
        return slot_days(slot, self.event.day_change)[0]

    def days_of(self, slot: Slot) -> list[dt.date]:
        """Return the programme days a slot is on: an all-day slot may be on several."""
        first, last = slot_days(slot, self.event.day_change)
        return [first + dt.timedelta(days=number) for number in range((last - first).days + 1)]

    def room_name(self, room: RoomId) -> str:
        """Return the name of a room, or its id if there is no such room."""
        known = self.event.index.rooms.get(room)
        return known.name if known else repr(str(room))

    def agent_name(self, participant: Participant) -> str:
        """Return the name of a participant, or the id if there is no such person or organization."""
        known = self.event.index.agents.get(participant.agent) if participant.agent else None
        return participant.credited_as or (known.name if known else repr(str(participant.agent)))


def says_service(session: Session) -> str | None:
    """Return the kind of service item that a title names, such as `meal` for `Lunch`; None if it names none.

    A social event with a track or people is not a service item: `Networking` is also a subject to talk about.
    """
    kind = kind_of(session.title)
    if kind is None or not is_service(kind) or (kind == "social" and (session.tracks or session.participants)):
        return None
    return kind


_UNPRINTABLE = bytes({*range(0x20), 0x7F} - set(b"\n\t"))
"""The characters of ASCII that are not printed, other than line feeds and tabs."""


def _is_printable(text: str) -> bool:
    return text.isprintable() or text.replace("\n", "").replace("\t", "").isprintable()


def clock(moment: dt.datetime) -> str:
    """Return the wall-clock time of a moment, `09:30`."""
    return f"{moment.hour:02}:{moment.minute:02}"


def times(slot: Slot) -> str:
    """Return the times of a slot as an agenda prints them: `09:30-11:00`, `from 17:30`, `all day`."""
    if slot.all_day:
        return "all day"
    if slot.end is None:
        return f"from {clock(slot.start)}"
    days = (slot.end.date() - slot.start.date()).days
    if days == 1:
        return f"{clock(slot.start)}-{clock(slot.end)} (+1 day)"
    if days:
        return f"{clock(slot.start)} to {slot.end:%Y-%m-%d %H:%M}"
    return f"{clock(slot.start)}-{clock(slot.end)}"


def short(text: str, length: int = 60) -> str:
    """Return a text in quotes, shortened if it is long."""
    return repr(text if len(text) <= length else text[: length - 3] + "...")


def said(session: Session) -> str:
    """Return a session as messages name it: `'AI panel' 09:30-11:00`."""
    return short(session.title) + (f" {times(session.slot)}" if session.slot else "")


def other_session(number: int, session: Session, *, field: Path = ()) -> Related:
    """Return a pointer to another session, for the `related` of a finding."""
    day = f" on {session.slot.start:%Y-%m-%d}" if session.slot else ""
    return Related(message=said(session) + day, path=("sessions", number, *field))
