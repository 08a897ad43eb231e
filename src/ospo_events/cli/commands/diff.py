"""`ospo-events diff`: show what changed between two editions of a programme."""

from __future__ import annotations

import argparse
import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from ...codecs import Decoded
from ...codecs.changes import FORMATS, notices, write_changes
from ...diagnostics import Suggestions
from ...errors import InvalidOption, OspoEventsError
from ...model import Audience, Event
from ...views import ACT_ON, Changes, Impact, check_ids, diff, for_audience
from .._io import add_audience, add_reader_options, audience_of, input_options, named, print_report, read_event
from .._output import counted, say, write_document

__all__ = ["configure", "run"]


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments to its parser."""
    help = "a programme in any readable format; REV:PATH is a file in a git revision, - is standard input"
    parser.add_argument("older", metavar="OLDER", help=help)
    parser.add_argument("newer", metavar="NEWER", help="the newer edition, in the same format or another")
    parser.add_argument("more", nargs="*", help=argparse.SUPPRESS)
    add_reader_options(parser)
    parser.add_argument("--format", choices=FORMATS, default="text", help="how to write the changes (default: text)")
    parser.add_argument("--fragment", action="store_true", help="html: a fragment to put into a page")
    parser.add_argument(
        "--at",
        metavar="TIME",
        help="atom: the time of the change, such as 2024-07-01T12:00Z (default: the time in NEWER)",
    )
    parser.add_argument(
        "--only",
        metavar="IMPACTS",
        help=f"show only changes of these impacts: {', '.join(impact.value for impact in Impact)}",
    )
    parser.add_argument("--all", action="store_true", help="show all changes, also those of texts and other data")
    for name, what in (
        ("person", "this person or organization"),
        ("room", "this room"),
        ("track", "this track"),
        ("day", "this day: a date, or its number"),
    ):
        parser.add_argument(
            f"--{name}",
            metavar=name.upper(),
            action="append",
            default=[],
            help=f"show only changes that concern {what} (id or name)",
        )
    add_audience(parser, "public; json: team")
    parser.add_argument(
        "--notices",
        metavar="FOLDER",
        type=named,
        help="write a message with a calendar to each affected person and room",
    )
    parser.add_argument("--exit-code", action="store_true", help="exit with 1 if anything changed")
    parser.add_argument(
        "--git-driver",
        action="store_true",
        help="expect the arguments that git gives to a diff driver, for .gitattributes",
    )


def run(arguments: argparse.Namespace) -> int:
    """Compare and print the changes: exit with 0; 1 for changes if `--exit-code`; 2 if an input is unreadable."""
    older_name, newer_name = _sides(arguments)
    options = input_options(arguments, older_name, newer_name)
    if older_name == newer_name == "-":
        raise OspoEventsError("expected one of the two programmes on standard input, got both")
    sides = [read_event(name, arguments.source_format, options) for name in (older_name, newer_name)]
    events = _events(sides, arguments)
    if events is None:
        return 0 if arguments.git_driver else 2
    older, newer = events
    impacts = _shown(arguments)
    audience = Audience.TEAM if arguments.format == "json" and arguments.audience is None else audience_of(arguments)
    all_changes = diff(older, newer)
    seen = (for_audience(older, audience), for_audience(newer, audience))
    changes = all_changes if seen[0] is older and seen[1] is newer else diff(*seen)
    print_report(changes.report, arguments)
    hidden = len(all_changes) - len(changes)
    changes = _chosen(changes, arguments)
    if arguments.only:
        changes = changes.only(impacts)
    at = None if arguments.at is None else _moment(arguments.at)
    document = write_changes(changes, arguments.format, shown=impacts, fragment=arguments.fragment, at=at)
    if arguments.format == "text":
        nothing = _asks(arguments) and not changes
        say(f"{newer.title}\nNo change concerns your selection." if nothing else document.decode().rstrip("\n"))
    else:
        write_document(document)
    if hidden > 0:
        say(f"not shown: {counted(hidden, 'more change')} for --audience team", error=True)
    if arguments.notices is not None:
        _write_notices(changes, impacts, arguments.notices)
    return (
        1
        if arguments.exit_code and not arguments.git_driver and (changes or (hidden > 0 and not _asks(arguments)))
        else 0
    )


def _sides(arguments: argparse.Namespace) -> tuple[str, str]:
    """Return the names of the two inputs.

    Raises:
        OspoEventsError: there are not two.
    """
    sides: list[str] = [arguments.older, arguments.newer, *arguments.more]
    if arguments.git_driver:
        # PATH OLD-FILE OLD-HEX OLD-MODE NEW-FILE NEW-HEX NEW-MODE, and two more arguments for a renamed file.
        if len(sides) not in (7, 9):
            raise OspoEventsError(f"expected the seven arguments that git gives to a diff driver, got {len(sides)}")
        say(f"{sides[0]}:")
        return sides[1], sides[4]
    if len(sides) != 2:
        raise OspoEventsError(f"expected two programmes, OLDER and NEWER, got {len(sides)}")
    return sides[0], sides[1]


def _events(sides: Sequence[Decoded], arguments: argparse.Namespace) -> tuple[Event, Event] | None:
    """Return the two editions; print the errors and return None if one cannot be read."""
    events: list[Event] = []
    for side in sides:
        if side.event is None or not side.report.ok:
            # A part that cannot be read would look like a part that was removed.
            print_report(side.report, arguments)
        else:
            events.append(side.event)
    return (events[0], events[1]) if len(events) == 2 else None


def _shown(arguments: argparse.Namespace) -> tuple[Impact, ...]:
    """Return the impacts to show.

    Raises:
        InvalidOption: there is no such impact.
    """
    if arguments.only is None:
        return tuple(Impact) if arguments.all else ACT_ON
    words = {impact.value: impact for impact in Impact}
    impacts: list[Impact] = []
    for word in arguments.only.split(","):
        name = word.strip().lower()
        if name not in words:
            near = Suggestions(words).nearest(name)
            hint = f"did you mean {near!r}?" if near else f"there are {', '.join(words)}"
            raise InvalidOption(f"expected impacts as --only, got {word!r}; {hint}")
        impacts.append(words[name])
    return tuple(impacts)


def _asks(arguments: argparse.Namespace) -> bool:
    """Return whether only some of the changes are requested."""
    return bool(arguments.only or arguments.person or arguments.room or arguments.track or arguments.day)


def _chosen(changes: Changes, arguments: argparse.Namespace) -> Changes:
    """Return the changes that concern the people, rooms, tracks and days of the options.

    Raises:
        UnknownId: an option names something that neither edition has.
    """
    events = (changes.older, changes.newer)
    return changes.of(
        agents=_ids(
            "person", arguments.person, [each for event in events for each in (*event.people, *event.organizations)]
        ),
        rooms=_ids("room", arguments.room, [room for event in events for room in event.rooms]),
        tracks=_ids("track", arguments.track, [track for event in events for track in event.tracks]),
        days=[date for text in arguments.day for date in _dates(events, text)],
    )


def _ids(what: str, asked: Iterable[str], items: Sequence[Any]) -> list[str]:
    """Return the ids of things in either edition, for ids or names."""
    matching_ids: list[str] = []
    for text in asked:
        name = text.casefold()
        ids = {
            item.id
            for item in items
            if text == item.id or name == (getattr(item, "name", None) or item.title).casefold()
        }
        if not ids:
            check_ids(what, [text], {item.id for item in items})
        # A name in one edition also finds the same thing under its name in the other edition.
        matching_ids += sorted(ids)
    return matching_ids


def _dates(events: Sequence[Event], text: str) -> list[dt.date]:
    dates = [day.date for event in events for number, day in enumerate(event.agenda.days, 1) if text == str(number)]
    if not dates:
        days = {day.date.isoformat(): day.date for event in events for day in event.agenda.days}
        check_ids("day", [text], days)
        dates = [days[text]]
    return dates


def _moment(text: str) -> dt.datetime:
    try:
        moment = dt.datetime.fromisoformat(text)
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None:
        raise InvalidOption(f"expected --at to be a time with an offset such as 2024-07-01T12:00Z, got {text!r}")
    return moment


def _write_notices(changes: Changes, shown: Sequence[Impact], folder: str) -> None:
    from ...site import write_site  # noqa: PLC0415 # few ask for it

    files = notices(changes, shown=shown)
    write_site(files, folder)
    number = sum(path.endswith(".txt") for path in files)
    say(f"{folder}: {counted(number, 'message')}", error=True)
