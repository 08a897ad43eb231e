"""OSPOs for Good 2024 as its concept note proposes it: the worked example.

Copy this file, change its values, and run `ospo-events show your_event.py`.

Everything here comes from the concept note. The note has no speakers, rooms and links, so they are missing here
too: `ospo-events validate` reports what a final agenda still needs.
"""

from datetime import date

from ospo_events import (
    Day,
    Event,
    Expectation,
    Objective,
    Organization,
    Output,
    Participant,
    PostalAddress,
    RelatedEvent,
    Series,
    Session,
    Status,
    Track,
    Venue,
    WallClock,
)

# --- Where and when -----------------------------------------------------------------------------

NEW_YORK = "America/New_York"
at = WallClock(NEW_YORK).slot  # at(DAY_1, "09:30", "11:00"); without an end it is "onwards"

DAY_1 = Day(date=date(2024, 7, 9), title="Day 1")
DAY_2 = Day(date=date(2024, 7, 10), title="Day 2")

UN_HEADQUARTERS = Venue(
    id="un-headquarters",
    name="UN Headquarters",
    address=PostalAddress(locality="New York City", region="New York"),
)

# --- Who ----------------------------------------------------------------------------------------

UN_OICT = Organization(
    id="un-oict",
    name="United Nations Office of Information and Communications Technology",
)
OSPO_PLUS_PLUS = Organization(id="ospo-plus-plus", name="OSPO++")
OPEN_FORUM_EUROPE = Organization(id="openforum-europe", name="OpenForum Europe")
TECH_ENVOY = Organization(
    id="tech-envoy",
    name="United Nations Office of the Secretary-General's Envoy on Technology",
)
ORGANIZERS = (UN_OICT, OSPO_PLUS_PLUS, OPEN_FORUM_EUROPE, TECH_ENVOY)

# --- What about ---------------------------------------------------------------------------------

AI = Track(id="ai", title="AI and Open Source")
UN = Track(id="un", title="Open Source at the UN")
GOVERNMENTS = Track(id="governments", title="Open Source and Governments")
WORLD = Track(id="world", title="Open Source at Work in the World")
CITIES = Track(id="cities", title="Open Source Networked Cities")

# --- The agenda, as printed ---------------------------------------------------------------------

SESSIONS = (
    # Day 1
    Session(
        id="day-1-registration",
        title="Registration & Welcome",
        kind="registration",
        slot=at(DAY_1, "08:00", "09:00"),
    ),
    Session(
        id="opening-plenary",
        title="Opening Plenary: Embracing Open Source Technology to Achieve the SDGs",
        kind="plenary",
        slot=at(DAY_1, "09:00", "09:30"),
    ),
    Session(
        id="thematic-track-1",
        title="Thematic Track #1: AI and Open Source",
        kind="thematic-track",
        slot=at(DAY_1, "09:30", "11:00"),
        tracks=(AI,),
    ),
    Session(
        id="day-1-morning-coffee",
        title="Coffee Break",
        kind="break",
        slot=at(DAY_1, "11:00", "11:30"),
    ),
    Session(
        id="spotlight-global-south",
        title="Spotlight Panel: Open Source in the Global South",
        kind="spotlight-panel",
        slot=at(DAY_1, "11:30", "12:30"),
    ),
    Session(
        id="day-1-lunch",
        title="Lunch Break",
        kind="meal",
        slot=at(DAY_1, "12:30", "13:30"),
    ),
    Session(
        id="thematic-track-2",
        title="Thematic Track #2: Open Source at the UN",
        kind="thematic-track",
        slot=at(DAY_1, "13:30", "15:00"),
        tracks=(UN,),
    ),
    Session(
        id="reboot-the-earth",
        title="Presentation: Reboot the Earth",
        kind="presentation",
        slot=at(DAY_1, "15:00", "15:30"),
    ),
    Session(
        id="day-1-afternoon-coffee",
        title="Coffee Break",
        kind="break",
        slot=at(DAY_1, "15:30", "16:00"),
    ),
    Session(
        id="thematic-track-3",
        title="Thematic Track #3: Open Source and Governments",
        kind="thematic-track",
        slot=at(DAY_1, "16:00", "17:30"),
        tracks=(GOVERNMENTS,),
    ),
    Session(
        id="day-1-social",
        title="Free Time / Networking and Social Event (Day 1)",
        kind="social",
        slot=at(DAY_1, "17:30"),  # onwards
    ),
    # Day 2
    Session(
        id="day-2-registration",
        title="Registration & Welcome",
        kind="registration",
        slot=at(DAY_2, "08:00", "09:00"),
    ),
    Session(
        id="thematic-track-4",
        title="Thematic Track #4: Open Source at Work in the World",
        kind="thematic-track",
        slot=at(DAY_2, "09:00", "10:30"),
        tracks=(WORLD,),
    ),
    Session(
        id="day-2-morning-coffee",
        title="Coffee Break",
        kind="break",
        slot=at(DAY_2, "10:30", "11:00"),
    ),
    Session(
        id="devrooms",
        title="Devrooms: Open Source at Work in the World",
        kind="devroom",
        slot=at(DAY_2, "11:00", "12:00"),
    ),
    Session(
        id="day-2-lunch",
        title="Lunch Break",
        kind="meal",
        slot=at(DAY_2, "12:00", "13:00"),
    ),
    Session(
        id="spotlight-youth",
        title="Spotlight Panel: Youth and Open Source",
        kind="spotlight-panel",
        slot=at(DAY_2, "13:00", "14:00"),
    ),
    Session(
        id="thematic-track-5",
        title="Thematic Track #5: Open Source Networked Cities",
        kind="thematic-track",
        slot=at(DAY_2, "14:00", "15:30"),
        tracks=(CITIES,),
    ),
    Session(
        id="day-2-afternoon-coffee",
        title="Coffee Break",
        kind="break",
        slot=at(DAY_2, "15:30", "16:00"),
    ),
    Session(
        id="spotlight-civil-society",
        title="Spotlight Panel: Open Source and Civil Society",
        kind="spotlight-panel",
        slot=at(DAY_2, "16:00", "17:00"),
    ),
    Session(
        id="closing-plenary",
        title="Closing Plenary – The Next Decade: Envisioning the Future of Open Source",
        kind="plenary",
        slot=at(DAY_2, "17:00", "17:30"),
    ),
    Session(
        id="day-2-social",
        title="Free Time / Networking and Social Event (Day 2)",
        kind="social",
        slot=at(DAY_2, "17:30"),  # onwards
    ),
)

# --- The event ----------------------------------------------------------------------------------

EVENT = Event(
    id="ospos-for-good-2024",
    title="OSPOs for Good 2024",
    theme="Open Source Networks as Enablers of Global Digital Cooperation",
    timezone=NEW_YORK,
    status=Status.TENTATIVE,  # the note's own words: a proposed agenda
    series=Series(id="ospos-for-good", title="OSPOs for Good"),
    edition="second",
    related=(
        RelatedEvent(
            title=(
                "Open Source Programme Offices (OSPOs) for Good 2023: "
                "Building & Designing Cooperative Digital Infrastructure"
            ),
            relation="predecessor",
            edition="2023",
            description="The one-day conference of 2023, with an associated conference report.",
        ),
    ),
    description=(
        "This action symposium aims to serve as a high-level coming out party for open source in the UN system, "
        "delivering high-level thematic tracks that address key areas of open source policy, as well as highlighting "
        "emerging examples of ‘open source for good’ from across the globe."
    ),
    objectives=(
        Objective(
            verb="Highlight",
            text=(
                "Highlight the role of OSPOs in connecting and enabling the innovation ecosystem for open source in UN "
                "Member States, looking at key policy topics (e.g., AI policy, digital government, innovation, etc) "
                "where open source is influencing cooperation between national, subnational, and global open source "
                "ecosystems."
            ),
        ),
        Objective(
            verb="Demonstrate",
            text=(
                "Demonstrate how global cooperation around policymaking and innovation through open source networks "
                "can enable countries to deliver on the promise of open source for good, as well highlight concrete "
                "examples of where change is already happening."
            ),
        ),
        Objective(
            verb="Capture",
            text=(
                "Capture insights around key themes in global policymaking and cooperation around open source and how "
                "they are driving a conversation about achieving the SDGs and delivering positive outcomes for society "
                "(to be captured in a conference report)."
            ),
        ),
    ),
    outputs=(Output(title="High-level conference report", kind="report"),),
    participants=tuple(Participant(agent=organizer, role="organizer") for organizer in ORGANIZERS),
    expects=Expectation(
        days=2,
        tracks=5,
        organizers=4,
        sessions={"thematic-track": 5, "spotlight-panel": 3, "plenary": 2},
    ),
    days=(DAY_1, DAY_2),
    venues=(UN_HEADQUARTERS,),
    tracks=(AI, UN, GOVERNMENTS, WORLD, CITIES),
    organizations=ORGANIZERS,
    sessions=SESSIONS,
)
