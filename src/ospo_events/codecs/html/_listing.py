"""The list: days, slots in order of time, parts under what they are a part of."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from ...model.identity import session_uid
from ...model.ids import unused_id
from ...model.session import Session
from ...model.status import Status
from ...model.vocabulary import is_service, kind_label
from ...views.outline import Item, OutlineDay
from ...views.words import STATUS, concept_label, day_name, spoken_words
from ._escape import flat, text
from ._parts import Pieces

__all__ = ["Listing"]


class Listing:
    """Renders the days of one event as lists."""

    def __init__(self, pieces: Pieces, *, level: int = 3, link_titles: bool = True, is_open: bool = False) -> None:
        self.pieces = pieces
        self.event = pieces.event
        self.level = level
        self._link_titles = link_titles
        self._details_tag = "<details open>" if is_open else "<details>"
        self._anchors: set[str] = set()
        self._flat: dict[str, str] = {}
        self._kinds: dict[str, tuple[str, str, bool]] = {}
        self._anchor_of: dict[int, str] = {}
        self._speak = "".join(f" {code}" for code in self.event.languages)

    def day(self, day: OutlineDay) -> str:
        """Return the slots of a day."""
        if not day.slots:
            return '<p class="none">Nothing is scheduled yet.</p>'
        out: list[str] = []
        for slot in day.slots:
            out.append('<div class="slot">' if len(slot.items) == 1 else '<div class="slot par">')
            for item in slot.items:
                self.item(item, day.date, out)
            out.append("</div>\n")
        return "".join(out)

    def unscheduled(self, items: tuple[Item, ...]) -> str:
        """Return what has no time yet."""
        out = ['<div class="slot">']
        for item in items:
            self.item(item, None, out)
        out.append("</div>\n")
        return "".join(out)

    def anchor(self, session: Session) -> str:
        """Return the id of the session's element: `s-` and its id, unlike any other on the page."""
        known = self._anchor_of.get(id(session))
        if known is None:
            known = unused_id(f"s-{session.id}", self._anchors)
            self._anchors.add(known)
            self._anchor_of[id(session)] = known
        return known

    def _kind(self, kind: str) -> tuple[str, str, bool]:
        known = self._kinds.get(kind)
        if known is None:
            known = self._kinds[kind] = (text(kind_label(kind)), flat(kind), is_service(kind))
        return known

    def item(
        self,
        item: Item,
        day: dt.date | None,
        out: list[str],
        depth: int = 0,
        inherited: tuple[tuple[str, ...], tuple[str, ...]] = ((), ()),
    ) -> None:
        """Add the article of a session and its parts to `out`.

        Args:
            item: the session with its parts.
            day: the programme day it is printed under.
            out: what to add to.
            depth: how many sessions it stands below.
            inherited: the tracks and rooms of what it stands below.
        """
        session, pieces = item.session, self.pieces
        slot = session.slot
        tracks = session.tracks or inherited[0]
        rooms = (slot.rooms if slot is not None else ()) or inherited[1]
        label, kind, service = self._kind(session.kind)
        look = "s sv" if service else "s"
        if session.status is Status.CANCELLED:
            look += " off"
        color = next((pieces.colors[track] for track in tracks if track in pieces.colors), None)
        if color is not None and not depth:
            look += f" tk {color}"
        anchor = self.anchor(session)
        out.append(f'<article class="{look}" id="{anchor}"{self._data(session, kind, tracks, rooms)}>')
        if slot is not None and day is not None:
            out.append(f'<p class="w">{pieces.span(slot, day)}</p>')
        out.append(self._title(session, anchor, min(self.level + depth, 6)))
        self._facts(session, label, service, inherited, out)
        if session.participants:
            out.append(pieces.people(session.participants))
        self._details(session, out)
        if item.parts:
            out.append('<div class="parts">')
            for part in item.parts:
                self.item(part, day, out, depth + 1, (tracks, rooms))
            out.append("</div>")
        out.append("</article>")

    def _data(self, session: Session, kind: str, tracks: tuple[str, ...], rooms: tuple[str, ...]) -> str:
        """Return what the script asks of a session, as data attributes."""
        uid = session_uid(self.event, session)
        data = f' data-k="{kind}" data-u="{flat(uid) if session.uid else uid}"'
        if tracks:
            data += f' data-t="{self._words(tracks)}"'
        if rooms:
            data += f' data-r="{self._words(rooms)}"'
        if session.participants:
            data += f' data-p="{self._words([one.agent for one in session.participants])}"'
        if session.languages:
            data += f' data-l="{self._words(session.languages)}"'
        if session.sequence:
            data += f' data-q="{session.sequence}"'
        mark = STATUS.get(session.status)
        return f'{data} data-s="{mark}"' if mark else data

    def _words(self, words: Iterable[str]) -> str:
        known = self._flat
        return " ".join([known[word] if word in known else known.setdefault(word, flat(word)) for word in words])

    def _title(self, session: Session, anchor: str, level: int) -> str:
        mark = STATUS.get(session.status)
        title = f"<bdi>{text(session.title)}</bdi>"
        if self._link_titles:
            page = self.pieces.places.session(session.id)
            title = f'<a href="{text(page) if page else f"#{anchor}"}">{title}</a>'
        if session.subtitle:
            title += f'<span class="sub">: <bdi>{text(session.subtitle)}</bdi></span>'
        said = f'<span class="st">{mark.capitalize()}</span> ' if mark else ""
        return f"<h{level}>{said}{title}</h{level}>"

    def _facts(
        self,
        session: Session,
        label: str,
        service: bool,
        inherited: tuple[tuple[str, ...], tuple[str, ...]],
        out: list[str],
    ) -> None:
        pieces, slot = self.pieces, session.slot
        facts: list[str] = []
        if not service and session.kind != "other" and label.lower() not in session.title.lower():
            facts.append(f'<span class="k">{label}</span>')
        if slot is not None and slot.rooms and slot.rooms != inherited[1]:
            facts.append(f'<span class="r">{", ".join(map(pieces.room, slot.rooms))}</span>')
        if session.tracks and session.tracks != inherited[0]:
            facts += map(pieces.track, session.tracks)
        if (
            session.languages
            or session.interpretation
            or session.captions
            or session.sign_languages
            or session.attendance_mode
        ):
            facts += map(text, spoken_words(self.event, session))
        if session.audience:
            facts.append(f"<bdi>{text(session.audience)}</bdi>")
        if facts:
            out.append(f'<p class="m">{" · ".join(facts)}</p>')
        if session.previous_start is not None:
            was = session.previous_start
            out.append(f'<p class="note">Was to begin {day_name(was.date())}, {pieces.time(was, was.date())}</p>')
        if session.repeat_of is not None:
            first = self.event.index.sessions.get(session.repeat_of)
            name = f"<bdi>{text(first.title if first else session.repeat_of)}</bdi>"
            if first is not None and self._link_titles:
                name = f'<a href="{text(self.pieces.places.session(first.id) or "#s-" + first.id)}">{name}</a>'
            out.append(f'<p class="note">Another run of {name}</p>')

    def _details(self, session: Session, out: list[str]) -> None:
        pieces = self.pieces
        inside = ""
        if session.abstract:
            inside = pieces.about(session.abstract)
        if session.description:
            inside += pieces.about(session.description)
        if session.concepts:
            inside += f'<p class="note">{", ".join(text(concept_label(uri)) for uri in session.concepts)}</p>'
        if session.tags:
            inside += f'<p class="note">{", ".join(f"<bdi>{text(tag)}</bdi>" for tag in session.tags)}</p>'
        if session.links:
            inside += pieces.links(session.links)
        if session.recording is not None:
            inside += pieces.recordings(session)
        if inside:
            title = f'<span class="h"> <bdi>{text(session.title)}</bdi></span>'
            out.append(f"{self._details_tag}<summary>About{title}</summary>{inside}</details>")
