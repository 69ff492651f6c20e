"""Tags of pieces, jobs and places: what they say, drawn at the printer's dots, read back before use."""

from __future__ import annotations

from collections.abc import Sequence

from PIL import Image

from app.domain.errors import NotFoundError
from app.models.database import Database
from app.printing.tag.roll import Roll
from app.printing.tag.stock import Stock
from app.printing.tag.values import Said, TagValues
from app.services.settings import TAG_STOCK, get
from app.services.tag_stocks import stock_by_key
from app.services.tag_templates import templates_on
from app.services.tag_texts import piece_values

_SUBJECTS = {
    "job": "SELECT j.number, n.title, n.due_on FROM job AS j JOIN job_now AS n ON n.id = j.id"
    " WHERE j.id = ? AND j.removed = 0",
    "place": "SELECT name, title, '' FROM place WHERE id = ? AND removed = 0",
}


def tag_value(db: Database, piece_id: int) -> TagValues:
    """What the tag of one piece says."""
    return piece_values(db, [piece_id])[0]


def tag_values(db: Database, kind: str, ids: Sequence[int]) -> list[TagValues]:
    """The tags of pieces, jobs or places, or the address labels of orders, in their order.

    NotFoundError names one without a code.
    """
    if kind == "piece":
        return piece_values(db, ids)
    if kind == "order":
        from app.services.address_labels import address_values  # here: tags alone need no orders

        return address_values(db, ids)
    return [_plain_tag(db, kind, subject_id) for subject_id in ids]


def _plain_tag(db: Database, kind: str, subject_id: int) -> TagValues:
    row = db.row(_SUBJECTS[kind], (subject_id,))
    code = code_of(db, kind, subject_id)
    if row is None or not code:
        raise NotFoundError(
            "No tag code",
            f"This {kind} has no tag code.",
            "Give it a code first, then print its tag.",
        )
    name, title, due = row
    words = {"name": Said(str(name))}
    if title and title != name:
        words["title"] = Said(str(title))
    if due:
        words["due"] = Said(str(due))
    return TagValues(code, words, kind)


def code_of(db: Database, kind: str, subject_id: int) -> str:
    """The tag code that a thing carries now, "" if none."""
    found = db.value(
        "SELECT code FROM code_now WHERE target_id = ? AND target_kind = ? AND alias = 0"
        " AND replaced = 0 ORDER BY code DESC LIMIT 1",
        (subject_id, kind),
    )
    return str(found or "")


def roll_of(db: Database, stock_key: str = "") -> Roll:
    """The roll of a printer by its stock's key, with its templates; "": the shop's usual roll."""
    stock = stock_by_key(db, stock_key or get(db, TAG_STOCK))
    return Roll(stock, templates_on(db, stock))


def stock_of(db: Database) -> Stock:
    """The shop's usual tag stock: its own measures where it has measured, else as shipped."""
    return stock_by_key(db, get(db, TAG_STOCK))


def tag_raster(db: Database, values: TagValues, dpi: int = 300) -> Image.Image:
    """The tag as one 1-bit raster that reads as its code; UserError where it would not scan."""
    return roll_of(db).raster(values, dpi)
