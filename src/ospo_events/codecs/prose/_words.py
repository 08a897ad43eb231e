"""The words that agendas use in seven languages: data for the readers of prose, and nothing else.

English, Arabic, Chinese, French, Russian, Spanish and German. Each table is one pattern: words parted by bars.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from ...model.vocabulary import folded, kind_of, role_of
from .._reading.column_map import attribute_named
from .._reading.written_times import MONTHS as TABLE_MONTHS

__all__ = [
    "ALL_DAY",
    "CLOCK_NAMES",
    "DAY",
    "LABELS",
    "MONTHS",
    "ONWARDS",
    "TO",
    "WEEKDAYS",
    "column_named",
    "kind_in",
    "label_of",
    "role_in",
]

TO = (
    r"-|–|—|‒|−|‐|‑|~|～|→|\bto\b|\buntil\b|\btill\b|\bthrough\b|\bbis\b|\bà\b|\bau\b|\ba\b|\bhasta\b|\bдо\b|"
    r"至|到|إلى|حتى"
)
"""Words between a start and an end."""
ONWARDS = (
    r"onwards?|and\s+on|till\s+late|until\s+late|open\s+end(?:ed)?|ff|et\s+suite|en\s+adelante|"
    r"и\s+далее|далее|起|以后|之后|فصاعدا|فما\s+بعد"
)
"""Words after a start without an end."""
FROM = (
    r"from|starting\s+at|as\s+of|dès|à\s+partir\s+de|à\s+compter\s+de|de|desde(?:\s+las)?|"
    r"a\s+partir\s+de(?:\s+las)?|ab|von|с|从|من"
)
"""Words before a start."""
ALL_DAY = r"all\s+day|whole\s+day|toute\s+la\s+journée|todo\s+el\s+día|ganztägig|ganztags|весь\s+день|全天|طوال\s+اليوم"
CLOCK_NAMES: Mapping[str, tuple[int, int]] = {
    "noon": (12, 0),
    "midday": (12, 0),
    "midi": (12, 0),
    "mediodía": (12, 0),
    "mittag": (12, 0),
    "полдень": (12, 0),
    "正午": (12, 0),
}
"""Times with a name. Midnight is not included: it may be the beginning or the end of a day."""
DAY = r"day|jour|journée|día|dia|tag|день|第|اليوم"
"""Words before the number of a day."""

_MORE_MONTHS = """janv ene jänner января январь янв 一月 يناير|
févr fév февраля февраль фев 二月 فبراير|
марта март мар 三月 مارس|
avr abr апреля апрель апр 四月 أبريل ابريل|
мая май 五月 مايو|
июня июнь июн 六月 يونيو|
juil июля июль июл 七月 يوليو|
ago августа август авг 八月 أغسطس|
сентября сентябрь сен 九月 سبتمبر|
октября октябрь окт 十月 أكتوبر|
ноября ноябрь ноя 十一月 نوفمبر|
déc dic декабря декабрь дек 十二月 ديسمبر"""
MONTHS: Mapping[str, int] = {
    **TABLE_MONTHS,
    **{word: number for number, words in enumerate(_MORE_MONTHS.split("|"), 1) for word in words.split()},
}
"""The names of the months: those of the table reader, and those of the other languages."""
_WEEKDAYS = """monday mon lundi lunes montag понедельник 星期一 الاثنين الإثنين|
tuesday tue tues mardi martes dienstag вторник 星期二 الثلاثاء|
wednesday wed mercredi miércoles mittwoch среда 星期三 الأربعاء|
thursday thu thur thurs jeudi jueves donnerstag четверг 星期四 الخميس|
friday fri vendredi viernes freitag пятница 星期五 الجمعة|
saturday sat samedi sábado samstag суббота 星期六 السبت|
sunday sun dimanche domingo sonntag воскресенье 星期日 星期天 الأحد"""
WEEKDAYS: Mapping[str, int] = {
    word: number for number, words in enumerate(_WEEKDAYS.split("|")) for word in words.split()
}
"""The names of the days of the week, from 0 for Monday."""

_COLUMNS: Mapping[str, str] = {
    "start": "comienzo",
    "time": "time|times|hour|hours|heure|heures|horaire|hora|horario|zeit|uhrzeit|время|时间|الوقت|التوقيت",
    "title": "activity|item|agenda item|programme|program|agenda|event|description|activité|séance|thème|sujet|"
    "actividad|sesión|tema|programm|thema|мероприятие|тема|活动|内容|主题|النشاط|الموضوع|الجلسة",
    "people": "led by|lead|facilitator|responsible|orateur|orateurs|animé par|orador|oradores|responsable|"
    "выступающие|主讲人|演讲者|مقدم",
}
"""Headers of tables in notes that tables of sessions do not have, or that mean something else there."""
_OF_TABLES = {"start": "start", "end": "end", "date": "date", "title": "title", "room": "room", "speakers": "people"}
"""Attributes of tables of sessions (`codecs/_reading/column_map`), and the column of a note with the same headers."""
_COLUMN_OF = {folded(word): column for column, words in _COLUMNS.items() for word in words.split("|")}

LABELS: Mapping[str, str] = {
    "title": "title|event|titre|título|titel|название|名称|العنوان",
    "theme": "theme|thème|tema|motto|thema|тема|主题|الموضوع",
    "dates": "date|dates|when|fecha|fechas|datum|termin|дата|даты|日期|时间|التاريخ",
    "venue": "venue|location|place|where|lieu|lugar|ort|veranstaltungsort|место|место проведения|地点|المكان",
    "organizers": "organizers|organisers|organizer|organiser|organized by|organised by|hosted by|host|hosts|"
    "co-organized by|co-organised by|organisateurs|organisé par|organizadores|organizado por|veranstalter|"
    "организаторы|主办单位|主办方|المنظمون|تنظيم",
    "zone": "time zone|timezone|fuseau horaire|zona horaria|zeitzone|часовой пояс|时区|المنطقة الزمنية",
    "room": "room|salle|sala|raum|saal|зал|会议室|القاعة",
}
"""The labels of lines such as `Venue: UN Headquarters`."""
_LABEL_OF = {folded(word): label for label, words in LABELS.items() for word in words.split("|")}

_ROLES = {
    "moderator": "moderated by|modérateur|modératrice|modération|modéré par|animateur|animé par|moderador|"
    "moderadora|moderación|moderado por|moderatorin|модератор|ведущий|主持人|主持|المنسق|مدير الجلسة|"
    "ميسر",
    "speaker": "led by|with|orateur|oratrice|orateurs|intervenant|intervenants|intervenante|intervenantes|"
    "orador|oradora|oradores|ponente|ponentes|referentin|referenten|sprecher|sprecherin|redner|"
    "докладчик|докладчики|выступающий|выступающие|спикер|спикеры|主讲人|演讲者|演讲人|发言人|嘉宾|المتحدث|"
    "المتحدثون|متحدث|المتحدثة",
    "panelist": "panélistes|panéliste|panelista|panelistas|podium|panelleute|участники дискуссии|小组成员|与谈人|"
    "المشاركون|أعضاء الفريق",
    "chair": "président|présidente|présidé par|presidente|presidencia|presidido por|vorsitz|председатель|主席|"
    "الرئيس|رئيس الجلسة",
}
"""Words in addition to the vocabulary of the model, which is asked first."""
_ROLE_OF = {folded(word): role for role, words in _ROLES.items() for word in words.split("|")}

_KINDS = {
    "break": "receso|استراحة|استراحة قهوة",
    "meal": "早餐|午宴|غداء|عشاء|فطور|working lunch",
    "registration": "inscription|enregistrement|登记|التسجيل|تسجيل",
    "opening": "apertura|inauguración|открытие|开幕|开幕式|الافتتاح|افتتاح",
    "closing": "clausura|cierre|закрытие|闭幕|闭幕式|الختام|اختتام",
    "panel": "mesa redonda|table ronde|podiumsdiskussion|панельная дискуссия|专题讨论|حلقة نقاش",
    "plenary": "plénière|plenaria|sesión plenaria|plenum|пленарное заседание|全体会议|الجلسة العامة|جلسة عامة",
    "workshop": "atelier|taller|семинар|工作坊|ورشة عمل",
    "social": "réception|приём|招待会|حفل استقبال",
}
"""Words in addition to the vocabulary of the model, which is asked first."""
_KIND_OF = {folded(word): kind for kind, words in _KINDS.items() for word in words.split("|")}

_CEREMONY = frozenset(["remarks", "session", "ceremony", "statement", "statements", "address", "of", "words"])
"""Words after `Opening` and `Closing` that make them the kind of a session."""

_NUMBER = re.compile(r"\s*(?:#|n[°º.]|no\.|nr\.?)?\s*(?:\d{1,3}|[IVX]{1,4}|[A-H])\s*$")
_IN_BRACKETS = re.compile(r"\s*[(\[（][^()\[\]（）]*[)\]）]\s*")
_ABOUT = re.compile(r"\s+(?:on|about|sur|sobre|über|zum?|zur|об?|по)\s+", re.IGNORECASE)
_HEAD = re.compile(r"\s*[:：]\s*|\s+[–—-]\s+|[.!?]\s+")


def column_named(header: str) -> str | None:
    """Return the content of a table column by its header; None if it is not read."""
    name = header.strip(" *:")
    return _COLUMN_OF.get(folded(name)) or _OF_TABLES.get(attribute_named(name) or "")


def label_of(text: str) -> str | None:
    """Return what the label of a line in the head announces (`venue`, `organizers`), or None."""
    return _LABEL_OF.get(folded(text))


def role_in(text: str) -> str | None:
    """Return the role for a label such as `Moderators` or `Intervenants`, or None."""
    return role_of(text) or _ROLE_OF.get(folded(text))


def kind_in(title: str) -> str | None:
    """Return the kind of session that a title names, or None.

    What stands before a colon says it (`Thematic Track #1: AI`), else the whole title. Of several words the last ones
    do, as they are the noun: an `Opening Plenary` is a plenary; but a `Lunch Break` is lunch.
    """
    head = _IN_BRACKETS.sub(" ", _HEAD.split(title, maxsplit=1)[0]).strip()
    head = _NUMBER.sub("", _ABOUT.split(head, maxsplit=1)[0]) or head
    words = re.findall(r"[^\s/&]+", head)
    if not words or len(words) > 8:
        return None
    named = _kind(head)
    if len(words) == 1 or named not in (None, "opening", "closing"):
        return named
    first = _kind(words[0])
    if first == "registration" or (first == "meal" and len(words) <= 4):
        return first
    if first in ("opening", "closing") and words[1].casefold() in _CEREMONY:
        return first
    for number in range(min(3, len(words) - 1), 0, -1):
        last = _kind(" ".join(words[-number:]))
        if last is not None:
            return last
    return named


def _kind(text: str) -> str | None:
    return kind_of(text) or _KIND_OF.get(folded(text))
