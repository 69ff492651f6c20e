"""Tags of pieces, jobs and places: what they say, drawn at the printer's dots, read back before use."""

from __future__ import annotations

import json
from collections.abc import Sequence

from PIL import Image

from app.domain.errors import NotFoundError
from app.models.database import Database
from app.printing.tag.content import TagContent, TagLine
from app.printing.tag.raster import draw_tag
from app.printing.tag.readback import checked
from app.printing.tag.stock import Stock, shipped_stock, stock_from
from app.services.settings import TAG_STOCK, get
from app.services.tag_texts import tag_contents as piece_contents

_SUBJECTS = {
    "job": "SELECT j.number, n.title, n.due_on FROM job AS j JOIN job_now AS n ON n.id = j.id"
    " WHERE j.id = ? AND j.removed = 0",
    "place": "SELECT name, title, '' FROM place WHERE id = ? AND removed = 0",
}


def tag_content(db: Database, piece_id: int) -> TagContent:
    """The tag of one piece."""
    return piece_contents(db, [piece_id])[0]


def tag_contents(db: Database, kind: str, ids: Sequence[int]) -> list[TagContent]:
    """The tags of pieces, jobs or places in their order; NotFoundError names one without a code."""
    if kind == "piece":
        return piece_contents(db, ids)
    return [_plain_tag(db, kind, subject_id) for subject_id in ids]


def _plain_tag(db: Database, kind: str, subject_id: int) -> TagContent:
    row = db.row(_SUBJECTS[kind], (subject_id,))
    code = code_of(db, kind, subject_id)
    if row is None or not code:
        raise NotFoundError(
            "No tag code",
            f"This {kind} has no tag code.",
            "Give it a code first, then print its tag.",
        )
    name, title, due = row
    lines = [TagLine(str(name)), *([TagLine(str(title))] if title and title != name else [])]
    return TagContent(code, tuple(lines), "", (TagLine(str(due)),) if due else ())


def code_of(db: Database, kind: str, subject_id: int) -> str:
    """The tag code that a thing carries now, "" if none."""
    found = db.value(
        "SELECT code FROM code_now WHERE target_id = ? AND target_kind = ? AND alias = 0"
        " AND replaced = 0 ORDER BY code DESC LIMIT 1",
        (subject_id, kind),
    )
    return str(found or "")


def stock_of(db: Database) -> Stock:
    """The tag stock on the roll: the shop's own measures where it has measured, else as shipped."""
    key = get(db, TAG_STOCK)
    own = db.value(
        "SELECT specification FROM tag_stock WHERE code = ? AND removed = 0 LIMIT 1", (key,)
    )
    data = json.loads(own) if own else {}
    return stock_from(data) if "panels" in data else shipped_stock(key)


def tag_raster(db: Database, content: TagContent, dpi: int = 300) -> Image.Image:
    """The tag as one 1-bit raster that reads as its code; UserError where it would not scan."""
    return checked(draw_tag(content, stock_of(db), dpi), content.code)
