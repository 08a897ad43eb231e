"""`ospo-events new`: write a commented starter file for your own event."""

from __future__ import annotations

import argparse
import datetime as dt
import json
import os
import re
from importlib.resources import files

from ...codecs import codec_named
from ...diagnostics import Severity
from ...errors import OspoEventsError
from ...model import WallClock, slugify
from .._io import named, write_output
from .._output import say

__all__ = ["configure", "run"]

MAX_DAYS = 31

# Parts of `starter.yaml` that the options replace.
_ID, _TITLE, _BERLIN = "my-ospo-meeting", "My OSPO Meeting 2026", "Europe/Berlin"
_DAY = dt.date(2026, 10, 1)
_FRAME = "  - date: {date}\n    title: Day {number}\n    start: 09:00\n    end: 18:00\n"
_SESSION = (
    "\n  - id: talk-{number}\n    title: What we do on day {number}\n    kind: talk\n    track: policy\n"
    "    day: {date}\n    time: 09:00-18:00\n    room: great-hall\n    speakers: [ada]\n"
    "    abstract: What you want to talk about on this day.\n"
)
_TOWN = "locality: Berlin, country: DE"
_PLAIN = re.compile(r"[^\W\d_]+(?:-[a-z0-9]+)+|[^\W\d_][\w'.,()–-]*(?: [\w'.,()–-]+)+")
"""An id or a title of several words, which YAML takes as text without quotes; one word may be `null` or `yes`."""


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments to its parser."""
    parser.add_argument(
        "output",
        metavar="OUT",
        type=named,
        nargs="?",
        default="-",
        help="the file to write (it must not exist yet), or - for standard output",
    )
    parser.add_argument("--title", metavar="TITLE", help="the title of the event; its id is made from it")
    parser.add_argument("--start", metavar="DATE", type=_date, help="the first day, such as 2026-10-01")
    parser.add_argument(
        "--days", metavar="N", type=_days, default=1, help=f"the number of days, 1 to {MAX_DAYS} (default: 1)"
    )
    parser.add_argument("--timezone", metavar="ZONE", help="the IANA time zone of the event, such as Europe/Berlin")


def run(arguments: argparse.Namespace) -> int:
    """Write the starter file; an existing file is never overwritten."""
    name: str = arguments.output
    if name != "-" and os.path.lexists(name):
        say(f"ospo-events new: expected a file that does not exist yet, got {name}", error=True)
        return 2
    write_output(name, _starter(arguments).encode("utf-8"))
    return 0


def _date(text: str) -> dt.date:
    try:
        if len(text) != len("2026-10-01"):  # Python also reads 20261001 and 2026-W40-4
            raise ValueError
        return dt.date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"expected a date such as 2026-10-01, got {text!r}") from None


def _days(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and len(text) < 4 and 1 <= int(text) <= MAX_DAYS):
        raise argparse.ArgumentTypeError(f"expected a number of days from 1 to {MAX_DAYS}, got {text!r}")
    return int(text)


def _title(text: str) -> str:
    title = " ".join(text.split())
    if not title or not title.isprintable():
        raise OspoEventsError(f"expected a title of printable characters, got {text!r}")
    return title


def _zone(name: str) -> str:
    try:
        return WallClock(name).timezone.key
    except ValueError as problem:
        raise OspoEventsError(str(problem)) from problem


def _days_from(first: dt.date, number: int) -> list[dt.date]:
    try:
        return [first + dt.timedelta(days=day) for day in range(number)]
    except OverflowError:
        raise OspoEventsError(f"expected days up to the year 9999, got {number} from {first}") from None


def _starter(arguments: argparse.Namespace) -> str:
    """Return the starter file with the title, the days and the zone that were asked for.

    Raises:
        OspoEventsError: one of them is no value that a programme can have.
    """
    days = _days_from(arguments.start or _DAY, arguments.days)
    frames = [_FRAME.format(number=number, date=day) for number, day in enumerate(days, 1)]
    replacements = [(str(_DAY), str(days[0])), (frames[0], "".join(frames))]
    if arguments.timezone is not None and (zone := _zone(arguments.timezone)) != _BERLIN:
        replacements.append((f"timezone: {_BERLIN} ".ljust(36), f"timezone: {zone} ".ljust(36)))
        replacements.append((_TOWN, "locality: Your Town"))
    if arguments.title is None:
        replacements.append((_TITLE, _TITLE.replace(str(_DAY.year), str(days[0].year))))
    else:  # last, since a title may contain the words that are replaced
        title = _title(arguments.title)
        replacements.append((f"id: {_ID} ".ljust(36), f"id: {_scalar(slugify(title))} ".ljust(36)))
        replacements.append((f"title: {_TITLE}\n", f"title: {_scalar(title)}\n"))
    text = files("ospo_events.cli").joinpath("starter.yaml").read_text("utf-8")
    for old, new in replacements:
        text = text.replace(old, new)
    text += "".join([_SESSION.format(number=number, date=day) for number, day in enumerate(days[1:], 2)])
    report = codec_named("yaml").decode(text.encode("utf-8")).report
    if not report.ok:  # such as a clock that skips a time of the starter
        raise OspoEventsError(next(item.message for item in report if item.severity is Severity.ERROR))
    return text


def _scalar(text: str) -> str:
    """Return a text as YAML; a text of JSON in quotes is one of YAML too."""
    return text if _PLAIN.fullmatch(text) else json.dumps(text, ensure_ascii=False)
