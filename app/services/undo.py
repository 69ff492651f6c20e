"""Undo: a unit of work is taken back by a new one, with counter-facts; nothing is ever erased."""

from __future__ import annotations

from app.domain.actors import Actor
from app.domain.changes import Changes
from app.models.database import Database
from app.shop import Shop


def undo(shop: Shop, actor: Actor, work_id: int) -> Changes:
    """Take a unit of work back, or refuse with a sentence (money, signed, printed, gone on since)."""
    raise NotImplementedError


def why_not(db: Database, actor: Actor, work_id: int) -> str:
    """Why a unit cannot be taken back, as a sentence; "" if it can."""
    raise NotImplementedError
