"""The toolbar above the programme: days, the two views, the search, filters."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ...model.event import Event
from ...views.english import day_tab, kind_name, language_name, words_of
from ...views.markup import attribute
from ...views.outline import Outline
from ...views.words import Words

__all__ = ["controls", "nothing"]


def controls(event: Event, outline: Outline, *, people: bool, is_brief: bool) -> str:
    """Return the toolbar for the days of an outline.

    Args:
        event: the event.
        outline: its days.
        people: whether people are chosen from a list; they are searched for by name otherwise.
        is_brief: whether the page leaves the details to others.
    """
    words = words_of(event)
    bar = words.group("bar")
    details = "" if is_brief else f'<button type="button" id="details" aria-pressed="false">{bar["details"]}</button>'
    days = "".join(f'<li><a href="#d-{day.date}">{day_tab(day.date, words)}</a></li>' for day in outline.days)
    nav = f'<nav aria-label="{bar["days"]}"><ul>{days}</ul></nav>' if len(outline.days) > 1 else ""
    kinds = [(kind, kind_name(kind, words)) for kind in event.index.by_kind]
    by_agent = event.index.by_agent
    named = [(agent.id, agent.name) for agent in event.index.agents.values() if people and agent.id in by_agent]
    spoken = dict.fromkeys([*event.languages, *(code for s in event.sessions for code in s.languages)])
    # Where each session has a language, as each has a kind, there is nothing to choose of one alone.
    least = 2 if all(event.languages or session.languages for session in event.sessions) else 1
    choices = (
        _choice(bar, "track", [(track.id, track.title) for track in event.tracks])
        + _choice(bar, "room", [(room.id, room.name) for room in event.rooms])
        + _choice(bar, "kind", kinds, 2)
        + _choice(bar, "person", sorted(named, key=lambda pair: pair[1].casefold()))
        + _choice(bar, "language", [(code, language_name(code, words)) for code in spoken if " " not in code], least)
    )
    return (
        f'<form class="bar" id="controls" autocomplete="off" role="search" aria-label="{bar["bar"]}">{nav}'
        f'<fieldset class="views"><legend class="h">{bar["view"]}</legend>'
        f'<input type="radio" name="view" id="view-list" checked><label for="view-list">{bar["list"]}</label>'
        f'<input type="radio" name="view" id="view-grid"><label for="view-grid">{bar["grid"]}</label></fieldset>'
        f'<button type="button" id="jump" hidden>{bar["now"]}</button>'
        f'<label class="find" data-js hidden><span class="h">{bar["search"]}</span>'
        f'<input type="search" id="f-text" placeholder="{bar["search"]}" aria-keyshortcuts="/"></label>'
        f'<label class="only" data-js hidden><input type="checkbox" id="only"><span>{bar["only"]}</span></label>'
        f'<details class="filters" data-js hidden><summary>{bar["filters"]} <b id="active"></b></summary><div>'
        f"{choices}"
        f'<label>{bar["zone"]}<select id="zone-choice"></select></label>'
        f"{details}"
        f'<button type="button" id="save">{bar["save"]}</button>'
        f'<button type="button" id="save-picks">{bar["save_picks"]}</button>'
        f'<a id="share" hidden>{bar["share"]}</a>'
        f'<button type="button" class="clear">{bar["clear"]}</button>'
        f'</div></details><ul id="chips" aria-label="{bar["chosen"]}" hidden></ul>'
        '<output id="count" aria-live="polite"></output></form>\n'
    )


def nothing(words: Words) -> str:
    """Return the line that is shown if no session matches, with a link back to all of them."""
    return (
        f'<p class="nothing" id="nothing" hidden>{words("bar.nothing")} '
        f'<button type="button" class="clear">{words("bar.clear")}</button></p>\n'
    )


def _choice(bar: Mapping[str, str], name: str, options: Iterable[tuple[str, str]], least: int = 1) -> str:
    options = tuple(options)
    if len(options) < least:
        return ""
    items = "".join(f'<option value="{attribute(value)}">{attribute(shown)}</option>' for value, shown in options)
    return f'<label>{bar[name]}<select id="f-{name}"><option value="">{bar["any"]}</option>{items}</select></label>'
