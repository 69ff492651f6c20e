"""Which step a record may take from which state, and what its steps add up to.

The tables lie in the ``machines_*`` modules; this is how the other layers ask them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from app.domain import (
    machines_bench,
    machines_consignment,
    machines_office,
    machines_sales,
    machines_stock,
)
from app.domain.errors import StateError
from app.domain.machine import NONE, Machine, Transition

__all__ = [
    "MACHINES",
    "NONE",
    "Machine",
    "Transition",
    "allowed",
    "allowed_back",
    "choices",
    "fold",
    "needs_reason",
    "needs_second",
    "require",
    "who",
    "word",
]

MACHINES: dict[str, Machine] = {
    m.name: m
    for module in (
        machines_stock,
        machines_sales,
        machines_bench,
        machines_consignment,
        machines_office,
    )
    for m in vars(module).values()
    if isinstance(m, Machine)
} | {m.name: m for m in machines_stock.HOLDS}

_WORDS = {
    NONE: "not begun",
    "at_bench": "at the bench",
    "on_hold": "on hold",
    "hold": "held",
    "qc": "at quality check",
    "qc_pass": "passed",
    "intake": "being taken in",
    "in_work": "in work",
    "review": "in review",
    "part_shipped": "partly shipped",
    "part_returned": "partly returned",
    "returned_to_sender": "returned to the sender",
    "returned_to_owner": "returned to the owner",
    "to_make": "to be made",
    "to_size": "to be sized",
    "to_engrave": "to be engraved",
    "return_open": "in a return",
    "window": "in the return window",
    "ok": "sound",
    "quarantine": "in quarantine",
    "bought_in": "bought in",
    "claim": "in a claim",
    "exception": "held up",
    "planned": "planned",
    "void": "void",
}


def word(state: str) -> str:
    """A state in words, as it ends the sentence "This order is …"."""
    return _WORDS.get(state, state.replace("_", " "))


def allowed(machine: str, a: str, b: str) -> bool:
    """Whether a record in state ``a`` may step to ``b``."""
    return (a, b) in MACHINES[machine].steps


def allowed_back(machine: str, a: str, b: str) -> bool:
    """Whether Undo may take a record from ``a`` back to ``b``: only what it had just done."""
    return (a, b) in MACHINES[machine].counter_steps


def choices(machine: str, state: str, roles: Collection[str] | None = None) -> tuple[str, ...]:
    """The states that may follow ``state``; with ``roles`` only those that these may choose."""
    m = MACHINES[machine]
    return tuple(
        b for b in m.following(state) if roles is None or m.steps[state, b].who & frozenset(roles)
    )


def who(machine: str, a: str, b: str) -> frozenset[str]:
    """The roles that may take this step, SYS standing for the program itself."""
    return _step(machine, a, b).who


def needs_reason(machine: str, a: str, b: str) -> bool:
    """Whether this step asks for a reason code."""
    return _step(machine, a, b).reason


def needs_second(machine: str, a: str, b: str) -> bool:
    """Whether a second person confirms this step."""
    return _step(machine, a, b).second


def fold(machine: str, steps: Iterable[tuple[str, str]]) -> tuple[str, list[int]]:
    """The state that steps (from, to), in their order in time, add up to.

    A step that does not start where the record then stood, or that the machine does not know, is
    kept as a rejected index and changes nothing: it becomes a case that shows both.
    """
    m = MACHINES[machine]
    foldable = m.foldable
    state = m.initial
    rejected: list[int] = []
    for index, step in enumerate(steps):
        if step[0] == state and step in foldable:
            state = step[1]
        else:
            rejected.append(index)
    return state, rejected


def require(machine: str, a: str, b: str) -> Transition:
    """The transition from ``a`` to ``b``; StateError with a sentence if there is none."""
    m = MACHINES[machine]
    found = m.steps.get((a, b))
    if found is not None:
        return found
    following = [word(state) for state in m.following(a)]
    remedy = (
        f"From {word(a)} it can become: {', '.join(following)}."
        if following
        else "Nothing follows this state; begin a new record, or ask a manager."
    )
    raise StateError(
        "Not possible in this state",
        f"This {m.noun} is {word(a)} and cannot become {word(b)}.",
        remedy,
    )


def _step(machine: str, a: str, b: str) -> Transition:
    return MACHINES[machine].steps[a, b]
