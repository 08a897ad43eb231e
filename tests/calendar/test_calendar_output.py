from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import attrs
import icalendar
import pytest

from ospo_events.cli import main
from ospo_events.codecs import CODECS
from ospo_events.codecs.calendar import to_icalendar
from ospo_events.codecs.calendar._content.tree import is_clean_wide
from ospo_events.codecs.calendar._mapping.conventions import css_name
from ospo_events.codecs.calendar.doctor import check
from ospo_events.codecs.calendar.feeds import make_feeds, write_feeds
from ospo_events.model import (
    Event,
    Geo,
    Link,
    Participant,
    Person,
    PostalAddress,
    Series,
    Session,
    Slot,
    Status,
)

ics = CODECS["ics"]
jcal = CODECS["jcal"]


def unfolded(event: Event, **options: object) -> str:
    return ics.encode(event, **options).data.replace(b"\r\n ", b"").decode()


def test_what_a_subscriber_needs_is_there(small: Event) -> None:
    text = unfolded(small)
    for line in (
        "NAME:A small meeting",
        "X-WR-CALNAME:A small meeting",
        "X-WR-TIMEZONE:America/New_York",
        "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
        "X-PUBLISHED-TTL:PT1H",
        "LAST-MODIFIED:20240601T120000Z",
        "DTSTAMP:20240601T120000Z",
        "DTSTART;TZID=America/New_York:20240709T090000",
        "LOCATION:Room A\\, Headquarters",
        "LOCATION:Room\\; B\\, \\\\ north",
        "LOCATION:Headquarters",
        "CATEGORIES:AI",
        "COLOR:red",
        "TRANSP:TRANSPARENT",
        "STATUS:CONFIRMED",
        "SEQUENCE:0",
        "ATTACH:https://example.org/slides.pdf",
    ):
        assert f"\r\n{line}\r\n" in text, line
    assert "Moderator: Ada Example (Director\\, Example Org)" in text
    assert "All times are in America/New_York." in text


def test_t14_no_host_gets_out(small: Event) -> None:
    for options in ({}, {"profile": "rich"}):
        text = unfolded(small, **options)
        assert not [line for line in text.split("\r\n") if line.startswith("UID") and "@" in line]


def test_compat_stays_flat_and_free_of_colons_in_parameters(small: Event) -> None:
    for line in unfolded(small).split("\r\n"):
        assert not line.startswith("BEGIN:") or line[6:] in ("VCALENDAR", "VEVENT", "VTIMEZONE", "STANDARD", "DAYLIGHT")
        head = line.partition(":")[0]
        assert '"' not in head


def test_rich_says_who_and_where_in_components(small: Event) -> None:
    text = unfolded(small, profile="rich")
    assert "BEGIN:PARTICIPANT" in text
    assert "BEGIN:VLOCATION" in text
    assert 'STRUCTURED-DATA;FMTTYPE=application/ld+json;SCHEMA="https://schema.org/Event";VALUE=TEXT:' in text


def test_utc_feeds_have_no_zone_at_all(small: Event) -> None:
    text = unfolded(small, times="utc")
    assert "TZID" not in text
    assert "DTSTART:20240709T130000Z" in text


@pytest.mark.parametrize(
    ("choice", "lines"),
    [
        ("status", ["STATUS:CANCELLED", "SUMMARY:Opening"]),
        ("prefix", ["SUMMARY:Cancelled: Opening"]),
        ("omit", []),
    ],
)
def test_cancelled_sessions_are_shown_as_asked(small: Event, choice: str, lines: list[str]) -> None:
    event = small.with_session("talk", status=Status.CANCELLED)
    text = unfolded(event, cancelled=choice)
    for line in lines:
        assert f"\r\n{line}\r\n" in text
    assert ("Opening" in text) == (choice != "omit")
    if choice != "omit":
        assert ics.decode(text.encode()).event.sessions[0].status is Status.CANCELLED
    else:
        assert "cancelled-left-out" in ics.encode(event, cancelled=choice).report.codes


def test_what_is_lost_is_listed(small: Event) -> None:
    event = small.with_person("ada", bio="A life.").with_session("talk", slot=None)
    codes = ics.encode(event).report
    assert [item.path for item in codes if item.code == "not-carried"] == [("people", 0, "bio")]
    assert [item.path for item in codes if item.code == "value-withheld"] == [("people", 0, "email")]
    for_the_team = ics.encode(event, audience="team").report
    assert ("people", 0, "email") in [item.path for item in for_the_team if item.code == "not-carried"]
    assert [item.path for item in codes if item.code == "unscheduled-left-out"] == [("sessions", 0)]


def test_unknown_choices_are_refused(small: Event) -> None:
    with pytest.raises(ValueError, match="expected 'local' or 'utc' as the option 'times', got the text 'zone'"):
        ics.encode(small, times="zone")


def test_streaming_gives_the_same_bytes_piece_by_piece(small: Event) -> None:
    pieces = list(ics.iterencode(small))
    assert len(pieces) == 2 + len(small.sessions)
    assert b"".join(pieces) == ics.encode(small).data


def test_somebody_elses_edit_of_our_text_is_kept_whole(small: Event) -> None:
    data = ics.encode(small).data.replace(b"Why we are here.", b"Why are we here, really?")
    session = ics.decode(data).event.sessions[0]
    assert session.abstract is None
    assert session.description.startswith("Why are we here, really?\nAnd why not.")


def test_alarms_added_through_icalendar_survive(small: Event) -> None:
    import datetime as dt

    import icalendar

    calendar = to_icalendar(small)
    alarm = icalendar.Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("trigger", dt.timedelta(minutes=-15))
    next(iter(calendar.walk("VEVENT"))).add_component(alarm)
    event = ics.decode(calendar.to_ical()).event
    assert b"TRIGGER:-PT15M" in ics.encode(event).data


def test_feeds_hold_what_they_say(small: Event, tmp_path: Path) -> None:
    feeds = write_feeds(small, tmp_path, base_url="https://example.org/cal", personal=["lunch"])
    paths = [feed.path for feed in feeds]
    assert paths == [
        "all.ics", "days/2024-07-09.ics", "tracks/ai.ics", "rooms/a.ics", "rooms/b.ics", "people/ada.ics",
        "kinds/meal.ics", "kinds/social.ics", "kinds/talk.ics", "my.ics",
    ]  # fmt: skip
    for feed in feeds:
        data = (tmp_path / feed.path).read_bytes()
        assert data == feed.data
        event = ics.decode(data).event
        assert event.id == small.id
        assert event.title == small.title
        assert {s.id for s in event.sessions} <= {s.id for s in small.sessions}
        assert len(event.sessions) == feed.sessions
        assert [item for item in check(data) if item.severity.value != "info"] == []
    rich = make_feeds(small, personal=["lunch"], profile="rich")
    assert len({feed.data[feed.data.index(b"UID:") :][:40] for feed in rich}) == len(feeds)
    manifest = json.loads((tmp_path / "feeds.json").read_text(encoding="utf-8"))
    assert manifest["feeds"][0]["webcal"] == "webcal://example.org/cal/all.ics"


def test_feed_names_never_collide_by_case(small: Event) -> None:
    rooms = (small.rooms[0], attrs.evolve(small.rooms[0], id="A"))
    paths = [feed.path.casefold() for feed in make_feeds(attrs.evolve(small, rooms=rooms))]
    assert len(set(paths)) == len(paths)


def test_one_session_costs_what_one_session_needs(small: Event) -> None:
    data = ics.encode(small, sessions=["talk"]).data
    assert data.count(b"BEGIN:VEVENT") == 1
    assert b"Room; B" not in data
    assert ics.decode(data).event.sessions[0] == attrs.evolve(small.sessions[0])


def test_jcal_is_one_component_to_a_line(small: Event) -> None:
    data = jcal.encode(small).data
    assert json.loads(data)[0] == "vcalendar"
    assert data.count(b'\n["vevent"') == 3


@pytest.mark.parametrize(
    ("color", "name"), [("#ff0000", "red"), ("#fe0101", "red"), ("#000", None), ("#3aa57c", "mediumseagreen")]
)
def test_colours_get_their_nearest_name(color: str, name: str | None) -> None:
    assert css_name(color) == name


def test_our_own_calendars_are_healthy(small: Event) -> None:
    assert check(ics.encode(small).data).codes == ("refresh-interval",)


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("BEGIN:VTIMEZONE", "BEGIN:X-ZONE", "undeclared-zone"),
        ("TZOFFSETTO:-0400", "TZOFFSETTO:-0300", "vtimezone-disagrees"),
        ("SUMMARY:Lunch\r\n", "", "missing-title"),
        ("LOCATION:Headquarters\r\n", "", "missing-location"),
        ("DTSTAMP:20240601T120000Z\r\n", "", "missing-dtstamp"),
        (
            "DTEND;TZID=America/New_York:20240709T130000",
            "DTEND;TZID=America/New_York:20240709T110000",
            "end-before-start",
        ),
        ("DTEND;TZID=America/New_York:20240709T130000\r\n", "", "missing-end"),
        ("DTSTART;TZID=America/New_York:20240709T120000", "DTSTART:20240709T120000", "floating-time"),
        ("DTSTART;TZID=America/New_York:20240709T120000", "DTSTART;VALUE=DATE:20240709", "no-time-of-day"),
        ("DTSTART;TZID=America/New_York:20240709T120000\r\n", "", "missing-start"),
        ("SUMMARY:Lunch", "SUMMARY:Lunch\r\nORGANIZER;CN=X:mailto:x@example.org", "sends-invitation"),
        ("SUMMARY:Lunch", "SUMMARY:Lunch " + "x" * 90, "line-too-long"),
        ("SUMMARY:Lunch", "SUMMARY:L\x00unch", "control-character"),
        ("SUMMARY:Lunch", 'X-A;B="c:d":x\r\nSUMMARY:Lunch', "colon-in-parameter"),
        ("VERSION:2.0\r\n", "", "missing-version"),
        ("X-WR-CALNAME:A small meeting\r\n", "", "missing-title"),
        ("\r\n", "\n", "bare-line-feed"),
        ("STATUS:CONFIRMED", "STATUS:CANCELLED", "cancelled-item"),
        ("CALSCALE:GREGORIAN", "METHOD:REQUEST", "message-method"),
        ("SUMMARY:Lunch", "SUMMARY:Lunch\r\nRRULE:FREQ=DAILY", "recurring-item"),
        ("SUMMARY:Lunch", "BEGIN:PARTICIPANT\r\nEND:PARTICIPANT\r\nSUMMARY:Lunch", "nested-component"),
    ],
)
def test_the_doctor_finds_what_is_wrong(small: Event, old: str, new: str, code: str) -> None:
    text = ics.encode(small).data.decode()
    assert old in text
    report = check(
        text.replace(old, new).replace("END:VTIMEZONE", "END:X-ZONE" if "X-ZONE" in new else "END:VTIMEZONE").encode()
    )
    assert code in report.codes
    assert all(item.span is not None for item in report)


def test_the_commands(
    small: Event, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("small.ics").write_bytes(ics.encode(small).data)
    assert main(["check-ics", "small.ics"]) == 0
    assert "info[refresh-interval]" in capsys.readouterr().out
    assert main(["feeds", "small.ics", "--out", "feeds", "--mine", "talk", "--times", "utc"]) == 0
    assert Path("feeds/my.ics").read_bytes().count(b"BEGIN:VEVENT") == 1
    assert "all.ics  3 sessions  A small meeting" in capsys.readouterr().out
    Path("bad.ics").write_text("nothing", encoding="utf-8")
    assert main(["check-ics", "bad.ics"]) == 1
    assert main(["feeds", "bad.ics", "--out", "never"]) == 1
    assert not Path("never").exists()


def test_contacts_are_named_without_their_mail_and_come_back_as_participants(small: Event) -> None:
    talk = small.index.sessions["talk"]
    contact = Participant(agent="ada", role="contact")
    event = attrs.evolve(small, participants=(Participant(agent="org", role="contact"),))
    event = event.with_session("talk", participants=(*talk.participants, contact))
    event = event.with_person("ada", url="https://example.org/ada")
    data = ics.encode(event).value()
    theirs = {str(item["SUMMARY"]): item["CONTACT"] for item in icalendar.Calendar.from_ical(data).walk("VEVENT")}
    assert str(theirs["Opening"]) == "Ada Example (Director, Example Org), https://example.org/ada"
    assert str(theirs["Lunch"]) == str(theirs["Party"]) == "Example Org"
    assert b"canary" not in data
    again = ics.decode(data).value()
    assert again.index.sessions["talk"].participants == event.index.sessions["talk"].participants
    assert not any(session.extra for session in again.sessions)
    added = data.replace(b"SUMMARY:Lunch", b"CONTACT:Somebody else\r\nSUMMARY:Lunch")
    kept = ics.decode(added).value()
    assert kept.index.sessions["lunch"].extra["x-ical-team"]["properties"][0][3] == "Somebody else"
    assert b"CONTACT:Somebody else" in ics.encode(kept, audience="team").value()
    assert b"Somebody else" not in ics.encode(kept).value()


def test_the_rich_profile_says_where_and_who(small: Event) -> None:
    hq = attrs.evolve(
        small.venues[0],
        geo=Geo(latitude=40.75, longitude=-73.97),
        address=PostalAddress(street="1 Example St", country="US"),
    )
    ada = attrs.evolve(small.people[0], url="https://ada.example/")
    rooms = (attrs.evolve(small.rooms[0], description="Upstairs"), *small.rooms[1:])
    event = attrs.evolve(small, venues=(hq,), rooms=rooms, people=(ada,), series=Series(id="meets", title="Meets"))
    data = ics.encode(event, profile="rich").value().replace(b"\r\n ", b"").decode()
    assert '\\"addressCountry\\":\\"US\\"' in data or '"addressCountry":"US"' in data.replace("\\,", ",")
    assert "https://ada.example/" in data
    assert "DESCRIPTION:Upstairs" in data
    assert "REFID:meets" in data
    assert data.count("GEO:40.75;-73.97") >= 2
    plain = ics.decode(ics.encode(event).value()).value()
    assert ics.decode(data.encode()).value() == plain


@pytest.mark.parametrize("text", ["\ufdd0", "\ufffe", "\U0001ffff", "\x85"])
def test_characters_that_must_not_travel_are_seen_beyond_ascii(text: str) -> None:
    assert not is_clean_wide(f"a{text}b".encode())
    assert is_clean_wide("Größe \ufb01 😀".encode())


def test_an_event_called_off_is_left_out_whole(small: Event) -> None:
    off = attrs.evolve(small, status=Status.CANCELLED)
    assert b"BEGIN:VEVENT" not in ics.encode(off, cancelled="omit").value()


def test_a_session_of_an_event_called_off_is_said_to_be_off_and_read_as_it_was(small: Event) -> None:
    off = attrs.evolve(small, status=Status.CANCELLED)
    data = ics.encode(off, cancelled="prefix").value()
    assert data.count(b"STATUS:CONFIRMED") == 3
    again = ics.decode(data).value()
    assert [(s.title, s.status) for s in again.sessions] == [(s.title, s.status) for s in off.sessions]


def test_fractions_of_a_second_are_cut_off_and_told(small: Event) -> None:
    slot = small.sessions[0].slot
    assert slot is not None
    event = small.with_session("talk", slot=attrs.evolve(slot, start=slot.start.replace(microsecond=5)))
    encoded = ics.encode(event)
    assert "time-rounded" in encoded.report.codes
    assert ics.decode(encoded.value()).value().sessions[0].slot.start == slot.start


def test_the_pictures_of_an_event_are_images(small: Event) -> None:
    links = (Link("https://example.org/i.png", "icon"), Link("https://example.org/p.png", "image"))
    event = attrs.evolve(small, links=links, description="", uid="an-id-of-old")
    data = ics.encode(event).value()
    assert b"\r\nIMAGE;DISPLAY=BADGE;VALUE=URI:https://example.org/i.png\r\n" in data
    again = ics.decode(data).value()
    assert (again.links, again.description, again.uid) == (links, "", "an-id-of-old")
    part = ics.decode(ics.encode(event, sessions=["talk"]).value()).value()
    assert (part.uid, len(part.sessions)) == ("an-id-of-old", 1)


def test_nobody_without_a_session_has_a_feed(small: Event) -> None:
    event = attrs.evolve(small, people=(*small.people, Person(id="bob", name="Bob")))
    assert [feed.subject for feed in make_feeds(event) if feed.group == "person"] == ["ada"]


def test_more_times_than_are_remembered_are_written_right(small: Event) -> None:
    begin = small.sessions[0].slot.start
    slots = [Slot(begin + dt.timedelta(minutes=number), None) for number in range(5002)]
    many = tuple(Session(id=f"s{number}", title="S", slot=slot) for number, slot in enumerate(slots))
    again = ics.decode(ics.encode(attrs.evolve(small, sessions=many)).value()).value()
    assert [session.slot for session in again.sessions] == slots
