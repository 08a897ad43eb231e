"""Sorts the documents of pretalx into collections: submissions, slots, rooms and others."""

from __future__ import annotations

import re
from typing import cast

from ...diagnostics import Findings, Path, Severity
from .._reading.json_node import Node, node_of
from .codec import collection_of

__all__ = ["COLLECTIONS", "NOT_IN_PROGRAMME", "Collections", "is_run"]

NOT_IN_PROGRAMME = ("submitted", "rejected", "withdrawn", "draft", "deleted")
"""States of submissions that are not in the programme, or not yet; to show them would reveal rejections."""

COLLECTIONS = {
    "submissions": "submissions",
    "talks": "submissions",
    "sessions": "submissions",
    "slots": "slots",
    "talk-slots": "slots",
    "breaks": "breaks",
    "rooms": "rooms",
    "tracks": "tracks",
    "speakers": "speakers",
    "submission-types": "types",
    "submission_types": "types",
    "tags": "tags",
    "questions": "questions",
    "answers": "answers",
    "event": "event",
    "events": "event",
    "schedule": "schedule",
    "schedules": "schedule",
}
"""Names of end points -> the collection in their answers."""

_NUMBER = re.compile(r"[-_. ]?(?:page)?[-_. ]?[0-9]{1,4}\Z")
"""The page number at the end of a file name: `submissions-2`, `talks_page3`."""


class Collections:
    """The collections of the documents, by name; JSON that is not one of them is reported."""

    def __init__(self, findings: Findings) -> None:
        self.findings = findings
        self.event: Node | None = None
        self.schedule: Node | None = None
        self.known = False
        self._nodes: dict[str, list[Node]] = {}
        self._schedules: list[Node] = []
        self._slots: list[Node] | None = None
        self._unfinished: list[tuple[Node, str]] = []

    def __getitem__(self, name: str) -> list[Node]:
        return self._nodes.get(name, [])

    def slots(self) -> list[Node]:
        """Return the slots of one version of the schedule: pretalx has slots of every version."""
        if self._slots is None:
            self._slots = self._of_one_version(self["slots"])
        return self._slots

    def _of_one_version(self, slots: list[Node]) -> list[Node]:
        numbers = {number for node in slots if (number := _schedule_of(node)) is not None}
        if len(numbers) < 2:
            return slots
        published = {
            str(node.members.get("id")): (text, node)
            for node in self._schedules
            if isinstance(text := node.members.get("published"), str) and str(node.members.get("id")) in numbers
        }
        if published:
            # The ISO 8601 times of one server can be sorted as text.
            latest = max(published, key=lambda number: published[number][0])
            self.schedule = published[latest][1]
        else:
            latest = max(numbers, key=lambda number: (len(number), number))
            self.findings.add(
                "several-schedules",
                f"slots of {len(numbers)} versions of the schedule, none marked as current; used {latest[:40]!r}",
                slots[0].path,
                help="put the schedules beside them, or ask the API for the slots of one version",
            )
        slots_of_latest: list[Node] = []
        for node in slots:
            if _schedule_of(node) in (None, latest):
                slots_of_latest.append(node)
            else:
                self.findings.add(
                    "other-schedule",
                    "slots of other versions of the schedule are left out",
                    node.path,
                    severity=Severity.INFO,
                    repeated=True,
                )
        return slots_of_latest

    def submissions(self) -> list[Node]:
        """Return the submissions, also those that are only inside a slot or a speaker (`?expand=submission`)."""
        submissions = list(self["submissions"])
        codes = {str(node.members.get("code")) for node in submissions}
        for owner in (*self.slots(), *self["speakers"]):
            for key in ("submission", "submissions"):
                value = owner.members.get(key)
                for number, item in enumerate(cast("list[object]", value) if isinstance(value, list) else [value]):
                    path = (*owner.path, key, number) if isinstance(value, list) else (*owner.path, key)
                    node = node_of(item, path, self.findings)
                    if node is not None and isinstance(code := node.members.get("code"), str) and code not in codes:
                        codes.add(code)
                        submissions.append(node)
        return submissions

    def refused_speakers(self) -> set[str]:
        """Return the codes of the speakers none of whose submissions are in the programme."""
        refused: set[str] = set()
        others: set[str] = set()
        for node in self.submissions():
            state, speakers = node.members.get("state"), node.members.get("speakers")
            codes = refused if isinstance(state, str) and state.lower() in NOT_IN_PROGRAMME else others
            for item in cast("list[object]", speakers) if isinstance(speakers, list) else []:
                code = cast("dict[str, object]", item).get("code") if isinstance(item, dict) else item
                codes.add(str(code))
        return refused - others

    def take(self, value: object, path: Path, hint: str | None = None, depth: int = 0) -> None:
        """Sort a document, or a part of one, into the collections.

        Args:
            value: the JSON.
            path: its path.
            hint: the name of its file or of its key.
            depth: how many levels it is inside the document.
        """
        name = COLLECTIONS.get(_NUMBER.sub("", (hint or "").lower()))
        if isinstance(value, list) and depth < 4:
            self.known = self.known or not value  # a collection of which nothing is published yet
            for number, item in enumerate(cast("list[object]", value)):
                self.take(item, (*path, number), hint, depth + 1)
        elif isinstance(value, dict):
            self._object(Node(cast("dict[str, object]", value), path, self.findings), name, hint, depth)
        elif not (name == "slots" and isinstance(value, int)):  # ids of objects elsewhere
            self.findings.wrong_type("an object or a list of objects", cast("object", value), path)

    def missing_pages(self) -> None:
        """Report a page that has a next one, if the other pages are missing."""
        for page, kind in self._unfinished:
            count = page.members.get("count")
            listed = bool(page.path) and isinstance(page.path[-1], int)
            if len(self[kind]) < count if isinstance(count, int) else not listed:
                self.findings.add(
                    "more-pages",
                    "this is one page of several: it contains the address of the next one",
                    (*page.path, "next"),
                    help="put the other pages beside it, one file each, or ask for one page with a larger limit",
                )

    def _object(self, node: Node, name: str | None, hint: str | None, depth: int) -> None:
        members = node.members
        if isinstance(members.get("results"), list):
            results = cast("list[object]", members["results"])
            self.known = self.known or name is not None or ("next" in members and not results)
            self.take(results, (*node.path, "results"), hint, depth + 1)
            if isinstance(members.get("next"), str):
                first = node_of(results[0], node.path, self.findings) if results else None
                kind = collection_of(first.members) if first is not None else None
                self._unfinished.append((node, kind or name or ""))
            return
        shape = collection_of(members)
        kind = shape or name
        if kind is None or (kind != "schedule" and shape is None and depth == 0):
            self._bundle(node, depth)
            return
        self.known = True
        if kind == "event":
            self._event(node)
        elif kind == "schedule":
            self._schedule(node, depth)
        else:
            self._nodes.setdefault(kind, []).append(node)

    def _event(self, node: Node) -> None:
        if self.event is None or node.members.get("slug") == self.event.members.get("slug"):
            self.event = self.event or node
        else:
            self.findings.add(
                "several-events", "another event is left out", node.path, help="give the end points of one event"
            )

    def _schedule(self, node: Node, depth: int) -> None:
        self._schedules.append(node)
        # Of several schedules the one with slots, else the first.
        if self.schedule is None or ("slots" in node and "slots" not in self.schedule):
            self.schedule = node
            for key in ("slots", "breaks"):
                if isinstance(node.members.get(key), list):
                    self.take(node.members[key], (*node.path, key), key, depth + 1)

    def _bundle(self, node: Node, depth: int) -> None:
        keys = [key for key in node.members if key.lower() in COLLECTIONS]
        if depth > 2 or not keys:
            if depth:
                self.findings.add("wrong-format", "expected an object of pretalx's API, got another object", node.path)
            return
        self.known = True
        if _is_widget(node):
            self.event = self.schedule = node
        for key in keys:
            value = node.members[key]
            if value is not None:
                self.take(value, (*node.path, key), key, depth + 1)
        others = [key for key in node.members if key not in keys and self.event is not node]
        if others:
            names = ", ".join(repr(key[:30]) for key in others[:5])
            self.findings.add("not-modelled", f"expected collections of pretalx's API, got also {names}", node.path)


def is_run(node: Node) -> bool:
    """Return whether a submission has the time of one of its slots, as in the data of pretalx's widget."""
    return "start" in node and "code" in node


def _is_widget(node: Node) -> bool:
    """Return whether this is the data of the schedule on a pretalx page (`schedule/widgets/schedule.json`)."""
    return isinstance(node.members.get("talks"), list) and "timezone" in node


def _schedule_of(node: Node) -> str | None:
    value = node.members.get("schedule")
    number = cast("dict[str, object]", value).get("id") if isinstance(value, dict) else value
    return str(number) if isinstance(number, (int, str)) and not isinstance(number, bool) else None
