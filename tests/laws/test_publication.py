"""What no format for others publishes: two things under one identity, a link that runs something; and who refuses."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ospo_events import load
from ospo_events.cli import main
from ospo_events.codecs import CODECS, Codec
from ospo_events.codecs.calendar import make_calendar, make_feeds
from ospo_events.codecs.publishable import publishable, repaired
from ospo_events.diagnostics import Report, Severity
from ospo_events.errors import InvalidProgramme
from ospo_events.model import Acceptance, Event, Link, Organization, Participant, Person, Room, Session, Slot, Track
from ospo_events.model.identity import session_uid
from ospo_events.site import Options, make_site
from ospo_events.strategies import events
from ospo_events.validation import PUBLICATION_CODES, publication_problems, validate
from tests.support.archives import opened

ROOT = Path(__file__).parents[2]
EXAMPLE = load(ROOT / "examples" / "ospos2024.yaml")
WRITERS = [codec for codec in CODECS.values() if codec.writes and codec.publishes]
FEW = settings.default.max_examples // 5  # type: ignore[union-attr]
RUNS = (
    "javascript:alert(1)",
    "JavaScript:alert(1)",
    " java\tscript:alert(1)",
    "\x01javascript:alert(1)",
    "vbscript:x(1)",
)


def everywhere(value: Any, href: str) -> Any:
    """Return an object of the model with an address in every place that holds one."""
    if isinstance(value, tuple):
        return tuple(everywhere(item, href) for item in value)
    if not attrs.has(type(value)):
        return value
    changes: dict[str, Any] = {}
    for field in attrs.fields(type(value)):
        old = getattr(value, field.name)
        if field.name in ("href", "url"):
            changes[field.name] = href
        elif field.name == "concepts":
            changes[field.name] = (href, *old)
        elif field.name == "license":
            changes[field.name] = href
        elif field.name == "links":
            changes[field.name] = (Link(href), *everywhere(old, href), Link("https://good.example/"))
        elif isinstance(old, tuple) or attrs.has(type(old)):
            changes[field.name] = everywhere(old, href)
    return attrs.evolve(value, **changes)


def doubled(event: Event) -> Event:
    """Return an event in which whatever can have two of one id has two of one id."""
    changes: dict[str, Any] = {}
    for name in ("venues", "rooms", "tracks", "people", "organizations", "sessions"):
        items = getattr(event, name)
        changes[name] = (*items, *items)
    return attrs.evolve(event, **changes)


def astray(event: Event) -> Event:
    """Return an event with references that lead nowhere and round in circles."""
    lost = Participant(agent="nobody-there", role="speaker")
    sessions = tuple(
        attrs.evolve(
            session,
            parent=event.sessions[number - 1].id,
            repeat_of=event.sessions[number - 1].id if number % 2 else "no-session",
            tracks=(*session.tracks, "no-track"),
            slot=None if session.slot is None else attrs.evolve(session.slot, rooms=("no-room", *session.slot.rooms)),
            participants=(lost, *session.participants),
        )
        for number, session in enumerate(event.sessions)
    )
    return attrs.evolve(
        event,
        sessions=sessions,
        participants=(*event.participants, lost),
        organizations=(*event.organizations, Organization(id="ring", name="Ring", parent="ring")),
        people=(*event.people, Person(id="of-nobody", name="P", affiliation="no-organization")),
        rooms=(*event.rooms, Room(id="nowhere", name="R", venue="no-venue")),
    )


@pytest.mark.parametrize("codec", WRITERS, ids=[codec.name for codec in WRITERS])
def test_a_link_that_runs_something_leaves_no_output(codec: Codec) -> None:
    for href in RUNS:
        event = everywhere(EXAMPLE, href)
        encoded = codec.encode(event)
        assert encoded.report.ok
        assert "script:" not in opened(encoded.data).decode().lower().replace("\\t", "").replace("\t", "")
        assert "unsafe-link" in encoded.report.codes
        assert {("url",), ("links", 0), ("sessions", 0, "links", 0)} <= {
            item.path for item in encoded.report if item.code == "unsafe-link"
        }


@pytest.mark.parametrize("codec", WRITERS, ids=[codec.name for codec in WRITERS])
def test_the_laws_hold_for_what_is_left(codec: Codec) -> None:
    for event in (everywhere(EXAMPLE, RUNS[0]), doubled(EXAMPLE)):
        encoded = codec.encode(event)
        if not codec.reads or not encoded.report.ok:
            continue
        needed = {"zone": event.timezone.key, "title": event.title}
        options = {option.name: needed[option.name] for option in codec.decode_options if option.required}
        fitted = codec.fit(event)
        assert codec.decode(encoded.data, **options).event == fitted.event
        assert encoded.report == fitted.report
        assert publication_problems(fitted.event).ok


def test_findings_behind_links_that_are_left_out_stand_at_their_places() -> None:
    links = [Link("javascript:x"), Link("https://a.example/"), Link("tel:1"), Link("https://b.example/", title="B")]
    event = Event(id="e", title="E", timezone="UTC", links=links)
    ready = publishable(event)
    assert ready.event.links == tuple(links[1:])
    assert ready.path_before(("links", 1)) == ("links", 2)
    assert ready.path_before(("links", 9)) == ("links", 9)
    paths = [item.path for item in CODECS["html"].encode(event).report if item.code == "unsafe-link"]
    assert paths == [("links", 0), ("links", 2)]


@pytest.mark.parametrize("codec", WRITERS, ids=[codec.name for codec in WRITERS])
def test_two_sessions_of_one_id_are_both_there(codec: Codec) -> None:
    slot = Slot(EXAMPLE.clock.at("2024-07-09", "09:00"), EXAMPLE.clock.at("2024-07-09", "10:00"))
    sessions = (Session(id="s", title="The first", slot=slot), Session(id="s", title="The other", slot=slot))
    event = Event(id="e", title="E", timezone=EXAMPLE.timezone, sessions=sessions, days=("2024-07-09",))
    options: dict[str, Any] = {"at": slot.start} if codec.name == "now" else {}
    text = opened(codec.encode(event, **options).data).decode()
    assert "The first" in text
    assert "The other" in text


def test_no_two_entries_of_a_calendar_share_a_uid() -> None:
    slot = EXAMPLE.sessions[0].slot
    taken = session_uid(EXAMPLE, Session(id="e", title="E"))
    ids = (("s", None), ("s", None), ("s", "u"), ("t", "u"), ("u", "u"), ("v", taken), ("e", None), ("s", None))
    sessions = tuple(Session(id=id, title=f"T{n}", slot=slot, uid=uid) for n, (id, uid) in enumerate(ids))
    event = attrs.evolve(EXAMPLE, sessions=sessions)
    for data in (
        CODECS["ics"].encode(event).data,
        make_feeds(event)[0].data,
        make_calendar(event, "All", publishable(event).event.sessions),
    ):
        entries = data.decode().replace("\r\n ", "").split("BEGIN:VEVENT")[1:]
        uids = [line for entry in entries for line in entry.splitlines() if line.startswith("UID:")]
        assert len(set(uids)) == len(uids) > 0
    assert len({session_uid(event, session) for session in publishable(event).event.sessions}) == len(sessions)
    assert publishable(event).event.sessions[2].uid == "u", "the first keeps it"


@settings(max_examples=FEW)
@given(events(max_sessions=4), st.sampled_from(RUNS))
def test_what_is_repaired_can_be_published(event: Event, href: str) -> None:
    for broken in (
        event,
        doubled(event),
        astray(event),
        everywhere(event, href),
        everywhere(doubled(astray(event)), href),
    ):
        whole, report = repaired(broken)
        assert publication_problems(whole).ok
        assert all(item.severity is Severity.WARNING for item in report)
        assert repaired(whole) == (whole, Report())
        assert [session.title for session in whole.sessions] == [session.title for session in broken.sessions]
    if publication_problems(event).ok:
        assert repaired(event)[0] is event, "a sound event stays the very same"


def test_a_site_has_a_page_for_each_and_no_link_that_runs() -> None:
    broken = everywhere(doubled(EXAMPLE), RUNS[0])
    with pytest.raises(InvalidProgramme) as refused:
        make_site(broken)
    assert {"duplicate-id", "link-scheme"} <= set(refused.value.report.codes) <= set(PUBLICATION_CODES)
    site = make_site(broken, Options(pages=True, door_sheets=True, nameplates=True, force=True))
    pages = [path for path in site.files if path.startswith("sessions/")]
    assert len(pages) == len(broken.sessions) == 2 * len(EXAMPLE.sessions)
    assert {"duplicate-id", "unsafe-link"} <= set(site.report.codes)
    for path, data in site.files.items():
        assert b"javascript:" not in data.lower(), path


def test_the_named_codes_are_rules_and_acceptances_count() -> None:
    slot = EXAMPLE.sessions[0].slot
    event = attrs.evolve(
        EXAMPLE, sessions=[Session(id="s", title="A", slot=slot), Session(id="s", title="B", slot=slot)]
    )
    assert publication_problems(event).codes == ("duplicate-id",)
    assert set(publication_problems(event).codes) <= set(validate(event, select=PUBLICATION_CODES).codes)
    accept = (Acceptance(rule="duplicate-id", reason="on purpose", where=("s",)),)
    assert publication_problems(attrs.evolve(event, accept=accept)).ok
    assert publication_problems(EXAMPLE).ok


TEXT = """format: 1
id: e
title: E
timezone: UTC
{}sessions:
  - {{id: s, title: A, day: 2024-07-09, time: 09:00-10:00}}
  - {{id: s, title: B, day: 2024-07-09, time: 10:00-11:00, room: nowhere}}
"""


@pytest.mark.parametrize("command", ["convert", "build", "feeds"])
def test_commands_refuse_unless_forced(command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path, out = tmp_path / "e.yaml", tmp_path / "out.ics"
    path.write_text(TEXT.format(""))
    words = [command, str(path), *([str(out)] if command == "convert" else ["--out", str(out)])]
    assert main(words) == 1
    said = capsys.readouterr().err
    assert "error[duplicate-id]" in said
    assert "error[dangling-reference]" in said
    assert said.count("\nnothing was written: 2 errors in ids, references or links") == 1
    assert not out.exists()
    assert main([*words, "--force"]) == 0
    said = capsys.readouterr().err
    assert "error[duplicate-id]" in said
    assert "published with 2 errors, as --force asks" in said
    assert out.exists()


def test_native_targets_and_accepted_findings_are_not_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "e.yaml"
    path.write_text(TEXT.format(""))
    assert main(["convert", str(path), str(tmp_path / "e.json")]) == 0
    accept = "accept: [{rule: duplicate-id, where: [s], reason: agreed}, {rule: dangling-reference, reason: agreed}]\n"
    path.write_text(TEXT.format(accept))
    assert main(["convert", str(path), str(tmp_path / "e.ics")]) == 0
    assert "nothing was written" not in capsys.readouterr().err


def test_a_refusal_for_programs_is_one_document(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "e.yaml"
    path.write_text(TEXT.format(""))
    assert main(["convert", str(path), str(tmp_path / "e.ics"), "--format", "json"]) == 1
    out, err = capsys.readouterr()
    assert [item["code"] for item in json.loads(out)["diagnostics"]] == ["duplicate-id", "dangling-reference"]
    assert err == ""


def test_a_guid_that_two_entries_share_is_that_of_one() -> None:
    talk = {
        "title": "A",
        "guid": "u",
        "id": 1,
        "date": "2024-07-09T09:00:00+02:00",
        "start": "09:00",
        "duration": "1:00",
    }
    other = {**talk, "title": "B", "date": "2024-07-09T11:00:00+02:00", "start": "11:00", "id": 1}
    days = [{"index": 1, "date": "2024-07-09", "rooms": {"Hall": [talk, other]}}]
    conference = {"title": "C", "acronym": "c", "time_zone_name": "Europe/Berlin", "days": days}
    decoded = CODECS["schedule-json"].decode(
        json.dumps({"schedule": {"version": "1", "conference": conference}}).encode()
    )
    assert decoded.event is not None
    assert decoded.report.ok
    assert len(decoded.report) > 0
    assert len({session_uid(decoded.event, session) for session in decoded.event.sessions}) == 2
    assert publication_problems(decoded.event).ok


def test_links_of_others_that_run_something_are_left_out_with_their_place() -> None:
    data = b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VEVENT\r\nUID:a\r\nDTSTAMP:20240709T090000Z\r\n"
    data += b"DTSTART:20240709T090000Z\r\nSUMMARY:A\r\nURL:javascript:alert(1)\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    decoded = CODECS["ics"].decode(data, source="c.ics")
    assert decoded.event is not None
    assert "javascript" not in CODECS["json"].encode(decoded.event).data.decode()
    (finding,) = [item for item in decoded.report if item.code == "unsafe-link"]
    assert finding.span is not None
    assert finding.span.source == "c.ics"


def test_tracks_of_one_id_are_told_apart() -> None:
    event = Event(
        id="e", title="E", timezone="UTC", tracks=[Track(id="t" * 100, title="A"), Track(id="t" * 100, title="B")]
    )
    ids = [track.id for track in publishable(event).event.tracks]
    assert len(set(ids)) == 2
    assert max(map(len, ids)) <= 100
