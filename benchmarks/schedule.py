"""schedule.xml: writing beside plain string joining and templates, reading beside an ElementTree walk.

Other people's tools are measured where they are at hand, see `schedule_peers`.
"""

from __future__ import annotations

import gc
import json
import uuid
from collections.abc import Callable, Sequence
from pathlib import Path
from xml.etree import ElementTree
from xml.sax.saxutils import escape, quoteattr

import attrs

from ospo_events import dumps
from ospo_events.codecs import CODECS
from ospo_events.model import Event, Session

from .elsewhere import run_ours
from .measure import Row, medians, run_python
from .programmes import programme
from .schedule_peers import c3voc, pretalx

schedule_xml, schedule_json = CODECS["schedule-xml"], CODECS["schedule-json"]
_NAMESPACE = uuid.UUID("00000000-0000-5000-8000-000000000000")

_TEMPLATE = """<?xml version='1.0' encoding='utf-8' ?>
<schedule><version>{{ event.version }}</version><conference><title>{{ event.title }}</title></conference>
{% for day in days %}<day index='{{ loop.index }}' date='{{ day.date.isoformat() }}'>
{% for room, sessions in day.rooms %}<room name='{{ room }}'>
{% for talk in sessions %}<event guid='{{ talk.guid }}' id='{{ talk.id }}'>
<date>{{ talk.slot.start.isoformat() }}</date><start>{{ talk.slot.start.strftime("%H:%M") }}</start>
<duration>{{ talk.duration }}</duration><room>{{ room }}</room><slug>{{ talk.slug }}</slug>
<title>{{ talk.session.title }}</title><subtitle></subtitle><track>{{ talk.track }}</track>
<type>{{ talk.session.kind }}</type><language></language><abstract>{{ talk.session.abstract }}</abstract>
<description>{{ talk.session.description or "" }}</description>
<recording><license></license><optout>false</optout></recording>
<persons>{% for person in talk.persons %}<person id='{{ person.id }}'>{{ person.name }}</person>
{% endfor %}</persons>
<links>
{% for link in talk.session.links %}<link href="{{ link.href }}">{{ link.title or "" }}</link>{% endfor %}</links>
</event>{% endfor %}</room>{% endfor %}</day>{% endfor %}</schedule>
"""


def run(sizes: Sequence[int]) -> list[Row]:
    """Measure at these numbers of sessions."""
    rows: list[Row] = []
    for size in sizes:
        event = programme(size)
        data = schedule_xml.encode(event).value()
        assert schedule_xml.decode(data).value().sessions
        rows += [*_writing(size, event), *_reading(str(size), data), *_peers(size, event)]
    rows += _reading("4 MB, 1100 events", schedule_xml.encode(_wordy()).value())
    rows.append(_streaming(max(size for size in sizes)))
    return rows


def _wordy() -> Event:
    """Return a programme of the size of FOSDEM's: 1 100 sessions with much to say, in 4 MB."""
    event = programme(1100)
    sessions = [attrs.evolve(item, description="\n".join([item.abstract or ""] * 2)) for item in event.sessions]
    return attrs.evolve(event, sessions=tuple(sessions))


def _fresh(event: Event) -> Event:
    """Return the event without the views it remembers: a command writes an event once."""
    return attrs.evolve(event)


def _writing(size: int, event: Event) -> list[Row]:
    template = _jinja()
    ours, again, floor = medians(
        lambda: schedule_xml.encode(_fresh(event)).value(),
        lambda: schedule_xml.encode(event).value(),
        lambda: joined(_fresh(event)),
    )
    rows = [
        Row(operation=f"write schedule.xml, {size}", ours=ours, floor_name="joined strings", floor=floor, goal=1.6),
        Row(operation=f"the same, event viewed before, {size}", ours=again, floor_name="joined strings", floor=floor),
    ]
    if template is not None and size <= 10_000:
        (slow,) = medians(lambda: template(event))
        rows.append(
            Row(operation=f"write schedule.xml, {size}", ours=ours, peer_name="Jinja2 template", peer=slow, goal=1.0)
        )
    (told,) = medians(lambda: schedule_json.encode(event).value())
    rows.append(Row(operation=f"write schedule.json, {size}", ours=told))
    return rows


def joined(event: Event) -> bytes:
    """Return the document by plain string joining: what anybody would write by hand, days and rooms included."""
    days: dict[str, dict[str, list[Session]]] = {}
    for session in sorted(event.sessions, key=lambda item: item.slot.start.timestamp() if item.slot else 0.0):
        if session.slot is not None:
            day = days.setdefault(session.slot.start.date().isoformat(), {})
            day.setdefault(session.slot.rooms[0], []).append(session)
    names = {room.id: room.name for room in event.rooms}
    tracks = {track.id: track.title for track in event.tracks}
    people = {person.id: person.name for person in event.people}
    numbers = {person.id: number for number, person in enumerate(event.people, 1)}
    parts = [f"<schedule><version>1</version><conference><title>{escape(event.title)}</title></conference>"]
    for index, (date, rooms) in enumerate(sorted(days.items()), 1):
        parts.append(f'<day index="{index}" date="{date}">')
        for room, sessions in rooms.items():
            parts.append(f"<room name={quoteattr(names[room])}>")
            parts += [_joined_entry(session, names[room], tracks, people, numbers) for session in sessions]
            parts.append("</room>")
        parts.append("</day>")
    parts.append("</schedule>")
    return "\n".join(parts).encode()


def _joined_entry(
    session: Session, room: str, tracks: dict[str, str], people: dict[str, str], numbers: dict[str, int]
) -> str:
    slot = session.slot
    assert slot is not None
    assert slot.end is not None
    minutes = int((slot.end.timestamp() - slot.start.timestamp()) // 60)
    persons = "".join(
        f'<person id="{numbers[item.agent]}">{escape(people[item.agent])}</person>' for item in session.participants
    )
    links = "".join(f"<link href={quoteattr(link.href)}>{escape(link.title or '')}</link>" for link in session.links)
    guid = uuid.uuid5(_NAMESPACE, session.id)
    return f"""<event guid="{guid}" id="{guid.int & 0x7FFFFFFF}">
<date>{slot.start.isoformat()}</date><start>{slot.start.strftime("%H:%M")}</start>
<duration>{minutes // 60:02}:{minutes % 60:02}</duration><room>{escape(room)}</room>
<slug>programme-{session.id}</slug><title>{escape(session.title)}</title>
<subtitle>{escape(session.subtitle or "")}</subtitle><track>{escape(tracks[session.tracks[0]])}</track>
<type>{session.kind}</type><language></language><abstract>{escape(session.abstract or "")}</abstract>
<description>{escape(session.description or "")}</description>
<recording><license></license><optout>false</optout></recording>
<persons>{persons}</persons><links>{links}</links><attachments></attachments></event>"""


def _jinja() -> Callable[[Event], bytes] | None:
    try:
        import jinja2
    except ImportError:
        return None
    made = jinja2.Environment(autoescape=True).from_string(_TEMPLATE)

    def write(event: Event) -> bytes:
        from ospo_events.codecs.schedule._layout import ScheduleLayout, make_tree

        tree = make_tree(ScheduleLayout(event))
        tracks = {track.id: track.title for track in event.tracks}
        days = [
            {
                "date": day.date,
                "rooms": [
                    (
                        room.name,
                        [
                            {
                                "guid": entry.guid,
                                "id": entry.id,
                                "slot": entry.session.slot,
                                "duration": f"{entry.minutes // 60:02}:{entry.minutes % 60:02}",
                                "slug": entry.slug,
                                "session": entry.session,
                                "track": tracks[entry.session.tracks[0]],
                                "persons": entry.persons,
                            }
                            for entry in entries
                        ],
                    )
                    for room, entries in day.rooms
                ],
            }
            for day in tree.days
        ]
        return made.render(event=event, days=days).encode()

    return write


def walked(data: bytes) -> list[dict[str, object]]:
    """Return every event as a dict, by a walk over a tree of elements."""
    found: list[dict[str, object]] = []
    for day in ElementTree.fromstring(data).iter("day"):
        for room in day.iter("room"):
            for event in room.iter("event"):
                told: dict[str, object] = dict(event.attrib, day=day.get("date"), place=room.get("name"))
                for field in event:
                    if len(field):
                        told[field.tag] = [dict(item.attrib, text=item.text) for item in field]
                    else:
                        told[field.tag] = field.text
                found.append(told)
    return found


def _uncollected(action: Callable[[], object]) -> Callable[[], None]:
    """Return an action that runs as the command does, which leaves all it makes to its own end."""

    def run() -> None:
        gc.disable()
        try:
            action()
        finally:
            gc.enable()

    return run


def _reading(size: str, data: bytes) -> list[Row]:
    ours, floor, command, alone = medians(
        lambda: schedule_xml.decode(data).value(),
        lambda: walked(data),
        _uncollected(lambda: schedule_xml.decode(data).value()),
        _uncollected(lambda: walked(data)),
    )
    name = "ElementTree walk"
    rows = [
        Row(operation=f"read schedule.xml, {size}", ours=ours, floor_name=name, floor=floor, goal=1.5),
        Row(operation=f"the same, no collector, {size}", ours=command, floor_name=name, floor=alone),
    ]
    xsd = Path(__file__).resolve().parents[2] / "shared" / "schemas" / "schedule.xml.xsd"
    try:
        from lxml import etree
    except ImportError:
        return rows
    if xsd.exists():
        schema = etree.XMLSchema(etree.parse(str(xsd)))
        (check,) = medians(lambda: schema.validate(etree.fromstring(data)))
        rows.append(
            Row(operation=f"the same, {size}", ours=ours, peer_name="lxml parse and XSD check", peer=check, goal=3.0)
        )
    return rows


def _peers(size: int, event: Event) -> list[Row]:
    """Return what other people's tools take for the same programme; nothing where they are not at hand."""
    if size > 10_000:
        return []
    told = schedule_json.encode(event).value()
    rows: list[Row] = []
    (written,) = run_ours(_WRITE, dumps(event, "json"))
    (read,) = run_ours(_READ, told)
    if (peer := c3voc(told)) is not None:
        name = "c3voc-schedule-tools"
        rows += [
            Row(operation=f"programme to schedule.xml, {size}", ours=written, peer_name=name, peer=peer[0], goal=1 / 3),
            Row(operation=f"read schedule.json, {size}", ours=read, peer_name=name, peer=peer[1], goal=0.5),
        ]
    if (slow := pretalx(event)) is not None:
        rows.append(
            Row(
                operation=f"programme to schedule.xml, {size}",
                ours=written,
                peer_name="pretalx's template",
                peer=slow,
                goal=1 / 8,
            )
        )
    return rows


_WRITE = """
import attrs
from ospo_events import load
from ospo_events.codecs.schedule import xml
path = sys.argv[1]
event = load(path)
def write(fresh):
    with open(path + ".xml", "wb") as file:
        file.write(xml.encode(fresh).value())
print(json.dumps([median(write, lambda: attrs.evolve(event))]))
"""

_READ = """
from ospo_events import dumps
from ospo_events.codecs.schedule import json as schedule_json
path = sys.argv[1]
def read(_):
    with open(path, "rb") as file:
        return schedule_json.decode(file.read()).value()
print(json.dumps([median(read)]))
"""

_STREAM = """
import json, sys, tracemalloc
from benchmarks.programmes import programme
from ospo_events import iterencode
event = programme(int(sys.argv[1]))
event.agenda
tracemalloc.start()
stream = iterencode(event, "schedule-xml")
size = sum(map(len, stream))
assert stream.report.ok
print(json.dumps([tracemalloc.get_traced_memory()[1], size]))
"""


def _streaming(size: int) -> Row:
    """Return the peak of memory of writing to a stream, beside the size of the document."""
    peak, written = json.loads(run_python("-c", _STREAM, str(size)))
    return Row(
        operation=f"write to a stream: memory beside the document, {size}",
        ours=float(peak) / 2**20,
        floor_name="the document",
        floor=float(written) / 2**20,
        unit="MB",
    )
