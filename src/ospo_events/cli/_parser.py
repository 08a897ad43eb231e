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

TYPE_CHECKING = False  # what `typing.TYPE_CHECKING` is, without importing `typing`
if TYPE_CHECKING:
    from typing import Any

__all__ = ["COMMANDS", "command_named", "make_parser"]


class _Parser(argparse.ArgumentParser):
    """A parser whose help and errors go the way of all that is printed; those of the commands are made by its class.

    argparse formats each argument when it is added, only to see that it can. The width of the terminal, for which it
    imports `shutil`, is asked for where something is printed.
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
    "validate": "say what is wrong with a programme, where, why and how to mend it",
    "explain": "say what the code of a finding means, why it matters and how to mend it",
    "rules": "list the rules that programmes are checked by",
    "words": "list the known words for kinds, roles, links and statuses, and what follows from each",
    "convert": "turn a programme into another format",
    "import": "take what people changed in a sheet back into the programme it was made of",
    "translate": "write the texts of a programme to translate, and the programme with them translated",
    "diff": "say what changed between two editions of a programme, and whom it concerns",
    "apply": "do to a programme what `diff --format json` says",
    "merge": "make one programme of two that were made of a third, and say where they contradict each other",
    "next": "begin the next edition of an event: its programme on other dates, without what belongs to this one alone",
    "feeds": "write the calendars people subscribe to: all, per day, track, room, person and kind",
    "publish": "record in a history what is published, so that calendars learn of every change",
    "history": "print what was published when, or merge two histories",
    "check-ics": "say what Google, Outlook, Apple, Thunderbird and Giggity will make of a calendar file",
    "build": "write a folder for any static host: pages, calendars, data",
    "audit-privacy": "list what each audience sees, and search a folder for what its audience may not see",
    "now": "say what is on and what comes next",
    "fmt": "write a native file in canonical form, or in shorthand",
    "new": "write a commented file to start an own event from",
    "draft": "turn a concept note or an agenda in prose into a draft, with the evidence for each value",
    "schema": "print the JSON Schema of the native files",
    "formats": "list the formats and what each carries",
}
"""The commands, each with what it does; `cli.commands` has a module of the same name for each."""


def command_named(name: str) -> ModuleType:
    """Return the module of a command, imported when it is asked for.

    `configure(parser)` adds its arguments to its parser, `run(arguments)` runs it and returns the exit status.
    """
    module = "import_sheet" if name == "import" else name.replace("-", "_")  # Python has the word for itself
    return import_module(f"ospo_events.cli.commands.{module}")


def make_parser(words: Sequence[str] | None = None) -> argparse.ArgumentParser:
    """Return the parser.

    Args:
        words: the words to be parsed. Only the command they name is imported and configured; where they begin with
            it, no other is known, and else the others are by name and by what they do. None: all are configured.
    """
    parser = _Parser(
        prog="ospo-events",
        description="Conference programmes as data: check, show and convert them.",
        epilog="Exit status: 0 fine, 1 findings, 2 usage. `-` as a file is standard input or output.",
    )
    parser.add_argument("-V", "--version", action="version", version=f"ospo-events {__version__}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", prog=parser.prog)
    named = COMMANDS if words is None else [word for word in words if word in COMMANDS][:1]
    # A parser of its own for each is half of what argparse costs, and the help of a command says nothing of the others.
    known = named if words and words[0] in COMMANDS else COMMANDS
    for name, help in COMMANDS.items():
        if name not in known:
            continue
        is_named = name in named
        sub = commands.add_parser(name, help=help, description=help[:1].upper() + help[1:] + ".", add_help=is_named)
        if is_named:
            command_named(name).configure(sub)
    return parser
