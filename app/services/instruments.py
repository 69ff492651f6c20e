"""The house's scales and instruments: their smallest step, when calibrated, until when that holds."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from app.domain.changes import Changes
from app.domain.dates import parse_day
from app.domain.errors import InputError
from app.domain.ids import derived_id
from app.domain.list_faults import Fault, refuse
from app.domain.mass import parse_weight_mg
from app.models.database import Database
from app.models.work import Work
from app.services.settings import get, put_quietly

INSTRUMENTS = "reports.instruments"
"""Shop-wide: the list as JSON."""
MOST = 60
LARGEST_DIVISION_MG = 1000
LONGEST_NAME = 60
_WHOLE = re.compile(r"\d{1,4}")


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


def put_instruments(w: Work, found: Sequence[Instrument]) -> Changes:
    """Keep the whole list, in this order; InputError names the entry that is none."""
    w.require("rules.update")
    refuse(instrument_faults(found), "Not a list of instruments")
    rows = [asdict(one) for one in found]
    put_quietly(w, INSTRUMENTS, json.dumps(rows, ensure_ascii=False) if rows else "")
    return Changes.of(
        f"{len(rows)} instruments kept", w.id, setting=derived_id("setting", INSTRUMENTS)
    )


def instrument_faults(found: Sequence[Instrument]) -> list[Fault]:
    """What must be mended before the list can be kept."""
    faults, names = [], set[str]()
    for row, one in enumerate(found):
        name = one.name.casefold()
        if not name:
            faults.append(Fault(row, "name", "Give it a name: Kern PCB-3."))
        elif len(name) > LONGEST_NAME:
            faults.append(Fault(row, "name", f"A name has at most {LONGEST_NAME} characters."))
        elif name in names:
            faults.append(
                Fault(row, "name", "Another one has this name: put its number behind it.")
            )
        names.add(name)
        if not 0 < one.division_mg <= LARGEST_DIVISION_MG:
            faults.append(
                Fault(row, "division_mg", f"A step goes from 1 to {LARGEST_DIVISION_MG:,} mg.")
            )
        for part in ("calibrated_on", "due_on"):
            if not _is_day(getattr(one, part)):
                faults.append(Fault(row, part, "Type a day: 2026-11-02."))
        if one.calibrated_on and one.due_on and one.due_on < one.calibrated_on:
            faults.append(
                Fault(
                    row, "due_on", "A calibration does not end before the day on which it was made."
                )
            )
        if row == MOST:
            faults.append(Fault(row, "name", f"A list has at most {MOST} entries."))
    return faults


def _is_day(iso: str) -> bool:
    try:
        return not iso or parse_day(iso).isoformat() == iso
    except ValueError:
        return False


def parse_step_mg(text: str) -> int:
    """The smallest step of a scale, typed in mg or with its unit: "1", "20 mg", "0.01 g"."""
    typed = text.strip()
    if _WHOLE.fullmatch(typed):
        return int(typed)
    try:
        return parse_weight_mg(typed, field="division_mg")
    except InputError as error:
        raise InputError(
            "Not a step",
            f"“{typed}” is no step of a scale." if typed else "A scale has a step.",
            "Type it in mg, or with its unit: 1, 20 mg, 0.01 g.",
            field="division_mg",
        ) from error
