"""`ospo-events new` writes a starter file about the event of the user."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ospo_events import load, loads
from ospo_events.cli import main
from ospo_events.cli._parser import make_parser
from ospo_events.cli.commands.new import _starter
from ospo_events.errors import OspoEventsError


def starter(*words: str) -> str:
    return _starter(make_parser(["new", *words]).parse_args(["new", *words]))


def test_the_options_are_in_the_file_and_its_comments_stay(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path, plain = tmp_path / "mine.yaml", tmp_path / "plain.yaml"
    words = ["--title", "Open Data Days 2027", "--start", "2027-02-28", "--days", "3", "--timezone", "America/Lima"]
    assert main(["new", str(path), *words]) == 0
    assert main(["new", str(plain)]) == 0
    event = load(path)
    assert (event.id, event.title, event.timezone.key) == ("open-data-days-2027", "Open Data Days 2027", "America/Lima")
    assert [day.date for day in event.days] == [dt.date(2027, 2, 28), dt.date(2027, 3, 1), dt.date(2027, 3, 2)]
    assert all(day.slots for day in event.agenda.days)
    assert "2026" not in path.read_text("utf-8")
    assert "Berlin" not in path.read_text("utf-8")
    comments = [
        [line[line.index("# ") :] for line in one.read_text("utf-8").splitlines() if "# " in line]
        for one in (path, plain)
    ]
    assert comments[0] == comments[1]
    assert main(["validate", "--strict", str(path)]) == 0
    assert "no findings" in "".join(capsys.readouterr())


def test_each_day_has_its_own_date() -> None:
    event = loads(starter("--start", "2026-09-30", "--days", "3").encode(), "yaml")
    assert [str(day.date) for day in event.days] == ["2026-09-30", "2026-10-01", "2026-10-02"]
    assert [len(day.slots) for day in event.agenda.days] == [5, 1, 1]


@pytest.mark.parametrize("days", [1, 2, 31])
def test_a_start_alone_changes_dates_and_the_year_of_the_title(tmp_path: Path, days: int) -> None:
    path = tmp_path / "mine.yaml"
    assert main(["new", str(path), "--start", "2030-01-31", "--days", str(days)]) == 0
    event = load(path)
    assert event.title == "My OSPO Meeting 2030"
    assert len(event.days) == days
    assert main(["validate", "--strict", str(path)]) == 0


@given(title=st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=90))
@example(title="null")
@example(title="locality: Berlin, country: DE, in 2026-10-01")
@example(title="yes")
@example(title="2026-10-01")
@example(title="a: b # c")
@example(title="Yes no - on")
@example(title='What\\s "up", {x} [y] &z *a !b |c >d %e @f `g')
def test_any_title_is_the_title_of_the_event(title: str) -> None:
    assert loads(starter(f"--title={title}").encode(), "yaml").title == title


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--start", "1 May"], "expected a date such as 2026-10-01, got '1 May'"),
        (["--start", "20270301"], "expected a date such as 2026-10-01, got '20270301'"),
        (["--start", "2027-02-29"], "expected a date such as 2026-10-01, got '2027-02-29'"),
        (["--days", "0"], "expected a number of days from 1 to 31, got '0'"),
        (["--days", "two"], "expected a number of days from 1 to 31, got 'two'"),
        (["--days", "32"], "expected a number of days from 1 to 31, got '32'"),
        (["--timezone", "Berlin"], "expected an IANA time zone such as 'Europe/Berlin', got 'Berlin'"),
        (["--title", " "], "expected a title of printable characters, got ' '"),
        (["--title", "a\x07"], "expected a title of printable characters"),
        (["--title", "a\udc80"], "expected a title of printable characters"),
        (["--start", "9999-12-31", "--days", "2"], "expected days up to the year 9999"),
        (["--start", "1969-12-31"], "in the years 1970 to 2999"),
        (["--start", "2011-12-30", "--timezone", "Pacific/Apia"], "does not exist in Pacific/Apia"),
    ],
)
def test_what_is_no_date_or_zone_is_refused_and_nothing_is_written(
    words: list[str], said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "mine.yaml"
    assert main(["new", str(path), *words]) == 2
    assert said in capsys.readouterr().err
    assert not path.exists()


def test_a_refusal_is_an_error_of_the_library() -> None:
    with pytest.raises(OspoEventsError):
        starter("--timezone", "Berlin")
