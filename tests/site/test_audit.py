"""What `audit-privacy` finds in files: private values in every spelling, and nothing that is public."""

from __future__ import annotations

import base64
import html
import json
from pathlib import Path
from urllib.parse import quote
from xml.sax.saxutils import escape

import attrs
import pytest

from ospo_events import CODECS, Audience, Event, Link, Person, Session, dump
from ospo_events.cli import main
from ospo_events.codecs.calendar._content.lines import escape_text, fold
from ospo_events.model import Acceptance
from ospo_events.site import Options, audit_files, make_site
from tests.support.programmes import at

SECRET = 'Räumung: "Haus & Hof", <Teil 1>; C:\\neu'
EVENT = Event(
    id="e",
    title="E",
    timezone="Europe/Berlin",
    extra={"x-note": SECRET, "x-pin": 12, "x-phone": 49301234567},
    accept=(Acceptance(rule="no-break", reason="the minister is ill"),),
    people=(Person(id="ada", name="Ada", email="ada@example.org"), Person(id="bob", name="Bob Secret")),
    sessions=(
        Session(id="open", title="Opening", slot=at(4, 9), participants=("ada",), abstract="A word: confidential."),
        Session(id="board", title="Meeting of the board", slot=at(4, 10), privacy="private", participants=("bob",)),
        Session(id="plan", title="The great plan", slot=at(4, 11), privacy="confidential", tags=("confidential",)),
        Session(
            id="two",
            title="Two",
            links=(
                Link("https://meet.example.org/j?pwd=hidden", audience="team"),
                Link("https://live.example.org/one", "stream", audience="registered"),
            ),
        ),
    ),
)


@pytest.mark.parametrize(
    "written",
    [
        SECRET,
        SECRET.upper(),
        SECRET.replace(" ", "\n    "),
        html.escape(SECRET),
        html.escape(SECRET).replace("&quot;", "&#34;").replace("ä", "&auml;"),
        escape(SECRET, {'"': "&quot;"}),
        SECRET.replace("Hof", "<b>Hof</b>").replace("<Teil", "&lt;Teil").replace("1>", "1&gt;").replace("& ", "&amp; "),
        json.dumps(SECRET),
        json.dumps(SECRET, ensure_ascii=False),
        json.dumps(SECRET).replace("<", "\\u003c").replace("&", "\\u0026"),
        quote(SECRET, safe=""),
        quote(SECRET, safe="/:&"),
        escape_text(SECRET),
        escape_text(json.dumps({"x-note": SECRET}, ensure_ascii=False)),
        fold(f"X-SOMETHING-WITH-A-LONG-NAME-SO-THAT-THE-LINE-IS-FOLDED:{escape_text(SECRET)}"),
        SECRET.replace('"', "^'"),
        base64.b64encode(b"x" + SECRET.encode()).decode(),
        base64.encodebytes(b"xy" * 40 + SECRET.encode() + b"z").decode(),
        base64.urlsafe_b64encode(SECRET.encode()).decode(),
    ],
)
def test_a_private_value_is_found_in_every_spelling(written: str) -> None:
    audit = audit_files(EVENT, {"a.txt": f"before\n\n{written} after".encode()})
    assert [item.path for item in audit.report] == [("extra", "x-note")]
    assert SECRET not in str(audit.report)


def test_the_line_is_that_of_the_value() -> None:
    (finding,) = audit_files(EVENT, {"a.txt": b"one\nADA&#64;example.org\n"}).report
    assert finding.span is not None
    assert (finding.span.source, finding.span.line, finding.path) == ("a.txt", 2, ("people", 0, "email"))


def test_what_is_public_too_and_what_is_too_short_is_no_hit() -> None:
    audit = audit_files(EVENT, {"a.txt": b"confidential, 12, Opening, Ada, board"})
    assert audit.report.ok
    assert audit.too_short == 4


PLANS = Event(
    id="e",
    title="E",
    timezone="Europe/Berlin",
    sessions=(Session(id="one", title="Hidden", privacy="confidential"), Session(id="two", title="Open")),
)


def test_a_short_word_is_looked_for_as_a_word_and_not_in_what_a_page_is_made_with() -> None:
    site = make_site(PLANS, Options(pages=True))
    page = site.files["index.html"]
    assert b"hidden" in page
    assert audit_files(PLANS, site.files).report.ok
    styled = b"<style>.Hidden{}</style><script>let Hidden</script><p hidden>hidden, Hiddensee</p>"
    assert audit_files(PLANS, {"a.html": styled}).report.ok
    assert audit_files(PLANS, {"a.css": b".Hidden{}", "a.js": b"let Hidden"}).report.ok, "files that pages share"
    assert not audit_files(PLANS, {"a.txt": b"let Hidden"}).report.ok


@pytest.mark.parametrize(
    "written",
    [
        "<h2>\nHidden</h2>",
        '<script type="application/ld+json">{"name":"Hidden"}</script>',
        "SUMMARY:Hid\r\n den",
        '{"title": "\\u0048idden"}',
        "&#72;idden",
        "?title=%48idden",
    ],
)
def test_a_short_word_is_found_in_every_spelling_of_the_formats(written: str) -> None:
    (found,) = audit_files(PLANS, {"a.txt": written.encode()}).report
    assert found.path == ("sessions", 0, "title")
    assert found.span is not None
    assert found.span.line == 1 + written.startswith("<h2>")


@pytest.mark.parametrize("audience", Audience)
def test_what_is_written_for_an_audience_holds_nothing_for_others(audience: Audience) -> None:
    site = make_site(EVENT, Options(audience=audience, pages=True, door_sheets=True, nameplates=True))
    assert audit_files(EVENT, site.files, audience).report.ok
    formats = {codec.name: codec.encode(EVENT, audience=audience).data for codec in CODECS.values() if codec.writes}
    assert audit_files(EVENT, formats, audience).report.ok
    smaller = [other for other in Audience if other < audience]
    for other in smaller[:1]:
        assert not audit_files(EVENT, site.files, other).report.ok


def test_everything_is_found_in_the_native_document_of_the_team() -> None:
    found = {item.path[:2] for item in audit_files(EVENT, {"e.json": CODECS["json"].encode(EVENT).data}).report}
    assert found == {
        ("extra", "x-note"),
        ("extra", "x-phone"),
        ("accept", 0),
        ("people", 0),
        ("people", 1),
        ("sessions", 1),
        ("sessions", 2),
        ("sessions", 3),
    }


def test_the_command_lists_and_searches(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file, out = tmp_path / "e.yaml", tmp_path / "out"
    dump(EVENT, file)
    assert main(["audit-privacy", str(file)]) == 0
    listed = capsys.readouterr().out
    assert "registered sees 1 thing more than public\n  sessions[3].links[1]\n" in listed
    assert "sessions[1] (others see only that the time is reserved)" in listed
    assert main(["build", str(file), "--out", str(out), "--quiet"]) == 0
    capsys.readouterr()
    assert main(["audit-privacy", str(file), str(out)]) == 0
    assert "none found" in capsys.readouterr().out
    (out / "notes.txt").write_text("The GREAT\nplan\n", "utf-8")
    assert main(["audit-privacy", str(file), str(out)]) == 1
    said = capsys.readouterr()
    assert "error[private-value-found]" in said.out
    assert "great" not in said.out
    assert "1 hit" in said.out
    assert main(["audit-privacy", str(file), str(out), "--format", "json"]) == 1
    assert json.loads(capsys.readouterr().out)
    assert main(["audit-privacy", str(file), str(out / "notes.txt"), "--audience", "team"]) == 0
    assert main(["audit-privacy", str(file), str(tmp_path / "nowhere")]) == 2


NINE = """
format: 1
id: cities
title: Cities
timezone: Europe/Berlin
x-phone: "+49 30 76543210"
x-note: Canary note of the team
accept: [{rule: break-missing, reason: the canary is ill}]
rooms: [{id: hall, name: Hall}]
people: [{id: ada, name: Ada, email: canary@example.org}]
sessions:
  - id: open
    title: Opening
    speaker: ada
    slot: {start: 2026-05-04T09:00, end: 2026-05-04T10:00, rooms: [hall]}
    links: [{href: "https://meet.example.org/canary?pwd=s3cr3tcanary", rel: discussion, private: true}]
  - id: plan
    title: Confidential canary
    privacy: confidential
    abstract: Canary abstract
    slot: {start: 2026-05-04T10:00, end: 2026-05-04T11:00, rooms: [hall]}
  - {id: board, title: Private canary, privacy: private, slot: {start: 2026-05-04T11:00, end: 2026-05-04T12:00}}
"""


def test_of_nine_canaries_none_is_in_a_public_build_nor_in_any_converted_format(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file, out = tmp_path / "nine.yaml", tmp_path / "site"
    file.write_text(NINE, "utf-8")
    assert main(["build", str(file), "--out", str(out), "--pages", "--door-sheets", "--nameplates"]) == 0
    for name, codec in CODECS.items():
        if codec.writes:
            words = ["convert", str(file), str(out / f"converted.{name}"), "--to", name]
            assert main([*words, *([] if codec.publishes else ["--audience", "public"])]) == 0
    capsys.readouterr()
    written = [path.read_bytes().lower() for path in out.rglob("*") if path.is_file()]
    assert len(written) > 25
    assert not any(word in data for data in written for word in (b"canary", b"76543210"))
    assert main(["audit-privacy", str(file), str(out)]) == 0
    assert main(["convert", str(file), str(out / "whole.json")]) == 0
    assert main(["audit-privacy", str(file), str(out)]) == 1
    found = capsys.readouterr().out
    paths = (
        "x-phone",
        "x-note",
        "accept[0].reason",
        "email",
        "links[0].href",
        "[1].title",
        "[1].abstract",
        "[2].title",
    )
    assert all(path in found for path in paths)


def test_an_event_without_anything_private_has_nothing_to_search_for() -> None:
    open_event = attrs.evolve(EVENT, extra={}, accept=(), people=(), sessions=(EVENT.sessions[0],))
    assert audit_files(open_event, {"a.txt": b"anything"}).searched == 0
