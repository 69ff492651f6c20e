"""The house's scales and instruments: their smallest step, when calibrated, until when that holds."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date

from app.domain.changes import Changes
from app.domain.errors import InputError
from app.domain.ids import derived_id
from app.models.database import Database
from app.models.work import Work
from app.services.settings import get, put_quietly

INSTRUMENTS = "reports.instruments"
"""Shop-wide: the list as JSON."""
MOST = 60
LARGEST_DIVISION_MG = 1000
_DIVISION = re.compile(r"(\d{1,4})\s*mg")


@dataclass(frozen=True)
class Instrument:
    """A scale or instrument: ``division_mg`` is a scale's smallest step, the days are ISO or ""."""

    name: str
    division_mg: int = 1
    calibrated_on: str = ""
    due_on: str = ""

    def overdue(self, on: str) -> bool:
        """Whether its calibration no longer holds on an ISO date."""
        return bool(self.due_on) and self.due_on < on


def instruments(db: Database | Work) -> tuple[Instrument, ...]:
    """All of the house, in their order."""
    kept = get(db, INSTRUMENTS, "")
    return tuple(Instrument(**row) for row in json.loads(kept)) if kept else ()


def instruments_as_text(kept: Sequence[Instrument]) -> str:
    """The list to edit, one a line: ``Kern PCB-3 | 1 mg | 2026-11-02 | 2027-11-02``."""
    lines = []
    for one in kept:
        days = [day for day in (one.calibrated_on, one.due_on) if day]
        lines.append(" | ".join([one.name, f"{one.division_mg} mg", *days]))
    return "\n".join(lines)


def put_instruments(w: Work, typed: str) -> Changes:
    """Keep the list as typed, a line an instrument; InputError names the line."""
    w.require("rules.update")
    found = [_read(n, line) for n, line in enumerate(typed.splitlines(), 1) if line.strip()]
    names = {one.name.casefold() for one in found}
    if len(names) != len(found) or len(found) > MOST:
        raise InputError(
            "Not a list of instruments",
            f"Each of at most {MOST} instruments needs a name of its own.",
            "Put the number behind the name: Kern PCB 1, Kern PCB 2.",
            field="instruments",
        )
    rows = [asdict(one) for one in found]
    put_quietly(w, INSTRUMENTS, json.dumps(rows, ensure_ascii=False) if rows else "")
    return Changes.of(
        f"{len(rows)} instruments kept", w.id, setting=derived_id("setting", INSTRUMENTS)
    )


def _read(n: int, line: str) -> Instrument:
    name, *rest = (part.strip() for part in line.split("|"))
    division, days = 1, []
    for part in rest:
        weight = _DIVISION.fullmatch(part)
        if weight and 0 < int(weight[1]) <= LARGEST_DIVISION_MG:
            division = int(weight[1])
            continue
        try:
            days.append(date.fromisoformat(part).isoformat())
        except ValueError:
            raise _refused(n, line) from None
    if not name or len(name) > 60 or len(days) > 2 or days != sorted(days):
        raise _refused(n, line)
    return Instrument(name, division, *days)


def _refused(n: int, line: str) -> InputError:
    return InputError(
        "Not an instrument",
        f"Line {n} cannot be used: “{line.strip()[:60]}”.",
        "Type its name, its step, when it was calibrated and until when that holds: "
        "Kern PCB-3 | 1 mg | 2026-11-02 | 2027-11-02.",
        field="instruments",
    )
