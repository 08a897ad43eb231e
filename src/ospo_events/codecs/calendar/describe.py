"""The DESCRIPTION of a session: plain text for people, in the order they need it.

Subtitle, abstract and description stand first and unchanged, so that a reader who knows their lengths
(`X-OSPO-SESSION` says them) gets them back to the letter.
"""

from __future__ import annotations

from json.encoder import encode_basestring
from operator import attrgetter

from ...model.agent import Participant, Person
from ...model.event import Event
from ...model.ids import RoomId
from ...model.link import Link
from ...model.session import Session
from ...model.status import AttendanceMode, ParticipationMode, Status
from ...model.vocabulary import KNOWN_ACCESSIBILITY, role_label
from .own import PARTICIPANT
from .vtimezone import UTC_KEYS

__all__ = ["Describer"]

_DETAILS = attrgetter("mode", "status", "credited_as", "affiliation", "job_title", "order")
_NO_DETAILS = (None, Status.CONFIRMED, None, None, None, None)
_LINKS = {
    "slides": "Slides",
    "recording": "Recording",
    "stream": "Live stream",
    "paper": "Paper",
    "transcript": "Transcript",
    "discussion": "Discussion",
    "feedback": "Feedback",
    "registration": "Registration",
    "about": "About",
}
_MODES = {ParticipationMode.ONLINE: "online", ParticipationMode.VIDEO: "video message"}
_WHERE = {
    AttendanceMode.IN_PERSON: "In person",
    AttendanceMode.ONLINE: "Online",
    AttendanceMode.MIXED: "In person and online",
}


class Describer:
    """Writes what people read of the sessions of one event."""

    def __init__(self, event: Event) -> None:
        self._event = event
        self._agents = event.index.agents
        self._names: dict[str, tuple[str, str]] = {}
        self._roles: dict[str, tuple[str, str]] = {}
        key = event.timezone.key
        city = key.rsplit("/", 1)[-1].replace("_", " ")
        self.zone_note = "Times are in UTC." if key in UTC_KEYS else f"Times are local to {city} ({key})."

    def participants(self, session: Session) -> tuple[str, list[str]]:
        """Return the participants as a JSON array, and as a line each for people."""
        codes: list[str] = []
        lines: list[str] = []
        names, roles = self._names, self._roles
        ordered = False
        for item in session.participants:
            if _DETAILS(item) == _NO_DETAILS:
                agent, role = item.agent, item.role
                id, name = names.get(agent) or self._new_name(item)
                word, label = roles.get(role) or self._new_role(role)
                codes.append(id if role == "speaker" else f"[{id},{word}]")
                lines.append(label + name)
            else:
                codes.append(PARTICIPANT.text(item))
                lines.append(f"{role_label(item.role)}: {self._name(item)}")
                ordered = ordered or item.order is not None
        if ordered:
            last = len(lines) + 1
            numbers = [item.order or last for item in session.participants]
            lines = [lines[place] for place in sorted(range(len(lines)), key=lambda place: numbers[place])]
        return ",".join(codes), lines

    def _new_name(self, item: Participant) -> tuple[str, str]:
        found = self._names[item.agent] = (encode_basestring(item.agent), self._name(item))
        return found

    def _new_role(self, role: str) -> tuple[str, str]:
        found = self._roles[role] = (encode_basestring(role), f"{role_label(role)}: ")
        return found

    def _name(self, item: Participant) -> str:
        agent = self._agents.get(item.agent)
        name = item.credited_as or (agent.name if agent is not None else item.agent)
        details: list[str] = []
        home = item.affiliation
        if isinstance(agent, Person):
            if agent.honorific and not item.credited_as:
                name = f"{agent.honorific} {name}"
            home = home or agent.affiliation
            if title := item.job_title or agent.job_title:
                details.append(title)
        if home is not None:
            place = self._agents.get(home)
            details.append(home if place is None else place.name)
        if item.mode is not None and item.mode in _MODES:
            details.append(_MODES[item.mode])
        if item.status is not Status.CONFIRMED:
            details.append(item.status.value)
        return f"{name} ({', '.join(details)})" if details else name

    def contact(self, item: Participant) -> str:
        """Return whom to turn to, for CONTACT: name, affiliation and page; addresses of mail are not published."""
        agent = self._agents.get(item.agent)
        url = agent.url if agent is not None else None
        return f"{self._name(item)}, {url}" if url else self._name(item)

    def add_rest(self, session: Session, parts: list[str], *, plain: bool) -> None:
        """Add the paragraph of links and attendance, where there is anything to say of them; a plain one has links."""
        lines = self._links(session.links)
        if not plain:
            lines += self._attendance(session)
            if session.recording is not None:
                lines[0:0] = self._links(session.recording.links)
        if lines:
            parts.append("\n".join(lines))

    @staticmethod
    def _links(links: tuple[Link, ...]) -> list[str]:
        return [f"{link.title or _LINKS.get(link.rel, 'See also')}: {link.href}" for link in links]

    def _attendance(self, session: Session) -> list[str]:
        lines: list[str] = []
        if session.attendance_mode is not None:
            lines.append(_WHERE[session.attendance_mode])
        if session.audience:
            lines.append(session.audience)
        for label, tags in (
            ("Language", session.languages),
            ("Interpretation", session.interpretation),
            ("Live captions", session.captions),
            ("Sign language", session.sign_languages),
        ):
            if tags:
                lines.append(f"{label}: {', '.join(tags)}")
        return lines

    def access_note(self, rooms: tuple[str, ...]) -> str | None:
        """Return what is accessible in these rooms, or None where nothing is said."""
        words: dict[str, None] = {}
        for room_id in rooms:
            room = self._event.index.rooms.get(RoomId(room_id))
            if room is not None:
                words.update(dict.fromkeys(room.accessibility))
        if not words:
            return None
        return "Accessibility: " + ", ".join(KNOWN_ACCESSIBILITY.get(word, word) for word in words)
