"""When an event is without sessions, its milestones, and the language of its texts: in the model and every output."""

from __future__ import annotations

import datetime as dt
import json

import attrs
import icalendar
import pytest

from ospo_events.codecs import CODECS
from ospo_events.codecs.calendar.feeds import make_feeds
from ospo_events.model import Day, EndBeforeStart, Event, Link, Milestone, Session, WallClock
from ospo_events.model.agenda import dates_of
from ospo_events.validation import validate
from ospo_events.views.english import event_dates

CLOCK = WallClock("Europe/Berlin")
START, END = dt.date(2026, 5, 4), dt.date(2026, 5, 6)
BARE = Event(id="week", title="Woche", timezone="Europe/Berlin", start=START, end=END, language="de")
EVENT = attrs.evolve(
    BARE,
    links=(Link("https://example.org/register", "registration"),),
    milestones=(
        Milestone(kind="registration-closes", at=CLOCK.at("2026-04-01", "23:59"), url="https://example.org/register"),
        Milestone(kind="call-closes", date=dt.date(2026, 2, 1)),
        Milestone(kind="grants", title="Travel grants are given", date=dt.date(2026, 3, 1)),
    ),
)


def test_what_contradicts_itself_is_refused() -> None:
    with pytest.raises(EndBeforeStart, match="the end of an event not to precede its start"):
        attrs.evolve(BARE, end=dt.date(2026, 5, 3))
    with pytest.raises(ValueError, match="in the years"):
        attrs.evolve(BARE, start=dt.date(1066, 10, 14), end=None)
    with pytest.raises(ValueError, match=r"a date or a moment \(at\) of the milestone 'x', got neither"):
        Milestone(kind="x")
    with pytest.raises(ValueError, match="got both"):
        Milestone(kind="x", date=START, at=CLOCK.at(START, "9:00"))
    with pytest.raises(ValueError, match="in an IANA time zone"):
        Milestone(kind="x", at=dt.datetime(2026, 1, 1, tzinfo=dt.UTC))
    with pytest.raises(ValueError, match="the times of milestone 'x' in the event's zone"):
        attrs.evolve(BARE, milestones=(Milestone(kind="x", at=WallClock("UTC").at(START, "9:00")),))


def test_its_dates_are_those_it_says_else_those_of_days_and_sessions() -> None:
    event = Event(id="e", title="E", timezone="UTC")
    assert dates_of(event) is None
    assert event_dates(event) is None
    assert dates_of(attrs.evolve(event, start=START)) == (START, START)
    assert dates_of(attrs.evolve(event, end=END)) == (END, END)
    assert dates_of(attrs.evolve(event, days=(Day(date=START), Day(date=END)))) == (START, END)
    tour = Session(id="tour", title="Tour", slot=WallClock("UTC").all_day(START, END))
    assert dates_of(attrs.evolve(event, sessions=(tour,))) == (START, END)
    assert event_dates(BARE) == "4–6 May 2026"


@pytest.mark.parametrize("name", ["json", "yaml", "ics", "jcal", "schedule-json", "schedule2"])
def test_formats_that_can_hold_it_do(name: str) -> None:
    codec = CODECS[name]
    again = codec.decode(codec.encode(EVENT).data).event
    assert again is not None
    for attribute in ("start", "end", "milestones", "language", "languages"):
        assert getattr(again, attribute) == getattr(EVENT, attribute)


def test_a_calendar_without_sessions_has_one_item_of_whole_days() -> None:
    calendar = icalendar.Calendar.from_ical(CODECS["ics"].encode(EVENT).data)
    (item,) = calendar.walk("VEVENT")
    assert (item["DTSTART"].dt, item["DTEND"].dt) == (START, dt.date(2026, 5, 7))


def test_search_engines_get_dates_and_the_times_of_registration() -> None:
    document = json.loads(CODECS["jsonld"].encode(EVENT).data)
    assert (document["startDate"], document["endDate"]) == ("2026-05-04", "2026-05-06")
    assert document["inLanguage"] == "de"
    assert document["offers"]["validThrough"] == "2026-04-01T23:59:00+02:00"
    again = CODECS["jsonld"].decode(json.dumps(document).encode()).value()
    assert (again.start, again.end, again.days) == (START, END, ())


def test_the_head_of_a_schedule_has_its_dates() -> None:
    data = CODECS["schedule-xml"].encode(EVENT).data.decode()
    assert "<start>2026-05-04</start>\n    <end>2026-05-06</end>" in data


def test_people_read_dates_and_milestones_in_order() -> None:
    for name in ("text", "markdown", "html"):
        page = CODECS[name].encode(EVENT).data.decode()
        assert "4–6 May 2026" in page
        assert page.index("Call for proposals closes") < page.index("Travel grants are given")
        assert "1 April 2026, 23:59" in page
    page = CODECS["html"].encode(EVENT).data.decode()
    assert '<html lang="de">' in page
    assert '<time datetime="2026-04-01T23:59+02:00">' in page
    assert '<html lang="en">' in CODECS["html"].encode(attrs.evolve(EVENT, language='"><script>')).data.decode()


def test_milestones_have_a_feed_of_their_own() -> None:
    clash = Session(id="milestone-call-closes", title="About the call")
    feeds = {feed.path: feed for feed in make_feeds(attrs.evolve(EVENT, sessions=(clash,)))}
    feed = feeds["milestones.ics"]
    assert (feed.group, feed.subject, feed.sessions) == ("milestones", "milestones", 3)
    items = icalendar.Calendar.from_ical(feed.data).walk("VEVENT")
    assert [(str(item["SUMMARY"]), item["DTSTART"].dt) for item in items] == [
        ("Call for proposals closes", dt.date(2026, 2, 1)),
        ("Travel grants are given", dt.date(2026, 3, 1)),
        ("Registration closes", CLOCK.at("2026-04-01", "23:59")),
    ]
    assert len({str(item["UID"]) for item in items}) == 3
    assert "milestones.ics" not in {each.path for each in make_feeds(BARE)}


def test_the_language_of_texts_is_the_one_spoken_where_a_file_says_no_other() -> None:
    head = "format: 1\nid: e\ntitle: E\ntimezone: UTC\n"
    event = CODECS["yaml"].decode(f"{head}language: fr\n".encode()).value()
    assert (event.language, event.languages) == ("fr", ("fr",))
    event = CODECS["yaml"].decode(f"{head}language: fr\nlanguages: [en]\n".encode()).value()
    assert (event.language, event.languages) == ("fr", ("en",))
    event = CODECS["yaml"].decode(f"{head}language: fr\nlanguages: []\n".encode()).value()
    assert (event.language, event.languages) == ("fr", ())
    assert "bad-language-tag" in validate(attrs.evolve(EVENT, language="German")).codes


def test_dates_are_held_against_days_and_sessions() -> None:
    late = Session(id="late", title="Late", slot=CLOCK.slot("2026-05-07", "9:00", "10:00"))
    early = Session(id="early", title="Early", slot=CLOCK.all_day("2026-05-03", "2026-05-04"))
    found = [
        item for item in validate(attrs.evolve(BARE, sessions=(late, early))) if item.code == "outside-event-dates"
    ]
    assert [item.path for item in found] == [("end",), ("start",)] or [item.path for item in found] == [
        ("start",),
        ("end",),
    ]
    assert {item.related[0].path for item in found} == {("sessions", 0, "slot"), ("sessions", 1, "slot")}
    assert "outside-event-dates" not in validate(EVENT).codes
    turned = (Milestone(kind="call-opens", date=END), Milestone(kind="call-closes", date=START))
    (item,) = [item for item in validate(attrs.evolve(BARE, milestones=turned)) if item.code == "milestone-order"]
    assert item.path == ("milestones", 1)
