"""Changes as documents: what people read, what programs read, and that neither can be fooled."""

import datetime as dt
import json
import re
from pathlib import Path
from xml.etree import ElementTree

import attrs
import icalendar
import jsonschema
import pytest
from hypothesis import given, settings

from ospo_events import Event, InvalidOption, OspoEventsError, Person, Room, Session, for_audience, load
from ospo_events.codecs.changes import FORMATS, changes_schema, notices, read_changes, write_changes
from ospo_events.strategies import chains
from ospo_events.views import Action, Changes, Impact, PatchMisfit, Thing, diff

EXAMPLES = Path(__file__).parents[2] / "examples"
AT = dt.datetime(2024, 7, 1, 12, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)


@pytest.fixture(scope="module")
def older() -> Event:
    event = load(EXAMPLES / "ospos2024.yaml")
    rooms = (Room(id="hall", name="Great Hall"), Room(id="a", name="Room A"))
    people = (Person(id="ada", name="Ada Example"), Person(id="bob", name="Bob Example"))
    event = attrs.evolve(event, rooms=rooms, people=people)
    return in_hall(event, "opening-plenary", "ada").with_session("devrooms", participants=["bob"])


def in_hall(event: Event, id: str, *people: str) -> Event:
    slot = event.index.sessions[id].slot
    assert slot is not None
    return event.with_session(id, slot=attrs.evolve(slot, rooms=("hall",)), participants=people)


def later(event: Event, id: str, by: dt.timedelta) -> Event:
    slot = event.index.sessions[id].slot
    assert slot is not None
    assert slot.end is not None
    return event.with_session(id, slot=attrs.evolve(slot, start=slot.start + by, end=slot.end + by))


@pytest.fixture(scope="module")
def changes(older) -> Changes:
    newer = later(older, "opening-plenary", HOUR).with_session("closing-plenary", status="cancelled")
    newer = newer.without_session("devrooms").with_room("hall", name="Auditorium")
    newer = newer.with_session("day-1-lunch", url="https://example.org/menu", abstract="Soup")
    return diff(older, attrs.evolve(newer, version="2"))


def test_text_says_first_what_to_act_on(changes):
    assert write_changes(changes, "text").decode() == (
        "OSPOs for Good 2024, version 2\n"
        "1 cancelled, 1 moved, 1 gone, 1 renamed. Times are in America/New_York (UTC-4).\n"
        "\n"
        "Cancelled\n"
        "  Closing Plenary – The Next Decade: Envisioning the Future of Open Source\n"
        "      does not take place; was to be Wednesday 10 July, 17:00–17:30\n"
        "\n"
        "At another time\n"
        "  Opening Plenary: Embracing Open Source Technology to Achieve the SDGs\n"
        "      Tuesday 9 July, 09:00–09:30 → 10:00–10:30, Auditorium\n"
        "\n"
        "No longer in the programme\n"
        "  Devrooms: Open Source at Work in the World\n"
        "      was to be Wednesday 10 July, 11:00–12:00\n"
        "\n"
        "Renamed\n"
        "  Room Auditorium\n"
        "      was called “Great Hall”; its sessions stay where they are\n"
        "\n"
        "and 3 other changes: 1 of abstract, 1 of url, 1 of version\n"
    )


def test_all_is_told_where_all_is_asked_for(changes):
    text = write_changes(changes, "text", shown=tuple(Impact)).decode()
    assert "url: not stated → https://example.org/menu" in text
    assert "abstract: not stated → Soup" in text
    assert "other changes" not in text


@pytest.mark.parametrize("format", FORMATS)
def test_the_same_bytes_again(changes, format):
    assert write_changes(changes, format, at=AT) == write_changes(changes, format, at=AT)


def test_unknown_formats_are_refused(changes):
    with pytest.raises(InvalidOption, match="expected one of text, markdown"):
        write_changes(changes, "pdf")


def test_html_is_a_page_or_a_piece_of_one(changes):
    page = write_changes(changes, "html").decode()
    piece = write_changes(changes, "html", fragment=True).decode()
    assert page.startswith("<!DOCTYPE html>") or page.lower().startswith("<!doctype html>")
    assert piece in page
    assert "Content-Security-Policy" in page
    assert re.findall(r"<h2[^>]*>([^<]*)", piece) == [
        "Cancelled", "At another time", "No longer in the programme", "Renamed",
    ]  # fmt: skip


def test_hostile_titles_are_text_everywhere(older):
    evil = "<script>alert(1)</script>](http://x) *b* \u202e\x1b[31m"
    newer = older.with_session("opening-plenary", title=evil, url='javascript:alert("1")')
    changes = diff(older, newer)
    for format in ("html", "atom"):
        document = write_changes(changes, format, at=AT).decode()
        assert "<script>alert" not in document
        assert "javascript:" not in document
    markdown = write_changes(changes, "markdown").decode()
    assert "\\<script\\>" in markdown
    assert "\x1b" not in markdown
    assert "](http" not in markdown.replace("\\](http", "")


def test_atom_is_a_feed(changes):
    root = ElementTree.fromstring(write_changes(changes, "atom", at=AT))
    atom = "{http://www.w3.org/2005/Atom}"
    assert root.tag == f"{atom}feed"
    assert {root.findtext(f"{atom}{name}") for name in ("title", "updated")} == {
        "OSPOs for Good 2024: what changed", "2024-07-01T12:00:00Z",
    }  # fmt: skip
    entries = root.findall(f"{atom}entry")
    assert [entry.findtext(f"{atom}title").partition(":")[0] for entry in entries] == [
        "Cancelled", "At another time", "No longer in the programme", "Renamed",
    ]  # fmt: skip
    ids = [entry.findtext(f"{atom}id") for entry in entries]
    assert len(set(ids)) == len(ids)
    assert all(re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", id) for id in ids)
    assert all(entry.find(f"{atom}category") is not None for entry in entries)


def test_a_feed_has_to_say_when(changes):
    with pytest.raises(OspoEventsError, match="--at"):
        write_changes(changes, "atom")
    newer = attrs.evolve(changes.newer, updated=AT)
    assert b"2024-07-01T12:00:00Z" in write_changes(diff(changes.older, newer), "atom")


def entries(data: bytes) -> dict[str, icalendar.Event]:
    return {str(event["UID"]): event for event in icalendar.Calendar.from_ical(data).walk("VEVENT")}


def test_the_calendar_holds_what_changed_and_nothing_else(changes):
    by_title = {
        str(event["SUMMARY"]).split(":")[0].split(" –")[0]: event
        for event in entries(write_changes(changes, "ics")).values()
    }
    assert set(by_title) == {"Opening Plenary", "Closing Plenary", "Devrooms"}
    assert by_title["Devrooms"]["STATUS"] == "CANCELLED"
    assert by_title["Closing Plenary"]["STATUS"] == "CANCELLED"
    assert by_title["Opening Plenary"].decoded("DTSTART").hour == 10
    assert {event["SEQUENCE"] for event in by_title.values()} == {1}


def test_a_part_that_goes_with_its_whole_is_in_the_calendar(older):
    part = Session(id="keynote", title="Keynote", parent="thematic-track-1")
    whole = attrs.evolve(older, sessions=(*older.sessions, part))
    data = write_changes(diff(whole, later(whole, "thematic-track-1", HOUR)), "ics")
    assert {event.decoded("DTSTART").hour for event in entries(data).values()} == {10}
    assert len(entries(data)) == 2


# --- notices ----------------------------------------------------------------------------------


def test_each_person_and_room_concerned_gets_a_message(changes):
    files = notices(changes)
    assert set(files) == {
        "people/ada.txt", "people/ada.ics", "people/bob.txt", "people/bob.ics", "rooms/hall.txt", "rooms/hall.ics",
        "files.json",
    }  # fmt: skip
    assert "At another time" in files["people/ada.txt"].decode()
    assert "Closing" not in files["people/ada.txt"].decode()


def test_whoever_is_no_longer_to_speak_is_told(changes):
    """pretalx does not write to the speakers of what is cancelled."""
    text = notices(changes)["people/bob.txt"].decode()
    assert "No longer in the programme" in text
    assert [str(event["STATUS"]) for event in entries(notices(changes)["people/bob.ics"]).values()] == ["CANCELLED"]


def test_whoever_left_a_session_is_told(older):
    files = notices(diff(older, older.with_session("opening-plenary", participants=["bob"])))
    assert "no longer: Ada Example" in files["people/ada.txt"].decode()
    assert "new: Bob Example" in files["people/bob.txt"].decode()


def test_whoever_is_in_a_part_of_what_moves_is_told(older):
    part = Session(id="keynote", title="Keynote", parent="thematic-track-1", participants=("bob",))
    whole = attrs.evolve(older, sessions=(*older.sessions, part))
    text = notices(diff(whole, later(whole, "thematic-track-1", HOUR)))["people/bob.txt"].decode()
    assert "with its parts: Keynote" in text


# --- JSON -------------------------------------------------------------------------------------


def test_json_is_as_its_schema_says(changes):
    schema = json.loads(changes_schema())
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(json.loads(write_changes(changes, "json")), schema)


@given(chains(max_size=2))
@settings(max_examples=max(1, settings.default.max_examples // 4))
def test_json_is_as_its_schema_says_whatever_changed(chain):
    jsonschema.validate(json.loads(write_changes(diff(*chain), "json")), json.loads(changes_schema()))


def test_json_has_a_line_for_each_change_and_says_times_with_their_offset(changes):
    data = write_changes(changes, "json").decode()
    tree = json.loads(data)
    assert len(tree["changes"]) == sum(line.startswith('  {"thing":') for line in data.splitlines())
    opening = next(change for change in tree["changes"] if change["id"] == "opening-plenary")
    assert opening["impacts"] == ["moved"]
    assert opening["fields"][0] == {
        "path": "slot.start", "impact": "moved", "older": "2024-07-09T09:00:00-04:00", "newer": "2024-07-09T10:00:00-04:00",
    }  # fmt: skip


def misfits(older: Event, tree: object) -> list[tuple[str, int | None, int | None]]:
    data = tree if isinstance(tree, bytes) else json.dumps(tree, indent=1).encode()
    with pytest.raises(PatchMisfit) as caught:
        read_changes(data, older, source="c.json")
    found = [
        (item.code, item.span.line if item.span else None, item.span.column if item.span else None)
        for item in caught.value.report
    ]
    assert all(line is not None for _, line, _ in found), found
    return found


def test_what_does_not_fit_is_told_at_its_place(older, changes):
    data = write_changes(changes, "json")
    other = older.with_session("opening-plenary", slot=None)
    found = misfits(other, data)
    assert [code for code, _, _ in found] == ["patch-misfit", "patch-misfit"]
    line = data.decode().splitlines()[found[0][1] - 1]
    assert '"opening-plenary"' in line
    assert line[found[0][2] - 1 :].startswith('{"path":"slot.start"')


@pytest.mark.parametrize(
    ("document", "code"),
    [
        (b"<<<<<<< HEAD\n{}", "not-json"),
        (b"[]", "wrong-type"),
        (b'{"changes": 3}', "wrong-type"),
        (b'{"format": 9, "changes": []}', "unknown-value"),
        (b'{"changes": [3]}', "wrong-type"),
        (b'{"changes": [{"action": "changed", "id": "a"}]}', "missing-key"),
        (b'{"changes": [{"thing": "sesion", "action": "changed", "id": "a"}]}', "unknown-value"),
        (b'{"changes": [{"thing": "session", "action": "changed", "id": "a", "impacts": ["movd"]}]}', "unknown-value"),
        (b'{"changes": [{"thing": "session", "action": "changed", "id": "a", "fields": 1}]}', "wrong-type"),
        (b'{"changes": [{"thing": "session", "action": "changed", "id": "a", "fields": [{"path": "titel", "older": 1, "newer": 2}]}]}', "unknown-key"),
        (b'{"changes": [{"thing": "session", "action": "changed", "id": "a", "fields": [{"path": "slot.starts", "older": 1, "newer": 2}]}]}', "unknown-key"),
        (b'{"changes": [{"thing": "session", "action": "changed", "id": "a", "fields": [{"path": "title", "older": "a"}]}]}', "missing-key"),
        (b'{"changes": [{"thing": "session", "action": "changed", "id": "a", "fields": [{"path": "title", "older": "a", "newer": 3}]}]}', "wrong-type"),
        (b'{"changes": [{"thing": "session", "action": "added", "id": "a", "value": {"id": "a", "titel": "A"}}]}', "unknown-key"),
        (b'{"changes": [{"thing": "session", "action": "added", "id": "a", "value": {"id": "a", "title": "A", "slot": {"start": "2024-02-30T09:00"}}}]}', "bad-time"),
        (b'{"changes": [{"thing": "session", "action": "removed", "id": "nobody"}]}', "patch-misfit"),
        (b'{"changes": [{"thing": "session", "action": "added", "id": "nobody"}]}', "patch-misfit"),
        (b'{"changes": [{"thing": "session", "action": "changed", "id": "devrooms", "fields": [{"path": "title", "older": "Devrooms: Open Source at Work in the World", "newer": " "}]}]}', "patch-misfit"),
        (b'{"newer": {"timezone": "Mars/Base"}, "changes": []}', "unknown-timezone"),
    ],
)  # fmt: skip
def test_bad_patches(older, document, code):
    assert code in [found for found, _, _ in misfits(older, document)]


def test_a_patch_of_hand(older):
    """What a person writes needs no more than the path and the two values."""
    document = {
        "changes": [
            {
                "thing": "session", "action": "changed", "id": "devrooms",
                "fields": [{"path": "status", "older": "confirmed", "newer": "cancelled"}],
            },
            {"thing": "person", "action": "added", "id": "eve", "value": {"id": "eve", "name": "Eve"}},
        ]
    }  # fmt: skip
    newer = read_changes(json.dumps(document).encode(), older).newer
    assert newer.index.sessions["devrooms"].status.value == "cancelled"
    assert [person.id for person in newer.people] == ["ada", "bob", "eve"]


# --- the worked example ------------------------------------------------------------------------


def test_the_worked_example_as_broadcast_differs_in_these_and_nothing_else():
    changes = diff(load(EXAMPLES / "ospos2024.yaml"), load(EXAMPLES / "ospos2024-as-broadcast.yaml"))
    told = {
        (change.thing.value, change.action.value, change.id, *(".".join(field.path) for field in change.fields))
        for change in changes
    }
    parts = {f"{part}-{number}" for part in ("keynote", "panel", "interactive") for number in (1, 2, 3)}
    assert told == {
        *(("session", "added", id) for id in parts),
        ("organization", "added", "german-it-commissioner"),
        ("event", "changed", "ospos-for-good-2024", "status", "attendance_mode", "participants"),
    }
    event = next(change for change in changes if change.thing is Thing.EVENT)
    assert event.field("attendance_mode").newer.value == "mixed"
    assert [item.agent for item in event.field("participants").newer][4:] == ["german-it-commissioner"]
    impacts = [impact for change in changes for impact in change.impacts]
    assert (
        impacts.count(Impact.ADDED)
        == sum(change.action is Action.ADDED and change.thing is Thing.SESSION for change in changes)
        == 9
    )
    assert Impact.MOVED not in changes
    assert Impact.CANCELLED not in changes


def test_nothing_private_is_told_to_the_public(older):
    secret = older.with_person("ada", email="ada@example.org").with_session("devrooms", extra={"x-note": "secret 42"})
    newer = (
        later(secret, "devrooms", HOUR)
        .with_person("ada", email="ada@example.net")
        .with_session("devrooms", extra={"x-note": "secret 43"})
    )
    public = diff(for_audience(secret), for_audience(newer))
    for format in FORMATS:
        document = write_changes(public, format, at=AT, shown=tuple(Impact))
        assert b"secret" not in document
        assert b"ada@example" not in document
