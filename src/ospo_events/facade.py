"""The short way: files and texts to events and back."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from .codecs import Decoded, Encoded, codec_for_path, codec_named, detect
from .files import read_bytes, write_whole
from .model import Event

__all__ = ["convert", "decode", "dump", "dumps", "encode", "load", "loads"]


def decode(data: bytes, format: str, *, source: str = "<data>", **options: Any) -> Decoded:
    """Return what a reader makes of `data`: the event as far as it goes, and every finding.

    Args:
        data: a document.
        format: the name of its format.
        source: what to call it in findings.
        options: what that format's reader takes; `CODECS[format].decode_options` names them.

    Raises:
        UnknownFormat: no such format, or one that is only written.
    """
    return codec_named(format).decode(data, source=source, **options)


def encode(event: Event, format: str, **options: Any) -> Encoded:
    """Return what a writer makes of `event`: the document, and what it could not carry.

    Args:
        event: the event.
        format: the name of the format.
        options: what that format's writer takes; `CODECS[format].encode_options` names them.

    Raises:
        UnknownFormat: no such format, or one that is only read.
    """
    return codec_named(format).encode(event, **options)


def loads(text: str | bytes, format: str, *, source: str = "<text>", **options: Any) -> Event:
    """Return the event of a document.

    Raises:
        InvalidProgramme: there are errors in it; its `report` has every one of them.
        UnknownFormat: no such format, or one that is only written.
    """
    data = text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text
    return decode(data, format, source=source, **options).value()


def load(path: str | os.PathLike[str], format: str | None = None, **options: Any) -> Event:
    """Return the event of a file.

    Args:
        path: the file.
        format: the name of its format; None: told from its content and name.
        options: what that format's reader takes.

    Raises:
        InvalidProgramme: there are errors in it; its `report` has every one of them.
        UnknownFormat: no such format, or none to be told.
        OSError: the file cannot be read.
    """
    name = os.fspath(path)
    data = read_bytes(Path(name))
    return codec_named(format or detect(data, name)).decode(data, source=name, **options).value()


def dumps(event: Event, format: str, **options: Any) -> bytes:
    """Return the event as a document.

    Raises:
        InvalidProgramme: this event cannot be written in that format.
        UnknownFormat: no such format, or one that is only read.
    """
    return encode(event, format, **options).value()


def dump(event: Event, path: str | os.PathLike[str], format: str | None = None, **options: Any) -> None:
    """Write the event to a file: the whole of it, or nothing.

    Raises:
        InvalidProgramme: this event cannot be written in that format.
        UnknownFormat: no such format, or none to be told from the name.
        OSError: the file cannot be written.
    """
    name = os.fspath(path)
    codec = codec_named(format) if format else codec_for_path(name, writes=True)
    write_whole(Path(name), codec.encode(event, **options).value())


def convert(data: bytes, source_format: str, target_format: str, **options: Any) -> bytes:
    """Return a document in another format.

    Args:
        data: a document.
        source_format: the name of its format.
        target_format: the name of the format wanted.
        options: what either takes; each gets those it declares.

    Raises:
        InvalidProgramme: it cannot be read, or not be written in that format.
        UnknownFormat: no such format.
    """
    reader, writer = codec_named(source_format), codec_named(target_format)
    event = reader.decode(data, **{key: options[key] for key in options if key in reader.decode_options}).value()
    return writer.encode(event, **{key: options[key] for key in options if key in writer.encode_options}).value()
