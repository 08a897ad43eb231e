"""`ospo-events convert`: write a programme in another format."""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import PurePath
from typing import Any

from ...codecs import (
    CODECS,
    LANGUAGE_FORMATS,
    Codec,
    Encoded,
    codec_for_path,
    codec_named,
    differences,
    encode_in_languages,
    parsed_options,
)
from ...diagnostics import Report, group_similar, summary
from ...errors import OspoEventsError, UnknownFormat
from ...model import Audience, Event
from ...views import Translation, with_ids_of
from .._history import add_history, with_history
from .._io import (
    add_audience,
    add_force,
    add_input,
    add_report_format,
    audience_of,
    input_options,
    may_publish,
    named,
    print_report,
    problems_of,
    read_event,
    settings,
    write_output,
)
from .._languages import add_language, in_language, translations_of
from .._loss import add_loss_arguments, print_losses, without_excerpts
from .._output import say
from .._progress import Progress
from .show import add_selection, selected

__all__ = ["configure", "run"]


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments to its parser."""
    add_input(parser)
    parser.add_argument(
        "output",
        metavar="OUT",
        type=named,
        nargs="?",
        default="-",
        help="the file to write, or - for standard output; tables are written as a folder if OUT ends in / or has no "
        "suffix",
    )
    parser.add_argument(
        "--to", dest="target_format", metavar="FORMAT", help="the format to write (default: by the suffix of OUT)"
    )
    parser.add_argument(
        "--set",
        dest="settings",
        metavar="NAME=VALUE",
        action="append",
        default=[],
        help="an option of the output format, such as times=utc; `ospo-events formats FORMAT` lists the options",
    )
    add_selection(parser)
    add_history(parser)
    add_audience(parser, "team for native formats, public for all others")
    add_language(parser, what="the language to write the programme in")
    parser.add_argument(
        "--also-in",
        metavar="LANGUAGE",
        action="append",
        default=[],
        help=f"another language to write beside the programme's own, in {' and '.join(LANGUAGE_FORMATS)} only",
    )
    parser.add_argument(
        "--older",
        metavar="FILE",
        help="an earlier edition; sessions, people and rooms that are in both keep its ids",
    )
    add_loss_arguments(parser)
    parser.add_argument(
        "--strict-loss",
        action="store_true",
        help="write nothing if reading the output would not give the same programme",
    )
    add_force(parser)
    add_report_format(parser)


def run(arguments: argparse.Namespace) -> int:
    """Read, convert, write; nothing is written if there are errors."""
    writer = _writer(arguments)
    options = parsed_options(settings(arguments.settings, "--set"), writer.encode_options, f"writing {writer.name}")
    _check_languages(arguments)
    inputs = [arguments.file, *([arguments.older] if arguments.older else [])]
    reader_options, quiet = input_options(arguments, *inputs), arguments.quiet
    decoded = read_event(arguments.file, arguments.source_format, reader_options, quiet=quiet)
    if decoded.event is None or not decoded.report.ok:
        print_report(decoded.report, arguments)
        return 1
    problems = problems_of(decoded) if writer.publishes else Report()
    read = decoded.report + problems
    if not problems.ok and not arguments.force:
        print_report(read, arguments)
    if not may_publish(problems, arguments):
        return 1
    audience = Audience.TEAM if not writer.publishes and arguments.audience is None else audience_of(arguments)
    event, history = with_history(_with_older_ids(decoded.event, arguments, inputs), arguments, audience)
    encode = writer.encode
    if arguments.also_in:
        translations = translations_of(decoded.event, arguments, arguments.also_in)
        encode = partial(_in_languages, translations, writer.name)
    event = selected(in_language(event, decoded.event, arguments), arguments, audience)
    with Progress(f"writing {writer.name}", quiet=quiet):
        encoded = encode(event, audience=audience, **options)
        lost = encoded.report
        if arguments.strict_loss and not len(lost):
            lost = _unreported(writer, event, {**options, "audience": audience})
        refused = not lost.ok or (arguments.strict_loss and len(lost) > 0)
    if not arguments.report and not refused:
        print_report(read, arguments)
        print_losses({writer.name: lost}, arguments)
        write_output(arguments.output, encoded.data, writer)
        return 0
    lost = without_excerpts(lost.located(decoded.source_map)) if decoded.source_map and history is None else lost
    is_text = arguments.report_format == "text"
    print_report(read + (group_similar(lost) if is_text else lost), arguments)
    if is_text:
        verdict = _verdict(writer, lost)
        say(f"{verdict}; nothing was written" if refused else verdict, error=True)
    if refused:
        return 1
    write_output(arguments.output, encoded.data, writer)
    return 0


def _check_languages(arguments: argparse.Namespace) -> None:
    """Refuse options that exclude each other.

    Raises:
        OspoEventsError: two such options are given.
    """
    if arguments.older is not None and (arguments.languages or arguments.translations or arguments.also_in):
        raise OspoEventsError("expected --older or --language, got both; translations go by ids, so convert twice")
    if arguments.languages and arguments.also_in:
        raise OspoEventsError(
            "expected --language or --also-in, got both; the first replaces the language, the second adds one"
        )
    if arguments.also_in and arguments.strict_loss:
        raise OspoEventsError(
            "expected --also-in or --strict-loss, got both; --strict-loss reads the output again, in one language"
        )


def _in_languages(translations: Sequence[Translation], format: str, event: Event, **options: Any) -> Encoded:
    return encode_in_languages(event, translations, format, **options)


def _with_older_ids(event: Event, arguments: argparse.Namespace, inputs: Sequence[str]) -> Event:
    """Return the event with the ids that an earlier edition uses for the same things."""
    if arguments.older is None:
        return event
    options = input_options(arguments, *inputs)
    older = read_event(arguments.older, None, options, quiet=arguments.quiet).value()
    result = with_ids_of(event, older)
    if not arguments.quiet:
        ids = "1 id is" if result.kept == 1 else f"{result.kept} ids are"
        say(f"{ids} kept from {arguments.older}", error=True)
        for id, other in result.moved:
            say(f"{id} is now called {other}: the older edition uses that id for something else", error=True)
    return result.event


def _unreported(writer: Codec, event: Event, options: Mapping[str, Any]) -> Report:
    """Return the differences that reading the document gives and the writer did not report, such as another order."""
    if writer.fitter is None:
        return Report()
    return differences(event, writer.fit(event, **options).event, format=writer.name)


def _verdict(writer: Codec, lost: Report) -> str:
    """Return one line on how completely a format holds an event."""
    if len(lost):
        return f"{writer.name}: {summary(lost)}"
    if writer.reads:
        return f"{writer.name} holds the whole programme"
    return f"{writer.name} is made for people to look at; data that it does not show is not counted as lost"


def _writer(arguments: argparse.Namespace) -> Codec:
    if arguments.target_format:
        writer = codec_named(arguments.target_format)
        if not writer.writes:
            raise UnknownFormat(f"{writer.name!r} can be read but not written; `ospo-events formats` lists the formats")
        return writer
    if arguments.output == "-":
        raise UnknownFormat("expected --to FORMAT when writing to standard output, got none")
    writer = codec_for_path(arguments.output, writes=True)
    stem = PurePath(arguments.output).name.partition(".")[0].lower()
    if stem in CODECS and stem != writer.name and CODECS[stem].writes and not arguments.quiet:
        other = f"--to {stem} writes {CODECS[stem].title}"
        say(f"{arguments.output} is written as {writer.name}: {other}", error=True)
    return writer
