"""The short way: read files and texts into events, and write events."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any, BinaryIO, cast

from .codecs import Decoded, Encoded, Fitted, Stream, codec_for_path, codec_named, detect
from .diagnostics import Report
from .errors import UnknownFormat
from .files import read_bytes, read_stream, write_whole
from .model import Event

__all__ = ["convert", "decode", "dump", "dumps", "encode", "fit", "iterencode", "load", "loads"]


def decode(data: bytes, format: str, *, source: str = "<data>", **options: Any) -> Decoded:
    """Return the result of a reader: the event as far as it could be read, and every finding.

    Args:
        data: a document.
        format: the name of its format.
        source: the name of the document in findings.
        options: options of that format's reader, `CODECS[format].decode_options`.

    Raises:
        UnknownFormat: there is no such format, or it is only written.
        UnknownOption: the reader has no such option.
        InvalidOption: an option does not accept its value.
    """
    return codec_named(format).decode(data, source=source, **options)


def encode(event: Event, format: str, **options: Any) -> Encoded:
    """Return the result of a writer: the document, and findings about what it could not hold.

    Args:
        event: the event.
        format: the name of the format.
        options: options of that format's writer, `CODECS[format].encode_options`.

    Raises:
        UnknownFormat: there is no such format, or it is only read.
        UnknownOption: the writer has no such option.
        InvalidOption: an option does not accept its value.
    """
    return codec_named(format).encode(event, **options)


def iterencode(event: Event, format: str, **options: Any) -> Stream:
    """Return the document as a stream: iterate over it for its bytes, then read its `report`.

    A writer that works piece by piece never holds the whole document; other writers yield it whole. The pieces together
    are the result of `encode`, and the report is the same.

    Raises:
        InvalidProgramme: this event cannot be written in that format.
        UnknownFormat: there is no such format, or it is only read.
        UnknownOption: the writer has no such option.
        InvalidOption: an option does not accept its value.
    """
    return codec_named(format).iterencode(event, **options)


def fit(event: Event, format: str, **options: Any) -> Fitted:
    """Return the event that reading its own document would give, and the findings of the writer.

    Raises:
        UnknownFormat: there is no such format, or it is not both read and written.
        UnknownOption: the writer has no such option.
        InvalidOption: an option does not accept its value.
    """
    return codec_named(format).fit(event, **options)


def loads(text: str | bytes, format: str, *, source: str = "<text>", **options: Any) -> Event:
    """Return the event in a document.

    Raises:
        InvalidProgramme: the document has errors; `report` has all of them.
        UnknownFormat: there is no such format, or it is only written.
        UnknownOption: the reader has no such option.
        InvalidOption: an option does not accept its value.
    """
    data = text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text
    return decode(data, format, source=source, **options).value()


def load(file: str | os.PathLike[str] | BinaryIO, format: str | None = None, **options: Any) -> Event:
    """Return the event in a file.

    Args:
        file: its path, or a file that is open for reading bytes.
        format: the name of its format; None: detect it from its content and name.
        options: options of that format's reader.

    Raises:
        InvalidProgramme: the file has errors; `report` has all of them.
        UnknownFormat: there is no such format, or it cannot be detected.
        UnknownOption: the reader has no such option.
        InvalidOption: an option does not accept its value.
        OSError: the file cannot be read.
    """
    if isinstance(file, (str, os.PathLike)):
        name = os.fspath(file)
        data = read_bytes(Path(name))
        file_name: str | None = name
    else:
        file_name = _name_of(file)
        name = file_name or "<stream>"
        data = read_stream(file, name)
    return codec_named(format or detect(data, file_name)).decode(data, source=name, **options).value()


def dumps(event: Event, format: str, **options: Any) -> bytes:
    """Return the event as a document.

    Raises:
        InvalidProgramme: this event cannot be written in that format.
        UnknownFormat: there is no such format, or it is only read.
        UnknownOption: the writer has no such option.
        InvalidOption: an option does not accept its value.
    """
    return encode(event, format, **options).value()


def dump(event: Event, file: str | os.PathLike[str] | BinaryIO, format: str | None = None, **options: Any) -> Report:
    """Write the event to a file: completely or not at all.

    Args:
        event: the event.
        file: its path, or a file that is open for writing bytes.
        format: the name of the format; None: by the suffix of the file name.
        options: options of that format's writer.

    Returns:
        Findings about what the format could not hold or had to change; computed when somebody reads them.

    Raises:
        InvalidProgramme: this event cannot be written in that format.
        UnknownFormat: there is no such format, or the file name does not tell it.
        UnknownOption: the writer has no such option.
        InvalidOption: an option does not accept its value.
        OSError: the file cannot be written.
    """
    name = os.fspath(file) if isinstance(file, (str, os.PathLike)) else _name_of(file)
    if format is None and name is None:
        raise UnknownFormat("the format of a file without a name is unknown; pass format=")
    codec = codec_named(format) if format is not None else codec_for_path(cast("str", name), writes=True)
    if isinstance(file, (str, os.PathLike)):
        stream = codec.iterencode(event, **options)
        write_whole(os.fspath(file), stream)
        return stream.report
    encoded = codec.encode(event, **options)
    file.write(encoded.value())  # completely or not at all
    return encoded.report


def convert(
    data: bytes,
    source_format: str,
    target_format: str,
    *,
    decode_options: Mapping[str, Any] | None = None,
    encode_options: Mapping[str, Any] | None = None,
) -> bytes:
    """Return a document in another format.

    Args:
        data: a document.
        source_format: the name of its format.
        target_format: the name of the format to write.
        decode_options: options of the reader.
        encode_options: options of the writer.

    Raises:
        InvalidProgramme: the document cannot be read, or cannot be written in that format.
        UnknownFormat: there is no such format.
        UnknownOption: the reader or the writer has no such option.
        InvalidOption: an option does not accept its value.
    """
    reader, writer = codec_named(source_format), codec_named(target_format)
    event = reader.decode(data, **(decode_options or {})).value()
    return writer.encode(event, **(encode_options or {})).value()


def _name_of(file: BinaryIO) -> str | None:
    """Return the name of an open file; None if it has none, such as one in memory."""
    name: object = getattr(file, "name", None)
    return name if isinstance(name, str) else None
