"""Condition reports: begun from what is known, drafted, signed for good, corrected by new versions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.domain.actors import Actor
from app.domain.changes import Changes
from app.models.database import Database
from app.models.work import Work
from app.services.report_form import ReportForm
from app.services.signing import Signature
from app.shop import Shop

DRAFT_KIND = "report"


@dataclass(frozen=True)
class Blocker:
    """What still stands before signing: ``field`` to jump to, the sentence; ``blocks`` or only told.

    ``stop`` marks what only a manager may pass.
    """

    field: str
    sentence: str
    blocks: bool = True
    stop: bool = False


def start_report(db: Database, piece_id: int, reason: str = "take_in") -> ReportForm:
    """A new report of a piece: weights, stones, parts as known, the last report's findings as "same"."""
    raise NotImplementedError


def save_draft(shop: Shop, actor: Actor, piece_id: int, form: ReportForm) -> Changes:
    """Keep what is typed on this PC; the newest takes the older one's place."""
    raise NotImplementedError


def open_draft(db: Database, user_id: int, piece_id: int) -> tuple[ReportForm, int] | None:
    """The person's draft about a piece and when it was kept (ms), if there is one."""
    raise NotImplementedError


def discard_draft(shop: Shop, actor: Actor, piece_id: int) -> Changes:
    """Throw the draft away."""
    raise NotImplementedError


def next_mark_number(db: Database | Work, piece_id: int, form: ReportForm | None = None) -> int:
    """The number of the next new finding: never one that the piece or this form has used."""
    raise NotImplementedError


def before_signing(db: Database | Work, piece_id: int, form: ReportForm) -> tuple[Blocker, ...]:
    """What is missing or wrong, in the order of work; empty: it can be signed."""
    raise NotImplementedError


def sign(w: Work, piece_id: int, form: ReportForm, signatures: Sequence[Signature]) -> Changes:
    """Sign a report: ``first("report")`` is its id. It never changes again."""
    raise NotImplementedError


def correct(w: Work, report_id: int, form: ReportForm, signatures: Sequence[Signature]) -> Changes:
    """Sign a new version of a report; the old one stays as it is."""
    raise NotImplementedError
