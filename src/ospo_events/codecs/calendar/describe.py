"""The DESCRIPTION of a session: plain text for people, in the order they need it and in the words of `views`.

Subtitle, abstract and description stand first and unchanged, so that a reader who knows their lengths
(`X-OSPO-SESSION` says them) gets them back to the letter.
"""

from __future__ import annotations

from json.encoder import encode_basestring
from operator import attrgetter

from ...model.agent import Participant
from ...model.event import Event
from ...model.session import Session
from ...model.status import Status
from ...views.credits import Credits
from ...views.english import link_label, session_links, spoken_words
from .own import PARTICIPANT

__all__ = ["Describer"]

_DETAILS = attrgetter("mode", "status", "credited_as", "affiliation", "job_title", "order")
_NO_DETAILS = (None, Status.CONFIRMED, None, None, None, None)


class Describer:
    """Writes what people read of the sessions of one event."""

    def __init__(self, event: Event) -> None:
        self._event = event
        self._credits = Credits(event)
        self._agents: dict[str, tuple[str, str]] = {}
        self._roles: dict[str, str] = {}
        self.zone_note = f"All times are in {event.timezone.key}."

    def participants(self, session: Session) -> tuple[str, list[str]]:
        """Return the participants as a JSON array, and for people as a line for each role."""
        participants = session.participants
        codes: list[str] = []
        names: dict[str, list[str]] = {}
        agents, roles = self._agents, self._roles
        ordered = False
        for item in participants:
            role = item.role
            if _DETAILS(item) == _NO_DETAILS:
                id, name = agents.get(item.agent) or self._new_agent(item)
                codes.append(id if role == "speaker" else f"[{id},{roles.get(role) or self._new_role(role)}]")
            else:
                name = self._credits.write(item)
                codes.append(PARTICIPANT.text(item))
                ordered = ordered or item.order is not None
            if role in names:
                names[role].append(name)
            else:
                names[role] = [name]
        if ordered:
            return ",".join(codes), self._credits.lines(participants)
        return ",".join(codes), self._credits.headed(names)

    def _new_agent(self, item: Participant) -> tuple[str, str]:
        texts = self._agents[item.agent] = (encode_basestring(item.agent), self._credits.write(item))
        return texts

    def _new_role(self, role: str) -> str:
        text = self._roles[role] = encode_basestring(role)
        return text

    def contact(self, item: Participant) -> str:
        """Return whom to turn to, for CONTACT: name, affiliation and page; addresses of mail are not published."""
        agent = self._event.index.agents.get(item.agent)
        name = self._credits.mention(item)
        return f"{name}, {agent.url}" if agent is not None and agent.url else name

    def add_rest(self, session: Session, parts: list[str], *, plain: bool) -> None:
        """Add the paragraph of links, languages and audience, where there is any; a plain session has only links."""
        links = session.links if plain else session_links(session)
        lines = [f"{link_label(link)}: {link.href}" for link in links]
        if not plain:
            if notes := spoken_words(self._event, session):
                lines.append("; ".join(notes))
            if session.audience:
                lines.append(session.audience)
        if lines:
            parts.append("\n".join(lines))
