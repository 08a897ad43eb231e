"""The list of a day: slots in order of time, sessions in them, and below each its parts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from itertools import groupby
from operator import attrgetter

from ...model.event import Event
from ...model.identity import session_uid
from ...model.ids import unused_id
from ...model.session import Session
from ...model.status import Status
from ...model.vocabulary import is_service
from ...views.english import STATUS, concept_label, day_name, kind_name, spoken_words, where_line
from ...views.markup import attribute, text
from ...views.outline import Item, OutlineDay
from ...views.relations import was_moved
from ._snippets import Snippets

__all__ = ["Listing", "is_large"]

_MANY = 100
"""With more sessions than this, a page saves what it can, and the browser lays out only what is near the window."""

_spoken = attrgetter("languages", "interpretation", "captions", "sign_languages", "attendance_mode")
_PLAIN_KINDS = ("talk", "other")
"""What goes without saying in a list."""
_NOTHING_SPOKEN = ((), (), (), (), None)


def is_large(event: Event) -> bool:
    """Return whether a page of the event has to save what it can."""
    return len(event.sessions) > _MANY


class Listing:
    """Renders the days of one event as lists."""

    def __init__(self, snippets: Snippets, *, level: int = 3, is_brief: bool = False, has_script: bool = False) -> None:
        self.snippets = snippets
        self.event = snippets.event
        self.level = level
        self.is_brief = is_brief
        """Whether details are left to the pages of the sessions."""
        self.has_empty_cells = is_brief and is_large(self.event)
        """Whether the script fills the grid when somebody asks for it: a thousand titles twice are heavy."""
        self._leaves_ids = self.has_empty_cells and has_script
        self._anchors: set[str] = set()
        self._anchor_of: dict[int, str] = {}
        self._flat: dict[tuple[str, ...], str] = {}
        self._kinds: dict[str, tuple[str, str, str, bool]] = {}

    def day(self, day: OutlineDay) -> Iterator[str]:
        """Yield what begins together, piece by piece."""
        if not day.slots:
            words = self.snippets.words
            yield f'<p class="none">{words("agenda.nothing")}{words("mark.stop")}</p>'
        for _, slots in groupby(day.slots, key=attrgetter("start")):
            yield '<div class="slot">'
            for slot in slots:
                self.snippets.side_by_side([item.session for item in slot.items], day.date)
                for item in slot.items:
                    yield self.article(item, day.date)
            yield "</div>\n"

    def unscheduled(self, items: tuple[Item, ...]) -> str:
        """Return the sessions that have no time yet."""
        return f'<div class="slot">{"".join([self.article(item, None) for item in items])}</div>\n'

    def anchor(self, session: Session) -> str:
        """Return the id of the session's element: `s-` and its id, unlike any other on the page."""
        cached = self._anchor_of.get(id(session))
        if cached is None:
            cached = unused_id(f"s-{session.id}", self._anchors)
            self._anchors.add(cached)
            self._anchor_of[id(session)] = cached
        return cached

    def _kind(self, kind: str) -> tuple[str, str, str, bool]:
        """Return the label of a kind, also in lower case, its HTML attribute, and whether it is a service item."""
        cached = self._kinds.get(kind)
        if cached is None:
            label = kind_name(kind, self.snippets.words)
            cached = self._kinds[kind] = (text(label), label.lower(), attribute(kind), is_service(kind))
        return cached

    def _kind_to_say(self, session: Session) -> str:
        """Return the label of the kind of a session; empty where its title or its track says it too."""
        label, word, _, is_service = self._kind(session.kind)
        if is_service or word in session.title.lower():
            return ""
        tracks = self.event.index.tracks
        is_said = any(word in tracks[id].title.lower() for id in session.tracks if id in tracks)
        return "" if is_said else label

    def article(
        self,
        item: Item,
        day: dt.date | None,
        depth: int = 0,
        inherited: tuple[tuple[str, ...], tuple[str, ...]] = ((), ()),
    ) -> str:
        """Return a session and its parts.

        Args:
            item: the session with its parts.
            day: the programme day it is printed under.
            depth: how many sessions it is nested in.
            inherited: the tracks and rooms of the session that it is a part of.
        """
        session, snippets = item.session, self.snippets
        slot = session.slot
        tracks = session.tracks or inherited[0]
        rooms = (slot.rooms if slot is not None else ()) or inherited[1]
        _, _, kind, service = self._kind(session.kind)
        look = "s sv" if service else "s"
        if session.status is Status.CANCELLED:
            look += " off"
        if tracks and not depth:
            look += snippets.paint(tracks)
        anchor = self.anchor(session)
        facts = self._facts_for_script(session, kind, tracks, rooms)
        where = self._where(session, inherited[1], facts)
        if where:
            facts = ""
        when = snippets.when(session, day) if slot is not None and day is not None else ""
        parts = ""
        if item.parts:
            inside = [self.article(part, day, depth + 1, (tracks, rooms)) for part in item.parts]
            parts = f'<div class="parts">{"".join(inside)}</div>'
        return (
            f'<article class="{look}"{self._id(session, anchor)}{self._identity(session, anchor)}{facts}>{when}'
            f"{self._title(session, anchor, min(self.level + depth, 6))}{where}"
            f"{self._line(session, inherited[0])}{self._details(session)}{parts}</article>"
        )

    def alone(self, item: Item, day: dt.date | None) -> str:
        """Return the HTML of a session and its parts for its own page, whose heading is the title."""
        session = item.session
        html = ""
        words = self.snippets.words
        if mark := self.snippets.mark(session):
            html = f"<p>{mark.rstrip()}</p>"
        if session.subtitle:
            html += f'<p class="theme"><bdi>{text(session.subtitle)}</bdi></p>'
        if day is not None:
            when = f", {self.snippets.when(session, day)}" if session.slot is not None else ""
            html += f'<p class="when">{words.sentence(day_name(day, words))}{when}</p>'
        html += self._facts(session) + self.snippets.people(session.participants) + self._about(session)
        rooms = session.slot.rooms if session.slot is not None else ()
        inside = "".join([self.article(part, day, 0, (session.tracks, rooms)) for part in item.parts])
        parts = f'<div class="parts">{inside}</div>' if inside else ""
        return f'<article class="alone" id="{self.anchor(session)}">{html}{parts}</article>\n'

    def _id(self, session: Session, anchor: str) -> str:
        """Return the id of the element of a session, as an attribute.

        On a large page the script makes it of the link to the page of the session. Without script, links lead there.
        """
        is_told = self._leaves_ids and anchor == f"s-{session.id}"
        is_told = is_told and self.snippets.page_links.session(session.id) == f"sessions/{session.id}.html"
        return "" if is_told else f' id="{anchor}"'

    def _identity(self, session: Session, anchor: str) -> str:
        """Return what calendars are told of a session, as data attributes."""
        # Any other is made of the ids of event and session, which the script can do too: a thousand of them are heavy.
        named = session.uid or anchor != f"s-{attribute(session.id)}"
        data = f' data-u="{attribute(session_uid(self.event, session))}"' if named else ""
        if session.sequence:
            data += f' data-q="{session.sequence}"'
        mark = STATUS.get(session.status)
        return f'{data} data-s="{mark}"' if mark else data

    def _facts_for_script(self, session: Session, kind: str, tracks: tuple[str, ...], rooms: tuple[str, ...]) -> str:
        """Return what sessions are filtered by, as data attributes.

        They stand at the room where there is one: the names of room and track follow, and what is repeated as a whole
        is hardly heavier than one word of it.
        """
        data = "" if session.kind == self.snippets.usual_kind else f' data-k="{kind}"'
        if tracks and (places := self.snippets.track_places(tracks)):
            data += f' data-t="{places}"'
        if rooms and (places := self.snippets.room_places(rooms)):
            data += f' data-r="{places}"'
        if session.participants and not self.has_empty_cells:
            known = [self.snippets.agent_id(one.agent) for one in session.participants if one.agent]
            data += f' data-p="{" ".join(known)}"'
        if session.languages and session.languages != self.snippets.usual_languages:
            data += f' data-l="{self._words(session.languages)}"'
        return data

    def _words(self, words: tuple[str, ...]) -> str:
        cached = self._flat.get(words)
        if cached is None:
            cached = self._flat[words] = " ".join(map(attribute, words))
        return cached

    def _title(self, session: Session, anchor: str, level: int) -> str:
        page = self.snippets.page_links.session(session.id)
        direction = self.snippets.direction
        title = f'<a href="{text(page) if page else f"#{anchor}"}"{direction(session.title)}>{text(session.title)}</a>'
        if session.subtitle and (isolated := direction(session.subtitle)):
            title += f'<span class="sub"{isolated}>{text(session.subtitle)}</span>'
        elif session.subtitle:
            title += f"\n{text(session.subtitle)}"  # on a line of its own without an element
        return f"<h{level}>{self.snippets.mark(session)}{title}</h{level}>"

    def _where(self, session: Session, inherited: tuple[str, ...], facts: str) -> str:
        """Return the rooms of a row, in a column of their own, with these attributes."""
        slot = session.slot
        if slot is None or (not slot.rooms and slot.venue is None) or (slot.rooms and slot.rooms == inherited):
            return ""
        names = self.snippets.rooms(slot.rooms) if slot.rooms else self.snippets.isolated(where_line(self.event, slot))
        return f'<p class="r"{facts}>{names}</p>'

    def _line(self, session: Session, inherited: tuple[str, ...]) -> str:
        """Return the line below a title: its kind and tracks, who speaks, and what is unlike the rest of the event."""
        facts: list[str] = []
        if session.kind not in _PLAIN_KINDS and (label := self._kind_to_say(session)):
            facts.append(label)
        if session.tracks and session.tracks != inherited:
            facts += map(self.snippets.track_name, session.tracks)
        if session.participants:
            facts.append(self.snippets.names(session.participants))
        if _spoken(session) != _NOTHING_SPOKEN:
            # The page of the session says its language, even where it is that of all.
            usual = self.snippets.usual_languages if self.is_brief else None
            facts += map(text, spoken_words(self.event, session, usual))
        if session.audience:
            facts.append(self.snippets.isolated(session.audience))
        html = f'<p class="m">{" · ".join(facts)}</p>' if facts else ""
        if session.previous_start is not None or session.repeat_of is not None:
            html += self._history(session)
        return html

    def _facts(self, session: Session) -> str:
        """Return the facts of a session on a page of its own, with links."""
        snippets, slot = self.snippets, session.slot
        facts: list[str] = []
        if session.kind != "other" and (label := self._kind_to_say(session)):
            facts.append(f'<span class="k">{label}</span>')
        if slot is not None and slot.rooms:
            facts.append(f'<span class="r">{", ".join(map(snippets.room, slot.rooms))}</span>')
        elif slot is not None and slot.venue is not None and not slot.rooms:
            facts.append(f'<span class="r"><bdi>{text(where_line(self.event, slot))}</bdi></span>')
        if session.tracks:
            facts += map(snippets.track, session.tracks)
        if _spoken(session) != _NOTHING_SPOKEN:
            facts += map(text, spoken_words(self.event, session))
        if session.audience:
            facts.append(f"<bdi>{text(session.audience)}</bdi>")
        html = f'<p class="m">{" · ".join(facts)}</p>' if facts else ""
        if session.previous_start is not None or session.repeat_of is not None:
            html += self._history(session)
        return html

    def _history(self, session: Session) -> str:
        """Return the earlier start of a session, and the session that it repeats."""
        html, words = "", self.snippets.words
        if session.previous_start is not None and (session.slot is None or was_moved(session)):
            was = session.previous_start
            date = day_name(was.date(), words)
            time = words("date.at", date=date, time=self.snippets.time(was, was.date()))
            html = f'<p class="note">{words("agenda.moved", time=time)}</p>'
        if session.repeat_of is not None:
            first = self.event.index.sessions.get(session.repeat_of)
            name = f"<bdi>{text(first.title if first else session.repeat_of)}</bdi>"
            if first is not None:
                name = f'<a href="{text(self.snippets.page_links.session(first.id) or "#s-" + first.id)}">{name}</a>'
            html += f'<p class="note">{words("page.repeat", title=name)}</p>'
        return html

    def _details(self, session: Session) -> str:
        if self.is_brief:
            return ""
        inside = (self.snippets.people(session.participants) if session.participants else "") + self._about(session)
        if not inside:
            return ""
        title = f'<span class="h"> {self.snippets.title(session)}</span>'
        return f"<details><summary>{self.snippets.words('page.about')}{title}</summary>{inside}</details>"

    def _about(self, session: Session) -> str:
        """Return the abstract, the description and the links of a session."""
        snippets = self.snippets
        inside = snippets.about(session.abstract) if session.abstract else ""
        if session.description:
            inside += snippets.about(session.description)
        if session.concepts:
            inside += (
                f'<p class="note">{", ".join(text(concept_label(uri, snippets.words)) for uri in session.concepts)}</p>'
            )
        if session.tags:
            inside += f'<p class="note">{", ".join(map(snippets.tag, session.tags))}</p>'
        if session.links:
            inside += snippets.links(session.links)
        if session.recording is not None:
            inside += snippets.recordings(session)
        return inside
