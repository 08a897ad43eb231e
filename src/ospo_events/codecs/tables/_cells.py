"""Converts values of the native form to cell texts, and back, also after a spreadsheet has changed their notation."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Callable, Mapping
from typing import Any, NoReturn, cast

from .._reading.cell_values import date_of_cell, moment_of_cell, text_of_cell, time_of_cell
from ._shape import Kind

__all__ = ["escaped", "text_of_value", "unescaped", "value_of_cell"]

_FORMULA = "=+-@\t\r"
_BEGINS = f"'{_FORMULA}"
_escapes = re.compile(rf"'*(?:[{re.escape(_FORMULA)}]|\Z)").match
_escaped = re.compile(rf"'+(?:[{re.escape(_FORMULA)}]|\Z)").match
_MARKS = re.compile(r"[;\r\n]")
_whole = re.compile(r"-?[0-9]{1,15}", re.ASCII).fullmatch
_decimal = re.compile(r"-?[0-9]{1,15}([.,][0-9]{1,20})?(?:[eE]-?[0-9]{1,2})?", re.ASCII).fullmatch
_TRUE = frozenset(("true", "yes", "y", "1", "x", "wahr", "ja", "vrai", "oui", "verdadero", "sí", "si", "да", "истина",
                   "نعم", "صحيح", "是", "真"))  # fmt: skip
_FALSE = frozenset(("false", "no", "n", "0", "falsch", "nein", "faux", "non", "falso", "нет", "ложь", "لا", "خطأ", "否",
                    "假"))  # fmt: skip
_MOST_LEVELS = 50


def escaped(text: str, *, formulas: bool) -> str:
    """Return a text with an apostrophe before it, if it would otherwise be read as something else.

    Args:
        text: the text.
        formulas: whether a program may take what begins with `=`, `+`, `-`, `@` or a tab for a formula: in CSV.
    """
    if text and text[0] not in _BEGINS:  # as most
        return text
    match = _escaped if text and not formulas else _escapes
    return f"'{text}" if match(text) else text


def unescaped(text: str) -> str:
    """Return a text without the apostrophe that `escaped` puts before it."""
    return text[1:] if text[:1] == "'" and _escaped(text) else text


def text_of_value(value: Any, kind: Kind) -> str:
    """Return a value of the native form as the text of its cell."""
    if value.__class__ is str:
        return cast("str", value)
    if kind == "list" and (joined := _joined(value)) is not None:
        return joined
    return json.dumps(value, ensure_ascii=False, separators=(", ", ": "))


def _joined(items: list[str]) -> str | None:
    """Return texts with `; ` between them; None if they could not be split again."""
    if not items or items[0].startswith("["):
        return None
    plain = all(item and item == item.strip() and _MARKS.search(item) is None for item in items)
    return "; ".join(items) if plain else None


def value_of_cell(cell: object, kind: Kind) -> Any:
    """Return the native value of a cell; its text if it is invalid, so that the reader reports it.

    Args:
        cell: a text, or what a spreadsheet has in its place: a number, a date, a time of day.
        kind: what the column holds.
    """
    return _READERS[kind](cell)


def _text(cell: object) -> Any:
    return unescaped(text_of_cell(cell))


def _list(cell: object) -> Any:
    text = _text(cell)
    if text.startswith("["):
        return _json(cell)
    return [part.strip() for part in _MARKS.split(text) if part.strip()]


def _integer(cell: object) -> Any:
    text = text_of_cell(cell).strip()
    return int(text) if _whole(text) else text


def _number(cell: object) -> Any:
    text = text_of_cell(cell).strip()
    return json.loads(text.replace(",", ".")) if _decimal(text) and not re.match(r"-?0\d", text) else text


def _boolean(cell: object) -> Any:
    text = text_of_cell(cell).strip()
    folded = text.casefold()
    return True if folded in _TRUE else False if folded in _FALSE else text


def _date(cell: object) -> Any:
    found = date_of_cell(cell)
    return text_of_cell(cell).strip() if found is None else found.isoformat()


def _time(cell: object) -> Any:
    found = time_of_cell(cell)
    return text_of_cell(cell).strip() if found is None else found.isoformat("auto" if found.second else "minutes")


def _datetime(cell: object) -> Any:
    found = moment_of_cell(cell)
    if isinstance(found, dt.datetime):
        return found.isoformat(timespec="auto" if found.second or found.microsecond else "minutes")
    return text_of_cell(cell).strip() if found is None else found.isoformat()


def _json(cell: object) -> Any:
    text = _text(cell)
    try:
        value = json.loads(text, parse_constant=_refused)
    except (ValueError, RecursionError):
        return text
    return value if _levels(value) <= _MOST_LEVELS else text


def _refused(text: str) -> NoReturn:
    raise ValueError(text)


def _levels(value: Any) -> int:
    """Return how deep lists and objects are nested, up to a limit."""
    level, found = [value], 0
    while level and found <= _MOST_LEVELS:
        found += 1
        level = [inner for item in level for inner in _inner(item)]
    return found


def _inner(value: Any) -> list[Any]:
    if isinstance(value, dict):
        return list(cast("dict[str, Any]", value).values())
    return cast("list[Any]", value) if isinstance(value, list) else []


_READERS: Mapping[Kind, Callable[[object], Any]] = {
    "text": _text,
    "list": _list,
    "integer": _integer,
    "number": _number,
    "boolean": _boolean,
    "date": _date,
    "time": _time,
    "datetime": _datetime,
    "json": _json,
}
