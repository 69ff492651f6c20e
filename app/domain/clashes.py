"""Which steps that cannot both stand ask a person, and which two PCs may simply have taken twice."""

from __future__ import annotations

Step = tuple[str, str]
"""The state that a step leads to, and its reason code."""
ONE_SALE = frozenset({"piece", "item"})
"""Machines whose steps are about goods: the same step twice is two facts, never one said twice."""
HELD = "hold"
"""Held here and held there is no contradiction: each hold has its reason, and both stand."""


def asks_a_person(machine: str, stands: Step, rejected: Step) -> bool:
    """Whether a step that cannot stand needs a decision; the same harmless step twice does not.

    A case that was settled in the same way on two PCs is settled; in two ways it is a case again.
    """
    if machine == "conflict":
        return False  # the values themselves say which one was taken later
    if machine == "case":
        return stands != rejected
    if machine in ONE_SALE and rejected[0] != HELD:
        return True
    return stands[0] != rejected[0]
