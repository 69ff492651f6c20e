"""What a manager who decides is told beside what stops: they answer for the whole of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from app.domain.reasons import WEIGHT
from app.services.missing_stones import missing_in
from app.services.report_form import ReportForm
from app.services.report_gate import Blocker


def beside_stops(form: ReportForm, stops: Sequence[Blocker]) -> Iterator[str]:
    """Sentences on the stones that are marked as missing, and on a weight that only had its reason."""
    if gone := missing_in(form):
        yield f"Marked as missing: {', '.join(gone)}."
    before, after = form.weight_before_mg, form.weight_after_mg
    if before is None or after is None or any(one.field.startswith("weight") for one in stops):
        return
    mg = after - before
    if mg:
        why = f"; the reason given: {WEIGHT.word(form.weight_reason)}" if form.weight_reason else ""
        yield f"It weighs {abs(mg):,} mg {'more' if mg > 0 else 'less'} than before{why}."
