"""The agenda for a terminal."""

from __future__ import annotations

import datetime as dt

import attrs
import pytest

from ospo_events.codecs import codec_named
from ospo_events.codecs.text._wrap import columns, wrap
from ospo_events.codecs.text.encode import render, render_now
from ospo_events.model import Event, Participant, Session, Slot, WallClock
from ospo_events.views.outline import DEEPEST, make_outline

CLOCK = WallClock("America/New_York")


def test_the_agenda_reads_in_order_of_time_with_the_zone_named(programme: Event) -> None:
    text = render(programme)
    assert "All times are in America/New_York (UTC-4)" in text
    assert "9–10 July 2024 · Harbour Hall, 1 Quay Street, New York, NY, US" in text
    days = [text.index("Tuesday 9 July 2024 · Day 1"), text.index("Wednesday 10 July 2024 · Day 2")]
    assert days == sorted(days)
    assert text.index("08:00–09:30") < text.index("11:00–11:30") < text.index("17:30 onwards") < text.index("00:30")


def test_every_session_is_there_once(programme: Event) -> None:
    for width in (40, 80, 120):
        text = " ".join(render(programme, width=width).split())
        for session in programme.sessions:
            assert text.replace("- ", "").count(session.title) >= 1, session.id


def test_parts_stand_under_their_parent_and_say_only_what_differs(programme: Event) -> None:
    lines = render(programme).splitlines()
    block = next(number for number, line in enumerate(lines) if "Thematic Track 1" in line)
    assert lines[block + 1].strip() == "Hall · AI and Open Source"
    assert lines[block + 2].strip() == "• 09:30–10:00 Engines for everybody: a start"
    assert lines[block + 3].strip() == "Keynote"


def test_what_is_not_as_planned_is_said(programme: Event) -> None:
    text = render(programme)
    assert "CANCELLED: Benches together" in text
    assert "Was to begin Wednesday 10 July 2024, 15:00" in text
    assert "Another run of: Maps together" in text
    assert "Tentative programme, version 0.4, last changed 2024-06-01 12:00 UTC" in text
    assert "Not scheduled yet" in text


def test_the_readers_zone_never_regroups_days(programme: Event) -> None:
    text = render(programme, zone="Asia/Kathmandu")
    assert "All times are in Asia/Kathmandu (UTC+5:45)" in text
    assert "The days are those of the event, in America/New_York" in text
    day1, day2 = text.index("Tuesday 9 July"), text.index("Wednesday 10 July")
    assert day1 < text.index("10:15 (+1 day)–11:45") < day2


def test_t12_an_open_end_is_said_and_not_invented(programme: Event) -> None:
    assert "17:30 onwards" in render(programme)


def test_a_refused_zone_is_an_error(programme: Event) -> None:
    with pytest.raises(ValueError, match="IANA"):
        render(programme, zone="EST5")


def parallel(count: int) -> Event:
    slot = CLOCK.slot("2024-07-09", "09:00", "10:00")
    titles = [f"Talk number {number} about many a thing" for number in range(count)]
    sessions = tuple(Session(id=f"s{n}", title=title, slot=slot) for n, title in enumerate(titles))
    return Event(id="e", title="E", timezone="America/New_York", sessions=sessions)


def test_parallel_sessions_stand_side_by_side_where_they_fit() -> None:
    wide = render(parallel(2), width=100)
    assert any("number 0" in line and " │ " in line and "number 1" in line for line in wide.splitlines())
    narrow = render(parallel(3), width=60)
    assert "3 in parallel:" in narrow
    assert narrow.count("• Talk number") == 3


def test_t11_a_title_cannot_steer_the_terminal() -> None:
    slot = CLOCK.slot("2024-07-09", "09:00")
    session = Session(id="s", title="a\x1b[31m\u202eb\x07", slot=slot)
    text = render(Event(id="e", title="E", timezone="America/New_York", sessions=(session,)))
    assert "a\\u001b[31m\\u202eb\\u0007" in text
    assert not set("\x1b\u202e\x07") & set(text)


def test_abstracts_are_printed_on_request(programme: Event) -> None:
    assert "And for whom & why <not>." in render(programme, abstracts=True)
    assert "And for whom" not in render(programme)


def test_lines_keep_within_the_width() -> None:
    title = "日本語のとても長い題名がここにあります " * 4 + "x" * 200
    slot = CLOCK.slot("2024-07-09", "09:00", "10:00")
    event = Event(id="e", title=title, timezone="UTC", sessions=())
    event = attrs.evolve(
        parallel(1),
        title=title,
        sessions=(Session(id="s", title=title, slot=slot, participants=(Participant(agent="nobody"),)),),
    )
    assert max(map(columns, render(event, width=60).splitlines())) <= 60


def test_columns_and_wrap() -> None:
    assert columns("e\u0301") == 1
    assert columns("日本") == 4
    assert wrap("", 10) == []
    assert wrap("one two three", 7) == ["one two", "three"]
    assert wrap("日本日本日本", 5) == ["日本", "日本", "日本"]


def test_an_empty_programme_and_an_empty_day() -> None:
    event = Event(id="e", title="E", timezone="UTC")
    assert render(event) == "E\n═\nAll times are in UTC\n"
    from ospo_events.model import Day

    assert "Nothing is scheduled yet" in render(attrs.evolve(event, days=(Day(date=dt.date(2024, 7, 9)),)))


def test_the_codec_writes_the_same(programme: Event) -> None:
    assert codec_named("text").encode(programme, width=80).value() == render(programme, width=80).encode()


def talks(*pairs: tuple[str, str | None]) -> Event:
    start = dt.datetime(2024, 7, 9, 9, tzinfo=CLOCK.timezone)
    sessions = tuple(Session(id=id, title=id, slot=Slot(start), parent=parent) for id, parent in pairs)
    return Event(id="e", title="E", timezone="America/New_York", sessions=sessions)


def everything(event: Event) -> list[str]:
    outline = make_outline(event)
    items = [item for day in outline.days for item in day.items] + list(outline.unscheduled)
    return [session.id for item in items for session in item.everything]


def test_t04_rings_and_deep_trees_leave_nothing_out() -> None:
    ring = talks(("a", "b"), ("b", "c"), ("c", "a"), ("d", "a"), ("e", "e"), ("f", "nobody"))
    assert sorted(everything(ring)) == ["a", "b", "c", "d", "e", "f"]
    deep = talks(*[(f"s{n}", f"s{n - 1}" if n else None) for n in range(500)])
    assert len(everything(deep)) == 500
    assert max(map(len, (item.everything for item in make_outline(deep).days[0].items))) == DEEPEST + 1


def test_a_part_on_another_day_and_two_sessions_of_one_id_stay() -> None:
    zone = CLOCK.timezone
    sessions = (
        Session(id="a", title="A", slot=Slot(dt.datetime(2024, 7, 9, 9, tzinfo=zone))),
        Session(id="b", title="B", parent="a", slot=Slot(dt.datetime(2024, 7, 10, 9, tzinfo=zone))),
        Session(id="a", title="A again", slot=Slot(dt.datetime(2024, 7, 9, 10, tzinfo=zone))),
        Session(id="c", title="C", parent="a"),
        Session(id="d", title="D", parent="u"),
        Session(id="u", title="U"),
        Session(id="v", title="V", parent="u", slot=Slot(dt.datetime(2024, 7, 9, 10, tzinfo=zone))),
    )
    event = Event(id="e", title="E", timezone="America/New_York", sessions=sessions)
    assert sorted(everything(event)) == ["a", "a", "b", "c", "d", "u", "v"]


def test_what_comes_next_on_another_day_says_the_day() -> None:
    event = Event(id="e", title="E", timezone="UTC")
    event = attrs.evolve(event, sessions=[Session(id="s", title="S", slot=event.local("2024-07-10", "09:00", "10:00"))])
    said = render_now(event, dt.datetime(2024, 7, 9, 12, tzinfo=dt.UTC))
    assert "Now: nothing" in said
    assert "Wednesday 10 July 2024 09:00" in said
