"""Shorthand: turns the convenient forms that people write into canonical form, and back.

| written | means |
| --- | --- |
| `day: 2024-07-09`, `time: 09:30-11:00` (or `start`, `end`, `duration`), `room: ga-hall` | `slot` |
| `day: 2024-07-09`, or `day: 2024-07-09 to 2024-07-11`, and `time: all day` | an all-day `slot` |
| `track: ai`, `language: en`, `tag: law` | `tracks`, `languages`, `tags` with one item |
| `language: en` of an event without `languages` | the language of its texts, and `languages` with one item |
| `speakers: [ada, {agent: bob, mode: online}]`, any role, one or many | `participants` |
| `participants: [ada]` | `participants: [{agent: ada}]` |
| `affiliation: [office, agency]` | `affiliation: office` and `other_affiliations: [agency]` |
| `links: ["https://example.org"]` | `links: [{href: "https://example.org"}]` |
| `days: ["2024-07-09"]` | `days: [{date: "2024-07-09"}]` |
| `sdgs: [4, 9]` | the concept URIs of the Sustainable Development Goals |
| `x-anything: ...` | `extra` |
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from typing import Any, cast

import attrs

from ...diagnostics import AT_KEY, Diagnostic, Path
from ...model import Event, Link, Organization, Output, Person, Room, Series, Session, Track, Venue, sdg
from ...model.time import DAY_CHANGE, read_clock
from ...model.vocabulary import KNOWN_ROLES
from ._values import describe
from ._when import SLOT_SHORTHAND, SlotShorthand, short_slot

__all__ = ["COLLECTIONS", "Expansion", "contract", "known_keys", "role_keys"]

Tree = dict[str, Any]


_SINGULAR = {"language": "languages", "track": "tracks", "tag": "tags", "concept": "concepts", "link": "links"}


@cache
def _fields(owner: type) -> frozenset[str]:
    return frozenset(field.name for field in attrs.fields(cast("Any", owner)) if field.name != "extra")


@cache
def known_keys(owner: type) -> frozenset[str]:
    """Return every key that a mapping for this class may have, with shorthand."""
    keys = set(_fields(owner))
    keys.update(one for one, many in _SINGULAR.items() if many in keys)
    if "participants" in keys:
        keys.update(role_keys())
    if "concepts" in keys:
        keys.add("sdgs")
    if owner is Session:
        keys.update(SLOT_SHORTHAND)
    if owner is Link:
        keys.add("private")
    return frozenset(keys)


@cache
def role_keys() -> dict[str, str]:
    """Return the keys that list the participants of one role: `speaker` and `speakers` mean `speaker`."""
    return {key: role for role in KNOWN_ROLES for key in (role, f"{role}s")}


class Expansion:
    """Turns one document into canonical form, and records errors and, if asked, the origin of each path.

    Args:
        trace: whether to note, for each canonical path that the document spells otherwise, where it stands.
    """

    def __init__(self, *, trace: bool = False) -> None:
        self.problems: list[Diagnostic] = []
        self.moves: dict[Path, Path] | None = {} if trace else None
        self._slots = SlotShorthand(self._problem, self._moved)

    def event(self, tree: Tree) -> Tree:
        """Return the canonical tree of an event."""
        tree = self.head(tree)
        for name, owner in COLLECTIONS.items():
            items = tree.get(name)
            if isinstance(items, list):
                tree[name] = [
                    self.item(cast("Tree", item), owner, (name, number)) if item.__class__ is dict else item
                    for number, item in enumerate(cast("list[Any]", items))
                ]
        if isinstance(tree.get("series"), dict):
            tree["series"] = self.item(tree["series"], Series, ("series",))
        return tree

    def head(self, tree: Tree) -> Tree:
        """Return the tree of an event in canonical form, without its collections and series, which are read later."""
        tree = self.item(tree, Event, ())
        if isinstance(tree.get("language"), str) and "languages" not in tree:
            tree["languages"] = [tree["language"]]  # as in all files before the language of texts had a place
            self._moved(("languages",), ("language",))
            self._moved(("languages", 0), ("language",))
        days = tree.get("days")
        if isinstance(days, list):
            listed: list[Any] = self._items(cast("list[Any]", days), ("days",), lambda item: {"date": item}, "date")
            self._slots.days = [str(day["date"]) if day.__class__ is dict and "date" in day else "" for day in listed]
            tree["days"] = listed
        with suppress(TypeError, ValueError):  # what is wrong with it is found where it is read
            self._slots.day_change = read_clock(tree.get("day_change", DAY_CHANGE))
        zone = tree.get("timezone")
        self._slots.zone = zone if isinstance(zone, str) else None
        return tree

    def fragment(self, tree: Tree, owner: type) -> Tree:
        """Return the canonical tree of some attributes of a class, on their own."""
        return self.event(tree) if owner is Event else self.item(tree, owner, ())

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

    def item(self, tree: Tree, owner: type, path: Path) -> Tree:
        """Return the canonical tree of an object of a class; the same tree if it is canonical already."""
        known = _fields(owner)
        if (
            tree.keys() <= known
            and not _has_text(tree.get("links"))
            and not _has_shorthand(tree.get("participants"))
            and tree.get("affiliation").__class__ is not list
        ):
            return tree
        unknown = tree.keys() - known
        tree = dict(tree)
        if unknown:
            self._extra(tree, unknown, path)
            if owner is Session:
                self._slots.expand(tree, path)
            if owner in (Session, Event):
                self._roles(tree, path)
            if owner in (Session, Event, Track):
                self._goals(tree, path)
            self._singulars(tree, _fields(owner), path)
        if isinstance(tree.get("links"), list):
            tree["links"] = self._items(tree["links"], (*path, "links"), lambda item: {"href": item}, "href")
        if isinstance(tree.get("participants"), list):
            tree["participants"] = self._participants(tree["participants"], (*path, "participants"))
        if owner is Person and tree.get("affiliation").__class__ is list:
            self._affiliations(tree, path)
        return tree

    def _participants(self, items: list[Any], path: Path) -> list[Any]:
        participants = self._items(items, path, lambda item: {"agent": item}, "agent")
        for number, item in enumerate(participants):
            if item.__class__ is dict and item.get("affiliation").__class__ is list:
                participants[number] = one = dict(cast("Tree", item))
                self._affiliations(one, (*path, number))
        return participants

    def _affiliations(self, tree: Tree, path: Path) -> None:
        """Put the first of several affiliations into `affiliation`, and the others into `other_affiliations`."""
        first, *others = cast("list[Any]", tree.pop("affiliation")) or [None]
        written = (*self.original(path), "affiliation")
        if "other_affiliations" in tree:
            message = "expected one of a list as 'affiliation' and 'other_affiliations', got both"
            self._problem("contradictory-keys", message, (*path, "other_affiliations"))
        if first is not None:
            tree["affiliation"] = first
            self._moved((*path, "affiliation"), (*written, 0))
        if others:
            tree["other_affiliations"] = others
            self._moved((*path, "other_affiliations"), written)
            for number in range(len(others)):
                self._moved((*path, "other_affiliations", number), (*written, number + 1))

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


COLLECTIONS: dict[str, type] = {
    "venues": Venue,
    "rooms": Room,
    "tracks": Track,
    "people": Person,
    "organizations": Organization,
    "outputs": Output,
    "sessions": Session,
}


def _has_text(value: Any) -> bool:
    if value.__class__ is list:
        for item in value:
            if item.__class__ is not dict and isinstance(item, str):
                return True
    return False


def _has_shorthand(value: Any) -> bool:
    """Return whether a list of participants contains shorthand."""
    if value.__class__ is list:
        for item in value:
            if item.__class__ is dict:
                if item.get("affiliation").__class__ is list:
                    return True
            elif isinstance(item, str):
                return True
    return False


# --- the way back -----------------------------------------------------------------------------


def contract(tree: Tree) -> Tree:
    """Return a canonical tree in shorthand; expanding it gives the same tree."""
    short = short_items(tree)
    tree = dict(tree)
    if "days" in tree:
        tree["days"] = [day["date"] if day.keys() == {"date"} else day for day in tree["days"]]
    if "participants" in tree:
        tree = _short_roles(_short_participants(tree))
    for name in ("links", "participants"):
        if name in tree:
            tree[name] = _short_items(tree[name], "href" if name == "links" else "agent")
    for name in COLLECTIONS:
        if name in tree:
            tree[name] = [short(name, item) for item in tree[name]]
    return tree


def short_items(tree: Tree) -> Callable[[str, Tree], Tree]:
    """Return a function that turns canonical items of a collection into shorthand.

    Args:
        tree: the canonical tree of the event; the items of its collections do not matter.
    """
    change = dt.time.fromisoformat(tree["day_change"]) if "day_change" in tree else DAY_CHANGE

    def short(collection: str, item: Tree) -> Tree:
        return _short_session(item, change) if collection == "sessions" else _short_affiliations(_short_links(item))

    return short


def _short_items(items: list[Tree], member: str) -> list[Any]:
    return [item[member] if item.keys() == {member} else item for item in items]


def _short_links(tree: Tree) -> Tree:
    return {**tree, "links": _short_items(tree["links"], "href")} if "links" in tree else tree


def _short_affiliations(tree: Tree) -> Tree:
    """Write several affiliations as one list."""
    if "other_affiliations" not in tree:
        return tree
    many = {"affiliation": [tree["affiliation"], *tree["other_affiliations"]]}
    return {key: many.get(key, value) for key, value in tree.items() if key != "other_affiliations"}


def _short_participants(tree: Tree) -> Tree:
    return {**tree, "participants": list(map(_short_affiliations, tree["participants"]))}


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
        tree = _short_roles(_short_participants(tree))
    if "participants" in tree:
        tree["participants"] = _short_items(tree["participants"], "agent")
    short: Tree = {}
    for key, value in tree.items():
        if key == "slot":
            short.update(short_slot(value, change))
        elif key in ("tracks", "languages") and len(value) == 1:
            short[key[:-1]] = value[0]
        else:
            short[key] = value
    return short
