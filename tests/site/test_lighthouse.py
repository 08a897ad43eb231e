"""Lighthouse of Chrome: accessibility, good practice and what search engines need. How fast a page is depends on the machine."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from ospo_events.model import Event
from ospo_events.site import Options, make_site, write_site
from tests.support.browser import chromium
from tests.support.hosting import hosted

pytestmark = [pytest.mark.browser]
CATEGORIES = ("accessibility", "best-practices", "seo")


def lighthouse() -> str | None:
    """Return the program, from `NODE_PATH` or the path of the system; None where it is not there."""
    beside = [str(Path(folder) / ".bin/lighthouse") for folder in os.environ.get("NODE_PATH", "").split(os.pathsep)]
    return next((found for name in (*beside, "lighthouse") if (found := shutil.which(name))), None)


@pytest.mark.parametrize("page", ["index.html", "sessions/reboot-the-earth.html"])
def test_lighthouse_finds_next_to_nothing(example: Event, tmp_path: Path, page: str) -> None:
    program, chrome = lighthouse(), chromium()
    if program is None or chrome is None:
        pytest.skip("needs chromium and lighthouse: npm install --no-save lighthouse, and NODE_PATH")
    options = Options(pages=True, base_url="https://example.org/2024/")
    write_site(make_site(example, options).files, tmp_path / "site")
    with hosted(tmp_path / "site") as host:
        subprocess.run(
            [
                program,
                host.url + page,
                "--quiet",
                "--output=json",
                f"--output-path={tmp_path / 'report.json'}",
                f"--only-categories={','.join(CATEGORIES)}",
                "--chrome-flags=--headless --no-sandbox --disable-gpu --disable-dev-shm-usage",
            ],
            check=True,
            capture_output=True,
            timeout=180,
            env={**os.environ, "CHROME_PATH": chrome},
        )
    report = json.loads((tmp_path / "report.json").read_text("utf-8"))
    scores = {name: report["categories"][name]["score"] for name in CATEGORIES}
    failed = [name for name, audit in report["audits"].items() if audit["score"] == 0]
    assert min(scores.values()) >= 0.95, (scores, failed)
