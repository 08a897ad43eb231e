"""Turns a fitted event into the JSON values of the view All."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any, cast

from ..._frozenmap import FrozenMap, thaw
from ...diagnostics import Findings
from ...model import Event, Link, Person, Room, Session, Status, thing_uid
from ...model.identity import as_uuid, uuid5
from ...model.time import is_ambiguous
from ...model.vocabulary import KNOWN_KINDS, is_service
from .._reading.json_node import Node
from .._reading.kinds import service_kind
from .._reading.located import is_room
from .._reading.places import read_place
from ._speakers import EXTRA, host, split_name
from ._tables import CATEGORY_TITLES, derived_number, folded, language_name, link_question, number_of

__all__ = ["view_all"]

_TITLES = {"track": "Track", "format": "Session format", "level": "Level", "language": "Language", "tags": "Tags"}
_CONFIRMED = Status.CONFIRMED
_LINK_TYPES = ("Twitter", "LinkedIn", "Facebook", "Instagram", "Blog", "Company Website", "Sessionize")
_SESSION_KEYS = frozenset(
    ("categories", "answers", "isPlenumSession", "isServiceSession", "isInformed", "isConfirmed", "status")
)


def view_all(event: Event) -> Iterator[tuple[str, object]]:
    """Yield the members of the view All of a fitted event, as plain JSON values.

    The sessions and the speakers are iterators: each item is made when its turn comes. Exhaust them before taking the
    next member, since they fill the tables after them.
    """
    return _View(event).members()


class _View:
    def __init__(self, event: Event) -> None:
        self.event = event
        own_data = _own(event.extra)
        self.rest = {key: value for key, value in own_data.items() if key not in ("categories", "questions")}
        self._used: set[int] = set()
        self._groups: dict[str, dict[str, Any]] = {}
        self._items: dict[tuple[str, str], int] = {}
        self._questions: dict[str, dict[str, Any]] = {}
        self._take_tables(own_data)
        self.rooms = self._numbers("room", [room.id for room in event.rooms])
        self.tracks = self._numbers("track", [track.id for track in event.tracks])
        self.people = self._person_ids()

    def _person_ids(self) -> dict[str, str]:
        """Return the id of each person: their own UUID, else one made from their id."""
        ids: dict[str, str] = {}
        used: set[str] = set()
        for person in self.event.people:
            uuid = next((text for text in (person.id, person.uid) if text is not None and as_uuid(text) == text), None)
            ids[person.id] = made = uuid if uuid is not None and uuid not in used else self._made(person, used)
            used.add(made)
        return ids

    def _made(self, person: Person, taken: set[str]) -> str:
        made = thing_uid(self.event, "person", person.id)
        return made if made not in taken else uuid5(made)

    def _take_tables(self, own: Mapping[str, object]) -> None:
        """Use the categories and questions that Sessionize itself numbered."""
        root = Node(own, (), Findings())
        for group in root.children("categories"):
            title, number = group.text("title"), group.integer("id")
            if title is None or number is None:
                continue
            items = [
                {**item.members}
                for item in group.children("items")
                if item.text("name") is not None and item.integer("id") is not None
            ]
            self._groups[title] = {**group.members, "items": items}
            self._used.update(cast("int", item["id"]) for item in items)
            self._items.update({(title, cast("str", item["name"])): cast("int", item["id"]) for item in items})
        for question in root.children("questions"):
            title, number = question.text("question"), question.integer("id")
            if title is not None and number is not None:
                self._questions[title] = dict(question.members)

    def _numbers(self, kind: str, ids: list[Any]) -> dict[str, int]:
        """Return a number for each id: the id if it is a number, else one made from it."""
        numbers: dict[str, int] = {id: number for id in ids if (number := number_of(id)) is not None}
        used = {*numbers.values(), *(self._used if kind == "track" else ())}
        for id in ids:
            turn = 0
            while id not in numbers:
                number = derived_number(kind, self.event.id, id, *([str(turn)] if turn else []))
                turn += 1
                if number not in used:
                    numbers[id] = number
                    used.add(number)
        return numbers

    def members(self) -> Iterator[tuple[str, object]]:
        yield "sessions", map(self._session, self.event.sessions)
        if self.event.tracks:
            self._group("track")["items"] = [
                {
                    "id": self.tracks[track.id],
                    "name": track.title,
                    "sort": number,
                    **_x_id(track.id, self.tracks[track.id]),
                }
                for number, track in enumerate(self.event.tracks, 1)
            ]
        yield "speakers", self._speakers()
        yield "questions", list(self._questions.values())
        yield "categories", list(self._groups.values())
        rooms = [
            {"id": self.rooms[room.id], "name": room.name, "sort": number, **self._id_of_room(room)}
            for number, room in enumerate(self.event.rooms, 1)
        ]
        yield "rooms", rooms
        yield from self.rest.items()

    def _speakers(self) -> Iterator[dict[str, object]]:
        spoken: dict[str, list[int | str]] = {}
        for session in self.event.sessions:
            number = number_of(session.id)
            for item in session.participants:
                spoken.setdefault(str(item.agent), []).append(session.id if number is None else number)
        return (self._person(person, spoken.get(person.id, [])) for person in self.event.people)

    def _id_of_room(self, room: Room) -> dict[str, str]:
        """Return our own id of a room; it also shows that a name such as `Online` belongs to a room."""
        is_plain = is_room(read_place(room.name), may_be_city=True)
        return _x_id(room.id, self.rooms[room.id]) if is_plain else {"x-id": room.id}

    # Tables

    def _group(self, meaning: str) -> dict[str, Any]:
        """Return the category group with a meaning: the existing one, or one with the usual title."""
        for title, group in self._groups.items():
            if CATEGORY_TITLES.get(folded(title)) == meaning:
                return group
        return self._titled(_TITLES[meaning])

    def _titled(self, title: str) -> dict[str, Any]:
        if title not in self._groups:
            number = derived_number("category", title)
            sort = len(self._groups)
            self._groups[title] = {"id": number, "title": title, "items": [], "sort": sort, "type": "session"}
        return self._groups[title]

    def _item(self, group: dict[str, Any], name: str) -> int:
        title: str = group["title"]
        item = self._items.get((title, name))
        if item is None:
            item = derived_number("item", title, name)
            self._items[title, name] = item
            group["items"].append({"id": item, "name": name, "sort": len(group["items"]) + 1})
        return item

    def _answer(self, title: str, kind: str, value: object) -> dict[str, object]:
        if title not in self._questions:
            number, sort = derived_number("question", title), len(self._questions) + 1
            self._questions[title] = {"id": number, "question": title, "questionType": kind, "sort": sort}
        return {"questionId": self._questions[title]["id"], "answerValue": value}

    # People and sessions

    def _person(self, person: Person, sessions: list[int | str]) -> dict[str, object]:
        own_data = _own(person.extra)
        first, last = split_name(person.name)
        id = self.people[person.id]
        return {
            "id": id,
            "firstName": own_data.pop("firstName", first),
            "lastName": own_data.pop("lastName", last),
            "fullName": person.name,
            "bio": person.bio,
            "tagLine": person.job_title,
            "profilePicture": next((link.href for link in person.links if link.rel == "image"), None),
            "isTopSpeaker": own_data.pop("isTopSpeaker", False),
            "links": [_link(link) for link in person.links if link.rel != "image"],
            "sessions": sessions,
            "categoryItems": own_data.pop("categoryItems", []),
            "questionAnswers": own_data.pop("questionAnswers", []),
            **own_data,
            **({"x-id": person.id} if id != person.id else {}),
            **({"x-uid": person.uid} if person.uid else {}),
        }

    def _session(self, session: Session) -> dict[str, object]:
        own_data = _own(session.extra)
        slot = session.slot
        recordings = session.recording.links if session.recording is not None else ()
        streams = [link for link in session.links if link.rel == "stream"]
        confirmed = session.status is _CONFIRMED
        service = own_data.get("isServiceSession", is_service(session.kind))
        status = own_data.get("status", ("Accepted" if not service else None) if confirmed else "Nominated")
        return {
            "id": session.id,
            "title": session.title,
            "description": session.description,
            "startsAt": _time(slot.start) if slot is not None else None,
            "endsAt": _time(slot.end) if slot is not None and slot.end is not None else None,
            "isServiceSession": service,
            "isPlenumSession": own_data.get("isPlenumSession", False),
            "speakers": [self.people[item.agent] for item in session.participants if item.agent],
            "categoryItems": self._chosen(session, own_data),
            "questionAnswers": self._answers(session, own_data, streams[1:], list(recordings[1:])),
            "roomId": self.rooms[slot.rooms[0]] if slot is not None and slot.rooms else None,
            "liveUrl": streams[0].href if streams else None,
            "recordingUrl": recordings[0].href if recordings else None,
            "status": status,
            "isInformed": own_data.get("isInformed", True),
            "isConfirmed": own_data.get("isConfirmed", confirmed),
            **{key: value for key, value in own_data.items() if key not in _SESSION_KEYS},
        }

    def _chosen(self, session: Session, own: Mapping[str, object]) -> list[int]:
        numbers = [self.tracks[track] for track in session.tracks]
        service = own.get("isServiceSession", is_service(session.kind))
        default_kind = (service_kind(session.title) or "other") if service else "talk"
        if session.kind != default_kind:
            kind = KNOWN_KINDS.get(session.kind)
            numbers.append(self._item(self._group("format"), kind.label if kind is not None else session.kind))
        if session.audience is not None:
            numbers.append(self._item(self._group("level"), session.audience))
        numbers += [self._item(self._group("language"), language_name(code)) for code in session.languages]
        numbers += [self._item(self._group("tags"), tag) for tag in session.tags]
        others = own.get("categories")
        for title, names in cast("dict[str, Any]", others).items() if isinstance(others, dict) else ():
            for name in cast("list[object]", names) if isinstance(names, list) else ():
                if isinstance(name, str):
                    numbers.append(self._item(self._titled(title), name))
        return numbers

    def _answers(
        self, session: Session, own: Mapping[str, object], streams: list[Link], recordings: list[Link]
    ) -> list[dict[str, object]]:
        answers: list[dict[str, object]] = []
        for title, kind, value in (
            ("Subtitle", "Short_Text", session.subtitle),
            ("Abstract", "Long_Text", session.abstract),
            ("Session page", "Web_address", session.url),
        ):
            if value is not None:
                answers.append(self._answer(title, kind, value))
        first = next((link for link in session.links if link.rel == "stream"), None)
        for link in (*(link for link in session.links if link is not first), *recordings):
            title = link.title if link.rel == "related" and link.title else link_question(link.rel)
            answers.append(self._answer(title, "Web_address", link.href))
        others = own.get("answers")
        for question, text in cast("dict[str, object]", others).items() if isinstance(others, dict) else ():
            answers.append(self._answer(question, "Short_Text", text))
        return answers


def _own(extra: FrozenMap[str, Any]) -> dict[str, Any]:
    value = thaw(extra.get(EXTRA))
    return cast("dict[str, Any]", value) if isinstance(value, dict) else {}


def _x_id(id: str, number: int) -> dict[str, str]:
    """Return the member `x-id` with our own id, if Sessionize's id has to be a number."""
    return {} if str(number) == id else {"x-id": id}


def _link(link: Link) -> dict[str, object]:
    kind = next((kind for kind in _LINK_TYPES if kind == link.title), "Other").replace(" ", "_")
    return {"title": link.title or host(link.href) or None, "url": link.href, "linkType": kind}


def _time(moment: dt.datetime) -> str:
    """Return the local time, with the offset only if the clocks show it twice."""
    return (moment if is_ambiguous(moment) else moment.replace(tzinfo=None)).isoformat()
