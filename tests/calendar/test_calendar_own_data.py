"""The X-OSPO- properties, as we wrote them and as somebody changed them."""

from __future__ import annotations

from typing import Any

import pytest

from ospo_events.codecs import CODECS
from tests.support.calendars import HEAD, START, TIMES, bare_item, calendar, escaped, item, own_session, read

ics = CODECS["ics"]


OWN = (*START, 'X-OSPO-EVENT:{"id":"e"}', "NAME:E", "X-WR-TIMEZONE:UTC")


def own_calendar(code: str, *lines: str, head: tuple[str, ...] = OWN) -> bytes:
    """Return a calendar with one item that has this as our own data, and a location that is none of its rooms."""
    return calendar(*bare_item(*TIMES, "LOCATION:E", f"X-OSPO-SESSION:{escaped(code)}", *lines), head=head)


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("[1", "JSON object with an id"),
        ('{"id":3}', "JSON object with an id"),
        ('{"id":"a","links":3}', "links: expected 3 LINK properties, got 0"),
        ('{"id":"a","links":true}', "links: expected a list"),
        ('{"id":"a","languages":[4]}', "languages[0]: expected text"),
        ('{"id":"a","previous_start":"soon"}', "expected a time as previous_start, got 'soon'"),
        (
            '{"id":"a","people":[{"role":"chair"}]}',
            "people[0]: expected the id of a person or an organization as the agent",
        ),
        ('{"id":"a","people":[7]}', "people[0]: expected a mapping, got the number 7"),
        ('{"id":"a","expected_attendance":true}', "expected_attendance: expected a whole number"),
    ],
)
def test_own_data_that_somebody_broke_is_told(code: str, told: str) -> None:
    decoded = ics.decode(own_calendar(code))
    findings = [finding for finding in decoded.report if finding.code == "bad-own-data"]
    assert any(told in finding.message for finding in findings)
    (session,) = decoded.value().sessions
    assert session.title == "A"


@pytest.mark.parametrize(
    "code", ['{"id":"a","abstract":2}', '{"id":"a","abstract":"x"}', '{"id":"a","description":99}']
)
def test_a_description_that_somebody_rewrote_is_kept_whole(code: str) -> None:
    (session,) = ics.decode(own_calendar(code, "DESCRIPTION:rewritten")).value().sessions
    assert (session.abstract, session.description) == (None, "rewritten")


@pytest.mark.parametrize(
    ("head", "codes"),
    [
        (("X-OSPO-EVENT:[", "NAME:E", "X-WR-TIMEZONE:UTC"), {"bad-own-data"}),
        (('X-OSPO-EVENT:{"id":"e"}', "NAME:E", "X-WR-TIMEZONE:Nowhere"), {"unknown-timezone", "missing-timezone"}),
        (("NAME:E", "X-WR-TIMEZONE:Nowhere"), {"unknown-timezone", "missing-timezone"}),
        (("X-WR-TIMEZONE:UTC",), {"missing-title"}),
        (("NAME:E", "X-WR-TIMEZONE:UTC", "METHOD:PUBLISH"), {"message-method"}),
        (("NAME:E", "X-WR-TIMEZONE:UTC", "SUMMARY:E"), {"misplaced-property"}),
        (
            ('X-OSPO-EVENT:{"id":"e","title":3}', "NAME:E", "X-WR-TIMEZONE:UTC", 'X-OSPO-ROOM:{"id":"a"}'),
            {"bad-own-data"},
        ),
        (("NAME:E", "X-WR-TIMEZONE:UTC", "X-OSPO-ROOM:{"), {"bad-own-data"}),
    ],
)
def test_what_is_wrong_with_the_head_of_a_calendar_is_told(head: tuple[str, ...], codes: set[str]) -> None:
    decoded = ics.decode(calendar(*bare_item(*TIMES), head=(*START, *head)))
    assert set(decoded.report.codes) == codes
    assert all(finding.span is not None for finding in decoded.report)
    assert [session.title for session in decoded.value().sessions] == ["A"]


def test_an_id_that_is_none_is_mended() -> None:
    decoded = ics.decode(
        calendar(head=(*START, 'X-OSPO-EVENT:{"id":"no id!"\\,"description":3}', "NAME:E", "DESCRIPTION:D")), zone="UTC"
    )
    assert decoded.event is not None
    assert (decoded.event.id, decoded.event.description) == ("no-id", "D")


def test_things_declared_twice_stay_two() -> None:
    room = 'X-OSPO-ROOM:{"id":"a"\\,"name":"%s"}'
    decoded = ics.decode(own_calendar('{"id":"a"}', head=(*OWN, room % "A", room % "B")))
    assert [(r.id, r.name) for r in decoded.value().rooms] == [("a", "A"), ("a-2", "B")]


OWN_HEAD = (*HEAD, 'X-OSPO-EVENT:{"id":"e"}')


def test_a_uid_that_our_own_session_has_leaves_the_other_its_id() -> None:
    decoded, codes = read(*item(*TIMES, own_session(id="talk")), *item(*TIMES), head=OWN_HEAD)
    assert [session.id for session in decoded.value().sessions] == ["talk", "u"]
    assert codes["duplicate-uid"] == 17


def test_our_own_data_that_no_session_can_have_cost_the_session_and_are_told() -> None:
    decoded, codes = read(
        *item(*TIMES, own_session(id="talk", previous_start="1066-10-14T09:00:00+00:00")), head=OWN_HEAD
    )
    assert not decoded.event.sessions
    assert codes["invalid-value"] == 7


@pytest.mark.parametrize(
    "data",
    [
        {"people": {"ada": "speaker"}},
        {"people": [["ada", "speaker", "more"], 5]},
        {"previous_start": "before"},
        {"expected_attendance": "many"},
        {"recording": 5},
        {"links": [{"href": 5}]},
    ],
)
def test_our_own_data_that_somebody_spoilt_are_left_out(data: dict[str, Any]) -> None:
    decoded, _ = read(*item(*TIMES, own_session(id="talk", **data)), head=OWN_HEAD)
    (session,) = decoded.event.sessions
    assert (session.id, session.participants, session.links, session.recording) == ("talk", (), (), None)


@pytest.mark.parametrize(
    "head",
    [
        'X-OSPO-EVENT:{"id":"e"\\,"expects":{"sessions":[1]}}',
        'X-OSPO-EVENT:{"id":"e"\\,"expects":{"sessions":{"talk":"x"}}}',
        'X-OSPO-VENUE:{"id":"v"\\,"name":"V"\\,"geo":["x"\\,true]}',
        'X-OSPO-VENUE:{"id":"v"\\,"name":"V"\\,"geo":{"latitude":"x"\\,"longitude":true}}',
    ],
)
def test_what_somebody_spoilt_of_the_event_is_told(head: str) -> None:
    decoded, codes = read(*item(*TIMES, own_session(id="talk")), head=(*HEAD, head))
    assert "bad-own-data" in codes
    assert len(decoded.event.sessions) == 1


def test_speakers_are_named_by_their_ids_alone() -> None:
    person = 'X-OSPO-PERSON:{"id":"ada"\\,"name":"Ada"}'
    talks = [
        item(*TIMES, own_session(id=f"t{number}", people=["ada", ["ada", "moderator"]]), uid=f"{number}")
        for number in (1, 2)
    ]
    decoded, _ = read(*talks[0], *talks[1], head=(*OWN_HEAD, person))
    people = [[(one.agent, one.role) for one in session.participants] for session in decoded.value().sessions]
    assert people == [[("ada", "speaker"), ("ada", "moderator")]] * 2
