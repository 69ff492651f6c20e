"""Signing a take-in: the receipt is stored, the agreement stands, the pieces wait out their hold."""

from __future__ import annotations

from collections.abc import Sequence

from app.domain.changes import Changes
from app.domain.errors import StateError
from app.domain.report_demand import TAKE_IN
from app.models.consignment import Agreement
from app.models.work import Work
from app.printing.document.content import Signature as PaperSignature
from app.services.agreement_cards import ItemLine, items_of, signing_blocks
from app.services.agreements import require_draft, terms_of
from app.services.documents import new_number, store_document
from app.services.house_paper import made_by
from app.services.house_rules import today
from app.services.piece_holds import WAITING, begin_hold
from app.services.report_demand import demand_reports, told
from app.services.signatures import CONSIGNOR, HOUSE, Signature
from app.services.take_in_receipts import receipt_content

RECEIPT = "take_in_receipt"
_FOR = {CONSIGNOR: "Consignor", HOUSE: "For the house"}


def sign(
    w: Work,
    agreement_id: int,
    signatures: Sequence[Signature],
    *,
    photos_later: bool = False,
) -> Changes:
    """Sign an agreement today; ``first("document")`` is the stored receipt.

    Refuses while something needed is missing: an agreed price, a photo (unless ``photos_later``), the
    consignor's identity or signature. From then on the pieces wait until the hold is over, or may be
    sold at once where there is none.
    """
    w.require("agreements.create")
    require_draft(w, agreement_id)
    agreement = w.get(Agreement, agreement_id)
    items = items_of(w, agreement_id, terms_of(w, agreement_id))
    blocks = signing_blocks(w, agreement["party_id"], items, photos_later=photos_later)
    if blocks:
        raise StateError(
            "Not ready to sign", " ".join(blocks), "Complete this first; the rest may wait."
        )
    lacking = demand_reports(w, [item.piece_id for item in items], TAKE_IN)
    _require_signed(signatures)
    w.edit(Agreement, agreement_id, begins_on=today(w))
    w.step("agreement", agreement_id, "signed")
    number = new_number(w, RECEIPT)
    content = receipt_content(
        w,
        agreement_id,
        made_by(w),
        number=number,
        code=w.code("agreement", agreement_id),
        signatures=[PaperSignature(_FOR[s.role], s.name, w.at, s.strokes) for s in signatures],
    )
    document_id = store_document(w, RECEIPT, "agreement", agreement_id, content)
    for item in items:
        _begin(w, item, waits=agreement["hold_days"] > 0)
    count = f"{len(items)} piece{'s' if len(items) != 1 else ''}"
    signed = Changes.of(
        f"{agreement['number']} signed, {count} taken in",
        w.id,
        document=document_id,
        agreement=agreement_id,
        party=agreement["party_id"],
        piece=[item.piece_id for item in items],
        item=[item.item_id for item in items],
    )
    return told(signed, lacking)


def _begin(w: Work, item: ItemLine, *, waits: bool) -> None:
    """The piece waits out the hold, is offered, or stays in intake until it is complete."""
    if waits:
        w.step("item", item.item_id, "hold", WAITING)
        begin_hold(w, item.piece_id, WAITING)
        return
    w.step("item", item.item_id, "listed")
    if item.photos and item.weight_mg is not None:
        w.step("piece", item.piece_id, "free")


def _require_signed(signatures: Sequence[Signature]) -> None:
    signed = [s for s in signatures if s.role == CONSIGNOR and s.strokes and s.name.strip()]
    if not signed:
        raise StateError(
            "The consignor has not signed",
            "The receipt is valid only with the consignor's signature.",
            "Let the consignor sign in the field on the screen.",
            field="signature",
        )
