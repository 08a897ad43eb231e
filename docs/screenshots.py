"""Takes the pictures of the worked example for the documentation: `python docs/screenshots.py` (needs chromium)."""

from __future__ import annotations

import importlib.util
import sys
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
SHOTS: tuple[tuple[str, dict[str, Any], str], ...] = (
    ("list", {}, ""),
    ("grid", {}, "document.querySelector('#view-grid').click()"),
    ("dark", {"dark": True}, ""),
    ("phone", {"width": 390, "height": 844}, ""),
)


def driver() -> Any:
    """Return the module that drives the browser in the tests."""
    specification = importlib.util.spec_from_file_location("browser", ROOT / "tests" / "site" / "_browser.py")
    assert specification is not None
    assert specification.loader is not None
    module = importlib.util.module_from_spec(specification)
    sys.modules["browser"] = module
    specification.loader.exec_module(module)
    return module


def main(folder: Path) -> None:
    """Write the pictures."""
    sys.path.insert(0, str(ROOT / "src"))
    from ospo_events import load
    from ospo_events.codecs.html import encode

    module = driver()
    program = module.chromium()
    if program is None:
        sys.exit("needs chromium")
    folder.mkdir(parents=True, exist_ok=True)
    browser = module.Browser(program)
    try:
        with tempfile.TemporaryDirectory() as temporary:
            page = Path(temporary) / "page.html"
            page.write_bytes(encode(load(ROOT / "examples" / "ospos2024.yaml")).data)
            for name, look, action in SHOTS:
                with browser.page(**look) as tab:
                    tab.open(page.as_uri())
                    if action:
                        tab.run(action)
                    (folder / f"page-{name}.png").write_bytes(tab.picture())
                    print(folder / f"page-{name}.png")
    finally:
        browser.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "docs" / "images")
