"""Reads concept notes and agendas in prose as drafts of a programme; nothing is made up."""

from __future__ import annotations

from ._annotate import draft_yaml, evidence_json
from ._documents import note_text
from ._drafting import draft
from ._values import Confidence, Draft, Evidence

__all__ = ["Confidence", "Draft", "Evidence", "draft", "draft_yaml", "evidence_json", "note_text"]
