"""A history that somebody damaged is refused with what is wrong, whatever it is."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import attrs
import pytest

from ospo_events import load
from ospo_events.codecs.history import history_json, read_history
from ospo_events.codecs.history._json import HistoryDamaged
from ospo_events.views.history import GUARDS, Limits, publish

AT = dt.datetime(2024, 6, 1, 12, tzinfo=dt.UTC)
EVENT = load(Path(__file__).parents[2] / "examples" / "ospos2024.yaml")


def tree() -> dict[str, Any]:
    parsed: dict[str, Any] = json.loads(history_json(publish(EVENT, None, at=AT).history))
    return parsed


def record(damaged: dict[str, Any]) -> dict[str, Any]:
    first: dict[str, Any] = next(iter(damaged["sessions"].values()))
    return first


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        (lambda t: t.update(revisions=[]), "expected a revision, got none"),
        (lambda t: t.update(event=5), "expected text, got the number 5"),
        (lambda t: t["revisions"][0].update(at=5), "expected text"),
        (lambda t: t["revisions"][0].pop("counts"), "expected the key 'counts'"),
        (lambda t: record(t).update(more=1), "got the key 'more' in it"),
        (lambda t: record(t).pop("first"), "expected the key 'first'"),
        (lambda t: record(t)["session"].pop("title"), "title"),
        (lambda t: record(t).update(session=[]), "expected"),
        (lambda t: t.update(history=99), "99"),
    ],
)
def test_it_is_refused(damage: Any, said: str) -> None:
    damaged = tree()
    damage(damaged)
    data = json.dumps(damaged).encode()
    with pytest.raises(HistoryDamaged):
        read_history(data)
    # Whoever takes it all the same hears what cannot be read.
    with pytest.raises(HistoryDamaged) as caught:
        records_of(data)
    assert said in caught.value.report.diagnostics[0].message


def records_of(data: bytes) -> Any:
    return read_history(data, damaged=True).told.records


@pytest.mark.parametrize("data", [b"[]", b"{", b"", b"null"])
def test_what_is_no_history_is_refused(data: bytes) -> None:
    with pytest.raises(HistoryDamaged):
        read_history(data)


def test_an_event_with_another_id_keeps_its_uids_where_that_is_meant() -> None:
    before = publish(EVENT, None, at=AT)
    renamed = attrs.evolve(EVENT, id="other")
    run = publish(renamed, before.history, at=AT + dt.timedelta(days=1), limits=Limits(allowed=GUARDS))
    assert run.history.told.records.keys() >= before.history.told.records.keys()
