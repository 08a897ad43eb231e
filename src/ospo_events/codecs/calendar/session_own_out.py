"""X-OSPO-SESSION: all that the standard properties of a VEVENT do not say exactly of a session, for our own reader.

It is the native form of the session, but for the members that nearly every session has, which are spelled more shortly:
docs/reference/own-data.md has the list.
"""

from __future__ import annotations

from collections.abc import Sequence
from json.encoder import encode_basestring
from operator import attrgetter

from ...model.agent import Participant
from ...model.session import Session
from ...model.status import Status
from .links import says_all
from .own_data import LINKS, PARTICIPANT, SESSION, json_text

__all__ = ["participant_value", "room_members", "session_value", "subject_members"]

_DETAILS = attrgetter("mode", "status", "credited_as", "affiliation", "job_title", "order")
_NO_DETAILS = (None, Status.CONFIRMED, None, None, None, None)


def session_value(session: Session, shared: str, people: Sequence[str], *, status_is_said: bool, plain: bool) -> str:
    """Return the value for a session: joined text, for this is a great part of writing a calendar.

    Args:
        session: the session.
        shared: its `subject_members` and `room_members`, which many sessions share.
        people: the `participant_value` of each participant.
        status_is_said: whether STATUS says its status.
        plain: whether it has nothing of what sessions seldom say.
    """
    text = f'{{"id":"{session.id}"{shared}'
    if people:
        text += f',"people":[{",".join(people)}]'
    if session.abstract is not None:
        text += f',"abstract":{len(session.abstract)}'
    if session.description is not None:
        text += f',"description":{len(session.description)}'
    if not status_is_said:
        text += f',"status":"{session.status.value}"'
    if links := session.links:
        text += f',"links":{len(links)}' if says_all(links) else f",{LINKS.text(session)[1:-1]}"
    return text + "}" if plain else f"{text}{_rare_members(session)}}}"


def subject_members(session: Session) -> str:
    """Return the members for kind and tracks, each behind a comma."""
    text = "" if session.kind == "talk" else f',"kind":{encode_basestring(session.kind)}'
    return f'{text},"tracks":{json_text(session.tracks)}' if session.tracks else text


def room_members(rooms: Sequence[str]) -> str:
    """Return the member for the rooms, behind a comma."""
    return f',"rooms":{json_text(rooms)}' if rooms else ""


def participant_value(item: Participant) -> str:
    """Return an item of `people`."""
    if _DETAILS(item) != _NO_DETAILS:
        return PARTICIPANT.text(item)
    agent = encode_basestring(item.agent)
    return agent if item.role == "speaker" else f"[{agent},{encode_basestring(item.role)}]"


def _rare_members(session: Session) -> str:
    """Return the members that sessions seldom have, each behind a comma."""
    text = ""
    if session.previous_start is not None:
        text = f',"previous_start":"{session.previous_start.isoformat()}"'
    members = SESSION.text(session)[1:-1]
    return f"{text},{members}" if members else text
