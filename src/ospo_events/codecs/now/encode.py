"""The sessions that are on now and those that come next, as JSON for screens and apps.

Without a moment, the document is the programme with the relations of its sessions; a screen can find out from it what
is on. With a moment, it also has what is on, what comes next and what is on in each room. Nothing here asks a clock.
"""

from __future__ import annotations

import datetime as dt
import json
from typing import Any, cast

from ...diagnostics import Findings, Report, Severity
from ...model.event import Event
from ...model.identity import session_uid
from ...model.session import Session, Slot
from ...model.time import read_moment
from ...views.credits import agent_name, in_billing_order
from ...views.english import room_names
from ...views.relations import MOST_PARALLEL, Relations, happening, is_timed, make_relations, now
from .._codec import Encoded

__all__ = ["encode", "tree"]

_dumps = json.JSONEncoder(ensure_ascii=False, separators=(", ", ": ")).encode


def encode(event: Event, *, at: dt.datetime | str | None = None) -> Encoded:
    """Write the sessions that are on and those that come next, one line for each session.

    Args:
        event: the event; what is private stays out.
        at: the moment: aware, or as the clock on the wall of the event shows it; None: of no moment.

    Returns:
        UTF-8; the report says of which sessions not all that is parallel is listed.

    Raises:
        ValueError: `at` is no date and time, or one that the zone skips or repeats.
    """
    document = tree(event, at=read_moment(at) if isinstance(at, str) else at)
    lines: list[str] = []
    for key, value in cast("dict[str, list[Any] | str]", document).items():
        if isinstance(value, list) and value:
            lines.append(f"{_dumps(key)}: [\n  " + ",\n  ".join(map(_dumps, value)) + "\n ]")
        else:
            lines.append(f"{_dumps(key)}: {_dumps(value)}")
    data = ("{" + ",\n ".join(lines) + "}\n").encode("utf-8", "replace")
    return Encoded(data=data, report=_not_all_listed(event, document["sessions"]))


def _not_all_listed(event: Event, sessions: list[dict[str, Any]]) -> Report:
    """Return a finding for each session whose list of parallel sessions is cut."""
    counts = {item["id"]: item["parallel_count"] for item in sessions if item["parallel_count"] > MOST_PARALLEL}
    findings = Findings()
    for number, session in enumerate(event.sessions) if counts else ():
        count = counts.pop(session.id, None)
        if count is not None:
            what = (
                f"expected at most {MOST_PARALLEL} parallel sessions, got {count}: the first {MOST_PARALLEL} are listed"
            )
            findings.add("parallel-left-out", what, ("sessions", number), severity=Severity.INFO)
    return findings.report()


def tree(event: Event, *, at: dt.datetime | None = None) -> dict[str, Any]:
    """Return the same as plain values; arguments and errors as for `encode`."""
    event = event.index.resolved
    document: dict[str, Any] = {
        "event": {"id": event.id, "title": event.title, "timezone": event.timezone.key, "status": event.status.value}
    }
    if at is not None:
        moment = now(event, at)
        on = {session.id for session in moment.running}
        document["at"] = moment.at.isoformat()
        document["day"] = moment.day.isoformat()
        document["now"] = [session.id for session in moment.running]
        document["next"] = [session.id for session in moment.next]
        document["rooms"] = _rooms(event, on, moment.at)
    relations = make_relations(event)
    placed = [(session, relations[session.id]) for session in event.index.in_order if session.slot is not None]
    document["sessions"] = [_session(event, session, found) for session, found in placed]
    times: dict[tuple[str, str | None], tuple[str, ...]] = {}
    for session, found in placed:
        if found.shared and session.slot is not None:
            times[_times(session.slot)] = found.on
    document["times"] = [{"start": start, "end": end, "sessions": list(ids)} for (start, end), ids in times.items()]
    return document


def _times(slot: Slot) -> tuple[str, str | None]:
    return slot.start.isoformat(), slot.end.isoformat() if slot.end else None


def _rooms(event: Event, on: set[Any], at: dt.datetime) -> list[dict[str, Any]]:
    """Return the sessions that are on in each room at a moment, and those that begin there next."""
    running: dict[Any, list[Any]] = {}
    later: dict[Any, Any] = {}
    for session in happening(event):
        for room in dict.fromkeys(session.slot.rooms if session.slot else ()):
            if session.id in on:
                running.setdefault(room, []).append(session.id)
            if is_timed(session) and session.slot and session.slot.start.timestamp() > at.timestamp():
                later.setdefault(room, session.id)
    return [
        {"id": room.id, "name": room.name, "now": running.get(room.id, []), "next": later.get(room.id)}
        for room in event.rooms
    ]


def _session(event: Event, session: Session, relations: Relations) -> dict[str, Any]:
    slot = session.slot
    assert slot is not None, "only what has a time is written"
    start, end = _times(slot)
    return {
        "id": session.id,
        "uid": session_uid(event, session),
        "title": session.title,
        "kind": session.kind,
        "status": session.status.value,
        "start": start,
        "end": end,
        **({"all_day": True} if slot.all_day else {}),
        "rooms": list(slot.rooms),
        "room_names": room_names(event, session),
        "tracks": list(session.tracks),
        "people": [agent_name(event, one.agent, one) for one in in_billing_order(session.participants)],
        "parent": session.parent,
        **({} if relations.shared else {"parallel": list(relations.parallel)}),
        "parallel_count": relations.parallel_count,
        "next_in_room": dict(relations.next_in_room),
        "previous_in_room": dict(relations.previous_in_room),
        "next_in_track": dict(relations.next_in_track),
        "previous_in_track": dict(relations.previous_in_track),
    }
