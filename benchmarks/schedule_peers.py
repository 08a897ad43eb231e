"""What c3voc-schedule-tools and pretalx take for the same programme, each in a Python of its own.

They ask for their own versions of other packages. Where the variable C3VOC_PYTHON (PRETALX_PYTHON) names a Python
that has them, they are measured there; each gets the programme as its own users have it, made beforehand where they
do not pay for it either.
"""

from __future__ import annotations

import json

from ospo_events.model import Event

from .elsewhere import run_elsewhere

__all__ = ["c3voc", "pretalx"]

_C3VOC = """
import logging
logging.disable(logging.CRITICAL)
import voc.schedule
from voc.schedule import Schedule
ScheduleXML = getattr(voc.schedule, "ScheduleXML", None)  # later than 1.1.0
path = sys.argv[1]
both = json.load(open(path))
for name in ("json", "xml"):
    open(f"{path}.{name}", "w").write(both[name])
def write(document):
    with open(path + ".out.xml", "w") as file:
        file.write(Schedule(json=document).xml())
def read_xml(_):
    return sum(1 for _ in ScheduleXML(xml=open(path + ".xml").read()).events())
print(json.dumps([
    least(write, lambda: json.loads(both["json"])),
    least(lambda _: Schedule.from_file(path + ".json")),
    *([least(read_xml)] if ScheduleXML else []),
]))
"""


def c3voc(document: bytes, xml: bytes) -> tuple[float, ...] | None:
    """Return the seconds it takes to write schedule.xml, to read schedule.json and to read schedule.xml.

    Writing is what its importers do: a `Schedule` of the values of the programme, its XML, a file.

    Args:
        document: the programme as schedule.json.
        xml: the same as schedule.xml.

    Returns:
        None where it is not at hand; two numbers where it reads no XML.
    """
    both = json.dumps({"json": document.decode(), "xml": xml.decode()})
    told = run_elsewhere("C3VOC_PYTHON", _C3VOC, both.encode())
    return None if told is None else tuple(told)


_PRETALX = """
import datetime as dt, pathlib, re, unicodedata
from types import SimpleNamespace as Thing
from zoneinfo import ZoneInfo
import django
from django.conf import settings
import pretalx
settings.configure(USE_TZ=True, TIME_ZONE="America/New_York", INSTALLED_APPS=[])
django.setup()
from django.template import Engine, Context
folder = pathlib.Path(pretalx.__file__).parent / "agenda" / "templates"
engine = Engine(dirs=[str(folder)], libraries={"xmlescape": "pretalx.common.templatetags.xmlescape"})
template = engine.get_template("agenda/schedule.xml")
given = json.load(open(sys.argv[1]))
zone = ZoneInfo(given["zone"])
moment = lambda text: dt.datetime.fromisoformat(text).astimezone(zone)
class Many(list):
    def all(self):
        return self
class Person(Thing):
    def get_display_name(self):
        return self.name
def slug(title):  # as pretalx.schedule.models.slot makes it
    title = re.sub(r"\\W+", "-", title).lower()
    title = unicodedata.normalize("NFD", title).encode("ASCII", "ignore").decode()
    return re.sub(r"[^a-z0-9-]", "", title).strip("-")
class Talk(Thing):
    @property
    def frab_slug(self):
        return f"demo-{self.submission.id}-{slug(self.submission.title)}"
    @property
    def export_duration(self):
        return f"{self.duration // 60:02}:{self.duration % 60:02}"
def talk(told):
    public = Thing(full="https://example.org/talk/" + told["uuid"])
    submission = Thing(
        id=told["id"], title=told["title"], abstract=told["abstract"], description=told["description"], license="",
        submission_type=Thing(name=told["type"]), track=Thing(name=told["track"]), content_locale="en",
        do_not_record=False, speakers=Many(Person(**person) for person in told["persons"]),
        urls=Thing(public=public, feedback=public, image=""),
    )
    return Talk(uuid=told["uuid"], submission=submission, start=moment(told["start"]), duration=told["duration"])
data = [
    {"index": index, "start": moment(day["start"]), "end": moment(day["end"]),
     "rooms": [{"name": name, "guid": guid, "talks": [talk(item) for item in talks]}
               for name, guid, talks in day["rooms"]]}
    for index, day in enumerate(given["days"], 1)
]
event = Thing(name="A realistic programme", slug="demo", date_from=data[0]["start"].date(),
              date_to=data[-1]["start"].date(), duration=len(data), logo=None, timezone=given["zone"], color="#3aa57c",
              tracks=Many(Thing(name=name, slug="track", color="#000000") for name in given["tracks"]),
              feature_flags={"use_feedback": True})
context = {"data": data, "metadata": {"base_url": "https://example.org/"}, "schedule": Thing(version="1"),
           "event": event, "version": "0", "base_url": "https://example.org"}
def write(_):
    with open(sys.argv[1] + ".xml", "w") as file:
        file.write(template.render(Context(context)))
print(json.dumps([least(write)]))
"""


def pretalx(event: Event) -> float | None:
    """Return the seconds pretalx's own template takes; None where it is not at hand.

    Its queries are left out: the template gets plain objects that hold everything already.
    """
    from ospo_events.codecs.schedule._layout import ScheduleLayout, make_tree

    tree = make_tree(ScheduleLayout(event))
    tracks = {track.id: track.title for track in event.tracks}
    days = [
        {
            "start": day.start.isoformat(),
            "end": day.end.isoformat(),
            "rooms": [
                (
                    room.name,
                    room.guid,
                    [
                        {
                            "uuid": entry.guid,
                            "id": entry.id,
                            "start": entry.start.isoformat(),
                            "duration": entry.minutes,
                            "title": entry.title,
                            "abstract": entry.session.abstract or "",
                            "description": entry.session.description or "",
                            "type": entry.session.kind,
                            "track": tracks[entry.session.tracks[0]],
                            "persons": [{"id": person.id, "name": person.name} for person in entry.persons],
                        }
                        for entry in entries
                    ],
                )
                for room, entries in day.rooms
            ],
        }
        for day in tree.days
    ]
    given = {"zone": event.timezone.key, "tracks": list(tracks.values()), "days": days}
    told = run_elsewhere("PRETALX_PYTHON", _PRETALX, json.dumps(given).encode())
    return None if told is None else told[0]
