"""Nothing private leaves: in each attribute that is not for everybody stands a canary, and no output holds one."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ospo_events import CODECS, Audience, Event, Person, Room, Session, Venue, for_audience, load
from ospo_events.cli import main
from ospo_events.codecs import Codec
from ospo_events.codecs.calendar import make_calendar, make_feeds
from ospo_events.codecs.html import Page
from ospo_events.model import LEAST_AUDIENCE
from ospo_events.site import Options, audit_files, make_site
from ospo_events.strategies import events
from ospo_events.testing._events import CANARY, with_private_data
from tests.support.archives import opened
from tests.support.programmes import at
from tests.support.programmes import event as programme

EXAMPLE = Path(__file__).parents[2] / "examples" / "ospos2024.yaml"
BELOW_THE_TEAM = [audience for audience in Audience if audience is not Audience.TEAM]


def planted(value: Any, found: set[str]) -> set[str]:
    """Return the attributes in which a canary stands, as `Class.attribute`."""
    owner: Any = value.__class__
    for field in attrs.fields(owner):
        held = getattr(value, field.name)
        for item in held if isinstance(held, tuple) else (held,):
            if attrs.has(item.__class__):
                planted(item, found)
        if CANARY in str(held):
            found.add(f"{owner.__name__}.{field.name}")
    return found


def test_a_canary_stands_in_every_attribute_that_is_not_for_everybody() -> None:
    places: dict[str, Any] = {"rooms": (Room(id="hall", name="Hall"),), "venues": (Venue(id="v", name="V"),)}
    found = planted(with_private_data(attrs.evolve(load(EXAMPLE), **places)), set())
    private = {name for name, audience in LEAST_AUDIENCE.items() if audience is not Audience.PUBLIC}
    assert private - {"Acceptance.rule", "Acceptance.where"} <= found
    assert {"Link.href", "Link.title", "Session.title", "Session.abstract", "Person.name"} <= found


def holds_a_canary(data: bytes) -> bool:
    return CANARY.encode() in opened(data).lower()


@pytest.mark.parametrize("codec", [codec for codec in CODECS.values() if codec.writes], ids=lambda codec: codec.name)
@given(event=events(max_sessions=2), audience=st.sampled_from(BELOW_THE_TEAM))
def test_no_format_holds_a_canary(codec: Codec, event: Event, audience: Audience) -> None:
    private = with_private_data(event)
    encoded = codec.encode(private, audience=audience)
    assert not holds_a_canary(encoded.data)
    assert CANARY not in "".join(f"{item.message}{item.help}" for item in encoded.report)
    if not codec.publishes:
        assert holds_a_canary(codec.encode(private).data)


@given(events(max_sessions=2, controls=False))
def test_no_page_feed_or_notebook_holds_a_canary(event: Event) -> None:
    private = with_private_data(event)
    options = Options(pages=True, door_sheets=True, nameplates=True, base_url="https://a.example/")
    site = make_site(private, options)
    files = dict(site.files)
    for feed in make_feeds(private, personal=[item.id for item in private.sessions]):
        files[f"feeds/{feed.path} {feed.title}"] = feed.data
    files["one.ics"] = make_calendar(private, "My choice", private.sessions)
    files["notebook"] = f"{private._repr_html_()}{private.agenda._repr_html_() if private.sessions else ''}".encode()
    assert [name for name, data in files.items() if CANARY in name or holds_a_canary(data)] == []
    assert CANARY not in str(site.report)
    assert CANARY not in str(site.withheld)


def test_no_command_prints_or_writes_a_canary(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    private = with_private_data(load(EXAMPLE))
    file = tmp_path / "e.json"
    file.write_bytes(CODECS["json"].encode(private).value())
    for number, words in enumerate(
        (
            ["show", "--abstracts"],
            ["now", "--at", "2024-07-09T10:00"],
            ["now", "--at", "2024-07-09T10:00", "--text"],
            ["build", "--out", str(tmp_path / "site"), "--pages", "--report"],
            ["feeds", "--out", str(tmp_path / "feeds"), "--report"],
            *(
                ["convert", str(tmp_path / f"out.{name}"), "--to", name, "--audience", "public", "--report"]
                for name, codec in CODECS.items()
                if codec.writes
            ),
        )
    ):
        assert main([words[0], str(file), *words[1:]]) == 0, (number, words)
        said = capsys.readouterr()
        assert CANARY not in (said.out + said.err).replace(str(tmp_path), "")
    written = {str(path): path.read_bytes() for path in tmp_path.rglob("*") if path.is_file() and path != file}
    assert len(written) > 30
    assert [name for name, data in written.items() if holds_a_canary(data)] == []
    assert audit_files(private, written).report.ok


def test_the_page_of_a_view_is_a_page() -> None:
    event = for_audience(with_private_data(load(EXAMPLE)))
    assert "Reserved" in Page(event=event).document().decode()


def test_a_reserved_session_keeps_its_room_and_time_in_every_feed() -> None:
    private = programme(Session(id="a", title=CANARY, slot=at(4, 9), privacy="private"))
    (feed, *_) = make_feeds(private)
    assert b"SUMMARY:Reserved" in feed.data
    assert b"T090000" in feed.data
    assert b"T100000" in feed.data


@pytest.mark.parametrize("words", [["--person", CANARY], ["--kind", "talk"]])
def test_a_choice_by_what_is_not_shown_does_not_show_it(
    words: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "e.json"
    session = Session(id="a", title="A", slot=at(4, 9), privacy="private", participants=(CANARY,))
    private = programme(session, people=(Person(id=CANARY, name="N"),))
    file.write_bytes(CODECS["json"].encode(private).value())
    main(["show", str(file), *words])
    assert "Reserved" not in capsys.readouterr().out
    main(["show", str(file), *words, "--audience", "team"])
    assert "09:00" in capsys.readouterr().out
