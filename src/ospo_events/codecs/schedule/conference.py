"""What stands at the head of a file of the family, and what of it there is no place for."""

from __future__ import annotations

from collections.abc import Callable

from ...diagnostics import Diagnostic, Path, Report, Severity
from ...model import AgentId, Event, Organization, Person, Session
from .cells import LOGO_RELS, http_address
from .tree import EXTRA, foreign

__all__ = ["conference_base", "conference_logo", "conference_losses"]


def conference_base(event: Event, acronym: str, base_url: str | None, found: list[Diagnostic]) -> str:
    """Return the address of the pages of the programme; one that cannot exist where there is none."""
    kept = foreign(event).get("base_url")
    for address in (base_url, kept if isinstance(kept, str) else None, event.url):
        if base := http_address(address):
            return base
    # The FOSDEM companion refuses a file without one; RFC 2606 keeps `.invalid` free of pages.
    base = f"https://{acronym.replace('_', '-').strip('-')}.invalid/"
    found.append(
        Diagnostic(
            code="missing-base-url",
            path=("url",),
            message=f"expected a page of the event, got none: consumers ask for one, so {base} is written",
            severity=Severity.INFO,
            help="give the event a url",
        )
    )
    return base


def conference_logo(event: Event) -> str | None:
    """Return the address of the logo of an event."""
    return next((href for link in event.links if link.rel in LOGO_RELS and (href := http_address(link.href))), None)


def conference_losses(event: Event, *, with_organizers: bool = False) -> Report:
    """Return what the conference loses one by one: links other than the logo, second tracks, unknown data.

    Args:
        event: the event.
        with_organizers: whether those behind the event are carried.
    """
    found: list[Diagnostic] = []
    logo = conference_logo(event)

    def lost(path: Path, message: str) -> None:
        found.append(Diagnostic(code="not-carried", path=path, message=message, severity=Severity.INFO))

    for number, link in enumerate(event.links):
        if link.rel in LOGO_RELS and http_address(link.href) == logo and logo is not None:
            logo = None
            continue
        lost(("links", number), f"there is no place for the {link.rel} link of an event")
    told = {item.agent for session in event.sessions for item in session.participants}
    if with_organizers:
        told |= {item.agent for item in event.participants}
    _agents(event, told, lost)
    for number, session in enumerate(event.sessions):
        if len(session.tracks) > 1:
            lost(("sessions", number, "tracks"), "there is no place for more than the first track of a session")
        if session.extra:
            _unknown(session, number, lost)
    for key in event.extra:
        if key != EXTRA:
            lost(("extra", key), "there is no place for unknown data of another format")
    return Report(tuple(found))


def _agents(event: Event, told: set[AgentId], lost: Callable[[Path, str], None]) -> None:
    for name, agents in (("people", event.people), ("organizations", event.organizations)):
        listed: tuple[Person | Organization, ...] = agents
        for number, agent in enumerate(listed):
            if agent.id not in told:
                lost((name, number), f"there is no place for {agent.name!r}, who is in no session")


WRITTEN_BACK = frozenset(
    {"id", "slug", "type", "language", "code", "attachments", "links", "recording", "room", "license"}
)
"""What of the foreign data of a session has its place in the schema."""


def _unknown(session: Session, number: int, note: Callable[[Path, str], None]) -> None:
    for key in session.extra:
        if key != EXTRA:
            note(("sessions", number, "extra", key), "there is no place for unknown data of another format")
    for key in foreign(session):
        if key not in WRITTEN_BACK:
            note(("sessions", number, "extra", EXTRA, key), f"the schema has no place for {key!r}")
