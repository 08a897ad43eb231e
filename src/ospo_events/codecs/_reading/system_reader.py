"""The frame of the readers of conference systems: Sessionize, pretalx and Indico begin and end alike."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from zoneinfo import ZoneInfo

from ...diagnostics import Findings, Path, Severity
from .._codec import Decoded
from .folder import Documents
from .header import EventHeader
from .programme import ProgrammeBuilder
from .repeated_breaks import merge_breaks
from .source_map import FieldPaths, model_source_map
from .statuses import read_marks
from .times import UTC

__all__ = ["SystemReader"]


class SystemReader:
    """One reading of the documents of a conference system.

    Args:
        data: a document, or file name -> document for several.
        source: the name of the document, or of the folder.
        zone: the time zone of the event; None: the one the documents name.
        title: the title of the event; None: the one the documents have.
        id: the id of the event; None: the one the documents have, else one made from the title.
        merge_breaks: whether a break that stands in each of several rooms is one session in all of them.
        reads_marks: whether a title such as `Cancelled: Talk` says that the session is off.
    """

    def __init__(
        self,
        data: bytes | Mapping[str, bytes],
        source: str,
        *,
        zone: ZoneInfo | None,
        title: str | None,
        id: str | None,
        merge_breaks: bool = True,
        reads_marks: bool = True,
    ) -> None:
        self.documents = Documents(data, source)
        self.findings = Findings(self.documents.report)
        self.header = EventHeader(self.findings, zone=zone, title=title, id=id)
        self.programme = ProgrammeBuilder(self.findings)
        self._data = data
        self._merge_breaks = merge_breaks
        self._reads_marks = reads_marks

    @property
    def zone(self) -> ZoneInfo:
        """The time zone of the event; UTC where it is missing, so that everything else can still be checked."""
        return self.header.zone or UTC

    def refuse(self, expected: str, got: str = "other JSON") -> None:
        """Report that documents which can be parsed are not those of the system."""
        if any(True for _ in self.documents.readable()):
            self.findings.add("wrong-format", f"expected {expected}, got {got}", severity=Severity.ERROR)

    def decoded(
        self,
        fields: FieldPaths,
        values: Mapping[str, Any],
        *,
        complete: bool,
        id: str | None = None,
        path: Path | None = None,
    ) -> Decoded:
        """Return the event of everything that was read, the findings, and where each thing stands.

        Args:
            fields: where the attributes of an element stand in its object.
            values: the attributes of the event itself.
            complete: whether there can be an event: the documents are known, and so are its title and its zone.
            id: the id that the documents have for the event.
            path: the object of the event itself.
        """
        event = None
        if complete:
            if not len(self.programme.sessions) and not self.findings.has("no-sessions"):
                message = "expected sessions, got none: nothing may be published there yet"
                self.findings.add("no-sessions", message)
            if self._reads_marks:
                read_marks(self.programme.sessions, self.findings)
            if self._merge_breaks:
                merge_breaks(self.programme.sessions, self.findings)
            header = self.header
            event = self.programme.event(
                path=path or (), id=header.id(id), title=header.title, timezone=header.zone, **values
            )
        origins = self.programme.origins | ({} if path is None else {(): path})
        source_map = self.documents.source_map
        return Decoded(
            event=event,
            report=self.findings.report().located(source_map),
            source_map=model_source_map(source_map, self._data, origins, fields),
        )
