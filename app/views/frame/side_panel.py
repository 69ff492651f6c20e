"""The panel at the right of a page; in a narrow window a drawer over it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

WIDTH = 383
COMPACT_WIDTH = 340


class SidePanel(QWidget):
    """What is asked first goes into ``body`` (it scrolls), buttons into ``foot`` (it stays)."""

    def __init__(self, page: QWidget) -> None:
        super().__init__(page)
        self.setObjectName("side")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName("Side panel")
        self._page = page
        self._drawer = False
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 0, 0, 0)
        column.setSpacing(0)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inner = QWidget()
        inner.setObjectName("scrolled")
        self.body = QVBoxLayout(inner)
        self.body.setContentsMargins(20, 20, 20, 12)
        self.body.setSpacing(10)
        self._scroll.setWidget(inner)
        column.addWidget(self._scroll, 1)
        self.foot = QHBoxLayout()
        self.foot.setContentsMargins(20, 8, 20, 16)
        self.foot.setSpacing(8)
        column.addLayout(self.foot)
        page.installEventFilter(self)
        self._reveal = QTimer(self)
        self._reveal.setSingleShot(True)
        self._reveal.setInterval(0)
        self._reveal.timeout.connect(self._show_focus)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._on_focus)

    @property
    def is_drawer(self) -> bool:
        """Whether it lies over the page because the window is narrow."""
        return self._drawer

    def arrange(self, *, drawer: bool, compact: bool) -> None:
        """Stand beside the page, or become a drawer over it."""
        self.setFixedWidth(COMPACT_WIDTH if compact else WIDTH)
        if drawer == self._drawer:
            return
        self._drawer = drawer
        layout = self._page.layout()
        assert layout is not None
        if drawer:
            layout.removeWidget(self)
            self.hide()
            self._place()
        else:
            layout.addWidget(self)
            self.show()

    def toggle(self) -> None:
        """Open or close the drawer (F11); beside the page: show or hide."""
        self.setVisible(not self.isVisible())
        if self.isVisible():
            self._place()
            self.raise_()

    def _on_focus(self, _before: QWidget | None, now: QWidget | None) -> None:
        if now is not None and self.isAncestorOf(now):
            self._reveal.start()

    def _show_focus(self) -> None:
        """Scroll to what has the keys: a page may have put them below the fold."""
        focus, inner = QApplication.focusWidget(), self._scroll.widget()
        if focus is not None and inner is not None and inner.isAncestorOf(focus):
            self._scroll.ensureWidgetVisible(focus, 0, 40)

    def _place(self) -> None:
        if self._drawer:
            page = self._page.rect()
            self.setGeometry(page.right() + 1 - self.width(), 0, self.width(), page.height())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._place()
        return False
