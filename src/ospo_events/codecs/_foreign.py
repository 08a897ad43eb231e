"""What the readers of foreign JSON share: taking what is there, and saying what is not as it should be.

A reader walks the document by `Node`s, which never raise: a value of the wrong type is a finding with its place,
and is left out. Members that nobody asked for are what `Node.rest` returns: they ride along in `extra`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any, cast

from ..diagnostics import Diagnostic, Path, Report, Severity, SourceMap
from ..model.ids import ID_PATTERN, slugify
from ..model.vocabulary import KNOWN_KINDS

__all__ = ["Findings", "Ids", "Node", "describe", "is_id", "items_of", "known_kind", "model_map", "service_kind"]

_MOST = 1_000
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]")
_PERSONAL = frozenset(
    ("email", "e-mail", "emailaddress", "email_address", "emailhash", "phone", "telephone", "mobile", "fax")
)
_WORDS = re.compile(r"[^\W\d_]+")


class Findings:
    """Collects what a reader has to say; at most a thousand findings, then it counts.

    Args:
        found: what was found before.
        most: how many findings of an untrusted document to keep; None: all, where an event of ours is written.
    """

    def __init__(self, found: Iterable[Diagnostic] = (), *, most: int | None = _MOST) -> None:
        self._found = list(found)
        self._most = most
        self._repeated: dict[tuple[str, str], tuple[Path, int, Severity, str | None]] = {}
        self._more = 0
        self._worst_left_out = Severity.INFO

    def add(
        self, code: str, message: str, path: Path, *, severity: Severity = Severity.ERROR, help: str | None = None
    ) -> None:
        """Note a finding."""
        if self._most is None or len(self._found) < self._most:
            self._found.append(Diagnostic(code=code, message=message, path=path, severity=severity, help=help))
            return
        self._more += 1
        order = (Severity.INFO, Severity.WARNING, Severity.ERROR)
        self._worst_left_out = max(self._worst_left_out, severity, key=order.index)

    def warn(self, code: str, message: str, path: Path, help: str | None = None) -> None:
        """Note a finding that does not keep the event from being used."""
        self.add(code, message, path, severity=Severity.WARNING, help=help)

    def note(self, code: str, message: str, path: Path, help: str | None = None) -> None:
        """Note something worth knowing that a file has many of: said once, at its first place, and counted."""
        first, count, severity, mend = self._repeated.get((code, message), (path, 0, Severity.INFO, help))
        self._repeated[(code, message)] = (first, count + 1, severity, mend)

    def wrong_type(self, expected: str, value: object, path: Path) -> None:
        """Note a value of the wrong type, which is left out."""
        self.add("wrong-type", f"expected {expected}, got {describe(value)}", path)

    def report(self) -> Report:
        """Return all of it, in the order it was found."""
        found = list(self._found)
        for (code, message), (path, count, severity, help) in self._repeated.items():
            text = message if count == 1 else f"{message} ({count} times)"
            found.append(Diagnostic(code=code, message=text, path=path, severity=severity, help=help))
        if self._more:
            message = f"{self._more} more findings after the first {self._most}"
            found.append(Diagnostic(code="too-many-findings", message=message, severity=self._worst_left_out))
        return Report(tuple(found))


def is_id(text: str) -> bool:
    """Return whether a text follows the grammar of ids."""
    return re.fullmatch(ID_PATTERN, text) is not None


def describe(value: object) -> str:
    """Return what a value is, in a few words."""
    if isinstance(value, str):
        return repr(value[:60])
    if isinstance(value, Mapping):
        return "an object"
    if isinstance(value, (list, tuple)):
        return "a list"
    return {None: "null", True: "true", False: "false"}.get(cast("Any", value)) or repr(value)


class Node:
    """An object of the document, with its path and the findings of the reader."""

    __slots__ = ("_asked", "findings", "members", "path")

    def __init__(self, members: Mapping[str, object], path: Path, findings: Findings) -> None:
        self.members = members
        self.path = path
        self.findings = findings
        self._asked: set[str] = set()

    def __contains__(self, key: str) -> bool:
        return self.members.get(key) is not None

    def raw(self, key: str) -> object:
        """Return the value as it is; None where there is none."""
        self._asked.add(key)
        return self.members.get(key)

    def text(self, *keys: str) -> str | None:
        """Return the first of the members that is text with something to read in it."""
        for key in keys:
            value = self.raw(key)
            if isinstance(value, str):
                if value.strip():
                    return self._clean(value, key)
            elif value is not None:
                self.findings.wrong_type("text", value, (*self.path, key))
        return None

    def required(self, key: str, fallback: str) -> str:
        """Return a text that has to be there; the fallback and an error where it is not."""
        value = self.text(key)
        if value is None:
            if not isinstance(self.members.get(key), (int, float, list, dict)):
                self.findings.add(
                    "missing-key", f"expected the key {key!r} with something to read, got none", self.path
                )
            return fallback
        return value

    def _clean(self, value: str, key: str) -> str | None:
        if _CONTROLS.search(value):
            value = _CONTROLS.sub("", value)
            self.findings.warn("control-character", "control characters left out of the text", (*self.path, key))
        return value if value.strip() else None

    def identifier(self, *keys: str) -> str | None:
        """Return the first of the members that is an id: text or a whole number, as text."""
        for key in keys:
            value = self.raw(key)
            if isinstance(value, int) and not isinstance(value, bool):
                return str(value)
            if isinstance(value, str):
                if value.strip():
                    return value
            elif value is not None:
                self.findings.wrong_type("an id (text or a whole number)", value, (*self.path, key))
        return None

    def integer(self, key: str) -> int | None:
        """Return a whole number, also where it is spelt as text."""
        value = self.raw(key)
        if isinstance(value, int) and not isinstance(value, bool):
            return value
        if isinstance(value, float) and value.is_integer():
            return int(value)
        if isinstance(value, str) and re.fullmatch(r"\s*[0-9]{1,9}\s*", value):
            return int(value)
        if value is not None and value != "":
            self.findings.wrong_type("a whole number", value, (*self.path, key))
        return None

    def flag(self, key: str) -> bool | None:
        """Return true, false or None."""
        value = self.raw(key)
        if value is None or isinstance(value, bool):
            return value
        self.findings.wrong_type("true or false", value, (*self.path, key))
        return None

    def child(self, key: str) -> Node | None:
        """Return an object."""
        value = self.raw(key)
        if isinstance(value, dict):
            return Node(cast("dict[str, object]", value), (*self.path, key), self.findings)
        if value is not None:
            self.findings.wrong_type("an object", value, (*self.path, key))
        return None

    def values(self, key: str) -> list[tuple[object, Path]]:
        """Return the items of a list, each with its path; null counts as empty."""
        value = self.raw(key)
        if isinstance(value, list):
            items = cast("list[object]", value)
            return [(item, (*self.path, key, number)) for number, item in enumerate(items)]
        if value is not None:
            self.findings.wrong_type("a list", value, (*self.path, key))
        return []

    def children(self, key: str) -> list[Node]:
        """Return the objects of a list; whatever else is in it is a finding."""
        return list(items_of(self.values(key), self.findings))

    def identifiers(self, key: str) -> list[tuple[str, Path]]:
        """Return the ids of a list, each as text with its path."""
        found: list[tuple[str, Path]] = []
        for item, path in self.values(key):
            if isinstance(item, str) or (isinstance(item, int) and not isinstance(item, bool)):
                found.append((str(item), path))
            else:
                self.findings.wrong_type("an id (text or a whole number)", item, path)
        return found

    def rest(self) -> dict[str, object]:
        """Return the members that nobody asked for, without the empty and, at any depth, without the personal ones."""
        left = {key: value for key, value in self.members.items() if key not in self._asked and not _is_empty(value)}
        return cast("dict[str, object]", self._impersonal(left, self.path))

    def _impersonal(self, value: object, path: Path) -> object:
        if isinstance(value, dict):
            kept: dict[str, object] = {}
            for key, item in cast("dict[str, object]", value).items():
                if key.casefold() in _PERSONAL and item:
                    self.findings.note("private-data-left-out", f"{key} left out: personal data", (*path, key))
                else:
                    kept[key] = self._impersonal(item, (*path, key))
            return kept
        if isinstance(value, list):
            return [self._impersonal(item, (*path, number)) for number, item in enumerate(cast("list[object]", value))]
        return value


def _is_empty(value: object) -> bool:
    return value is None or (isinstance(value, (str, list, dict)) and not value)


def items_of(values: Iterable[tuple[object, Path]], findings: Findings) -> Iterator[Node]:
    """Yield the objects among values; whatever else is a finding."""
    for value, path in values:
        if isinstance(value, dict):
            yield Node(cast("dict[str, object]", value), path, findings)
        else:
            findings.wrong_type("an object", value, path)


class Ids:
    """One namespace of ids: what the document calls a thing, and what the model does.

    Ids of the document are kept wherever they follow the grammar of ours.
    """

    def __init__(self) -> None:
        self._by_foreign: dict[str, str] = {}
        self._taken: set[str] = set()
        self._last: dict[str, int] = {}

    def __contains__(self, foreign: object) -> bool:
        return foreign in self._by_foreign

    def get(self, foreign: str) -> str | None:
        """Return the id of a thing that was made already."""
        return self._by_foreign.get(foreign)

    def of(self, foreign: str, wanted: str | None = None) -> str:
        """Return the id of a thing, made at the first call for it."""
        known = self._by_foreign.get(foreign)
        if known is None:
            known = self.new(wanted or foreign)
            self._by_foreign[foreign] = known
        return known

    def new(self, wanted: str) -> str:
        """Return an id nobody else has, `wanted` where that is possible."""
        made = first = wanted if is_id(wanted) else slugify(wanted)
        while made in self._taken:
            # Counted on, so that many of one name take no longer than many names.
            self._last[first] = number = self._last.get(first, 1) + 1
            made = f"{first[:90]}-{number}"
        self._taken.add(made)
        return made


def _spellings() -> dict[str, str]:
    known: dict[str, str] = {}
    for word, kind in KNOWN_KINDS.items():
        for spelling in (word, word.replace("-", " "), kind.label.casefold(), *kind.synonyms):
            known.setdefault(spelling, word)
    return known


_KINDS = _spellings()
# Words in the titles of service sessions that leave no doubt.
_SERVICE_WORDS = {
    "lunch": "meal",
    "dinner": "meal",
    "breakfast": "meal",
    "registration": "registration",
    "check-in": "registration",
    "coffee": "break",
    "break": "break",
    "pause": "break",
    "party": "social",
    "reception": "social",
    "networking": "social",
    "opening": "opening",
    "closing": "closing",
    "keynote": "keynote",
}


def known_kind(text: str) -> str | None:
    """Return the session kind that a label is a spelling of, or None."""
    return _KINDS.get(" ".join(text.split()).casefold())


def service_kind(title: str) -> str | None:
    """Return the kind of a service session (break, meal ...) that its title leaves no doubt about, or None."""
    exact = known_kind(title)
    if exact is not None:
        return exact
    words = _WORDS.findall(title.casefold())
    if "check" in words and "in" in words:
        return "registration"
    return next((_SERVICE_WORDS[word] for word in words if word in _SERVICE_WORDS), None)


def model_map(
    document: SourceMap, data: bytes, origins: Mapping[Path, Path], names: Mapping[tuple[str, ...], Path]
) -> SourceMap:
    """Return the source map of an event that was read from a document.

    Args:
        document: finds the places of the document's own paths.
        data: the document.
        origins: the path of a model element -> the path of the object it came from.
        names: the path inside a model element -> the path inside that object: `("slot", "start")` -> `("startsAt",)`.
    """

    def original(path: Path) -> Path:
        for length in range(len(path), 0, -1):
            origin = origins.get(path[:length])
            if origin is not None:
                inner = path[length:]
                for known in range(len(inner), 0, -1):
                    found = names.get(cast("tuple[str, ...]", inner[:known]))
                    if found is not None:
                        return origin + found
                return origin
        return ()

    def find(wanted: Collection[Path]) -> Mapping[Path, Any]:
        return document.spans(wanted, translated=True)

    return SourceMap(document.source, data, find, original)
