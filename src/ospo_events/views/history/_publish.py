"""Publishing: finds out what calendars have to be told, from what they were told before."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from itertools import pairwise
from operator import attrgetter
from typing import TYPE_CHECKING, Any

import attrs

from ..._frozenmap import FrozenMap
from ...diagnostics import Diagnostic, Report, Severity
from ...model.identity import session_uid, uuid5
from ...model.ids import unused_id
from ...model.index import by_time
from ...model.session import Session
from ...model.status import Audience, Status
from ...model.time import instant
from ..audiences import view_for
from ..matching import Pair, Thing, match, name_of
from ._facts import Facts, changed_things, facts_of, feeds_of, news_between, refers_to, relations_of
from ._gone import cancelled, retained, told_extra, withdrawn, without_unknown
from ._guards import Meeting, guards_of_event, guards_of_sessions
from ._values import History, Limits, Published, PublishingRefused, Record, Revision, State, Told

if TYPE_CHECKING:
    from ...model.event import Event

__all__ = ["publish"]

MAX_SEQUENCE = 2**31 - 1
"""The largest number that every calendar program accepts (RFC 5545, section 3.3.8)."""
_SAID_OTHERWISE = frozenset({"uid", "sequence", "updated", "previous_start", "extra"})
"""Attributes of a session that the history sets, changes or does not hold."""
_content = attrgetter(*(field.name for field in attrs.fields(Session) if field.name not in _SAID_OTHERWISE))
_MOMENT = dt.timedelta(seconds=1)
_NEWS = (
    "added", "cancelled", "gone", "withdrawn", "reinstated", "moved", "length", "room", "access", "status", "text",
    "expired", "programme", "missing", "returned",
)  # fmt: skip
"""The kinds of changes that a revision counts, the worst first; `withdrawn` sessions are not public any more."""


def publish(
    event: Event,
    history: History | None = None,
    *,
    at: dt.datetime,
    note: str | None = None,
    limits: Limits | None = None,
    audience: Audience = Audience.PUBLIC,
) -> Published:
    """Return the event as calendars have to be told of it, and the new history.

    SEQUENCE rises if the times, the status, the rooms or who may attend changed (RFC 5546, section 2.1.4), and is never
    less than that of the event. Removed sessions stay as cancelled. Publishing the same programme again changes
    nothing: the given history is returned.

    Args:
        event: the whole event; the history holds the part that everybody may see.
        history: what was published before; None: nothing.
        at: the time of publication.
        note: a note for the history.
        limits: the limits of what is allowed.
        audience: the audience of the returned event. It still holds everything; a session that this audience sees is
            not cancelled for it.

    Raises:
        PublishingRefused: a change looks like a mistake, and nobody allowed it.
        ValueError: the time has no time zone.
    """
    if at.tzinfo is None:
        raise ValueError(f"expected a time with a time zone, got {at.isoformat()!r}")
    at = at.astimezone(dt.UTC).replace(microsecond=0)
    limits = limits or Limits()
    guards = _Guards(limits)
    if history is not None:
        guards.pass_or_refuse(guards_of_event(history, event.id, at))
        at = max(at, history.last.at)
    return _Publishing(event, history, at, guards).published(note, audience)


class _Guards:
    """The guards that refuse a publication, and those that an option overruled."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.passed: list[Diagnostic] = []

    def pass_or_refuse(self, findings: Iterable[Diagnostic]) -> None:
        """Raise unless every reason against publishing was allowed."""
        refused: list[Diagnostic] = []
        for finding in findings:
            if finding.code in self.limits.allowed:
                self.passed.append(attrs.evolve(finding, severity=Severity.INFO, related=(), help=None))
            else:
                refused.append(finding)
        if refused:
            raise PublishingRefused(Report(tuple(refused)))


class _Publishing:
    """One run of `publish`.

    Args:
        event: the event.
        history: what was published before.
        at: the time of publication.
        guards: the guards, and which of them are overruled.
    """

    def __init__(self, event: Event, history: History | None, at: dt.datetime, guards: _Guards) -> None:
        self.whole = event.index.resolved
        self.view = view_for(self.whole, Audience.PUBLIC)
        self.public = self.view.event.index.resolved
        self.history, self.at, self.guards = history, at, guards
        self.number = 1 if history is None else history.last.number + 1
        state = history.told if history is not None else None
        self.told = state or Told(base=attrs.evolve(self.public, sessions=()), records={})
        records = sorted(self.told.records.values(), key=lambda record: record.state is not State.THERE)
        self.records = records
        self.older = attrs.evolve(self.told.base, sessions=[record.session for record in records])
        self.counts: Counter[str] = Counter()
        self.findings: list[Diagnostic] = []
        self.fresh: dict[str, Record] = {}
        """The new records, by UID."""
        self.by_place: dict[int, str] = {}
        """The UID of each session of the public programme, by its index."""
        self.feeds: dict[str, str] = dict(self.told.feeds)

    def published(self, note: str | None, audience: Audience) -> Published:
        """Return the result."""
        matching = match(self.older, self.public) if self.records else None
        pairs = matching.pairs[Thing.SESSION] if matching is not None else ()
        renamed = {} if matching is None else {
            pair.older: pair.newer for pair in matching.pairs[Thing.ROOM] if pair.older != pair.newer
        }  # fmt: skip
        sessions = self.public.sessions
        meetings: list[Meeting] = [(self.records[old], sessions[new], new) for old, new in (p.places for p in pairs)]
        matched = {pair.places[0] for pair in pairs}
        unmatched = [record for index, record in enumerate(self.records) if index not in matched]
        matched_indices = {index for _, _, index in meetings}
        new = [(index, session) for index, session in enumerate(sessions) if index not in matched_indices]
        hidden = self._hidden(unmatched)
        lost = [record for record in unmatched if record.uid not in hidden]
        newly_missing = [record for record in lost if record.state is State.THERE and record.missing is None]
        self.guards.pass_or_refuse(
            guards_of_sessions(self.records, meetings, newly_missing, [each for _, each in new], self.guards.limits)
        )
        self._tell_of(pairs)
        self._take_leave(unmatched, hidden)
        base = self._base()
        things = changed_things(self.told.base, base)
        self._stamp_what_is_kept(base, things, renamed)
        self._go_on(meetings, things, renamed)
        self._begin(new, base)
        self._name_feeds(base)
        history = self._history(base, note)
        report = Report((*self.guards.passed, *self.findings))
        return Published(event=self._event(history, audience), history=history, report=report)

    # which sessions are the same

    def _hidden(self, unmatched: Sequence[Record]) -> set[str]:
        """Return the UIDs of sessions that are in the programme but not public any more."""
        secret = self._secret_sessions
        there = [record for record in unmatched if record.state is State.THERE]
        if not secret or not there:
            return set()
        matching = match(
            attrs.evolve(self.told.base, sessions=[record.session for record in there]),
            attrs.evolve(self.whole, sessions=tuple(secret.values())),
        )
        return {there[pair.places[0]].uid for pair in matching.pairs[Thing.SESSION]}

    @cached_property
    def _secret_sessions(self) -> dict[int, Session]:
        """The sessions that the public does not see, or not unchanged, by their index in the whole programme."""
        if self.view.event is self.whole:
            return {}
        public_indices = {self._place_before(index) for index, item in enumerate(self.public.sessions)
                 if item.id == self.whole.sessions[self._place_before(index)].id}  # fmt: skip
        return {index: item for index, item in enumerate(self.whole.sessions) if index not in public_indices}

    def _place_before(self, place: int) -> int:
        """Return the index in the whole programme of a session of the public one."""
        if self.view.event is self.whole:
            return place
        return int(self.view.path_before(("sessions", place))[1])

    def _tell_of(self, pairs: Sequence[Pair]) -> None:
        for pair in pairs:
            if not pair.sure:
                title = self.public.sessions[pair.places[1]].title
                self.findings.append(
                    Diagnostic(
                        code="probably-the-same",
                        message=f"{title!r} has another UID and id now; it keeps the UID it was published with",
                        severity=Severity.INFO,
                        path=("sessions", pair.places[1]),
                    )
                )

    # removed sessions

    def _take_leave(self, records: Sequence[Record], hidden: set[str]) -> None:
        """Process the sessions that are not in the public programme."""
        used_ids = {*self.whole.index.sessions}
        for record in records:
            uid = record.uid
            if record.state is State.THERE:
                if uid in hidden:
                    self.fresh[uid] = self._ended(record, State.HIDDEN, withdrawn(record.session, uid), "withdrawn")
                elif self._is_held(record):
                    self.fresh[uid] = self._held(record)
                else:
                    stone = cancelled(self.older, record.session, uid, used_ids)
                    self.fresh[uid] = self._ended(record, State.GONE, stone, "gone")
            elif record.state is not State.PAST and _is_past(record.session, self.at, self.guards.limits.keep):
                self.fresh[uid] = attrs.evolve(record, state=State.PAST, changed=self.number)
                self.counts["expired"] += 1
            else:
                self.fresh[uid] = record

    def _is_held(self, record: Record) -> bool:
        """Return whether a missing session may still come back."""
        if record.session.status is Status.CANCELLED or record.session.slot is None:
            return False
        return self.at - (record.missing or self.at) < self.guards.limits.grace

    def _held(self, record: Record) -> Record:
        since = record.missing or self.at
        self.findings.append(
            Diagnostic(
                code="session-missing",
                message=f"{record.session.title!r} has been missing in the source since {_moment(since)}; it stays "
                "published, and will be cancelled if it does not come back",
                severity=Severity.WARNING,
                path=("sessions", record.uid),
            )
        )
        if record.missing is not None:
            return record
        self.counts["missing"] += 1
        return attrs.evolve(record, missing=since)

    def _ended(self, record: Record, state: State, stone: Session, word: str) -> Record:
        """Return the record of a session that calendars show only as cancelled."""
        old = record.session
        sequence = old.sequence + (self._facts_before(old) != self._facts_of(stone))
        stone = attrs.evolve(stone, sequence=min(sequence, MAX_SEQUENCE), updated=self.at)
        feeds = {*record.held, *(key for key, _ in feeds_of(self.older, old))}
        self.counts[word] += 1
        return Record(
            uid=record.uid,
            session=stone,
            first=record.first,
            changed=self.number,
            state=State.PAST if old.slot is None else state,
            held=tuple(sorted(feeds)),
        )

    def _facts_of(self, stone: Session) -> Facts:
        return facts_of(attrs.evolve(self.older, sessions=()), {})(stone)

    @cached_property
    def _facts_before(self) -> Callable[[Session], Facts]:
        return facts_of(self.older, {})

    # sessions in the programme

    def _base(self) -> Event:
        """Return the public programme without sessions, with the things that removed sessions need."""
        base = without_unknown(attrs.evolve(self.public, sessions=(), updated=None, version=None))
        records = [record for record in self.fresh.values() if record.state is not State.PAST]
        return retained(base, self.told.base, [record.session for record in records])

    def _stamp_what_is_kept(self, base: Event, things: frozenset[str] | None, renamed: Mapping[str, str]) -> None:
        """Stamp each removed session whose calendar entry has changed."""
        if things is not None and not things:
            return
        older_base = attrs.evolve(base, sessions=self.older.sessions)
        facts_before, facts_now = facts_of(self.older, renamed), facts_of(older_base, {})
        for uid, record in self.fresh.items():
            old = record.session
            if (stated_uid := _as_said(base, old, uid)) != old.uid:
                # The event has a new id; the UIDs that were made from the old one are written down.
                old = attrs.evolve(old, uid=stated_uid)
                self.fresh[uid] = attrs.evolve(record, session=old)
            if record.state is State.PAST or record.changed == self.number:
                continue
            if things is None or refers_to(older_base, old, things):
                sequence = min(old.sequence + (facts_before(old) != facts_now(old)), MAX_SEQUENCE)
                fresh = attrs.evolve(old, updated=self.at, sequence=sequence)
                self.fresh[uid] = attrs.evolve(record, session=fresh, changed=self.number)
                self.counts["text"] += 1

    def _go_on(self, meetings: Sequence[Meeting], things: frozenset[str] | None, renamed: Mapping[str, str]) -> None:
        """Process a session that was published before, changed or not."""
        facts_before, facts_now = facts_of(self.older, renamed), facts_of(self.public, {})
        older, public = self.older, self.public
        for record, session, index in meetings:
            old = record.session
            uid = record.uid
            self.by_place[index] = uid
            same = (
                things is not None
                and record.state is State.THERE
                and session.sequence <= old.sequence
                and _content(session) == _content(old)
                and (session.extra is old.extra or told_extra(session.extra) == old.extra)
                and session.previous_start in (None, old.previous_start)
                and not refers_to(public, session, things)
            )
            if same and (session.parent is not None or session.repeat_of is not None):
                same = relations_of(older, old) == relations_of(public, session)
                same = same and facts_before(old) == facts_now(session)
            if same:
                self.fresh[uid] = record if record.missing is None else attrs.evolve(record, missing=None)
                self.counts["returned"] += record.missing is not None
                continue
            before, now = facts_before(old), facts_now(session)
            is_told = before != now
            self.counts[news_between(before, now) if is_told else "text"] += 1
            fresh = attrs.evolve(
                session,
                uid=_as_said(public, session, uid),
                sequence=min(max(old.sequence + is_told, session.sequence), MAX_SEQUENCE),
                updated=self.at,
                previous_start=session.previous_start or _start_before(old, session),
                extra=told_extra(session.extra),
            )
            self.fresh[uid] = self._record(record, fresh, session)

    def _record(self, record: Record, fresh: Session, session: Session) -> Record:
        """Return the record of a session that changed."""
        feeds = {*record.held, *(key for key, _ in feeds_of(self.older, record.session))}
        return Record(
            uid=record.uid,
            session=fresh,
            first=record.first,
            changed=self.number,
            held=tuple(sorted(feeds - self._feeds(session))),
        )

    def _feeds(self, session: Session) -> set[str]:
        """Return the feeds that hold a session, and record the names of their subjects."""
        feeds = dict(feeds_of(self.public, session))
        self.feeds.update(feeds)
        return set(feeds)

    def _begin(self, new: Sequence[tuple[int, Session]], base: Event) -> None:
        """Process the sessions that were never published, each under its own UID."""
        for index, session in new:
            uid = session_uid(self.public, session)
            if uid in self.fresh:
                self.findings.append(
                    Diagnostic(
                        code="duplicate-uid",
                        message=f"expected another UID for {session.title!r}, got that of "
                        f"{self.fresh[uid].session.title!r}, which is published under another one",
                        severity=Severity.WARNING,
                        path=("sessions", index),
                    )
                )
                uid = self._unused_uid(session)
            self.by_place[index] = uid
            stated_uid = _as_said(self.public, session, uid)
            fresh = attrs.evolve(session, uid=stated_uid, updated=self.at, extra=told_extra(session.extra))
            self.fresh[uid] = Record(uid=uid, session=fresh, first=self.number, changed=self.number)
            self._feeds(session)
            self.counts["added"] += 1

    def _unused_uid(self, session: Session) -> str:
        name, number = f"{self.public.id}/{session.id}", 1
        while (uid := uuid5(name if number == 1 else f"{name}/{number}")) in self.fresh:
            number += 1
        return uid

    # the result

    def _name_feeds(self, base: Event) -> None:
        """Record the feeds that exist even when they are empty."""
        things: tuple[tuple[str, tuple[Any, ...]], ...] = (("track", base.tracks), ("room", base.rooms))
        for kind, items in things:
            for item in items:
                self.feeds[f"{kind}/{item.id}"] = name_of(item)

    def _history(self, base: Event, note: str | None) -> History:
        """Return the new history: the old one if nothing is new."""
        records = dict(sorted(self.fresh.items()))
        state = Told(base=base, records=records, feeds=FrozenMap(sorted(self.feeds.items())))
        before = self.told
        if self.history is not None:
            is_same = all(record is before.records.get(uid) for uid, record in records.items())
            if is_same and base == before.base and state.feeds == before.feeds and self.history.event == base.id:
                return self.history
            if not self.counts:
                self.counts["programme"] += 1
        revision = Revision(
            number=self.number,
            at=self.at,
            version=self.public.version,
            note=note,
            counts=FrozenMap((word, self.counts[word]) for word in _NEWS if self.counts[word]),
        )
        revisions = (*(() if self.history is None else self.history.revisions), revision)
        return History(event=base.id, revisions=revisions, later=lambda: state)

    def _event(self, history: History, audience: Audience) -> Event:
        """Return the event with everything that calendars have to be told."""
        state = history.told
        sessions = list(self.whole.sessions)
        for index, uid in self.by_place.items():
            fresh, before = state.records[uid].session, self._place_before(index)
            session = sessions[before]
            is_public = session is self.public.sessions[index]
            if is_public and (session.extra is fresh.extra or session.extra == fresh.extra):
                sessions[before] = fresh
                continue
            same_id = session.id == fresh.id
            sessions[before] = attrs.evolve(
                session,
                uid=_as_said(self.whole, session, uid) if same_id else session.uid,
                sequence=fresh.sequence,
                updated=fresh.updated,
                previous_start=fresh.previous_start if same_id else session.previous_start,
            )
        there = set(self.by_place.values())
        removed = [item for item in state.records.values() if item.uid not in there and item.state is not State.PAST]
        if removed and audience is not Audience.PUBLIC:
            seen = {session_uid(self.whole, item) for item in view_for(self.whole, audience).event.sessions}
            removed = [item for item in removed if item.uid not in seen]
        if not removed:
            return attrs.evolve(self.whole, sessions=sessions, updated=history.updated)
        used_ids: set[str] = {item.id for item in sessions}
        stones: list[Session] = []
        for record in removed:
            id = unused_id(record.session.id, used_ids)
            used_ids.add(id)
            same = id == record.session.id
            stones.append(record.session if same else attrs.evolve(record.session, id=id, uid=record.uid))
        whole = attrs.evolve(self.whole, sessions=_with_stones(sessions, stones), updated=history.updated)
        return retained(whole, state.base, stones)


def _as_said(event: Event, session: Session, uid: str) -> str | None:
    """Return the UID that a session has to state to be published with one: None if it follows from its id."""
    return session.uid if session_uid(event, session) == uid else uid


def _with_stones(sessions: Sequence[Session], stones: Sequence[Session]) -> Sequence[Session]:
    """Return the sessions with cancelled ones among them by time; at the end if the sessions are not ordered."""
    starts = [float("inf") if item.slot is None else instant(item.slot.start) for item in sessions]
    if not stones or any(one > other for one, other in pairwise(starts)):
        return (*sessions, *stones)
    merged = list(sessions)
    for stone in sorted(stones, key=by_time, reverse=True):
        start = float("inf") if stone.slot is None else instant(stone.slot.start)
        merged.insert(bisect_left(starts, start), stone)
    return merged


def _start_before(old: Session, session: Session) -> dt.datetime | None:
    """Return the previous start of a session; unchanged if it was not moved now."""
    before, slot = old.slot, session.slot
    if before is None or slot is None or instant(before.start) == instant(slot.start):
        was = old.previous_start
        return None if was is None or (slot is not None and instant(was) == instant(slot.start)) else was
    return before.start.astimezone(slot.start.tzinfo)


def _is_past(session: Session, at: dt.datetime, keep: dt.timedelta) -> bool:
    slot = session.slot
    if slot is None:
        return True
    return at.timestamp() > instant(slot.end or slot.start) + keep / _MOMENT


def _moment(moment: dt.datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M} UTC"
