"""The data of pretalx's widget: the shape that `<pretalx-schedule>` asks for, and what is said of the rest."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import attrs
import pytest
from hypothesis import given

from ospo_events.codecs import CODECS
from ospo_events.model import Event, Room, Session, Status, Track
from ospo_events.site import Options, make_site
from ospo_events.strategies import events
from ospo_events.views import for_audience, words_for

WIDGET = CODECS["pretalx-widget"]
DATE = dt.date(2026, 9, 4)
# What `src/pretalx/schedule/models/schedule.py` (`build_data`) of pretalx 2025 and 2026 writes.
TALK = {
    *("code", "id", "title", "abstract", "speakers", "track", "start", "end", "room", "duration", "updated", "state"),
    *("content_locale", "do_not_record"),
}
BREAK = {"id", "title", "start", "end", "room", "slot_type"}
MEMBERS = {
    "tracks": {"id", "name", "description", "color"},
    "rooms": {"id", "name", "description"},
    "speakers": {"code", "name", "avatar", "avatar_thumbnail_default", "avatar_thumbnail_tiny"},
}


def written(event: Event, **options: str) -> dict[str, Any]:
    tree: dict[str, Any] = json.loads(WIDGET.encode(event, **options).data)
    return tree


def small(*sessions: Session, **more: Any) -> Event:
    rooms = (Room(id="hall", name="Hall", description="By the river."), Room(id="blue", name="Blue"))
    return Event(id="e", title="E", timezone="Europe/Berlin", rooms=rooms, sessions=sessions, **more)


def at(begin: str, end: str | None = None, *rooms: str) -> Any:
    return Event(id="e", title="E", timezone="Europe/Berlin").clock.slot(DATE, begin, end, rooms=rooms)


@given(event=events(max_sessions=5))
def test_any_programme_has_the_shape_and_holds_together(event: Event) -> None:
    tree = written(event)
    assert tree.keys() == {"talks", "version", "timezone", "event_start", "event_end", *MEMBERS}
    known = {name: {item.get("id", item.get("code")) for item in tree[name]} for name in MEMBERS}
    for name, keys in MEMBERS.items():
        assert all(item.keys() == keys for item in tree[name])
        assert len(known[name]) == len(tree[name])
    assert len({talk["id"] for talk in tree["talks"]}) == len(tree["talks"])
    for talk in tree["talks"]:
        assert talk.keys() == (TALK if "code" in talk else BREAK)
        assert talk["room"] in known["rooms"], "the list of the widget fails where a talk has none"
        assert dt.datetime.fromisoformat(talk["start"]) <= dt.datetime.fromisoformat(talk["end"])
        assert set(talk.get("speakers", ())) <= known["speakers"]
        assert talk.get("track") in {None, *known["tracks"]}
    assert {talk["room"] for talk in tree["talks"]} == known["rooms"], "and its grid has a column for each"


@given(event=events(max_sessions=5))
def test_every_session_is_shown_or_said_to_be_left_out(event: Event) -> None:
    shown = for_audience(event)
    encoded = WIDGET.encode(shown)
    there = {talk["id"].partition("@")[0] for talk in json.loads(encoded.data)["talks"]}
    gone = {
        shown.sessions[int(item.path[1])].id
        for item in encoded.report
        if item.code in ("unscheduled-left-out", "whole-left-out")
    }
    assert there | gone >= {session.id for session in shown.sessions}


def test_a_break_is_in_every_room_and_a_session_without_a_room_in_one() -> None:
    tree = written(
        small(
            Session(id="coffee", title="Coffee", kind="break", slot=at("10:00", "10:30")),
            Session(id="open", title="Opening", slot=at("09:00", "10:00")),
            Session(id="both", title="Both", slot=at("11:00", "12:00", "hall", "blue")),
        ),
        room_name="House",
    )
    assert [(talk["id"], talk["room"]) for talk in tree["talks"]] == [
        ("open", "everywhere"),
        ("coffee", "hall"),
        ("coffee@blue", "blue"),
        ("both", "hall"),
        ("both@blue", "blue"),
    ]
    assert [room["name"] for room in tree["rooms"]] == ["Hall", "Blue", "House"]


def test_what_lies_upon_its_whole_is_written_and_not_the_whole() -> None:
    event = small(
        Session(id="block", title="Block", slot=at("09:00", "11:00", "hall")),
        Session(id="part", title="Part", parent="block", slot=at("09:00", "10:00", "hall")),
        Session(id="wide", title="Wide", slot=at("12:00", "14:00")),
        Session(id="in-blue", title="In blue", parent="wide", slot=at("12:00", "13:00", "blue")),
    )
    assert [talk["id"] for talk in written(event)["talks"]] == ["part", "in-blue", "wide"]
    report = WIDGET.encode(event).report
    assert [item.path for item in report if item.code == "whole-left-out"] == [("sessions", 0)]


def test_status_end_and_tracks_are_changed_to_fit_and_said() -> None:
    event = small(
        Session(id="off", title="Off", status=Status.CANCELLED, slot=at("09:00", "10:00", "hall")),
        Session(id="open", title="Open", tracks=("a", "b"), slot=at("17:00", None, "hall")),
        Session(id="later", title="Later"),
        tracks=(Track(id="a", title="A", color="#1f77b4"), Track(id="b", title="B")),
        language="fr",
    )
    tree, report = written(event), WIDGET.encode(event).report
    words = words_for("fr")
    assert tree["talks"][0]["title"] == f"{words.sentence(words('status.cancelled'))}{words('mark.colon')}Off"
    assert tree["talks"][1]["end"] == "2026-09-05T04:00:00+02:00"
    assert [track["id"] for track in tree["tracks"]] == ["a"]
    assert [(item.code, item.path) for item in report if item.code != "not-carried"] == [
        ("changed-to-fit", ("sessions", 0, "status")),
        ("changed-to-fit", ("sessions", 1, "slot")),
        ("changed-to-fit", ("sessions", 1, "tracks")),
        ("unscheduled-left-out", ("sessions", 2)),
    ]


def test_texts_are_as_they_are_read_and_nothing_in_them_begins_anything() -> None:
    talk = Session(id="s", title="S", abstract="<p>A &lt;b&gt; *star*</p>", slot=at("09:00", "10:00"))
    assert written(small(talk))["talks"][0]["abstract"] == r"A \<b\> star"
    plain = attrs.evolve(talk, abstract="a_b_c [x] #1 | 2")
    assert written(small(plain))["talks"][0]["abstract"] == r"a\_b\_c \[x\] \#1 \| 2"


def test_a_site_has_it_where_the_widget_asks_for_it() -> None:
    event = small(Session(id="s", title="S", slot=at("09:00", "10:00", "hall")))
    site = make_site(event, Options(base_url="https://site.example/e/"))
    assert site.files["schedule/widgets/schedule.json"] == WIDGET.encode(event).data


@pytest.mark.parametrize("name", ["hall", "everywhere"])
def test_the_room_for_what_has_none_is_never_one_of_the_event(name: str) -> None:
    event = attrs.evolve(small(Session(id="s", title="S", slot=at("09:00", "10:00"))), rooms=(Room(id=name, name="R"),))
    (room,) = written(event)["rooms"]
    assert room["id"] != name
