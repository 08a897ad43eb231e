"""A schedule2 in several languages is one still."""

from ospo_events import Event, Room, Session, WallClock
from ospo_events.codecs import encode_in_languages
from ospo_events.views import TranslatedText, Translation, source_texts


def test_the_schema_of_schedule2_takes_the_document(json2_errors):
    clock = WallClock("Europe/Berlin")
    slot = clock.slot("2026-05-04", "09:00", "10:00", rooms=("hall",))
    event = Event(
        id="e",
        title="E",
        timezone="Europe/Berlin",
        description="What it is about.",
        rooms=(Room(id="hall", name="Hall", description="On the first floor."),),
        sessions=(Session(id="a", title="A", slot=slot, abstract="Short.", description="Long."),),
    )
    texts = {item.key: TranslatedText(f"x {item.text}") for item in source_texts(event)}
    encoded = encode_in_languages(event, [Translation(language="fr", of="e", texts=texts)], "schedule2")
    assert encoded.value().count(b'"fr": "x ') == 4
    assert json2_errors(encoded.value()) == []
