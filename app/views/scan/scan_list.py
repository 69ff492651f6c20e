"""The list of a basket's scans: the mark, answers by letter or by pressing them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPixmap
from PySide6.QtWidgets import QAbstractItemView, QListView

from app.shop import ShopSettings
from app.views.frame.entries import Index
from app.views.scan.basket import Row
from app.views.scan.rows import ScanDelegate, ScansModel, offer_rects, offers_of


class ScanList(QListView):
    """``answered(row, answer)`` when an answer of a row was pressed or its letter typed."""

    answered = Signal(object, str)
    marked = Signal(object)
    opened = Signal(object)

    def __init__(self, settings: ShopSettings, thumbs: Callable[[str], QPixmap | None]) -> None:
        super().__init__()
        self.scans = ScansModel(settings)
        self.setModel(self.scans)
        self.setItemDelegate(ScanDelegate(thumbs, self))
        self.setAccessibleName("Scans")
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.selectionModel().currentChanged.connect(self._on_current)

    @property
    def row(self) -> Row | None:
        """The marked row."""
        index = self.currentIndex()
        return self.scans.rows[index.row()] if index.isValid() else None

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show rows; the mark stays on its row, a new scan takes it when it was on the newest."""
        before, newest = self.row, self.scans.rows[0].number if self.scans.rows else 0
        stay = before is not None and before.number != newest
        self.scans.show_rows(rows)
        at = 0
        if stay and before is not None:
            at = next((n for n, row in enumerate(rows) if row.number == before.number), 0)
        if rows and self.currentIndex().row() != at:
            self.setCurrentIndex(self.scans.index(at))
        elif rows:
            self.marked.emit(self.row)
        words = "1 scan" if len(rows) == 1 else f"{len(rows)}"
        self.setAccessibleName(f"Scans, {words}")

    def mark_first_open(self) -> bool:
        """Mark the newest row that waits for an answer."""
        at = next((n for n, row in enumerate(self.scans.rows) if row.open), -1)
        if at >= 0:
            self.setCurrentIndex(self.scans.index(at))
            self.setFocus()
        return at >= 0

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row, letter = self.row, event.text().upper()
        if row is not None and letter:
            for offer in offers_of(row):
                if offer.letter == letter:
                    self.answered.emit(row, offer.answer)
                    return
        if row is not None and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit(row)
            return
        super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        point = event.position().toPoint()
        index = self.indexAt(point)
        if index.isValid():
            row = self.scans.rows[index.row()]
            for offer, place in offer_rects(row, self.visualRect(index)):
                if place.contains(point):
                    self.answered.emit(row, offer.answer)
                    return
        super().mouseReleaseEvent(event)

    def _on_current(self, _now: Index, _before: Index) -> None:
        self.marked.emit(self.row)
