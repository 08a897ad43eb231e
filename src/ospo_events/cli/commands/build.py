"""`ospo-events build`: write a programme as a web site for any static host."""

from __future__ import annotations

import argparse
import gc
from collections.abc import Iterator
from pathlib import Path

from ...errors import OspoEventsError
from ...files import read_bytes
from .._history import add_history, with_history
from .._io import (
    add_audience,
    add_force,
    add_input,
    add_profile,
    audience_of,
    input_options,
    may_publish,
    named,
    print_report,
    problems_of,
    read_event,
)
from .._languages import add_language, translations_of
from .._loss import add_loss_arguments, print_losses
from .._output import say
from .._progress import Progress
from .show import add_selection, selected

__all__ = ["configure", "run"]

_LARGE = 1_000_000


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments to its parser."""
    add_input(parser)
    parser.add_argument(
        "--out",
        metavar="FOLDER",
        type=named,
        required=True,
        help="the folder to write: a new one, or that of an earlier build",
    )
    parser.add_argument(
        "--pages", action="store_true", help="also write a page for each day, session, person, room and track"
    )
    parser.add_argument("--door-sheets", action="store_true", help="also write a door sheet for each room and day")
    parser.add_argument(
        "--offline",
        action="store_true",
        help="let browsers keep the pages, for times without network",
    )
    parser.add_argument("--nameplates", action="store_true", help="also write a nameplate for each person")
    parser.add_argument(
        "--base-url", metavar="URL", help="the address the site will have, for files that contain their own address"
    )
    add_profile(parser, "--calendar-profile")
    parser.add_argument(
        "--qr-codes",
        action="store_true",
        help="QR codes on paper and on now.html that lead to the pages, which needs the qr extra and --base-url",
    )
    parser.add_argument("--markdown", action="store_true", help="read texts as Markdown (needs the extra `html`)")
    parser.add_argument("--theme", metavar="CSS", help="a style sheet to add after the one of the package")
    parser.add_argument(
        "--templates",
        metavar="FOLDER",
        type=named,
        help="a folder with your own page.html, page.css, page.js, paper.css, screen.css or screen.js",
    )
    parser.add_argument(
        "--assets",
        metavar="FOLDER",
        type=named,
        help="a folder with the pictures logo, favicon, header, people/ID and organizations/ID, as SVG, PNG, JPEG, "
        "WebP, AVIF or GIF",
    )
    add_history(parser)
    add_audience(parser)
    add_language(parser, what="another language to write the site in", many="may be given several times")
    add_force(parser)
    add_loss_arguments(parser)
    add_selection(parser)


def run(arguments: argparse.Namespace) -> int:
    """Read, build, write; nothing is written if there are errors."""
    from ...site import Options, SiteBuild, write_site  # noqa: PLC0415 # a command imports what it needs when it runs

    decoded = read_event(
        arguments.file, arguments.source_format, input_options(arguments, arguments.file), quiet=arguments.quiet
    )
    problems = problems_of(decoded)
    print_report(decoded.report + problems, arguments)
    if decoded.event is None or not decoded.report.ok or not may_publish(problems, arguments):
        return 1
    translations = translations_of(decoded.event, arguments)
    event, history = with_history(decoded.event, arguments, audience_of(arguments))
    event = selected(event, arguments, audience_of(arguments))
    del decoded, problems  # the findings hold the text of the source, which is as large as the event
    options = Options(
        pages=arguments.pages,
        door_sheets=arguments.door_sheets,
        nameplates=arguments.nameplates,
        offline=arguments.offline,
        base_url=arguments.base_url,
        calendar_profile=arguments.calendar_profile,
        qr_codes=arguments.qr_codes,
        markdown=arguments.markdown,
        force=True,
        audience=audience_of(arguments),
        translations=tuple(translations),
        history=history,
        theme=_text(Path(arguments.theme)) if arguments.theme else "",
        templates=_templates(arguments.templates),
        assets=_assets(arguments.assets),
    )
    gc.freeze()  # the event that was read stays in memory; the garbage collector need not examine it
    with Progress(f"building {arguments.out}", quiet=arguments.quiet) as progress:
        try:
            site = SiteBuild(event, options)
        except ValueError as problem:
            raise OspoEventsError(str(problem)) from None
        write_site(_counted(site.files(), progress), Path(arguments.out))
    print_report(site.report, arguments)
    print_losses({**site.losses, "the site": site.withheld}, arguments)
    say(f"{progress.files} files in {arguments.out}")
    return 0 if site.report.ok else 1


def _counted(files: Iterator[tuple[str, bytes]], progress: Progress) -> Iterator[tuple[str, bytes]]:
    for path, data in files:
        yield path, data
        progress.files += 1
        if len(data) > _LARGE:
            gc.collect()  # an event and its index refer to each other, and the documents of a large event are large


def _text(path: Path) -> str:
    try:
        return read_bytes(path).decode("utf-8")
    except UnicodeDecodeError:
        raise OspoEventsError(f"expected UTF-8 in {str(path)!r}, got something else") from None


def _assets(folder: str | None) -> dict[str, bytes]:
    if folder is None:
        return {}
    root = Path(folder)
    if not root.is_dir():
        raise OspoEventsError(f"expected a folder of pictures, got {folder!r}")
    return {path.relative_to(root).as_posix(): read_bytes(path) for path in sorted(root.rglob("*")) if path.is_file()}


def _templates(folder: str | None) -> dict[str, str]:
    from ...site import TEMPLATES  # noqa: PLC0415 # a command imports what it needs when it runs

    if folder is None:
        return {}
    templates = {name: _text(Path(folder) / name) for name in TEMPLATES if (Path(folder) / name).is_file()}
    if not templates:
        raise OspoEventsError(f"expected some of {', '.join(TEMPLATES)} in {folder!r}, got none")
    return templates
