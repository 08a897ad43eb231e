"""`ospo-events translate`: write texts for translators, count what is translated, apply a translation."""

from __future__ import annotations

import argparse
import json
import os

from ...codecs import codec_for_path, codec_named
from ...codecs.translations import TRANSLATION_FORMATS, translation_format, write_translation
from ...diagnostics import Findings
from ...errors import InvalidProgramme, OspoEventsError, UnknownFormat
from ...model import Audience, Event
from ...views import (
    Translation,
    TranslationStatus,
    is_language_tag,
    make_translation,
    translated,
    translation_status,
)
from .._io import add_audience, add_input, audience_of, input_options, print_report, read_event, write_output
from .._languages import read_translation_file
from .._output import counted, say, write_document

__all__ = ["configure", "run"]


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments to its parser."""
    steps = parser.add_subparsers(dest="step", metavar="STEP", required=True)
    extract = steps.add_parser(
        "extract", help="write a file with all texts of the programme, to be filled in by a translator"
    )
    add_input(extract)
    extract.add_argument(
        "output", metavar="OUT", nargs="?", default="-", help="the file to write (default: standard output)"
    )
    extract.add_argument("--to", dest="language", metavar="LANGUAGE", required=True, help="the language, such as fr")
    extract.add_argument(
        "--format",
        dest="translation_format",
        choices=TRANSLATION_FORMATS,
        help="the format of the file (default: by the suffix of OUT, or yaml)",
    )
    extract.add_argument("--keep", metavar="FILE", help="an earlier translation, whose texts are kept")
    add_audience(extract)
    status = steps.add_parser("status", help="print how many texts are translated, outdated and missing")
    add_input(status)
    status.add_argument("translations", metavar="TRANSLATION", nargs="+", help="translations, YAML or PO")
    status.add_argument(
        "--require",
        metavar="PERCENT",
        type=int,
        default=0,
        help="exit with 1 if less than this percentage of a language is translated",
    )
    status.add_argument("--format", dest="status_format", choices=("text", "json"), default="text", help="(text)")
    add_audience(status)
    apply = steps.add_parser("apply", help="write the programme in the language of a translation")
    add_input(apply)
    apply.add_argument("translation", metavar="TRANSLATION", help="the translation, YAML or PO")
    apply.add_argument(
        "output", metavar="OUT", nargs="?", default="-", help="the file to write (default: standard output)"
    )
    apply.add_argument(
        "--to",
        dest="target_format",
        metavar="FORMAT",
        help="the format of the programme (default: by the suffix of OUT, or yaml)",
    )


def run(arguments: argparse.Namespace) -> int:
    """Run `extract`, `status` or `apply`."""
    if arguments.file == getattr(arguments, "translation", None) == "-":
        raise OspoEventsError("expected the programme or the translation on standard input, got both")
    decoded = read_event(arguments.file, arguments.source_format, input_options(arguments, arguments.file))
    if decoded.event is None or not decoded.report.ok:
        print_report(decoded.report, arguments)
        return 1
    steps = {"extract": _extract, "status": _status, "apply": _apply}
    return steps[arguments.step](decoded.event, arguments)


def _extract(event: Event, arguments: argparse.Namespace) -> int:
    """Write the texts to translate, with those that are translated already."""
    language: str = arguments.language
    if not is_language_tag(language):
        raise OspoEventsError(f"expected a language tag such as 'fr' or 'pt-BR' after --to, got {language!r}")
    format: str | None = arguments.translation_format
    if format is None:
        format = "yaml" if arguments.output == "-" else translation_format(arguments.output)
    previous = _of_event(event, arguments.keep) if arguments.keep is not None else None
    if previous is not None and previous.language != language:
        raise OspoEventsError(f"expected texts in {language!r} to keep, got texts in {previous.language!r}")
    findings = Findings()
    audience = audience_of(arguments)
    translation = make_translation(event, language, audience=audience, previous=previous, findings=findings)
    print_report(findings.report(), arguments)
    write_output(arguments.output, write_translation(translation, event, format))
    status = translation_status(event, translation, audience)
    say(f"{language}: {counted(status.total, 'text')}, {_counts(status)}", error=True)
    return 0


def _of_event(event: Event, name: str) -> Translation:
    """Return the translation in a file.

    Raises:
        InvalidProgramme: the translation is wrong, or belongs to another event.
        OSError: the file cannot be read.
    """
    decoded = read_translation_file(name)
    translation = decoded.value()
    report = translated(event, translation).report.located(decoded.source_map)
    if not report.ok:
        raise InvalidProgramme(report)
    return translation


def _counts(status: TranslationStatus) -> str:
    parts = [f"{len(status.done)} translated"]
    parts += [
        f"{len(keys)} {word}"
        for word, keys in (("stale", status.stale), ("missing", status.missing), ("unknown", status.unknown))
        if keys
    ]
    return ", ".join(parts)


def _status(event: Event, arguments: argparse.Namespace) -> int:
    """Print how many texts of each translation are done."""
    audience = audience_of(arguments)
    states = [translation_status(event, _of_event(event, name), audience) for name in arguments.translations]
    if arguments.status_format == "json":
        document = {
            "event": event.id,
            "audience": audience.value,
            "languages": [
                {
                    "language": state.language,
                    "texts": state.total,
                    "percent": state.percent,
                    "stale": list(state.stale),
                    "missing": list(state.missing),
                    "unknown": list(state.unknown),
                }
                for state in states
            ],
        }
        write_document(json.dumps(document, ensure_ascii=False, indent=1) + "\n")
    else:
        for state in states:
            say(f"{state.language}: {state.percent} % of {counted(state.total, 'text')}, {_counts(state)}")
            for word, keys in (("stale", state.stale), ("missing", state.missing), ("unknown", state.unknown)):
                for key in keys:
                    say(f"  {word}  {key}")
    return 1 if any(state.percent < arguments.require for state in states) else 0


def _apply(event: Event, arguments: argparse.Namespace) -> int:
    """Write the programme in the language of a translation."""
    format: str | None = arguments.target_format
    if format is None and arguments.output == "-":
        format = "yaml"
    writer = codec_for_path(arguments.output, writes=True) if format is None else codec_named(format)
    if not writer.writes:
        raise UnknownFormat(f"{writer.name!r} can be read but not written; `ospo-events formats` lists the formats")
    if os.path.realpath(arguments.output) == os.path.realpath(arguments.translation) != os.path.realpath("-"):
        raise OspoEventsError(
            f"expected another file to write than the translation itself, got {arguments.output!r} for both"
        )
    decoded = read_translation_file(arguments.translation)
    there = translated(event, decoded.value())
    report = decoded.report + there.report.located(decoded.source_map)
    print_report(report, arguments)
    if not report.ok:
        return 1
    audience = None if writer.publishes else Audience.TEAM
    write_output(arguments.output, writer.encode(there.event, audience=audience).value())
    return 0
