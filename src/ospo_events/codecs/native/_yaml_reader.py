"""Reads YAML text into plain values, from the event stream of PyYAML.

Neither the resolvers nor the constructors of PyYAML take part: they read `17:30` as 1050 and `NO`
as False, and pass duplicate keys in silence. Scalars stay text; plain `null`, `true`, `false` and
numbers follow JSON (the failsafe and JSON schemas of YAML 1.2, chapter 10). Aliases, tags and a
second document are refused. The event stream is flat, so that depth costs nothing.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Collection, Iterator, Mapping
from typing import Any

import attrs
import yaml

from ...diagnostics import AT_KEY, Diagnostic, Path, Related, Report, Span
from .._codec import Decoded
from .._reading.decode_bytes import read_text
from ._document import Input, nothing
from ._structure import decode_tree
from ._values import MAX_DEPTH, Number
from ._yaml_traps import Cut, advice, advised, cut_findings, cut_texts, line_separators

__all__ = ["YamlText", "read_yaml"]

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_WORDS: dict[str, Any] = {"null": None, "~": None, "": None, "true": True, "false": False}
_is_number = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?").fullmatch
_NUMBER_STARTS = frozenset("-0123456789")
_WRITE_OUT = "write the value out, or put a text that begins so in quotes"
MAX_PROBLEMS = 200


class _StopError(Exception):
    """The rest of the text cannot be read."""


class _Level:
    """A sequence or a mapping that the walk is inside."""

    __slots__ = ("at", "key", "path", "value")

    def __init__(self, value: Any, path: Path) -> None:
        self.value = value
        self.path = path
        self.key: str | None = None
        self.at: Any = None


def _plain(text: str) -> Any:
    """Return the value of a scalar without quotation marks."""
    if text in _WORDS:
        return _WORDS[text]
    return Number(text) if text[0] in _NUMBER_STARTS and _is_number(text) else text


class YamlText:
    """One YAML text: its value, its faults, and the positions in it.

    Places are asked for only of a text whose value could be read.

    Args:
        text: the text.
        source: the name of its source.
    """

    def __init__(self, text: str, source: str) -> None:
        self._text = text
        self._source = source
        self.problems: list[Diagnostic] = []
        self.is_cut = False
        """Whether the value ends where it could not be read on."""

    def value(self) -> Any:  # noqa: C901, PLR0912, PLR0915 # one flat loop: a call for each scalar would double its time
        """Return the value of the text; the faults are then in `problems`."""
        self.problems = []
        root: list[Any] = []
        stack: list[Any] = []
        top: Any = root  # the container that values go into
        key: str | None = None
        documents = 0
        scalar, mapping, sequence = yaml.ScalarEvent, yaml.MappingStartEvent, yaml.SequenceStartEvent
        end_of_mapping, end_of_sequence = yaml.MappingEndEvent, yaml.SequenceEndEvent
        try:
            for event in self._events():
                kind = event.__class__
                if kind is scalar:
                    value: Any = event.value
                    if event.anchor is not None or event.tag is not None:
                        self._refuse_marks(event)
                    if top.__class__ is dict:
                        if key is None:
                            if value in top:
                                self._refuse_second(event)
                            key = value
                            continue
                        top[key] = value if event.style else _plain(value)
                        key = None
                    else:
                        top.append(value if event.style else _plain(value))
                elif kind is end_of_mapping or kind is end_of_sequence:
                    top = stack.pop()
                elif kind is mapping or kind is sequence:
                    if event.anchor is not None or event.tag is not None:
                        self._refuse_marks(event)
                    value = {} if kind is mapping else []
                    if top.__class__ is dict:
                        if key is None:
                            self._refuse_key(event)
                            raise _StopError
                        top[key] = value
                        key = None
                    else:
                        top.append(value)
                    stack.append(top)
                    top = value
                    if len(stack) > MAX_DEPTH:
                        self._problem("too-deep", f"expected at most {MAX_DEPTH} levels, got more", event)
                        raise _StopError
                elif kind is yaml.AliasEvent:
                    self._problem("yaml-alias", f"expected a value, got the alias *{event.anchor}", event, _WRITE_OUT)
                    if top.__class__ is dict:
                        if key is None:
                            raise _StopError
                        key = None
                elif kind is yaml.DocumentStartEvent:
                    documents += 1
                    if documents > 1:
                        self._problem("second-document", "expected one document, got another", event)
                        raise _StopError
        except _StopError:
            self.is_cut = documents < 2
        except (yaml.YAMLError, ValueError) as problem:
            self._syntax(problem)
        return root[0] if root else None

    def _events(self) -> Iterator[Any]:
        return iter(_Loader(self._text).get_event, None)  # what `yaml.parse` does, which asks twice for each

    def _refuse_second(self, event: Any) -> None:
        related = (Related(message="first here", span=self._first_key(event, event.value)),)
        self._problem("duplicate-key", f"expected each key once, got {event.value!r} again", event, related=related)

    def _first_key(self, event: Any, name: str) -> Span | None:
        """Return the span of the key with that name before `event` in the same mapping."""
        open_keys: list[dict[str, Any]] = []
        expects_key: list[bool] = []
        for other in self._events():
            if other.start_mark.index == event.start_mark.index and isinstance(other, yaml.ScalarEvent):
                return self._span(open_keys[-1][name])
            if isinstance(other, (yaml.MappingStartEvent, yaml.SequenceStartEvent)):
                if expects_key:
                    expects_key[-1] = True
                is_mapping = isinstance(other, yaml.MappingStartEvent)
                open_keys.append({})
                expects_key.append(is_mapping)
                if not is_mapping:
                    open_keys[-1][AT_KEY] = None
            elif isinstance(other, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
                open_keys.pop()
                expects_key.pop()
            elif isinstance(other, (yaml.ScalarEvent, yaml.AliasEvent)) and open_keys and AT_KEY not in open_keys[-1]:
                if expects_key[-1] and isinstance(other, yaml.ScalarEvent):
                    open_keys[-1].setdefault(other.value, other)
                expects_key[-1] = not expects_key[-1]
        return None  # pragma: no cover # the event is among them

    def _refuse_key(self, event: Any) -> None:
        index: int = event.start_mark.index
        is_template = self._text[index - 1 : index + 1] == "{{"
        help = "fill in the template, or put the text in quotes" if is_template else "put the text in quotes"
        self._problem("wrong-type", "expected text as a key, got a list or a mapping", event, help)

    def _refuse_marks(self, event: Any) -> None:
        if event.anchor is not None:
            self._problem("yaml-alias", f"expected no anchor, got &{event.anchor}", event, _WRITE_OUT)
        if event.tag is not None:
            self._problem(
                "yaml-tag",
                f"expected no tag, got {event.tag}",
                event,
                "leave the tag out, or put a text that begins with `!` in quotes",
            )

    def _problem(
        self, code: str, message: str, event: Any, help: str | None = None, related: tuple[Related, ...] = ()
    ) -> None:
        if len(self.problems) >= MAX_PROBLEMS:
            raise _StopError
        span = attrs.evolve(self._span(event), text=self._line(event.start_mark.line))
        self.problems.append(Diagnostic(code=code, message=message, span=span, help=help, related=related))

    def _span(self, event: Any) -> Span:
        start, end = event.start_mark, event.end_mark
        return Span(
            source=self._source,
            line=start.line + 1,
            column=start.column + 1,
            end_line=end.line + 1,
            end_column=end.column + 1,
        )

    def _line(self, number: int) -> str:
        lines = self._text.split("\n", number + 1)
        return lines[number][:300] if number < len(lines) else ""

    def _syntax(self, problem: Exception) -> None:
        mark, began = getattr(problem, "problem_mark", None), getattr(problem, "context_mark", None)
        what = getattr(problem, "problem", None) or getattr(problem, "reason", None) or "unreadable text"
        context = getattr(problem, "context", None)
        # A quotation mark that is never closed, and a key without its colon, are noticed far behind them only.
        late = "end of stream" in what or "expected ':'" in what
        at = (began if late and began is not None else mark) or began
        if began is not None and _is_conflict_mark(self._line(began.line)):
            what, context = "the mark of a conflict that nobody has resolved", None
        line, column = (at.line, at.column) if at else self._place(getattr(problem, "position", 0))
        self.problems.append(
            Diagnostic(
                code="not-yaml",
                message=f"expected YAML, got a mistake: {what}" + (f" ({context})" if context else ""),
                span=Span(source=self._source, line=line + 1, column=column + 1, text=self._line(line)),
                help=self._advice(what, began, mark),
            )
        )

    def _advice(self, what: str, began: Any, mark: Any) -> str | None:
        if mark is None:
            return None
        first = mark.line if began is None else max(began.line, mark.line - 20)
        lines = self._text.split("\n", mark.line + 1)[first : mark.line + 1]
        sign = lines[-1][mark.column : mark.column + 1] if lines else ""
        return advice(what, lines, sign)

    def findings(self) -> list[Diagnostic]:
        """Return findings about values that YAML reads differently from what was typed, in a readable text."""
        try:
            cut = cut_findings(self._text, self._source, self._events)
        except (yaml.YAMLError, ValueError):  # what stands behind the end of the document need not be YAML
            cut = []
        is_broken = any(item.code == "not-yaml" for item in self.problems)
        return [*line_separators(self._text, self._source, is_broken=is_broken), *cut]

    def cut_texts(self) -> list[Cut]:
        """Return the texts that a comment certainly cuts off, in a readable text."""
        return [cut for cut in cut_texts(self._text, self._source, self._events())[0] if cut.is_sure]

    def _place(self, position: Any) -> tuple[int, int]:
        before = self._text[: position if isinstance(position, int) else 0]
        return before.count("\n"), len(before) - before.rfind("\n") - 1

    # --- places

    def find(self, wanted: Collection[Path]) -> Mapping[Path, Span]:
        """Return the spans of those paths that are in the text; for a duplicate key, the last one."""
        found: dict[Path, Span] = {}
        # The value may have been read up to a mistake only: what stands behind it has no place.
        with contextlib.suppress(yaml.YAMLError, ValueError):
            self._find(wanted, found)
        return found

    def _find(self, wanted: Collection[Path], found: dict[Path, Span]) -> None:
        stack: list[_Level] = []
        for event in self._events():
            if isinstance(event, yaml.NodeEvent):
                self._visit(event, stack, wanted, found)
            elif isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
                stack.pop()
            elif isinstance(event, yaml.DocumentEndEvent):
                break  # what follows was never read

    def _visit(self, event: Any, stack: list[_Level], wanted: Collection[Path], found: dict[Path, Span]) -> None:
        level = stack[-1] if stack else None
        if level is None:
            path: Path = ()
        elif isinstance(level.value, int):
            path = (*level.path, level.value)
            level.value += 1
        elif level.key is None and isinstance(event, yaml.ScalarEvent):
            level.key, level.at = event.value, event
            return
        else:
            path = (*level.path, level.key or "")
            if (at_key := (*path, AT_KEY)) in wanted and level.at is not None:
                found[at_key] = self._span(level.at)
            level.key = None
        if path in wanted:
            found[path] = self._span(event)
        if isinstance(event, (yaml.MappingStartEvent, yaml.SequenceStartEvent)):
            is_list = isinstance(event, yaml.SequenceStartEvent)
            stack.append(_Level(value=0 if is_list else None, path=path))


_is_conflict_mark = re.compile(r"(<{7}|={7}|>{7}|\|{7})( |$)").match
"""The lines that git writes around conflicting edits."""

_UNREADABLE = ("not-yaml",)
"""After this the rest of the document was not read."""


def read_yaml(data: bytes, source: str) -> Decoded:
    """Return the plain values of a native YAML document, with the findings."""
    text, found = read_text(data, source)
    if text is None:
        return nothing(*found)
    document = YamlText(text, source)
    tree = document.value()
    problems = (*found, *document.problems, *document.findings())
    if document.is_cut or any(item.code in _UNREADABLE for item in document.problems):
        return nothing(*problems)  # what half a document lacks is not worth telling
    decoded = decode_tree(
        Input(
            source=source,
            data=data,
            tree=tree,
            problems=problems,
            parse_again=YamlText(text, source).value,
            find=document.find,
        )
    )
    if not len(decoded.report):
        return decoded
    lines = text.split("\n")
    report = Report(tuple(advised(item, _line_of(item, lines)) for item in decoded.report))
    return attrs.evolve(decoded, report=report)


def _line_of(item: Diagnostic, lines: list[str]) -> str:
    return "" if item.span is None or item.span.line > len(lines) else lines[item.span.line - 1]
