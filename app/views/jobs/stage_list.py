"""The stages of a job as a table: planned, begun, done, with what went in and came out."""

from __future__ import annotations

from collections.abc import Callable

from app.domain.mass import shown_g
from app.services.jobs import ComponentRow, StageRow
from app.views.widgets.list_view.columns import Cell, Column

Moment = Callable[[int], str]


def stage_columns(moment: Moment, locale: str) -> tuple[Column, ...]:
    """Stage, in, weight in, out, weight out, lost, who. ``moment`` says a time (ms) briefly."""

    def grams(mg: int | None) -> str:
        return "" if mg is None else f"{shown_g(mg, locale)} g"

    def name(row: StageRow) -> Cell:
        if row.done:
            return Cell(row.title, "strong", icon="circle-check", spoken=f"{row.title}, done")
        if row.in_at:
            return Cell(row.title, "strong", icon="circle-dot", spoken=f"{row.title}, here now")
        return Cell(row.title, "muted", icon="circle-dashed", spoken=f"{row.title}, planned")

    def lost(row: StageRow) -> Cell:
        if row.in_mg is None or row.out_mg is None:
            return Cell("")
        mg = row.out_mg - row.in_mg
        return Cell(f"{'+' if mg > 0 else '−' if mg < 0 else ''}{abs(mg):,} mg", "muted")

    def who(row: StageRow) -> Cell:
        return Cell(initials=row.out_by or row.in_by, spoken=row.out_by or row.in_by or "nobody")

    return (
        Column("Stage", name, stretch=3),
        Column("In", lambda row: Cell(moment(row.in_at) if row.in_at else "", "muted"), stretch=2),
        Column("Weight in", lambda row: Cell(grams(row.in_mg)), width=96, numeric=True),
        Column(
            "Out", lambda row: Cell(moment(row.out_at) if row.out_at else "", "muted"), stretch=2
        ),
        Column("Weight out", lambda row: Cell(grams(row.out_mg)), width=100, numeric=True),
        Column("Change", lost, width=86, numeric=True, hide_below=620),
        Column("Who", who, width=58, spoken_title="By whom"),
    )


def component_columns(locale: str) -> tuple[Column, ...]:
    """What is in the bag: what, how many, given out, come back."""

    def grams(mg: int | None) -> Cell:
        return Cell("" if mg is None else f"{shown_g(mg, locale)} g")

    def count(row: ComponentRow) -> Cell:
        return Cell("" if row.count is None else f"{row.count:,}")

    return (
        Column("What", lambda row: Cell(row.what, "medium"), stretch=4),
        Column("Count", count, width=76, numeric=True),
        Column("Given out", lambda row: grams(row.issued_mg), width=104, numeric=True),
        Column("Come back", lambda row: grams(row.returned_mg), width=108, numeric=True),
    )
