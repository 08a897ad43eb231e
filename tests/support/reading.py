"""Reading in one line, and what was found."""

from __future__ import annotations

import json
import time
import tracemalloc
from typing import Any

from ospo_events.codecs import CODECS, Decoded, detect
from ospo_events.diagnostics import Diagnostic
from ospo_events.model import Event
from ospo_events.rules.pages import complete
from ospo_events.validation import validate


def read_json(document: object, format: str | None = None, *, source: str = "x.json", **options: Any) -> Decoded:
    """Read a JSON document, by the format of its shape where none is named."""
    data = json.dumps(document, indent=1).encode()
    return CODECS[format or detect(data)].decode(data, source=source, **options)


def decode_fragment(fragment: str) -> Decoded:
    """Read the YAML of a programme of which only this is of interest."""
    return CODECS["yaml"].decode(complete(fragment).encode(), source="example.yaml")


def read_fragment(fragment: str) -> Event:
    """Read a fragment that has no mistake."""
    decoded = decode_fragment(fragment)
    assert not decoded.report, str(decoded.report)
    return event_of(decoded)


def event_of(decoded: Decoded) -> Event:
    """Return what was read, errors or not."""
    assert decoded.event is not None, decoded.report
    return decoded.event


def messages(decoded: Decoded, code: str) -> list[str]:
    """Return the messages of the findings of one code; each has its line."""
    items = [item for item in decoded.report if item.code == code]
    assert all(item.span is not None and item.span.line >= 1 for item in items)
    return [item.message for item in items]


def findings(event: Event, code: str) -> list[Diagnostic]:
    """Return the findings of one rule."""
    return [item for item in validate(event) if item.code == code]


def bounded(format: str, data: bytes, *, seconds: float = 4.0, megabytes: int = 200, **options: Any) -> Decoded:
    """Read in bounded time and memory."""
    tracemalloc.start()
    begin = time.process_time()
    decoded = CODECS[format].decode(data, **{"source": "f", **options})
    took, (_, peak) = time.process_time() - begin, tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert took < seconds
    assert peak < megabytes * 2**20
    return decoded
