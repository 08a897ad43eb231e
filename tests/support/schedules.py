"""A schedule.xml with one event, of which only a few elements are of interest."""

from __future__ import annotations

from ospo_events.codecs import CODECS, Decoded

GUID = "5387660e-eae2-5d4b-94bd-51230abd365c"
HEAD = "<conference><title>T</title><time_zone_name>Europe/Berlin</time_zone_name>{}</conference>"


def read(entry: str, *, head: str = "", day: str = 'index="1" date="2024-07-09"') -> Decoded:
    """Read an event that has these elements; they begin in line 4."""
    body = f'<day {day}>\n<room name="A">\n<event id="1" guid="{GUID}">\n{entry}\n</event></room></day>'
    return CODECS["schedule-xml"].decode(f"<schedule>{HEAD.format(head)}{body}</schedule>".encode(), source="s.xml")
