"""How firm an item of somebody else's calendar is: misspelt, translated, in its title, or called off by a message."""

from __future__ import annotations

import pytest

from ospo_events.codecs import CODECS
from ospo_events.codecs.calendar import doctor
from ospo_events.model import Status
from tests.support.calendars import HEAD, TIMES, calendar, read, vevent

ics = CODECS["ics"]
FIRST = ("UID:u", "DTSTAMP:20240601T120000Z")


def status_of(*lines: str, title: str = "Talk", head: tuple[str, ...] = HEAD) -> tuple[Status, str, set[str]]:
    decoded, codes = read(*vevent(*FIRST, f"SUMMARY:{title}", *TIMES, *lines), head=head)
    assert decoded.event is not None
    (session,) = decoded.event.sessions
    return session.status, session.title, set(codes)


@pytest.mark.parametrize("word", ["CANCELLED", "cancelled", " Cancelled "])
def test_the_words_of_the_specification_need_no_finding(word: str) -> None:
    assert status_of(f"STATUS:{word}") == (Status.CANCELLED, "Talk", set())
    assert status_of() == (Status.CONFIRMED, "Talk", set())
    assert status_of("STATUS:") == (Status.CONFIRMED, "Talk", {"odd-status"}), "said, since it is confirmed by default"


@pytest.mark.parametrize(
    ("word", "status"),
    [
        *((word, Status.CANCELLED) for word in ("CANCELED", "CANCELLD", "Cancelled by host", "Abgesagt", "annulé")),
        *((word, Status.CANCELLED) for word in ("Event cancelled", "cancelado", "ОТМЕНЕНО", "CANCELED.")),
        *(
            (word, Status.CANCELLED)
            for word in ("已取消", "취소됨", "Отменён", "odwołane", "בוטל", "ملغى", "キャンセル")
        ),
        *((word, Status.POSTPONED) for word in ("POSTPONED", "verschoben", "Reporté", "aplazado")),
        *((word, Status.TENTATIVE) for word in ("TENTATIV", "Unconfirmed", "provisional", "vorläufig")),
        *((word, Status.CONFIRMED) for word in ("CONFRIMED", "bestätigt", "confirmado")),
    ],
)
def test_what_is_plainly_meant_is_read_and_told(word: str, status: Status) -> None:
    assert status_of(f"STATUS:{word}") == (status, "Talk", {"odd-status"})


@pytest.mark.parametrize("word", ["NEEDS-ACTION", "COMPLETED", "not cancelled", "BUSY", "7", "if cancelled"])
def test_any_other_word_is_kept_and_never_confirmed(word: str) -> None:
    decoded, codes = read(*vevent(*FIRST, "SUMMARY:A", *TIMES, f"STATUS:{word}"))
    assert decoded.event is not None
    (session,) = decoded.event.sessions
    assert session.status is Status.TENTATIVE
    assert codes == {"unknown-value": 12}
    assert word in str(session.extra)
    written = ics.encode(decoded.event)
    assert b"STATUS:TENTATIVE" in written.value()
    assert "not-carried" in written.report.codes


@pytest.mark.parametrize(
    ("summary", "title", "status"),
    [
        ("Canceled: Talk", "Talk", Status.CANCELLED),
        ("CANCELLED - Talk", "Talk", Status.CANCELLED),
        ("[Cancelled] Talk", "Talk", Status.CANCELLED),
        ("Talk (abgesagt)", "Talk", Status.CANCELLED),
        ("Annulé : débat", "débat", Status.CANCELLED),
        ("Canceled event with note: Talk", "Talk", Status.CANCELLED),
        ("Postponed: Talk", "Talk", Status.POSTPONED),
        ("CANCELLED Talk", "Talk", Status.CANCELLED),
        ("Talk CANCELLED", "Talk", Status.CANCELLED),
        ("CANCELED!! Talk", "Talk", Status.CANCELLED),
        ("【中止】Talk", "Talk", Status.CANCELLED),
        ("已取消：Talk", "Talk", Status.CANCELLED),
        ("Odwołano: Talk", "Talk", Status.CANCELLED),
    ],
)
def test_a_title_that_says_so_is_off(summary: str, title: str, status: Status) -> None:
    assert status_of("STATUS:CONFIRMED", title=summary) == (status, title, {"odd-status"})


@pytest.mark.parametrize("title", ["How we cancelled culture", "Cancelled culture: a talk", "Cancelled", "Cancel: x"])
def test_a_title_that_has_the_word_only_is_on(title: str) -> None:
    assert status_of(title=title) == (Status.CONFIRMED, title, set())


def test_the_status_counts_where_it_says_more_than_the_title() -> None:
    assert status_of("STATUS:CANCELLED", title="Cancelled: Talk") == (Status.CANCELLED, "Talk", set())


def test_a_message_that_calls_off() -> None:
    assert status_of(head=(*HEAD, "METHOD:CANCEL")) == (Status.CANCELLED, "Talk", {"message-method"})
    assert status_of("STATUS:CONFIRMED", head=(*HEAD, "METHOD:cancel"))[0] is Status.CANCELLED
    assert status_of(head=(*HEAD, "METHOD:REQUEST")) == (Status.CONFIRMED, "Talk", {"message-method"})
    assert status_of("METHOD:CANCEL") == (Status.CANCELLED, "Talk", {"misplaced-property"})
    assert status_of("METHOD:PUBLISH") == (Status.CONFIRMED, "Talk", {"misplaced-property"})


def test_of_two_calendars_only_the_one_that_calls_off_is_off() -> None:
    on = calendar(*vevent("UID:on", "DTSTAMP:20240601T120000Z", "SUMMARY:On", *TIMES))
    off = calendar(*vevent(*FIRST, "SUMMARY:Off", *TIMES), head=(*HEAD, "METHOD:CANCEL"))
    for data in (on + off, off + on):
        event = ics.decode(data).event
        assert event is not None
        assert {session.title: session.status for session in event.sessions} == {
            "On": Status.CONFIRMED,
            "Off": Status.CANCELLED,
        }


def test_the_doctor_explains_each() -> None:
    for line, code in (
        ("STATUS:CANCELED", "odd-status"),
        ("STATUS:", "odd-status"),
        ("STATUS:NEEDS-ACTION", "unknown-value"),
        ("METHOD:CANCEL", "misplaced-property"),
    ):
        report = doctor.check(calendar(*vevent(*FIRST, "SUMMARY:A", *TIMES, line)))
        (finding,) = [item for item in report if item.code == code]
        assert finding.span is not None
        assert finding.span.line == 12
    assert "odd-status" in doctor.check(calendar(*vevent(*FIRST, "SUMMARY:Canceled: A", *TIMES))).codes
