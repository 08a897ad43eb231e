"""Runs the rules; the only module that does."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import islice
from typing import TYPE_CHECKING, Any, cast

import attrs

from .._collector import collector_paused
from .._repr import shown
from ..diagnostics import LIMIT, Diagnostic, Path, Report, Severity, SourceMap
from ..errors import OspoEventsError
from ..model import Acceptance, Event
from ..rules import Context, Finding, Rule, Settings
from ..rules.catalogue import rules as catalogue
from ..rules.settings import DEFAULTS
from ._acceptance import Acceptances
from ._selection import ALWAYS, selected, severity_of, unknown_patterns

if TYPE_CHECKING:
    from .baseline import Baseline

__all__ = ["Accepted", "Outcome", "Run", "all_rules", "check_patterns", "examine", "validate"]

_ORDER = {field.name: number for number, field in enumerate(attrs.fields(cast("Any", Event)))}
_LARGE = 500
"""From how many sessions on validating makes so much that the collector of garbage is paused."""
_NO_OVERRIDES: Mapping[str, Severity | str] = {}


@attrs.frozen(kw_only=True)
class Accepted:
    """A finding that the team accepted."""

    diagnostic: Diagnostic
    """The finding."""
    acceptance: Acceptance
    """The acceptance, with its reason."""

    __repr__ = shown


@attrs.frozen(kw_only=True)
class Outcome:
    """The result of validating an event."""

    report: Report
    """The findings that remain, in the order of the event."""
    accepted: tuple[Accepted, ...] = ()
    """The accepted findings, with the reasons."""
    known: int = 0
    """How many findings were in the baseline."""
    rules: tuple[str, ...] = ()
    """The codes of the rules that ran."""

    __repr__ = shown


def plugin_rules() -> list[Rule]:
    """Return the rules of installed packages (entry-point group `ospo_events.rules`), by the name of the entry point.

    An entry point names a rule, or a module or a sequence that holds rules.

    Raises:
        OspoEventsError: a package cannot be imported.
    """
    from importlib.metadata import entry_points  # noqa: PLC0415 # only some runs need it

    rules: list[Rule] = []
    for point in sorted(entry_points(group="ospo_events.rules"), key=lambda item: (item.name, item.value)):
        try:
            loaded: object = point.load()
        except Exception as problem:  # any exception that a package raises
            raise OspoEventsError(f"cannot load the rules {point.name!r} ({point.value}): {problem}") from problem
        rules += rules_in(loaded)
    return rules


def rules_in(holder: object) -> list[Rule]:
    """Return the rules in a module, a mapping of names or a sequence, or the rule itself."""
    if isinstance(holder, Rule):
        return [holder]
    values: Any
    if isinstance(holder, Mapping):
        values = cast("Mapping[str, object]", holder).values()
    elif isinstance(holder, (list, tuple)):
        values = cast("Iterable[object]", holder)
    else:
        values = vars(holder).values()
    return list(dict.fromkeys(value for value in values if isinstance(value, Rule)))


def all_rules(*, extra: Iterable[Rule] = (), plugins: bool = False) -> dict[str, Rule]:
    """Return every rule by its code: those of the library, of installed packages if `plugins`, and of `extra`.

    Raises:
        OspoEventsError: two rules have the same code, or the rules of a package cannot be imported.
    """
    table = dict(catalogue())
    for rule in (*(plugin_rules() if plugins else ()), *extra):
        if table.setdefault(rule.code, rule) is not rule:
            raise OspoEventsError(f"two rules have the code {rule.code!r}; rename one of them")
    return table


def check_patterns(patterns: Iterable[str], rules: Iterable[Rule], codes: Collection[str] = ()) -> None:
    """Refuse patterns that match no rule: after a misspelt one, a programme with errors would seem to have none.

    Args:
        patterns: the patterns of a user.
        rules: the rules that they may match.
        codes: codes of readers that they may also name.

    Raises:
        OspoEventsError: a pattern matches no rule.
    """
    for pattern, near in unknown_patterns(patterns, rules, codes):
        hint = f"; did you mean {near!r}?" if near else "; `ospo-events rules` lists them"
        raise OspoEventsError(f"no rule matches {pattern!r}{hint}")


def validate(
    event: Event,
    *,
    select: Iterable[str] = (),
    ignore: Iterable[str] = (),
    severity: Mapping[str, Severity | str] = _NO_OVERRIDES,
    settings: Settings = DEFAULTS,
    older: Event | None = None,
    rules: Iterable[Rule] = (),
    plugins: bool = False,
    preview: bool = False,
    formats: Iterable[str] = (),
    baseline: Baseline | None = None,
    source_map: SourceMap | None = None,
) -> Report:
    """Return the findings of all rules about an event, in the order of the event.

    Args:
        event: the event.
        select: codes, categories or globs of the rules to run; none: all.
        ignore: codes, categories or globs of the rules not to run.
        severity: other severities than the rules' own (`error`, `warning`, `info`), by code, category or glob.
        settings: thresholds and words.
        older: an earlier edition of the same programme, for rules that compare editions.
        rules: your own rules, made with `ospo_events.rules.rule`.
        plugins: whether to run the rules of installed packages too (entry-point group `ospo_events.rules`).
        preview: whether to run experimental rules too.
        formats: names of formats to publish the event in: what they would lose is reported.
        baseline: findings that are known already, which are left out.
        source_map: locates the event in the source it was read from (`Decoded.source_map`); with it, findings have
            a line and a column.

    Raises:
        OspoEventsError: two rules have the same code, a pattern matches no rule, or a format is unknown.
        ValueError: a severity is not one of the three.
    """
    report = examine(
        event,
        select=select,
        ignore=ignore,
        severity=severity,
        settings=settings,
        older=older,
        rules=rules,
        plugins=plugins,
        preview=preview,
        formats=formats,
        baseline=baseline,
    ).report
    return report if source_map is None else report.located(source_map).sorted()


def examine(
    event: Event,
    *,
    select: Iterable[str] = (),
    ignore: Iterable[str] = (),
    severity: Mapping[str, Severity | str] = _NO_OVERRIDES,
    settings: Settings = DEFAULTS,
    older: Event | None = None,
    rules: Iterable[Rule] = (),
    plugins: bool = False,
    preview: bool = False,
    formats: Iterable[str] = (),
    baseline: Baseline | None = None,
) -> Outcome:
    """Return the findings about an event, and those that were accepted; arguments as for `validate`."""
    every_rule = all_rules(extra=rules, plugins=plugins)
    select, ignore, formats = tuple(select), tuple(ignore), tuple(formats)
    overrides = {pattern: Severity(level) for pattern, level in severity.items()}
    check_patterns((*select, *ignore, *overrides), every_rule.values())
    running = selected(every_rule.values(), select=select, ignore=ignore, preview=preview)
    with collector_paused(len(event.sessions) >= _LARGE):
        run = Run(Context(event, settings, older), {rule.code: rule for rule in running}, every_rule, overrides)
        for rule in running:
            run.ask(rule)
        run.ask_formats(formats)
        run.look_at_acceptances()
    report = Report(tuple(sorted(run.found, key=_place)))
    number = 0
    if baseline is not None:
        from .baseline import compare  # noqa: PLC0415 # few runs have a baseline

        report, number, outdated = compare(report, event, baseline)
        if outdated and "outdated-baseline" in run.running:
            message = f"{outdated} findings of the baseline are no longer found"
            report += Report((run.told(Diagnostic(code="outdated-baseline", message=message)),))
    return Outcome(report=report, accepted=tuple(run.accepted), known=number, rules=tuple(run.running))


class Run:
    """The state of one validation run."""

    def __init__(
        self,
        context: Context,
        running: Mapping[str, Rule],
        known: Mapping[str, Rule],
        overrides: Mapping[str, Severity],
    ) -> None:
        self.running = running
        self.found: list[Diagnostic] = []
        self.accepted: list[Accepted] = []
        self._context = context
        self._known = known
        self._overrides = overrides
        self._acceptances = Acceptances(context, reasons_are_checked="acceptance-without-reason" in running)
        self._settled: set[str] = set()

    def ask(self, rule: Rule) -> None:
        """Add the findings of one rule; an exception that it raises becomes a finding too."""
        number = 0
        findings = self._findings(rule)
        severity = severity_of(rule, self._overrides)
        for finding in islice(findings, 10 * LIMIT):
            diagnostic = Diagnostic(
                code=rule.code,
                message=finding.message,
                severity=severity or finding.severity or rule.severity,
                path=finding.path,
                related=finding.related,
                help=finding.help,
                fix=finding.fix,
            )
            acceptance = self._acceptances.accepted(rule, finding)
            if acceptance is not None:
                self.accepted.append(Accepted(diagnostic=diagnostic, acceptance=acceptance))
                continue
            number += 1
            if number > LIMIT:
                break
            self.found.append(diagnostic)
        else:
            if next(findings, None) is None:
                self._settled.add(rule.code)
                return
        self._note("too-many-findings", f"{rule.code!r} was stopped after {min(number, LIMIT)} findings")

    def _findings(self, rule: Rule) -> Iterator[Finding]:
        try:
            for finding in rule(self._context):
                if not isinstance(finding, Finding):  # pyright: ignore[reportUnnecessaryIsInstance]
                    raise TypeError(f"expected a Finding, got {type(finding).__name__}")
                yield finding
        except Exception as problem:  # a rule that fails must not hide the findings of the others
            message = f"the rule {rule.code!r} failed: {type(problem).__name__}: {problem}"
            self._note(
                "internal-rule-failure", message, help="report this to the author of the rule; the other rules ran"
            )

    def ask_formats(self, formats: Iterable[str]) -> None:
        """Add findings about what the formats would lose, which their codecs report."""
        from ..codecs import codec_named  # noqa: PLC0415 # only some runs need it

        for name in formats:
            codec = codec_named(name)
            if "lost-in-format" not in self.running:
                continue
            rule = self.running["lost-in-format"]
            for item in islice(codec.encode(self._context.event).report, LIMIT):
                message = item.message if name in item.message else f"{name}: {item.message}"
                finding = Finding(message=message, path=item.path, about=self._ids_on(item.path))
                loss = attrs.evolve(item, code=rule.code, message=message)
                severity = severity_of(rule, self._overrides)
                loss = attrs.evolve(loss, severity=severity) if severity else loss
                acceptance = self._acceptances.accepted(rule, finding)
                if acceptance is not None:
                    self.accepted.append(Accepted(diagnostic=loss, acceptance=acceptance))
                else:
                    self.found.append(loss)

    def _ids_on(self, path: Path) -> tuple[str, ...]:
        if len(path) >= 2 and isinstance(path[1], int):
            holder = getattr(self._context.event, str(path[0]), ())
            owner = getattr(holder[path[1]], "id", None) if path[1] < len(holder) else None
            return (owner,) if isinstance(owner, str) else ()
        return (self._context.event.id,)

    def look_at_acceptances(self) -> None:
        """Add findings about acceptances that matched nothing."""
        by_code = {**self._known}
        for rule in self._known.values():
            by_code.update(dict.fromkeys(rule.replaces, rule))
        for diagnostic in self._acceptances.leftover(by_code, self._settled_for_good()):
            if diagnostic.code in self.running:
                self.found.append(self.told(diagnostic))

    def _settled_for_good(self) -> set[str]:
        """Return the codes of rules that could find something: not those that lack an older file or a format."""
        if not self._acceptances.any:
            return set()
        silent = {"lost-in-format"}
        if self._context.older is None:
            silent |= {code for code, rule in self._known.items() if rule.documentation.older}
        return self._settled - silent

    def _note(self, code: str, message: str, *, help: str | None = None) -> None:
        assert code in ALWAYS, "only these are reported whatever is selected"
        self.found.append(self.told(Diagnostic(code=code, message=message, help=help)))

    def told(self, diagnostic: Diagnostic) -> Diagnostic:
        """Return a finding of the engine with the severity of its rule."""
        rule = self._known[diagnostic.code]
        return attrs.evolve(diagnostic, severity=severity_of(rule, self._overrides) or rule.severity)


def _place(item: Diagnostic) -> tuple[tuple[int, int, str], ...]:
    """Return the sort key of a finding: the order of the event's attributes, then of their values."""
    first: list[tuple[int, int, str]] = []
    for depth, part in enumerate(item.path):
        if isinstance(part, int):
            first.append((0, part, ""))
        elif depth == 0:
            first.append((0, _ORDER.get(part, len(_ORDER)), ""))
        else:
            first.append((1, 0, part))
    return tuple(first)
