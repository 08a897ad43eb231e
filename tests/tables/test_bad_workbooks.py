"""Files that are no sheets, or no harmless ones: one clear error each, in bounded time and memory."""

from __future__ import annotations

import io
import subprocess
import time
import zipfile
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ospo_events import UnknownFormat
from ospo_events.codecs import CODECS, detect
from ospo_events.codecs._reading import archive, sheets, workbook
from ospo_events.codecs.tables import import_sheet
from tests.support.tables import example, files_in, packed
from tests.support.tables import workbook as new_workbook

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def sheet(**changes: bytes) -> dict[str, bytes]:
    """The files of a workbook, some of them changed."""
    return files_in(new_workbook({"Sessions": [["id", "title"], ["a", "A"]]})) | changes


def told(data: bytes) -> tuple[list[str], str]:
    """The codes that the reader and the import find, and the first message."""
    begin = time.process_time()
    decoded = CODECS["xlsx"].decode(data, source="w.xlsx")
    imported = import_sheet(data, example(), source="w.xlsx")
    assert time.process_time() - begin < 10
    assert decoded.event is None
    assert imported.event is None
    assert len(decoded.report) == 1
    return [*decoded.report.codes, *imported.report.codes], next(iter(decoded.report)).message


def test_a_zip_bomb(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MAX_BYTES", 1_000_000)
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as bomb:
        for name, content in sheet(**{"xl/sharedStrings.xml": b" " * 2_000_000}).items():
            bomb.writestr(name, content)
    assert len(target.getvalue()) < 20_000
    codes, message = told(target.getvalue())
    assert codes == ["too-large", "too-large"]
    assert message.startswith("expected at most 1000000 bytes")


def test_a_file_that_says_less_than_it_holds() -> None:
    data = bytearray(packed(sheet()))
    with zipfile.ZipFile(io.BytesIO(data)) as packed_file:
        entry = packed_file.getinfo("xl/workbook.xml")
    for place in (entry.header_offset + 22, data.rfind(b"xl/workbook.xml") - 46 + 24):
        data[place : place + 4] = (10).to_bytes(4, "little")
    assert told(bytes(data))[0] == ["wrong-format"] * 2


def test_too_many_files(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "_MOST_FILES", 3)
    assert told(packed(sheet()))[0] == ["too-large"] * 2


@pytest.mark.parametrize(
    ("name", "what"),
    [
        ("xl/vbaProject.bin", "macros"),
        ("Basic/script-lb.xml", "macros"),
        ("xl/externalLinks/externalLink1.xml", "links"),
    ],
)
def test_a_workbook_that_runs_or_leads_somewhere(name: str, what: str) -> None:
    codes, message = told(packed(sheet(**{name: b"x"})))
    assert codes == ["refused-workbook"] * 2
    assert what in message


def test_macros_by_the_type_of_the_file() -> None:
    types = sheet()["[Content_Types].xml"].replace(b"sheet.main", b"sheet.macroEnabled.main")
    assert told(packed(sheet(**{"[Content_Types].xml": types})))[0] == ["refused-workbook"] * 2


@pytest.mark.parametrize(
    ("cell", "what"),
    [
        (b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>', "all up to XFD1048576"),
        (b"<row>" + b"<c ><v>1</v></c>" * 50 + b"</row>", "more"),
    ],
)
def test_too_many_cells(cell: bytes, what: str, monkeypatch: pytest.MonkeyPatch) -> None:
    if what == "more":
        monkeypatch.setattr(workbook, "MOST_CELLS", 40)
    name = "xl/worksheets/sheet1.xml"
    content = sheet()[name].replace(b"</sheetData>", cell + b"</sheetData>")
    codes, message = told(packed(sheet(**{name: content})))
    assert codes == ["too-large"] * 2
    assert what in message


def test_a_repeated_row_of_an_ods_file() -> None:
    row = (
        b'<table:table-row table:number-rows-repeated="9999"><table:table-cell office:value="1"'
        b' table:number-columns-repeated="16384"/></table:table-row>'
    )
    files = {"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": row}
    codes, message = told(packed(files))
    assert codes == ["too-large"] * 2
    assert "XFD9999" in message


def test_empty_rows_at_the_end_of_an_ods_file_are_no_matter() -> None:
    sheet = (
        b'<table:table table:name="a"><table:table-row><table:table-cell><text:p>a</text:p></table:table-cell>'
        b'</table:table-row><table:table-row table:number-rows-repeated="1048575"><table:table-cell'
        b' table:number-columns-repeated="16384"/></table:table-row></table:table>'
    )
    assert workbook._extent_of_ods(sheet * 2) == (1, 1)


def test_a_password() -> None:
    data = bytearray(packed(sheet()))
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(mark)
        while at >= 0:
            data[at + place] |= 1
            at = data.find(mark, at + 4)
    codes, message = told(bytes(data))
    assert codes == ["refused-workbook"] * 2
    assert "password" in message


def test_a_password_of_an_office_file() -> None:
    assert told(OLE + "EncryptedPackage".encode("utf-16-le"))[0] == ["refused-workbook"] * 2


def test_what_the_process_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    calamine = pytest.importorskip("python_calamine")
    data = new_workbook({"Sessions": [["id"]]})
    assert sheets.sheets_in_process(data) == [("Sessions", [["id"]])]

    class PanicException(BaseException):  # as Rust names it
        pass

    def opening(problem: BaseException) -> None:
        def fail(_: object) -> None:
            raise problem

        monkeypatch.setattr(calamine, "CalamineWorkbook", SimpleNamespace(from_filelike=fail))

    opening(calamine.PasswordError("locked"))
    answer = SimpleNamespace(stdout=sheets.answer(data))
    opening(PanicException("range"))
    with pytest.raises(sheets.DamagedWorkbook, match="range"):
        sheets.sheets_in(data)
    opening(KeyboardInterrupt())
    with pytest.raises(KeyboardInterrupt):
        sheets.sheets_in(data)
    monkeypatch.setattr(subprocess, "run", lambda *_, **__: answer)
    with pytest.raises(sheets.LockedWorkbook):
        sheets.sheets_in_process(data)


def test_merged_areas_are_filled_within_bounds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheets, "_MOST_MERGED", 3)
    rows: list[list[object]] = [[1, 2, 3], [4, 5, 6]]
    sheets._fill(rows, [((0, 0), (0, 9)), ((1, 0), (1, 1)), ((1, 1), (1, 2)), ((9, 9), (9, 9))])
    assert rows == [[1, 1, 1], [4, 4, 6]]


@pytest.mark.parametrize(
    "data",
    [
        OLE + "Workbook".encode("utf-16-le") + bytes(2000),
        b"PK\x03\x04xl/workbook.xml",
        packed({"xl/workbook.xml": b"<nothing"}),
        packed({"sessions.csv": b"id,title\r\n"})[:-10],
        b"",
        b"%PDF-1.4",
    ],
)  # fmt: skip
def test_damaged_and_binary_files(data: bytes) -> None:
    decoded = CODECS["xlsx"].decode(data)
    assert decoded.event is None
    assert decoded.report.codes == ("wrong-format",)
    assert import_sheet(data, example()).event is None


def test_other_archives_are_told_as_before() -> None:
    for data in (packed({"word/document.xml": b""}), OLE + b"WordDocument"):
        with pytest.raises(UnknownFormat):
            detect(data)


@pytest.mark.hypothesis
@given(place=st.floats(0, 1), junk=st.binary(max_size=8))
def test_damage_never_raises(place: float, junk: bytes) -> None:
    data = new_workbook({"Sessions": [["id", "title"], ["a", "A"]]})
    cut = int(place * len(data))
    for damaged in (data[:cut], data[:cut] + junk + data[cut + 1 :]):
        CODECS["xlsx"].decode(damaged)
        import_sheet(damaged, example())


@pytest.mark.hypothesis
@given(place=st.floats(0, 1), junk=st.binary(min_size=1, max_size=4))
def test_damage_inside_never_raises(place: float, junk: bytes) -> None:
    files = sheet()
    for name in ("xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/sharedStrings.xml"):
        content = files[name]
        cut = int(place * len(content))
        data = packed(files | {name: content[:cut] + junk + content[cut + 1 :]})
        CODECS["xlsx"].decode(data)


def test_checksums_are_looked_at() -> None:
    data = bytearray(packed(sheet()))
    entry = zipfile.ZipFile(io.BytesIO(bytes(data))).getinfo("xl/worksheets/sheet1.xml")
    place = data.find(b"<row", entry.header_offset)
    data[place + 1] ^= 1
    assert told(bytes(data))[0] == ["wrong-format"] * 2


@pytest.mark.parametrize(
    ("letters", "number", "is_far"),
    [("A", 1, False), ("BZ", 49_999, False), ("CA", 1, True), ("AAA", 1, True), ("xfd", 1, True), ("A", 50_000, True)],
)
def test_addresses_that_are_far_are_looked_at_one_by_one(letters: str, number: int, is_far: bool) -> None:
    content = f'<worksheet xmlns:r="http://x"><c r="{letters}{number}"/></worksheet>'.encode()
    assert bool(workbook._may_be_far(content)) == is_far


def test_no_sheet_without_a_far_address_is_too_large() -> None:
    assert workbook.MOST_CELLS >= 78 * 49_999
