"""Indico's exports and timetables: every shape, what is kept, and what is said of the rest."""

from __future__ import annotations

import copy
import datetime as dt
import json
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ospo_events import InvalidOption
from ospo_events.codecs import CODECS, Decoded
from ospo_events.diagnostics import Severity
from ospo_events.model import Event, instant
from tests.support.corpus import real_file
from tests.support.reading import read_json

read = partial(read_json, format="indico", source="x.json")


CANARY = "canary"


def at(date: str, time: str, zone: str = "UTC") -> dict[str, str]:
    return {"date": date, "time": time, "tz": zone}


def person(first: str, last: str, number: int | None = None, **more: Any) -> dict[str, Any]:
    return {"first_name": first, "last_name": last, "fullName": f"{last}, {first}", "person_id": number, **more}


def talk(number: int, title: str, start: str | None, **more: Any) -> dict[str, Any]:
    times = (
        {}
        if start is None
        else {"startDate": at("2024-07-09", start), "endDate": at("2024-07-09", start[:3] + "30:00")}
    )
    return {
        "_type": "Contribution",
        "id": str(number),
        "db_id": number,
        "title": title,
        "duration": 30,
        **times,
        **more,
    }


def export(**more: Any) -> dict[str, Any]:
    """An export with `detail=sessions`: blocks with their contributions, and one contribution of no session."""
    inner = talk(
        11,
        "Licences at work",
        "07:00:00",
        speakers=[person("Ana", "Example", 1, affiliation="Institute of Examples")],
        primaryauthors=[person("Ana", "Example", 1, affiliation="Institute of Examples"), person("Bo", "Example", 2)],
        coauthors=[person("Cy", "Example", 3)],
        keywords=["licences", "law"],
        track="Law",
        type="Workshop",
        references=[
            {"type": "doi", "value": "10.1/x", "url": "https://doi.example/10.1/x", "urn": None},
            {"urn": "urn:x:1"},
        ],
        folders=[
            {
                "title": "Slides",
                "attachments": [
                    {"title": "deck.pdf", "download_url": "/event/7/deck.pdf", "content_type": "application/pdf"},
                    {"title": "team only", "download_url": "https://indico.example/canary", "is_protected": True},
                ],
            }
        ],
        subContributions=[
            {"id": 1, "db_id": 5, "title": "A part of it", "duration": 10, "speakers": [person("Di", "Example", 4)]}
        ],
        url="https://indico.example/event/7/contributions/11/",
    )
    block = {
        "_type": "SessionSlot",
        "id": 50,
        "title": "Morning",
        "slotTitle": "",
        "startDate": at("2024-07-09", "07:00:00"),
        "endDate": at("2024-07-09", "09:00:00"),
        "room": "1-001",
        "roomFullname": "1-001 (Aula)",
        "location": "Main building",
        "conveners": [
            {
                "title": "Prof.",
                "firstName": "Eve",
                "familyName": "Example",
                "email": "canary@x.example",
                "phone": CANARY,
            }
        ],
        "session": {"_type": "Session", "db_id": 3, "title": "Morning", "color": "#aabbcc", "isPoster": False},
        "contributions": [inner],
    }
    conference = {
        "_type": "Conference",
        "id": "7",
        "title": "Examples 2024",
        "timezone": "Europe/Zurich",
        "startDate": at("2024-07-09", "06:00:00"),
        "endDate": at("2024-07-10", "16:00:00"),
        "location": "Main building",
        "address": "1 Example Road",
        "type": "meeting",
        "url": "https://indico.example/event/7/",
        "chairs": [person("Fay", "Example", 9, emailHash=CANARY)],
        "creator": {"fullName": "Gil, Example", "email": CANARY},
        "supportInfo": {"email": CANARY},
        "custom": {"deep": [{"email": CANARY, "keep": 1}]},
        "creationDate": at("2024-01-01", "00:00:00"),
        "roomMapURL": "https://maps.example/1",
        "sessions": [block],
        "contributions": [
            talk(12, "Alone", "10:00:00", description="<p>One</p><p>Two &amp; three</p>"),
            talk(13, "Poster", None),
        ],
    }
    return {
        "_type": "HTTPAPIResult",
        "count": 1,
        "url": "https://indico.example/export/event/7.json",
        "results": [{**conference, **more}],
    }


def timetable(zone: str = "Europe/Zurich") -> dict[str, Any]:
    """What `/export/timetable/7.json` gives; addresses are without a host there."""
    entry = {
        "_type": "ContribSchEntry",
        "entryType": "Contribution",
        "id": "c2",
        "contributionId": 11,
        "title": "Licences at work",
        "startDate": at("2024-07-09", "09:00:00", zone),
        "endDate": at("2024-07-09", "09:30:00", zone),
        "presenters": [{"firstName": "Ana", "familyName": "Example", "email": "canary@x.example", "affiliation": ""}],
        "attachments": {"files": [{"title": "deck", "download_url": "/event/7/deck.pdf"}], "folders": []},
        "url": "/event/7/contributions/11/",
    }
    pause = {
        "_type": "BreakTimeSchEntry",
        "entryType": "Break",
        "id": "b3",
        "title": "Coffee",
        "startDate": at("2024-07-09", "09:30:00", zone),
        "duration": 15,
    }
    block = {
        "_type": "SessionSchEntry",
        "entryType": "Session",
        "id": "s1",
        "sessionSlotId": 50,
        "sessionId": 3,
        "title": "Morning",
        "slotTitle": "first half",
        "startDate": at("2024-07-09", "09:00:00", zone),
        "endDate": at("2024-07-09", "11:00:00", zone),
        "room": "1-001",
        "location": "Main building",
        "conveners": [],
        "entries": {"c2": entry, "b3": pause},
    }
    lunch = {**pause, "id": "b4", "title": "Lunch", "startDate": at("2024-07-09", "12:00:00", zone), "duration": 60}
    return {
        "count": 1,
        "url": "https://indico.example/export/timetable/7.json",
        "results": {"7": {"20240709": {"s1": block, "b4": lunch}, "20240710": []}},
    }


def event_of(document: object, **options: Any) -> Event:
    decoded = read(document, **options)
    assert decoded.event is not None, decoded.report
    assert decoded.report.ok, decoded.report
    return decoded.event


def by_title(event: Event) -> dict[str, Any]:
    return {session.title: session for session in event.sessions}


def utc(text: str) -> float:
    return dt.datetime.fromisoformat(f"{text}+00:00").timestamp()


# Shapes


def test_sessions_hold_contributions_and_these_their_parts() -> None:
    event = event_of(export())
    found = by_title(event)
    assert list(found) == ["Morning", "Licences at work", "A part of it", "Alone", "Poster"]
    assert found["Licences at work"].parent == found["Morning"].id
    assert found["A part of it"].parent == found["Licences at work"].id
    assert found["Alone"].parent is None
    assert found["Poster"].slot is None
    assert found["Poster"].extra["x-indico"]["duration"] == 30
    assert found["A part of it"].extra["x-indico"]["duration"] == 10


def test_times_are_the_same_instants_in_the_zone_of_the_event() -> None:
    event = event_of(export())
    slot = by_title(event)["Licences at work"].slot
    assert (instant(slot.start), instant(slot.end)) == (utc("2024-07-09T07:00"), utc("2024-07-09T07:30"))
    assert slot.start.isoformat() == "2024-07-09T09:00:00+02:00"
    assert event.timezone.key == "Europe/Zurich"
    assert [day.date.isoformat() for day in event.days] == ["2024-07-09", "2024-07-10"]


def test_everybody_has_the_role_the_list_gives() -> None:
    event = event_of(export())
    people = {one.id: one for one in event.people}
    names = [(people[item.agent].name, item.role) for item in by_title(event)["Licences at work"].participants]
    assert names == [("Ana Example", "speaker"), ("Cy Example", "contributor"), ("Bo Example", "contributor")]
    [convener] = by_title(event)["Morning"].participants
    assert (people[convener.agent].name, people[convener.agent].honorific, convener.role) == (
        "Eve Example",
        "Prof.",
        "chair",
    )
    assert [(people[item.agent].name, item.role) for item in event.participants] == [("Fay Example", "chair")]
    [ana] = [one for one in event.people if one.name == "Ana Example"]
    assert [one.name for one in event.organizations if one.id == ana.affiliation] == ["Institute of Examples"]


def test_rooms_stand_in_venues() -> None:
    event = event_of(export())
    [venue], [room] = event.venues, event.rooms
    assert (venue.name, venue.address.street if venue.address else None) == ("Main building", "1 Example Road")
    assert (room.name, room.description, room.venue) == ("1-001", "1-001 (Aula)", venue.id)
    assert by_title(event)["Morning"].slot.rooms == (room.id,)


def test_rooms_of_one_name_in_two_venues_are_two() -> None:
    document = export()
    document["results"][0]["contributions"][0] |= {"room": "1-001", "location": "Annex"}
    event = event_of(document)
    assert [room.name for room in event.rooms] == ["1-001", "1-001"]
    assert len({room.id for room in event.rooms}) == 2


def test_attachments_references_and_pages_are_links() -> None:
    session = by_title(event_of(export()))["Licences at work"]
    assert [(link.href, link.rel, link.audience.value) for link in session.links] == [
        ("https://indico.example/event/7/deck.pdf", "slides", "public"),
        ("https://indico.example/canary", "slides", "team"),
        ("https://doi.example/10.1/x", "describedby", "public"),
    ]
    assert session.links[0].media_type == "application/pdf"
    assert session.extra["x-indico"]["references"][0]["urn"] == "urn:x:1"
    assert session.tags == ("licences", "law")
    assert session.kind == "workshop"


def test_html_becomes_text_and_is_kept() -> None:
    session = by_title(event_of(export()))["Alone"]
    assert session.description == "One\n\nTwo & three"
    assert session.extra["x-indico"]["description"] == "<p>One</p><p>Two &amp; three</p>"
    assert "markup-in-text" in read(export()).report.codes


def test_what_the_model_has_no_place_for_is_kept() -> None:
    kept = event_of(export()).extra["x-indico"]
    assert kept["creationDate"] == at("2024-01-01", "00:00:00")
    assert kept["roomMapURL"] == "https://maps.example/1"
    assert kept["custom"]["deep"][0] == {"keep": 1}


def test_sessions_of_old_exports_have_their_conveners_beside_them() -> None:
    document = export()
    block = document["results"][0]["sessions"][0]
    block["sessionConveners"] = block.pop("conveners")
    block.pop("session")
    decoded = read(document)
    assert decoded.event is not None
    morning = by_title(decoded.event)["Morning"]
    assert [item.role for item in morning.participants] == ["chair"]
    assert "sessionConveners" not in morning.extra.get("x-indico", {})


def test_a_timetable_nests_and_says_its_zone() -> None:
    event = event_of(timetable(), title="Examples 2024")
    found = by_title(event)
    assert event.timezone.key == "Europe/Zurich"
    assert list(found) == ["Morning: first half", "Licences at work", "Coffee", "Lunch"]
    assert found["Licences at work"].parent == found["Coffee"].parent == found["Morning: first half"].id
    assert (found["Coffee"].kind, found["Lunch"].kind) == ("break", "meal")
    assert instant(found["Coffee"].slot.end) == utc("2024-07-09T07:45")
    assert found["Licences at work"].url == "https://indico.example/event/7/contributions/11/"
    assert found["Licences at work"].links[0].href == "https://indico.example/event/7/deck.pdf"


def test_entries_may_be_a_list() -> None:
    document = timetable()
    block = document["results"]["7"]["20240709"]["s1"]
    block["entries"] = list(block["entries"].values())
    event = event_of(document, title="Examples 2024")
    assert [session.title for session in event.sessions] == [
        "Morning: first half",
        "Licences at work",
        "Coffee",
        "Lunch",
    ]


def test_a_timetable_in_two_zones_needs_one_to_be_named() -> None:
    document = timetable()
    document["results"]["7"]["20240709"]["b4"]["startDate"]["tz"] = "Europe/London"
    decoded = read(document, title="Examples 2024")
    assert decoded.event is None
    assert [item.code for item in decoded.report.errors] == ["missing-timezone"]
    lunch = by_title(event_of(document, title="Examples 2024", zone="Europe/Zurich"))["Lunch"]
    assert lunch.slot.start.isoformat() == "2024-07-09T13:00:00+02:00"


def test_an_address_without_a_host_is_not_completed_by_guessing() -> None:
    document = timetable()
    del document["url"]
    decoded = read(document, title="Examples 2024")
    assert decoded.event is not None
    session = by_title(decoded.event)["Licences at work"]
    assert (session.url, session.links) == (None, ())
    assert list(session.extra["x-indico"]["addresses"]) == ["/event/7/deck.pdf", "/event/7/contributions/11/"]
    assert "relative-link" in decoded.report.codes


@pytest.mark.parametrize(
    "href", ["javascript:alert(1)", "http://[", "data:text/html,x", "//", f"http://{'?' * 200_000} x"]
)
def test_addresses_that_lead_nowhere_or_do_harm_are_no_links(href: str) -> None:
    document = export()
    document["results"][0]["contributions"][0]["url"] = href
    decoded = read(document)
    assert decoded.event is not None
    assert by_title(decoded.event)["Alone"].url is None
    assert "relative-link" in decoded.report.codes


def test_an_export_and_its_timetable_are_one_programme() -> None:
    files = {"event.json": json.dumps(export()).encode(), "timetable.json": json.dumps(timetable()).encode()}
    decoded = CODECS["indico"].decode(files, source="folder")
    assert decoded.event is not None
    assert decoded.report.ok
    titles = [session.title for session in decoded.event.sessions]
    assert sorted(titles) == ["A part of it", "Alone", "Coffee", "Licences at work", "Lunch", "Morning", "Poster"]
    assert len(decoded.event.people) == len({person.name for person in decoded.event.people})


def test_an_offset_in_a_time_counts() -> None:
    document = export()
    document["results"][0]["contributions"][0]["startDate"] = at("2024-07-09", "10:00:00+03:00")
    assert instant(by_title(event_of(document))["Alone"].slot.start) == utc("2024-07-09T07:00")


def test_options_win_over_the_document() -> None:
    event = event_of(export(), zone="Asia/Tokyo", title="Other", id="other")
    assert (event.timezone.key, event.title, event.id) == ("Asia/Tokyo", "Other", "other")
    assert instant(by_title(event)["Alone"].slot.start) == utc("2024-07-09T10:00")


# Bad input


@pytest.mark.parametrize(
    ("change", "code", "line"),
    [
        (lambda event: event.update(timezone="CEST"), "unknown-timezone", True),
        (lambda event: event.pop("timezone"), "missing-timezone", False),
        (lambda event: event.pop("title"), "missing-title", False),
        (lambda event: event["contributions"][0].update(title=""), "missing-title", True),
        (lambda event: event["contributions"][0].update(title=7), "wrong-type", True),
        (lambda event: event["contributions"][0]["startDate"].update(time="25:00"), "bad-time", True),
        (lambda event: event["contributions"][0]["startDate"].pop("time"), "missing-key", True),
        (lambda event: event["contributions"][0]["startDate"].update(time="11:00"), "end-before-start", True),
        (lambda event: event["contributions"][0]["startDate"].update(tz="Nowhere"), "unknown-timezone", True),
        (lambda event: event.update(contributions="none"), "wrong-type", True),
        (lambda event: event["sessions"].append(3), "wrong-type", True),
        (lambda event: event["contributions"][0].update(folders=[{"attachments": [{}]}]), "missing-key", True),
    ],
)
def test_what_is_wrong_is_said_with_its_place(
    change: Callable[[dict[str, Any]], object], code: str, line: bool
) -> None:
    document = export()
    change(document["results"][0])
    found = [item for item in read(document).report if item.code == code]
    assert found
    assert all(item.span is not None for item in found)
    if line:
        assert found[0].span is not None
        assert found[0].span.line > 1


def test_entries_of_unknown_kind_are_reported() -> None:
    document = timetable()
    document["results"]["7"]["20240709"]["b4"]["entryType"] = "Miracle"
    decoded = read(document, title="Examples 2024")
    assert "unknown-value" in decoded.report.codes


def test_several_events_are_not_mixed() -> None:
    document = export()
    document["results"].append({**document["results"][0], "id": "8"})
    decoded = read(document)
    assert decoded.event is not None
    assert "several-events" in decoded.report.codes
    assert len(decoded.event.sessions) == 5


@pytest.mark.parametrize("data", [b"", b"[]", b"{}", b"3", b'{"results": 3}', b"{", b"\xff\xfe{}", b'{"results": [1]}'])
def test_other_json_is_refused_with_a_reason(data: bytes) -> None:
    decoded = CODECS["indico"].decode(data, source="x.json")
    assert decoded.event is None
    assert decoded.report.errors
    assert all(item.span is not None for item in decoded.report.errors)


def test_model_paths_lead_back_to_the_document() -> None:
    decoded = read(export())
    assert decoded.source_map is not None
    assert decoded.event is not None
    number = [session.title for session in decoded.event.sessions].index("Alone")
    place = decoded.source_map.spans([("sessions", number, "title")])["sessions", number, "title"]
    assert '"title": "Alone"' in (place.text or "")


# The bugs of others


def test_t13_equal_titles_and_names_stay_apart_in_indico() -> None:
    document = export()
    extra = [talk(20, "Coffee", "11:00:00"), talk(21, "Coffee", "12:00:00"), talk(21, "Tea", "13:00:00")]
    extra[0]["speakers"] = [person("Kim", "Example", 30)]
    extra[1]["speakers"] = [person("Kim", "Example", 31)]
    document["results"][0]["contributions"] += extra
    decoded = read(document)
    assert decoded.event is not None
    event = decoded.event
    assert [session.title for session in event.sessions][-3:] == ["Coffee", "Coffee", "Tea"]
    assert len({session.id for session in event.sessions}) == len(event.sessions) == 8
    assert "duplicate-id" in decoded.report.codes
    assert len([one for one in event.people if one.name == "Kim Example"]) == 2


@pytest.mark.parametrize("make", [export, timetable])
def test_t14_nothing_private_is_published_from_indico(make: Callable[[], dict[str, Any]]) -> None:
    event = event_of(make(), title="Examples 2024")
    for codec in CODECS.values():
        if codec.writes and codec.name not in ("json", "yaml"):
            assert b"canary" not in codec.encode(event).data.lower(), codec.name
    for one in event.people:
        assert CANARY not in one.id
    held = json.dumps([str(item.extra) for item in (event, *event.sessions, *event.people, *event.rooms)])
    assert CANARY not in held
    assert "private-data-left-out" in read(export()).report.codes


# Fuzzing: nodes taken away or replaced by values of other types


WRONG: list[Any] = [
    None,
    True,
    0,
    -1,
    1.5,
    10**30,
    "",
    " ",
    "x",
    "2024-13-40",
    [],
    [[]],
    {},
    {"": None},
    [None],
    "\x00",
    {"id": {}},
]


def nodes_of(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Return the path of every node below a value."""
    items: list[tuple[Any, Any]] = []
    if isinstance(value, dict):
        items = list(value.items())
    elif isinstance(value, list):
        items = list(enumerate(value))
    return [found for key, item in items for found in ((*path, key), *nodes_of(item, (*path, key)))]


def mutate(document: Any, path: tuple[Any, ...], wrong: object, *, delete: bool) -> Any:
    changed = copy.deepcopy(document)
    owner = changed
    for key in path[:-1]:
        owner = owner[key]
    if delete:
        del owner[path[-1]]
    else:
        owner[path[-1]] = wrong
    return changed


def check(decoded: Decoded) -> None:
    assert all(item.span is not None for item in decoded.report)
    if decoded.event is None:
        assert decoded.report.errors
    for item in decoded.report:
        assert item.message
        assert not item.message.endswith(".")


@pytest.mark.parametrize("make", [export, timetable])
def test_every_node_may_be_missing_or_wrong(make: Callable[[], dict[str, Any]]) -> None:
    document = make()
    for number, path in enumerate(nodes_of(document)):
        check(read(mutate(document, path, None, delete=True), title="T"))
        check(read(mutate(document, path, WRONG[number % len(WRONG)], delete=False), title="T", zone="Europe/Zurich"))


@given(data=st.data())
def test_several_wrong_nodes_at_once(data: st.DataObject) -> None:
    document: Any = data.draw(st.sampled_from([export(), timetable()]))
    for _ in range(data.draw(st.integers(1, 6))):
        paths = nodes_of(document)
        if not paths:
            break
        path = data.draw(st.sampled_from(paths))
        document = mutate(document, path, data.draw(st.sampled_from(WRONG)), delete=data.draw(st.booleans()))
    check(read(document, title="T"))


# The real file


@pytest.fixture
def real() -> bytes:
    return real_file("indico-json", "indico-demo.json").read_bytes()


def test_the_real_export_agrees_with_an_independent_walk(real: bytes) -> None:
    decoded = CODECS["indico"].decode(real, source="indico-demo.json")
    assert decoded.report.ok
    assert decoded.event is not None
    [conference] = json.loads(real)["results"]
    contributions = conference["contributions"]
    expected = {
        (
            item["title"],
            utc(f"{item['startDate']['date']}T{item['startDate']['time']}"),
            utc(f"{item['endDate']['date']}T{item['endDate']['time']}"),
            item["url"],
        )
        for item in contributions
    }
    assert len(expected) == len(contributions) == len(decoded.event.sessions)
    assert expected == {
        (session.title, instant(session.slot.start), instant(session.slot.end), session.url)
        for session in decoded.event.sessions
        if session.slot is not None and session.slot.end is not None
    }
    persons = [
        one for item in contributions for one in (*item["speakers"], *item["primaryauthors"], *item["coauthors"])
    ]
    everybody = {one["person_id"] for one in (*persons, *conference["chairs"])}
    assert len(decoded.event.people) == len(everybody)
    affiliations = {one["affiliation"].strip() for one in (*persons, *conference["chairs"])} - {""}
    assert {one.name for one in decoded.event.organizations} == affiliations
    assert sum(len(session.participants) for session in decoded.event.sessions) == len(persons)
    threads = {item[key] for item in contributions for key in ("session", "track") if item[key]}
    assert {track.title for track in decoded.event.tracks} == threads
    assert decoded.event.timezone.key == conference["timezone"]
    assert {item.severity for item in decoded.report} == {Severity.INFO}


def test_material_minutes_and_folders_of_timetables_are_kept() -> None:
    document = export()
    document["results"][0]["contributions"][0] |= {
        "material": [{"title": "Paper", "resources": [{"name": "p.pdf", "url": "https://indico.example/p.pdf"}]}],
        "note": {"html": "<h1>Minutes</h1><script>x</script><ul><li>agreed<br>all</li></ul><hr>"},
        "attachments": {
            "files": [],
            "folders": [{"title": "Video", "attachments": [{"link_url": "https://v.example/1"}]}],
        },
    }
    alone = by_title(event_of(document))["Alone"]
    assert [(link.href, link.rel) for link in alone.links] == [
        ("https://v.example/1", "recording"),
        ("https://indico.example/p.pdf", "paper"),
    ]
    assert alone.extra["x-indico"]["note"] == "Minutes\n\n- agreed\nall"


def test_minutes_without_end_are_left_out_and_said_so() -> None:
    document = export()
    document["results"][0]["contributions"][0]["note"] = {"html": "<p>" * 100_000}
    decoded = read(document)
    assert decoded.event is not None
    assert "too-large" in decoded.report.codes
    assert "note" not in by_title(decoded.event)["Alone"].extra.get("x-indico", {})


@pytest.mark.parametrize("id", ["", "a b", "-x"])
def test_an_id_that_is_none_is_refused(id: str) -> None:
    with pytest.raises(InvalidOption, match="expected an id of letters, digits"):
        CODECS["indico"].decode(b"{}", id=id)


def test_the_conference_alone_is_an_export_too() -> None:
    assert len(event_of(export()["results"][0]).sessions) == 5


def test_names_may_be_turned_round_or_missing() -> None:
    document = export()
    document["results"][0]["contributions"][0]["speakers"] = [
        {"fullName": "Example, Hal"},
        {"name": "Ivo"},
        {"affiliation": "X"},
    ]
    decoded = read(document)
    assert decoded.event is not None
    people = {one.id: one.name for one in decoded.event.people}
    assert [people[item.agent] for item in by_title(decoded.event)["Alone"].participants] == ["Hal Example", "Ivo"]
    assert [item.message for item in decoded.report.errors] == ["expected a name, got none"]


def test_a_session_told_twice_gets_what_only_the_second_telling_has() -> None:
    document = export()
    again = talk(
        13, "Poster", "14:00:00", keywords=["paper"], description="Later told", url="https://indico.example/13"
    )
    document["results"][0]["contributions"].append(again)
    poster = by_title(event_of(document))["Poster"]
    assert instant(poster.slot.start) == utc("2024-07-09T14:00")
    assert (poster.description, poster.tags, poster.url) == ("Later told", ("paper",), "https://indico.example/13")
