"""The lines of an order: what was bought, for how much, and how far each one is."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPixmap

from app.services.orders import LineCard, OrderCard
from app.views import theme
from app.views.orders.words import Words
from app.views.widgets.list_view.columns import Cell, Column
from app.views.widgets.list_view.fixed_list import FixedList

ROW = 46
MOST_ROWS = 4
SIDE = 76
ICONS = {"service": "icon:pen-line", "tip": "icon:coins", "goods": "icon:gem"}


class LinesCard(FixedList):
    """A table without scrolling up to four lines."""

    def __init__(self, words: Words, thumbs: Callable[[str], QPixmap | None]) -> None:
        self._currency = "USD"
        self._words = words
        self._count = 0
        super().__init__(self._columns(), "Order lines", row_height=ROW, thumbs=_with_icons(thumbs))
        self.show_waiting()

    def show_waiting(self) -> None:
        """Another order is on its way."""
        self.model.show_skeletons(3)
        self._fit(3)

    def show_lines(self, card: OrderCard, *, stay: bool) -> None:
        """Show an order's lines; ``stay`` keeps the marked one."""
        self._currency = card.money.currency
        lines = card.lines
        self.model.show_records(lines, [line.id for line in lines], stay=stay)
        self.setAccessibleDescription(f"{len(lines)} lines" if len(lines) != 1 else "1 line")
        self._fit(len(lines))

    @property
    def line(self) -> LineCard | None:
        """The marked line."""
        found = self.marked
        return found if isinstance(found, LineCard) else None

    def _fit(self, count: int) -> None:
        self.setFixedHeight(theme.ROW + min(max(count, 1), MOST_ROWS) * ROW + 4)

    def _columns(self) -> tuple[Column, ...]:
        return (
            Column("Line", self._name, stretch=1),
            Column("SKU", lambda line: Cell(line.sku or "none", "soft"), width=116, hide_below=760),
            Column("Qty", lambda line: f"{line.quantity:,}", width=54, numeric=True),
            Column("Each", self._each, width=88, numeric=True),
            Column("Discount", self._discount, width=86, numeric=True),
            Column("State", self._state, width=124),
        )

    def _name(self, line: LineCard) -> Cell:
        photo = line.photo_sha256 or ICONS.get(line.kind, "icon:gem")
        second = line.note
        if line.job_number:
            second = " · ".join(part for part in (line.job_number, second) if part)
        return Cell(line.name, "strong", second or line.work, photo=photo)

    def _each(self, line: LineCard) -> Cell:
        return Cell(self._words.figure(line.unit_minor, self._currency), "strong")

    def _discount(self, line: LineCard) -> Cell:
        return Cell(self._words.figure(-line.discount_minor, self._currency), "muted")

    def _state(self, line: LineCard) -> Cell:
        return Cell(status=line.chip)


def _with_icons(
    thumbs: Callable[[str], QPixmap | None],
) -> Callable[[str], QPixmap | None]:
    """Pictures of pieces by their digest, and an icon on a soft square for "icon:name"."""

    def thumb(key: str) -> QPixmap | None:
        if not key.startswith("icon:"):
            return thumbs(key)
        made = QPixmap(SIDE, SIDE)
        made.fill(Qt.GlobalColor.transparent)
        painter = QPainter(made)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(made.rect(), theme.color("sunken"))
        quarter = SIDE // 4
        box = QRectF(made.rect()).adjusted(quarter + 2, quarter + 2, -quarter - 2, -quarter - 2)
        theme.paint_icon(painter, box.toRect(), key.removeprefix("icon:"), "muted")
        painter.end()
        return made

    return thumb
