"""Odd values of schedule.xml, told with their line."""

from __future__ import annotations

import datetime as dt

import pytest

from ospo_events import InvalidOption
from ospo_events.codecs import CODECS

GUID = "11111111-1111-4111-8111-111111111111"


XML = """<schedule><conference><title>T</title>{head}</conference><day index="1" date="2024-07-09"><room name="A">
<event guid="{guid}" id="1">{entry}<title>One</title></event></room></day></schedule>"""


@pytest.mark.parametrize(
    ("head", "entry", "code"),
    [
        ("<time_zone_name>Nowhere</time_zone_name>", "<date>2024-07-09T09:00:00+02:00</date>", "zone-unknown"),
        (
            "<time_zone_name>America/New_York</time_zone_name>",
            "<date>2024-07-09T09:00:00+02:00</date><start>09:00</start>",
            "zone-contradicted",
        ),
        ("<time_zone_name>UTC</time_zone_name>", "<start>nine</start>", "bad-start"),
        ("<time_zone_name>UTC</time_zone_name>", "<date>tomorrow</date><start>09:00</start>", "bad-date"),
        ("<time_zone_name>UTC</time_zone_name>", "<start>09:00</start><duration>long</duration>", "bad-duration"),
        (
            "<time_zone_name>UTC</time_zone_name>",
            "<date>2024-07-09T09:00:00Z</date><duration>01:00</duration><end>2024-07-09T08:00:00Z</end>",
            "end-before-start",
        ),
        (
            "<time_zone_name>UTC</time_zone_name>",
            "<start>09:00</start><duration>01:00</duration><type>a</type><type>b</type>",
            "repeated-element",
        ),
    ],
)
def test_odd_values_are_told_with_their_line(head: str, entry: str, code: str) -> None:
    data = XML.format(head=head, entry=entry, guid=GUID).encode()
    decoded = CODECS["schedule-xml"].decode(data)
    (finding,) = [item for item in decoded.report if item.code == code]
    assert finding.span is not None
    assert finding.span.line in (1, 2)
    assert decoded.event is not None
    assert [session.title for session in decoded.event.sessions] == ["One"]


def test_the_night_belongs_to_the_day_before() -> None:
    head = "<time_zone_name>UTC</time_zone_name>"
    data = XML.format(head=head, entry="<start>01:00</start><duration>00:30</duration>", guid=GUID).encode()
    (session,) = CODECS["schedule-xml"].decode(data).value().sessions
    assert session.slot is not None
    assert session.slot.start == dt.datetime(2024, 7, 10, 1, tzinfo=dt.UTC)


def test_a_zone_asked_for_that_is_none_is_an_error() -> None:
    data = XML.format(head="", entry="<start>01:00</start>", guid=GUID).encode()
    with pytest.raises(InvalidOption, match="expected an IANA time zone"):
        CODECS["schedule-xml"].decode(data, zone="Europe/Nowhere")
