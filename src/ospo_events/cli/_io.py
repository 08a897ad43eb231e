"""Input and output that commands share: reading events, printing reports, writing files completely or not at all."""

from __future__ import annotations

import argparse
import contextlib
import errno
import os
import sys
from collections.abc import Mapping, Sequence

from .. import __version__
from ..codecs import CODECS, Codec, Decoded, codec_named, detect, parsed_options
from ..diagnostics import Diagnostic, Report, Span, render_text, summary
from ..errors import OspoEventsError, UnknownFormat
from ..files import files_in_archive, read_bytes, read_folder, read_stream, write_together, write_whole
from ..model import Audience
from ._output import is_terminal, say, write_document
from ._progress import Progress

__all__ = [
    "add_audience",
    "add_force",
    "add_input",
    "add_profile",
    "add_reader_options",
    "add_report_format",
    "audience_of",
    "input_options",
    "may_publish",
    "named",
    "native_document",
    "print_report",
    "problems_of",
    "read_event",
    "read_event_and_origin",
    "read_files",
    "read_input",
    "render_report",
    "settings",
    "write_output",
]

REPORT_FORMATS = ("text", "json", "github", "sarif", "junit")


def add_input(parser: argparse.ArgumentParser, *, many: bool = False) -> None:
    """Add the file argument or arguments, and the options that say how to read the files."""
    help = "a programme in any readable format, a .py file that defines EVENT, or - for standard input"
    if many:
        parser.add_argument("files", metavar="FILE", nargs="+", help=help)
    else:
        parser.add_argument("file", metavar="FILE", help=help)
    add_reader_options(parser)


def add_reader_options(parser: argparse.ArgumentParser) -> None:
    """Add the options that say how to read files."""
    parser.add_argument(
        "--from",
        dest="source_format",
        metavar="FORMAT",
        help="the format of the input (default: detected from its name and content)",
    )
    parser.add_argument(
        "--zone",
        metavar="ZONE",
        help="the IANA time zone of the input, for formats that do not state one (in `show`: the zone to show times "
        "in)",
    )
    parser.add_argument(
        "--read-with",
        dest="read_settings",
        metavar="NAME=VALUE",
        action="append",
        default=[],
        help="an option of the input format, such as language=fr; `ospo-events formats FORMAT` lists the options",
    )
    parser.add_argument(
        "--map",
        metavar="WHAT=COLUMN,...",
        help="which column of a table holds which value, such as title=name,start=begin; without this option a "
        "mapping is proposed",
    )
    parser.add_argument("--title", metavar="TITLE", help="the title of the event, for formats that do not state one")


def add_audience(parser: argparse.ArgumentParser, default: str = "public") -> None:
    """Add `--audience`."""
    parser.add_argument(
        "--audience",
        choices=[audience.value for audience in Audience],
        help="the audience to write for; each audience sees everything that the ones before it see, and more "
        f"(default: {default})",
    )


def add_profile(parser: argparse.ArgumentParser, name: str = "--profile") -> None:
    """Add the option for how much detail the calendars have; a command that writes more than calendars renames it."""
    parser.add_argument(
        name,
        choices=("compat", "rich", "lean"),
        default="compat",
        help="how much detail to write into the calendars (compat)",
    )


def audience_of(arguments: argparse.Namespace) -> Audience:
    """Return the audience that was asked for; the public if none was."""
    return Audience.PUBLIC if arguments.audience is None else Audience(arguments.audience)


def add_report_format(parser: argparse.ArgumentParser) -> None:
    """Add `--format` for reports."""
    parser.add_argument(
        "--format",
        dest="report_format",
        choices=REPORT_FORMATS,
        default="text",
        help="how to print findings (default: text)",
    )


def settings(texts: Sequence[str], flag: str) -> dict[str, str]:
    """Return the options of `--set NAME=VALUE` or `--read-with NAME=VALUE`, by name.

    Raises:
        OspoEventsError: a setting has no `=`.
    """
    pairs = [text.partition("=") for text in texts]
    for text, (name, equals, _) in zip(texts, pairs, strict=True):
        if not equals or not name:
            raise OspoEventsError(f"expected {flag} NAME=VALUE, got {text!r}")
    return {name: value for name, _, value in pairs}


def input_options(arguments: argparse.Namespace, *names: str, shown: Sequence[str] = ()) -> dict[str, str]:
    """Return the reader options that were given on the command line, with the values as they were typed.

    Args:
        arguments: the arguments of the command.
        names: the inputs; each one gets only the options that its format has.
        shown: options that the command itself understands.

    Raises:
        UnknownOption: no input format has such an option.
    """
    options = {
        name: value for name in ("zone", "title", "map") if (value := getattr(arguments, name, None)) is not None
    }
    options |= settings(getattr(arguments, "read_settings", ()), "--read-with")
    reader_options = {name: value for name, value in options.items() if name not in shown}
    if reader_options:
        _refuse_undeclared(reader_options, names, arguments.source_format)
    return options


def _refuse_undeclared(options: Mapping[str, str], names: Sequence[str], format: str | None) -> None:
    codecs: list[Codec] = []
    for name in names:
        if name.endswith(".py") and format is None:
            continue
        if format is None and _can_be_read_once(name):
            return  # `read_event` refuses options that its format does not have
        try:
            codecs.append(codec_named(format) if format else _codec_of(read_files(name), name))
        except (OSError, UnknownFormat):
            return  # reading the file reports what is wrong with it
    declared = {option.name: option for codec in codecs for option in codec.decode_options}
    readers = ", ".join(dict.fromkeys(codec.name for codec in codecs)) or "Python files"
    parsed_options(options, declared.values(), f"reading {readers}")


def _can_be_read_once(name: str) -> bool:
    """Return whether an input can be read only once: standard input, a pipe or another device."""
    return name == "-" or not (os.path.isfile(name) or os.path.isdir(name))


def _is_revision(name: str) -> bool:
    if ":" not in name:
        return False
    from ._git import is_revision  # noqa: PLC0415 # few name a revision of git

    return is_revision(name)


def read_files(name: str) -> bytes | dict[str, bytes]:
    """Return the bytes of a file or of standard input (`-`), or the files of a folder by name.

    Raises:
        OSError: the file or folder cannot be read.
    """
    if _is_revision(name):
        from ._git import read_revision  # noqa: PLC0415 # few name a revision of git

        return read_revision(name)
    if name == "-" or not os.path.isdir(name or "."):
        return read_input(name)
    return read_folder(name, tuple({suffix for codec in _readers_of_folders() for suffix in codec.folder_suffixes}))


def _readers_of_folders() -> list[Codec]:
    return [codec for codec in CODECS.values() if codec.reads_folders]


def _files_for(codec: Codec, data: bytes | Mapping[str, bytes]) -> bytes | Mapping[str, bytes]:
    """Return a document, or those files of a folder that a format reads."""
    if isinstance(data, bytes):
        return data
    return {name: content for name, content in data.items() if name.endswith(codec.folder_suffixes)}


def native_document(name: str, format: str | None = None) -> tuple[str, bytes] | None:
    """Return the format and the bytes of a native file that can be edited in place; None for any other input.

    A pipe or another input that can be read only once gives None, because it has been read already.

    Args:
        name: a file that can be read, or a file in a git revision.
        format: the name of its format; None: detect it from name and content.
    """
    if name.endswith(".py") and format is None:
        return None
    data = read_files(name) if os.path.isfile(name) or _is_revision(name) else None
    if not isinstance(data, bytes):
        return None
    codec = codec_named(format) if format else _codec_of(data, name)
    return (codec.name, data) if codec.name in ("json", "yaml") else None


def named(text: str) -> str:
    """Return the file or folder name of an argument; refuse an empty name, which would mean the current folder.

    Raises:
        argparse.ArgumentTypeError: the name is empty.
    """
    if not text.strip():
        raise argparse.ArgumentTypeError("expected the name of a file or folder, got an empty text")
    return text


def read_input(name: str) -> bytes:
    """Return the bytes of a file, or of standard input for `-`.

    Raises:
        OSError: the file cannot be read.
    """
    if name != "-":
        return read_bytes(name)
    if sys.stdin is None:
        raise OSError(errno.EBADF, "standard input is closed", "standard input")
    return read_stream(sys.stdin.buffer, "<stdin>")


def read_event(
    name: str,
    format: str | None = None,
    options: Mapping[str, str] | None = None,
    *,
    quiet: bool = False,
    shown: Sequence[str] = (),
) -> Decoded:
    """Read a programme; every problem is in the report, even a missing file.

    Args:
        name: a file name, `-`, or a `.py` file that defines EVENT.
        format: the name of the format; None: detect it from name and content.
        options: reader options as typed on the command line; each format takes the ones it knows.
        quiet: whether to print no progress when reading takes long.
        shown: options that the command itself understands, whether or not the format does.

    Raises:
        InvalidOption: an option does not take this value.
        UnknownOption: the format of standard input has no such option.
    """
    return read_event_and_origin(name, format, options, quiet=quiet, shown=shown)[0]


def read_event_and_origin(
    name: str,
    format: str | None = None,
    options: Mapping[str, str] | None = None,
    *,
    quiet: bool = False,
    shown: Sequence[str] = (),
) -> tuple[Decoded, bool]:
    """Return the result of `read_event`, and whether the input is a native file rather than one of another system."""
    source = "<stdin>" if name == "-" else name
    if name.endswith(".py") and format is None:
        from ._python import event_of  # noqa: PLC0415 # few programmes are Python files

        return event_of(name), True
    try:
        data = read_files(name)
    except OSError as problem:
        return _unreadable(source, problem.strerror or str(problem)), False
    try:
        codec = codec_named(format) if format else _codec_of(data, name)
    except UnknownFormat as problem:
        if format:
            raise
        return _unreadable(source, str(problem), "unknown-format"), False
    declared = {option.name for option in codec.decode_options}
    is_stream = _can_be_read_once(name)  # `input_options` could not look at it before
    codec_options = {
        key: text for key, text in (options or {}).items() if key in declared or (is_stream and key not in shown)
    }
    parsed = parsed_options(codec_options, codec.decode_options, f"reading {codec.name}")
    with Progress(f"reading {source}", quiet=quiet):
        return codec.decode(_files_for(codec, data), source=source, **parsed), not codec.publishes


def _codec_of(data: bytes | Mapping[str, bytes], name: str) -> Codec:
    """Return the codec of a document, or of the first file in a folder whose format is read from folders.

    Raises:
        UnknownFormat: no codec reads this.
    """
    if isinstance(data, bytes):
        return codec_named(detect(data, None if name == "-" else name))
    for file in sorted(data, key=lambda file: not file.endswith(".json")):
        # One file that is an empty list or an error message does not decide what the other files are.
        with contextlib.suppress(UnknownFormat):
            codec = codec_named(detect(data[file], "x.json")) if file.endswith(".json") else CODECS["csv"]
            if codec.reads_folders:
                return codec
    problem = "without any such file" if data else "without any .json or .csv file"
    raise UnknownFormat(
        f"expected a folder with the JSON files of pretalx or Indico, or of tables, got {name!r} {problem}"
    )


def _unreadable(source: str, why: str, code: str = "unreadable-file") -> Decoded:
    finding = Diagnostic(code=code, message=why, span=Span(source=source, line=1, column=1))
    return Decoded(event=None, report=Report((finding,)))


def render_report(
    report: Report,
    format: str,
    *,
    color: bool = False,
    sources: Sequence[str] = (),
    rules: Mapping[str, Mapping[str, object]] | None = None,
    limit: int | None = 100,
    lines: int | None = None,
) -> str:
    """Return a report as text in one of the `REPORT_FORMATS`.

    Args:
        report: the findings.
        format: one of `REPORT_FORMATS`.
        color: whether to add ANSI colours to text.
        sources: the names of all files that were checked, for JUnit.
        rules: descriptions of the rules, for SARIF.
        limit: how many findings text shows; None: all.
        lines: how many lines the text should have at most; None: no limit.
    """
    if format == "json":
        from ..diagnostics import render_json  # noqa: PLC0415 # a command imports what it needs when it runs

        return render_json(report)
    if format == "github":
        from ..diagnostics import render_github  # noqa: PLC0415 # a command imports what it needs when it runs

        return render_github(report)
    if format == "sarif":
        from ..diagnostics import render_sarif  # noqa: PLC0415 # a command imports what it needs when it runs

        return render_sarif(report, version=__version__, rules=rules)
    if format == "junit":
        from ..diagnostics import render_junit  # noqa: PLC0415 # a command imports what it needs when it runs

        return render_junit(report, sources=sources)
    return render_text(report, color=color, limit=limit, lines=lines)


def print_report(
    report: Report,
    arguments: argparse.Namespace,
    *,
    sources: Sequence[str] = (),
    rules: Mapping[str, Mapping[str, object]] | None = None,
    limit: int | None = 100,
    lines: int | None = None,
    is_product: bool = False,
) -> None:
    """Print the findings of a command, in the format of `--format`.

    They go to standard output if they are the product of the command or are meant for a program. They go to standard
    error if the command may write its product to standard output.

    Args:
        report: the findings.
        arguments: the arguments of the command.
        sources: as for `render_report`.
        rules: as for `render_report`.
        limit: as for `render_report`.
        lines: as for `render_report`.
        is_product: whether the findings are the product of the command.
    """
    format: str = getattr(arguments, "report_format", "text")
    product = getattr(arguments, "output", None)
    error = not is_product and (format == "text" or product == "-")
    color = is_terminal(error=error)
    text = render_report(report, format, color=color, sources=sources, rules=rules, limit=limit, lines=lines)
    if format != "text":
        write_document(text, error=error)
    elif text:
        say(text, error=error, end="", colored=color)


def add_force(parser: argparse.ArgumentParser) -> None:
    """Add `--force`."""
    parser.add_argument(
        "--force",
        action="store_true",
        help="publish even if ids, references or links are wrong, and print a warning",
    )


def problems_of(decoded: Decoded) -> Report:
    """Return the errors that prevent publication without `--force`, with their places in the source."""
    from ..validation import publication_problems  # noqa: PLC0415 # a command imports what it needs when it runs

    if decoded.event is None:
        return Report()
    return publication_problems(decoded.event, source_map=decoded.source_map)


def may_publish(problems: Report, arguments: argparse.Namespace) -> bool:
    """Print what such errors mean for publication; return whether the programme may be published."""
    if problems.ok:
        return True
    errors = summary(problems)
    if getattr(arguments, "report_format", "text") != "text":
        return bool(arguments.force)
    if arguments.force:
        say(f"published with {errors}, as --force asks", error=True)
    else:
        way = "correct them, accept them with a reason, or publish anyway with --force"
        say(f"nothing was written: {errors} in ids, references or links; {way}", error=True)
    return bool(arguments.force)


def write_output(name: str, data: bytes, codec: Codec | None = None) -> None:
    """Write a file completely or not at all; `-` is standard output.

    An archive of files is written as a folder if the name ends in `/` or has no suffix, and the format allows folders.

    Raises:
        OSError: the file cannot be written.
    """
    if name == "-":
        write_document(data)
    elif codec is not None and codec.writes_folders and (name.endswith("/") or not os.path.splitext(name)[1]):
        write_together(name, files_in_archive(data))
    else:
        write_whole(name, data)
