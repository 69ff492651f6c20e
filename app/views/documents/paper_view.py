"""A paper on the screen: pages one below the other, as they will be printed."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPointF, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
    QResizeEvent,
)
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from app.views import theme
from app.views.widgets.skeleton import Skeleton

LEAST_ZOOM, MOST_ZOOM = 0.25, 4.0
SHEET = 595.0
"""Width of an A4 sheet in points: what other papers are seen against."""


class _Pages(QPdfView):
    """Qt's view of a PDF, with keys for the pages and the zoom.

    Until somebody zooms, a sheet is as wide as there is room, and what is narrower on paper (a till
    strip, a small bag) stands beside it as it would on a desk.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._usual = True

    def show_usual(self) -> None:
        """As a paper is shown first."""
        self._usual = True
        self._fit()

    def show_mode(self, mode: QPdfView.ZoomMode) -> None:
        """A whole page, or its width, until something else is asked."""
        self._usual = False
        self.setZoomMode(mode)

    def _fit(self) -> None:
        document = self.document()
        if not self._usual or document is None or not document.pageCount():
            return
        sizes = [document.pagePointSize(page) for page in range(document.pageCount())]
        margins = self.documentMargins()
        room = self.viewport().width() - margins.left() - margins.right()
        own, sheet = self._zoom_to(room, max(s.width() for s in sizes)), self._zoom_to(room, SHEET)
        zoom = max(1.0, sheet)  # never smaller than the paper itself, where that has room
        if own <= zoom:
            self.setZoomMode(QPdfView.ZoomMode.FitToWidth)
        else:
            self.setZoomMode(QPdfView.ZoomMode.Custom)
            self.setZoomFactor(zoom)

    def _zoom_to(self, room: int, points: float) -> float:
        return room / (points or 1) * 72 / self.logicalDpiX()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_PageDown: 1, Qt.Key.Key_PageUp: -1}
        if event.key() in steps:
            there = self.pageNavigator().currentPage() + steps[Qt.Key(event.key())]
            document = self.document()
            if document and 0 <= there < document.pageCount():
                self.pageNavigator().jump(there, QPointF())
        elif event.text() in ("+", "="):
            self.zoom_by(1.2)
        elif event.text() == "-":
            self.zoom_by(1 / 1.2)
        elif event.text() == "0":
            self.show_usual()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.hasFocus():
            painter = QPainter(self.viewport())
            painter.setPen(QPen(theme.color("focus"), 4))
            painter.drawRect(self.viewport().rect())

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def zoom_by(self, factor: float) -> None:
        """Larger or smaller than now."""
        now = self.zoomFactor()
        document = self.document()
        if self.zoomMode() != QPdfView.ZoomMode.Custom and document and document.pageCount():
            room = self.viewport().width() - self.documentMargins().left() * 2
            now = self._zoom_to(room, document.pagePointSize(0).width())
        self._usual = False
        self.setZoomMode(QPdfView.ZoomMode.Custom)
        self.setZoomFactor(min(max(now * factor, LEAST_ZOOM), MOST_ZOOM))


class PaperView(QFrame):
    """Shows a PDF's bytes. Its accessible name says which page of how many is in sight."""

    page_changed = Signal(int, int)

    def __init__(self) -> None:
        super().__init__()
        self._buffer: QBuffer | None = None
        self.document = QPdfDocument(self)
        self.pages = _Pages(self)
        self.pages.setDocument(self.document)
        self.pages.setPageMode(QPdfView.PageMode.MultiPage)
        self.pages.setPageSpacing(14)
        self.pages.setFrameShape(QFrame.Shape.NoFrame)
        self.pages.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        column = QVBoxLayout(self)
        column.setContentsMargins(2, 2, 2, 2)
        column.addWidget(self.pages)
        self._waiting = Skeleton(9, step=34)
        self._waiting.setAccessibleName("The paper is being drawn")
        self._waiting.setContentsMargins(40, 40, 40, 40)
        column.addWidget(self._waiting)
        self.pages.hide()
        self.setFocusProxy(self.pages)
        self.pages.pageNavigator().currentPageChanged.connect(self._on_page)
        theme.signals.changed.connect(self._dress)
        self._dress()
        self._on_page()

    def show_pdf(self, pdf: bytes) -> None:
        """Show a paper from its beginning; b"" shows none."""
        self.document.close()
        self._buffer = None
        if pdf:
            buffer = QBuffer(self)
            buffer.setData(QByteArray(pdf))
            buffer.open(QIODevice.OpenModeFlag.ReadOnly)
            self._buffer = buffer
            self.document.load(buffer)
        had_focus = self.hasFocus() or self._waiting.hasFocus()
        self._waiting.hide()
        self.pages.show()
        self.pages.show_usual()
        if had_focus:
            self.pages.setFocus()
        self._on_page()

    def show_waiting(self) -> None:
        """A paper is on its way."""
        self.pages.hide()
        self._waiting.show()

    @property
    def page_count(self) -> int:
        """How many pages the paper has."""
        return self.document.pageCount()

    def fit_page(self) -> None:
        """A whole page at once."""
        self.pages.show_mode(QPdfView.ZoomMode.FitInView)

    def fit_width(self) -> None:
        """As wide as there is room."""
        self.pages.show_mode(QPdfView.ZoomMode.FitToWidth)

    def zoom_by(self, factor: float) -> None:
        """Larger or smaller."""
        self.pages.zoom_by(factor)

    def close_paper(self) -> None:
        """Let go of the file: called before the window goes."""
        self.document.close()
        self._buffer = None

    def _on_page(self, *_: object) -> None:
        at, many = self.pages.pageNavigator().currentPage() + 1, max(0, self.page_count)
        name = f"Preview, page {at} of {many}" if many else "Preview, no paper"
        self.pages.setAccessibleName(name)
        self.page_changed.emit(at, many)

    def _dress(self) -> None:
        ground = self.pages.palette()
        ground.setColor(QPalette.ColorRole.Dark, theme.color("sunken"))
        ground.setColor(QPalette.ColorRole.Window, theme.color("sunken"))
        self.pages.setPalette(ground)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.color("line"), 1))
        painter.setBrush(theme.color("sunken"))
        painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), 8, 8)
