"""Rewrites a document for a changed programme; unchanged values keep the author's spelling."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from itertools import takewhile
from typing import Any, cast

from ...model import Event
from ...model.time import DAY_CHANGE
from ._shorthand import COLLECTIONS, contract, role_keys
from ._to_tree import to_tree
from ._when import SLOT_SHORTHAND

__all__ = ["as_written", "identities"]

Tree = dict[str, Any]

_TOGETHER = {"language": "languages", "other_affiliations": "affiliation"}
"""Keys whose meaning depends on another key: both are written, or neither."""
_SPELLINGS: dict[str, tuple[str, ...]] = {
    "slot": SLOT_SHORTHAND,
    "participants": tuple(role_keys()),
    "concepts": ("concept", "sdgs"),
    "tracks": ("track",),
    "tags": ("tag",),
    "links": ("link",),
}
_KNOWN_BY = ("id", "date", "href", "agent", "title", "name")


def as_written(tree: Tree, older: Event, newer: Event, *, slots_anew: bool = False) -> Tree:
    """Return the tree of a document for another programme.

    Args:
        tree: what the document says, as it is written.
        older: the programme that it means.
        newer: the programme to say.
        slots_anew: whether when and where each session is is written anew, since what it is counted by is another.
    """
    before, after = _plain(to_tree(older)), _plain(to_tree(newer))
    writer = _Writer(tree, after, slots_anew=slots_anew)
    return writer.document(tree, before, after)


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in cast("Tree", value).items()}
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in cast("Sequence[Any]", value)]
    return value


class _Writer:
    def __init__(self, tree: Tree, after: Tree, *, slots_anew: bool) -> None:
        sessions: list[Any] = tree.get("sessions") or []
        # Whoever wrote one session as people do writes the next one so too.
        self.is_short = not any("slot" in item for item in sessions)
        self.slots_anew = slots_anew
        self.day_change = after.get("day_change", dt.time.isoformat(DAY_CHANGE))

    def document(self, tree: Tree, before: Tree, after: Tree) -> Tree:
        """Return the whole document."""
        lists = [name for name in (*COLLECTIONS, "days") if name in before or name in after]
        head = self._keys(Event, *[{key: item for key, item in each.items() if key not in lists} for each in (
            tree, before, after,
        )])  # fmt: skip
        listed = {name: self._list(name, tree, before, after) for name in lists if name in after}
        result = {key: head[key] if key in head else listed.pop(key) for key in tree if key in head or key in listed}
        order, names = list(after), list(head)
        for number, name in enumerate(names):
            if name not in result:
                _put(result, name, head[name], names[:number])
        for name, items in listed.items():
            _put(result, name, items, order[: order.index(name)])
        return result

    # lists of things

    def _list(self, name: str, tree: Tree, before: Tree, after: Tree) -> list[Any]:
        written: list[Any] = tree.get(name) or []
        old: list[Tree] = before.get(name, [])
        keys = identities(old), identities(after[name])
        places = {key: place for place, key in enumerate(keys[0])}
        items: list[Any] = []
        for key, item in zip(keys[1], after[name], strict=True):
            place = places.get(key)
            if place is None:
                items.append(self._contracted(name, item))
            else:
                items.append(self._item(name, written[place], old[place], item))
        return items

    def _item(self, name: str, written: Any, before: Tree, after: Tree) -> Any:
        anew = name == "sessions" and self.slots_anew and "slot" in after
        if before == after and not anew:
            return written
        if not isinstance(written, dict):
            return self._contracted(name, after)
        return self._keys(COLLECTIONS.get(name), cast("Tree", written), before, after, anew=anew)

    def _contracted(self, name: str, item: Tree) -> Any:
        if not self.is_short:
            return item
        return contract({name: [item], "day_change": self.day_change})[name][0]

    # keys of one thing

    def _keys(self, owner: type | None, written: Tree, before: Tree, after: Tree, *, anew: bool = False) -> Tree:
        """Return a mapping in which the keys that mean something else now are written anew."""
        groups: dict[str, list[str]] = {}
        for key in dict.fromkeys((*after, *before)):
            groups.setdefault(_TOGETHER.get(key, key), []).append(key)
        result = dict(written)
        for group, keys in groups.items():
            old = {key: before[key] for key in keys if key in before}
            new = {key: after[key] for key in keys if key in after}
            if old == new and not (anew and group == "slot"):
                continue
            sources = [key for key in written if key in _sources(group, keys)]
            if sources == [group] and old.keys() == new.keys() == {group}:
                fresh: Tree = {group: _like(written[group], old[group], new[group])}
            else:
                fresh = self._spelled(owner, new, is_short=self.is_short if not sources else sources != [group])
            order = list(after)
            result = _replaced(result, sources, fresh, order[: order.index(group)] if group in order else order)
        return result

    def _spelled(self, owner: type | None, new: Tree, *, is_short: bool) -> Tree:
        """Return the keys that express some attributes of a thing."""
        if not is_short or not new:
            return new
        name = next((name for name, kind in COLLECTIONS.items() if kind is owner), None)
        if name is None:
            return contract(new)
        return cast("Tree", contract({name: [new], "day_change": self.day_change})[name][0])


def _sources(group: str, keys: Sequence[str]) -> frozenset[str]:
    """Return the keys with which a document may express an attribute."""
    singular = ("language",) if group == "languages" else ()
    return frozenset({group, *keys, *singular, *_SPELLINGS.get(group, ())})


def _replaced(tree: Tree, sources: Sequence[str], fresh: Tree, behind: Sequence[str]) -> Tree:
    """Return a mapping with some keys in the place of others; if there are none, after the preceding key."""
    left = dict(fresh)
    result: Tree = {}
    last = sources[-1] if sources else None
    for key, value in tree.items():
        if key not in sources:
            result[key] = value
        elif key in left:
            # A new key stands before what it precedes: the order of the roles is that of the people.
            for new in list(takewhile(lambda name: name not in sources, left)):
                result[new] = left.pop(new)
            result[key] = left.pop(key)
        if key == last:
            result.update(left)
            left = {}
    for key, value in left.items():
        _put(result, key, value, behind)
        behind = [*behind, key]
    return result


def _put(tree: Tree, key: str, value: Any, behind: Sequence[str]) -> None:
    """Put a new key after the last of some existing keys: the format, an id or a date always exists."""
    spelled = [name for key in behind for name in (key, *_SPELLINGS.get(key, ()))]
    after = next(name for name in reversed(spelled) if name in tree)
    names = list(tree)
    rest = {name: tree.pop(name) for name in names[names.index(after) + 1 :]}
    tree[key] = value
    tree.update(rest)


def identities(items: Sequence[Any]) -> list[tuple[str, int]]:
    """Return the identity of each item of a list, its id or another value, and a number if it occurs again."""
    seen: dict[str, int] = {}
    found: list[tuple[str, int]] = []
    for item in items:
        tree: Tree = cast("Tree", item) if isinstance(item, dict) else {}
        key = next((key for key in _KNOWN_BY if key in tree), None)
        name = str(cast("object", item)) if key is None else str(tree[key])
        seen[name] = seen.get(name, 0) + 1
        found.append((name, seen[name]))
    return found


def _like(written: Any, old: Any, new: Any) -> Any:
    """Return a value as its author would have written it: unchanged parts keep their spelling."""
    if old == new:
        return written
    if isinstance(new, dict) and isinstance(old, dict) and isinstance(written, dict):
        return _like_mapping(cast("Tree", written), cast("Tree", old), cast("Tree", new))
    if isinstance(new, list) and isinstance(old, list) and isinstance(written, list):
        return _like_list(cast("list[Any]", written), cast("list[Any]", old), cast("list[Any]", new))
    return cast("object", new)


def _like_mapping(written: Tree, old: Tree, new: Tree) -> Tree:
    if written.keys() != old.keys():
        return new
    result = {key: _like(item, old[key], new[key]) for key, item in written.items() if key in new}
    return result | {key: item for key, item in new.items() if key not in result}


def _like_list(written: list[Any], old: list[Any], new: list[Any]) -> list[Any]:
    left = dict(enumerate(old))
    result: list[Any] = []
    for number, item in enumerate(new):
        place = next((place for place, other in left.items() if other == item), None)
        if place is None and isinstance(item, dict) and number in left and left[number] not in new:
            place = number
        result.append(item if place is None else _like(written[place], left.pop(place), item))
    return result
