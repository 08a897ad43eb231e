"""What our own writer put into a VEVENT, in X-OSPO-SESSION and around it, back to the letter."""

from __future__ import annotations

import datetime as dt
from typing import Any, cast

from ...diagnostics import Diagnostic, Findings
from ...model.agent import Participant
from ...model.status import Status
from ...model.vocabulary import kind_label
from .item import Item
from .links import said_links
from .mapping_out import CANCELLED_PREFIX, POSTPONED_PREFIX
from .own_data import LINKS, PARTICIPANT, SESSION, load_json, messages
from .properties import as_list
from .zone_reader import Zones

__all__ = ["OwnReader", "texts"]

_STATUS = {item.value: item for item in Status}


class OwnReader:
    """Reads the sessions of our own calendars; what of them somebody has spoilt is told.

    Args:
        tell: told of everything wrong.
        zones: the zones of the calendar.
        things: what the calendar declares, by kind and id.
        whole: the status of the event.
    """

    def __init__(self, findings: Findings, zones: Zones, things: dict[str, dict[str, Any]], whole: Status) -> None:
        self._findings = findings
        self._zones = zones
        self._tracks = things["tracks"]
        self._whole = whole
        self._participants: dict[tuple[str, str], Participant] = {}

    def data(self, item: Item) -> dict[str, Any] | None:
        """Return what X-OSPO-SESSION holds, or None where there is none that can be used."""
        prop = item.once.get("x-ospo-session")
        if prop is None:
            return None
        tree = load_json(str(prop[3]))
        own = cast("dict[str, Any]", tree) if isinstance(tree, dict) else {}
        if isinstance(own.get("id"), str):
            return own
        self._findings.add(
            "bad-own-data",
            "expected X-OSPO-SESSION to hold a JSON object with an id",
            position=item.place("x-ospo-session"),
        )
        return None

    def read(self, item: Item, own: dict[str, Any], values: dict[str, Any]) -> None:
        """Add what our own data say to the constructor arguments of a session."""
        wrong: list[Diagnostic] = []
        values.update(SESSION.values(own, wrong))
        number = own.get("links")
        if type(number) is not int:
            values.update(LINKS.values(own, wrong))
        problems = messages(wrong) if wrong else []
        if type(number) is int:
            values["links"] = said_links(number, item.many, problems)
        values["kind"] = kind = own["kind"] if isinstance(own.get("kind"), str) else "talk"
        values["tracks"] = tracks = texts(own.get("tracks"))
        self._status(item, own.get("status"), values)
        if "previous_start" in own:
            self._previous(own["previous_start"], values, problems)
        values["participants"] = self._people(own.get("people"), problems)
        self._texts(item.text("description"), own, values)
        words = [str(word) for prop in item.many if prop[0] == "categories" for word in prop[3:]]
        for word in [self._tracks[id].title if id in self._tracks else id for id in tracks] + [kind_label(kind)]:
            if word in words:
                words.remove(word)
        values["tags"] = tuple(words)
        for problem in problems[:10]:
            self._findings.add("bad-own-data", f"X-OSPO-SESSION: {problem}", position=item.place("x-ospo-session"))

    def _status(self, item: Item, status: Any, values: dict[str, Any]) -> None:
        if isinstance(status, str) and status in _STATUS:
            values["status"] = _STATUS[status]
        if self._whole is Status.CONFIRMED and values["status"] is Status.CONFIRMED:
            return
        for prefix, meant in ((CANCELLED_PREFIX, Status.CANCELLED), (POSTPONED_PREFIX, Status.POSTPONED)):
            off = values["status"] is meant or self._whole is meant
            if item.text("status") == "CONFIRMED" and off and values["title"].startswith(prefix):
                values["title"] = values["title"][len(prefix) :] or prefix
                if self._whole is meant and status is None:
                    values["status"] = Status.CONFIRMED
                return

    def _previous(self, text: Any, values: dict[str, Any], problems: list[str]) -> None:
        try:
            moment = dt.datetime.fromisoformat(text)
            values["previous_start"] = moment.astimezone(self._zones.event_zone)
        except (TypeError, ValueError, OverflowError):
            problems.append(f"expected a time as previous_start, got {str(text)[:60]!r}")

    def _people(self, people: Any, problems: list[str]) -> tuple[Participant, ...]:
        found: list[Participant] = []
        for number, item in enumerate(cast("list[Any]", people) if isinstance(people, list) else []):
            if isinstance(item, str):
                found.append(self._participant(item, "speaker"))
            elif isinstance(item, list) and len(pair := texts(cast("Any", item))) == 2:
                found.append(self._participant(*pair))
            else:
                wrong: list[Diagnostic] = []
                one = PARTICIPANT.load(item, wrong)
                if one is not None:
                    found.append(one)
                problems += messages(wrong[:3], "people", number)
        return tuple(found)

    def _participant(self, agent: str, role: str) -> Participant:
        """Return somebody in a role; who speaks again and again is one value."""
        found = self._participants.get((agent, role))
        if found is None:
            found = self._participants[agent, role] = Participant(agent=agent, role=role)
        return found

    @staticmethod
    def _texts(text: str, own: dict[str, Any], values: dict[str, Any]) -> None:
        """Take subtitle, abstract and description out of DESCRIPTION by their lengths."""
        rest = text
        subtitle = values.get("subtitle")
        if subtitle is not None and rest.startswith(subtitle):
            rest = rest[len(subtitle) + 2 :]
        for name in ("abstract", "description"):
            length = own.get(name)
            if length is None:
                continue
            # Somebody changed the text where a paragraph does not end here: all of it is kept then.
            if (
                not isinstance(length, int)
                or not 0 <= length <= len(rest)
                or rest[length : length + 2] not in ("\n\n", "")
            ):
                values.pop("abstract", None)
                values["description"] = text
                return
            values[name] = rest[:length]
            rest = rest[length + 2 :]


def texts(value: Any) -> tuple[str, ...]:
    """Return the texts of a JSON value: of a list those that are texts, of a text itself."""
    if value is None:
        return ()
    return tuple([item for item in as_list(value) if isinstance(item, str)])
