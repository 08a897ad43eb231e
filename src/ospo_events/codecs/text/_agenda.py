"""The agenda as lines of text: the days, their slots, and parallel sessions side by side."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from ...diagnostics import printable
from ...model.agent import Participant
from ...model.event import Event
from ...model.session import Session
from ...model.vocabulary import is_service
from ...views.credits import Credits, credits_of_event
from ...views.english import (
    attending_line,
    clock,
    concept_label,
    day_name,
    event_dates,
    kind_name,
    milestone_label,
    milestones_in_order,
    place_line,
    room_names,
    spoken_words,
    state_line,
    statement_line,
    status_word,
    when,
    words_of,
    zone_line,
)
from ...views.outline import Item, OutlineDay, OutlineSlot, make_outline
from ._wrap import columns, wrap

__all__ = ["TextAgenda"]

_NARROWEST, _COLUMN = 40, 28


class TextAgenda:
    """The agenda of one event as lines of text."""

    def __init__(self, event: Event, width: int, zone: ZoneInfo | None, abstracts: bool) -> None:
        self.event = event
        self.width = max(width, _NARROWEST)
        self.zone = zone
        self.abstracts = abstracts
        self._credits = Credits(event)
        self._words = words_of(event)

    def text(self) -> str:
        outline = make_outline(self.event)
        blocks = [self.head()]
        blocks += [self.day(day) for day in outline.days]
        if outline.unscheduled:
            lines = self.heading(self._words("agenda.unscheduled"))
            for item in outline.unscheduled:
                lines += self.bulleted(item, self.width)
            blocks.append(lines)
        return "\n\n".join("\n".join(line.rstrip() for line in block) for block in blocks) + "\n"

    def paragraph(self, text: str | None, width: int, indent: str = "") -> list[str]:
        return wrap(printable(text), width, indent) if text else []

    def heading(self, text: str) -> list[str]:
        lines = self.paragraph(text, self.width)
        return [*lines, "─" * max(columns(line) for line in lines)]

    def head(self) -> list[str]:
        event = self.event
        facts = [fact for fact in (event_dates(event), place_line(event)) if fact]
        state = state_line(event)
        title = self.paragraph(event.title, self.width)
        return [
            *title,
            "═" * max(columns(line) for line in title),
            *self.paragraph(event.theme, self.width),
            *self.paragraph(" · ".join(facts), self.width),
            *self.paragraph(attending_line(event), self.width),
            *self.paragraph(statement_line(event), self.width),
            *[line for item in self.milestones() for line in self.paragraph(item, self.width)],
            *self.paragraph(self._words("zone.all", zone=zone_line(event, self.zone)), self.width),
            *self.paragraph(self.foreign(), self.width),
            *self.paragraph(self._words.sentence(state), self.width),
            *self.credits(credits_of_event(event), self.width),
        ]

    def milestones(self) -> list[str]:
        words, colon = self._words, self._words("mark.colon")
        return [f"{milestone_label(item, words)}{colon}{when}" for item, when in milestones_in_order(self.event)]

    def foreign(self) -> str | None:
        if self.zone is None or self.zone.key == self.event.timezone.key:
            return None
        return self._words("zone.days", zone=self.event.timezone.key)

    def day(self, day: OutlineDay) -> list[str]:
        name = self._words.sentence(day_name(day.date, self._words))
        lines = self.heading(f"{name} · {day.title}" if day.title else name)
        times = [self.time(item.session, day) for slot in day.slots for item in slot.items]
        margin = min(max(map(columns, times), default=0), 24) + 2
        for slot in day.slots:
            lines += self.slot(slot, day, margin)
        return lines if day.slots else [*lines, self._words("agenda.nothing")]

    def time(self, session: Session, day: OutlineDay | None) -> str:
        slot = session.slot
        return when(slot, day.date, self.zone, self._words) if slot is not None and day is not None else ""

    def slot(self, slot: OutlineSlot, day: OutlineDay, margin: int) -> list[str]:
        time = self.time(slot.items[0].session, day)
        width = self.width - margin
        items = slot.items
        if len(items) == 1:
            lines = self.item(items[0], width, day)
        elif len(items) * (_COLUMN + 3) - 3 <= width:
            lines = self.side_by_side(items, width, day)
        else:
            number = self._words.counted("agenda.parallel", len(items), count=len(items))
            lines = [(number + self._words("mark.colon")).rstrip()]
            for item in items:
                lines += self.bulleted(item, width, day, timed=False)
        if columns(time) + 2 > margin:
            return [time, *(" " * margin + line for line in lines)]
        return [time + " " * (margin - columns(time)) + lines[0], *(" " * margin + line for line in lines[1:])]

    def side_by_side(self, items: tuple[Item, ...], width: int, day: OutlineDay) -> list[str]:
        room = (width - 3 * (len(items) - 1)) // len(items)
        blocks = [self.item(item, room, day) for item in items]
        lines: list[str] = []
        for number in range(max(len(block) for block in blocks)):
            cells = [block[number] if number < len(block) else "" for block in blocks]
            lines.append(" │ ".join(cell + " " * (room - columns(cell)) for cell in cells))
        return lines

    def bulleted(
        self,
        item: Item,
        width: int,
        day: OutlineDay | None = None,
        *,
        timed: bool = True,
        parent: Session | None = None,
    ) -> list[str]:
        time = self.time(item.session, day) if timed else ""
        lines = self.item(item, max(width - 2, _COLUMN // 2), day, f"{time}  " if time else "", parent)
        return [f"• {lines[0]}", *(f"  {line}" for line in lines[1:])]

    def item(
        self, item: Item, width: int, day: OutlineDay | None, prefix: str = "", parent: Session | None = None
    ) -> list[str]:
        session = item.session
        title = f"{session.title}: {session.subtitle}" if session.subtitle else session.title
        status = status_word(session.status, self._words)
        mark = status.upper() + self._words("mark.colon") if status is not None else ""
        lines = self.paragraph(prefix + mark + title, width, "  ")
        indent = "  "
        for text in self.facts(session, parent):
            lines += [indent + line for line in self.paragraph(text, width - 2)]
        lines += [indent + line for line in self.credits(session.participants, width - 2)]
        if self.abstracts and (about := session.abstract or session.description):
            for paragraph in about.splitlines():
                lines += [indent + line for line in self.paragraph(paragraph, width - 2)]
        for part in item.parts:
            timed = part.session.slot != session.slot
            lines += [indent + line for line in self.bulleted(part, width - 2, day, timed=timed, parent=session)]
        return lines

    def facts(self, session: Session, parent: Session | None) -> list[str]:
        event, words = self.event, self._words
        headline: list[str] = []
        label = kind_name(session.kind, words)
        if not is_service(session.kind) and session.kind != "other" and label.lower() not in session.title.lower():
            headline.append(label)
        rooms = room_names(event, session)
        if rooms and (parent is None or rooms != room_names(event, parent)):
            headline.append(words.listed(rooms))
        if parent is None or session.tracks != parent.tracks:
            tracks = event.index.tracks
            headline += [tracks[track].title if track in tracks else track for track in session.tracks]
        facts = [
            " · ".join(headline),
            words("mark.semicolon").join(spoken_words(event, session)),
            session.audience or "",
        ]
        if session.repeat_of is not None:
            first = event.index.sessions.get(session.repeat_of)
            facts.append(words("agenda.repeat", title=first.title if first else session.repeat_of))
        if session.previous_start is not None:
            was = session.previous_start.astimezone(self.zone) if self.zone else session.previous_start
            date = words("date.at", date=day_name(was.date(), words), time=clock(was))
            facts.append(words("agenda.moved", time=date))
        facts.append(words.listed([concept_label(uri, words) for uri in session.concepts]))
        return [text for text in facts if text]

    def credits(self, participants: tuple[Participant, ...], width: int) -> list[str]:
        lines: list[str] = []
        for line in self._credits.lines(participants):
            lines += self.paragraph(line, width, "  ")
        return lines
