"""The interface of all codecs: their arguments, their results and the facts they declare."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

import attrs

from .._collector import collector_paused
from .._repr import shown
from ..diagnostics import Diagnostic, Report, SourceMap, describe_value
from ..errors import InvalidOption, InvalidProgramme, UnknownFormat
from ..model import AnyAudience, Audience, Event
from ._options import Option, checked_options

if TYPE_CHECKING:
    from ..views.audiences import View

NOTHING_TO_SAY = Report()
_LARGE = 1_000_000
"""The size in bytes from which the garbage collector takes more than a millisecond of reading, and is paused."""
_MANY = 1_000
"""The number of sessions from which the garbage collector is paused while an event is written."""

__all__ = ["Codec", "Decoded", "Encoded", "Fitted", "Stream"]


@attrs.frozen(kw_only=True)
class Decoded:
    """The result of a reader."""

    event: Event | None
    """The event, as far as it could be read; None if there is nothing to show."""
    report: Report = NOTHING_TO_SAY
    """Everything that was wrong, repaired or left out, each with its place in the source."""
    source_map: SourceMap | None = None
    """Locates paths of the model in the source."""

    __repr__ = shown

    def value(self) -> Event:
        """Return the event.

        Raises:
            InvalidProgramme: the report has errors, or there is no event.
        """
        if self.event is None or not self.report.ok:
            raise InvalidProgramme(self.report)
        return self.event


@attrs.frozen(kw_only=True)
class Encoded:
    """The result of a writer."""

    data: bytes
    """The document; empty if the report has errors."""
    report: Report = NOTHING_TO_SAY
    """What the format could not hold of this event, and what was changed to fit it."""

    __repr__ = shown

    def value(self) -> bytes:
        """Return the document.

        Raises:
            InvalidProgramme: the report has errors.
        """
        if not self.report.ok:
            raise InvalidProgramme(self.report)
        return self.data


@attrs.frozen(kw_only=True)
class Fitted:
    """The event that reading the output of a writer would give, and the report of the writer."""

    event: Event
    """The event as the format holds it."""
    report: Report = NOTHING_TO_SAY
    """What the format cannot hold of the event, and what is changed to fit it."""

    __repr__ = shown


class Stream:
    """The bytes of a document as they are made, and at the end the report of its writer.

    Args:
        chunks: yields the bytes.
        report: returns the report; it is called after the last chunk.
    """

    def __init__(self, chunks: Iterable[bytes], report: Callable[[], Report]) -> None:
        self._chunks = chunks
        self._report = report

    def __iter__(self) -> Iterator[bytes]:
        return iter(self._chunks)

    @property
    def report(self) -> Report:
        """What the format cannot hold of the event; complete once every chunk was taken."""
        return self._report()


@attrs.frozen(kw_only=True)
class Codec:
    """The facts about a format that can be known without importing its reader and writer.

    `reader`, `writer`, `fitter` and `streamer` name functions as `module:function`; a module is imported when its
    function is first called.
    """

    name: str
    """The name used on the command line and in `load(..., format=)`."""
    title: str
    """The name that people use."""
    suffixes: tuple[str, ...]
    """File name endings, the usual one first."""
    media_types: tuple[str, ...]
    """Media types, the usual one first."""
    specification: str
    """Where the format is specified."""
    reader: str | None = None
    """`decode(data, *, source, **options) -> Decoded`; None: the format is only written."""
    writer: str | None = None
    """`encode(event, **options) -> Encoded`; None: the format is only read."""
    fitter: str | None = None
    """`fit(event, **options) -> Fitted`, for a format that is read and written: what reading the output gives."""
    streamer: str | None = None
    """`iterencode(event, **options) -> Stream`, if the writer makes its document piece by piece."""
    cannot_carry: tuple[str, ...] = ()
    """Attributes at their defaults in what `fit` returns, from the event down: `sessions.participants.mode`."""
    notes: tuple[str, ...] = ()
    """What a user should know before choosing it, in sentences."""
    decode_options: tuple[Option, ...] = ()
    """The options of the reader."""
    encode_options: tuple[Option, ...] = ()
    """The options of the writer; `fit` takes the same."""
    reads_folders: bool = False
    """Whether `decode` also accepts the files of a folder, as a mapping of names to documents."""
    folder_suffixes: tuple[str, ...] = (".json",)
    """The suffixes of those files, if it reads folders."""
    writes_folders: bool = False
    """Whether the result of `encode` is an archive that may also be written as a folder of files."""
    experimental: bool = False
    """Whether the format itself may still change."""
    publishes: bool = True
    """Whether its documents are for the public, unless another audience is asked for: see `encode`."""
    chronological: bool = False
    """Whether sessions are written in the order of time, whatever their order in the event."""
    own_lines: bool = False
    """Whether each session has its own lines, so that changing one session changes no line of another."""

    __repr__ = shown

    @property
    def reads(self) -> bool:
        """Whether the format can be read."""
        return self.reader is not None

    @property
    def writes(self) -> bool:
        """Whether the format can be written."""
        return self.writer is not None

    def decode(self, data: bytes | Mapping[str, bytes], *, source: str = "<data>", **options: Any) -> Decoded:
        """Read `data`; never raises because of its content.

        While it reads a megabyte or more the garbage collector is paused: there is nothing for it to find.

        Raises:
            UnknownFormat: this format is only written, or does not read folders.
            UnknownOption: the reader has no such option.
            InvalidOption: an option does not accept its value.
        """
        if self.reader is None:
            raise UnknownFormat(f"{self.name!r} can be written but not read; `ospo-events formats` lists the formats")
        if not isinstance(data, bytes) and not self.reads_folders:
            raise UnknownFormat(f"{self.name!r} is read from a file, not from a folder")
        checked = checked_options(options, self.decode_options, f"reading {self.name}")
        size = len(data) if isinstance(data, bytes) else sum(map(len, data.values()))
        with collector_paused(size >= _LARGE):
            decoded: Decoded = _function(self.reader)(data, source=source, **checked)
            report = decoded.report.in_source(source)
            if report is not decoded.report:
                decoded = attrs.evolve(decoded, report=report)
            if decoded.event is not None and self.publishes:
                return self._repaired(decoded, decoded.event, source)
            return decoded

    def _repaired(self, decoded: Decoded, event: Event, source: str) -> Decoded:
        """Return the event of another system's file, repaired so that it can be published."""
        from ..views.unknown_data import parted  # noqa: PLC0415 # our own files are not repaired
        from .publishable import repaired  # noqa: PLC0415 # as above

        event, report = repaired(parted(event))
        if event is decoded.event:
            return decoded
        if decoded.source_map is not None:
            report = report.located(decoded.source_map)
        return attrs.evolve(decoded, event=event, report=decoded.report + report.in_source(source))

    def encode(self, event: Event, *, audience: AnyAudience | None = None, **options: Any) -> Encoded:
        """Write the part of `event` that an audience may see.

        While it writes a thousand sessions or more the garbage collector is paused: there is nothing for it to find.

        Args:
            event: the whole event.
            audience: who the document is for; None: everybody if the format is for the public, otherwise the team. The
                report lists what this audience does not see.
            options: options of the writer.

        Raises:
            UnknownFormat: this format is only read.
            UnknownOption: the writer has no such option.
            InvalidOption: an option does not accept its value.
        """
        if self.writer is None:
            raise UnknownFormat(f"{self.name!r} can be read but not written; `ospo-events formats` lists the formats")
        with collector_paused(len(event.sessions) >= _MANY):
            shown, in_whole = self._shown(event, audience)
            encoded: Encoded = _function(self.writer)(shown, **self._checked(options))
        return encoded if shown is event else attrs.evolve(encoded, report=in_whole(encoded.report))

    def fit(self, event: Event, *, audience: AnyAudience | None = None, **options: Any) -> Fitted:
        """Return the event that reading the output of `encode` gives, and the report, without writing anything.

        The law of every format: `decode(encode(event)).event == fit(event).event`, and `encode(event).report ==
        fit(event).report`. The arguments are those of `encode`.

        Raises:
            UnknownFormat: this format is not both read and written, or its codec has no `fit`.
            UnknownOption: the writer has no such option.
            InvalidOption: an option does not accept its value.
        """
        if self.fitter is None:
            if self.reads and self.writes:
                raise UnknownFormat(f"{self.name!r} has no `fit`, although it is read and written")
            raise UnknownFormat(f"{self.name!r} is not both read and written: there is nothing to fit")
        from ..views.unknown_data import parted  # noqa: PLC0415 # reading alone has no use for it
        from .publishable import repaired  # noqa: PLC0415 # as above

        shown, in_whole = self._shown(event, audience)
        fitted: Fitted = _function(self.fitter)(shown, **self._checked(options))
        back = repaired(parted(fitted.event))[0] if self.publishes else fitted.event
        if shown is event and back is fitted.event:
            return fitted
        return attrs.evolve(fitted, event=back, report=fitted.report if shown is event else in_whole(fitted.report))

    def iterencode(self, event: Event, *, audience: AnyAudience | None = None, **options: Any) -> Stream:
        """Return the document as a stream of bytes; takes and raises the same as `encode`."""
        if self.streamer is None:
            encoded = self.encode(event, audience=audience, **options)
            return Stream((encoded.value(),), lambda: encoded.report)
        shown, in_whole = self._shown(event, audience)
        stream: Stream = _function(self.streamer)(shown, **self._checked(options))
        return stream if shown is event else Stream(stream, lambda: in_whole(stream.report))

    def _shown(self, event: Event, audience: AnyAudience | None) -> tuple[Event, Callable[[Report], Report]]:
        """Return the event that the writer sees, and a function that makes its report one about the whole event."""
        from ..views.audiences import view_for  # noqa: PLC0415 # reading alone has no use for it

        chosen = (Audience.PUBLIC if self.publishes else Audience.TEAM) if audience is None else _audience(audience)
        view = view_for(event, chosen)
        shown = view.event
        if self.publishes and chosen is not Audience.PUBLIC:
            from ..views.unknown_data import joined  # noqa: PLC0415 # few documents are not for everybody
            from .loss import LINK_AUDIENCES, strip  # noqa: PLC0415 # as above

            shown = joined(strip(shown, LINK_AUDIENCES))
        if not self.publishes:
            return shown, lambda report: _in_whole(report, view, self.name)
        from .publishable import publishable  # noqa: PLC0415 # our own files are as they are

        ready = publishable(shown)
        return ready.event, lambda report: _in_whole(ready.in_whole(report), view, self.name)

    def _checked(self, options: Mapping[str, Any]) -> dict[str, Any]:
        return checked_options(options, self.encode_options, f"writing {self.name}")


def _audience(audience: AnyAudience) -> Audience:
    try:
        return Audience(audience)
    except ValueError:
        words = ", ".join(member.value for member in Audience)
        raise InvalidOption(f"expected one of {words} as the audience, got {describe_value(audience)}") from None


def _in_whole(report: Report, view: View, format: str) -> Report:
    """Return the report of a writer together with what the audience does not see, with paths in the whole event."""
    from .loss import LINK_AUDIENCES, losses, withheld  # noqa: PLC0415 # what is for everybody needs none of them

    def moved(item: Diagnostic) -> Diagnostic:
        related = tuple(attrs.evolve(other, path=view.path_before(other.path)) for other in item.related)
        return attrs.evolve(item, path=view.path_before(item.path), related=related)

    return (report + losses(view.event, LINK_AUDIENCES, format=format)).changed(moved) + withheld(view)


def _function(where: str) -> Callable[..., Any]:
    module, _, name = where.partition(":")
    function: Callable[..., Any] = getattr(importlib.import_module(module), name)
    return function
