"""YAML that is no programme, read with the same care and written in the same way: for files that stand beside one."""

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
    """Return one member of a mapping as lines of YAML, so many blanks to the right."""
    lines: list[str] = []
    add_member(key, value, indent, lines)
    return lines


@attrs.frozen(kw_only=True)
class PlainYaml:
    """What a YAML document says."""

    value: Any
    """Its value: mappings, lists, texts, true, false and nothing; a plain number is a `Number`, which is a text."""
    problems: tuple[Diagnostic, ...]
    """What is wrong in it."""
    is_whole: bool
    """Whether all of it could be read."""
    source_map: SourceMap
    """Finds the places of its paths."""


def read_plain_yaml(data: bytes, source: str) -> PlainYaml:
    """Return what a YAML document says; whatever is wrong in it is among the problems."""
    text, found = read_text(data, source)
    document = YamlText(text or "", source)
    value = document.value()
    problems = (*found, *document.problems, *document.findings())
    is_whole = text is not None and not document.is_cut and all(item.code != "not-yaml" for item in document.problems)
    source_map = SourceMap(source, data, document.find)
    return PlainYaml(value=value, problems=problems, is_whole=is_whole, source_map=source_map)
