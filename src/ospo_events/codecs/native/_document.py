"""A native document that was parsed, and where in it the parts of the event come from."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Any, NamedTuple

from ...diagnostics import Diagnostic, Path, Report, SourceMap, Span
from ...model import Event
from .._codec import Decoded
from ._shorthand import Expansion

__all__ = ["Input", "Origin", "decoded", "nothing"]


class Input(NamedTuple):
    """A document that was parsed, and how to look into it again."""

    source: str
    """Its name."""
    data: bytes
    """Its bytes."""
    tree: Any
    """What it says, in plain values."""
    problems: tuple[Diagnostic, ...]
    """What the parser found, with spans."""
    parse_again: Callable[[], Any]
    """Parses it once more: asked for only when a finding needs a place."""
    find: Callable[[Collection[Path]], Mapping[Path, Span]]
    """Finds the spans of paths in it."""


def nothing(*problems: Diagnostic) -> Decoded:
    """Return a decoding of which nothing came."""
    return Decoded(event=None, report=Report(problems))


def decoded(document: Input, event: Event) -> Decoded:
    """Return the decoding of a document in which nothing is wrong but what its parser found."""
    source_map = SourceMap(document.source, document.data, document.find, Origin(document, []).of_model)
    return Decoded(event=event, report=Report(document.problems).sorted(), source_map=source_map)


class Origin:
    """Where in a document the parts of the canonical tree and of the model come from.

    Args:
        document: the document.
        dropped: the paths in the canonical tree of what was taken out of it.
    """

    def __init__(self, document: Input, dropped: list[Path]) -> None:
        self._document = document
        self._gone: dict[Path, list[int]] = {}
        for path in dropped:
            if path and isinstance(path[-1], int):
                self._gone.setdefault(path[:-1], []).append(path[-1])
        self._expansion: Expansion | None = None

    def of_tree(self, path: Path) -> Path:
        """Return the path in the document of a path in the canonical tree."""
        if self._expansion is None:
            self._expansion = Expansion(trace=True)
            self._expansion.event(self._document.parse_again())
        return self._expansion.original(path)

    def of_model(self, path: Path) -> Path:
        """Return the path in the document of a path in the model, in which dropped elements do not count."""
        return self.of_tree(self.counted(path))

    def counted(self, path: Path) -> Path:
        """Return a path in the model with numbers that count dropped elements as well."""
        whole: Path = ()
        for part in path:
            number = part
            if isinstance(part, int):
                number = part
                for gone in sorted(self._gone.get(whole, ())):
                    if gone <= number:
                        number += 1
            whole = (*whole, number)
        return whole
