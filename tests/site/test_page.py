"""The page as text: conformance, determinism, safety, themes; what notebooks, Markdown and screens get."""

from __future__ import annotations

import datetime as dt
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import attrs
import pytest

from ospo_events import InvalidOption
from ospo_events.codecs import codec_named
from ospo_events.codecs.html import markdown_renderer
from ospo_events.codecs.html._escape import color, ink
from ospo_events.codecs.html.encode import encode
from ospo_events.codecs.markdown._agenda import escaped
from ospo_events.codecs.now.encode import tree
from ospo_events.errors import MissingExtra
from ospo_events.model import Event, Link, Room, Session, Slot, Status, Venue, WallClock
from ospo_events.views.grid import make_grid, sessions_of
from ospo_events.views.markup import attribute, href, text
from ospo_events.views.outline import make_outline
from ospo_events.views.relations import make_relations, now

ROOT = Path(__file__).parents[2]
CLOCK = WallClock("Europe/Berlin")


def at(start: str, end: str | None = None, *rooms: str, day: str = "2026-03-01") -> Slot:
    return CLOCK.slot(day, start, end, rooms=rooms)


def event_of(*sessions: Session, rooms: int = 3, **more: object) -> Event:
    made = tuple(Room(id=f"r{number}", name=f"Room {number}") for number in range(rooms))
    return Event(id="e", title="E", timezone="Europe/Berlin", rooms=made, sessions=sessions, **more)  # type: ignore[arg-type]


# The page


def test_what_is_at_a_venue_without_a_room_says_so_in_list_and_grid() -> None:
    pub = Venue(id="pub", name="The <Pub>")
    slot = attrs.evolve(at("19:00", "21:00"), venue="pub")
    beside = Session(id="one", title="One", slot=at("19:00", "20:00", "r0"))
    page = encode(event_of(Session(id="two", title="Two", slot=slot), beside, venues=(pub,))).value().decode()
    assert '<small class="r"><bdi>The &lt;Pub&gt;</bdi></small>' in page
    assert '<p class="r">The &lt;Pub&gt;</p>' in page


def test_t14_nothing_private_is_in_a_notebook(programme: Event) -> None:
    canary = Link("https://canary.example/join", "stream", audience="team")
    people = tuple(attrs.evolve(person, email=f"{person.id}@canary.example") for person in programme.people)
    sessions = tuple(attrs.evolve(item, links=(*item.links, canary)) for item in programme.sessions)
    secret = attrs.evolve(programme, people=people, sessions=sessions)
    assert "canary" not in secret._repr_html_()


def test_the_policy_names_what_is_in_the_page_and_nothing_else(programme: Event) -> None:
    page = encode(programme).data.decode()
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page)
    assert policy is not None
    assert policy[1].startswith("default-src 'none'; ")
    assert "unsafe" not in policy[1]
    assert "style=" not in page
    assert not re.search(r"<[^>]+\son\w+=", page)


def test_conformance_by_html5lib(programme: Event) -> None:
    html5lib = pytest.importorskip("html5lib", reason="needs html5lib")
    for data in (encode(programme).data, f"<!doctype html><title>t</title>{programme._repr_html_()}".encode()):
        html5lib.HTMLParser(strict=True).parse(data.decode())


def test_conformance_by_vnu(programme: Event, tmp_path: Path) -> None:
    folders = (ROOT / folder / "node_modules/vnu-jar/build/dist/vnu.jar" for folder in (".", "build/clients"))
    jar = next(
        (path for path in (os.environ.get("VNU", ""), *map(str, folders)) if path and Path(path).is_file()), None
    )
    if jar is None or shutil.which("java") is None:
        pytest.skip("needs java and vnu.jar: npm install --no-save vnu-jar, or VNU=/path/to/vnu.jar")
    from ospo_events.site import Options, make_site

    site = make_site(programme, Options(pages=True, door_sheets=True, nameplates=True))
    paths: list[str] = []
    files = dict(site.files)
    # In a page, and without its style: HTML has no place for that in a body, and the checker knows no container.
    pasted = re.sub(b"<style>.*?</style>", b"", files["programme.fragment.html"], flags=re.DOTALL)
    files["programme.fragment.html"] = b'<!doctype html><html lang="en"><title>t</title><h1>t</h1><h2>t</h2>' + pasted
    for name, data in files.items():
        if name.endswith(".html"):
            path = tmp_path / name.replace("/", "-")
            path.write_bytes(data)
            paths.append(str(path))
    done = subprocess.run(["java", "-jar", jar, "--errors-only", *paths], capture_output=True, check=False)
    assert done.stderr.decode() == ""


def test_themes_and_templates(programme: Event) -> None:
    page = encode(
        programme,
        theme=":root { --accent: #123456 }\r\n",
        templates={"page.html": "<main>{{title}} {{nothing}}{{main}}"},
    )
    assert page.data.startswith(b'<main>Harbour Days 2024 <p class="nothing"')
    themed = encode(programme, theme="</style><script>alert(1)</script>").data
    assert b"</style><script>alert" not in themed


def test_markdown_abstracts_are_sanitised(programme: Event) -> None:
    pytest.importorskip("markdown_it", reason="needs the html extra")
    pytest.importorskip("nh3", reason="needs the html extra")
    text_ = (
        "See **this**, [a link](https://ok.example/) and [no](javascript:alert(1)) <script>alert(1)</script>\n\n# big"
    )
    page = encode(programme.with_session("keynote", abstract=text_), markdown=True).data.decode()
    assert "<strong>this</strong>" in page
    assert '<a href="https://ok.example/">a link</a>' in page
    assert 'href="javascript' not in page
    assert "<script>alert" not in page
    with pytest.raises(InvalidOption, match="expected true or false as the option 'markdown', got the text 'word'"):
        codec_named("html").encode(programme, markdown="word")


def test_markdown_without_the_extra_is_a_plain_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "nh3", None)
    monkeypatch.delitem(sys.modules, "ospo_events.codecs.html._markdown", raising=False)
    with pytest.raises(MissingExtra, match=r"ospo-events\[html\]"):
        markdown_renderer(markdown=True)


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://a.example/?b=1&c=2", "https://a.example/?b=1&amp;c=2"),
        ("mailto:a@b.example", "mailto:a@b.example"),
        ("HTTP://a.example", "HTTP://a.example"),
        (' https://a.example/"><script>', "https://a.example/%22%3E%3Cscript%3E"),
        ("javascript:alert(1)", None),
        ("\tjava\nscript:alert(1)", None),
        ("data:text/html,x", None),
        ("//a.example", None),
        ("https://", None),
        ("vbscript:x", None),
        (None, None),
    ],
)
def test_addresses(url: str | None, expected: str | None) -> None:
    assert href(url) == expected


def test_text_for_its_place() -> None:
    assert text('<a href="x">&\x00\x1b\ud800') == "&lt;a href=&quot;x&quot;&gt;&amp;\ufffd\ufffd\ufffd"
    assert attribute(" a\n\u202eb ") == "a b"
    assert color("#AbCdEf") == "#abcdef"
    assert color("red") is None
    assert color("#fff;}") is None
    assert color(None) is None
    assert ink("#ffdd00") == "#000"
    assert ink("#1f3a93") == "#fff"


def test_every_track_colour_has_readable_text() -> None:
    def level(value: str) -> float:
        parts = [int(value[place : place + 2], 16) / 255 for place in (1, 3, 5)]
        linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    for number in range(0, 0x1000000, 0x10F0F):
        back = f"#{number:06x}"
        front = 0.0 if ink(back) == "#000" else 1.0
        lighter, darker = max(front, level(back)), min(front, level(back))
        assert (lighter + 0.05) / (darker + 0.05) >= 4.5


def test_two_sessions_of_one_id_are_both_there_with_ids_of_their_own() -> None:
    page = encode(
        event_of(Session(id="a", title="One", slot=at("09:00")), Session(id="a", title="Two", slot=at("10:00")))
    ).data
    assert b'id="s-a"' in page
    assert b'id="s-a-2"' in page


# The grid


def everything(event: Event) -> tuple[set[str], set[str]]:
    outline = make_outline(event)
    there: set[str] = set()
    shown: set[str] = set()
    for day in outline.days:
        there |= {session.id for item in day.items for session in item.everything}
        shown |= {session.id for session in sessions_of(make_grid(event, day))}
    return there, shown


def rectangular(event: Event) -> None:
    for day in make_outline(event).days:
        grid = make_grid(event, day)
        width = sum(column.lanes for column in grid.columns)
        covered: dict[tuple[int, int], int] = {}
        for number, row in enumerate(grid.rows):
            place = 0
            for cell in row.cells:
                while (number, place) in covered:
                    place += 1
                for y in range(number, number + cell.rows):
                    for x in range(place, place + cell.columns):
                        assert (y, x) not in covered
                        covered[y, x] = 1
        assert len(covered) == width * len(grid.rows)


def test_t06_a_clash_stands_in_two_lanes_and_nothing_is_hidden() -> None:
    event = event_of(
        Session(id="a", title="A", slot=at("09:00", "11:00", "r0")),
        Session(id="b", title="B", slot=at("10:00", "12:00", "r0")),
        Session(id="c", title="C", slot=at("11:00", "12:00", "r0")),
        Session(id="d", title="D", slot=at("09:00", "09:00", "r1")),
        Session(id="e", title="E", slot=at("12:00", None, "r2", "gone")),
    )
    grid = make_grid(event, make_outline(event).days[0])
    assert [(column.room, column.lanes) for column in grid.columns] == [("r0", 2), ("r1", 1), ("r2", 1), ("gone", 1)]
    rectangular(event)
    there, shown = everything(event)
    assert there == shown


def test_what_is_in_rooms_side_by_side_is_one_cell() -> None:
    event = event_of(
        Session(id="two", title="Two", slot=at("09:00", "10:00", "r0", "r1")),
        Session(id="apart", title="Apart", slot=at("10:00", "11:00", "r0", "r1", "r3")),
        Session(id="clash", title="Clash", slot=at("09:30", "10:00", "r2")),
        rooms=4,
    )
    grid = make_grid(event, make_outline(event).days[0])
    cells = [(cell.item.session.id, cell.columns) for row in grid.rows for cell in row.cells if cell.item is not None]
    assert cells == [("two", 2), ("clash", 1), ("apart", 2), ("apart", 1)]
    rectangular(event)


def test_a_block_over_its_rooms_is_a_banner_even_where_no_column_is_free() -> None:
    event = event_of(
        Session(id="all-day", title="Hackathon", slot=at("08:00", "20:00", "r0")),
        Session(id="block", title="Devrooms", slot=at("10:00", "12:00")),
        Session(id="p", title="P", slot=at("10:00", "11:00", "r0"), parent="block"),
        Session(id="q", title="Q", slot=at("09:00", "13:00", "r1"), parent="block"),
        Session(id="deep", title="Deep", slot=at("10:15", "10:30", "r2"), parent="q"),
        rooms=1,
    )
    rectangular(event)
    there, shown = everything(event)
    assert there == shown
    full = event_of(
        Session(id="all-day", title="Hackathon", slot=at("08:00", "20:00", "r0")),
        Session(id="block", title="Block", slot=at("10:00", "12:00", "r0", "r0")),
        Session(id="p", title="P", slot=at("10:00", "11:00", "r0", "x"), parent="block"),
        Session(id="x", title="X", slot=at("08:00", "20:00", "x")),
        Session(id="y", title="Y", slot=at("08:00", "20:00", "x")),
        Session(id="z", title="Z", slot=at("08:00", "20:00", "r0")),
    )
    rectangular(full)
    there, shown = everything(full)
    assert there == shown


# Relations, now and next


def test_relations() -> None:
    event = event_of(
        Session(id="a", title="A", slot=at("09:00", "10:00", "r0"), tracks=("t",)),
        Session(id="b", title="B", slot=at("09:30", "10:30", "r1")),
        Session(id="gone", title="Gone", slot=at("10:00", "11:00", "r0"), status=Status.CANCELLED),
        Session(id="c", title="C", slot=at("10:00", "11:00", "r0")),
        Session(id="part", title="Part", slot=at("10:00", "10:15", "r0"), parent="c"),
        Session(id="d", title="D", slot=at("17:00", None, "r1"), tracks=("t",)),
        Session(id="late", title="Late", slot=at("00:30", "01:00", "r2")),
        Session(id="unplaced", title="Unplaced"),
    )
    found = make_relations(event)
    assert set(found) == {"a", "b", "gone", "c", "part", "d", "late"}
    assert found["a"].parallel == ("b",)
    assert found["b"].parallel == ("a", "part", "c")
    assert found["c"].parallel == ("b",)
    assert found["a"].next_in_room == {"r0": "part"}
    assert found["c"].previous_in_room == {"r0": "a"}
    assert found["a"].next_in_track == {"t": "d"}
    assert found["d"].previous_in_track == {"t": "a"}
    assert found["d"].parallel == ("late",), "an open end lasts until the day changes"
    assert found["gone"].parallel == ("b", "part", "c"), "it has relations, nothing points at it"
    assert all("gone" not in item.parallel for item in found.values())


def test_what_is_on_now(programme: Event) -> None:
    found = now(programme, dt.datetime.fromisoformat("2024-07-09T09:45-04:00"))
    assert [item.id for item in found.running] == ["keynote", "block-ai", "panel"]
    assert [item.id for item in found.next] == ["coffee"]
    assert now(programme, dt.datetime.fromisoformat("2024-07-09T09:45")) == found
    night = now(programme, dt.datetime.fromisoformat("2024-07-10T00:45-04:00"))
    assert night.day == dt.date(2024, 7, 9)
    assert [item.id for item in night.running] == ["free-1", "party"]
    assert now(programme, dt.datetime.fromisoformat("2024-07-20T00:00Z")).next == ()
    for status in (Status.CANCELLED, Status.POSTPONED):
        off = now(attrs.evolve(programme, status=status), dt.datetime.fromisoformat("2024-07-09T09:45-04:00"))
        assert (off.running, off.next) == ((), ())


def test_now_as_json(programme: Event) -> None:
    document = tree(programme, at=dt.datetime.fromisoformat("2024-07-09T09:45-04:00"))
    assert document["now"] == ["keynote", "block-ai", "panel"], "a part without a time is on with its whole"
    on = ["keynote", "block-ai", "panel"]
    assert document["rooms"][0] == {"id": "hall", "name": "Hall", "now": on, "next": "party"}
    assert "at" not in tree(programme)
    assert [item["id"] for item in tree(programme)["sessions"]] == [
        item.id for item in programme.index.in_order if programme.index.slot(item) is not None
    ]
    with pytest.raises(ValueError, match="expected a date with a time such as"):
        codec_named("now").encode(programme, at="soon")


# Markdown and notebooks


def test_markdown(programme: Event) -> None:
    page = codec_named("markdown").encode(programme).data.decode()
    assert "# Harbour Days 2024\n" in page
    assert "## Tuesday 9 July 2024 · Day 1\n" in page
    assert "  - **09:30–10:00** Engines for everybody: a start · Keynote" in page
    assert "- **17:30 onwards** Free time\n" in page
    for session in programme.sessions:
        assert session.title in page
    there = codec_named("markdown").encode(programme, zone="Asia/Kathmandu", abstracts=True).data.decode()
    assert "The days are those of the event, in America/New\\_York." in there
    assert "And for whom & why \\<not\\>." in there
    assert "[Slides](<https://slides.example/1.pdf>)" in there


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("*a* [b](c) `d` <e>", "\\*a\\* \\[b\\](c) \\`d\\` \\<e\\>"),
        ("# a\nb", "\\# a b"),
        ("1. a", "1\\. a"),
        ("- a", "\\- a"),
        ("a &amp; b & c", "a \\&amp; b & c"),
    ],
)
def test_markdown_text_stays_text(raw: str, shown: str) -> None:
    assert escaped(raw) == shown
    markdown_it = pytest.importorskip("markdown_it")
    rendered = markdown_it.MarkdownIt().render(escaped(raw))
    plain = rendered.removeprefix("<p>").removesuffix("</p>\n")
    import html

    assert html.unescape(plain) == raw.replace("\n", " ")


def test_notebooks_show_the_list_and_nothing_runs(programme: Event) -> None:
    shown = attrs.evolve(programme, title="</table><script>")._repr_html_()
    assert "<script" not in shown
    assert "style" not in shown
    assert "09:30–10:00" in shown
    assert "17:30 onwards" in shown
    for session in programme.sessions:
        assert session.title.replace("&", "&amp;") in shown
