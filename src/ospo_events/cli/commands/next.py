"""`ospo-events next`: make the next edition of an event, the same programme on other dates."""

from __future__ import annotations

import argparse
import datetime as dt
import os
from collections.abc import Iterator, Sequence
from typing import Any

from ...codecs import Codec, codec_for_path, codec_named
from ...codecs.native.edit import edited
from ...diagnostics import suggest
from ...errors import InvalidOption, OspoEventsError, UnknownFormat
from ...validation import validate
from ...views import DEFAULT_PARTS, Fate, Next, Outcome, Part, next_edition
from .._io import add_report_format, native_document, print_report, read_event, write_output
from .._output import counted, say

__all__ = ["configure", "run"]

_RULE = "text-of-another-edition"
_WIDTH = 100


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments to its parser."""
    parts, kept = ", ".join(part.value for part in Part), ", ".join(sorted(part.value for part in DEFAULT_PARTS))
    parser.add_argument("file", metavar="EVENT", help="the previous edition, in any format")
    parser.add_argument(
        "--from",
        dest="source_format",
        metavar="FORMAT",
        help="the format of EVENT (default: detected from its name and content)",
    )
    parser.add_argument("--id", required=True, metavar="ID", help="the id of the next edition")
    parser.add_argument("--start", required=True, metavar="DATE", help="its first day, such as 2025-07-08")
    parser.add_argument(
        "--title", metavar="TITLE", help="its title (default: the title of the previous edition, with a note)"
    )
    parser.add_argument("--edition", metavar="TEXT", help="which edition of the series it is, such as 2025 or third")
    parser.add_argument("--zone", metavar="ZONE", help="its IANA time zone; clock times stay the same there")
    parser.add_argument(
        "--keep", metavar="PARTS", action="append", default=[], help=f"what to keep besides {kept}; there are {parts}"
    )
    parser.add_argument("--drop", metavar="PARTS", action="append", default=[], help="which of those not to keep")
    parser.add_argument(
        "--map",
        metavar="OLD=NEW",
        action="append",
        default=[],
        help="the new date of one day, such as 2024-07-10=2025-07-11; the others keep their distance from the first "
        "day",
    )
    parser.add_argument(
        "--out", dest="output", metavar="FILE", default="-", help="the file to write (default: standard output)"
    )
    parser.add_argument(
        "--to",
        dest="target_format",
        metavar="FORMAT",
        help="the format to write (default: by the suffix of FILE, or YAML)",
    )
    parser.add_argument(
        "--write-back",
        action="store_true",
        help="also write the id of the next edition into EVENT; the rest of that file stays as it is",
    )
    add_report_format(parser)


def run(arguments: argparse.Namespace) -> int:
    """Make the next edition: exit with 0; 1 if a session has no time on the new dates; 2 if EVENT is unreadable."""
    keep, days = _parts(arguments), dict(map(_day, arguments.map))
    start, writer = _date(arguments.start, "--start"), _writer(arguments)
    decoded = read_event(arguments.file, arguments.source_format)
    if decoded.event is None or not decoded.report.ok:
        print_report(decoded.report, arguments)
        return 2
    # A file in a git revision can be read but not written.
    is_file = arguments.write_back and os.path.isfile(arguments.file)
    back = native_document(arguments.file, arguments.source_format) if is_file else None
    if arguments.write_back and back is None:
        raise UnknownFormat(f"expected a native file to write the successor into, got {arguments.file!r}")
    try:
        made = next_edition(
            decoded.event,
            id=arguments.id,
            start=start,
            title=arguments.title,
            edition=arguments.edition,
            keep=keep,
            zone=arguments.zone,
            days=days,
        )
    except ValueError as problem:
        raise InvalidOption(str(problem)) from None
    options: dict[str, Any] = {"shorthand": True} if writer.name == "yaml" else {}
    data = writer.encode(made.event, **options).value()
    older = None if back is None else edited(back[1], decoded.event, made.older, format=back[0])
    findings = validate(made.event, select=[_RULE])
    print_report(made.report + findings, arguments)
    say("\n".join(_table(made, len(findings))), error=arguments.output == "-" or arguments.report_format != "text")
    write_output(arguments.output, data)
    if older is not None:
        write_output(arguments.file, older)
    return 0 if made.report.ok else 1


def _writer(arguments: argparse.Namespace) -> Codec:
    if arguments.target_format is None and arguments.output != "-":
        return codec_for_path(arguments.output, writes=True)
    writer = codec_named(arguments.target_format or "yaml")
    if not writer.writes:
        raise UnknownFormat(f"{writer.name!r} can be read but not written; `ospo-events formats` lists the formats")
    return writer


# --- the arguments ----------------------------------------------------------------------------


def _parts(arguments: argparse.Namespace) -> frozenset[Part]:
    """Return the parts to keep.

    Raises:
        InvalidOption: there is no such part, or a part is named in both options.
    """
    keep, drop = _named(arguments.keep, "--keep"), _named(arguments.drop, "--drop")
    if both := keep & drop:
        raise InvalidOption(f"expected {min(part.value for part in both)!r} as --keep or --drop, got both")
    return (DEFAULT_PARTS | keep) - drop


def _named(texts: Sequence[str], flag: str) -> frozenset[Part]:
    words = [word.strip() for text in texts for word in text.split(",")]
    parts = {part.value: part for part in Part}
    for word in words:
        if word not in parts:
            near = suggest(word, parts)
            hint = f"; did you mean {near!r}?" if near else ""
            raise InvalidOption(f"expected {flag} to name some of {', '.join(parts)}, got {word!r}{hint}")
    return frozenset(parts[word] for word in words)


def _day(text: str) -> tuple[dt.date, dt.date]:
    old, equals, new = text.partition("=")
    if not equals:
        raise InvalidOption(f"expected --map OLD=NEW with two dates, got {text!r}")
    return _date(old, "--map"), _date(new, "--map")


def _date(text: str, flag: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text.strip())
    except ValueError:
        raise OspoEventsError(f"expected {flag} to be a date such as 2025-07-08, got {text!r}") from None


# --- the result -------------------------------------------------------------------------------


def _table(made: Next, texts: int) -> Iterator[str]:
    """Yield the lines of a table: what was kept, reset and dropped, and what is left to do."""
    for fate in (Fate.KEPT, Fate.RESET, Fate.DROPPED):
        yield from _wrapped(fate.value, ", ".join(map(_said, made.of(fate))) or "nothing")
    for number, item in enumerate(made.of(Fate.TO_DO)):
        yield from _wrapped("" if number else Fate.TO_DO.value, item.what)
    if texts:
        yield from _wrapped("", f"check {counted(texts, 'text')} of the previous edition")


def _said(item: Outcome) -> str:
    """Return what was kept, reset or dropped: `22 sessions`, `abstract of 3 sessions`, `edition (now 2025)`."""
    collection, _, attribute = item.what.rpartition(".")
    if collection:
        return f"{attribute.replace('_', ' ')} of {_counted(item.count, collection)}"
    if item.ids or item.what == "participants":
        return _counted(item.count, item.what)
    return item.what.replace("_", " ") + ("" if item.why is None else f" (now {item.why})")


def _counted(number: int, things: str) -> str:
    return counted(number, "person" if things == "people" else things[:-1]).replace("persons", "people")


def _wrapped(name: str, text: str) -> Iterator[str]:
    line = ""
    for word in text.split(" "):
        if line and len(line) + 1 + len(word) > _WIDTH - 9:
            yield f"{name:<8} {line}"
            name, line = "", word
        else:
            line = f"{line} {word}".lstrip()
    yield f"{name:<8} {line}"
