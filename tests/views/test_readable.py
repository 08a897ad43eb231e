"""Texts as people are to read them, in every format that people read."""

from __future__ import annotations

import re
import time
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ospo_events.codecs import CODECS, codec_named
from ospo_events.model import Event, Organization, Person, Room, Series, Session, Track, Venue, WallClock
from ospo_events.site import Options, make_site
from ospo_events.views.readable import readable, with_readable_texts

TEXTS = [
    ("<p>Weights &amp; <b>data</b></p><ul><li>one</li><li>two</li></ul>", "Weights & data\n\n- one\n- two"),
    ('Sign <a href="https://x.example/in">up</a>', "Sign up (https://x.example/in)"),
    ("one<br>two", "one\ntwo"),
    ("<p>not closed", "not closed"),
    ("R&amp;D, SMTP&mdash;the mail, a&nbsp;b", "R&D, SMTP—the mail, a b"),
    ("&lt;p&gt;Escaped &amp;amp; twice&lt;/p&gt;", "Escaped & twice"),
    ("<p>use List<String>, <your name> and &lt;your name&gt;</p>", "use List<String>, <your name> and <your name>"),
    ("<style>p{}</style><p>Read</p><script>no()</script><!-- no --> me", "Read\n\nme"),
    ("<p>a</p> <!-- not closed, <script> neither", "a\n\n<!-- not closed, <script> neither"),
    ("see **this**, *that*, __both of them__ and _more_", "see this, that, both of them and more"),
    ("**a *b* c** **__Wer__**", "a b c Wer"),
    ("# About ##\r\nText\n### Bring ###", "About\r\nText\nBring"),
    ("[Slides](https://x.example/a_(b)) and ![a door](door.png)", "Slides (https://x.example/a_(b)) and a door"),
    ('[Write](mailto:ada@x.example "us") to <https://x.example/_a_>', "Write (ada@x.example) to https://x.example/_a_"),
    ("[https://x.example/](https://x.example)", "https://x.example/"),
]
PLAIN = [
    "a < b and c > d, x & y; 2 * 3 * 4",
    "we replaced <table> with <div>, see the <p> element",
    "List<String> and <ada@x.example>",
    "def __init__(self, *args, **kwargs), snake_case_name, C# is one",
    "https://media.example/31c3_-_6121_-_en and https://x.example/*a*",
    "`*code*` stays, ``` **so** does ```",
    "Price* without tax.\n* an item\n* another\n\n(*) see below (*)",
    "- item\n1. first\n\n> quote",
    "#hashtag, [1] and [note](below)",
    "**not closed, _neither",
    "",
]
HTML = "<p>Read <b>me</b> &amp; more</p><ul><li>Bring a laptop</li></ul>"
MARKDOWN = "Read **me** and [this](https://x.example/)"
_PIECES = [
    "<p>",
    "</p>",
    "<b>",
    "</b>",
    "<br>",
    "<li>",
    "<a href='x'>",
    "</a>",
    "<!--",
    "-->",
    "<script>",
    "</script>",
    "<pre>",
    "<",
]
_PIECES += [
    "&",
    "&amp;",
    "amp;",
    "&lt;",
    "lt;",
    "&gt;",
    "p&gt;",
    "&#60;",
    "&#38;",
    "*",
    "**",
    "_",
    "__",
    "`",
    "```",
    "# ",
    "\n",
    "\r\n",
]
_PIECES += [
    " ",
    "word",
    "[",
    "](https://x.example)",
    "![",
    "(",
    ")",
    "https://x.example/",
    ">",
    "/",
    "<sup>",
    "2",
    "<hr>",
    "<head>",
]


@pytest.mark.parametrize(("text", "plain"), TEXTS)
def test_markup_becomes_text(text: str, plain: str) -> None:
    assert readable(text) == plain
    assert readable(plain) == plain


@pytest.mark.parametrize("text", PLAIN)
def test_plain_text_stays(text: str) -> None:
    assert readable(text) == text


def test_markdown_stays_for_who_renders_it() -> None:
    assert readable(MARKDOWN, markdown=False) == MARKDOWN
    assert readable(HTML + MARKDOWN, markdown=False) == "Read me & more\n\n- Bring a laptop\n\n" + MARKDOWN


@given(st.lists(st.sampled_from(_PIECES), max_size=30).map("".join) | st.text())
def test_what_is_readable_stays(text: str) -> None:
    assert readable(readable(text)) == readable(text)
    assert readable(readable(text, markdown=False), markdown=False) == readable(text, markdown=False)


@given(
    st.lists(st.sampled_from(["<p>", "</p>", "<b>", "</b>", "<li>", "*", "**", "_", "&amp;", " ", "\n"]), max_size=30)
)
def test_no_word_is_lost(pieces: list[str]) -> None:
    text = "".join(f"{piece}w{number}" for number, piece in enumerate(pieces))
    assert re.findall(r"w\d+", readable(text)) == re.findall(r"w\d+", text)


@pytest.mark.parametrize(
    "piece",
    [
        *_PIECES,
        "&amp;amp;",
        "&a&#109;p;",
        "<p",
        "<b><!--",
        "# a ",
        "[a](",
        "**a",
        "__A",
        "<p>&lt;",
        "<script></head>",
        "*a *",
        "_a_ ",
    ],
)
def test_any_text_takes_bounded_time(piece: str) -> None:
    begin = time.process_time()
    for text in (piece * 4_000, "<p>" + piece * 4_000 + "</p>"):
        readable(text)
    assert time.process_time() - begin < 5


def marked(text: str) -> Event:
    """Return an event with that as every long text."""
    clock = WallClock("Europe/Berlin")
    return Event(
        id="marked",
        title="Marked",
        timezone="Europe/Berlin",
        description=text,
        accessibility=text,
        series=Series(id="series", title="Series", description=text),
        venues=[Venue(id="house", name="House", description=text)],
        rooms=[Room(id="hall", name="Hall", description=text)],
        tracks=[Track(id="ai", title="AI", description=text)],
        people=[Person(id="ada", name="Ada Example", bio=text)],
        organizations=[Organization(id="office", name="Office", description=text)],
        participants=["office"],
        sessions=[
            Session(
                id=f"talk-{number}",
                title=f"Talk {number}",
                slot=clock.slot("2026-05-04", "10:00", "11:00", rooms=["hall"]),
                tracks=["ai"],
                participants=["ada"],
                abstract=text,
                description=text if number else None,
            )
            for number in range(2)
        ],
    )


FOR_PEOPLE: dict[str, dict[str, Any]] = {
    "html": {},
    "html-fragment": {},
    "ics": {},
    "jcal": {},
    "jsonld": {},
    "markdown": {"abstracts": True},
    "now": {},
    "pretalx-widget": {},
    "text": {"abstracts": True},
}
SHEETS = {"sheet", "sheet-csv"}
"""Sheets that people edit and `import` takes back: what is in a cell is what the file says."""
FOR_PROGRAMS = {
    "json",
    "yaml",
    "schedule-xml",
    "schedule-json",
    "schedule2",
    "sessionize",
    "csv",
    "datapackage",
    "xlsx",
}


def test_each_format_is_for_people_or_for_programs() -> None:
    written = {name for name, codec in CODECS.items() if codec.writes}
    assert written == FOR_PEOPLE.keys() | FOR_PROGRAMS | SHEETS


@pytest.mark.parametrize("text", [HTML, MARKDOWN, "&lt;p&gt;Read&lt;/p&gt;"])
@pytest.mark.parametrize("name", FOR_PEOPLE)
def test_no_tag_is_printed_in_a_format_for_people(name: str, text: str) -> None:
    codec, options = codec_named(name), FOR_PEOPLE[name]
    encoded = codec.encode(marked(text), **options)
    assert_readable(encoded.data, name)
    if name not in ("now", "html-fragment"):  # they hold no long text
        assert "markup-in-text" in encoded.report.codes
        assert b"Read" in encoded.data
    assert "markup-in-text" not in codec.encode(marked("Read me"), **options).report.codes


def assert_readable(data: bytes, name: str) -> None:
    text = data.decode().replace("\r\n ", "")
    if name.endswith(("html", "html-fragment")):  # what the page says, without its own tags
        text = re.sub(r"<(style|script)[^>]*>.*?</\1>", "", text, flags=re.DOTALL) + "".join(
            re.findall(r'<script type="application/.*?</script>', text, flags=re.DOTALL)
        )
        assert not re.search(r"&lt;/?(?:p|b|li|ul)&gt;|&amp;(?:amp|lt|gt);|\\u003c(?:p|b|li)>", text)
        assert "**" not in re.sub(r"<[^>]*>", "", text)
    else:
        assert not re.search(r"</?(?:p|b|li|ul)>|&amp;|&lt;|\*\*me", text)


@pytest.mark.parametrize("name", sorted(FOR_PROGRAMS))
def test_programs_get_the_text_to_the_letter(name: str) -> None:
    codec = codec_named(name)
    options = {"zone": "Europe/Berlin", "title": "Marked"} if name == "sessionize" else {}
    decoded = codec.decode(codec.encode(marked(HTML)).data, **options)
    assert decoded.event is not None
    assert [session.abstract or session.description for session in decoded.event.sessions] == [HTML, HTML]


@pytest.mark.parametrize("text", [HTML, MARKDOWN])
def test_no_file_of_a_site_prints_tags(text: str) -> None:
    site = make_site(marked(text), Options(pages=True, door_sheets=True, nameplates=True))
    assert "markup-in-text" in site.losses["html"].codes
    for path, data in site.files.items():
        if path not in ("event.json", "schedule.xml", "schedule.json"):
            assert_readable(data, path)
    page = site.files["sessions/talk-1.html"].decode()
    assert "Read me" in page
    if text is MARKDOWN:
        assert '<a href="https://x.example/">https://x.example/</a>' in page


def test_an_event_that_is_readable_is_returned_as_it_is() -> None:
    event = marked("Read me: a < b & c")
    assert with_readable_texts(event) is event
    plain = with_readable_texts(marked("<p></p>"))
    assert plain.sessions[0].abstract is None
    assert with_readable_texts(attrs.evolve(event, sessions=[]), of=("sessions",)) is not None
