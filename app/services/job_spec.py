"""What a job is told: a snapshot of the line as it was when it was sent, kept as canonical JSON."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import Any

from app.domain.gems import SHAPES
from app.domain.ring_sizes import size_words
from app.domain.stones import measures_words
from app.domain.vocabulary import STAGES
from app.models.chain import canonical
from app.services.check_points import line_points
from app.services.order_facts import LineFacts, OrderFacts
from app.services.piece_forms import StoneForm
from app.services.piece_words import stone_title
from app.services.read_back import font_code

_STAGES = {
    "production": ("cad", "cast", "finish", "set", "polish"),
    "sizing": ("size", "polish"),
    "engraving": ("engrave",),
}
_PLATED = frozenset(("gold_white",))
_VERBS = {"production": "make", "engraving": "engrave", "sizing": "size"}


@dataclass(frozen=True)
class SpecStone:
    """A stone or a run of like stones in the snapshot; weight in 1/1000 ct."""

    description: str
    count: int
    measures: str
    stone_mct: int | None
    estimated: bool
    species: str


@dataclass(frozen=True)
class JobSpec:
    """The snapshot: what the work is in a few words, rows of (title, value), sizes, engraving.

    ``size`` is (stated, system, circumference µm) or empty; ``engraving`` (text, font code,
    position) or empty; ``stages`` codes in the order of the work.
    """

    work: str
    kinds: tuple[str, ...]
    rows: tuple[tuple[str, str], ...]
    size: tuple[Any, ...]
    size_before: tuple[Any, ...]
    engraving: tuple[str, ...]
    stones: tuple[SpecStone, ...]
    stages: tuple[str, ...]
    value_minor: int = 0
    currency: str = ""

    def to_text(self) -> str:
        """The canonical JSON that the job keeps."""
        return canonical(asdict(self))


def spec_of(text: str) -> JobSpec:
    """A kept snapshot again; an empty one for a job that has none."""
    if not text:
        return JobSpec("", (), (), (), (), (), (), ())
    data = json.loads(text)
    return JobSpec(
        data["work"],
        tuple(data["kinds"]),
        tuple((title, value) for title, value in data["rows"]),
        tuple(data["size"]),
        tuple(data["size_before"]),
        tuple(data["engraving"]),
        tuple(SpecStone(**stone) for stone in data["stones"]),
        tuple(data["stages"]),
        data.get("value_minor", 0),
        data.get("currency", ""),
    )


def snapshot(order: OrderFacts, line: LineFacts, kinds: tuple[str, ...]) -> JobSpec:
    """The line as it stands, for the bench."""
    piece, wanted = line.piece, line.wanted_size
    has = piece.size if piece else None
    wish = line.wish("engraving")
    points = line_points(order, line)
    rows = [("Metal", points["metal"].value)] if "metal" in points else []
    if wanted is not None:
        rows.append(("Ring size", size_words(wanted)))
        if has is not None and line.to_size:
            rows.append(("Size now", size_words(has)))
    rows += [
        (title, other.text)
        for kind, title in (
            ("length", "Length"),
            ("metal", "Metal wanted"),
            ("stone", "Stone wanted"),
        )
        if (other := line.wish(kind)) is not None
    ]
    metals = piece.metals if piece else ()
    plated = any(metal.metal in _PLATED for metal in metals)
    if plated and "sizing" in kinds:
        rows.append(("Finish", "polish, rhodium again"))
    return JobSpec(
        work=work_words(line, kinds),
        kinds=kinds,
        rows=tuple(rows),
        size=(wanted.stated, wanted.system, wanted.circumference_um) if wanted else (),
        size_before=(has.stated, has.system, has.circumference_um) if has else (),
        engraving=(wish.text, font_code(wish.font), wish.position) if wish else (),
        stones=tuple(_stone(stone) for stone in (piece.stones if piece else ())),
        stages=planned_stages(kinds, plated=plated),
        value_minor=line.unit_minor,
        currency=order.currency,
    )


def work_words(line: LineFacts, kinds: tuple[str, ...]) -> str:
    """The work in two or three words: "Size 6 → 6½, engrave"."""
    parts = []
    for kind in kinds:
        if kind == "sizing":
            has, wanted = (line.piece.size if line.piece else None), line.wanted_size
            to = wanted.stated if wanted else line.stated_size
            parts.append(f"size {has.stated} → {to}" if has and to else f"size {to}".strip())
        else:
            parts.append(_VERBS.get(kind, kind.replace("_", " ")))
    said = ", ".join(parts)
    return said[:1].upper() + said[1:]


def planned_stages(kinds: tuple[str, ...], *, plated: bool = False) -> tuple[str, ...]:
    """The stages of the work in order: engraving comes last, for polishing would take it off."""
    wanted = {stage for kind in kinds for stage in _STAGES.get(kind, ("finish",))}
    if plated and "sizing" in kinds:
        wanted.add("plate")
    order = ("cad", "cast", "size", "finish", "set", "polish", "plate", "engrave")
    return tuple(stage for stage in order if stage in wanted and stage in STAGES)


def _stone(stone: StoneForm) -> SpecStone:
    shape = f", {SHAPES.word(stone.shape)}" if stone.shape else ""
    title = stone_title(stone).partition(" ")[2] or stone.species + shape
    return SpecStone(
        title,
        stone.count,
        measures_words(stone.group),
        stone.stone_mct,
        stone.method == "formula",
        stone.species,
    )
