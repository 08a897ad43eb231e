"""What a rule is given: the event, and what several rules need to know of it, worked out once."""

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
    """A session that is going to happen at a time."""

    number: int
    """Its place in the event's sessions."""
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
    """The event and what rules ask about it.

    Args:
        event: the event.
        settings: thresholds and words.
        older: an earlier edition of the same programme, for the rules that compare.
    """

    def __init__(self, event: Event, settings: Settings = DEFAULTS, older: Event | None = None) -> None:
        self.event = event
        self.settings = settings
        self.older = older
        self._remembered: dict[str, object] = {}

    def remembered(self, key: str, make: Callable[[], T]) -> T:
        """Return what `make` gives, worked out once for this event: several rules ask for the same table."""
        if key not in self._remembered:
            self._remembered[key] = make()
        return cast("T", self._remembered[key])

    @property
    def sessions(self) -> tuple[Session, ...]:
        """The sessions in document order, each with what it takes over from what it is a part of."""
        return self.event.index.resolved.sessions

    @cached_property
    def placed(self) -> tuple[Placed, ...]:
        """The sessions of `held` that begin and end at times: all-day ones say nothing of the hours."""
        return tuple([item for item in self.held if not item.slot.all_day])

    @cached_property
    def placed_with_parts(self) -> tuple[Placed, ...]:
        """The same, and the parts that are when and where their wholes are."""
        if self.held is self.held_with_parts:
            return self.placed
        return tuple([item for item in self.held_with_parts if not item.slot.all_day])

    @cached_property
    def held(self) -> tuple[Placed, ...]:
        """The sessions with a slot of their own that are going to happen: neither cancelled nor postponed.

        They are in document order.
        """
        own = self.event.sessions
        if own is self.sessions:  # none takes over anything
            return self.held_with_parts
        return tuple([item for item in self.held_with_parts if own[item.number].slot is not None])

    @cached_property
    def held_with_parts(self) -> tuple[Placed, ...]:
        """The same, and the parts that are when and where their wholes are."""
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
        """The stretches of time of `held_with_parts`, by the place of the session in the event."""
        return {number: stretch(start, end, number) for number, _, _, start, end in self.held_with_parts}

    def share_a_slot(self, one: int, other: int) -> bool:
        """Return whether two sessions, by their numbers, both take the slot of the same whole.

        Nobody says in which order they are on, nor whether they are side by side.
        """
        own, sessions = self.event.sessions, self.sessions
        return own[one].slot is None and own[other].slot is None and sessions[one].slot is sessions[other].slot

    @cached_property
    def matching(self) -> Matching:
        """Who is who in the older file and in the event; for rules that look whether there is an older one."""
        from ..views.matching import match  # noqa: PLC0415 # few runs have an older edition

        return match(self.event if self.older is None else self.older, self.event)

    @cached_property
    def numbers(self) -> Mapping[SessionId, int]:
        """The place of each session in the event, by id; the first where two share an id."""
        table: dict[SessionId, int] = {}
        for number, session in enumerate(self.event.sessions):
            table.setdefault(session.id, number)
        return table

    @cached_property
    def texts(self) -> tuple[Text, ...]:
        """Everything that people read in the programme."""
        return tuple(texts(self.event))

    @cached_property
    def all_text(self) -> str:
        """All of `texts` in one; `says` is quicker where the question is whether some words stand there."""
        return "\n".join([item.text for item in self.texts])

    @cached_property
    def _in_ascii_and_beyond(self) -> tuple[str, str]:
        """The ASCII ones of `texts` in one, and the others: a letter beyond ASCII makes all of it slower to search."""
        plain = [item.text for item in self.texts if item.text.isascii()]
        return "\n".join(plain), "\n".join([item.text for item in self.texts_beyond_ascii])

    def says(self, words: str) -> bool:
        """Return whether some words stand in any of `texts`: a quick look whether a rule has anything to do."""
        plain, beyond = self._in_ascii_and_beyond
        return words in plain or words in beyond

    @cached_property
    def texts_beyond_ascii(self) -> tuple[Text, ...]:
        """Those of `texts` that hold a letter beyond ASCII."""
        return tuple([item for item in self.texts if not item.text.isascii()])

    @cached_property
    def texts_with_unprintable(self) -> tuple[Text, ...]:
        """Those of `texts` with a character that is not printed, other than spaces, line feeds and tabs."""
        plain, _ = self._in_ascii_and_beyond
        data = plain.encode()
        looked_at = self.texts_beyond_ascii if data == data.translate(None, _UNPRINTABLE) else self.texts
        return tuple([item for item in looked_at if not _is_printable(item.text)])

    @cached_property
    def times_near_clock_changes(self) -> tuple[tuple[Placed, str, dt.datetime], ...]:
        """The starts and ends of `placed` at which the clocks change that day: item, `start` or `end`, and moment."""
        return tuple(
            (item, name, moment)
            for item in self.placed
            for name, moment in (("start", item.slot.start), ("end", item.slot.end))
            if moment is not None and not keeps_offset(moment.tzinfo, moment.date())
        )

    @cached_property
    def links(self) -> tuple[LinkedPlace, ...]:
        """Every link of the programme, `url` attributes among them."""
        return tuple(links(self.event))

    @cached_property
    def content(self) -> tuple[tuple[int, Session], ...]:
        """The sessions that are about something: neither service items nor cancelled."""
        return tuple(
            (number, session)
            for number, session in enumerate(self.event.sessions)
            if self.event.index.status(session) is not Status.CANCELLED and not is_service(session.kind)
        )

    @cached_property
    def talks(self) -> tuple[tuple[int, Session], ...]:
        """The sessions of `content` whose titles do not say that they are service items: what needs a title and people.

        Files that know no kinds hold a `Lunch` of the kind `other`; `break-of-other-kind` says so, once.
        """
        return tuple(item for item in self.content if says_service(item[1]) is None)

    @cached_property
    def shared_rooms(self) -> frozenset[RoomId]:
        """The rooms that are meant for several sessions at once."""
        return frozenset(room.id for room in self.event.rooms if room.shared)

    @cached_property
    def own_leading_roles(self) -> frozenset[str]:
        """The roles that lead by the setting `leading_roles`, in the form of `model.vocabulary.folded`."""
        return frozenset(map(folded, self.settings.leading_roles))

    def leads(self, participant: Participant) -> bool:
        """Return whether somebody leads the session, by a known role or by one of the setting `leading_roles`."""
        known = KNOWN_ROLES.get(participant.role)
        own = self.own_leading_roles
        return (
            (known is not None and known.leads)
            or folded(participant.role) in own
            or (participant.role_title is not None and folded(participant.role_title) in own)
        )

    def lineage(self, session: Session) -> Iterator[Session]:
        """Yield the session, what it is a part of, what that is a part of ...; ends where a cycle would begin."""
        seen: set[str] = set()
        sessions = self.event.index.sessions
        line: Session | None = session
        while line is not None and line.id not in seen:
            yield line
            seen.add(line.id)
            line = sessions.get(line.parent) if line.parent is not None else None

    def related_by_blood(self, one: Session, other: Session) -> bool:
        """Return whether one of two sessions is a part, or a part of a part, of the other."""
        if one.parent is None and other.parent is None:
            return False
        return any(line.id == other.id for line in self.lineage(one)) or any(
            line.id == one.id for line in self.lineage(other)
        )

    def day_of(self, slot: Slot) -> dt.date:
        """Return the programme day a slot belongs to."""
        return slot_days(slot, self.event.day_change)[0]

    def days_of(self, slot: Slot) -> list[dt.date]:
        """Return the programme days a slot is on: an all-day one may be on several."""
        first, last = slot_days(slot, self.event.day_change)
        return [first + dt.timedelta(days=number) for number in range((last - first).days + 1)]

    def room_name(self, room: RoomId) -> str:
        """Return what the sign on the door says, or the id where there is no such room."""
        known = self.event.index.rooms.get(room)
        return known.name if known else repr(str(room))

    def agent_name(self, participant: Participant) -> str:
        """Return the name of a participant, or the id where there is no such agent."""
        known = self.event.index.agents.get(participant.agent) if participant.agent else None
        return participant.credited_as or (known.name if known else repr(str(participant.agent)))


def says_service(session: Session) -> str | None:
    """Return the kind of service item that a title says: `meal` for `Lunch`; None where it says none.

    A session with a track or people, whose title says a social event, is about that: `Networking` is a subject too.
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
    """Return text in quotes, cut where it is long."""
    return repr(text if len(text) <= length else text[: length - 3] + "...")


def said(session: Session) -> str:
    """Return a session as messages name it: `'AI panel' 09:30-11:00`."""
    return short(session.title) + (f" {times(session.slot)}" if session.slot else "")


def other_session(number: int, session: Session, *, field: Path = ()) -> Related:
    """Return the pointer to another session."""
    day = f" on {session.slot.start:%Y-%m-%d}" if session.slot else ""
    return Related(message=said(session) + day, path=("sessions", number, *field))
