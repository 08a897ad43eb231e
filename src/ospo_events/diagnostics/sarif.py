"""Findings as SARIF 2.1.0 (OASIS), for code-scanning services."""

from __future__ import annotations

import json
from collections.abc import Mapping
from urllib.parse import quote

from . import Diagnostic, Path, Report, Severity, Span, format_path

__all__ = ["render_sarif"]

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


def render_sarif(report: Report, *, version: str, rules: Mapping[str, Mapping[str, object]] | None = None) -> str:
    """Return one SARIF log with one run.

    Args:
        report: the findings.
        version: the version of the tool.
        rules: SARIF reportingDescriptor properties of the codes, if there are any.
    """
    descriptions = dict(rules or {})
    codes = sorted({item.code for item in report} | set(descriptions))
    numbers = {code: number for number, code in enumerate(codes)}
    log = {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "ospo-events",
                        "version": version,
                        "rules": [{"id": code, **descriptions.get(code, {})} for code in codes],
                    }
                },
                "columnKind": "unicodeCodePoints",
                "results": [_result(item, numbers[item.code]) for item in report],
            }
        ],
    }
    return json.dumps(log, ensure_ascii=True, indent=2) + "\n"


def _result(item: Diagnostic, number: int) -> dict[str, object]:
    result: dict[str, object] = {
        "ruleId": item.code,
        "ruleIndex": number,
        "level": _LEVELS[item.severity],
        "message": {"text": item.message + (f"\n{item.help}" if item.help else "")},
        "locations": [_location(item.path, item.span)],
    }
    if item.related:
        result["relatedLocations"] = [
            {"id": index, "message": {"text": other.message}, **_location(other.path, other.span)}
            for index, other in enumerate(item.related)
        ]
    return result


def _location(path: Path, span: Span | None) -> dict[str, object]:
    location: dict[str, object] = {"logicalLocations": [{"fullyQualifiedName": format_path(path)}]}
    if span is not None:
        region: dict[str, object] = {"startLine": span.line, "startColumn": span.column}
        if span.end_line is not None:
            region["endLine"] = span.end_line
        if span.end_column is not None:
            region["endColumn"] = span.end_column
        uri = quote(span.source.replace("\\", "/"))
        location["physicalLocation"] = {"artifactLocation": {"uri": uri}, "region": region}
    return location
