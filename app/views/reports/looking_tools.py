"""The plate over a photo with loupe and light: what is asked for viewing only, and how to end it."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QToolButton, QVBoxLayout, QWidget

from app.domain.picture_viewing import signed
from app.views import theme
from app.views.reports.canvas_overlays import INK, OverlayButton, paint_plate
from app.views.reports.looking import Looking

ROW, STEPPER, VALUE, NAMED = 28, 28, 40, 82


class _Stepper(QWidget):
    """Brightness − +20 +."""

    stepped = Signal(int)

    def __init__(self, name: str, less: str, more: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._name, self._value = name, 0
        self.setFixedSize(NAMED + 2 * STEPPER + VALUE, ROW)
        for by, word, x in ((-1, less, NAMED), (1, more, NAMED + STEPPER + VALUE)):
            button = QToolButton(self)
            button.setAccessibleName(word)
            button.setToolTip(word)
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.setCursor(Qt.CursorShape.PointingHandCursor)
            button.setStyleSheet("background: transparent; border: 0; min-height: 0; padding: 0;")
            button.setGeometry(x, 0, STEPPER, ROW)
            button.clicked.connect(lambda _=False, step=by: self.stepped.emit(step))

    def show_value(self, value: int) -> None:
        """Where it stands."""
        self._value = value
        self.setAccessibleName(f"{self._name} {signed(value)}")
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(INK)
        painter.setFont(theme.font(12))
        middle = int(Qt.AlignmentFlag.AlignVCenter)
        painter.drawText(QRect(10, 0, NAMED, ROW), middle, self._name)
        painter.setFont(theme.font(12, "semibold"))
        centre = int(Qt.AlignmentFlag.AlignCenter)
        painter.drawText(QRect(NAMED, 0, STEPPER, ROW), centre, "−")
        painter.drawText(QRect(NAMED + STEPPER, 0, VALUE, ROW), centre, signed(self._value))
        painter.drawText(QRect(NAMED + STEPPER + VALUE, 0, STEPPER, ROW), centre, "+")


class _LightPanel(QWidget):
    """Brightness, contrast, the grey point."""

    def __init__(self, looking: Looking, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName("Light, for viewing only")
        self._looking = looking
        column = QVBoxLayout(self)
        column.setContentsMargins(4, 4, 4, 4)
        column.setSpacing(2)
        self.brightness = _Stepper("Brightness", "Darker", "Brighter", self)
        self.contrast = _Stepper("Contrast", "Less contrast", "More contrast", self)
        self.grey = OverlayButton("crosshair", "Click a grey point", "W", self)
        for part in (self.brightness, self.contrast, self.grey):
            column.addWidget(part)
        self.brightness.stepped.connect(looking.brighten)
        self.contrast.stepped.connect(looking.harden)
        self.grey.clicked.connect(looking.pick_grey)
        self.refresh()
        self.adjustSize()
        self.hide()

    def refresh(self) -> None:
        """Show where they stand."""
        light = self._looking.light
        self.brightness.show_value(light.brightness)
        self.contrast.show_value(light.contrast)
        picking = self._looking.picking
        self.grey.set_words("Click it now, Esc ends" if picking else "Click a grey point")

    def paintEvent(self, event: QPaintEvent) -> None:
        paint_plate(self)


class _ViewOnlyChip(QToolButton):
    """ "View only: brightness +20", and the key that ends it; a click ends it too."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.hide()

    def show_words(self, words: str, room: int) -> None:
        """Show them in at most so many px; "" hides it."""
        self.setVisible(bool(words))
        self.setAccessibleName(words)
        self.setAccessibleDescription("Backspace shows the photos as they are")
        self.setToolTip(f"{words}\nThe stored photo and every paper stay as they are")
        metrics = QFontMetrics(theme.font(12, "semibold"))
        end = "  ⌫"
        free = max(60, room - 20 - metrics.horizontalAdvance(end))
        self.setText(metrics.elidedText(words, Qt.TextElideMode.ElideRight, free) + end)
        self.resize(metrics.horizontalAdvance(self.text()) + 20, ROW)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        paint_plate(self)
        painter = QPainter(self)
        painter.setPen(INK)
        painter.setFont(theme.font(12, "semibold"))
        painter.drawText(self.rect(), int(Qt.AlignmentFlag.AlignCenter), self.text())


class LookingTools(QWidget):
    """Loupe and light at a corner of ``over``; the panel and the chip lie beside them.

    ``place(corner, room)`` arranges them; the parts are children of ``over``, so that a click beside
    them is the photo's.
    """

    def __init__(self, looking: Looking, over: QWidget) -> None:
        super().__init__(over)
        self.hide()  # only its parts are seen
        self.looking = looking
        self.loupe = OverlayButton("search", "Loupe", "Z", over)
        self.light = OverlayButton("sun", "Light", "V", over)
        self.panel = _LightPanel(looking, over)
        self.chip = _ViewOnlyChip(over)
        self._corner, self._room, self._below = QPoint(0, 0), 0, True
        self.loupe.clicked.connect(looking.toggle_loupe)
        self.light.clicked.connect(self.toggle_panel)
        self.chip.clicked.connect(looking.reset)
        looking.changed.connect(self._refresh)
        looking.loupe_changed.connect(self._refresh)
        self._refresh()

    def set_shown(self, shown: bool) -> None:
        """Whether there is a photo to look at."""
        for part in (self.loupe, self.light):
            part.setVisible(shown)
        if not shown:
            self.panel.hide()
            self.chip.hide()

    def place(
        self, right: int, top: int, room: int, *, below: bool = True, short: bool = False
    ) -> None:
        """Put the buttons left of ``right``; panel and chip below them, or above.

        ``short``: icons and keys alone, over a small photo.
        """
        self._corner, self._room, self._below = QPoint(right, top), room, below
        self.chip.show_words(self.looking.words, room)
        for button in (self.loupe, self.light):
            button.set_short(short)
        self.light.move(right - self.light.width(), top)
        self.loupe.move(self.light.x() - 6 - self.loupe.width(), top)
        self._arrange()

    def _arrange(self) -> None:
        right, top = self._corner.x(), self._corner.y()
        step = (ROW + 6) if self._below else -(ROW + 6)
        y = top + step
        if not self.chip.isHidden():
            self.chip.move(max(0, right - self.chip.width()), y)
            y += step
        if not self._below:
            y += ROW - self.panel.height()
        self.panel.move(max(0, right - self.panel.width()), y)
        for part in (self.loupe, self.light, self.chip, self.panel):
            part.raise_()

    def toggle_panel(self) -> None:
        """Show the light's steps, or put them away."""
        self.panel.setVisible(self.panel.isHidden())
        self._refresh()

    def _refresh(self) -> None:
        looking = self.looking
        self.panel.refresh()
        self.panel.adjustSize()
        self.chip.show_words(looking.words, self._room or 320)
        power = f", {looking.power} times" if looking.loupe else ""
        self.loupe.setAccessibleName(f"Loupe {'on' if looking.loupe else 'off'}{power}")
        self._arrange()
