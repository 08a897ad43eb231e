"""Maps the columns of a table to attributes of sessions: given by the user, or proposed from the header."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterable, Mapping

from ...diagnostics import Findings, Severity, suggest

__all__ = ["ATTRIBUTES", "attribute_named", "checked_map", "folded_header", "proposed_map", "spelled"]

ATTRIBUTES: Mapping[str, str] = {
    "title": """title name session session_title talk talk_title session_name topic subject summary headline
        titel titre titulo título titolo programme_item название тема_доклада заголовок 标题 题目 议题 العنوان
        عنوان intitulé""",
    "start": """start starts start_time starttime startsat start_at begin begins beginning from start_datetime
        datetime date_time time_start beginn anfang von début debut inicio inizio time times zeit
        uhrzeit heure hora slot when начало время_начала 开始 开始时间 البداية وقت_البدء uhrzeit_von
        heure_de_début hora_de_inicio""",
    "end": """end ends end_time endtime endsat end_at finish finishes until to end_datetime time_end ende bis
        fin hasta fine конец окончание время_окончания 结束 结束时间 النهاية وقت_الانتهاء heure_de_fin
        hora_de_fin""",
    "date": """date day start_date session_date datum tag jour fecha día data дата день 日期 التاريخ اليوم
        journée""",
    "duration": "duration length minutes mins duration_minutes dauer durée duree duración длительность 时长 المدة",
    "room": """room rooms location room_name place venue stage hall where raum saal ort salle lieu sala lugar
        зал аудитория место 会议室 地点 房间 القاعة المكان""",
    "track": """track tracks stream theme category track_name thema piste поток трек секция 分会场 主题 المسار
        filière línea""",
    "kind": """kind type session_type format talk_type session_format category_type art typ тип вид
        формат_доклада 类型 النوع tipo genre""",
    "speakers": """speakers speaker presenters presenter people authors author speaker_name speaker_names panelists
        panellists hosts host by who referent referenten referentin sprecher intervenants intervenant
        ponentes ponente докладчик докладчики спикер спикеры участники 演讲人 发言人 嘉宾 المتحدث المتحدثون
        المشاركون personen mitwirkende personnes personas participants""",
    "subtitle": "subtitle untertitel sous_titre",
    "abstract": """abstract description summary_text details detail body text content about beschreibung résumé
        resumen blurb аннотация описание 摘要 简介 الملخص الوصف kurzfassung zusammenfassung""",
    "description": "long_description full_description notes",
    "language": "language languages lang sprache langue idioma язык языки 语言 اللغة sprachen langues idiomas",
    "status": "status state статус состояние 状态 الحالة stand statut estado",
    "url": "url link page website web session_url permalink",
    "id": """id session_id uid slug key code identifier guid идентификатор 编号 المعرف kennung identifiant
        identificador""",
    "tags": "tags tag keywords labels topics",
}
"""The attributes of a session, each with the usual names of its column, folded; the most usual name first."""
_WORDS = {name: tuple(words.split()) for name, words in ATTRIBUTES.items()}
_BY_WORD = {word: name for name, words in reversed(_WORDS.items()) for word in words}
_OF_HOLDERS = ("session", "talk", "event", "item")


def folded_header(column: str) -> str:
    """Return the words of a header in lower case, with `_` between them."""
    words = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", column)
    return "_".join(re.findall(r"[^\W_]+", words.casefold()))


def attribute_named(header: str) -> str | None:
    """Return the attribute that a column with this header usually holds; None if the header is not known."""
    return _BY_WORD.get(folded_header(header))


def proposed_map(columns: Iterable[str]) -> dict[str, str]:
    """Return the most likely column for each attribute; attributes without one are left out."""
    proposed: dict[str, str] = {}
    for column in columns:
        folded = folded_header(column)
        proposed.setdefault(folded, column)
        for holder in _OF_HOLDERS:
            proposed.setdefault(folded.removeprefix(f"{holder}_"), column)
        if folded.endswith("_name"):
            proposed.setdefault(folded.removesuffix("_name"), column)
    used: set[str] = set()
    proposal: dict[str, str] = {}
    for attribute, words in _WORDS.items():
        fitting = next((proposed[word] for word in words if word in proposed and proposed[word] not in used), None)
        if fitting is not None:
            used.add(fitting)
            proposal[attribute] = fitting
    return proposal


def spelled(columns: Mapping[str, str]) -> str:
    """Return a map as it is written on the command line."""
    return "--map " + shlex.quote(",".join(f"{attribute}={column}" for attribute, column in columns.items()))


def checked_map(
    wanted: Mapping[str, str] | None, columns: tuple[str, ...], findings: Findings
) -> dict[str, str] | None:
    """Return the checked map of a table; None, and an error for each mistake, if it does not fit the table.

    Args:
        wanted: attribute -> column, as the user gave it; None: the user gave none.
        columns: the columns of the table.
        findings: receives the errors, with the proposed map as help.
    """
    proposal = proposed_map(columns)
    help = f"say which column holds what: {spelled({'title': '?'} | proposal)}" if proposal else None
    listed = ", ".join(repr(column) for column in columns[:20])
    if wanted is None:
        findings.add(
            "missing-column-map",
            f"expected a map of the columns, got none; the columns are {listed}",
            severity=Severity.ERROR,
            help=help,
        )
        return None
    chosen = dict(wanted)
    before = len(findings)
    for attribute, column in chosen.items():
        if attribute not in ATTRIBUTES:
            near = suggest(attribute, ATTRIBUTES)
            hint = f"; did you mean {near!r}?" if near else f"; known are {', '.join(ATTRIBUTES)}"
            message = f"expected an attribute of a session before '=', got {attribute[:60]!r}{hint}"
            findings.add("bad-column-map", message, severity=Severity.ERROR, help=help)
        elif column not in columns:
            near = suggest(column, columns)
            hint = f"; did you mean {near!r}?" if near else f"; the columns are {listed}"
            message = f"expected a column for {attribute}, got {column[:60]!r}, which the table does not have{hint}"
            findings.add("bad-column-map", message, severity=Severity.ERROR, help=help)
    if "title" not in chosen:
        message = "expected the column of the title in the map, got none"
        findings.add("bad-column-map", message, severity=Severity.ERROR, help=help)
    return chosen if len(findings) == before else None
