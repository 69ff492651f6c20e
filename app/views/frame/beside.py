"""What stands beside a list: the marked record, enough to answer most questions about it."""

from __future__ import annotations

from typing import Any, Protocol

from app.domain.errors import UserError


class Beside(Protocol):
    """A widget in the side panel of a list."""

    def show_card(self, card: Any) -> None:
        """Show the marked record."""

    def show_nothing(self) -> None:
        """No record is marked."""

    def show_trouble(self, error: Exception) -> None:
        """The marked record cannot be read."""


def trouble_words(error: Exception) -> tuple[str, str]:
    """Title and sentence of what is said where a record cannot be read."""
    if isinstance(error, UserError):
        return error.title, error.sentence()
    return "Not to be read now", "Mark it again in a moment."
