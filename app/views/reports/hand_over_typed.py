"""What was typed of a hand-over that is not signed yet, kept on this PC until it is, or is given up."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from app.domain.ids import now_ms
from app.services.drafts import OpenDraft, open_drafts
from app.services.hand_over_kept import DRAFT_KIND
from app.views.drafts import DraftKeeper
from app.views.frame.desk import Desk
from app.views.reports.quick_row import QuickRow

if TYPE_CHECKING:
    from app.models.database import Database

WAITS_MS = 1_800_000
"""What was weighed longer ago is weighed anew."""


@dataclass(frozen=True)
class Typed:
    """A hand-over that was not signed yet: its pieces, and what was typed for it, last at ``at`` (ms).

    ``left``: to write a report or mend a piece, or when the program ended; then any of its pieces
    brings all of them back. ``document_id`` is the paper by which they come back (0: they go out),
    ``came`` are those that were ticked as back.
    """

    user_id: int
    piece_ids: tuple[int, ...]
    fields: dict[str, str] = field(default_factory=dict)
    place_id: int = 0
    rows: dict[int, tuple[Any, ...]] = field(default_factory=dict)
    left: bool = False
    at: int = field(default_factory=now_ms)
    document_id: int = 0
    came: tuple[int, ...] = ()

    @property
    def weighs(self) -> bool:
        """Whether its weights and counts are young enough to be those of the pieces as they lie there."""
        return now_ms() - self.at <= WAITS_MS

    @property
    def says(self) -> bool:
        """Whether anything was typed; the place of a way back is chosen by itself."""
        chosen = self.place_id if not self.document_id else 0
        rows = any(any(row) for row in self.rows.values())
        return bool(chosen or self.came or rows or any(self.fields.values()))

    def is_of(self, piece_ids: Sequence[int]) -> bool:
        """Whether asking to hand these pieces over means this one."""
        before, now = set(self.piece_ids), set(piece_ids)
        return not now or before == now or (self.left and bool(before & now))

    def content(self) -> dict[str, Any]:
        """What is kept of it on the disk, as JSON values."""
        return {
            "pieces": list(self.piece_ids),
            "document": self.document_id,
            "fields": self.fields,
            "place": self.place_id,
            "rows": {str(piece): list(row) for piece, row in self.rows.items()},
            "came": list(self.came),
        }


def typed_of(user_id: int, draft: OpenDraft) -> Typed:
    """What a draft kept."""
    kept = draft.content
    return Typed(
        user_id,
        tuple(kept.get("pieces", ())),
        dict(kept.get("fields", {})),
        int(kept.get("place", 0)),
        {int(piece): tuple(row) for piece, row in kept.get("rows", {}).items()},
        left=True,
        at=draft.at,
        document_id=int(kept.get("document", 0)),
        came=tuple(kept.get("came", ())),
    )


class _Kept(QObject):
    """Belongs to the desk: what waits of each person, as far as this run of the program knows it."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.by_user: dict[int, Typed | None] = {}


def keep_typed(desk: Desk, user_id: int, typed: Typed | None) -> None:
    """Remember what a person typed; None: nothing waits any more."""
    kept = desk.findChild(_Kept) or _Kept(desk)
    kept.by_user[user_id] = typed


def known_typed(desk: Desk, user_id: int) -> tuple[bool, Typed | None]:
    """Whether this run of the program knows what waits of a person, and that."""
    kept = desk.findChild(_Kept)
    if kept is None or user_id not in kept.by_user:
        return False, None
    return True, kept.by_user[user_id]


def typed_before(db: Database, user_id: int) -> Typed | None:
    """What an earlier run of the program kept of a person."""
    return next((typed_of(user_id, one) for one in open_drafts(db, user_id, DRAFT_KIND)), None)


class HandOverKeeper(DraftKeeper):
    """Keeps what is typed of one hand-over: on the disk, and for the next one who asks for its pieces.

    ``typed()`` is what stands in the sheet; ``at`` is when something was typed last (ms).
    """

    def __init__(
        self, desk: Desk, user_id: int, typed: Callable[[], Typed], sheet: QWidget
    ) -> None:
        self._desk, self._by, self._typed = desk, user_id, typed
        self.at = now_ms()
        self.ended = False
        """It is being signed, or was given up: nothing of it is kept."""
        super().__init__(desk.drafts, DRAFT_KIND, self._worth_keeping, sheet)

    def _worth_keeping(self) -> Mapping[str, Any] | None:
        typed = self._typed()
        if self.ended or not (typed.says or typed.left or self._kept is not None):
            return None
        return typed.content()

    def touch(self, *_: object) -> None:
        self.at = now_ms()
        super().touch()

    def restored(self, typed: Typed) -> None:
        """The sheet shows what was typed before; it is as old as it was."""
        self._timer.stop()
        self.at = typed.at
        self._kept = self._typed().content()

    def shut(self) -> None:
        """The sheet is shut: what stands in it waits, unless it is signed or given up."""
        if self.ended:
            self.stored()
            keep_typed(self._desk, self._by, None)
        elif self._worth_keeping() is not None:
            self.keep_now()
            keep_typed(self._desk, self._by, self._typed())

    def give_up(self) -> None:
        """Throw away what was typed, here and on the disk."""
        self.ended = True
        self.forget()


def rows_typed(rows: Sequence[QuickRow]) -> dict[int, tuple[Any, ...]]:
    """Weight, counts and reason as typed, by piece."""
    return {row.quick.piece.id: row.typed for row in rows if row.fields}


def put_rows_back(rows: Sequence[QuickRow], typed: Typed) -> None:
    """What was typed of these pieces before."""
    for row in rows:
        row.put_back(typed.rows.get(row.quick.piece.id, ()))
