"""`ospo-events audit-privacy`: list what each audience sees, and search a folder for data its audience may not see."""

from __future__ import annotations

import argparse
from pathlib import Path

from ...diagnostics import format_path, printable
from ...errors import OspoEventsError
from ...files import read_bytes
from ...model import Audience, Event
from ...views import WithheldKind, view_for
from .._io import (
    add_audience,
    add_input,
    add_report_format,
    audience_of,
    input_options,
    named,
    print_report,
    read_event,
)
from .._output import counted, say

__all__ = ["configure", "run"]

_SHOWN = 20
"""How many things are listed for each audience."""


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments to its parser."""
    add_input(parser)
    parser.add_argument("folder", metavar="FOLDER", type=named, nargs="?", help="a published folder or file to search")
    add_audience(parser)
    parser.add_argument(
        "--all", action="store_true", help=f"list everything, not only the first {_SHOWN} things of each audience"
    )
    add_report_format(parser)


def run(arguments: argparse.Namespace) -> int:
    """List what each audience sees, and search the folder; exit with 1 if private data is found."""
    from ...site import audit_files  # noqa: PLC0415 # a command imports what it needs when it runs

    decoded = read_event(arguments.file, arguments.source_format, input_options(arguments, arguments.file))
    if decoded.event is None or not decoded.report.ok:
        print_report(decoded.report, arguments, is_product=True)
        return 1
    audience = audience_of(arguments)
    is_text = arguments.report_format == "text"
    if is_text:
        say(_listing(decoded.event, None if arguments.all else _SHOWN))
    if arguments.folder is None:
        return 0
    files = _files(Path(arguments.folder))
    audit = audit_files(decoded.event, files, audience)
    print_report(audit.report, arguments, is_product=True, sources=list(files))
    if is_text:
        short = f" ({audit.too_short} too short to search for)" if audit.too_short else ""
        who = f"not for the audience {audience.value!r}"
        leaks = len(audit.report)
        verdict = counted(leaks, "hit") if leaks else "none found"
        say(f"{counted(audit.searched, 'value')} {who}{short}, {counted(len(files), 'file')}: {verdict}")
    return 0 if audit.report.ok else 1


def _files(folder: Path) -> dict[str, bytes]:
    paths = sorted(path for path in folder.rglob("*") if path.is_file()) if folder.is_dir() else [folder]
    if not paths:
        raise OspoEventsError(f"expected a folder with files, got {str(folder)!r}, which has none")
    return {str(path): read_bytes(path) for path in paths}


def _listing(event: Event, most: int | None) -> str:
    """Return the values that each audience sees in addition to those of the narrower audience."""
    lines: list[str] = []
    before = Audience.PUBLIC
    withheld = view_for(event, before).withheld
    for audience in Audience:
        if audience is Audience.PUBLIC:
            continue
        items = [item for item in withheld if item.least is audience]
        lines.append(
            f"{audience.value} sees {counted(len(items), 'thing') if items else 'nothing'} more than {before.value}"
        )
        for item in items[:most]:
            remark = "" if item.kind is WithheldKind.VALUE else f" ({_SAID[item.kind]})"
            lines.append(f"  {printable(format_path(item.path))}{remark}")
        if most is not None and len(items) > most:
            lines.append(f"  ... and {len(items) - most} more; --all lists them")
        before = audience
    return "\n".join(lines)


_SAID = {
    WithheldKind.AGENT: "only named in sessions that others do not see",
    WithheldKind.RESERVED: "others see only that the time is reserved",
    WithheldKind.SESSION: "others do not see it at all",
    WithheldKind.RELATION: "it leads to something that others do not see",
}
