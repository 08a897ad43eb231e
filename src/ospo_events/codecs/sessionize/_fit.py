"""An event as Sessionize's view All can hold it: what is changed or left out for that is a finding."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, TypeVar

import attrs

from ...diagnostics import Findings, Path, Severity
from ...model import Event, Link, Participant, Person, RecordingPolicy, Session, Slot, Status
from ...model.vocabulary import KNOWN_RELS, kind_of
from ..loss import losses, strip
from ._people import EXTRA, host
from ._tables import language_code, link_question, question_meaning

__all__ = ["fit"]

T = TypeVar("T")
_UNCARRIED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff]")
_WEB = re.compile(r"https?://[^\s\x00-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff]+", re.IGNORECASE)


def fit(event: Event, cannot_carry: tuple[str, ...], findings: Findings) -> Event:
    """Return the event that reading the written document gives back.

    Args:
        event: a public event.
        cannot_carry: what the table declares lost.
        findings: takes what is changed or lost.
    """
    return _Fitting(event, findings).fitted(cannot_carry)


class _Fitting:
    def __init__(self, event: Event, findings: Findings) -> None:
        self.event = event
        self.findings = findings
        self.rooms: set[Any] = {room.id for room in event.rooms}
        self.tracks: set[Any] = {track.id for track in event.tracks}
        self.people = {person.id for person in event.people}

    def fitted(self, cannot_carry: tuple[str, ...]) -> Event:
        event = self.event
        for key in ("id", "title", "timezone"):
            self._tell("not-carried", f"sessionize has no place for the event's {key}", (key,))
        for item in losses(event, cannot_carry, format="sessionize"):
            self.findings.add(item.code, item.message, item.path, severity=item.severity)
        sessions = [self._session(session, ("sessions", number)) for number, session in enumerate(event.sessions)]
        event = attrs.evolve(
            event,
            title=event.title,
            rooms=[
                attrs.evolve(room, name=self._text(room.name, ("rooms", n, "name")))
                for n, room in enumerate(event.rooms)
            ],
            tracks=[
                attrs.evolve(track, title=self._text(track.title, ("tracks", n, "title")))
                for n, track in enumerate(event.tracks)
            ],
            people=[self._person(person, ("people", number)) for number, person in enumerate(event.people)],
            sessions=[session for session in sessions if session is not None],
            extra=self._own(event, ()),
        )
        return strip(event, cannot_carry)

    # Values

    def _tell(self, code: str, message: str, path: Path) -> None:
        # Each at its own place: what a reader may count together, whoever publishes wants to find.
        self.findings.add(code, message, path, severity=Severity.INFO)

    def _changed(self, what: str, path: Path) -> None:
        self._tell("changed-to-fit", what, path)

    def _text(self, text: str, path: Path) -> str:
        clean = _UNCARRIED.sub("", text)
        if clean != text:
            self._tell("characters-removed", "control characters are left out of texts", path)
        return clean if clean.strip() else "\ufffd"

    def _optional(self, text: str | None, path: Path) -> str | None:
        return self._text(text, path) if text is not None and text.strip() else None

    def _own(self, owner: Any, path: Path) -> dict[str, object]:
        """Return Sessionize's own part of the foreign data; the rest of it is lost."""
        for key in owner.extra:
            if key != EXTRA:
                self._tell("not-carried", "sessionize has no place for what other formats left", (*path, "extra", key))
        return {EXTRA: owner.extra[EXTRA]} if EXTRA in owner.extra else {}

    # People

    def _person(self, person: Person, path: Path) -> Person:
        title = person.job_title
        if person.affiliation is not None:
            employer = self.event.index.organizations.get(person.affiliation)
            if employer is not None:
                title = f"{title}, {employer.name}" if title else employer.name
                self._changed("the affiliation is written behind the job title", (*path, "affiliation"))
        links: list[Link] = []
        picture: list[Link] = []
        for number, link in enumerate((*person.links, *([Link(person.url, "me")] if person.url else ()))):
            where = (*path, "links", number) if number < len(person.links) else (*path, "url")
            href = self._text(link.href, where)
            if link.rel == "image" and not picture:
                picture.append(Link(href, "image"))
                continue
            if link.rel != "me" or where[-1] == "url":
                self._changed("every link of a person is one to another page of theirs", where)
            label = self._optional(link.title, where)
            links.append(Link(href, "me", title=None if label in (host(href), "Other") else label))
        return attrs.evolve(
            person,
            name=self._text(person.name, (*path, "name")),
            job_title=self._optional(title, (*path, "job_title")),
            affiliation=None,
            bio=self._optional(person.bio, (*path, "bio")),
            url=None,
            links=(*links, *picture),
            extra=self._own(person, path),
        )

    # Sessions

    def _session(self, session: Session, path: Path) -> Session | None:
        if session.status in (Status.CANCELLED, Status.POSTPONED):
            message = f"{session.status.value} sessions are left out: whoever reads the view All shows all of it"
            self.findings.add("cancelled-left-out", message, path)
            return None
        own = self._own(session, path)
        slot, everywhere = self._slot(session.slot, path)
        if everywhere:
            known: Any = own.get(EXTRA, {})
            own = {EXTRA: {**known, "isPlenumSession": True}}
        links, recordings = self._links(session, path)
        if session.recording == RecordingPolicy():
            self._changed("a recording policy that says nothing is left out", (*path, "recording"))
        url = session.url if session.url and _WEB.fullmatch(session.url) else None
        if session.url and url is None:
            self._changed("addresses other than http and https are left out", (*path, "url"))
        kind = self._optional(session.kind, path) or "talk"
        return attrs.evolve(
            session,
            title=self._text(session.title, (*path, "title")),
            kind=kind_of(kind) or kind,
            slot=slot,
            tracks=self._known(session.tracks, self.tracks, (*path, "tracks")),
            participants=self._participants(session, path),
            languages=self._languages(session, path),
            tags=[self._text(tag, (*path, "tags")) for tag in session.tags if tag.strip()],
            audience=self._optional(session.audience, (*path, "audience")),
            subtitle=self._optional(session.subtitle, (*path, "subtitle")),
            abstract=self._optional(session.abstract, (*path, "abstract")),
            description=self._optional(session.description, (*path, "description")),
            url=url,
            links=links,
            recording=RecordingPolicy(links=recordings) if recordings else None,
            extra=own,
        )

    def _slot(self, slot: Slot | None, path: Path) -> tuple[Slot | None, bool]:
        if slot is None:
            return None, False
        rooms = self._known(slot.rooms, self.rooms, (*path, "slot", "rooms"))
        if len(rooms) > 1:
            self._changed(
                "a session in several rooms is written as a plenum session in the first", (*path, "slot", "rooms")
            )
        return attrs.evolve(slot, rooms=rooms[:1]), len(rooms) > 1

    def _known(self, ids: Iterable[T], known: set[T], path: Path) -> tuple[T, ...]:
        found = dict.fromkeys(ids)
        for missing in [item for item in found if item not in known]:
            self._tell("dangling-reference", "references to what is not in the event are left out", path)
            del found[missing]
        return tuple(found)

    def _participants(self, session: Session, path: Path) -> list[Participant]:
        found: dict[str, Participant] = {}
        for number, item in enumerate(session.participants):
            if item.agent not in self.people:
                message = "only people are speakers: organizations are left out"
                self._tell("not-carried", message, (*path, "participants", number))
            else:
                found.setdefault(item.agent, Participant(agent=item.agent))
        return list(found.values())

    def _languages(self, session: Session, path: Path) -> list[str]:
        found = [code for name in session.languages if (code := language_code(name)) is not None]
        if len(found) != len(session.languages):
            self._changed("languages without a BCP 47 tag are left out", (*path, "languages"))
        return found

    def _links(self, session: Session, path: Path) -> tuple[list[Link], list[Link]]:
        """Return the links and the recordings: each the answer to a question, named for its relation or its title."""
        found: dict[tuple[str, str], Link] = {}
        recordings = session.recording.links if session.recording is not None else ()
        for number, link in enumerate((*session.links, *recordings)):
            where = (*path, "links", number) if number < len(session.links) else (*path, "recording", "links")
            if not _WEB.fullmatch(link.href):
                self._changed("addresses other than http and https are left out", where)
                continue
            rel = "recording" if number >= len(session.links) else link.rel
            title = self._optional(link.title, where)
            if rel not in KNOWN_RELS or question_meaning(link_question(rel)) != rel:
                rel, title = "related", title or link_question(rel)
            if rel != "related" or (title is not None and question_meaning(title) is not None):
                title = None
            made = found.setdefault((link.href, rel), Link(link.href, rel, title=title))
            if (made.rel, made.title) != (link.rel, link.title):
                self._changed("links are told apart by their relation, or by their title where they have none", where)
        links = [link for link in found.values() if link.rel != "recording"]
        links.sort(key=lambda link: link is not next((item for item in links if item.rel == "stream"), None))
        return links, [link for link in found.values() if link.rel == "recording"]
