"""Reads the files of a folder as one document, with the name of the file in every finding."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ...diagnostics import Diagnostic, Path, Report, SourceMap, Span
from .json_document import JsonInput, read_json

__all__ = ["Documents"]


class Documents:
    """The documents that are read together.

    A single document keeps its paths; with several, each path begins with the name of the file.

    Args:
        data: one document, or several by file name.
        source: the name of the document, or of the folder.
    """

    def __init__(self, data: bytes | Mapping[str, bytes], source: str) -> None:
        self.several = isinstance(data, Mapping)
        files = data if isinstance(data, Mapping) else {source: data}
        self.inputs: dict[str, JsonInput] = {
            name: read_json(content, f"{source}/{name}" if self.several else source)
            for name, content in sorted(files.items())
        }
        self._source = source
        self.source_map: SourceMap = (
            _FolderMap(source, self.inputs) if self.several else next(iter(self.inputs.values())).source_map
        )

    @property
    def report(self) -> Report:
        """The findings about the documents as JSON."""
        if not self.inputs:
            message = "expected a folder with .json files, got none in it"
            span = Span(source=self._source, line=1, column=1)
            return Report((Diagnostic(code="empty-document", message=message, span=span),))
        total = Report()
        for document in self.inputs.values():
            total += document.report
        return total

    def readable(self) -> Iterable[tuple[str, Path, object]]:
        """Yield the name, the path prefix and the value of each document that could be parsed."""
        for name, document in self.inputs.items():
            if document.readable:
                yield name, (name,) if self.several else (), document.value


class _FolderMap(SourceMap):
    """Locates paths in several files: the first part of a path is the file name."""

    def __init__(self, source: str, inputs: Mapping[str, JsonInput]) -> None:
        super().__init__(source, b"", lambda _: {})
        self._maps = {name: document.source_map for name, document in inputs.items()}

    def spans(self, paths: Iterable[Path], *, translated: bool = False) -> dict[Path, Span]:
        by_file: dict[str, list[Path]] = {}
        for path in paths:
            if path and path[0] in self._maps:
                by_file.setdefault(str(path[0]), []).append(path[1:])
        result: dict[Path, Span] = {}
        for name, inner in by_file.items():
            located = self._maps[name].spans(inner, translated=translated)
            result.update({(name, *path): span for path, span in located.items()})
        return result
