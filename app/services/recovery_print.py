"""The recovery phrase on paper. The words are given and forgotten: nothing of them is stored."""

from __future__ import annotations

from pathlib import Path

from app.domain.errors import FileError
from app.domain.ids import now_ms
from app.printing.document.recovery_sheet import RecoverySheet
from app.services.founding import describe
from app.services.house_paper import company_of, made
from app.shop import Shop


def recovery_pdf(shop: Shop, phrase: str, path: str) -> str:
    """Write the sheet with a shop's 24 words as PDF; returns the path. FileError if it cannot be."""
    # Here: drawing papers is loaded when a paper is drawn, not when the window opens.
    from app.printing.document.recovery_paper import render_recovery_sheet

    db = shop.reader()
    try:
        sheet = RecoverySheet(
            company_of(db),
            made(db, now_ms(), "Parure"),
            tuple(phrase.split()),
            describe(shop.path).shop_id,
        )
    finally:
        db.close()
    target = Path(path)
    if target.suffix.lower() != ".pdf":
        target = target.with_name(f"{target.name}.pdf")
    try:
        target.write_bytes(render_recovery_sheet(sheet))
    except OSError as error:
        raise FileError(
            "The sheet could not be saved",
            f"{target} cannot be written: {error.strerror or error}.",
            "Choose another folder, or write the words down by hand.",
        ) from error
    return str(target)
