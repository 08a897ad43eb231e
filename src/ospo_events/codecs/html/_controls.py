"""The bar above the programme: days, the two views, filters."""

from __future__ import annotations

from collections.abc import Iterable

from ...model.event import Event
from ...views.english import MONTHS, WEEKDAYS, kind_name, language_name, words_of
from ...views.markup import attribute
from ...views.outline import Outline

__all__ = ["controls"]


def controls(event: Event, outline: Outline) -> str:
    """Return the bar for the days of an outline."""
    days = "".join(
        f'<li><a href="#d-{day.date}">{WEEKDAYS[day.date.weekday()][:3]} {day.date.day} '
        f"{MONTHS[day.date.month - 1][:3]}</a></li>"
        for day in outline.days
    )
    nav = f'<nav aria-label="Days"><ul>{days}</ul></nav>' if len(outline.days) > 1 else ""
    words = words_of(event)
    kinds = [(kind, kind_name(kind, words)) for kind in event.index.by_kind]
    by_agent = event.index.by_agent
    people = [(agent.id, agent.name) for agent in event.index.agents.values() if agent.id in by_agent]
    spoken = dict.fromkeys([*event.languages, *(code for s in event.sessions for code in s.languages)])
    choices = (
        _choice("kind", "Kind", kinds)
        + _choice("track", "Track", [(track.id, track.title) for track in event.tracks])
        + _choice("room", "Room", [(room.id, room.name) for room in event.rooms])
        + _choice("person", "Person", sorted(people, key=lambda pair: pair[1].casefold()))
        + _choice("language", "Language", [(code, language_name(code, words)) for code in spoken if " " not in code])
    )
    return (
        f'<form class="bar" id="controls" autocomplete="off" role="search" aria-label="What to show, and how">{nav}'
        '<fieldset class="views"><legend class="h">View</legend>'
        '<input type="radio" name="view" id="view-list" checked><label for="view-list">List</label>'
        '<input type="radio" name="view" id="view-grid"><label for="view-grid">Grid</label></fieldset>'
        '<button type="button" id="jump" hidden>Now</button>'
        '<details class="filters" data-js hidden><summary>Filter, my picks, time zone</summary><div>'
        '<label>Words<input type="search" id="f-text"></label>'
        f"{choices}"
        '<label>Times in<select id="zone-choice"></select></label>'
        '<label class="check"><input type="checkbox" id="only">Only my picks</label>'
        '<button type="button" id="save">Save what is shown (.ics)</button>'
        '<button type="button" id="save-picks">Save my picks (.ics)</button>'
        '<button type="reset">Show everything</button>'
        '</div></details><output id="count" aria-live="polite"></output></form>\n'
    )


def _choice(name: str, label: str, options: Iterable[tuple[str, str]]) -> str:
    items = "".join(f'<option value="{attribute(value)}">{attribute(shown)}</option>' for value, shown in options)
    if not items:
        return ""
    return f'<label>{label}<select id="f-{name}"><option value="">All</option>{items}</select></label>'
