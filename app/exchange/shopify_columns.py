"""The headings of Shopify's orders export, by which columns are found, never by position.

The export has had 71 and 79 columns, and people cut columns off, move them about, or use tools
whose headings differ a little: each field has its usual heading first and other ones behind it.
"""

from __future__ import annotations

from collections.abc import Sequence

from app.domain.errors import FileError

_ADDRESS = {
    "name": "Name",
    "street": "Address1",
    "street2": "Address2",
    "joined": "Street",
    "company": "Company",
    "city": "City",
    "postcode": "Zip",
    "region": "Province",
    "country": "Country",
    "phone": "Phone",
    "region_name": "Province Name",
}
_OTHER_HEADINGS = {
    "billing_region": ("Billing Province Code",),
    "shipping_region": ("Shipping Province Code",),
    "billing_country": ("Billing Country Code",),
    "shipping_country": ("Shipping Country Code",),
}

HEAD: dict[str, tuple[str, ...]] = {
    "name": ("Name", "Order", "Order Name", "Order Number"),
    "id": ("Id", "ID", "Order ID"),
    "email": ("Email", "Customer Email"),
    "financial_status": ("Financial Status",),
    "paid_at": ("Paid at",),
    "fulfilment_status": ("Fulfillment Status",),
    "fulfilled_at": ("Fulfilled at",),
    "accepts_marketing": ("Accepts Marketing", "Buyer Accepts Marketing"),
    "currency": ("Currency",),
    "subtotal": ("Subtotal",),
    "shipping": ("Shipping",),
    "taxes": ("Taxes", "Total Tax"),
    "total": ("Total",),
    "discount_code": ("Discount Code",),
    "discount": ("Discount Amount",),
    "shipping_method": ("Shipping Method",),
    "created_at": ("Created at", "Processed At"),
    "note": ("Notes", "Note"),
    "attributes": ("Note Attributes",),
    "cancelled_at": ("Cancelled at",),
    "payment_method": ("Payment Method",),
    "payment_reference": ("Payment Reference",),
    "refunded": ("Refunded Amount",),
    "outstanding": ("Outstanding Balance",),
    "tags": ("Tags",),
    "risk_level": ("Risk Level",),
    "origin": ("Source", "Source name"),
    "customer_id": ("Customer Id", "Customer: ID"),
    "phone": ("Phone",),
    "duties": ("Duties",),
    "payment_id": ("Payment ID",),
    "payment_references": ("Payment References",),
    **{f"tax{n}_name": (f"Tax {n} Name", f"Tax {n} Title") for n in range(1, 6)},
    **{f"tax{n}_value": (f"Tax {n} Value", f"Tax {n} Price") for n in range(1, 6)},
    **{
        f"{side}_{part}": (
            f"{side.capitalize()} {heading}",
            *_OTHER_HEADINGS.get(f"{side}_{part}", ()),
        )
        for side in ("billing", "shipping")
        for part, heading in _ADDRESS.items()
    },
}
"""Field of an order → its headings. Stated once an order, in its first row."""

LINE: dict[str, tuple[str, ...]] = {
    "quantity": ("Lineitem quantity",),
    "line_name": ("Lineitem name",),
    "price": ("Lineitem price",),
    "compare_at": ("Lineitem compare at price",),
    "sku": ("Lineitem sku",),
    "requires_shipping": ("Lineitem requires shipping",),
    "taxable": ("Lineitem taxable",),
    "line_fulfilment": ("Lineitem fulfillment status",),
    "line_discount": ("Lineitem discount",),
    "vendor": ("Vendor",),
}
"""Field of a line → its headings. Stated in each row."""

NEEDED = (
    *("name", "id", "email", "created_at", "currency", "subtotal", "shipping", "taxes", "total"),
    *("discount", "financial_status", "quantity", "line_name", "price", "sku"),
    *("shipping_name", "shipping_street", "shipping_city", "shipping_postcode", "shipping_country"),
)
"""The fields whose absence is worth a word: without them something cannot be known or checked."""

USUAL: tuple[str, ...] = tuple(
    """Name|Email|Financial Status|Paid at|Fulfillment Status|Fulfilled at|Accepts Marketing|Currency
Subtotal|Shipping|Taxes|Total|Discount Code|Discount Amount|Shipping Method|Created at
Lineitem quantity|Lineitem name|Lineitem price|Lineitem compare at price|Lineitem sku
Lineitem requires shipping|Lineitem taxable|Lineitem fulfillment status
Billing Name|Billing Street|Billing Address1|Billing Address2|Billing Company|Billing City
Billing Zip|Billing Province|Billing Country|Billing Phone
Shipping Name|Shipping Street|Shipping Address1|Shipping Address2|Shipping Company|Shipping City
Shipping Zip|Shipping Province|Shipping Country|Shipping Phone
Notes|Note Attributes|Cancelled at|Payment Method|Payment Reference|Refunded Amount|Vendor
Outstanding Balance|Employee|Location|Device ID|Id|Tags|Risk Level|Source|Lineitem discount
Tax 1 Name|Tax 1 Value|Tax 2 Name|Tax 2 Value|Tax 3 Name|Tax 3 Value|Tax 4 Name|Tax 4 Value
Tax 5 Name|Tax 5 Value|Phone|Receipt Number|Duties|Billing Province Name|Shipping Province Name
Payment ID|Payment Terms Name|Next Payment Due At|Payment References""".replace("\n", "|").split(
        "|"
    )
)
"""The 79 headings of the export as it is made today, in its order."""

NEWER = frozenset({"Outstanding Balance", "Employee", "Location", "Device ID", "Payment ID"}) | {
    "Payment Terms Name",
    "Next Payment Due At",
    "Payment References",
}
"""Those that the older export of 71 columns lacks."""

_EXPORT = "In Shopify: Orders, Export, “CSV for Excel, Numbers or other spreadsheet programs”."
_OTHERS: tuple[tuple[frozenset[str], str, str], ...] = (
    (frozenset({"order id", "lineitem variant"}), "a Squarespace export", "Squarespace"),
    (frozenset({"handle", "on hand"}), "an inventory, not orders", ""),
    (frozenset({"handle", "available"}), "an inventory, not orders", ""),
    (frozenset({"handle", "variant price"}), "products, not orders", ""),
    (frozenset({"handle", "title"}), "products, not orders", ""),
    (frozenset({"first name", "last name", "total spent"}), "customers, not orders", ""),
    (frozenset({"first name", "last name", "email"}), "customers, not orders", ""),
    (frozenset({"sale date", "item name", "buyer"}), "Etsy's order items", "Etsy"),
    (frozenset({"sale date", "order id"}), "Etsy's orders", "Etsy"),
    (frozenset({"date", "type", "title", "fees & taxes"}), "an Etsy statement", "Etsy"),
    (frozenset({"order_number", "order_status"}), "a WooCommerce export", "WooCommerce"),
    (frozenset({"order number", "order status"}), "a WooCommerce export", "WooCommerce"),
    (frozenset({"sku", "regular price"}), "WooCommerce products, not orders", ""),
    (frozenset({"increment_id"}), "a Magento export", "Magento"),
    (frozenset({"purchase point", "grand total (purchased)"}), "a Magento export", "Magento"),
    (frozenset({"order-id", "order-item-id"}), "an Amazon report", "Amazon"),
    (frozenset({"amazon-order-id"}), "an Amazon report", "Amazon"),
    (frozenset({"sales record number"}), "an eBay report", "eBay"),
    (frozenset({"transaction date", "payout status"}), "payouts, not orders", ""),
    (frozenset({"payout date", "charges"}), "payouts, not orders", ""),
    (frozenset({"order", "gateway", "kind"}), "transactions, not orders", ""),
    (frozenset({"balance_transaction_id"}), "a Stripe report, not orders", ""),
    (frozenset({"code", "times used in total"}), "discounts, not orders", ""),
    (frozenset({"gross sales", "net sales"}), "a Square report, not orders", ""),
)


def _plain(heading: str) -> str:
    return " ".join(heading.split()).casefold()


def is_orders_header(cells: Sequence[str]) -> bool:
    """Whether a record is the header of a Shopify orders export, whole or cut down."""
    have = {_plain(cell) for cell in cells}
    keyed = any(_plain(h) in have for f in ("name", "id") for h in HEAD[f])
    lined = sum(_plain(h) in have for hs in LINE.values() for h in hs if h != "Vendor")
    return keyed and lined > 0 and "lineitem variant" not in have


def refuse_other(header: Sequence[str]) -> FileError:
    """The sentence for a file that is no Shopify orders export, naming what it is if that shows."""
    have = {_plain(cell) for cell in header}
    for marks, what, system in _OTHERS:
        if marks <= have:
            if system:
                return FileError(
                    f"This is {what}",
                    f"The file comes from {system}; this import reads Shopify's orders export.",
                    _EXPORT,
                )
            return FileError(f"These are {what}", f"The file holds {what}.", _EXPORT)
    if any(_plain(h) in have for h in (*HEAD["name"], *HEAD["id"])) and "total" in have:
        return FileError(
            "The lines are missing",
            "The file lists orders without their lines: no column begins with “Lineitem”.",
            f"Export again with all columns. {_EXPORT}",
        )
    return FileError(
        "This is not an orders export",
        "None of the headings in the first rows belongs to Shopify's orders export.",
        _EXPORT,
    )


def find_columns(header: Sequence[str]) -> dict[str, int]:
    """Field → its column in this file; the first of twins counts, absent fields are not in it."""
    places: dict[str, int] = {}
    for index, heading in enumerate(header):
        places.setdefault(_plain(heading), index)
    found: dict[str, int] = {}
    for field, headings in (*HEAD.items(), *LINE.items()):
        for heading in headings:
            if _plain(heading) in places:
                found[field] = places[_plain(heading)]
                break
    return found


def heading_of(field: str) -> str:
    """The usual heading of a field, to name it to a person."""
    return (HEAD.get(field) or LINE.get(field) or (field,))[0]


def missing_columns(found: dict[str, int]) -> tuple[str, ...]:
    """The headings that matter and are not in the file, in the export's order."""
    needed = [field for field in NEEDED if field not in found]
    if "shipping_street" in needed and "shipping_joined" in found:
        needed.remove("shipping_street")
    return tuple(heading for heading in USUAL if heading in {heading_of(f) for f in needed})
