"""Material and addresses of Indico's exports."""

from __future__ import annotations

import json
from typing import Any

import pytest

from ospo_events.codecs import CODECS, Decoded


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
    assert {"missing-key", "markup-in-text"} <= set(decoded.report.codes)
    assert "Minutes" in str(session.extra)
    assert "urn:x:1" in str(session.extra)


@pytest.mark.parametrize("href", ["/a.pdf", "//[", "mailto:a@b.example", "/"])
def test_addresses_that_lead_nowhere_are_kept_beside(href: str) -> None:
    base = "https://indico.example/" if href != "/a.pdf" else None
    decoded = attachments(base=base, folders=[{"title": "F", "attachments": [{"title": "a", "link_url": href}]}])
    (session,) = decoded.value().sessions
    assert session.links == ()
    assert "relative-link" in decoded.report.codes
    assert href in str(session.extra)


def test_minutes_without_end_are_left_out() -> None:
    decoded = attachments(note={"html": "<p>" + "x" * 2_000_000})
    assert "too-large" in decoded.report.codes
    assert "xxx" not in str(decoded.value().sessions[0].extra)
