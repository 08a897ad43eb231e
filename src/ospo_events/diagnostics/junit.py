"""Findings as JUnit XML, for build servers that show test results."""

from __future__ import annotations

from collections.abc import Iterable
from xml.sax.saxutils import escape, quoteattr

from . import Diagnostic, Report, Severity, format_path
from ._safe import printable

__all__ = ["render_junit"]


def render_junit(report: Report, *, sources: Iterable[str] = ()) -> str:
    """Return one `testsuites` document with a suite for each source.

    Errors and warnings are failures, infos are skipped tests; a source without findings is one test that passed.

    Args:
        report: the findings.
        sources: the names of all sources; those without findings are listed too.
    """
    suites: dict[str, list[Diagnostic]] = {source: [] for source in sources}
    for item in report:
        suites.setdefault(item.span.source if item.span else "", []).append(item)
    failures = sum(item.severity is not Severity.INFO for item in report)
    body = "".join(_suite(source, findings) for source, findings in suites.items())
    tests = sum(len(findings) or 1 for findings in suites.values())
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<testsuites name="ospo-events" tests="{tests}" failures="{failures}" errors="0">\n{body}</testsuites>\n'
    )


def _attribute(text: str) -> str:
    return quoteattr(printable(text))


def _suite(source: str, found: list[Diagnostic]) -> str:
    failures = sum(item.severity is not Severity.INFO for item in found)
    skipped = len(found) - failures
    head = f'  <testsuite name={_attribute(source)} tests="{len(found) or 1}" failures="{failures}"'
    head += f' errors="0" skipped="{skipped}">\n'
    cases = "".join(_case(source, item) for item in found)
    if not found:
        cases = f'    <testcase classname={_attribute(source)} name="no findings"/>\n'
    return f"{head}{cases}  </testsuite>\n"


def _case(source: str, item: Diagnostic) -> str:
    location = f"{item.span.line}:{item.span.column}" if item.span else format_path(item.path)
    attributes = f"classname={_attribute(source)} name={_attribute(f'{item.code} at {location}')}"
    if item.span:
        attributes += f' file={_attribute(item.span.source)} line="{item.span.line}"'
    text = f"{format_path(item.path)}: {item.message}" + (f"\nhelp: {item.help}" if item.help else "")
    safe = "\n".join(escape(printable(line)) for line in text.split("\n"))
    if item.severity is Severity.INFO:
        inner = f"      <skipped message={_attribute(item.message)}/>\n"
    else:
        kind, message = _attribute(item.severity.value), _attribute(item.message)
        inner = f"      <failure type={kind} message={message}>{safe}</failure>\n"
    return f"    <testcase {attributes}>\n{inner}    </testcase>\n"
