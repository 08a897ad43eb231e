"""From pretalx's collections to sessions, people, rooms and tracks."""

from __future__ import annotations

from typing import Any, cast
from zoneinfo import ZoneInfo

from ...diagnostics import Path, Severity
from ...model import Link, RecordingPolicy, Session, Status
from ...model.vocabulary import kind_of
from .._reading.ids import Ids
from .._reading.json_node import Node, in_order, node_of
from .._reading.kinds import service_kind
from .._reading.times import moment_of
from ._answers import Answers
from ._collections import NOT_IN_PROGRAMME, Collections, is_run
from ._people import People
from ._slots import Run, Slots, stamp_of
from ._things import Things, room, track
from ._words import Words, extra_of, number_in, pictures

__all__ = ["Reader"]

_STATES = {
    "confirmed": Status.CONFIRMED,
    "accepted": Status.TENTATIVE,
    "canceled": Status.CANCELLED,
}
_RELS = (
    ("slides", "slides"),
    ("slide deck", "slides"),
    ("recording", "recording"),
    ("video", "recording"),
    ("paper", "paper"),
)
_LOCALES = {"de-formal": "de"}


class Reader:
    """Reads the collections of one event.

    Args:
        words: reads their texts, and takes what is wrong with them.
        zone: the zone of the event.
        found: the collections.
    """

    def __init__(self, words: Words, zone: ZoneInfo, found: Collections) -> None:
        self.findings = words.findings
        self.sessions: list[Session] = []
        self._zone = zone
        self._found = found
        self.words = words
        self._names = {
            collection: self._by_number(collection, key)
            for collection, key in (("types", "name"), ("tags", "tag"), ("questions", "question"))
        }
        self._answers = Answers(self.words, self._names["questions"], found["answers"])
        self.rooms = Things("room", self.words, room)
        self.tracks = Things("track", self.words, track)
        self.people = People(self.words, self._answers)
        self._slots = Slots(found, self.rooms, zone)
        self._ids = Ids()
        self._taken: set[str] = set()
        self._breaks: set[str] = set()
        self._origins: dict[Path, Path] = {}

    @property
    def origins(self) -> dict[Path, Path]:
        """The path of each thing of the model -> where it stands."""
        return self._origins | self.rooms.origins | self.tracks.origins | self.people.origins

    def read(self) -> None:
        """Read everything."""
        for node in in_order(self._found["rooms"], "position"):
            self.rooms.read(node)
        for node in in_order(self._found["tracks"], "position"):
            self.tracks.read(node)
        refused = self._found.refused_speakers()
        for speaker in self._found["speakers"]:
            if str(speaker.members.get("code")) in refused:
                self.findings.add(
                    "not-in-programme",
                    "speakers of refused submissions are left out",
                    speaker.path,
                    severity=Severity.INFO,
                    repeated=True,
                )
            else:
                self.people.read(speaker)
        for submission in self._found.submissions():
            self._submission(submission)
        for node in self._found.slots():
            self._slot_alone(node)
        for node in self._found["breaks"]:
            self._break(node)

    def _by_number(self, collection: str, key: str) -> dict[str, str]:
        """Return what the numbers of types, tags or questions stand for."""
        names: dict[str, str] = {}
        for node in self._found[collection]:
            number, name = node.identifier("id"), self.words.of(node, key)
            if number is not None and name is not None and node.members.get("is_public") is not False:
                names[number] = name
        return names

    # Submissions

    def _submission(self, node: Node) -> None:
        code = node.identifier("code")
        state = (node.text("state") or "confirmed").casefold()
        if state in NOT_IN_PROGRAMME:
            self.findings.add(
                "not-in-programme",
                f"{state} submissions are left out",
                node.path,
                severity=Severity.INFO,
                repeated=True,
            )
            self._taken.add(code or "")
            return
        if code is not None and code in self._taken:
            if is_run(node):
                return  # another run, which stands with the first
            self.findings.add(
                "duplicate-id", f"the submission {code[:40]!r} is there twice; the first counts", node.path
            )
            return
        self._taken.add(code or "")
        if state not in _STATES:
            self.findings.add(
                "unknown-value",
                f"no state is known as {state[:40]!r}; taken as tentative",
                node.path,
                severity=Severity.INFO,
                repeated=True,
            )
        found = self._told(node, _STATES.get(state, Status.TENTATIVE))
        minutes = node.integer("duration")
        runs, has_slots = self._slots.runs(node, code, minutes)
        answers = self._answers.of(node)
        extra = self.words.kept(node, "id") | ({"answers": answers} if answers else {})
        if minutes is not None and not has_slots:
            extra["duration"] = minutes
        self._runs(node, code, runs, found | {"extra": extra_of(extra)})

    def _told(self, node: Node, status: Status) -> dict[str, Any]:
        """Return what a submission tells of each of its runs."""
        track = self.tracks.of(node)
        locale, unrecorded = node.text("content_locale"), node.flag("do_not_record")
        updated = moment_of(node.text("updated"), self._zone, self.findings, (*node.path, "updated"))
        return {
            "title": self.words.of(node, "title") or node.required("title", "(untitled)"),
            "kind": self._kind(node),
            "status": status,
            "abstract": self.words.of(node, "abstract"),
            "description": self.words.of(node, "description"),
            "tracks": (track,) if track is not None else (),
            "tags": self._tags(node),
            "participants": self.people.of(node),
            "links": (*self._resources(node), *pictures(node, ("image", "image"))),
            "updated": updated,
            "languages": (_LOCALES.get(locale, locale),) if locale else (),
            "recording": RecordingPolicy(opt_out=unrecorded) if unrecorded is not None else None,
        }

    def _runs(self, node: Node, code: str | None, runs: list[Run], found: dict[str, Any]) -> None:
        """Add one session for each run: the first is the submission, the others repeat it.

        The first has the code as its id. A further one has its start behind it: pretalx's own ids of slots are made
        anew with every release of the schedule, and a number counted from 2 would change with the removal of another
        run. So it keeps its id whatever becomes of the others, and gets a new one when it is moved itself.
        """
        first = self._ids.of(code) if code is not None else self._ids.new(found["title"])
        self._add(node, Session(id=cast("Any", first), slot=runs[0].slot if runs else None, **found))
        for run in runs[1:]:
            own = self._ids.new(f"{first[:80]}-{run.stamp}")
            self._add(node, Session(id=cast("Any", own), slot=run.slot, repeat_of=cast("Any", first), **found))

    def _add(self, node: Node, session: Session) -> None:
        self._origins["sessions", len(self.sessions)] = node.path
        self.sessions.append(session)

    def _kind(self, node: Node) -> str:
        value = node.raw("submission_type")
        number, whole = number_in(value), node_of(value, (*node.path, "submission_type"), self.findings)
        if number is not None:
            name = self._names["types"].get(number)
            if name is None:
                self.findings.add(
                    "dangling-reference",
                    f"no submission type of these documents has the id {number}",
                    node.path,
                    severity=Severity.INFO,
                    repeated=True,
                )
        elif whole is not None and "name" in whole:
            name = self.words.of(whole, "name")
        else:
            name = self.words.of(node, "submission_type" if value is not None else "session_type")
        return (kind_of(name) or name) if name else "talk"

    def _tags(self, node: Node) -> tuple[str, ...]:
        found: list[str] = []
        for value, path in node.values("tags"):
            number, tag = number_in(value), node_of(value, path, self.findings)
            if tag is not None:
                text = tag.text("tag")
                if tag.flag("is_public") is False:
                    self.findings.add(
                        "private-data-left-out",
                        "a tag left out: it is for the team only",
                        path,
                        severity=Severity.INFO,
                        repeated=True,
                    )
                    continue
            elif number is not None:
                text = self._names["tags"].get(number)
                if text is None:
                    self.findings.add(
                        "dangling-reference",
                        f"no public tag of these documents has the id {number}",
                        path,
                        severity=Severity.INFO,
                        repeated=True,
                    )
            elif isinstance(value, str):
                text = value
            else:
                self.findings.wrong_type("a tag", value, path)
                continue
            if text and text.strip():
                found.append(text)
        return tuple(found)

    def _resources(self, node: Node) -> tuple[Link, ...]:
        found: list[Link] = []
        for value, path in node.values("resources"):
            if number_in(value) is not None:
                self.findings.add(
                    "not-expanded",
                    "resources are numbers only; ask the API for ?expand=resources",
                    path,
                    severity=Severity.INFO,
                    repeated=True,
                )
                continue
            resource = node_of(value, path, self.findings)
            if resource is None:
                self.findings.wrong_type("a resource", value, path)
                continue
            href, title = resource.text("resource", "link"), self.words.of(resource, "description")
            if href is None:
                self.findings.add("missing-key", "expected the address of a resource, got none", path)
                continue
            word = (title or "").casefold()
            rel = next((rel for label, rel in _RELS if word.startswith(label)), "related")
            found.append(Link(href, rel, title=title, private=resource.flag("is_public") is False))
        return tuple(found)

    # Breaks

    def _slot_alone(self, node: Node) -> None:
        """Read a slot that is of no submission, and report one of an unknown submission."""
        code = node.members.get("submission")
        if code is None:
            self._break(node)
        elif isinstance(code, str) and code not in self._taken:
            self.findings.add(
                "dangling-reference", f"no submission of these documents has the code {code[:40]!r}", node.path
            )

    def _break(self, node: Node) -> None:
        if node.text("slot_type") == "blocker":
            self.findings.add(
                "not-in-programme", "blockers are left out", node.path, severity=Severity.INFO, repeated=True
            )
            return
        number = node.identifier("id")
        if number is not None:
            if number in self._breaks:
                return
            self._breaks.add(number)
        title = self.words.of(node, "description") or self.words.of(node, "title") or "Break"
        slot = self._slots.slot(node, None)
        # Not by its number, which every release of the schedule makes anew.
        place = f"-{slot.rooms[0]}" if slot is not None and slot.rooms else ""
        own = self._ids.new(f"break-{stamp_of(slot)}{place}" if slot is not None else f"break {title}")
        node.raw("submission")
        session = Session(
            id=cast("Any", own),
            title=title,
            kind=service_kind(title) or "break",
            slot=slot,
            extra=extra_of(self.words.kept(node)),
        )
        self._add(node, session)
