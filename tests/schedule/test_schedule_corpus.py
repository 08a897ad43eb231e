"""Real files of every dialect: read without an exception, written again as valid files that say the same."""

from __future__ import annotations

import datetime as dt
import json
import re
import uuid
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from ospo_events.codecs import CODECS, Decoded
from ospo_events.model import Event, Participant, session_uid
from tests.support.corpus import real_file

WITHOUT_A_ZONE = ("fosdem", "giggity", "ccc-camp")


@cache
def read(path: Path, **options: Any) -> Decoded:
    zone = "Europe/Brussels" if path.name.startswith(WITHOUT_A_ZONE) else None
    codec = CODECS["schedule-json" if path.suffix == ".json" else "schedule-xml"]
    return codec.decode(path.read_bytes(), source=path.name, zone=zone, **options)


def test_real_schedule_xml_is_written_again_valid(xml_file: Path, xsd_errors: Any, json_errors: Any) -> None:
    event = read(xml_file).value()
    assert xsd_errors(CODECS["schedule-xml"].encode(event).value()) == []
    assert json_errors(CODECS["schedule-json"].encode(event).value()) == []


def test_real_schedule_json_is_written_again_valid(
    json_file: Path, xsd_errors: Any, json_errors: Any, json2_errors: Any
) -> None:
    event = read(json_file).value()
    assert xsd_errors(CODECS["schedule-xml"].encode(event).value()) == []
    assert json_errors(CODECS["schedule-json"].encode(event).value()) == []
    assert json2_errors(CODECS["schedule2"].encode(event).value()) == []


def test_no_session_of_a_real_file_is_lost(xml_file: Path) -> None:
    event = read(xml_file).value()
    told = len(re.findall(rb"<event[\s>]", xml_file.read_bytes()))
    assert len(event.sessions) == told
    assert all(session.slot for session in event.sessions)
    written = CODECS["schedule-xml"].encode(event).value()
    assert len(re.findall(rb"<event[\s>]", written)) == told


WITHOUT_A_SCHEME = re.compile(r"^((?:[a-z-]+\.)+(?:org|com|be)\b)")
GUID = re.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")


def entries(data: bytes) -> dict[str, list[Any]]:
    """Return what every entry has to keep, by guid or, where there is none, id."""
    found: dict[str, list[Any]] = {}
    for day in ElementTree.fromstring(data).iter("day"):
        for room in (*day.iter("room"), day):
            for event in room.findall("event"):
                guid, id = event.get("guid", ""), event.get("id", "")
                key = guid if GUID.fullmatch(guid) else id
                start = event.findtext("start", "")
                duration = event.findtext("duration", "").zfill(5)
                persons = [(item.text or "").strip() for item in event.iter("person") if (item.text or "").strip()]
                links = sorted(
                    (tag, WITHOUT_A_SCHEME.sub(r"https://\1", (item.get("href") or item.text or "").strip()))
                    for tag in ("link", "attachment")
                    for item in event.iter(tag)
                    if (item.get("href") or item.text or "").strip()
                )
                name = room.get("name") or event.findtext("room", "")
                track = (event.findtext("track") or "").strip()
                found[key] = [id, start, duration, persons, name, track, links]
    return found


def test_real_files_keep_their_guids_ids_times_people_rooms_tracks_and_links(xml_file: Path) -> None:
    if xml_file.name == "giggity-feature.xml":
        pytest.skip("its entries all have one id and no guid")
    before = entries(xml_file.read_bytes())
    after = entries(CODECS["schedule-xml"].encode(read(xml_file).value()).value())
    ids = {values[0]: values for values in after.values()}
    for key, (id, start, duration, persons, room, track, links) in before.items():
        there = after[key] if key in after else ids.get(id)
        if there is None:
            assert not id.isdigit() or int(id) == 0
            continue
        assert there[:3] == [id, start, duration]
        assert there[3] == [name.replace(";", ",") for name in persons]
        assert there[4:6] == [room, track]
        assert there[6] == links


def one_spelling(guid: str) -> str:
    """Return a guid as RFC 9562 writes it: 32C3 has those without hyphens."""
    return str(uuid.UUID(guid)) if re.fullmatch("[0-9a-fA-F]{32}", guid) else guid


def entries_of_json(data: bytes) -> dict[str, dict[str, Any]]:
    """Return what every entry of a schedule.json has to keep, by guid."""
    found: dict[str, dict[str, Any]] = {}
    for day in json.loads(data)["schedule"]["conference"]["days"]:
        for room, entries in day["rooms"].items():
            for entry in entries:
                kept = {name: str(entry.get(name) or "").split() for name in ("title", "subtitle", "abstract")}
                persons = [(item.get("public_name") or item.get("name") or "").strip() for item in entry["persons"]]
                found[one_spelling(entry["guid"])] = kept | {
                    "room": room or "Everywhere",  # one entry of 32C3 stands in a room without a name
                    "instant": dt.datetime.fromisoformat(entry["date"]).timestamp(),
                    "duration": entry["duration"].zfill(5),
                    "track": (entry.get("track") or "").strip(),
                    "persons": [" ".join(name.split()) for name in persons],
                    "do_not_record": bool(entry.get("do_not_record")),
                }
    return found


def test_real_schedule_json_keeps_what_its_entries_say(json_file: Path) -> None:
    before = entries_of_json(json_file.read_bytes())
    event = read(json_file).value()
    encoded = CODECS["schedule-json"].encode(event)
    after = entries_of_json(encoded.value())
    replaced = {event.sessions[int(item.path[1])].uid for item in encoded.report if item.code == "guid-replaced"}
    assert before.keys() - after.keys() == replaced
    for guid, values in before.items():
        for name, value in values.items():
            if guid in after and not ("abstract" in name and "<" in str(value)):  # markup becomes text, which is told
                assert after[guid][name] == value, (guid, name)


def test_there_are_as_many_people_as_names_in_a_real_file(xml_file: Path) -> None:
    event = read(xml_file).value()
    names = {
        " ".join((item.text or "").split()) for item in ElementTree.parse(xml_file).iter("person") if item.text
    } - {""}
    written = {item.credited_as or agent.name for item, agent in participants(event)}
    assert {" ".join(name.split()) for name in written} == names
    assert len(event.people) + len(event.organizations) >= len(names)


def participants(event: Event) -> Iterator[tuple[Participant, Any]]:
    for session in event.sessions:
        for item in session.participants:
            assert item.agent is not None
            yield item, event.index.agents[item.agent]


def test_the_same_programme_in_xml_and_json_is_the_same() -> None:
    for name, in_json in (("33c3.xml", "33c3-frab.json"), ("divoc-ptt.xml", "divoc-ptt.json")):
        one, other = real_file("schedule-xml", name), real_file("schedule-json", in_json)
        told = []
        for event in (read(one).value(), read(other).value()):
            rooms, agents = event.index.rooms, event.index.agents
            told.append(
                {
                    session_uid(event, session): (
                        session.title.split(),
                        session.slot,
                        [rooms[id].name for id in session.slot.rooms],
                        [agents[item.agent].name for item in session.participants],
                    )
                    for session in event.sessions
                    if session.slot
                }
            )
        assert told[0] == told[1]


def test_every_finding_about_a_real_file_says_where(xml_file: Path) -> None:
    assert all(item.span is not None or item.path == () for item in read(xml_file).report)


def test_a_file_that_does_not_say_its_zone_asks_for_it(xml_file: Path) -> None:
    if not xml_file.name.startswith(WITHOUT_A_ZONE):
        pytest.skip("it says")
    decoded = CODECS["schedule-xml"].decode(xml_file.read_bytes(), source=xml_file.name)
    assert decoded.event is None
    assert [item.code for item in decoded.report.errors] == ["missing-timezone"]
    assert decoded.report.errors[0].help is not None
