"""The bar above the programme: days, the two views, the search, filters."""

from __future__ import annotations

from collections.abc import Iterable

from ...model.event import Event
from ...model.vocabulary import kind_label
from ...views.english import MONTHS, WEEKDAYS, language_name
from ...views.markup import attribute
from ...views.outline import Outline
from ._words import BAR

__all__ = ["controls", "nothing"]


def controls(event: Event, outline: Outline, *, people: bool, is_brief: bool) -> str:
    """Return the bar for the days of an outline.

    Args:
        event: the event.
        outline: its days.
        people: whether people are chosen from a list; they are searched for by name otherwise.
        is_brief: whether the page leaves the details to others.
    """
    details = "" if is_brief else f'<button type="button" id="details" aria-pressed="false">{BAR["details"]}</button>'
    days = "".join(
        f'<li><a href="#d-{day.date}">{WEEKDAYS[day.date.weekday()][:3]} {day.date.day} '
        f"{MONTHS[day.date.month - 1][:3]}</a></li>"
        for day in outline.days
    )
    nav = f'<nav aria-label="{BAR["days"]}"><ul>{days}</ul></nav>' if len(outline.days) > 1 else ""
    kinds = [(kind, kind_label(kind)) for kind in event.index.by_kind]
    by_agent = event.index.by_agent
    named = [(agent.id, agent.name) for agent in event.index.agents.values() if people and agent.id in by_agent]
    spoken = dict.fromkeys([*event.languages, *(code for s in event.sessions for code in s.languages)])
    choices = (
        _choice("track", [(track.id, track.title) for track in event.tracks])
        + _choice("room", [(room.id, room.name) for room in event.rooms])
        + _choice("kind", kinds)
        + _choice("person", sorted(named, key=lambda pair: pair[1].casefold()))
        + _choice("language", [(code, language_name(code)) for code in spoken if " " not in code])
    )
    return (
        f'<form class="bar" id="controls" autocomplete="off" role="search" aria-label="{BAR["bar"]}">{nav}'
        f'<fieldset class="views"><legend class="h">{BAR["view"]}</legend>'
        f'<input type="radio" name="view" id="view-list" checked><label for="view-list">{BAR["list"]}</label>'
        f'<input type="radio" name="view" id="view-grid"><label for="view-grid">{BAR["grid"]}</label></fieldset>'
        f'<button type="button" id="jump" hidden>{BAR["now"]}</button>'
        f'<label class="find" data-js hidden><span class="h">{BAR["search"]}</span>'
        f'<input type="search" id="f-text" placeholder="{BAR["search"]}" aria-keyshortcuts="/"></label>'
        f'<label class="only" data-js hidden><input type="checkbox" id="only"><span>{BAR["only"]}</span></label>'
        f'<details class="filters" data-js hidden><summary>{BAR["filters"]} <b id="active"></b></summary><div>'
        f"{choices}"
        f'<label>{BAR["zone"]}<select id="zone-choice"></select></label>'
        f"{details}"
        f'<button type="button" id="save">{BAR["save"]}</button>'
        f'<button type="button" id="save-picks">{BAR["save_picks"]}</button>'
        f'<a id="share" hidden>{BAR["share"]}</a>'
        f'<button type="button" class="clear">{BAR["clear"]}</button>'
        f'</div></details><ul id="chips" aria-label="{BAR["chosen"]}" hidden></ul>'
        '<output id="count" aria-live="polite"></output></form>\n'
    )


def nothing() -> str:
    """Return the line that is shown where no session is left, and leads back to all of them."""
    return (
        f'<p class="nothing" id="nothing" hidden>{BAR["nothing"]} '
        f'<button type="button" class="clear">{BAR["clear"]}</button></p>\n'
    )


def _choice(name: str, options: Iterable[tuple[str, str]]) -> str:
    items = "".join(f'<option value="{attribute(value)}">{attribute(shown)}</option>' for value, shown in options)
    if not items:
        return ""
    return f'<label>{BAR[name]}<select id="f-{name}"><option value="">{BAR["any"]}</option>{items}</select></label>'
