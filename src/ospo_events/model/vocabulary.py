"""Open vocabularies: the words that the library knows, and what each means.

Any other word is allowed and preserved; a rule asks whether a known word was meant. The words of a file format are with
that format.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import lru_cache
from types import MappingProxyType

import attrs

from .._repr import shown

__all__ = [
    "KNOWN_ACCESS",
    "KNOWN_ACCESSIBILITY",
    "KNOWN_EVENT_KINDS",
    "KNOWN_KINDS",
    "KNOWN_MILESTONES",
    "KNOWN_RELATIONS",
    "KNOWN_RELS",
    "KNOWN_ROLES",
    "SDG_TITLES",
    "Kind",
    "Role",
    "folded",
    "is_service",
    "kind_label",
    "kind_of",
    "needs_abstract",
    "role_label",
    "role_of",
    "sdg",
]


@attrs.frozen(kw_only=True)
class Kind:
    """A known kind of session: its label for people, and its synonyms."""

    label: str
    """The label that readers of the programme see."""
    synonyms: tuple[str, ...] = ()
    """Other names, in the singular. `kind_of` makes plurals, and ignores case, hyphens, underscores and spaces."""
    service: bool = False
    """Whether it serves the audience (break, meal, registration) rather than a subject."""
    panel: bool = False
    """Whether it needs several people, and somebody to lead them."""
    abstract: bool = True
    """Whether its subject needs an abstract; an opening or an award ceremony says enough with its title."""

    __repr__ = shown


@attrs.frozen(kw_only=True)
class Role:
    """A known role of a person or an organization: its label for people, and its synonyms."""

    label: str
    """The label that readers of the programme see."""
    synonyms: tuple[str, ...] = ()
    """Other names, in the singular. `role_of` makes plurals, and ignores case, hyphens, underscores and spaces."""
    on_stage: bool = True
    """Whether the person has to be in the room all the time (for clashes of people)."""
    leads: bool = False
    """Whether the person leads the session: a panel needs one who does."""

    __repr__ = shown


KNOWN_KINDS: Mapping[str, Kind] = MappingProxyType(
    {
        "talk": Kind(
            label="Talk", synonyms=("lecture", "vortrag", "vorträge", "maintrack", "regular talk", "conference")
        ),
        "keynote": Kind(label="Keynote", synonyms=("keynote speech", "keynote talk")),
        "presentation": Kind(label="Presentation"),
        "lightning-talk": Kind(label="Lightning talk", synonyms=("lightning",)),
        "panel": Kind(label="Panel", synonyms=("panel discussion", "podium"), panel=True),
        "high-level-panel": Kind(label="High-level panel", panel=True),
        "spotlight-panel": Kind(label="Spotlight panel", panel=True),
        "discussion": Kind(label="Discussion"),
        "debate": Kind(label="Debate", synonyms=("streitgespräch", "débat"), panel=True),
        "fireside-chat": Kind(label="Fireside chat", synonyms=("fireside", "kamingespräch")),
        "q-and-a": Kind(
            label="Questions and answers",
            synonyms=("q&a", "q&a session", "question and answer session", "fragen und antworten"),
        ),
        "roundtable": Kind(label="Round table", synonyms=("round table discussion",), panel=True),
        "breakout": Kind(label="Breakout session", synonyms=("breakout group",)),
        "interactive-session": Kind(label="Interactive session", synonyms=("interactive",)),
        "workshop": Kind(label="Workshop", synonyms=("hands-on workshop",)),
        "tutorial": Kind(label="Tutorial", synonyms=("hands-on",)),
        "training": Kind(label="Training", synonyms=("training session", "training course", "schulung")),
        "demo": Kind(label="Demonstration"),
        "poster": Kind(label="Poster", synonyms=("poster session",)),
        "plenary": Kind(label="Plenary", synonyms=("plenary session",)),
        "opening": Kind(
            label="Opening",
            synonyms=("opening session", "opening plenary", "eröffnung", "begrüßung", "ouverture"),
            abstract=False,
        ),
        "closing": Kind(
            label="Closing", synonyms=("closing session", "closing plenary", "abschluss", "clôture"), abstract=False
        ),
        "thematic-track": Kind(label="Thematic track"),
        "devroom": Kind(label="Devroom", synonyms=("developer room",)),
        "side-event": Kind(label="Side event"),
        "meeting": Kind(label="Meeting", abstract=False),
        "assembly": Kind(label="Assembly", synonyms=("general assembly", "assemblée", "versammlung"), abstract=False),
        "working-group": Kind(
            label="Working group",
            synonyms=("working group meeting", "working group session", "arbeitsgruppe", "groupe de travail"),
        ),
        "consultation": Kind(label="Consultation", synonyms=("public consultation", "stakeholder consultation")),
        "briefing": Kind(label="Briefing", synonyms=("briefing session",)),
        "bof": Kind(label="Birds of a feather", synonyms=("birds of a feather session", "bof session")),
        "unconference": Kind(label="Unconference", synonyms=("unconference session", "open space", "barcamp")),
        "hackathon": Kind(label="Hackathon", synonyms=("sprint", "codesprint")),
        "ceremony": Kind(label="Ceremony", abstract=False),
        "awards": Kind(
            label="Awards",
            synonyms=("award", "award ceremony", "awards ceremony", "preisverleihung", "remise des prix"),
            abstract=False,
        ),
        "press-conference": Kind(label="Press conference", abstract=False),
        "performance": Kind(label="Performance", synonyms=("show", "artistic")),
        "concert": Kind(label="Concert", synonyms=("music",)),
        "film": Kind(label="Film", synonyms=("movie", "screening")),
        "game": Kind(label="Game", synonyms=("contest",)),
        "exhibition": Kind(label="Exhibition", synonyms=("expo",)),
        "other": Kind(label="Session"),
        "registration": Kind(
            label="Registration",
            synonyms=(
                "check-in",
                "registration & welcome",
                "registration and welcome",
                "anmeldung",
                "registrierung",
                "einlass",
                *(
                    "badge pickup",
                    "akkreditierung",
                    "accueil",
                    "accueil café",
                    "inscripción",
                    "registro",
                    "acreditación",
                ),
                *(
                    "registrazione",
                    "accredito",
                    "inscrição",
                    "credenciamento",
                    "inschrijving",
                    "inloop",
                    "registrering",
                ),
                *(
                    "rekisteröinti",
                    "rejestracja",
                    "registrace",
                    "регистрация",
                    "реєстрація",
                    "受付",
                    "签到",
                    "注册",
                    "등록",
                ),
            ),
            service=True,
        ),
        "break": Kind(
            label="Break",
            synonyms=(
                "coffee",
                "coffee break",
                "tea break",
                "pause",
                "pausen",
                "kaffee",
                "kaffeepause",
                "kaffeepausen",
                "café",
                "pause café",
                "pausa",
                *("pausa café", "pausa caffè", "coffee & tea", "coffee and tea", "koffiepauze", "theepauze", "pauze"),
                *("fika", "fikapaus", "kaffepause", "kahvitauko", "tauko", "przerwa", "przerwa kawowa", "přestávka"),
                *("перерыв", "перерва", "кофе-брейк", "кофе", "休憩", "茶歇", "休息", "休息時間", "휴식", "διάλειμμα"),
            ),
            service=True,
        ),
        "meal": Kind(
            label="Meal",
            synonyms=(
                "breakfast",
                "lunch",
                "lunch break",
                "dinner",
                "frühstück",
                "mittagessen",
                "mittagspause",
                "abendessen",
                "déjeuner",
                "dîner",
                "almuerzo",
                "pranzo",
                *("pause déjeuner", "petit déjeuner", "comida", "pausa para comer", "cena", "desayuno", "pausa pranzo"),
                *("almoço", "jantar", "lunchpauze", "middageten", "lunsj", "frokost", "frukost", "middag", "lounas"),
                *("illallinen", "obiad", "lunch & networking", "lunch and networking", "networking lunch", "oběd"),
                *(
                    "обед",
                    "обід",
                    "ужин",
                    "завтрак",
                    "昼食",
                    "昼休み",
                    "ランチ",
                    "夕食",
                    "午餐",
                    "晚餐",
                    "점심",
                    "γεύμα",
                ),
            ),
            service=True,
        ),
        "social": Kind(
            label="Social event",
            synonyms=(
                *("party", "networking", "reception", "empfang", "welcome reception", "networking reception", "apéro"),
                *(
                    "apéritif",
                    "cocktail",
                    "vin d'honneur",
                    "recepción",
                    "ricevimento",
                    "borrel",
                    "mingel",
                    "afterparty",
                ),
                *("懇親会", "欢迎酒会", "фуршет", "прием"),
            ),
            service=True,
        ),
        "free-time": Kind(label="Free time", service=True),
    }
)
"""Kinds of sessions. A session of an unknown kind is treated as an ordinary session, which keeps its own word."""

KNOWN_ROLES: Mapping[str, Role] = MappingProxyType(
    {
        "speaker": Role(label="Speaker", synonyms=("presenter", "referent", "primary")),
        "keynote": Role(label="Keynote speaker"),
        "panelist": Role(label="Panelist", synonyms=("panellist", "panel")),
        "moderator": Role(label="Moderator", synonyms=("moderation",), leads=True),
        "chair": Role(label="Chair", synonyms=("chairperson", "session chair"), leads=True),
        "co-chair": Role(label="Co-chair", synonyms=("co-chairperson",), leads=True),
        "lead": Role(label="Lead", synonyms=("leader", "session lead", "session leader"), leads=True),
        "facilitator": Role(label="Facilitator", leads=True),
        "emcee": Role(label="Emcee", synonyms=("mc", "master of ceremonies"), leads=True),
        "discussant": Role(label="Discussant"),
        "respondent": Role(label="Respondent"),
        "rapporteur": Role(label="Rapporteur", synonyms=("berichterstatter", "berichterstatterin", "rapporteure")),
        "note-taker": Role(label="Note-taker", synonyms=("minute-taker", "protokollant", "protokollführer")),
        "trainer": Role(label="Trainer", synonyms=("instructor",)),
        "host": Role(label="Host", on_stage=False, leads=True),
        "co-host": Role(label="Co-host", on_stage=False, leads=True),
        "performer": Role(label="Performer", synonyms=("artist",)),
        "guest": Role(label="Guest", synonyms=("special guest",)),
        "author": Role(label="Author", synonyms=("co-author",), on_stage=False),
        "contributor": Role(label="Contributor", on_stage=False),
        "coordinator": Role(label="Coordinator", on_stage=False),
        "interpreter": Role(label="Interpreter", synonyms=("translator",)),
        "organizer": Role(label="Organiser", on_stage=False),
        "co-organizer": Role(label="Co-organiser", on_stage=False),
        "sponsor": Role(label="Sponsor", on_stage=False),
        "partner": Role(label="Partner", synonyms=("supporter",), on_stage=False),
        "funder": Role(label="Funder", on_stage=False),
        "contact": Role(label="Contact", on_stage=False),
    }
)
"""Roles of people and organizations at an event or a session."""

KNOWN_EVENT_KINDS: tuple[str, ...] = (
    "conference",
    "symposium",
    "summit",
    "meeting",
    "assembly",
    "workshop",
    "training",
    "school",
    "hackathon",
    "festival",
    "exhibition",
    "meetup",
    "week",
)
"""Kinds of whole events."""

KNOWN_RELS: Mapping[str, str] = MappingProxyType(
    {
        "related": "something to read with it",
        "about": "a page about it",
        "alternate": "the same content in another form or language",
        "author": "the page of the person or organization",
        "canonical": "the page this was first published on",
        "code-of-conduct": "the rules for how people treat each other",
        "describedby": "a description of it",
        "discussion": "where it is talked about: a chat, a pad, a forum",
        "enclosure": "a file that belongs to it",
        "feedback": "where the audience can give feedback",
        "icon": "a small picture or a logo",
        "image": "a picture of it",
        "license": "the terms of use",
        "me": "another page of the same person",
        "meeting": "where to join it from elsewhere: a video call, a telephone conference",
        "next": "the next edition",
        "paper": "the paper behind it",
        "prev": "the previous edition",
        "privacy-policy": "how personal data are used",
        "recording": "the recording",
        "registration": "where to register",
        "self": "this document itself",
        "slides": "the slides",
        "stream": "the live stream",
        "transcript": "a transcript",
        "up": "the whole that this is a part of",
    }
)
"""Link relations: those of the IANA registry that conferences need, and some of their own."""

KNOWN_MILESTONES: Mapping[str, str] = MappingProxyType(
    {
        "call-opens": "Call for proposals opens",
        "call-closes": "Call for proposals closes",
        "speakers-notified": "Speakers are notified",
        "registration-opens": "Registration opens",
        "registration-closes": "Registration closes",
        "programme-published": "Programme is published",
    }
)
"""The dates around an event that people wait for, with their labels."""

KNOWN_RELATIONS: Mapping[str, str] = MappingProxyType(
    {
        "predecessor": "the previous edition",
        "successor": "the next edition",
        "part-of": "a larger event that this one is a part of",
        "side-event": "an event of other organisers, held beside this one",
        "co-located": "an event at the same time and place",
    }
)
"""How another event relates to this one."""

KNOWN_ACCESS: Mapping[str, str] = MappingProxyType(
    {
        "public": "everybody may come",
        "registered": "for those who registered",
        "members": "for the members of the organisers",
        "invited": "by invitation",
    }
)
"""Who may attend."""

KNOWN_ACCESSIBILITY: Mapping[str, str] = MappingProxyType(
    {
        "step-free": "step-free access",
        "wheelchair-spaces": "spaces for wheelchairs",
        "accessible-toilet": "accessible toilet nearby",
        "hearing-loop": "hearing loop",
        "captioning": "live captions",
        "sign-language": "sign language interpretation",
        "interpretation": "interpretation equipment",
        "quiet-room": "quiet room nearby",
        "service-animals": "service animals welcome",
        "accessible-parking": "accessible parking",
        "lift": "lift",
    }
)
"""Accessibility features of rooms and venues."""

SDG_TITLES: tuple[str, ...] = (
    "No poverty",
    "Zero hunger",
    "Good health and well-being",
    "Quality education",
    "Gender equality",
    "Clean water and sanitation",
    "Affordable and clean energy",
    "Decent work and economic growth",
    "Industry, innovation and infrastructure",
    "Reduced inequalities",
    "Sustainable cities and communities",
    "Responsible consumption and production",
    "Climate action",
    "Life below water",
    "Life on land",
    "Peace, justice and strong institutions",
    "Partnerships for the goals",
)
"""The titles of the Sustainable Development Goals, 1 to 17."""

SDG_BASE = "http://metadata.un.org/sdg/"


def sdg(goal: int) -> str:
    """Return the concept URI the United Nations gave a Sustainable Development Goal (1 to 17)."""
    if not 1 <= goal <= len(SDG_TITLES):
        raise ValueError(f"expected a goal from 1 to {len(SDG_TITLES)}, got {goal!r}")
    return f"{SDG_BASE}{goal}"


_GAPS = re.compile(r"[\s_\-\u2010\u2011\u2012\u2013]+")
# Longer texts are not a spelling of any word; so the cache holds short texts only.
_LONGEST_SPELLING = 100


def without_accents(text: str) -> str:
    """Return the text with its accents removed: `Renée` becomes `Renee`."""
    if text.isascii():
        return text
    return "".join(sign for sign in unicodedata.normalize("NFKD", text) if not unicodedata.combining(sign))


def folded(text: str) -> str:
    """Return the text without differences that do not matter: case, spaces, hyphens and underscores."""
    return _GAPS.sub("", unicodedata.normalize("NFKC", text).casefold())


def _plurals(word: str) -> Iterator[str]:
    yield f"{word}s"
    if word.endswith(("s", "x", "z", "ch", "sh")):
        yield f"{word}es"
    elif word.endswith("y"):
        yield f"{word[:-1]}ies"


def _spellings(known: Mapping[str, Kind] | Mapping[str, Role]) -> Mapping[str, str]:
    """Return the known word for each folded spelling. A name in the table wins over a plural that is made here."""
    table: dict[str, str] = {}
    for word, entry in known.items():
        for spelling in (word, entry.label, *entry.synonyms):
            table.setdefault(folded(spelling), word)
    for spelling, word in tuple(table.items()):
        for plural in _plurals(spelling):
            table.setdefault(plural, word)
    return table


_KIND_SPELLINGS = _spellings(KNOWN_KINDS)
_ROLE_SPELLINGS = _spellings(KNOWN_ROLES)
_KIND_BEGINNINGS = frozenset(spelling[:3] for spelling in _KIND_SPELLINGS)


@lru_cache(maxsize=2048)
def _short_kind_of(text: str) -> str | None:
    return _KIND_SPELLINGS.get(folded(text))


@lru_cache(maxsize=2048)
def _short_role_of(text: str) -> str | None:
    return _ROLE_SPELLINGS.get(folded(text))


def kind_of(text: str) -> str | None:
    """Return the known session kind that a text names, such as `break` for `Coffee Breaks`, or None.

    Keys, labels and synonyms of `KNOWN_KINDS` and their plurals are names. Case, spaces, hyphens and underscores do not
    matter.
    """
    # Thousands of titles are looked up, and most are rejected by their first letters: folding does not change letters
    # and digits. (A combining accent behind them would change the last one, so four are compared.)
    if text[:4].isascii() and text[:3].isalnum() and text[:3].lower() not in _KIND_BEGINNINGS and len(text) > 2:
        return None
    return _short_kind_of(text) if len(text) <= _LONGEST_SPELLING else None


def role_of(text: str) -> str | None:
    """Return the known role that a text names, such as `speaker` for `Presenters`, or None.

    Keys, labels and synonyms of `KNOWN_ROLES` and their plurals are names. Case, spaces, hyphens and underscores do not
    matter.
    """
    return _short_role_of(text) if len(text) <= _LONGEST_SPELLING else None


def is_service(kind: str) -> bool:
    """Return whether sessions of this kind are service items (breaks, meals, registration, social)."""
    entry = KNOWN_KINDS.get(kind)
    return entry is not None and entry.service


def needs_abstract(kind: str) -> bool:
    """Return whether sessions of this kind need an abstract: no service items, no openings and ceremonies."""
    entry = KNOWN_KINDS.get(kind)
    return entry is None or (entry.abstract and not entry.service)


def kind_label(kind: str) -> str:
    """Return the label of a kind of session for readers of the programme."""
    entry = KNOWN_KINDS.get(kind)
    return entry.label if entry else kind.replace("-", " ").replace("_", " ").capitalize()


def role_label(role: str) -> str:
    """Return the label of a role for readers of the programme."""
    entry = KNOWN_ROLES.get(role)
    return entry.label if entry else role.replace("-", " ").replace("_", " ").capitalize()
