"""The corners of the systems' codecs and of what codecs share."""

from __future__ import annotations

import json
from typing import Any

import pytest

from ospo_events.codecs import CODECS, Decoded, Encoded, codec_for_path, codec_named, loss
from ospo_events.codecs._foreign.findings import Findings
from ospo_events.codecs._foreign.plain import is_html, plain_text
from ospo_events.diagnostics import Diagnostic, Report, Severity
from ospo_events.errors import InvalidProgramme, UnknownFormat
from ospo_events.model import (
    Event,
    Link,
    Organization,
    Participant,
    Person,
    RecordingPolicy,
    Room,
    Session,
    Slot,
    Track,
)

WRONG = Report((Diagnostic(code="wrong", message="it is wrong", severity=Severity.ERROR),))
EMPTY = Event(id="e", title="E", timezone="UTC")


def test_a_value_is_not_had_where_there_are_errors() -> None:
    with pytest.raises(InvalidProgramme):
        Decoded(event=EMPTY, report=WRONG).value()
    with pytest.raises(InvalidProgramme):
        Decoded(event=None).value()
    with pytest.raises(InvalidProgramme):
        Encoded(data=b"", report=WRONG).value()
    assert Decoded(event=EMPTY).value() is EMPTY
    assert Encoded(data=b"x").value() == b"x"


def test_formats_that_only_go_one_way_say_so() -> None:
    with pytest.raises(UnknownFormat, match="'pretalx' is a format to read, not to write"):
        CODECS["pretalx"].encode(EMPTY)
    only_written = next(codec for codec in CODECS.values() if not codec.reads)
    with pytest.raises(UnknownFormat, match="is a format to write, not to read"):
        only_written.decode(b"")


def test_unknown_formats_are_told_with_the_nearest_name() -> None:
    with pytest.raises(UnknownFormat, match="did you mean 'pretalx'"):
        codec_named("pretlax")
    with pytest.raises(UnknownFormat, match="known are "):
        codec_named("0000")
    assert codec_for_path("a.pretalx.json").name == "pretalx"
    with pytest.raises(UnknownFormat, match="cannot tell the format of"):
        codec_for_path("a.pretalx.json.unknown")
    with pytest.raises(UnknownFormat):
        codec_for_path("a", writes=True)


def test_what_is_lost_above_is_not_lost_again_below() -> None:
    event = Event(id="e", title="E", timezone="UTC", sessions=[Session(id="s", title="S", tags=["t"], subtitle="x")])
    both = ("sessions.subtitle", "sessions.tags")
    assert [item.path for item in loss.losses(event, both, format="f")] == [
        ("sessions", 0, "subtitle"),
        ("sessions", 0, "tags"),
    ]
    assert loss.strip(event, ("sessions", "sessions.tags")) == Event(id="e", title="E", timezone="UTC")
    with pytest.raises(TypeError, match="has no default for title"):
        loss.strip(event, ("sessions.title",))


def test_findings_beyond_a_thousand_are_counted_with_the_worst_of_them() -> None:
    findings = Findings()
    for number in range(1_003):
        findings.add("x", "a finding", (number,), severity=Severity.INFO if number < 1_002 else Severity.ERROR)
    report = findings.report()
    assert len(report) == 1_001
    last = list(report)[-1]
    assert (last.code, last.severity) == ("too-many-findings", Severity.ERROR)
    assert last.message == "3 more findings after the first 1000"


def test_html_becomes_paragraphs_and_lists() -> None:
    html = (
        "<head><title>no</title></head><div>one<br>two</div><style>p{}</style><ul><li>a</li><li>b &amp; c</li></ul>tail"
    )
    assert is_html(html)
    assert plain_text(html) == "one\ntwo\n\n- a\n- b & c\n\ntail"
    assert plain_text("</script>x") == "x"
    assert not is_html("a < b and c > d")


def sessionize(event: Event) -> tuple[Event, list[tuple[str, tuple[Any, ...]]]]:
    encoded = CODECS["sessionize"].encode(event)
    decoded = CODECS["sessionize"].decode(encoded.value(), zone="UTC", title=event.title, id=event.id)
    told = [(item.code, item.path) for item in encoded.report if len(item.path) > 1]
    return decoded.value(), told


def test_what_sessionize_cannot_say_of_people_is_fitted_and_told() -> None:
    event = Event(
        id="e",
        title="E",
        timezone="UTC",
        organizations=[Organization(id="un", name="Example Org")],
        people=[
            Person(id="a", name="A", affiliation="un", url="https://a.example/", extra={"x-other": 1}),
            Person(
                id="b",
                name="B",
                job_title="Chair",
                affiliation="nobody",
                links=[Link("https://b.example/i.png", "image"), Link("https://b.example/j.png", "image")],
            ),
        ],
    )
    read, told = sessionize(event)
    ada, ben = read.people
    assert (ada.job_title, [link.href for link in ada.links]) == ("Example Org", ["https://a.example/"])
    assert (ben.job_title, [(link.href, link.rel) for link in ben.links]) == (
        "Chair",
        [("https://b.example/j.png", "me"), ("https://b.example/i.png", "image")],
    )
    assert ("changed-to-fit", ("people", 0, "affiliation")) in told
    assert ("not-carried", ("people", 0, "extra", "x-other")) in told
    assert ("changed-to-fit", ("people", 1, "links", 1)) in told


def test_what_sessionize_cannot_say_of_sessions_is_fitted_and_told() -> None:
    start = EMPTY.clock.at("2024-07-09", "09:00")
    event = Event(
        id="e",
        title="E",
        timezone="UTC",
        rooms=[Room(id="hall", name="Hall")],
        tracks=[Track(id="ai", title="AI")],
        organizations=[Organization(id="un", name="Example Org")],
        people=[Person(id="a", name="A")],
        sessions=[
            Session(
                id="s",
                title="S",
                kind="talk",
                slot=Slot(start, rooms=("hall", "cellar")),
                tracks=("ai", "none"),
                participants=[Participant(agent="un"), Participant(agent="a")],
                languages=("en", "tlh"),
                url="ftp://a.example/",
                links=[
                    Link("mailto:a@b.example"),
                    Link("https://a.example/x", "x-own"),
                    Link("https://a.example/live", "stream"),
                    Link("https://a.example/slides", "slides", title="Mine"),
                ],
                recording=RecordingPolicy(links=[Link("https://a.example/video", "recording")]),
            )
        ],
    )
    read, told = sessionize(event)
    (session,) = read.sessions
    assert session.slot is not None
    assert session.slot.rooms == ("hall",)
    assert session.tracks == ("ai",)
    assert [item.agent for item in session.participants] == ["a"]
    assert session.url is None
    assert {link.href for link in session.links} == {
        "https://a.example/x",
        "https://a.example/live",
        "https://a.example/slides",
    }
    assert session.recording is not None
    assert [link.href for link in session.recording.links] == ["https://a.example/video"]
    paths = {path for code, path in told if code in ("changed-to-fit", "participant-left-out")}
    assert {
        ("sessions", 0, "slot", "rooms"),
        ("sessions", 0, "tracks"),
        ("sessions", 0, "participants", 0),
        ("sessions", 0, "url"),
        ("sessions", 0, "links", 0),
        ("sessions", 0, "links", 1),
        ("sessions", 0, "links", 3),
    } <= paths
    assert ("sessions", 0, "links", 2) not in paths


def attachments(*, base: str | None = "https://indico.example/event/1/", **more: Any) -> Decoded:
    one = {
        "_type": "Conference",
        "id": "1",
        "title": "T",
        "timezone": "UTC",
        "startDate": {"date": "2024-07-09", "time": "09:00:00", "tz": "UTC"},
        "endDate": {"date": "2024-07-09", "time": "18:00:00", "tz": "UTC"},
        "contributions": [{"_type": "Contribution", "id": "2", "db_id": 2, "title": "C", **more}],
        **({"url": base} if base else {}),
    }
    return CODECS["indico"].decode(json.dumps({"count": 1, "results": [one]}).encode())


def test_the_material_of_old_indico_exports_is_read() -> None:
    decoded = attachments(
        material=[{"title": "Slides", "resources": [{"name": "a.pdf", "url": "/event/1/a.pdf"}, {"name": "none"}]}],
        references=[{"value": "R-1", "url": "https://r.example/1"}, {"urn": "urn:x:1"}],
        note={"html": "<p>Minutes</p>"},
    )
    (session,) = decoded.value().sessions
    assert [(link.href, link.rel, link.title) for link in session.links] == [
        ("https://indico.example/event/1/a.pdf", "slides", "a.pdf"),
        ("https://r.example/1", "describedby", "R-1"),
    ]
    assert {"missing-key", "html-to-text"} <= set(decoded.report.codes)
    assert "Minutes" in str(session.extra)
    assert "urn:x:1" in str(session.extra)


@pytest.mark.parametrize("href", ["/a.pdf", "//[", "mailto:a@b.example", "/"])
def test_addresses_that_lead_nowhere_are_kept_beside(href: str) -> None:
    base = "https://indico.example/" if href != "/a.pdf" else None
    decoded = attachments(base=base, folders=[{"title": "F", "attachments": [{"title": "a", "link_url": href}]}])
    (session,) = decoded.value().sessions
    assert session.links == ()
    assert "relative-address" in decoded.report.codes
    assert href in str(session.extra)


def test_minutes_without_end_are_left_out() -> None:
    decoded = attachments(note={"html": "<p>" + "x" * 2_000_000})
    assert "too-large" in decoded.report.codes
    assert "xxx" not in str(decoded.value().sessions[0].extra)
