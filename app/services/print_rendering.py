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
from app.printing.tag.values import TagValues
from app.printing.tag.zpl import zpl_batch
from app.services.documents import document_paper, report_sheet
from app.services.print_parts import Part
from app.services.tags import roll_of, tag_values

PICTURE_DPI = (203, 300)
PRINTER_DPI = 300


@dataclass(frozen=True)
class Rendered:
    """A job that is drawn and not yet stored: title and second line for the queue, its parts."""

    kind: str
    title: str
    file_name: str
    subject_kind: str
    subject_id: int
    parts: tuple[Part, ...]


def rendered_tags(db: Database, kind: str, ids: Sequence[int], *, title: str = "") -> Rendered:
    """The tags of pieces, jobs or places, drawn at 203 and 300 dpi and read back; UserError else.

    For the folder: a PNG a tag and resolution, all tags as one ZPL and one PDF at 300 dpi.
    """
    contents = tag_values(db, kind, ids)
    codes = {content.code: _code_fact(db, content.code) for content in contents}
    roll = roll_of(db)
    rasters = {dpi: [roll.raster(one, dpi) for one in contents] for dpi in PICTURE_DPI}
    stem = f"tag-{contents[0].code}" if len(contents) == 1 else f"tags-{contents[0].code}"
    parts = tuple(_tag_parts(contents, codes, rasters, stem))
    return Rendered(
        "tag",
        title or _title(db, kind, contents, ids),
        f"{stem}.zpl",
        kind,
        ids[0],
        parts,
    )


def rendered_document(
    db: Database, files: FileStore, document_id: int, *, copy: bool | None = None
) -> Rendered:
    """A stored document drawn for printing."""
    paper = document_paper(db, files, document_id, copy=copy)
    part = Part(paper.file_name, paper.pdf, "document", document_id)
    kind = str(db.value("SELECT document_kind FROM document WHERE id = ?", (document_id,)))
    return Rendered(kind, paper.title, paper.file_name, "document", document_id, (part,))


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


def _tag_parts(
    contents: Sequence[TagValues],
    codes: dict[str, int],
    rasters: dict[int, list[Image.Image]],
    stem: str,
) -> Iterator[Part]:
    for at, content in enumerate(contents):
        for dpi in PICTURE_DPI:
            name = f"tag-{content.code}-{dpi}dpi.png"
            data = png(rasters[dpi][at], dpi)
            # The finer picture is the tag's print; the others show the same tag again.
            owner = ("code", codes[content.code]) if dpi == PRINTER_DPI else ("", 0)
            yield Part(name, data, *owner)
    yield Part(f"{stem}.zpl", zpl_batch(rasters[PRINTER_DPI]))
    yield Part(f"{stem}.pdf", tags_pdf(rasters[PRINTER_DPI], PRINTER_DPI))


def rest_of_tags(parts: Sequence[Part], good: int) -> tuple[Part, ...]:
    """A job of tags without its first ``good`` ones: their pictures leave, ZPL and PDF are made anew.

    What is made anew is made of the very rasters that were stored, not drawn again.
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
    first = owners[0].name.removeprefix("tag-").removesuffix(f"-{PRINTER_DPI}dpi.png")
    stem = f"tag-{first}" if len(kept) == 1 else f"tags-{first}"
    makers = {"zpl": zpl_batch, "pdf": lambda images: tags_pdf(images, PRINTER_DPI)}
    kinds = [part.name.rpartition(".")[2] for part in together]
    return (
        *(part for tag in kept for part in tag),
        *(Part(f"{stem}.{kind}", makers[kind](rasters)) for kind in kinds),
    )


def tags_title(many: int, kind: str) -> str:
    """What a job of several tags is called: "Tags of 12 pieces"."""
    return f"Tags of {counted(many, kind)}"


def _title(db: Database, kind: str, contents: Sequence[TagValues], ids: Sequence[int]) -> str:
    if len(contents) > 1:
        return tags_title(len(contents), kind)
    column = {"piece": "description", "job": "title", "place": "title"}[kind]
    table = {"piece": "piece", "job": "job_now", "place": "place"}[kind]
    named = db.value(f"SELECT {column} FROM {table} WHERE id = ?", (ids[0],))
    return str(named or f"Tag {spaced(contents[0].code)}")


def _code_fact(db: Database, code: str) -> int:
    return int(db.value("SELECT id FROM code WHERE text_value = ? ORDER BY hlc LIMIT 1", (code,)))
