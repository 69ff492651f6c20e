"""A field to search in: a glass, what is searched, and Esc to clear it and go back to the list."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from app.views import theme
from app.views.widgets.key_caps import caps_width, paint_caps


class SearchField(QLineEdit):
    """Tells ``searched(text)`` at each change of its trimmed text; no key is waited for.

    Esc clears; Esc in an empty field, Down and Enter go to the list (``left_downwards``).
    """

    searched = Signal(str)
    left_downwards = Signal()

    def __init__(self, hint: str, about: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText(hint)
        self.setAccessibleName(about or hint)
        self.setAccessibleDescription("Key /")
        self.setProperty("look", "find")
        self.setClearButtonEnabled(False)
        self.setMinimumWidth(160)
        self._said = ""
        self.textChanged.connect(self._on_text)

    def clear_and_leave(self) -> None:
        """Search for nothing and give the focus to the list."""
        self.clear()
        self.left_downwards.emit()

    def _on_text(self, text: str) -> None:
        if text.strip() != self._said:
            self._said = text.strip()
            self.searched.emit(self._said)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            if event.key() == Qt.Key.Key_Escape:
                event.setAccepted(bool(self.text()))
                return True
            if event.matches(QKeySequence.StandardKey.Undo) and not self.isUndoAvailable():
                event.ignore()  # nothing typed: Ctrl+Z means the last thing that was done
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key == Qt.Key.Key_Escape:
            self.clear_and_leave()
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.left_downwards.emit()
        else:
            super().keyPressEvent(event)

    def focus_all(self) -> None:
        """Take the focus with the whole text selected (what "/" does)."""
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        QTimer.singleShot(0, self, self.selectAll)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = self.height() // 2
        theme.paint_icon(painter, QRect(12, middle - 8, 16, 16), "search", "muted")
        if not self.text() and not self.hasFocus() and self.width() > 240:
            left = self.width() - caps_width(["/"]) - 9
            paint_caps(painter, QPoint(left, middle), ["/"], "ink2", "line2", "sunken")
