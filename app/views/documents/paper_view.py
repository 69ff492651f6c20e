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
LEAST_FIT = 0.02
"""Where there is no room at all (a window that is being made) a page is still of some size."""
SHEET = 595.0
"""Width of an A4 sheet in points: what other papers are seen against."""


USUAL, WIDTH, PAGE, OWN = "usual", "width", "page", "own"
"""How near a paper is shown: as it is first, its width, a page of it, as somebody has zoomed."""


class _Pages(QPdfView):
    """Qt's view of a PDF, with keys for the pages and the zoom.

    Until somebody zooms, a sheet is as wide as there is room, and what is narrower on paper (a till
    strip, a small bag) stands beside it as it would on a desk.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._way = USUAL
        # Qt's own ways to fit heed the scroll bar, which comes and goes with what they find: where a
        # page just has room they never end, and the window with them.
        self.setZoomMode(QPdfView.ZoomMode.Custom)

    def show_way(self, way: str) -> None:
        """As a paper is shown first, its width or a whole page, until something else is asked."""
        self._way = way
        self._fit()

    def _fit(self) -> None:
        document = self.document()
        if self._way == OWN or document is None or not document.pageCount():
            return
        sizes = [document.pagePointSize(page) for page in range(document.pageCount())]
        margins, room = self.documentMargins(), self.maximumViewportSize()
        bar = self.verticalScrollBar().sizeHint().width()  # has its room whether it is seen or not
        wide = room.width() - bar - margins.left() - margins.right() - 1
        high = room.height() - margins.top() - margins.bottom() - self.pageSpacing() - 1
        zoom = self._zoom_to(wide, max(s.width() for s in sizes))
        if self._way == PAGE:
            zoom = min(zoom, self._zoom_to(high, max(s.height() for s in sizes)))
        elif self._way == USUAL:
            # never smaller than the paper itself, where that has room
            zoom = min(zoom, max(1.0, self._zoom_to(wide, SHEET)))
        self.setZoomFactor(max(zoom, LEAST_FIT))

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
            self.show_way(USUAL)
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
        self._way = OWN
        self.setZoomFactor(min(max(self.zoomFactor() * factor, LEAST_ZOOM), MOST_ZOOM))


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
        self.pages.show_way(USUAL)
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
        self.pages.show_way(PAGE)

    def fit_width(self) -> None:
        """As wide as there is room."""
        self.pages.show_way(WIDTH)

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
