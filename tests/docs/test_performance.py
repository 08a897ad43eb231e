"""The stored run that the page of figures is made of: whole, of this machine's kind and not of its name."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from benchmarks.__main__ import AREAS, conditions
from benchmarks.growth import SIZES, operations

RESULTS = Path(__file__).parents[2] / "benchmarks" / "results.json"


@pytest.fixture(scope="module")
def results() -> dict[str, Any]:
    return json.loads(RESULTS.read_text("utf-8"))


def test_the_run_has_every_area_and_says_where_it_ran(results: dict[str, Any]) -> None:
    run = results["run"]
    assert list(run["areas"]) == list(AREAS)
    assert all(run["areas"].values())
    assert run.keys() - {"areas"} == results["growth"].keys() - {"rows"} == conditions().keys()


def test_the_base_install_and_the_extra_stand_apart(results: dict[str, Any]) -> None:
    told = {row["operation"] for row in results["run"]["areas"]["native"]}
    assert {"read JSON", "read JSON, with msgspec", "write JSON", "write JSON, with msgspec"} <= told
    assert any(row.get("lean") for row in results["run"]["areas"]["calendar"])
    assert any(not row.get("lean") and "peer" in row for row in results["run"]["areas"]["calendar"])


def test_growth_is_of_every_operation_up_to_100_000_sessions(results: dict[str, Any]) -> None:
    rows = results["growth"]["rows"]
    assert [row["operation"] for row in rows] == operations()
    sizes = [str(size) for size in SIZES]
    assert all(list(row["costs"]) == sizes[: len(row["costs"])] and len(row["costs"]) > 1 for row in rows)
    assert sum(len(row["costs"]) == len(sizes) for row in rows) > len(rows) * 0.8, "those of a site take long"


def test_nothing_of_it_names_a_place_of_this_machine() -> None:
    text = RESULTS.read_text("utf-8")
    assert re.findall(r"(?:/(?:home|root|tmp|usr|work|opt)/|[A-Z]:\\\\|\.local\b|localhost)", text) == []
