"""`ospo-events import`: take changes that people made in a spreadsheet back into the programme."""

from __future__ import annotations

import argparse

from ...codecs import codec_for_path
from ...codecs.changes import write_changes
from ...codecs.native.edit import edited
from ...codecs.tables import import_sheet
from ...errors import UnknownFormat
from ...model import Event
from ...views import Impact, diff
from .._io import add_report_format, print_report, read_event, read_files, read_input, write_output
from .._output import say

__all__ = ["configure", "run"]


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments to its parser."""
    parser.add_argument(
        "sheet",
        metavar="SHEET",
        help="the edited spreadsheet: a workbook, CSV, an archive or a folder of tables, or - for standard input",
    )
    parser.add_argument(
        "--into", dest="target", metavar="FILE", required=True, help="the native file, YAML or JSON, to change in place"
    )
    parser.add_argument(
        "--base", metavar="FILE", help="the programme as it was exported, if the sheet lost its column #"
    )
    parser.add_argument("--delete", action="store_true", help="remove the sessions whose rows were deleted")
    parser.add_argument(
        "--dates", choices=("dmy", "mdy"), help="what 4/9/2026 means in the sheet (default: such dates are refused)"
    )
    parser.add_argument("--dry-run", action="store_true", help="print what would change, and write nothing")
    add_report_format(parser)


def run(arguments: argparse.Namespace) -> int:
    """Read both files, apply the changes, write the file; nothing is written if there is an error."""
    codec = codec_for_path(arguments.target)
    if codec.name not in ("json", "yaml"):
        raise UnknownFormat(
            f"expected a native file to import into, YAML or JSON, got {arguments.target!r}; "
            "convert it first with `ospo-events convert`"
        )
    before = read_input(arguments.target)
    decoded = codec.decode(before, source=arguments.target)
    if decoded.event is None or not decoded.report.ok:
        print_report(decoded.report, arguments)
        return 2
    base = None if arguments.base is None else read_event(arguments.base).value()
    source = "<stdin>" if arguments.sheet == "-" else arguments.sheet
    imported = import_sheet(
        read_files(arguments.sheet),
        decoded.event,
        source=source,
        base=base,
        source_map=decoded.source_map,
        delete=arguments.delete,
        dates=arguments.dates,
    )
    print_report(imported.report, arguments)
    if imported.event is None:
        say("nothing was written", error=True)
        return 1
    _tell(decoded.event, imported.event, arguments)
    if not arguments.dry_run and imported.event != decoded.event:
        write_output(arguments.target, edited(before, decoded.event, imported.event, format=codec.name))
    return 0


def _tell(before: Event, after: Event, arguments: argparse.Namespace) -> None:
    """Print the changes, if standard error is read by a person."""
    if arguments.report_format == "text":
        changes = diff(before, after)
        say(write_changes(changes, "text", shown=frozenset(Impact)).decode().rstrip("\n"))
