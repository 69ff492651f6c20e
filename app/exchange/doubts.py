"""Collects what is wrong with one order while its cells are read, so that all of it is told at once."""

from __future__ import annotations

from dataclasses import dataclass, field

from app.exchange.orders import Problem


@dataclass(slots=True)
class Doubts:
    """The refusals, holds and remarks of one order; ``headings`` names fields as this file does."""

    order_key: str
    order_name: str
    headings: dict[str, str]
    refusals: list[Problem] = field(default_factory=list)
    holds: list[Problem] = field(default_factory=list)
    remarks: list[Problem] = field(default_factory=list)

    def refuse(self, row: int, what: str, code: str, reason: str, remedy: str) -> None:
        """The order cannot be one."""
        self.refusals.append(self._problem(row, what, code, reason, remedy))

    def hold(self, row: int, what: str, code: str, reason: str, remedy: str) -> None:
        """The order is one, and a person must look at it."""
        self.holds.append(self._problem(row, what, code, reason, remedy))

    def remark(self, row: int, what: str, code: str, reason: str, remedy: str = "") -> None:
        """Worth knowing; nothing waits for it."""
        self.remarks.append(self._problem(row, what, code, reason, remedy))

    def _problem(self, row: int, what: str, code: str, reason: str, remedy: str) -> Problem:
        heading = self.headings.get(what, what)
        return Problem(row, heading, code, reason, remedy, self.order_key, self.order_name)
