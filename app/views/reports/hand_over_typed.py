"""What was typed of a hand-over that is not signed yet, while a report is written or the sheet is shut."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from time import monotonic
from typing import Any

from PySide6.QtCore import QObject

from app.views.frame.desk import Desk
from app.views.reports.quick_row import QuickRow

WAITS_S = 1800
"""What was weighed longer ago is weighed anew."""


@dataclass(frozen=True)
class Typed:
    """A hand-over that was not signed yet: its pieces, and what was typed for it.

    ``left``: to write a report or mend a piece; then any of its pieces brings all of them back.
    """

    user_id: int
    piece_ids: tuple[int, ...]
    fields: dict[str, str] = field(default_factory=dict)
    place_id: int = 0
    rows: dict[int, tuple[Any, ...]] = field(default_factory=dict)
    left: bool = False
    at: float = field(default_factory=monotonic)


class _Kept(QObject):
    """Belongs to the desk: the hand-over that waits, until it is signed or another one begins."""

    typed: Typed | None = None


def keep_typed(desk: Desk, typed: Typed | None) -> None:
    """Remember what was typed; None: nothing waits any more."""
    kept = desk.findChild(_Kept) or _Kept(desk)
    kept.typed = typed


def typed_for(desk: Desk, piece_ids: Sequence[int]) -> Typed | None:
    """What this person typed for these pieces, or the hand-over that they left and that has one of them."""
    kept = desk.findChild(_Kept)
    typed = kept.typed if kept is not None else None
    if typed is None or typed.user_id != desk.session.actor.user_id:
        return None
    if monotonic() - typed.at > WAITS_S:
        return None
    before, now = set(typed.piece_ids), set(piece_ids)
    return typed if before == now or (typed.left and before & now) else None


def rows_typed(rows: Sequence[QuickRow]) -> dict[int, tuple[Any, ...]]:
    """Weight, counts and reason as typed, by piece."""
    return {row.quick.piece.id: row.typed for row in rows if row.fields}


def put_rows_back(rows: Sequence[QuickRow], typed: Typed) -> None:
    """What was typed of these pieces before."""
    for row in rows:
        row.put_back(typed.rows.get(row.quick.piece.id, ()))
