"""From the entries of Indico's exports to sessions, people, rooms and tracks."""

from __future__ import annotations

from typing import Any, cast
from zoneinfo import ZoneInfo

import attrs

from ...diagnostics import Findings, Path
from ...model import Session
from ...model.ids import slugify
from ...model.vocabulary import kind_of
from .._reading.agents import Agents
from .._reading.ids import Ids
from .._reading.json_node import Node
from .._reading.kinds import service_kind
from ._links import Links
from ._members import extra_of, plain, public_rest
from ._people import chairs, contributors, participants
from ._places import Places

__all__ = ["Reader", "keywords"]


class Reader:
    """Reads the entries of one event.

    Args:
        findings: takes what is wrong with them.
        zone: the zone of the event.
        base: an address of the same site.
    """

    def __init__(self, findings: Findings, zone: ZoneInfo, base: str | None = None) -> None:
        self.findings = findings
        self.links = Links(findings, base)
        self.agents = Agents()
        self.places = Places(zone)
        self._origins: dict[Path, Path] = {}
        self._sessions: dict[str, Session] = {}
        self._ids = Ids()

    @property
    def sessions(self) -> tuple[Session, ...]:
        """What was read so far."""
        return tuple(self._sessions.values())

    @property
    def origins(self) -> dict[Path, Path]:
        """The path of each thing of the model -> where it stands."""
        return self._origins | self.places.origins | self.agents.origins

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
            self.findings.add(
                "unknown-value", f"expected a session, a contribution or a break, got {kind[:40]!r}", node.path
            )

    def block(self, node: Node, parent: str | None = None) -> None:
        """Read a block of a session, with everything in it."""
        outer = node.child("session") if isinstance(node.members.get("session"), dict) else None
        both = [item for item in (node, outer) if item is not None]
        # Of a block of timetables since Indico 3.4 `title` is its own, which few have, before that of its session.
        whole = node.text("sessionTitle")
        title, own_title = whole or node.required("title", "(untitled)"), node.text("title" if whole else "slotTitle")
        name = (outer.text("title") if outer is not None else None) or title
        number = node.identifier("sessionId") or (outer.identifier("db_id", "id") if outer is not None else None)
        color = next((color for item in both if (color := item.text("color"))), None)
        tracks = (self.places.track(name, node.path, number, color),)
        chaired = [(node, "conveners"), (node, "personLinks"), (node, "sessionConveners"), (outer, "sessionConveners")]
        extra: dict[str, object] = {}
        # Asked for before the rest of the block is kept.
        contributions, entries = node.children("contributions"), entries_of(node, "entries")
        own = self._add(
            node,
            ("block", node.identifier("sessionSlotId", "objId", "db_id", "id")),
            extra,
            # As the export says it; the timetable has the two apart.
            title=f"{title}: {own_title}" if own_title and own_title not in title else title,
            kind="poster" if any(item.flag("isPoster") for item in both) else "other",
            tracks=tracks,
            description=next((text for item in both if (text := plain(item, "description", extra))), None),
            parent=parent,
            participants=chairs(self.agents, *chaired),
        )
        for child in contributions:
            self.contribution(child, own, tracks)
        for item in entries:
            self.entry(item, own, tracks)

    def contribution(self, node: Node, parent: str | None = None, tracks: tuple[str, ...] = ()) -> None:
        """Read a contribution and its subcontributions.

        Args:
            node: the contribution.
            parent: the block it stands in.
            tracks: the track of that block, which is the session.
        """
        foreign = ("contribution", node.identifier("contributionId", "objId", "db_id", "id"))
        extra: dict[str, object] = {}
        inside = node.text("session") if not isinstance(node.members.get("session"), dict) else None
        named = [(inside if not tracks else None, "session"), (node.text("track"), "track")]
        own_tracks = [self.places.track(title, (*node.path, key)) for title, key in named if title]
        kind = node.text("type")
        parts = node.children("subContributions")
        own = self._add(
            node,
            foreign,
            extra,
            title=node.required("title", "(untitled)"),
            kind=(kind_of(kind) or kind) if kind else "talk",
            tracks=tuple(dict.fromkeys((*tracks, *own_tracks))),
            description=plain(node, "description", extra),
            parent=parent,
            participants=() if self._has_people(foreign) else contributors(node, self.agents),
        )
        for child in parts:
            part: dict[str, object] = {}
            self._add(
                child,
                ("subcontribution", child.identifier("db_id", "id")),
                part,
                title=child.required("title", "(untitled)"),
                description=plain(child, "description", part),
                parent=own,
                participants=tuple(participants(child, "speakers", "speaker", self.agents)),
            )

    def _has_people(self, foreign: tuple[str, str | None]) -> bool:
        """Return whether it was told already who takes part: a timetable names them without the ids of the export."""
        own = self._ids.get("-".join((foreign[0], foreign[1] or "")))
        return own is not None and bool(self._sessions[own].participants)

    def _break(self, node: Node, parent: str | None) -> None:
        extra: dict[str, object] = {}
        title = node.required("title", "Break")
        self._add(
            node,
            ("break", node.identifier("id")),
            extra,
            title=title,
            kind=service_kind(title) or "break",
            description=plain(node, "description", extra),
            parent=parent,
        )

    def _add(self, node: Node, foreign: tuple[str, str | None], extra: dict[str, object], **found: Any) -> str:
        what, number = foreign
        key = f"{what}-{number}" if number is not None else None
        if key is not None and key in self._ids:
            return self._again(key, node, found)
        own = self._ids.of(key) if key is not None else self._ids.new(f"{what}-{slugify(found['title'])}")
        self._origins["sessions", len(self._sessions)] = node.path
        slot = self.places.slot(node)
        links = tuple(self.links.of(node, extra))
        tags = keywords(node)
        url = self.links.address(node, "url", extra)
        if slot is None or slot.end is None:
            extra["duration"] = node.members.get("duration")
        extra |= public_rest(node)
        self._sessions[own] = Session(
            id=cast("Any", own), slot=slot, links=links, tags=tags, url=url, extra=extra_of(extra), **found
        )
        return own

    def _again(self, key: str, node: Node, found: dict[str, Any]) -> str:
        """Take what is told a second time, as by a timetable beside an export: its block is new."""
        own = cast("str", self._ids.get(key))
        session = self._sessions[own]
        shorter, longer = sorted((session.title, found["title"]), key=len)
        # A block may be told with its own title behind that of its session, or without.
        if not longer.startswith(shorter):
            self.findings.add("duplicate-id", f"another session is {key!r}; both are kept", node.path)
            return self._add(node, (key, None), {}, **found)
        # Whatever only the second telling has is taken from it.
        told = found | {
            "slot": self.places.slot(node) if session.slot is None else None,
            "links": tuple(self.links.of(node, {})),
            "tags": keywords(node),
            "url": self.links.address(node, "url", {}),
        }
        changes = {name: value for name, value in told.items() if value and value != own and not getattr(session, name)}
        self._sessions[own] = attrs.evolve(session, **changes)
        return own


def entries_of(node: Node, key: str) -> list[Node]:
    """Return the entries under a key: an object of them, or a list (what PHP makes of an object)."""
    if isinstance(node.members.get(key), list):
        return node.children(key)
    inner = node.child(key)
    return [] if inner is None else [item for name in inner.members if (item := inner.child(name)) is not None]


def keywords(node: Node) -> tuple[str, ...]:
    """Return the keywords of an object."""
    return tuple(text for text, _ in node.identifiers("keywords") if text.strip())
