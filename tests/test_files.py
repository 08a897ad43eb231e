"""Files are written together: all of them, or none where making one fails."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from ospo_events.files import write_together


def test_they_come_into_the_folder_beside_what_is_there(tmp_path: Path) -> None:
    (tmp_path / "days").mkdir()
    (tmp_path / "days" / "mine.txt").write_text("mine")
    (tmp_path / "all.ics").write_bytes(b"old")
    write_together(tmp_path, [("all.ics", b"new"), ("days/1.ics", b"day"), ("feeds.json", b"{}")])
    found = {p.relative_to(tmp_path).as_posix(): p.read_bytes() for p in tmp_path.rglob("*") if p.is_file()}
    assert found == {"all.ics": b"new", "days/1.ics": b"day", "days/mine.txt": b"mine", "feeds.json": b"{}"}
    assert len(list(tmp_path.iterdir())) == 3, "no other folder is left"


def test_where_making_one_fails_none_is_written(tmp_path: Path) -> None:
    (tmp_path / "all.ics").write_bytes(b"old")

    def files() -> Iterator[tuple[str, bytes]]:
        yield "all.ics", b"new"
        yield "more.ics", b"more"
        raise ValueError("nothing more")

    with pytest.raises(ValueError, match="nothing more"):
        write_together(tmp_path, files())
    assert [(p.name, p.read_bytes()) for p in tmp_path.iterdir()] == [("all.ics", b"old")]


def test_a_folder_that_is_missing_is_made(tmp_path: Path) -> None:
    write_together(tmp_path / "a" / "b", [("c/d.ics", b"x")])
    assert (tmp_path / "a" / "b" / "c" / "d.ics").read_bytes() == b"x"


def test_a_folder_in_the_place_of_a_file_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "all.ics").mkdir()
    with pytest.raises(OSError, match="directory"):
        write_together(tmp_path, [("all.ics", b"x")])


@pytest.mark.skipif(os.name != "posix", reason="modes and links are those of POSIX")
def test_links_are_followed_and_modes_kept(tmp_path: Path) -> None:
    elsewhere, out = tmp_path / "elsewhere.ics", tmp_path / "out"
    elsewhere.write_bytes(b"old")
    out.mkdir()
    (out / "link.ics").symlink_to(elsewhere)
    (out / "shared.ics").write_bytes(b"old")
    (out / "shared.ics").chmod(0o664)
    write_together(out, [("link.ics", b"1"), ("shared.ics", b"2")])
    assert (out / "link.ics").is_symlink()
    assert elsewhere.read_bytes() == b"1"
    assert (out / "shared.ics").read_bytes() == b"2"
    assert (out / "shared.ics").stat().st_mode & 0o777 == 0o664
