"""The worked example says what the concept note says."""

import datetime as dt
import importlib.util
from pathlib import Path

import pytest

from ospo_events import Event, Status, dumps, load, loads

EXAMPLES = Path(__file__).parents[1] / "examples"


@pytest.fixture(scope="module")
def event() -> Event:
    spec = importlib.util.spec_from_file_location("ospos2024", EXAMPLES / "ospos2024.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    found: Event = module.EVENT
    return found


AGENDA = """
2024-07-09
08:00-09:00 Registration & Welcome
09:00-09:30 Opening Plenary: Embracing Open Source Technology to Achieve the SDGs
09:30-11:00 Thematic Track #1: AI and Open Source
11:00-11:30 Coffee Break
11:30-12:30 Spotlight Panel: Open Source in the Global South
12:30-13:30 Lunch Break
13:30-15:00 Thematic Track #2: Open Source at the UN
15:00-15:30 Presentation: Reboot the Earth
15:30-16:00 Coffee Break
16:00-17:30 Thematic Track #3: Open Source and Governments
17:30 onwards Free Time / Networking and Social Event (Day 1)
2024-07-10
08:00-09:00 Registration & Welcome
09:00-10:30 Thematic Track #4: Open Source at Work in the World
10:30-11:00 Coffee Break
11:00-12:00 Devrooms: Open Source at Work in the World
12:00-13:00 Lunch Break
13:00-14:00 Spotlight Panel: Youth and Open Source
14:00-15:30 Thematic Track #5: Open Source Networked Cities
15:30-16:00 Coffee Break
16:00-17:00 Spotlight Panel: Open Source and Civil Society
17:00-17:30 Closing Plenary – The Next Decade: Envisioning the Future of Open Source
17:30 onwards Free Time / Networking and Social Event (Day 2)
"""


def test_the_agenda_is_the_notes(event):
    lines: list[str] = []
    for day in event.agenda.days:
        lines.append(day.date.isoformat())
        for slot in day.slots:
            end = f"-{slot.end:%H:%M}" if slot.end else " onwards"
            lines += [f"{slot.start:%H:%M}{end} {session.title}" for session in slot.sessions]
    assert "\n".join(lines) == AGENDA.strip()


def test_five_thematic_tracks_and_three_spotlight_panels(event):
    assert len(event.tracks) == len(event.index.by_kind["thematic-track"]) == 5
    assert [session.tracks[0] for session in event.index.by_kind["thematic-track"]] == [
        track.id for track in event.tracks
    ]
    assert len(event.index.by_kind["spotlight-panel"]) == 3
    assert [session.id for session in event.index.by_kind["plenary"]] == ["opening-plenary", "closing-plenary"]
    assert len(event.sessions) == 22


def test_both_days_run_without_a_gap_from_eight_to_half_past_five(event):
    assert [day.gaps for day in event.agenda.days] == [(), ()]
    for day in event.agenda.days:
        closed = [slot for slot in day.slots if slot.end is not None]
        assert (closed[0].start.time(), closed[-1].end.time()) == (dt.time(8), dt.time(17, 30))
        assert [slot.start.time() for slot in day.slots if slot.open_ended] == [dt.time(17, 30)]


def test_who_organizes_what_it_is_for_and_what_came_before(event):
    assert [event.index.agents[item.agent].name for item in event.participants if item.role == "organizer"] == [
        "United Nations Office of Information and Communications Technology",
        "OSPO++",
        "OpenForum Europe",
        "United Nations Office of the Secretary-General's Envoy on Technology",
    ]
    assert [objective.verb for objective in event.objectives] == ["Highlight", "Demonstrate", "Capture"]
    assert all(objective.text.startswith(objective.verb) for objective in event.objectives)
    assert [(item.relation, item.edition) for item in event.related] == [("predecessor", "2023")]
    assert [output.kind for output in event.outputs] == ["report"]
    assert event.status is Status.TENTATIVE


def test_nothing_is_invented(event):
    assert event.people == event.rooms == event.links == ()
    assert all(not session.participants and not session.links for session in event.sessions)


def test_the_yaml_file_is_the_same_value(event):
    assert load(EXAMPLES / "ospos2024.yaml") == event


@pytest.mark.parametrize(("format", "options"), [("json", {}), ("yaml", {}), ("yaml", {"shorthand": True})])
def test_it_survives_the_native_formats(event, format, options):
    assert loads(dumps(event, format, **options), format) == event
