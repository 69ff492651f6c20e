"""Orders as the channel states them, their lines, money and the checks made on them."""

from __future__ import annotations

from app.models.base import Descriptive, ErasableFact, Fact, integer, link, text
from app.models.people import Party
from app.models.pieces import Piece
from app.models.shopwide import Channel, Style


class SalesOrder(Descriptive):
    """A client's order; ``stated_*`` is what the channel says, never our arithmetic."""

    channel = link(Channel, "channel_id", null=True, index=False)
    number = text(index=True)
    external_id = text()
    party = link(Party, "party_id", null=True)
    currency = text()
    ordered_at = integer(index=True)
    promised_on = text()
    stated_subtotal_minor = integer(null=True)
    stated_discount_minor = integer(null=True)
    stated_shipping_minor = integer(null=True)
    stated_tax_minor = integer(null=True)
    stated_total_minor = integer(null=True)
    difference_minor = integer()
    tax_included = integer(null=True)
    discount_code = text()
    financial_status = text()
    fulfilment_status = text()
    cancelled_at = integer(null=True)
    email = text()
    phone = text()
    ship_name = text()
    ship_lines = text()
    ship_city = text()
    ship_region = text()
    ship_postcode = text()
    ship_country = text()
    ship_phone = text()
    bill_name = text()
    bill_lines = text()
    bill_city = text()
    bill_region = text()
    bill_postcode = text()
    bill_country = text()
    bill_phone = text()
    shipping_method = text()
    note = text()
    attributes = text()
    gift_message = text()
    gift_wrap = integer()
    hide_prices = integer()
    rush = integer()


class OrderLine(Descriptive):
    """One line of an order. A line without a SKU is usual and keeps its place."""

    order = link(SalesOrder, "order_id")
    position = integer()
    line_kind = text(default="goods")
    name = text()
    sku = text()
    quantity = integer(default=1)
    unit_minor = integer()
    requires_shipping = integer(default=1)
    taxable = integer(default=1)
    style = link(Style, "style_id", null=True, index=False)
    piece = link(Piece, "piece_id", null=True)


class Customisation(Descriptive):
    """What makes a line the client's own: engraving, ring size, metal, stone, length."""

    line = link(OrderLine, "line_id")
    kind_code = text()
    text_value = text()
    value = integer(null=True)
    system = text()
    font = text()
    position_code = text()


class OrderSource(ErasableFact):
    """The very rows of the file that an order came from, as canonical JSON."""

    order_id = integer(index=True)
    file_sha256 = text(index=True)
    row = integer()


class Ticked(Fact):
    """A check made: the point, whether it is right, and the digest of the value that was seen."""

    order_id = integer(index=True)
    line_id = integer(null=True)
    point = text()
    ok = integer(default=1)
    value_sha256 = text()


class Payment(Fact):
    """Money received for an order."""

    order_id = integer(index=True)
    amount_minor = integer()
    currency = text()
    method = text()
    external_key = text()
    paid_at = integer(null=True)


class Refund(Fact):
    """Money given back."""

    order_id = integer(index=True)
    amount_minor = integer()
    currency = text()
    method = text()
    external_key = text()


class DiscountShare(Fact):
    """A line's share of a discount, split once and stored, so that a later refund needs no arithmetic."""

    order_id = integer(index=True)
    line_id = integer()
    amount_minor = integer()
    counter_of = integer(null=True)


class TaxLine(Fact):
    """One tax of an order or line, as stated."""

    order_id = integer(index=True)
    line_id = integer(null=True)
    name = text()
    rate_ppm = integer(null=True)
    amount_minor = integer()
    counter_of = integer(null=True)
