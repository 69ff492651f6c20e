"""The licences of everything that Parure is made of, before there is a shop."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout

from app.views.about.licences_view import LicencesView
from app.views.opening.frame import OpeningPage
from app.views.pool import Pool
from app.views.widgets.button import Button


class LicencesPage(OpeningPage):
    """``back`` goes to where one came from."""

    back = Signal()

    def __init__(self, pool: Pool) -> None:
        super().__init__("Licences page", "Licences", "What Parure is made of.", wide=1000)
        self.view = LicencesView(pool)
        self.view.setMinimumHeight(440)
        self.middle.addWidget(self.view)
        row = QHBoxLayout()
        row.addStretch(1)
        back = Button("Go back", key="Esc")
        back.clicked.connect(self.back)
        row.addWidget(back)
        self.middle.addLayout(row)
        self.add_hint("Up Down", "choose")
        self.add_hint("Escape", "go back")
        self.setFocusProxy(self.view)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.back.emit()
        else:
            super().keyPressEvent(event)
