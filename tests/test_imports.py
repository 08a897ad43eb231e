"""What importing loads, asked of the modules rather than of a clock."""

import subprocess
import sys

import pytest

import ospo_events

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
    loaded = _loaded(
        'import ospo_events; ospo_events.loads(\'{"format":1,"id":"e","title":"E","timezone":"UTC"}\', \'json\')'
    )
    assert not loaded.intersection({"yaml", "icalendar", "hypothesis"})


def test_listing_the_formats_loads_none_of_them():
    loaded = _loaded("from ospo_events.codecs import CODECS; CODECS['ics']")
    assert not loaded.intersection({"cattrs", "yaml", "icalendar", "hypothesis"})


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
