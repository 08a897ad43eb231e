"""What values look like in a terminal and in a notebook."""

from __future__ import annotations

import re
from pathlib import Path

from ospo_events import Event, Participant, Person, Session, load, validate
from ospo_events.diagnostics import Report, render_text
from tests.support.programmes import at
from tests.support.programmes import event as programme

EXAMPLE = Path(__file__).parents[2] / "examples" / "ospos2024.yaml"


def test_a_report_looks_like_the_output_of_the_command() -> None:
    report = validate(load(EXAMPLE))
    assert str(report).startswith(render_text(report, limit=100))
    assert str(report).splitlines()[-1].startswith(f"{report.counts().popitem()[1]} info") or "warning" in str(report)
    assert str(Report()) == "no findings"
    assert f"{report}" == str(report)
    assert "&lt;" not in report._repr_html_() or "<script" not in report._repr_html_()
    assert report._repr_html_().startswith("<pre>")


def test_the_table_of_an_event_shows_who_takes_part() -> None:
    event = Event(
        id="e",
        title="E",
        timezone="UTC",
        people=(Person(id="ada", name="Ada <b>"), Person(id="bob", name="Bob")),
        sessions=(Session(id="a", title="A", participants=("ada", Participant(agent="bob", role="moderator"))),),
    )
    assert "<td><bdi>Speaker: Ada &lt;b&gt;; Moderator: Bob</bdi></td>" in event._repr_html_()


def test_sessions_and_agendas_show_themselves() -> None:
    event = load(EXAMPLE)
    table = event.agenda._repr_html_()
    assert table.count("<table>") == len(event.agenda.days)
    for session in event.sessions:
        assert session.title.split(":")[0].split(" & ")[0] in table
    shown = event.index.sessions["opening-plenary"]._repr_html_()
    assert "Opening Plenary" in shown
    assert "Tuesday 9 July 2024 · 09:00–09:30 · America/New_York" in shown
    odd = Session(id="x", title="<script>", status="cancelled", participants=("ada",), abstract="a & b")
    assert odd._repr_html_() == (
        "<div><h4>cancelled: <bdi>&lt;script&gt;</bdi></h4><p><bdi>Talk · not scheduled yet</bdi></p>"
        "<p><bdi>Speaker: ada</bdi></p><p><bdi>a &amp; b</bdi></p></div>"
    )
    assert "Not scheduled yet" in Event(id="e", title="E", timezone="UTC", sessions=(odd,)).agenda._repr_html_()


def test_a_notebook_shows_what_everybody_may_see() -> None:
    private = Session(id="board", title="Layoffs", privacy="private", slot=at(4, 9), participants=("ada",))
    hidden = Session(id="plan", title="The plan", privacy="confidential", slot=at(4, 10))
    whole = programme(private, hidden)
    for shown in (whole._repr_html_(), whole.agenda._repr_html_(), private._repr_html_(), hidden._repr_html_()):
        assert not {"Layoffs", "plan", "ada"} & set(re.findall(r"\w+", shown))
    assert "Reserved" in private._repr_html_()
    assert "Reserved" in whole.agenda._repr_html_()
    assert "A session for the team" in hidden._repr_html_()
