"""Tags that are of no thing yet, or of none ever: unused tags of a roll, test tags, the ruler."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PIL import Image

from app.domain.codes import spaced
from app.domain.wording import counted
from app.models.database import Database
from app.printing.tag.png import png
from app.printing.tag.values import values_of
from app.services.print_parts import TRIAL, UNUSED, Part
from app.services.print_rendering import PRINTER_DPI, Rendered, together
from app.services.print_sheets import NEXT_FREE, sheet_of, sheet_pdf, start_of
from app.services.printers import Printer
from app.services.tags import roll_of


def trial_on_sheet(
    db: Database, code: str, title: str, raster: Image.Image, to: Printer, start_at: int
) -> Rendered:
    """A test tag at its place on the sheet of labels in a printer, whose dots ``raster`` has."""
    sheet = sheet_of(db, to)
    assert sheet is not None
    at = start_of(db, to, start_at, 1)
    page = Part("tag-test.pdf", sheet_pdf(sheet, to.dpi, to, at)([raster]))
    tag = Part(f"tag-test-{to.dpi}dpi.png", png(raster, to.dpi), TRIAL, int(code))
    return Rendered("tag", title, page.name, TRIAL, 0, (tag, page), sheet.key, to.dpi, at)


def rendered_trial(
    to: Printer, stock: str, title: str, drawn: Sequence[tuple[int, Image.Image]]
) -> Rendered:
    """A test tag or a ruler, drawn on a stock: a (dpi, raster) for each resolution."""
    parts = tuple(Part(f"tag-test-{dpi}dpi.png", png(one, dpi)) for dpi, one in drawn)
    if not to.takes_labels:
        parts += together([one for dpi, one in drawn if dpi == PRINTER_DPI], "tag-test")
    on = stock if to.takes_labels else ""
    return Rendered("tag", title, "tag-test.zpl", TRIAL, 0, parts, on, max(dpi for dpi, _ in drawn))


def rendered_unused(
    db: Database, codes: Sequence[str], to: Printer, start_at: int = NEXT_FREE
) -> Rendered:
    """Unused tags, digits and symbol only, each a label of its own that can be counted and scanned."""
    roll, sheet = roll_of(db, to.stock), sheet_of(db, to)
    dpi = to.dpi if to.takes_labels or sheet else PRINTER_DPI
    rasters = [roll.raster(values_of(code, kind="piece"), dpi) for code in codes]
    parts = tuple(
        Part(f"tag-{code}-{dpi}dpi.png", png(one, dpi), UNUSED, int(code))
        for code, one in zip(codes, rasters, strict=True)
    )
    stem, on = f"tags-{codes[0]}", roll.stock.key if to.takes_labels or sheet else ""
    title = unused_title(codes)
    made = Rendered("tag", title, f"{stem}.zpl", UNUSED, 0, parts, on, dpi)
    if to.takes_labels:
        return made
    if sheet is None:
        return replace(made, parts=(*parts, *together(rasters, stem)))
    at = start_of(db, to, start_at, len(codes))
    pages = Part(f"{stem}.pdf", sheet_pdf(sheet, dpi, to, at)(rasters))
    return replace(made, parts=(*parts, pages), file_name=pages.name, start_at=at)


def unused_title(codes: Sequence[str]) -> str:
    """What a job of unused tags is called: "50 unused tags from 01 000123 45"."""
    return f"{counted(len(codes), 'unused tag')} from {spaced(codes[0])}"


def codes_of_unused(parts: Sequence[Part]) -> list[str]:
    """The codes on the unused tags among the parts of a job, in their order."""
    return [f"{part.subject_id:010d}" for part in parts if part.subject_kind == UNUSED]
