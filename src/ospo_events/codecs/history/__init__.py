"""The history of publications, as the file `history.json` beside the event, and as a log for people.

`history_json` writes it and `read_history` reads it: one line for each session, so that git shows what changed.
"""

from __future__ import annotations

from ._json import decode as read_history
from ._json import encode as history_json
from ._log import LOG_FORMATS, write_log

__all__ = ["LOG_FORMATS", "history_json", "read_history", "write_log"]
