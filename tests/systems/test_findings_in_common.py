"""What the readers of all systems share: bounded findings, and HTML as text."""

from __future__ import annotations

from ospo_events.codecs._foreign.findings import Findings

from ospo_events.codecs._foreign.plain import is_html, plain_text
from ospo_events.diagnostics import Severity


def test_findings_beyond_a_thousand_are_counted_with_the_worst_of_them() -> None:
    findings = Findings()
    for number in range(1_003):
        findings.add("x", "a finding", (number,), severity=Severity.INFO if number < 1_002 else Severity.ERROR)
    report = findings.report()
    assert len(report) == 1_001
    last = list(report)[-1]
    assert (last.code, last.severity) == ("too-many-findings", Severity.ERROR)
    assert last.message == "3 more findings after the first 1000"


def test_html_becomes_paragraphs_and_lists() -> None:
    html = (
        "<head><title>no</title></head><div>one<br>two</div><style>p{}</style><ul><li>a</li><li>b &amp; c</li></ul>tail"
    )
    assert is_html(html)
    assert plain_text(html) == "one\ntwo\n\n- a\n- b & c\n\ntail"
    assert plain_text("</script>x") == "x"
    assert not is_html("a < b and c > d")
