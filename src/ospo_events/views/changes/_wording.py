"""Short phrases for changes: how much later, in which role, the new value of an attribute."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any, cast

from ...model.agent import Participant
from ...model.status import AttendanceMode
from ...model.vocabulary import role_label
from ..credits import Credits
from ..english import ATTENDANCE, language_name
from ..matching import COLLECTIONS, Thing
from ._fields import MISSING
from ._values import Change, FieldChange

__all__ = ["how_much_later", "in_words", "kind_word", "label_of", "part_of", "probably", "with_role"]

_LONG = 60


def with_role(credits: Credits, participant: Participant) -> str:
    """Return a participant as `Name (Office)`, or `Name as moderator`."""
    name = credits.mention(participant)
    if participant.role_title:
        return f"{name} as {participant.role_title}"
    return name if participant.role == "speaker" else f"{name} as {role_label(participant.role).lower()}"


def part_of(participant: Participant) -> tuple[object, ...]:
    """Return a participant's role, confirmation and mode of attendance in words."""
    return (participant.role, participant.mode, participant.status)


def probably(change: Change) -> str:
    """Return the words before a fact about a thing that is only probably the same; otherwise nothing."""
    return "" if change.sure else "probably the same: "


def kind_word(thing: Thing) -> str:
    """Return the name of a kind of thing."""
    return thing.value


def label_of(change: Change, field: FieldChange) -> str:
    """Return the words for a change that is only counted, `of links`."""
    if change.thing is Thing.EVENT and field.path[0] in COLLECTIONS.values():
        return "of order"
    name = field.path[0] if field.path[0] in ("extra", "slot") else field.path[-1]
    return f"of {name.replace('_', ' ')}"


def how_much_later(by: dt.timedelta) -> str:
    """Return a difference in time as `15 minutes later` or `1 day 2 hours earlier`."""
    minutes = abs(by) // dt.timedelta(minutes=1)
    days, rest = divmod(minutes, 24 * 60)
    numbers: Mapping[str, int] = {"day": days, "hour": rest // 60, "minute": rest % 60}
    phrases = [f"{number} {unit}{'' if number == 1 else 's'}" for unit, number in numbers.items() if number]
    return f"{' '.join(phrases) or 'seconds'} {'later' if by > dt.timedelta() else 'earlier'}"


def in_words(value: Any) -> str | None:
    """Return a value as people read it, shortened if it is long; None if it is not for reading."""
    if value is None or value is MISSING or value == ():
        return "not stated"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, AttendanceMode):
        return ATTENDANCE[value]
    if isinstance(value, tuple):
        items = cast("tuple[object, ...]", value)
        texts = [item for item in items if isinstance(item, str)]
        return ", ".join(map(language_name, texts)) if len(texts) == len(items) else None
    if isinstance(value, (str, int, dt.date)):
        text = " ".join(str(value).split())
        return text if len(text) <= _LONG else f"{text[: _LONG - 1]}…"
    word = getattr(value, "value", None)
    return word.replace("_", " ") if isinstance(word, str) else None
