"""What becomes of unknown data is told: each format keeps or reports them, whatever they are of."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from ospo_events.codecs import Codec

sys.path.insert(0, str(Path(__file__).parents[2] / "docs"))
from unknown_data import ELEMENTS, NAMESPACES, fate, formats  # it stands beside the pages


@pytest.mark.parametrize("codec", formats(), ids=lambda codec: codec.name)
@pytest.mark.parametrize("namespace", NAMESPACES)
def test_unknown_data_are_kept_or_reported(namespace: str, codec: Codec) -> None:
    fates = {element: fate(namespace, element, codec) for element in ELEMENTS}
    assert set(fates.values()) <= {"kept", "reported"}, fates


def test_each_format_keeps_what_its_own_reader_kept_of_a_session() -> None:
    of = {codec.name: codec for codec in formats()}
    own = {"x-schedule": ("schedule-xml", "schedule-json"), "x-ical": ("ics", "jcal"), "x-jsonld": ("jsonld",),
           "x-sessionize": ("sessionize",)}  # fmt: skip
    for namespace, names in own.items():
        assert {fate(namespace, "session", of[name]) for name in names} == {"kept"}, namespace
