"""A state machine as plain data: states, the steps between them, and who may take a step.

'' is the state before anything happened. Roles: OC order clerk, EC e-commerce clerk, OA operations
associate, SA specialist assistant, MG manager, AD admin, SYS the program itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

NONE = ""


@dataclass(frozen=True)
class Transition:
    """One allowed step, and what is asked of whoever takes it.

    ``reason``: a reason code is needed. ``second``: a second person confirms. ``final``: the step
    is money, a signed hand-over or a posted paper, so that Undo does not take it back; it is
    reversed by its own document.
    """

    from_state: str
    to_state: str
    who: frozenset[str]
    reason: bool = False
    second: bool = False
    final: bool = False


@dataclass(frozen=True)
class Machine:
    """A named machine. ``noun`` names its subject in sentences ("order", "piece")."""

    name: str
    noun: str
    states: tuple[str, ...]
    transitions: tuple[Transition, ...]
    initial: str = NONE

    @cached_property
    def steps(self) -> dict[tuple[str, str], Transition]:
        """(from, to) → transition."""
        return {(t.from_state, t.to_state): t for t in self.transitions}

    @cached_property
    def counter_steps(self) -> frozenset[tuple[str, str]]:
        """Steps back that only Undo takes: the reverse of each step that is not final."""
        return frozenset((b, a) for (a, b), t in self.steps.items() if not t.final)

    @cached_property
    def foldable(self) -> frozenset[tuple[str, str]]:
        """Every (from, to) that a stored step may hold and still count."""
        return frozenset(self.steps) | self.counter_steps

    def following(self, state: str) -> tuple[str, ...]:
        """The states that can be reached from ``state`` in one step."""
        return tuple(b for a, b in self.steps if a == state)


def steps(
    from_states: str,
    to_states: str,
    who: str,
    *,
    reason: bool = False,
    second: bool = False,
    final: bool = False,
) -> tuple[Transition, ...]:
    """Transitions from each of ``from_states`` to each of ``to_states`` (blank-separated words).

    "-" stands for '' (nothing yet). A state is never followed by itself.
    """
    roles = frozenset(who.split())
    return tuple(
        Transition(a, b, roles, reason, second, final)
        for a in (NONE if word == "-" else word for word in from_states.split())
        for b in to_states.split()
        if a != b
    )


def machine(name: str, noun: str, states: str, *tables: tuple[Transition, ...]) -> Machine:
    """A machine of blank-separated states and the transitions of all ``tables``."""
    return Machine(name, noun, tuple(states.split()), tuple(t for table in tables for t in table))
