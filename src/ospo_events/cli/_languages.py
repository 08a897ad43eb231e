"""Translations on the command line: finding, reading and applying the translations of a programme."""

from __future__ import annotations

import argparse
import os
from collections.abc import Sequence

from ..errors import InvalidProgramme, OspoEventsError
from ..model import Event
from ._io import audience_of, print_report, read_input

TYPE_CHECKING = False  # the value of `typing.TYPE_CHECKING`, without the cost of importing `typing`
if TYPE_CHECKING:
    from ..codecs.translations import DecodedTranslation
    from ..views import Translation

__all__ = ["add_language", "in_language", "read_translation_file", "translations_of"]

_SUFFIXES = (".yaml", ".yml", ".po")


def add_language(
    parser: argparse.ArgumentParser, *, what: str = "the language to show the programme in", many: str = ""
) -> None:
    """Add `--language` and `--translation`.

    Args:
        parser: the parser of the command.
        what: what `--language` does.
        many: what `--language` does if given several times; empty: it is given once.
    """
    help = f"{what}, from the translation beside FILE: programme.fr.yaml or programme.fr.po"
    if many:
        parser.add_argument(
            "--language", dest="languages", metavar="LANGUAGE", action="append", default=[], help=f"{help}; {many}"
        )
    else:
        parser.add_argument("--language", dest="languages", metavar="LANGUAGE", nargs=1, default=[], help=help)
    parser.add_argument(
        "--translation",
        dest="translations",
        metavar="FILE",
        action="append",
        default=[],
        help="a translation file in another place, YAML or PO",
    )


def read_translation_file(name: str) -> DecodedTranslation:
    """Return the translation in a file.

    Raises:
        OSError: the file cannot be read.
        InvalidProgramme: the translation has an error.
    """
    from ..codecs.translations import read_translation  # noqa: PLC0415 # few commands read one

    decoded = read_translation(read_input(name), "<stdin>" if name == "-" else name)
    decoded.value()
    return decoded


def translations_of(
    event: Event, arguments: argparse.Namespace, languages: Sequence[str] | None = None
) -> list[Translation]:
    """Return the requested translations in the order of the options, and print which texts are not translated.

    Args:
        event: the event that was read.
        arguments: the arguments of the command.
        languages: the languages; None: the languages of `--language`, or those of `--translation`.

    Raises:
        OspoEventsError: a language has no translation.
        OSError: a translation cannot be read.
        InvalidProgramme: a translation is wrong, or belongs to another event.
    """
    from ..views import missing_words, translated  # noqa: PLC0415 # few commands are asked for another language

    named_files: dict[str, DecodedTranslation] = {}
    audience = audience_of(arguments)
    for name in arguments.translations:
        decoded = read_translation_file(name)
        named_files[decoded.value().language] = decoded
    wanted_languages: Sequence[str] = languages or arguments.languages or tuple(named_files)
    translations: list[Translation] = []
    for language in wanted_languages:
        if language == event.language:
            continue  # the event is in this language already
        decoded = named_files.get(language) or read_translation_file(_beside(arguments.file, language))
        translation = decoded.value()
        if translation.language != language:
            raise OspoEventsError(
                f"expected a translation to {language!r} in {decoded.source_map.source!r}, got one to"
                f" {translation.language!r}"
            )
        report = decoded.report + translated(event, translation, audience).report.located(decoded.source_map)
        if not report.ok:
            raise InvalidProgramme(report)
        print_report(report + missing_words(language), arguments)
        translations.append(translation)
    return translations


def in_language(event: Event, whole: Event, arguments: argparse.Namespace) -> Event:
    """Return an event in the requested language, or unchanged if none is requested. Raises like `translations_of`.

    Args:
        event: the event as its audience sees it.
        whole: the event as it was read, which the translation belongs to.
        arguments: the arguments of the command.
    """
    if getattr(arguments, "also_in", None):
        return event  # the event stays in its own language, with other languages beside it
    if not arguments.languages and not arguments.translations:
        return event
    from ..views import translated  # noqa: PLC0415 # as above

    translations = translations_of(whole, arguments)
    return translated(event, translations[0]).event if translations else event


def _beside(name: str, language: str) -> str:
    """Return the name of the translation file beside a programme, such as `programme.fr.yaml`.

    Raises:
        OspoEventsError: there is no such file.
    """
    stem = os.path.splitext(name)[0]
    names = [f"{stem}.{language}{suffix}" for suffix in _SUFFIXES]
    for candidate in names:
        if name != "-" and os.path.isfile(candidate):
            return candidate
    raise OspoEventsError(
        f"expected a translation to {language!r} beside {name!r}, got none; `ospo-events translate extract` writes "
        f"{names[0]!r} to fill in; if the file is elsewhere, name it with --translation"
    )
