"""Fixes of words: a slip of the pen is mended, and no word that means something is turned into another."""

from __future__ import annotations

import time
from pathlib import Path

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ospo_events.cli import main
from ospo_events.codecs import codec_named
from ospo_events.diagnostics import Suggestions, suggest
from ospo_events.model import Event, Link, Participant, Person, Session
from ospo_events.model.vocabulary import KNOWN_KINDS, KNOWN_RELS, KNOWN_ROLES, folded, kind_of
from ospo_events.rules import Settings
from ospo_events.rules._slips import distance, meant_surely
from ospo_events.validation import read_configuration, validate
from tests.support.reading import findings, read_fragment

WORDS = tuple(
    word.strip()
    for line in (Path(__file__).parent / "words_of_programmes.txt").read_text("utf-8").splitlines()
    if not line.startswith("#")
    for word in line.split(";")
)
BASE = read_fragment("people: [{id: ada, name: Ada Example}]\n")


def programme(words: tuple[str, ...]) -> Event:
    """Return an event with a session for each word, which is its kind, a role in it, and the relation of its link."""
    sessions = tuple(
        Session(
            id=f"s{number}",
            title=f"Session {number}",
            kind=word,
            participants=(Participant(agent="ada", role=word),),
            links=(Link(href="https://example.org/", rel=word),),
        )
        for number, word in enumerate(words)
    )
    return attrs.evolve(BASE, people=(Person(id="ada", name="Ada Example"),), sessions=sessions)


def test_the_list_holds_400_different_words() -> None:
    assert len(WORDS) == len(set(WORDS)) >= 400
    assert all(folded(word) not in map(folded, (*KNOWN_KINDS, *KNOWN_ROLES)) for word in WORDS)


def test_no_word_of_the_languages_is_changed_by_the_command(tmp_path: Path) -> None:
    path = tmp_path / "programme.yaml"
    event = programme(WORDS)
    path.write_bytes(codec_named("yaml").encode(event).value())
    main(["validate", "--fix", str(path), "--select", "vocabulary", "--quiet"])
    after = codec_named("yaml").decode(path.read_bytes()).value()
    changed = [
        (one.kind, other.kind, other.participants[0].role, other.links[0].rel)
        for one, other in zip(event.sessions, after.sessions, strict=True)
        if one != other
    ]
    assert changed == []


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("pannel", "panel"),
        ("keynot", "keynote"),
        ("wokrshop", "workshop"),
        ("Lightning Talk", "lightning-talk"),
        ("lightning_talks", "lightning-talk"),
        ("lighning-tlak", "lightning-talk"),
        ("exhibtion", "exhibition"),
        ("ROUND TABLE", "roundtable"),
        ("Q and A", "q-and-a"),
        ("breakuot", "breakout"),
        # not six letters, synonyms, words, prefixes and endings of their own, several that are as near
        ("talkk", None),
        ("lunch", None),
        ("coffee break", None),
        ("award", None),
        ("e-poster", None),
        ("walk", None),
        ("inhibition", None),
        ("", None),
    ],
)
def test_what_is_a_slip_of_a_kind(written: str, meant: str | None) -> None:
    assert meant_surely(written, KNOWN_KINDS) == meant


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("organiser", "organizer"),
        ("moderrator", "moderator"),
        ("speeker", "speaker"),
        ("Note Taker", "note-taker"),
        ("rapporter", None),
        ("co-panelist", None),
        ("operator", None),
        ("translator", None),
        ("facilitate", None),
    ],
)
def test_what_is_a_slip_of_a_role(written: str, meant: str | None) -> None:
    assert meant_surely(written, KNOWN_ROLES) == meant


def test_two_known_words_as_near_are_no_answer() -> None:
    assert meant_surely("stagings", ("stagingx", "stagingy")) is None
    assert meant_surely("Slide-s", ("slides", "sli-des")) is None


@pytest.mark.parametrize("table", [KNOWN_KINDS, KNOWN_ROLES, KNOWN_RELS], ids=["kinds", "roles", "relations"])
def test_a_known_word_in_other_case_and_gaps_is_mended(table: dict[str, object]) -> None:
    for word in table:
        for written in (word.upper(), word.replace("-", " "), f" {word}", word.replace("-", "_").title()):
            assert meant_surely(written, table) == word


@given(st.text("abcd-é", max_size=7), st.text("abcd-é", max_size=7))
def test_the_distance_is_one_of_both_directions(one: str, other: str) -> None:
    apart = distance(one, other, 14)
    assert apart == distance(other, one, 14)
    assert (apart == 0) == (one == other)
    for most in range(4):
        assert (distance(one, other, most) <= most) == (apart <= most)


def test_a_synonym_is_a_suggestion_without_a_fix() -> None:
    event = programme(("coffee break", "pannel"))
    synonym, slip = findings(event, "unknown-kind")
    assert (synonym.fix, slip.fix is not None) == (None, True)
    assert synonym.help is not None
    assert synonym.help.startswith("write 'break'")
    assert kind_of("coffee break") == "break"


def test_roles_that_lead_by_the_settings() -> None:
    event = read_fragment(
        "people: [{id: ada, name: Ada Example}, {id: bob, name: Bob Example}, {id: eve, name: Eve Sample}]\n"
        "sessions:\n"
        "  - {id: one, title: One, kind: panel, panelists: [bob, eve],"
        " participants: [{agent: ada, role: Session Captain}]}\n"
    )
    codes = {"panel-without-moderator", "unknown-role"}
    assert {item.code for item in validate(event)} & codes == codes
    settings = Settings(leading_roles=("session-captain",))
    assert {item.code for item in validate(event, settings=settings)} & codes == set()


def test_the_configuration_names_roles_that_lead() -> None:
    chosen, report = read_configuration(b'[settings]\nleading-roles = ["session leader"]\n', source="ospo-events.toml")
    assert (chosen.settings.leading_roles, report.codes) == (("session leader",), ())
    chosen, report = read_configuration(b'[settings]\nleading-roles = "leader"\n', source="ospo-events.toml")
    assert (chosen.settings.leading_roles, report.codes) == ((), ("bad-configuration",))


@pytest.mark.parametrize("role", ["moderator", "chair", "co-chair", "lead", "emcee", "facilitator", "host", "co-host"])
def test_roles_that_lead_a_panel(role: str) -> None:
    event = read_fragment(
        "people: [{id: ada, name: Ada Example}, {id: bob, name: Bob Example}, {id: eve, name: Eve Sample}]\n"
        "sessions:\n"
        f"  - {{id: one, title: One, kind: panel, panelists: [bob, eve], {role}: ada, rapporteur: bob}}\n"
    )
    assert findings(event, "panel-without-moderator") == []
    assert findings(event, "single-panelist") == []


def test_who_takes_the_notes_is_no_panelist() -> None:
    event = read_fragment(
        "people: [{id: ada, name: Ada Example}, {id: bob, name: Bob Example}]\n"
        "sessions: [{id: one, title: One, kind: panel, panelist: bob, note-taker: ada}]\n"
    )
    assert len(findings(event, "single-panelist")) == 1


@pytest.mark.parametrize(
    ("session", "number"),
    [
        ("kind: break, moderator: ada", 1),
        ("kind: meal, speaker: ada", 1),
        ("kind: registration, participants: [{agent: ada, role: juggler}]", 1),
        ("kind: meal, sponsor: example-org", 0),
        ("kind: break, host: ada", 0),
        ("kind: social, performer: ada", 0),
        ("kind: break, moderator: ada, status: cancelled", 0),
        ("kind: breakout, moderator: ada", 0),
    ],
)
def test_service_items_have_nobody_on_stage(session: str, number: int) -> None:
    event = read_fragment(f"people: [{{id: ada, name: Ada Example}}]\nsessions: [{{id: one, title: One, {session}}}]\n")
    assert len(findings(event, "people-in-service-item")) == number


def test_a_thousand_wrong_rooms_take_a_moment() -> None:
    """Did-you-mean was quadratic: an export whose ids all have another prefix took minutes."""
    known = [f"room-{number:05}" for number in range(20_000)]
    near = Suggestions(known)
    begin = time.process_time()
    answers = [near.nearest(f"raum-{number:05}") for number in range(5_000)]
    assert time.process_time() - begin < 5
    assert answers[0] is not None
    assert answers[-1] is None
    assert near.nearest("raum-00000") == answers[0]


@given(st.text("abcde", max_size=8), st.lists(st.text("abcde", max_size=8), max_size=8))
def test_looking_at_lengths_first_changes_no_suggestion(word: str, known: list[str]) -> None:
    import difflib

    close = difflib.get_close_matches(word, known, n=1, cutoff=0.7)
    assert suggest(word, known) == (close[0] if close else None)
