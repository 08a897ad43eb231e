"""Publishing, case by case: what calendars are told, and what is refused."""

from __future__ import annotations

import datetime as dt
import json
from zoneinfo import ZoneInfo

import attrs
import pytest

from ospo_events import Event, load
from ospo_events.codecs import codec_named
from ospo_events.codecs.history import LOG_FORMATS, history_json, read_history, write_log
from ospo_events.errors import InvalidProgramme
from ospo_events.model import Audience, Room, Session, Slot
from ospo_events.views import History, Limits, Published, PublishingRefused, for_audience, publish
from ospo_events.views.history import State

EXAMPLE = "examples/ospos2024.yaml"
AT = dt.datetime(2024, 6, 1, 12, tzinfo=dt.UTC)
HOUR, DAY = dt.timedelta(hours=1), dt.timedelta(days=1)


def lines(event: Event) -> list[str]:
    return codec_named("ics").encode(event).data.decode().replace("\r\n ", "").splitlines()


def vevents(event: Event) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    vevent: list[str] = []
    for line in lines(event):
        if line == "BEGIN:VEVENT":
            vevent = []
        elif line == "END:VEVENT":
            found[vevent[1].removeprefix("UID:")] = vevent
        vevent.append(line)
    return found


def later(session: Session, by: dt.timedelta) -> Session:
    slot = session.slot
    assert slot is not None
    end = None if slot.end is None else slot.end + by
    return attrs.evolve(session, slot=Slot(slot.start + by, end, rooms=slot.rooms))


def moved(event: Event, id: str, by: dt.timedelta) -> Event:
    return event.with_session(id, slot=later(event.index.sessions[id], by).slot)


@pytest.fixture
def event() -> Event:
    return load(EXAMPLE)


@pytest.fixture
def first(event: Event) -> Published:
    return publish(event, at=AT)


def told(run: Published, id: str) -> Session:
    return next(item.session for item in run.history.told.records.values() if item.session.id == id)


def uid_of(run: Published, id: str) -> str:
    return next(uid for uid, item in run.history.told.records.items() if item.session.id == id)


def refusal(event: Event, history: History, limits: Limits | None = None, at: dt.datetime = AT + DAY) -> str:
    with pytest.raises(PublishingRefused) as caught:
        publish(event, history, at=at, limits=limits)
    (finding,) = caught.value.report
    return finding.code


def many(number: int, *, title: str = "Talk", minutes: int = 60) -> Event:
    zone = ZoneInfo("UTC")
    start, step = dt.datetime(2026, 5, 4, tzinfo=zone), dt.timedelta(minutes=minutes)
    sessions = [
        Session(
            id=f"talk-{index}", title=f"{title} {index}", slot=Slot(start + index * step, start + (index + 1) * step)
        )
        for index in range(number)
    ]
    return Event(id="many", title="Many", timezone="UTC", sessions=sessions)


# --- the worked example -----------------------------------------------------------------------


def test_what_is_moved_is_one_entry_with_a_sequence(event: Event, first: Published) -> None:
    second = publish(moved(event, "opening-plenary", HOUR / 2), first.history, at=AT + DAY)
    before, after = vevents(first.event), vevents(second.event)
    different = [uid for uid in before if before[uid] != after[uid]]
    assert list(before) == list(after)
    (uid,) = different
    assert "SEQUENCE:0" in before[uid]
    assert "SEQUENCE:1" in after[uid]
    slot = event.index.sessions["opening-plenary"].slot
    assert slot is not None
    assert told(second, "opening-plenary").previous_start == slot.start
    assert dict(second.revision.counts) == {"moved": 1}


def test_a_deleted_row_is_cancelled_as_one_that_says_so(event: Event, first: Published) -> None:
    event = moved(event, "opening-plenary", HOUR / 2)
    second = publish(event, first.history, at=AT + DAY)
    said = publish(event.with_session("opening-plenary", status="cancelled"), second.history, at=AT + 2 * DAY)
    deleted = publish(event.without_session("opening-plenary"), second.history, at=AT + 2 * DAY)
    one, other = lines(said.event), lines(deleted.event)
    assert one == other
    (uid,) = [uid for uid, vevent in vevents(said.event).items() if "STATUS:CANCELLED" in vevent]
    assert "SEQUENCE:2" in vevents(said.event)[uid]


def test_text_alone_raises_no_sequence(event: Event, first: Published) -> None:
    run = publish(event.with_session("opening-plenary", abstract="Come."), first.history, at=AT + DAY)
    session = told(run, "opening-plenary")
    assert (session.sequence, session.updated) == (0, AT + DAY)
    assert told(run, "closing-plenary").updated == AT


def test_the_sequence_of_the_source_is_a_floor(event: Event, first: Published) -> None:
    run = publish(event.with_session("opening-plenary", sequence=7), first.history, at=AT + DAY)
    assert told(run, "opening-plenary").sequence == 7
    back = publish(event, run.history, at=AT + 2 * DAY)
    assert told(back, "opening-plenary").sequence == 7
    on = publish(moved(event, "opening-plenary", HOUR), run.history, at=AT + 2 * DAY)
    assert told(on, "opening-plenary").sequence == 8


def test_a_room_with_another_name_moves_nobody() -> None:
    event = attrs.evolve(many(1), rooms=[Room(id="hall", name="Hall")])
    event = event.with_session("talk-0", slot=attrs.evolve(event.sessions[0].slot, rooms=["hall"]))
    first = publish(event, at=AT)
    renamed = publish(event.with_room("hall", name="Great hall"), first.history, at=AT + DAY)
    assert told(renamed, "talk-0").sequence == 0
    assert told(renamed, "talk-0").updated == AT + DAY


def test_a_part_whose_whole_is_cancelled_and_reinstated_never_falls() -> None:
    event = many(2).with_session("talk-0", sequence=4)
    event = event.with_session("talk-1", parent="talk-0")
    runs = [publish(event, at=AT)]
    for number, status in enumerate(("cancelled", "confirmed"), 1):
        runs.append(publish(event.with_session("talk-0", status=status), runs[-1].history, at=AT + number * DAY))
    numbers = [told(run, "talk-1").sequence for run in runs]
    assert numbers == sorted(numbers)
    assert numbers[0] < numbers[1] < numbers[2]
    written = [next(line for line in vevents(run.event)[uid_of(run, "talk-1")] if "SEQUENCE" in line) for run in runs]
    assert written == [f"SEQUENCE:{number}" for number in numbers]


# --- what is gone -----------------------------------------------------------------------------


def test_a_missing_session_is_held_then_cancelled_then_back() -> None:
    event, limits = many(30), Limits(grace=6 * HOUR)
    without = event.without_session("talk-3")
    runs = [publish(event, at=AT, limits=limits)]
    runs.append(publish(without, runs[-1].history, at=AT + HOUR, limits=limits))
    assert [finding.code for finding in runs[-1].report] == ["session-missing"]
    assert lines(runs[-1].event) == lines(runs[0].event)
    runs.append(publish(without, runs[-1].history, at=AT + 6 * HOUR, limits=limits))
    assert runs[-1].history is runs[-2].history
    runs.append(publish(without, runs[-1].history, at=AT + 7 * HOUR, limits=limits))
    stone = told(runs[-1], "talk-3")
    assert (stone.sequence, stone.status.value) == (1, "cancelled")
    runs.append(publish(event, runs[-1].history, at=AT + 8 * HOUR, limits=limits))
    back = told(runs[-1], "talk-3")
    assert (back.sequence, back.status.value, back.uid) == (2, "confirmed", stone.uid)


def test_what_returns_within_the_grace_is_as_it_was() -> None:
    event, limits = many(30), Limits(grace=6 * HOUR)
    runs = [publish(event, at=AT, limits=limits)]
    runs.append(publish(event.without_session("talk-3"), runs[-1].history, at=AT + HOUR, limits=limits))
    runs.append(publish(event, runs[-1].history, at=AT + 2 * HOUR, limits=limits))
    assert lines(runs[-1].event) == lines(runs[0].event)
    assert dict(runs[-1].revision.counts) == {"returned": 1}


def test_a_cancelled_entry_leaves_thirty_days_after_its_end(event: Event, first: Published) -> None:
    without = event.without_session("opening-plenary")
    gone = publish(without, first.history, at=AT + DAY)
    slot = told(gone, "opening-plenary").slot
    assert slot is not None
    end = slot.end
    assert end is not None
    kept = publish(without, gone.history, at=end + 30 * DAY)
    assert kept.history is gone.history
    past = publish(without, gone.history, at=end + 30 * DAY + HOUR)
    assert len(vevents(past.event)) == len(vevents(gone.event)) - 1
    assert len(past.history.told.records) == len(gone.history.told.records)


def test_a_team_sees_what_the_public_has_as_cancelled(event: Event, first: Published) -> None:
    hidden = event.with_session("opening-plenary", privacy="confidential")
    everybody = publish(hidden, first.history, at=AT + DAY)
    team = publish(hidden, first.history, at=AT + DAY, audience=Audience.TEAM)
    assert len(team.event.sessions) == len(event.sessions)
    assert len(for_audience(everybody.event).sessions) == len(event.sessions)
    (record,) = [item for item in everybody.history.told.records.values() if item.state is State.HIDDEN]
    assert record.session.title == "Cancelled"


def test_a_new_guid_keeps_the_uid_it_was_published_with() -> None:
    event = attrs.evolve(
        many(20), sessions=[attrs.evolve(item, uid=f"guid-{item.id}@example.org") for item in many(20).sessions]
    )
    again = attrs.evolve(
        event,
        sessions=[attrs.evolve(item, id=f"x-{item.id}", uid=f"new-{item.id}@example.org") for item in event.sessions],
    )
    first = publish(event, at=AT)
    second = publish(again, first.history, at=AT + DAY)
    assert set(first.history.told.records) == set(second.history.told.records)
    assert {finding.code for finding in second.report} == {"probably-the-same"}
    assert {record.session.sequence for record in second.history.told.records.values()} == {0}


def test_a_uid_that_comes_twice_is_published_once() -> None:
    event = attrs.evolve(many(2), sessions=[attrs.evolve(item, uid="one@example.org") for item in many(2).sessions])
    first = publish(event, at=AT)
    assert [finding.code for finding in first.report] == ["duplicate-uid"]
    assert len(vevents(first.event)) == 2
    assert publish(event, first.history, at=AT + DAY).history is first.history


# --- guards -----------------------------------------------------------------------------------


def test_mass_removal_is_refused_with_a_list() -> None:
    event = many(30)
    history = publish(event, at=AT).history
    lost = attrs.evolve(event, sessions=event.sessions[4:])
    with pytest.raises(PublishingRefused) as caught:
        publish(lost, history, at=AT + DAY)
    (finding,) = caught.value.report
    assert finding.code == "mass-removal"
    assert [item.message.partition(",")[0] for item in finding.related] == ["Talk 0", "Talk 1", "Talk 2", "Talk 3"]
    assert publish(lost, history, at=AT + DAY, limits=Limits(removals=4)).revision.counts["gone"] == 4
    assert refusal(lost, history, Limits(removals=3)) == "mass-removal"
    passed = publish(lost, history, at=AT + DAY, limits=Limits(allowed={"mass-removal"}))
    assert [item.code for item in passed.report] == ["mass-removal"]
    few = attrs.evolve(event, sessions=event.sessions[2:])
    assert publish(few, history, at=AT + DAY).revision.counts["gone"] == 2
    assert refusal(few, history, Limits(removals=0)) == "mass-removal"


def test_cancelled_sessions_are_no_removals() -> None:
    event = many(10)
    off = attrs.evolve(event, sessions=[attrs.evolve(item, status="cancelled") for item in event.sessions])
    run = publish(off, publish(event, at=AT).history, at=AT + DAY)
    assert run.revision.counts["cancelled"] == 10
    assert publish(attrs.evolve(event, sessions=()), run.history, at=AT + 2 * DAY).revision.counts["gone"] == 10


@pytest.mark.parametrize(
    ("by", "refused"), [(HOUR, True), (-5 * HOUR / 2, True), (HOUR / 4, False), (24 * HOUR, False)]
)
def test_mass_shift_is_refused_where_it_looks_like_a_zone(by: dt.timedelta, refused: bool) -> None:
    event = many(10)
    history = publish(event, at=AT).history
    shifted = attrs.evolve(event, sessions=[later(item, by) for item in event.sessions[:6]] + list(event.sessions[6:]))
    if refused:
        assert refusal(shifted, history) == "mass-shift"
    run = publish(shifted, history, at=AT + DAY, limits=Limits(allowed={"mass-shift"}))
    assert run.revision.counts["moved"] == 6


def test_a_uid_that_means_another_session_is_refused() -> None:
    event = many(20)
    history = publish(event, at=AT).history
    swapped = event.with_session("talk-1", title="Something else", uid=None)
    swapped = attrs.evolve(
        swapped,
        sessions=[*swapped.sessions, attrs.evolve(later(event.sessions[1], 40 * HOUR), id="other", title="Talk 1")],
    )
    assert refusal(swapped, history) == "uid-reused"
    assert publish(swapped, history, at=AT + DAY, limits=Limits(allowed={"uid-reused"})).revision.number == 2
    assert publish(event.with_session("talk-1", title="Talk one"), history, at=AT + DAY).revision.number == 2


def test_time_and_event_are_those_of_the_history(event: Event, first: Published) -> None:
    assert refusal(event, first.history, at=AT - HOUR) == "time-went-back"
    assert refusal(many(3), first.history, Limits(removals=100)) == "other-event"
    run = publish(
        event.with_session("opening-plenary", title="Opening"),
        first.history,
        at=AT - HOUR,
        limits=Limits(allowed={"time-went-back"}),
    )
    assert run.revision.at == AT
    with pytest.raises(ValueError, match="time zone"):
        publish(event, first.history, at=dt.datetime(2024, 6, 2))


# --- the file ---------------------------------------------------------------------------------


def test_a_history_has_a_line_for_each_session_and_says_when_it_is_damaged(first: Published) -> None:
    data = history_json(first.history)
    text = data.decode()
    assert all(text.count(f'\n"{uid}":') == 1 for uid in first.history.told.records)
    for damaged in (data.replace(b"Coffee", b"Tea"), b"<<<<<<< HEAD\n" + data, b"[]", b"", b'{"history": 1}'):
        with pytest.raises(InvalidProgramme) as caught:
            read_history(damaged, source="history.json")
        assert caught.value.report.errors[0].code == "history-damaged"
    assert read_history(data.replace(b"Coffee", b"Tea"), damaged=True).told.records
    with pytest.raises(InvalidProgramme) as caught:
        read_history(data.replace(b'"history": 1', b'"history": 2'))
    assert caught.value.report.errors[0].code == "unknown-format-version"


def test_a_history_may_be_written_with_other_blanks(first: Published) -> None:
    data = history_json(first.history)
    assert read_history(json.dumps(json.loads(data), indent=4).encode()) == first.history
    assert read_history(data.replace(b"\n", b"\r\n")) == first.history


def test_the_log_says_what_changed_when(event: Event, first: Published) -> None:
    run = publish(moved(event, "opening-plenary", HOUR / 2), first.history, at=AT + DAY, note="The <room> was locked.")
    logs = {format: write_log(run.history, format).decode() for format in LOG_FORMATS}
    assert "Revision 2, 2024-06-02 12:00 UTC\n  1 moved\n  The <room> was locked.\n" in logs["text"]
    assert "(was 09:00)" in logs["text"]
    assert "The &lt;room&gt; was locked." in logs["html"]
    assert logs["atom"].count("<entry>") == 2
    assert "### Revision 2" in logs["markdown"]
