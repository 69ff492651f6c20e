"""How many unused tags to print on a roll; each is claimed by a scan later."""

from __future__ import annotations

from app.domain.errors import InputError
from app.services.tag_rolls import MOST
from app.views.frame.desk import Desk
from app.views.printing import print_roll
from app.views.widgets.parsed_field import ParsedField
from app.views.widgets.sheet import Sheet


def _count(text: str) -> int:
    if not text.strip().isdigit() or not 1 <= int(text) <= MOST:
        raise InputError(
            "How many?", f"A roll has 1 to {MOST} tags.", "Type a number.", field="count"
        )
    return int(text)


class RollSheet(Sheet):
    """Asks how many, sets their codes aside, prints them."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            desk.frame.host(),
            "Print a roll of unused tags",
            "Each has a code of its own that stands for nothing yet. Scan one while a piece is taken"
            " in, and it is that piece's tag.",
        )
        self._desk = desk
        self.count = ParsedField("How many", _count, required=True, numeric=True, name="count")
        self.body.addWidget(self.count)
        self.add_way("Cancel", key="Esc")
        self.add_way("Print them", self.take, "primary", key="Return", closes=False)
        self.count.input.entered.connect(self.take)
        self.closed.connect(self.deleteLater)

    def take(self) -> None:
        """Print as many as are asked for."""
        if not self.count.check():
            return
        print_roll(self._desk, _count(self.count.text))
        self.dismiss()
