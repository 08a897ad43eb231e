"""The history as JSON: one line for each revision and each session, in order; the same bytes for the same history."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any, NoReturn, cast

import attrs

from ..._frozenmap import FrozenMap
from ...diagnostics import Diagnostic, Report, Span, describe_value
from ...errors import InvalidProgramme
from ...model import Event, Organization, Person, Room, Session, Track, Venue, WallClock
from ...model.time import as_timezone
from ...views import History, Record, Revision, Told
from ...views.history import State
from .._reading.json_document import read_json
from ..native.attributes import read_thing, write_thing

__all__ = ["FORMAT", "HistoryDamaged", "decode", "encode"]

FORMAT = 1
"""The version of the files that this library writes."""

_THINGS: Mapping[str, type[Any]] = {
    "venues": Venue,
    "rooms": Room,
    "tracks": Track,
    "people": Person,
    "organizations": Organization,
}
"""The things that sessions refer to, by collection."""
_PLAIN = ("revisions", *_THINGS, "feeds", "sessions")
"""The members whose items take one line each."""
_HEAD = re.compile(rb'\{\n "history": 1,\n "digest": "([0-9a-f]{64})",\n')
_SESSIONS = b'\n "sessions": {\n'
_END = b"\n }\n}\n"
_MEMBERS_OF_RECORD = {"sequence", "first", "changed", "missing", "state", "held", "session"}
_dumps = json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode


class HistoryDamaged(InvalidProgramme):
    """A history that was changed or damaged; the report says where."""


# --- writing ----------------------------------------------------------------------------------


def encode(history: History) -> bytes:
    """Return a history as a JSON document."""
    state = history.told
    base = state.base
    things = {name: {item.id: _without_id(write_thing(item)) for item in getattr(base, name)} for name in _THINGS}
    empty: dict[str, Any] = dict.fromkeys(_THINGS, ())
    tree = {
        "event": history.event,
        "told": write_thing(attrs.evolve(base, **empty)),
        "revisions": [_revision(item) for item in history.revisions],
        **things,
        "feeds": dict(state.feeds),
        "sessions": {uid: _record(record) for uid, record in state.records.items()},
    }
    return _document(tree)


def _without_id(tree: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in tree.items() if key != "id"}


def _document(tree: Mapping[str, Any]) -> bytes:
    body = _body(tree)
    digest = hashlib.sha256(body).hexdigest()
    return f'{{\n "history": {FORMAT},\n "digest": "{digest}",\n'.encode() + body


def _body(tree: Mapping[str, Any]) -> bytes:
    """Return the document after its digest."""
    parts = [f' "{key}": {_lines(value) if key in _PLAIN else _dumps(value)}' for key, value in tree.items()]
    return (",\n".join(parts) + "\n}\n").encode("utf-8", "surrogatepass")


def _lines(items: Any) -> str:
    """Return a list or a mapping with one line for each of its items."""
    if isinstance(items, dict):
        members = cast("dict[str, Any]", items).items()
        return "{\n" + ",\n".join([f"{_dumps(key)}:{_dumps(value)}" for key, value in members]) + "\n }"
    return "[\n" + ",\n".join(map(_dumps, items)) + "\n ]"


def _revision(revision: Revision) -> dict[str, Any]:
    members: dict[str, Any] = {"number": revision.number, "at": _moment(revision.at)}
    for name in ("version", "note"):
        if (value := getattr(revision, name)) is not None:
            members[name] = value
    return {**members, "counts": dict(revision.counts)}


def _record(record: Record) -> dict[str, Any]:
    session = write_thing(record.session)
    members: dict[str, Any] = {"sequence": session.pop("sequence", 0), "first": record.first, "changed": record.changed}
    if record.missing is not None:
        members["missing"] = _moment(record.missing)
    if record.state is not State.THERE:
        members["state"] = record.state.value
    if record.held:
        members["held"] = list(record.held)
    return {**members, "session": session}


def _moment(moment: dt.datetime) -> str:
    return moment.isoformat().replace("+00:00", "Z")


# --- reading ----------------------------------------------------------------------------------


def decode(data: bytes, *, source: str = "<history>", damaged: bool = False) -> History:
    """Return the history in a JSON document.

    The records of sessions are read only when somebody needs them.

    Args:
        data: the document.
        source: the name of the document in findings.
        damaged: whether to accept a history that somebody else changed, as far as it can be read.

    Raises:
        HistoryDamaged: the document cannot be read, is in a newer format, or was changed.
    """
    head = _HEAD.match(data)
    if head is not None:
        body = memoryview(data)[head.end() :]
        begin = data.find(_SESSIONS, head.end())
        if hashlib.sha256(body).hexdigest().encode() == head[1] and begin >= 0 and data.endswith(_END):
            # It is unchanged, so the part after the revisions can be read later.
            text = data[begin + len(_SESSIONS) : -len(_END)]
            tree = json.loads(b"{" + data[head.end() : begin].rstrip(b",") + b"}")
            return _history(tree, lambda: json.loads(b"{" + text + b"}"), source)
    document = read_json(data, source)
    value: object = document.value
    if not document.readable or not isinstance(value, dict):
        report = document.report
        _refuse(source, "it is not a JSON object" if report.ok else "it is not JSON", report)
    tree = cast("dict[str, Any]", value)
    if tree.get("history") != FORMAT:
        got = describe_value(tree.get("history"))
        finding = Diagnostic(
            code="unknown-format-version",
            message=f"expected a history of format {FORMAT}, got {got}",
            span=Span(source=source, line=1, column=1),
            help="a later number needs a later version of this library",
        )
        raise HistoryDamaged(Report((finding,)))
    rest = {key: value for key, value in tree.items() if key not in ("history", "digest")}
    # Another program may have written it with other spaces: only the values count.
    with _Guarded(source):
        digest = hashlib.sha256(_body(rest)).hexdigest()
    if digest != tree.get("digest") and not damaged:
        _refuse(source, "it was changed by somebody else, or merged line by line")
    sessions = rest.pop("sessions", {})
    return _history(rest, lambda: sessions, source)


def _refuse(source: str, why: str, report: Report | None = None) -> NoReturn:
    span = next((item.span for item in report or () if item.span is not None), None)
    finding = Diagnostic(
        code="history-damaged",
        message=f"{why}",
        span=span or Span(source=source, line=1, column=1),
        help="restore it from git; to publish with the part that can be read, allow `history-damaged`",
    )
    raise HistoryDamaged(Report((finding,)) + (report or Report()))


def _history(tree: dict[str, Any], sessions: Callable[[], Any], source: str) -> History:
    def told() -> Told:
        with _Guarded(source):
            return _told(tree, sessions())

    with _Guarded(source):
        revisions = tuple(map(_read_revision, tree["revisions"]))
        if not revisions:
            raise ValueError("expected a revision, got none")
        return History(event=_text(tree["event"]), revisions=revisions, later=told)


class _Guarded:
    """Turns any exception inside its `with` block into one refusal."""

    def __init__(self, source: str) -> None:
        self.source = source

    def __enter__(self) -> None:
        """Begin."""

    def __exit__(self, kind: object, problem: BaseException | None, trace: object) -> None:
        """Raise a refusal if there was an exception."""
        if isinstance(problem, KeyError):
            _refuse(self.source, f"expected the key {problem.args[0]!r}, got none")
        if isinstance(problem, (TypeError, ValueError, AttributeError)) and not isinstance(problem, HistoryDamaged):
            _refuse(self.source, str(problem))


def _read_revision(tree: Any) -> Revision:
    counts = FrozenMap[str, int]((str(word), int(number)) for word, number in tree["counts"].items())
    return Revision(
        number=int(tree["number"]),
        at=_read_moment(tree["at"]),
        version=tree.get("version"),
        note=tree.get("note"),
        counts=counts,
    )


def _read_moment(text: Any) -> dt.datetime:
    return dt.datetime.fromisoformat(_text(text)).astimezone(dt.UTC)


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise ValueError(f"expected text, got {describe_value(value)}")
    return value


def _mapping(value: Any) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise ValueError(f"expected a mapping, got {describe_value(value)}")
    return cast("dict[str, Any]", value)


def _told(tree: dict[str, Any], sessions: dict[str, Any]) -> Told:
    header = tree["told"]
    clock = WallClock(as_timezone(header["timezone"]))
    base: Event = _thing(header, Event, clock)
    changes: dict[str, Any] = {
        name: [_thing({"id": id, **_mapping(item)}, kind, clock) for id, item in tree[name].items()]
        for name, kind in _THINGS.items()
    }
    records = {uid: _read_record(uid, record, clock) for uid, record in sessions.items()}
    feeds = FrozenMap[str, str]((key, _text(name)) for key, name in tree["feeds"].items())
    return Told(base=attrs.evolve(base, **changes), records=dict(sorted(records.items())), feeds=feeds)


def _read_record(uid: str, tree: dict[str, Any], clock: WallClock) -> Record:
    if unknown := set(_mapping(tree)) - _MEMBERS_OF_RECORD:
        raise ValueError(f"expected a record of a session, got the key {min(unknown)!r} in it")
    session = _thing({**_mapping(tree["session"]), "sequence": tree["sequence"]}, Session, clock)
    return Record(
        uid=uid,
        session=session,
        first=int(tree["first"]),
        changed=int(tree["changed"]),
        missing=_read_moment(tree["missing"]) if "missing" in tree else None,
        state=State(tree.get("state", "there")),
        held=tuple(map(_text, tree.get("held", ()))),
    )


def _thing(tree: Any, kind: type[Any], clock: WallClock) -> Any:
    problems: list[Diagnostic] = []
    item = read_thing(tree, kind, clock, problems)
    if item is None:
        raise ValueError("; ".join(_words(problems)) or f"expected a {kind.__name__}, got something else")
    return item


def _words(problems: Iterable[Diagnostic]) -> list[str]:
    return [problem.message for problem in problems][:3]
