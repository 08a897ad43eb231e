"""Telling formats apart by what is in a file."""

import contextlib
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ospo_events import CODECS, UnknownFormat, detect
from tests.support.corpus import CORPUS, needs_corpus

BOM = b"\xef\xbb\xbf"


@pytest.mark.parametrize(
    ("data", "format"),
    [
        (b'{"format": 1}', "json"),
        (b'{"id": "e", "sessions": [], "title": "E", "timezone": "UTC"}', "json"),
        (b"{}", "json"),
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
        (b'{"title": "T", "sessions": [], "tracks": [], "sessons": 5}', "json"),
        (b'[{"name": "Opening", "begin": "10:00"}, {"name": "Talk"}]', "records"),
        (b'{"updated": "x", "items": [{"name": "Opening", "speakers": [{"name": "Ada"}]}]}', "records"),
        (b'{"@context": "https://schema.org", "@type": "Event"}', "jsonld"),
        (b'[{"@type": "Event"}]', "jsonld"),
        (b'{"@context": "https://schema.org", ', "jsonld"),
        (b'<!doctype html><script type="application/ld+json">{}</script>', "jsonld"),
        (b'<!DOCTYPE html><p>a &lt;schedule&gt;, or <schedule></p><i type="application/ld+json">', "jsonld"),
        (b"<?xml version='1.0'?><!-- <html> --><!DOCTYPE schedule>\n<schedule>", "schedule-xml"),
        (b'[{"id": "u", "fullName": "Ada", "tagLine": null, "sessions": [{"id": 1, "name": "A"}]}]', "sessionize"),
        (b'[{"firstName": "Ada", "lastName": "E", "isTopSpeaker": true}]', "sessionize"),
        (b'{"sessions": [{"id": 1, "title": "A", "startsAt": null}]}', "sessionize"),
        (b'{"sessions": [{"isServiceSession": true}], "speakers": [', "sessionize"),
        (b'{"count": 0, "next": null, "previous": null, "results": []}', "pretalx"),
        (b'[{"count": 0, "next": null, "previous": null, "results": []}]', "pretalx"),
        (b'{"count": 1, "next": null, "results": [{"id": 1, "name": {"en": "Hall"}, "guid": null}]}', "pretalx"),
        (b'[{"id": 1, "name": {"en": "Main"}, "color": "#123456"}]', "pretalx"),
        (b'[{"id": 1, "room": 1, "start": null, "end": null, "submission": "ABC"}]', "pretalx"),
        (b'{"id": 3, "version": "1.0", "published": "2024-06-01", "slots": [7]}', "pretalx"),
        (b'{"slots": [{"code": "A"}], "version": "1.0", "breaks": []}', "pretalx"),
        (b'{"schedule": {"slots": [], "version": "1.0"}, "rooms": [{"name": "a", "guid": "b"}]}', "pretalx"),
        (b'{"slug": "e24", "name": {"en": "E"}, "date_from": "2024-07-09", "timezone": "UTC"}', "pretalx"),
        (b'{"talks": [], "version": "1", "timezone": "UTC", "rooms": [], "tracks": []}', "pretalx"),
        (b'{"code": "ABC", "title": "A talk", "state": "confirmed"}', "pretalx"),
        (b'{"_type": "Conference", "id": "1", "title": "C"}', "indico"),
        (b'{"7": {"20240709": {}}}', "indico"),
        (b'{"20240709": {"c1": {}}}', "indico"),
        (b'{"results": [{"_type": "SessionSlot", "_fossil": "sessionMetadata"}]}', "indico"),
    ],
)
def test_by_content(data, format):
    assert detect(data) == format
    assert detect(BOM + data) == format
    assert detect(data, "misleading.ics") == format, "content outweighs the name"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "it is empty"),
        (b"\x00\x01", "NUL bytes"),
        (b"some words", "does not look like a calendar"),
    ],
)
def test_what_is_none(data, said):
    with pytest.raises(UnknownFormat, match=said):
        detect(data)
    with pytest.raises(UnknownFormat, match=r"of 'a\.docx'"):
        detect(data, "a.docx")
    assert detect(data, "e.yaml") == "yaml", "where the content does not say, the name does"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"<html></html>", "an HTML page"),
        (b"<!DOCTYPE html><html><head><title>\n Sign in </title>", "'Sign in'; perhaps a login page"),
        (b'<?xml version="1.0"?><iCalendar/>', "xCal"),
        (b"<rss version='2.0'/>", "a news feed"),
        (b'<div class="sz-root sz-layout-gridsmart" data-x="1">', "fetch the view All"),
        (b"<catalogue/>", "neither a <schedule> nor"),
        (b"[]", "an empty list"),
        (b"\xef\xbb\xbf [ \n]\n", "an empty list"),
        (b'{"detail": "Not found."}', "an error message: 'Not found.'"),
        (b'{"_type": "HTTPAPIError", "message": "Key revoked"}', "'Key revoked'"),
        (b"\x1f\x8b\x08\x00", "compressed with gzip"),
        (b"PK\x03\x04\x00", "ZIP archive"),
        (b"PK\x05\x06" + bytes(18), "an empty ZIP archive"),
        (b"BZh91AY", "bzip2"),
        (b"\xfd7zXZ\x00", "compressed with xz"),
        (b"\x28\xb5\x2f\xfd\x04", "zstd"),
        (b"7z\xbc\xaf\x27\x1c\x00", "7-Zip"),
        (b"Rar!\x1a\x07\x00", "a RAR archive"),
        (b"schedule.xml" + bytes(245) + b"ustar\x0000", "a TAR archive"),
        (b"%PDF-1.7", "a PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old office file"),
        (b"{\\rtf1\\ansi Programme}", "RTF"),
        (b"SQLite format 3\x00", "SQLite"),
        (b"\x89PNG\r\n\x1a\n", "PNG"),
        (b"\xff\xd8\xff\xe0", "JPEG"),
        (b"GIF89a", "GIF"),
        (b"version https://git-lfs.github.com/spec/v1\noid sha256:0\n", "git lfs pull"),
    ],
)
def test_what_is_plainly_no_programme_is_refused_whatever_its_name(data, said):
    for name in (None, "all.json", "e.yaml", "programme.ics"):
        with pytest.raises(UnknownFormat, match=said):
            detect(data, name)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"<!DOCTYPE html><html><head><title>Sign in</title>", "'Sign in'"),
        (b"<?xml version='1.0'?><rss version='2.0'/>", "a news feed"),
        (b"<icalendar xmlns='urn:ietf:params:xml:ns:icalendar-2.0'/>", "xCal"),
    ],
)
def test_a_page_saved_as_a_schedule_is_still_a_page(data, said):
    with pytest.raises(UnknownFormat, match=said):
        detect(data, "schedule.xml")


def test_markup_nobody_knows_goes_to_the_reader_its_name_says():
    assert detect(b"<Error><Code>AccessDenied</Code></Error>", "schedule.xml") == "schedule-xml"


@pytest.mark.parametrize("name", ["sessionize", "pretalx", "indico"])
def test_a_name_says_whose_an_empty_list_is(name):
    assert detect(b"[]\n", f"2024.{name}.json") == name


@pytest.mark.parametrize(
    "data", [b"<!-- cut <schedule", b"<?xml version='1.0'?>", b"<1>", b"<!-- -->" * 101 + b"<rss>", b"<!-- x --> text"]
)
def test_markup_without_a_root_anybody_could_tell(data):
    if b"<schedule" in data:
        assert detect(data) == "schedule-xml"
    else:
        with pytest.raises(UnknownFormat, match="neither a <schedule> nor"):
            detect(data)


def test_one_line_is_no_table():
    with pytest.raises(UnknownFormat, match="--from FORMAT, or format= in Python"):
        detect(b"title;start;room\n")


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_table_is_one_of_sessions_where_its_name_says_so(separator):
    data = f"title{separator}start\nOne{separator}10.00\n".encode()
    assert detect(data, "programme.csv") == detect(data, "programme.tsv") == "records"
    with pytest.raises(UnknownFormat, match=r"it looks like a table.*--from records"):
        detect(data)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ('{"friday": {"10:00": "Opening"}, "saturday": {}}', "p.json"),
        ('{"a1": {"title": "Opening", "start": "10:00"}, "b2": {"title": "Talk"}}', "p.json"),
        ('{"days": [{"day": "Friday", "slots": [{"title": "Opening"}]}]}', "p.json"),
        ('{"results": 5}', "p.json"),
        ("friday:\n  - {time: 10:00, title: Opening}\nsaturday:\n  - {}\n", "p.yaml"),
        ("- {time: 10:00, title: Opening}\n- {time: 11:00, title: Talk}\n", None),
    ],
)
def test_json_and_yaml_of_no_known_format_get_one_sentence(text, name):
    with pytest.raises(UnknownFormat) as caught:
        detect(text.encode(), name)
    assert str(caught.value).count("\n") == 0


@pytest.mark.parametrize(
    "text", ["format: 1\nzzz: 5\n", "titel: T\ntimezone: UTC\nsesions: []\n", "x-a: 1\ntitle: T\n"]
)
def test_our_own_files_are_known_by_their_keys_also_with_slips(text):
    assert detect(text.encode(), "p.yaml") == "yaml"


@pytest.mark.parametrize(
    ("text", "format"),
    [
        ('{"sessions": [], "speakers": []}', "sessionize"),
        ('{"schedule": {"conference": {}}}', "schedule-json"),
        ("BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", "ics"),
        ("<schedule/>", "schedule-xml"),
    ],
)
def test_utf_16_as_windows_saves_it(text, format):
    for encoding in ("utf-16", "utf-16-le", "utf-16-be"):
        mark = "" if encoding == "utf-16" else "\ufeff"
        data = (mark + text).encode(encoding)
        assert detect(data) == format
        report = CODECS[format].decode(data, zone="UTC", title="T").report if format == "sessionize" else None
        assert report is None or report.codes == ("encoding-converted", "no-sessions")


def test_places_in_a_document_in_utf_16_are_those_of_its_text():
    data = '{"sessions": [\n {"id": 1, "title": 7}]}'.encode("utf-16")
    [found] = [item for item in CODECS["sessionize"].decode(data, zone="UTC", title="T").report.errors if item.span]
    assert found.span is not None
    assert (found.span.line, found.span.text) == (2, ' {"id": 1, "title": 7}]}')


def test_the_suffix_is_of_no_weight():
    assert detect(b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", "feed.txt") == "ics"


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
    with contextlib.suppress(UnknownFormat):
        detect(json.dumps(value).encode(), "a.json")


@needs_corpus
@pytest.mark.parametrize("folder", ["schedule-xml", "schedule-json", "sessionize", "ics", "pretalx-api", "indico-json"])
def test_real_files(folder):
    format = {"pretalx-api": "pretalx", "indico-json": "indico"}.get(folder, folder)
    for path in sorted((CORPUS / folder).iterdir()):
        assert detect(path.read_bytes()) == format, path.name


@pytest.mark.parametrize("name", ["x.ics", "x.json", "x.schedule.xml", None])
@pytest.mark.parametrize("text", ["{% for e in events %}\n", "{{ content }}\n", "<%= render %>\n"])
def test_a_template_that_was_not_filled_in(name: str | None, text: str) -> None:
    with pytest.raises(UnknownFormat, match="it is a template that was not filled in; render it first"):
        detect(text.encode(), name)
    assert detect(text.encode() + b"BEGIN:VCALENDAR\nEND:VCALENDAR\n", name) == "ics"
