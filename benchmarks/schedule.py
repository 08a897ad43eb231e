"""schedule.xml: writing beside plain string joining and templates, reading beside an ElementTree walk.

Other people's tools are measured where they are at hand, see `schedule_peers`.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable, Sequence
from xml.etree import ElementTree
from xml.sax.saxutils import escape, quoteattr

import attrs

from ospo_events import dumps
from ospo_events._collector import collector_paused
from ospo_events.codecs import CODECS
from ospo_events.model import Event, Session

from .elsewhere import run_ours
from .measure import Row, least, run_python
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
        rows += [*_writing(size, event), *_reading(size, data), *_peers(size, event)]
    wordy = _reading(1_100, schedule_xml.encode(_wordy()).value())
    rows += [attrs.evolve(row, operation=f"{row.operation}, 4 MB") for row in wordy]
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
    ours, floor = least(lambda: schedule_xml.encode(_fresh(event)).value(), lambda: joined(_fresh(event)))
    what = "write schedule.xml"
    rows = [Row(operation=what, size=size, ours=ours, floor_name="strings joined by hand", floor=floor, goal=1.5)]
    if template is not None:
        (slow,) = least(lambda: template(event), most=3)
        rows.append(
            Row(operation=what, size=size, ours=ours, peer_name="Jinja2 template", peer=slow, goal=1, lean=True)
        )
    (told,) = least(lambda: schedule_json.encode(_fresh(event)).value())
    rows.append(Row(operation="write schedule.json", size=size, ours=told))
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
        with collector_paused():
            action()

    return run


def _reading(size: int, data: bytes) -> list[Row]:
    ours, floor, command, alone = least(
        lambda: schedule_xml.decode(data).value(),
        lambda: walked(data),
        _uncollected(lambda: schedule_xml.decode(data).value()),
        _uncollected(lambda: walked(data)),
    )
    name = "ElementTree walk that fills dicts"
    goal = 2.2 if size <= 1_000 else 2.0
    what = "read schedule.xml"
    return [
        Row(operation=what, size=size, ours=ours, floor_name=name, floor=floor, goal=goal),
        Row(operation=f"{what}, no collector", size=size, ours=command, floor_name=name, floor=alone, goal=goal),
    ]


def _peers(size: int, event: Event) -> list[Row]:
    """Return what other people's tools take for the same programme; nothing where they are not at hand."""
    told, written = schedule_json.encode(event).value(), schedule_xml.encode(event).value()
    rows: list[Row] = []

    def row(what: str, ours: float, name: str, peer: float, goal: float) -> Row:
        return Row(operation=what, size=size, ours=ours, peer_name=name, peer=peer, goal=goal, lean=True)

    if (peer := c3voc(told, written)) is not None:
        name = "c3voc-schedule-tools"
        rows.append(row("write schedule.xml", run_ours(_WRITE, dumps(event, "json"))[0], name, peer[0], 1 / 3))
        rows.append(row("read schedule.json", run_ours(_READ, told)[0], name, peer[1], 1))
        rows += [row("read schedule.xml", run_ours(_READ, written)[0], name, slow, 1 / 1.5) for slow in peer[2:]]
    if (slow := pretalx(event)) is not None:
        ours = run_ours(_WRITE, dumps(event, "json"))[0]
        rows.append(row("write schedule.xml", ours, "pretalx's template, no database", slow, 1 / 8))
    return rows


_WRITE = """
import attrs
from ospo_events import load
from ospo_events.codecs import CODECS
path = sys.argv[1]
event = load(path, "json")
def write(fresh):
    with open(path + ".xml", "wb") as file:
        file.write(CODECS["schedule-xml"].encode(fresh).value())
print(json.dumps([least(write, lambda: attrs.evolve(event))]))
"""

_READ = """
from ospo_events import load
print(json.dumps([least(lambda _: load(sys.argv[1]))]))
"""

_STREAM = """
import json, sys, tracemalloc
from benchmarks.programmes import programme
from ospo_events import iterencode
for _ in iterencode(programme(20), "schedule-xml"):
    pass  # what is imported and made once
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
        operation="stream schedule.xml: memory",
        size=size,
        ours=float(peak) / 2**20,
        floor_name="size of the file",
        floor=float(written) / 2**20,
        unit="MB",
    )
