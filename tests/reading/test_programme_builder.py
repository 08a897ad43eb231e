"""The table behind every foreign reader: one thing for each key, ids kept where they can be, refusals as findings."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ospo_events.codecs._reading.ids import Ids
from ospo_events.codecs._reading.programme import ProgrammeBuilder
from ospo_events.diagnostics import Findings
from ospo_events.model.ids import is_id


def test_one_key_is_one_person_and_what_is_new_about_them_is_added() -> None:
    builder = ProgrammeBuilder(Findings())
    ada = builder.person("ada@x", "Ada Example", ("speakers", 0), job_title=None)
    assert builder.person("ada@x", "Somebody else", ("speakers", 4), job_title="Head", bio="Her life") == ada
    assert builder.person(None, "Ada Example", ("speakers", 5)) == "ada-example-2"
    first, second = builder.people
    assert (first.id, first.name, first.job_title, first.bio) == ("ada-example", "Ada Example", "Head", "Her life")
    assert second.name == "Ada Example"
    assert builder.origins == {("people", 0): ("speakers", 0), ("people", 1): ("speakers", 5)}


def test_people_and_organizations_share_their_ids() -> None:
    builder = ProgrammeBuilder(Findings())
    assert builder.person("x", "United Nations", ()) == "united-nations"
    assert builder.organization("United Nations", ()) == "united-nations-2"
    assert builder.organization("United  Nations", ()) == "united-nations-2"
    assert builder.room("United Nations", ()) == "united-nations"


def test_what_the_model_refuses_is_a_finding_and_nothing_is_kept() -> None:
    findings = Findings()
    builder = ProgrammeBuilder(findings)
    assert builder.room("Hall", ("rooms", 3), capacity=-5) is None
    (finding,) = findings.report()
    assert (finding.code, finding.path) == ("invalid-value", ("rooms", 3))
    assert "left out" in finding.message
    assert not len(builder.rooms)
    assert builder.room("Hall", ("rooms", 4), capacity=5) == "hall"


def test_the_event_holds_what_was_met_in_order() -> None:
    builder = ProgrammeBuilder(Findings())
    hall, ai = builder.room("Hall", ()), builder.track("AI", ())
    builder.session("Opening", ("s", 0), key=1)
    builder.session("Opening", ("s", 1), key=2, tracks=(ai,))
    event = builder.event(id="e", title="E", timezone="UTC")
    assert event is not None
    assert [session.id for session in event.sessions] == ["opening", "opening-2"]
    assert (event.rooms[0].id, event.sessions[1].tracks) == (hall, ("ai",))
    assert builder.event(id="e", title="", timezone="UTC") is None
    assert builder.findings.has("invalid-value")


@given(st.lists(st.text(max_size=12)))
def test_ids_are_ids_and_each_is_given_once(wanted: list[str]) -> None:
    ids = Ids()
    given_ids = [ids.new(text) for text in wanted]
    assert len(set(given_ids)) == len(given_ids)
    assert all(map(is_id, given_ids))


def test_an_id_of_the_document_is_kept_where_it_can_be() -> None:
    ids = Ids()
    assert [ids.of(1, "T-1"), ids.of(2, "T-1"), ids.of(1, "other"), ids.new("a b")] == ["T-1", "T-1-2", "T-1", "a-b"]
