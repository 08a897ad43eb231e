"""The class of rules, and the decorator that makes them."""

from __future__ import annotations

import enum
import inspect
import re
from collections.abc import Callable, Iterable, Mapping

import attrs

from .._patterns import late_pattern
from .._repr import shown
from ..diagnostics import Edit, Fix, Path, Related, Severity
from ._context import Context

__all__ = ["Documentation", "Finding", "Rule", "RuleStatus", "read_documentation", "rule"]

_CODE = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)+")
_SECTION = late_pattern(r"^(Why|Bad|Good|Older):\s*$", re.MULTILINE)


class RuleStatus(enum.Enum):
    """How settled a rule is."""

    STABLE = "stable"
    """The rule runs unless it is ignored."""
    PREVIEW = "preview"
    """The rule runs only if it is selected by its code or if previews are asked for; it may still change."""
    DEPRECATED = "deprecated"
    """The rule runs only if it is selected by its code; its page names its replacement."""


@attrs.frozen(kw_only=True)
class Finding:
    """One thing that a rule found."""

    message: str
    """What was expected and what was found: lower case, no full stop."""
    path: Path = ()
    """Where in the event."""
    about: tuple[str, ...] = ()
    """The ids it is about, which an acceptance may name."""
    within: tuple[str, ...] = ()
    """The ids of the room or person it happens in or to; an acceptance may name these too."""
    related: tuple[Related, ...] = ()
    """Other places that it is about."""
    help: str | None = None
    """How to correct it."""
    fix: Fix | None = None
    """A correction that a program may apply."""
    severity: Severity | None = None
    """The severity, if it is milder than that of the rule."""

    __repr__ = shown


@attrs.frozen(kw_only=True)
class Documentation:
    """The parts of a rule's docstring."""

    sentence: str
    """What the defect is."""
    why: str = ""
    """Whom it hurts, and how."""
    bad: str = ""
    """A fragment of an event in YAML that has the defect."""
    good: str = ""
    """The same fragment without it."""
    older: str = ""
    """The fragment of the older edition, for rules that compare editions."""

    __repr__ = shown


@attrs.frozen(kw_only=True)
class Rule:
    """One question that is asked of every event."""

    code: str
    """The kebab-case name of the defect: never a number, never reused."""
    severity: Severity
    """How bad its findings are."""
    category: str
    """The theme it belongs to."""
    since: str
    """The version it came with."""
    check: Callable[[Context], Iterable[Finding]] = attrs.field(eq=False, repr=False)
    """Yields the findings."""
    status: RuleStatus = RuleStatus.STABLE
    """How settled it is."""
    replaces: tuple[str, ...] = ()
    """The codes of older rules that it replaces; selecting, ignoring or accepting one of them means this rule."""
    fixable: bool = False
    """Whether some of its findings have a safe fix."""
    see: tuple[str, ...] = ()
    """Reports of the defect in the field, as `owner/repository#number`, or URLs."""

    __repr__ = shown

    def __attrs_post_init__(self) -> None:
        if not _CODE.fullmatch(self.code):
            raise ValueError(f"expected the code of a rule to be kebab-case words, got {self.code!r}")

    def __call__(self, context: Context) -> Iterable[Finding]:
        """Return the findings of the rule."""
        return self.check(context)

    @property
    def documentation(self) -> Documentation:
        """The docstring of the rule, in parts."""
        return read_documentation(self.check.__doc__ or "")


def rule(
    code: str,
    *,
    severity: Severity,
    category: str = "custom",
    since: str = "",
    status: RuleStatus = RuleStatus.STABLE,
    replaces: tuple[str, ...] = (),
    fixable: bool = False,
    see: tuple[str, ...] = (),
) -> Callable[[Callable[[Context], Iterable[Finding]]], Rule]:
    """Turn a generator function that takes a `Context` and yields `Finding`s into a rule.

    Args:
        code: the kebab-case name of the defect.
        severity: how bad its findings are.
        category: the theme it belongs to.
        since: the version it came with.
        status: how settled it is.
        replaces: the codes of older rules that it replaces.
        fixable: whether some of its findings have a safe fix.
        see: reports of the defect, as `owner/repository#number`, or URLs.
    """

    def make(check: Callable[[Context], Iterable[Finding]]) -> Rule:
        return Rule(
            code=code,
            severity=severity,
            category=category,
            since=since,
            check=check,
            status=status,
            replaces=replaces,
            fixable=fixable,
            see=see,
        )

    return make


def read_documentation(docstring: str) -> Documentation:
    """Return the parts of a rule's docstring: its first sentence and the sections Why, Bad, Good and Older."""
    parts = _SECTION.split(inspect.cleandoc(docstring))
    sections: Mapping[str, str] = {
        name.lower(): inspect.cleandoc("\n" + text).strip("\n")
        for name, text in zip(parts[1::2], parts[2::2], strict=True)
    }
    return Documentation(sentence=parts[0].strip(), **sections)


def replacement(title: str, path: Path, text: str) -> Fix:
    """Return a fix that replaces one text."""
    return Fix(title=title, edits=(Edit(path=path, replacement=text),))
