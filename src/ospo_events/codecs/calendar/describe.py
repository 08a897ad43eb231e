"""The DESCRIPTION of a session: plain text for people, in the order they need it and in the words of `views`.

Subtitle, abstract and description stand first and unchanged, so that a reader who knows their lengths
(`X-OSPO-SESSION` says them) gets them back to the letter.
"""

from __future__ import annotations

from operator import attrgetter

from ...model.agent import Participant
from ...model.event import Event
from ...model.session import Session
from ...model.status import Status
from ...views.credits import Credits
from ...views.english import link_label, session_links, spoken_words
from .session_own_out import participant_value

__all__ = ["Describer"]

_DETAILS = attrgetter("mode", "status", "credited_as", "affiliation", "job_title", "order")
_NO_DETAILS = (None, Status.CONFIRMED, None, None, None, None)


class Describer:
    """Writes what people read of the sessions of one event."""

    def __init__(self, event: Event) -> None:
        self._event = event
        self._credits = Credits(event)
        self._names: dict[str, str] = {}
        self._plain: dict[tuple[str, str], tuple[str, str]] = {}
        self.zone_note = f"All times are in {event.timezone.key}."

    def participants(self, session: Session) -> tuple[list[str], list[str]]:
        """Return the value of each participant for our own reader, and for people a line for each role."""
        participants = session.participants
        values: list[str] = []
        names: dict[str, list[str]] = {}
        plain = self._plain
        ordered = False
        for item in participants:
            role = item.role
            if _DETAILS(item) == _NO_DETAILS:
                value, name = plain.get((item.agent, role)) or self._new_plain(item)
            else:
                value, name = participant_value(item), self._credits.write(item)
                ordered = ordered or item.order is not None
            values.append(value)
            if role in names:
                names[role].append(name)
            else:
                names[role] = [name]
        return values, self._credits.lines(participants) if ordered else self._credits.headed(names)

    def _new_plain(self, item: Participant) -> tuple[str, str]:
        name = self._names.get(item.agent)
        if name is None:
            name = self._names[item.agent] = self._credits.write(item)
        texts = self._plain[item.agent, item.role] = participant_value(item), name
        return texts

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
