"""Tags that say an older price: the list of them, printed anew as one job."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.domain.money import Money, said
from app.services.retag import OldTag
from app.views.widgets.list_view.columns import Cell, Column
from app.views.widgets.list_view.fixed_list import FixedList
from app.views.widgets.sheet import Sheet
from app.views.widgets.text import Text


class RetagSheet(Sheet):
    """``asked(piece ids)`` when their new tags are wanted; Delete takes the marked one off the list."""

    asked = Signal(object)

    def __init__(self, host: QWidget, tags: Sequence[OldTag], house: str, locale: str) -> None:
        many = len(tags)
        super().__init__(
            host,
            "Re-tag list",
            "These tags were printed before the price was changed. The new ones keep their numbers;"
            " the old ones count as destroyed."
            if tags
            else "Every tag says the price of its piece.",
            width=600,
        )
        self.tags = list(tags)
        self.list = FixedList(
            _columns(house, locale), "Tags that say an older price", outside="surface"
        )
        self.list.setFixedHeight(260)
        self.list.setVisible(bool(tags))
        self.list.model.show_records(self.tags, [one.piece_id for one in tags])
        self.body.addWidget(self.list)
        self.count = Text(f"{many} tag{'' if many == 1 else 's'}" if many else "", "muted")
        self.body.addWidget(self.count)
        self.add_way("Close" if not tags else "Later", key="Esc")
        if tags:
            words = "Print 1 new tag" if many == 1 else f"Print {many} new tags"
            self.verb = self.add_way(words, self._on_print, "primary", key="F5")
        self.closed.connect(self.deleteLater)

    def _on_print(self) -> None:
        self.asked.emit([one.piece_id for one in self.tags])


def _columns(house: str, locale: str) -> tuple[Column, ...]:
    def price(minor: int | None, currency: str) -> str:
        return "" if minor is None else said(Money(minor, currency), house, locale)

    def before(tag: OldTag) -> Cell:
        return Cell(price(tag.before_minor, tag.before_currency), "muted")

    return (
        Column("Piece", lambda tag: Cell(tag.description, "strong", second=tag.number), stretch=6),
        Column("On the tag", before, width=110),
        Column("Price now", lambda tag: Cell(price(tag.price_minor, tag.currency)), width=110),
    )
