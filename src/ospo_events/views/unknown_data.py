"""Unknown data, `extra`: separates what everybody may see from addresses and telephone numbers."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from itertools import repeat
from operator import attrgetter, is_, is_not
from typing import TYPE_CHECKING, Any, TypeAlias, cast

import attrs

from .._frozenmap import EMPTY, FrozenMap, JsonValue
from .._patterns import late_pattern
from ..model.audience import PUBLIC_EXTRA

if TYPE_CHECKING:
    from ..model.event import Event

__all__ = ["NOTHING", "joined", "open_and_closed", "parted", "team_key"]

NOTHING = object()
"""Stands for data of which nothing remains."""
_HOST = late_pattern(r"(?:@|%40)[\w-]+(?:\.[\w-]+)*\.[^\W\d_]{2,}")
_LOCAL = late_pattern(r"(?<![\w.%+@-])[\w.%+-]{1,64}\Z")
_SCHEMES = ("mailto:", "tel:", "sms:", "sip:", "sips:", "xmpp:", "javascript:", "vbscript:")
_SCHEME = late_pattern(r"(?<!\w)(?:mailto|tel|sms|sips?|xmpp|javascript|vbscript):\S")
_PERSONAL = frozenset(
    [
        *("email", "emails", "emailaddress", "emailhash", "mail"),
        *("phone", "phones", "phonenumber", "telephone", "tel", "mobile", "fax", "faxnumber"),
    ]
)
_OF_PEOPLE = frozenset({"attendee", "organizer", "contact"})
"""Calendar properties that name invited people and contacts."""


def _is_open(value: JsonValue) -> bool:
    """Return whether unknown data contains neither an address nor a telephone number, as most."""
    stack: list[JsonValue] = [value]
    while stack:
        item = stack.pop()
        if item.__class__ is str:
            text = cast("str", item)
            if ("@" in text or ":" in text or "%" in text) and _holds_address(text):
                return False
        elif item.__class__ is tuple:
            items = cast("tuple[JsonValue, ...]", item)
            if _is_of_people(items):
                return False
            stack.extend(items)
        elif item.__class__ is FrozenMap and item:
            members = cast("FrozenMap[str, JsonValue]", item)
            if any(map(_is_personal, members)):
                return False
            stack.extend(members.values())
    return True


def open_and_closed(value: JsonValue) -> tuple[object, object]:
    """Return the public part of unknown data, and the e-mail addresses and telephone numbers in them.

    A text that contains one is removed as a whole, and so is a list that contains such a text, for example a calendar
    property, which would mean something else without it. From a list of objects or lists only the items with one are
    removed.
    """
    return (value, NOTHING) if _is_open(value) else _split(value)


def _split(value: JsonValue) -> tuple[object, object]:
    if value.__class__ is str:
        return (NOTHING, value) if _holds_address(cast("str", value)) else (value, NOTHING)
    if value.__class__ is tuple:
        items = cast("tuple[JsonValue, ...]", value)
        parts = [_split(item) for item in items]
        if all(closed is NOTHING for _, closed in parts) and not _is_of_people(items):
            return value, NOTHING
        if any(item.__class__ is str for item in items):
            return NOTHING, value
        open_items, closed_items = zip(*parts, strict=True)
        return tuple(x for x in open_items if x is not NOTHING), tuple(x for x in closed_items if x is not NOTHING)
    if isinstance(value, FrozenMap):
        members = {key: (NOTHING, item) if item and _is_personal(key) else _split(item) for key, item in value.items()}
        if all(closed is NOTHING for _, closed in members.values()):
            return value, NOTHING
        open_members = {key: item for key, (item, _) in members.items() if item is not NOTHING}
        return FrozenMap(open_members), FrozenMap(
            {key: item for key, (_, item) in members.items() if item is not NOTHING}
        )
    return value, NOTHING


def _holds_address(text: str) -> bool:
    if "@" in text or "%40" in text:
        for host in _HOST.finditer(text):
            if _LOCAL.search(text, max(0, host.start() - 65), host.start()):
                return True
    if ":" not in text:
        return False
    lower = text.lower()
    return any(scheme in lower for scheme in _SCHEMES) and _SCHEME.search(lower) is not None


def _is_of_people(items: tuple[JsonValue, ...]) -> bool:
    return len(items) > 3 and isinstance(items[0], str) and items[0].lower() in _OF_PEOPLE


@lru_cache(maxsize=1000)
def _is_personal(key: str) -> bool:
    return key.replace("_", "").replace("-", "").lower() in _PERSONAL or _holds_address(key)


def team_key(key: str) -> str:
    """Return the key of `extra` for the private part of public unknown data: `x-ical-team` for `x-ical`."""
    return f"{key}-team"


def parted(event: Event) -> Event:
    """Return an event from a public format with the personal part of its unknown data moved to a key for the team.

    The address of an attendee in `extra["x-ical"]` moves to `extra["x-ical-team"]`, which only the team sees.
    """
    return _with_extra(event, _extra_parted)


def joined(event: Event) -> Event:
    """Return an event with the data that `parted` moved back in their old place."""
    return _with_extra(event, _extra_joined)


_Extra: TypeAlias = "FrozenMap[str, JsonValue]"
_HOLDERS = ("venues", "rooms", "tracks", "people", "organizations", "sessions")


def _with_extra(event: Event, change: Callable[[_Extra], _Extra]) -> Event:
    def changed(item: Any) -> Any:
        extra = item.extra
        if extra is EMPTY or (new := change(extra)) is extra:
            return item
        return attrs.evolve(item, extra=new)

    changes: dict[str, Any] = {}
    for name in _HOLDERS:
        items: tuple[Any, ...] = getattr(event, name)
        if any(map(is_not, map(_extra_of, items), repeat(EMPTY))):
            new = tuple(map(changed, items))
            if not all(map(is_, new, items)):
                changes[name] = new
    if changes:
        event = attrs.evolve(event, **changes)
    whole: Event = changed(event)
    return whole


_extra_of = attrgetter("extra")


def _extra_parted(extra: _Extra) -> _Extra:
    members: dict[str, Any] = {}
    is_mixed = False
    for key, value in extra.items():
        members[key] = value
        if key in PUBLIC_EXTRA:
            members[key], closed = open_and_closed(value)
            if closed is not NOTHING:
                is_mixed = True
                team_data = extra.get(team_key(key))
                members[team_key(key)] = closed if team_data is None else _join(team_data, cast("JsonValue", closed))
    if not is_mixed:
        return extra
    return FrozenMap({key: value for key, value in members.items() if value is not NOTHING and value != EMPTY})


def _extra_joined(extra: _Extra) -> _Extra:
    members = dict(extra)
    for key in PUBLIC_EXTRA:
        closed = members.pop(team_key(key), None)
        if closed is not None:
            members[key] = _join(members[key], closed) if key in members else closed
    return extra if len(members) == len(extra) and members.keys() == extra.keys() else FrozenMap(members)


def _join(one: JsonValue, other: JsonValue) -> JsonValue:
    if isinstance(one, FrozenMap) and isinstance(other, FrozenMap):
        both = {key: _join(value, other[key]) if key in other else value for key, value in one.items()}
        return FrozenMap({**both, **{key: value for key, value in other.items() if key not in one}})
    return (*one, *other) if isinstance(one, tuple) and isinstance(other, tuple) else one
