"""`ospo-events formats`: list the formats, and what each can and cannot hold."""

from __future__ import annotations

import argparse
import json
import textwrap
from collections.abc import Iterable

from ...codecs import CODECS, Codec, Option, codec_named, plugin_names
from .._output import say, write_document

__all__ = ["configure", "run"]


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments to its parser."""
    parser.add_argument("name", metavar="FORMAT", nargs="?", help="show everything about this format")
    parser.add_argument("--json", action="store_true", help="print as JSON")
    parser.add_argument("--plugins", action="store_true", help="also list the formats of installed packages")


def run(arguments: argparse.Namespace) -> int:
    """Print the table of formats, or everything about one."""
    chosen = [codec_named(arguments.name)] if arguments.name else list(CODECS.values())
    if arguments.plugins and not arguments.name:
        chosen += [codec_named(name) for name in plugin_names() if name not in CODECS]
    if arguments.json:
        write_document(json.dumps([_data(codec) for codec in chosen], indent=1) + "\n")
    elif arguments.name:
        say(_details(chosen[0]))
    else:
        for codec in chosen:
            say(f"{codec.name:14} {_does(codec):14} {_carries(codec):26} {codec.title}")
    return 0


def _does(codec: Codec) -> str:
    return ", ".join(word for word, can in (("reads", codec.reads), ("writes", codec.writes)) if can)


def _carries(codec: Codec) -> str:
    if not (codec.reads and codec.writes):
        return "one way"
    return f"all but {len(codec.cannot_carry)} attributes" if codec.cannot_carry else "everything"


def _details(codec: Codec) -> str:
    lines = [f"{codec.name}: {codec.title}{' (experimental)' if codec.experimental else ''}", f"  {_does(codec)}"]
    lines += [f"  {note}" for note in codec.notes]
    lines.append(f"  specification: {codec.specification}")
    for what, values in (
        ("file names", codec.suffixes),
        ("media types", codec.media_types),
    ):
        if values:
            lines.append(f"  {what}: {', '.join(values)}")
    for what, options in (("reader", codec.decode_options), ("writer", codec.encode_options)):
        if options:
            lines.append(f"  options of the {what}")
            for option in options:
                text = f"{option.name} ({_takes(option)}): {option.help}"
                lines += textwrap.wrap(text, 100, initial_indent="    ", subsequent_indent=" " * 6)
    if codec.cannot_carry:
        lines.append("  has no place for")
        for owner, names in _by_owner(codec.cannot_carry).items():
            lines += textwrap.wrap(f"{owner}: {', '.join(names)}", 96, initial_indent="    ", subsequent_indent=" " * 6)
    return "\n".join(lines)


def _takes(option: Option) -> str:
    """Return the values of an option and its default, such as `'local' or 'utc'; 'local'`."""
    if option.required:
        return f"{option.expected()}; needed"
    default = str(option.default).lower() if isinstance(option.default, bool) else repr(option.default)
    return option.expected() if option.default is None else f"{option.expected()}; without it {default}"


def _by_owner(attributes: Iterable[str]) -> dict[str, list[str]]:
    """Return the names of attributes by their owner: `rooms.venue` is under `rooms`."""
    by_owner: dict[str, list[str]] = {}
    for attribute in attributes:
        owner, dot, name = attribute.partition(".")
        by_owner.setdefault(owner if dot else "the event", []).append(name if dot else attribute)
    return by_owner


def _data(codec: Codec) -> dict[str, object]:
    return {
        "name": codec.name,
        "title": codec.title,
        "reads": codec.reads,
        "writes": codec.writes,
        "suffixes": codec.suffixes,
        "media_types": codec.media_types,
        "specification": codec.specification,
        "cannot_carry": codec.cannot_carry,
        "decode_options": [_option(option) for option in codec.decode_options],
        "encode_options": [_option(option) for option in codec.encode_options],
        "experimental": codec.experimental,
        "notes": codec.notes,
    }


def _option(option: Option) -> dict[str, object]:
    return {
        "name": option.name,
        "kind": option.kind,
        "help": option.help,
        "values": option.values,
        "default": option.default,
        "required": option.required,
    }
