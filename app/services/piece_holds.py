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
from app.services.order_facts import state_of

WAITING = "second_hand"
"""Reason of a hold that ends by itself on its day."""
_CODES = tuple(machine.name.removeprefix("hold_") for machine in HOLDS)


@dataclass(frozen=True)
class OpenHold:
    """A hold that stands: its reason's code, and the reason in words."""

    code: str
    words: str


def open_holds(db: Database | Work, piece_id: int) -> tuple[OpenHold, ...]:
    """The holds of a piece, in the order of the list of reasons."""
    told = {code: state_of(db, f"hold_{code}", piece_id) for code in _CODES}
    own = ""
    if state_of(db, "piece", piece_id) == "hold":
        own = str(
            db.value(
                "SELECT reason_code FROM state_now WHERE subject_id = ? AND machine = 'piece'"
                " AND state = 'hold'",
                (piece_id,),
            )
            or ""
        )
        own = own if own in told else "other" if own else ""
    open_ones = [c for c in _CODES if told[c] == "on" or (c == own and not told[c])]
    return tuple(OpenHold(code, PIECE_HOLD.word(code)) for code in open_ones)


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
