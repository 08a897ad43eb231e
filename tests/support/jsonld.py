"""JSON-LD as pages of others have it, of which only a few properties are of interest."""

from __future__ import annotations

import json
from typing import Any

from ospo_events.codecs import Decoded
from ospo_events.codecs.jsonld.decode import decode


def read(*, zone: str | None = "Europe/Berlin", **more: Any) -> Decoded:
    """Read an event that has these properties."""
    tree = {"@context": "https://schema.org", "@type": "Event", "name": "E", "startDate": "2024-07-09T09:00:00+02:00"}
    return decode(json.dumps(tree | more).encode(), zone=zone)


def session(**more: Any) -> dict[str, Any]:
    """Return a part of an event that has these properties."""
    return {"@type": "Event", "name": "S", "startDate": "2024-07-09T09:00:00+02:00", **more}
