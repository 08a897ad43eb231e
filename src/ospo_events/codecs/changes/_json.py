"""Changes as JSON: programs read it, and `apply` uses it to make another copy of the newer edition.

There is one line for each change. Values are in the form of native files, times with their offset.
"""

from __future__ import annotations

import datetime as dt
import enum
import json
from collections.abc import Iterable, Mapping
from typing import Any, cast

import attrs

from ...diagnostics import Diagnostic, Path, Report
from ...errors import InvalidProgramme
from ...model import Day, Event, Organization, Person, Room, Session, Track, Venue, WallClock
from ...model.time import as_timezone
from ...views import Action, Change, Changes, FieldChange, Group, GroupKind, Impact, PatchMisfit, Thing
from ...views.changes import MISSING, applied
from ...views.matching import COLLECTIONS
from .._reading.json_document import JsonInput, read_json
from ..native.attributes import read_attribute, read_thing, write_attribute, write_thing

__all__ = ["CLASSES", "FORMAT", "encode", "read_changes"]

FORMAT = 1
"""The version of the documents that this library writes."""

CLASSES: Mapping[Thing, type[Any]] = {
    Thing.EVENT: Event,
    Thing.SESSION: Session,
    Thing.ROOM: Room,
    Thing.TRACK: Track,
    Thing.VENUE: Venue,
    Thing.PERSON: Person,
    Thing.ORGANIZATION: Organization,
    Thing.DAY: Day,
}
"""The class of each kind of thing."""

_dumps = json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode


def encode(changes: Changes) -> bytes:
    """Return all of the changes as a JSON document."""
    head = {
        "format": FORMAT,
        "older": _edition(changes.older),
        "newer": _edition(changes.newer),
    }
    lines = [f" {_dumps(key)}: {_dumps(value)}" for key, value in head.items()]
    lines.append(f' "changes": {_lines(_change(change) for change in changes)}')
    lines.append(f' "groups": {_lines(map(_group, changes.groups))}')
    return ("{\n" + ",\n".join(lines) + "\n}\n").encode("utf-8", "backslashreplace")


def _lines(items: Iterable[Mapping[str, Any]]) -> str:
    lines = ",\n  ".join(map(_dumps, items))
    return f"[\n  {lines}\n ]" if lines else "[]"


def _edition(event: Event) -> dict[str, Any]:
    members = {"id": event.id, "title": event.title, "timezone": event.timezone.key}
    if event.version is not None:
        members["version"] = event.version
    if event.updated is not None:
        members["updated"] = event.updated.isoformat().replace("+00:00", "Z")
    return members


def _change(change: Change) -> dict[str, Any]:
    owner = CLASSES[change.thing]
    members: dict[str, Any] = {"thing": change.thing.value, "action": change.action.value, "id": change.id}
    members |= {"was": change.was} if change.was is not None else {}
    members |= {"nth": change.nth} if change.nth != 1 else {}
    members |= {"uid": change.uid, "title": change.title, "impacts": [impact.value for impact in change.impacts]}
    members |= {"sure": False} if not change.sure else {}
    members["fields"] = [_field(owner, field) for field in change.fields]
    if change.at is not None:
        members["at"] = change.at
    if change.item is not None:
        members["value"] = write_thing(change.item)
    return members


def _field(owner: type[Any], field: FieldChange) -> dict[str, Any]:
    members: dict[str, Any] = {"path": ".".join(field.path), "impact": field.impact.value}
    for name, value in (("older", field.older), ("newer", field.newer)):
        if value is not MISSING:
            members[name] = list(value) if _is_order(owner, field.path) else write_attribute(owner, field.path, value)
    return members


def _is_order(owner: type[Any], path: tuple[str, ...]) -> bool:
    return owner is Event and path[0] in COLLECTIONS.values()


def _group(group: Group) -> dict[str, Any]:
    members: dict[str, Any] = {"kind": group.kind.value, "ids": list(group.ids)}
    if group.by is not None:
        members["minutes"] = group.by // dt.timedelta(minutes=1)
    if group.day is not None:
        members["day"] = group.day.isoformat()
        members["whole_day"] = group.whole_day
    return members


# --- reading ----------------------------------------------------------------------------------


def read_changes(data: bytes, older: Event, *, source: str = "<data>") -> Changes:
    """Return the changes in a JSON document, for the event that they belong to.

    Args:
        data: the document.
        older: the event.
        source: the name of the document in findings.

    Raises:
        PatchMisfit: the document expects another old value than the event has, or cannot be read; each misfit has
            its place in the document.
    """
    document = read_json(data, source)
    reading = _Reading(document, older)
    changes = reading.changes() if document.readable else ()
    reading.refuse()
    try:
        newer = applied(older, changes)
    except InvalidProgramme as problem:
        raise PatchMisfit(problem.report.located(document.source_map)) from None
    return Changes(older=older, newer=newer, changes=changes, groups=reading.groups())


class _Reading:
    """Reads one document.

    Args:
        document: the document, parsed.
        older: the event that it belongs to.
    """

    def __init__(self, document: JsonInput, older: Event) -> None:
        self.document = document
        self.problems: list[Diagnostic] = []
        value: object = document.value
        self.members = cast("dict[str, Any]", value) if isinstance(value, dict) else {}
        self.older_clock = older.clock
        self.newer_clock = older.clock

    def refuse(self) -> None:
        """Raise if there is an error.

        Raises:
            PatchMisfit: with all errors.
        """
        report = self.document.report + Report(tuple(self.problems)).located(self.document.source_map)
        if not report.ok:
            raise PatchMisfit(report)

    def wrong(self, code: str, message: str, path: Path) -> None:
        """Report an error."""
        self.problems.append(Diagnostic(code=code, message=message, path=path))

    def changes(self) -> tuple[Change, ...]:
        """Return the changes that can be read."""
        if not isinstance(self.document.value, dict) or not isinstance(self.members.get("changes"), list):
            self.wrong("wrong-type", "expected changes in the form that `ospo-events diff --format json` writes", ())
            return ()
        format = self.members.get("format", FORMAT)
        if format != FORMAT:
            self.wrong("unknown-value", f"expected the format {FORMAT} of changes, got {format!r:.40}", ("format",))
            return ()
        self._set_clock()
        items: list[Any] = self.members["changes"]
        read = [self._change(item, ("changes", number)) for number, item in enumerate(items)]
        return tuple(change for change in read if change is not None)

    def _set_clock(self) -> None:
        edition = self.members.get("newer")
        zone: Any = cast("dict[str, Any]", edition).get("timezone") if isinstance(edition, dict) else None
        if zone is not None:
            try:
                timezone = as_timezone(zone)
            except (TypeError, ValueError) as problem:
                self.wrong("unknown-timezone", str(problem), ("newer", "timezone"))
            else:
                self.newer_clock = WallClock(timezone, self.older_clock.day_change)

    def _change(self, item: Any, path: Path) -> Change | None:
        if not isinstance(item, dict):
            self.wrong("wrong-type", "expected a change", path)
            return None
        members = cast("dict[str, Any]", item)
        thing = self._word(members, "thing", Thing, path)
        action = self._word(members, "action", Action, path)
        id = self._text(members, "id", path)
        if thing is None or action is None or id is None:
            return None
        value = None
        if "value" in members:
            clock = self.older_clock if action is Action.REMOVED else self.newer_clock
            value = self._thing(members["value"], CLASSES[thing], clock, (*path, "value"))
        fields = members.get("fields", [])
        if not isinstance(fields, list):
            self.wrong("wrong-type", "expected a list of fields", (*path, "fields"))
            return None
        read = [
            self._field(CLASSES[thing], field, (*path, "fields", number))
            for number, field in enumerate(cast("list[Any]", fields))
        ]
        impacts = [self._impact(word, (*path, "impacts")) for word in self._list(members, "impacts", path)]
        return Change(
            thing=thing,
            action=action,
            id=id,
            was=self._text(members, "was", path, needed=False),
            uid=self._text(members, "uid", path, needed=False),
            title=self._text(members, "title", path, needed=False) or id,
            nth=self._number(members, "nth", path, 1) or 1,
            at=self._number(members, "at", path, None),
            item=value,
            fields=tuple(field for field in read if field is not None),
            impacts=tuple(sorted({impact for impact in impacts if impact is not None})),
            sure=members.get("sure") is not False,
        )

    def _field(self, owner: type[Any], item: Any, path: Path) -> FieldChange | None:
        if not isinstance(item, dict):
            self.wrong("wrong-type", "expected a field", path)
            return None
        members = cast("dict[str, Any]", item)
        name = self._text(members, "path", path)
        if name is None:
            return None
        first, _, rest = name.partition(".")
        where = (first, rest) if rest else (first,)
        values: list[Any] = []
        for key, clock in (("older", self.older_clock), ("newer", self.newer_clock)):
            if key not in members and first == "extra":
                values.append(MISSING)
            elif key not in members:
                self.wrong("missing-key", f"expected the key {key!r}, got none", path)
                return None
            elif _is_order(owner, where):
                values.append(tuple(map(str, self._list(members, key, path))))
            else:
                values.append(self._value(owner, where, members[key], clock, (*path, key)))
        impact = self._impact(members.get("impact", Impact.DATA.value), (*path, "impact"))
        return FieldChange(path=where, older=values[0], newer=values[1], impact=impact or Impact.DATA)

    def _value(self, owner: type[Any], where: tuple[str, ...], tree: Any, clock: WallClock, path: Path) -> Any:
        problems: list[Diagnostic] = []
        try:
            value = read_attribute(owner, where, tree, clock, problems)
        except KeyError:
            self.wrong("unknown-key", f"a {owner.__name__} has no attribute {'.'.join(where)!r}", path)
            return None
        self._told(problems, path)
        return value

    def _thing(self, tree: Any, owner: type[Any], clock: WallClock, path: Path) -> Any:
        problems: list[Diagnostic] = []
        value = read_thing(tree, owner, clock, problems)
        self._told(problems, path)
        return value

    def _told(self, problems: Iterable[Diagnostic], path: Path) -> None:
        self.problems += [_at(problem, path) for problem in problems]

    def groups(self) -> tuple[Group, ...]:
        """Return the groups; one that cannot be read is skipped."""
        read: list[Group] = []
        for item in self._list(self.members, "groups", ()):
            try:
                minutes, day = item.get("minutes"), item.get("day")
                read.append(
                    Group(
                        kind=GroupKind(item["kind"]),
                        ids=tuple(map(str, item["ids"])),
                        by=None if minutes is None else dt.timedelta(minutes=minutes),
                        day=None if day is None else dt.date.fromisoformat(day),
                        whole_day=item.get("whole_day") is True,
                    )
                )
            except (AttributeError, KeyError, OverflowError, TypeError, ValueError):
                continue
        return tuple(read)

    # members

    def _word(self, members: dict[str, Any], key: str, kind: type[enum.Enum], path: Path) -> Any:
        words: dict[str, Any] = {member.value: member for member in kind}
        text = self._text(members, key, path)
        if text is not None and text not in words:
            self.wrong("unknown-value", f"expected one of {', '.join(words)}, got {text!r:.40}", (*path, key))
        return words.get(text) if text is not None else None

    def _impact(self, word: Any, path: Path) -> Impact | None:
        words = {impact.value: impact for impact in Impact}
        if not isinstance(word, str) or word not in words:
            self.wrong("unknown-value", f"expected one of {', '.join(words)}, got {word!r:.40}", path)
            return None
        return words[word]

    def _text(self, members: dict[str, Any], key: str, path: Path, *, needed: bool = True) -> str | None:
        value = members.get(key)
        if isinstance(value, str):
            return value
        if value is not None:
            self.wrong("wrong-type", f"expected text as {key!r}, got {value!r:.40}", (*path, key))
        elif needed:
            self.wrong("missing-key", f"expected the key {key!r}, got none", path)
        return None

    def _number(self, members: dict[str, Any], key: str, path: Path, default: int | None) -> int | None:
        value = members.get(key, default)
        if value is None or (type(value) is int and value >= 0):
            return value
        self.wrong("wrong-type", f"expected a whole number as {key!r}, got {value!r:.40}", (*path, key))
        return default

    def _list(self, members: dict[str, Any], key: str, path: Path) -> list[Any]:
        value = members.get(key, [])
        if isinstance(value, list):
            return cast("list[Any]", value)
        self.wrong("wrong-type", f"expected a list as {key!r}, got {value!r:.40}", (*path, key))
        return []


def _at(problem: Diagnostic, path: Path) -> Diagnostic:
    return attrs.evolve(problem, path=(*path, *problem.path))
