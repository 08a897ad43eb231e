"""Matches findings with the acceptances of a programme."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from fnmatch import fnmatchcase

from ..diagnostics import Diagnostic, Path, Suggestions
from ..model.session import Acceptance
from ..rules import Context, Finding, Rule
from ..rules.acceptances import acceptances, has_reason

__all__ = ["Acceptances"]

_NEVER = ("acceptance-without-reason", "acceptance-of-unknown-rule", "unmatched-acceptance", "internal-rule-failure")


class _Entry:
    __slots__ = ("acceptance", "owner", "path", "used")

    def __init__(self, path: Path, acceptance: Acceptance, owner: str | None) -> None:
        self.path = path
        self.acceptance = acceptance
        self.owner = owner
        self.used = False

    def means(self, finding: Finding) -> bool:
        about = frozenset(finding.about)
        around = about.union(finding.within)
        if self.owner is not None and self.owner not in around:
            return False
        where = self.acceptance.where
        if not where or around.issuperset(where):
            return True
        # `where: [a, b, c]` also covers every pair of them.
        ids = set(where) if self.owner is None else {*where, self.owner}
        return bool(about) and about <= ids


def _is_glob(pattern: str) -> bool:
    return any(letter in pattern for letter in "*?[")


class Acceptances:
    """The acceptances of one event, and which of them matched a finding.

    An acceptance matches a finding of its rule, or of any rule that its glob matches. An acceptance inside a session
    matches only findings about that session. The finding must involve every id in `where`, or all its ids must be
    listed in `where`.

    Args:
        context: the event.
        reasons_are_checked: whether a missing reason is reported. If it is not, an acceptance without a reason
            accepts nothing: somebody has to see either the acceptance or the finding it would hide.
    """

    def __init__(self, context: Context, *, reasons_are_checked: bool = True) -> None:
        self._entries = [
            _Entry(path, item, owner)
            for path, item, owner in acceptances(context)
            if reasons_are_checked or has_reason(item)
        ]
        self._by_rule: dict[str, list[_Entry]] = {}
        self._globs = [entry for entry in self._entries if _is_glob(entry.acceptance.rule)]
        for entry in self._entries:
            self._by_rule.setdefault(entry.acceptance.rule, []).append(entry)

    @property
    def any(self) -> bool:
        """Whether the event has any acceptance."""
        return bool(self._entries)

    def accepted(self, rule: Rule, finding: Finding) -> Acceptance | None:
        """Return the acceptance that matches the finding; None if there is none."""
        if not self._by_rule or rule.code in _NEVER:
            return None
        acceptance: Acceptance | None = None
        for code in (rule.code, *rule.replaces):
            for entry in (*self._by_rule.get(code, ()), *self._globs):
                if entry.acceptance.rule != code and not fnmatchcase(code, entry.acceptance.rule):
                    continue
                if entry.means(finding):
                    entry.used = True
                    acceptance = acceptance or entry.acceptance
        return acceptance

    def leftover(self, known: Mapping[str, Rule], settled: Collection[str]) -> Iterator[Diagnostic]:
        """Yield a finding for each acceptance that matched nothing.

        Args:
            known: every rule, by its code and by the codes it replaces.
            settled: the codes of the rules that ran to their end.
        """
        near_codes = Suggestions(known)
        for entry in self._entries:
            code = entry.acceptance.rule
            meant = {rule.code for name, rule in known.items() if name == code or fnmatchcase(name, code)}
            if not meant:
                near = near_codes.nearest(code)
                yield Diagnostic(
                    code="acceptance-of-unknown-rule",
                    message=f"there is no rule {code!r}",
                    path=(*entry.path, "rule"),
                    help=f"did you mean {near!r}?" if near else "`ospo-events rules` lists them",
                )
            elif not entry.used and meant.issubset(settled):
                where = f" about {', '.join(entry.acceptance.where)}" if entry.acceptance.where else ""
                yield Diagnostic(
                    code="unmatched-acceptance",
                    message=f"{code!r} finds nothing{where} that could be accepted here",
                    path=entry.path,
                    help="remove the acceptance; its reason was " + repr(entry.acceptance.reason[:80]),
                )
