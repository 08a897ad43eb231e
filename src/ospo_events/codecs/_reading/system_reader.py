"""The common part of the readers of conference systems: Sessionize, pretalx and Indico."""

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
    """Reads the documents of a conference system.

    Args:
        data: a document, or several by file name.
        source: the name of the document, or of the folder.
        zone: the time zone of the event; None: that of the documents.
        title: the title of the event; None: that of the documents.
        id: the id of the event; None: that of the documents, or one made from the title.
        merge_breaks: whether a break that is listed in several rooms is one session in all of them.
        reads_marks: whether a title such as `Cancelled: Talk` means that the session is cancelled.
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
        """The time zone of the event; UTC if it is missing, so that everything else can still be checked."""
        return self.header.zone or UTC

    def refuse(self, expected: str, got: str = "other JSON") -> None:
        """Report that documents which can be parsed do not come from the system."""
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
        """Return the event with everything that was read, the findings, and the place of each thing.

        Args:
            fields: the paths of the attributes of an element within its object.
            values: the attributes of the event itself.
            complete: whether there can be an event: the documents are known, and so are its title and its zone.
            id: the id of the event in the documents.
            path: the path of the object of the event itself.
        """
        event = None
        if complete:
            if not len(self.programme.sessions) and not self.findings.has("no-sessions"):
                message = "expected sessions, got none: perhaps nothing is published yet"
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
