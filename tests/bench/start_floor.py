"""The floor of a start: fonts, stylesheet, the encrypted file, an empty table. See ``start``."""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtGui import QPaintEvent, QStandardItemModel
from PySide6.QtWidgets import QApplication, QMainWindow, QTableView

from app.models.database import Database
from app.views import theme
from app.views.theme import Theme


class Table(QTableView):
    """Says ``shell`` once it has painted."""

    _said = False

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._said:
            self._said = True
            QTimer.singleShot(0, self.say)

    def say(self) -> None:
        print("shell", flush=True)
        QApplication.quit()


def main(shop: Path, key: bytes) -> None:
    """A main window with an empty table of seven columns."""
    theme.prepare()
    app = QApplication([])
    dress = Theme(app, "light")
    db = Database(shop / "shop.db", key, readonly=True)
    db.value("SELECT value FROM setting LIMIT 1")
    window, table = QMainWindow(), Table()
    table.setModel(QStandardItemModel(0, 7, table))
    window.setCentralWidget(table)
    window.resize(1440, 900)
    window.show()
    app.exec()
    db.close()
    assert dress is not None


if __name__ == "__main__":
    main(Path(sys.argv[2]), bytes.fromhex(sys.argv[3]))
