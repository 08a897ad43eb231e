"""Finds and explains values that YAML reads differently from what a person typed.

Most of it cannot happen here: `no`, `17:30`, `1.10`, `007` and dates stay the text that was typed. A comment cuts a
text in silence, and so it is looked for; what breaks the syntax is explained where it stands.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, NamedTuple, cast

import attrs
import yaml

from ..._patterns import late_pattern
from ...diagnostics import Diagnostic, Edit, Fix, Path, Severity, Span

__all__ = ["PROSE", "Cut", "advice", "advised", "cut_findings", "cut_texts", "line_separators"]

PROSE = frozenset([
    "abstract", "accessibility", "audience", "bio", "credited_as", "description", "edition", "floor",
    "honorific", "job_title", "locality", "name", "postal_code", "pronouns", "reason", "region", "role_title",
    "short_name", "street", "subtitle", "tags", "text", "theme", "title", "verb",
])  # fmt: skip
"""The keys of texts that people read, in which a `#` is an ordinary character. Ids, times and words contain none."""

_MAY_BE_CUT = late_pattern(
    rf"(?:(?:\b(?:{'|'.join(sorted(PROSE))})[\"']?:|^[ \t]*-)[ \t]+[^\s\"'|>#][^\n]*?|^[ \t]*[^\s#][^\n:]*?)[ \t]#",
    re.M,
)
"""Matches where a text may end in a comment; most files have no such line, and are not searched again."""
_COMMENT = late_pattern(r"[,:\]}]*[ \t]+(#[^\n\x85\u2028\u2029]*)")
_SEPARATORS = {"\x85": "U+0085", "\u2028": "U+2028", "\u2029": "U+2029"}
_BEGINS_VALUE = late_pattern(
    r"^[ \t]*(?:- +)*[\w.-]+:[ \t]+([\[*&!|>\"'?@`%-]|\{(?!.*[{,][ \t]*[\w.-]+:[ \t]+[*&!|>?@`%-]))"
    r"|[{,][ \t]*[\w.-]+:[ \t]+([*&!|>?@`%-])"
)
_NO_BLANK = late_pattern(r"^[ \t]*(?:- +)*[\w.-]+:[^\s/]")
_LOOKS_LIKE_BLANK = late_pattern("[\u00a0\u2000-\u200b\u202f\u3000\ufeff]")
_WIDE = late_pattern("^\\s*(?:- +)*[\\w.-]+\\s*[\uff1a\u2236\ua789]")


class Cut(NamedTuple):
    """A text that is followed by a comment on its line."""

    path: Path
    """The path of the text in the document."""
    text: str
    """The part of the text that is read."""
    comment: str
    """The comment, from its `#` on."""
    start: int
    """Where the text begins."""
    end: int
    """Where the comment ends."""
    span: Span
    """The place of the text."""

    @property
    def is_sure(self) -> bool:
        """Whether the `#` belongs to the text: nobody begins a comment with `#2`."""
        return self.comment[1:2] not in ("", " ", "\t", "#", "!")

    @property
    def whole(self) -> str:
        """The whole text as it was typed."""
        return f"{self.text} {self.comment}"


def cut_texts(text: str, source: str, events: Iterable[Any]) -> tuple[list[Cut], int]:
    """Return the texts that a comment follows on their line, and how many lines end in a comment.

    Args:
        text: a YAML text that can be read.
        source: its name.
        events: its events.
    """
    cuts: list[Cut] = []
    lines: set[int] = set()
    levels: list[list[Any]] = []  # for each container around: a path, and the key or the number that is next
    for event in events:
        end: Any = event.end_mark
        comment = None if end is None else _COMMENT.match(text, end.index)
        if (
            end is not None
            and comment is not None
            and isinstance(event, (yaml.ScalarEvent, yaml.MappingEndEvent, yaml.SequenceEndEvent))
        ):
            lines.add(end.line)
        if isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
            levels.pop()
        elif isinstance(event, yaml.DocumentEndEvent):
            break
        elif isinstance(event, yaml.NodeEvent):
            path = _next_path(levels, event)
            if path is None:
                continue
            if isinstance(event, (yaml.MappingStartEvent, yaml.SequenceStartEvent)):
                levels.append([path, 0 if isinstance(event, yaml.SequenceStartEvent) else None])
            elif comment and _is_cut(event, path, text):
                start: Any = event.start_mark
                begin = text.rfind("\n", 0, start.index) + 1
                cuts.append(_cut(event, path, comment, source, text[begin : begin + 300].partition("\n")[0]))
    return cuts, len(lines)


def _next_path(levels: list[list[Any]], event: Any) -> Path | None:
    """Return the path of the next value; None if it is a key."""
    if not levels:
        return ()
    level = levels[-1]
    above, step = level
    if isinstance(step, int):
        level[1] = step + 1
        return (*above, step)
    if step is None:
        level[1] = getattr(event, "value", "")
        return None
    level[1] = None
    return (*above, step)


def _is_cut(event: Any, path: Path, text: str) -> bool:
    names = [part for part in path[-2:] if isinstance(part, str)]
    is_plain = isinstance(event, yaml.ScalarEvent) and not event.style and bool(event.value)
    end: int = cast("Any", event.end_mark).index
    return is_plain and bool(names) and names[-1] in PROSE and text[end : end + 1] in " \t"


def _cut(event: Any, path: Path, comment: re.Match[str], source: str, line: str) -> Cut:
    start, end = event.start_mark, event.end_mark
    words = comment[1].rstrip()
    return Cut(
        path=path,
        text=event.value,
        comment=words,
        start=start.index,
        end=comment.start(1) + len(words),
        span=Span(
            source=source,
            line=start.line + 1,
            column=start.column + 1,
            end_line=end.line + 1,
            end_column=end.column + 1 + comment.start(1) - comment.start() + len(words),
            text=line,
        ),
    )


def cut_findings(text: str, source: str, events: Callable[[], Iterable[Any]]) -> list[Diagnostic]:
    """Return a finding for each text that a comment seems to cut off.

    Args:
        text: a YAML text that can be read.
        source: its name.
        events: returns its events, which most texts are not asked for.
    """
    if not any(map(_MAY_BE_CUT.search, _lines_with_comments(text))):
        return []
    cuts, comments = cut_texts(text, source, events())
    found: list[Diagnostic] = []
    for cut in cuts:
        if not cut.is_sure and comments > 1:
            continue  # whoever writes comments behind values means them as comments
        fix = Fix(title="put the text in quotes", edits=(Edit(path=cut.path, replacement=cut.whole),))
        found.append(
            Diagnostic(
                code="comment-in-text",
                message=f"the text ends at {cut.text!r}: in YAML a `#` behind a blank begins a comment",
                severity=Severity.ERROR if cut.is_sure else Severity.WARNING,
                path=cut.path,
                span=cut.span,
                help=f'put the text in quotes: "{cut.whole}"'
                if cut.is_sure
                else "put the text in quotes if it goes on; otherwise give the comment a line of its own",
                fix=fix if cut.is_sure else None,
            )
        )
    return found


def _lines_with_comments(text: str) -> Iterator[str]:
    """Yield the lines that may end in a comment."""
    at = text.find("#")
    while at >= 0:
        end = at + 1
        if text[at - 1 : at] in (" ", "\t"):
            end = found if (found := text.find("\n", at)) >= 0 else len(text)
            yield text[text.rfind("\n", 0, at) + 1 : end]
        at = text.find("#", end)


def line_separators(text: str, source: str, *, is_broken: bool) -> list[Diagnostic]:
    """Return a finding for the first character that YAML takes for a line break and editors do not show as one.

    Args:
        text: a YAML text.
        source: its name.
        is_broken: whether it could not be read. In one that could, U+0085 has become a blank, and the others stay.
    """
    where = [(text.find(sign), name) for sign, name in _SEPARATORS.items() if sign in text]
    if not is_broken:
        where = [item for item in where if item[1] == "U+0085"]
    if not where:
        return []
    index, name = min(where)
    line = text.count("\n", 0, index)
    begin = text.rfind("\n", 0, index) + 1
    return [
        Diagnostic(
            code="control-character",
            message=f"expected line feeds between lines, got {name}, which YAML takes for a line break",
            severity=Severity.WARNING,
            span=Span(source=source, line=line + 1, column=index - begin + 1, text=text[begin:index][:300]),
            help="write a blank in its place, or the text in double quotes with an escape",
        )
    ]


# --- what breaks the syntax


_BY_PROBLEM = {
    "end of stream": "close the quotation mark, or put the whole text in quotes of the other kind",
    "escape character": "write `\\\\` for a backslash in double quotes, or use single quotes",
    "mapping values": "a colon and a blank make a mapping of a text: put the text in quotes",
}
_BY_SIGN = {
    "\t": "indent with blanks, not with tabs",
    **{sign: f"put the text in quotes: it begins with `{sign}`" for sign in "@`%"},
}


def advice(problem: str, lines: Sequence[str], sign: str) -> str | None:
    """Return what to do about a syntax error; None if there is no advice.

    Args:
        problem: what the parser says.
        lines: the lines from where the parser began to be puzzled to where it gave up.
        sign: the letter that it gave up at.
    """
    known = next((help for words, help in _BY_PROBLEM.items() if words in problem), None) or _BY_SIGN.get(sign)
    return known or _by_lines(problem, lines)


def _by_lines(problem: str, lines: Sequence[str]) -> str | None:
    is_flow = "',' or" in problem
    if is_flow and any(_MAY_BE_CUT.search(line) for line in lines):
        return "a `#` behind a blank begins a comment, which goes to the end of the line: put the text in quotes"
    if any(_WIDE.search(line) for line in lines):
        return "write a plain colon behind a key"
    if blank := next((found[0] for line in lines if (found := _LOOKS_LIKE_BLANK.search(line))), None):
        return f"write plain blanks: there is a U+{ord(blank):04X}, which looks like one"
    if "expected ':'" in problem and any(_NO_BLANK.search(line) for line in lines):
        return "write a blank behind the colon of a key"
    begins = next((match[1] or match[2] for line in reversed(lines) if (match := _BEGINS_VALUE.search(line))), None)
    if begins:
        return f"put the whole text in quotes: it begins with `{begins}`"
    return "put texts with a colon and a blank, a comma or a bracket in quotes" if is_flow else None


_KEY_ALONE = late_pattern(r"[^:{}\[\]]*[,}]")


def advised(item: Diagnostic, line: str) -> Diagnostic:
    """Return a finding about a value with advice, if its line shows that YAML took a text for something else."""
    if item.span is None or (item.help is not None and not item.help.startswith("known are")):
        return item
    before, rest = line[: item.span.column - 1], line[item.span.column - 1 :]
    help = item.help
    if item.code == "wrong-type" and "expected text" in item.message:
        if rest[:1] in ("[", "{"):
            help = f"put a text that begins with `{rest[0]}` in quotes"
        elif rest.lstrip().startswith("#"):
            help = "put a text that begins with `#` in quotes"
        elif rest.startswith(("true", "false", "null", "~")):
            help = "put the text in quotes"
    elif item.code == "unknown-key" and before.rstrip().endswith(",") and _KEY_ALONE.match(rest):
        help = "put a text with a comma in quotes: within `{` and `}` a comma ends it"
    return item if help == item.help else attrs.evolve(item, help=help)
