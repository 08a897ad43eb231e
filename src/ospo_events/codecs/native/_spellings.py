"""Values that native files do not spell attribute by attribute: private links, all-day slots, unknown data, moments."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Set
from typing import TYPE_CHECKING, Any

from ..._frozenmap import FrozenMap, JsonValue, thaw
from ..._patterns import late_pattern
from ...model import Audience, Event, Link, Slot
from ...model.ids import RoomId, VenueId
from ...model.session import whole_days
from ...model.time import EndBeforeStart
from ._values import CONTEXT, Context, Refused, describe, read_date, read_extra, read_text, read_texts

if TYPE_CHECKING:
    from cattrs.errors import ClassValidationError

__all__ = [
    "FORMAT",
    "PRIVATE",
    "NotPlain",
    "audience_of_private",
    "dates_of_slot",
    "has_half_a_pair",
    "keys_in",
    "keys_written",
    "private_of_audience",
    "read_dates",
    "read_unknown",
    "slot_of_dates",
    "with_languages",
    "write_extra",
    "write_instant",
    "write_time",
]

FORMAT = 1
"""The version of the native documents that this library writes."""


PRIVATE = "private"
"""The key of a link that is written if its audience is the team: files of format 1 always had it."""


def audience_of_private(link: Mapping[str, Any]) -> dict[str, Any]:
    """Return the tree of a link with its audience in the place of `private`.

    Raises:
        ClassValidationError: it is neither true nor false, or the audience stands there too.
    """
    tree = dict(link)
    private = tree.pop(PRIVATE)
    if private.__class__ is not bool:
        raise _refused_private(Refused("wrong-type", f"expected true or false, got {describe(private)}"))
    if "audience" in tree:
        raise _refused_private(Refused("contradictory-keys", "expected one of 'private' and 'audience', got both"))
    return tree | {"audience": Audience.TEAM.value} if private else tree


def _refused_private(problem: Refused) -> ClassValidationError:
    # A file without a mistake never asks for cattrs.
    from cattrs.errors import AttributeValidationNote, ClassValidationError  # noqa: PLC0415

    problem.__notes__ = [AttributeValidationNote("the private of a link", PRIVATE, bool)]
    return ClassValidationError("expected a link", [problem], Link)  # pyright: ignore[reportCallIssue] # made by __new__


class NotPlain(Exception):
    """A value that the short way of reading leaves to the long one."""


def read_unknown(tree: dict[str, Any], known: Set[str], context: Context) -> FrozenMap[str, JsonValue]:
    """Return the unknown data among the members of an object; the short way of reading."""
    if context.is_expanded:
        if not tree.keys() - {"extra"} <= known:
            raise NotPlain
        return read_extra(tree["extra"])
    unknown = {key: item for key, item in tree.items() if key not in known}
    for key, item in unknown.items():
        if not key.startswith("x-"):
            raise NotPlain
        context.keys += keys_in(item)
    return read_extra(unknown)


def keys_in(value: Any) -> int:
    """Return the number of keys in a plain value."""
    if value.__class__ is dict:
        return len(value) + sum([keys_in(item) for item in value.values() if item.__class__ in _NESTED])
    if value.__class__ is list:
        return sum([keys_in(item) for item in value if item.__class__ in _NESTED])
    return 0


_NESTED = (dict, list)
_BLANKS = b" \t\r\n"
_HALF = late_pattern(rb"\\u[dD][89a-fA-F]")


def keys_written(data: bytes) -> int:
    """Return the number of keys in a JSON text, or a larger one if that is not easy to see.

    `json.loads` keeps one of two keys of the same name: then the objects have fewer keys than the text. Every key ends
    in a quotation mark and a colon. So may a text: where it begins with a colon, and where a colon follows a quotation
    mark in it. The latter has a backslash before it, and is told from a key unless the text has a key that ends in one.
    """
    plain = data.translate(None, _BLANKS)
    keys = plain.count(b'":')
    if b"\\" in plain and b'\\\\":' not in plain:
        keys -= plain.count(b'\\":')
    return keys


def has_half_a_pair(data: bytes) -> bool:
    """Return whether a JSON text may contain an unpaired surrogate, as an escape."""
    return b"\\" in data and b"\\u" in data and _HALF.search(data) is not None


def read_dates(slot: dict[str, Any]) -> Slot:
    """Return an all-day slot, which has dates; the short way of reading."""
    if not slot.keys() <= _KEYS_OF_DATES:
        raise NotPlain
    end = slot.get("end")
    rooms = read_texts(slot["rooms"]) if "rooms" in slot else ()
    venue = None if slot.get("venue") is None else VenueId(read_text(slot["venue"]))
    last = None if end is None else read_date(end)
    return slot_of_dates(read_date(slot["start"]), last, tuple(map(RoomId, rooms)), venue)


_KEYS_OF_DATES = frozenset(("start", "end", "rooms", "venue", "all_day"))


def slot_of_dates(start: dt.date, end: dt.date | None, rooms: tuple[RoomId, ...], venue: VenueId | None = None) -> Slot:
    """Return the all-day slot from a date to its exclusive end; without an end it is one date."""
    day = dt.timedelta(days=1)
    if end is not None and end <= start:
        raise EndBeforeStart(
            f"expected the end of an all-day slot, which is not in it, after {start}, got {str(end)!r}"
        )
    last = start if end is None else end - day
    return whole_days(start, last, CONTEXT.get().clock.timezone, rooms=rooms, venue=venue)


def write_instant(value: dt.datetime) -> str:
    """Return a moment in UTC."""
    return value.astimezone(dt.UTC).isoformat().replace("+00:00", "Z")


def write_time(value: dt.time) -> str:
    """Return a time of the day."""
    return value.isoformat("auto" if value.second or value.microsecond else "minutes")


def private_of_audience(tree: dict[str, Any]) -> dict[str, Any]:
    """Return the tree of a link with `private` if its audience is the team."""
    if tree.get("audience") in (Audience.TEAM, Audience.TEAM.value):
        del tree["audience"]
        tree[PRIVATE] = True
    return tree


def dates_of_slot(slot: Slot, tree: dict[str, Any]) -> dict[str, Any]:
    """Return the tree of a slot with dates if it is all-day."""
    if slot.all_day and slot.end is not None:
        for name, moment in (("start", slot.start), ("end", slot.end)):
            if name in tree:
                tree[name] = moment.date().isoformat()
    return tree


def write_extra(extra: FrozenMap[str, JsonValue]) -> dict[str, Any]:
    """Return unknown data as keys beside the others."""
    return {key: thaw(item) for key, item in extra.items()}


def with_languages(value: Any, tree: dict[str, Any]) -> dict[str, Any]:
    """Return the tree of an event that has a language but no `languages`, with an empty `languages`.

    Without them the language of the texts is the one spoken, as in files that were written before it had a place.
    """
    if "language" in tree and isinstance(value, Event) and not value.languages:
        tree["languages"] = []
    return tree
