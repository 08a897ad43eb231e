"""The layout of native JSON, written from the tree by the standard library: what every other way has to write."""

import json

from ospo_events import Event
from ospo_events.codecs.native._to_tree import to_tree

__all__ = ["write_by_the_tree"]


def write_by_the_tree(event: Event) -> bytes:
    return (
        "{" + ",\n ".join(f"{_dumps(key)}: {_member(value)}" for key, value in to_tree(event).items()) + "}\n"
    ).encode()


def _member(value):
    if isinstance(value, list) and value and isinstance(value[0], dict):
        return "[\n  " + ",\n  ".join(map(_dumps, value)) + "\n ]"
    return _dumps(value)


def _dumps(value):
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
