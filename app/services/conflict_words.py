"""The fields of descriptive tables in the trade's words, and their values as people read them."""

from __future__ import annotations

from typing import Any

from app.domain.mass import shown_g
from app.domain.money import shown
from app.domain.vocabulary import CATEGORIES, OWNERSHIP
from app.models.database import Database
from app.services.house_rules import house_rules

_FIELDS = {
    ("piece", "owner_id"): "Owner",
    ("piece", "two_persons"): "Two persons carry it",
    ("piece", "no_export"): "Not to be exported",
    ("piece", "ring_circumference_um"): "Ring size, inside",
    ("order_line", "piece_id"): "Piece of the line",
    ("sales_order", "promised_on"): "Promised for",
    ("sales_order", "party_id"): "Client",
    ("job", "due_on"): "Due",
    ("job", "artisan_id"): "Artisan",
    ("customisation", "text_value"): "Wish",
    ("place", "title"): "Name of the place",
    ("place", "limit_minor"): "Insured up to",
    ("place", "removed"): "In use",
    ("stone", "stone_mct"): "Weight of the stone",
}
_TABLES = {
    "piece": "",
    "sales_order": "",
    "job": "",
    "metal": "Metal: ",
    "stone": "Stone: ",
    "mark": "Mark: ",
    "accessory": "Accessory: ",
    "component": "Part: ",
    "contact": "Contact: ",
    "address": "Address: ",
    "customisation": "Wish: ",
}
_NAMES = {
    "piece_id": "SELECT description FROM piece WHERE id = ?",
    "party_id": "SELECT display FROM party WHERE id = ?",
    "owner_id": "SELECT display FROM party WHERE id = ?",
    "artisan_id": "SELECT display FROM party WHERE id = ?",
    "style_id": "SELECT title FROM style WHERE id = ?",
    "parent_id": "SELECT coalesce(nullif(title, ''), name) FROM place WHERE id = ?",
    "channel_id": "SELECT name FROM channel WHERE id = ?",
}
_YES_NO = frozenset(
    {"two_persons", "no_export", "rush", "gift_wrap", "hide_prices", "tax_included", "announced"}
)
_SECRET = frozenset({"argon2", "badge_sha256"})
_ABOUT = {
    "piece": ("piece", "id"),
    "sales_order": ("order", "id"),
    "job": ("job", "id"),
    "party": ("party", "id"),
    "place": ("place", "id"),
    "agreement": ("agreement", "id"),
    "order_line": ("order", "order_id"),
    "contact": ("party", "party_id"),
    "address": ("party", "party_id"),
    "consignment_item": ("piece", "piece_id"),
    **dict.fromkeys(("metal", "stone", "mark", "accessory", "component"), ("piece", "piece_id")),
}


def field_words(table: str, column: str) -> str:
    """A column as the trade calls it: "Ring size", "Stone: colour"."""
    known = _FIELDS.get((table, column))
    if known:
        return known
    plain = column
    for unit in ("_mg", "_um", "_mct", "_minor", "_ppm", "_id", "_on"):
        plain = plain.removesuffix(unit)
    words = plain.replace("_", " ")
    before = _TABLES.get(table, "")
    return f"{before}{words}" if before else f"{words[:1].upper()}{words[1:]}"


def value_words(db: Database, column: str, value: Any) -> str:
    """A value as it is read: names for ids, units with amounts, "" for nothing."""
    if value is None or value == "":
        return ""
    if column in _SECRET:
        return "set"
    if column in _NAMES:
        return str(db.value(_NAMES[column], (value,)) or "")
    if column == "removed":
        return "out of use" if value else "in use"
    if column in _YES_NO:
        return "yes" if value else "no"
    if isinstance(value, int):
        return _amount(db, column, value)
    for named, words in (("category", CATEGORIES), ("ownership", OWNERSHIP)):
        if column == named and value in words:
            return words.word(value)
    return str(value)


def _amount(db: Database, column: str, value: int) -> str:
    if column.endswith("_mg"):
        return f"{shown_g(value)} g"
    if column.endswith("_um"):
        return f"{value / 1000:.2f} mm"
    if column.endswith("_mct"):
        return f"{value / 1000:.3f} ct"
    if column.endswith("_ppm"):
        return f"{value / 10_000:g} %"
    if column.endswith("_minor"):
        rules = house_rules(db)
        return shown(value, rules.currency, rules.locale)
    return str(value)


def about(db: Database, table: str, row_id: int) -> tuple[str, int]:
    """Kind and id of the record whose page shows a row; ("", 0) where there is none."""
    if table == "customisation":
        order = db.value(
            "SELECT l.order_id FROM customisation AS c JOIN order_line AS l ON l.id = c.line_id"
            " WHERE c.id = ?",
            (row_id,),
        )
        return ("order", int(order)) if order else ("", 0)
    known = _ABOUT.get(table)
    if known is None:
        return "", 0
    record = db.value(f'SELECT "{known[1]}" FROM "{table}" WHERE id = ?', (row_id,))
    return (known[0], int(record)) if record else ("", 0)
