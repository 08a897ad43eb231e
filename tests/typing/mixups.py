"""Read by mypy and pyright only: what must be accepted is accepted, and what must be refused is.

A line that says it ignores an error fails the check where there is none.
"""

from ospo_events import (
    AgentId,
    Day,
    Event,
    Link,
    Organization,
    Participant,
    Person,
    Room,
    Session,
    Slot,
    Track,
    Venue,
    WallClock,
    load,
)

event: Event = load("programme.yaml")
clock: WallClock = event.clock
day: Day = event.days[0]

room = Room(id="hall", name="Hall")
track = Track(id="ai", title="AI")
venue = Venue(id="site", name="Site")
ada = Person(id="ada", name="Ada")
un = Organization(id="un", name="UN")
slot: Slot = clock.slot(day, "09:00", "10:00", rooms=(room, "annex"))

# Objects and ids are interchangeable.
Session(id="a", title="A", tracks=(track, "law"), slot=slot)
Session(id="a", title="A", participants=(Participant(agent=ada), Participant(agent="bob", role="chair")))
Room(id="hall", name="Hall", venue=venue)
Person(id="ada", name="Ada", affiliation=un)
Session(id="b", title="B", parent=Session(id="a", title="A"))

# Things of another kind are refused.
Session(id="a", title="A", tracks=(room,))  # type: ignore[arg-type, list-item, unused-ignore] # pyright: ignore[reportArgumentType]
Slot(slot.start, rooms=(track,))  # type: ignore[arg-type, list-item, unused-ignore] # pyright: ignore[reportArgumentType]
Participant(agent=room)  # type: ignore[arg-type] # pyright: ignore[reportArgumentType]
Person(id="ada", name="Ada", affiliation=ada)  # type: ignore[arg-type] # pyright: ignore[reportArgumentType]
Room(id="hall", name="Hall", venue=room)  # type: ignore[arg-type] # pyright: ignore[reportArgumentType]
Session(id="a", title="A", participants=(ada,))  # type: ignore[arg-type] # pyright: ignore[reportArgumentType]
Session(id="a", title="A", links=("https://example.org",))  # type: ignore[arg-type] # pyright: ignore[reportArgumentType]
Event(id="e", title="E", timezone="UTC", sessions=(room,))  # type: ignore[arg-type] # pyright: ignore[reportArgumentType]

# What is required is required.
Session(id="a")  # type: ignore[call-arg] # pyright: ignore[reportCallIssue]
Link()  # type: ignore[call-arg] # pyright: ignore[reportCallIssue]

# Ids of one kind are no ids of another where things are looked up.
first: Session = event.sessions[0]
track_of: Track = event.index.tracks[first.tracks[0]]
event.index.rooms[first.tracks[0]]  # type: ignore[index] # pyright: ignore[reportArgumentType]
event.index.sessions[AgentId("ada")]  # type: ignore[index] # pyright: ignore[reportArgumentType]

# Values do not change.
first.title = "Other"  # type: ignore[misc] # pyright: ignore[reportAttributeAccessIssue]
