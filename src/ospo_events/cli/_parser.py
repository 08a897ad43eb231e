"""The commands and their arguments."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from functools import partial
from importlib import import_module
from types import ModuleType

from .. import __version__
from ._output import say

TYPE_CHECKING = False  # the value of `typing.TYPE_CHECKING`, without the cost of importing `typing`
if TYPE_CHECKING:
    from typing import Any

__all__ = ["COMMANDS", "command_named", "make_parser"]


class _Parser(argparse.ArgumentParser):
    """A parser whose help and errors are printed through `_output.say`; the parsers of commands are of this class too.

    argparse formats each argument when it is added, only to see that it can. It imports `shutil` for the width of the
    terminal, so here the width is read only when help is printed.
    """

    def __init__(self, **settings: Any) -> None:
        super().__init__(formatter_class=partial(argparse.HelpFormatter, width=100), **settings)

    def format_help(self) -> str:
        """Return the help in the width of the terminal."""
        self.formatter_class = argparse.HelpFormatter
        return super().format_help()

    def format_usage(self) -> str:
        """Return the usage in the width of the terminal."""
        self.formatter_class = argparse.HelpFormatter
        return super().format_usage()

    def _print_message(self, message: str, file: object = None) -> None:
        is_help = file is sys.stdout
        say(message, error=not is_help, end="", colored=is_help)


COMMANDS: dict[str, str] = {
    "show": "print the agenda as a person wants to read it",
    "validate": "check a programme: what is wrong, where, why, and how to correct it",
    "explain": "explain the code of a finding: what it means, why it matters and how to correct it",
    "rules": "list the rules that check programmes",
    "words": "list the known words for kinds, roles, links and statuses, and what each word does",
    "convert": "turn a programme into another format",
    "import": "take changes that people made in a spreadsheet back into the programme",
    "translate": "write the texts of a programme for translators, and the programme in their languages",
    "diff": "show what changed between two editions of a programme, and who is affected",
    "apply": "make the changes that `diff --format json` wrote",
    "merge": "merge two edited copies of one programme, and show where they contradict each other",
    "next": "begin the next edition of an event: the same programme on other dates, without details that belong to "
    "this edition",
    "feeds": "write the calendars that people subscribe to: all sessions, and by day, track, room, person and kind",
    "publish": "record in a history what is published, so that calendars are updated with every change",
    "history": "print what was published and when, or merge two histories",
    "check-ics": "show how Google, Outlook, Apple, Thunderbird and Giggity will interpret a calendar file",
    "build": "write a web site for any static host: pages, calendars and data",
    "audit-privacy": "list what each audience sees, and search a folder for data that its audience may not see",
    "now": "show which sessions are on now and which come next",
    "fmt": "rewrite a native file in canonical form, or in shorthand",
    "new": "write a commented starter file for your own event",
    "draft": "turn a concept note or an agenda in prose into a draft, with the evidence for each value",
    "schema": "print the JSON Schema of native files",
    "formats": "list the formats, and what each can and cannot hold",
}
"""The commands, each with its one-line help; `cli.commands` has a module of the same name for each."""


def command_named(name: str) -> ModuleType:
    """Return the module of a command; it is imported at that moment.

    `configure(parser)` adds the arguments of the command, `run(arguments)` runs it and returns the exit status.
    """
    module = "import_sheet" if name == "import" else name.replace("-", "_")  # Python reserves this word
    return import_module(f"ospo_events.cli.commands.{module}")


def make_parser(words: Sequence[str] | None = None) -> argparse.ArgumentParser:
    """Return the parser.

    Args:
        words: the command line. If it begins with the name of a command, only that command is imported and
            configured; otherwise the commands are listed with their help. None: all are configured.
    """
    parser = _Parser(
        prog="ospo-events",
        description="Conference programmes as data: check, show and convert them.",
        epilog="Exit status: 0 success, 1 findings, 2 wrong usage. The file name `-` means standard input or output.",
    )
    parser.add_argument("-V", "--version", action="version", version=f"ospo-events {__version__}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", prog=parser.prog)
    configured = COMMANDS if words is None else [word for word in words if word in COMMANDS][:1]
    # A subparser for every command is half the cost of argparse, and the help of one command does not mention the
    # others.
    listed = configured if words and words[0] in COMMANDS else COMMANDS
    for name, help in COMMANDS.items():
        if name not in listed:
            continue
        is_named = name in configured
        sub = commands.add_parser(name, help=help, description=help[:1].upper() + help[1:] + ".", add_help=is_named)
        if is_named:
            command_named(name).configure(sub)
    return parser
