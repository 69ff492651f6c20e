"""The first thing that is painted: the frame of the sign-in page, while the shop is being opened.

It loads as little as can be: the window stands before the database is touched.
"""

from __future__ import annotations

from PySide6.QtCore import QSettings, QTimer, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMainWindow, QVBoxLayout

from app.views.frame.geometry import Geometry
from app.views.opening.frame import OpeningPage
from app.views.widgets.skeleton import Skeleton


class ShellPage(OpeningPage):
    """Two empty cards where people and password will be."""

    def __init__(self, shop_name: str) -> None:
        super().__init__("Opening page", shop_name or "Parure", "Opening the shop", wide=764)
        row = QHBoxLayout()
        row.setSpacing(18)
        for lines in (5, 4):
            card = QFrame()
            card.setObjectName("card")
            card.setMinimumHeight(240)
            column = QVBoxLayout(card)
            column.setContentsMargins(24, 20, 24, 20)
            column.addWidget(Skeleton(lines, step=44))
            column.addStretch(1)
            row.addWidget(card, 1)
        self.middle.addLayout(row)

    def say_slow(self) -> None:
        """It takes its time: say what is waited for."""
        self.sentence.setText("The key is being fetched; this PC's keyring may be asking for you.")


class ShellWindow(QMainWindow):
    """``painted`` once, when it is on the screen for the first time."""

    painted = Signal()

    def __init__(self, settings: QSettings, shop_name: str) -> None:
        super().__init__()
        self.setWindowTitle(f"{shop_name} · Parure" if shop_name else "Parure")
        self.setMinimumSize(840, 480)
        Geometry(self, settings)
        self.page = ShellPage(shop_name)
        self.setCentralWidget(self.page)
        self._told = False

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._told:
            self._told = True
            QTimer.singleShot(0, self, self.painted.emit)
