"""`ospo-events validate`: check a programme: what is wrong, where, why, and how to correct it."""

from __future__ import annotations

import argparse
import os
from collections import Counter
from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING, Any, NamedTuple

from ...codecs import detect
from ...diagnostics import Report, Severity, group_similar, printable, render_text, summary
from ...errors import OspoEventsError, UnknownFormat
from ...model import Event
from ...rules import Rule
from .._io import add_input, add_report_format, input_options, named, print_report, read_event, read_input, write_output
from .._output import is_terminal, say, write_document
from .._progress import Progress

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["configure", "run"]


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments to its parser."""
    add_input(parser, many=True)
    add_report_format(parser)
    which = parser.add_argument_group("rules to run (`ospo-events rules` lists them)")
    rules = "codes, categories or globs of rules, separated by commas"
    which.add_argument("--select", metavar="RULES", action="append", default=[], help=f"run only these rules: {rules}")
    ignored = f"do not run these rules: {rules}; or suppress these reader codes"
    which.add_argument("--ignore", metavar="RULES", action="append", default=[], help=ignored)
    which.add_argument(
        "--severity",
        metavar="RULES=LEVEL",
        action="append",
        default=[],
        help="the severity of findings, error, warning or info: unused-room=error,content=info",
    )
    which.add_argument("--preview", action="store_true", help="also run the experimental rules")
    which.add_argument("--plugins", action="store_true", help="also run the rules of installed packages")
    which.add_argument("--rules", metavar="FILE.py", help="also run the rules of a Python file (this runs the file)")
    which.add_argument(
        "--older", metavar="FILE", help="an earlier edition of the programme, for rules that compare editions"
    )
    which.add_argument(
        "--for",
        dest="formats",
        metavar="FORMAT",
        action="append",
        default=[],
        help="also report what this format would lose",
    )
    settings = parser.add_mutually_exclusive_group()
    settings.add_argument(
        "--config", metavar="FILE", help="a configuration file (default: the one in the folder of FILE or above it)"
    )
    settings.add_argument("--no-config", action="store_true", help="ignore ospo-events.toml and pyproject.toml")
    baseline_group = parser.add_argument_group("baseline: a file of known findings")
    baseline_group.add_argument("--baseline", metavar="FILE", help="report only findings that are not in the baseline")
    baseline_group.add_argument(
        "--write-baseline", metavar="FILE", type=named, help="write a baseline with all current findings"
    )
    baseline_group.add_argument(
        "--show-accepted", action="store_true", help="list the accepted findings with their reasons"
    )
    mend = parser.add_argument_group("fixing")
    mend.add_argument("--fix", action="store_true", help="apply the safe fixes to native files, YAML or JSON")
    mend.add_argument("--diff", action="store_true", help="show what --fix would change, without changing it")
    parser.add_argument("--strict", action="store_true", help="treat warnings as errors")
    parser.add_argument(
        "--all", dest="all_findings", action="store_true", help="print every finding, also in files of other programs"
    )
    parser.add_argument("--statistics", action="store_true", help="count the findings by code")


_NOTHING = Report()
_RANK = {severity: number for number, severity in enumerate(Severity)}  # the worst first


class _Result(NamedTuple):
    report: Report
    accepted: tuple[Any, ...] = ()
    known: int = 0
    strict: bool = False
    event: Event | None = None
    found: Report = _NOTHING
    reading: Report = _NOTHING
    would_change: bool = False
    held_back: int = 0


def run(arguments: argparse.Namespace) -> int:
    """Print the findings of every file."""
    extra = _own_rules(arguments.rules)
    results = [_one(name, arguments, extra) for name in arguments.files]
    report = Report(tuple(item for result in results for item in result.report))
    if arguments.write_baseline:
        return _write_baseline(arguments, results)
    if not arguments.diff or len(report):
        sources, rules = _names(arguments.files), _sarif_rules(arguments, extra)
        # With --diff the product of the command is the difference.
        is_product = not arguments.diff or arguments.report_format != "text"
        lines = None
        if not arguments.all_findings and _is_foreign(arguments):
            report = Report(tuple(item for result in results for item in _counted_once(result.report)))
            lines = _LINES if len(render_text(report, lines=None).splitlines()) > _LINES else None
        print_report(report, arguments, sources=sources, rules=rules, limit=None, lines=lines, is_product=is_product)
        if lines is not None:
            say("some findings are only counted; --all prints them", error=not is_product)
    _conclude(report, results, arguments)
    return 1 if any(_fails(result, arguments) for result in results) else 0


_LINES = 58
"""How many lines of findings are printed for files of other programs: about a screen and a half in all."""


_ONE_FACT = ("online-without-link",)
"""Findings that are one fact about a file of another program, however many sessions they concern."""


def _counted_once(report: Report) -> Report:
    """Return the findings of a file, with one finding and a count where many are the same fact."""
    together = Report(tuple(item for item in report if item.code in _ONE_FACT))
    if len(together) < 2:
        return report
    return Report(tuple(item for item in report if item.code not in _ONE_FACT) + group_similar(together).diagnostics)


def _is_foreign(arguments: argparse.Namespace) -> bool:
    """Return whether people read the findings and other programs wrote the files: nobody corrects those by hand."""
    if arguments.report_format != "text":
        return False
    return all(_format_of(name, arguments) not in ("", "yaml", "json") for name in arguments.files)


def _reading_options(arguments: argparse.Namespace) -> dict[str, str]:
    names = [*arguments.files, *([arguments.older] if arguments.older else [])]
    return input_options(arguments, *names)


def _fails(result: _Result, arguments: argparse.Namespace) -> bool:
    counts = result.report.counts()
    strict = arguments.strict or result.strict
    return result.would_change or counts[Severity.ERROR] > 0 or (strict and counts[Severity.WARNING] > 0)


def _write_baseline(arguments: argparse.Namespace, results: list[_Result]) -> int:
    """Write the findings to the baseline file; errors of reading cannot be accepted and have to be corrected first."""
    from ...validation import Baseline, make_baseline, write_baseline  # noqa: PLC0415 # a command imports what it needs when it runs

    unread = Report(tuple(item for result in results for item in result.reading if item.severity is Severity.ERROR))
    if unread:
        print_report(unread, arguments)
        say("no baseline was written, because a file cannot be read; correct it first", error=True)
        return 1
    baseline = Baseline()
    for result in results:
        if result.event is not None:
            baseline |= make_baseline(result.found, result.event)
    write_output(arguments.write_baseline, write_baseline(baseline))
    many = sum(baseline.findings.values())
    say(f"{arguments.write_baseline} knows {many} finding{'' if many == 1 else 's'}", error=True)
    return 0


def _names(files: list[str]) -> list[str]:
    return ["<stdin>" if name == "-" else name for name in files]


def _sarif_rules(arguments: argparse.Namespace, extra: list[Rule]) -> dict[str, dict[str, object]] | None:
    if arguments.report_format != "sarif":
        return None
    from ...validation import all_rules, sarif_rules  # noqa: PLC0415 # a command imports what it needs when it runs

    return sarif_rules(all_rules(extra=extra, plugins=arguments.plugins))


def _conclude(report: Report, results: list[_Result], arguments: argparse.Namespace) -> None:
    # This line is for people: after a report for programs it would break the document.
    error = arguments.report_format != "text"
    if arguments.show_accepted:
        for result in results:
            for item in result.accepted:
                message, reason = printable(item.diagnostic.message), printable(item.acceptance.reason)
                say(f"accepted [{item.diagnostic.code}] {message}\n    {reason}", error=error)
    if arguments.statistics:
        worst = {item.code: item.severity.value for item in sorted(report, key=lambda item: -_RANK[item.severity])}
        for code, number in sorted(Counter(report.codes).items(), key=lambda pair: (-pair[1], pair[0])):
            say(f"{number:>6}  {worst[code]:<8} {code}", error=error)
    if arguments.report_format == "text":
        accepted = sum(len(result.accepted) for result in results)
        known_count = sum(result.known for result in results)
        held_back = sum(result.held_back for result in results)
        remarks = (f", {accepted} accepted" if accepted else "") + (f", {known_count} known" if known_count else "")
        remarks += f"; {held_back} more that may follow from the errors" if held_back else ""
        say(summary(report) + remarks, error=arguments.diff)


def _own_rules(name: str | None) -> list[Rule]:
    """Run a Python file and return its rules."""
    if name is None:
        return []
    from ...validation import rules_in  # noqa: PLC0415 # a command imports what it needs when it runs
    from .._python import run_python  # noqa: PLC0415 # few runs have rules of their own

    namespace = run_python(name)
    rules = rules_in(namespace)
    if not rules:
        raise OspoEventsError(
            f"{name}: expected a file with rules, got none; a rule is a function with the decorator `rule`"
        )
    return rules


def _one(name: str, arguments: argparse.Namespace, extra: list[Rule]) -> _Result:
    from ...validation import examine, without_follow_ups  # noqa: PLC0415 # a command imports what it needs when it runs

    options, strict = _options(name, arguments, extra)
    untold = options.pop("untold")
    would_change = _mend(name, arguments, options) if arguments.fix or arguments.diff else False
    decoded = read_event(name, arguments.source_format, _reading_options(arguments))
    reading = _without(decoded.report, untold)
    if decoded.event is None:
        return _Result(reading, strict=strict, reading=reading)
    with Progress(f"checking {name}"):
        outcome = examine(decoded.event, **options)
    findings = outcome.report
    held_back = 0
    if decoded.source_map is not None:
        findings, held_back = without_follow_ups(findings, decoded.report, decoded.source_map)
        findings = findings.located(decoded.source_map)
    return _Result(
        (reading + findings).sorted(),
        accepted=outcome.accepted,
        known=outcome.known,
        strict=strict,
        event=decoded.event,
        found=findings,
        reading=reading,
        would_change=would_change,
        held_back=held_back,
    )


def _without(reading: Report, untold: set[str]) -> Report:
    """Return the findings of a reader without the suppressed codes; errors stay, because they say what was not read."""
    return Report(tuple(item for item in reading if item.severity is Severity.ERROR or item.code not in untold))


def _split(values: list[str]) -> list[str]:
    return [word.strip() for value in values for word in value.split(",") if word.strip()]


def _options(name: str, arguments: argparse.Namespace, extra: list[Rule]) -> tuple[dict[str, Any], bool]:
    """Return the arguments of `examine`, and whether the configuration is strict."""
    from ...validation import Configuration, all_rules, read_configuration  # noqa: PLC0415 # a command imports what it needs when it runs

    configuration_file = _configuration_of(name, arguments)
    configuration = Configuration()
    if configuration_file is not None:
        configuration, problems = read_configuration(
            read_input(str(configuration_file)), source=str(configuration_file)
        )
        if problems:
            raise OspoEventsError("the configuration cannot be used\n" + _told(problems))
    select, ignore = _split(arguments.select), _split(arguments.ignore)
    plugins = arguments.plugins or configuration.plugins
    severity = _severities(arguments.severity)
    every_rule = all_rules(extra=extra, plugins=plugins).values()
    _check([*select, *severity], ignore, every_rule)
    try:
        _check([*configuration.select, *configuration.severity], configuration.ignore, every_rule)
    except OspoEventsError as problem:
        raise OspoEventsError(f"{configuration_file}: {problem}") from None
    baseline = arguments.baseline
    if baseline is None and configuration.baseline is not None and configuration_file is not None:
        baseline = str(configuration_file.parent / configuration.baseline)
    unwanted = [*configuration.ignore, *ignore]
    codes = _codes_of_readers() if unwanted else ()
    options: dict[str, Any] = {
        "select": select or configuration.select,
        # A reader's code and a rule may have the same name: ignoring it ignores both.
        "ignore": [code for code in unwanted if code not in codes or code in {rule.code for rule in every_rule}],
        "untold": set(unwanted) & set(codes),
        "severity": {**configuration.severity, **severity},
        "settings": configuration.settings,
        "rules": extra,
        "plugins": plugins,
        "preview": arguments.preview or configuration.preview,
        "formats": _split(arguments.formats) or configuration.formats,
        "older": _older(arguments),
    }
    if baseline is not None and not arguments.write_baseline:
        from ...validation import read_baseline  # noqa: PLC0415 # few runs have a baseline

        options["baseline"] = read_baseline(read_input(baseline))
    return options, configuration.strict


def _codes_of_readers() -> Collection[str]:
    from ...codecs import CODES  # noqa: PLC0415 # few runs ignore anything, and it is a long table

    return CODES


def _check(wanted: Iterable[str], ignored: Collection[str], known: Collection[Rule]) -> None:
    from ...validation import check_patterns  # noqa: PLC0415 # a command imports what it needs when it runs

    check_patterns(wanted, known)
    check_patterns(ignored, known, _codes_of_readers() if ignored else ())


def _severities(values: list[str]) -> dict[str, Severity]:
    """Return the severities given as `RULES=LEVEL`."""
    table: dict[str, Severity] = {}
    for word in _split(values):
        pattern, _, level = word.partition("=")
        try:
            table[pattern.strip()] = Severity(level.strip())
        except ValueError:
            levels = ", ".join(item.value for item in Severity)
            raise OspoEventsError(f"expected RULES=LEVEL with one of {levels}, got {word!r}") from None
    return table


def _told(report: Report) -> str:
    return render_text(report, limit=20)


def _older(arguments: argparse.Namespace) -> Event | None:
    if arguments.older is None:
        return None
    return read_event(arguments.older, arguments.source_format, _reading_options(arguments)).value()


def _configuration_of(name: str, arguments: argparse.Namespace) -> Path | None:
    from ...validation import find_configuration  # noqa: PLC0415 # a command imports what it needs when it runs

    if arguments.no_config:
        return None
    if arguments.config is not None:
        from pathlib import Path  # noqa: PLC0415 # few runs name their configuration

        return Path(arguments.config)
    return find_configuration("." if name == "-" else os.path.dirname(name) or ".")


def _mend(name: str, arguments: argparse.Namespace, options: dict[str, Any]) -> bool:
    """Apply the safe fixes to a native file, or show them; return whether the file would still change."""
    from ...validation import examine, fix_text  # noqa: PLC0415 # a command imports what it needs when it runs

    try:
        data = read_input(name) if name != "-" else b""
    except OSError:
        return False  # reading the file for the report says why
    format = _native(name, data, arguments)
    fixed = fix_text(data, source=name, format=format, check=lambda event: examine(event, **options).report)
    if arguments.diff:
        import difflib  # noqa: PLC0415 # it is imported for --diff only

        old, new = (text.decode("utf-8", "replace").splitlines(keepends=True) for text in (data, fixed.data))
        lines = difflib.unified_diff(old, new, name, name)
        text = "".join(line if line.endswith("\n") else line + "\n\\ No newline at end of file\n" for line in lines)
        if is_terminal():
            say(text, end="")
        else:
            write_document(text)  # this is a patch, so every byte counts
    elif fixed.data != data:
        write_output(name, fixed.data)
    if arguments.report_format == "text" and (fixed.applied or fixed.left):
        remaining = f", {fixed.left} left to correct by hand" if fixed.left else ""
        verb = "can be fixed" if arguments.diff else "fixed"
        say(f"{name}: {fixed.applied} {verb}{remaining}", error=arguments.diff)
    return bool(arguments.diff) and fixed.data != data


def _native(name: str, data: bytes, arguments: argparse.Namespace) -> str:
    """Return the name of the native format of a file to fix."""
    format = _format_of(name, arguments, data)
    if format not in ("yaml", "json"):
        raise OspoEventsError(
            f"{name}: expected a native file to fix, YAML or JSON; convert it first with `ospo-events convert`"
        )
    return format


def _format_of(name: str, arguments: argparse.Namespace, data: bytes | None = None) -> str:
    """Return the name of the format of an input; empty if it cannot be detected."""
    if arguments.source_format:
        return str(arguments.source_format)
    if name == "-" or name.endswith(".py"):
        return ""
    try:
        return str(detect(read_input(name) if data is None else data, name))
    except (UnknownFormat, OSError):
        return ""
