"""Who signs: the examiner for the house, and the other side."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from app.services.signatures import CONSIGNOR, Signature
from app.views import theme
from app.views.reports.writing import ReportWriting
from app.views.widgets.text import SectionLabel

EXAMINER, CLIENT, BORROWER = "examiner", "client", "borrower"
_OTHER = {"take_in": CONSIGNOR, "loan_out": BORROWER, "loan_in": BORROWER}
WORDS = {EXAMINER: "Examiner", CONSIGNOR: "Consignor", BORROWER: "Borrower", CLIENT: "Client"}


def other_side(reason: str) -> str:
    """Who signs beside the house, by the reason of the report."""
    return _OTHER.get(reason, CLIENT)


class _Place(QPushButton):
    """A place for a signature: who, and whether it is there."""

    def __init__(self) -> None:
        super().__init__()
        self._who = self._state = ""
        self._done = False
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(36)

    def show_place(self, role: str, who: str, signed: bool) -> None:
        """Say whose place it is."""
        self._who, self._done = who, signed
        self._state = "signed" if signed else "now" if role == EXAMINER else "may sign"
        self.setText(f"{who}, {self._state}")
        self.setAccessibleName(f"Signature of {WORDS.get(role, role).lower()} {who}, {self._state}")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(120, 36)

    def minimumSizeHint(self) -> QSize:
        return QSize(60, 36)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        focus = self.hasFocus()
        painter.setPen(QPen(theme.color("focus" if focus else "line"), 2 if focus else 1))
        ground = "b_ok" if self._done else "hover" if self.underMouse() else "sunken"
        painter.setBrush(theme.color(ground))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 8, 8)
        ink = "c_ok" if self._done else "ink2"
        icon = "check" if self._done else "pen-line"
        theme.paint_icon(painter, QRect(11, self.height() // 2 - 8, 16, 16), icon, ink)
        painter.setFont(theme.font(12))
        painter.setPen(theme.color("c_ok" if self._done else "muted"))
        wide = painter.fontMetrics().horizontalAdvance(self._state)
        right = self.width() - 11
        middle = int(Qt.AlignmentFlag.AlignVCenter)
        painter.drawText(QRect(right - wide, 0, wide + 2, self.height()), middle, self._state)
        painter.setFont(theme.font(12, "medium"))
        painter.setPen(theme.color("c_ok" if self._done else "ink"))
        room = QRect(35, 0, right - wide - 8 - 35, self.height())
        words = painter.fontMetrics().elidedText(
            self._who, Qt.TextElideMode.ElideRight, room.width()
        )
        painter.drawText(room, middle, words)


class SignaturesPanel(QWidget):
    """Two places; ``asked(role)`` when one is pressed."""

    asked = Signal(str)

    def __init__(self, writing: ReportWriting) -> None:
        super().__init__()
        self.writing = writing
        self.given: dict[str, Signature] = {}
        self._examiner = ""
        self._signed = writing.form
        column = QHBoxLayout()
        column.setSpacing(8)
        self.house, self.other = _Place(), _Place()
        column.addWidget(self.house, 1)
        column.addWidget(self.other, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(8)
        whole.addWidget(SectionLabel("Signatures"))
        whole.addLayout(column)
        self.house.clicked.connect(self._on_house)
        self.other.clicked.connect(self._on_other)
        writing.changed.connect(self.refresh)

    def begin(self, examiner: str) -> None:
        """A report of this examiner; nobody has signed yet."""
        self.given = {}
        self._examiner = examiner
        self.refresh()

    def give(self, signature: Signature) -> None:
        """Somebody signed."""
        self.given[signature.role] = signature
        self._signed = self.writing.form
        self.refresh()

    @property
    def other_role(self) -> str:
        """Who the other side is, by the reason."""
        return other_side(self.writing.form.reason)

    def refresh(self) -> None:
        """Show who signs and has signed; what is changed afterwards was not signed."""
        if self.given and self._signed != self.writing.form:
            self.given = {}
        self.house.show_place(EXAMINER, self._examiner, EXAMINER in self.given)
        role = self.other_role
        there = self.given.get(role)
        self.other.show_place(role, there.name if there else WORDS[role], there is not None)

    def _on_house(self) -> None:
        self.asked.emit(EXAMINER)

    def _on_other(self) -> None:
        self.asked.emit(self.other_role)
