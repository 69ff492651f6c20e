"""Drafts: what was typed and not yet saved, on this PC only."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from app.domain.changes import Changes
from app.domain.ids import now_ms
from app.models.database import Database
from app.shop import Shop

if TYPE_CHECKING:  # a start reads drafts and writes none
    from app.models.work import Work

_WORDS = {
    "party": "client",
    "report": "condition report",
    "take_in": "take-in",
    "hand_over": "hand-over",
    "import_orders": "orders to import",
    "tag_template": "tag template",
}


def draft_words(kind: str) -> str:
    """What a draft is of, in the shop's words: "condition report"."""
    return _WORDS.get(kind) or kind.replace("_", " ")


@dataclass(frozen=True)
class OpenDraft:
    """A draft that can be gone on with: what kind of form, about which record, since when (ms)."""

    kind: str
    subject_id: int
    content: dict[str, Any]
    at: int


def keep_draft(
    shop: Shop, user_id: int, kind: str, subject_id: int, content: Mapping[str, Any]
) -> Changes:
    """Keep a person's draft of a kind about a record (0: a new one); the newest takes its place."""
    with shop.local() as db:
        _put(db, user_id, kind, subject_id, content)
    return Changes()


def drop_draft(shop: Shop, user_id: int, kind: str, subject_id: int) -> Changes:
    """The draft was saved or thrown away."""
    with shop.local() as db:
        _forget(db, user_id, kind, subject_id)
    return Changes()


def leave_draft(w: Work, kind: str, subject_id: int, left: Mapping[str, Any] | None = None) -> None:
    """In the unit that stores what a form says: its draft ends with it, or becomes what is ``left``.

    One unit, so that no crash leaves a draft of what is stored: gone on with, it would store it twice.
    """
    if left is None:
        _forget(w.db, w.actor.user_id, kind, subject_id)
    else:
        _put(w.db, w.actor.user_id, kind, subject_id, left)


def open_drafts(db: Database, user_id: int, kind: str = "") -> list[OpenDraft]:
    """A person's drafts, newest first: all, or of one kind."""
    rows = db.rows(
        "SELECT draft_kind, subject_id, content, at FROM draft "
        "WHERE user_id = ? AND (? = '' OR draft_kind = ?) ORDER BY at DESC",
        (user_id, kind, kind),
    )
    return [OpenDraft(row[0], row[1], json.loads(row[2]), row[3]) for row in rows]


def _put(
    db: Database, user_id: int, kind: str, subject_id: int, content: Mapping[str, Any]
) -> None:
    _forget(db, user_id, kind, subject_id)
    db.run(
        "INSERT INTO draft (user_id, draft_kind, subject_id, content, at) VALUES (?, ?, ?, ?, ?)",
        (user_id, kind, subject_id, json.dumps(content, ensure_ascii=False), now_ms()),
    )


def _forget(db: Database, user_id: int, kind: str, subject_id: int) -> None:
    db.run(
        "DELETE FROM draft WHERE user_id = ? AND draft_kind = ? AND subject_id = ?",
        (user_id, kind, subject_id),
    )
