"""The collector of findings: order, repeats, bounds."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ospo_events.diagnostics import Findings, Severity, Span, bounded, describe_value


def test_a_finding_is_a_warning_unless_it_says_otherwise() -> None:
    findings = Findings()
    findings.add("x", "a finding")
    findings.add("y", "an error", ("sessions", 0), severity=Severity.ERROR, help="mend it")
    first, second = findings.report()
    assert (first.code, first.message, first.path, first.severity) == ("x", "a finding", (), Severity.WARNING)
    assert (second.path, second.severity, second.help) == (("sessions", 0), Severity.ERROR, "mend it")


def test_the_same_finding_at_the_same_place_is_kept_once() -> None:
    findings = Findings()
    for path in [("a",), ("a",), ("b",)]:
        findings.add("x", "a finding", path)
    assert [item.path for item in findings.report()] == [("a",), ("b",)]


def test_repeats_are_one_finding_at_the_first_place_with_a_count() -> None:
    findings = Findings(locate=lambda line: Span(source="f", line=line, column=1))
    findings.add("other", "before")
    for line in range(30, 442):
        findings.add("x", "a finding", position=line, repeated=True)
    findings.add("other", "behind")
    report = findings.report()
    assert [item.message for item in report] == ["before", "a finding (seen 412 times)", "behind"]
    assert [str(item.span) for item in report if item.span] == ["f:30:1"]


@given(
    st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from(list(Severity)), st.integers(0, 5))), st.integers(1, 4)
)
def test_each_code_is_bounded_and_its_rest_counted(added: list[tuple[str, Severity, int]], limit: int) -> None:
    findings = Findings(limit=limit)
    for code, severity, number in added:
        findings.add(code, f"finding {number}", severity=severity)
    report = findings.report()
    distinct = {(code, number) for code, _, number in added}
    for code in "abc":
        number = sum(1 for other, _ in distinct if other == code)
        kept = [item for item in report if item.code == code]
        assert len(kept) == min(number, limit + 1)
        if number > limit:
            assert kept[-1].message == f"and {number - limit} more of this kind, from here on"
        assert findings.has(code) == (number > 0)
    assert len(findings) == len(distinct)


def test_what_is_only_counted_is_as_bad_as_the_worst_of_it() -> None:
    findings = Findings(limit=2)
    for number in range(5):
        findings.add("x", "a finding", (number,), severity=Severity.INFO if number < 4 else Severity.ERROR)
    report = findings.report()
    assert not report.ok
    assert [item.severity for item in report] == [Severity.INFO, Severity.INFO, Severity.ERROR]
    assert report == bounded((item for item in report), limit=3)


def test_plain_values_are_called_alike_in_every_format() -> None:
    values = (None, True, 3, 1.5, "x", [], (), {}, "y" * 70)
    names = ("nothing", "true", "the number 3", "the number 1.5", "the text 'x'", "a list", "a list", "an object")
    assert [describe_value(value) for value in values] == [*names, f"the text {'y' * 60!r}"]
    assert describe_value({}, mapping="a mapping") == "a mapping"
