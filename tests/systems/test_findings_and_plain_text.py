"""What the readers of all systems share: HTML as text, minutes."""

from __future__ import annotations

import json
from typing import Any

from ospo_events.codecs import CODECS, Decoded
from ospo_events.codecs._foreign.plain import is_html, plain_text


def test_html_becomes_paragraphs_and_lists() -> None:
    html = (
        "<head><title>no</title></head><div>one<br>two</div><style>p{}</style><ul><li>a</li><li>b &amp; c</li></ul>tail"
    )
    assert is_html(html)
    assert plain_text(html) == "one\ntwo\n\n- a\n- b & c\n\ntail"
    assert plain_text("</script>x") == "x"
    assert not is_html("a < b and c > d")


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


def test_minutes_without_end_are_left_out() -> None:
    decoded = attachments(note={"html": "<p>" + "x" * 2_000_000})
    assert "too-large" in decoded.report.codes
    assert "xxx" not in str(decoded.value().sessions[0].extra)
