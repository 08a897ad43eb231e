"""Reads and writes YAML that is not a programme, with the same care: for files beside a programme."""

from __future__ import annotations

from typing import Any

import attrs

from ...diagnostics import Diagnostic, SourceMap
from .._reading.decode_bytes import read_text
from ._values import Number
from ._yaml_reader import YamlText
from ._yaml_writer import member_lines as add_member
from ._yaml_writer import quoted

__all__ = ["Number", "PlainYaml", "member_lines", "quoted", "read_plain_yaml"]


def member_lines(key: str, value: Any, indent: int) -> list[str]:
    """Return one member of a mapping as lines of YAML, indented by a number of spaces."""
    lines: list[str] = []
    add_member(key, value, indent, lines)
    return lines


@attrs.frozen(kw_only=True)
class PlainYaml:
    """The content of a YAML document."""

    value: Any
    """Its value: mappings, lists, texts, true, false and null; an unquoted number is a `Number`, which is a text."""
    problems: tuple[Diagnostic, ...]
    """The findings about it."""
    is_whole: bool
    """Whether all of it could be read."""
    source_map: SourceMap
    """Locates its paths."""


def read_plain_yaml(data: bytes, source: str) -> PlainYaml:
    """Return the content of a YAML document; its faults are among the problems."""
    text, found = read_text(data, source)
    document = YamlText(text or "", source)
    value = document.value()
    problems = (*found, *document.problems, *document.findings())
    is_whole = text is not None and not document.is_cut and all(item.code != "not-yaml" for item in document.problems)
    source_map = SourceMap(source, data, document.find)
    return PlainYaml(value=value, problems=problems, is_whole=is_whole, source_map=source_map)
