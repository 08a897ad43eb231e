"""Running rules: failures, selection, severities, acceptances, baselines, formats."""

from __future__ import annotations

import json

import attrs
import pytest

from ospo_events.codecs import codec_named
from ospo_events.diagnostics import LIMIT, Diagnostic, Report, Severity
from ospo_events.errors import OspoEventsError
from ospo_events.model import Acceptance, Event, Participant, Room, Session
from ospo_events.rules import Context, Finding, RuleStatus, Settings, rule
from ospo_events.validation import (
    Baseline,
    all_rules,
    examine,
    make_baseline,
    read_baseline,
    rules_in,
    unknown_patterns,
    validate,
    write_baseline,
)
from tests.support.reading import read_fragment

CLASHES = """\
rooms:
  - {id: hall, name: Hall}
sessions:
  - {id: a, title: Alpha, slot: {start: 2026-05-04T09:00, end: 2026-05-04T10:00, rooms: [hall]}}
  - {id: b, title: Beta, slot: {start: 2026-05-04T09:15, end: 2026-05-04T10:15, rooms: [hall]}}
  - {id: c, title: Gamma, slot: {start: 2026-05-04T09:30, end: 2026-05-04T10:30, rooms: [hall]}}
"""


def accepting(*acceptances: Acceptance, session: str | None = None) -> Event:
    event = read_fragment(CLASHES)
    if session is None:
        return attrs.evolve(event, accept=acceptances)
    return event.with_session(session, accept=acceptances)


def test_a_rule_that_raises_is_a_finding_and_the_others_run():
    @rule("always-fails", severity=Severity.ERROR)
    def always_fails(context: Context):
        yield Finding(message="first")
        raise ZeroDivisionError("oh")

    @rule("yields-nonsense", severity=Severity.ERROR)
    def yields_nonsense(context: Context):
        yield "nonsense"

    @rule("raises-at-once", severity=Severity.ERROR)
    def raises_at_once(context: Context):
        raise RuntimeError("at once")

    report = validate(read_fragment(CLASHES), rules=[always_fails, yields_nonsense, raises_at_once])
    assert report.codes.count("internal-rule-failure") == 3
    assert report.codes.count("room-double-booked") == 3
    assert "always-fails" in report.codes
    messages = " ".join(item.message for item in report)
    assert "'always-fails' failed: ZeroDivisionError: oh" in messages
    assert "expected a Finding, got str" in messages
    assert not report.ok


def test_ones_own_rule_runs_with_the_settings_and_the_older_event():
    @rule("few-sessions", severity=Severity.WARNING, category="ours")
    def few_sessions(context: Context):
        """Too few."""
        if context.older is not None and len(context.event.sessions) < len(context.older.sessions):
            yield Finding(message=f"fewer sessions; gap {context.settings.gap_minutes}")

    now, older = read_fragment(""), read_fragment(CLASHES)
    report = validate(now, rules=[few_sessions], select=["ours"], older=older, settings=Settings(gap_minutes=7))
    assert [item.message for item in report] == ["fewer sessions; gap 7"]
    with pytest.raises(OspoEventsError, match="two rules have the code 'few-sessions'"):
        validate(now, rules=[few_sessions, attrs.evolve(few_sessions, since="2")])
    assert rules_in(few_sessions) == [few_sessions]
    assert rules_in({"a": few_sessions, "b": few_sessions, "c": 3}) == [few_sessions]
    assert rules_in([few_sessions]) == [few_sessions]


def test_selection_by_code_category_glob_and_status():
    event = read_fragment(CLASHES)
    assert set(validate(event).codes) == {"room-double-booked"}
    assert validate(event, select=["references"]).codes == ()
    assert set(validate(event, select=["room-*"]).codes) == {"room-double-booked"}
    assert validate(event, ignore=["clashes"]).codes == ()
    assert validate(event, ignore=["*-double-*"]).codes == ()
    assert validate(event, select=["room-double-booked"], ignore=["clashes"]).codes  # named by its code
    assert validate(event, select=["room-double-booked"], ignore=["room-double-booked"]).codes == ()
    assert unknown_patterns(["room-duoble-booked", "clashes", "all"], all_rules().values()) == [
        ("room-duoble-booked", "room-double-booked")
    ]

    @rule("tried-out", severity=Severity.INFO, status=RuleStatus.PREVIEW)
    def tried_out(context: Context):
        yield Finding(message="found")

    @rule("gone-soon", severity=Severity.INFO, status=RuleStatus.DEPRECATED, replaces=("older-name",))
    def gone_soon(context: Context):
        yield Finding(message="found")

    own = [tried_out, gone_soon]
    quiet = read_fragment("")
    assert validate(quiet, rules=own).codes == ()
    assert validate(quiet, rules=own, preview=True).codes == ("tried-out",)
    assert validate(quiet, rules=own, select=["tried-out"]).codes == ("tried-out",)
    assert validate(quiet, rules=own, select=["custom"]).codes == ()
    assert validate(quiet, rules=own, select=["older-name"]).codes == ("gone-soon",)


def test_severities_by_code_before_category_before_the_rules_own():
    event = read_fragment(CLASHES)
    assert {item.severity for item in validate(event, severity={"clashes": Severity.INFO})} == {Severity.INFO}
    both = {"room-double-booked": Severity.WARNING, "clashes": Severity.INFO}
    assert {item.severity for item in validate(event, severity=both)} == {Severity.WARNING}
    assert validate(event, severity=both).ok


@pytest.mark.parametrize(
    ("where", "left"),
    [
        ((), 0),
        (("hall",), 0),
        (("a", "b"), 2),
        (("a",), 1),
        (("a", "b", "c"), 0),
        (("a", "hall"), 1),
    ],
)
def test_what_an_acceptance_of_the_event_means(where: tuple[str, ...], left: int):
    event = accepting(Acceptance(rule="room-double-booked", where=where, reason="one hall, three corners"))
    outcome = examine(event)
    assert outcome.report.codes.count("room-double-booked") == left
    assert len(outcome.accepted) == 3 - left
    assert all(item.acceptance.reason == "one hall, three corners" for item in outcome.accepted)
    assert set(outcome.report.codes) <= {"room-double-booked"}


@pytest.mark.parametrize(("where", "left"), [((), 1), (("b",), 2), (("c",), 2), (("b", "c"), 1)])
def test_what_an_acceptance_of_a_session_means(where: tuple[str, ...], left: int):
    event = accepting(Acceptance(rule="room-double-booked", where=where, reason="two corners"), session="a")
    assert validate(event).codes == ("room-double-booked",) * left


def test_acceptances_that_mean_nothing_are_told_only_when_their_rule_ran():
    event = attrs.evolve(read_fragment(""), accept=(Acceptance(rule="room-double-booked", reason="two corners"),))
    (found,) = validate(event)
    assert (found.code, found.path, found.severity) == ("unmatched-acceptance", ("accept", 0), Severity.WARNING)
    assert validate(event, ignore=["clashes"]).codes == ()
    older = attrs.evolve(read_fragment(""), accept=(Acceptance(rule="session-removed", reason="it was a test"),))
    assert validate(older).codes == ()
    assert validate(older, older=read_fragment("")).codes == ("unmatched-acceptance",)
    unknown = attrs.evolve(read_fragment(""), accept=(Acceptance(rule="room-duoble-booked", reason="two corners"),))
    (found,) = validate(unknown)
    assert found.code == "acceptance-of-unknown-rule"
    assert found.help == "did you mean 'room-double-booked'?"


def test_what_says_that_acceptances_are_wrong_cannot_be_accepted():
    acceptances = (
        Acceptance(rule="unused-room", reason=""),
        Acceptance(rule="acceptance-without-reason", reason="we are in a hurry"),
    )
    event = attrs.evolve(read_fragment(""), accept=acceptances, rooms=(Room(id="hall", name="Hall"),))
    assert "acceptance-without-reason" in validate(event).codes


def test_an_acceptance_of_a_code_that_was_replaced_still_holds():
    @rule("new-name", severity=Severity.ERROR, replaces=("old-name",))
    def new_name(context: Context):
        yield Finding(message="found", about=(context.event.id,))

    event = attrs.evolve(read_fragment(""), accept=(Acceptance(rule="old-name", reason="known since 2024"),))
    assert validate(event, rules=[new_name]).codes == ()


def test_a_flood_is_stopped_and_said_to_be():
    sessions = tuple(Session(id=f"s{number}", title=f"T {number}!", uid="same") for number in range(LIMIT + 200))
    event = attrs.evolve(read_fragment(""), sessions=sessions)
    report = validate(event, select=["duplicate-uid"])
    assert report.codes.count("duplicate-uid") == LIMIT
    assert report.codes.count("too-many-findings") == 1


def test_a_baseline_knows_findings_by_ids_and_tells_new_ones():
    event = read_fragment(CLASHES)
    baseline = read_baseline(write_baseline(make_baseline(validate(event), event)))
    turned = attrs.evolve(event, sessions=(event.sessions[1], event.sessions[0], event.sessions[2]))
    outcome = examine(turned, baseline=baseline)
    assert (outcome.report.codes, outcome.known) == ((), 3)
    more = attrs.evolve(event, participants=(*event.participants, Participant(agent="nobody", role="host")))
    assert validate(more, baseline=baseline).codes == ("dangling-reference",)
    mended = event.without_session("b")
    assert validate(mended, baseline=baseline).codes == ("outdated-baseline",)
    document = json.loads(write_baseline(baseline))
    assert document["format"] == 1
    assert list(document["findings"]) == sorted(document["findings"])
    assert "example-2026: room-double-booked sessions[b].slot sessions[a].slot" in document["findings"]


@pytest.mark.parametrize("data", [b"", b"[]", b"{}", b'{"format": 2}', b'{"format":1,"findings":{"a":"b"}}', b"\xff"])
def test_what_is_no_baseline_is_refused(data: bytes):
    with pytest.raises(OspoEventsError, match="expected"):
        read_baseline(data)


def test_formats_say_what_they_would_lose():
    event = read_fragment(CLASHES)
    assert validate(event, formats=["json"], select=["lost-in-format"]).codes == ()
    with pytest.raises(OspoEventsError, match="unknown format"):
        validate(event, formats=["jsn"])
    some = next((name for name in ("schedule.xml", "schedule-xml", "ics", "csv", "jsonld") if _knows(name)), None)
    if some is None:
        pytest.skip("no format that loses something is there")
    rich = event.with_session("a", audience="Limited to leads of open source programme offices")
    report = validate(rich, formats=[some], select=["lost-in-format"])
    assert set(report.codes) == {"lost-in-format"}
    assert all(some in item.message or item.message for item in report)


def _knows(name: str) -> bool:
    try:
        codec_named(name)
    except OspoEventsError:
        return False
    return codec_named(name).writes


def test_findings_come_in_the_order_of_the_event():
    event = attrs.evolve(
        read_fragment(CLASHES), rooms=(Room(id="hall", name="Hall "), Room(id="x", name="X")), participants=()
    )
    paths = [item.path[0] for item in validate(event) if item.path]
    order = [field.name for field in attrs.fields(Event)]
    assert paths == sorted(paths, key=lambda name: order.index(str(name)))


def test_t10_removing_something_gives_an_error_for_every_reference_and_rendering_goes_on():
    event = read_fragment(CLASHES)
    without = attrs.evolve(event, rooms=())
    report = validate(without, select=["dangling-reference"])
    assert [item.path for item in report] == [("sessions", number, "slot", "rooms", 0) for number in range(3)]
    assert [session.id for session in without.agenda.days[0].sessions] == ["a", "b", "c"]


def test_t14_a_private_address_is_in_no_finding():
    event = read_fragment("people: [{id: ada, name: Ada Example, email: canary@example.org}]\nsessions: []\n")
    report = validate(event)
    assert "canary" not in str([*report])


def test_an_empty_baseline_knows_nothing():
    assert examine(read_fragment(CLASHES), baseline=Baseline()).known == 0
    assert isinstance(validate(read_fragment("")), Report)
    assert Diagnostic(code="x", message="y") not in validate(read_fragment(""))


def test_rules_of_installed_packages_run_only_where_asked_for(monkeypatch: pytest.MonkeyPatch):
    from importlib import metadata

    @rule("from-a-package", severity=Severity.INFO)
    def from_a_package(context: Context):
        yield Finding(message="found")

    class Point:
        name, value = "theirs", "their.rules:RULES"

        def load(self) -> object:
            if self.name == "broken":
                raise ImportError("no such module")
            return [from_a_package]

    point = Point()
    monkeypatch.setattr(metadata, "entry_points", lambda group: [point] if group == "ospo_events.rules" else [])
    assert validate(read_fragment("")).codes == ()
    assert validate(read_fragment(""), plugins=True).codes == ("from-a-package",)
    point.name = "broken"
    with pytest.raises(OspoEventsError, match="cannot load the rules 'broken'"):
        validate(read_fragment(""), plugins=True)


def test_nonexistent_local_times_of_events_made_in_python_are_found():
    import datetime as dt

    from ospo_events.model import Slot

    zone = read_fragment("").timezone
    night = Slot(dt.datetime(2026, 3, 29, 2, 30, tzinfo=zone), dt.datetime(2026, 3, 29, 4, 0, tzinfo=zone))
    event = attrs.evolve(read_fragment(""), sessions=(Session(id="n", title="Night", slot=night),))
    (found,) = validate(event)
    assert (found.code, found.path) == ("nonexistent-local-time", ("sessions", 0, "slot", "start"))
    assert found.message == "2026-03-29 02:30 does not exist in Europe/Berlin: the clocks skip it"
