"""Takes the pictures of the worked example for the documentation: `python docs/screenshots.py`.

It needs chromium; the picture of the sheet needs LibreOffice too.
"""

from __future__ import annotations

import html
import importlib.util
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
_QUALITY = 70
GRID = "document.querySelector('#view-grid').click()"
FILTER = "document.querySelector('.filters').open = true"
WIDE = {"width": 1100, "height": 800}
DURING = "?at=2024-07-09T09:40-04:00"
SHOTS: tuple[tuple[str, dict[str, Any], str, str], ...] = (
    ("list", {**WIDE}, f"one/index.html{DURING}", ""),
    ("grid", {**WIDE}, f"one/index.html{DURING}", GRID),
    ("dark", {**WIDE, "dark": True}, f"one/index.html{DURING}", FILTER),
    ("phone", {"width": 390, "height": 844}, f"one/index.html{DURING}", ""),
    ("arabic", {**WIDE}, f"site/ar/index.html{DURING}", ""),
    ("now", {"width": 1280, "height": 720}, "one/now.html?at=2024-07-10T10:40-04:00", ""),
    ("paper", {"width": 690, "height": 976, "on_paper": True}, "one/index.html", ""),
)
"""Name, look, the page, and what to do before the picture is taken. A sheet of A4 without its margins is 690 wide."""


def driver() -> Any:
    """Return the module that drives the browser in the tests."""
    specification = importlib.util.spec_from_file_location("browser", ROOT / "tests" / "support" / "browser.py")
    assert specification is not None
    assert specification.loader is not None
    module = importlib.util.module_from_spec(specification)
    sys.modules["browser"] = module
    specification.loader.exec_module(module)
    return module


def take_sheet(temporary: Path, browser: Any, file: Path) -> None:
    """Write the picture of the sheet for people, as LibreOffice shows it; none where that is missing."""
    from ospo_events import encode, load

    office = shutil.which("soffice")
    if office is None:
        print(f"{file} needs LibreOffice", file=sys.stderr)
        return
    book = temporary / "sheet.xlsx"
    book.write_bytes(encode(load(ROOT / "examples" / "ospos2024.yaml"), "sheet").value())
    command = [office, "--headless", "--convert-to", "html", "--outdir", str(temporary), str(book)]
    subprocess.run(command, check=True, capture_output=True, env={**os.environ, "HOME": str(temporary)})
    with browser.page(width=1500, height=560) as tab:
        tab.open((temporary / "sheet.html").as_uri())
        file.write_bytes(tab.picture(format="webp", quality=_QUALITY))
    print(file)


TERMINAL = """<!doctype html><meta charset="utf-8"><style>
body {{ margin: 0; padding: 20px 24px; background: #15171c; color: #e8eaee; }}
pre {{ margin: 0; font: 15px/1.45 monospace; white-space: pre-wrap; }} b {{ color: #7fd0a3; }}
</style><pre>{lines}</pre>"""


def take_terminal(temporary: Path, browser: Any, file: Path) -> None:
    """Write the picture of a terminal in which the programme of the README is shown and checked."""
    meetup = (ROOT / "README.md").read_text("utf-8").partition("```yaml\n")[2].partition("```")[0]
    (temporary / "meetup.yaml").write_text(meetup, "utf-8")
    (temporary / "clash.yaml").write_text(meetup.replace("17:30 onwards", "10:00-11:00, room: hall"), "utf-8")
    lines: list[str] = []
    for words in ("show meetup.yaml", "validate clash.yaml --select room-double-booked"):
        command = [sys.executable, "-m", "ospo_events", *words.split()]
        environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
        done = subprocess.run(
            command, cwd=temporary, env=environment, capture_output=True, encoding="utf-8", check=False
        )
        lines += [f"<b>$ ospo-events {words}</b>", html.escape(done.stdout + done.stderr)]
    page = temporary / "terminal.html"
    page.write_text(TERMINAL.format(lines="\n".join(lines)), "utf-8")
    with browser.page(width=900, height=520) as tab:
        tab.open(page.as_uri())
        file.write_bytes(tab.picture(whole=True, format="webp", quality=_QUALITY))
    print(file)


def main(folder: Path) -> None:
    """Write the pictures."""
    sys.path.insert(0, str(ROOT / "src"))
    from ospo_events import load
    from ospo_events.codecs.translations import read_translation
    from ospo_events.site import Options, make_site, write_site

    module = driver()
    program = module.chromium()
    if program is None:
        sys.exit("needs chromium")
    folder.mkdir(parents=True, exist_ok=True)
    browser = module.Browser(program)
    try:
        with tempfile.TemporaryDirectory() as temporary:
            example = load(ROOT / "examples" / "ospos2024.yaml")
            arabic = read_translation((ROOT / "examples" / "ospos2024.ar.yaml").read_bytes()).value()
            write_site(make_site(example).files, Path(temporary) / "one")
            write_site(make_site(example, Options(pages=True, translations=(arabic,))).files, Path(temporary) / "site")
            for name, look, page, action in SHOTS:
                shape = {what: value for what, value in look.items() if what != "on_paper"}
                with browser.page(**shape, zone=example.timezone.key) as tab:
                    if "on_paper" in look:
                        tab.media(media="print")
                    tab.open(f"{Path(temporary).as_uri()}/{page}")
                    if action:
                        tab.run(action)
                    file = folder / f"page-{name}.webp"
                    file.write_bytes(tab.picture(format="webp", quality=_QUALITY))
                    print(file)
            take_terminal(Path(temporary), browser, folder / "terminal.webp")
            take_sheet(Path(temporary), browser, folder / "sheet.webp")
    finally:
        browser.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "docs" / "images")
