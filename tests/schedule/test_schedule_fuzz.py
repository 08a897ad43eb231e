"""Files of every dialect, broken at random: read without an exception, nothing lost, written again valid."""

from __future__ import annotations

import copy
import json
import random
import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from ospo_events.codecs import CODECS, Decoded
from tests.support.corpus import CORPUS

pytestmark = pytest.mark.slow

XML, JSON, NEXT = CODECS["schedule-xml"], CODECS["schedule-json"], CODECS["schedule2"]
ROUNDS = {True: 60, False: 15}
"""How often a made-up file is broken, and a real one."""

MADE_UP = sorted((Path(__file__).parent / "dialects").iterdir())

VALUES = {
    "duration": ["1:30", "90", "PT90M", "01:30:00", "0:01:30", ":", "", "00:00", "-1:00", "25:00", "1h30", "99999:99"],
    "date": ["2024-07-09 09:00:00+02:00", "2024-07-09T09:00:00", "2024-07-09T09:00:00Z", "2024-07-09", "09.07.2024",
             "2024-07-09 09:00:00 UTC", "", "0001-01-01T00:00:00+00:00", "2024-02-30T10:00:00+01:00",
             "9999-12-31T23:59:59Z"],
    "start": ["9:00", "09:00:00", "9:30 pm", "24:00", "", "2024-07-09T09:00:00+02:00", "0900", "23:59"],
    "time_zone_name": ["Berlin", "W. Europe Standard Time", "Europe/Berlin", "+02:00", "", "CEST", "../x"],
    "day_change": ["04:00", "", "25:00", "23:59:59"],
    "slug": ["", "x", "é" * 200, "a b"],
    "language": ["de_DE", "en", "English, German", ""],
    "type": ["", "lecture"],
}  # fmt: skip


def parent_in(root: ET.Element, dice: random.Random) -> ET.Element:
    if not len(root):
        ET.SubElement(root, "day")
    return dice.choice([item for item in root.iter() if len(item)])


def drop(root: ET.Element, dice: random.Random) -> None:
    parent = parent_in(root, dice)
    parent.remove(dice.choice(list(parent)))


def duplicate(root: ET.Element, dice: random.Random) -> None:
    parent = parent_in(root, dice)
    parent.append(copy.deepcopy(dice.choice(list(parent))))


def shuffle(root: ET.Element, dice: random.Random) -> None:
    parent = parent_in(root, dice)
    children = list(parent)
    dice.shuffle(children)
    parent[:] = children


def change_attribute(root: ET.Element, dice: random.Random) -> None:
    holders = [item for item in root.iter() if item.attrib]
    if not holders:
        return
    item = dice.choice(holders)
    name = dice.choice(list(item.attrib))
    value = dice.choice([None, "", "0", "-1", "x;y", "9" * 14])
    if value is None:
        del item.attrib[name]
    else:
        item.attrib[name] = value


def change_value(root: ET.Element, dice: random.Random) -> None:
    tag = dice.choice(list(VALUES))
    if fields := list(root.iter(tag)):
        dice.choice(fields).text = dice.choice(VALUES[tag])


def add_markup(root: ET.Element, dice: random.Random) -> None:
    for item in list(root.iter()):
        if item.tag in ("abstract", "description", "title") and dice.random() < 0.3:
            paragraph = ET.SubElement(item, "p")
            paragraph.text, paragraph.tail = "para", "tail"
            ET.SubElement(paragraph, "b").text = "bold"


def add_text(root: ET.Element, dice: random.Random) -> None:
    dice.choice(list(root.iter())).tail = "stray & text"
    for day in root.iter("day"):
        day.text = "nested"


def move(root: ET.Element, dice: random.Random) -> None:
    days, rooms = list(root.iter("day")), [room for room in root.iter("room") if room.findall("event")]
    if days and rooms:
        room = dice.choice(rooms)
        entry = dice.choice(room.findall("event"))
        room.remove(entry)
        dice.choice(days).append(entry)


def renumber(root: ET.Element, dice: random.Random) -> None:
    for number, day in enumerate(root.iter("day"), dice.choice([0, 1, 7])):
        day.set("index", str(number))
        if dice.random() < 0.3:
            day.attrib.pop("date", None)


BREAKS: list[Callable[[ET.Element, random.Random], None]] = [
    drop, duplicate, shuffle, change_attribute, change_value, change_value, add_markup, add_text, move, renumber,
]  # fmt: skip


def spelled(root: ET.Element, dice: random.Random) -> bytes:
    """Return the document in one of the ways people spell and wrap XML."""
    text = ET.tostring(root, encoding="unicode")
    way = dice.randrange(12)
    if way == 0:
        text = text.replace("<schedule", '<schedule xmlns="http://www.w3.org/1999/xhtml"', 1)
    elif way == 1:
        text = f'<?xml-stylesheet type="text/xsl" href="x.xsl"?><!-- made with love -->{text}<!-- in 3 s -->'
    elif way == 2:
        text = text.replace("<title>", "<title><![CDATA[<b>&nbsp;]]>", 2)
    elif way == 3:
        text = text.replace("<title>", "<title>&nbsp;&auml;", 2)
    elif way == 4:
        return f'<?xml version="1.0" encoding="UTF-16"?>{text}'.encode("utf-16")
    elif way == 5:
        return f'<?xml version="1.0" encoding="ISO-8859-1"?>{text}'.encode("iso-8859-1", "xmlcharrefreplace")
    elif way == 6:
        return f'\n <?xml version="1.0" encoding="UTF-8"?>{text}'.encode()
    elif way == 7:
        text += " junk"
    elif way == 8:
        text = text.replace("&amp;", "&").replace("</title>", " R&D</title>", 2)
    elif way == 9:
        text = text.replace("</title>", "\x0b&#x1f;</title>", 2)
    elif way == 10:
        return text.encode(dice.choice(["utf-16-le", "utf-16-be"]))
    return text.encode()


def decode(codec: Any, data: bytes) -> Decoded:
    decoded: Decoded = codec.decode(data)
    if {item.code for item in decoded.report.errors} == {"missing-timezone"}:
        decoded = codec.decode(data, zone="Europe/Berlin")
    return decoded


GUID = re.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def told(root: ET.Element) -> dict[str, list[dict[str, Any]]]:
    """Return what entries with a guid say that nobody may lose."""
    found: dict[str, list[dict[str, Any]]] = {}
    for entry in root.iter("event"):
        guid = (entry.get("guid") or "").strip().lower()
        if GUID.fullmatch(guid):
            people = [(item.text or "").strip() for item in entry.findall("persons/person")]
            links = [(item.get("href") or item.text or "").strip() for tag in ("link", "attachment")
                     for item in entry.findall(f"{tag}s/{tag}")]  # fmt: skip
            found.setdefault(guid, []).append(
                {
                    "id": (entry.get("id") or "").strip(),
                    "duration": (entry.findtext("duration") or "").strip(),
                    "persons": [name.replace(";", ",") for name in people if name],
                    "room": (entry.findtext("room") or "").strip(),
                    "track": (entry.findtext("track") or "").strip(),
                    "links": sorted(link for link in links if link),
                }
            )
    return found


def check_kept(root: ET.Element, written: bytes) -> None:
    before, after = told(root), told(ET.fromstring(written))
    ids = Counter((item.get("id") or "").strip() for item in root.iter("event"))
    for guid, entries in before.items():
        if len(entries) > 1 or guid not in after:  # given a guid of its own; without a time, which is told
            continue
        one, other = entries[0], after[guid][0]
        for key in ("persons", "track", "links"):
            assert other[key] == one[key], key
        if one["room"]:  # the name of a room is that of its element, where the two are at odds
            assert other["room"] in {one["room"], *((room.get("name") or "").strip() for room in root.iter("room"))}
        if re.fullmatch("[1-9][0-9]{0,8}", one["id"]) and ids[one["id"]] == 1:
            assert other["id"] == one["id"]
        if re.fullmatch("([01]?[0-9]|2[0-3]):[0-5][0-9]", one["duration"]):
            assert other["duration"] == one["duration"].zfill(5)


def parts(path: Path) -> ET.Element:
    """Return a file with few entries in each of its rooms: what can go wrong is all there."""
    root = ET.fromstring(path.read_bytes().lstrip().replace(b"&nbsp;&uuml;", b""))
    for item in root.iter():
        item.tag = item.tag.rpartition("}")[2]
    for room in root.iter("room"):
        for entry in room.findall("event")[3:]:
            room.remove(entry)
    return root


XML_FILES = [*(path for path in MADE_UP if path.suffix == ".xml"), *sorted((CORPUS / "schedule-xml").glob("*.xml"))]
JSON_FILES = [
    *(path for path in MADE_UP if path.suffix == ".json" and ".schedule2" not in path.name),
    *sorted((CORPUS / "schedule-json").glob("*.json")),
]


@pytest.mark.parametrize("path", XML_FILES, ids=lambda path: path.name)
def test_broken_schedule_xml_loses_nothing(path: Path, xsd_errors: Any, json_errors: Any) -> None:
    whole = parts(path)
    for round in range(ROUNDS[path in MADE_UP]):
        dice = random.Random(f"{path.name} {round}")
        root = copy.deepcopy(whole)
        for _ in range(dice.randint(1, 6)):
            dice.choice(BREAKS)(root, dice)
        data = spelled(root, dice)
        decoded = decode(XML, data)
        again = decode(XML, data)
        assert (again.event, again.report) == (decoded.event, decoded.report)
        if decoded.event is None:
            assert decoded.report.errors
            continue
        assert len(decoded.event.sessions) == len(list(root.iter("event"))), round
        assert all(item.span is not None for item in decoded.report if item.path), round
        encoded = XML.encode(decoded.event)
        written = encoded.value()
        # A schedule without a day is not valid, and that is said.
        assert xsd_errors(written) == [] or "day-missing" in encoded.report.codes, round
        assert json_errors(JSON.encode(decoded.event).value()) == [], round
        check_kept(root, written)


def spoil(value: Any, dice: random.Random, likely: dict[str, Any] = VALUES) -> Any:
    """Return a JSON value with something in it dropped, doubled, of another type, or a likely value of its key."""
    if isinstance(value, dict) and value:
        key = dice.choice(list(value))
        if dice.random() < 0.1:
            return {name: item for name, item in value.items() if name != key}
        if key in likely and dice.random() < 0.5:
            return {**value, key: dice.choice(likely[key])}
        return {**value, key: spoil(value[key], dice, likely)}
    if isinstance(value, list) and value:
        place = dice.randrange(len(value))
        if dice.random() < 0.1:
            return [*value, copy.deepcopy(value[place])]
        return [*value[:place], spoil(value[place], dice, likely), *value[place + 1 :]]
    return dice.choice([None, "", 0, -1, 10**30, 1.5, True, [], {}, ["x"], {"en": "x"}, "x;y", value, value])


@pytest.mark.parametrize("path", JSON_FILES, ids=lambda path: path.name)
def test_broken_schedule_json_is_read_and_written_valid(path: Path, xsd_errors: Any, json_errors: Any) -> None:
    whole = json.loads(path.read_bytes())
    for day in [
        *whole.get("schedule", whole).get("days", []),
        *whole.get("schedule", whole)["conference"].get("days", []),
    ]:
        if isinstance(day["rooms"], dict):
            day["rooms"] = {name: entries[:3] for name, entries in day["rooms"].items()}
    for round in range(ROUNDS[path in MADE_UP]):
        dice = random.Random(f"{path.name} {round}")
        value = whole
        for _ in range(dice.randint(1, 12)):
            value = spoil(value, dice)
        decoded = decode(JSON, json.dumps(value).encode(dice.choice(["utf-8", "utf-8-sig"])))
        if decoded.event is None:
            assert decoded.report.errors
            continue
        assert all(item.span is not None for item in decoded.report if item.path), round
        encoded = XML.encode(decoded.event)
        assert xsd_errors(encoded.value()) == [] or "day-missing" in encoded.report.codes, round
        assert json_errors(JSON.encode(decoded.event).value()) == [], round


NEXT_VALUES = {
    "start": VALUES["date"], "end": VALUES["date"], "duration": ["PT30M", "PT", "P1D", "00:30", 30], "language": ["de", "de-AT", ""],
    "type": ["TALK", "talk", "BREAK", "META", "CONCERT", "", 7], "state": ["CANCELED", "DRAFT", "confirmed", "", None],
    "role": ["SPEAKER", "host", "DJ", None], "time_zone_name": VALUES["time_zone_name"],
}  # fmt: skip


def made_up_schedule2() -> list[Any]:
    """Return the files of schedule2, and the others written as such."""
    files = [pytest.param(json.loads(path.read_bytes()), id=path.name) for path in MADE_UP if ".schedule2" in path.name]
    for path in MADE_UP:
        codec = {".xml": XML, ".json": JSON}[path.suffix]
        event = None if ".schedule2" in path.name else codec.decode(path.read_bytes(), zone="Europe/Berlin").event
        if event is not None:
            files.append(pytest.param(json.loads(NEXT.encode(event).value()), id=f"{path.name} as schedule2"))
    return files


@pytest.mark.parametrize("whole", made_up_schedule2())
def test_broken_schedule2_is_read_and_written_valid(whole: Any, xsd_errors: Any, json2_errors: Any) -> None:
    for round in range(ROUNDS[True]):
        dice = random.Random(f"{whole['schedule'].get('version')} {round}")
        value = whole
        for _ in range(dice.randint(1, 12)):
            value = spoil(value, dice, NEXT_VALUES)
        decoded = decode(NEXT, json.dumps(value).encode())
        again = decode(NEXT, json.dumps(value).encode())
        assert (again.event, again.report) == (decoded.event, decoded.report)
        if decoded.event is None:
            assert decoded.report.errors
            continue
        told = value.get("schedule", value).get("events", []) if isinstance(value.get("schedule", value), dict) else []
        assert len(decoded.event.sessions) <= len(told), round
        assert all(item.span is not None for item in decoded.report if item.path), round
        encoded = NEXT.encode(decoded.event)
        assert json2_errors(encoded.value()) == [] or "day-missing" in encoded.report.codes, round
        encoded = XML.encode(decoded.event)
        assert xsd_errors(encoded.value()) == [] or "day-missing" in encoded.report.codes, round
