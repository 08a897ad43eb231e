"""The real files and schemas of the field: they stand beside the checkout, and tests that need them skip where they do not."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

SHARED = Path(__file__).resolve().parents[3] / "shared"
CORPUS = SHARED / "corpus"
NOT_THERE = "the real files are not beside this checkout"
needs_corpus = pytest.mark.skipif(not CORPUS.is_dir(), reason=NOT_THERE)


def shared_file(*parts: str) -> Path:
    """Return a file or folder of those that are shared; the test is skipped where it is not there."""
    path = SHARED.joinpath(*parts)
    if not path.exists():
        pytest.skip(f"{NOT_THERE}: {'/'.join(parts)}")
    return path


def real_file(folder: str, name: str) -> Path:
    """Return a real file of a format; the test is skipped where it is not there."""
    return shared_file("corpus", folder, name)


def real_files(folder: str, suffix: str) -> list[Any]:
    """Return the real files of a format, as parameters; one that skips where there are none."""
    files = sorted((CORPUS / folder).glob(f"*{suffix}"))
    if not files:
        return [pytest.param(None, id=folder, marks=pytest.mark.skip(reason=f"{NOT_THERE}: {folder}"))]
    return [pytest.param(path, id=path.name) for path in files]
