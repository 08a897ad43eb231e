"""From pretalx's collections to sessions, people, rooms and tracks."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any, cast
from zoneinfo import ZoneInfo

import attrs

from ..diagnostics import Path
from ..model import Link, Participant, Person, RecordingPolicy, Room, Session, Slot, Status, Track
from ..model.ids import slugify
from ._foreign import Findings, Ids, Node, known_kind, service_kind
from ._foreign_time import make_slot, moment_of
from ._pretalx_shapes import Collections, texts_of

__all__ = ["EXTRA", "Reader"]

EXTRA = "x-pretalx"
"""The key of `extra` that holds what is pretalx's own."""

_STATES = {
    "confirmed": Status.CONFIRMED,
    "accepted": Status.TENTATIVE,
    "canceled": Status.CANCELLED,
}
# Not part of a programme (or not yet); to show them would tell who proposed what, and who was refused.
_NOT_IN_PROGRAMME = ("submitted", "rejected", "withdrawn", "draft", "deleted")
_PRIVATE = frozenset(
    [
        "email",
        "notes",
        "internal_notes",
        "invitation_token",
        "access_code",
        "review_code",
        "anonymised_data",
        "reviews",
        "assigned_reviewers",
        "is_anonymised",
        "median_score",
        "mean_score",
        "invitations",
        "availabilities",
        "pending_state",
        "speaker_info",
        "created",
    ]
)
_MACHINERY = frozenset(
    [
        "submission_type_id",
        "track_id",
        "tag_ids",
        "slot_count",
        "position",
        "schedule",
        "requires_access_code",
        "avatar_source",
        "avatar_license",
        "has_arrived",
        "avatar_thumbnail_default",
        "avatar_thumbnail_tiny",
        "attendee_signup_required",
    ]
)
_EMAIL = re.compile(r"[^\s@<>]{1,64}@[^\s@<>]+\.[A-Za-z]{2,}")
_RELS = (
    ("slides", "slides"),
    ("slide deck", "slides"),
    ("recording", "recording"),
    ("video", "recording"),
    ("paper", "paper"),
)
_LOCALES = {"de-formal": "de"}


class Reader:
    """Reads the collections of one event."""

    def __init__(self, findings: Findings, zone: ZoneInfo, found: Collections, language: str | None) -> None:
        self.findings = findings
        self.zone = zone
        self.found = found
        self.language = language or (found.event.text("locale") if found.event is not None else None)
        self.sessions: list[Session] = []
        self.rooms: dict[str, Room] = {}
        self.tracks: dict[str, Track] = {}
        self.people: dict[str, Person] = {}
        self.origins: dict[Path, Path] = {}
        self._ids = {"session": Ids(), "room": Ids(), "track": Ids(), "person": Ids()}
        self._slots: dict[str, list[Node]] = {}
        self._by_number: dict[str, Node] = {}
        self._names: dict[tuple[str, str], str] = {}
        self._translations: dict[Path, dict[str, object]] = {}
        self._answers: dict[str, Node] = {}
        self._taken: set[str] = set()
        self._embedded: list[Node] = []
        self._track_names: dict[str, set[str]] = {}

    def read(self) -> None:
        """Read everything."""
        for room in _in_order(self.found["rooms"]):
            self._room(room)
        for track in _in_order(self.found["tracks"]):
            self._track_node(track)
        self._name_numbers()
        refused = self.found.only_in(_NOT_IN_PROGRAMME)
        for speaker in self.found["speakers"]:
            if str(speaker.members.get("code")) in refused:
                self.findings.note("not-in-programme", "speakers of refused submissions are left out", speaker.path)
            else:
                self._speaker(speaker)
        self._sort_slots()
        for submission in self.found["submissions"]:
            self._submission(submission)
        self._rest_of_slots()
        for node in self.found["breaks"]:
            self._break(node)

    def _name_numbers(self) -> None:
        """Note what the numbers of types, tags, questions and answers stand for."""
        for collection, key in (("types", "name"), ("tags", "tag"), ("questions", "question")):
            for node in self.found[collection]:
                number, name = node.identifier("id"), self.words(node, key)
                if number is not None and name is not None:
                    self._names[collection, number] = name
        for answer in self.found["answers"]:
            number = answer.identifier("id")
            if number is not None:
                self._answers[number] = answer

    # Words

    def words(self, node: Node, key: str) -> str | None:
        """Return a text that may be there in several languages; the others go to `extra`."""
        value = node.raw(key)
        if not isinstance(value, dict):
            return node.text(key)
        inner = Node(cast("dict[str, object]", value), (*node.path, key), self.findings)
        texts = {language: text for language in inner.members if (text := inner.text(language)) is not None}
        if not texts:
            return None
        chosen = self.language if self.language in texts else next(iter(texts))
        others = {language: text for language, text in texts.items() if language != chosen}
        if others:
            self._translations.setdefault(node.path, {})[key] = others
        return texts[chosen]

    def kept(self, node: Node) -> dict[str, object]:
        """Return what of an object goes to `extra`."""
        kept = self.public_rest(node)
        translations = self._translations.get(node.path)
        return kept | ({"translations": translations} if translations else {})

    def public_rest(self, node: Node) -> dict[str, object]:
        """Return what nobody asked for, without what is the team's own or personal."""
        rest = node.rest()
        for key in sorted(_PRIVATE & set(rest)):
            self.findings.note("private-data-left-out", f"{key} left out: it is for the team only", (*node.path, key))
        return {key: value for key, value in rest.items() if key not in _PRIVATE and key not in _MACHINERY}

    # Places, tracks, people

    def _room(self, node: Node) -> str:
        name = self.words(node, "name")
        number = node.identifier("id")
        ids = self._ids["room"]
        own = ids.get(number or f"name:{name}")
        if own is None:
            own = ids.of(number or f"name:{name}", number or slugify(name or "room"))
            self.origins["rooms", len(self.rooms)] = node.path
            capacity = node.integer("capacity")
            self.rooms[own] = Room(
                id=cast("Any", own),
                name=name or own,
                description=self.words(node, "description"),
                capacity=capacity if capacity is not None and capacity >= 0 else None,
                uid=node.text("guid", "uuid"),
                extra=_extra(self._without(self.kept(node), "url")),
            )
        elif name is not None and name != self.rooms[own].name:
            self._renamed("room", own, self.rooms[own].name, name, node)
        return own

    def _renamed(self, what: str, own: str, first: str, name: str, node: Node) -> None:
        self.findings.note(
            "name-differs", f"{what} {own} is {first[:60]!r} and also {name[:60]!r}; the first counts", node.path
        )

    @staticmethod
    def _without(members: dict[str, object], *keys: str) -> dict[str, object]:
        return {key: value for key, value in members.items() if key not in keys}

    def _room_of(self, node: Node) -> str | None:
        """Return the id of the room of a slot: a number, an object, or the name beside `room_id`."""
        value = node.raw("room")
        number = node.identifier("room_id")
        if isinstance(value, int) and not isinstance(value, bool):
            number, value = str(value), None
        if isinstance(value, dict) and ("id" in value or "guid" in value):
            return self._room(Node(cast("dict[str, object]", value), (*node.path, "room"), self.findings))
        name = self.words(node, "room") if value is not None else None
        if number is None and name is None:
            return None
        if name is None and number not in self._ids["room"]:
            self.findings.warn("unknown-room", f"no room of these documents has the id {number}", (*node.path, "room"))
        return self._room(Node({"id": number, "name": name}, (*node.path, "room"), self.findings))

    def _track_node(self, node: Node) -> str:
        name = self.words(node, "name")
        number = node.identifier("id")
        ids = self._ids["track"]
        own = ids.get(number or f"name:{name}")
        if own is None:
            own = ids.of(number or f"name:{name}", number or slugify(name or "track"))
            self.origins["tracks", len(self.tracks)] = node.path
            self.tracks[own] = Track(
                id=cast("Any", own),
                title=name or own,
                description=self.words(node, "description"),
                color=node.text("color"),
                extra=_extra(self.kept(node)),
            )
        elif name is not None and not set(texts_of(node.members.get("name"))) & self._track_names[own]:
            # Files put together by hand have it; two names are two tracks.
            self.findings.warn(
                "duplicate-id",
                f"the track {name[:60]!r} has the id of {self.tracks[own].title[:60]!r}; both are kept",
                node.path,
            )
            return self._track_node(Node({"name": node.members["name"]}, node.path, self.findings))
        self._track_names.setdefault(own, set()).update(texts_of(node.members.get("name")))
        return own

    def _track_of(self, node: Node) -> str | None:
        value = node.raw("track")
        number = node.identifier("track_id")
        if isinstance(value, int) and not isinstance(value, bool):
            number, value = str(value), None
        if isinstance(value, dict) and "name" in value:
            return self._track_node(Node(cast("dict[str, object]", value), (*node.path, "track"), self.findings))
        name = self.words(node, "track") if value is not None else None
        if number is None and name is None:
            return None
        if name is None and number not in self._ids["track"]:
            self.findings.warn(
                "unknown-track", f"no track of these documents has the id {number}", (*node.path, "track")
            )
        named = node.members.get("track") if name is not None else None
        return self._track_node(Node({"id": number, "name": named}, (*node.path, "track"), self.findings))

    def _speaker(self, node: Node) -> str:
        code, name = node.identifier("code"), node.text("name")
        ids = self._ids["person"]
        node.values("submissions")
        known = ids.get(code) if code is not None else None
        email = node.text("email")
        bio = self.words(node, "biography")
        links = self.pictures(node, ("avatar", "image"), ("avatar_url", "image"))
        answers = self._answered(node, only_public=True)
        if known is None:
            known = ids.of(code, code) if code is not None else ids.new(name or "speaker")
            if name is None:
                self.findings.warn(
                    "missing-key", "expected the name of the speaker, got none; the code stands in", node.path
                )
            extra = self.kept(node) | ({"answers": answers} if answers else {})
            self.origins["people", len(self.people)] = node.path
            self.people[known] = Person(
                id=cast("Any", known), name=name or known, bio=bio, links=links, email=email, extra=_extra(extra)
            )
        else:
            person = self.people[known]
            more: dict[str, Any] = {"bio": bio, "links": links, "email": email}
            new = {key: value for key, value in more.items() if value and not getattr(person, key)}
            self.people[known] = attrs.evolve(person, **new) if new else person
        return known

    def _speakers(self, node: Node) -> tuple[Participant, ...]:
        found: dict[str, None] = {}
        for value, path in node.values("speakers"):
            if isinstance(value, dict):
                found[self._speaker(Node(cast("dict[str, object]", value), path, self.findings))] = None
            elif isinstance(value, str) and value.strip():
                own = self._ids["person"].get(value)
                if own is None:
                    self.findings.warn(
                        "unknown-speaker", f"no speaker of these documents has the code {value[:40]!r}", path
                    )
                    own = self._ids["person"].of(value)
                    self.origins["people", len(self.people)] = path
                    self.people[own] = Person(id=cast("Any", own), name=value)
                found[own] = None
            else:
                self.findings.wrong_type("a speaker or its code", value, path)
        return tuple(Participant(agent=cast("Any", agent)) for agent in found)

    def pictures(self, node: Node, *keys: tuple[str, str]) -> tuple[Link, ...]:
        """Return the links that some members are the addresses of."""
        found: dict[str, Link] = {}
        for key, rel in keys:
            href = node.text(key)
            if href is not None:
                found.setdefault(href, Link(href, rel))
        return tuple(found.values())

    # Sessions

    def _sort_slots(self) -> None:
        told = {code for item in self.found["submissions"] if isinstance(code := item.members.get("code"), str)}
        for node in self.found.slots():
            number = node.identifier("id")
            if number is not None:
                self._by_number[number] = node
            submission = node.raw("submission")
            if isinstance(submission, str):
                self._slots.setdefault(submission, []).append(node)
            elif isinstance(submission, dict):
                inner = Node(cast("dict[str, object]", submission), (*node.path, "submission"), self.findings)
                code = inner.text("code")
                if code is not None:
                    if code not in told and not self._slots.get(code):
                        self._embedded.append(inner)
                    self._slots.setdefault(code, []).append(node)

    def _slot_nodes(self, node: Node, code: str | None) -> list[Node]:
        """Return the slots of a submission: its own, those of its numbers, or those that name it."""
        own: list[Node] = []
        single = node.child("slot") if isinstance(node.members.get("slot"), dict) else None
        node.raw("slot")
        if single is not None:
            own.append(single)
        for value, path in node.values("slots"):
            if isinstance(value, dict):
                own.append(Node(cast("dict[str, object]", value), path, self.findings))
            elif isinstance(value, int) and str(value) in self._by_number:
                own.append(self._by_number[str(value)])
        return own or self._slots.get(code or "", [])

    def _slot(self, node: Node, minutes: int | None) -> Slot | None:
        room = self._room_of(node)
        texts = {key: node.text(key) for key in ("start", "end")}
        moments = {key: moment_of(text, self.zone, self.findings, (*node.path, key)) for key, text in texts.items()}
        start, end = moments["start"], moments["end"]
        if any(texts[key] is not None and moments[key] is None for key in texts):
            return None  # without its end it would be an open one
        own = node.integer("duration")
        minutes = own if own is not None else minutes
        if end is None and start is not None and minutes is not None and 0 <= minutes <= 60 * 24 * 366:
            end = (start.astimezone(dt.UTC) + dt.timedelta(minutes=minutes)).astimezone(self.zone)
        return make_slot(start, end, () if room is None else (room,), self.findings, node.path)

    def _submission(self, node: Node) -> None:
        code = node.identifier("code")
        state = (node.text("state") or "confirmed").casefold()
        if state in _NOT_IN_PROGRAMME:
            self.findings.note("not-in-programme", f"{state} submissions are left out", node.path)
            self._taken.add(code or "")
            return
        if code is not None and code in self._taken:
            self.findings.warn(
                "duplicate-id", f"the submission {code[:40]!r} is there twice; the first counts", node.path
            )
            return
        self._taken.add(code or "")
        if state not in _STATES:
            self.findings.note("unknown-state", f"no state is known as {state[:40]!r}; taken as tentative", node.path)
        title = self.words(node, "title") or node.required("title", "(untitled)")
        minutes = node.integer("duration")
        track = self._track_of(node)
        found: dict[str, Any] = {
            "title": title,
            "kind": self._kind(node),
            "status": _STATES.get(state, Status.TENTATIVE),
            "abstract": self.words(node, "abstract"),
            "description": self.words(node, "description"),
            "tracks": (track,) if track is not None else (),
            "tags": self._tags(node),
            "participants": self._speakers(node),
            "links": (*self._resources(node), *self.pictures(node, ("image", "image"))),
            "updated": self._updated(node),
        }
        locale = node.text("content_locale")
        found["languages"] = (_LOCALES.get(locale, locale),) if locale else ()
        unrecorded = node.flag("do_not_record")
        found["recording"] = RecordingPolicy(opt_out=unrecorded) if unrecorded is not None else None
        slots = self._slot_nodes(node, code)
        answers = self._answered(node)
        extra = self.kept(node) | ({"answers": answers} if answers else {})
        if minutes is not None and not slots:
            extra["duration"] = minutes
        self._runs(node, code, [self._slot(slot, minutes) for slot in slots], found, extra)

    def _runs(
        self, node: Node, code: str | None, slots: list[Slot | None], found: dict[str, Any], extra: dict[str, object]
    ) -> None:
        """Add one session for each slot: the first is the submission, the others are runs of it."""
        placed = sorted((slot for slot in slots if slot is not None), key=lambda slot: slot.start.timestamp())
        ids = self._ids["session"]
        first = ids.of(code) if code is not None else ids.new(found["title"])
        for number, slot in enumerate(placed or [None], 1):
            own = first if number == 1 else ids.new(f"{first}-{number}")
            self.origins["sessions", len(self.sessions)] = node.path
            repeat = None if number == 1 else cast("Any", first)
            self.sessions.append(
                Session(id=cast("Any", own), slot=slot, repeat_of=repeat, extra=_extra(extra), **found)
            )

    def _kind(self, node: Node) -> str:
        value = node.raw("submission_type")
        if isinstance(value, int) and not isinstance(value, bool):
            name = self._names.get(("types", str(value)))
            if name is None:
                self.findings.note(
                    "unknown-type", f"no submission type of these documents has the id {value}", node.path
                )
        elif isinstance(value, dict) and "name" in value:
            inner = Node(cast("dict[str, object]", value), (*node.path, "submission_type"), self.findings)
            name = self.words(inner, "name")
        else:
            name = self.words(node, "submission_type")
        return (known_kind(name) or name) if name else "talk"

    def _tags(self, node: Node) -> tuple[str, ...]:
        found: list[str] = []
        for value, path in node.values("tags"):
            if isinstance(value, dict):
                text = Node(cast("dict[str, object]", value), path, self.findings).text("tag")
            elif isinstance(value, int) and not isinstance(value, bool):
                text = self._names.get(("tags", str(value)))
                if text is None:
                    self.findings.note("unknown-tag", f"no tag of these documents has the id {value}", path)
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
            if isinstance(value, int) and not isinstance(value, bool):
                self.findings.note("unexpanded", "resources are numbers only; ask the API for ?expand=resources", path)
                continue
            if not isinstance(value, dict):
                self.findings.wrong_type("a resource", value, path)
                continue
            resource = Node(cast("dict[str, object]", value), path, self.findings)
            href, title = resource.text("resource", "link"), self.words(resource, "description")
            if href is None:
                self.findings.warn("missing-key", "expected the address of a resource, got none", path)
                continue
            word = (title or "").casefold()
            rel = next((rel for label, rel in _RELS if word.startswith(label)), "related")
            found.append(Link(href, rel, title=title, private=resource.flag("is_public") is False))
        return tuple(found)

    def _updated(self, node: Node) -> dt.datetime | None:
        text = node.text("updated")
        return moment_of(text, self.zone, self.findings, (*node.path, "updated"))

    def _answered(self, node: Node, *, only_public: bool = False) -> dict[str, object]:
        """Return question -> answer, without what may be personal; of people only what the questions call public."""
        found: dict[str, object] = {}
        for value, path in node.values("answers"):
            if isinstance(value, int) and not isinstance(value, bool):
                answer = self._answers.get(str(value))
                if answer is None:
                    self.findings.note(
                        "unexpanded", "answers are numbers only; ask the API for ?expand=answers.question", path
                    )
                    continue
            elif isinstance(value, dict):
                answer = Node(cast("dict[str, object]", value), path, self.findings)
            else:
                self.findings.wrong_type("an answer", value, path)
                continue
            title, personal = self._question(answer, only_public)
            text = answer.text("answer")
            if text is None:
                continue
            if personal or _EMAIL.search(text):
                self.findings.note("private-data-left-out", "an answer left out: personal data", path)
            else:
                found[title] = text
        return found

    def _question(self, answer: Node, only_public: bool) -> tuple[str, bool]:
        value = answer.raw("question")
        if isinstance(value, dict):
            inner = Node(cast("dict[str, object]", value), (*answer.path, "question"), self.findings)
            personal = inner.flag("contains_personal_data") or (only_public and not inner.flag("is_public"))
            return self.words(inner, "question") or "Question", bool(personal)
        number = answer.identifier("question")
        return self._names.get(("questions", number or ""), f"Question {number}"), only_public

    # Breaks

    def _rest_of_slots(self) -> None:
        """Read the slots that are of no submission, and report those of unknown ones."""
        for submission in self._embedded:
            self._submission(submission)
        for node in self.found.slots():
            code = node.members.get("submission")
            if code is None:
                self._break(node)
            elif isinstance(code, str) and code not in self._taken:
                self.findings.warn(
                    "unknown-submission", f"no submission of these documents has the code {code[:40]!r}", node.path
                )

    def _break(self, node: Node) -> None:
        if node.text("slot_type") == "blocker":
            self.findings.note("not-in-programme", "blockers are left out", node.path)
            return
        title = self.words(node, "description") or self.words(node, "title") or "Break"
        slot = self._slot(node, None)
        number = node.identifier("id")
        ids = self._ids["session"]
        if number is not None:
            if f"break {number}" in ids:
                return
            own = ids.of(f"break {number}", f"break-{number}")
        else:
            when = slot.start.strftime("%Y%m%dT%H%M") if slot is not None else slugify(title)
            own = ids.new(f"break-{when}")
        self.origins["sessions", len(self.sessions)] = node.path
        kind = service_kind(title) or "break"
        node.raw("submission")
        self.sessions.append(
            Session(
                id=cast("Any", own),
                title=title,
                kind=kind,
                slot=slot,
                extra=_extra(self._without(self.kept(node), "is_visible")),
            )
        )


def _in_order(nodes: list[Node]) -> list[Node]:
    """Return nodes in the order of their `position`, where they all have one."""
    if not all(isinstance(node.members.get("position"), int) for node in nodes):
        return nodes
    return sorted(nodes, key=lambda node: cast("int", node.members["position"]))


def _extra(members: dict[str, object]) -> Any:
    return {EXTRA: members} if members else {}
