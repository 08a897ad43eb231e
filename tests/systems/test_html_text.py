"""HTML as text, as the readers of all systems have it."""

from __future__ import annotations

from ospo_events.codecs._reading.html_text import is_html, plain_text


def test_html_becomes_paragraphs_and_lists() -> None:
    html = (
        "<head><title>no</title></head><div>one<br>two</div><style>p{}</style><ul><li>a</li><li>b &amp; c</li></ul>tail"
    )
    assert is_html(html)
    assert plain_text(html) == "one\ntwo\n\n- a\n- b & c\n\ntail"
    assert plain_text("</script>x") == "x"
    assert not is_html("a < b and c > d")
