"""Telling formats apart by what is in a file."""

import contextlib
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ospo_events import CODECS, UnknownFormat, detect

CORPUS = Path(__file__).parents[2] / "shared" / "corpus"
BOM = b"\xef\xbb\xbf"


@pytest.mark.parametrize(
    ("data", "format"),
    [
        (b'{"format": 1}', "json"),
        (b'{"id": "e", "sessions": [], "title": "E", "timezone": "UTC"}', "json"),
        (b"{}", "json"),
        (b"[]", "json"),
        (b"[1]", "json"),
        (b"{ not json", "json"),
        (b"format: 1\nid: e\n", "yaml"),
        (b"# a comment\n\nid: e\n", "yaml"),
        (b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", "ics"),
        (b"\n\nbegin:vcalendar\n", "ics"),
        (b'["vcalendar", [], []]', "jcal"),
        (b'["vcalendar", [], [', "jcal"),
        (b'<?xml version="1.0"?>\n<schedule><conference/></schedule>', "schedule-xml"),
        (b'{"schedule": {"conference": {"days": []}}}', "schedule-json"),
        (b'{"schedule": {"conference": {"days": [', "schedule-json"),
        (b'{"conference": {}, "days": []}', "schedule-json"),
        (b'{"schedule": {"conference": {}, "events": []}}', "schedule2"),
        (b'{"$schema": "https://c3voc.de/schema/schedule2", "schedule": {}}', "schedule2"),
        (b'{"sessions": [], "speakers": [], "rooms": []}', "sessionize"),
        (b'[{"date": "2024-07-09", "rooms": [], "timeSlots": []}]', "sessionize"),
        (b'[{"date": "2024-07-09", "rooms": [{}]}]', "sessionize"),
        (b'[{"groupId": 1, "groupName": "All", "sessions": []}]', "sessionize"),
        (b'[{"groupName": "All", "sessions": []}]', "sessionize"),
        (b'[{"title": "A", "startsAt": "2024-07-09T09:00"}]', "sessionize"),
        (b'[{"groupId": 1, "sessions": [', "sessionize"),
        (b'{"count": 1, "results": [{"code": "ABC", "speakers": []}]}', "pretalx"),
        (b'{"results": [{"slot_type": "break"}]}', "pretalx"),
        (b'[{"code": "ABC", "submission_type": "Talk"}]', "pretalx"),
        (b'{"submissions": [], "schedule": {}}', "pretalx"),
        (b'{"results": [{"_fossil": "conferenceMetadata"}]}', "indico"),
        (b'{"_type": "HTTPAPIResult", "results": []}', "indico"),
        (b'{"results": {"1": {"20240709": {}}}}', "indico"),
        (b'{"results": 5}', "json"),
        (b'{"@context": "https://schema.org", "@type": "Event"}', "jsonld"),
        (b'[{"@type": "Event"}]', "jsonld"),
        (b'{"@context": "https://schema.org", ', "jsonld"),
        (b'<!doctype html><script type="application/ld+json">{}</script>', "jsonld"),
    ],
)
def test_by_content(data, format):
    assert detect(data) == format
    assert detect(BOM + data) == format
    assert detect(data, "misleading.ics") == format, "content outweighs the name"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "nothing in it"),
        (b"\x00\x01", "NUL bytes"),
        (b"<html></html>", "neither a <schedule>"),
        (b"some words", "looks like no calendar"),
    ],
)
def test_what_is_none(data, said):
    with pytest.raises(UnknownFormat, match=said):
        detect(data)
    with pytest.raises(UnknownFormat, match=r"of 'a\.docx'"):
        detect(data, "a.docx")
    assert detect(data, "e.yaml") == "yaml", "where the content does not say, the name does"


def test_a_yaml_file_in_braces():
    assert detect(b"{format: 1, id: e}", "e.yaml") == "yaml"


@pytest.mark.parametrize("data", [b"[" * 100_000, b'{"a":' * 100_000])
def test_hostile_depth(data):
    assert detect(data) == "json"


@given(st.binary(max_size=200) | st.text(max_size=200).map(lambda text: text.encode("utf-8", "surrogatepass")))
def test_it_names_a_format_or_says_why_not(data):
    with contextlib.suppress(UnknownFormat):
        assert detect(data) in {
            *CODECS,
            "pretalx",
            "indico",
            "sessionize",
            "schedule2",
            "schedule-json",
            "schedule-xml",
        }


@given(st.recursive(st.none() | st.integers() | st.text(max_size=5), lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["schedule", "results", "sessions", "events", "@context", "code", "rooms"]), inner, max_size=3), max_leaves=10))  # fmt: skip
def test_any_json_is_told(value):
    detect(json.dumps(value).encode(), "a.json")


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus of real files is not beside the checkout")
@pytest.mark.parametrize("folder", ["schedule-xml", "schedule-json", "sessionize", "ics", "pretalx-api", "indico-json"])
def test_real_files(folder):
    format = {"pretalx-api": "pretalx", "indico-json": "indico"}.get(folder, folder)
    for path in sorted((CORPUS / folder).iterdir()):
        assert detect(path.read_bytes()) == format, path.name
