"""The panel at the right of a page; in a narrow window a drawer over it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.views.widgets.scroll_body import ScrollBody

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
        scroll = ScrollBody()
        self.body = scroll.column
        self.body.setContentsMargins(20, 20, 20, 12)
        self.body.setSpacing(10)
        column.addWidget(scroll, 1)
        self.foot = QHBoxLayout()
        self.foot.setContentsMargins(20, 8, 20, 16)
        self.foot.setSpacing(8)
        column.addLayout(self.foot)
        page.installEventFilter(self)

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

    def _place(self) -> None:
        if self._drawer:
            page = self._page.rect()
            self.setGeometry(page.right() + 1 - self.width(), 0, self.width(), page.height())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._place()
        return False
