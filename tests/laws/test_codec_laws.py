"""The laws of formats, once, for every format; and the same bytes on every machine."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ospo_events import Audience, Event, InvalidOption, for_audience, load
from ospo_events.codecs import CODECS, Codec
from ospo_events.strategies import events
from ospo_events.testing import check_codec
from ospo_events.testing._laws import Case

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "examples" / "ospos2024.yaml"


@pytest.mark.hypothesis
@pytest.mark.parametrize("codec", CODECS.values(), ids=list(CODECS))
def test_every_law_holds(codec: Codec) -> None:
    check_codec(codec, examples=[load(EXAMPLE)])


@pytest.mark.hypothesis
@given(event=events(max_sessions=2, controls=False), audience=st.sampled_from(Audience))
def test_the_law_of_formats_holds_for_every_audience(event: Event, audience: Audience) -> None:
    for codec in CODECS.values():
        if codec.fitter is None or not codec.reads:
            continue
        encoded, fitted = codec.encode(event, audience=audience), codec.fit(event, audience=audience)
        assert encoded.report == fitted.report, codec.name
        assert Case(codec=codec, event=event).decode(encoded.data).event == fitted.event, codec.name
        if codec.name in ("json", "yaml"):
            assert fitted.event == for_audience(event, audience)


def test_an_unknown_audience_is_refused() -> None:
    with pytest.raises(InvalidOption, match="expected one of public, registered, speakers, team as the audience, got"):
        CODECS["ics"].encode(load(EXAMPLE), audience="friends")  # type: ignore[arg-type]


def test_every_format_that_is_read_and_written_has_a_fit() -> None:
    both_ways = [codec for codec in CODECS.values() if codec.reads and codec.writes]
    assert len(both_ways) == 12
    assert all(codec.fitter is not None for codec in both_ways)


_DIGESTS = """
import hashlib, json, sys
from ospo_events import load
from ospo_events.codecs import CODECS
event = load(sys.argv[1])
print(json.dumps({
    codec.name: hashlib.sha256(codec.encode(event).data).hexdigest() for codec in CODECS.values() if codec.writes
}))
"""


def test_no_hash_seed_host_zone_or_locale_changes_what_is_written() -> None:
    event = load(EXAMPLE)
    here = {
        codec.name: hashlib.sha256(codec.encode(event).data).hexdigest() for codec in CODECS.values() if codec.writes
    }
    for seed, zone, language in (("1", "Asia/Tokyo", "C"), ("2", "America/Lima", "tr_TR.UTF-8")):
        environment = {
            **os.environ,
            "PYTHONHASHSEED": seed,
            "TZ": zone,
            "LC_ALL": language,
            "PYTHONPATH": str(ROOT / "src"),
        }
        command = [sys.executable, "-c", _DIGESTS, str(EXAMPLE)]
        done = subprocess.run(command, capture_output=True, env=environment, check=True)
        assert json.loads(done.stdout) == here
