"""The flat sheet comes back: what people changed in it is taken over, and nothing else."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ospo_events import Event, Link, Participant, Person, Privacy, Room, Session, Slot, Status
from ospo_events.codecs import CODECS
from ospo_events.codecs.tables import Imported, import_sheet
from ospo_events.strategies import events
from ospo_events.views import diff, select
from tests.support.tables import as_csv, cell_of, example, sheet_of, workbook

ZONE = "Europe/Berlin"


def codes(imported: Imported) -> list[str]:
    return list(imported.report.codes)


def fields(before: Event, after: Event | None) -> set[tuple[str, str]]:
    """What differs, as the thing and its attribute."""
    assert after is not None
    return {
        (change.id, ".".join(field.path))
        for change in diff(before, after).changes
        for field in change.fields
        if field.path != ("sessions",)
    }


def edited(rows: list[list[str]], id: str, column: str, text: str) -> None:
    number, place = cell_of(rows, id, column)
    rows[number][place] = text


@pytest.fixture
def event() -> Event:
    """A small programme with rooms, people and a night."""
    clock = example().clock
    hall, yard = Room(id="hall", name="Hall"), Room(id="yard", name="Yard")
    ada = Person(id="ada", name="Ada Example", affiliation="ospo-plus-plus")
    base = example()
    talk = Session(
        id="talk", title="A talk", slot=clock.slot("2024-07-09", "18:00", "18:30", rooms=(hall,)),
        participants=("ada",), abstract="First line\nsecond line", languages=("en",),
    )  # fmt: skip
    party = Session(id="party", title="Party", kind="social", slot=clock.slot("2024-07-09", "23:00", "01:30"))
    return attrs.evolve(base, rooms=(hall, yard), people=(ada,), sessions=(*base.sessions, talk, party))


# Laws


@pytest.mark.hypothesis
@settings(max_examples=settings.default.max_examples // 2)  # type: ignore[union-attr]
@given(event=events(max_sessions=3, controls=False), seed=st.integers(0, 99))
def test_exported_sorted_hidden_and_imported_is_no_change(event: Event, seed: int) -> None:
    rows = sheet_of(event)
    head, *others = rows
    random.Random(seed).shuffle(others)
    hidden = seed % 11 + 1  # a column that somebody deleted
    rows = [[cell for place, cell in enumerate(row) if place != hidden] for row in (head, *others)]
    for data in (CODECS["sheet-csv"].encode(event).value(), as_csv(rows, ";\t,"[seed % 3])):
        imported = import_sheet(data, event)
        assert imported.event == event, imported.report


@pytest.mark.hypothesis
@settings(max_examples=settings.default.max_examples // 2)  # type: ignore[union-attr]
@given(event=events(max_sessions=2, controls=False))
def test_a_workbook_that_comes_back_is_no_change(event: Event) -> None:
    pytest.importorskip("python_calamine")
    imported = import_sheet(CODECS["sheet"].encode(event).value(), event)
    assert imported.event == event, imported.report


EDITS = {
    "title": ("Another title", "title"),
    "abstract": ("Other words\n\n=1+1", "abstract"),
    "kind": ("Keynote", "kind"),
    "status": ("cancelled", "status"),
    "language": ("fr; pt-BR", "languages"),
    "track": ("A new track", "tracks"),
    "room": ("A new room; Hall", "slot.rooms"),
    "start": ("08:05", "slot.start"),
    "people": ("Somebody New (moderator, A New Office)", "participants"),
}


@settings(max_examples=settings.default.max_examples // 2)  # type: ignore[union-attr]
@given(chosen=st.sets(st.sampled_from(sorted(EDITS)), min_size=1), number=st.integers(0, 21))
def test_k_changed_cells_are_k_changed_fields(chosen: set[str], number: int) -> None:
    event = example()
    session = event.index.in_order[number]
    rows = sheet_of(event)
    for column in chosen:
        edited(rows, session.id, column, EDITS[column][0])
    assert fields(event, import_sheet(as_csv(rows), event).event) == {
        (session.id, EDITS[column][1]) for column in chosen if not (column == "kind" and session.kind == "keynote")
    }


@pytest.mark.hypothesis
@settings(max_examples=settings.default.max_examples // 2)  # type: ignore[union-attr]
@given(
    cells=st.lists(
        st.one_of(st.text(), st.sampled_from(["all day", "25:00", "1e400", "'", "=(", "a (b", "A (speaker, B)"])),
        min_size=13,
        max_size=13,
    ),
    id=st.sampled_from(["", "talk-1", "opening-plenary"]),
)
def test_no_cell_makes_it_raise(cells: list[str], id: str) -> None:
    event = example()
    rows = sheet_of(event)
    number, _ = cell_of(rows, "opening-plenary", "id")
    rows[number] = [id, *cells[1:12], rows[number][12]]
    data = as_csv(rows, encoding="utf-8")
    once = import_sheet(data, event)
    assert once.event is not None or not once.report.ok
    if once.event is not None and id:
        assert import_sheet(data, once.event).event == once.event


def test_importing_twice_is_importing_once(event: Event) -> None:
    rows = sheet_of(event)
    for column, (text, _) in EDITS.items():
        edited(rows, "talk", column, text)
    rows.append(
        ["", "2024-07-10", "5:30 pm", "", "Yard", "Closing", "Social events", "", "Ada Example", "", "", "", ""]
    )
    rows.append(["x-1", "10.07.2024", "0.75", "onwards", "", "Given id", "", "", "", "", "", "", ""])
    once = import_sheet(as_csv(rows), event)
    assert once.event is not None, once.report
    assert codes(once) == ["row-new", "row-new"]
    twice = import_sheet(as_csv(rows), once.event)
    assert twice.event == once.event
    closing = once.event.index.sessions["closing"]
    assert closing.slot == Slot(event.clock.at("2024-07-10", "17:30"), rooms=("yard",))
    assert closing.kind == "social"
    assert once.event.index.sessions["x-1"].slot == Slot(event.clock.at("2024-07-10", "18:00"))


# Cells


@pytest.mark.parametrize(
    ("column", "cell", "check"),
    [
        ("start", "9:15", lambda one: one.slot.start.time() == dt.time(9, 15)),
        ("start", "6.15 p.m.", lambda one: one.slot.start.time() == dt.time(18, 15)),
        ("start", dt.time(18, 10), lambda one: one.slot.start.time() == dt.time(18, 10)),
        ("start", 0.7604166667, lambda one: one.slot.start.time() == dt.time(18, 15)),
        ("end", dt.datetime(2024, 7, 10, 2, 0), lambda one: one.slot.end.day == 10),
        ("end", "2024-07-10 02:00", lambda one: one.slot.end.day == 10),
        ("end", "2024-07-10T02:00-04:00", lambda one: one.slot.end.day == 10),
        ("end", "", lambda one: one.slot.end is None),
        ("end", "offen", lambda one: one.slot.end is None),
        ("end", "00:30", lambda one: one.slot.end.day == 10),
        ("day", dt.date(2024, 7, 10), lambda one: one.slot.start.day == 10),
        ("day", 45483, lambda one: one.slot.start.day == 10),
        ("day", "10 July 2024", lambda one: one.slot.start.day == 10),
        ("start", "All day", lambda one: one.slot.all_day),
        ("room", "", lambda one: one.slot.rooms == ()),
        ("room", "yard", lambda one: one.slot.rooms == ("yard",)),
        ("status", "Abgesagt", lambda one: one.status is Status.CANCELLED),
        ("status", "", lambda one: one.status is Status.CONFIRMED),
        ("kind", "", lambda one: one.kind == "talk"),
        ("kind", "Coffee Breaks", lambda one: one.kind == "break"),
        ("kind", "Something Else", lambda one: one.kind == "Something Else"),
        ("abstract", "'=1+1", lambda one: one.abstract == "=1+1"),
        ("title", "'@home", lambda one: one.title == "@home"),
        ("people", "", lambda one: one.participants == ()),
        ("people", "To be announced", lambda one: one.participants[0].agent is None),
        ("people", "TBA (moderator)", lambda one: one.participants[0].credited_as == "TBA"),
        ("people", "Bo; Ada Example (OSPO++)", lambda one: [who.agent for who in one.participants] == ["bo", "ada"]),
        ("people", ";;Bo (OSPO++);", lambda one: [who.agent for who in one.participants] == ["bo"]),
        ("people", "Ada Example (chair)", lambda one: one.participants[0].role == "chair"),
        ("people", "Ada Example (moderator, OSPO++)", lambda one: one.participants[0].affiliation is None),
        ("language", "", lambda one: one.languages == ()),
    ],
)  # fmt: skip
def test_cells_as_people_and_programs_write_them(
    event: Event, column: str, cell: object, check: Callable[[Session], bool]
) -> None:
    rows: list[list[object]] = [[*row] for row in sheet_of(event)]
    number, place = cell_of(sheet_of(event), "talk", column)
    rows[number][place] = cell
    if column == "start" and cell == "All day":
        rows[number][place + 1] = ""
    after = import_sheet(workbook({"Programme": rows}), event, dates="dmy")
    assert after.event is not None, after.report
    assert check(after.event.index.sessions["talk"])
    assert import_sheet(workbook({"Programme": rows}), after.event, dates="dmy").event == after.event


def test_a_session_without_a_time_and_one_of_several_days(event: Event) -> None:
    rows = sheet_of(event)
    for column in ("day", "start", "end", "room"):
        edited(rows, "talk", column, "")
    edited(rows, "party", "start", "all day")
    edited(rows, "party", "end", "2024-07-10")
    after = import_sheet(as_csv(rows), event).event
    assert after is not None
    assert after.index.sessions["talk"].slot is None
    assert after.index.sessions["party"].slot == event.clock.all_day("2024-07-09", "2024-07-10")
    assert import_sheet(CODECS["sheet-csv"].encode(after).value(), after).event == after


def test_a_day_that_is_cleared_because_it_repeats_is_that_above(event: Event) -> None:
    rows = sheet_of(event)
    for row in rows[3:]:
        if row[1] == "2024-07-09" and row[2]:
            row[1] = ""
    assert import_sheet(as_csv(rows), event).event == event


def test_merged_cells_say_the_same_all_over(event: Event) -> None:
    xlsxwriter = pytest.importorskip("xlsxwriter")
    import io

    target = io.BytesIO()
    book = xlsxwriter.Workbook(target)
    sheet = book.add_worksheet()
    rows = [row for row in sheet_of(event) if row[1] in ("day", "2024-07-09")]
    for number, row in enumerate(rows):
        for place, cell in enumerate(row):
            if place != 1 or not number:
                sheet.write_string(number, place, cell)
    sheet.merge_range(1, 1, len(rows) - 1, 1, "2024-07-09")
    book.close()
    after = import_sheet(target.getvalue(), event)
    assert after.event == event
    assert set(codes(after)) == {"row-deleted"}


@pytest.mark.parametrize(
    "names",
    [
        "ID Tag Beginn Ende Raum Titel Art Track Personen Kurzfassung Status Sprache",
        "Id Jour Début Fin Salle Titre Type Thème Intervenants Résumé Statut Langue",
        "ID Fecha Inicio Fin Sala Título Tipo Pista Ponentes Resumen Estado Idioma",
        "идентификатор день начало конец зал название тип секция докладчики аннотация статус язык",
        "编号 日期 开始 结束 会议室 标题 类型 分会场 演讲人 摘要 状态 语言",
        "المعرف اليوم البداية النهاية القاعة العنوان النوع المسار المتحدثون الملخص الحالة اللغة",
    ],
)
def test_headers_in_other_languages(event: Event, names: str) -> None:
    rows = sheet_of(event)
    rows[0] = [*names.split(), rows[0][-1]]
    number, _ = cell_of(sheet_of(event), "talk", "title")
    rows[number][5] = "Changed"
    rows = [["The programme, as of today"], [], *rows]
    assert fields(event, import_sheet(as_csv(rows), event).event) == {("talk", "title")}


def test_two_things_of_one_name_are_called_by_their_ids() -> None:
    event = example()
    rooms = (Room(id="a", name="Hall"), Room(id="b", name="hall"), Room(id="c", name="A; B"), Room(id="d", name="a"))
    slot = attrs.evolve(event.sessions[0].slot, rooms=("b", "c", "d"))  # type: ignore[misc]
    event = attrs.evolve(event, rooms=rooms, sessions=(attrs.evolve(event.sessions[0], slot=slot), *event.sessions[1:]))
    rows = sheet_of(event)
    assert rows[1][4] == "b; c; d"
    edited(rows, event.sessions[0].id, "room", "a; b")
    after = import_sheet(as_csv(rows), event).event
    assert after is not None
    assert after.sessions[0].slot is not None
    assert after.sessions[0].slot.rooms == ("a", "b")


# Rows


def test_a_deleted_row_is_told_and_removed_only_on_demand(event: Event) -> None:
    rows = [row for row in sheet_of(event) if row[0] != "talk"]
    kept = import_sheet(as_csv(rows), event)
    assert kept.event == event
    assert codes(kept) == ["row-deleted"]
    assert "'talk'" in kept.report.diagnostics[0].message
    removed = import_sheet(as_csv(rows), event, delete=True)
    assert removed.event == event.without_session("talk")
    assert import_sheet(as_csv(rows), removed.event, delete=True).event == removed.event


def test_what_was_not_exported_stays(event: Event) -> None:
    hidden = Session(id="hidden", title="Secret", privacy=Privacy.CONFIDENTIAL)
    reserved = Session(
        id="reserved", title="Closed", privacy=Privacy.PRIVATE, slot=event.clock.slot("2024-07-09", "19:00", "20:00")
    )
    ada = attrs.evolve(event.people[0], email="ada@example.org", links=(Link("https://example.org/ada"),))
    event = attrs.evolve(event, people=(ada,), sessions=(*event.sessions, hidden, reserved))
    rows = sheet_of(event)
    assert "hidden" not in {row[0] for row in rows}
    edited(rows, "talk", "title", "Changed")
    imported = import_sheet(as_csv(rows), event, delete=True)
    assert fields(event, imported.event) == {("talk", "title")}
    assert codes(imported) == []
    fewer = [[*row[:7], *row[8:]] for row in rows]
    assert fields(event, import_sheet(as_csv(fewer), event).event) == {("talk", "title")}
    (number,) = [number for number, row in enumerate(rows) if row[2] == "19:00"]
    rows[number][5] = "Changed"
    assert codes(import_sheet(as_csv(rows), event)) == ["import-conflict"]
    whole = sheet_of(event, audience="team")
    edited(whole, "hidden", "title", "Not so secret")
    assert fields(event, import_sheet(as_csv(whole), event).event) == {("hidden", "title")}
    rows[0][-1] = rows[0][-1][:2] + "000000"
    assert import_sheet(as_csv([*rows[:1], ["hidden", "", "", "", "", "T"]]), event).event is None


def test_only_what_was_selected_is_in_the_sheet(event: Event) -> None:
    chosen = select(event, rooms=["hall"])
    rows = sheet_of(chosen)
    assert [row[0] for row in rows[1:]] == ["talk"]
    assert import_sheet(as_csv(rows[:1]), event, delete=True).event == event.without_session("talk")


def test_both_changed_a_cell(event: Event) -> None:
    rows = sheet_of(event)
    edited(rows, "talk", "title", "Theirs")
    edited(rows, "party", "kind", "Social events")
    ours = event.with_session("talk", title="Ours", abstract="Ours too").with_session("party", kind="meal")
    both = import_sheet(as_csv(rows), ours, source="s.csv")
    assert both.event is None
    number, _ = cell_of(rows, "talk", "title")
    (conflict,) = [item for item in both.report if "Theirs" in item.message]
    assert conflict.code == "import-conflict"
    assert conflict.path == (f"Programme!F{number + 1}",)
    assert "'Ours'" in conflict.message
    assert conflict.related[0].path == ("sessions", 22, "title")
    agreed = ours.with_session("talk", title="Theirs").with_session("party", kind="social")
    settled = import_sheet(as_csv(rows), agreed)
    assert settled.event == agreed
    assert settled.event is not None
    assert settled.event.index.sessions["talk"].abstract == "Ours too"


def test_two_people_of_one_name_are_told_apart_by_their_ids(event: Event) -> None:
    people = (*event.people, Person(id="ada-2", name="ADA  Example"))
    event = attrs.evolve(event, people=people).with_session("talk", participants=["ada-2"])
    rows = sheet_of(event)
    number, place = cell_of(rows, "talk", "people")
    assert rows[number][place] == "ada-2"
    rows[number][place] = "ada-2 (moderator); ada"
    after = import_sheet(as_csv(rows), event).event
    assert after is not None
    told = [(one.agent, one.role) for one in after.index.sessions["talk"].participants]
    assert told == [("ada-2", "moderator"), ("ada", "speaker")]
    rows[number][place] = "Ada Example"
    assert codes(import_sheet(as_csv(rows), event)) == ["ambiguous-identity"]


def test_somebody_who_is_not_known_yet(event: Event) -> None:
    event = event.with_session("talk", participants=[Participant(credited_as="A minister", role="speaker")])
    rows = sheet_of(event)
    number, place = cell_of(rows, "talk", "people")
    assert rows[number][place] == "A minister"
    rows[number][place] = "A minister (moderator)"
    after = import_sheet(as_csv(rows), event).event
    assert after is not None
    assert after.index.sessions["talk"].participants == (Participant(credited_as="A minister", role="moderator"),)
    assert after.people == event.people


def test_a_bad_cell_that_the_programme_changed_too_is_a_conflict(event: Event) -> None:
    rows = sheet_of(event)
    edited(rows, "talk", "start", "25:00")
    ours = event.with_session("talk", slot=event.clock.slot("2024-07-09", "17:00", "18:30", rooms=("hall",)))
    assert codes(import_sheet(as_csv(rows), ours)) == ["import-conflict"]


def test_columns_of_ones_own_are_no_matter(event: Event) -> None:
    rows = [[*row, note] for row, note in zip(sheet_of(event), ["Tags", *["x"] * 99], strict=False)]
    assert import_sheet(as_csv(rows), event).event == event


def test_a_row_whose_digests_are_lost(event: Event) -> None:
    rows = sheet_of(event)
    number, _ = cell_of(rows, "talk", "title")
    rows[number][-1] = ""
    assert import_sheet(as_csv(rows), event).event == event
    rows[number][5] = "Changed"
    told = import_sheet(as_csv(rows), event)
    assert codes(told) == ["import-conflict"]
    assert "nobody knows" in told.report.diagnostics[0].message


def test_a_row_of_a_session_that_is_gone(event: Event) -> None:
    rows = sheet_of(event)
    ours = event.without_session("talk")
    same = import_sheet(as_csv(rows), ours)
    assert same.event == ours
    assert codes(same) == ["session-gone"]
    edited(rows, "talk", "title", "Changed")
    assert codes(import_sheet(as_csv(rows), ours)) == ["import-conflict"]
    assert codes(import_sheet(as_csv(rows), ours, base=event)) == ["import-conflict"]


def test_a_sheet_that_lost_its_digests_needs_its_base(event: Event) -> None:
    rows = [row[:12] for row in sheet_of(event)]
    edited(rows, "talk", "title", "Changed")
    lost = import_sheet(as_csv(rows), event)
    assert lost.event is None
    assert codes(lost) == ["no-base"]
    ours = event.with_session("party", title="Feast")
    assert fields(ours, import_sheet(as_csv(rows), ours, base=event).event) == {("talk", "title")}
    assert codes(import_sheet(as_csv([*rows[:1], *rows[2:]]), ours, base=event)) == ["row-deleted"]


def test_seven_faults_are_seven_findings(event: Event) -> None:
    rows = sheet_of(event)
    edited(rows, "talk", "title", " ")
    edited(rows, "talk", "start", "25:00")
    edited(rows, "talk", "status", "perhaps")
    edited(rows, "talk", "language", "English please")
    edited(rows, "party", "day", "4/9/2024")
    rows.append(["not an id!", "2024-07-09", "10:00", "", "", "Bad id", "", "", "", "", "", "", ""])
    rows.append([*rows[1]])
    told = import_sheet(as_csv(rows), event, source="s.csv")
    assert told.event is None
    assert sorted(codes(told)) == [
        "bad-language-tag", "bad-time", "bad-time", "duplicate-id", "invalid-id", "missing-title", "unknown-value",
    ]  # fmt: skip
    number, place = cell_of(rows, "talk", "start")
    (finding,) = [item for item in told.report if "25:00" in item.message]
    assert finding.path == (f"Programme!C{number + 1}",)
    assert finding.span is not None
    assert (finding.span.source, finding.span.column) == ("s.csv", place + 1)


@pytest.mark.parametrize(
    ("day", "start", "end", "message"),
    [
        ("", "10:00", "", "expected a date, got none"),
        ("2024-07-09", "", "11:00", "expected a time, got none"),
        ("2024-03-09", "02:30", "", "does not exist in America/New_York"),
        ("2024-11-02", "01:30", "", "happens twice in America/New_York"),
        ("2024-07-09", "10:00", "09:00", "expected an end after 10:00"),
        ("2024-07-09", "all day", "2024-07-08", "expected"),
        ("2024-07-09", "10:00", "2024-13-40", "2024-13-40"),
    ],
)
def test_times_that_cannot_be(day: str, start: str, end: str, message: str) -> None:
    event = example()
    rows = sheet_of(event)[:1]
    rows.append(["", day, start, end, "", "New", "", "", "", "", "", "", ""])
    told = import_sheet(as_csv(rows), event)
    assert told.event is None
    (finding,) = told.report.errors
    assert finding.code == "bad-time"
    assert message in finding.message


def test_a_repeated_hour_is_written_with_its_offset() -> None:
    event = example()
    twice = Slot(event.clock.at("2024-11-02", "01:30", fold=1), event.clock.at("2024-11-02", "01:45", fold=1))
    event = event.with_session("opening-plenary", slot=twice)
    rows = sheet_of(event)
    number, place = cell_of(rows, "opening-plenary", "start")
    assert rows[number][place] == "2024-11-03T01:30:00-05:00"
    edited(rows, "opening-plenary", "title", "Changed")
    edited(rows, "opening-plenary", "end", "2024-11-03T01:50:00-05:00")
    after = import_sheet(as_csv(rows), event).event
    assert after is not None
    assert fields(event, after) == {("opening-plenary", "title"), ("opening-plenary", "slot.end")}


def test_no_sheet_at_all(event: Event) -> None:
    assert codes(import_sheet(b"a,b\n1,2\n", event)) == ["no-header"]
    assert codes(import_sheet(b"\x00\x01\x02\x03", event)) == ["not-utf-8"]
    rows = sheet_of(event)
    assert codes(import_sheet(as_csv([rows[0], *rows]), event)) == ["header-twice"]


def test_a_text_that_is_too_long_for_a_cell_is_cut_and_kept(event: Event) -> None:
    event = event.with_session("talk", abstract="long " * 10_000)
    encoded = CODECS["sheet"].encode(event)
    assert encoded.report.codes == ("changed-to-fit",)
    assert import_sheet(encoded.value(), event).event == event


def test_many_sessions_have_several_columns_of_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    from ospo_events.codecs.tables import _sheet

    monkeypatch.setattr(_sheet, "_IN_ONE_HEADER", 5)
    event = example()
    rows = sheet_of(event)
    assert len(rows[0]) == 12 + 5
    told = import_sheet(as_csv([*rows[:3], *rows[4:]]), event)
    assert told.event == event
    assert codes(told) == ["row-deleted"]
