"""Comfortable shorthand: what a person may write, turned into canonical form, and back.

| written | means |
| --- | --- |
| `day: 2024-07-09`, `time: 09:30-11:00` (or `start`, `end`), `room: ga-hall` | `slot` |
| `day: 2024-07-09`, or `day: 2024-07-09 to 2024-07-11`, and `time: all day` | an all-day `slot` |
| `track: ai`, `language: en`, `tag: law` | `tracks`, `languages`, `tags` with one item |
| `speakers: [ada, {agent: bob, mode: online}]`, any role, one or many | `participants` |
| `participants: [ada]` | `participants: [{agent: ada}]` |
| `links: ["https://example.org"]` | `links: [{href: "https://example.org"}]` |
| `days: ["2024-07-09"]` | `days: [{date: "2024-07-09"}]` |
| `sdgs: [4, 9]` | the concept URIs of the Sustainable Development Goals |
| `x-anything: ...` | `extra` |

A start before the day change belongs to the night that follows the day; so does an end that precedes its start.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from functools import cache
from typing import Any, cast

import attrs

from ...diagnostics import AT_KEY, Diagnostic, Path
from ...model import Event, Link, Organization, Output, Person, Room, Series, Session, Track, Venue, sdg
from ...model.clock import end_date
from ...model.time import DAY_CHANGE, EndBeforeStart
from ...model.vocabulary import KNOWN_ROLES
from ._values import Number, describe

__all__ = ["DAYS_PATTERN", "SESSION_SHORTHAND", "Expansion", "contract", "known_keys", "role_keys"]

Tree = dict[str, Any]

SESSION_SHORTHAND = ("day", "time", "start", "end", "room", "rooms")
"""The keys of a session that together mean its slot."""

_SINGULAR = {"language": "languages", "track": "tracks", "tag": "tags", "concept": "concepts", "link": "links"}
_TIME = r"([01]\d|2[0-3]):[0-5]\d(?::[0-5]\d)?"
_RANGE = re.compile(rf"(?P<start>{_TIME})\s*(?:(?:-|–|—|to)\s*(?P<end>{_TIME})|(?:-|–|—)|onwards)?\s*")
_ALL_DAY = re.compile(r"all[ -]?day", re.IGNORECASE)
DAYS_PATTERN = r"^\S+(\s+(to|-|–|—)\s+|–|—)\S+$"
"""The look of several days: `2024-07-09 to 2024-07-11`, `1 to 3`."""
_DAYS = re.compile(r"(?P<first>[^\s–—]+)(?:\s+(?:to|-|–|—)\s+|–|—)(?P<last>[^\s–—]+)")
_LOCAL = re.compile(r"\d{4}-\d\d-\d\dT\S+")


@cache
def _fields(owner: type) -> frozenset[str]:
    return frozenset(field.name for field in attrs.fields(cast("Any", owner)) if field.name != "extra")


@cache
def known_keys(owner: type) -> frozenset[str]:
    """Return every key that a mapping for this class may have, shorthand included."""
    keys = set(_fields(owner))
    keys.update(one for one, many in _SINGULAR.items() if many in keys)
    if "participants" in keys:
        keys.update(role_keys())
    if "concepts" in keys:
        keys.add("sdgs")
    if owner is Session:
        keys.update(SESSION_SHORTHAND)
    if owner is Link:
        keys.add("private")
    return frozenset(keys)


@cache
def role_keys() -> dict[str, str]:
    """Return the keys that list the participants of one role: `speaker` and `speakers` mean `speaker`."""
    return {key: role for role in KNOWN_ROLES for key in (role, f"{role}s")}


class Expansion:
    """Turns one document into canonical form, noting what is wrong and, if asked, what came from where.

    Args:
        trace: whether to note, for each canonical path that the document spells otherwise, where it stands.
    """

    def __init__(self, *, trace: bool = False) -> None:
        self.problems: list[Diagnostic] = []
        self.moves: dict[Path, Path] | None = {} if trace else None
        self._day_change = DAY_CHANGE
        self._days: list[str] = []

    def event(self, tree: Tree) -> Tree:
        """Return the canonical tree of an event."""
        tree = self._entity(tree, Event, ())
        days = tree.get("days")
        if isinstance(days, list):
            listed: list[Any] = self._items(cast("list[Any]", days), ("days",), lambda item: {"date": item}, "date")
            self._days = [str(day["date"]) if day.__class__ is dict and "date" in day else "" for day in listed]
            tree["days"] = listed
        change = tree.get("day_change")
        if isinstance(change, str) and re.fullmatch(_TIME, change):
            self._day_change = dt.time.fromisoformat(change)
        for name, owner in _COLLECTIONS.items():
            items = tree.get(name)
            if isinstance(items, list):
                tree[name] = [
                    self._entity(cast("Tree", item), owner, (name, number)) if item.__class__ is dict else item
                    for number, item in enumerate(cast("list[Any]", items))
                ]
        if isinstance(tree.get("series"), dict):
            tree["series"] = self._entity(tree["series"], Series, ("series",))
        return tree

    def fragment(self, tree: Tree, owner: type) -> Tree:
        """Return the canonical tree of some attributes of a class, which stand by themselves."""
        return self.event(tree) if owner is Event else self._entity(tree, owner, ())

    def original(self, path: Path) -> Path:
        """Return the path in the document of a canonical path; needs `trace`."""
        for length in range(len(path), 0, -1):
            there = (self.moves or {}).get(path[:length])
            if there is not None:
                return there + path[length:]
        return path

    def _moved(self, canonical: Path, written: Path) -> None:
        if self.moves is not None:
            self.moves[canonical] = written

    def _problem(self, code: str, message: str, path: Path, help: str | None = None) -> None:
        self.problems.append(Diagnostic(code=code, message=message, path=path, help=help))

    def _entity(self, tree: Tree, owner: type, path: Path) -> Tree:
        known = _fields(owner)
        if tree.keys() <= known and not _has_text(tree.get("links")) and not _has_text(tree.get("participants")):
            return tree
        unknown = tree.keys() - known
        tree = dict(tree)
        if unknown:
            self._extra(tree, unknown, path)
            if owner is Session:
                self._slot(tree, path)
            if owner in (Session, Event):
                self._roles(tree, path)
            if owner in (Session, Event, Track):
                self._goals(tree, path)
            self._singulars(tree, _fields(owner), path)
        if isinstance(tree.get("links"), list):
            tree["links"] = self._items(tree["links"], (*path, "links"), lambda item: {"href": item}, "href")
        if isinstance(tree.get("participants"), list):
            there = (*path, "participants")
            tree["participants"] = self._items(tree["participants"], there, lambda item: {"agent": item}, "agent")
        return tree

    def _items(self, items: list[Any], path: Path, make: Callable[[str], Tree], member: str) -> list[Any]:
        made: list[Any] = []
        for number, item in enumerate(items):
            if isinstance(item, str):
                made.append(make(item))
                self._moved((*path, number, member), self.original((*path, number)))
            else:
                made.append(item)
        return made

    def _extra(self, tree: Tree, unknown: set[str], path: Path) -> None:
        extra: Tree = {}
        if "extra" in tree:
            del tree["extra"]
            self._problem(
                "unknown-key", "unknown key 'extra'", (*path, "extra", AT_KEY), "write its x- keys here instead"
            )
        for key in [key for key in tree if key in unknown and key.startswith("x-")]:
            extra[key] = tree.pop(key)
            self._moved((*path, "extra", key), (*path, key))
        if extra:
            tree["extra"] = extra

    def _singulars(self, tree: Tree, known: frozenset[str], path: Path) -> None:
        for one, many in _SINGULAR.items():
            if one not in tree or many not in known or one in known:
                continue
            if many in tree:
                self._problem("contradictory-keys", f"expected one of {one!r} and {many!r}, got both", (*path, one))
            else:
                tree[many] = [tree[one]]
                self._moved((*path, many), (*path, one))
                self._moved((*path, many, 0), (*path, one))
            del tree[one]

    def _goals(self, tree: Tree, path: Path) -> None:
        goals = tree.pop("sdgs", None)
        if goals is None:
            return
        concepts: list[Any] = list(cast("list[Any]", tree.get("concepts") or []))
        for number, goal in enumerate(cast("list[Any]", goals) if isinstance(goals, list) else [goals]):
            try:
                self._moved((*path, "concepts", len(concepts)), (*path, "sdgs", number))
                concepts.append(sdg(int(goal)))
            except (ValueError, TypeError):
                self._problem(
                    "invalid-value", f"expected a goal from 1 to 17, got {describe(goal)}", (*path, "sdgs", number)
                )
        tree["concepts"] = concepts

    def _roles(self, tree: Tree, path: Path) -> None:
        keys = role_keys()
        found = [key for key in tree if key in keys]
        if not found:
            return
        before = tree.get("participants")
        participants: list[Any] = list(cast("list[Any]", before)) if isinstance(before, list) else []
        for key in found:
            value = tree.pop(key)
            items: list[Any] = cast("list[Any]", value) if isinstance(value, list) else [value]
            for number, item in enumerate(items):
                written = (*path, key, number) if isinstance(value, list) else (*path, key)
                canonical = (*path, "participants", len(participants))
                if isinstance(item, str):
                    participants.append({"agent": item, "role": keys[key]})
                    self._moved((*canonical, "agent"), written)
                elif item.__class__ is dict and "role" not in item:
                    participants.append({**cast("Tree", item), "role": keys[key]})
                else:
                    self._problem(
                        "wrong-type", f"expected the id of a person or an organization, got {describe(item)}", written
                    )
                    continue
                self._moved(canonical, written)
        tree["participants"] = participants

    # --- slots

    def _slot(self, tree: Tree, path: Path) -> None:
        given = [key for key in SESSION_SHORTHAND if key in tree]
        if not given:
            return
        values = {key: tree.pop(key) for key in given}
        if "slot" in tree:
            self._problem("contradictory-keys", f"expected either 'slot' or {given[0]!r}, got both", (*path, given[0]))
            return
        slot: Tree = {}
        first = next((key for key in ("time", "start", "day") if key in values), given[0])
        self._moved((*path, "slot"), (*path, first))
        if self._times(values, slot, path):
            self._rooms(values, slot, path)
            tree["slot"] = slot

    def _rooms(self, values: Tree, slot: Tree, path: Path) -> None:
        if "room" in values and "rooms" in values:
            self._problem("contradictory-keys", "expected one of 'room' and 'rooms', got both", (*path, "room"))
        for key in ("rooms", "room"):
            if key in values:
                value = values[key]
                many = isinstance(value, list)
                slot["rooms"] = value if many else [value]
                self._moved((*path, "slot", "rooms"), (*path, key))
                if not many:
                    self._moved((*path, "slot", "rooms", 0), (*path, key))

    def _times(self, values: Tree, slot: Tree, path: Path) -> bool:
        """Put start and end into the slot; False where there is no telling."""
        key = next((key for key in ("time", "start") if key in values), None)
        if key is None:
            asked = next(iter(values))
            self._problem(
                "missing-key",
                f"expected a 'time' or a 'start' with {asked!r}, got none",
                (*path, asked),
                "a session without a time is one that is not scheduled yet: leave its day and room out",
            )
            return False
        if key == "time":
            return self._range(values, slot, path)
        start, end = values["start"], values.get("end")
        for name, value in (("start", start), ("end", end)):
            if value is not None:
                slot[name] = value
                self._moved((*path, "slot", name), (*path, name))
        if "day" in values:
            return self._on_day(values["day"], slot, path, {"start": "start", "end": "end"})
        return True

    def _range(self, values: Tree, slot: Tree, path: Path) -> bool:
        text = values["time"]
        if isinstance(text, str) and _ALL_DAY.fullmatch(text.strip()):
            return self._whole_days(values, slot, path)
        match = _RANGE.fullmatch(text) if isinstance(text, str) else None
        if match is None:
            self._problem(
                "bad-time",
                f"expected a time such as 09:30-11:00, 17:30 onwards or all day, got {describe(text)}",
                (*path, "time"),
            )
            return False
        for name in ("start", "end"):
            if name in values:
                self._problem("contradictory-keys", f"expected one of 'time' and {name!r}, got both", (*path, name))
            if match[name]:
                slot[name] = match[name]
                self._moved((*path, "slot", name), (*path, "time"))
        if "day" not in values:
            self._problem("missing-key", "expected a 'day' with 'time', got none", (*path, "time"))
            return False
        return self._on_day(values["day"], slot, path, {"start": "time", "end": "time"})

    def _whole_days(self, values: Tree, slot: Tree, path: Path) -> bool:
        """Put an all-day slot's dates into it: the end is not in a slot, as the last day is in shorthand."""
        for name in ("start", "end"):
            if name in values:
                message = f"expected no {name!r} in an item of whole days, got {describe(values[name])}"
                self._problem("contradictory-keys", message, (*path, name), "leave it out, or write its times")
                return False
        day = values.get("day")
        if day is None:
            message = "expected a 'day' with 'time', got none"
            self._problem("missing-key", message, (*path, "time"))
            return False
        span = _DAYS.fullmatch(day.strip()) if isinstance(day, str) else None
        first = self._date(day if span is None else _number(span["first"]), path)
        last = first if span is None or first is None else self._date(_number(span["last"]), path)
        if first is None or last is None:
            return False
        if last < first:
            message = f"expected a last day not before {first.isoformat()}, got {last.isoformat()!r}"
            self._problem("end-before-start", message, (*path, "day"))
            return False
        end = last + dt.timedelta(days=1)
        slot |= {"start": first.isoformat(), "end": end.isoformat(), "all_day": True}
        for name, written in (("start", "day"), ("end", "day"), ("all_day", "time")):
            self._moved((*path, "slot", name), (*path, written))
        return True

    def _on_day(self, day: Any, slot: Tree, path: Path, written: dict[str, str]) -> bool:
        date = self._date(day, path)
        if date is None:
            return False
        begin: dt.datetime | None = None
        for name in ("start", "end"):
            clock = slot.get(name)
            if clock is None:
                continue
            if not isinstance(clock, str) or not re.fullmatch(_TIME, clock):
                self._problem(
                    "bad-time",
                    f"expected a time such as 09:30 beside 'day', got {describe(clock)}",
                    (*path, written[name]),
                )
                return False
            time = dt.time.fromisoformat(clock)
            if begin is None:
                begin = dt.datetime.combine(date + dt.timedelta(days=time < self._day_change), time)
                slot[name] = f"{begin.date().isoformat()}T{clock}"
                continue
            try:
                until = end_date(begin.date(), begin.time(), time, self._day_change)
            except EndBeforeStart as problem:
                help = "for an end on a later day write 'start' and 'end' with their dates"
                self._problem("end-before-start", str(problem), (*path, written[name]), help)
                return False
            slot[name] = f"{until.isoformat()}T{clock}"
        return True

    def _date(self, day: Any, path: Path) -> dt.date | None:
        text = day
        if isinstance(day, (int, Number)) and not isinstance(day, bool):
            number = int(day) if str(day).isdigit() and len(str(day)) < 4 else 0
            text = self._days[number - 1] if 1 <= number <= len(self._days) else day
        if isinstance(text, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", text):
            try:
                date = dt.date.fromisoformat(text)
                return date if date.year < 9999 else None
            except ValueError:
                pass
        self._problem(
            "bad-time",
            f"expected a date such as 2024-07-09 or the number of a day of the event, got {describe(day)}",
            (*path, "day"),
        )
        return None


_COLLECTIONS: dict[str, type] = {
    "venues": Venue,
    "rooms": Room,
    "tracks": Track,
    "people": Person,
    "organizations": Organization,
    "outputs": Output,
    "sessions": Session,
}


def _number(text: str) -> Any:
    return Number(text) if text.isdigit() else text


def _has_text(value: Any) -> bool:
    if value.__class__ is list:
        for item in value:
            if item.__class__ is not dict and isinstance(item, str):
                return True
    return False


# --- the way back -----------------------------------------------------------------------------


def contract(tree: Tree) -> Tree:
    """Return a canonical tree in shorthand; expanding it gives the same tree."""
    tree = dict(tree)
    if "days" in tree:
        tree["days"] = [day["date"] if day.keys() == {"date"} else day for day in tree["days"]]
    change = dt.time.fromisoformat(tree["day_change"]) if "day_change" in tree else DAY_CHANGE
    if "participants" in tree:
        tree = _short_roles(tree)
    for name in ("links", "participants"):
        if name in tree:
            tree[name] = _short_items(tree[name], "href" if name == "links" else "agent")
    for name in _COLLECTIONS:
        if name in tree:
            tree[name] = [
                _short_session(item, change) if name == "sessions" else _short_links(item) for item in tree[name]
            ]
    return tree


def _short_items(items: list[Tree], member: str) -> list[Any]:
    return [item[member] if item.keys() == {member} else item for item in items]


def _short_links(tree: Tree) -> Tree:
    return {**tree, "links": _short_items(tree["links"], "href")} if "links" in tree else tree


def _short_roles(tree: Tree) -> Tree:
    """Group the participants by role where that keeps their order."""
    roles: dict[str, list[Any]] = {}
    last = None
    for item in tree["participants"]:
        role = item.get("role", "speaker")
        if role not in KNOWN_ROLES or (role in roles and role != last):
            return tree
        last = role
        rest = {key: value for key, value in item.items() if key != "role"}
        roles.setdefault(role, []).append(rest["agent"] if rest.keys() == {"agent"} else rest)
    short: Tree = {}
    for key, value in tree.items():
        if key == "participants":
            short.update((role + "s", items) for role, items in roles.items())
        else:
            short[key] = value
    return short


def _short_session(tree: Tree, change: dt.time) -> Tree:
    tree = _short_links(tree)
    if "participants" in tree:
        tree = _short_roles(tree)
    if "participants" in tree:
        tree["participants"] = _short_items(tree["participants"], "agent")
    short: Tree = {}
    for key, value in tree.items():
        if key == "slot":
            short.update(_short_slot(value, change))
        elif key in ("tracks", "languages") and len(value) == 1:
            short[key[:-1]] = value[0]
        else:
            short[key] = value
    return short


def _short_slot(slot: Tree, change: dt.time) -> Tree:
    short: Tree = {}
    rooms = slot.get("rooms", [])
    if slot.get("all_day"):
        first, last = slot["start"], (dt.date.fromisoformat(slot["end"]) - dt.timedelta(days=1)).isoformat()
        short = {"day": first if first == last else f"{first} to {last}", "time": "all day"}
    minutes = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d").fullmatch
    if not short and minutes(slot["start"]) and ("end" not in slot or minutes(slot["end"])):
        start = dt.datetime.fromisoformat(slot["start"])
        day = start.date() - dt.timedelta(days=start.time() < change)
        end = slot["end"][11:] if "end" in slot else " onwards"
        short = {"day": day.isoformat(), "time": f"{slot['start'][11:]}{'-' if 'end' in slot else ''}{end}"}
        again: Tree = {}
        expansion = Expansion()
        expansion._day_change = change  # pyright: ignore[reportPrivateUsage]
        expansion._range(short, again, ())  # pyright: ignore[reportPrivateUsage]
        if any(again.get(name) != slot.get(name) for name in ("start", "end")):
            short = {}
    if not short:
        short = {name: slot[name] for name in ("start", "end") if name in slot}
    if rooms:
        short.update({"room": rooms[0]} if len(rooms) == 1 else {"rooms": rooms})
    return short
