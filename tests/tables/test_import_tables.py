"""Tables come back: what people changed in them is taken over, what they lost is as it was exported."""

from __future__ import annotations

import csv
import datetime as dt
import io
import random

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ospo_events import Event, Link, Person, Room
from ospo_events.codecs import CODECS
from ospo_events.codecs.tables import Imported, import_sheet
from ospo_events.model import Milestone
from ospo_events.strategies import events
from ospo_events.views import diff
from tests.support.tables import as_csv, example, files_in, packed


class Folder:
    """The tables of an event, as a folder that somebody edits."""

    def __init__(self, event: Event, format: str = "csv", audience: str = "public") -> None:
        self.files = files_in(CODECS[format].encode(event, audience=audience).value())
        self.rows = {
            name.removesuffix(".csv"): list(csv.reader(io.StringIO(content.decode(), newline="")))
            for name, content in self.files.items()
            if name.endswith(".csv")
        }

    def put(self, table: str, key: str, column: str, text: str) -> None:
        rows = self.rows[table]
        number = next(number for number, row in enumerate(rows) if row[0] == key)
        rows[number][rows[0].index(column)] = text

    def add(self, table: str, **cells: str) -> None:
        rows = self.rows[table]
        rows.append([cells.get(name, "") for name in rows[0]])

    def drop(self, table: str, key: str) -> None:
        self.rows[table] = [row for row in self.rows[table] if row[0] != key]

    def into(self, event: Event, *, base: Event | None = None, delete: bool = False) -> Imported:
        files = {name: content for name, content in self.files.items() if not name.endswith(".csv")}
        files |= {f"{name}.csv": as_csv(rows) for name, rows in self.rows.items()}
        return import_sheet(files, event, source="folder", base=base, delete=delete)


def fields(before: Event, imported: Imported) -> set[tuple[str, str]]:
    assert imported.event is not None, imported.report
    return {
        (change.id, ".".join(field.path) or change.action.value)
        for change in diff(before, imported.event).changes
        for field in (change.fields or [attrs.evolve(_NONE)])
        if field.path != ("sessions",)
    }


@attrs.frozen
class _Nothing:
    path: tuple[str, ...] = ()


_NONE = _Nothing()


@pytest.mark.hypothesis
@settings(max_examples=settings.default.max_examples // 2)  # type: ignore[union-attr]
@given(event=events(max_sessions=2, controls=False), seed=st.integers(0, 99))
def test_exported_sorted_and_imported_is_no_change(event: Event, seed: int) -> None:
    encoded = CODECS["csv"].encode(event)
    if not encoded.report.ok:
        return
    folder = Folder(event)
    for rows in folder.rows.values():
        others = rows[1:]
        random.Random(seed).shuffle(others)
        rows[1:] = others
    imported = folder.into(event)
    assert imported.event == event, imported.report


@pytest.mark.parametrize("format", ["csv", "datapackage", "xlsx"])
def test_what_comes_back_as_it_was_is_no_change(format: str) -> None:
    event = example()
    data = CODECS[format].encode(event).value()
    imported = import_sheet(data, event)
    assert (imported.event, len(imported.report)) == (event, 0)
    ours = event.with_session("opening-plenary", title="Ours")
    assert import_sheet(data, ours).event == ours


def test_rows_with_one_key_keep_their_order() -> None:
    twice = [
        Milestone(kind="registration-opens", date=dt.date(2024, 5, 1), url=f"https://example.org/{n}") for n in range(3)
    ]
    event = attrs.evolve(example(), milestones=twice)
    folder = Folder(event)
    folder.rows["milestones"][1:] = folder.rows["milestones"][:0:-1]
    assert folder.into(event).event == event


def test_changed_cells_are_changed_fields() -> None:
    event = example()
    folder = Folder(event)
    folder.put("sessions", "opening-plenary", "title", "Changed")
    folder.put("sessions", "opening-plenary", "start", "2024-07-09 9:15")
    folder.put("event", "theme", "value", "Another theme")
    folder.put("organizations", "un-oict", "short_name", "OICT")
    folder.add("participants", session="opening-plenary", position="1", organization="un-oict", role="moderator")
    folder.add("sessions", title="Closing", start="2024-07-10T18:00", kind="plenary")
    folder.add("rooms", name="Hall", capacity="100")
    imported = folder.into(event)
    assert fields(event, imported) == {
        ("opening-plenary", "title"),
        ("opening-plenary", "slot.start"),
        ("opening-plenary", "participants"),
        (event.id, "theme"),
        ("un-oict", "short_name"),
        ("closing", "added"),
        ("hall", "added"),
    }
    assert set(imported.report.codes) == {"row-new"}
    assert imported.event is not None
    assert folder.into(imported.event).event == imported.event


def test_what_the_tables_lost_is_as_it_was_exported() -> None:
    event = example().with_session("opening-plenary", abstract="Kept")
    folder = Folder(event)
    del folder.rows["tracks"]
    folder.rows["sessions"] = [
        [cell for cell, name in zip(row, folder.rows["sessions"][0], strict=True) if name not in ("abstract", "tracks")]
        for row in folder.rows["sessions"]
    ]
    folder.drop("sessions", "day-1-lunch")
    folder.put("sessions", "opening-plenary", "title", "Changed")
    kept = folder.into(event)
    assert fields(event, kept) == {("opening-plenary", "title")}
    assert kept.report.codes == ("row-deleted",)
    removed = folder.into(event, delete=True)
    assert fields(event, removed) == {("opening-plenary", "title"), ("day-1-lunch", "removed")}


def test_both_changed_a_cell() -> None:
    event = example()
    folder = Folder(event)
    folder.put("sessions", "opening-plenary", "title", "Theirs")
    ours = event.with_session("opening-plenary", title="Ours")
    both = folder.into(ours)
    assert both.event is None
    (conflict,) = both.report
    assert conflict.code == "import-conflict"
    assert conflict.path == ("sessions", 1, "title")
    assert "Ours" in conflict.message
    assert "Theirs" in conflict.message
    there = conflict.related[0].span
    assert there is not None
    assert (there.source, there.line, there.column) == ("folder/sessions.csv", 3, 2)


def test_a_reference_that_leads_nowhere_and_a_bad_cell() -> None:
    event = example()
    folder = Folder(event)
    folder.put("sessions", "opening-plenary", "rooms", "nowhere")
    told = folder.into(event)
    assert told.event is None
    (finding,) = told.report
    assert finding.code == "dangling-reference"
    assert finding.span is not None
    assert (finding.span.source, finding.span.line) == ("folder/sessions.csv", 3)
    folder.put("sessions", "opening-plenary", "rooms", "")
    folder.put("sessions", "opening-plenary", "start", "soon")
    assert folder.into(event).report.codes == ("bad-time",)
    folder.rows["sessions"] = [["nothing"]]
    assert folder.into(event).report.codes == ("no-header",)
    folder.rows = {"sessions": folder.rows["sessions"], "rooms": [["x"]]}
    assert set(folder.into(event).report.codes) == {"no-header"}


def test_without_what_was_exported_a_base_is_needed() -> None:
    event = example()
    event = attrs.evolve(
        event,
        people=(Person(id="ada", name="Ada", email="ada@example.org"),),
        rooms=(Room(id="hall", name="Hall", links=(Link("https://example.org/", audience="registered"),)),),
        sessions=(attrs.evolve(event.sessions[0], participants=("ada",)), *event.sessions[1:]),
    )
    for audience in ("public", "team"):
        folder = Folder(event, audience=audience)
        folder.put("people", "ada", "name", "Ada Example")
        assert fields(event, folder.into(event)) == {("ada", "name")}
        for broken in (b"{", None):
            folder.files.pop("exported.json")
            if broken is not None:
                folder.files["exported.json"] = broken
            assert folder.into(event).report.codes == ("no-base",)
            folder.files.setdefault("exported.json", b"")
        assert fields(event, folder.into(event, base=event)) == {("ada", "name")}


def test_other_tables_beside_ours_are_told() -> None:
    folder = Folder(example())
    folder.rows["notes"] = [["a"], ["b"]]
    told = folder.into(example())
    assert told.event == example()
    assert told.report.codes == ("unknown-table",)


def test_a_damaged_archive() -> None:
    data = packed(Folder(example()).files)
    assert import_sheet(data[:-30], example()).report.codes == ("wrong-format",)
