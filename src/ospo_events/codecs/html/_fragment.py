"""The programme as a list to paste into a page of another site: no head, no script, every class with a prefix."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from urllib.parse import quote

from ...model.event import Event
from ...model.session import Session, Slot
from ...model.status import Status
from ...views.english import day_name, day_tab, state_line, status_word, when, where_line, zone_line
from ...views.markup import attribute, text
from ...views.outline import Item, make_outline
from .._codec import Encoded
from ._escape import color
from ._page_links import PageLinks, language_of, runs_from_the_right
from ._snippets import Snippets
from ._templates import small_template

__all__ = ["encode", "fragment"]


def encode(event: Event, *, base_url: str | None = None) -> Encoded:
    """Write the programme as a fragment of HTML.

    Args:
        event: the event; what is private stays out.
        base_url: the address of the page of the programme, to which titles lead; None: they lead nowhere.
    """
    if base_url is None:
        return Encoded(data=fragment(event.index.resolved, home=None, page_of=lambda _: None))
    base = base_url.partition("#")[0]
    return Encoded(data=fragment(event.index.resolved, home=base, page_of=lambda one: f"{base}#s-{quote(one)}"))


def fragment(event: Event, *, home: str | None, page_of: Callable[[str], str | None]) -> bytes:
    """Return the programme as a list: days, times, titles, names, tracks and rooms.

    Args:
        event: the event, which is its own `index.resolved`.
        home: the address of the page of the programme.
        page_of: returns the address of the page of a session.
    """
    return "".join(_Fragment(event, page_of).pieces(home)).encode("utf-8", "replace")


class _Fragment:
    def __init__(self, event: Event, page_of: Callable[[str], str | None]) -> None:
        self._event = event
        self._page_of = page_of
        self._snippets = Snippets(event, PageLinks())
        self._words = self._snippets.words
        self._colors: dict[str, tuple[str, str]] = {
            track.id: (f"ospo-t{number}", paint)
            for number, track in enumerate(event.tracks)
            if (paint := color(track.color)) is not None
        }

    def pieces(self, home: str | None) -> Iterator[str]:
        """Yield the fragment, piece by piece; no line is blank, so that no editor makes a paragraph of one."""
        words, outline = self._words, make_outline(self._event)
        rules = "".join(f".{name}{{--ospo-track:{paint}}}\n" for name, paint in self._colors.values())
        direction = "rtl" if runs_from_the_right(self._event) else "ltr"
        yield (
            f'<div class="ospo-programme" lang="{language_of(self._event)}" dir="{direction}" '
            f'data-days="{attribute(words("bar.days"))}" data-nothing="{attribute(words("bar.nothing"))}">\n'
            f"<style>\n{small_template('fragment.css', {})}{rules}</style>\n"
        )
        if state := state_line(self._event):
            yield f'<p class="ospo-state">{text(words.sentence(state))}</p>\n'
        for day in outline.days:
            name = words.sentence(day_name(day.date, words))
            more = f' <small class="ospo-name"><bdi>{text(day.title)}</bdi></small>' if day.title else ""
            yield (
                f'<section class="ospo-day" data-day="{day.date}" data-tab="{attribute(day_tab(day.date, words))}">\n'
                f'<h3 class="ospo-date">{text(name)}{more}</h3>\n'
            )
            if day.items:
                yield from self._list(day.items, day.date)
            else:
                yield f'<p class="ospo-none">{words("agenda.nothing")}{words("mark.stop")}</p>\n'
            yield "</section>\n"
        if outline.unscheduled:
            later = text(words("agenda.unscheduled"))
            yield f'<section class="ospo-day" data-tab="{later}">\n<h3 class="ospo-date">{later}</h3>\n'
            yield from self._list(outline.unscheduled, None)
            yield "</section>\n"
        zone = words("zone.all", zone=text(zone_line(self._event))) + words("mark.stop")
        link = (
            f' <a class="ospo-link" href="{text(home)}">{text(words("page.programme"))}</a>' if home is not None else ""
        )
        yield f'<p class="ospo-zone">{zone}{link}</p>\n</div>\n'

    def _list(
        self, items: tuple[Item, ...], day: dt.date | None, around: tuple[tuple[str, ...], tuple[str, ...]] = ((), ())
    ) -> Iterator[str]:
        yield '<ul class="ospo-list" role="list">\n'
        for item in items:
            session = item.session
            tracks = session.tracks or around[0]
            rooms = (session.slot.rooms if session.slot is not None else ()) or around[1]
            yield self._row(session, day, tracks, rooms, around)
            if item.parts:
                yield from self._list(item.parts, day, (tracks, rooms))
            yield "</li>\n"
        yield "</ul>\n"

    def _row(
        self,
        session: Session,
        day: dt.date | None,
        tracks: tuple[str, ...],
        rooms: tuple[str, ...],
        around: tuple[tuple[str, ...], tuple[str, ...]],
    ) -> str:
        snippets, slot = self._snippets, session.slot
        look = "ospo-session"
        if name := next((self._colors[id][0] for id in tracks if id in self._colors), None):
            look += f" {name}"
        facts = "".join(
            f' data-{name}="{" ".join(map(attribute, ids))}"'
            for name, ids in (("track", tracks), ("room", rooms))
            if ids
        )
        time = self._when(slot, day) if slot is not None and day is not None else ""
        where = ""
        if slot is not None and (slot.rooms or slot.venue is not None) and slot.rooms != around[1]:
            named = snippets.rooms(slot.rooms) if slot.rooms else snippets.isolated(where_line(self._event, slot))
            where = f'<span class="ospo-where">{named}</span>'
        return f'<li class="{look}"{facts}>{time}<span class="ospo-what">{self._title(session, around)}</span>{where}\n'

    def _when(self, slot: Slot, day: dt.date) -> str:
        said = text(when(slot, day, words=self._words))
        if slot.all_day:
            return f'<span class="ospo-time">{said}</span>'
        return f'<time class="ospo-time" datetime="{slot.start.isoformat()}">{said}</time>'

    def _title(self, session: Session, around: tuple[tuple[str, ...], tuple[str, ...]]) -> str:
        title = f"<bdi>{text(session.title)}</bdi>"
        if (page := self._page_of(session.id)) is not None:
            title = f'<a class="ospo-link" href="{text(page)}">{title}</a>'
        if session.status is Status.CANCELLED:
            title = f"<s>{title}</s>"
        if word := status_word(session.status, self._words):
            title = f'<strong class="ospo-status">{text(self._words.sentence(word))}</strong> {title}'
        if session.subtitle:
            title += f' <span class="ospo-subtitle"><bdi>{text(session.subtitle)}</bdi></span>'
        names = self._snippets.names(session.participants)
        tracks = [
            f'<span class="ospo-track"><bdi>{text(track.title)}</bdi></span>'
            for id in session.tracks
            if session.tracks != around[0] and (track := self._event.index.tracks.get(id)) is not None
        ]
        facts = " · ".join([*([names] if names else []), *tracks])
        return f'{title}<span class="ospo-facts">{facts}</span>' if facts else title
