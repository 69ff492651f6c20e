"""Machines of goods that others entrust to the house."""

from __future__ import annotations

from app.domain.machine import machine, steps

IN_HOUSE = "taken_in hold listed price_review reserved expired"

AGREEMENT = machine(
    "agreement",
    "agreement",
    "draft signed expired ended cancelled",
    steps("-", "draft", "OC OA SA MG"),
    steps("draft", "signed", "SA MG", final=True),
    steps("signed", "expired", "SYS SA MG"),
    steps("expired", "signed", "SA MG", reason=True, final=True),
    steps("signed expired", "ended", "SA MG SYS", reason=True),
    steps("draft", "cancelled", "OC OA SA MG", reason=True),
)

ITEM = machine(
    "item",
    "consigned item",
    "offered refused taken_in hold listed price_review reserved sold window payable paid returned "
    "charged_back withdrawn expired unclaimed estate_hold disputed settled bought_out "
    "returned_to_owner",
    steps("-", "offered", "OC OA SA MG"),
    steps("offered", "refused", "OA SA MG", reason=True),
    steps("- offered", "taken_in", "OC OA SA MG"),
    steps("refused", "returned_to_owner", "OA SA MG", final=True),
    steps("taken_in", "hold listed", "SA MG SYS"),
    steps("hold", "listed", "SYS MG", reason=True),
    steps("listed", "hold", "SA MG", reason=True),
    steps("listed", "price_review", "SA MG SYS"),
    steps("price_review", "listed", "SA MG"),
    steps("listed", "reserved", "OC EC SA MG SYS"),
    steps("reserved", "listed", "OC EC SA MG SYS"),
    steps("listed reserved", "sold", "OC EC SA MG SYS", final=True),
    steps("sold", "listed", "OC SA MG", reason=True, final=True),  # void of the same day
    steps("sold", "window", "SYS", final=True),
    steps("window", "payable", "SYS MG"),
    steps("payable", "paid", "MG", final=True),
    steps("sold window payable", "returned", "OC MG SYS", reason=True, final=True),
    steps("returned", "listed hold", "OC OA SA MG"),
    steps("paid", "charged_back", "MG", reason=True, final=True),
    steps("charged_back", "listed hold", "OA SA MG"),
    steps("taken_in hold listed price_review expired", "withdrawn", "SA MG", reason=True),
    steps("listed price_review", "expired", "SYS SA MG"),
    steps("expired", "listed", "SA MG", reason=True),  # renewed
    steps("expired", "unclaimed", "MG", reason=True),
    steps("withdrawn expired unclaimed", "returned_to_owner", "OA SA MG", final=True),
    steps("returned_to_owner", "taken_in", "OC OA SA MG", reason=True),
    steps(f"{IN_HOUSE} withdrawn", "estate_hold disputed", "OC OA SA MG", reason=True),
    steps("estate_hold disputed", "listed withdrawn", "MG", reason=True, second=True),
    steps(
        f"{IN_HOUSE} withdrawn unclaimed",
        "settled bought_out",
        "MG",
        reason=True,
        second=True,
        final=True,
    ),
)

AUCTION_LOT = machine(
    "auction_lot",
    "lot",
    "catalogued published withdrawn offered sold bought_in after_sale invoiced paid released "
    "defaulted cancelled seller_payable seller_paid returned_to_owner",
    steps("-", "catalogued", "SA MG"),
    steps("catalogued", "published", "MG"),
    steps("catalogued published", "withdrawn", "MG", reason=True),
    steps("published", "offered", "SA MG"),
    steps("offered", "sold", "SA MG", final=True),
    steps("offered", "bought_in", "SA MG"),
    steps("sold after_sale", "invoiced", "SA OC MG", final=True),
    steps("invoiced", "paid", "SA OC MG", final=True),
    steps("paid", "released", "SA OC MG", second=True, final=True),
    steps("sold invoiced", "defaulted", "MG", reason=True),
    steps("defaulted", "invoiced published cancelled", "MG", reason=True, final=True),
    steps("bought_in", "after_sale", "SA MG", reason=True),
    steps("bought_in withdrawn", "returned_to_owner", "SA MG", final=True),
    steps("paid released", "seller_payable", "MG SYS"),
    steps("seller_payable", "seller_paid", "MG", second=True, final=True),
)
