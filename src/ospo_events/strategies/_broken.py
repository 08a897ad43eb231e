"""Native documents with one defect each, by the code of the finding that it causes."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import attrs
from hypothesis import strategies as st

from ..codecs.native.encode import encode_json, encode_yaml
from ..model import Event, Session, WallClock
from ._events import events

__all__ = ["BROKEN_CODES", "BrokenDocument", "broken"]

Tree = dict[str, Any]


@attrs.frozen(kw_only=True)
class BrokenDocument:
    """A native document with one defect."""

    format: str
    """`json` or `yaml`."""
    data: bytes
    """The document."""
    code: str
    """The code of the finding that a reader has to report."""


def broken(code: str) -> st.SearchStrategy[BrokenDocument]:
    """Return a strategy for complete documents with exactly one defect.

    Args:
        code: the code of the finding that the defect causes, from `BROKEN_CODES`.

    Raises:
        ValueError: there is no document for this code.
    """
    if code in _TREES:
        return _bases().map(lambda event: _of_tree(code, event))
    if code in _TEXTS:
        format, spoil = _TEXTS[code]
        write = encode_json if format == "json" else encode_yaml
        return _bases().map(lambda event: BrokenDocument(format=format, data=spoil(write(event).data), code=code))
    raise ValueError(f"expected one of {', '.join(BROKEN_CODES)}, got {code!r}")


def _bases() -> st.SearchStrategy[Event]:
    """Return small valid events in New York with a session `first`, into which a defect is put."""
    return events(max_sessions=2).map(_with_a_first_session)


def _with_a_first_session(event: Event) -> Event:
    slot = WallClock("America/New_York").slot("2024-07-09", "09:00", "10:00")
    session = Session(id="first", title="First", slot=slot)
    # Times in other zones are removed; the rest of the event, with all its features, stays.
    dates = tuple(milestone for milestone in event.milestones if milestone.at is None)
    return attrs.evolve(event, timezone="America/New_York", sessions=(session,), milestones=dates, extra={})


def _of_tree(code: str, event: Event) -> BrokenDocument:
    tree: Tree = json.loads(encode_json(event).data)
    _TREES[code](tree, tree["sessions"][0])
    return BrokenDocument(format="json", data=json.dumps(tree).encode("utf-8", "surrogatepass"), code=code)


def _put(name: str, value: Any) -> Callable[[Tree, Tree], None]:
    def spoil(_: Tree, session: Tree) -> None:
        session[name] = value

    return spoil


def _put_root(name: str, value: Any) -> Callable[[Tree, Tree], None]:
    def spoil(tree: Tree, _: Tree) -> None:
        tree[name] = value

    return spoil


def _slot(start: str, end: str | None = None) -> Callable[[Tree, Tree], None]:
    return _put("slot", {"start": start} if end is None else {"start": start, "end": end})


def _missing(_: Tree, session: Tree) -> None:
    del session["title"]


def _contradictory(_: Tree, session: Tree) -> None:
    session["room"] = "a"


def _deep(tree: Tree, _: Tree) -> None:
    value: Any = 1
    for _level in range(80):
        value = [value]
    tree["x-deep"] = value


_TREES: dict[str, Callable[[Tree, Tree], None]] = {
    "ambiguous-local-time": _slot("2024-11-03T01:30"),
    "bad-time": _slot("2024-02-30T09:00"),
    "contradictory-keys": _contradictory,
    "empty-text": _put("title", " "),
    "end-before-start": _slot("2024-07-09T10:00", "2024-07-09T09:00"),
    "invalid-id": _put("id", "no spaces"),
    "invalid-value": _put("sequence", 10**18),
    "missing-key": _missing,
    "missing-offset": _put("updated", "2024-07-09T09:00"),
    "nonexistent-local-time": _slot("2024-03-10T02:30"),
    "offset-contradicts-zone": _slot("2024-07-09T09:00+02:00"),
    "too-deep": _deep,
    "unknown-format-version": _put_root("format", 99),
    "unknown-key": _put("titel", "x"),
    "unknown-timezone": _put_root("timezone", "Nowhere/Else"),
    "unknown-value": _put("status", "conformed"),
    "wrong-type": _put("abstract", ["a", "list"]),
}

_TEXTS: dict[str, tuple[str, Callable[[bytes], bytes]]] = {
    "byte-order-mark": ("json", lambda data: b"\xef\xbb\xbf" + data),
    "duplicate-key": ("json", lambda data: data.replace(b'"title":"First"', b'"title":"First","title":"Again"')),
    "empty-document": ("yaml", lambda data: b"\n" * (len(data) % 5)),
    "lone-surrogate": ("json", lambda data: data.replace(b'"title":"First"', b'"title":"\\ud800"')),
    "not-json": ("json", lambda data: data[:-3]),
    "not-utf-8": ("yaml", lambda data: data + b"x-a: \xff\n"),
    "not-yaml": ("yaml", lambda data: data + b"x-a: [\n"),
    "second-document": ("yaml", lambda data: data + b"---\nformat: 1\n"),
    "yaml-alias": ("yaml", lambda data: data + b"x-a: &here 1\n"),
    "yaml-tag": ("yaml", lambda data: data + b"x-a: !!str 1\n"),
}

BROKEN_CODES: tuple[str, ...] = tuple(sorted([*_TREES, *_TEXTS]))
"""The codes for which `broken` has documents."""
