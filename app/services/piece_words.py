"""A piece's metals, stones and marks: read from their rows, and said in words."""

from __future__ import annotations

from dataclasses import fields

from app.domain.gems import SHAPES
from app.domain.mass import estimate_figure, shown_ct
from app.domain.metals import alloy_words, stamp_contradicts
from app.domain.ring_sizes import RingSize
from app.domain.stones import measures_words, species_words
from app.domain.vocabulary import METHODS, TREATMENTS
from app.services.house_rules import Asks
from app.services.piece_forms import MarkForm, MetalForm, StoneForm


def _rows_of(db: Asks, table: str, form: type, piece_id: int) -> list[tuple[object, ...]]:
    columns = ", ".join(f'"{field.name}"' for field in fields(form))
    return db.rows(
        f"SELECT {columns} FROM {table} WHERE piece_id = ? AND removed = 0 ORDER BY position, id",
        (piece_id,),
    )


def metals_of(db: Asks, piece_id: int) -> tuple[MetalForm, ...]:
    """The metals of a piece in their order."""
    return tuple(MetalForm(*row) for row in _rows_of(db, "metal", MetalForm, piece_id))  # type: ignore[arg-type]


def stones_of(db: Asks, piece_id: int) -> tuple[StoneForm, ...]:
    """The stones of a piece in their order."""
    return tuple(StoneForm(*row) for row in _rows_of(db, "stone", StoneForm, piece_id))  # type: ignore[arg-type]


def marks_of(db: Asks, piece_id: int) -> tuple[MarkForm, ...]:
    """The marks of a piece in their order."""
    return tuple(MarkForm(*row) for row in _rows_of(db, "mark", MarkForm, piece_id))  # type: ignore[arg-type]


def ring_size_of(db: Asks, piece_id: int) -> RingSize | None:
    """The ring size as stated, or None."""
    row = db.row(
        "SELECT ring_size, ring_system, ring_circumference_um FROM piece WHERE id = ?", (piece_id,)
    )
    return RingSize(*row) if row and row[2] else None


def metal_words(metal: MetalForm) -> str:
    """ "18 K white gold", with the part where it is not the whole: "platinum 950 (head)"."""
    words = alloy_words(metal.metal, metal.fineness)
    return f"{words} ({metal.part})" if metal.part else words


def stone_title(stone: StoneForm) -> str:
    """ "18 diamonds, single cut"."""
    name = f"{stone.count} {species_words(stone.group)}"
    return f"{name}, {SHAPES.word(stone.shape)}" if stone.shape else name


def stone_detail(stone: StoneForm) -> str:
    """ "1.12 ct est. (mounted), 7.02 × 5.11 mm, G–H, VS, minor oil, Colombia, report GIA 5221"."""
    parts = [carat_words(stone), measures_words(stone.group), stone.colour, stone.clarity]
    if stone.treatment:
        parts.append(TREATMENTS.word(stone.treatment))
    if stone.origin:
        parts.append(stone.origin)
    if stone.report_number:
        parts.append(f"report {stone.report_lab} {stone.report_number}".replace("  ", " "))
    return ", ".join(part for part in parts if part)


def carat_words(stone: StoneForm) -> str:
    """ "0.92 ct est. (mounted)", "1.03 ct by scale"; '' where the weight is not known."""
    if not stone.stone_mct:
        return ""
    if stone.method == "formula":
        return f"{estimate_figure(stone.stone_mct)} ct est. (mounted)"
    return f"{shown_ct(stone.stone_mct)} ct {METHODS.word(stone.method)}".strip()


def detail_words(db: Asks, piece_id: int) -> str:
    """Metal, stones and size in a line, as a receipt shows it."""
    size = ring_size_of(db, piece_id)
    metals = metals_of(db, piece_id)
    parts = [metal_words(metal) for metal in metals]
    against = [
        f"“{mark.text_seen}”"
        for mark in marks_of(db, piece_id)
        if metals and all(stamp_contradicts(m.metal, m.fineness, mark.text_seen) for m in metals)
    ]
    if against:
        parts[-1] += f" although stamped {' and '.join(against)}"
    for stone in stones_of(db, piece_id):
        parts.append(" ".join(filter(None, (stone_title(stone), carat_words(stone)))))
    return ", ".join([*parts, *([f"size {size}"] if size else [])])


def mark_words(db: Asks, piece_id: int) -> str:
    """What is stamped as seen: "PLAT rubbed, H&S"."""
    return ", ".join(mark.text_seen for mark in marks_of(db, piece_id))
