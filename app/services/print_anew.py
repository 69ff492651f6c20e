"""Stored tags once more on sheets of labels: on places that are free, from the very dots that were stored."""

from __future__ import annotations

from dataclasses import replace

from app.models.database import Database
from app.services.print_rendering import Rendered, rest_of_tags
from app.services.print_sheets import NEXT_FREE, sheet_of, sheet_pdf, start_of
from app.services.printers import printers


def begun_anew(
    db: Database, drawn: Rendered, printer: str, *, good: int = 0, start_at: int = NEXT_FREE
) -> Rendered:
    """Tags without their first ``good`` ones: those of a sheet on free places, others dot for dot."""
    to = next((one for one in printers(db) if one.key == printer), None)
    sheet = sheet_of(db, to) if to else None
    if to is None or sheet is None or sheet.key != drawn.stock:
        return replace(drawn, parts=rest_of_tags(drawn.parts, good)) if good else drawn
    left = sum(1 for part in drawn.parts if part.subject_kind) - good
    at = start_of(db, to, start_at, left)
    parts = rest_of_tags(drawn.parts, good, sheet_pdf(sheet, drawn.dpi, to, at))
    return replace(drawn, parts=parts, start_at=at)
