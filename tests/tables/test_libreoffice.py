"""LibreOffice opens what we write, saves it as it does, and what it saved is imported without a change."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from ospo_events.codecs import CODECS
from ospo_events.codecs.tables import import_sheet
from tests.support.tables import example

SOFFICE = shutil.which("soffice")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed: apt install libreoffice-calc-nogui"),
]


@pytest.mark.parametrize("format", ["sheet", "xlsx"])
@pytest.mark.parametrize("saved", ["xlsx", "ods", "xls", "csv:Text - txt - csv (StarCalc):59,34,76,1"])
def test_what_libreoffice_saves_is_no_change(tmp_path: Path, format: str, saved: str) -> None:
    if format == "xlsx" and saved.startswith("csv"):
        pytest.skip("CSV holds one sheet only")
    event = example().with_session("opening-plenary", abstract="=1+1\n00123", title="'quoted", status="tentative")
    assert SOFFICE is not None
    path = tmp_path / "programme.xlsx"
    path.write_bytes(CODECS[format].encode(event).value())
    command = [SOFFICE, "--headless", "--convert-to", saved, "--outdir", str(tmp_path / "saved"), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=120, env={**os.environ, "HOME": str(tmp_path)})
    (result,) = (tmp_path / "saved").iterdir()
    imported = import_sheet(result.read_bytes(), event)
    assert imported.event == event, imported.report
    assert not len(imported.report)
