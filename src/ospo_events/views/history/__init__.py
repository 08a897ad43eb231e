"""The record of what was published, revision by revision, and what calendars must be told next.

`publish` compares a programme with its history. It gives each session its SEQUENCE and its time of change, keeps
removed sessions as cancelled, and refuses changes that look like a failed source. `merge_histories` unites two
histories.
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
