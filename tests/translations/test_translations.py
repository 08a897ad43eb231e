"""A programme in another language: what is translated, what has become of it, and what nobody sees unasked."""

import datetime as dt
import inspect
from pathlib import Path

import attrs
import pytest
from hypothesis import given

from ospo_events import load, model
from ospo_events.diagnostics import Findings
from ospo_events.model import (
    Audience,
    Event,
    Link,
    Objective,
    Organization,
    Participant,
    Person,
    Privacy,
    RecordingPolicy,
    Room,
    Session,
)
from ospo_events.model.hints import hints_of
from ospo_events.strategies import events
from ospo_events.views import (
    TranslatedText,
    Translation,
    digest_of,
    for_audience,
    make_translation,
    source_texts,
    translated,
    translation_status,
)
from ospo_events.views.translations import TRANSLATED

EXAMPLE = load(Path(__file__).parents[2] / "examples" / "ospos2024.yaml")
EVENT = Event(
    id="e",
    title="The event",
    timezone="Europe/Paris",
    language="en",
    objectives=(Objective(verb="Build", text="Build it."),),
    rooms=(Room(id="hall", name="Hall"),),
    people=(Person(id="ada", name="Ada", bio="Of numbers"),),
    organizations=(Organization(id="un", name="United Nations"),),
    recording=RecordingPolicy(links=(Link("https://example.org/v", title="Video"),)),
    sessions=(
        Session(
            id="a",
            title="Opening",
            participants=(Participant(agent="ada", role_title="Host of the day"),),
            links=(Link("https://example.org", title="Slides"),),
        ),
        Session(id="b", title="Plans of the team", privacy=Privacy.PRIVATE),
    ),
)


def filled(event: Event, language: str = "fr", audience: Audience = Audience.TEAM) -> Translation:
    """Return a translation of every text: the same between signs that no text of ours has."""
    empty = make_translation(event, language, audience=audience)
    originals = {item.key: item.text for item in source_texts(event)}
    texts = {key: attrs.evolve(item, text=f"«{originals[key]}»") for key, item in empty.texts.items()}
    return attrs.evolve(empty, texts=texts)


def plain(event: Event) -> Event:
    """Return a translated event with the signs taken away, so the original where every text was translated once."""
    originals = {item.key: item.text for item in source_texts(event)}
    back = make_translation(event, "xx", audience=Audience.TEAM)
    texts = {key: attrs.evolve(item, text=originals[key][1:-1]) for key, item in back.texts.items()}
    return attrs.evolve(translated(event, attrs.evolve(back, texts=texts)).event, language=None)


@given(events(max_sessions=4))
def test_what_is_not_translated_stays_the_very_same_event(event):
    """The law of nothing: neither an empty translation nor one that is to be filled in changes anything."""
    assert translated(event, Translation(language="fr", of=event.id)).event is event
    assert translated(event, make_translation(event, "fr")).event is event


@given(events(max_sessions=4))
def test_a_translation_changes_the_texts_and_nothing_else(event):
    there = translated(event, filled(event))
    assert not len(there.report)
    assert there.originals == ()
    texts = source_texts(event)
    if texts:
        assert there.event.language == "fr"
        assert plain(there.event) == attrs.evolve(event, language=None)
    keys = [item.key for item in source_texts(there.event) if item.key.split(".")[0] in ("event", "sessions", "rooms")]
    assert keys == [item.key for item in texts if item.key.split(".")[0] in ("event", "sessions", "rooms")]


@given(events(max_sessions=4))
def test_order_and_renaming_leave_translations_where_they_are(event):
    turned = attrs.evolve(event, sessions=event.sessions[::-1], rooms=event.rooms[::-1], tracks=event.tracks[::-1])
    translation = filled(event)
    assert translated(turned, translation).event == attrs.evolve(
        translated(event, translation).event,
        **{name: getattr(translated(event, translation).event, name)[::-1] for name in ("sessions", "rooms", "tracks")},
    )


@given(events(max_sessions=4))
def test_nobody_reads_in_a_translation_what_they_may_not_read(event):
    """What is written for an audience holds texts of the event as it is shown to that audience, and no others."""
    for audience in Audience:
        shown = {item.text for item in source_texts(for_audience(event, audience))}
        assert {item.text for item in source_texts(event, audience)} <= shown
        assert set(make_translation(event, "fr", audience=audience).texts) == {
            item.key for item in source_texts(event, audience)
        }


def test_every_text_of_the_model_is_translated_or_said_not_to_be():
    """A new attribute fails here until somebody has decided."""
    not_translated = {
        "Acceptance": "rule reason",
        "Event": "language acronym kind version access license url color uid",
        "Link": "href rel media_type language",
        "Milestone": "kind url",
        "Organization": "country url email uid",
        "Output": "kind",
        "Participant": "role credited_as",
        "Person": "name honorific pronouns country url email uid",
        "PostalAddress": "street locality region postal_code country",
        "RecordingPolicy": "license",
        "RelatedEvent": "relation edition url",
        "Room": "url uid",
        "Series": "id url",
        "Session": "kind access url uid",
        "Track": "color url uid",
        "Venue": "url",
    }
    classes = [item for _, item in inspect.getmembers(model, inspect.isclass) if attrs.has(item)]
    found = {
        owner.__name__: words
        for owner in classes
        if owner.__name__ not in ("AgendaDay", "Kind", "Role")  # derived, and words of our own
        and (words := {name for name, hint in hints_of(owner).items() if hint in (str, str | None)})
    }
    kinds = {*TRANSLATED, *not_translated}
    assert found == {kind: {*TRANSLATED.get(kind, ()), *not_translated.get(kind, "").split()} for kind in kinds}


def test_things_without_an_id_are_known_by_their_text():
    keys = [item.key for item in source_texts(EVENT)]
    text = "Build it."
    assert any(key.startswith("objectives.") and key.endswith(".text") for key in keys)
    there = translated(EVENT, filled(EVENT)).event
    assert there.objectives == (Objective(verb="«Build»", text=f"«{text}»"),)
    assert there.sessions[0].links[0].title == "«Slides»"
    assert there.sessions[0].participants[0].role_title == "«Host of the day»"
    assert there.recording is not None
    assert there.recording.links[0].title == "«Video»"
    assert there.people[0].name == "Ada"


def test_a_changed_original_makes_exactly_its_keys_stale():
    translation = filled(EVENT)
    other = EVENT.with_session("a", title="The opening")
    there = translated(other, translation)
    assert there.event.sessions[0].title == "The opening"
    assert there.originals == ("sessions.a.title",)
    assert [(item.code, item.path) for item in there.report] == [("stale-translation", ("texts", "sessions.a.title"))]
    status = translation_status(other, translation, Audience.TEAM)
    assert (status.stale, status.missing, status.unknown) == (("sessions.a.title",), (), ())
    assert status.percent == (status.total - 1) * 100 // status.total


def test_a_text_that_does_not_say_what_it_was_made_of_fits_any_original():
    translation = Translation(language="fr", of="e", texts={"event.title": TranslatedText("L'événement")})
    assert translated(EVENT, translation).event.title == "L'événement"
    assert make_translation(EVENT, "fr", previous=translation).texts["event.title"] == TranslatedText(
        "L'événement", digest_of("The event")
    )


def test_an_unknown_key_is_told_with_the_one_that_may_have_been_meant():
    texts = {"tags.opening": TranslatedText("x"), "sessions.a.titel": TranslatedText("y")}
    there = translated(EVENT, Translation(language="fr", of="e", texts=texts))
    assert there.event is EVENT
    assert [(item.code, item.path[1], item.help) for item in list(there.report)[:2]] == [
        (
            "unknown-translation",
            "tags.opening",
            "the text that it translates was removed or has changed",
        ),
        ("unknown-translation", "sessions.a.titel", "did you mean 'sessions.a.title'?"),
    ]
    assert there.report.diagnostics[2].code == "not-translated"
    assert translation_status(EVENT, Translation(language="fr", of="e", texts=texts)).unknown == tuple(texts)


def test_a_translation_of_another_event_is_refused():
    there = translated(EVENT, attrs.evolve(filled(EVENT), of="other"))
    assert there.event is EVENT
    assert [item.code for item in there.report.errors] == ["translation-of-other-event"]
    assert set(there.originals) == {item.key for item in source_texts(EVENT)}


def test_what_is_private_comes_in_no_public_translation():
    public = make_translation(EVENT, "fr")
    assert "sessions.b.title" not in public.texts
    assert "sessions.b.title" in make_translation(EVENT, "fr", audience=Audience.TEAM).texts
    findings = Findings()
    assert make_translation(EVENT, "fr", previous=filled(EVENT), findings=findings).texts.keys() == public.texts.keys()
    assert [(item.code, item.path) for item in findings.report()] == [
        ("translation-withheld", ("texts", "sessions.b.title"))
    ]
    # Nor does the translation of a private title show where the event is shown to the public.
    assert "Plans" not in str(for_audience(translated(EVENT, filled(EVENT)).event))
    assert translation_status(EVENT, filled(EVENT)).unknown == ()


def test_the_report_for_an_audience_is_about_what_it_sees():
    public = make_translation(EVENT, "fr")
    done = attrs.evolve(public, texts={key: attrs.evolve(item, text="x") for key, item in public.texts.items()})
    assert [item.code for item in translated(EVENT, done).report] == ["not-translated"]
    assert not len(translated(EVENT, done, Audience.PUBLIC).report)
    assert translated(EVENT, done, Audience.PUBLIC).originals == ()
    assert not len(translated(EVENT, filled(EVENT), Audience.PUBLIC).report)
    assert [item.code for item in translated(EVENT, public, Audience.PUBLIC).report] == ["not-translated"]


def test_what_is_translated_already_is_kept_and_what_is_gone_is_told():
    older = filled(EVENT)
    newer = attrs.evolve(EVENT, title="The other event", objectives=(), language="en")
    findings = Findings()
    again = make_translation(newer, "fr", audience=Audience.TEAM, previous=older, findings=findings)
    assert again.texts["event.title"] == TranslatedText("«The event»", digest_of("The event"))
    assert again.texts["rooms.hall.name"] == older.texts["rooms.hall.name"]
    assert [item.code for item in findings.report()] == ["unknown-translation"] * 2


def test_what_a_text_is_tells_whoever_translates_it():
    notes = {item.key: item.note for item in source_texts(EXAMPLE)}
    assert notes["sessions.opening-plenary.title"] == "title of a session (plenary, 2024-07-09)"
    assert notes["sessions.day-1-social.title"] == "title of a session (social, 2024-07-09)"
    assert notes["organizations.un-oict.name"] == "name of an organization"
    assert {item.note for item in source_texts(EVENT)} >= {
        "title of a link (related)",
        "role title of a participant",
        "title of a session (talk)",
    }


def test_somebodys_own_class_has_the_texts_of_the_one_it_is_derived_from():
    @attrs.frozen(kw_only=True)
    class Talk(Session):
        level: str = ""

    event = Event(id="e", title="E", timezone="UTC", sessions=(Talk(id="a", title="A", level="easy"),))
    assert translated(event, filled(event)).event.sessions[0].title == "«A»"


def test_nothing_to_translate_is_all_translated():
    empty = translation_status(
        Event(id="e", title="\u2060", timezone="UTC"), Translation(language="fr", of="e"), Audience.PUBLIC
    )
    assert empty.total == 1
    assert empty.percent == 0
    assert attrs.evolve(empty, missing=()).percent == 100


@pytest.mark.parametrize("size", [200])
def test_a_large_programme_is_translated_in_time_that_grows_with_it(size):
    """No text is looked for twice: as many digests as there are texts."""
    sessions = tuple(Session(id=f"s{number}", title=f"T {number}") for number in range(size))
    event = Event(id="e", title="E", timezone="UTC", sessions=sessions, start=dt.date(2026, 1, 1))
    assert len(translated(event, filled(event)).event.sessions) == size
