"""Whether this PC's scanner can read what stands on its tags, and which template it could read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from app.models.database import Database
from app.printing.tag.template import TagTemplate
from app.services.scanner_setup import scanner_setup
from app.services.tag_templates import list_templates, templates_on
from app.services.tags import roll_of

BARS = "code_128"
"""The symbol for scanners that read lines only."""


def bars_instead(
    db: Database, stock_key: str = ""
) -> tuple[TagTemplate, TagTemplate | None] | None:
    """The template in use that this PC's scanner cannot read, and the one to use instead (None: none).

    None where its scanner reads square codes, or nobody has said that it does not. The template for the
    same roll comes first, then one for another roll.
    """
    if scanner_setup(db).squares != "no":
        return None
    stock = roll_of(db, stock_key).stock
    here = templates_on(db, stock)
    used = next((one for one in here if "piece" in one.kinds), None)
    if used is None or _has_bars(used):
        return None
    everywhere = (line.template for line in list_templates(db))
    return used, next(_for_pieces(here), None) or next(_for_pieces(everywhere), None)


def advice(db: Database, stock_key: str = "") -> str:
    """What to do about it, as a sentence or two for the printer's page; "" where all is well."""
    found = bars_instead(db, stock_key)
    if found is None:
        return ""
    used, instead = found
    said = f"The scanner of this PC reads no square codes, and “{used.name}” has one."
    if instead is None:
        return f"{said} Make a template with Code 128 in the tag designer, or use another scanner."
    roll = roll_of(db, instead.stock).stock
    if instead.stock == roll_of(db, stock_key).stock.key:
        own = "copy it in the tag designer, for the shop's own templates come first."
        return f"{said} “{instead.name}” carries Code 128 on the same roll: {own}"
    return f"{said} Use “{instead.name}”: it carries Code 128, on the roll “{roll.name}”."


def _for_pieces(templates: Iterable[TagTemplate]) -> Iterator[TagTemplate]:
    return (one for one in templates if "piece" in one.kinds and _has_bars(one))


def _has_bars(template: TagTemplate) -> bool:
    return any(field.kind == "code" and field.symbol == BARS for field in template.fields)
