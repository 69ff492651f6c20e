"""The basket as it is kept on this PC, so that no crash empties it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from app.services.drafts import OpenDraft
from app.views.frame.desk import Desk
from app.views.scan.basket import Basket

DRAFT = "scan_basket"
KEEP_MS = 150
"""A basket is kept so long after a scan: a quick hand's scans are written together."""


class KeptBasket(QObject):
    """``found(basket, at)``: another run of the program left this one at that time (UTC ms)."""

    found = Signal(object, object)

    def __init__(self, desk: Desk, basket: Callable[[], Basket], parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._basket = basket
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(KEEP_MS)
        self._soon.timeout.connect(self._keep)

    def keep_soon(self) -> None:
        """The basket is another now."""
        if not self._soon.isActive():
            self._soon.start()

    def drop(self) -> None:
        """The basket was emptied."""
        self._soon.stop()
        self._desk.drafts.drop(DRAFT, 0)

    def ask(self) -> None:
        """Look for a basket that was left."""
        self._desk.drafts.ask(DRAFT, self._on_drafts)

    def _keep(self) -> None:
        basket = self._basket()
        if basket.rows:
            self._desk.drafts.keep(DRAFT, 0, basket.content())
        else:
            self._desk.drafts.drop(DRAFT, 0)

    def _on_drafts(self, drafts: list[OpenDraft]) -> None:
        if not drafts or self._basket().rows:
            return
        try:
            kept = Basket.of(drafts[0].content)
        except (KeyError, TypeError):
            self._desk.drafts.drop(DRAFT, 0)
            return
        kept.mode = ""
        self.found.emit(kept, drafts[0].at)
