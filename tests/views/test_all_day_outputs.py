"""All-day sessions in every output: said as such where the format can, else with a finding."""

from __future__ import annotations

import datetime as dt
import json

import pytest

from ospo_events.codecs import CODECS
from ospo_events.codecs.plainer import without_all_day
from ospo_events.model import Day, Event, Room, Session, WallClock
from ospo_events.model.session import slot_days
from ospo_events.validation import validate
from ospo_events.views.grid import make_grid
from ospo_events.views.outline import make_outline
from ospo_events.views.relations import make_relations, now
from ospo_events.views.selection import select

CLOCK = WallClock("Europe/Berlin")
MONDAY, TUESDAY = dt.date(2026, 5, 4), dt.date(2026, 5, 5)
EVENT = Event(
    id="week",
    title="Week",
    timezone="Europe/Berlin",
    days=(Day(date=MONDAY), Day(date=TUESDAY, start=dt.time(9), end=dt.time(1))),
    rooms=(Room(id="hall", name="Hall"),),
    sessions=(
        Session(id="fair", title="Fair", slot=CLOCK.all_day(MONDAY, TUESDAY, rooms=("hall",))),
        Session(id="tour", title="Tour", slot=CLOCK.all_day(TUESDAY)),
        Session(id="talk", title="Talk", slot=CLOCK.slot(MONDAY, "09:00", "10:00", rooms=("hall",))),
        Session(id="part", title="Part", parent="fair", slot=CLOCK.slot(MONDAY, "11:00", "12:00")),
    ),
)


@pytest.mark.parametrize("name", ["text", "markdown", "html"])
def test_it_is_shown_as_all_day_on_its_date(name: str) -> None:
    page = CODECS[name].encode(EVENT).data.decode()
    assert "all day, 4–5 May 2026" in page
    assert "00:00–" not in page


def test_the_page_gives_the_script_its_dates_and_not_a_time() -> None:
    page = CODECS["html"].encode(EVENT).data.decode()
    assert '<span class="w ad" data-from="2026-05-05" data-to="2026-05-06">all day</span>' in page


def test_it_stands_above_the_grid() -> None:
    monday = make_outline(EVENT).days[0]
    grid = make_grid(EVENT, monday)
    assert [item.session.id for item in grid.all_day] == ["fair"]
    assert [row.start.hour for row in grid.rows] == [9, 10, 11]
    assert {item.session.id for item in grid.items} == {"fair", "talk", "part"}


def test_it_is_on_and_stands_beside_nothing() -> None:
    relations = make_relations(EVENT)
    assert relations["talk"].parallel == ()
    assert relations["fair"].parallel == ()
    moment = now(EVENT, dt.datetime(2026, 5, 4, 8))
    assert [item.id for item in moment.running] == ["fair"]
    assert [item.id for item in moment.next] == ["talk"]
    assert [item.id for item in now(EVENT, dt.datetime(2026, 5, 4, 20)).next] == []
    document = json.loads(CODECS["now"].encode(EVENT).data)
    assert [item.get("all_day", False) for item in document["sessions"]] == [True, False, False, True]


def test_it_is_selected_by_each_of_its_days() -> None:
    assert [item.id for item in select(EVENT, days=(TUESDAY,)).sessions] == ["fair", "tour"]


def test_json_ld_has_dates() -> None:
    document = json.loads(CODECS["jsonld"].encode(EVENT).data)
    fair = next(item for item in document["subEvent"] if item["name"] == "Fair")
    assert (document["startDate"], fair["startDate"], fair["endDate"]) == ("2026-05-04", "2026-05-04", "2026-05-05")
    foreign = {
        "@context": "https://schema.org",
        "@type": "Event",
        "name": "Fest",
        "startDate": "2026-05-04T10:00:00+02:00",
        "subEvent": {"@type": "Event", "name": "Fair", "startDate": "2026-05-04", "endDate": "2026-05-02"},
    }
    decoded = CODECS["jsonld"].decode(json.dumps(foreign).encode(), zone="Europe/Berlin")
    assert decoded.event is not None
    slot = decoded.event.sessions[0].slot
    assert slot is not None
    assert slot_days(slot) == (MONDAY, MONDAY)
    assert {"no-time-of-day", "end-before-start"} <= set(decoded.report.codes)


@pytest.mark.parametrize("name", ["schedule-xml", "schedule-json", "schedule2", "sessionize"])
def test_formats_without_whole_days_say_the_times_of_the_day_and_report_it(name: str) -> None:
    codec = CODECS[name]
    told = [item for item in codec.encode(EVENT).report if "all-day" in item.message]
    assert [item.path for item in told] == [("sessions", 0, "slot", "all_day"), ("sessions", 1, "slot", "all_day")]
    assert "'Tour' is written from 2026-05-05 09:00 to 2026-05-06 01:00" in told[1].message
    assert codec.fit(EVENT).report == codec.encode(EVENT).report


def test_plainer_times_stay_on_their_days() -> None:
    plain = without_all_day(EVENT, format="x")
    fair, tour, talk, _ = plain.sessions
    assert fair.slot is not None
    assert tour.slot is not None
    assert (fair.slot.start, fair.slot.end) == (CLOCK.at(MONDAY, "04:00"), CLOCK.at(TUESDAY, "01:00"))
    assert [[item.id for item in day.sessions] for day in plain.agenda.days] == [["fair", "talk", "part"], ["tour"]]
    assert talk is EVENT.sessions[2]
    assert without_all_day(plain, format="x") is plain


def test_it_clashes_with_nothing_that_has_times() -> None:
    assert not {"room-double-booked", "all-day-double-booked", "crosses-day-change"} & set(validate(EVENT).codes)
    both = EVENT.with_session("tour", slot=CLOCK.all_day(TUESDAY, rooms=("hall",)))
    (found,) = [item for item in validate(both) if item.code == "all-day-double-booked"]
    assert found.path == ("sessions", 1, "slot")
    assert "'Tour' all day and 'Fair' all day are both in Hall" in found.message
