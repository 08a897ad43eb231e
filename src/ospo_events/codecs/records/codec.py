"""Tables of sessions: facts about the format, for the table of formats."""

from __future__ import annotations

from .._codec import Codec
from .._options import MERGE_BREAKS, Option

__all__ = ["CODEC", "CODECS"]

_ZONE = Option(name="zone", kind="zone", required=True, help="the time zone of the event, which no table contains")
_TITLE = Option(name="title", kind="text", required=True, help="the title of the event, which no table contains")
_ID = Option(name="id", kind="id", help="the id of the event; without it, one is made from the title")
_MAP = Option(
    name="map",
    kind="pairs",
    help="which column holds what, title=name,start=begin; without it the reader proposes one and reads nothing",
)
_DATES = Option(
    name="dates",
    kind="word",
    values=("dmy", "mdy"),
    help="the order in dates such as 4/9/2026: day or month first; without it, ambiguous dates are not read",
)

CODEC = Codec(
    name="records",
    title="Tables of sessions (CSV, TSV, workbooks, flat JSON lists)",
    suffixes=(".csv", ".tsv"),
    media_types=("text/csv", "text/tab-separated-values"),
    specification="https://www.rfc-editor.org/rfc/rfc4180",
    reader="ospo_events.codecs.records.decode:decode",
    notes=(
        "The first sheet of a workbook (.xlsx, .ods, .xls; needs the extra `xlsx`) that is not empty is read.",
        "A table has a header and one row for each session; a JSON list has one object for each session.",
        "Columns that the map does not name are preserved under `x-records`, for the team.",
        "A time is a date with a time, or a time beside a column with the date; `10:00-10:30` is a start and an end.",
    ),
    decode_options=(_ZONE, _TITLE, _ID, _MAP, _DATES, MERGE_BREAKS),
)
CODECS = (CODEC,)
