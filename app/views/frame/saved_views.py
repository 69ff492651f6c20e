"""The row of saved views over a list: its tabs, their keys and commands, and their counts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from app.views.frame.page import Page
from app.views.widgets.segments import Option, Segments


class SavedViews(Segments):
    """Stands in the facts row of ``page``. Alt and its number choose a view."""

    def __init__(self, page: Page, options: Sequence[Option], shown: object) -> None:
        super().__init__("Saved views", list(options), "tab")
        self._page = page
        self._options = tuple(options)
        self.set_value(shown)
        page.facts.addWidget(self)
        page.facts.addStretch(1)

    @property
    def title(self) -> str:
        """The words of the view that is shown."""
        return next(option.words for option in self._options if option.value == self.value)

    def knows(self, value: object) -> bool:
        """Whether there is such a view."""
        return any(option.value == value for option in self._options)

    def declare(self) -> None:
        """Make each view a command of the page: "Show on hold", Alt+2."""
        for at, option in enumerate(self._options, 1):
            self._page.command(
                f"Show {option.words.lower()}",
                partial(self.choose, option.value),
                f"Alt+{at}",
                icon="list-filter",
            )

    def declare_hinted(self) -> None:
        """The same, with their keys in the foot."""
        self.declare()
        self._page.hint_bar.add_fixed(f"Alt+1 … {len(self._options)}", "view")

    def show_counts(self, counts: Mapping[Any, int]) -> None:
        """Show how many records each view has; a view without a count keeps what it showed."""
        for option in self._options:
            if option.value in counts:
                self.set_count(option.value, counts[option.value])
