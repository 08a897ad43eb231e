"""What every codec takes, gives and declares."""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from typing import Any

import attrs

from ..diagnostics import Report, SourceMap
from ..errors import InvalidProgramme, UnknownFormat
from ..model import Event

NOTHING_TO_SAY = Report()

__all__ = ["Codec", "Decoded", "Encoded"]


@attrs.frozen(kw_only=True)
class Decoded:
    """What a reader made of some bytes."""

    event: Event | None
    """The event, as far as it could be read; None where there is none to speak of."""
    report: Report = NOTHING_TO_SAY
    """Everything wrong, repaired or dropped, each with its place in the source."""
    source_map: SourceMap | None = None
    """Finds the places of model paths in the source."""

    def value(self) -> Event:
        """Return the event.

        Raises:
            InvalidProgramme: there are errors in the report, or no event.
        """
        if self.event is None or not self.report.ok:
            raise InvalidProgramme(self.report)
        return self.event


@attrs.frozen(kw_only=True)
class Encoded:
    """What a writer made of an event."""

    data: bytes
    """The document; empty where the report has errors."""
    report: Report = NOTHING_TO_SAY
    """What of this event the format could not carry, and what was changed to fit it."""

    def value(self) -> bytes:
        """Return the document.

        Raises:
            InvalidProgramme: there are errors in the report.
        """
        if not self.report.ok:
            raise InvalidProgramme(self.report)
        return self.data


@attrs.frozen(kw_only=True)
class Codec:
    """What there is to know of a format without importing its module."""

    name: str
    """The name used on the command line and in `load(..., format=)`."""
    title: str
    """What people call it."""
    module: str
    """The module that reads or writes it."""
    suffixes: tuple[str, ...]
    """File name endings, the usual one first."""
    media_types: tuple[str, ...]
    """Media types, the usual one first."""
    reads: bool
    """Whether there is a `decode`."""
    writes: bool
    """Whether there is an `encode`."""
    specification: str
    """Where the format is laid down."""
    cannot_carry: tuple[str, ...] = ()
    """What is lost on writing: attribute names from the event down, `sessions.participants.mode`.

    `decode(encode(e))` equals `e` with exactly these at their defaults.
    """
    notes: tuple[str, ...] = ()
    """What a user should know before choosing it, in sentences."""
    decode_options: tuple[str, ...] = ()
    """The keyword arguments that `decode` takes beyond `source`."""
    encode_options: tuple[str, ...] = ()
    """The keyword arguments that `encode` takes."""
    reads_folders: bool = False
    """Whether `decode` also takes the files of a folder, as a mapping of names to documents."""
    experimental: bool = False
    """Whether the format itself still moves."""

    def decode(self, data: bytes | Mapping[str, bytes], *, source: str = "<data>", **options: Any) -> Decoded:
        """Read `data`; never raises for anything that is in it.

        Raises:
            UnknownFormat: this format is only written, or takes no folder.
        """
        if not self.reads:
            raise UnknownFormat(f"{self.name!r} is a format to write, not to read")
        if not isinstance(data, bytes) and not self.reads_folders:
            raise UnknownFormat(f"{self.name!r} is read from a file, not from a folder")
        decoded: Decoded = importlib.import_module(self.module).decode(data, source=source, **options)
        return decoded

    def encode(self, event: Event, **options: Any) -> Encoded:
        """Write `event`.

        Raises:
            UnknownFormat: this format is only read.
        """
        if not self.writes:
            raise UnknownFormat(f"{self.name!r} is a format to read, not to write")
        encoded: Encoded = importlib.import_module(self.module).encode(event, **options)
        return encoded
