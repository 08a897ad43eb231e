"""Reads pretalx's collections into a programme: submissions, breaks, speakers, rooms and tracks."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

from ...diagnostics import Severity
from ...model import Audience, Link, RecordingPolicy, Status
from ...model.vocabulary import kind_of
from .._reading.json_node import Node, in_order, node_of
from .._reading.kinds import service_kind
from .._reading.programme import ProgrammeBuilder
from .._reading.times import moment_of
from ._answers import Answers
from ._collections import NOT_IN_PROGRAMME, Collections, is_run
from ._rooms_and_tracks import References, room_values, track_values
from ._slots import Run, Slots, stamp_of
from ._speakers import Speakers
from ._translations import Translations, extra_of, number_in, pictures

__all__ = ["CollectionReader"]

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


class CollectionReader:
    """Reads the collections of one event.

    Args:
        programme: receives everything that is read.
        collections: the collections.
        translations: reads their texts.
        zone: the zone of the event.
        private: whether answers that are not public are read too.
    """

    def __init__(
        self,
        programme: ProgrammeBuilder,
        collections: Collections,
        translations: Translations,
        zone: ZoneInfo,
        *,
        private: bool = False,
    ) -> None:
        self.findings = programme.findings
        self._sessions = programme.sessions
        self._collections = collections
        self._translations = translations
        self._zone = zone
        self._names = {
            collection: self._by_number(collection, key)
            for collection, key in (("types", "name"), ("tags", "tag"), ("questions", "question"))
        }
        hidden = [
            number
            for node in collections["questions"]
            if (number := node.identifier("id")) is not None
            and (node.members.get("is_public") is False or node.members.get("contains_personal_data") is True)
        ]
        self._answers = Answers(
            translations, self._names["questions"], collections["answers"], hidden=hidden, private=private
        )
        self._rooms = References("room", programme.rooms, translations, room_values)
        self._tracks = References("track", programme.tracks, translations, track_values)
        self._speakers = Speakers(programme, translations, self._answers)
        self._slots = Slots(collections, self._rooms, zone)
        self._codes: set[str] = set()
        self._breaks: set[str] = set()

    def read(self) -> None:
        """Read everything."""
        for node in in_order(self._collections["rooms"], "position"):
            self._rooms.read(node)
        for node in in_order(self._collections["tracks"], "position"):
            self._tracks.read(node)
        refused = self._collections.refused_speakers()
        for speaker in self._collections["speakers"]:
            if str(speaker.members.get("code")) in refused:
                self.findings.add(
                    "not-in-programme",
                    "speakers of rejected submissions are left out",
                    speaker.path,
                    severity=Severity.INFO,
                    repeated=True,
                )
            else:
                self._speakers.read(speaker)
        for submission in self._collections.submissions():
            self._submission(submission)
        for node in self._collections.slots():
            self._slot_alone(node)
        for node in self._collections["breaks"]:
            self._break(node)

    def _by_number(self, collection: str, key: str) -> dict[str, str]:
        """Return the objects that the numbers of types, tags or questions refer to."""
        names: dict[str, str] = {}
        for node in self._collections[collection]:
            number, name = node.identifier("id"), self._translations.text(node, key)
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
            self._codes.add(code or "")
            return
        if code is not None and code in self._codes:
            if is_run(node):
                return  # another run, which was added with the first
            self.findings.add(
                "duplicate-id", f"the submission {code[:40]!r} is listed twice; the first one is used", node.path
            )
            return
        self._codes.add(code or "")
        if state not in _STATES:
            self.findings.add(
                "unknown-value",
                f"the state {state[:40]!r} is unknown; read as tentative",
                node.path,
                severity=Severity.INFO,
                repeated=True,
            )
        values = self._values(node, _STATES.get(state, Status.TENTATIVE))
        minutes = node.integer("duration")
        runs, has_slots = self._slots.runs(node, code, minutes)
        answers = self._answers.of(node)
        extra = self._translations.unread_members(node, "id")
        if minutes is not None and not has_slots:
            extra["duration"] = minutes
        self._add_runs(node, code, runs, values | {"extra": extra_of(extra, answers)})

    def _values(self, node: Node, status: Status) -> dict[str, Any]:
        """Return the attributes that all runs of a submission share."""
        track = self._tracks.of(node)
        locale, unrecorded = node.text("content_locale"), node.flag("do_not_record")
        updated = moment_of(node.text("updated"), self._zone, self.findings, (*node.path, "updated"))
        return {
            "title": self._translations.text(node, "title") or node.required("title", "(untitled)"),
            "kind": self._kind(node),
            "status": status,
            "abstract": self._translations.text(node, "abstract"),
            "description": self._translations.text(node, "description"),
            "tracks": (track,) if track is not None else (),
            "tags": self._tags(node),
            "participants": self._speakers.participants(node),
            "links": (*self._resources(node), *pictures(node, ("image", "image"))),
            "updated": updated,
            "languages": (_LOCALES.get(locale, locale),) if locale else (),
            "recording": RecordingPolicy(opt_out=unrecorded) if unrecorded is not None else None,
        }

    def _add_runs(self, node: Node, code: str | None, runs: list[Run], values: dict[str, Any]) -> None:
        """Add one session for each run: the first is the submission, the others repeat it.

        The id of the first session is the code of the submission. A further one adds its start: every release of a
        schedule gives the slots new ids, and a number counted from 2 would change if another run is removed. So its id
        does not depend on the other runs, and changes only if the run itself is moved.
        """
        slot = runs[0].slot if runs else None
        first = self._sessions.add(None, node.path, wanted=code or values["title"], slot=slot, **values)
        if first is None:
            return
        for run in runs[1:]:
            id = f"{first[:80]}-{run.stamp}"
            self._sessions.add(None, node.path, wanted=id, slot=run.slot, repeat_of=first, **values)

    def _kind(self, node: Node) -> str:
        value = node.raw("submission_type")
        number, full = number_in(value), node_of(value, (*node.path, "submission_type"), self.findings)
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
        elif full is not None and "name" in full:
            name = self._translations.text(full, "name")
        else:
            name = self._translations.text(node, "submission_type" if value is not None else "session_type")
        return (kind_of(name) or name) if name else "talk"

    def _tags(self, node: Node) -> tuple[str, ...]:
        tags: list[str] = []
        for value, path in node.values("tags"):
            number, tag = number_in(value), node_of(value, path, self.findings)
            if tag is not None:
                text = tag.text("tag")
                if tag.flag("is_public") is False:
                    self.findings.add(
                        "private-data-left-out",
                        "a tag is left out: it is for the team only",
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
                tags.append(text)
        return tuple(tags)

    def _resources(self, node: Node) -> tuple[Link, ...]:
        links: list[Link] = []
        for value, path in node.values("resources"):
            if number_in(value) is not None:
                self.findings.add(
                    "not-expanded",
                    "the resources are only numbers; ask the API for ?expand=resources",
                    path,
                    severity=Severity.INFO,
                    repeated=True,
                )
                continue
            resource = node_of(value, path, self.findings)
            if resource is None:
                self.findings.wrong_type("a resource", value, path)
                continue
            href, title = resource.text("resource", "link"), self._translations.text(resource, "description")
            if href is None:
                self.findings.add("missing-key", "expected the address of a resource, got none", path)
                continue
            word = (title or "").casefold()
            rel = next((rel for label, rel in _RELS if word.startswith(label)), "related")
            audience = Audience.TEAM if resource.flag("is_public") is False else Audience.PUBLIC
            links.append(Link(href, rel, title=title, audience=audience))
        return tuple(links)

    # Breaks

    def _slot_alone(self, node: Node) -> None:
        """Read a slot without a submission, and report a slot of an unknown submission."""
        code = node.members.get("submission")
        if code is None:
            self._break(node)
        elif isinstance(code, str) and code not in self._codes:
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
        title = self._translations.text(node, "description") or self._translations.text(node, "title") or "Break"
        slot = self._slots.slot(node, None)
        # Not made from its number, which changes with every release of the schedule.
        room = f"-{slot.rooms[0]}" if slot is not None and slot.rooms else ""
        node.raw("submission")
        self._sessions.add(
            None,
            node.path,
            wanted=f"break-{stamp_of(slot)}{room}" if slot is not None else f"break {title}",
            title=title,
            kind=service_kind(title) or "break",
            slot=slot,
            extra=extra_of(self._translations.unread_members(node)),
        )
