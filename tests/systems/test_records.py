"""Tables of sessions: any columns, read with a map of them; nothing is guessed."""

from __future__ import annotations

import datetime as dt
import json
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ospo_events.cli import main
from ospo_events.codecs import CODECS, Decoded
from ospo_events.model import Event, Status

CODEC = CODECS["records"]
MAP = {"title": "Talk Title", "start": "Begin", "end": "Finish", "room": "Where", "speakers": "Who"}
TABLE = """\
Talk Title,Begin,Finish,Where,Who,Note
Opening,2026-09-04 10:00,10:30,Hall,"Ada; Bob",first
"Two
lines",4 Sep 2026 11:00,11:45 am,Yard,Cleo,
Late,2026-09-04 23:30,00:30,Hall,"Dan, Eve",last
"""


def read(text: str, columns: dict[str, str] | None = None, **options: Any) -> Decoded:
    options = {"zone": "Europe/Berlin", "title": "Days", **options}
    return CODEC.decode(text.encode(), source="t.csv", map=MAP if columns is None else columns, **options)


def told(event: Event) -> list[tuple[str, str | None, str | None]]:
    def shown(moment: dt.datetime | None) -> str | None:
        return moment and moment.strftime("%d %H:%M")

    return [(s.title, shown(s.slot and s.slot.start), shown(s.slot and s.slot.end)) for s in event.sessions]


def test_a_table_with_columns_of_any_names_is_read_with_a_map() -> None:
    decoded = read(TABLE)
    event = decoded.value()
    assert told(event) == [
        ("Opening", "04 10:00", "04 10:30"),
        ("Two lines", "04 11:00", "04 11:45"),
        ("Late", "04 23:30", "05 00:30"),
    ]
    assert [room.name for room in event.rooms] == ["Hall", "Yard"]
    assert [person.name for person in event.people] == ["Ada", "Bob", "Cleo", "Dan", "Eve"]
    assert event.sessions[0].extra["x-records"] == {"Note": "first"}
    (finding,) = decoded.report
    assert (finding.code, finding.span and (finding.span.line, finding.span.column)) == ("list-at-commas", (5, 34))


def test_a_flat_json_list_is_read_with_the_same_map() -> None:
    rows = [
        {"name": "Opening", "begin": "2026-09-04T08:00:00Z", "length": 45, "room": {"name": "Hall"}, "by": ["Ada"]},
        {"name": "Talk", "begin": "2026-09-04T11:00", "length": "1:30", "by": [{"name": "Bob"}], "state": "cancelled"},
    ]
    columns = {
        "title": "name",
        "start": "begin",
        "duration": "length",
        "room": "room.name",
        "speakers": "by",
        "status": "state",
    }
    event = read(json.dumps({"updated": 1, "talks": rows}), columns).value()
    assert told(event) == [("Opening", "04 10:00", "04 10:45"), ("Talk", "04 11:00", "04 12:30")]
    assert event.sessions[1].status is Status.CANCELLED
    assert [person.name for person in event.people] == ["Ada", "Bob"]


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ("2026-09-04,10:00 - 11:00,", ("04 10:00", "04 11:00")),
        ("04.09.2026,10.00–11.30 Uhr,", ("04 10:00", "04 11:30")),
        ("Friday 4 September 2026,9am,", ("04 09:00", None)),
        ('"Sep 4, 2026",9:30 pm,', ("04 21:30", None)),
        ("24/9/2026,9h30,", ("24 09:30", None)),
        (",2026-09-04T10:00:00+02:00,2026-09-04T09:00:00Z", ("04 10:00", "04 11:00")),
        (",2026-09-04 23:00,00:30", ("04 23:00", "05 00:30")),
        (",,", (None, None)),
    ],
)
def test_times_as_people_type_them(cells: str, expected: tuple[str | None, str | None]) -> None:
    decoded = read(f"t,day,time,till\nA,{cells}\n", {"title": "t", "date": "day", "start": "time", "end": "till"})
    assert told(decoded.value()) == [("A", *expected)]


@pytest.mark.parametrize(
    "cells",
    [
        "4/9/2026,10:00",
        "2026-09-04,noon",
        "soon,10:00",
        "2026-13-04,10:00",
        "2026-09-04,25:00",
        ",10:00",
        "9999-01-01,10:00",
    ],
)
def test_what_leaves_a_doubt_is_an_error_at_its_place_and_has_no_time(cells: str) -> None:
    decoded = read(f"t,day,time\nA,{cells}\n", {"title": "t", "date": "day", "start": "time"})
    (finding,) = decoded.report
    assert (finding.code, finding.severity.value) == ("bad-time", "error")
    assert finding.span is not None
    assert finding.span.line == 2
    assert decoded.event is not None
    assert decoded.event.sessions[0].slot is None


def test_the_order_of_day_and_month_is_an_option() -> None:
    text, columns = "t,when\nA,4/9/2026 10:00\n", {"title": "t", "start": "when"}
    assert told(read(text, columns, dates="dmy").value()) == [("A", "04 10:00", None)]
    (session,) = read(text, columns, dates="mdy").value().sessions
    assert session.slot is not None
    assert session.slot.start.month == 4


@pytest.mark.parametrize(
    ("columns", "words"),
    [
        ({"title": "Talk"}, "'Talk', which the table does not have"),
        ({"title": "Talk Titel"}, "did you mean 'Talk Title'?"),
        ({"title": "Talk Title", "begin": "Begin"}, "got 'begin'"),
        ({"title": "Talk Title", "romm": "Where"}, "did you mean 'room'?"),
        ({"start": "Begin"}, "expected the column of the title"),
    ],
)
def test_a_map_that_names_no_column_is_located_and_nothing_is_read(columns: dict[str, str], words: str) -> None:
    decoded = read(TABLE, columns)
    assert decoded.event is None
    (finding,) = decoded.report
    assert finding.code == "bad-column-map"
    assert words in finding.message
    assert finding.help is not None
    assert finding.help.endswith("--map 'title=Talk Title,start=Begin,end=Finish,room=Where,speakers=Who'")
    assert finding.span is not None


def test_without_a_map_one_is_proposed_on_the_command_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "talks.csv"
    path.write_text(TABLE, encoding="utf-8")
    given = ["show", str(path), "--zone", "Europe/Berlin", "--title", "Days"]
    assert main(given) == 1
    proposal = capsys.readouterr().err.partition("--map '")[2].partition("'")[0]
    assert proposal == "title=Talk Title,start=Begin,end=Finish,room=Where,speakers=Who"
    assert main([*given, "--map", proposal]) == 0
    assert "10:00–10:30" in capsys.readouterr().out


@pytest.mark.parametrize(
    "text",
    [
        TABLE.replace(",", ";").replace('"Ada; Bob"', "Ada").replace('"Dan; Eve"', "Dan"),
        TABLE.replace(",", "\t").replace('"Dan\t Eve"', "Dan"),
        TABLE.replace("\n", "\r\n"),
        "\ufeff" + TABLE,
        "sep=,\n" + TABLE,
        TABLE + "\n,,,,,\n\n",
    ],
)
def test_tables_of_any_program(text: str) -> None:
    decoded = read(text)
    assert [title for title, _, _ in told(decoded.value())] == ["Opening", "Two lines", "Late"]


def test_what_is_wrong_with_rows_is_told_where_it_stands() -> None:
    text = 't,t,id,url,lang,state,tags\nA,b,1,/x,Klingon,maybe,"x, y"\n,c\nB,c,1,,,,,,beyond\n"open,1\n'
    columns = {"title": "t", "id": "id", "url": "url", "language": "lang", "status": "state", "tags": "tags"}
    decoded = read(text, columns)
    codes = {item.code: item.span and item.span.line for item in decoded.report}
    assert codes == {
        "column-twice": 1, "relative-link": 2, "unknown-value": 2, "list-at-commas": 2, "missing-title": 3,
        "row-too-long": 4, "duplicate-id": 4, "open-quote": 5,
    }  # fmt: skip
    assert decoded.event is not None
    first = decoded.event.sessions[0]
    assert first.extra["x-records"] == {"t (2)": "b", "state": "maybe", "lang": "Klingon", "url": "/x"}
    assert [session.title for session in decoded.event.sessions] == ["A", "B", '"open']


@pytest.mark.parametrize("text", ["", "\n\n", "[]", "[1]", '{"a": 1}', "[[]]", "{", "\x00"])
def test_what_is_no_table_is_an_error(text: str) -> None:
    decoded = read(text)
    assert decoded.event is None
    assert not decoded.report.ok


@given(st.text(alphabet='a",;\n\r\t=é1:-/ ', max_size=60), st.sampled_from(["", "t,s\n"]))
def test_no_text_raises_and_every_finding_has_a_place(text: str, head: str) -> None:
    decoded = read(head + text, {"title": "t", "start": "s"})
    assert all(item.span is not None for item in decoded.report)


@pytest.mark.parametrize("cell", ['",""', '"', '""', '"a', "a,", "10:00-", "1/1/2026 "])
def test_a_megabyte_takes_no_more_than_two_seconds(cell: str) -> None:
    text = "t,s\n" + cell * (1_000_000 // len(cell))
    begin = time.process_time()
    read(text, {"title": "t", "start": "s"})
    # What is covered takes more than twice the time.
    assert time.process_time() - begin < (2 if sys.gettrace() is None else 6)
