"""What reading a written schedule gives back is what `fit` says, and every change has a finding."""

from __future__ import annotations

import pytest
from hypothesis import given

from ospo_events.codecs import CODECS
from ospo_events.model import Event
from ospo_events.strategies import events

FORMATS = ("schedule-xml", "schedule-json", "schedule2")


@pytest.mark.parametrize("format", FORMATS)
@given(event=events())
def test_what_is_read_back_is_what_fit_says(format: str, event: Event) -> None:
    codec = CODECS[format]
    encoded, fitted = codec.encode(event), codec.fit(event)
    decoded = codec.decode(encoded.data)
    assert decoded.event == fitted.event
    assert decoded.report.ok
    assert encoded.report == fitted.report
