"""The house's list of standard phrases for condition reports: its own, else what Parure brings along."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache

from app.domain.changes import Changes
from app.domain.ids import derived_id
from app.domain.list_faults import refuse
from app.domain.report_words import Phrase, phrase_faults, spoken_in
from app.models.database import Database
from app.models.work import Work
from app.resources import resource
from app.services.settings import get, put_quietly

__all__ = ["PHRASES", "Phrase", "phrases", "put_phrases", "spoken_in"]
PHRASES = "reports.phrases"
"""Shop-wide: the list as JSON, a row a phrase, its texts by language; "" is the shipped list."""


def phrases(db: Database | Work) -> tuple[Phrase, ...]:
    """The standard phrases in their order."""
    own = get(db, PHRASES, "")
    return _read(own) if own else _shipped()


def put_phrases(w: Work, found: Sequence[Phrase]) -> Changes:
    """Keep the whole list, in this order; an empty one brings the shipped list back."""
    w.require("rules.update")
    refuse(phrase_faults(found), "Not a list of phrases")
    rows = [dict(phrase.texts) for phrase in found]
    put_quietly(w, PHRASES, json.dumps(rows, ensure_ascii=False) if rows else "")
    said = f"{len(rows)} standard phrases kept" if rows else "The shipped phrases are back"
    return Changes.of(said, w.id, setting=derived_id("setting", PHRASES))


@cache
def _read(kept: str) -> tuple[Phrase, ...]:
    return tuple(Phrase(dict(row)) for row in json.loads(kept))


@cache
def _shipped() -> tuple[Phrase, ...]:
    return _read(resource("wordings", "phrases.json").read_text("utf-8"))
