"""The second row of the page: which file it is, and what kind of file it turned out to be."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.exchange.orders import OrdersFile
from app.views.widgets.sentence_bar import IconLabel
from app.views.widgets.text import Text


class FileWords(QWidget):
    """Icon, name, facts."""

    def __init__(self) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(7)
        row.addWidget(IconLabel("file-text", "muted", 16))
        self.name = Text("", "strong")
        self.about = Text("", "muted", elide=True)
        row.addWidget(self.name)
        row.addWidget(self.about, 1)

    def show_name(self, name: str, about: str = "") -> None:
        """Show a file's name and, when they are known, its facts."""
        self.name.setText(name if len(name) < 60 else f"{name[:40]}…{name[-16:]}")
        self.name.setToolTip(name)
        self.about.setText(f"· {about}" if about else "")


def facts_of(file: OrdersFile, zone: str) -> str:
    """ "Shopify, 79 columns · 214 rows are 133 orders · times read as New York"."""
    columns, rows, orders = len(file.columns), file.rows, len(file.orders)
    facts = [
        f"Shopify, {columns} {'column' if columns == 1 else 'columns'}",
        f"{rows:,} {'row is' if rows == 1 else 'rows are'} "
        f"{orders:,} {'order' if orders == 1 else 'orders'}",
    ]
    if file.zone_assumed:
        facts.append(f"times read as {zone.rpartition('/')[2].replace('_', ' ')}")
    return " · ".join(facts)
