"""Agreements with consignors: terms from the house's template, a draft until it is signed."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain.changes import Changes
from app.models.database import Database
from app.models.work import Work


@dataclass(frozen=True)
class Terms:
    """Terms of a consignment. Shares in ppm of the net price, fees in minor units, terms in days.

    The consignor receives ``base_share_ppm``, from ``tier_from_minor`` on ``tier_share_ppm`` of the
    whole price. ``announced`` is how many pieces the consignor said they would bring.
    """

    currency: str = ""
    base_share_ppm: int = 500_000
    tier_from_minor: int | None = 100_000
    tier_share_ppm: int | None = 600_000
    term_days: int = 120
    hold_days: int = 15
    photo_fee_minor: int = 1_500
    withdrawal_fee_ppm: int = 50_000
    reduce_after_days: int | None = None
    reduce_ppm: int | None = None
    return_window_days: int = 15
    announced: int = 0


def usual_terms(db: Database) -> Terms:
    """The terms that the house begins with, as set for the shop."""
    raise NotImplementedError


def draft_agreement(w: Work, party_id: int, terms: Terms | None = None) -> Changes:
    """Begin an agreement with a consignor: ``changes.first("agreement")`` is its id."""
    raise NotImplementedError


def change_terms(w: Work, agreement_id: int, terms: Terms) -> Changes:
    """Change the terms of a draft; a signed agreement stands as it was signed."""
    raise NotImplementedError


def cancel_draft(w: Work, agreement_id: int, reason_code: str) -> Changes:
    """Give up a draft under which no piece was taken in."""
    raise NotImplementedError
