"""`ospo-events merge`: merge two edited copies of one programme."""

from __future__ import annotations

import argparse
from collections import Counter

import attrs

from ...codecs import Codec, codec_for_path, codec_named
from ...codecs.native.edit import comments, edited
from ...diagnostics import Diagnostic, Report, Severity, Span
from ...errors import OspoEventsError, UnknownFormat
from ...model import Event
from ...views import merge
from .._io import (
    add_reader_options,
    add_report_format,
    input_options,
    native_document,
    print_report,
    read_event,
    write_output,
)
from .._output import counted, say

__all__ = ["configure", "run"]


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments to its parser."""
    parser.add_argument("base", metavar="BASE", help="the programme that both copies were made from, in any format")
    parser.add_argument("ours", metavar="OURS", help="our edited copy, or - for standard input")
    parser.add_argument("theirs", metavar="THEIRS", help="the other edited copy")
    add_reader_options(parser)
    parser.add_argument(
        "--out", dest="output", metavar="FILE", default="-", help="the file to write (default: standard output)"
    )
    parser.add_argument(
        "--to",
        dest="target_format",
        metavar="FORMAT",
        help="the format to write (default: that of OURS, or by the suffix of FILE)",
    )
    parser.add_argument("--path", metavar="NAME", help="the file name to use in findings: %%P of a merge driver of git")
    add_report_format(parser)


def run(arguments: argparse.Namespace) -> int:
    """Merge and write: exit with 0, with 1 if the copies contradict each other, with 2 if a file is unreadable."""
    names = [arguments.base, arguments.ours, arguments.theirs]
    if names.count("-") > 1:
        raise OspoEventsError("expected one programme on standard input, got several")
    format: str | None = arguments.source_format
    options = input_options(arguments, *names)
    sides = [read_event(name, format, options) for name in names]
    events = [side.event for side in sides if side.event is not None and side.report.ok]
    if len(events) < 3:
        for side in sides:
            if side.event is None or not side.report.ok:
                print_report(side.report, arguments)
        return 2
    base, ours, theirs = events
    merged = merge(base, ours, theirs)
    data, lost = _document(arguments, names, events, merged.event)
    conflicts = merged.located(ours=sides[1].source_map, theirs=sides[2].source_map)
    print_report(_named(conflicts + lost, names, arguments.path), arguments)
    write_output(arguments.output, data)
    if len(conflicts):
        say(f"{counted(len(conflicts), 'conflict')}: the value of OURS is used; please check each", error=True)
    return 1 if len(conflicts) else 0


def _document(
    arguments: argparse.Namespace, names: list[str], events: list[Event], merged: Event
) -> tuple[bytes, Report]:
    """Return the merged programme as a document, and the comments of THEIRS that could not be placed in it."""
    written = [native_document(name, arguments.source_format) for name in names]
    base, ours, theirs = [None if document is None or document[0] != "yaml" else document[1] for document in written]
    writer = _writer(arguments, None if written[1] is None else written[1][0])
    if writer.name != "yaml" or ours is None:
        return writer.encode(merged).value(), Report()
    # The file of OURS is edited; that of THEIRS instead if only THEIRS changed its comments.
    is_theirs = theirs is not None and _remarks(ours) == _remarks(base) != _remarks(theirs)
    data = edited((is_theirs and theirs) or ours, events[2 if is_theirs else 1], merged)
    fresh = _remarks(theirs) - _remarks(base) - _remarks(data)
    lost_comments = [(line, text) for line, text in comments(theirs or b"") if text in fresh]
    message = "expected the comments of both copies in the merged file, got one of THEIRS that is not in it"
    return data, Report(
        tuple(
            Diagnostic(
                code="comment-not-kept",
                severity=Severity.WARNING,
                message=f"{message}: {text}",
                span=Span(source=names[2], line=line, column=1),
            )
            for line, text in lost_comments
        )
    )


def _remarks(data: bytes | None) -> Counter[str]:
    return Counter(text for _, text in comments(data or b""))


def _writer(arguments: argparse.Namespace, native: str | None) -> Codec:
    format: str | None = arguments.target_format or native
    if arguments.target_format is None and arguments.output != "-":
        try:
            return codec_for_path(arguments.output, writes=True)
        except UnknownFormat:  # the files that git hands to a merge driver have no suffix
            if native is None:
                raise
    writer = codec_named(format or "json")
    if not writer.writes:
        raise UnknownFormat(f"{writer.name!r} can be read but not written; `ospo-events formats` lists the formats")
    return writer


def _named(report: Report, names: list[str], path: str | None) -> Report:
    """Return a report in which both files have the name that the team knows."""
    if path is None:
        return report
    names_for_team = {names[1]: path, names[2]: f"{path} (theirs)"}

    def span(span: Span | None) -> Span | None:
        return span and attrs.evolve(span, source=names_for_team.get(span.source, span.source))

    def named(item: Diagnostic) -> Diagnostic:
        related = tuple(attrs.evolve(other, span=span(other.span)) for other in item.related)
        return attrs.evolve(item, span=span(item.span), related=related)

    return report.changed(named)
