"""The base install, measured where the extra `fast` is installed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ospo_events.codecs.native import _json_reader, _json_writer

__all__ = ["plainly"]


def plainly(action: Callable[[], object]) -> Callable[[], object]:
    """Return an action that runs as in the base install, without the extra `fast`."""

    def run() -> object:
        kept: list[tuple[Any, Any]] = [(module, module.speedup) for module in (_json_reader, _json_writer)]
        for module, _ in kept:
            module.speedup = _nothing
        try:
            return action()
        finally:
            for module, known in kept:
                module.speedup = known

    return run


def _nothing() -> None:
    return None
