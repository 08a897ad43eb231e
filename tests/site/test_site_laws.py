"""The laws, for whole events of every kind."""

from __future__ import annotations

import json
import re

import pytest
from hypothesis import given

from ospo_events.codecs import codec_named
from ospo_events.codecs.html.encode import encode as encode_page
from ospo_events.codecs.jsonld.decode import decode
from ospo_events.codecs.jsonld.encode import encode
from ospo_events.codecs.jsonld.fit import fit
from ospo_events.codecs.loss import strip
from ospo_events.diagnostics import Severity
from ospo_events.model import Event
from ospo_events.strategies import events
from ospo_events.views.grid import make_grid, sessions_of
from ospo_events.views.outline import make_outline
from ospo_events.views.relations import make_relations
from ospo_events.views.selection import public

LOST = codec_named("jsonld").cannot_carry


@given(event=events(max_sessions=5))
def test_the_law_of_json_ld(event: Event) -> None:
    event = public(event)
    encoded, fitted = encode(event), fit(event)
    json.loads(encoded.data)
    decoded = decode(encoded.data)
    assert decoded.event == fitted.event
    assert decoded.report.diagnostics == ()
    assert encoded.report == fitted.report
    assert all(item.severity is Severity.INFO for item in fitted.report)
    assert strip(fitted.event, LOST) == fitted.event


@given(event=events(max_sessions=6))
def test_t04_every_session_stands_once_in_the_outline_and_in_the_grid(event: Event) -> None:
    event = event.index.resolved
    outline = make_outline(event)
    items = [item for day in outline.days for item in day.items] + list(outline.unscheduled)
    there = [id(session) for item in items for session in item.everything]
    assert sorted(there) == sorted(map(id, event.sessions))
    for day in outline.days:
        grid = make_grid(event, day)
        shown = {id(session) for session in sessions_of(grid)}
        assert shown == {id(session) for item in day.items for session in item.everything}
        width = sum(column.lanes for column in grid.columns)
        area = sum(cell.rows * cell.columns for row in grid.rows for cell in row.cells)
        assert area == width * len(grid.rows)


@given(event=events(max_sessions=4))
def test_t11_the_page_of_any_event_conforms_and_has_every_session(event: Event) -> None:
    html5lib = pytest.importorskip("html5lib", reason="needs html5lib")
    page = encode_page(event).data.decode("utf-8")
    html5lib.HTMLParser(strict=True).parse(page)
    ids = re.findall(r'\sid="([^"]+)"', page)
    assert len(set(ids)) == len(ids)
    assert page.count("<article ") == len(event.sessions)
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f]", page)


@given(event=events(max_sessions=4))
def test_t11_text_markdown_and_screens_carry_any_event(event: Event) -> None:
    text = codec_named("text").encode(event).data.decode("utf-8")
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", text)
    markdown = codec_named("markdown").encode(event, abstracts=True).data.decode("utf-8")
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f]", markdown)
    document = json.loads(codec_named("now").encode(event).data)
    shown = public(event).index.resolved.sessions
    assert len(document["sessions"]) == sum(1 for item in shown if item.slot is not None)
    found = make_relations(event)
    for id, one in found.items():
        assert id not in one.parallel
    event._repr_html_()
