"""What importing loads, asked of the modules rather than of a clock."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

import ospo_events
from ospo_events._patterns import late_pattern

EXAMPLE = Path(__file__).parents[1] / "examples/ospos2024.yaml"

HEAVY = (
    "attrs",
    "attr",
    "cattrs",
    "yaml",
    "icalendar",
    "hypothesis",
    "typing",
    "dataclasses",
    "argparse",
    "json",
    "zoneinfo",
)


def _loaded(program: str) -> set[str]:
    code = f"import sys; before = set(sys.modules)\n{program}\nprint('\\n'.join(sys.modules.keys() - before))"
    done = subprocess.run(
        [sys.executable, "-S", "-c", code], capture_output=True, text=True, check=True, env={"PYTHONPATH": _path()}
    )
    return set(done.stdout.split())


def _path() -> str:
    return ":".join(["src", *[path for path in sys.path if path.endswith("site-packages")]])


def test_the_package_loads_nothing():
    loaded = _loaded("import ospo_events")
    assert {name for name in loaded if name.startswith("ospo_events")} == {"ospo_events"}
    assert not loaded.intersection(HEAVY)


def test_asking_for_the_version_loads_nothing():
    loaded = _loaded("import ospo_events.cli; ospo_events.cli.main(['--version'])")
    assert not loaded.intersection(set(HEAVY) - {"typing"})


def test_reading_json_loads_no_yaml():
    loaded = _loaded(f"import ospo_events; ospo_events.loads({MINIMAL!r}, 'json')")
    assert not loaded.intersection({"yaml", "icalendar", "hypothesis"})


def test_listing_the_formats_loads_none_of_them():
    loaded = _loaded("from ospo_events.codecs import CODECS; CODECS['ics']")
    assert not loaded.intersection({"cattrs", "yaml", "icalendar", "hypothesis"})


MINIMAL = '{"format":1,"id":"e","title":"E","timezone":"UTC"}'
WATCHED = {
    "attrs",
    "cattrs",
    "difflib",
    "hashlib",
    "html",
    "hypothesis",
    "icalendar",
    "json",
    "orjson",
    "pathlib",
    "random",
    "runpy",
    "shutil",
    "tempfile",
    "tomllib",
    "typing",
    "urllib",
    "yaml",
    "zipfile",
    "zoneinfo",
}
"""Other people's packages, and what of the standard library takes long to import."""

MODEL = {"attrs", "typing", "zoneinfo"}


@pytest.mark.parametrize(
    ("words", "may_import"),
    [
        (["--help"], {"shutil"}),  # argparse asks it for the width of the terminal
        (["no-such-command"], {"shutil"}),
        (["show", "--help"], MODEL | {"shutil"}),
        (["show", "{yaml}"], MODEL | {"yaml"}),
        (["show", "{json}"], MODEL | {"json"}),
        (["validate", "{yaml}", "--no-config"], MODEL | {"yaml"}),
        (["validate", "{json}", "--no-config"], MODEL | {"json"}),
        (["validate", "{json}"], MODEL | {"json"}),
        (["now", "{yaml}", "--at", "2024-07-09T10:00"], MODEL | {"hashlib", "json", "yaml"}),
        (["explain", "unused-room"], MODEL),
        (["words", "lunch"], MODEL | {"json"}),
        (["formats"], MODEL | {"json"}),
    ],
    ids=lambda value: "-".join(map(str, value)) if isinstance(value, list) else "",
)
def test_a_command_imports_what_it_needs(words: list[str], may_import: set[str], tmp_path: Path) -> None:
    files = {"{yaml}": str(EXAMPLE), "{json}": str(tmp_path / "event.json")}
    (tmp_path / "event.json").write_text(MINIMAL)
    program = (
        "import contextlib, io, ospo_events.cli\n"
        "with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):\n"
        f"    ospo_events.cli.main({[files.get(word, word) for word in words]!r})"
    )
    loaded = {name.partition(".")[0] for name in _loaded(program)}
    assert loaded & WATCHED <= may_import, f"not expected of it: {sorted(loaded & WATCHED - may_import)}"
    assert "ospo_events" in loaded


@pytest.mark.parametrize("words", [["--help"], ["show", "--help"]], ids=" ".join)
def test_help_imports_no_other_command(words: list[str]) -> None:
    program = (
        "import contextlib, io, ospo_events.cli\n"
        f"with contextlib.redirect_stdout(io.StringIO()):\n    ospo_events.cli.main({words!r})"
    )
    commands = {name for name in _loaded(program) if name.startswith("ospo_events.cli.commands.")}
    assert commands <= {f"ospo_events.cli.commands.{words[0]}"}


def test_only_the_end_of_the_process_skips_the_search_for_cycles() -> None:
    program = (
        "import atexit, gc, io, sys, ospo_events.cli\n"
        "sys.argv = ['ospo-events', '--version']\n"
        "atexit.register(lambda: print('left', gc.get_freeze_count() > 0))\n"
        "out, sys.stdout = sys.stdout, io.StringIO()\n"
        "ospo_events.cli.main(['--version'])\n"
        "asked = gc.get_freeze_count()\n"
        "status = ospo_events.cli.main()\n"
        "sys.stdout = out\n"
        "print(asked, status)"
    )
    done = subprocess.run(
        [sys.executable, "-S", "-c", program], capture_output=True, text=True, check=True, env={"PYTHONPATH": _path()}
    )
    assert done.stdout == "0 0\nleft True\n"


def test_every_public_name_is_there():
    for name in ospo_events.__all__:
        assert getattr(ospo_events, name) is not None
    assert dir(ospo_events) == sorted(ospo_events.__all__)
    with pytest.raises(AttributeError, match="has no attribute 'nope'"):
        _ = ospo_events.nope


def test_star_import():
    namespace: dict[str, object] = {}
    exec("from ospo_events import *", namespace)
    assert namespace["Event"] is ospo_events.Event


def test_the_version_is_the_packages():
    import tomllib
    from pathlib import Path

    project = tomllib.loads((Path(__file__).parents[1] / "pyproject.toml").read_text())
    assert project["project"]["version"] == ospo_events.__version__


def test_a_late_pattern_is_the_pattern() -> None:
    late, real = late_pattern(r"a(b)?", re.IGNORECASE), re.compile(r"a(b)?", re.IGNORECASE)
    for text in ("ab", "xA", "", "b"):
        for name in ("search", "match", "fullmatch"):
            one, other = (getattr(pattern, name)(text) for pattern in (late, real))
            assert (one and (one.span(), one.groups())) == (other and (other.span(), other.groups()))
        assert late.sub("-", text) == real.sub("-", text)
        assert late.split(text) == real.split(text)
    assert late.pattern == real.pattern
    assert late.flags == real.flags


def test_a_broken_late_pattern_is_found_at_its_first_use() -> None:
    with pytest.raises(re.error):
        late_pattern("(").search("")
