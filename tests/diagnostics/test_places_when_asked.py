"""Readers work out places only when somebody looks at a finding, in every family of formats."""

from __future__ import annotations

import json
from typing import Any

import pytest

from ospo_events.codecs import CODECS
from ospo_events.codecs.calendar._content.unfolding import Source
from ospo_events.diagnostics import Diagnostic, Report, Severity, SourceMap

SESSION = {"title": "A talk", "startsAt": "2026-02-01T10:00:00", "endsAt": "2026-02-01T10:30:00", "id": "1"}
SCHEDULE = {
    "conference": {
        "title": "T",
        "time_zone_name": "Europe/Paris",
        "start": "2026-02-01",
        "days": [
            {
                "date": "2026-02-01",
                "rooms": {
                    "R": [{"title": "", "date": "2026-02-01T10:00:00+01:00", "start": "10:00", "duration": "00:30"}]
                },
            }
        ],
    }
}
XML = """<schedule><conference><title>T</title><time_zone_name>Europe/Paris</time_zone_name></conference>
<day date='2026-02-01' index='1'><room name='R'>
<event id='1'><date>2026-02-01T10:00:00+01:00</date><duration>00:30</duration><title></title></event>
</room></day></schedule>"""
LD = {
    "@context": "https://schema.org",
    "@type": "Event",
    "name": "T",
    "startDate": "2026-02-01",
    "subEvent": [{"@type": "Event", "name": "A talk", "startDate": "soon"}],
}
OF_SYSTEMS = {"zone": "Europe/Paris", "title": "T"}

DOCUMENTS: dict[str, tuple[Any, dict[str, Any]]] = {
    "sessionize": (
        {"sessions": [SESSION, {**SESSION, "id": "2", "title": 7}], "speakers": [], "rooms": []},
        OF_SYSTEMS,
    ),
    "pretalx": ({"results": [{"code": "ABC", "title": "A talk", "state": "confirmed", "speakers": 7}]}, OF_SYSTEMS),
    "indico": (
        {
            "results": [
                {
                    "_type": "Conference",
                    "title": "T",
                    "timezone": "Europe/Paris",
                    "contributions": [{"_type": "Contribution", "title": 7, "id": "1"}],
                }
            ]
        },
        OF_SYSTEMS,
    ),
    "schedule-json": ({"schedule": SCHEDULE}, {}),
    "schedule-xml": (XML, {}),
    "jsonld": (LD, {"zone": "Europe/Paris"}),
    "records": (
        [{"Title": "A talk", "Start": "2026-02-01T10:00"}, {"Title": "B", "Start": "soon"}],
        {**OF_SYSTEMS, "map": {"title": "Title", "start": "Start"}},
    ),
}


@pytest.mark.parametrize("name", DOCUMENTS)
def test_no_place_is_looked_for_before_a_finding_is_looked_at(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    document, options = DOCUMENTS[name]
    data = (document if isinstance(document, str) else json.dumps(document, indent=1)).encode()
    asked: list[object] = []
    spans = SourceMap.spans

    def counting(self: SourceMap, *arguments: Any, **named: Any) -> Any:
        asked.append(self)
        return spans(self, *arguments, **named)

    monkeypatch.setattr(SourceMap, "spans", counting)
    decoded = CODECS[name].decode(data, **options)
    assert decoded.event is not None
    assert isinstance(decoded.report.ok, bool)
    assert asked == []
    lines = {item.span.line for item in decoded.report if item.span is not None}
    assert asked
    assert lines - {1}, "nothing in this document has a place: it proves nothing"
    times = len(asked)
    assert list(decoded.report) == list(decoded.report)
    assert len(asked) == times, "places are worked out once"


def test_calendars_look_for_no_line_before_a_finding_is_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []
    span = Source.span

    def counting(self: Source, logical: int) -> Any:
        asked.append(logical)
        return span(self, logical)

    monkeypatch.setattr(Source, "span", counting)
    data = b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:a\nDTSTART:soon\nSUMMARY:A\nEND:VEVENT\nEND:VCALENDAR\n"
    decoded = CODECS["ics"].decode(data, zone="Europe/Paris", title="T")
    assert decoded.event is not None
    assert isinstance(decoded.report.ok, bool)
    assert asked == []
    assert {item.span.line for item in decoded.report if item.span is not None} - {1}
    assert asked


def test_a_report_knows_its_errors_before_their_places() -> None:
    def find(_: object) -> Any:
        raise AssertionError("nobody looked")

    places = SourceMap("s", b"", find)
    error, warning = Diagnostic(code="a", message="m"), Diagnostic(code="b", message="m", severity=Severity.WARNING)
    for findings in ((error,), (warning,), (warning, error)):
        report = Report(findings).located(places).in_source("s").sorted()
        assert (report + Report((warning,))).ok is (error not in findings)
        with pytest.raises(AssertionError, match="nobody looked"):
            len(report)


def test_what_is_changed_later_was_located_before() -> None:
    places = SourceMap.of_places("s", b"one\ntwo\n", {("x",): (2, 1)})
    report = Report((Diagnostic(code="a", message="m", path=("x",)),)).located(places)
    (finding,) = report.changed(lambda item: item)
    assert finding.span is not None
    assert finding.span.line == 2
    assert Report().located(places) == Report()
