"""`ospo-events publish`: record what is published, so that calendars are updated with every change."""

from __future__ import annotations

import argparse
import datetime as dt
import os
from pathlib import Path

from ...codecs import Codec, codec_for_path, codec_named
from ...codecs.history import history_json
from ...diagnostics import Report
from ...errors import InvalidOption, InvalidProgramme, OspoEventsError, UnknownFormat
from ...model import Event, read_moment
from ...views import GUARDS, History, Limits, Published, PublishingRefused, Revision, count_words, publish
from .._git import Commit, commits_of
from .._history import read_history_file
from .._io import (
    add_audience,
    add_force,
    add_reader_options,
    add_report_format,
    audience_of,
    input_options,
    may_publish,
    named,
    print_report,
    problems_of,
    read_event_and_origin,
    write_output,
)
from .._output import counted, say

__all__ = ["configure", "run"]

_GRACE = 6.0
"""How many hours a session may be missing from a file of another system before it counts as removed."""


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments to its parser."""
    parser.add_argument("file", metavar="EVENT", nargs="?", help="a programme in any readable format")
    add_reader_options(parser)
    parser.add_argument(
        "--history",
        metavar="FILE",
        type=named,
        required=True,
        help="the history file: created if it is missing, replaced as a whole",
    )
    when = parser.add_mutually_exclusive_group()
    when.add_argument(
        "--at",
        metavar="TIME",
        help="the time of publication, such as 2024-07-01T12:00Z or the event's local time (default: the time in the "
        "event)",
    )
    when.add_argument("--now", action="store_true", help="use the current time")
    parser.add_argument("--note", metavar="TEXT", help="a note about this revision, for the history")
    parser.add_argument(
        "--out", metavar="FILE", type=named, help="also write the published programme, in the format of the file name"
    )
    parser.add_argument(
        "--to", dest="target_format", metavar="FORMAT", help="the format of --out (default: by its suffix)"
    )
    parser.add_argument(
        "--check", action="store_true", help="write nothing; exit with 1 if something would be published"
    )
    parser.add_argument(
        "--grace",
        metavar="HOURS",
        type=float,
        help=f"how long a missing session counts as merely missing (default: 0 for native files, {_GRACE:g} for all "
        "others)",
    )
    parser.add_argument(
        "--allow-removals",
        metavar="N|none|all",
        help="how many sessions may be removed at once (default: fewer than 3, or 10%% of them)",
    )
    parser.add_argument(
        "--allow-shift", action="store_true", help="allow most sessions to move by the same number of hours"
    )
    parser.add_argument(
        "--allow",
        metavar="GUARD",
        action="append",
        default=[],
        help=f"allow what a guard would refuse: {', '.join(GUARDS)}",
    )
    parser.add_argument(
        "--from-git",
        metavar="PATH",
        help="publish every commit of a file in turn, instead of EVENT; refused commits are left out",
    )
    add_audience(parser)
    add_force(parser)
    add_report_format(parser)


def run(arguments: argparse.Namespace) -> int:
    """Publish: exit with 0; 1 if refused or, with `--check`, if something is new; 2 if a file is unreadable."""
    if (arguments.file is None) is (arguments.from_git is None):
        raise OspoEventsError(
            "expected EVENT or --from-git PATH, got " + ("none" if arguments.file is None else "both")
        )
    writer = _writer(arguments)
    _check_guards(arguments)
    history = _history(arguments)
    if arguments.from_git is not None:
        return _replay(arguments, history)
    return _publish(arguments, history, writer)


def _publish(arguments: argparse.Namespace, history: History | None, writer: Codec | None) -> int:
    options = input_options(arguments, arguments.file)
    decoded, is_native = read_event_and_origin(arguments.file, arguments.source_format, options)
    if decoded.event is None or not decoded.report.ok:
        print_report(decoded.report, arguments)
        return 2
    problems = problems_of(decoded)
    at = _moment(arguments, decoded.event)
    try:
        published = publish(
            decoded.event,
            history,
            at=at,
            note=arguments.note,
            limits=_limits(arguments, is_native=is_native),
            audience=audience_of(arguments),
        )
    except PublishingRefused as problem:
        print_report(decoded.report + problems + problem.report, arguments)
        return 1
    print_report(decoded.report + problems + published.report, arguments)
    if not may_publish(problems, arguments):
        return 1
    is_new = published.history is not history
    if arguments.check:
        _say(published.revision, history, "would be " if is_new else "")
        return 1 if is_new else 0
    data = None if writer is None else writer.encode(published.event, audience=audience_of(arguments)).value()
    if is_new:
        _write_history(arguments, published)
    # A run that was interrupted between writing the history and the programme finds the history complete; it continues
    # here.
    if data is not None:
        write_output(arguments.out, data)
    _say(published.revision, history, "")
    return 0


def _write_history(arguments: argparse.Namespace, published: Published) -> None:
    write_output(arguments.history, history_json(published.history))


def _say(revision: Revision, history: History | None, would: str) -> None:
    if history is not None and revision is history.last:
        say(f"nothing is new since revision {revision.number} of {revision.at:%Y-%m-%d %H:%M} UTC", error=True)
    else:
        say(f"revision {revision.number} {would}published: {count_words(revision)}", error=True)


def _history(arguments: argparse.Namespace) -> History | None:
    """Return the existing history; None if there is no such file yet."""
    if not Path(arguments.history).exists():
        return None
    return read_history_file(arguments.history, damaged="history-damaged" in arguments.allow)


def _writer(arguments: argparse.Namespace) -> Codec | None:
    if arguments.out is None:
        return None
    format: str | None = arguments.target_format
    if format is None and arguments.out == "-":
        raise UnknownFormat("expected --to FORMAT when writing to standard output, got none")
    writer = codec_for_path(arguments.out, writes=True) if format is None else codec_named(format)
    if not writer.writes:
        raise UnknownFormat(f"{writer.name!r} can be read but not written; `ospo-events formats` lists the formats")
    return writer


def _moment(arguments: argparse.Namespace, event: Event) -> dt.datetime:
    """Return the time of publication.

    Raises:
        OspoEventsError: no option and no attribute states it.
    """
    if arguments.now:
        # Only the command line reads the clock: the library takes the moment as an argument.
        return dt.datetime.now(dt.UTC)
    if arguments.at is None:
        if event.updated is None:
            raise OspoEventsError(
                "expected a time of publication, got none; use --at TIME or --now, or write "
                "`updated` into the programme"
            )
        return event.updated
    try:
        moment = read_moment(arguments.at)
    except ValueError as problem:
        raise OspoEventsError(f"--at: {problem}") from None
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=event.timezone)


def _check_guards(arguments: argparse.Namespace) -> None:
    unknown = [word for word in arguments.allow if word not in GUARDS]
    if unknown:
        raise InvalidOption(f"expected one of {', '.join(GUARDS)} as --allow, got {unknown[0]!r}")
    _removals(arguments)


def _removals(arguments: argparse.Namespace) -> int | None:
    text: str | None = arguments.allow_removals
    if text is None or text == "all":
        return None
    if text != "none" and not (text.isascii() and text.isdigit()):
        raise InvalidOption(f"expected a number, none or all as --allow-removals, got {text!r}")
    return 0 if text == "none" else int(text)


def _limits(arguments: argparse.Namespace, *, is_native: bool) -> Limits:
    allowed: set[str] = set(arguments.allow)
    if arguments.allow_removals == "all":
        allowed.add("mass-removal")
    if arguments.allow_shift:
        allowed.add("mass-shift")
    hours = arguments.grace if arguments.grace is not None else 0.0 if is_native else _GRACE
    try:
        grace = dt.timedelta(hours=hours)
    except (OverflowError, ValueError):
        grace = dt.timedelta(days=-1)
    if grace < dt.timedelta():
        raise InvalidOption(f"expected --grace to be hours, 0 or more, got {hours!r}")
    return Limits(grace=grace, removals=_removals(arguments), allowed=allowed)


# --- replaying a git history ------------------------------------------------------------------


def _replay(arguments: argparse.Namespace, history: History | None) -> int:
    """Publish each commit of a file; a commit that is refused or unreadable is reported and left out."""
    before = history
    commits = commits_of(arguments.from_git)
    left_out = 0
    for commit in commits:
        if history is not None and commit.at < history.last.at:
            continue  # this commit was published already, or its clock was wrong
        published = _replayed(arguments, history, commit)
        if published is None:
            left_out += 1
        else:
            history = published.history
    if history is None or left_out == len(commits):
        say("no commit could be published", error=True)
        return 1
    is_new = history is not before
    number = len(history.revisions) - (0 if before is None else len(before.revisions))
    say(f"{counted(len(commits), 'commit')}, {counted(number, 'new revision')}, {left_out} left out", error=True)
    if arguments.check:
        return 1 if is_new else 0
    if is_new:
        write_output(arguments.history, history_json(history))
    return 0


def _replayed(arguments: argparse.Namespace, history: History | None, commit: Commit) -> Published | None:
    name = f"{commit.name}:./{os.path.relpath(arguments.from_git)}"
    decoded, is_native = read_event_and_origin(name, arguments.source_format, input_options(arguments, name))
    report: Report = decoded.report
    if decoded.event is not None and report.ok:
        try:
            limits = _limits(arguments, is_native=is_native)
            return publish(decoded.event, history, at=commit.at, note=commit.subject, limits=limits)
        except InvalidProgramme as problem:
            report = problem.report
    say(f"{commit.name[:12]} of {commit.at:%Y-%m-%d %H:%M} is left out:", error=True)
    print_report(Report(tuple(report.errors)), arguments)
    return None
