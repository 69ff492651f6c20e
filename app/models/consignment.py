"""Agreements with consignors and the pieces that stand under them."""

from __future__ import annotations

from app.models.base import Descriptive, integer, link, text
from app.models.people import Party
from app.models.pieces import Piece


class Agreement(Descriptive):
    """Terms of a consignment: a draft until signed, then its signed document rules."""

    number = text(index=True)
    party = link(Party, "party_id")
    currency = text()
    begins_on = text()
    term_days = integer()
    hold_days = integer()
    base_share_ppm = integer()
    tier_from_minor = integer(null=True)
    tier_share_ppm = integer(null=True)
    photo_fee_minor = integer()
    withdrawal_fee_ppm = integer()
    reduce_after_days = integer(null=True)
    reduce_ppm = integer(null=True)
    return_window_days = integer(default=15)
    announced = integer()


class ConsignmentItem(Descriptive):
    """A piece under an agreement, with the number that the consignor knows it by."""

    number = text(index=True)
    piece = link(Piece, "piece_id")
    agreement = link(Agreement, "agreement_id")
    position = integer()
