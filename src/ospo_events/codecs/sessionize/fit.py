"""The event that reading a written view All gives, and a finding for every change and every loss."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any, TypeVar, cast

import attrs

from ...diagnostics import Findings, Path, Severity
from ...model import Event, Link, Participant, Person, RecordingPolicy, Session, Slot
from ...model.ids import slugify
from ...model.status import OFF
from ...model.vocabulary import KNOWN_RELS, kind_of
from ...views.credits import organization_names
from .._codec import Fitted
from .._reading.repeated_breaks import break_groups, in_all_rooms
from ..loss import add_taken_over, losses, strip
from ..plainer import with_venues_as_rooms, without_all_day
from ._speakers import EXTRA, host
from ._tables import language_code, link_question, question_meaning
from .codec import CODEC

__all__ = ["fit"]

T = TypeVar("T")
_EVENT_MEMBERS = frozenset(("sessions", "speakers", "rooms"))
_SPEAKER_MEMBERS = frozenset(
    ("id", "x-id", "x-uid", "fullName", "bio", "tagLine", "profilePicture", "links", "sessions", "name")
)
_SESSION_MEMBERS = frozenset(
    (
        "id",
        "title",
        "description",
        "startsAt",
        "endsAt",
        "speakers",
        "categoryItems",
        "questionAnswers",
        "roomId",
        "room",
        "liveUrl",
        "recordingUrl",
    )
)
_UNCARRIED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff]")
_WEB = re.compile(r"https?://[^\s\x00-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff]+", re.IGNORECASE)


def fit(event: Event) -> Fitted:
    """Return the event that reading the view All gives, and the changes and losses.

    The title and the time zone have to be given to the reader as options; the id becomes the one that the reader makes
    from the title.

    Args:
        event: the event; values that must not be published are left out first.
    """
    findings = Findings()
    add_taken_over(event, findings, format="sessionize")
    timed = without_all_day(event.index.resolved, format="sessionize", findings=findings)
    plainer = with_venues_as_rooms(timed, format="sessionize", findings=findings)
    fitted = _Fitting(plainer, findings).event()
    return Fitted(event=fitted, report=findings.report())


class _Fitting:
    def __init__(self, event: Event, findings: Findings) -> None:
        self._event = event
        self.findings = findings
        self._rooms: set[Any] = {room.id for room in event.rooms}
        self._tracks: set[Any] = {track.id for track in event.tracks}
        self._people = {person.id for person in event.people}

    def event(self) -> Event:
        event = self._event
        id = slugify(event.title)
        self._add("not-carried", f"sessionize has no place for the event's id; it is read as {id!r}", ("id",))
        for key in ("title", "timezone"):
            self._add(
                "not-carried",
                f"sessionize has no place for the event's {key}; it has to be given to the reader",
                (key,),
            )
        for item in losses(event, CODEC.cannot_carry, format="sessionize"):
            self.findings.add(item.code, item.message, item.path, severity=item.severity)
        sessions = [self._session(session, ("sessions", number)) for number, session in enumerate(event.sessions)]
        event = attrs.evolve(
            event,
            id=id,
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
            extra=self._own(event, (), _EVENT_MEMBERS),
        )
        numbers = [number for number, session in enumerate(sessions) if session is not None]
        return self._merged(strip(event, CODEC.cannot_carry), numbers)

    # Values

    def _add(self, code: str, message: str, path: Path) -> None:
        # Never `repeated`: an author has to see each of them.
        self.findings.add(code, message, path, severity=Severity.INFO)

    def _changed(self, what: str, path: Path) -> None:
        self._add("changed-to-fit", what, path)

    def _text(self, text: str, path: Path) -> str:
        if text.isprintable():
            return text if text.strip() else "\ufffd"
        if "\r" in text:
            text = text.replace("\r\n", "\n").replace("\r", "\n")
            self._changed("carriage returns are read as line ends", path)
        clean = _UNCARRIED.sub("", text)
        if clean != text:
            self._add("characters-removed", "control characters are left out of texts", path)
        return clean if clean.strip() else "\ufffd"

    def _optional(self, text: str | None, path: Path) -> str | None:
        return self._text(text, path) if text is not None and text.strip() else None

    def _own(self, owner: Any, path: Path, reserved: frozenset[str]) -> dict[str, object]:
        """Return the part of `extra` that Sessionize can hold.

        Args:
            owner: the event, a person or a session.
            path: its path.
            reserved: the members that the view fills from the model.
        """
        for key in owner.extra:
            if key != EXTRA:
                self._add("not-carried", "sessionize has no place for the data of other formats", (*path, "extra", key))
        own_data = owner.extra.get(EXTRA, {})
        if not isinstance(own_data, Mapping):
            self._changed("data of Sessionize that is no object is left out", (*path, "extra", EXTRA))
            return {}
        members = cast("Mapping[str, object]", own_data)
        for key in sorted(reserved & members.keys()):
            self._changed("data of Sessionize under a key of the view is left out", (*path, "extra", EXTRA, key))
        members = {key: value for key, value in members.items() if key not in reserved}
        return {EXTRA: members} if members else {}

    # People

    def _person(self, person: Person, path: Path) -> Person:
        title = person.job_title
        affiliations = [id for id in person.affiliations if id in self._event.index.organizations]
        if affiliations:
            employers = organization_names(self._event, affiliations, short=False)
            title = f"{title}, {employers}" if title else employers
            self._changed("the affiliation is written after the job title", (*path, "affiliation"))
        links: list[Link] = []
        picture: list[Link] = []
        for number, link in enumerate(
            (*person.links, *([Link(person.url, "me")] if person.url and person.url.strip() else ()))
        ):
            where = (*path, "links", number) if number < len(person.links) else (*path, "url")
            href = self._text(link.href, where)
            if link.rel == "image" and not picture:
                picture.append(Link(href, "image"))
                continue
            if link.rel != "me" or where[-1] == "url":
                self._changed("every link of a person is read as a link to another page of theirs", where)
            label = self._optional(link.title, where)
            links.append(Link(href, "me", title=None if label in (host(href), "Other") else label))
        return attrs.evolve(
            person,
            name=self._text(person.name, (*path, "name")),
            job_title=self._optional(title, (*path, "job_title")),
            affiliation=None,
            other_affiliations=(),
            bio=self._optional(person.bio, (*path, "bio")),
            url=None,
            uid=self._optional(person.uid, (*path, "uid")),
            links=(*links, *picture),
            extra=self._own(person, path, _SPEAKER_MEMBERS),
        )

    # Sessions

    def _merged(self, event: Event, numbers: list[int]) -> Event:
        """Return the event with breaks in several rooms merged into one session, as the reader does it.

        Args:
            event: the event as the format holds it.
            numbers: the index in the whole event of each of its sessions.
        """
        sessions: list[Session | None] = list(event.sessions)
        indices = {id(session): number for number, session in enumerate(event.sessions)}
        for first, *others in break_groups(event.sessions):
            sessions[indices[id(first)]] = attrs.evolve(first, slot=in_all_rooms(first, others))
            for other in others:
                index = indices[id(other)]
                message = "a break that is listed in several rooms is read as one"
                self._changed(message, ("sessions", numbers[index]))
                sessions[index] = None
        return attrs.evolve(event, sessions=[session for session in sessions if session is not None])

    def _session(self, session: Session, path: Path) -> Session | None:
        if session.status in OFF:
            message = f"{session.status.value} sessions are left out: programs that read the view All show all of it"
            self.findings.add("cancelled-left-out", message, path)
            return None
        own_data = self._own(session, path, _SESSION_MEMBERS)
        slot, everywhere = self._slot(session.slot, path)
        if everywhere:
            own_members: Any = own_data.get(EXTRA, {})
            own_data = {EXTRA: {**own_members, "isPlenumSession": True}}
        links, recordings = self._links(session, path)
        if session.recording is not None and session.recording == RecordingPolicy():
            self._changed("an empty recording policy is left out", (*path, "recording"))
        url = session.url if session.url and _WEB.fullmatch(session.url) else None
        if session.url and url is None:
            self._changed("addresses other than http and https are left out", (*path, "url"))
        kind = self._optional(session.kind, path) or "talk"
        return attrs.evolve(
            session,
            title=self._text(session.title, (*path, "title")),
            kind=kind_of(kind) or kind,
            slot=slot,
            tracks=self._known(session.tracks, self._tracks, (*path, "tracks")),
            participants=self._participants(session, path),
            languages=self._languages(session, path),
            tags=tuple([self._text(tag, (*path, "tags")) for tag in session.tags if tag.strip()]),
            audience=self._optional(session.audience, (*path, "audience")),
            subtitle=self._optional(session.subtitle, (*path, "subtitle")),
            abstract=self._optional(session.abstract, (*path, "abstract")),
            description=self._optional(session.description, (*path, "description")),
            url=url,
            links=links,
            recording=RecordingPolicy(links=recordings) if recordings else None,
            extra=own_data,
        )

    def _slot(self, slot: Slot | None, path: Path) -> tuple[Slot | None, bool]:
        if slot is None:
            return None, False
        rooms = self._known(slot.rooms, self._rooms, (*path, "slot", "rooms"))
        if len(rooms) > 1:
            self._changed(
                "a session in several rooms is written as a plenum session in the first", (*path, "slot", "rooms")
            )
        return slot if rooms[:1] == slot.rooms else attrs.evolve(slot, rooms=rooms[:1]), len(rooms) > 1

    def _known(self, ids: Iterable[T], known: set[T], path: Path) -> tuple[T, ...]:
        references = dict.fromkeys(ids)
        for missing in [reference for reference in references if reference not in known]:
            self._changed("references to things that are not in the event are left out", path)
            del references[missing]
        return tuple(references)

    def _participants(self, session: Session, path: Path) -> tuple[Participant, ...]:
        speakers: dict[str, Participant] = {}
        for number, item in enumerate(session.participants):
            if item.agent is None or item.agent not in self._people:
                message = (
                    "only people are speakers: organizations, and participants who are not announced yet, are left out"
                )
                self._add("not-carried", message, (*path, "participants", number))
            else:
                speakers.setdefault(item.agent, Participant(agent=item.agent))
        return tuple(speakers.values())

    def _languages(self, session: Session, path: Path) -> tuple[str, ...]:
        codes = [code for name in session.languages if (code := language_code(name)) is not None]
        if len(codes) != len(session.languages):
            self._changed("languages without a BCP 47 tag are left out", (*path, "languages"))
        return tuple(codes)

    def _links(self, session: Session, path: Path) -> tuple[tuple[Link, ...], tuple[Link, ...]]:
        """Return the links and the recordings: each answers a question that is named after its relation or title."""
        links: dict[tuple[str, str], Link] = {}
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
            written = links.setdefault((link.href, rel), Link(link.href, rel, title=title))
            if (written.rel, written.title) != (link.rel, link.title):
                self._changed("links are distinguished by their relation, or by their title if they have none", where)
        others = [link for link in links.values() if link.rel != "recording"]
        # The first stream is a separate member (`liveUrl`), which is read before the answers.
        live = next((link for link in others if link.rel == "stream"), None)
        if live is not None and live is not others[0]:
            self._changed("the first stream comes before the other links", (*path, "links"))
            others.sort(key=lambda link: link is not live)
        return tuple(others), tuple([link for link in links.values() if link.rel == "recording"])
