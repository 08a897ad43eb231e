"""Reads the views of Sessionize's API into a programme: sessions, people, rooms and tracks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, cast
from zoneinfo import ZoneInfo

import attrs

from ...diagnostics import Findings, Severity
from ...model import Link, Participant, RecordingPolicy, Slot, Status
from ...model.vocabulary import is_service, kind_of
from .._reading.json_node import Node, in_order, items_of, node_of
from .._reading.kinds import service_kind
from .._reading.located import NOWHERE, PlaceReader, Where
from .._reading.programme import ProgrammeBuilder
from .._reading.times import make_slot, moment_of
from ._speakers import Speakers, extra_of
from ._tables import derived_number, folded, language_code, question_meaning

__all__ = ["ViewReader"]

_WEB = re.compile(r"https?://\S+", re.IGNORECASE)
_UNSET = "0001-01-01"
"""The first day in .NET, which its programs write if there is no time."""
_TENTATIVE = ("nominated", "accept_queue", "accept queue", "waitlisted", "waitlist", "decline_queue", "decline queue")


@attrs.frozen
class _Question:
    title: str
    kind: str | None


class ViewReader:
    """Reads one document, whichever view it is.

    Args:
        programme: receives everything that is read.
        zone: the time zone of the event.
        meanings: titles of category groups -> `track`, `format`, `level`, `language` or `tags`.
        z_is_local: whether a `Z` after a time has no meaning.
    """

    def __init__(
        self, programme: ProgrammeBuilder, zone: ZoneInfo, meanings: Mapping[str, str], *, z_is_local: bool = True
    ) -> None:
        self.findings = programme.findings
        self.extra: dict[str, object] = {}
        """The data of the view All that only Sessionize has."""
        self._programme = programme
        self._sessions = programme.sessions
        self._speakers = Speakers(programme)
        self._zone = zone
        self._meanings = meanings
        self._z_is_local = z_is_local
        self._places = PlaceReader(programme.findings, programme, "the name of a room")
        self._elsewhere: dict[str, Where] = {}
        """The locations of rooms whose names are not rooms, by the key that sessions use for them."""
        self._is_alone = False
        """Whether there is only one room, whose name may be that of a city."""
        self._objects: dict[str, Mapping[str, object]] = {}
        self._categories: dict[str, tuple[str, str]] = {}
        self._questions: dict[str, _Question] = {}

    def read(self, document: object) -> bool:
        """Read the document; False if it is not one of Sessionize's views."""
        if isinstance(document, dict):
            members = cast("dict[str, object]", document)
            if "sessions" not in members and "speakers" not in members:
                return False
            self._all(Node(members, (), self.findings))
            return True
        if not isinstance(document, list):
            return False
        items = [(item, (number,)) for number, item in enumerate(cast("list[object]", document))]
        nodes = list(items_of(items, self.findings))
        if items and not any(_is_view(node) for node in nodes):
            return False
        for node in nodes:
            self._part(node)
        if nodes and all(_is_speaker(node) for node in nodes):
            self.findings.add(
                "no-sessions",
                "expected sessions, got a view of speakers, which does not say when and where they speak",
                help="fetch the view All of the same API",
            )
        return True

    def _all(self, root: Node) -> None:
        rooms = list(in_order(root.children("rooms"), "sort"))
        self._is_alone = len(rooms) == 1
        for room in rooms:
            self._room(room.identifier("id"), room.text("name"), room)
        categories = [self._category(node) for node in root.children("categories")]
        questions = [self._question(node) for node in root.children("questions")]
        for speaker in root.children("speakers"):
            self._speakers.read(speaker)
        for session in root.children("sessions"):
            self._session(session)
        tables = {
            "categories": [item for item in categories if item],
            "questions": [item for item in questions if item],
        }
        self.extra = {key: value for key, value in tables.items() if value} | root.rest()

    def _part(self, node: Node) -> None:
        """Read one item of a view that is a list: a group of sessions, a day of the grid, a session or a speaker."""
        if _is_speaker(node):
            self._speaker(node)
        elif "sessions" in node:
            group = node.text("groupName")
            node.identifier("groupId")
            for session in node.children("sessions"):
                self._session(session, group=group)
        elif "rooms" in node or "timeSlots" in node:
            self._grid(node)
        elif "startsAt" in node or "title" in node:
            self._session(node)
        else:
            self.findings.add(
                "wrong-format", "expected a part of one of Sessionize's views, got another object", node.path
            )

    def _speaker(self, node: Node) -> None:
        """Read a speaker of the views Speakers and SpeakerWall; the first view has the titles of their sessions."""
        speaker = self._speakers.read(node)
        talks = node.values("sessions") if speaker is not None else []
        for talk in [item for value, path in talks if (item := node_of(value, path, self.findings)) is not None]:
            foreign, title = talk.identifier("id"), talk.required("name", "(untitled)")
            participant = Participant(agent=cast("Any", speaker))
            id = self._known(foreign)
            if id is not None:
                session = self._sessions[id]
                self._sessions.change(id, participants=(*session.participants, participant))
                continue
            self._programme.session(title, talk.path, key=foreign, id=foreign or title, participants=(participant,))
            if foreign is not None:
                self._objects[foreign] = talk.members

    def _known(self, foreign: str | None) -> str | None:
        """Return our id of the session with an id of Sessionize, or None if it was not read."""
        id = self._sessions.known(foreign) if foreign is not None else None
        return id if id in self._sessions else None

    def _grid(self, day: Node) -> None:
        for room in day.children("rooms"):
            foreign = room.identifier("id")
            self._room(foreign, room.text("name"), room)
            for session in room.children("sessions"):
                self._session(session, room=foreign)
        for slot in day.children("timeSlots"):
            for room in slot.children("rooms"):
                self._room(room.identifier("id"), room.text("name"), room)
                entry = room.child("session")
                if entry is not None:
                    self._session(entry, room=room.identifier("id"))

    def _room(self, foreign: str | None, name: str | None, node: Node) -> str | None:
        if foreign is None and name is None:
            return None
        key = _room_key(foreign, name)
        id = self._programme.rooms.known(key)
        if id is not None or key in self._elsewhere:
            return id
        if name is not None and "x-id" not in node:  # our own writer marks rooms
            where = self._places.named(name, node.path, may_be_city=self._is_alone)
            if where is not None:
                self._elsewhere[key] = where
                return None
        if name is None:
            self.findings.add("dangling-reference", f"no room of this file has the id {key[:60]!r}", node.path)
        wanted_id = node.text("x-id") or foreign or name or key
        return self._programme.room(
            name or self._programme.rooms.reserve(key, wanted_id), node.path, key=key, id=wanted_id
        )

    def _category(self, node: Node) -> dict[str, object] | None:
        """Record a category group of the view All; return it if Sessionize made its ids, not our writer."""
        title = node.required("title", "(untitled)")
        foreign = node.identifier("id") != str(derived_number("category", title))
        meaning = self._meanings.get(folded(title))
        for item in in_order(node.children("items"), "sort"):
            number, name = item.identifier("id"), item.required("name", "(untitled)")
            if number is None:
                self.findings.add(
                    "missing-key", "expected the key 'id' with an id, got none", item.path, severity=Severity.ERROR
                )
                continue
            self._categories[number] = (title, name)
            if meaning == "track":
                self._track(number, name, item)
            elif number != str(derived_number("item", title, name)):
                foreign = True
        return dict(node.members) if foreign else None

    def _track(self, number: str, name: str, node: Node) -> str | None:
        id = self._programme.tracks.known(number)
        if id is not None:
            return id
        return self._programme.track(name, node.path, key=number, id=node.text("x-id") or number)

    def _question(self, node: Node) -> dict[str, object] | None:
        number, title = node.identifier("id"), node.required("question", "(untitled)")
        if number is not None:
            self._questions[number] = _Question(title, node.text("questionType"))
        return dict(node.members) if number != str(derived_number("question", title)) else None

    # Sessions

    def _session(self, node: Node, *, room: str | None = None, group: str | None = None) -> None:
        foreign = node.identifier("id")
        known_id = self._known(foreign)
        if foreign is not None and known_id is not None:
            self._again(node, foreign, known_id, room)
            return
        room_name = node.text("room", "location")
        room_number = node.identifier("roomId")
        room_id = self._room(room_number, room_name, node) or self._room(room, None, node)
        keys = (_room_key(room_number, room_name), _room_key(room, None))
        where = next((self._elsewhere[key] for key in keys if key in self._elsewhere), NOWHERE)
        title = node.required("title", "(untitled)")
        slot = self._slot(node, room_id)
        if slot is not None and room_id is None and where.venue is not None:
            slot = attrs.evolve(slot, venue=where.venue)
        if foreign is None:
            self.findings.add(
                "missing-key", "expected the key 'id' with an id, got none; one is made from the title", node.path
            )
        else:
            self._objects[foreign] = node.members
        values: dict[str, Any] = {"slot": slot, "description": node.text("description"), "attendance_mode": where.mode}
        extra: dict[str, object] = {}
        self._categorise(node, values, extra)
        self._answer(node, values, extra)
        if where.links:
            values["links"] += tuple(link for link in where.links if link not in values["links"])
        self._state(node, values, extra, title)
        if group and folded(group) != "all" and group not in _names(node):
            extra["group"] = group
        listed = "speakers" if "speakers" in node else "speakerIds"
        speakers = [self._speakers.reference(value, path) for value, path in node.values(listed)]
        values["participants"] = tuple(
            Participant(agent=cast("Any", speaker)) for speaker in dict.fromkeys(speakers) if speaker is not None
        )
        extra |= node.rest()
        self._sessions.add(foreign, node.path, wanted=foreign or title, title=title, extra=extra_of(extra), **values)

    def _again(self, node: Node, foreign: str, known: str, room: str | None) -> None:
        """Read a session a second time: a plenum session in another room, or the second half of the grid.

        Args:
            node: the session.
            foreign: its id.
            known: our id of the session that was read first.
            room: Sessionize's id of the room it is listed under.
        """
        first, rooms = self._objects[foreign], ("roomId", "room")
        if any(node.members.get(key) != first.get(key) for key in (*first, *node.members) if key not in rooms):
            self.findings.add(
                "duplicate-id", f"another session has the id {foreign[:60]!r}; the first one is used", node.path
            )
            return
        slot = self._sessions[known].slot
        room_id = self._room(node.identifier("roomId") or room, node.text("room"), node)
        if slot is not None and room_id is not None and room_id not in slot.rooms:
            slot = attrs.evolve(slot, rooms=(*slot.rooms, cast("Any", room_id)))
            self._sessions.change(known, slot=slot)

    def _slot(self, node: Node, room: str | None) -> Slot | None:
        moments: list[Any] = []
        for key in ("startsAt", "endsAt"):
            text = node.text(key)
            if text is not None and text.startswith(_UNSET):
                self.findings.add(
                    "unset-time",
                    "a time in the year 1, which means no time",
                    (*node.path, key),
                    severity=Severity.INFO,
                    repeated=True,
                )
                text = None
            if text is not None and self._z_is_local and text.rstrip()[-1:] in "Zz":
                self.findings.add(
                    "utc-mark-ignored",
                    "the 'Z' of Sessionize may have no meaning: the times are read as local times",
                    (*node.path, key),
                    help="if the feed is set to UTC, the times are hours off: use --read-with times=utc",
                    repeated=True,
                )
            moment = moment_of(text, self._zone, self.findings, (*node.path, key), z_is_local=self._z_is_local)
            if text is not None and moment is None:
                return None  # without its end it would look like an open one
            moments.append(moment)
        rooms = () if room is None else (room,)
        return make_slot(moments[0], moments[1], rooms, self.findings, node.path)

    def _categorise(self, node: Node, values: dict[str, Any], extra: dict[str, object]) -> None:
        meant: dict[str, list[str]] = {}
        tracks: dict[str | None, None] = {}
        others: dict[str, list[str]] = {}
        for number, title, name, item in self._chosen(node):
            meaning = self._meanings.get(folded(title))
            if meaning == "track":
                tracks[self._track(number, name, item)] = None
            elif meaning is not None:
                meant.setdefault(meaning, []).append(name)
            else:
                others.setdefault(title, []).append(name)
        values["tracks"] = tuple(track for track in tracks if track is not None)
        values["tags"] = tuple(meant.get("tags", ()))
        if meant.get("level"):
            values["audience"] = meant["level"][0]
            others |= {"Level": meant["level"][1:]} if meant["level"][1:] else {}
        if meant.get("format"):
            first, *rest = meant["format"]
            values["kind"] = kind_of(first) or first
            others |= {"Session format": rest} if rest else {}
        languages: list[str] = []
        for name in meant.get("language", ()):
            code = language_code(name)
            if code is None:
                self.findings.add(
                    "bad-language-tag",
                    f"no language is known as {name[:40]!r}",
                    node.path,
                    severity=Severity.INFO,
                    repeated=True,
                )
                others.setdefault("Language", []).append(name)
            else:
                languages.append(code)
        values["languages"] = tuple(languages)
        if others:
            extra["categories"] = others

    def _chosen(self, node: Node) -> Iterator[tuple[str, str, str, Node]]:
        """Yield id, group title, name and node of each category of a session."""
        for group in node.children("categories"):
            title = group.required("name", "(untitled)")
            group.rest()
            for item in group.children("categoryItems"):
                name = item.required("name", "(untitled)")
                yield item.identifier("id") or name, title, name, item
        for number, path in node.identifiers("categoryItems"):
            if number in self._categories:
                title, name = self._categories[number]
                yield number, title, name, Node({}, path, self.findings)
            else:
                self.findings.add("dangling-reference", f"no category of this file has the id {number[:60]!r}", path)

    def _answer(self, node: Node, values: dict[str, Any], extra: dict[str, object]) -> None:
        links: dict[tuple[str, str], Link] = {}
        others: dict[str, object] = {}
        for key, rel in (("liveUrl", "stream"), ("recordingUrl", "recording")):
            href = node.text(key)
            if href:
                links[href, rel] = Link(href, rel)
        for answer in node.children("questionAnswers"):
            question, text = self._answered(answer)
            if question is None or text is None:
                continue
            meaning = question_meaning(question.title)
            is_address = _WEB.fullmatch(text.strip()) is not None
            if meaning in ("abstract", "subtitle") or (meaning == "url" and is_address):
                values[meaning] = text
            elif is_address and (meaning is not None or question.kind == "Web_address"):
                rel = meaning or "related"
                links.setdefault((text, rel), Link(text, rel, title=None if meaning else question.title))
            else:
                others[question.title] = text
        recordings = tuple(link for link in links.values() if link.rel == "recording")
        values["links"] = tuple(link for link in links.values() if link.rel != "recording")
        values["recording"] = RecordingPolicy(links=recordings) if recordings else None
        if others:
            extra["answers"] = others

    def _answered(self, answer: Node) -> tuple[_Question | None, str | None]:
        value = answer.raw("answerValue") if "answerValue" in answer else answer.raw("answer")
        text = str(value) if isinstance(value, (int, float)) else value
        if isinstance(text, str):
            text = answer.text("answerValue", "answer") if text is value else text
        elif text is not None:
            self.findings.wrong_type("text as the answer", text, answer.path)
            text = None
        title = answer.text("question")
        if title is not None:
            return _Question(title, answer.text("questionType")), text
        number = answer.identifier("questionId", "id")
        question = self._questions.get(number or "")
        if question is None and text is not None:
            self.findings.add("dangling-reference", f"no question of this file has the id {number!r}", answer.path)
            question = _Question(f"Question {number}", None)
        return question, text

    def _state(self, node: Node, values: dict[str, Any], extra: dict[str, object], title: str) -> None:
        status = node.text("status")
        word = (status or "").casefold()
        if word in _TENTATIVE:
            values["status"] = Status.TENTATIVE
        elif word in ("declined", "canceled", "cancelled"):
            values["status"] = Status.CANCELLED
        elif word not in ("", "accepted"):
            self.findings.add(
                "unknown-value",
                f"the status {word[:40]!r} is unknown; read as confirmed",
                node.path,
                severity=Severity.INFO,
                repeated=True,
            )
            extra["status"] = status
        firm = values.get("status", Status.CONFIRMED) is Status.CONFIRMED
        for key, usual in (("isInformed", None), ("isConfirmed", None if firm else False), ("isPlenumSession", None)):
            value = node.flag(key)
            if value not in (usual, None, key != "isPlenumSession"):
                extra[key] = value
        service = node.flag("isServiceSession") or False
        if "kind" not in values and service:
            values["kind"] = service_kind(title) or "other"
            if values["kind"] == "other":
                self.findings.add(
                    "service-kind-unknown",
                    "a service session whose title does not say whether it is a break, a meal or another kind",
                    node.path,
                    severity=Severity.INFO,
                    repeated=True,
                )
        if service != is_service(values.get("kind", "talk")):
            extra["isServiceSession"] = service


def _is_view(node: Node) -> bool:
    keys = ("sessions", "rooms", "timeSlots", "startsAt", "fullName", "firstName")
    return any(isinstance(node.members.get(key), (str, list)) for key in keys)


def _is_speaker(node: Node) -> bool:
    return "firstName" in node or "fullName" in node


def _names(node: Node) -> list[str]:
    quiet = Findings()
    groups = Node(node.members, (), quiet).children("categories")
    return [name for group in groups for item in group.children("categoryItems") if (name := item.text("name"))]


def _room_key(foreign: str | None, name: str | None) -> str:
    """Return the key that sessions use for a room: Sessionize's id, or its name if a view has no ids."""
    return foreign if foreign is not None else f"name:{name}"
