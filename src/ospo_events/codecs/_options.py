"""Options of readers and writers: declared once, checked before anything is read or written."""

from __future__ import annotations

import datetime as dt
import keyword
from collections.abc import Iterable, Mapping
from typing import Any, Literal, TypeAlias, cast
from zoneinfo import ZoneInfo

import attrs

from .._repr import shown
from ..diagnostics import describe_value, suggest
from ..errors import InvalidOption, UnknownOption
from ..model.time import read_moment

__all__ = ["MERGE_BREAKS", "Option", "OptionKind", "checked_options", "parsed_options"]

OptionKind: TypeAlias = Literal[
    "text", "word", "flag", "number", "zone", "id", "address", "date", "moment", "list", "pairs"
]
"""The type of an option's values.

`text`: any text. `word`: one of `Option.values`. `flag`: true or false. `number`: a whole number from 1 on. `zone`: an
IANA time zone. `id`: letters, digits, `.`, `_` and `-`. `address`: a web address, `https://…`. `date`: a date.
`moment`: a date with a time. `list`: several texts. `pairs`: a mapping of text to text.
"""

_EXAMPLES: dict[OptionKind, str] = {
    "text": "text",
    "flag": "true or false",
    "number": "a whole number from 1 on",
    "zone": "an IANA time zone such as 'Europe/Berlin'",
    "id": "an id of letters, digits, '.', '_' and '-'",
    "address": "an address such as 'https://example.org/2024/'",
    "date": "a date such as '2024-07-09'",
    "moment": "a date with a time such as '2024-07-09T10:00'",
    "list": "a list of texts",
    "pairs": "a mapping of text to text",
}
_ON_THE_COMMAND_LINE: dict[OptionKind, str] = {"list": "one,two", "pairs": "Topic=track, Level=level"}


@attrs.frozen(kw_only=True)
class Option:
    """One option of a reader or a writer."""

    name: str
    """Its name, as `--set` and `--read-with` take it."""
    kind: OptionKind
    """The type of its values."""
    help: str
    """What it does, in one sentence."""
    values: tuple[str, ...] = ()
    """The accepted words, if its kind is `word`; the accepted target words, if its kind is `pairs`."""
    default: object = None
    """The value that is used if it is not given; None: see the sentence."""
    required: bool = False
    """Whether no document of the format contains the value, so that reading needs the option."""
    read_as_foreign: tuple[str, ...] = ()
    """The words with which a writer leaves out our own data, so that the document is read as that of another program.

    Its texts are then cleaned like those of any other program, once: the law `second-round` is not asked of it.
    """

    __repr__ = shown

    @property
    def argument(self) -> str:
        """The keyword argument of the function: the name, with `_` after it if it is a reserved word of Python."""
        return f"{self.name}_" if keyword.iskeyword(self.name) else self.name

    def expected(self) -> str:
        """Return the accepted values in words."""
        if self.kind == "word":
            return self._words()
        return f"{_EXAMPLES[self.kind]}, {self._words()}" if self.values else _EXAMPLES[self.kind]

    def _words(self) -> str:
        return " or ".join(repr(value) for value in self.values)

    def check(self, value: object) -> Any:
        """Return the value as the reader or writer takes it.

        Raises:
            InvalidOption: the option does not accept this value.
        """
        try:
            return _CHECKS[self.kind](self, value)
        except (TypeError, ValueError):
            raise InvalidOption(
                f"expected {self.expected()} as the option {self.name!r}, got {describe_value(value)}"
            ) from None

    def parse(self, text: str) -> Any:
        """Return the value for a text of the command line: `true`, `12`, `one,two`, `Topic=track, Level=level`.

        Raises:
            InvalidOption: the option does not accept this value.
        """
        value: object = text
        if self.kind == "flag":
            value = {"true": True, "false": False}.get(text.casefold(), text)
        elif self.kind == "number" and text.isdecimal() and len(text) < 10:
            value = int(text)
        elif self.kind == "list":
            value = [part.strip() for part in text.split(",") if part.strip()]
        elif self.kind == "pairs":
            pairs = [part.partition("=") for part in text.split(",") if part.strip()]
            if all(equals and key.strip() for key, equals, _ in pairs):
                value = {key.strip(): item.strip() for key, _, item in pairs}
        try:
            return self.check(value)
        except InvalidOption:
            spelled = _ON_THE_COMMAND_LINE.get(self.kind)
            hint = f", spelled {spelled!r}" if spelled else ""
            message = f"expected {self.expected()} as the option {self.name!r}{hint}, got {text[:60]!r}"
            raise InvalidOption(message) from None


def _text(_: Option, value: object) -> object:
    if not isinstance(value, str):
        raise TypeError
    return value


def _word(option: Option, value: object) -> object:
    if value not in option.values:
        raise ValueError
    return value


def _flag(_: Option, value: object) -> object:
    if not isinstance(value, bool):
        raise TypeError
    return value


def _number(_: Option, value: object) -> object:
    if not isinstance(value, int) or isinstance(value, bool) or value < 1:
        raise TypeError
    return value


def _zone(_: Option, value: object) -> object:
    from ..model.time import as_timezone  # noqa: PLC0415 # the table of options is read without the model

    return as_timezone(cast("str | ZoneInfo", value))


def _id(_: Option, value: object) -> object:
    from ..model.ids import is_id  # noqa: PLC0415 # as above

    if not isinstance(value, str) or not is_id(value):
        raise ValueError
    return value


def _address(_: Option, value: object) -> object:
    if not isinstance(value, str) or not value.casefold().startswith(("https://", "http://")) or value != value.strip():
        raise ValueError
    return value


def _date(_: Option, value: object) -> object:
    if isinstance(value, str):
        return dt.date.fromisoformat(value)
    if not isinstance(value, dt.date) or isinstance(value, dt.datetime):
        raise TypeError
    return value


def _moment(_: Option, value: object) -> object:
    if isinstance(value, str):
        if ":" not in value:  # a date alone is not a moment
            raise ValueError
        return read_moment(value)
    if not isinstance(value, dt.datetime):
        raise TypeError
    return value


def _list(_: Option, value: object) -> object:
    if isinstance(value, (str, bytes, Mapping)) or not isinstance(value, Iterable):
        raise TypeError
    items = tuple(cast("Iterable[object]", value))
    if not all(isinstance(item, str) for item in items):
        raise TypeError
    return items


def _pairs(option: Option, value: object) -> object:
    if not isinstance(value, Mapping):
        raise TypeError
    pairs = dict(cast("Mapping[object, object]", value))
    if not all(isinstance(text, str) for pair in pairs.items() for text in pair):
        raise TypeError
    if option.values and not set(pairs.values()) <= set(option.values):
        raise ValueError
    return pairs


_CHECKS = {
    "text": _text,
    "word": _word,
    "flag": _flag,
    "number": _number,
    "zone": _zone,
    "id": _id,
    "address": _address,
    "date": _date,
    "moment": _moment,
    "list": _list,
    "pairs": _pairs,
}


def _declared(name: str, options: Iterable[Option], where: str) -> Option:
    declared = {option.name: option for option in options}
    called = {option.argument: option for option in declared.values()} | declared
    if name in called:
        return called[name]
    near = suggest(name, declared)
    if near is not None:
        hint = f"did you mean {near!r}?"
    else:
        hint = f"its options are {', '.join(declared)}" if declared else "it has none"
    raise UnknownOption(f"{where} has no option {name!r}; {hint}")


MERGE_BREAKS = Option(
    name="merge_breaks",
    kind="flag",
    default=True,
    help="read a break that is listed in several rooms as one session in all of them",
)
"""An option of the readers of other systems."""


def checked_options(given: Mapping[str, object], options: Iterable[Option], where: str) -> dict[str, Any]:
    """Return the given options as keyword arguments, each checked; an option that is None counts as not given.

    Args:
        given: name -> value.
        options: the declared options.
        where: the owner of the options, for messages: `reading ics`.

    Raises:
        UnknownOption: an option is not declared.
        InvalidOption: an option does not accept its value.
    """
    declared = tuple(options)
    return {
        option.argument: option.check(value)
        for name, value in given.items()
        if (option := _declared(name, declared, where)) and value is not None
    }


def parsed_options(given: Mapping[str, str], options: Iterable[Option], where: str) -> dict[str, Any]:
    """Return the values of options from the command line; raises like `checked_options`."""
    declared = tuple(options)
    return {name: _declared(name, declared, where).parse(text) for name, text in given.items()}
