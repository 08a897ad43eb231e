"""When rooms and people are busy, and which breaks are overlapped by sessions."""

from __future__ import annotations

import bisect
from collections.abc import Iterator, Mapping

from ..model.agent import Participant
from ..model.session import Session
from ..model.status import OFF, ParticipationMode, Status
from ..model.vocabulary import KNOWN_ROLES, is_service
from ._clash import Stretch, overlap, overlaps
from ._context import Context

__all__ = ["appearances", "by_room", "clashing", "is_on_stage", "needs", "overlapped_breaks"]

_VIDEO = ParticipationMode.VIDEO
_CONFIRMED = Status.CONFIRMED
"""Kept in constants: Python 3.11 looks up members of enum classes slowly."""
_OFF_STAGE = frozenset(role for role, known in KNOWN_ROLES.items() if not known.on_stage)
_FREEING = ("break", "meal", "registration", "free-time")


def by_room(context: Context) -> dict[str, list[Stretch]]:
    """Return the busy intervals of every room that is not shared; a part without its own slot adds none."""
    table: dict[str, list[Stretch]] = {}
    stretches, shared = context.stretches, context.shared_rooms
    for number, _, slot, _, _ in context.placed:
        rooms = slot.rooms
        for room in rooms if len(rooms) < 2 else dict.fromkeys(rooms):
            if room in table:
                table[room].append(stretches[number])
            elif room not in shared:
                table[room] = [stretches[number]]
    return table


def clashing(context: Context, groups: Mapping[str, list[Stretch]]) -> Iterator[tuple[str, int, int]]:
    """Yield the key and the indices of the earlier and the later session of every clash.

    Parts never clash with their wholes, nor with each other if they take the slot of the same whole.
    """
    sessions = context.event.sessions
    for key, group in groups.items():
        number = len(group)
        if number < 2:
            continue
        if number == 2:  # as of most people
            one, other = group
            if one[1] <= other[0] < other[1] or other[1] <= one[0] < one[1]:
                continue
        for one, other in overlaps(group):
            related = context.related_by_blood(sessions[one.number], sessions[other.number])
            if not related and not context.share_a_slot(one.number, other.number):
                yield key, one.number, other.number


def appearances(context: Context, *, on_stage: bool) -> dict[str, list[Stretch]]:
    """Return the busy intervals of every person: only those on stage, or all if `on_stage` is False."""
    stage, everywhere = context.remembered("appearances", lambda: _appearances(context))
    return stage if on_stage else everywhere


def _appearances(context: Context) -> tuple[dict[str, list[Stretch]], dict[str, list[Stretch]]]:
    people = context.event.index.people
    stretches = context.stretches
    stage: dict[str, list[Stretch]] = {}
    everywhere: dict[str, list[Stretch]] = {}
    # Most people are always on stage: then both tables hold the same list.
    apart: set[str] = set()
    for item in context.placed_with_parts:
        participants = item.session.participants
        if not participants:
            continue
        mine = stretches[item.number]
        service = is_service(item.session.kind)
        for participant in participants:
            agent = participant.agent
            if agent is None or not _takes_part(participant):
                continue
            off_stage = service or participant.role in _OFF_STAGE
            group = everywhere.get(agent)
            if group is not None:
                if off_stage and group[-1] is not mine and agent not in apart:
                    apart.add(agent)
                    stage[agent] = group.copy()
                _append(group, mine)
                if not off_stage and agent in apart:
                    _append(stage.setdefault(agent, []), mine)
            elif agent in people:
                everywhere[agent] = [mine]
                if off_stage:
                    apart.add(agent)
                else:
                    stage[agent] = everywhere[agent]
    return stage, everywhere


def _append(group: list[Stretch], mine: Stretch) -> None:
    """Add a stretch, once: somebody may have two roles in one session."""
    if not group or group[-1] is not mine:
        group.append(mine)


def needs(session: Session, agent: str) -> bool:
    """Return whether a participant has to be in the room, on stage."""
    return not is_service(session.kind) and any(
        item.agent == agent and _takes_part(item) and is_on_stage(item) for item in session.participants
    )


def _takes_part(participant: Participant) -> bool:
    return participant.mode is not _VIDEO and (participant.status is _CONFIRMED or participant.status not in OFF)


def is_on_stage(participant: Participant) -> bool:
    """Return whether a participant has to be in the room all the time; true for roles outside the vocabulary."""
    return participant.role not in _OFF_STAGE


def overlapped_breaks(context: Context) -> dict[int, list[int]]:
    """Return the index of every overlapped break, with the indices of the sessions that overlap it."""
    sessions = context.event.sessions
    long = context.settings.long_kinds
    content = sorted(
        context.stretches[item.number]
        for item in context.placed
        if not is_service(item.session.kind) and item.session.kind not in long
    )
    longest = max((item.end - item.start for item in content), default=0)
    hit: dict[int, list[int]] = {}
    for item in context.placed:
        pause = item.session
        if not _frees(pause):
            continue
        mine = context.stretches[item.number]
        # A session that began earlier than the longest session lasts cannot still be going on.
        first = bisect.bisect_left(content, (mine.start - longest,))
        last = bisect.bisect_left(content, (mine.end,))
        for other in content[first:last]:
            session = sessions[other.number]
            if not overlap(mine, other) or context.related_by_blood(pause, session):
                continue
            if not pause.tracks or not set(pause.tracks).isdisjoint(session.tracks):
                hit.setdefault(item.number, []).append(other.number)
    return hit


def _frees(session: Session) -> bool:
    return session.kind in _FREEING and session.slot is not None and not session.slot.rooms
