"""Reads the entries of Indico's exports and timetables: blocks, contributions, subcontributions and breaks."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

from ...diagnostics import Path
from ...model.ids import slugify
from ...model.vocabulary import kind_of
from .._reading.json_node import Node
from .._reading.kinds import service_kind
from .._reading.programme import ProgrammeBuilder
from ._extra import extra_of, plain_member, unread_members
from ._links import Links
from ._people import contributors, conveners, participants
from ._times_and_rooms import TimesAndRooms

__all__ = ["EntryReader", "entries_of", "keywords"]


class EntryReader:
    """Reads the entries of one event.

    Args:
        programme: receives everything that is read.
        zone: the zone of the event.
        base: an address of the same site.
    """

    def __init__(self, programme: ProgrammeBuilder, zone: ZoneInfo, base: str | None = None) -> None:
        self.programme = programme
        self.links = Links(programme.findings, base)
        self.times_and_rooms = TimesAndRooms(programme, zone)
        self._sessions = programme.sessions

    def entry(self, node: Node, parent: str | None = None, tracks: tuple[str, ...] = ()) -> None:
        """Read an entry of a timetable or of a list of results."""
        kind = node.text("entryType") or ""
        type_ = node.members.get("_type") if not kind else None
        if kind == "Session" or type_ in ("SessionSchEntry", "SessionSlot") or "entries" in node:
            self.block(node, parent)
        elif kind == "Break" or type_ == "BreakTimeSchEntry":
            self._break(node, parent)
        elif kind in ("", "Contribution"):
            self.contribution(node, parent, tracks)
        else:
            self.programme.findings.add(
                "unknown-value", f"expected a session, a contribution or a break, got {kind[:40]!r}", node.path
            )

    def finish(self) -> None:
        """Make posters without a time of their own parts of their poster session, if it has a single time."""
        blocks: dict[str, list[str]] = {}
        for session in self._sessions:
            if session.kind == "poster" and session.slot is not None:
                for track in session.tracks[:1]:
                    blocks.setdefault(track, []).append(session.id)
        for session in list(self._sessions):
            if session.kind != "poster" or session.slot is not None or session.parent is not None:
                continue
            candidates = blocks.get(session.tracks[0], []) if session.tracks else []
            if len(candidates) == 1:
                self._sessions.change(session.id, parent=candidates[0])

    def block(self, node: Node, parent: str | None = None) -> None:
        """Read a block of a session, with everything in it."""
        outer = node.child("session") if isinstance(node.members.get("session"), dict) else None
        both = [item for item in (node, outer) if item is not None]
        # In timetables since Indico 3.4 `title` is the block's own title, which few have; before, it is that of the
        # session.
        session_title = node.text("sessionTitle")
        title = session_title or node.required("title", "(untitled)")
        block_title = node.text("title" if session_title else "slotTitle")
        name = (outer.text("title") if outer is not None else None) or title
        number = node.identifier("sessionId") or (outer.identifier("db_id", "id") if outer is not None else None)
        color = next((color for item in both if (color := item.text("color"))), None)
        tracks = self._tracks([(name, node.path)], number, color)
        chaired = [(node, "conveners"), (node, "personLinks"), (node, "sessionConveners"), (outer, "sessionConveners")]
        extra: dict[str, object] = {}
        # Read before the remaining members go to `extra`.
        contributions, entries = node.children("contributions"), entries_of(node, "entries")
        session_id = self._add(
            node,
            ("block", node.identifier("sessionSlotId", "objId", "db_id", "id")),
            extra,
            # As in the export; the timetable has the two separately.
            title=f"{title}: {block_title}" if block_title and block_title not in title else title,
            kind="poster" if any(item.flag("isPoster") for item in both) else "other",
            tracks=tracks,
            description=next((text for item in both if (text := plain_member(item, "description", extra))), None),
            parent=parent,
            participants=conveners(self.programme, *chaired),
        )
        for child in contributions:
            self.contribution(child, session_id, tracks)
        for item in entries:
            self.entry(item, session_id, tracks)

    def contribution(self, node: Node, parent: str | None = None, tracks: tuple[str, ...] = ()) -> None:
        """Read a contribution and its subcontributions.

        Args:
            node: the contribution.
            parent: the block that contains it.
            tracks: the track of that block, which is the session.
        """
        foreign = ("contribution", node.identifier("contributionId", "objId", "db_id", "id"))
        extra: dict[str, object] = {}
        session = node.text("session") if not isinstance(node.members.get("session"), dict) else None
        titles = [(session if not tracks else None, "session"), (node.text("track"), "track")]
        own_tracks = self._tracks([(title, (*node.path, key)) for title, key in titles if title])
        kind = node.text("type")
        parts = node.children("subContributions")
        session_id = self._add(
            node,
            foreign,
            extra,
            title=node.required("title", "(untitled)"),
            kind=(kind_of(kind) or kind) if kind else "talk",
            tracks=tuple(dict.fromkeys((*tracks, *own_tracks))),
            description=plain_member(node, "description", extra),
            parent=parent,
            participants=() if self._has_people(foreign) else contributors(node, self.programme),
        )
        for child in parts:
            part: dict[str, object] = {}
            self._add(
                child,
                ("subcontribution", child.identifier("db_id", "id")),
                part,
                title=child.required("title", "(untitled)"),
                description=plain_member(child, "description", part),
                parent=session_id,
                participants=tuple(participants(child, "speakers", "speaker", self.programme)),
            )

    def _tracks(
        self, titles: list[tuple[str, Path]], number: str | None = None, color: str | None = None
    ) -> tuple[str, ...]:
        """Return the ids of tracks: a session in Indico is a track here.

        Args:
            titles: the titles, each with its path.
            number: Indico's number of the session.
            color: its colour.
        """
        id = f"session-{number}" if number else None
        ids = [self.programme.track(title, path, id=id, color=color) for title, path in titles]
        return tuple(id for id in ids if id is not None)

    def _has_people(self, foreign: tuple[str, str | None]) -> bool:
        """Return whether a session has its people already: a timetable names them again, without ids."""
        session_id = self._sessions.known("-".join((foreign[0], foreign[1] or "")))
        return session_id in self._sessions and session_id is not None and bool(self._sessions[session_id].participants)

    def _break(self, node: Node, parent: str | None) -> None:
        extra: dict[str, object] = {}
        title = node.required("title", "Break")
        self._add(
            node,
            ("break", node.identifier("id")),
            extra,
            title=title,
            kind=service_kind(title) or "break",
            description=plain_member(node, "description", extra),
            parent=parent,
        )

    def _add(
        self, node: Node, foreign: tuple[str, str | None], extra: dict[str, object], title: str, **values: Any
    ) -> str | None:
        """Add a session and return its id; None if the model refuses it.

        Args:
            node: the entry.
            foreign: the type of the entry and its number.
            extra: members for its `extra`.
            title: the title.
            values: other attributes of `Session`.
        """
        entry_type, number = foreign
        key = f"{entry_type}-{number}" if number is not None else None
        known_id = self._sessions.known(key) if key is not None else None
        if key is not None and known_id is not None and known_id in self._sessions:
            return self._again(known_id, key, node, title, values)
        slot = self.times_and_rooms.slot(node)
        links = tuple(self.links.of(node, extra))
        tags = keywords(node)
        url = self.links.address(node, "url", extra)
        if slot is None or slot.end is None:
            extra["duration"] = node.members.get("duration")
        extra |= unread_members(node)
        return self.programme.session(
            title,
            node.path,
            key=key,
            id=key or f"{entry_type}-{slugify(title)}",
            slot=slot,
            links=links,
            tags=tags,
            url=url,
            extra=extra_of(extra),
            **values,
        )

    def _again(self, known: str, key: str, node: Node, title: str, values: dict[str, Any]) -> str | None:
        """Add to a session what a second entry has beyond the first, such as the block in a timetable beside an export.

        Args:
            known: the id of the session.
            key: the type and the number of both entries.
            node: the second entry.
            title: its title.
            values: other attributes that were read from it.
        """
        session = self._sessions[known]
        shorter, longer = sorted((session.title, title), key=len)
        # The title of a block may follow that of its session, or be missing.
        if not longer.startswith(shorter):
            self.programme.findings.add("duplicate-id", f"another session is {key!r}; both are kept", node.path)
            return self._add(node, (key, None), {}, title, **values)
        if values.get("parent") == known:
            del values["parent"]
        self._sessions.complete(
            known,
            slot=self.times_and_rooms.slot(node) if session.slot is None else None,
            links=tuple(self.links.of(node, {})),
            tags=keywords(node),
            url=self.links.address(node, "url", {}),
            **values,
        )
        return known


def entries_of(node: Node, key: str) -> list[Node]:
    """Return the entries under a key: an object of them, or a list (PHP writes an object like that)."""
    if isinstance(node.members.get(key), list):
        return node.children(key)
    inner = node.child(key)
    return [] if inner is None else [item for name in inner.members if (item := inner.child(name)) is not None]


def keywords(node: Node) -> tuple[str, ...]:
    """Return the keywords of an object."""
    return tuple(text for text, _ in node.identifiers("keywords") if text.strip())
