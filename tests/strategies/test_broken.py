"""Documents with one defect lead to that finding."""

import pytest
from hypothesis import given, settings

from ospo_events import CODECS
from ospo_events.codecs.codes import CODES
from ospo_events.strategies import BROKEN_CODES, broken


@pytest.mark.parametrize("code", BROKEN_CODES)
def test_the_defect_is_reported_with_its_place(code):
    @settings(max_examples=settings.default.max_examples // 7)
    @given(broken(code))
    def check(document):
        decoded = CODECS[document.format].decode(document.data)
        assert code in decoded.report.codes
        assert set(decoded.report.codes) <= {code, "missing-key"} or code == "too-deep"
        assert all(item.span is not None for item in decoded.report)
        assert decoded.report.ok == (code == "byte-order-mark")

    check()


def test_every_variant_is_of_a_known_code():
    assert set(BROKEN_CODES) <= {code for code, entry in CODES.items() if {"native", "shared"} & set(entry.emitters)}


def test_a_code_without_a_variant():
    with pytest.raises(ValueError, match="no-such-code"):
        broken("no-such-code")
