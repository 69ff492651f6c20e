"""The foot of a page: the state in words at the left, the keys that work now at the right."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAction, QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.views import theme
from app.views.keys import Key
from app.views.widgets.key_caps import KeyHint
from app.views.widgets.text import Text
from app.views.widgets.toast import announce

MOST = 5


class HintBar(QWidget):
    """Fed by the page's own actions, so that no hint can lie: a disabled command shows no key."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("hints")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(36)
        self._actions: list[QAction] = []
        self._fixed: list[tuple[str, str]] = []
        self._hints: list[KeyHint] = []
        row = QHBoxLayout(self)
        row.setContentsMargins(26, 0, 26, 0)
        row.setSpacing(18)
        self._state = Text("", "muted", elide=True)
        self._state.setAccessibleName("State")
        row.addWidget(self._state, 1)
        self._row = QHBoxLayout()
        self._row.setSpacing(16)
        row.addLayout(self._row)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._fill)
        self._soon.start()

    @property
    def state(self) -> str:
        """The words at the left."""
        return self._state.text()

    def say(self, words: str) -> None:
        """State something; a screen reader hears it."""
        if words != self._state.text():
            self._state.setText(words)
            self._state.setAccessibleName(words or "State")
            announce(self._state, words)
            self._fit()

    def watch(self, action: QAction) -> None:
        """Show an action's key while it can be used, if it has a hint."""
        self._actions.append(action)
        action.changed.connect(self._soon.start)
        self._soon.start()

    def add_fixed(self, keys: str, words: str) -> None:
        """A hint for keys that no action stands for (the arrows in a list)."""
        self._fixed.append((keys, words))
        self._soon.start()

    def set_fixed(self, hints: list[tuple[str, str]]) -> None:
        """Other fixed hints: a page whose keys change with its step."""
        self._fixed = list(hints)
        self._soon.start()

    def _wanted(self) -> list[tuple[str, str]]:
        used = [
            (action.shortcut().toString(), str(action.property("hint")))
            for action in self._actions
            if action.property("hint") and action.isEnabled() and not action.shortcut().isEmpty()
        ]
        return [*[*self._fixed, *used][:MOST], (str(Key.PALETTE), "commands")]

    def _fill(self) -> None:
        for hint in self._hints:
            self._row.removeWidget(hint)
            hint.deleteLater()
        self._hints = [KeyHint(keys, words) for keys, words in self._wanted()]
        for hint in self._hints:
            self._row.addWidget(hint)
        self._fit()

    def _fit(self) -> None:
        """Leave out hints from the middle where the words want their room; "commands" stays."""
        words = QFontMetrics(theme.font(12)).horizontalAdvance(self._state.text())
        room = self.width() - 52 - 18 - min(max(words + 4, 120), self.width() * 3 // 5)
        widths = [hint.sizeHint().width() + 16 for hint in self._hints]
        shown = len(self._hints)
        while shown > 1 and sum(widths[: shown - 1]) + widths[-1] > room:
            shown -= 1
        for at, hint in enumerate(self._hints[:-1]):
            hint.setVisible(at < shown - 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
