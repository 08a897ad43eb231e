"""Small documents of each system, made up, in every shape."""

from __future__ import annotations

from typing import Any


def session(id: object, title: str, start: str | None, end: str | None, **more: Any) -> dict[str, Any]:
    return {
        "id": id,
        "title": title,
        "description": None,
        "startsAt": start,
        "endsAt": end,
        "isServiceSession": False,
        "isPlenumSession": False,
        "speakers": [],
        "categoryItems": [],
        "questionAnswers": [],
        "roomId": 215,
        **more,
    }


ADA, BEN = "00000000-0000-4000-8000-000000000001", "00000000-0000-4000-8000-000000000002"
LUNCH = "11111111-0000-4000-8000-000000000009"


def sessionize_all() -> dict[str, Any]:
    return {
        "sessions": [
            session(
                "14022",
                "Open source in cities",
                "2024-07-09T09:00:00",
                "2024-07-09T09:45:00",
                description="How\r\ncities share code",
                speakers=[ADA, BEN],
                categoryItems=[4373, 4390, 4401, 4411, 4421, 4499],
                questionAnswers=[
                    {"questionId": 1, "answerValue": "https://video.example/1"},
                    {"questionId": 2, "answerValue": "https://slides.example/1"},
                    {"questionId": 3, "answerValue": "67"},
                ],
                liveUrl="https://live.example/hall",
                recordingUrl=None,
                status="Accepted",
                isInformed=True,
                isConfirmed=True,
            ),
            session("14023", "A proposal", "2024-07-09T10:00:00", None, speakers=[ADA], status="Nominated"),
            session(LUNCH, "Lunch", "2024-07-09T12:00:00", "2024-07-09T13:00:00", isServiceSession=True, roomId=216),
        ],
        "speakers": [
            {
                "id": ADA,
                "firstName": "Ada",
                "lastName": "Example",
                "fullName": "Ada Example",
                "bio": "Writes code",
                "tagLine": "Engineer",
                "profilePicture": "https://pictures.example/ada.png",
                "isTopSpeaker": False,
                "links": [{"title": "Blog", "url": "https://ada.example/", "linkType": "Blog"}],
                "sessions": [14022, 14023],
                "categoryItems": [],
                "questionAnswers": [],
            },
            {
                "id": BEN,
                "firstName": "Ben",
                "lastName": "van Example",
                "fullName": "Ben van Example",
                "sessions": [14022],
            },
        ],
        "questions": [
            {"id": 1, "question": "YouTube Video", "questionType": "Short_Text", "sort": 1},
            {"id": 2, "question": "Slides", "questionType": "Web_Address", "sort": 2},
            {"id": 3, "question": "Demo", "questionType": "Percentage", "sort": 3},
        ],
        "categories": [
            {"id": 10, "title": "Session format", "items": [{"id": 4373, "name": "Workshop", "sort": 1}], "sort": 0},
            {"id": 11, "title": "Track", "items": [{"id": 4390, "name": "Cities", "sort": 1}], "sort": 1},
            {"id": 12, "title": "Level", "items": [{"id": 4401, "name": "Beginners", "sort": 1}], "sort": 2},
            {"id": 13, "title": "Language", "items": [{"id": 4411, "name": "Spanish", "sort": 1}], "sort": 3},
            {"id": 14, "title": "Tags", "items": [{"id": 4421, "name": "ospo", "sort": 1}], "sort": 4},
            {"id": 15, "title": "Session length", "items": [{"id": 4499, "name": "45 min", "sort": 1}], "sort": 5},
        ],
        "rooms": [{"id": 216, "name": "Restaurant", "sort": 2}, {"id": 215, "name": "Hall", "sort": 1}],
    }


def sessionize_grid() -> list[dict[str, Any]]:
    opening = {
        **session("14020", "Opening", "2024-07-09T09:00:00Z", "2024-07-09T09:30:00Z", isPlenumSession=True),
        "speakers": [{"id": ADA, "name": "Ada Example"}],
        "categories": [{"id": 11, "name": "Track", "categoryItems": [{"id": 4390, "name": "Cities"}], "sort": 0}],
        "room": "Hall",
    }
    talk = {
        **session("14021", "A talk", "2024-07-09T10:00:00Z", "2024-07-09T10:30:00Z", roomId=216),
        "speakers": [{"id": BEN, "name": "Ben van Example"}],
        "categories": [],
        "room": "Annex",
    }
    there = {**opening, "roomId": 216, "room": "Annex"}
    return [
        {
            "date": "2024-07-09T00:00:00Z",
            "isDefault": True,
            "rooms": [
                {"id": 215, "name": "Hall", "sessions": [opening], "hasOnlyPlenumSessions": True},
                {"id": 216, "name": "Annex", "sessions": [there, talk], "hasOnlyPlenumSessions": False},
            ],
            "timeSlots": [
                {"slotStart": "09:00:00", "rooms": [{"id": 215, "name": "Hall", "session": opening, "index": 0}]},
                {"slotStart": "10:00:00", "rooms": [{"id": 216, "name": "Annex", "session": talk, "index": 1}]},
            ],
        }
    ]


def sessionize_sessions() -> list[dict[str, Any]]:
    one = sessionize_grid()[0]["rooms"][0]["sessions"][0]
    answer = {"id": 3, "question": "Demo", "questionType": "Percentage", "answer": "67", "sort": 5, "answerExtra": None}
    return [{"groupId": 7, "groupName": "Cities", "sessions": [{**one, "questionAnswers": [answer]}]}]


def pretalx_bundle() -> dict[str, Any]:
    return {
        "event": {
            "name": {"en": "Code for Cities 2024", "de": "Code für Städte 2024"},
            "slug": "cities24",
            "is_public": True,
            "date_from": "2024-07-09",
            "date_to": "2024-07-10",
            "timezone": "Europe/Berlin",
            "email": "CANARY-event@private.example",
            "locale": "de",
            "primary_color": "#123456",
        },
        "submissions": {
            "count": 3,
            "next": None,
            "previous": None,
            "results": [
                {
                    "code": "AAA111",
                    "title": "Sharing code",
                    "speakers": ["ADA111", "BEN222"],
                    "submission_type": 1,
                    "track": 2,
                    "tags": [3],
                    "state": "confirmed",
                    "abstract": "In short",
                    "description": "At length",
                    "duration": 30,
                    "slot_count": 2,
                    "content_locale": "de-formal",
                    "do_not_record": True,
                    "image": "https://pretalx.example/image.png",
                    "resources": [
                        {
                            "id": 1,
                            "resource": "https://pretalx.example/s.pdf",
                            "description": "Slides",
                            "is_public": True,
                        },
                        {"id": 2, "resource": "https://CANARY.example/join", "description": "Call", "is_public": False},
                    ],
                    "slots": [7, 8],
                    "answers": [
                        {"id": 1, "question": {"id": 5, "question": {"en": "Level"}}, "answer": "expert"},
                        {"id": 2, "question": {"id": 6, "question": "Contact"}, "answer": "CANARY-a@private.example"},
                    ],
                    "internal_notes": "CANARY-notes",
                },
                {"code": "BBB222", "title": "Refused", "state": "rejected", "submission_type": 1, "speakers": []},
                {"code": "CCC333", "title": "Called off", "state": "canceled", "submission_type": 9, "speakers": []},
            ],
        },
        "slots": [
            {"id": 8, "room": 1, "start": "2024-07-10T10:00:00+02:00", "end": None, "submission": "AAA111"},
            {
                "id": 7,
                "room": 1,
                "start": "2024-07-09T08:00:00Z",
                "end": "2024-07-09T08:30:00Z",
                "submission": "AAA111",
            },
            {
                "id": 9,
                "room": 1,
                "start": "2024-07-09T12:00:00+02:00",
                "end": "2024-07-09T13:00:00+02:00",
                "submission": None,
                "slot_type": "break",
                "description": {"en": "Lunch", "de": "Mittagessen"},
            },
            {"id": 10, "room": 1, "start": "2024-07-09T18:00:00+02:00", "submission": None, "slot_type": "blocker"},
        ],
        "rooms": [
            {"id": 4, "name": "Annex", "capacity": None, "guid": None, "position": 2},
            {"id": 1, "name": {"en": "Hall", "de": "Saal"}, "capacity": 100, "guid": "g-1", "position": 1},
        ],
        "tracks": [{"id": 2, "name": "Cities", "description": None, "color": "#3aa57c", "position": 1}],
        "speakers": [
            {
                "code": "ADA111",
                "name": "Ada Example",
                "biography": "Writes code",
                "email": "CANARY-ada@private.example",
                "avatar_url": "https://pictures.example/ada.png",
                "submissions": ["AAA111"],
                "answers": [{"id": 3, "question": {"id": 8, "question": "Diet"}, "answer": "CANARY-diet"}],
            },
            {"code": "BEN222", "name": "Ben Example", "biography": None, "submissions": ["AAA111"], "answers": []},
        ],
        "submission_types": [{"id": 1, "name": {"en": "Talk", "de": "Vortrag"}, "default_duration": 30}],
        "tags": [{"id": 3, "tag": "ospo", "color": "#ffffff"}],
    }


def pretalx_legacy() -> list[dict[str, Any]]:
    return [
        {
            "code": "AAA111",
            "speakers": [
                {"code": "ADA111", "name": "Ada Example", "biography": "", "avatar": None, "email": "CANARY@p.example"}
            ],
            "title": "Sharing code",
            "submission_type": "Workshop",
            "submission_type_id": 1,
            "track": {"en": "Cities"},
            "track_id": 2,
            "state": "accepted",
            "abstract": "In short",
            "duration": 45,
            "slot": {"room_id": 1, "room": {"en": "Hall"}, "start": "2024-07-09T10:00:00+02:00", "end": None},
            "do_not_record": False,
            "content_locale": "en",
            "tags": ["ospo"],
            "resources": [],
            "answers": [],
        }
    ]


def when(date: str, time: str, zone: str = "UTC") -> dict[str, str]:
    return {"date": date, "time": time, "tz": zone}


def indico_person(first: str, last: str, id: int | None = None, **more: Any) -> dict[str, Any]:
    return {
        "_type": "ContributionParticipation",
        "first_name": first,
        "last_name": last,
        "fullName": f"{last}, {first}",
        "affiliation": "Example University",
        "emailHash": "CANARYhash",
        **({"person_id": id} if id else {}),
        **more,
    }


def indico_export() -> dict[str, Any]:
    contribution = {
        "_type": "Contribution",
        "id": "12",
        "db_id": 26,
        "title": "Accelerators & code",
        "description": "<p>About <b>code</b></p><ul><li>one</li><li>two</li></ul>",
        "startDate": when("2024-07-09", "07:00:00"),
        "endDate": when("2024-07-09", "07:30:00"),
        "duration": 30,
        "room": "500-1-001",
        "location": "Main site",
        "type": "Plenary talk",
        "track": "Physics",
        "session": "Morning",
        "speakers": [indico_person("Ada", "Example", 17)],
        "primaryauthors": [indico_person("Ada", "Example", 17), indico_person("Ben", "Example", 18)],
        "coauthors": [],
        "keywords": ["code"],
        "url": "https://indico.example/event/1/contributions/12/",
        "folders": [
            {
                "title": "Slides",
                "attachments": [
                    {
                        "title": "talk.pdf",
                        "download_url": "https://indico.example/talk.pdf",
                        "content_type": "application/pdf",
                    },
                    {"title": "secret", "download_url": "https://indico.example/CANARY", "is_protected": True},
                ],
            }
        ],
        "subContributions": [
            {"id": 1, "db_id": 5, "title": "A part", "duration": 10, "speakers": [indico_person("Cy", "Example", 19)]}
        ],
    }
    return {
        "_type": "HTTPAPIResult",
        "count": 1,
        "results": [
            {
                "_type": "Conference",
                "id": "1",
                "title": "Code in science",
                "description": "Plain words",
                "timezone": "Europe/Zurich",
                "startDate": when("2024-07-09", "06:00:00"),
                "endDate": when("2024-07-10", "16:00:00"),
                "location": "Main site",
                "address": "1 Example Road",
                "type": "meeting",
                "url": "https://indico.example/event/1/",
                "keywords": [],
                "chairs": [indico_person("Dee", "Example", 20)],
                "creator": indico_person("Eve", "Example"),
                "sessions": [
                    {
                        "_type": "SessionSlot",
                        "id": 50,
                        "title": "Morning: first",
                        "slotTitle": "first",
                        "startDate": when("2024-07-09", "07:00:00"),
                        "endDate": when("2024-07-09", "09:00:00"),
                        "session": {
                            "_type": "Session",
                            "db_id": 3,
                            "title": "Morning",
                            "color": "#aabbcc",
                            "isPoster": False,
                        },
                        "conveners": [
                            {
                                "firstName": "Flo",
                                "familyName": "Example",
                                "name": "Flo Example",
                                "email": "CANARY-flo@private.example",
                                "phone": "CANARY-phone",
                                "affiliation": "",
                            }
                        ],
                        "contributions": [contribution],
                        "room": "500-1-001",
                        "location": "Main site",
                    }
                ],
                "contributions": [
                    {
                        **contribution,
                        "db_id": 27,
                        "id": "13",
                        "title": "Alone",
                        "startDate": None,
                        "endDate": None,
                        "folders": [],
                        "subContributions": [],
                    }
                ],
            }
        ],
    }


def indico_timetable() -> dict[str, Any]:
    zone = "Europe/Zurich"
    return {
        "count": 1,
        "results": {
            "1": {
                "20240709": {
                    "s1": {
                        "entryType": "Session",
                        "id": "s1",
                        "sessionSlotId": 50,
                        "sessionId": 3,
                        "title": "Morning",
                        "slotTitle": "first",
                        "startDate": when("2024-07-09", "09:00:00", zone),
                        "endDate": when("2024-07-09", "11:00:00", zone),
                        "color": "#aabbcc",
                        "conveners": [],
                        "entries": {
                            "c2": {
                                "entryType": "Contribution",
                                "_type": "ContribSchEntry",
                                "id": "c2",
                                "contributionId": 26,
                                "title": "Accelerators & code",
                                "startDate": when("2024-07-09", "09:00:00", zone),
                                "endDate": when("2024-07-09", "09:30:00", zone),
                                "presenters": [
                                    {
                                        "firstName": "Ada",
                                        "familyName": "Example",
                                        "name": "Dr Ada Example",
                                        "email": "CANARY@x.example",
                                    }
                                ],
                                "attachments": {
                                    "files": [{"title": "a", "download_url": "https://indico.example/a"}],
                                    "folders": [],
                                },
                            },
                            "b3": {
                                "entryType": "Break",
                                "id": "b3",
                                "title": "Stretching",
                                "startDate": when("2024-07-09", "09:30:00", zone),
                                "duration": 5,
                            },
                        },
                    },
                    "b4": {
                        "entryType": "Break",
                        "_type": "BreakTimeSchEntry",
                        "id": "b4",
                        "title": "Coffee break",
                        "startDate": when("2024-07-09", "11:00:00", zone),
                        "endDate": when("2024-07-09", "11:30:00", zone),
                    },
                },
                "20240710": {},
            }
        },
    }


def sessionize_speakers() -> list[dict[str, Any]]:
    """The view Speakers, which names the sessions of each."""
    return [speaker | {"sessions": [{"id": 14022, "name": "A talk"}]} for speaker in sessionize_all()["speakers"]]


def pretalx_widget() -> dict[str, Any]:
    """What pretalx's pages are made from."""
    bundle = pretalx_bundle()
    first = bundle["submissions"]["results"][0]
    talks = [slot | first | {"id": slot["id"], "state": None} for slot in bundle["slots"][:2]]
    breaks = [slot | {"title": slot.get("description")} for slot in bundle["slots"][2:]]
    parts = {key: bundle[key] for key in ("rooms", "tracks", "speakers")}
    return {"talks": [*talks, *breaks], "timezone": "Europe/Berlin", "event_start": "2024-07-09", **parts}


def pretalx_expanded() -> dict[str, Any]:
    """The slots with their submissions and rooms inside (`?expand=submission,room`)."""
    bundle = pretalx_bundle()
    submission, room = bundle["submissions"]["results"][0], bundle["rooms"][1]
    slots = [slot | {"submission": submission, "room": room} for slot in bundle["slots"][:2]]
    return {"id": 3, "version": "1.0", "published": "2024-06-01T00:00:00Z", "slots": slots}


def indico_session() -> dict[str, Any]:
    """The export of one session, with the event in its block."""
    export = indico_export()
    conference = export["results"][0]
    [block] = conference.pop("sessions")
    return export | {"results": [block | {"conference": conference}]}


DOCUMENTS: dict[str, list[Any]] = {
    "sessionize": [
        sessionize_all(),
        sessionize_grid(),
        sessionize_sessions(),
        sessionize_all()["speakers"],
        sessionize_speakers(),
    ],
    "pretalx": [
        pretalx_bundle(),
        pretalx_legacy(),
        pretalx_bundle()["submissions"],
        [pretalx_bundle()["submissions"]],
        pretalx_widget(),
        pretalx_expanded(),
    ],
    "indico": [indico_export(), indico_timetable(), indico_session()],
}
