"""The calendars that people subscribe to: everything, milestones, and one per day, track, room, person and kind."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import attrs

from ...files import write_together
from ...model.event import Event
from ...model.identity import session_uid, uuid5
from ...model.ids import SessionId, slugify, unused_id
from ...model.session import Session, Slot, whole_days
from ...model.status import Audience
from ...views.audiences import View, view_for
from ...views.credits import agent_name
from ...views.english import day_name, kind_name, milestone_label, milestones_in_order, words_of
from ...views.history import History, State
from ...views.selection import in_tracks_and_rooms
from ...views.words import Words
from .._options import checked_options
from ..publishable import publishable
from ._mapping.write_calendar import (
    Document,
    Options,
    Part,
    Whole,
    chunks,
    head_and_end,
    selection_key,
    session_chunks,
)
from .codec import ICS

__all__ = ["Calendars", "Feed", "make_calendar", "make_feeds", "write_feeds"]

_FOLDERS = {"day": "days", "track": "tracks", "room": "rooms", "person": "people", "kind": "kinds"}
"""The folder of the feeds of each group; a site uses the same ones."""


@attrs.frozen(kw_only=True)
class Feed:
    """One calendar file."""

    path: str
    """Its file name, with `/` between folders: letters, digits, `.`, `-`, `_` only; it stays while the ids stay."""
    title: str
    """Its title."""
    group: str
    """`all`, `milestones`, `day`, `track`, `room`, `person`, `kind` or `personal`."""
    subject: str
    """The id, date or kind that it is about; `all`, `milestones`, `my`."""
    sessions: int
    """The number of its sessions or milestones."""
    pieces: tuple[bytes, ...] = attrs.field(repr=False)
    """The calendar in pieces, one per session; a session is the same piece in every feed."""

    @property
    def data(self) -> bytes:
        """The calendar."""
        return b"".join(self.pieces)


class Calendars:
    """Writes calendars of parts of one event; each session is written once, even if it is in many.

    Args:
        event: the event.
        audience: whom the calendars are for.
        options: those of the codec `ics`, without `sessions`.

    Raises:
        UnknownOption: there is no such option.
        InvalidOption: an option does not take the value.
    """

    def __init__(self, event: Event, *, audience: Audience = Audience.PUBLIC, **options: Any) -> None:
        self._options = _checked(options)
        self._given = event
        self._view = view = view_for(event, audience)
        self._whole = Whole(publishable(view.event).event)
        self._all = Document(self._whole, self._options)
        self._pieces: dict[str, bytes] = {}

    def feeds(self, personal: Collection[str] = (), history: History | None = None) -> Iterator[Feed]:
        """Yield the feeds: everything, milestones, one for each day, track, room, person and kind, and a personal one.

        Args:
            personal: the ids of the sessions for a feed `my.ics`; none: no such feed.
            history: what was published before, as for `make_feeds`.
        """
        known = self._given.index.sessions
        asked = [known[id] for id in personal if id in known]
        mine = [item.id for item in _shown(self._view, self._whole, self._given, asked)]
        event = self._whole.event
        taken: set[str] = set()
        parts = _parts(event, mine)
        if history is not None:
            parts = _with_what_was(parts, event, history)
        for group, name, part in parts:
            stem = f"{_FOLDERS[group]}/{name}" if group in _FOLDERS else name
            # Two ids that differ by case only would be one file on some systems.
            key = unused_id(stem.casefold(), taken)
            taken.add(key)
            path = stem + key[len(stem) :] + ".ics"
            title = event.title if part is None else part.name
            pieces = self._milestones(part) if part is not None and group == "milestones" else self._calendar(part)
            yield Feed(path=path, title=title, group=group, subject=name, sessions=len(pieces) - 2, pieces=pieces)

    def of_session(self, session: Session) -> bytes:
        """Return the calendar of one session of the event, as its audience sees it, under its title."""
        plain = self._whole.event.index.sessions[session.id]
        return b"".join(self._calendar(_part(session.title, f"session/{session.id}", [plain])))

    def _calendar(self, part: Part | None) -> tuple[bytes, ...]:
        """Return a calendar in pieces: its head, its sessions, its end."""
        document = self._all if part is None else Document(self._whole, self._options, part)
        head, end = head_and_end(document)
        missing = [session for session in document.sessions if session.id not in self._pieces]
        ids = [session.id for session in missing]
        self._pieces.update(zip(ids, session_chunks(self._all, missing), strict=True))
        return (head, *[self._pieces[session.id] for session in document.sessions], end)

    def _milestones(self, part: Part) -> tuple[bytes, ...]:
        """Return the calendar of the milestones, which are in no other feed, and may be in other years."""
        document = Document(self._whole, self._options, part)
        head, end = head_and_end(document)
        return (head, *session_chunks(document, document.sessions), end)


def make_feeds(
    event: Event,
    *,
    personal: Collection[str] = (),
    audience: Audience = Audience.PUBLIC,
    history: History | None = None,
    **options: Any,
) -> list[Feed]:
    """Return the feeds of an event; each session is written once, even if it is in many.

    Args:
        event: the event.
        personal: the ids of the sessions for a feed `my.ics`; none: no such feed.
        audience: whom the feeds are for. Calendar programs log in nowhere: one for some only is at a secret address.
        history: what was published before, of an event that `publish` gave: what is gone stays as cancelled in every
            feed that ever held it, and every feed that there ever was stays.
        options: those of the codec `ics`, without `sessions`.

    Raises:
        UnknownOption: there is no such option.
        InvalidOption: an option does not take the value.
    """
    return list(Calendars(event, audience=audience, **options).feeds(personal, history))


def make_calendar(
    event: Event,
    name: str,
    sessions: Collection[Session],
    *,
    key: str | None = None,
    audience: Audience = Audience.PUBLIC,
    **options: Any,
) -> bytes:
    """Return a calendar of some sessions of an event, under the event's title and its own name.

    Args:
        event: the event.
        name: what to call the calendar, behind the title of the event.
        sessions: the sessions, in the order in which they are to stand.
        key: what it is the calendar of, by kind and id, `track/ai`: its UID is made from that, so that it outlives a
            new name; None: a selection, whose UID is made from the ids of its sessions.
        audience: whom the calendar is for; of the sessions that it does not see none is in it.
        options: those of the codec `ics`, without `sessions`.

    Raises:
        UnknownOption: there is no such option.
        InvalidOption: an option does not take the value.
    """
    view = view_for(event, audience)
    view = view_for(event, audience)
    whole = Whole(publishable(view.event).event)
    shown = _shown(view, whole, event, sessions)
    part = _part(name, key or selection_key(shown), shown)
    return b"".join(chunks(Document(whole, _checked(options), part)))


def _shown(view: View, whole: Whole, event: Event, sessions: Collection[Session]) -> Collection[Session]:
    """Return sessions of an event as a view shows and publishes them."""
    by_id: dict[str, Session] = {}
    for number, item in enumerate(whole.event.sessions):  # of two with one id the first is meant
        by_id.setdefault(event.sessions[int(view.path_before(("sessions", number))[1])].id, item)
    if view.event is event:  # nothing is withheld, and nothing is lost
        return [by_id.get(session.id, session) for session in sessions]
    return [by_id[session.id] for session in sessions if session.id in by_id]


def _checked(options: Mapping[str, Any]) -> Options:
    declared = [option for option in ICS.encode_options if option.name != "sessions"]
    return Options(**checked_options(options, declared, "writing feeds"))


def _parts(event: Event, personal: Collection[str]) -> Iterator[tuple[str, str, Part | None]]:
    index, words = event.index, words_of(event)
    yield "all", "all", None
    if event.milestones:
        yield "milestones", "milestones", _part(words("feed.dates"), "milestones", tuple(_milestones(event)))
    for date, sessions in sorted(index.by_day.items()):
        title = next((day.title for day in event.days if day.date == date and day.title), None)
        day = words.sentence(day_name(date, words))
        name = f"{day} · {title}" if title else day
        yield _group("day", date.isoformat(), name, sessions)
    by_track, by_room = in_tracks_and_rooms(event)
    for track in index.tracks.values():
        yield _group("track", track.id, track.title, by_track.get(track.id, ()))
    for room in index.rooms.values():
        yield _group("room", room.id, room.name, by_room.get(room.id, ()))
    for person in index.people.values():
        if person.id in index.by_agent:
            yield _group("person", person.id, agent_name(event, person.id), index.by_agent[person.id])
    for kind in sorted(index.by_kind):
        yield _group("kind", slugify(kind), kind_name(kind, words), index.by_kind[kind])
    if personal:
        ids = dict.fromkeys(map(SessionId, personal))
        yield _group("personal", "my", words("feed.mine"), [index.sessions[id] for id in ids if id in index.sessions])


def _milestones(event: Event) -> Iterator[Session]:
    """Yield the milestones of an event as sessions, which calendars show as dates and moments."""
    taken: set[str] = set(event.index.sessions)
    for item, _ in milestones_in_order(event):
        id = unused_id(slugify(f"milestone-{item.kind}"), taken)
        taken.add(id)
        slot = whole_days(item.day, item.day, event.timezone) if item.at is None else Slot(item.at, item.at)
        # A UID of its own: a session that comes later may have this id.
        uid = uuid5(f"{event.id}/milestone/{id}")
        yield Session(
            id=SessionId(id),
            title=milestone_label(item, words_of(event)),
            kind="milestone",
            slot=slot,
            url=item.url,
            uid=uid,
        )


def _group(group: str, subject: str, name: str, sessions: Collection[Session]) -> tuple[str, str, Part]:
    return group, subject, _part(name, f"{group}/{subject}", sessions)


def _part(name: str, key: str, sessions: Collection[Session]) -> Part:
    return Part(name=name, key=key, sessions=tuple(sessions))


def _with_what_was(
    parts: Iterator[tuple[str, str, Part | None]], event: Event, history: History
) -> Iterator[tuple[str, str, Part | None]]:
    """Yield the parts with the cancelled sessions that they once held, and parts that only have such sessions."""
    told = history.told
    gone: dict[str, list[Session]] = {}
    for session in event.sessions:
        record = told.records.get(session_uid(event, session))
        if record is not None and record.state is not State.THERE:
            for key in record.held:
                gone.setdefault(key, []).append(session)
    there: set[str] = set()
    for group, name, part in parts:
        if part is not None:
            there.add(part.key)
            ids = {session.id for session in part.sessions}
            more = tuple(session for session in gone.get(part.key, ()) if session.id not in ids)
            part = attrs.evolve(part, sessions=(*part.sessions, *more)) if more else part  # noqa: PLW2901
        yield group, name, part
    for key, title in told.feeds.items():
        if key not in there:
            group, _, subject = key.partition("/")
            yield _group(group, subject, _title_of_feed(group, subject, title, words_of(event)), gone.get(key, ()))


def _title_of_feed(group: str, subject: str, title: str, words: Words) -> str:
    if group == "day":
        return words.sentence(day_name(dt.date.fromisoformat(subject), words))
    return kind_name(title, words) if group == "kind" else title


def manifest(event: Event, feeds: Sequence[Feed], base_url: str | None) -> bytes:
    """Return the list of the feeds as JSON: title, file, number of sessions, and the addresses to subscribe to."""
    base = base_url.rstrip("/") + "/" if base_url else None
    entries: list[dict[str, Any]] = []
    for feed in feeds:
        entry: dict[str, Any] = {
            "title": feed.title,
            "group": feed.group,
            "path": feed.path,
            "sessions": feed.sessions,
        }
        if base is not None:
            entry["url"] = base + feed.path
            entry["webcal"] = "webcal://" + entry["url"].partition("://")[2]
        entries.append(entry)
    note = "subscribe to the webcal address; a downloaded file never changes again"
    tree = {"event": event.title, "timezone": event.timezone.key, "note": note, "feeds": entries}
    return (json.dumps(tree, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "replace")


def write_feeds(
    event: Event,
    folder: str | Path,
    *,
    base_url: str | None = None,
    personal: Collection[str] = (),
    audience: Audience = Audience.PUBLIC,
    history: History | None = None,
    **options: Any,
) -> list[Feed]:
    """Write the feeds and their manifest `feeds.json` into a folder, which is created if missing.

    All are made before the first of them is put in its place; other files in the folder stay.

    Args:
        event: the event.
        folder: where.
        base_url: the address at which the folder will be published, for the manifest.
        personal: the ids of the sessions for a feed of one's own, `my.ics`.
        audience: whom they are for.
        history: what was published before, as for `make_feeds`.
        options: those of the codec `ics`.

    Raises:
        OSError: something cannot be written.
    """
    calendars = Calendars(event, audience=audience, **options)
    feeds: list[Feed] = []

    def files() -> Iterator[tuple[str, bytes]]:
        for feed in calendars.feeds(personal, history):
            feeds.append(feed)
            yield feed.path, feed.data
        yield "feeds.json", manifest(event, feeds, base_url)

    write_together(Path(folder), files())
    return feeds
