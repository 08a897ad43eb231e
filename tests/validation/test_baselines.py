"""Baselines: which findings are known, and of which files."""

from __future__ import annotations

import pytest

from ospo_events.cli import main
from ospo_events.rules.pages import complete
from ospo_events.validation import Baseline, make_baseline, validate
from ospo_events.validation.baseline import compare
from tests.support.programmes import ATTIC
from tests.support.reading import read_fragment


@pytest.fixture
def two_files(tmp_path):
    first, second = tmp_path / "one.yaml", tmp_path / "two.yaml"
    first.write_text(complete(ATTIC), "utf-8")
    second.write_text(complete("id: other\n" + ATTIC), "utf-8")
    return first, second


def test_one_baseline_for_several_files(two_files, tmp_path, capsys):
    first, second = map(str, two_files)
    baseline = str(tmp_path / "known.json")
    assert main(["validate", first, second, "--write-baseline", baseline]) == 0
    assert "knows 4 findings" in capsys.readouterr().err
    assert main(["validate", first, second, "--strict", "--baseline", baseline]) == 0
    assert "no findings, 4 known" in capsys.readouterr().out
    assert main(["validate", second, "--strict", "--baseline", baseline]) == 0
    assert "no findings, 2 known" in capsys.readouterr().out, "the other file's are not outdated"
    two_files[1].write_text(complete("id: other\n"), "utf-8")
    assert main(["validate", second, "--baseline", baseline]) == 0
    assert "info[outdated-baseline] 2 findings" in capsys.readouterr().out


def test_a_finding_in_two_spellings_of_one_event_is_known_once():
    event = read_fragment(ATTIC)
    found = validate(event)
    baseline = make_baseline(found, event) | make_baseline(found, event)
    assert baseline == make_baseline(found, event)
    assert compare(found, event, baseline)[1:] == (2, 0)
    assert compare(found, event, Baseline())[1:] == (0, 0)


def test_no_baseline_of_what_cannot_be_read(tmp_path, capsys):
    path, baseline = tmp_path / "e.yaml", tmp_path / "known.json"
    path.write_text(complete("romms: []\n"), "utf-8")
    assert main(["validate", str(path), "--write-baseline", str(baseline)]) == 1
    assert not baseline.exists()
    err = capsys.readouterr().err
    assert "unknown-key" in err
    assert "no baseline was written" in err


def test_baselines_are_for_what_can_be_read(tmp_path, capsys) -> None:
    bad = tmp_path / "bad.yaml"
    bad.write_text("format: 1\nid: x\n", "utf-8")
    baseline = tmp_path / "known.json"
    assert main(["validate", str(bad), "--write-baseline", str(baseline)]) == 1
    assert "no baseline was written, because a file cannot be read; correct it first" in capsys.readouterr().err
    assert not baseline.exists()
