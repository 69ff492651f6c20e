"""Why a piece is held: holds stack, and the piece is free only when the last one has ended.

The piece's own state says that it is held; each reason has a machine of its own beside it, so that a
police hold can begin while a waiting time runs, on this PC or on another one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.domain.errors import InputError, StateError
from app.domain.machines_stock import HOLDS
from app.domain.reasons import PIECE_HOLD
from app.models.database import Database
from app.models.work import Work

WAITING = "second_hand"
"""Reason of a hold that ends by itself on its day."""
_CODES = tuple(machine.name.removeprefix("hold_") for machine in HOLDS)


@dataclass(frozen=True)
class OpenHold:
    """A hold that stands: its reason's code, the reason in words, and to what it refers.

    ``reference`` is what whoever asked for the hold goes by: case number, officer, day; '' for none.
    """

    code: str
    words: str
    reference: str = ""

    @property
    def told(self) -> str:
        """The reason with its reference: "police hold · case 24-118, Sgt Hale"."""
        return f"{self.words} · {self.reference}" if self.reference else self.words


def open_holds(db: Database | Work, piece_id: int) -> tuple[OpenHold, ...]:
    """The holds of a piece, in the order of the list of reasons."""
    rows = {
        machine: (state, reason)
        for machine, state, reason in db.rows(
            "SELECT machine, state, reason_code FROM state_now WHERE subject_id = ?", (piece_id,)
        )
    }
    told = {code: _state(db, rows, f"hold_{code}", piece_id) for code in _CODES}
    own = ""
    if _state(db, rows, "piece", piece_id) == "hold":
        state, reason = rows.get("piece", ("", ""))
        if state == "hold" and reason:
            own = reason if reason in told else "other"
    open_ones = [c for c in _CODES if told[c] == "on" or (c == own and not told[c])]
    said = _references(db, piece_id) if open_ones else {}
    return tuple(OpenHold(code, PIECE_HOLD.word(code), said.get(code, "")) for code in open_ones)


def _references(db: Database | Work, piece_id: int) -> dict[str, str]:
    """What was noted when each hold was put on the last time."""
    rows = db.rows(
        "SELECT t.machine, coalesce((SELECT n.content FROM note AS n WHERE n.work_id = t.work_id"
        "  AND n.subject_id = t.subject_id AND n.topic = 'hold'), '')"
        " FROM transition AS t WHERE t.subject_id = ? AND t.machine LIKE 'hold_%'"
        " AND t.to_state = 'on' ORDER BY t.hlc, t.id",
        (piece_id,),
    )
    return {machine.removeprefix("hold_"): content for machine, content in rows}


def _state(
    db: Database | Work, rows: dict[str, tuple[str, str]], machine: str, piece_id: int
) -> str:
    """A state as it stands, inside a unit of work with the steps that it has just taken."""
    return db.state(machine, piece_id) if isinstance(db, Work) else rows.get(machine, ("",))[0]


def begin_hold(w: Work, piece_id: int, code: str) -> None:
    """Put one more hold on a piece; the piece becomes held if it was not."""
    reason = code if code in _CODES else "other"
    held = open_holds(w, piece_id)
    if any(one.code == reason for one in held):
        raise StateError(
            "Held for that already",
            f"The piece is held already: {PIECE_HOLD.word(reason)}.",
            "Nothing needs to be done. For another reason, choose that one.",
            field="reason",
        )
    if w.state("piece", piece_id) != "hold":
        w.step("piece", piece_id, "hold", code)
    w.step(f"hold_{reason}", piece_id, "on", code)


def end_hold(w: Work, piece_id: int, code: str, reason_code: str = "") -> tuple[OpenHold, ...]:
    """End one hold; those that stand still. The piece itself stays as it is."""
    w.step(f"hold_{code}", piece_id, "off", reason_code)
    return tuple(one for one in open_holds(w, piece_id) if one.code != code)


def chosen(holds: Sequence[OpenHold], code: str) -> OpenHold:
    """The hold that is meant: the one named, or the only one; InputError asks which."""
    if code:
        found = [one for one in holds if one.code == code]
        if not found:
            raise InputError(
                "No such hold",
                f"The piece is not held for that: {PIECE_HOLD.word(code)}.",
                "Look at the piece again: somebody may have ended it.",
                field="hold",
            )
        return found[0]
    if len(holds) > 1:
        raise InputError(
            "Which hold ends?",
            f"The piece is held for {len(holds)} reasons: {hold_words(holds)}.",
            "Choose the one that ends. The piece is free when the last one has ended.",
            field="hold",
        )
    return holds[0]


def hold_words(holds: Sequence[OpenHold]) -> str:
    """Holds in a sentence: "police hold and title dispute"."""
    words = [one.words for one in holds]
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"
