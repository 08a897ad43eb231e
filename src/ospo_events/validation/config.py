"""The configuration of a team: `[tool.ospo-events]` in a pyproject.toml, or an ospo-events.toml."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, cast

import attrs

from .._frozenmap import FrozenMap
from .._patterns import late_pattern
from .._repr import shown
from ..diagnostics import Diagnostic, Report, Severity, Span, suggest
from ..model.link import as_texts
from ..rules import Settings
from ..rules.settings import DEFAULTS

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["Configuration", "find_configuration", "read_configuration"]

_MOST = 256 * 1024
_TOO_DEEP = late_pattern(rb"(?:[^\s.=\"'#]{1,200}[ \t]*\.[ \t]*){40}")
_NONE: FrozenMap[str, Severity] = FrozenMap()


def as_severities(value: Mapping[str, Severity]) -> FrozenMap[str, Severity]:
    """Return severities in their immutable form."""
    return value if isinstance(value, FrozenMap) else FrozenMap(value)


@attrs.frozen(kw_only=True)
class Configuration:
    """What a team chose: which rules run, how severe they are, thresholds, baseline and formats."""

    select: tuple[str, ...] = attrs.field(default=(), converter=as_texts)
    """Codes, categories or globs of the rules to run; none: all."""
    ignore: tuple[str, ...] = attrs.field(default=(), converter=as_texts)
    """Codes, categories or globs of the rules not to run."""
    severity: FrozenMap[str, Severity] = attrs.field(default=_NONE, converter=as_severities)
    """Other severities than the rules' own, by code, category or glob."""
    settings: Settings = DEFAULTS
    """Thresholds and words of the rules."""
    baseline: str | None = None
    """The file of the baseline, relative to the configuration file."""
    formats: tuple[str, ...] = attrs.field(default=(), converter=as_texts)
    """The formats in which the programme is published."""
    strict: bool = False
    """Whether warnings are treated as errors."""
    preview: bool = False
    """Whether experimental rules run."""
    plugins: bool = False
    """Whether the rules of installed packages run."""

    __repr__ = shown


def find_configuration(beside: str | os.PathLike[str]) -> Path | None:
    """Return the nearest ospo-events.toml, or pyproject.toml with `[tool.ospo-events]`, from a folder upwards.

    Args:
        beside: the folder of the programme.
    """
    folder = os.path.realpath(beside)
    while True:
        own_file, project_file = os.path.join(folder, "ospo-events.toml"), os.path.join(folder, "pyproject.toml")
        if os.path.isfile(own_file):
            return _path(own_file)
        if os.path.isfile(project_file) and _has_choices(project_file):
            return _path(project_file)
        above = os.path.dirname(folder)
        if above == folder:
            return None
        folder = above


def _has_choices(project: str) -> bool:
    with open(project, "rb") as file:
        return b"tool.ospo-events" in file.read(_MOST)


def _path(name: str) -> Path:
    from pathlib import Path  # noqa: PLC0415 # few folders have a configuration, and it takes long to import

    return Path(name)


def read_configuration(data: bytes, *, source: str) -> tuple[Configuration, Report]:
    """Read the configuration from a TOML document; return it and the findings about it.

    Args:
        data: the document.
        source: its name; in a `pyproject.toml` the configuration is the table `[tool.ospo-events]`.
    """
    reader = _Reader(data, source)
    return reader.read(), Report(tuple(reader.problems))


class _Reader:
    def __init__(self, data: bytes, source: str) -> None:
        self._data = data
        self._source = source
        self.problems: list[Diagnostic] = []

    def read(self) -> Configuration:
        table = self._table()
        values: dict[str, Any] = {}
        for key, value in table.items():
            name = key.replace("-", "_")
            if name in ("select", "ignore", "formats"):
                values[name] = self._texts(key, value)
            elif name in ("strict", "preview", "plugins"):
                values[name] = self._expect(key, value, bool, "true or false", default=False)
            elif name == "baseline":
                values[name] = self._expect(key, value, str, "the name of a file", default=None)
            elif name == "severity":
                values[name] = self._severities(value)
            elif name == "settings":
                values[name] = self._settings(value)
            else:
                self._unknown(key, [field.name for field in attrs.fields(Configuration)])
        return Configuration(**values)

    def _table(self) -> dict[str, Any]:
        if len(self._data) > _MOST or _TOO_DEEP.search(self._data):
            # tomllib needs a gigabyte of memory for a key of ten thousand parts
            self._problem(f"expected at most {_MOST // 1024} KiB and keys of fewer than 40 parts, got more")
            return {}
        import tomllib  # noqa: PLC0415 # few folders have a configuration

        try:
            document = tomllib.loads(self._data.decode("utf-8"))
        except (UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError) as problem:
            match = re.search(r"at line (\d+), column (\d+)", str(problem))
            position = (int(match[1]), int(match[2])) if match else (1, 1)
            self._problem(f"expected TOML, got {str(problem).split(' (at line')[0][:200]!r}", place=position)
            return {}
        table: Any = document
        if os.path.basename(self._source) == "pyproject.toml":
            tool: Any = document.get("tool", {})
            table = cast("dict[str, Any]", tool).get("ospo-events", {}) if isinstance(tool, dict) else {}
        if isinstance(table, dict):
            return cast("dict[str, Any]", table)
        self._problem("expected a table of configuration keys")
        return {}

    def _problem(
        self, message: str, *, key: str | None = None, place: tuple[int, int] | None = None, help: str | None = None
    ) -> None:
        line, column = place or self._line_of(key)
        span = Span(source=self._source, line=line, column=column)
        self.problems.append(Diagnostic(code="bad-configuration", message=message, span=span, help=help))

    def _line_of(self, key: str | None) -> tuple[int, int]:
        if key is not None:
            pattern = re.compile(rf"^(\s*)[\"']?{re.escape(key)}[\"']?\s*=|^(\s*\[[^\]]*){re.escape(key)}\]")
            for number, line in enumerate(self._data.decode("utf-8", "replace").splitlines(), 1):
                match = pattern.match(line)
                if match:
                    return number, len(match[1] or match[2] or "") + 1
        return 1, 1

    def _unknown(self, key: str, known: list[str]) -> None:
        near = suggest(key.replace("-", "_"), known)
        self._problem(
            f"unknown configuration key {key!r}",
            key=key,
            help=f"did you mean {near.replace('_', '-')!r}?"
            if near
            else f"the keys are {', '.join(known)}".replace("_", "-"),
        )

    def _expect(self, key: str, value: Any, type_: type, what: str, *, default: Any) -> Any:
        if type(value) is type_:
            return value
        self._problem(f"expected {what} as {key!r}, got {value!r:.80}", key=key)
        return default

    def _texts(self, key: str, value: Any) -> tuple[str, ...]:
        if isinstance(value, list) and all(isinstance(item, str) for item in cast("list[object]", value)):
            return tuple(cast("list[str]", value))
        self._problem(f"expected a list of texts as {key!r}, got {value!r:.80}", key=key)
        return ()

    def _severities(self, value: Any) -> FrozenMap[str, Severity]:
        table: dict[str, Severity] = {}
        words = {item.value: item for item in Severity}
        if not isinstance(value, dict):
            self._problem(f"expected a table of codes and severities, got {value!r:.80}", key="severity")
            return _NONE
        for pattern, word in cast("dict[str, object]", value).items():
            if isinstance(word, str) and word in words:
                table[pattern] = words[word]
            else:
                self._problem(
                    f"expected error, warning or info as the severity of {pattern!r}, got {word!r:.80}", key=pattern
                )
        return FrozenMap(table)

    def _settings(self, value: Any) -> Settings:
        if not isinstance(value, dict):
            self._problem(f"expected a table of settings, got {value!r:.80}", key="settings")
            return DEFAULTS
        names = [field.name for field in attrs.fields(Settings)]
        settings = DEFAULTS
        for key, setting in cast("dict[str, object]", value).items():
            name = key.replace("-", "_")
            if name not in names:
                self._unknown(key, names)
                continue
            changed: Any = self._texts(key, setting) if name.endswith(("_kinds", "_roles")) else setting
            try:
                change: dict[str, Any] = {name: changed}
                settings = attrs.evolve(settings, **change)
            except ValueError as problem:
                self._problem(str(problem), key=key)
        return settings
