"""Recognises the status of an item in a foreign programme: words of formats, misspelt, translated, or in the title."""

from __future__ import annotations

import re
from difflib import get_close_matches
from functools import lru_cache

from ...diagnostics import Findings, Severity
from ...model import Session
from ...model.status import OFF, Status
from ...model.vocabulary import without_accents
from .programme import Table

__all__ = ["read_marks", "status_of", "title_and_status"]

_OF_STATUSES = {
    Status.CANCELLED: """cancelled canceled cancel cancelled! cancellation called_off called_of withdrawn abgesagt
        storniert entfallt entfallen fallt_aus ausgefallen annule annulee annules supprime supprimee annullato annullata
        cancellato cancelado cancelada anulado anulada suspendido suspendida geannuleerd afgelast aflyst avlyst avbrutt
        installd installt peruttu peruutettu odwolane odwolany odwolana
        odwołane odwołany odwołana odwołano anulowane zruseno zrusene otkazano lemondva
        elmarad anulat iptal отменено отменен отменена отменён отменяется скасовано отказано
        ακυρωθηκε ακυρωμενο ακυρο בוטל מבוטל ملغى ملغاة الغيت لغو 取消 已取消 取り消し 中止 キャンセル 취소 취소됨
        撤销 huy_bo da_huy batal dibatalkan""",
    Status.POSTPONED: """postponed postpone deferred delayed verschoben vertagt reporte reportee ajourne aplazado
        aplazada pospuesto pospuesta adiado adiada rinviato rinviata rimandato uitgesteld verplaatst udskudt utsatt
        uppskjuten siirretty przelozone odlozeno elhalasztva amanat ertelendi перенесено отложено отложен перенесён
        перенесен αναβληθηκε נדחה مؤجل 延期 延期されました 已延期 推迟 연기 연기됨 ditunda""",
    Status.TENTATIVE: """tentative unconfirmed provisional proposed pending to_be_confirmed tbc not_confirmed
        not_yet_confirmed vorlaufig unbestatigt geplant provisoire provisoirement provisorio provisional tentativo
        voorlopig forelobig alustava wstepnie wstepny predbezne предварительно προσωρινο 仮 暂定 暫定 임시
        미확정 gecici""",
    Status.CONFIRMED: """confirmed confirm scheduled rescheduled definite bestatigt confirme confirmee confirmado
        confirmada confermato confermata bevestigd bekraftet bekraftad vahvistettu potwierdzone potvrzeno
        подтверждено подтвержден επιβεβαιωμενο מאושר مؤكد 確定 已确认 已確認 확정 확인됨 onaylandi""",
}
_STATUS = {
    without_accents(word.replace("_", " ")): status for status, words in _OF_STATUSES.items() for word in words.split()
}
_SPELLED = ("cancelled", "canceled", "postponed", "tentative", "confirmed")
"""The words whose misspellings are recognised."""
_NEGATION = frozenset(
    [
        "not",
        "no",
        "never",
        "nicht",
        "kein",
        "keine",
        "non",
        "pas",
        "ne",
        "niet",
        "ikke",
        "inte",
        "partly",
        "partially",
        "if",
    ]
)
_WORD = re.compile(r"[^\W_]+")


def _plain(text: str) -> str:
    """Return the words of a text in lower case and without accents."""
    return " ".join(_WORD.findall(without_accents(text.casefold())))


@lru_cache(maxsize=512)
def status_of(text: str) -> Status | None:
    """Return the status that a word plainly means, or None.

    `CANCELED`, `TENTATIV`, `abgesagt` and `Cancelled by host` are plain; `NEEDS-ACTION` and `not cancelled` are not.
    """
    plain = _plain(text)
    if len(plain) > 100:
        return None
    status = _STATUS.get(plain)
    if status is not None:
        return status
    if plain.isascii() and " " not in plain:
        close = get_close_matches(plain, _SPELLED, 1, 0.84)
        return _STATUS[close[0]] if close else None
    words = plain.split()
    if not _NEGATION.isdisjoint(words):
        return None
    meant = {_STATUS[word] for word in words if word in _STATUS}
    return meant.pop() if len(meant) == 1 and meant.issubset(OFF) else None


_OFF_WORDS = [
    *(word.replace("_", " ") for status in OFF for word in _OF_STATUSES[status].split()),
    *("annulé", "annulée", "supprimé", "entfällt", "fällt aus", "inställt", "inställd", "zrušeno"),
    *("reporté", "reportée", "přeloženo"),
]  # fmt: skip
_OFF = "|".join(
    re.escape(word).replace(r"\ ", r"\s+")
    for word in sorted(_OFF_WORDS, key=len, reverse=True)
    if word not in ("cancel", "cancelled!", "cancellation", "postpone", "delayed", "deferred", "withdrawn", "called of")
)
_SIGNED = rf"(?:(?:{_OFF})(?:\s+event)?(?:\s+with\s+note)?)"
_AT_START = re.compile(
    rf"\s*(?:[\[(*【（]+\s*({_SIGNED})\s*[\])*】）]+\s*[:!–—-]*|({_SIGNED})\s*(?:[:：]|!+|\s[–—|-])"
    r"|(?-i:(CANCELL?ED|POSTPONED)\s))\s*",
    re.IGNORECASE,
)
_AT_END = re.compile(
    rf"\s*(?:[\[(*【（]+\s*({_SIGNED})\s*[\])*】）]+|\s[–—|-]+\s*({_SIGNED})|(?-i:\s(CANCELL?ED|POSTPONED)))[\s!]*$",
    re.IGNORECASE,
)
_FIRST_WORDS = frozenset(word.split()[0] for word in _OFF_WORDS)
_MARKS = (":", "：", "【", "（", "(", "[", " - ", "!", "*", "–", "—", "|", "CANCEL", "POSTPONED")


def title_and_status(title: str) -> tuple[str, Status | None]:
    """Return a title without a mark for cancellation, and that status: `Canceled: Talk`, `[ABGESAGT] Talk`.

    The title is not changed if it has no such mark, or consists only of one.
    """
    # Most titles have no such mark, and a calendar has thousands of titles.
    if not any(mark in title for mark in _MARKS) or _FIRST_WORDS.isdisjoint(_WORD.findall(title.casefold())):
        return title, None
    for match in (_AT_START.match(title), _AT_END.search(title)):
        if match is not None:
            rest = (title[: match.start()] + title[match.end() :]).strip()
            word = re.sub(r"\s+(?:event|with\s+note)\b", "", match[1] or match[2] or match[3], flags=re.IGNORECASE)
            status = status_of(word)
            if rest and status is not None:
                return rest, status
    return title, None


def read_marks(sessions: Table[Session], findings: Findings) -> None:
    """Remove marks for cancellation from titles, and set the status of their sessions.

    Args:
        sessions: the table of a reader of foreign files.
        findings: receives one finding for each.
    """
    for session in list(sessions):
        title, status = title_and_status(session.title)
        if status is None or session.status in OFF:
            continue
        sessions.change(session.id, title=title, status=status)
        message = f"expected a status of its own, got one in the title {session.title[:60]!r}: read as {status.value}"
        path = (*sessions.origin_of(session.id), "title")
        findings.add("odd-status", message, path, severity=Severity.INFO)
