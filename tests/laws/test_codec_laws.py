"""The laws of formats, once, for every format; and the same bytes on every machine."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from ospo_events import load
from ospo_events.codecs import CODECS, Codec
from ospo_events.testing import check_codec

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "examples" / "ospos2024.yaml"


@pytest.mark.hypothesis
@pytest.mark.parametrize("codec", CODECS.values(), ids=list(CODECS))
def test_every_law_holds(codec: Codec) -> None:
    check_codec(codec, examples=[load(EXAMPLE)])


def test_every_format_that_is_read_and_written_has_a_fit() -> None:
    both_ways = [codec for codec in CODECS.values() if codec.reads and codec.writes]
    assert len(both_ways) == 9
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
