"""Several affiliations of a person, and of somebody in one session."""

from __future__ import annotations

import pytest

from ospo_events import decode, encode
from ospo_events.codecs import CODECS
from ospo_events.model import Event, Organization, Participant, Person, Room, Session
from ospo_events.validation import validate
from ospo_events.views import with_ids_of
from ospo_events.views.credits import stands_for
from tests.support.programmes import at, event

OFFICES = tuple(Organization(id=id, name=f"{id.title()} Office", short_name=id.upper()) for id in ("un", "eu", "who"))


def programme(*, own: tuple[str, ...] = ("un", "eu"), here: tuple[str, ...] = ()) -> Event:
    ada = Person(id="ada", name="Ada Example", job_title="Director", affiliation=own[0], other_affiliations=own[1:])
    here_first = here[0] if here else None
    talk = Participant(agent="ada", affiliation=here_first, other_affiliations=here[1:])
    session = Session(id="talk", title="Talk", slot=at(4, 9, "hall"), participants=(talk,))
    return event(session, people=(ada,), organizations=OFFICES, rooms=(Room(id="hall", name="Hall"),))


def test_the_first_is_the_affiliation_and_each_stands_once() -> None:
    person = Person(id="ada", name="Ada", other_affiliations=[OFFICES[0], "eu", "un"])
    assert (person.affiliation, person.other_affiliations) == ("un", ("eu",))
    assert person.affiliations == ("un", "eu")
    assert Participant(agent="ada").affiliations == ()
    with pytest.raises(TypeError, match="expected several affiliations, got the single text 'un'"):
        Person(id="ada", name="Ada", other_affiliations="un")


def test_what_somebody_stands_for_here_replaces_what_they_belong_to() -> None:
    (item,) = programme().sessions[0].participants
    assert stands_for(programme(), item) == "Director, UN / EU"
    here = programme(here=("who", "eu"))
    assert stands_for(here, here.sessions[0].participants[0]) == "Director, WHO / EU"


@pytest.mark.parametrize("format", ["text", "markdown", "html", "ics"])
def test_all_of_them_are_shown(format: str) -> None:
    shown = encode(programme(), format).data.decode().replace("\r\n ", "").replace("\\,", ",")
    assert "Ada Example (Director, UN / EU)" in shown.replace("<bdi>", "").replace("</bdi>", "")


def test_json_ld_has_them_as_a_list() -> None:
    for given in (programme(), programme(here=("who", "eu"))):
        again = decode(encode(given, "jsonld").data, "jsonld").value()
        assert again.people[0].affiliations == ("un", "eu")
        assert again.sessions[0].participants[0].affiliations == given.sessions[0].participants[0].affiliations
    repeated = CODECS["jsonld"].fit(programme(here=("un", "eu")))
    assert repeated.event.sessions[0].participants[0].affiliations == ()
    path = ("sessions", 0, "participants", 0, "affiliation")
    assert path in [item.path for item in repeated.report]


def test_yaml_takes_and_writes_a_list() -> None:
    text = encode(programme(here=("who", "eu")), "yaml", shorthand=True).data.decode()
    assert "affiliation: [un, eu]" in text
    assert "affiliation: [who, eu]" in text
    assert decode(text.encode(), "yaml").value() == programme(here=("who", "eu"))
    short = text.replace("affiliation: [un, eu]", "affiliation: [un]").replace(
        "affiliation: [who, eu]", "affiliation: []"
    )
    read = decode(short.encode(), "yaml").value()
    assert read.people[0].affiliations == ("un",)
    assert read.sessions[0].participants[0].affiliations == ()


def test_a_mistake_in_the_list_has_its_place() -> None:
    text = encode(programme(), "yaml", shorthand=True).data.decode().replace("[un, eu]", "[un, {}]")
    (found,) = [item for item in decode(text.encode(), "yaml").report if item.code == "wrong-type"]
    assert found.path == ("people", 0, "affiliation", 1)
    assert found.span is not None
    both = (
        encode(programme(), "yaml", shorthand=True)
        .data.decode()
        .replace("[un, eu]", "[un]\n    other_affiliations: [eu]")
    )
    assert "contradictory-keys" in decode(both.encode(), "yaml").report.codes


def test_an_unknown_one_is_reported_and_a_known_one_is_in_use() -> None:
    codes = [item.code for item in validate(programme(here=("un", "nobody")))]
    assert codes.count("dangling-reference") == 1
    messages = [item.message for item in validate(programme()) if item.code == "unused-organization"]
    assert len(messages) <= 1
    assert not any("Eu Office" in message for message in messages)


def test_what_goes_or_is_renamed_is_so_in_all_lists() -> None:
    given = programme(here=("who", "eu"))
    without = given.without_organization("un").without_organization("who")
    assert without.people[0].affiliations == ("eu",)
    assert without.sessions[0].participants[0].affiliations == ("eu",)
    uids = [Organization(id=one.id, name=one.name, uid=f"uid-{one.id}") for one in OFFICES]
    older = [Organization(id=f"old-{one.id}", name=one.name, uid=f"uid-{one.id}") for one in OFFICES]
    renamed = with_ids_of(
        event(*given.sessions, people=given.people, organizations=uids), event(organizations=older)
    ).event
    assert renamed.people[0].affiliations == ("old-un", "old-eu")
    assert renamed.sessions[0].participants[0].affiliations == ("old-who", "old-eu")
