"""The law of one voice: people, rooms and links are written alike in text, Markdown, pages and calendars."""

from __future__ import annotations

import datetime as dt
import html
import re
from zoneinfo import ZoneInfo

import attrs
from hypothesis import given
from hypothesis import strategies as st

from ospo_events.codecs import CODECS
from ospo_events.codecs.calendar._content.lines import escape_text
from ospo_events.codecs.calendar._content.values import unescape
from ospo_events.codecs.html import encode as page
from ospo_events.codecs.markdown import encode as markdown
from ospo_events.codecs.markdown._agenda import escaped
from ospo_events.codecs.now import encode as now
from ospo_events.codecs.text import encode as text
from ospo_events.model import (
    Event,
    Link,
    Organization,
    Participant,
    ParticipationMode,
    Person,
    RecordingPolicy,
    Room,
    Session,
    Slot,
    Status,
)
from ospo_events.strategies import events
from ospo_events.views.credits import Credits, agent_name, in_billing_order
from ospo_events.views.english import link_label, room_line, session_links
from ospo_events.views.markup import href
from ospo_events.views.selection import public

ics = CODECS["ics"]


# Every character that one of the formats has to escape; blanks and controls, which each flattens its own way, are apart.
_TEXTS = st.text(st.sampled_from("aZé語*_[]<>&`\\;,:|~#.()'\""), min_size=1, max_size=12).map(lambda part: f"w{part}w")


def of_calendar(event: Event) -> dict[str, dict[str, str]]:
    """Return the properties of each VEVENT by the id of its session, unescaped."""
    lines = ics.encode(event).data.decode().replace("\r\n ", "")
    found: dict[str, dict[str, str]] = {}
    for block in lines.split("BEGIN:VEVENT\r\n")[1:]:
        properties: dict[str, str] = {}
        for line in block.split("\r\n"):
            name, _, value = line.partition(":")
            properties.setdefault(name, unescape(value))
        if "X-OSPO-DAYS" in properties:  # the days of an event without scheduled sessions
            continue
        match = re.match(r'\{"id":"([^"]+)"', properties["X-OSPO-SESSION"])
        assert match is not None
        found[match[1]] = properties
    return found


def shown(markup: str) -> str:
    """Return the text of a piece of HTML."""
    return html.unescape(re.sub("<[^>]*>", "", markup))


def of_page(event: Event) -> dict[str, str]:
    """Return the piece of the page that is a session's own, its parts left out, by title."""
    document = page.encode(event).data.decode()
    found: dict[str, str] = {}
    for piece in (one.partition("</article>")[0] for one in document.split("<article ")[1:]):
        title = re.search(r"<h\d>.*?</h\d>", piece)
        assert title is not None
        found[shown(re.sub('<span class="(st|sub)">.*', "", title[0].split("<a ", 1)[-1].partition(">")[2]))] = piece
    return found


def with_titles_of_its_own(event: Event) -> Event:
    sessions = [
        attrs.evolve(session, title=f"wTitle{number}w", subtitle=None) for number, session in enumerate(event.sessions)
    ]
    return public(attrs.evolve(event, sessions=sessions))


@given(event=events(max_sessions=4, texts=_TEXTS).map(with_titles_of_its_own))
def test_people_rooms_and_links_are_written_alike_everywhere(event: Event) -> None:
    credits = Credits(event)
    pieces, calendar = of_page(event), of_calendar(event)
    agenda = text.encode(event, width=100_000).data.decode()
    assert not re.search(r"· *(·|$)", agenda, flags=re.MULTILINE), "nothing stands between two marks"
    plain = re.sub(r"\s+", "", agenda)
    pad = re.sub(r"\s+", "", markdown.encode(event, abstracts=True).data.decode())
    for session in event.sessions:
        piece = pieces[session.title]
        people = credits.lines(session.participants)
        assert [shown(line) for line in re.findall(r'<p class="who">(.*?)</p>', piece)] == people
        labels = [link_label(link) for link in session_links(session) if href(link.href) is not None]
        assert [shown(item) for item in re.findall(r"<li><a [^>]*>(.*?)</a></li>", piece)] == labels
        for line in people:
            assert re.sub(r"\s+", "", line) in plain
            assert re.sub(r"\s+", "", escaped(line)) in pad
        for label in labels:
            assert re.sub(r"\s+", "", f"[{escaped(label)}](<") in pad
        if session.slot is None:
            continue
        described = calendar[session.id]["DESCRIPTION"].split("\n")
        assert not people or "\n".join(people) in calendar[session.id]["DESCRIPTION"]
        for link in session_links(session):
            assert f"{link_label(link)}: {link.href}" in described
        if session.slot.rooms:
            rooms = room_line(event, session.slot.rooms)
            assert calendar[session.id]["LOCATION"].startswith(rooms)
            assert re.sub(r"\s+", "", rooms) in plain
            assert re.sub(r"\s+", "", escaped(rooms)) in pad
            spans = [shown(span) for span in re.findall(r'<p class="r"[^>]*>(.*?)</p>', piece)]
            assert spans in ([rooms], [])
            assert spans or session.parent is not None


@given(event=events(max_sessions=4, texts=_TEXTS).map(with_titles_of_its_own))
def test_what_a_calendar_is_read_back_as_does_not_depend_on_its_words(event: Event) -> None:
    data = ics.encode(event).data.replace(b"\r\n ", b"")
    other = data.decode()
    for session in event.sessions:
        for line in Credits(event).lines(session.participants):
            other = other.replace(f"\\n{escape_text(line)}\\n", "\\nNobody: anybody\\n")
        for link in session_links(session):
            other = other.replace(escape_text(f"{link_label(link)}: {link.href}") + "\\n", "No link: none\\n")
    other = other.replace(f"All times are in {event.timezone.key}.", "Time flies.")
    assert ics.decode(other.encode()).event == ics.decode(data).event


BILLED = Event(
    id="e",
    title="E",
    timezone="Europe/Berlin",
    rooms=(Room(id="a", name="Hall"), Room(id="b", name="Room B")),
    organizations=(Organization(id="eob", name="Example Organisation of Berlin", short_name="EOB"),),
    people=(
        Person(id="bob", name="Bob"),
        Person(id="ada", name="Ada L", honorific="Dr", job_title="Director", affiliation="eob"),
    ),
    sessions=(
        Session(
            id="s",
            title="S",
            slot=Slot(dt.datetime(2026, 5, 4, 17, 30, tzinfo=ZoneInfo("Europe/Berlin")), rooms=("a", "b")),
            participants=(
                Participant(agent="bob", status=Status.TENTATIVE, order=2),
                Participant(agent="ada", mode=ParticipationMode.VIDEO, order=1),
            ),
            links=(Link("https://example.org/f", "enclosure"), Link("https://example.org/a", "about")),
            recording=RecordingPolicy(links=(Link("https://example.org/r", "recording"),)),
        ),
    ),
)


def test_a_bill_is_the_same_on_the_page_and_in_the_calendar() -> None:
    bill = "Speakers: Dr Ada L (Director, EOB; by video message), Bob (to be confirmed)"
    entry = of_calendar(BILLED)["s"]
    assert entry["DESCRIPTION"].split("\n") == [
        bill,
        "",
        "File: https://example.org/f",
        "About it: https://example.org/a",
        "Recording: https://example.org/r",
        "",
        "17:30 onwards; the end is not fixed.",
        "",
        "All times are in Europe/Berlin.",
    ]
    assert entry["LOCATION"] == "Hall, Room B"
    assert f'<p class="who">{bill}</p>' in re.sub("</?bdi>", "", page.encode(BILLED).data.decode())
    assert "17:30 onwards</time>" in page.encode(BILLED).data.decode()
    assert bill in text.encode(BILLED, width=200).data.decode()
    assert "Hall, Room B" in text.encode(BILLED).data.decode()
    assert bill in markdown.encode(BILLED).data.decode()
    screen = now.tree(BILLED)["sessions"][0]
    assert screen["people"] == ["Dr Ada L", "Bob"]
    assert screen["people"] == [
        agent_name(BILLED, one.agent, one) for one in in_billing_order(BILLED.sessions[0].participants)
    ]
