"""`ospo-events show`: print the agenda as a person wants to read it."""

from __future__ import annotations

import argparse
import datetime as dt
from collections.abc import Callable, Iterable
from typing import Any

import attrs

from ...diagnostics import Diagnostic, Report, Severity
from ...model import Audience, Event, Privacy, kind_of
from ...views import View, check_ids, select, view_for
from .._history import add_history, with_history
from .._io import add_audience, add_input, audience_of, input_options, print_report, read_event
from .._languages import add_language, in_language
from .._output import is_terminal, say

__all__ = ["add_selection", "configure", "run", "selected"]


def add_selection(parser: argparse.ArgumentParser) -> None:
    """Add the options that choose a part of the programme; each may be given several times."""
    for name, what in (
        ("track", "sessions of this track"),
        ("room", "sessions in this room"),
        ("person", "sessions of this person or organization"),
        ("day", "sessions of this day: a date, or its number"),
        ("kind", "sessions of this kind"),
    ):
        parser.add_argument(
            f"--{name}", metavar=name.upper(), action="append", default=[], help=f"show only {what} (id or name)"
        )


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments to its parser."""
    add_input(parser)
    add_selection(parser)
    add_history(parser)
    add_audience(parser)
    add_language(parser)
    parser.add_argument("--abstracts", action="store_true", help="also print the abstract of each session")
    parser.add_argument("--width", type=int, help="the width in columns (default: the width of the terminal, or 100)")


def run(arguments: argparse.Namespace) -> int:
    """Print the agenda."""
    from ...codecs import codec_named  # noqa: PLC0415 # a command imports what it needs when it runs

    shown = ("zone",)
    options = input_options(arguments, arguments.file, shown=shown)
    decoded = read_event(arguments.file, arguments.source_format, options, shown=shown)
    print_report(decoded.report, arguments)
    if decoded.event is None:
        return 1
    width = arguments.width or (_columns() if is_terminal() else 100)
    audience = audience_of(arguments)
    event, _ = with_history(decoded.event, arguments, audience)
    event = in_language(event, decoded.event, arguments)
    view = view_for(selected(event, arguments, audience), audience)
    # The remaining sessions may be seen by this audience, so the codec has nothing more to remove.
    agenda = codec_named("text").encode(
        view.event, audience=Audience.TEAM, width=width, zone=arguments.zone, abstracts=arguments.abstracts
    )
    say(agenda.value().decode(), end="")
    if hidden_line := _more_for_others(view):
        say(hidden_line, error=True)
    return 0 if decoded.report.ok else 1


def _columns() -> int:
    import shutil  # noqa: PLC0415 # only a terminal has a width to ask for

    return shutil.get_terminal_size().columns


def _more_for_others(view: View) -> str | None:
    """Return one line on how many more sessions the larger audiences see; None if none."""
    larger = [audience for audience in Audience if audience > view.audience]
    numbers = {other: sum(item.least <= other for item in view.withheld) for other in larger}
    counts = [
        f"{number} more for --audience {other.value}"
        for (other, number), before in zip(numbers.items(), (0, *numbers.values()), strict=False)
        if number > before
    ]
    return f"not shown: {', '.join(counts)}" if counts else None


def selected(event: Event, arguments: argparse.Namespace, audience: Audience) -> Event:
    """Return the part of the programme that the options choose; a part without sessions is a finding.

    An audience that may not see the details of a session must not learn its track, kind or people by filtering for
    them.

    Raises:
        UnknownId: an option names something that the programme does not have.
    """
    if not any((arguments.track, arguments.room, arguments.person, arguments.day, arguments.kind)):
        return event
    if audience is not Audience.TEAM and (arguments.track or arguments.person or arguments.kind):
        open_sessions = tuple(item for item in event.sessions if item.privacy is Privacy.PUBLIC)
        event = attrs.evolve(event, sessions=open_sessions)
    part = select(
        event,
        tracks=_ids(arguments.track, event.tracks, lambda item: item.title),
        rooms=_ids(arguments.room, event.rooms, lambda item: item.name),
        agents=_ids(arguments.person, (*event.people, *event.organizations), lambda item: item.name),
        days=[_day(event, text) for text in arguments.day],
        kinds=_kinds(event, arguments.kind),
    )
    if not part.sessions:
        finding = Diagnostic(
            code="nothing-selected", message="no session matches all of the given options", severity=Severity.WARNING
        )
        print_report(Report((finding,)), arguments)
    return part


def _ids(asked: list[str], items: Iterable[Any], name: Callable[[Any], str]) -> list[str]:
    """Return the ids for ids or names; a text that is neither stays as it is, so that `select` refuses it."""
    by_name = {name(item).casefold(): item.id for item in items}
    ids = {item.id for item in items}
    return [text if text in ids else by_name.get(text.casefold(), text) for text in asked]


def _day(event: Event, text: str) -> dt.date:
    days = {day.date.isoformat(): day.date for day in event.agenda.days}
    if text.isdigit() and 1 <= int(text) <= len(days):
        return list(days.values())[int(text) - 1]
    check_ids("day", [text], days)
    return days[text]


def _kinds(event: Event, asked: list[str]) -> list[str]:
    there = event.index.by_kind
    kinds = [text if text in there else kind_of(text) or text for text in asked]
    check_ids("kind", kinds, there)
    return kinds
