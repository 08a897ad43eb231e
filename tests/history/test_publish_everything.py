"""Changes of the event itself, and of what its sessions refer to, reach the calendars of all sessions concerned."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import attrs
import pytest

from ospo_events import Event, Room, dump, load
from ospo_events.cli import main
from ospo_events.views.history import GUARDS, Limits, Published, publish

AT = dt.datetime(2024, 6, 1, 12, tzinfo=dt.UTC)
EVENT = load(Path(__file__).parents[2] / "examples" / "ospos2024.yaml")


def again(event: Event, before: Published, **limits: object) -> Published:
    return publish(event, before.history, at=AT + dt.timedelta(days=1), limits=Limits(**limits))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "changed",
    [
        attrs.evolve(EVENT, title="Another title"),
        attrs.evolve(EVENT, license="CC0-1.0"),
        attrs.evolve(EVENT, url="https://example.org/new"),
        attrs.evolve(EVENT, venues=[attrs.evolve(EVENT.venues[0], name="Another house")]),
    ],
)
def test_a_change_of_the_event_lowers_nothing(changed: Event) -> None:
    before = publish(EVENT, None, at=AT)
    run = again(changed, before)
    for uid, record in before.history.told.records.items():
        assert run.history.told.records[uid].session.sequence >= record.session.sequence
    assert again(changed, run).history.told.records.keys() == run.history.told.records.keys()


def test_another_id_of_the_event_is_refused_unless_it_is_meant() -> None:
    before = publish(EVENT, None, at=AT)
    run = again(attrs.evolve(EVENT, id="other", title="Other"), before, allowed=GUARDS)
    assert run.history.told.records.keys() == before.history.told.records.keys()


def test_unknown_data_of_rooms_are_not_in_the_history() -> None:
    rooms = [Room(id="hall", name="Hall", extra={"x-yours": {"note": "private"}})]
    run = publish(attrs.evolve(EVENT, rooms=rooms), None, at=AT)
    assert all(not room.extra for room in run.history.told.base.rooms)


def test_what_may_not_be_published_is_not(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    twice = attrs.evolve(EVENT, sessions=(*EVENT.sessions, EVENT.sessions[0]))
    dump(twice, tmp_path / "event.json")
    words = ["publish", str(tmp_path / "event.json"), "--history", str(tmp_path / "history.json")]
    assert main([*words, "--at", "2024-06-01T12:00Z"]) == 1
    assert "duplicate-id" in capsys.readouterr().err
    assert not (tmp_path / "history.json").exists()


def test_where_the_title_is_the_place_another_title_reaches_every_session() -> None:
    nowhere = attrs.evolve(EVENT, venues=(), rooms=())
    before = publish(nowhere, None, at=AT)
    run = again(attrs.evolve(nowhere, title="Another title"), before)
    times = {record.session.updated for record in run.history.told.records.values() if record.session.slot is not None}
    assert times == {AT + dt.timedelta(days=1)}
    renamed = again(attrs.evolve(nowhere, id="other", title="Third title"), before, allowed=GUARDS)
    assert renamed.history.told.records.keys() == before.history.told.records.keys()
    assert len(renamed.history.revisions) == 2
