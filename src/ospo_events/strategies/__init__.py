"""Hypothesis strategies: programmes to test your own code with (needs the package `hypothesis`).

```python
from hypothesis import given
from ospo_events.strategies import events

@given(events(max_sessions=4))
def test_my_export_keeps_every_title(event): ...
```
"""

from ._broken import BROKEN_CODES, BrokenDocument, broken
from ._chains import chains
from ._events import events, sessions
from ._parts import organizations, participants, people, rooms, tracks, venues
from ._times import dates, moments, slots, zones
from ._words import extras, ids, json_values, languages, links, texts

__all__ = [
    "BROKEN_CODES",
    "BrokenDocument",
    "broken",
    "chains",
    "dates",
    "events",
    "extras",
    "ids",
    "json_values",
    "languages",
    "links",
    "moments",
    "organizations",
    "participants",
    "people",
    "rooms",
    "sessions",
    "slots",
    "texts",
    "tracks",
    "venues",
    "zones",
]
