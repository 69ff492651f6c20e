"""The button: icon, verb, and the key that does the same, as one painted label."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QAction,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from app.views import theme
from app.views.keys import caps, spoken
from app.views.widgets.key_caps import caps_width, paint_caps

KINDS = ("plain", "primary", "danger", "ghost", "link", "outline")


class Button(QPushButton):
    """A button of one kind: ``primary`` (one a page), ``plain``, ``outline`` (second main way on),
    ``danger``, ``ghost`` (no frame), ``link``. ``small`` is 30 px high, else 36.

    Its accessible name is the verb alone; the key stands in the accessible description.
    """

    def __init__(
        self,
        words: str,
        kind: str = "plain",
        *,
        icon: str = "",
        key: str = "",
        small: bool = False,
        trailing: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(words, parent)
        self._kind = kind
        self._icon = icon
        self._trailing = trailing
        self._small = small
        self._action: QAction | None = None
        self._caps: list[str] = []
        self.setAccessibleName(words)
        self._tells_key = True
        self._spares_key = False
        self.set_key(key)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setAutoDefault(False)

    @classmethod
    def of(cls, action: QAction, kind: str = "plain", *, small: bool = False) -> Button:
        """A button that does what an action does, and says and allows what it says and allows."""
        made = cls(action.text(), kind, icon=str(action.property("icon_name") or ""), small=small)
        made._action = action
        made.clicked.connect(action.trigger)
        action.changed.connect(made._follow)
        made._follow()
        return made

    @property
    def kind(self) -> str:
        """Which of the kinds the button is."""
        return self._kind

    def set_kind(self, kind: str) -> None:
        """Another weight for the same button."""
        self._kind = kind
        self.update()

    def set_words(self, words: str) -> None:
        """Another verb."""
        self.setText(words)
        self.setAccessibleName(words)
        self.updateGeometry()

    def set_icon(self, name: str) -> None:
        """Another icon of the set, or none."""
        self._icon = name
        self.updateGeometry()
        self.update()

    def set_key(self, keys: str) -> None:
        """The key shown on the button; the action or the page listens to it."""
        self._caps = caps(keys)
        self.setAccessibleDescription(f"Key {spoken(keys)}" if keys else "")
        self.updateGeometry()
        self.update()

    def hide_key(self) -> Button:
        """Never show the key of its action, where room is short; the button again."""
        self._tells_key = False
        self.set_key("")
        return self

    @property
    def key_room(self) -> int:
        """How many px the key on the button takes, whether it is spared now or not."""
        return caps_width(self._caps) + 8 if self._caps else 0

    @property
    def spares_key(self) -> bool:
        """Whether the key is left out for want of room."""
        return self._spares_key

    def spare_key(self, spares: bool) -> None:
        """Leave the key out where the row is too narrow for it; it is told and works all the same."""
        if spares != self._spares_key:
            self._spares_key = spares
            self.updateGeometry()
            self.update()

    def _shown_caps(self) -> list[str]:
        return [] if self._spares_key else self._caps

    def _follow(self) -> None:
        assert self._action is not None
        if self.text() != self._action.text():
            self.set_words(self._action.text())
        self.setEnabled(self._action.isEnabled())
        self.setVisible(self._action.isVisible()) if self.parent() else None
        if self._tells_key:
            self.set_key(self._action.shortcut().toString())
        why_not = str(self._action.property("why_not") or "")
        self.setToolTip(why_not)
        if why_not:
            self.setAccessibleDescription(why_not)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the button that has the ring, as Space does; Ctrl+Enter is the page's."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            if not event.isAutoRepeat():
                self.click()
            return
        super().keyPressEvent(event)

    # -- painting

    def _metrics(self) -> QFontMetrics:
        return QFontMetrics(self._font())

    def _font(self) -> QFont:
        return theme.font(12 if self._small else 13, "semibold" if self._heavy() else "medium")

    def _heavy(self) -> bool:
        return self._kind in ("primary", "danger", "outline")

    def _parts_width(self, icon: bool = True) -> int:
        width = self._metrics().horizontalAdvance(self.text()) if self.text() else 0
        for there, size in (
            (self._icon and icon, 17),
            (self._trailing, 15),
            (self._shown_caps(), caps_width(self._caps)),
        ):
            if there:
                width += size + (8 if width else 0)
        return width

    def sizeHint(self) -> QSize:
        side = {"link": 0, "ghost": 10}.get(self._kind, 11 if self._small else 14)
        if not self.text():
            side = 8
        height = 24 if self._kind == "link" else 30 if self._small else theme.CONTROL
        return QSize(self._parts_width() + 2 * side, height)

    def minimumSizeHint(self) -> QSize:
        hint = self.sizeHint()
        if not self.text():
            return hint
        # Where room is short the icon goes first; words and key are never cut.
        return QSize(min(hint.width(), self._parts_width(icon=False) + 12), hint.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ink = self._paint_ground(painter)
        room = self._parts_width() + (0 if self._kind == "link" else 8)
        icon = bool(self._icon) and (not self.text() or self.width() >= room)
        left = (self.width() - self._parts_width(icon)) // 2
        if self._kind == "link":
            left = 0
        middle = self.height() // 2
        if icon:
            theme.paint_icon(painter, QRect(left, middle - 8, 17, 17), self._icon, ink)
            left += 17 + 8
        if self.text():
            painter.setFont(self._font())
            painter.setPen(theme.color(ink))
            spot = QRect(left, 0, self.width() - left, self.height())
            painter.drawText(spot, Qt.AlignmentFlag.AlignVCenter, self.text())
            left += painter.fontMetrics().horizontalAdvance(self.text()) + 8
        if self._shown_caps():
            paint_caps(painter, QPoint(left, middle), self._caps, ink, ink)
            left += caps_width(self._caps) + 8
        if self._trailing:
            theme.paint_icon(painter, QRect(left, middle - 7, 15, 15), self._trailing, ink)

    def _paint_ground(self, painter: QPainter) -> str:
        """Paint ground, frame and focus ring; returns the token of the ink that goes on it."""
        ground, line, ink = self._tokens()
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        if self.hasFocus():
            painter.setPen(QPen(theme.color("focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            ring = QRectF(self.rect()).adjusted(1, 1, -1, -1)
            radius = 5 if self._kind == "link" else theme.RADIUS
            if self._kind != "link":
                painter.drawRoundedRect(ring, radius, radius)
            else:
                painter.drawLine(ring.bottomLeft(), ring.bottomRight())
            box = QRectF(self.rect()).adjusted(3, 3, -3, -3) if self._solid() else ring
            line = "" if self._solid() else "focus"
        if ground or line:
            painter.setPen(QPen(theme.color(line), 1) if line else Qt.PenStyle.NoPen)
            if line == "focus":
                painter.setPen(QPen(theme.color("focus"), 2))
            painter.setBrush(theme.color(ground) if ground else Qt.BrushStyle.NoBrush)
            radius = theme.RADIUS - (3 if self.hasFocus() and self._solid() else 0)
            painter.drawRoundedRect(box, radius, radius)
        return ink

    def _solid(self) -> bool:
        return self._kind in ("primary", "danger") and self.isEnabled()

    def _tokens(self) -> tuple[str, str, str]:
        over = self.underMouse() and self.isEnabled()
        if not self.isEnabled():
            bare = self._kind in ("ghost", "link")
            return ("" if bare else "sunken", "" if bare else "line", "muted")
        if self._kind == "primary":
            return ("accent_hi" if over or self.isDown() else "accent", "", "on_accent")
        if self._kind == "danger":
            return ("danger_hi" if over or self.isDown() else "danger", "", "on_danger")
        ground = "hover" if over else "surface"
        if self.isDown() or self.isChecked():
            ground = "sel"
        if self._kind == "ghost":
            return (ground if over or self.isDown() or self.isChecked() else "", "", "ink")
        if self._kind == "link":
            return ("", "", "accent_hi" if over else "accent")
        if self._kind == "outline":
            return (ground, "accent", "accent")
        return (ground, "line2", "ink")


class IconButton(Button):
    """A button with an icon alone; ``words`` is its accessible name and tooltip."""

    def __init__(
        self, icon: str, words: str, *, small: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__("", "ghost", icon=icon, small=small, parent=parent)
        self.setAccessibleName(words)
        self.setToolTip(words)
