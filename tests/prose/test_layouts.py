"""Notes in the layouts that public agendas have: each row is a session or a finding, and nothing is guessed."""

from __future__ import annotations

import pytest

from ospo_events import AttendanceMode, Event, Session, WallClock, dumps
from ospo_events.codecs.prose import Draft, draft


def read(note: str, *, year: int | None = None, title: str | None = None) -> Draft:
    return draft(note, source="note.txt", zone="Europe/Paris", year=year, title=title)


def told(made: Draft) -> list[str]:
    """Return each session in one line: when, its kind, its title and its rooms."""
    assert made.event is not None
    return [line(session) for session in made.event.sessions]


def line(session: Session) -> str:
    slot = session.slot
    when, rooms = "unscheduled", ""
    if slot is not None:
        end = f"{slot.end:%H:%M}" if slot.end else ""
        when, rooms = f"{slot.start:%m-%d %H:%M}-{end}", f" ({', '.join(slot.rooms)})" if slot.rooms else ""
    return f"{when} {session.kind}: {session.title}{rooms}"


def codes(made: Draft) -> list[str]:
    """Return the codes of what is unresolved, but for what a note without rooms and people always has."""
    return [finding.code for finding in made.unresolved if finding.code not in ("no-rooms", "no-people")]


LAYOUTS: dict[str, tuple[str, list[str], list[str]]] = {
    "one tab": (
        """\
Open Source Week Conference
9 July 2025, Geneva

08:00-09:00	Registration
09:00-09:30	Opening
""",
        [
            "07-09 08:00-09:00 registration: Registration",
            "07-09 09:00-09:30 opening: Opening",
        ],
        [],
    ),
    "title below time": (
        """\
Meeting of Experts

Wednesday, 24 November 2010

08:15 – 09:00
Registration of participants (Main Hall)

09:00 – 10:30
Opening session (plenary/Ieper Room)
Moderator: Ana Silva, Ministry of Science

11:00 – 12:00
Working group on law (Group A)
11:00 – 12:00
Working group on trade (Group B)
11:00 – 12:00
Working group on science (Group C)
""",
        [
            "11-24 08:15-09:00 registration: Registration of participants (main-hall)",
            "11-24 09:00-10:30 opening: Opening session (plenary-ieper-room)",
            "11-24 11:00-12:00 working-group: Working group on law (Group A)",
            "11-24 11:00-12:00 working-group: Working group on trade (Group B)",
            "11-24 11:00-12:00 working-group: Working group on science (Group C)",
        ],
        [],
    ),
    "table start finish": (
        """\
# Data Workshop
3-4 March 2025

## Monday, 3 March

| START | FINISH | ACTIVITY | LED BY |
| --- | --- | --- | --- |
| 09:00 | 09:15 | Welcome (15 min) | Jo Hill |
| 09:15 | 10:00 | Introduction to ocean data | Kim Lee; Ana Silva (IOC) |
| 10:00 | 10:20 | Coffee break | |

## Tuesday, 4 March

| START | FINISH | ACTIVITY | LED BY |
| --- | --- | --- | --- |
| 09:00 | 10:30 | Practical work | Jo Hill |
""",
        [
            "03-03 09:00-09:15 other: Welcome",
            "03-03 09:15-10:00 other: Introduction to ocean data",
            "03-03 10:00-10:20 break: Coffee break",
            "03-04 09:00-10:30 other: Practical work",
        ],
        [],
    ),
    "pipes damaged": (
        """\
Convention meeting, 5 May 2026

| 08.30 - 09.15 | Registration |
| 09.15 - 10.00 | Opening |
| 10.00 - 1015 | Coffee break |
| 10.15 - 11.00 | Reports |
""",
        [
            "05-05 08:30-09:15 registration: Registration",
            "05-05 09:15-10:00 opening: Opening",
            "unscheduled break: Coffee break",
            "05-05 10:15-11:00 other: Reports",
        ],
        ["bad-time"],
    ),
    "running text": (
        """\
SUMMIT ON FOOD
Rome, 12 June 2026

16:00 – 20:00 Registration in front of the Plenary Hall
18:00 – 19:00 Film: Seeds of time
A film about the people who save seeds.
It is followed by questions.
19:00 – 21:00 Reception
""",
        [
            "06-12 16:00-20:00 registration: Registration in front of the Plenary Hall",
            "06-12 18:00-19:00 film: Film: Seeds of time",
            "06-12 19:00-21:00 social: Reception",
        ],
        [],
    ),
    "damaged space": (
        """\
Forum on Water, 3 June 2026

14:00-16:00 Panel on rivers
16:00-18:0 0 Panel on lakes
18:00 onwards Reception
""",
        [
            "06-03 14:00-16:00 panel: Panel on rivers",
            "unscheduled panel: Panel on lakes",
            "06-03 18:00- social: Reception",
        ],
        ["bad-time"],
    ),
    "french": (
        """\
Journée du logiciel libre
Mercredi 10 juin 2026 – Palais des Nations, Genève

8h45-9h00 : Accueil
9h - 9h30 : Ouverture
9h30 à 10h45 : Table ronde : les communs numériques
Modératrice : Claire Petit
10h45-11h00 : Pause café
17h30-17h00 : Clôture
""",
        [
            "06-10 08:45-09:00 registration: Accueil",
            "06-10 09:00-09:30 opening: Ouverture",
            "06-10 09:30-10:45 panel: Table ronde : les communs numériques",
            "06-10 10:45-11:00 break: Pause café",
            "unscheduled closing: Clôture",
        ],
        ["end-before-start"],
    ),
    "un briefing": (
        """\
Briefing on digital cooperation

Tuesday, 7 July 2026
10 a.m. to 1 p.m. Opening of the session, Conference Room 4
2-3pm Side event on open data
3 p.m. Closing remarks
""",
        [
            "07-07 10:00-13:00 opening: Opening of the session (conference-room-4)",
            "07-07 14:00-15:00 side-event: Side event on open data",
            "07-07 15:00- closing: Closing remarks",
        ],
        ["missing-end"],
    ),
    "bullets minutes": (
        """\
Community Call on licences
14 May 2026

12:00 PM GMT Community call
- Welcome (5 mins)
- Project update (15 mins + 5 mins Q&A)
- Open floor (10 mins)
""",
        [
            "05-14 12:00- other: Community call",
            "unscheduled other: Welcome",
            "unscheduled other: Project update",
            "unscheduled other: Open floor",
        ],
        ["offset-contradicts-zone", "missing-end"],
    ),
    "remarks": (
        """\
Virtual dialogue on cities, 22 April 2026
All times are in EDT. Agenda subject to change.

9:00 AM - 9:10 AM Welcome by the President (video message)
9:10 AM - 10:00 AM Panel: Cities and data
""",
        [
            "04-22 09:00-09:10 other: Welcome by the President (video message)",
            "04-22 09:10-10:00 panel: Panel: Cities and data",
        ],
        ["offset-contradicts-zone"],
    ),
    "from": (
        """\
Symposium on science clouds
15 October 2026
from 11:30 Registration and coffee
12:30 - 12:50 Opening (20')
12:50 - 14:00 Lunch
""",
        [
            "10-15 11:30- registration: Registration and coffee",
            "10-15 12:30-12:50 opening: Opening",
            "10-15 12:50-14:00 meal: Lunch",
        ],
        [],
    ),
    "bad half": (
        """\
Design Days, 9 September 2026
11:00 AM - 12:45 PM Workshop on type
12:45 PM - 13:30 PM Lunch
""",
        [
            "09-09 11:00-12:45 workshop: Workshop on type",
            "unscheduled meal: Lunch",
        ],
        ["bad-time"],
    ),
}
"""A note in each layout, its sessions, and the codes of what could not be read."""


@pytest.mark.parametrize("name", LAYOUTS)
def test_every_row_of_a_layout_is_a_session_or_a_finding(name: str) -> None:
    note, sessions, unresolved = LAYOUTS[name]
    made = read(note)
    assert told(made) == sessions
    assert codes(made) == unresolved


LANGUAGES = {
    "es": (
        "Foro de software libre\n10 de junio de 2026 – Palacio de Congresos, Madrid\n\nDía 1: miércoles 10 de junio\n\n"
        "9:00 - 9:30 Inscripción\n9:30 a 10:30 Mesa redonda: datos abiertos (Sala 3)\nModeradora: Ana Ruiz\n"
        "Ponentes: Luis Gil (UNAM), Eva Sol (CSIC)\n13:00-14:00 Almuerzo\n18:00 en adelante Recepción\n"
    ),
    "fr": (
        "Forum du logiciel libre\n10 juin 2026 – Palais, Genève\n\n9h00-9h30 : Accueil\n"
        "9h30 à 10h30 : Table ronde : données\nModératrice : Claire Petit\nIntervenants : Jean Roy (INRIA), Ana Sol (OIF)\n"
        "12h-13h30 : Déjeuner\nà partir de 18h Réception\n"
    ),
    "ru": (
        "Форум открытого кода\n10 июня 2026 г.\n\nДень 1\n09:00–10:00 Регистрация\n10:00–11:00 Панельная дискуссия: данные\n"
        "Модератор: Анна Иванова\nДокладчики: Пётр Ли, Ольга Ким\n13:00–14:00 Обед\n18:00 и далее Приём\n"
    ),
    "zh": (
        "开源论坛\n2026年6月10日\n\n09:00-10:00 签到\n10:00-11:00 专题讨论：数据\n主持人：王伟\n演讲者：李明、张红\n"
        "12:00-13:00 午餐\n18:00起 招待会\n"
    ),
    "ar": (
        "منتدى المصادر المفتوحة\n10 يونيو 2026\n\nاليوم 1\n09:00-10:00 التسجيل\n10:00-11:00 حلقة نقاش: البيانات\n"
        "المنسق: أحمد علي\nالمتحدثون: سارة حسن (جامعة القاهرة)، عمر سالم (الاتحاد)\n12:00-13:00 غداء\n"
        "18:00 فما بعد حفل استقبال\n"
    ),
    "de": (
        "Forum Freie Software\nMittwoch, 10. Juni 2026, Rathaus, Bonn\n\n9:00–9.30 Uhr Anmeldung\n"
        "9:30 bis 10:30 Uhr Podiumsdiskussion: Offene Daten\nModeration: Eva Maier (BMI)\nReferenten: Jan Ott, Uwe Fink\n"
        "12:00 – 13:00 Uhr Mittagessen\nab 18 Uhr Empfang\n"
    ),
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_agendas_in_the_languages_of_the_united_nations_and_german(language: str) -> None:
    event = read(LANGUAGES[language]).event
    assert event is not None
    assert [session.kind for session in event.sessions] == ["registration", "panel", "meal", "social"]
    assert [day.date.isoformat() for day in event.days] == ["2026-06-10"]
    assert event.sessions[-1].slot is not None
    assert event.sessions[-1].slot.end is None
    panel = event.sessions[1]
    assert [one.role for one in panel.participants] == ["moderator", "speaker", "speaker"]


def test_a_table_with_rooms_across() -> None:
    page = (
        "<html><body><h1>Data days</h1><p>4 May 2026</p><table><tr><th>Time</th><th>Hall A</th><th>Room B</th></tr>"
        "<tr><td>9:00-10:00</td><td>Opening</td><td></td></tr><tr><td>10:00-11:00</td><td>Talk on maps</td>"
        "<td>Workshop:<br>Lakes</td></tr></table></body></html>"
    )
    assert told(read(page)) == [
        "05-04 09:00-10:00 opening: Opening (hall-a)",
        "05-04 10:00-11:00 talk: Talk on maps (hall-a)",
        "05-04 10:00-11:00 workshop: Workshop: Lakes (room-b)",
    ]


def test_items_below_a_row_are_its_parts() -> None:
    made = read(
        "Meeting, 4 May 2026\n\n9:00-12:00 Morning session\n- 9:00-10:00 Opening\n- Reports\n13:00-14:00 Lunch\n"
    )
    assert made.event is not None
    assert [session.parent for session in made.event.sessions] == [None, "morning-session", "morning-session", None]


def test_questions_below_a_row_are_its_text() -> None:
    made = read(
        "Meeting, 4 May 2026\n\n9:00-12:00 Panel on maps\nThis panel asks two questions.\nGuiding questions:\n- Who pays?\n"
    )
    assert made.event is not None
    assert made.event.sessions[0].abstract == "This panel asks two questions.\nGuiding questions:\nWho pays?"


def test_a_time_may_stand_behind_the_title() -> None:
    assert told(read("Meeting, 4 May 2026\n\nLunch (12:30-13:30)\nPanel on maps, 14:00-15:00\n")) == [
        "05-04 12:30-13:30 meal: Lunch",
        "05-04 14:00-15:00 panel: Panel on maps",
    ]


def test_rooms_in_lines_of_their_own() -> None:
    note = "Meeting, 4 May 2026\n\n9:00-10:00 Panel on maps\nRoom: Aula\n10:00-11:00 Panel on seas\nConference Room 2\n"
    assert told(read(note)) == [
        "05-04 09:00-10:00 panel: Panel on maps (aula)",
        "05-04 10:00-11:00 panel: Panel on seas (conference-room-2)",
    ]


def test_a_night_and_a_whole_day() -> None:
    note = "Meeting, 4 May 2026\n\nall day Exhibition\n22:00-02:00 Party\n00:30 onwards Walk\n20:00-24:00 Concert\n"
    made = read(note)
    assert made.event is not None
    slots = [session.slot for session in made.event.sessions]
    assert slots[0] is not None
    assert slots[0].all_day
    assert [(slot.start.day, slot.end.day if slot.end else None) for slot in slots[1:] if slot] == [
        (4, 5),
        (5, None),
        (4, 5),
    ]


@pytest.mark.parametrize(
    ("note", "code"),
    [
        ("Meeting\n\nDay 1\n9:00-10:00 Opening\n", "missing-date"),
        ("Meeting\n4 May\n\n9:00-10:00 Opening\n", "missing-date"),
        ("Meeting\n\n4 May\n9:00-10:00 Opening\n", "missing-date"),
        ("Meeting\n\n9:00-10:00 Opening\n", "missing-date"),
        ("Meeting\n\n31 June 2026\n9:00-10:00 Opening\n", "missing-date"),
        ("Meeting\n4 May 2026\n\nDay 3\n9:00-10:00 Opening\n", "missing-date"),
        ("Meeting\n4 May 1400\n\n9:00-10:00 Opening\n", "bad-time"),
        ("Meeting\n28 March 2026\n\n02:30-10:00 Opening\n", "nonexistent-local-time"),
        ("Meeting\n25 October 2026\n\n9:00-10:00 CET Opening\n10:00-11:00 EST Talk\n", "offset-contradicts-zone"),
        ("Meeting\n4 May 2026\n\n9:00-10:00\n", "time-not-read"),
        ("Meeting\n4 May 2026\n", "nothing-scheduled"),
        (
            "Meeting\n4 May 2026\nDoors open at 8:30 sharp and close when it is full.\n\n9:00-10:00 A\n",
            "time-not-read",
        ),
    ],
)
def test_what_a_note_leaves_open_is_said(note: str, code: str) -> None:
    assert code in codes(read(note))


def test_a_year_may_be_given() -> None:
    assert codes(read("Meeting\n\n4 May\n9:00-10:00 Opening\n", year=2026)) == []


def test_a_note_without_a_title_needs_one() -> None:
    assert codes(read("9:00-10:00 Opening\n")) == ["missing-date", "missing-title"]
    assert read("9:00-10:00 Opening\n", title="Meeting").event is not None


def test_a_repeated_time_is_the_one_of_its_zone() -> None:
    made = read(
        "Meeting\n25 October 2026\n\n24 October 2026\n02:30 CET - 04:30 Night watch\n02:30 CEST - 04:30 Other\n"
    )
    assert made.event is not None
    starts = [session.slot.start for session in made.event.sessions if session.slot]
    assert [start.tzname() for start in starts] == ["CET", "CEST"]


def test_labels_in_the_head_say_what_its_lines_are() -> None:
    made = read(
        "Title: Data days\nTheme: Maps for all\nDate: 4 May 2026\nVenue: Town Hall, Bonn\nOrganisers: BMI, ZenDiS\n"
        "Time zone: Europe/Berlin\n\n9:00-10:00 Opening\n"
    )
    event = made.event
    assert event is not None
    assert (event.title, event.theme) == ("Data days", "Maps for all")
    assert [venue.name for venue in event.venues] == ["Town Hall"]
    assert [office.name for office in event.organizations] == ["BMI", "ZenDiS"]


def test_an_unknown_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="Mars"):
        draft("Meeting\n", zone="Mars/Base")
    with pytest.raises(ValueError, match="id"):
        draft("Meeting\n", id="No id")


@pytest.mark.parametrize(
    ("heading", "date"),
    [
        ("Monday", "2026-06-29"),
        ("Wednesday:", "2026-07-01"),
        ("2. Tag", "2026-06-30"),
        ("30.06.2026", "2026-06-30"),
        ("2026-07-01", "2026-07-01"),
        ("06/30/2026", "2026-06-30"),
        ("30/06/2026", "2026-06-30"),
        ("6月30日", "2026-06-30"),
        ("第2天", "2026-06-30"),
        ("第二天", "2026-06-30"),
        ("Jour 3 – 1 juillet", "2026-07-01"),
        ("### Day 2: Tuesday, June 30", "2026-06-30"),
    ],
)
def test_headings_of_days(heading: str, date: str) -> None:
    made = read(f"Meeting\n29 June – 1 July 2026\n\n{heading}\n9:00-10:00 Opening\n")
    assert made.event is not None
    assert codes(made) == []
    assert [s.slot.start.date().isoformat() for s in made.event.sessions if s.slot] == [date]
    assert [day.date.isoformat() for day in made.event.days] == ["2026-06-29", "2026-06-30", "2026-07-01"]


@pytest.mark.parametrize("heading", ["1/7/2026", "Friday", "4 July –", "Day 9"])
def test_a_heading_in_doubt_is_a_finding_and_not_the_day_before(heading: str) -> None:
    made = read(f"Meeting\n29 June – 1 July 2026\n\nDay 1\n9:00-10:00 Opening\n{heading}\n10:00-11:00 Talk\n")
    assert made.event is not None
    slot = made.event.sessions[1].slot
    assert slot is None or slot.start.day == 4
    assert slot is not None or codes(made) == ["missing-date"]


def test_a_day_of_the_week_that_contradicts_its_date_is_said() -> None:
    assert codes(read("Meeting\n\nFriday 29 June 2026\n9:00-10:00 Opening\n")) == ["weekday-differs"]
    assert codes(read("Meeting\n29 June – 1 July 2026\n\nDay 1: Friday\n9:00-10:00 Opening\n")) == ["weekday-differs"]


@pytest.mark.parametrize(
    "line",
    ["Monday blues", "On 4 May 2026 we met in Bonn, which is a town on a river, and we liked it.", "4–5 May 2026"],
)
def test_what_is_no_heading_of_a_day(line: str) -> None:
    made = read(f"Meeting\n29 June 2026\n\n9:00-10:00 Opening\n{line}\n10:00-11:00 Talk\n")
    assert made.event is not None
    assert [s.slot.start.day for s in made.event.sessions if s.slot] == [29, 29]


def test_long_ranges_of_dates_are_their_ends() -> None:
    made = read("Exhibition\n1 March – 30 June 2026\n\nDay 2\n9:00-10:00 Opening\n")
    assert made.event is not None
    assert [day.date.isoformat() for day in made.event.days] == ["2026-03-01", "2026-06-30"]


@pytest.mark.parametrize(
    ("times", "when"),
    [
        ("0900-1030 hrs", "09:00-10:30"),
        ("0900-1030", "09:00-10:30"),
        ("noon-2 pm", "12:00-14:00"),
        ("9-11 am", "09:00-11:00"),
        ("11-12.30", "11:00-12:30"),
        ("09時00分～10時30分", "09:00-10:30"),
        ("9:00 to 10:30 CEST", "09:00-10:30"),
        ("12 am - 1 am", "00:00-01:00"),
    ],
)
def test_spellings_of_times(times: str, when: str) -> None:
    made = read(f"Meeting\n4 May 2026\n\n{times} Opening\n")
    assert told(made) == [f"05-0{5 if when < '04' else 4} {when} opening: Opening"]
    assert codes(made) == []


@pytest.mark.parametrize(
    "times", ["2400-2500 hrs", "25:00-26:00", "9:00-13 pm", "10:00-11:00-12:00", "10:00-1 1:00", "9:5 0-10:00"]
)
def test_damaged_times_are_findings(times: str) -> None:
    made = read(f"Meeting\n4 May 2026\n\n{times} Opening\n11:00-12:00 Talk\n")
    assert made.event is not None
    assert {"bad-time", "time-not-read"} & set(codes(made)) or all(
        session.slot is None or session.slot.start.hour == 11 for session in made.event.sessions
    )
    assert [session.slot.start.hour for session in made.event.sessions if session.slot] == [11]


@pytest.mark.parametrize(
    ("line", "people"),
    [
        ("Moderator: Ana Silva, Ministry of Science", ["Ana Silva (Ministry of Science)"]),
        ("Moderator: Ana Silva, Director, Ministry", ["Ana Silva (Director, Ministry)"]),
        ("Speakers: Ana Silva; Kim Lee, IOC; and Jo Hill – BMI", ["Ana Silva", "Kim Lee (IOC)", "Jo Hill (BMI)"]),
        ("Speakers: Ana Silva (A, B), Kim Lee and Jo Hill (C)", ["Ana Silva (A, B)", "Kim Lee", "Jo Hill (C)"]),
        ("Speakers: Ana Silva, Kim Lee and Jo Hill", ["Ana Silva", "Kim Lee", "Jo Hill"]),
        ("Speakers: TBC", []),
        ("Speakers:\n- Ana Silva (IOC)\n- Kim Lee, BMI", ["Ana Silva (IOC)", "Kim Lee (BMI)"]),
    ],
)
def test_people_behind_labels(line: str, people: list[str]) -> None:
    event = read(f"Meeting\n4 May 2026\n\n9:00-10:00 Panel on maps\n{line}\n").event
    assert event is not None
    names = {office.id: office.name for office in event.organizations}
    assert [f"{one.name} ({names[one.affiliation]})" if one.affiliation else one.name for one in event.people] == people
    assert len(event.sessions[0].participants) == len(people)


def test_a_person_named_twice_is_one_person_with_one_part() -> None:
    event = read("Meeting\n4 May 2026\n\n9:00-10:00 Panel\nSpeakers: Ana Silva, Ana Silva\n").event
    assert event is not None
    assert len(event.people) == len(event.sessions[0].participants) == 1


def test_what_we_print_side_by_side_is_read_side_by_side() -> None:
    event = read(
        "Meeting\n4 May 2026\nAll times are in Europe/Berlin (UTC+2)\n\nMonday 4 May 2026\n"
        "10:00–11:00  TENTATIVE: First talk  │ Second talk\n"
        "               Hall A · Maps        │   Workshop · Room B\n"
        "               in person            │   • 10:00–10:30 Part one\n"
        "                                    │   signed in French\n"
        "12:00–13:00  2 in parallel:\n             • Third\n             • Fourth\n"
    ).event
    assert event is not None
    assert [(one.title, one.kind, one.slot.rooms if one.slot else None) for one in event.sessions] == [
        ("First talk", "talk", ("hall-a",)),
        ("Second talk", "workshop", ("room-b",)),
        ("Part one", "other", ()),
        ("Third", "other", ()),
        ("Fourth", "other", ()),
    ]
    assert [track.title for track in event.tracks] == ["Maps"]
    assert event.sessions[0].attendance_mode is AttendanceMode.IN_PERSON


@pytest.mark.parametrize("format", ["text", "markdown"])
def test_how_a_session_is_held_is_no_room_when_our_agenda_is_read(format: str) -> None:
    at = WallClock("UTC").slot
    sessions = [
        Session(id=word[0], title=word, slot=slot, access=access, languages=("fr",), attendance_mode="online")
        for word, access, slot in (
            ("amber", "invited", at("2026-05-04", "9:00", "10:00")),
            ("birch", "my own word", at("2026-05-04", "10:00", "11:00")),
        )
    ]
    read = draft(dumps(Event(id="e", title="Elm", timezone="UTC", sessions=sessions), format).decode()).event
    assert read is not None
    assert read.rooms == ()
    assert [(one.attendance_mode, one.access) for one in read.sessions] == [
        (AttendanceMode.ONLINE, "invited"),
        (AttendanceMode.ONLINE, None),
    ]


def test_headers_that_name_no_title_and_rows_that_have_no_time() -> None:
    table = "| Time | What |\n| 9:00-10:00 | Opening |\n| Note | Bring a pen |\n| 10:00-11:00 x | Talk |\n"
    made = read(f"Meeting\n4 May 2026\n\n{table}")
    assert made.event is not None
    assert made.event.sessions[0].title == "Opening"
    assert codes(read("Meeting\n4 May 2026\n\n| Time | Room |\n| 9:00-10:00 | Aula |\n")) == []


def test_a_table_with_a_column_for_the_day() -> None:
    table = "| Date | Start | End | Title |\n| 4 May 2026 | 9:00 | 10:00 | Opening |\n| 5 May 2026 | 9:00 | | Talk |\n"
    made = read(f"Meeting\n\n{table}")
    assert made.event is not None
    assert [s.slot.start.day for s in made.event.sessions if s.slot] == [4, 5]


def test_links_and_hidden_parts_of_pages() -> None:
    page = (
        "<html><head><title>x</title></head><body><nav><p>9:00-10:00 Menu</p></nav><h1>Data days</h1><p>4 May 2026</p>"
        "<img src=x><script>9:00</script><ul><li><b>9:00-10:00</b> <a href=x>Opening</a><ul><li>Part</li></ul></li></ul>"
        "<div hidden>10:00-11:00 Hidden<br><img></div><table><caption>Plan</caption><tr></tr></table></body></html>"
    )
    assert told(read(page)) == ["05-04 09:00-10:00 opening: Opening", "unscheduled other: Part"]
    assert told(read("Meeting\n4 May 2026\n\n9:00-10:00 [Opening](https://example.org) \\*\n"))[0].endswith("Opening *")
