"""Writes a draft as a native YAML file; a comment at each value names the line of the note that it comes from."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from ...diagnostics import Diagnostic, Path
from ...model.event import Event
from ..native.decode import decode_yaml
from ..native.encode import encode_yaml
from ._values import Confidence, Draft, Evidence

__all__ = ["draft_yaml", "evidence_json"]


def draft_yaml(draft: Draft) -> bytes:
    """Return the draft as a native YAML document, each value with its line in the note.

    What is unresolved stands in comments at the top.

    Raises:
        ValueError: the draft has no event.
    """
    if draft.event is None:
        raise ValueError("expected a draft with an event, got one without")
    text = encode_yaml(draft.event, shorthand=True).data.decode("utf-8")
    lines = text.split("\n")
    for number, comment in _comments(draft.event, draft.evidence, text).items():
        lines[number - 1] += f"  # {comment}"
    return ("\n".join([*_head(draft), "", *lines])).encode("utf-8")


def _comments(event: Event, evidence: Mapping[Path, Evidence], text: str) -> dict[int, str]:
    decoded = decode_yaml(text.encode("utf-8"))
    assert decoded.event == event
    wanted: dict[Path, Evidence] = {path: said for path, said in evidence.items() if path != ()}
    spans = decoded.source_map.spans(wanted) if decoded.source_map is not None else {}
    comments: dict[int, list[Evidence]] = {}
    lines = text.split("\n")
    for path, span in spans.items():
        number = span.line
        # A text of several lines stands below its key, and a comment can stand behind the key alone.
        key = f"{path[-1]}:"
        while number > 1 and key not in lines[number - 1] and lines[number - 1].strip() and number > span.line - 2:
            number -= 1
        comments.setdefault(number if key in lines[number - 1] else span.line, []).append(wanted[path])
    return {number: _comment(said) for number, said in comments.items() if not _is_inside_of_text(lines, number)}


def _is_inside_of_text(lines: list[str], number: int) -> bool:
    """Return whether a line belongs to a text of several lines, where a comment would become part of the text."""
    line = lines[number - 1].strip()
    return ": " not in line and not line.endswith(":") and not line.startswith("- ")


def _comment(said: list[Evidence]) -> str:
    numbers = sorted({evidence.span.line for evidence in said})
    word = "line" if len(numbers) == 1 else "lines"
    likely = ", likely" if any(evidence.confidence is Confidence.LIKELY for evidence in said) else ""
    return f"{word} {', '.join(map(str, numbers))}{likely}"


def _head(draft: Draft) -> Iterator[str]:
    yield "# A draft that was read from a note. Behind each value stands the line of the note that says it."
    if draft.unresolved:
        yield "# What the note leaves open:"
    for finding in draft.unresolved:
        place = f"line {finding.span.line}: " if finding.span else ""
        yield f"#   {place}{' '.join(finding.message.split())}"


def evidence_json(draft: Draft) -> bytes:
    """Return the evidence of a draft, and its open questions, as JSON: one line for each value."""
    values = [json.dumps(_value(path, said), ensure_ascii=False) for path, said in draft.evidence.items()]
    unresolved = [json.dumps(_finding(finding), ensure_ascii=False) for finding in draft.unresolved]
    body = ",\n".join(f"    {line}" for line in values), ",\n".join(f"    {line}" for line in unresolved)
    return f'{{\n  "evidence": [\n{body[0]}\n  ],\n  "unresolved": [\n{body[1]}\n  ]\n}}\n'.encode()


def _value(path: Path, said: Evidence) -> dict[str, object]:
    span = said.span
    return {
        "path": list(path),
        "line": span.line,
        "column": span.column,
        "end_line": span.end_line,
        "text": said.text,
        "rule": said.rule,
        "confidence": said.confidence.value,
    }


def _finding(finding: Diagnostic) -> dict[str, object]:
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "message": finding.message,
        "line": finding.span.line if finding.span else None,
    }
