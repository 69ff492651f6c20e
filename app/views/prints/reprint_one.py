"""One label of a job again, for a reason; and its raster as it was sent, dot for dot."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from app.domain.reasons import REPRINT
from app.services.print_queue import JobCard
from app.views.widgets.button import Button
from app.views.widgets.inputs import Choice
from app.views.widgets.sheet import Sheet
from app.views.widgets.text import SectionLabel, Text

ENLARGED = 4


class ReprintOne(QWidget):
    """``asked(n, reason)`` for one label again; ``raster_asked(n)`` to see it as it was sent."""

    asked = Signal(int, str)
    raster_asked = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._shown = 0
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        self._title = SectionLabel("Reprint one label instead")
        column.addWidget(self._title)
        row = QHBoxLayout()
        row.setSpacing(8)
        self.label = Choice()
        self.label.setAccessibleName("Which label")
        self.reason = Choice([(term.code, term.word.capitalize()) for term in REPRINT.terms])
        self.reason.setAccessibleName("Reprint reason")
        self.reason.set_value("damaged")
        self.reason.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.raster = Button("Show raster", icon="image", small=True)
        self.raster.clicked.connect(self._on_raster)
        row.addWidget(self.label)
        row.addWidget(self.raster)
        row.addStretch(1)
        column.addLayout(row)
        column.addWidget(self.reason)
        self.told = Text("", "muted", wrap=True)
        column.addWidget(self.told)
        ways = QHBoxLayout()
        ways.setSpacing(8)
        self.again = Button("Reprint this label", icon="rotate-ccw", small=True)
        self.again.clicked.connect(self._on_again)
        ways.addWidget(self.again)
        ways.addStretch(1)
        column.addLayout(ways)

    def show_job(self, card: JobCard) -> None:
        """Offer the labels of a job that went out or is in doubt."""
        offered = bool(card.codes) and card.row.state in ("sent", "doubtful")
        self.setVisible(offered)
        if not offered or card.row.id == self._shown:
            return
        self._shown = card.row.id
        self.label.set_options([(n, f"No. {n}") for n in range(1, len(card.codes) + 1)])
        unknown = min(card.certain + 1, len(card.codes)) if card.row.state == "doubtful" else 1
        self.label.set_value(unknown)
        self.told.setText(
            "Same tag number; it is logged with its reason. The old one is destroyed."
        )

    def _on_again(self) -> None:
        self.asked.emit(int(self.label.value or 1), str(self.reason.value or ""))

    def _on_raster(self) -> None:
        self.raster_asked.emit(int(self.label.value or 1))


class RasterSheet(Sheet):
    """A label as it was sent: its own dots, and the same four times as large."""

    def __init__(self, host: QWidget, title: str, png: bytes) -> None:
        super().__init__(host, title, "The very dots that went to the printer.", width=760)
        picture = QPixmap()
        picture.loadFromData(png)
        for times in (1, ENLARGED):
            wide = min(picture.width() * times, 700)
            look = QLabel()
            look.setAlignment(Qt.AlignmentFlag.AlignCenter)
            look.setStyleSheet("background: white; padding: 6px;")
            size = QSize(wide, max(1, picture.height() * wide // max(1, picture.width())))
            look.setPixmap(
                picture.scaled(
                    size,
                    Qt.AspectRatioMode.KeepAspectRatio,
                    Qt.TransformationMode.FastTransformation,
                )
            )
            look.setAccessibleName(f"{title}, {times} times as large")
            self.body.addWidget(look)
        said = f"{picture.width()} × {picture.height()} dots"
        self.body.addWidget(Text(said, "muted"))
        self.add_way("Close", key="Esc")
        self.closed.connect(self.deleteLater)
