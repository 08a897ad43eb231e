"""Turns markup into plain text: HTML for readers of foreign files, HTML and Markdown for writers for people.

A reader knows which members of a document are HTML, and `plain_text` extracts their text. A text of the model is plain
text by definition; `readable` finds out whether somebody wrote HTML or Markdown all the same.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from html.parser import HTMLParser

__all__ = ["is_html", "plain_text", "readable"]

_PARAGRAPHS = frozenset(["p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "dl", "table", "pre", "blockquote", "hr"])
_SECTIONS = ["section", "article", "header", "footer", "address", "figure", "figcaption"]
_LINES = frozenset(["div", "li", "tr", "dt", "dd", *_SECTIONS])
_INLINE = "span|b|i|u|s|em|strong|a|img|code|sup|sub|td|th|small|font|html-blob"
_SILENT = frozenset(("script", "style", "head", "title"))

_layout_tag = re.compile(rf"</?(?:br|{'|'.join(sorted(_PARAGRAPHS | _LINES))})(?:[\s/][^<>]*)?>", re.IGNORECASE)
_inline_tag = re.compile(rf"</?(?:{_INLINE})(?:[\s/][^<>]*)?>", re.IGNORECASE)
_scheme = re.compile(r"(?:https?://(?:www\.)?|mailto:|tel:)", re.IGNORECASE)
_RAISED = str.maketrans("0123456789+-\N{MINUS SIGN}=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿ")
_LOWERED = str.maketrans("0123456789+-\N{MINUS SIGN}=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎")
_SCRIPTS = {"sup": _RAISED, "sub": _LOWERED}
_RULE = "---"


def is_html(text: str) -> bool:
    """Return whether a text contains HTML elements."""
    return "<" in text and (_layout_tag.search(text) or _inline_tag.search(text)) is not None


def plain_text(markup: str) -> str:
    """Return a piece of HTML as plain text that keeps what a reader of the page would see.

    - An empty line follows a paragraph, heading, list or table; a line end follows `<br>`, `<div>`, an item and a row.
    - An item begins with `- `, in an ordered list with its number; the cells of a row are separated by ` | `.
    - A link keeps its address, `Sign up (https://…)`, unless its text has the address already. Of `mailto:` and `tel:`
      only the e-mail address or the number is added, and nothing of an address inside the page or of a script.
    - An image is its `alt`; `<hr>` between two paragraphs is a line of `---`.
    - Digits in `<sup>` and `<sub>` are those of Unicode: 10², H₂O. Other text in them is plain: 1st.
    - A text without any element for layout keeps its own line ends, as calendars write them beside `<b>` and `<a>`.
    """
    reader = _TextReader(keeps_line_ends=_layout_tag.search(markup) is None)
    reader.feed(markup)
    reader.close()
    return reader.text()


class _TextReader(HTMLParser):
    """Collects the text; line ends and spaces are held back until visible text follows.

    Args:
        keeps_line_ends: whether line ends in the text are preserved in the output.
    """

    def __init__(self, *, keeps_line_ends: bool) -> None:
        super().__init__(convert_charrefs=True)
        self._pieces: list[str] = []
        self._keeps_line_ends = keeps_line_ends
        self._line_ends = 0
        self._blank = False
        self._follows_marker = False
        self._silent = 0
        self._preformatted = False
        self._cells = 0
        self._lists: list[int | None] = []
        self._link: tuple[str, int] | None = None
        self._script: tuple[str, int] | None = None

    def text(self) -> str:
        """Return the text of everything that was fed."""
        self._end_link()
        while self._pieces and self._pieces[-1].strip() == _RULE:
            self._pieces.pop()
        return "".join(self._pieces).strip()

    # Methods that HTMLParser calls

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SILENT:
            self._silent += 1
        elif tag == "br":
            self._line_ends = min(2, self._line_ends + 1)
        elif tag == "li":
            self._start_item()
        elif tag in _PARAGRAPHS or tag in _LINES:
            self._start_block(tag, dict(attrs))
        elif tag == "body":
            self._silent = 0
        else:
            self._start_inline(tag, dict(attrs))

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT:
            self._silent = max(0, self._silent - 1)
        elif tag == "a":
            self._end_link()
        elif tag in _SCRIPTS:
            self._end_script()
        elif tag in _PARAGRAPHS:
            if tag in ("ul", "ol") and self._lists:
                self._lists.pop()
            elif tag == "pre":
                self._preformatted = False
            self._break(1 if self._lists else 2)
        elif tag in _LINES:
            self._break(1)
        elif tag in ("td", "th"):
            self._blank = True

    def handle_data(self, data: str) -> None:
        if self._silent:
            return
        if not (self._keeps_line_ends or self._preformatted):
            self._words(data)
            return
        for number, line in enumerate(data.splitlines() if data else ()):
            if number:
                self._line_ends = min(2, self._line_ends + 1)
            self._words(line)
        if data.endswith(("\n", "\r")):
            self._line_ends = min(2, self._line_ends + 1)

    # Elements

    def _start_block(self, tag: str, attributes: dict[str, str | None]) -> None:
        if tag in ("ul", "ol"):
            self._break(1 if self._lists else 2)
            start = attributes.get("start") or "1"
            first = int(start) if start.isascii() and start.isdecimal() and len(start) < 7 else 1
            self._lists.append(first if tag == "ol" else None)
            return
        self._break(2 if tag in _PARAGRAPHS else 1)
        if tag == "hr" and self._pieces and self._pieces[-1].strip() != _RULE:
            self._write(_RULE)
            self._break(2)
        elif tag == "tr":
            self._cells = 0
        elif tag == "pre":
            self._preformatted = True

    def _start_inline(self, tag: str, attributes: dict[str, str | None]) -> None:
        if tag in ("td", "th"):
            self._cells += 1
            if self._cells > 1:
                self._write("|")
                self._blank = True
        elif tag == "a":
            self._end_link()
            self._link = ((attributes.get("href") or "").strip(), len(self._pieces))
        elif tag == "img":
            self._words(attributes.get("alt") or "")
        elif tag in _SCRIPTS:
            self._script = (tag, len(self._pieces))

    def _start_item(self) -> None:
        self._follows_marker = False
        self._break(1)
        number = self._lists[-1] if self._lists else None
        if number is not None:
            self._lists[-1] = number + 1
        self._write("-" if number is None else f"{number}.")
        self._blank = self._follows_marker = True

    def _end_link(self) -> None:
        if self._link is None:
            return
        (href, start), self._link = self._link, None
        label = "".join(self._pieces[start:]).strip()
        if not href or href.startswith("#") or href.casefold().startswith("javascript:"):
            return
        address = re.sub(r"\?.*", "", href[href.index(":") + 1 :]) if _is_contact(href) else href
        if not label:
            self._words(address)
        elif _bare(address) not in _bare(label):
            self._pieces.append(f" ({address})")

    def _end_script(self) -> None:
        if self._script is None:
            return
        (tag, start), self._script = self._script, None
        table = _SCRIPTS[tag]
        content = "".join(self._pieces[start:])
        if all(ord(sign) in table for sign in content if not sign.isspace()):
            self._pieces[start:] = [content.translate(table)]

    # Output

    def _break(self, line_ends: int) -> None:
        if not self._follows_marker:
            self._line_ends = max(self._line_ends, line_ends)

    def _words(self, text: str) -> None:
        words = text.split()
        if text[:1].isspace():
            self._blank = True
        if words:
            self._write(" ".join(words))
            self._blank = text[-1].isspace()

    def _write(self, text: str) -> None:
        if self._pieces:
            text = ("\n" * self._line_ends or " " * self._blank) + text
        self._pieces.append(text)
        self._line_ends, self._blank, self._follows_marker = 0, False, False


def _is_contact(href: str) -> bool:
    return href.casefold().startswith(("mailto:", "tel:"))


def _bare(address: str) -> str:
    """Return an address as people write it: without its scheme, `www.` and the last slash."""
    return _scheme.sub("", address.casefold()).rstrip("/")


# Markup in a text that should be plain

_MOST_PASSES = 8
_OTHER_TAGS = (
    "abbr|aside|bdi|bdo|big|body|br|caption|center|cite|col|colgroup|del|details|dfn|head|html|ins|kbd|label|main|mark|nav"
    "|picture|q|samp|script|source|strike|style|summary|tbody|tfoot|thead|time|title|tt|var|wbr"
)
_tag = re.compile(
    rf"<(/?)({'|'.join(sorted(_PARAGRAPHS | _LINES))}|{_INLINE}|{_OTHER_TAGS})(?:[\s/][^<>]*)?>",
    re.IGNORECASE,
)
_ALONE = frozenset(["br", "hr", "img", "wbr"])
_SWALLOWED = (("<!--", "-->"), *((f"<{name}", f"</{name}>") for name in ("head", "script", "style", "title")))
_entity = re.compile(r"&(?:[A-Za-z][A-Za-z0-9]{1,30}|#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6});")
_markdown = re.compile(
    r"""(?P<code>```.*?```|`[^`\n]+`)
    |!\[(?P<image>[^\[\]\n]*)\]\([^\s()]*(?:[ ]"[^"\n]*")?\)
    |\[(?P<label>[^\[\]\n]+)\]\((?P<address>(?:https?://|mailto:)[^\s()]+(?:\([^\s()]*\)[^\s()]*)*)(?:[ ]"[^"\n]*")?\)
    |<(?P<plain>https?://[^\s<>]+)>
    |(?P<bare>https?://[^\s<>]+)
    |(?<![\w*\\])\*\*(?=[^\s*)\].,;:!?])(?P<strong>[^*\n]*[^\s*(\[])\*\*(?![\w*])
    |(?<![\w*\\])\*(?=[^\s*)\].,;:!?])(?P<em>[^*\n]*[^\s*(\[])\*(?![\w*])
    |(?<![\w\\])__(?=[^\s_a-z]|[^_\s]+\s[^_\n]*__)(?P<strong2>[^_\n]*[^\s_])__(?!\w)
    |(?<![\w\\])_(?=[^\s_])(?P<em2>[^_\n]*[^\s_])_(?!\w)
    |^[ ]{0,3}\#{1,6}[ \t]+(?=\S)(?P<heading>[^\r\n]+)(?=\r?$)""",
    re.VERBOSE | re.MULTILINE | re.DOTALL,
)


def readable(text: str, *, markdown: bool = True) -> str:
    """Return a text without tags, entities and Markdown signs, as people should read it.

    A text counts as HTML if it contains a closed HTML element or a `<br>` that breaks a line, or begins with `<p>`. It
    is then read by `plain_text`, except for names that are not HTML elements: `List<String>`, `<your name>`, and except
    for text about a tag: "we replaced <table> with <div>". Of Markdown, the signs of links, images, emphasis and
    headings are removed; code stays. Plain and already readable text is returned unchanged.

    Args:
        text: a text of the model.
        markdown: whether to remove Markdown signs too; False for writers that render Markdown.
    """
    once = text
    for _ in range(_MOST_PASSES):
        again = _without_html(once)
        if markdown:
            again = _markdown.sub(_without_signs, again)
        if again == once:
            return once
        once = again
    return text  # whatever this is, nobody wrote it for a page


def _without_html(text: str) -> str:
    if "<" not in text and "&" not in text:
        return text
    if _is_markup(text):
        return plain_text("".join(_known_elements(_without_swallowed(text))))
    return _entity.sub(_character, text)


def _is_markup(text: str) -> bool:
    opened: set[str] = set()
    begin = len(text) - len(text.lstrip())
    for match in _tag.finditer(text):
        name = match[2].lower()
        if match[1]:
            if name in opened:
                return True
        elif name in _ALONE or (match.start() == begin and (name in _PARAGRAPHS or name in _LINES)):
            return True
        else:
            opened.add(name)
    return False


def _without_swallowed(text: str) -> str:
    """Return HTML without comments, scripts and other hidden parts; an unclosed one stays."""
    for begin, end in _SWALLOWED:
        lower = text.lower() if begin in text.lower() else ""
        if len(lower) != len(text):
            continue  # there is none, or a letter whose lower-case form is longer
        pieces: list[str] = []
        done = 0
        while (start := lower.find(begin, done)) >= 0 and (stop := lower.find(end, start)) >= 0:
            is_it = begin == "<!--" or _tag.match(text, start) is not None
            pieces.append(text[done:start] if is_it else text[done : stop + len(end)])
            done = stop + len(end)
        text = "".join([*pieces, text[done:]])
    return text


def _known_elements(text: str) -> Iterator[str]:
    """Yield HTML in which every `<` that does not begin an element is escaped."""
    done = 0
    for match in _tag.finditer(text):
        yield text[done : match.start()].replace("<", "&lt;")
        if match[2].lower() not in _SILENT:
            yield match[0]
        elif not match[1]:
            yield match[0].replace("<", "&lt;")  # an unclosed one would hide everything after it
        done = match.end()
    yield text[done:].replace("<", "&lt;")


def _character(match: re.Match[str]) -> str:
    return html.unescape(match[0]).replace("\N{NO-BREAK SPACE}", " ")


def _without_signs(match: re.Match[str]) -> str:
    kind = match.lastgroup
    if kind in ("code", "bare"):
        return match[0]
    if kind != "address":
        return match[kind or 0].rstrip("# \t") if kind == "heading" else match[kind or 0]
    label, address = match["label"], match["address"].removeprefix("mailto:")
    return label if _bare(address) in _bare(label) else f"{label} ({address})"
