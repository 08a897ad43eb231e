"""HTML as plain text: the one converter of all readers."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ospo_events.views.html_text import is_html, plain_text


def test_html_becomes_paragraphs_and_lists() -> None:
    html = (
        "<head><title>no</title></head><div>one<br>two</div><style>p{}</style><ul><li>a</li><li>b &amp; c</li></ul>tail"
    )
    assert is_html(html)
    assert plain_text(html) == "one\ntwo\n\n- a\n- b & c\n\ntail"
    assert plain_text("</script>x") == "x"
    assert not is_html("a < b and c > d")


SNIPPETS = [
    # Links
    ('<a href="https://x.example/in">Sign up</a> now', "Sign up (https://x.example/in) now"),
    ('Go: <a href="https://x.example/in"> Sign up </a>, please', "Go: Sign up (https://x.example/in) , please"),
    ('<a href="https://x.example/">https://x.example/</a>', "https://x.example/"),
    ('<a href="https://www.x.example/">x.example</a>', "x.example"),
    ('<a href="http://x.example/a">See https://x.example/a</a>', "See https://x.example/a"),
    ('<a href="/rooms/1">Hall</a>', "Hall (/rooms/1)"),
    ('<a href="mailto:ada@x.example?subject=Hi">ada@x.example</a>', "ada@x.example"),
    ('<a href="mailto:ada@x.example?subject=Hi">Write to us</a>', "Write to us (ada@x.example)"),
    ('<a href="tel:+4930123">+4930123</a>', "+4930123"),
    ('<a href="#top">Up</a> <a name="x">here</a> <a href="javascript:go()">go</a>', "Up here go"),
    ('<a href="https://x.example/in"></a>', "https://x.example/in"),
    ('<a href="https://x.example/in"><img src="a.png" alt="Sign up"></a>', "Sign up (https://x.example/in)"),
    ('<a href="https://a.example/1">one <a href="https://b.example/2">two', "one (https://a.example/1) two (https://b.example/2)"),
    ('<a href="https://x.example/?a=1&amp;b=2">both</a>', "both (https://x.example/?a=1&b=2)"),
    ('<a href="https://x.example/in"><div>Sign up</div></a><p>Then</p>', "Sign up (https://x.example/in)\n\nThen"),
    # Raised and lowered
    ("10<sup>2</sup> m, H<sub>2</sub>O", "10² m, H₂O"),
    ("1<sup>st</sup> of May, x<sup>-n</sup>", "1st of May, x⁻ⁿ"),
    # Images and rules
    ('A <img src="x.png" alt="red  door"> and <img src="y.png"> none', "A red door and none"),
    ("<p>One</p><hr><hr/><p>Two</p><hr>", "One\n\n---\n\nTwo"),
    ("<hr>One", "One"),
    # Lines and paragraphs
    ("<p>One<br>two</p>\n<p>Three</p>", "One\ntwo\n\nThree"),
    ("one<br><br><br>two", "one\n\ntwo"),
    ("<div>one</div><div>two</div><div><br></div><div>three</div>", "one\ntwo\n\nthree"),
    ("<p>a\n  long\tline&nbsp;here</p>", "a long line here"),
    ("<h2>Title</h2>Text", "Title\n\nText"),
    ("<b>Bring</b> a laptop\nand <i>tea</i>\n\nThanks\n", "Bring a laptop\nand tea\n\nThanks"),
    ("<pre>a\n  b</pre>c", "a\nb\n\nc"),
    # Lists and tables
    ("<ol><li>one<li>two</ol><ol start=5><li>five</ol>", "1. one\n2. two\n\n5. five"),
    ("<ul><li><p>one</p></li><li>two<ul><li>in</li></ul></li><li>three</li></ul>x", "- one\n- two\n- in\n- three\n\nx"),
    ("<table><tr><th>When</th><th>What</th></tr><tr><td>9</td><td>Talk</td></tr></table>", "When | What\n9 | Talk"),
    ("<dl><dt>Who</dt><dd>Ada</dd></dl>", "Who\nAda"),
    # References and what is not read
    ("&lt;p&gt; &amp;amp; &#8211; &eacute; &nosuch;<br>", "<p> &amp; – é &nosuch;"),
    ("a<script>alert(1)</script>b<!-- no --><style>p{}</style>", "ab"),
    ("<html><head><title>no</title><body>yes", "yes"),
    ("", ""),
    ("<p> </p><br>", ""),
]  # fmt: skip


@pytest.mark.parametrize(("html", "text"), SNIPPETS)
def test_a_reader_sees_what_the_page_shows(html: str, text: str) -> None:
    assert plain_text(html) == text


@pytest.mark.parametrize(
    "text", ["a < b and c > d", "<ada@x.example>", "<https://x.example/>", "plain", "<pre-talk>x", "Ada <b@x.example>"]
)
def test_text_with_angle_brackets_is_not_html(text: str) -> None:
    assert not is_html(text)


TAGS = ["<p>", "</p>", "<br>", "<a href='https://x.example/'>", "</a>", "<sup>", "</sup>", "<ul>", "<ol>", "<li>", "</ul>",
        "<tr>", "<td>", "<hr>", "<pre>", "</pre>", "<img alt='x'>", "<head>", "</head>", "<body>"]  # fmt: skip


@given(st.lists(st.sampled_from(TAGS) | st.text(alphabet="a1 \n&;<", max_size=6)))
def test_any_order_of_tags_gives_text_without_blanks_at_its_ends(pieces: list[str]) -> None:
    text = plain_text("".join(pieces))
    assert text == text.strip()
    assert "\n\n\n" not in text


@pytest.mark.parametrize("tag", TAGS)
def test_many_elements_take_time_in_proportion(tag: str) -> None:
    start = time.perf_counter()
    plain_text(f"{tag}x" * 20_000)
    assert time.perf_counter() - start < 5
