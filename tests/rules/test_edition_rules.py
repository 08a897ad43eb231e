"""Text of another edition: the year, the number and the dates of the one before, and nothing else."""

from __future__ import annotations

import datetime as dt

import pytest

from ospo_events import Event, Session, WallClock, validate
from ospo_events.model.event import RelatedEvent

BEFORE = RelatedEvent(
    title="Days", relation="predecessor", start=dt.date(2025, 7, 8), end=dt.date(2025, 7, 10), edition="2nd"
)
CLOCK = WallClock("Europe/Berlin")


def found(text: str, before: RelatedEvent = BEFORE, **more: object) -> list[str]:
    slot = CLOCK.slot("2026-07-09", "09:00", "10:00")
    event = Event(
        id="days",
        title="Days",
        timezone="Europe/Berlin",
        edition="3rd",
        related=[before],
        sessions=[Session(id="talk", title="Talk", abstract=text, slot=slot)],
        **more,  # type: ignore[arg-type]
    )
    report = validate(event, select=["text-of-another-edition"])
    assert {item.path for item in report} <= {("sessions", 0, "abstract")}
    return [item.message.split(" in ")[0] for item in report]


@pytest.mark.parametrize(("text", "said"), [
    ("As in 2025", ["'2025'"]),
    ("Days '25 and Days ’25", ["'25'"]),
    ("On 8 July", ["'8 July'"]),
    ("on July 10th, at noon", ["'July 10th'"]),
    ("on 10th of July", ["'10th of July'"]),
    ("Jul. 8", ["'Jul. 8'"]),
    ("the second annual conference", ["'second annual conference'"]),
    ("our 2nd edition", ["'2nd edition'"]),
    ("in 2026, on 9 July, the second keynote of 2024, room 2025a, July 100", []),
    ("the third edition", []),
])  # fmt: skip
def test_what_is_of_the_edition_before(text: str, said: list[str]) -> None:
    assert found(text) == said


def test_the_year_may_stand_in_the_name_of_the_edition() -> None:
    by_name = RelatedEvent(title="Days 2025", relation="predecessor", edition="eleventh")
    assert found("in 2025", by_name) == ["'2025'"]
    assert found("the 11th edition", by_name) == ["'11th edition'"]
    assert found("July 8", by_name) == []
    assert found("the 31st edition, 2021", RelatedEvent(title="Days", relation="predecessor", edition="31")) == [
        "'31st edition'"
    ]
    assert found("zeroth edition", RelatedEvent(title="Days", relation="predecessor", edition="0")) == []


def test_only_a_predecessor_counts_and_not_what_is_said_of_it() -> None:
    assert found("in 2025", RelatedEvent(title="Days 2025", relation="part-of", start=dt.date(2025, 1, 1))) == []
    assert found("", RelatedEvent(title="Days 2025", relation="predecessor", description="The one of 2025.")) == []
    assert found("9 July", RelatedEvent(title="Days", relation="predecessor", start=dt.date(2026, 7, 9))) == []
