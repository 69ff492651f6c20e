"""The rows that an order of a file becomes: a pure function of the file, the same on every PC.

Every row has a derived id and holds nothing but what the file says, so that two PCs that import the
same file make the same rows and sync finds one fact told twice. Who imported it, when and from which
file is told by ``order_source``, which is each PC's own.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from app.domain.errors import InputError
from app.domain.ids import derived_id
from app.domain.names import split_name
from app.domain.ring_sizes import AmbiguousSize, parse_size
from app.exchange.orders import FileAddress, FileCustomisation, FileLine, FileOrder

Values = dict[str, Any]


@lru_cache(maxsize=64)
def channel_id(channel: str) -> int:
    """The id of a channel such as "shopify/mainstore"."""
    return derived_id("channel", channel)


def channel_values(channel: str) -> Values:
    """The row of a channel."""
    kind, _, account = channel.partition("/")
    return {
        "id": channel_id(channel),
        "kind_code": kind,
        "account": account,
        "title": f"{kind.capitalize()} {account}".strip(),
    }


# ---------------------------------------------------------------------- orders
_ORDER_FIELDS: dict[str, tuple[str, ...]] = {
    "currency": ("currency",),
    "stated_subtotal_minor": ("subtotal",),
    "stated_discount_minor": ("discount",),
    "stated_shipping_minor": ("shipping",),
    "stated_tax_minor": ("taxes",),
    "stated_total_minor": ("total",),
    "difference_minor": ("total", "price", "quantity"),
    "tax_included": ("taxes", "total"),
    "discount_code": ("discount_code",),
    "financial_status": ("financial_status",),
    "fulfilment_status": ("fulfilment_status",),
    "cancelled_at": ("cancelled_at",),
    "email": ("email",),
    "phone": ("phone",),
    "shipping_method": ("shipping_method",),
    "note": ("note",),
    "attributes": ("attributes",),
    "gift_message": ("attributes",),
    "gift_wrap": ("attributes",),
    **{
        f"{ours}_{column}": tuple(f"{theirs}_{name}" for name in names)
        for ours, theirs in (("ship", "shipping"), ("bill", "billing"))
        for column, names in (
            ("name", ("name",)),
            ("city", ("city",)),
            ("region", ("region",)),
            ("postcode", ("postcode",)),
            ("country", ("country",)),
            ("phone", ("phone",)),
        )
    },
}
"""Column of an order → the fields of the file that it is made from; all must be in the file."""


@lru_cache(maxsize=64)
def stated_columns(stated: frozenset[str]) -> tuple[str, ...]:
    """The columns of an order about which a file with these fields says something."""
    found = [column for column, needed in _ORDER_FIELDS.items() if stated.issuperset(needed)]
    for ours, theirs in (("ship", "shipping"), ("bill", "billing")):
        if stated & {f"{theirs}_street", f"{theirs}_joined"}:
            found.append(f"{ours}_lines")
    return tuple(found)


def order_values(order: FileOrder, order_id: int = 0, party_id: int = 0) -> Values:
    """The row of an order; its ids are derived unless they are known."""
    ship, bill = order.shipping, order.billing
    return {
        "id": order_id or order.order_id,
        "removed": 0,
        "channel_id": channel_id(order.channel),
        "number": order.name or order.external_id,
        "external_id": order.external_id,
        "party_id": party_id or order.client_id,
        "currency": order.currency,
        "ordered_at": order.ordered_at or 0,
        "promised_on": "",
        "stated_subtotal_minor": order.subtotal_minor,
        "stated_discount_minor": order.discount_minor,
        "stated_shipping_minor": order.shipping_minor,
        "stated_tax_minor": order.tax_minor,
        "stated_total_minor": order.total_minor,
        "difference_minor": order.difference_minor,
        "tax_included": None if order.tax_included is None else int(order.tax_included),
        "discount_code": order.discount_code,
        "financial_status": order.financial_status,
        "fulfilment_status": order.fulfilment_status,
        "cancelled_at": order.cancelled_at,
        "email": order.email,
        "phone": order.phone_e164 or order.phone,
        "ship_name": ship.name,
        "ship_lines": ship.lines,
        "ship_city": ship.city,
        "ship_region": ship.region,
        "ship_postcode": ship.postcode,
        "ship_country": ship.country or ship.country_text,
        "ship_phone": ship.phone,
        "bill_name": bill.name,
        "bill_lines": bill.lines,
        "bill_city": bill.city,
        "bill_region": bill.region,
        "bill_postcode": bill.postcode,
        "bill_country": bill.country or bill.country_text,
        "bill_phone": bill.phone,
        "shipping_method": order.shipping_method,
        "note": order.note,
        "attributes": "\n".join([f"{key}: {value}" for key, value in order.attributes]),
        "gift_message": order.gift_message,
        "gift_wrap": int(order.gift_wrap),
        "hide_prices": int(bool(order.gift_message) and order.gift_wrap),
        "rush": int("rush" in order.tags.lower()),
    }


# ---------------------------------------------------------------------- lines
def line_kind(line: FileLine) -> str:
    """What a line is: goods, service or tip."""
    return "tip" if line.is_tip else "service" if line.is_service else "goods"


def line_values(order_id: int, line_id: int, line: FileLine) -> Values:
    """The row of an order's line. Its style is found by the SKU when it is needed, not stored."""
    return {
        "id": line_id,
        "removed": 0,
        "order_id": order_id,
        "position": line.ordinal,
        "line_kind": line_kind(line),
        "name": line.name,
        "sku": line.sku,
        "quantity": line.quantity,
        "unit_minor": line.unit_minor or 0,
        "requires_shipping": int(line.requires_shipping is not False),
        "taxable": int(line.taxable is not False),
        "style_id": None,
        "piece_id": None,
    }


def customisation_values(line_id: int, nth: int, wish: FileCustomisation) -> Values:
    """The row of a wish; a ring size is read where its text leaves no doubt about the system."""
    value, system = size_value(wish.text) if wish.kind == "ring_size" else (None, "")
    return {
        "id": _wish_id(line_id, wish.kind, nth),
        "removed": 0,
        "line_id": line_id,
        "kind_code": wish.kind,
        "text_value": wish.text,
        "value": value,
        "system": system,
        "font": wish.font,
        "position_code": wish.position,
    }


def _wish_id(line_id: int, kind: str, nth: int) -> int:
    return derived_id("customisation", str(line_id), kind, str(nth))


def wish_ids(line_id: int, kind: str, many: int) -> set[int]:
    """The ids of the first ``many`` wishes of a kind that a file can tell of a line."""
    return {_wish_id(line_id, kind, nth) for nth in range(1, many + 1)}


def customisations_of(line_id: int, wishes: Iterable[FileCustomisation]) -> list[Values]:
    """The rows of a line's wishes; two of a kind are counted."""
    seen: dict[str, int] = {}
    rows = []
    for wish in wishes:
        seen[wish.kind] = seen.get(wish.kind, 0) + 1
        rows.append(customisation_values(line_id, seen[wish.kind], wish))
    return rows


@lru_cache(maxsize=4096)
def size_value(text: str) -> tuple[int | None, str]:
    """(inner circumference in µm, system) of a stated size; (None, "") where it must be asked."""
    try:
        size = parse_size(text)
    except (AmbiguousSize, InputError):
        return None, ""
    return size.circumference_um, size.system


# ---------------------------------------------------------------------- client
def party_values(order: FileOrder, party_id: int) -> Values:
    """The client as an order of the file names it."""
    display = order.client_name or f"Client of {order.name or order.external_id}"
    family, given = split_name(display) if "@" not in display else (display, "")
    return {
        "id": party_id,
        "removed": 0,
        "kind_code": "person",
        "family": family,
        "given": given,
        "display": display,
        "language": "",
        "is_client": 1,
        "is_consignor": 0,
        "is_vendor": 0,
        "is_artisan": 0,
        "is_borrower": 0,
        "risk": "none",
    }


def contact_values(order: FileOrder, party_id: int) -> list[Values]:
    """How the client can be reached, as an order of the file tells."""
    return [
        {
            "id": derived_id("contact", str(party_id), purpose, value),
            "removed": 0,
            "party_id": party_id,
            "purpose": purpose,
            "value": value,
        }
        for purpose, value in (("email", order.email.casefold()), ("phone", order.phone_e164))
        if value
    ]


def address_values(order: FileOrder, party_id: int) -> list[Values]:
    """The addresses of an order for its client; one to ship and to bill to stands once."""
    ship, bill = order.shipping, order.billing
    found = [] if ship.is_empty else [_address_values(party_id, "shipping", ship)]
    if not bill.is_empty and not _same(bill, ship):
        found.append(_address_values(party_id, "billing", bill))
    return found


def _same(one: FileAddress, other: FileAddress) -> bool:
    return one is other or (one.lines, one.city, one.postcode) == (
        other.lines,
        other.city,
        other.postcode,
    )


def _address_values(party_id: int, purpose: str, address: FileAddress) -> Values:
    stated = (
        address.lines,
        address.city,
        address.region,
        address.postcode,
        address.country or address.country_text,
    )
    return {
        "id": derived_id("address", str(party_id), purpose, *stated),
        "removed": 0,
        "party_id": party_id,
        "purpose": purpose,
        **dict(zip(("lines", "city", "region", "postcode", "country"), stated, strict=True)),
    }
