"""Read by mypy and pyright only: what must be accepted is accepted, and what must be refused is.

A line that says it ignores an error fails the check where there is none.
"""

from collections.abc import Mapping

from ospo_events import (
    Collector,
    Day,
    Event,
    Link,
    Organization,
    Participant,
    Person,
    Room,
    Session,
    SessionId,
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

# A text in a list means what it means in native files, and the words of an enum mean its members.
Session(id="a", title="A", participants=(ada, "bob"), links=("https://example.org",), status="cancelled")
Event(id="e", title="E", timezone="UTC", days=("2026-05-04",), attendance_mode="mixed")

# What is collected keeps its type, and goes into an event as it is.
things = Collector()
collected: Room = things.add(room)
speaker: Person = things.add(ada)
Event(id="e", title="E", timezone="UTC", **things.collections())
things.add(slot)  # type: ignore[type-var] # pyright: ignore[reportArgumentType]

# Things of another kind are refused, and words that no enum has.
Session(id="a", title="A", status="nonsense")  # type: ignore[arg-type] # pyright: ignore[reportArgumentType]
Session(id="a", title="A", slot="10:00")  # type: ignore[arg-type] # pyright: ignore[reportArgumentType]
Session(id="a", title="A", tracks=(room,))  # type: ignore[arg-type, list-item, unused-ignore] # pyright: ignore[reportArgumentType]
Slot(slot.start, rooms=(track,))  # type: ignore[arg-type, list-item, unused-ignore] # pyright: ignore[reportArgumentType]
Participant(agent=room)  # type: ignore[arg-type] # pyright: ignore[reportArgumentType]
Person(id="ada", name="Ada", affiliation=ada)  # type: ignore[arg-type] # pyright: ignore[reportArgumentType]
Room(id="hall", name="Hall", venue=room)  # type: ignore[arg-type] # pyright: ignore[reportArgumentType]
Session(id="a", title="A", participants=(room,))  # type: ignore[arg-type] # pyright: ignore[reportArgumentType]
Session(id="a", title="A", links=(ada,))  # type: ignore[arg-type] # pyright: ignore[reportArgumentType]
Event(id="e", title="E", timezone="UTC", sessions=(room,))  # type: ignore[arg-type] # pyright: ignore[reportArgumentType]

# What is required is required.
Session(id="a")  # type: ignore[call-arg] # pyright: ignore[reportCallIssue]
Link()  # type: ignore[call-arg] # pyright: ignore[reportCallIssue]

# What has an id is looked up by any text, as constructors take any.
first: Session = event.sessions[0]
track_of: Track = event.index.tracks[first.tracks[0]]
why: Session = event.index.sessions["why"]
maybe: Session | None = event.index.sessions.get("why")
one: Session = event.index.sessions.get("why", first)
in_room: tuple[Session, ...] = event.index.by_room["hall"]
parts: tuple[Session, ...] = event.index.children.get("why", ())
by_id: Mapping[SessionId, Session] = event.index.sessions
event.index.sessions[3]  # type: ignore[index] # pyright: ignore[reportArgumentType]

# Changes are those of the attributes.
event.with_session("why", title="Why", status="cancelled", slot=None, links=("https://example.org",), tracks=(track,))
event.with_room(room, capacity=30, venue=venue).with_person("ada", affiliation=un).with_track("ai", exclusive=True)
event.with_venue("site", timezone="Europe/Berlin").with_organization(un, parent="other").without_session(first)
event.with_session("why", titel="Why")  # type: ignore[call-arg] # pyright: ignore[reportCallIssue]
event.with_session("why", status="nonsense")  # type: ignore[arg-type] # pyright: ignore[reportArgumentType]
event.with_session("why", slot="10:00")  # type: ignore[arg-type] # pyright: ignore[reportArgumentType]
event.with_session("why", tracks=(room,))  # type: ignore[arg-type, list-item, unused-ignore] # pyright: ignore[reportArgumentType]
event.with_room("hall", capacity="many")  # type: ignore[arg-type] # pyright: ignore[reportArgumentType]
event.with_room("hall", title="Hall")  # type: ignore[call-arg] # pyright: ignore[reportCallIssue]
event.with_person("ada", affiliation=ada)  # type: ignore[arg-type] # pyright: ignore[reportArgumentType]
event.with_session(room, title="Why")  # type: ignore[arg-type] # pyright: ignore[reportArgumentType]
event.without_room(track)  # type: ignore[arg-type] # pyright: ignore[reportArgumentType]

# Values do not change.
first.title = "Other"  # type: ignore[misc] # pyright: ignore[reportAttributeAccessIssue]
