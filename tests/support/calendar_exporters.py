"""Small calendars in the dialects of the programs that people export from; made up, in the manner of each.

Each has the quirks of its program: what it leaves out, what it adds, how it spells zones and texts.
"""

from __future__ import annotations

from typing import NamedTuple

__all__ = ["EXPORTERS", "Exporter"]


class Exporter(NamedTuple):
    """A calendar as a program writes it, and what is in it."""

    text: str
    """The calendar, its lines ended by LF."""
    sessions: dict[str, tuple[str, str | None]]
    """Of each session its title, its start and its end in UTC."""
    zone: str
    """The zone of the event."""
    codes: frozenset[str]
    """What is told of it."""
    rooms: tuple[str, ...] = ()
    """The rooms."""
    tracks: tuple[str, ...] = ()
    """The tracks."""
    links: tuple[str, ...] = ()
    """The links of the sessions."""
    kept: tuple[str, ...] = ()
    """What has no place in the model and is written back to the letter."""


def told(*codes: str) -> frozenset[str]:
    return frozenset(codes)


BERLIN = """\
BEGIN:VTIMEZONE
TZID:Europe/Berlin
BEGIN:DAYLIGHT
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
TZNAME:CEST
DTSTART:19700329T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
END:DAYLIGHT
BEGIN:STANDARD
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
TZNAME:CET
DTSTART:19701025T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
END:STANDARD
END:VTIMEZONE
"""

EXCHANGE = """\
BEGIN:VTIMEZONE
TZID:{tzid}
BEGIN:STANDARD
DTSTART:16010101T020000
TZOFFSETFROM:-0400
TZOFFSETTO:-0500
RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=1SU;BYMONTH=11
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:16010101T020000
TZOFFSETFROM:-0500
TZOFFSETTO:-0400
RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=2SU;BYMONTH=3
END:DAYLIGHT
END:VTIMEZONE
"""

MEETUP = f"""\
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Meetup//RemoteApi//EN
CALSCALE:GREGORIAN
METHOD:PUBLISH
X-ORIGINAL-URL:https://www.meetup.com/ospo-example/events/ical/
X-WR-CALNAME:Events - OSPO Example
X-MS-OLK-FORCEINSPECTOROPEN:TRUE
{BERLIN}BEGIN:VEVENT
DTSTAMP:20240601T120000Z
DTSTART;TZID=Europe/Berlin:20240709T183000
DTEND;TZID=Europe/Berlin:20240709T203000
STATUS:CONFIRMED
SUMMARY:Licences at lunch\\, and after
DESCRIPTION:OSPO Example\\nTuesday\\, July 9 at 6:30 PM\\n\\nBring a question.
 \\n\\nhttps://www.meetup.com/ospo-example/events/300000001/
ORGANIZER;CN=Meetup Reminder:MAILTO:info@meetup.com
CLASS:PUBLIC
CREATED:20240501T080000Z
GEO:52.52;13.40
LOCATION:Town hall (Main street 1\\, Berlin\\, Germany)
URL:https://www.meetup.com/ospo-example/events/300000001/
SEQUENCE:2
LAST-MODIFIED:20240502T080000Z
UID:event_300000001@meetup.com
END:VEVENT
END:VCALENDAR
"""

LUMA = """\
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//hacksw/handcal//NONSGML v1.0//EN
X-WR-CALNAME:OSPO Example
REFRESH-INTERVAL;VALUE=DURATION:PT12H
X-PUBLISHED-TTL:PT12H
BEGIN:VEVENT
DTSTART:20240709T163000Z
DTEND:20240709T183000Z
DTSTAMP:20240601T120000Z
ORGANIZER;CN="Example, Ada":MAILTO:calendar-invite@lu.ma
UID:evt-AbCdEf123456789@events.lu.ma
SUMMARY:Open source & policy night
DESCRIPTION:Get up-to-date information at: https://lu.ma/abcd1234\\n\\nAddress
 :\\nTown hall\\n\\nHosted by Ada
LOCATION:https://lu.ma/event/evt-AbCdEf123456789
GEO:52.52;13.40
STATUS:TENTATIVE
SEQUENCE:1719835200
END:VEVENT
END:VCALENDAR
"""

EVENTBRITE = """\
BEGIN:VCALENDAR
VERSION:2.0
METHOD:PUBLISH
PRODID:-//EventbriteICS//EventbriteCalendar//EN
CALSCALE:GREGORIAN
X-WR-CALNAME:OSPO Example
X-WR-TIMEZONE:US/Pacific
BEGIN:VEVENT
UID:1234567890@eventbrite.com
DTSTAMP:20240601T120000Z
DTSTART;TZID=US/Pacific:20240709T090000
DTEND;TZID=US/Pacific:20240709T100000
SUMMARY:Contributor day
DESCRIPTION:<div>Bring a <strong>laptop</strong>.</div>
LOCATION:Library; 1 Main street, Portland
URL;VALUE=URI:https://www.eventbrite.com/e/contributor-day-1234567890
END:VEVENT
END:VCALENDAR
"""

SCHED = """\
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//SCHED.COM//Example Summit//EN
X-WR-CALNAME:Example Summit 2024
X-WR-TIMEZONE:Europe/Berlin
METHOD:PUBLISH
CALSCALE:GREGORIAN
BEGIN:VEVENT
DTSTAMP:20240601T120000Z
DTSTART:20240709T070000Z
DTEND:20240709T074500Z
SUMMARY:Keynote: Why OSPOs? - Ada Example\\, Example Org
DESCRIPTION:Where we are going.\\n
CATEGORIES:KEYNOTE SESSIONS
LOCATION:Hall 1 (Level 2)\\, Berlin\\, Germany
SEQUENCE:0
UID:0123456789abcdef0123456789abcdef
URL:http://example2024.sched.com/event/0123456789abcdef0123456789abcdef
END:VEVENT
BEGIN:VEVENT
DTSTAMP:20240601T120000Z
DTSTART:20240709T074500Z
DTEND:20240709T081500Z
SUMMARY:Coffee Break
CATEGORIES:BREAK
LOCATION:Foyer\\, Berlin\\, Germany
SEQUENCE:0
UID:fedcba9876543210fedcba9876543210
URL:http://example2024.sched.com/event/fedcba9876543210fedcba9876543210
END:VEVENT
END:VCALENDAR
"""

INDICO = """\
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//CERN//INDICO//EN
BEGIN:VEVENT
SUMMARY:Open hardware: what next?
DTSTART:20240709T070000Z
DTEND:20240709T073000Z
DTSTAMP:20240601T120000Z
UID:indico-contribution-12@indico.example.org
CONTACT:ada@example.org;
DESCRIPTION:Speakers: Ada Example (Example Org)\\n\\nA talk.\\n\\nhttps://indic
 o.example.org/event/1/contributions/12/
LOCATION:Council room\\, Geneva
RELATED-TO:indico-event-1@indico.example.org
URL:https://indico.example.org/event/1/contributions/12/
END:VEVENT
BEGIN:VEVENT
SUMMARY:Open hardware days
DTSTART:20240709T070000Z
DTEND:20240710T150000Z
DTSTAMP:20240601T120000Z
UID:indico-event-1@indico.example.org
CATEGORIES:Workshops
IMAGE;VALUE=URI:https://indico.example.org/event/1/logo-1.png
LOCATION:Geneva
URL:https://indico.example.org/event/1/
END:VEVENT
END:VCALENDAR
"""

FRAB = """\
BEGIN:VCALENDAR
VERSION:2.0
CALSCALE:GREGORIAN
PRODID:-//frab//rical//EN
BEGIN:VEVENT
DTSTAMP:20240601T120000
DTSTART;TZID=Europe/Berlin:20240709T233000
DURATION:PT1H00M
UID:2aba641b-114d-4dac-866e-533314a3c108@frab.example.org
SUMMARY:Nacht der offenen Daten
DESCRIPTION:<p>Wer wissen will\\, wie.</p>\\n<p>Mit Tee.</p>
CATEGORIES:Lecture
LOCATION:Saal 1
URL;VALUE=URI:https://frab.example.org/en/events/7000.html
END:VEVENT
END:VCALENDAR
"""

FOSDEM = """\
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Pentabarf//Schedule 0.3//EN
CALSCALE:GREGORIAN
METHOD:PUBLISH
X-WR-CALDESC;VALUE=TEXT:iCal
X-WR-CALNAME;VALUE=TEXT:iCal
X-WR-TIMEZONE;VALUE=TEXT:Europe/Brussels
BEGIN:VEVENT
UID:4426@example-2025@example.org
TZID:Europe-Brussels
DTSTART:20250202T100000
DTEND:20250202T102500
SUMMARY:Scores, and why
DESCRIPTION:<p>A score.</p>
CLASS:PUBLIC
STATUS:CONFIRMED
CATEGORIES:Interfaces: Graphs, Messages, and friends
URL:https:/example.org/2025/schedule/event/scores/
LOCATION:K.4.201
ATTENDEE;ROLE=REQ-PARTICIPANT;CUTYPE=INDIVIDUAL;CN="Ada Example":invalid:nomail
END:VEVENT

BEGIN:VEVENT
UID:6213@example-2025@example.org
TZID:Europe-Brussels
DTSTART:20250202T090000
DTEND:20250202T093000
SUMMARY:Welcome
CATEGORIES:Main
LOCATION:Janson
END:VEVENT
END:VCALENDAR
"""

PRETALX = f"""\
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//pretalx//pretalx.example.org//example-2024
{BERLIN}BEGIN:VEVENT
DTSTART;TZID=Europe/Berlin:20240709T090000
DTEND;TZID=Europe/Berlin:20240709T093000
DESCRIPTION:How we did it.
DTSTAMP:20240601T120000Z
LOCATION:Hall A
SUMMARY:Two licences - Ada Example\\, Bob Example
UID:pretalx-example-2024-ABCDEF@pretalx.example.org
URL:https://pretalx.example.org/example-2024/talk/ABCDEF/
END:VEVENT
END:VCALENDAR
"""

SESSIONIZE = """\
BEGIN:VCALENDAR
PRODID:-//github.com/rianjs/ical.net//NONSGML ical.net 4.0//EN
VERSION:2.0
X-WR-CALNAME:Example Days
BEGIN:VTIMEZONE
TZID:W. Europe Standard Time
BEGIN:STANDARD
DTSTART:20231029T030000
RRULE:FREQ=YEARLY;BYDAY=SU;BYMONTH=10;BYSETPOS=-1
TZNAME:W. Europe Standard Time
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:20240331T020000
RRULE:FREQ=YEARLY;BYDAY=SU;BYMONTH=3;BYSETPOS=-1
TZNAME:W. Europe Summer Time
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
END:DAYLIGHT
END:VTIMEZONE
BEGIN:VEVENT
DESCRIPTION:Ada Example\\n\\nAll about supply chains.
DTEND;TZID=W. Europe Standard Time:20240709T094500
DTSTAMP:20240601T120000Z
DTSTART;TZID=W. Europe Standard Time:20240709T090000
LOCATION:Room 2
SEQUENCE:0
SUMMARY:Supply chains
UID:11111111-2222-3333-4444-555555555555
END:VEVENT
END:VCALENDAR
"""

CONFERENCE_HALL = """\
BEGIN:VCALENDAR
VERSION:2.0
CALSCALE:GREGORIAN
PRODID:adamgibbons/ics
METHOD:PUBLISH
X-WR-CALNAME:Example Conf
X-PUBLISHED-TTL:PT1H
BEGIN:VEVENT
UID:ChHsd_0lMsPQk3Vd8Hkg2
SUMMARY:Opening
DTSTAMP:20240601T120000Z
DTSTART:20240709T070000Z
DTEND:20240709T073000Z
DESCRIPTION:Hello
X-ALT-DESC;FMTTYPE=text/html:<!DOCTYPE HTML><HTML><BODY>Hello</BODY></HTML>
URL:https://conference-hall.example.org/example-conf
LOCATION:Main stage
CATEGORIES:Talk,Community
ORGANIZER;CN=Example Conf:mailto:team@example.org
DURATION:PT30M
END:VEVENT
END:VCALENDAR
"""

MOBILIZON = """\
BEGIN:VCALENDAR
CALSCALE:GREGORIAN
VERSION:2.0
PRODID:-//Elixir ICal//Mobilizon 4.1.0//EN
X-WR-CALNAME:OSPO group
BEGIN:VEVENT
CATEGORIES:opensource,policy
CONTACT:mailto:ada@example.org
DESCRIPTION:<p>Come <b>along</b>.</p>
DTEND:20240709T180000Z
DTSTAMP:20240601T120000Z
DTSTART:20240709T160000Z
GEO:52.52;13.4
LAST-MODIFIED:20240601T120000Z
LOCATION:Town hall\\, Main street 1\\, Berlin
ORGANIZER:https://mobilizon.example.org/@ospo
STATUS:confirmed
SUMMARY:Policy evening
UID:https://mobilizon.example.org/events/aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee
URL:https://mobilizon.example.org/events/aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee
END:VEVENT
END:VCALENDAR
"""

GANCIO = """\
BEGIN:VCALENDAR
VERSION:2.0
CALSCALE:GREGORIAN
PRODID:gancio.example.org
METHOD:PUBLISH
X-PUBLISHED-TTL:PT1H
BEGIN:VEVENT
UID:42@gancio.example.org
SUMMARY:[Gancio] Repair café @ Town hall
DTSTAMP:20240601T120000Z
DTSTART:20240709T160000Z
DTEND:20240709T180000Z
DESCRIPTION:<p>Tools are there.</p>
X-ALT-DESC;FMTTYPE=text/html:<!DOCTYPE HTML><HTML><BODY><p>Tools are there.</p></BODY></HTML>
URL:https://gancio.example.org/event/repair-cafe
LOCATION:Town hall - Main street 1
STATUS:CONFIRMED
CATEGORIES:repair
BEGIN:VALARM
ACTION:DISPLAY
DESCRIPTION:Reminder
TRIGGER:-PT30M
END:VALARM
END:VEVENT
END:VCALENDAR
"""

WORDPRESS = """\
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example - ECPv6.3.0//NONSGML v1.0//EN
CALSCALE:GREGORIAN
METHOD:PUBLISH
X-WR-CALNAME:OSPO &amp; friends
X-ORIGINAL-URL:https://example.org
X-WR-CALDESC:Events for OSPO &amp; friends
REFRESH-INTERVAL;VALUE=DURATION:PT1H
X-Robots-Tag:noindex
X-PUBLISHED-TTL:PT1H
BEGIN:VEVENT
DTSTART;TZID=UTC+2:20240709T090000
DTEND;TZID=UTC+2:20240709T100000
DTSTAMP:20240601T120000
CREATED:20240501T080000Z
LAST-MODIFIED:20240502T080000Z
UID:1234-1720508400-1720512000@example.org
SUMMARY:Women&#8217;s day &#8220;Open&#8221;\\, Q&amp;A with AT&T
DESCRIPTION:First&nbsp;line &#8211; second.
URL:https://example.org/event/womens-day/
CATEGORIES:Q&amp;A,Community
ATTACH;FMTTYPE=image/jpeg:https://example.org/wp-content/uploads/day.jpg
LOCATION:Town hall &#8211; big room
GEO:52.52;13.40
X-APPLE-STRUCTURED-LOCATION;VALUE=URI;X-ADDRESS=Main street 1 Berlin;X-APPLE-RADIUS=500;X-TITLE=Town hall:geo:13.40,52.52
ORGANIZER;CN="Ada":MAILTO:ada@example.org
END:VEVENT
END:VCALENDAR
"""

DRUPAL = """\
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Drupal iCal API//EN
X-WR-CALNAME;VALUE=TEXT:Camp
METHOD:PUBLISH
X-WR-TIMEZONE:Europe/Berlin
BEGIN:VEVENT
UID:calendar.77.field_date.0@camp.example.org
SUMMARY:Free software &amp; the state
DTSTAMP:20240601T120000Z
DTSTART;VALUE=DATE-TIME;TZID=Europe/Berlin:20240709T090000
DTEND;VALUE=DATE-TIME;TZID=Europe/Berlin:20240709T100000
URL;VALUE=URI:https://camp.example.org/node/77
LOCATION:Aula
END:VEVENT
END:VCALENDAR
"""

HUGO = """\
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Example//Hugo//EN
CALSCALE:GREGORIAN
METHOD:PUBLISH
X-WR-CALNAME:OSPO calls

BEGIN:VEVENT
UID:2024-07-09@example.org
SUMMARY:It&#39;s a call
DTSTAMP:2024-06-01T12:00:00Z
DTSTART;TZID=Etc/UTC:20240709T160000
DTEND;TZID=Etc/UTC:20240709T170000
LOCATION:https://meet.example.org/ospo
DESCRIPTION:What we talk about:

- licences
- people: all of them
END:VEVENT

END:VCALENDAR
"""

NEXTCLOUD = f"""\
BEGIN:VCALENDAR
CALSCALE:GREGORIAN
VERSION:2.0
PRODID:-//IDN nextcloud.com//Calendar app 4.7.6//EN
X-WR-CALNAME:Programme
X-APPLE-CALENDAR-COLOR:#795AAB
REFRESH-INTERVAL;VALUE=DURATION:PT4H
X-PUBLISHED-TTL:PT4H
BEGIN:VEVENT
CREATED:20240501T080000Z
DTSTAMP:20240502T080000Z
LAST-MODIFIED:20240502T080000Z
SEQUENCE:3
UID:c0ffee11-2233-4455-6677-889900aabbcc
DTSTART;TZID=Europe/Berlin:20240709T090000
DTEND;TZID=Europe/Berlin:20240709T093000
STATUS:CONFIRMED
SUMMARY:Stand-up
LOCATION:München
RRULE:FREQ=DAILY;COUNT=2
COLOR:purple
END:VEVENT
{BERLIN}END:VCALENDAR
"""

ZIMBRA = """\
BEGIN:VCALENDAR
X-WR-CALNAME:Programme
X-WR-CALID:f512e378-050c-4366-809a-ef471ce45b09:101165
PRODID:Zimbra-Calendar-Provider
VERSION:2.0
METHOD:PUBLISH
BEGIN:VTIMEZONE
TZID:Europe/Brussels
BEGIN:STANDARD
DTSTART:16010101T030000
TZOFFSETTO:+0100
TZOFFSETFROM:+0200
RRULE:FREQ=YEARLY;WKST=MO;INTERVAL=1;BYMONTH=10;BYDAY=-1SU
TZNAME:CET
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:16010101T020000
TZOFFSETTO:+0200
TZOFFSETFROM:+0100
RRULE:FREQ=YEARLY;WKST=MO;INTERVAL=1;BYMONTH=3;BYDAY=-1SU
TZNAME:CEST
END:DAYLIGHT
END:VTIMEZONE
BEGIN:VEVENT
UID:70ebdb2d-2336-44bd-a4ff-52cbc0851d3a
SUMMARY:Board
DESCRIPTION:\\n
X-ALT-DESC;FMTTYPE=text/html:<html><body id='htmlmode'></body></html>
LOCATION:"Room 4" <room4@example.org>
ORGANIZER;SENT-BY="mailto:bob@example.org":mailto:ada@example.org
X-MS-OLK-SENDER:mailto:bob@example.org
DTSTART;TZID="Europe/Brussels":20240709T090000
DTEND;TZID="Europe/Brussels":20240709T100000
STATUS:CONFIRMED
CLASS:PUBLIC
X-MICROSOFT-CDO-INTENDEDSTATUS:BUSY
TRANSP:OPAQUE
LAST-MODIFIED:20240502T080000Z
DTSTAMP:20240502T080000Z
SEQUENCE:1
X-ZIMBRA-DISCARD-EXCEPTIONS:TRUE
BEGIN:VALARM
ACTION:DISPLAY
TRIGGER;RELATED=START:-PT5M
DESCRIPTION:Reminder
END:VALARM
END:VEVENT
END:VCALENDAR
"""

ZOOM = """\
BEGIN:VCALENDAR
PRODID:-//zoom.us//iCalendar Event//EN
VERSION:2.0
CALSCALE:GREGORIAN
METHOD:PUBLISH
CLASS:PUBLIC
BEGIN:VTIMEZONE
TZID:America/Sao_Paulo
LAST-MODIFIED:20230407T050750Z
TZURL:https://www.tzurl.org/zoneinfo-outlook/America/Sao_Paulo
X-LIC-LOCATION:America/Sao_Paulo
BEGIN:STANDARD
TZNAME:-03
TZOFFSETFROM:-0300
TZOFFSETTO:-0300
DTSTART:19700101T000000
END:STANDARD
END:VTIMEZONE
BEGIN:VEVENT
DTSTAMP:20240601T120000Z
DTSTART;TZID=America/Sao_Paulo:20240709T090000
DTEND;TZID=America/Sao_Paulo:20240709T100000
SUMMARY:Design review
UID:20240601T120000Z-81234567890@fe80:0:0:0:1234:5678:9abc:def0ens3
TZID:America/Sao_Paulo
DESCRIPTION:Join Zoom Meeting\\nhttps://zoom.example.org/j/81234567890\\n\\n+
 15550100\\,\\,81234567890#
LOCATION:https://zoom.example.org/j/81234567890?pwd=abc
BEGIN:VALARM
TRIGGER:-PT10M
ACTION:DISPLAY
DESCRIPTION:Reminder
END:VALARM
END:VEVENT
END:VCALENDAR
"""

GOOGLE = """\
BEGIN:VCALENDAR
PRODID:-//Google Inc//Google Calendar 70.9054//EN
VERSION:2.0
CALSCALE:GREGORIAN
METHOD:PUBLISH
X-WR-CALNAME:Programme
X-WR-TIMEZONE:Europe/Berlin
X-WR-CALDESC:What happens
BEGIN:VEVENT
DTSTART:20240709T070000Z
DTEND:20240709T073000Z
DTSTAMP:20240601T120000Z
UID:28r5a1mhep9dqr69fegt2tha7j@google.com
ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=ACCEPTED;CN=Ada;X-
 NUM-GUESTS=0:mailto:ada@example.org
X-GOOGLE-CONFERENCE:https://meet.google.com/abc-defg-hij
CREATED:20240501T080000Z
DESCRIPTION:<b>Bring</b> a laptop.<br>Thanks&nbsp\\;!
LAST-MODIFIED:20240502T080000Z
LOCATION:Room 1
SEQUENCE:1
STATUS:CONFIRMED
SUMMARY:Workshop
TRANSP:OPAQUE
END:VEVENT
BEGIN:VEVENT
DTSTART;VALUE=DATE:20240710
DTEND;VALUE=DATE:20240711
DTSTAMP:20240601T120000Z
UID:2abc@google.com
CREATED:20240501T080000Z
LAST-MODIFIED:20240502T080000Z
SEQUENCE:0
STATUS:CONFIRMED
SUMMARY:Hack day
TRANSP:TRANSPARENT
END:VEVENT
END:VCALENDAR
"""

OUTLOOK = f"""\
BEGIN:VCALENDAR
PRODID:-//Microsoft Corporation//Outlook 16.0 MIMEDIR//EN
VERSION:2.0
METHOD:PUBLISH
X-WR-CALNAME:Programme
X-CALSTART:20240709T130000Z
X-CALEND:20240709T140000Z
X-CLIPSTART:20240709T040000Z
X-WR-RELCALID:{{00000002-36F6-4A1E-8CCD-77F8A0A6C9A5}}
X-MS-OLK-FORCEINSPECTOROPEN:TRUE
{EXCHANGE.format(tzid="Eastern Standard Time")}BEGIN:VEVENT
CATEGORIES:Red Category
CLASS:PUBLIC
CREATED:20240501T080000Z
DESCRIPTION:Agenda\\n\\n
DTEND;TZID="Eastern Standard Time":20240709T100000
DTSTAMP:20240601T120000Z
DTSTART;TZID="Eastern Standard Time":20240709T090000
LAST-MODIFIED:20240502T080000Z
LOCATION:Building 5\\; room 12
PRIORITY:5
SEQUENCE:0
SUMMARY;LANGUAGE=en-us:Steering group
TRANSP:OPAQUE
UID:040000008200E00074C5B7101A82E00800000000B0E6F3E2A1C2DA01000000000000000
\t010000000A1B2C3D4E5F60718293A4B5C6D7E8F90
X-ALT-DESC;FMTTYPE=text/html:<html xmlns:v="urn:schemas-microsoft-com:vml">
\t<body>Agenda</body></html>
X-MICROSOFT-CDO-BUSYSTATUS:BUSY
X-MICROSOFT-CDO-IMPORTANCE:1
X-MS-OLK-CONFTYPE:0
BEGIN:VALARM
TRIGGER:-PT15M
ACTION:DISPLAY
DESCRIPTION:Reminder
END:VALARM
END:VEVENT
END:VCALENDAR
"""

EXCHANGE_ONLINE = f"""\
BEGIN:VCALENDAR
METHOD:PUBLISH
PRODID:Microsoft Exchange Server 2010
VERSION:2.0
X-WR-CALNAME:Programme
{EXCHANGE.format(tzid="(UTC-05:00) Eastern Time (US & Canada)")}BEGIN:VEVENT
DESCRIPTION:Agenda\\n
UID:AAMkAD=
SUMMARY:Board
DTSTART;TZID="(UTC-05:00) Eastern Time (US & Canada)":20240709T090000
DTEND;TZID="(UTC-05:00) Eastern Time (US & Canada)":20240709T100000
CLASS:PUBLIC
PRIORITY:5
DTSTAMP:20240601T120000Z
TRANSP:OPAQUE
STATUS:CONFIRMED
SEQUENCE:0
LOCATION:Room 9; Teams
X-MICROSOFT-CDO-APPT-SEQUENCE:0
X-MICROSOFT-CDO-BUSYSTATUS:BUSY
X-MICROSOFT-CDO-INTENDEDSTATUS:BUSY
X-MICROSOFT-CDO-ALLDAYEVENT:FALSE
X-MICROSOFT-CDO-INSTTYPE:0
X-MICROSOFT-DONOTFORWARDMEETING:FALSE
X-MICROSOFT-LOCATIONS:[{{"DisplayName":"Room 9"\\,"LocationUri":""}}]
END:VEVENT
END:VCALENDAR
"""

APPLE = f"""\
BEGIN:VCALENDAR
METHOD:PUBLISH
VERSION:2.0
X-WR-CALNAME:Programme
PRODID:-//Apple Inc.//macOS 14.5//EN
X-APPLE-CALENDAR-COLOR:#FF2968
X-WR-TIMEZONE:Europe/Berlin
CALSCALE:GREGORIAN
{BERLIN}BEGIN:VEVENT
TRANSP:OPAQUE
DTEND;TZID=Europe/Berlin:20240709T100000
X-APPLE-STRUCTURED-LOCATION;VALUE=URI;X-ADDRESS="Main street 1\\n10115 Be
 rlin\\nGermany";X-APPLE-MAPKIT-HANDLE=CAES;X-APPLE-RADIUS=70.5;X-APPLE-REFE
 RENCEFRAME=1;X-TITLE="Town hall":geo:52.520000,13.400000
UID:1A2B3C4D-0000-1111-2222-333344445555
DTSTAMP:20240601T120000Z
LOCATION:Town hall\\nMain street 1\\, 10115 Berlin\\, Germany
SEQUENCE:1
X-APPLE-TRAVEL-ADVISORY-BEHAVIOR:AUTOMATIC
SUMMARY:Walk
LAST-MODIFIED:20240502T080000Z
CREATED:20240501T080000Z
DTSTART;TZID=Europe/Berlin:20240709T090000
BEGIN:VALARM
X-WR-ALARMUID:9F8E7D6C-0000-1111-2222-333344445555
UID:9F8E7D6C-0000-1111-2222-333344445555
TRIGGER:-PT15M
ATTACH;VALUE=URI:Chord
ACTION:AUDIO
END:VALARM
END:VEVENT
END:VCALENDAR
"""

PUBLISHED = "message-method"
EXPORTERS = {
    "meetup": Exporter(
        MEETUP,
        {"Licences at lunch, and after": ("2024-07-09 16:30", "18:30")},
        "Europe/Berlin",
        told("odd-place", PUBLISHED),
        kept=("GEO:52.52;13.4", "ORGANIZER;CN=Meetup Reminder:MAILTO:info@meetup.com", "CREATED:20240501T080000Z"),
    ),
    "luma": Exporter(
        LUMA,
        {"Open source & policy night": ("2024-07-09 16:30", "18:30")},
        "UTC",
        told("location-is-link", "missing-timezone"),
        links=("https://lu.ma/event/evt-AbCdEf123456789",),
        kept=('ORGANIZER;CN="Example, Ada":MAILTO:calendar-invite@lu.ma',),
    ),
    "eventbrite": Exporter(
        EVENTBRITE,
        {"Contributor day": ("2024-07-09 16:00", "17:00")},
        "US/Pacific",
        told("odd-place", PUBLISHED, "undeclared-zone", "markup-in-text"),
    ),
    "sched": Exporter(
        SCHED,
        {
            "Keynote: Why OSPOs? - Ada Example, Example Org": ("2024-07-09 07:00", "07:45"),
            "Coffee Break": ("2024-07-09 07:45", "08:15"),
        },
        "Europe/Berlin",
        told("odd-place", PUBLISHED),
        rooms=("Hall 1 (Level 2)", "Foyer"),
        tracks=("KEYNOTE SESSIONS",),
    ),
    "indico": Exporter(
        INDICO,
        {
            "Open hardware: what next?": ("2024-07-09 07:00", "07:30"),
            "Open hardware days": ("2024-07-09 07:00", "15:00"),
        },
        "UTC",
        told("odd-place", "missing-title", "missing-timezone"),
        rooms=("Council room",),
        links=("https://indico.example.org/event/1/logo-1.png",),
        kept=("CONTACT:ada@example.org\\;",),
    ),
    "frab": Exporter(
        FRAB,
        {"Nacht der offenen Daten": ("2024-07-09 21:30", "22:30")},
        "Europe/Berlin",
        told("missing-title", "undeclared-zone", "markup-in-text"),
        rooms=("Saal 1",),
    ),
    "fosdem": Exporter(
        FOSDEM,
        {"Scores, and why": ("2025-02-02 09:00", "09:25"), "Welcome": ("2025-02-02 08:00", "08:30")},
        "Europe/Brussels",
        told(PUBLISHED, "floating-time", "missing-dtstamp", "unescaped-comma", "markup-in-text"),
        rooms=("K.4.201", "Janson"),
        tracks=("Interfaces: Graphs, Messages, and friends", "Main"),
        kept=("ATTENDEE;ROLE=REQ-PARTICIPANT;CUTYPE=INDIVIDUAL;CN=Ada Example:invalid:nomail",),
    ),
    "pretalx": Exporter(
        PRETALX,
        {"Two licences - Ada Example, Bob Example": ("2024-07-09 07:00", "07:30")},
        "Europe/Berlin",
        told("missing-title"),
        rooms=("Hall A",),
    ),
    "sessionize": Exporter(
        SESSIONIZE,
        {"Supply chains": ("2024-07-09 07:00", "07:45")},
        "Europe/Berlin",
        told("zone-renamed"),
        rooms=("Room 2",),
    ),
    "conference-hall": Exporter(
        CONFERENCE_HALL,
        {"Opening": ("2024-07-09 07:00", "07:30")},
        "UTC",
        told(PUBLISHED, "missing-timezone", "several-values"),
        rooms=("Main stage",),
        tracks=("Community",),
        kept=("X-ALT-DESC;FMTTYPE=text/html:<!DOCTYPE HTML><HTML><BODY>Hello</BODY></HTML>",),
    ),
    "mobilizon": Exporter(
        MOBILIZON,
        {"Policy evening": ("2024-07-09 16:00", "18:00")},
        "UTC",
        told("odd-place", "markup-in-text", "missing-timezone"),
        tracks=("opensource",),
        kept=("ORGANIZER:https://mobilizon.example.org/@ospo", "CONTACT:mailto:ada@example.org"),
    ),
    "gancio": Exporter(
        GANCIO,
        {"[Gancio] Repair café @ Town hall": ("2024-07-09 16:00", "18:00")},
        "UTC",
        told("odd-place", PUBLISHED, "markup-in-text", "missing-title", "missing-timezone"),
        tracks=("repair",),
        kept=("BEGIN:VALARM", "TRIGGER:-PT30M"),
    ),
    "wordpress": Exporter(
        WORDPRESS,
        {"Women’s day “Open”, Q&A with AT&T": ("2024-07-09 07:00", "08:00")},
        "UTC",
        told(PUBLISHED, "markup-in-text", "undeclared-zone", "custom-zone", "missing-timezone"),
        rooms=("Town hall – big room",),
        tracks=("Community",),
        links=("https://example.org/wp-content/uploads/day.jpg",),
        kept=("ORGANIZER;CN=Ada:MAILTO:ada@example.org", "GEO:52.52;13.4", "X-ROBOTS-TAG:noindex"),
    ),
    "drupal": Exporter(
        DRUPAL,
        {"Free software & the state": ("2024-07-09 07:00", "08:00")},
        "Europe/Berlin",
        told(PUBLISHED, "markup-in-text", "undeclared-zone"),
        rooms=("Aula",),
    ),
    "hugo": Exporter(
        HUGO,
        {"It's a call": ("2024-07-09 16:00", "17:00")},
        "Etc/UTC",
        told(PUBLISHED, "markup-in-text", "odd-time", "undeclared-zone", "location-is-link", "unfolded-line"),
        links=("https://meet.example.org/ospo",),
    ),
    "nextcloud": Exporter(
        NEXTCLOUD,
        {"Stand-up": ("2024-07-09 07:00", "07:30")},
        "Europe/Berlin",
        told("odd-place", "recurrence-expanded"),
        kept=("X-APPLE-CALENDAR-COLOR:#795AAB",),
    ),
    "zimbra": Exporter(
        ZIMBRA,
        {"Board": ("2024-07-09 07:00", "08:00")},
        "Europe/Brussels",
        told(PUBLISHED),
        rooms=("Room 4",),
        kept=("X-WR-CALID:f512e378-050c-4366-809a-ef471ce45b09:101165", "TRIGGER;RELATED=START:-PT5M"),
    ),
    "zoom": Exporter(
        ZOOM,
        {"Design review": ("2024-07-09 12:00", "13:00")},
        "America/Sao_Paulo",
        told(PUBLISHED, "missing-title", "location-is-link"),
        links=("https://zoom.example.org/j/81234567890?pwd=abc",),
        kept=("TRIGGER:-PT10M",),
    ),
    "google": Exporter(
        GOOGLE,
        {"Workshop": ("2024-07-09 07:00", "07:30"), "Hack day": ("2024-07-09 22:00", "22:00")},
        "Europe/Berlin",
        told(PUBLISHED, "markup-in-text"),
        rooms=("Room 1",),
        kept=("X-GOOGLE-CONFERENCE:https://meet.google.com/abc-defg-hij", "TRANSP:TRANSPARENT"),
    ),
    "outlook": Exporter(
        OUTLOOK,
        {"Steering group": ("2024-07-09 13:00", "14:00")},
        "America/New_York",
        told(PUBLISHED, "zone-renamed", "misplaced-property"),
        rooms=("Building 5; room 12",),
        tracks=("Red Category",),
        kept=("X-MICROSOFT-CDO-BUSYSTATUS:BUSY", "X-MS-OLK-CONFTYPE:0", "PRIORITY:5"),
    ),
    "exchange": Exporter(
        EXCHANGE_ONLINE,
        {"Board": ("2024-07-09 13:00", "14:00")},
        "America/New_York",
        told("odd-place", PUBLISHED, "zone-renamed"),
        rooms=("Room 9",),
        kept=("X-MICROSOFT-CDO-APPT-SEQUENCE:0", 'X-MICROSOFT-LOCATIONS:[{"DisplayName":"Room 9"\\,"LocationUri":""}]'),
    ),
    "apple": Exporter(
        APPLE,
        {"Walk": ("2024-07-09 07:00", "08:00")},
        "Europe/Berlin",
        told("odd-place", PUBLISHED),
        kept=("X-APPLE-TRAVEL-ADVISORY-BEHAVIOR:AUTOMATIC", "ACTION:AUDIO"),
    ),
}
