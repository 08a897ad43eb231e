"""A programme as tables: any text survives any cell, whatever programs make of the file, and every bad cell is told."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import re
import zipfile
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ospo_events import Event, MissingExtra, PostalAddress, Room, Session, Venue, decode, load
from ospo_events.codecs import CODECS, detect
from ospo_events.codecs._reading.cell_values import date_of_cell, time_of_cell
from ospo_events.codecs.tables import _shape
from ospo_events.codecs.tables._rows import header_of
from ospo_events.strategies import events
from tests.support.corpus import SHARED, real_files
from tests.support.tables import as_csv, example, files_in, packed, workbook

FORMATS = ("csv", "datapackage", "xlsx")
TEXTS = (
    "=1+1", "+1", "-1", "@x", "\tx", "\rx", "'", "''", "'=1", "'s-Gravenhage", "", " ", "007", "12345678901234567890",
    "1-2", "09:00", "true", "a;b", '"quoted", and', "line\nline\r\nline\rline", "😀 عربي", "_x0041_", "\x01\x1f", "[", "{}",
)  # fmt: skip


# Round trips


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("text", TEXTS)
def test_any_text_survives_any_cell(format: str, text: str) -> None:
    event = example()
    first = attrs.evolve(event.sessions[0], abstract=text, tags=(text, "b"), extra={"x-any": {text: [text]}})
    venue = attrs.evolve(event.venues[0], description=text, accessibility=(text,))
    event = attrs.evolve(event, sessions=(first, *event.sessions[1:]), venues=(venue,), description=text)
    encoded = CODECS[format].encode(event, audience="team")
    assert encoded.report.codes == CODECS[format].fit(event, audience="team").report.codes
    assert CODECS[format].decode(encoded.value()).value() == event


@given(text=st.text())
def test_any_text_survives_a_cell_of_csv(text: str) -> None:
    event = attrs.evolve(example(), theme=text)
    assert CODECS["csv"].decode(CODECS["csv"].encode(event).value()).value() == event


def test_no_cell_is_a_formula() -> None:
    pytest.importorskip("xlsxwriter")
    event = attrs.evolve(example(), theme="=1+1", description="=cmd|'/C calc'!A0")
    event = event.with_session("opening-plenary", title="=HYPERLINK(1)", abstract="@SUM(1)")
    for format in ("xlsx", "sheet"):
        for name, content in files_in(CODECS[format].encode(event).value()).items():
            assert not re.search(rb"<f[ >]", content), name
            assert b"hyperlink" not in content, name
    files = [*files_in(CODECS["csv"].encode(event).value()).values(), CODECS["sheet-csv"].encode(event).value()]
    cells = [
        cell
        for content in files[:-2] + files[-1:]
        for row in csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""))
        for cell in row
    ]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "@", "\t"))]
    assert "'=1+1" in cells


def test_what_no_workbook_holds_is_told() -> None:
    event = attrs.evolve(example(), theme="a\ufffeb\uffff")
    encoded = CODECS["xlsx"].encode(event)
    assert encoded.report.codes == ("characters-removed",)
    assert CODECS["xlsx"].decode(encoded.value()).value().theme == "a\ufffdb\ufffd"
    long = CODECS["xlsx"].encode(event.with_session("opening-plenary", abstract="x" * 40_000))
    assert (long.data, long.report.codes) == (b"", ("characters-removed", "too-large"))
    lone = CODECS["xlsx"].encode(attrs.evolve(event, theme="\ud800"))
    assert (lone.data, lone.report.codes) == (b"", ("lone-surrogate",))


def test_a_long_line_of_what_was_exported_is_several_cells() -> None:
    event = example()
    for number in range(3):
        event = event.with_session("opening-plenary", **{("abstract", "description", "subtitle")[number]: "x" * 30_000})
    data = CODECS["xlsx"].encode(event).value()
    from ospo_events.codecs.tables import import_sheet

    assert import_sheet(data, event).event == event


def test_a_workbook_has_so_many_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    from ospo_events.codecs.tables import fit

    monkeypatch.setattr(fit, "MOST_ROWS", 5)
    codes = CODECS["xlsx"].encode(example()).report
    assert {item.message.split(",")[0] for item in codes} == {"expected at most 5 event", "expected at most 5 sessions"}


def test_an_address_that_says_nothing_is_left_out() -> None:
    event = attrs.evolve(example(), venues=(Venue(id="v", name="V", address=PostalAddress()),))
    encoded = CODECS["csv"].encode(event)
    assert [item.path for item in encoded.report] == [("venues", 0, "address")]
    assert CODECS["csv"].decode(encoded.value()).value().venues[0].address is None


def test_every_attribute_has_a_column() -> None:
    for table in _shape.TABLES:
        names = {column.path[0] for column in table.columns if column.path}
        children = {"links", "participants"}
        children |= {one.name for one in _shape.COLLECTIONS} if table is _shape.EVENT else set()
        own = (
            {field.name for field in attrs.fields(table.owner)}
            - children
            - {"agent", "audience" if table is _shape.LINKS else ""}
        )  # type: ignore[arg-type]
        assert names == own, table.name
        assert len({column.name for column in table.columns}) == len(table.columns), table.name


# Files as programs make them


def _rewritten(change: Any) -> dict[str, bytes]:
    """The tables of the example, each rewritten by a program."""
    files = files_in(CODECS["csv"].encode(example()).value())
    return {
        name: change(list(csv.reader(io.StringIO(content.decode(), newline="")))) if name.endswith(".csv") else content
        for name, content in files.items()
    }


@pytest.mark.parametrize(
    "change",
    [
        lambda rows: as_csv(rows, ";", "utf-8-sig"),
        lambda rows: as_csv(rows, "\t", "utf-16"),
        lambda rows: b"sep=|\r\n" + as_csv(rows, "|"),
        lambda rows: as_csv([[*row, "", ""] for row in rows] + [["", ""], []]),
        lambda rows: as_csv([[" " + cell.upper() + " " for cell in rows[0]], *rows[1:]]),
        lambda rows: as_csv([row[::-1] for row in rows]),
        lambda rows: as_csv([["My table"], [], *rows]),
        lambda rows: as_csv([rows[0], *(row for row in rows[1:])]).replace(b"\r\n", b"\n"),
    ],
    ids=["semicolons", "utf-16", "sep", "blanks", "headers", "columns", "title", "lines"],
)
def test_what_programs_do_to_a_file(change: Any) -> None:
    decoded = CODECS["csv"].decode(_rewritten(change))
    assert decoded.value() == example()
    assert set(decoded.report.codes) <= {"encoding-converted"}


def test_a_table_in_windows_1252_is_read_and_told() -> None:
    files = _rewritten(as_csv)
    files["sessions.csv"] = files["sessions.csv"].decode().replace("Coffee Break", "Café — für alle").encode("cp1252")
    decoded = CODECS["csv"].decode(files)
    assert {"Café — für alle"} <= {session.title for session in decoded.value().sessions}
    (finding,) = decoded.report
    assert finding.code == "encoding-converted"
    assert "Windows-1252" in finding.message
    files["sessions.csv"] += b"\x81"
    assert "not-utf-8" in CODECS["csv"].decode(files).report.codes


def test_real_dates_fractions_and_booleans_of_a_workbook() -> None:
    rows = [
        ["id", "title", "start", "end", "all_day", "expected_attendance", "sequence", "previous_start"],
        ["a", "A", dt.datetime(2024, 7, 9, 9), 45482.3958333333, False, 120.0, "3", "9 July 2024, 9:30 pm"],
        ["b", "B", dt.datetime(2024, 7, 9), dt.datetime(2024, 7, 11), True, None, None, None],
        ["c", 2024, "9/7/2024 10:00", None, "nein", None, None, None],
        ["d", True, dt.date(2024, 7, 9), None, "ja", "  ", None, None],
    ]
    event = [
        ["name", "value"],
        ["id", "e"],
        ["title", "E"],
        ["timezone", "UTC"],
        ["day_change", dt.time(5)],
        ["start", 45482],
    ]
    rooms = [["id", "name", "capacity", "shared"], ["r", "R", 12.5, "x"]]
    venues = [["id", "name", "latitude", "longitude"], ["v", "V", "1,5", -2.5], ["w", "W", "north", 3]]
    data = workbook({"Event": event, "Sessions": rows, "Rooms": rooms, "Venues": venues})
    decoded = CODECS["xlsx"].decode(data, source="w.xlsx")
    assert decoded.event is not None
    by_id = decoded.event.index.sessions
    a, b = by_id["a"], by_id["b"]
    assert a.slot is not None
    assert a.slot.end is not None
    assert (a.slot.start.hour, a.slot.end.minute, a.expected_attendance, a.sequence) == (9, 30, 120, 3)
    assert a.previous_start is not None
    assert a.previous_start.hour == 21
    assert b.slot == decoded.event.clock.all_day("2024-07-09", "2024-07-10")
    assert by_id["c"].title == "2024"
    assert by_id["d"].slot == decoded.event.clock.all_day("2024-07-09")
    assert decoded.event.day_change == dt.time(5)
    assert decoded.event.start == dt.date(2024, 7, 9)
    assert decoded.event.venues[0].geo is not None
    assert (decoded.event.venues[0].geo.latitude, decoded.event.venues[0].geo.longitude) == (1.5, -2.5)
    told = {item.path: item.code for item in decoded.report}
    assert told == {("Rooms!C2",): "wrong-type", ("Sessions!C4",): "bad-time", ("Venues!C3",): "wrong-type"}
    (span,) = [item.span for item in decoded.report if item.path == ("Sessions!C4",)]
    assert span is not None
    assert (span.source, span.line, span.column) == ("w.xlsx", 4, 3)


def test_merged_cells_are_filled() -> None:
    xlsxwriter = pytest.importorskip("xlsxwriter")
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target)
    sheet = book.add_worksheet("Sessions")
    for number, row in enumerate([["id", "title", "tracks"], ["a", "A"], ["b", "B"]]):
        sheet.write_row(number, 0, row)
    sheet.merge_range(1, 2, 2, 2, "t")
    sheet.merge_range(8, 6, 9, 7, "")
    book.close()
    decoded = CODECS["xlsx"].decode(target.getvalue())
    dangling = [item.message for item in decoded.report if item.code == "dangling-reference"]
    assert len(dangling) == 2
    assert all("'t'" in message for message in dangling)


# Bad cells


def test_seven_faults_are_seven_findings() -> None:
    files = files_in(CODECS["datapackage"].encode(example()).value())
    rows = list(csv.reader(io.StringIO(files["sessions.csv"].decode(), newline="")))
    at = {name: place for place, name in enumerate(rows[0])}
    rows[1][at["start"]] = "25:00"
    rows[2][at["status"]] = "perhaps"
    rows[3][at["sequence"]] = "many"
    rows[4][at["title"]] = ""
    rows[5][at["extra"]] = '{"y": 1}'
    rows[6][at["extra"]] = "{"
    rows[7][at["recording"]] = "[" * 200 + "]" * 200
    files["sessions.csv"] = as_csv(rows)
    decoded = CODECS["datapackage"].decode(files, source="folder")
    assert len(decoded.report.errors) == 7
    assert {item.path[0] for item in decoded.report.errors} == {
        f"sessions!{column}" for column in ("F2", "E3", "AD4", "A5", "AH6", "AH7", "X8")
    }
    first = decoded.report.diagnostics[0].span
    assert first is not None
    assert first.source == "folder/sessions.csv"


@pytest.mark.parametrize("format", ["csv", "datapackage"])
def test_what_no_file_holds_is_an_error(format: str) -> None:
    encoded = CODECS[format].encode(attrs.evolve(example(), theme="\ud800"))
    assert (encoded.data, encoded.report.codes) == (b"", ("lone-surrogate",))


@pytest.mark.parametrize(
    ("name", "cell", "code"),
    [
        ("extra", '{"x-a": NaN}', "wrong-type"),
        ("extra", '{"x-a": "\\ud800"}', "lone-surrogate"),
        ("updated", "yesterday", "bad-time"),
        ("day_change", "29:99", "bad-time"),
        ("series", "[1", "wrong-type"),
    ],
)
def test_bad_cells_of_the_event(name: str, cell: str, code: str) -> None:
    files = files_in(CODECS["csv"].encode(example()).value())
    rows = list(csv.reader(io.StringIO(files["event.csv"].decode(), newline="")))
    rows = [row for row in rows if row[0] != name] + [[name, cell]]
    files["event.csv"] = as_csv(rows)
    decoded = CODECS["csv"].decode(files)
    assert [(item.path, item.code) for item in decoded.report] == [((f"event!B{len(rows)}",), code)]


@pytest.mark.parametrize(
    ("cell", "date", "time"),
    [
        (dt.datetime(2024, 7, 9, 10), dt.date(2024, 7, 9), dt.time(10)),
        (dt.date(2024, 7, 9), dt.date(2024, 7, 9), None),
        (dt.timedelta(hours=10), None, dt.time(10)),
        (dt.timedelta(hours=30), None, None),
        (45482.25, dt.date(2024, 7, 9), dt.time(6)),
        ("45482,25", dt.date(2024, 7, 9), dt.time(6)),
        (True, None, None),
        (-1, None, None),
    ],
)
def test_dates_and_times_in_cells(cell: object, date: dt.date | None, time: dt.time | None) -> None:
    assert date_of_cell(cell) == date
    if time is not None or date is None:
        assert time_of_cell(cell) == time


def test_children_that_belong_nowhere() -> None:
    files = files_in(CODECS["csv"].encode(example()).value())
    files["participants.csv"] = (
        b"session,position,person,organization,role\r\nnobody,1,un-oict,,\r\nopening-plenary,x,un-oict,,moderator\r\n"
        b"opening-plenary,1,,tech-envoy,\r\nopening-plenary,2,a,b,\r\nopening-plenary,3,,,\r\n,,,un-oict,organizer\r\n"
    )
    files["links.csv"] = b"of,id,position,href\r\nevent,,2,https://example.org/2\r\nEvent,,1,https://example.org/1\r\n"
    decoded = CODECS["csv"].decode(files)
    told = [(item.path, item.code) for item in decoded.report.errors]
    assert told == [
        (("participants!A2",), "dangling-reference"),
        (("participants!B3",), "wrong-type"),
        (("participants!D5",), "contradictory-keys"),
        (("links!B3",), "dangling-reference"),
        (("participants!A6",), "invalid-value"),
    ]
    assert decoded.event is not None
    assert [link.href for link in decoded.event.links] == ["https://example.org/2"]
    assert [item.agent for item in decoded.event.participants] == ["un-oict"]
    assert next(item.agent for item in decoded.event.index.sessions["opening-plenary"].participants) == "tech-envoy"


def test_tables_and_columns_that_nobody_knows() -> None:
    files = files_in(CODECS["csv"].encode(example()).value())
    files["sesions.csv"] = b"id,title\r\n"
    files["notes.txt"] = b"a\r\n"
    files["folder/sessions.csv"] = files["sessions.csv"]
    files["days.csv"] = b"date,titel,title,title\r\n2024-07-09,x,Day 1,y\r\n"
    files["tracks.csv"] = b"id,title,Sponsor\r\nai,AI,Somebody\r\nun,UN,\r\ngovernments,G,\r\nworld,W,\r\ncities,C,\r\n"
    files["event.csv"] += b"organiser,x\r\ntheme,\r\n"
    decoded = CODECS["csv"].decode(packed(files))
    told = sorted((item.path, item.code) for item in decoded.report)
    assert told == [
        (("days!B1",), "unknown-column"),
        (("days!D1",), "column-twice"),
        (("event!A14",), "unknown-column"),
        (("notes",), "unknown-table"),
        (("sesions",), "unknown-table"),
        (("sessions",), "table-twice"),
        (("tracks!C1",), "unknown-column"),
    ]
    event = decoded.value()
    assert event.tracks[0].extra == {"x-table": {"Sponsor": "Somebody"}}
    assert event.theme == example().theme  # an empty cell says nothing


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("sessions.csv", b"a,b\r\n1,2\r\n", "no-header"),
        ("sessions.csv", b"id,title\r\nid,title\r\n", "header-twice"),
        ("sessions.csv", b"\x89PNG\r\n\x1a\n\x00\x00\x00\x81", "not-utf-8"),
        ("sessions.csv", b"\xff\xfe\x00\x00a", "not-utf-8"),
        ("sessions.csv", b"", "empty-document"),
        ("other.csv", b"a,b", "wrong-format"),
    ],
)
def test_files_that_are_no_tables(name: str, content: bytes, code: str) -> None:
    decoded = CODECS["csv"].decode({name: content})
    assert code in decoded.report.codes
    assert decoded.event is None


def test_a_quote_that_nothing_closes_is_told() -> None:
    files = files_in(CODECS["csv"].encode(example()).value())
    files["links.csv"] = b'of,id,position,href,title\r\nevent,,1,https://example.org/,"a "b\r\n'
    decoded = CODECS["csv"].decode(files)
    (finding,) = decoded.report
    assert finding.code == "open-quote"
    assert "links" in finding.message
    assert decoded.value().links[0].title == '"a "b'


def test_names_of_a_data_package() -> None:
    files = files_in(CODECS["datapackage"].encode(example()).value())
    package = json.loads(files["datapackage.json"])
    for resource in package["resources"]:
        files[f"data/{resource['name']}-2024.csv"] = files.pop(resource["path"])
        resource["path"] = f"data/{resource['name']}-2024.csv"
    package["resources"] += [None, {"path": 1}]
    files["datapackage.json"] = json.dumps(package).encode()
    assert CODECS["datapackage"].decode(packed(files)).value() == example()
    for broken in (b"{", b"[]", b'{"resources": 1}'):
        files["datapackage.json"] = broken
        assert not CODECS["datapackage"].decode(packed(files)).report.ok


# Data Package


def _problems(files: dict[str, bytes]) -> list[str]:
    """What is wrong with a package by its own schemas: required cells, words, primary and foreign keys."""
    package = json.loads(files["datapackage.json"])
    tables: dict[str, list[dict[str, str]]] = {}
    for resource in package["resources"]:
        rows = list(csv.DictReader(io.StringIO(files[resource["path"]].decode(), newline="")))
        tables[resource["name"]] = rows
    problems: list[str] = []
    for resource in package["resources"]:
        schema, rows = resource["schema"], tables[resource["name"]]
        for field in schema["fields"]:
            limits = field.get("constraints", {})
            for row in rows:
                cell = row[field["name"]]
                if (limits.get("required") and not cell) or (cell and "enum" in limits and cell not in limits["enum"]):
                    problems.append(f"{resource['name']}.{field['name']}: {cell!r}")
        if "primaryKey" in schema:
            keys = [tuple(row[name] for name in schema["primaryKey"]) for row in rows]
            problems += [f"{resource['name']}: {key}" for key in set(keys) if keys.count(key) > 1]
        for key in schema.get("foreignKeys", ()):
            target = tables[key["reference"]["resource"] or resource["name"]]
            known = {row[key["reference"]["fields"][0]] for row in target} | {""}
            (name,) = key["fields"]
            problems += [f"{resource['name']}.{name}: {row[name]!r}" for row in rows if row[name] not in known]
    return problems


def test_the_schemas_of_a_package_hold() -> None:
    files = files_in(CODECS["datapackage"].encode(example()).value())
    assert _problems(files) == []
    files["sessions.csv"] += b"opening-plenary,Twice,,,perhaps,,,,nowhere" + b"," * 25 + b"\r\n"
    assert len(_problems(files)) == 3


@pytest.mark.hypothesis
@given(event=events(max_sessions=3, controls=False))
def test_the_schemas_hold_for_whatever_is_valid(event: Event) -> None:
    from ospo_events.codecs.publishable import repaired

    sound = repaired(event)[0]
    people = [attrs.evolve(one, affiliation=None, other_affiliations=()) for one in sound.people]
    if not any(one.affiliation and one.affiliation not in sound.index.organizations for one in sound.people):
        people = list(sound.people)
    sound = attrs.evolve(sound, people=people)
    encoded = CODECS["datapackage"].encode(sound)
    if encoded.report.ok:
        problems = _problems(files_in(encoded.data))
        assert [one for one in problems if "affiliation" not in one and ".parent" not in one] == []


@pytest.mark.parametrize("format", ["csv", "xlsx", "sheet"])
@pytest.mark.parametrize("path", real_files("ics", ".ics")[:4])
def test_real_programmes_come_back(path: Path, format: str) -> None:
    decoded = decode(path.read_bytes(), detect(path.read_bytes(), path.name), source=path.name)
    if decoded.event is None:
        pytest.skip("it holds no programme")
    from ospo_events.codecs.tables import import_sheet

    data = CODECS[format].encode(decoded.event).value()
    assert import_sheet(data, decoded.event).event == decoded.event


# Telling formats


def test_a_sheet_is_pleasant_to_work_in() -> None:
    pytest.importorskip("xlsxwriter")
    event = example().with_session("devrooms", tracks=["ai", "un"])
    event = attrs.evolve(event, rooms=(Room(id="hall", name="Great Hall"),))
    files = {name: content.decode() for name, content in files_in(CODECS["sheet"].encode(event).value()).items()}
    sheet, styles, book = files["xl/worksheets/sheet1.xml"], files["xl/styles.xml"], files["xl/workbook.xml"]
    assert 'state="frozen"' in sheet
    assert '<autoFilter ref="A1:L23"/>' in sheet
    assert 'orientation="landscape"' in sheet
    assert 'fitToHeight="0"' in sheet
    assert re.search(r'<col min="13" max="13"[^>]*hidden="1"', sheet)
    lists = re.findall(r'<dataValidation [^>]*sqref="([A-Z])2:[A-Z]223"[^>]*><formula1>(Lists![^<]*)<', sheet)
    assert [column for column, _ in lists] == ["E", "G", "H", "K"]
    assert dict(lists)["E"] == "Lists!$A$2:$A$2"
    assert 'name="Lists" sheetId="2" state="hidden"' in book
    assert styles.count("<fgColor") >= 6  # a header and five tracks
    assert "Print_Titles" in book


def test_archives_are_told_by_their_content(tmp_path: Path) -> None:
    event = example()
    for format in FORMATS:
        assert detect(CODECS[format].encode(event).value(), "x.bin") == format
    assert detect(CODECS["sheet"].encode(event).value()) == "xlsx"
    path = tmp_path / "programme.zip"
    path.write_bytes(CODECS["csv"].encode(event).value())
    assert load(path) == event


def test_a_missing_extra_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    data = CODECS["xlsx"].encode(example()).value()
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    monkeypatch.setitem(sys.modules, "python_calamine", None)
    with pytest.raises(MissingExtra, match=r"pip install 'ospo-events\[xlsx\]'"):
        CODECS["xlsx"].encode(example())
    with pytest.raises(MissingExtra, match=r"pip install 'ospo-events\[xlsx\]'"):
        CODECS["xlsx"].decode(data)


def test_records_reads_the_first_sheet_with_rows() -> None:
    rows = [
        [None],
        ["Talk", "Day", "From", "To", None],
        [None],
        ["Opening", dt.date(2026, 9, 4), dt.time(9), dt.time(10), 1.0],
    ]
    data = workbook({"Empty": [], "Talks": rows})
    columns = {"title": "Talk", "date": "Day", "start": "From", "end": "To"}
    decoded = CODECS["records"].decode(data, zone="UTC", title="T", map=columns, source="w.xlsx")
    (session,) = decoded.value().sessions
    assert session.slot is not None
    assert session.slot.start.isoformat() == "2026-09-04T09:00:00+00:00"
    assert session.extra == {"x-records": {"column 5": "1"}}
    empty = CODECS["records"].decode(workbook({"Empty": []}), zone="UTC", title="T", map=columns)
    assert "empty-document" in empty.report.codes
    broken = CODECS["records"].decode(data[:-30], zone="UTC", title="T", map=columns)
    assert "wrong-format" in broken.report.codes


def test_frictionless_agrees(tmp_path: Path) -> None:
    frictionless = pytest.importorskip("frictionless", reason="frictionless is large, so it is installed by hand only")
    files = sorted((SHARED / "corpus").rglob("*.ics"))[:20] if SHARED.is_dir() else []
    programmes = [example(), *(event for path in files if (event := decode(path.read_bytes(), "ics").event))]
    for number, event in enumerate(programmes):
        folder = tmp_path / str(number)
        folder.mkdir()
        for name, content in files_in(CODECS["datapackage"].encode(event).value()).items():
            (folder / name).write_bytes(content)
        report = frictionless.validate(str(folder / "datapackage.json"))
        assert report.valid, report.flatten(["type", "note", "fieldName"])


def test_what_was_exported_is_left_out_on_demand() -> None:
    for format in FORMATS:
        data = CODECS[format].encode(example(), base=False).value()
        assert not any("xported" in name for name in files_in(data)), format
        assert b"Exported" not in files_in(data).get("xl/workbook.xml", b"")
        assert CODECS[format].decode(data).value() == example()


def test_the_shape_names_each_file() -> None:
    with zipfile.ZipFile(io.BytesIO(CODECS["csv"].encode(example(), base=False, bom=True).value())) as archive:
        assert archive.namelist() == [f"{table.name}.csv" for table in _shape.TABLES]
        head = archive.read("sessions.csv").decode("utf-8").split("\r\n")[0]
        assert head == "\ufeff" + ",".join(header_of(_shape.SESSIONS))


@pytest.mark.parametrize("blank", [" ", "'", "\u00a0 "])
@pytest.mark.parametrize("column", ["status", "parent", "venue"])
def test_a_word_of_blanks_is_none(column: str, blank: str) -> None:
    sessions = f"id,title,{column}\none,Open models,{blank}\n".encode()
    files = {"event.csv": b"name,value\nid,e\ntitle,E\ntimezone,UTC\n", "sessions.csv": sessions}
    event = CODECS["csv"].decode(files).value()
    assert event.sessions == (Session(id="one", title="Open models"),)


def test_a_row_of_blanks_is_no_session() -> None:
    files = {
        "event.csv": b"name,value\nid,e\ntitle,E\ntimezone,UTC\n",
        "sessions.csv": b"id,title\n , \none,Open models\n",
    }
    event = CODECS["csv"].decode(files).value()
    assert [session.id for session in event.sessions] == ["one"]


def test_the_place_of_a_thing_that_is_not_there_is_the_document() -> None:
    event = Event(id="e", title="E", timezone="UTC", sessions=(Session(id="one", title="One"),))
    decoded = CODECS["csv"].decode(CODECS["csv"].encode(event).data, source="f.zip")
    assert decoded.source_map is not None
    assert not decoded.source_map.spans([("sessions", 99)])
    assert decoded.source_map.spans([("sessions", 0)])[("sessions", 0)].source == "f.zip/sessions.csv"
