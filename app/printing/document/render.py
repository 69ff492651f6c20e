"""Every document by its kind: the class of its content and what puts it on paper.

The same content gives the same bytes, always. ``copy`` is 0 for the first paper; a reprint is marked
COPY and counted. Photos are JPEG bytes by the SHA-256 that the content names; one that is not given is
drawn as a grey box that says so.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from app.printing.document.card_paper import (
    render_command_cards,
    render_place_labels,
    render_price_cards,
    render_staff_badges,
)
from app.printing.document.cards import CommandCards, PlaceLabels, PriceCards
from app.printing.document.condition_paper import render_condition_report
from app.printing.document.condition_report import ConditionReport
from app.printing.document.content import content_from_json
from app.printing.document.count_paper import render_count_sheet
from app.printing.document.difference import DifferenceReport
from app.printing.document.difference_paper import render_difference_report
from app.printing.document.figures import Photos
from app.printing.document.hand_over import CountSheet, HandOverForm, TransferList
from app.printing.document.hand_over_paper import render_hand_over_form, render_transfer_list
from app.printing.document.job_bag import JobBag
from app.printing.document.job_bag_paper import render_job_bag
from app.printing.document.parcel_paper import render_gift_receipt, render_packing_slip
from app.printing.document.passport import PiecePassport, PlaceStatement
from app.printing.document.passport_paper import render_passport, render_place_statement
from app.printing.document.payout import PayoutStatement
from app.printing.document.payout_paper import render_payout_statement
from app.printing.document.recovery_paper import render_recovery_sheet
from app.printing.document.repair import RepairTicket
from app.printing.document.repair_paper import render_repair_ticket
from app.printing.document.sale import CreditNote, GiftReceipt, Invoice, PackingSlip, SalesReceipt
from app.printing.document.sale_paper import (
    render_credit_note,
    render_invoice,
    render_sales_receipt,
)
from app.printing.document.take_in_paper import render_take_in_receipt
from app.printing.document.take_in_receipt import TakeInReceipt

__all__ = [
    "KINDS",
    "Kind",
    "render_condition_report",
    "render_job_bag",
    "render_recovery_sheet",
    "render_staff_badges",
    "render_stored",
    "render_take_in_receipt",
]


@dataclass(frozen=True)
class Kind:
    """A kind of stored document."""

    content: type[Any]
    render: Callable[..., bytes]


KINDS: Mapping[str, Kind] = {
    "job_bag": Kind(JobBag, render_job_bag),
    "take_in_receipt": Kind(TakeInReceipt, render_take_in_receipt),
    "condition_report": Kind(ConditionReport, render_condition_report),
    "difference_report": Kind(DifferenceReport, render_difference_report),
    "repair_ticket": Kind(RepairTicket, render_repair_ticket),
    "packing_slip": Kind(PackingSlip, render_packing_slip),
    "sales_receipt": Kind(SalesReceipt, render_sales_receipt),
    "gift_receipt": Kind(GiftReceipt, render_gift_receipt),
    "invoice": Kind(Invoice, render_invoice),
    "credit_note": Kind(CreditNote, render_credit_note),
    "payout_statement": Kind(PayoutStatement, render_payout_statement),
    "hand_over": Kind(HandOverForm, render_hand_over_form),
    "transfer_list": Kind(TransferList, render_transfer_list),
    "count_sheet": Kind(CountSheet, render_count_sheet),
    "price_cards": Kind(PriceCards, render_price_cards),
    "command_cards": Kind(CommandCards, render_command_cards),
    "place_labels": Kind(PlaceLabels, render_place_labels),
    "passport": Kind(PiecePassport, render_passport),
    "place_statement": Kind(PlaceStatement, render_place_statement),
}
"""What is stored as canonical content and can be drawn again (recovery phrase and badges never are)."""


def render_stored(
    kind: str, data: Mapping[str, Any], photos: Photos | None = None, *, copy: int = 0
) -> bytes:
    """A stored document's JSON as PDF; ValueError when it is not of that kind."""
    known = KINDS[kind]
    return known.render(content_from_json(known.content, data), photos or {}, copy=copy)
