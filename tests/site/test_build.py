"""The folder: what is in it, how it is written, and what it never overwrites."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
import re
import sys
import tracemalloc
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import unquote
from xml.etree import ElementTree as ET

import attrs
import pytest

from ospo_events.cli import main
from ospo_events.codecs.calendar import make_calendar
from ospo_events.codecs.calendar.doctor import check
from ospo_events.codecs.loss import is_invented
from ospo_events.codecs.schedule.encode import encode_schedule_json, encode_schedule_xml, invented
from ospo_events.diagnostics import Severity
from ospo_events.model import Event, Link, Milestone, Participant, Person, Room, Session, Track, WallClock
from ospo_events.site import FolderInTheWay, Options, SiteBuild, make_site, write_site
from ospo_events.site._names import file_names
from ospo_events.views import html_text

ROOT = Path(__file__).parents[2]
EXAMPLE = str(ROOT / "examples" / "ospos2024.yaml")
_IDS, _ADDRESSES = re.compile(r'\sid="([^"]+)"'), re.compile(r'(?:href|src)="([^"]*)"')
EVERYTHING = Options(pages=True, door_sheets=True, nameplates=True, base_url="https://site.example/2024?x#y")


def test_the_index_tells_what_was_written(programme: Event) -> None:
    site = make_site(programme, EVERYTHING)
    index = json.loads(site.files["files.json"])
    assert index["generator"] == "ospo-events"
    listed = {entry["path"]: entry for entry in index["files"]}
    assert set(listed) == set(site.files) - {"files.json"}
    for path, entry in listed.items():
        assert entry["bytes"] == len(site.files[path])
        assert entry["sha256"] == hashlib.sha256(site.files[path]).hexdigest()
    assert {"index.html", "event.json", "event.jsonld", "calendar/all.ics", "calendar/tracks/ai.ics"} <= set(listed)
    assert {"sessions/keynote.html", "people/ada.html", "rooms/hall.html", "tracks/ai.html"} <= set(listed)
    assert {"doors.html", "nameplates.html", "sitemap.xml", "calendar/sessions/keynote.ics"} <= set(listed)


def links_to_nowhere(files: Mapping[str, bytes]) -> list[tuple[str, str]]:
    """Return the page and the address of each link within a site whose target is not there."""
    ids = {path: set(_IDS.findall(data.decode())) for path, data in files.items() if path.endswith(".html")}
    lost: list[tuple[str, str]] = []
    for path in ids:
        for address in _ADDRESSES.findall(files[path].decode()):
            if address.startswith(("http:", "https:", "mailto:", "webcal:", "data:")):
                continue
            file, _, fragment = unquote(address).partition("#")
            file, _, _ = file.partition("?")
            target = os.path.normpath(os.path.join(os.path.dirname(path), file)) if file else path
            if target not in files or (fragment and fragment not in ids[target]):
                lost.append((path, address))
    return lost


def test_every_link_inside_the_site_leads_somewhere(programme: Event) -> None:
    assert links_to_nowhere(make_site(programme, EVERYTHING).files) == []
    assert links_to_nowhere({"a.html": b'<a href="b.html">'}) == [("a.html", "b.html")]
    assert links_to_nowhere({"a.html": b'<a href="#x">'}) == [("a.html", "#x")]


def test_subscriptions_and_sitemap_need_the_address(programme: Event) -> None:
    site = make_site(programme, EVERYTHING)
    assert b'href="webcal://site.example/2024/calendar/all.ics"' in site.files["index.html"]
    places = [item.text for item in ET.fromstring(site.files["sitemap.xml"]).iter() if item.tag.endswith("loc")]
    assert "https://site.example/2024/" in places
    assert "https://site.example/2024/sessions/keynote.html" in places
    without = make_site(programme)
    assert without.report.codes == ("missing-base-url",)
    assert "sitemap.xml" not in without.files
    assert b"webcal:" not in without.files["index.html"]
    with pytest.raises(ValueError, match="base URL"):
        make_site(programme, Options(base_url="javascript:alert(1)"))


def test_t14_nothing_private_is_in_any_file(programme: Event) -> None:
    canary = Link("https://canary.example/join", "stream", audience="team")
    people = tuple(attrs.evolve(person, email=f"{person.id}@canary.example") for person in programme.people)
    sessions = tuple(attrs.evolve(item, links=(*item.links, canary)) for item in programme.sessions)
    site = make_site(attrs.evolve(programme, people=people, sessions=sessions), EVERYTHING)
    assert [path for path, data in site.files.items() if b"canary" in data] == []


def test_t15_same_event_same_files(programme: Event) -> None:
    assert make_site(attrs.evolve(programme), EVERYTHING).files == make_site(programme, EVERYTHING).files


def test_t02_moving_a_session_changes_no_file_name(programme: Event) -> None:
    slot = WallClock("America/New_York").slot("2024-07-10", "12:00", "12:30")
    moved = programme.with_session("keynote", slot=slot, title="New")
    assert set(make_site(moved, EVERYTHING).files) == set(make_site(programme, EVERYTHING).files)


def test_file_names_are_safe_everywhere() -> None:
    names = file_names(["a", "A", "con", "aux.b", "x.", "b"])
    assert names["a"] != names["A"].lower()
    assert len({name.lower() for name in names.values()}) == 6
    assert not any(name.endswith(".") or name.split(".")[0] in ("con", "aux") for name in names.values())
    assert names["b"] == "b"


def test_a_folder_of_ours_is_replaced_and_what_others_made_is_kept(programme: Event, tmp_path: Path) -> None:
    out = tmp_path / "deep" / "out"
    files = make_site(programme).files
    write_site(files, out)
    assert sorted(p.name for p in out.parent.iterdir()) == ["out"]
    smaller = make_site(attrs.evolve(programme, tracks=(), sessions=()), Options()).files
    write_site(smaller, out)
    assert not (out / "calendar" / "tracks").exists()
    (out / "mine.txt").write_text("mine")
    with pytest.raises(FolderInTheWay, match=r"mine\.txt"):
        write_site(files, out)
    (out / "mine.txt").unlink()
    (out / "index.html").write_text("edited")
    with pytest.raises(FolderInTheWay, match="changed since"):
        write_site(files, out)
    (out / "index.html").unlink()
    (out / "index.html").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(FolderInTheWay, match="not made by"):
        write_site(files, out)
    assert sorted(p.name for p in out.parent.iterdir()) == ["out"]


def test_other_folders_and_files_are_refused(programme: Event, tmp_path: Path) -> None:
    files = make_site(programme).files
    (tmp_path / "file").write_text("x")
    with pytest.raises(FolderInTheWay, match="got the file"):
        write_site(files, tmp_path / "file")
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "a").write_text("x")
    for index in (None, "{", '{"generator": "other"}', '{"generator": "ospo-events"}', "[" * 100_000):
        if index is not None:
            (tmp_path / "full" / "files.json").write_text(index)
        with pytest.raises(FolderInTheWay, match="not made by ospo-events"):
            write_site(files, tmp_path / "full")
    (tmp_path / "empty").mkdir()
    write_site(files, tmp_path / "empty")
    assert (tmp_path / "empty" / "index.html").is_file()


def test_a_failure_leaves_the_old_folder(programme: Event, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "out"
    files = make_site(programme).files
    write_site(files, out)
    real = os.rename

    def failing(source: Path, target: Path) -> None:
        if Path(target) == out.resolve() and Path(source).name != "site":
            raise OSError("disk full")
        real(source, target)

    monkeypatch.setattr(os, "rename", failing)
    with pytest.raises(OSError, match="disk full"):
        write_site({**files, "more.txt": b"x"}, out)
    monkeypatch.undo()
    assert {p.relative_to(out).as_posix() for p in out.rglob("*") if p.is_file()} == set(files)
    assert [p.name for p in tmp_path.iterdir()] == ["out"]


def contents(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_files_are_written_as_they_are_made(programme: Event, tmp_path: Path) -> None:
    made = 0

    def files() -> Iterator[tuple[str, bytes]]:
        nonlocal made
        for file in SiteBuild(programme, EVERYTHING).files():
            there = [path for path in tmp_path.rglob("*") if path.is_file()]
            assert len(there) == made, "the last one is on the disk before the next is made"
            assert not (tmp_path / "out").exists(), "the folder is there when all are made"
            made += 1
            yield file

    write_site(files(), tmp_path / "out")
    assert contents(tmp_path / "out") == make_site(programme, EVERYTHING).files
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_a_build_that_fails_half_way_leaves_the_old_folder(programme: Event, tmp_path: Path) -> None:
    old = make_site(programme).files
    write_site(old, tmp_path / "out")

    def files() -> Iterator[tuple[str, bytes]]:
        yield "index.html", b"new"
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_site(files(), tmp_path / "out")
    assert contents(tmp_path / "out") == old
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_a_build_killed_between_the_folders_is_put_right_by_the_next(programme: Event, tmp_path: Path) -> None:
    old = make_site(programme).files
    write_site(old, tmp_path / "out")
    (tmp_path / ".out.old.abc").mkdir()
    (tmp_path / "out").rename(tmp_path / ".out.old.abc" / "site")

    def failing() -> Iterator[tuple[str, bytes]]:
        assert contents(tmp_path / "out") == old, "it is back before anything is made"
        raise OSError("disk full")
        yield

    with pytest.raises(OSError, match="disk full"):
        write_site(failing(), tmp_path / "out")
    assert contents(tmp_path / "out") == old
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_what_others_put_into_the_folder_during_a_build_is_kept(programme: Event, tmp_path: Path) -> None:
    files = make_site(programme).files
    write_site(files, tmp_path / "out")

    def slowly() -> Iterator[tuple[str, bytes]]:
        yield from files.items()
        (tmp_path / "out" / "mine.txt").write_text("mine")

    with pytest.raises(FolderInTheWay, match=r"mine\.txt"):
        write_site(slowly(), tmp_path / "out")
    assert (tmp_path / "out" / "mine.txt").read_text() == "mine"


def test_a_build_holds_no_more_than_a_few_files() -> None:
    event = crowd(60)
    total = sum(len(data) for _, data in SiteBuild(event, EVERYTHING).files())  # and what is made once for all

    def peak(*, keep: bool) -> int:
        build, kept = SiteBuild(event, EVERYTHING), list[bytes]()
        tracemalloc.start()
        for _, data in build.files():
            if keep:
                kept.append(data)
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return most

    assert peak(keep=True) - peak(keep=False) > total * 3 / 4, "the build keeps none of them itself"


@pytest.mark.parametrize("url", [None, "https://a.example/"])
@pytest.mark.parametrize("base", [None, "https://b.example/"])
def test_what_schedules_invent_is_known_without_listing_the_rest(
    programme: Event, url: str | None, base: str | None
) -> None:
    event = attrs.evolve(programme, url=url)
    for encode in (encode_schedule_xml, encode_schedule_json):
        report = encode(event, base_url=base).report
        assert tuple(filter(is_invented, report)) == invented(event, base_url=base).diagnostics
    assert invented(event, base_url=base).ok
    assert len(invented(event, base_url=base)) == (url is None and base is None)


def test_the_commands(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "out"
    theme = tmp_path / "own.css"
    theme.write_text(":root { --accent: #7a1fa2 }")
    words = ["build", EXAMPLE, "--out", str(out), "--pages", "--theme", str(theme), "--base-url", "https://a.example/"]
    assert main(words) == 0
    assert "files in" in capsys.readouterr().out
    assert b"--accent: #7a1fa2" in (out / "assets" / "page.css").read_bytes()
    (out / "index.html").write_text("edited")
    assert main(words) != 0
    assert "changed since it was built" in capsys.readouterr().err
    assert main(["now", EXAMPLE, "--at", "2024-07-09T10:00"]) == 0
    assert json.loads(capsys.readouterr().out)["now"] == ["thematic-track-1"]
    assert main(["now", EXAMPLE, "--at", "2024-07-09T10:00", "--text"]) == 0
    assert "Thematic Track #1" in capsys.readouterr().out
    assert main(["now", EXAMPLE, "--at", "noon"]) != 0
    assert "expected a date and time" in capsys.readouterr().err
    assert main(["now", EXAMPLE]) == 0


def test_the_command_with_templates_and_with_mistakes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    templates = tmp_path / "templates"
    templates.mkdir()
    words = ["build", EXAMPLE, "--out", str(tmp_path / "out"), "--templates", str(templates)]
    assert main(words) != 0
    assert "page.html" in capsys.readouterr().err
    (templates / "page.html").write_text("<title>{{title}}</title>mine")
    assert main(words) == 0
    assert (tmp_path / "out" / "index.html").read_text() == "<title>OSPOs for Good 2024</title>mine"
    (templates / "page.html").write_bytes(b"\xff")
    assert main(words) != 0
    assert "expected UTF-8" in capsys.readouterr().err
    assert main(["build", EXAMPLE, "--out", str(tmp_path / "o"), "--base-url", "x:y"]) != 0
    assert not (tmp_path / "o").exists()
    assert main(["build", str(tmp_path / "missing.yaml"), "--out", str(tmp_path / "o")]) == 1
    assert main(["now", str(tmp_path / "missing.yaml")]) == 1


def test_milestones_are_a_calendar_of_the_site(programme: Event) -> None:
    closes = Milestone(kind="call-closes", date=dt.date(2024, 3, 1))
    site = make_site(attrs.evolve(programme, milestones=[closes]), EVERYTHING)
    assert b"DTSTART;VALUE=DATE:20240301" in site.files["calendar/milestones.ics"]
    assert b"calendar/milestones.ics" in site.files["index.html"]
    assert "calendar/milestones.ics" not in make_site(programme, EVERYTHING).files


def test_an_empty_programme(tmp_path: Path) -> None:
    event = Event(id="e", title="E", timezone="UTC")
    site = make_site(event, Options(pages=True, door_sheets=True, nameplates=True))
    assert b"No room has a session yet" in site.files["doors.html"]
    assert b"names no people yet" in site.files["nameplates.html"]
    placed = attrs.evolve(event, sessions=(Session(id="s", title="S"),))
    assert "sessions/s.html" in make_site(placed, Options(pages=True)).files


def test_a_part_without_a_time_of_its_own_is_at_the_time_of_the_whole(programme: Event) -> None:
    site = make_site(programme, Options(pages=True, door_sheets=True))
    person = site.files["people/ada.html"].decode()
    assert "Panel: whose engine?" in person
    assert "Not scheduled yet" not in person
    assert person.index("09:30") < person.index("Panel: whose engine?")
    assert "Panel: whose engine?" in site.files["doors.html"].decode()
    assert "<h1><bdi>Dr. Ada Example</bdi></h1>" in person


def test_times_of_parts_in_a_ring_or_of_nothing() -> None:
    ring = (Session(id="a", title="A", parent="b"), Session(id="b", title="B", parent="a"))
    event = Event(id="e", title="E", timezone="UTC", sessions=(*ring, Session(id="c", title="C", parent="nobody")))
    assert event.index.resolved is event


def test_the_calendar_doctor_finds_no_fault_with_any_calendar(programme: Event) -> None:
    calendars = {path: data for path, data in make_site(programme, EVERYTHING).files.items() if path.endswith(".ics")}
    assert {path.split("/")[1] for path in calendars} == {"all.ics", "days", "tracks", "rooms", "people", "sessions"}
    for path, data in calendars.items():
        assert [item for item in check(data) if item.severity is not Severity.INFO] == [], path


def test_links_lead_somewhere_where_ids_are_awkward() -> None:
    clock = WallClock("Europe/Berlin")
    rooms = (Room(id="con", name="Con"), Room(id="A", name="A"), Room(id="a", name="a"))
    sessions = tuple(
        Session(id=id, title=id, slot=clock.slot("2026-03-01", "10:00", "11:00", rooms=(room.id,)), tracks=("aux.x",))
        for id, room in zip(("nul", "B", "b."), rooms, strict=True)
    )
    event = Event(
        id="e",
        title="E",
        timezone="Europe/Berlin",
        rooms=rooms,
        sessions=sessions,
        tracks=(Track(id="aux.x", title="X"),),
    )
    site = make_site(event, EVERYTHING)
    assert links_to_nowhere(site.files) == []
    assert len({path.lower() for path in site.files}) == len(site.files)


def test_a_large_programme_has_small_calendars() -> None:
    """The calendar of one person holds what it needs, not the whole programme's people."""
    clock = WallClock("Europe/Berlin")
    people = tuple(Person(id=f"p{number}", name=f"Person {number}") for number in range(50))
    sessions = tuple(
        Session(
            id=f"s{number}",
            title=f"Talk {number}",
            slot=clock.slot("2026-03-01", "10:00", "11:00"),
            participants=(Participant(agent=f"p{number}", role="speaker"),),
        )
        for number in range(50)
    )
    site = make_site(Event(id="e", title="E", timezone="Europe/Berlin", people=people, sessions=sessions), EVERYTHING)
    for folder in ("people/p7", "sessions/s7"):
        calendar = site.files[f"calendar/{folder}.ics"]
        assert b"Person 7" in calendar
        assert b"Person 8" not in calendar


def crowd(count: int) -> Event:
    """Return an event with as many people as sessions, ten sessions at a time, and links from one to another."""
    clock = WallClock("Europe/Brussels")
    rooms = [Room(id=f"r{number}", name=f"Room {number}") for number in range(10)]
    tracks = [Track(id=f"t{number}", title=f"Track {number}") for number in range(5)]
    people = [Person(id=f"p{number}", name=f"Person {number}", bio="Somebody.") for number in range(count)]
    sessions = [
        Session(
            id=f"s{number}",
            title=f"Talk {number}",
            slot=clock.slot(
                f"2026-05-{1 + number // 100:02}",
                f"{8 + number // 10 % 10:02}:00",
                f"{8 + number // 10 % 10:02}:45",
                rooms=[rooms[number % 10]],
            ),
            tracks=[tracks[number % 5]],
            participants=[Participant(agent=people[number].id)],
            abstract="What it is about.",
        )
        for number in range(count)
    ]
    return Event(
        id="crowd",
        title="Crowd",
        timezone="Europe/Brussels",
        rooms=rooms,
        tracks=tracks,
        people=people,
        sessions=sessions,
    )


def calls(event: Event) -> int:
    """Return how many functions are called to make the site of an event: a measure that no other program disturbs."""
    count = 0

    def note(_frame: object, what: str, _argument: object) -> None:
        nonlocal count
        count += what in ("call", "c_call")

    sys.setprofile(note)
    try:
        make_site(event, EVERYTHING)
    finally:
        sys.setprofile(None)
    return count


def test_a_site_costs_as_much_more_as_the_programme_is_larger() -> None:
    calls(crowd(10))  # what is made once for all
    assert calls(crowd(160)) < 4.1 * calls(crowd(40))


def test_the_calendar_of_a_session_is_what_a_calendar_of_it_alone_is(programme: Event) -> None:
    site = make_site(programme, EVERYTHING)
    shown = programme.index.resolved
    for session in shown.sessions:
        if session.slot is not None:
            alone = make_calendar(shown, session.title, [session], key=f"session/{session.id}")
            assert site.files[f"calendar/sessions/{session.id}.ics"] == alone


def test_texts_are_made_readable_once_for_all_that_shows_them(monkeypatch: pytest.MonkeyPatch) -> None:
    event = crowd(20)
    marked = [attrs.evolve(session, abstract=f"<p>{session.id} &amp; more</p>") for session in event.sessions]
    made: list[str] = []
    plain = html_text.readable

    def counting(text: str, **options: bool) -> str:
        made.append(text)
        return plain(text, **options)

    monkeypatch.setattr(html_text, "readable", counting)
    site = make_site(attrs.evolve(event, sessions=marked), EVERYTHING)
    # What is plain already may have a sign of markup in it, and is looked at again.
    assert sorted(text for text in made if "<p>" in text) == sorted(str(session.abstract) for session in marked)
    assert [item.code for item in site.losses["html"]].count("markup-in-text") == len(marked)
    assert [item.code for item in site.losses["ics"]].count("markup-in-text") == len(marked)
