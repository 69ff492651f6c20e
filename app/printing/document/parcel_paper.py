"""What goes with the goods: the packing slip and the gift receipt, A4 or Letter."""

from __future__ import annotations

from app.printing.document import layout
from app.printing.document.figures import Photos
from app.printing.document.layout import Block
from app.printing.document.sale import GiftReceipt, PackingSlip
from app.printing.document.sale_table import goods_table, sum_rows
from app.printing.document.wording import Labels

NO_PHOTOS: Photos = {}


def render_packing_slip(slip: PackingSlip, photos: Photos = NO_PHOTOS, *, copy: int = 0) -> bytes:
    """The packing slip as PDF; without ``sums`` it shows no price at all."""
    labels = Labels("sale", slip.made.language)
    title = labels["packing_slip"]
    sheet = layout.begin(slip, labels, title, under=(slip.order_number,), copy=copy)
    count = sum(line.quantity for line in slip.lines)
    ordered = labels.say(
        "ordered_on",
        number=slip.order_number,
        day=layout.dated(sheet, slip.ordered_on),
        count=sheet.local.count(count),
    )
    layout.heading(sheet, title, ordered)
    facts = [(labels["shipping"], slip.shipping)] if slip.shipping else []
    layout.blocks(
        sheet,
        [Block(labels["ship_to"], slip.ship_to), Block(labels["particulars"], facts=tuple(facts))],
        columns=2,
    )
    prices = slip.sums is not None
    goods_table(sheet, labels, slip.lines, slip.currency, prices=prices, ticks=True)
    if slip.sums is not None:
        layout.sums(sheet, sum_rows(sheet, labels, slip.sums, slip.currency))
    layout.framed(sheet, labels["message"], slip.message)
    packed = " ".join(filter(None, (labels["packed_by"], slip.packed_by)))
    checked = " ".join(filter(None, (labels["checked_by"], slip.checked_by)))
    layout.write_lines(sheet, (packed, checked))
    layout.closing(sheet, labels, slip.statements)
    return sheet.finish()


def render_gift_receipt(gift: GiftReceipt, photos: Photos = NO_PHOTOS, *, copy: int = 0) -> bytes:
    """The gift receipt as PDF: no price stands in it or in its content."""
    labels = Labels("sale", gift.made.language)
    title = labels["gift_receipt"]
    sheet = layout.begin(gift, labels, title, under=(gift.order_number,), copy=copy)
    said = labels.say("sold_on", day=layout.dated(sheet, gift.sold_on))
    layout.heading(sheet, title, said)
    goods_table(sheet, labels, gift.lines, "", prices=False)
    layout.framed(sheet, labels["message"], gift.message)
    if gift.exchange_until:
        until = labels.say("exchange_until", day=layout.dated(sheet, gift.exchange_until))
        layout.framed(sheet, labels["exchange"], until)
    layout.closing(sheet, labels, gift.statements)
    return sheet.finish()
