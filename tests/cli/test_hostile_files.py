"""Files made to hurt, through the command line as it is run: refused in seconds, with a place, and nothing is written."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

LAUGHS = b"".join(b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9))
HOSTILE = {
    "laughs.xml": b'<!DOCTYPE s [<!ENTITY a "ha">' + LAUGHS + b"]><schedule>&j;</schedule>",
    "quadratic.xml": b'<!DOCTYPE s [<!ENTITY a "' + b"A" * 50_000 + b'">]><schedule>' + b"&a;" * 50_000,
    "entity.xml": b'<!DOCTYPE s [<!ENTITY x SYSTEM "file:///etc/passwd">]><schedule>&x;</schedule>',
    "deep.xml": b"<schedule>" + b"<a>" * 140_000,
    "deep.json": b'{"schedule":' * 140_000,
    "deep.sessionize.json": b'{"sessions": [], "speakers": ' + b"[" * 140_000,
    "number.json": b'{"format": 1, "id": ' + b"9" * 100_000 + b"}",
    "cut.xml": b'<schedule><conference><title>T</title></conference><day index="1"><room name="A"><event id="1"',
}


def limited() -> None:
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (600 * 2**20, 600 * 2**20))
    resource.setrlimit(resource.RLIMIT_CPU, (10, 10))


@pytest.mark.skipif(os.name != "posix", reason="limits are set as POSIX has them")
@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_files_are_refused_in_bounds(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(HOSTILE[name])
    run = subprocess.run(
        [sys.executable, "-m", "ospo_events", "convert", name, "out.json"],
        cwd=tmp_path, capture_output=True, timeout=60, preexec_fn=limited, check=False, text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )  # fmt: skip
    assert run.returncode == 1
    assert f"{name}:1:" in run.stderr
    assert "error[" in run.stderr
    assert "Traceback" not in run.stderr
    assert "root:" not in run.stderr
    assert not (tmp_path / "out.json").exists()
