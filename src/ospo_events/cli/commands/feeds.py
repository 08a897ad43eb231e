"""`ospo-events feeds`: write the calendars that people subscribe to."""

from __future__ import annotations

import argparse

from ...diagnostics import printable
from ...errors import OspoEventsError
from .._history import add_history, with_history
from .._io import (
    add_audience,
    add_force,
    add_input,
    add_profile,
    audience_of,
    input_options,
    may_publish,
    named,
    print_report,
    problems_of,
    read_event,
)
from .._languages import add_language, in_language
from .._loss import add_loss_arguments, print_losses
from .._output import counted, say
from .._progress import Progress

__all__ = ["configure", "run"]


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments to its parser."""
    add_input(parser)
    parser.add_argument("--out", metavar="FOLDER", type=named, required=True, help="the folder to write into")
    parser.add_argument(
        "--base-url", metavar="URL", help="the address at which the folder will be published, for feeds.json"
    )
    parser.add_argument("--mine", metavar="ID,ID", default="", help="the sessions of a personal feed, my.ics")
    add_calendar_options(parser)
    add_history(parser)
    add_audience(parser)
    add_language(parser, what="the language to write the feeds in")
    add_force(parser)
    add_loss_arguments(parser)


def add_calendar_options(parser: argparse.ArgumentParser) -> None:
    """Add the options of the calendar writer."""
    add_profile(parser)
    parser.add_argument("--times", choices=("local", "utc"), default="local", help="utc is for widgets on web pages")
    parser.add_argument(
        "--cancelled",
        choices=("status", "prefix", "omit"),
        default="status",
        help="how to write cancelled and postponed sessions",
    )
    parser.add_argument(
        "--open-end", choices=("assume", "omit"), default="assume", help="how to write sessions without an end"
    )


def run(arguments: argparse.Namespace) -> int:
    """Write the feeds and list them."""
    from ...codecs import codec_named  # noqa: PLC0415 # a command imports what it needs when it runs
    from ...codecs.calendar import write_feeds  # noqa: PLC0415 # a command imports what it needs when it runs

    decoded = read_event(
        arguments.file, arguments.source_format, input_options(arguments, arguments.file), quiet=arguments.quiet
    )
    problems = problems_of(decoded)
    print_report(decoded.report + problems, arguments)
    if decoded.event is None or not decoded.report.ok or not may_publish(problems, arguments):
        return 1
    audience = audience_of(arguments)
    event, history = with_history(decoded.event, arguments, audience)
    event = in_language(event, decoded.event, arguments)
    mine = [word for word in arguments.mine.split(",") if word]
    unknown = [word for word in mine if word not in event.index.sessions]
    if unknown:
        raise OspoEventsError(f"expected --mine to name sessions of the event, got {', '.join(unknown)}")
    options = {name: getattr(arguments, name) for name in ("profile", "times", "cancelled", "open_end")}
    with Progress(f"writing {arguments.out}", quiet=arguments.quiet):
        feeds = write_feeds(
            event,
            arguments.out,
            base_url=arguments.base_url,
            personal=mine,
            audience=audience,
            history=history,
            **options,
        )
        lost = codec_named("ics").fit(event, audience=audience, **options).report
    print_losses({"ics": lost}, arguments)
    for feed in feeds:
        thing = "milestone" if feed.group == "milestones" else "session"
        say(f"{feed.path}  {counted(feed.sessions, thing)}  {printable(feed.title)}")
    return 0
