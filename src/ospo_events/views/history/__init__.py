"""What the public was told of a programme, revision by revision, and what calendars must be told next.

`publish` compares a programme with its history: it gives each session its SEQUENCE and its time of change, keeps what
is gone as cancelled, and refuses what looks like a source that failed. `merge_histories` unites two.
"""

from __future__ import annotations

from ._log import LogEntry, count_words, log_of
from ._merge import merge_histories
from ._publish import publish
from ._values import GUARDS, History, Limits, Published, PublishingRefused, Record, Revision, State, Told

__all__ = [
    "GUARDS",
    "History",
    "Limits",
    "LogEntry",
    "Published",
    "PublishingRefused",
    "Record",
    "Revision",
    "State",
    "Told",
    "count_words",
    "log_of",
    "merge_histories",
    "publish",
]
