"""Draws a sample of the project's prose to read: first lines of docstrings, messages of findings, entries of codes.

`python tests/docs/prose_sample.py` prints 200 of them, the same each time. Read each once; one that has to be read twice is
mended.
"""

from __future__ import annotations

import ast
import random
from collections.abc import Iterator
from pathlib import Path

SOURCE = Path(__file__).parents[2] / "src" / "ospo_events"
SEED = 2026
NUMBER = 200


def texts() -> Iterator[tuple[str, str]]:
    """Yield where each text stands and what it says."""
    for path in sorted(SOURCE.rglob("*.py")):
        if path.name.endswith("_generated.py"):
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef)) and (text := ast.get_docstring(node)):
                yield f"{path.relative_to(SOURCE)}:{getattr(node, 'lineno', 1)}", text.split("\n", 1)[0]
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Code":
                words = [item.value for item in node.args if isinstance(item, ast.Constant)]
                yield f"{path.relative_to(SOURCE)}:{node.lineno}", " ".join(str(word) for word in words[1:])


def sample() -> list[tuple[str, str]]:
    """Return the sample, the same each time for the same source."""
    return random.Random(SEED).sample(list(texts()), NUMBER)


if __name__ == "__main__":
    for number, (place, text) in enumerate(sample(), 1):
        print(f"{number:3} {place}: {text}")
