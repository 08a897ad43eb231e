"""The agenda as Markdown blocks: a heading for each day, a nested list of its sessions."""

from __future__ import annotations

import re
from zoneinfo import ZoneInfo

from ...model.agent import Participant
from ...model.clock import Milestone
from ...model.event import Event
from ...model.session import Session
from ...model.vocabulary import is_service
from ...views.credits import Credits, credits_of_event
from ...views.english import (
    attending_line,
    concept_label,
    day_name,
    event_dates,
    kind_name,
    link_label,
    milestone_label,
    milestones_in_order,
    place_line,
    session_links,
    spoken_words,
    state_line,
    statement_line,
    status_word,
    when,
    where_line,
    words_of,
    zone_line,
)
from ...views.markup import href
from ...views.outline import Item, OutlineDay, make_outline

__all__ = ["MarkdownAgenda", "escaped"]

_SPECIAL = re.compile(r"[\\`*_\[\]<>|~$]|&(?=#?\w+;)")
_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]+")
_AT_START = re.compile(r"^(#{1,6}\s|[-+](?=\s)|\d{1,9}[.)](?=\s)|={3,}|-{3,})")


def escaped(text: str) -> str:
    """Return text on one line with all Markdown signs escaped."""
    line = _SPECIAL.sub(r"\\\g<0>", (text if text.isprintable() else _UNSEEN.sub(" ", text)).strip())
    if line[:1] not in "#+-=0123456789":
        return line
    return _AT_START.sub(
        lambda match: "\\" + match[0] if not match[0][0].isdigit() else match[0][:-1] + "\\" + match[0][-1], line
    )


class MarkdownAgenda:
    """The agenda of one event as Markdown."""

    def __init__(self, event: Event, zone: ZoneInfo | None, abstracts: bool) -> None:
        self.event = event
        self.zone = zone
        self.abstracts = abstracts
        self._credits = Credits(event)
        self._words = words_of(event)

    def text(self) -> str:
        outline, words = make_outline(self.event), self._words
        blocks = self.head()
        for day in outline.days:
            title = f" · {escaped(day.title)}" if day.title else ""
            blocks.append(f"## {words.sentence(day_name(day.date, words))}{title}")
            lines = [line for slot in day.slots for item in slot.items for line in self.item(item, day, 0)]
            blocks.append("\n".join(lines) or words("agenda.nothing") + words("mark.stop"))
        if outline.unscheduled:
            blocks.append(f"## {words('agenda.unscheduled')}")
            blocks.append("\n".join(line for item in outline.unscheduled for line in self.item(item, None, 0)))
        return "\n\n".join(blocks) + "\n"

    def head(self) -> list[str]:
        event, words = self.event, self._words
        stop = words("mark.stop")
        facts = [escaped(fact) for fact in (event_dates(event), place_line(event)) if fact]
        zone = words("zone.all", zone=f"**{escaped(zone_line(event, self.zone))}**") + stop
        if self.zone is not None and self.zone.key != event.timezone.key:
            zone += f" {words('zone.days', zone=escaped(event.timezone.key))}{stop}"
        blocks = [f"# {escaped(event.title)}"]
        if event.theme:
            blocks.append(f"**{escaped(event.theme)}**")
        blocks += [" · ".join(facts)] if facts else []
        blocks += [escaped(line) for line in (attending_line(event), statement_line(event)) if line]
        lines = [self.milestone(item, when) for item, when in milestones_in_order(event)]
        blocks += ["\n".join(lines)] if lines else []
        blocks.append(zone)
        if state := state_line(event):
            blocks.append(escaped(words.sentence(state)) + stop)
        blocks += self.credits(credits_of_event(event))
        return blocks

    def milestone(self, item: Milestone, when: str) -> str:
        label, address = escaped(milestone_label(item, self._words)), href(item.url)
        link = label if address is None else f"[{label}](<{address}>)"
        return f"- {link}{self._words('mark.colon')}{escaped(when)}"

    def item(self, item: Item, day: OutlineDay | None, depth: int, parent: Session | None = None) -> list[str]:
        session, slot = item.session, item.session.slot
        indent = "  " * depth
        is_timed = day is not None and slot is not None and (parent is None or slot != parent.slot)
        time = f"**{when(slot, day.date, self.zone, self._words)}** " if is_timed and day and slot else ""
        status = status_word(session.status, self._words)
        mark = f"*{status}* " if status is not None else ""
        title = escaped(session.title)
        address = href(session.url)
        if address is not None:
            title = f"[{title}](<{address}>)"
        if session.subtitle:
            title += f": {escaped(session.subtitle)}"
        facts = self.facts(session)
        lines = [f"{indent}- {time}{mark}{title}" + (f" · {' · '.join(facts)}" if facts else "")]
        for line in self.credits(session.participants):
            lines[-1] += "  "
            lines.append(f"{indent}  {line}")
        lines += self.about(session, indent)
        for part in item.parts:
            lines += self.item(part, day, depth + 1, session)
        return lines

    def credits(self, participants: tuple[Participant, ...]) -> list[str]:
        roles = self._credits.by_role(participants)
        words, colon = self._words, self._words("mark.colon")
        return [f"{escaped(heading)}{colon}{escaped(words.listed(names))}" for heading, names in roles]

    def facts(self, session: Session) -> list[str]:
        facts: list[str] = []
        label = kind_name(session.kind, self._words)
        if not is_service(session.kind) and session.kind != "other" and label.lower() not in session.title.lower():
            facts.append(label)
        if session.slot is not None and (where := where_line(self.event, session.slot)):
            facts.append(where)
        tracks = self.event.index.tracks
        facts += [tracks[track].title if track in tracks else track for track in session.tracks]
        facts += spoken_words(self.event, session)
        if session.audience:
            facts.append(session.audience)
        facts += [concept_label(uri, self._words) for uri in session.concepts]
        return list(map(escaped, facts))

    def about(self, session: Session, indent: str) -> list[str]:
        if not self.abstracts:
            return []
        lines: list[str] = []
        for text in (session.abstract, session.description):
            for paragraph in re.split(r"\n\s*\n", text.strip()) if text else []:
                lines += ["", f"{indent}  {escaped(paragraph)}"]
        for link in session_links(session):
            address = href(link.href)
            if address is not None:
                lines += ["", f"{indent}  [{escaped(link_label(link, self._words))}](<{address}>)"]
        return lines
