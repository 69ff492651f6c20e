"""Drawing what is to be printed, before anything is stored: tags, documents, condition reports."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from PIL import Image

from app.domain.codes import spaced
from app.domain.wording import counted
from app.files import FileStore
from app.models.database import Database
from app.printing.tag.pdf import tags_pdf
from app.printing.tag.png import png
from app.printing.tag.stock import Stock
from app.printing.tag.zpl import zpl_batch
from app.services.address_labels import USUAL_STOCK
from app.services.documents import document_paper, report_sheet
from app.services.print_drawer import kicks
from app.services.print_labels import DrawnLabel, drawn_labels, stock_named
from app.services.print_parts import Part
from app.services.print_sheets import PdfOf, sheet_of, sheet_pdf
from app.services.printers import THERMAL, Printer
from app.services.till_receipts import receipt_bytes

PICTURE_DPI = (203, 300)
PRINTER_DPI = 300
ON_TILL_ROLL = "sales_receipt"
"""The one paper that a receipt printer prints."""


@dataclass(frozen=True)
class Rendered:
    """A job that is drawn and not yet stored: title and second line for the queue, its parts.

    ``stock`` is the key of the roll that it was drawn for ("": none in particular), at ``dpi``; on sheets
    ``start_at`` is how many places of the first one were used already.
    """

    kind: str
    title: str
    file_name: str
    subject_kind: str
    subject_id: int
    parts: tuple[Part, ...]
    stock: str = ""
    dpi: int = 0
    start_at: int = -1


def rendered_tags(
    db: Database,
    kind: str,
    ids: Sequence[int],
    *,
    title: str = "",
    printer: Printer | None = None,
    start_at: int = 0,
) -> Rendered:
    """The tags of pieces, jobs or places (of orders: address labels), drawn for a printer and read back.

    A label printer gets a PNG a tag of its own dots. The folder (and a printer of papers) gets a PNG a
    tag and resolution, all tags as one ZPL and one PDF at 300 dpi. A printer with sheets of labels gets
    whole pages as one PDF of its own dots, the first begun after ``start_at`` used places.
    """
    if printer and (sheet := sheet_of(db, printer)):
        return _on_sheets(db, kind, ids, title, printer, sheet, start_at)
    for_labels = printer is not None and printer.takes_labels
    stock = (printer.stock if printer else "") or (USUAL_STOCK if kind == "order" else "")
    dpi = (printer.dpi,) if printer and for_labels else PICTURE_DPI
    labels = drawn_labels(db, kind, ids, stock=stock, dpi=dpi)
    stem = f"tag-{labels[0].code}" if len(labels) == 1 else f"tags-{labels[0].code}"
    return Rendered(
        "tag",
        title or _title(db, kind, labels, ids),
        f"{stem}.{'png' if for_labels else 'zpl'}",
        kind,
        ids[0],
        tuple(_label_parts(labels, dpi[0]) if for_labels else _tag_parts(labels, stem)),
        stock_named(db, stock).key if for_labels else "",
        dpi[-1],
    )


def _on_sheets(
    db: Database,
    kind: str,
    ids: Sequence[int],
    title: str,
    to: Printer,
    sheet: Stock,
    start_at: int,
) -> Rendered:
    labels = drawn_labels(db, kind, ids, stock=sheet.key, dpi=(to.dpi,))
    stem = f"tag-{labels[0].code}" if len(labels) == 1 else f"tags-{labels[0].code}"
    together = sheet_pdf(sheet, to.dpi, to, start_at)([one.rasters[to.dpi] for one in labels])
    return Rendered(
        "tag",
        title or _title(db, kind, labels, ids),
        f"{stem}.pdf",
        kind,
        ids[0],
        (*_label_parts(labels, to.dpi), Part(f"{stem}.pdf", together)),
        sheet.key,
        to.dpi,
        start_at,
    )


def rendered_document(
    db: Database,
    files: FileStore,
    document_id: int,
    *,
    copy: bool | None = None,
    printer: Printer | None = None,
) -> Rendered:
    """A stored document drawn for printing; for a receipt printer, as the bytes that it understands."""
    kind = str(db.value("SELECT document_kind FROM document WHERE id = ?", (document_id,)))
    paper = document_paper(db, files, document_id, copy=copy)
    name, data = paper.file_name, paper.pdf
    if printer and printer.kind == THERMAL and kind == ON_TILL_ROLL:
        name = f"{name.rpartition('.')[0]}.escpos"
        drawer = kicks(db, printer.key, document_id, copy=copy)
        data = receipt_bytes(db, document_id, drawer=drawer, copy=copy)
    part = Part(name, data, "document", document_id)
    return Rendered(kind, paper.title, name, "document", document_id, (part,))


def rendered_report(
    db: Database, files: FileStore, report_id: int, *, copy: bool | None = None
) -> Rendered:
    """A signed condition report drawn for printing."""
    paper = report_sheet(db, files, report_id, copy=copy)
    part = Part(paper.file_name, paper.pdf, "report", report_id)
    return Rendered(
        "condition_report",
        paper.title,
        paper.file_name,
        "report",
        report_id,
        (part,),
    )


def _label_parts(labels: Sequence[DrawnLabel], dpi: int) -> Iterator[Part]:
    for one in labels:
        out = io.BytesIO()
        # A few bytes more than the smallest picture, in a tenth of its time: somebody waits for it.
        one.rasters[dpi].save(out, "PNG", dpi=(dpi, dpi), compress_level=3)
        yield Part(f"tag-{one.code}-{dpi}dpi.png", out.getvalue(), "code", one.code_id)


def _tag_parts(labels: Sequence[DrawnLabel], stem: str) -> Iterator[Part]:
    for one in labels:
        for dpi in PICTURE_DPI:
            name = f"tag-{one.code}-{dpi}dpi.png"
            # The finer picture is the tag's print; the others show the same tag again.
            owner = ("code", one.code_id) if dpi == PRINTER_DPI else ("", 0)
            yield Part(name, png(one.rasters[dpi], dpi), *owner)
    yield from together([one.rasters[PRINTER_DPI] for one in labels], stem)


def together(rasters: Sequence[Image.Image], stem: str) -> tuple[Part, ...]:
    """All tags of a job once more, as one ZPL and one PDF."""
    return (
        Part(f"{stem}.zpl", zpl_batch(rasters)),
        Part(f"{stem}.pdf", tags_pdf(rasters, PRINTER_DPI)),
    )


def rest_of_tags(parts: Sequence[Part], good: int, pdf: PdfOf | None = None) -> tuple[Part, ...]:
    """A job of tags without its first ``good`` ones: their pictures leave, ZPL and PDF are made anew.

    What is made anew is made of the very rasters that were stored, not drawn again; ``pdf`` makes the
    pages of a sheet.
    """
    pictures: list[list[Part]] = [[]]
    together: list[Part] = []
    for part in parts:
        if not part.name.endswith(".png"):
            together.append(part)
            continue
        pictures[-1].append(part)
        if part.subject_kind:  # the finer picture ends a tag
            pictures.append([])
    kept = [tag for tag in pictures if tag][good:]
    owners = [tag[-1] for tag in kept]
    rasters = [Image.open(io.BytesIO(owner.data)) for owner in owners]
    first = owners[0].name.removeprefix("tag-").partition("-")[0]
    stem = f"tag-{first}" if len(kept) == 1 else f"tags-{first}"
    makers = {"zpl": zpl_batch, "pdf": pdf or (lambda images: tags_pdf(images, PRINTER_DPI))}
    kinds = [part.name.rpartition(".")[2] for part in together]
    return (
        *(part for tag in kept for part in tag),
        *(Part(f"{stem}.{kind}", makers[kind](rasters)) for kind in kinds),
    )


def tags_title(many: int, kind: str) -> str:
    """What a job of several tags is called: "Tags of 12 pieces", "Address labels of 3 orders"."""
    if kind == "order":
        return f"Address labels of {counted(many, kind)}"
    return f"Tags of {counted(many, kind)}"


def _title(db: Database, kind: str, labels: Sequence[DrawnLabel], ids: Sequence[int]) -> str:
    if len(labels) > 1:
        return tags_title(len(labels), kind)
    if kind == "order":
        number = db.value("SELECT number FROM sales_order WHERE id = ?", (ids[0],))
        return f"Address label of {number}"
    column = {"piece": "description", "job": "title", "place": "title"}[kind]
    table = {"piece": "piece", "job": "job_now", "place": "place"}[kind]
    named = db.value(f"SELECT {column} FROM {table} WHERE id = ?", (ids[0],))
    return str(named or f"Tag {spaced(labels[0].code)}")
