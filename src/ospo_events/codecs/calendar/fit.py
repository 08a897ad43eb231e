"""What reading a written calendar gives, and a finding for everything that the calendar changes or leaves out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterator
from typing import Any

import attrs

from ..._frozenmap import EMPTY
from ...diagnostics import Findings, Path, Severity
from ...model.event import Event
from ...model.identity import event_uid, uuid5
from ...model.ids import unused_id
from ...model.session import Session, Slot
from ...model.status import OFF
from ...views.readable import with_readable_texts
from .._codec import Decoded, Fitted
from ..loss import add_taken_over, differences, losses, strip
from ._content.tree import clean_deep, plain_uri
from ._mapping.conventions import is_shown
from ._mapping.write_calendar import (
    Cancelled,
    Document,
    OpenEnd,
    Options,
    Profile,
    Times,
    chunks,
    jcal_chunks,
    make_document,
)
from .codec import NOT_IN_CALENDARS, NOT_IN_LEAN
from .decode import decode_ics, decode_jcal

__all__ = ["fit_ics", "fit_jcal"]


def fit_ics(
    event: Event,
    *,
    profile: Profile = "compat",
    times: Times = "local",
    cancelled: Cancelled = "status",
    open_end: OpenEnd = "assume",
    sessions: Collection[str] | None = None,
) -> Fitted:
    """Return the event that reading the iCalendar file of an event gives; arguments as for `encode_ics`."""
    options = Options(profile=profile, times=times, cancelled=cancelled, open_end=open_end)
    document = make_document(event, options, sessions)
    return _Fitting("ics", event, document, lambda: decode_ics(b"".join(chunks(document)))).fitted()


def fit_jcal(
    event: Event,
    *,
    profile: Profile = "compat",
    times: Times = "local",
    cancelled: Cancelled = "status",
    open_end: OpenEnd = "assume",
    sessions: Collection[str] | None = None,
) -> Fitted:
    """Return the event that reading the jCal of an event gives; arguments as for `encode_jcal`."""
    options = Options(profile=profile, times=times, cancelled=cancelled, open_end=open_end)
    document = make_document(event, options, sessions)
    return _Fitting("jcal", event, document, lambda: decode_jcal(b"".join(jcal_chunks(document)))).fitted()


class _Fitting:
    """An event on its way through a calendar.

    Args:
        format: the name of the format, for messages.
        given: the event to write.
        document: the calendar that is made of it.
        read_back: writes the calendar and reads it.
    """

    def __init__(self, format: str, given: Event, document: Document, read_back: Callable[[], Decoded]) -> None:
        self._format = format
        self._given = given
        self._document = document
        self._read_back = read_back
        self._findings = Findings()
        self._numbers = {session.id: number for number, session in enumerate(given.sessions)}
        self._written = {session.id for session in document.sessions}
        self._is_lean = document.options.profile == "lean"
        self._cannot = NOT_IN_LEAN if self._is_lean else NOT_IN_CALENDARS
        self._ids: set[str] = set()
        self._uids: set[str] = set()

    def fitted(self) -> Fitted:
        """Return the event that is read back, and the report."""
        document = self._document
        table = self._given.index.sessions
        only = None if document.part is None else [table[session.id] for session in document.chosen]
        add_taken_over(self._given, self._findings, format=self._format, only=only)
        declared = _without_passthrough(self._declared())
        changed = Findings()
        with_readable_texts(strip(declared, self._cannot), changed)
        for item in losses(declared, self._cannot, format=self._format) + changed.report():
            self._add(item.code, item.message, self._path_in_given(item.path), severity=item.severity)
        carried = strip(attrs.evolve(document.event, sessions=document.sessions, **document.things()), self._cannot)
        event = self._head(attrs.evolve(carried, sessions=()))
        sessions = [self._session(session, event.id) for session in carried.sessions]
        self._left_out()
        fitted = attrs.evolve(event, sessions=sessions)
        fitted = self._as_that_of_others(fitted) if self._is_lean else self._with_passthrough(fitted)
        return Fitted(event=fitted, report=self._findings.report())

    def _add(
        self, code: str, message: str, path: Path, *, severity: Severity = Severity.INFO, help: str | None = None
    ) -> None:
        self._findings.add(code, message, path, severity=severity, help=help)

    def _declared(self) -> Event:
        """Return the selected part of the event as it was given, before anything is lost."""
        document = self._document
        if document.part is None:
            return document.whole.as_given
        table = document.whole.as_given.index.sessions
        chosen = tuple([table[session.id] for session in document.chosen])
        return attrs.evolve(document.whole.as_given, sessions=chosen, **document.things(as_given=True))

    def _path_in_given(self, path: Path) -> Path:
        """Return the path in the given event of something in the selection of it."""
        part = self._document.part
        if part is None or len(path) < 2 or not isinstance(path[1], int):
            return path
        collection, number, *inner = path
        things = self._declared()
        id = getattr(things, str(collection))[number].id
        numbers = {item.id: place for place, item in enumerate(getattr(self._given, str(collection)))}
        return (collection, numbers[id], *inner)

    def _path(self, session: Session) -> Path:
        return ("sessions", self._numbers[session.id])

    # What is written

    def _head(self, event: Event) -> Event:
        cleaned = clean_deep(event)
        if cleaned != event:
            self._add_removed(())
        bare = attrs.evolve(cleaned, uid=None)
        uid = cleaned.uid or None
        if uid is not None and uid == event_uid(bare):
            self._made_uid(())
            uid = None
        return attrs.evolve(
            cleaned,
            uid=uid,
            url=self._uri(cleaned.url, ("url",)),
            updated=self._moment(cleaned.updated, ("updated",)),
        )

    def _session(self, session: Session, event_id: str) -> Session:
        path = self._path(session)
        cleaned = clean_deep(session)
        if cleaned != session:
            self._add_removed(path)
        id, uid = self._identity(cleaned, event_id, path)
        return attrs.evolve(
            cleaned,
            id=id,
            uid=uid,
            parent=self._related("parent", cleaned.parent, path),
            repeat_of=self._related("repeat_of", cleaned.repeat_of, path),
            slot=self._slot(cleaned.slot),
            url=self._uri(cleaned.url, (*path, "url")),
            concepts=self._uris(cleaned.concepts, (*path, "concepts")),
            updated=self._moment(cleaned.updated, (*path, "updated")),
        )

    def _identity(self, session: Session, event_id: str, path: Path) -> tuple[Any, str | None]:
        """Return id and UID: two sessions of one UID, or of one id, are distinguished by their starts."""
        made = uuid5(f"{event_id}/{session.id}")
        id: str = session.id
        uid = (session.uid or made).strip()
        if uid in self._uids:
            message = f"a calendar shows one of several sessions with the UID {uid[:60]!r}: this one loses it"
            self._add("duplicate-uid", message, (*path, "uid"))
            if id in self._ids and session.slot is not None:
                id = f"{id[:80]}-{session.slot.start:%Y%m%dT%H%M}"
            uid = ""
        id = unused_id(id, self._ids)
        self._ids.add(id)
        if uid:
            self._uids.add(uid)
        if session.uid and uid == made:
            self._made_uid(path)
        return id, uid if uid and uid != uuid5(f"{event_id}/{id}") else None

    def _related(self, name: str, id: str | None, path: Path) -> Any:
        """Return the id of another session; None, and a finding, if that one is not in the calendar."""
        if id is None or id in self._written:
            return id
        message = f"{self._format} has no place for this session's {name}: that session is not in the calendar"
        self._add("not-carried", message, (*path, name))
        return None

    def _made_uid(self, path: Path) -> None:
        message = f"{self._format} does not say whether a UID that the id gives was written down: it is left out"
        self._add("not-carried", message, (*path, "uid"))

    @staticmethod
    def _slot(slot: Slot | None) -> Slot | None:
        if slot is None:
            return None
        start, end = slot.start.replace(microsecond=0), slot.end and slot.end.replace(microsecond=0)
        return slot if (start, end) == (slot.start, slot.end) else attrs.evolve(slot, start=start, end=end)

    def _moment(self, moment: dt.datetime | None, path: Path) -> dt.datetime | None:
        if moment is None or not moment.microsecond:
            return moment
        self._add_rounded(path)
        return moment.replace(microsecond=0)

    def _uri(self, text: str | None, path: Path) -> str | None:
        if text is None:
            return None
        uri = plain_uri(text)
        if uri != text:
            message = "expected an address in one line, without blanks around it: they were left out"
            self._add("characters-removed", message, path)
        return uri or None

    def _uris(self, texts: tuple[str, ...], path: Path) -> tuple[str, ...]:
        uris = [self._uri(text, (*path, number)) for number, text in enumerate(texts)]
        return tuple(uri for uri in uris if uri is not None)

    def _add_removed(self, path: Path) -> None:
        self._add(
            "characters-removed",
            "expected text without control characters, found some: they were left out, carriage returns became line"
            " ends",
            path,
            severity=Severity.WARNING,
            help="take them out of the source",
        )

    def _add_rounded(self, path: Path) -> None:
        message = "expected times in whole seconds, which is all a calendar can say: fractions were cut off"
        self._add("time-rounded", message, path, help="round the times")

    # What is not

    def _left_out(self) -> None:
        """Report the sessions that are not written, and the fractions of seconds of those that are."""
        document = self._document
        omits = document.options.cancelled == "omit"
        is_off = omits and document.event.status in OFF
        for session in document.chosen:
            path, slot = self._path(session), session.slot
            if slot is None:
                self._add(
                    "unscheduled-left-out",
                    f"a calendar has no place for {session.title!r}, which has no time yet",
                    path,
                    severity=Severity.WARNING,
                    help="give it a slot, or publish it in another format too",
                )
            elif slot.start.microsecond or (slot.end is not None and slot.end.microsecond):
                self._add_rounded((*path, "slot"))
            if is_off or (omits and session.status in OFF):
                self._add("cancelled-left-out", "left out as asked: it is off", path)
        if document.part is not None and not document.chosen:
            message = "expected the ids of sessions to write, got none: the calendar is empty"
            self._add("nothing-selected", message, (), severity=Severity.WARNING)

    def _as_that_of_others(self, event: Event) -> Event:
        """Return what a reader makes of a calendar that holds nothing but what people are shown.

        What that is, the words in it decide, so that nothing shorter than writer and reader say it.
        """
        owners: list[tuple[Path, Event | Session]] = [((), event)]
        owners += [(self._path(session), session) for session in self._document.sessions]
        for path, owner in owners:
            for number, link in enumerate(owner.links):
                if not is_shown(link):
                    message = f"a lean {self._format} says this link in the text of the description only, if at all"
                    self._add("not-carried", message, (*path, "links", number))
        read = self._read_back().event
        assert read is not None, "what the writer writes can be read"
        for item in differences(event, read, format=self._format):
            self._add(item.code, item.message, item.path)
        return read

    def _with_passthrough(self, event: Event) -> Event:
        """Return the event with the passed-through parts in `extra["x-ical"]` that a reader finds again.

        What that is, any calendar of the world may decide, so that nothing shorter than writer and reader say it.
        """
        document = self._document
        owners: list[tuple[Path, Event | Session]] = [((), document.event)]
        owners += [(self._path(session), session) for session in document.sessions]
        if not any(_passthrough(owner) for _, owner in owners):
            return event
        read = self._read_back().value()
        again: list[Event | Session] = [read, *read.sessions]
        for (path, owner), found in zip(owners, again, strict=True):
            if _passthrough(owner) != _passthrough(found):
                message = f"{self._format} holds only a part of what was kept of another calendar"
                self._add("not-carried", message, (*path, "extra", "x-ical"))
        sessions = [
            attrs.evolve(session, extra=found.extra)
            for session, found in zip(event.sessions, read.sessions, strict=True)
        ]
        return attrs.evolve(event, extra=read.extra, sessions=sessions)


def _passthrough(owner: Event | Session) -> object:
    return None if owner.extra is EMPTY else owner.extra.get("x-ical")


def _without_passthrough(event: Event) -> Event:
    """Return the event without the passed-through parts in `extra["x-ical"]`, as far as the calendar holds them."""

    def without(extra: Any) -> dict[str, Any]:
        return {key: value for key, value in extra.items() if key != "x-ical"}

    def sessions() -> Iterator[Session]:
        for session in event.sessions:
            has = _passthrough(session) is not None
            yield attrs.evolve(session, extra=without(session.extra)) if has else session

    if _passthrough(event) is not None:
        event = attrs.evolve(event, extra=without(event.extra))
    return attrs.evolve(event, sessions=tuple(sessions()))
