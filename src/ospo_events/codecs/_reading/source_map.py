"""Translates paths of an event back to places in the document that it was read from."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any, TypeAlias, cast

from ...diagnostics import Path, SourceMap
from .decode_bytes import utf8

__all__ = ["FieldPaths", "model_source_map"]

FieldPaths: TypeAlias = Mapping[tuple[str, ...], Path]
"""The path inside an element of the model -> the path inside its object: `("slot", "start")` -> `("startsAt",)`."""


def model_source_map(
    document: SourceMap, data: bytes | Mapping[str, bytes], origins: Mapping[Path, Path], fields: FieldPaths
) -> SourceMap:
    """Return the source map of an event that was read from a document.

    Args:
        document: locates the document's own paths.
        data: the document, or several by name.
        origins: the path of an element of the model -> the path of the object it was made from.
        fields: the paths of the attributes of an element within that object.
    """

    def original(path: Path) -> Path:
        for length in range(len(path), 0, -1):
            origin = origins.get(path[:length])
            if origin is not None:
                inner = path[length:]
                for prefix in range(len(inner), 0, -1):
                    field = fields.get(cast("tuple[str, ...]", inner[:prefix]))
                    if field is not None:
                        return origin + field
                return origin
        return ()

    def find(paths: Collection[Path]) -> Mapping[Path, Any]:
        return document.spans(paths, translated=True)

    return SourceMap(document.source, utf8(data) if isinstance(data, bytes) else b"", find, original)
