"""Which stones a report says are gone: by their stations on the plan, and how many nobody marked."""

from __future__ import annotations

from app.domain.setting_plan import MISSING, STATES, stone_states
from app.services.report_form import ReportForm, StoneLine


def missing_in(form: ReportForm) -> tuple[str, ...]:
    """The stations whose stone a report says is missing ("ST-3"), in the order of their numbers."""
    found = stone_states((mark.location, mark.type, mark.change) for mark in form.findings)
    gone = [place for place, state in found.items() if state == MISSING and _number(place)]
    return tuple(sorted(gone, key=_number))


def _number(place: str) -> int:
    base, _, number = place.partition("-")
    return int(number) if base == "ST" and number.isdigit() else 0


def unmarked(form: ReportForm, expected: int) -> int:
    """How many stones fewer than expected were counted without being marked as missing."""
    if form.stones_found is None:
        return 0
    return max(0, expected - form.stones_found - _named(form))


def _named(form: ReportForm) -> int:
    """How many findings say that a stone is missing, wherever; what is repaired is there again."""
    kind = next(code for code, state in STATES.items() if state == MISSING)
    return sum(mark.type == kind and mark.change != "repaired" for mark in form.findings)


def stone_at(place: str, form: ReportForm) -> StoneLine | None:
    """What stands at a station by the report's list of stones, counted through its lines."""
    first, number = 1, _number(place)
    for line in form.stones:
        if first <= number < first + line.count:
            return line
        first += line.count
    return None


def unmarked_words(left: int) -> str:
    """What is asked of whoever counted fewer: "Say which stone is missing: press it on the plan."."""
    if left == 1:
        return "Say which stone is missing: press it on the plan, or mark its place."
    return f"Say which {left} stones are missing: press them on the plan, or mark their places."
