"""state_now: the fold of each subject's transitions through what the machine allows."""

from __future__ import annotations

import json
from collections.abc import Iterable
from itertools import groupby

from app.domain.clock import wall_ms
from app.domain.states import MACHINES, fold
from app.models.database import Database
from app.models.projections.touched import source

NAME = "state_now"
SOURCES = (source("transition", "subject_id"),)
ALL_KEYS = "SELECT DISTINCT subject_id FROM transition"


def rebuild(db: Database, keys: Iterable[int]) -> None:
    """Fold the transitions of these subjects anew."""
    wanted = json.dumps(sorted(keys))
    db.run("DELETE FROM state_now WHERE subject_id IN (SELECT value FROM json_each(?))", (wanted,))
    rows = db.rows(
        "SELECT subject_id, machine, from_state, to_state, hlc, reason_code FROM transition"
        " WHERE subject_id IN (SELECT value FROM json_each(?))"
        " ORDER BY subject_id, machine, hlc, id",
        (wanted,),
    )
    made = []
    for (subject, machine), steps in groupby(rows, key=lambda row: (row[0], row[1])):
        if machine not in MACHINES:
            continue
        taken = list(steps)
        state, rejected = fold(machine, [(row[2], row[3]) for row in taken])
        stood = taken if not rejected else [r for at, r in enumerate(taken) if at not in rejected]
        last = stood[-1] if stood else None
        made.append(
            (
                machine,
                subject,
                state,
                wall_ms(last[4]) if last else 0,
                last[5] if last else "",
                len(rejected),
            )
        )
    db.run_many(
        "INSERT INTO state_now (machine, subject_id, state, since_at, reason_code, rejected)"
        " VALUES (?,?,?,?,?,?)",
        made,
    )


def rejected_steps(db: Database, subjects: Iterable[int]) -> list[tuple[str, int, int, int]]:
    """(machine, subject, accepted transition, rejected transition) of steps that cannot stand.

    The accepted one is the step that had already left the state from which the rejected one starts.
    A step that only goes on from a rejected one (reserved there, then sold there) belongs to it.
    """
    rows = db.rows(
        "SELECT subject_id, machine, from_state, to_state, id FROM transition"
        " WHERE subject_id IN (SELECT value FROM json_each(?))"
        " ORDER BY subject_id, machine, hlc, id",
        (json.dumps(sorted(subjects)),),
    )
    found = []
    for (subject, machine), steps in groupby(rows, key=lambda row: (row[0], row[1])):
        if machine not in MACHINES:
            continue
        taken = list(steps)
        _, rejected = fold(machine, [(row[2], row[3]) for row in taken])
        reached: set[str] = set()
        for at in sorted(rejected):
            goes_on = taken[at][2] in reached
            reached.add(taken[at][3])
            if goes_on:
                continue
            left = [r for i, r in enumerate(taken) if r[2] == taken[at][2] and i not in rejected]
            found.append((machine, subject, left[-1][4] if left else 0, taken[at][4]))
    return found
