"""A paper looked at over the page, without leaving it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QRectF, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from app.domain.errors import UserError
from app.services.documents import Paper
from app.views.bug_report import BugReport
from app.views.documents.paper_source import PaperSource
from app.views.documents.paper_view import PaperView
from app.views.documents.saving import save_paper
from app.views.frame.desk import Desk
from app.views.printing import print_document, print_report
from app.views.widgets.button import Button, IconButton
from app.views.widgets.overlay import Overlay
from app.views.widgets.sheet import paint_shadow
from app.views.widgets.text import Text

__all__ = ["PaperSheet", "PaperSource"]
WIDEST = 900


class PaperSheet(Overlay):
    """The paper with its pages; Esc gives the page back. ``say`` tells in the foot what was saved."""

    def __init__(self, desk: Desk, source: PaperSource, say: Callable[[str], object]) -> None:
        super().__init__(desk.frame.host(), "Preview")
        self._desk, self._source, self._say = desk, source, say
        self.paper: Paper | None = None
        self.card = QFrame(self)
        self.card.setObjectName("sheet")
        column = QVBoxLayout(self.card)
        column.setContentsMargins(16, 12, 16, 16)
        column.setSpacing(10)
        head = QHBoxLayout()
        head.setSpacing(8)
        self.title = Text("Drawing the paper", "strong", elide=True)
        head.addWidget(self.title, 1)
        self._page = Text("", "muted")
        head.addWidget(self._page)
        self.save = Button("Save as", icon="download", small=True)
        self.save.clicked.connect(self._on_save)
        self.print = Button("Print", icon="printer", small=True)
        self.print.clicked.connect(self._on_print)
        self.print.setVisible(bool(source.kind))
        close = IconButton("x", "Close the preview", small=True)
        close.clicked.connect(self.dismiss)
        for button in (self.save, self.print, close):
            head.addWidget(button)
        column.addLayout(head)
        self.view = PaperView()
        column.addWidget(self.view, 1)
        self.view.page_changed.connect(self._on_page)
        self.closed.connect(self._on_closed)

    def open(self) -> None:
        super().open()
        self._place()
        draw = self._source.draw
        self._desk.start(
            lambda _job: draw(), self._on_paper, self._on_failed, title="drawing a paper"
        )

    def focus_first(self) -> None:
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_paper(self, paper: Paper) -> None:
        self.paper = paper
        self.title.setText(paper.title)
        self.view.show_pdf(paper.pdf)
        self.view.pages.setFocus()

    def _on_failed(self, error: UserError | BugReport) -> None:
        self.dismiss()
        if isinstance(error, UserError):
            self._desk.frame.show_refusal(error)

    def _on_page(self, at: int, many: int) -> None:
        self._page.setText(f"Page {at} of {many}" if many else "")

    def _on_save(self) -> None:
        if self.paper:
            save_paper(self._desk, self, self.paper, self._say)

    def _on_print(self) -> None:
        source = self._source
        self.dismiss()
        if source.kind == "report":
            print_report(self._desk, source.record_id)
        else:
            print_document(self._desk, source.record_id)

    def _on_closed(self) -> None:
        self.view.close_paper()
        self.deleteLater()

    # -- arrangement

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self._place()
        return bool(super().event(event))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.dismiss()
            event.accept()
            return
        super().keyPressEvent(event)

    def _place(self) -> None:
        width = min(WIDEST, self.width() - 48)
        height = self.height() - 48
        self.card.setGeometry((self.width() - width) // 2, 24, width, height)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        paint_shadow(QPainter(self), QRectF(self.card.geometry()))
