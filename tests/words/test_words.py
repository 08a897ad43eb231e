"""The words of the interface: every language says all that English says, and says it by its own rules."""

import datetime as dt
import json
import re
import string
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import ospo_events.codecs.html as html
import ospo_events.views.words as package
from ospo_events.model import (
    Event,
    Link,
    Milestone,
    Participant,
    ParticipationMode,
    Person,
    Room,
    Session,
    Status,
    Track,
    WallClock,
    sdg,
)
from ospo_events.views import clock, concept_label, link_label, spoken_words, state_line, when
from ospo_events.views.credits import Credits
from ospo_events.views.english import date_range, day_name, is_right_to_left, language_name, words_of
from ospo_events.views.words import LANGUAGES, words_for
from ospo_events.views.words._plurals import PLURALS

OTHERS = [language for language in LANGUAGES if language != "en"]
ENGLISH = words_for("en")
FOLDER = Path(str(package.__file__)).parent
COUNTED = ("time.days", "agenda.parallel")
OPTIONAL = {"day-number.1"}
"""The days of a month that are no plain number: 1er in French."""
WORDS_OF_BOTH = {
    "es": {
        *("kind.debate", "kind.panel", "kind.tutorial", "screen.hours", "screen.minutes"),
    },
    "fr": {
        *("feed.dates", "page.programme", "page.seats", "screen.hours", "screen.minutes"),
        *("kind.concert", "kind.consultation", "kind.discussion", "kind.hackathon", "link.license", "state.version"),
        *("role.contact", "role.rapporteur", "roles.contact", "roles.rapporteur"),
    },
}
"""What is said in English and in another language alike."""
SCRIPTS = {"ar": "ARABIC", "ru": "CYRILLIC", "zh": "CJK"}


def keys(language: str) -> set[str]:
    """Return the keys that the table of a language has to have: of what is counted, one for each plural."""
    plain = {key for key in ENGLISH.table if not key.startswith(COUNTED)}
    return plain | {f"{key}.{category}" for key in COUNTED for category in PLURALS[language][0]}


def places(text: str) -> set[str]:
    """Return the names of what is filled in."""
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def english_of(key: str) -> str:
    counted = next((stem for stem in COUNTED if key.startswith(stem)), None)
    return ENGLISH.table[key if counted is None else f"{counted}.other"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_every_word_and_no_other(language):
    assert set(words_for(language).table) - OPTIONAL == keys(language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_fills_in_the_same(language):
    for key, text in words_for(language).table.items():
        if key in OPTIONAL:
            continue
        lacking = places(english_of(key)) ^ places(text)
        # Where one day is enough to say (`in-month`), a language may say less only if English does: none does.
        assert not lacking, (key, text)
        assert text.strip() or key.startswith("mark.")
        assert text == text.strip() or key.startswith("mark.")


@pytest.mark.parametrize("language", OTHERS)
def test_no_english_is_left(language):
    """A text that reads as in English is a word of both, or a sign."""
    same = {
        key: text
        for key, text in words_for(language).table.items()
        if key not in OPTIONAL and text == english_of(key) and re.search("[A-Za-z]{2}", re.sub("{.*?}", "", text))
    }
    assert same.keys() == WORDS_OF_BOTH.get(language, set())


@pytest.mark.parametrize(("language", "script"), SCRIPTS.items())
def test_other_scripts_are_written_in_them(language, script):
    for key, text in words_for(language).table.items():
        letters = [sign for sign in re.sub("{.*?}|[.]ics", "", text) if sign.isalpha()]
        own = [sign for sign in letters if unicodedata.name(sign).startswith(script)]
        assert own == letters, (key, text)


@pytest.mark.parametrize("language", OTHERS)
def test_no_text_is_markup(language):
    """Texts go into pages and attributes as they are."""
    assert not [text for text in words_for(language).table.values() if set(text) & set('<>&"')]


@pytest.mark.parametrize("language", OTHERS)
def test_files_are_plain_and_in_the_order_of_english(language):
    data = (FOLDER / f"{language}.json").read_bytes()
    table = json.loads(data)
    assert data == (json.dumps(table, ensure_ascii=False, indent=1) + "\n").encode()
    order = [key for key in table if key in ENGLISH.table and not key.startswith(COUNTED)]
    groups = list(dict.fromkeys(key.partition(".")[0] for key in order))
    assert groups == list(dict.fromkeys(key.partition(".")[0] for key in ENGLISH.table if key in order))


@given(st.integers(min_value=0, max_value=10**9))
def test_every_number_has_a_plural_that_is_there(number):
    for language, (categories, category) in PLURALS.items():
        assert category(number) in categories
        assert words_for(language).counted("agenda.parallel", number, count=number)


@pytest.mark.parametrize(
    ("language", "samples"),
    [
        # The samples of CLDR 46, for whole numbers.
        ("ar", {"zero": [0], "one": [1], "two": [2], "few": [3, 10, 103, 1010], "many": [11, 26, 111], "other": [100, 102]}),
        ("en", {"one": [1], "other": [0, 2, 16, 100]}),
        ("es", {"one": [1], "many": [1000000], "other": [0, 2, 16, 100]}),
        ("fr", {"one": [0, 1], "many": [1000000], "other": [2, 17, 100]}),
        ("ru", {"one": [1, 21, 101], "few": [2, 4, 22, 104], "many": [0, 5, 11, 12, 14, 19, 100, 111]}),
        ("zh", {"other": [0, 1, 15, 100]}),
    ],
)  # fmt: skip
def test_plurals_are_those_of_cldr(language, samples):
    categories, category = PLURALS[language]
    assert set(categories) == set(samples)
    for name, numbers in samples.items():
        assert [category(number) for number in numbers] == [name] * len(numbers)


def test_words_are_those_of_the_primary_language():
    assert words_for("fr-CA") is words_for("fr")
    assert words_for("ZH-Hant") is words_for("zh")
    assert words_for("de") is words_for(None) is words_for("en-GB") is ENGLISH


@pytest.mark.parametrize(
    ("language", "day", "within", "across", "years"),
    [
        ("en", "Monday 1 July 2024", "1–2 July 2024", "30 July – 1 August 2024", "30 December 2024 – 1 January 2025"),
        ("fr", "lundi 1er juillet 2024", "1er–2 juillet 2024", "30 juillet – 1er août 2024",
         "30 décembre 2024 – 1er janvier 2025"),
        ("es", "lunes, 1 de julio de 2024", "1–2 de julio de 2024", "30 de julio – 1 de agosto de 2024",
         "30 de diciembre de 2024 – 1 de enero de 2025"),
        ("ru", "понедельник, 1 июля 2024 г.", "1–2 июля 2024 г.", "30 июля – 1 августа 2024 г.",
         "30 декабря 2024 г. – 1 января 2025 г."),
        ("zh", "2024年7月1日 星期一", "2024年7月1日至2日", "2024年7月30日至8月1日", "2024年12月30日至2025年1月1日"),
        ("ar", "الاثنين 1 يوليو 2024", "1–2 يوليو 2024", "30 يوليو – 1 أغسطس 2024", "30 ديسمبر 2024 – 1 يناير 2025"),
    ],
)  # fmt: skip
def test_dates_are_said_as_a_language_says_them(language, day, within, across, years):
    words = words_for(language)
    first = dt.date(2024, 7, 1)
    assert day_name(first, words) == day
    assert date_range(first, dt.date(2024, 7, 2), words) == within
    assert date_range(dt.date(2024, 7, 30), dt.date(2024, 8, 1), words) == across
    assert date_range(dt.date(2024, 12, 30), dt.date(2025, 1, 1), words) == years
    assert date_range(first, first, words) in (day, day.split(" ", 1)[1], day.rsplit(" ", 1)[0])


def event(language: str | None) -> Event:
    at = WallClock("Europe/Paris")
    return Event(
        id="e",
        title="E",
        timezone="Europe/Paris",
        language=language,
        languages=("en",),
        status="tentative",
        version="3",
        milestones=(Milestone(kind="call-opens", date=dt.date(2024, 3, 1)),),
        rooms=(Room(id="hall", name="Hall", accessibility=("lift", "ramp of our own")),),
        tracks=(Track(id="t", title="T"),),
        people=(Person(id="ada", name="Ada"), Person(id="bo", name="Bo")),
        sessions=(
            Session(
                id="a",
                title="A",
                kind="workshop",
                slot=at.slot("2024-07-01", "09:00", rooms=("hall",)),
                languages=("fr", "ar"),
                concepts=(sdg(4),),
                status="cancelled",
                participants=(
                    Participant(agent="ada", mode=ParticipationMode.VIDEO),
                    Participant(agent="bo", status=Status.TENTATIVE),
                    Participant(role="moderator", credited_as="Cy"),
                ),
            ),
            Session(id="b", title="B", attendance_mode="online"),
        ),
    )


def test_an_event_is_told_in_the_language_of_its_texts():
    french = event("fr")
    session = french.sessions[0]
    assert session.slot is not None
    words = words_of(french)
    assert state_line(french) == "programme provisoire, version 3"
    assert spoken_words(french, session) == ["en français, arabe"]
    assert when(session.slot, session.slot.start.date(), words=words) == "à partir de 09:00"
    assert clock(session.slot.start, dt.date(2024, 6, 29), words) == "09:00 (+2 jours)"
    assert concept_label(sdg(4), words) == "ODD 4 : Éducation de qualité"
    assert link_label(Link("https://example.org", "slides"), words) == "Diapositives"
    assert language_name("pt-BR", words) == "portugais (pt-BR)"
    assert Credits(french).lines(session.participants) == [
        "Intervenants : Ada (par message vidéo), Bo (à confirmer)",
        "Modérateur : Cy",
    ]


def english_left(language: str, documents: list[str]) -> set[str]:
    """Return the words of English in documents that are no words of a language, nor of the event in the tests."""

    def words_in(texts) -> set[str]:
        return {word.lower() for text in texts for word in re.findall(r"[A-Za-z]{4,}", re.sub("{.*?}", " ", text))}

    own = set() if language == "en" else words_in(words_for(language).table.values())
    named = {"hall", "workshop", "lift", "ramp", "text", "europe", "paris", "english", "french", "arabic"}
    if language != "en":
        named -= {"lift", "workshop", "french", "arabic"}
    return (words_in(ENGLISH.table.values()) - own - named) & words_in(documents)


def seen(page: bytes) -> str:
    """Return what of a page is seen, heard, or said by its script."""
    html = re.sub("<style>.*?</style>|<script>.*?</script>", " ", page.decode(), flags=re.DOTALL)
    said = " ".join(re.findall('(?:aria-label|placeholder)="([^"]*)"', html))
    words = " ".join(re.findall('"words":({.*?})', html))
    shown = re.sub("<script.*?</script>", " ", html[max(html.find("<body"), 0) :], flags=re.DOTALL)
    return " ".join([re.sub("<[^>]*>", " ", shown), said, re.sub('"[a-zA-Z_]+":', " ", words)])


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_english_word_is_in_what_people_read_in_another_language(language):
    """Text, Markdown, calendars, pages, screens and sheets of a programme whose own texts say nothing."""
    from ospo_events.codecs import codec_named
    from ospo_events.codecs.text.encode import render_now
    from ospo_events.site import Options, make_site

    shown = event(language)
    documents = [codec_named(name).encode(shown).value().decode() for name in ("text", "markdown")]
    documents += [render_now(shown, dt.datetime(2024, 7, 1, 9, 30))]
    calendar = codec_named("ics").encode(shown).value().decode().replace("\r\n ", "")
    documents += [line.partition(":")[2] for line in calendar.splitlines() if line.startswith("DESCRIPTION")]
    files = make_site(shown, Options(pages=True, door_sheets=True, nameplates=True)).files
    documents += [seen(data) for path, data in files.items() if path.endswith(".html")]
    left = english_left(language, documents)
    assert (left == set()) is (language != "en"), left


def test_the_scripts_of_pages_say_what_there_are_words_for():
    folder = Path(str(html.__file__)).parent / "assets"
    page = "".join(path.read_text("utf-8") for path in (folder / "script").glob("*.js"))
    used = set(re.findall(r"data\.words\.(\w+)|say\('(\w+)'", page))
    keys = {first or second for first, second in used}
    assert keys <= {*ENGLISH.group("script"), "later", "onwards", "zoneDays"}
    assert len(keys) > 15
    screen = set(re.findall(r"\bwords\.(\w+)|say\('(\w+)'", (folder / "screen.js").read_text("utf-8")))
    assert {first or second for first, second in screen} <= ENGLISH.group("screen").keys()


def test_what_runs_from_the_right_is_known():
    assert [language for language in LANGUAGES if is_right_to_left(language)] == ["ar"]
