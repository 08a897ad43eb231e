"""Running rules: the one place."""

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
    """What came of validating an event."""

    report: Report
    """What is left to mend, in the order of the event."""
    accepted: tuple[Accepted, ...] = ()
    """What is accepted, with the reasons."""
    known: int = 0
    """How many findings the baseline knew already."""
    rules: tuple[str, ...] = ()
    """The codes of the rules that ran."""

    __repr__ = shown


def plugin_rules() -> list[Rule]:
    """Return the rules of installed packages (entry-point group `ospo_events.rules`), by the name of the entry point.

    An entry point leads to a rule, or to a module or a sequence that holds rules.

    Raises:
        OspoEventsError: one of them cannot be imported.
    """
    from importlib.metadata import entry_points  # noqa: PLC0415 # only some runs need it

    found: list[Rule] = []
    for point in sorted(entry_points(group="ospo_events.rules"), key=lambda item: (item.name, item.value)):
        try:
            loaded: object = point.load()
        except Exception as problem:  # whatever somebody's package raises
            raise OspoEventsError(f"cannot load the rules {point.name!r} ({point.value}): {problem}") from problem
        found += rules_in(loaded)
    return found


def rules_in(holder: object) -> list[Rule]:
    """Return the rules a module, a mapping of names or a sequence holds, or the rule itself."""
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
    """Return every rule by its code: the library's, those of installed packages where asked for, and `extra`.

    Raises:
        OspoEventsError: two rules have one code, or a package's rules cannot be imported.
    """
    table = dict(catalogue())
    for rule in (*(plugin_rules() if plugins else ()), *extra):
        if table.setdefault(rule.code, rule) is not rule:
            raise OspoEventsError(f"two rules have the code {rule.code!r}")
    return table


def check_patterns(patterns: Iterable[str], rules: Iterable[Rule], codes: Collection[str] = ()) -> None:
    """Refuse patterns that mean no rule: a slip in one of them would pass for a programme without findings.

    Args:
        patterns: what somebody wrote.
        rules: the rules that may be meant.
        codes: codes of readers that may be meant as well.

    Raises:
        OspoEventsError: one of them means no rule.
    """
    for pattern, near in unknown_patterns(patterns, rules, codes):
        hint = f"; did you mean {near!r}?" if near else "; `ospo-events rules` lists them"
        raise OspoEventsError(f"no rule is meant by {pattern!r}{hint}")


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
    """Return what is wrong with the event, in the order of the event.

    Args:
        event: the event.
        select: codes, categories or globs of the rules to run; none: all.
        ignore: codes, categories or globs of the rules not to run.
        severity: other severities than the rules' own (`error`, `warning`, `info`), by code, category or glob.
        settings: thresholds and words.
        older: an earlier edition of the same programme, for the rules that compare.
        rules: rules of one's own, made with `ospo_events.rules.rule`.
        plugins: whether to run the rules of installed packages too (entry-point group `ospo_events.rules`).
        preview: whether to run rules that are still being tried out.
        formats: names of formats the event is to be published in: what they lose of it is told.
        baseline: findings known already.
        source_map: finds the places in the source the event was read from (`Decoded.source_map`); with it, findings
            have line and column.

    Raises:
        OspoEventsError: two rules have one code, a pattern means no rule, or a format is unknown.
        ValueError: a severity is none.
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
    """Return what is wrong with the event and what of it is accepted; arguments as for `validate`."""
    known = all_rules(extra=rules, plugins=plugins)
    select, ignore, formats = tuple(select), tuple(ignore), tuple(formats)
    overrides = {pattern: Severity(level) for pattern, level in severity.items()}
    check_patterns((*select, *ignore, *overrides), known.values())
    running = selected(known.values(), select=select, ignore=ignore, preview=preview)
    with collector_paused(len(event.sessions) >= _LARGE):
        run = Run(Context(event, settings, older), {rule.code: rule for rule in running}, known, overrides)
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
    """One event, being asked."""

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
        """Note what one rule finds; whatever it raises is a finding too."""
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
        except Exception as problem:  # a rule that fails must not hide what the others find
            message = f"the rule {rule.code!r} failed: {type(problem).__name__}: {problem}"
            self._note("internal-rule-failure", message, help="report it to whoever wrote the rule; the others ran")

    def ask_formats(self, formats: Iterable[str]) -> None:
        """Note what the formats lose of the event: their codecs know."""
        from ..codecs import codec_named  # noqa: PLC0415 # only some runs need it

        for name in formats:
            codec = codec_named(name)
            if "lost-in-format" not in self.running:
                continue
            rule = self.running["lost-in-format"]
            for item in islice(codec.encode(self._context.event).report, LIMIT):
                said = item.message if name in item.message else f"{name}: {item.message}"
                finding = Finding(message=said, path=item.path, about=self._ids_on(item.path))
                told = attrs.evolve(item, code=rule.code, message=said)
                severity = severity_of(rule, self._overrides)
                told = attrs.evolve(told, severity=severity) if severity else told
                acceptance = self._acceptances.accepted(rule, finding)
                if acceptance is not None:
                    self.accepted.append(Accepted(diagnostic=told, acceptance=acceptance))
                else:
                    self.found.append(told)

    def _ids_on(self, path: Path) -> tuple[str, ...]:
        if len(path) >= 2 and isinstance(path[1], int):
            holder = getattr(self._context.event, str(path[0]), ())
            owner = getattr(holder[path[1]], "id", None) if path[1] < len(holder) else None
            return (owner,) if isinstance(owner, str) else ()
        return (self._context.event.id,)

    def look_at_acceptances(self) -> None:
        """Note acceptances that meant nothing."""
        by_code = {**self._known}
        for rule in self._known.values():
            by_code.update(dict.fromkeys(rule.replaces, rule))
        for diagnostic in self._acceptances.leftover(by_code, self._settled_for_good()):
            if diagnostic.code in self.running:
                self.found.append(self.told(diagnostic))

    def _settled_for_good(self) -> set[str]:
        """Return the codes whose silence says something: not those that need an older file or a format to speak."""
        if not self._acceptances.any:
            return set()
        silent = {"lost-in-format"}
        if self._context.older is None:
            silent |= {code for code, rule in self._known.items() if rule.documentation.older}
        return self._settled - silent

    def _note(self, code: str, message: str, *, help: str | None = None) -> None:
        assert code in ALWAYS, "only what is told whatever is selected"
        self.found.append(self.told(Diagnostic(code=code, message=message, help=help)))

    def told(self, diagnostic: Diagnostic) -> Diagnostic:
        """Return a finding of the engine with the severity of its rule."""
        rule = self._known[diagnostic.code]
        return attrs.evolve(diagnostic, severity=severity_of(rule, self._overrides) or rule.severity)


def _place(item: Diagnostic) -> tuple[tuple[int, int, str], ...]:
    """Return what to sort findings by: the order of the event's attributes, then of what they hold."""
    first: list[tuple[int, int, str]] = []
    for depth, part in enumerate(item.path):
        if isinstance(part, int):
            first.append((0, part, ""))
        elif depth == 0:
            first.append((0, _ORDER.get(part, len(_ORDER)), ""))
        else:
            first.append((1, 0, part))
    return tuple(first)
