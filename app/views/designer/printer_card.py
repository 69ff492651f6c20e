"""The printer of this PC: how it stands to its roll, how dark and how fast; ruler and test tag."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QAction,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QValidator,
    QWheelEvent,
)
from PySide6.QtWidgets import QDoubleSpinBox, QHBoxLayout, QSlider, QVBoxLayout, QWidget

from app.services.printers import MOST_DARKNESS, MOST_OFFSET_UM, MOST_SPEED, NewPrinter, Printer
from app.views import theme
from app.views.frame.permit import tie
from app.views.widgets.button import Button, IconButton
from app.views.widgets.card import Card
from app.views.widgets.inputs import Choice
from app.views.widgets.text import SectionLabel, Text

SAVE_MS = 600
"""So long after the last touch a printer's values are saved."""


class Stepper(QWidget):
    """Millimetres by tenths, with − and +. ``moved`` when they change by hand."""

    moved = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self.spin = _Spin()
        self.spin.setAccessibleName(name)
        self.less = _StepButton("minus", f"{name}, less", small=True)
        self.more = _StepButton("plus", f"{name}, more", small=True)
        for button, by in ((self.less, -1), (self.more, 1)):
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the arrows do the same in the field
            button.clicked.connect(self.spin.stepUp if by > 0 else self.spin.stepDown)
        row.addWidget(self.less)
        row.addWidget(self.spin, 1)
        row.addWidget(self.more)
        self.spin.valueChanged.connect(self._on_value)

    @property
    def um(self) -> int:
        """The length in µm."""
        return round(self.spin.value() * 1000)

    def show_um(self, um: int) -> None:
        """Show a length without telling."""
        self.spin.blockSignals(True)
        self.spin.setValue(um / 1000)
        self.spin.blockSignals(False)

    def _on_value(self, _value: float) -> None:
        self.moved.emit()


class _StepButton(IconButton):
    """Narrow, for two of them stand beside each field."""

    def sizeHint(self) -> QSize:
        return QSize(25, 30)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()


class _Spin(QDoubleSpinBox):
    def __init__(self) -> None:
        super().__init__()
        self.setDecimals(1)
        self.setSingleStep(0.1)
        self.setRange(-MOST_OFFSET_UM / 1000, MOST_OFFSET_UM / 1000)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setButtonSymbols(QDoubleSpinBox.ButtonSymbols.NoButtons)
        self.setMinimumWidth(56)
        self.lineEdit().installEventFilter(self)
        self.setStyleSheet(
            "QDoubleSpinBox, QDoubleSpinBox:focus { padding: 0 1px; } QLineEdit, QLineEdit:focus,"
            " QLineEdit:disabled { border: 0; padding: 0; min-height: 0; background: transparent; }"
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.lineEdit() and event.type() == QEvent.Type.Resize:
            self._make_room()
        return bool(super().eventFilter(watched, event))

    def _make_room(self) -> None:
        """Without buttons the style leaves no room for the figures, at each change of the theme."""
        room = self.rect().adjusted(3, 1, -3, -1)
        if self.lineEdit().geometry() != room:
            self.lineEdit().setGeometry(room)

    def textFromValue(self, value: float) -> str:
        sign = "+" if value > 0.04 else "−" if value < -0.04 else ""
        return f"{sign}{abs(value):.1f}"

    def valueFromText(self, text: str) -> float:
        typed = text.removesuffix("mm").strip().replace("−", "-").replace(",", ".")
        try:
            return float(typed)
        except ValueError:
            return self.value()

    def validate(self, text: str, at: int) -> tuple[QValidator.State, str, int]:
        typed = text.removesuffix("mm").strip().replace("−", "-").replace(",", ".")
        if typed in ("", "-", "+"):
            return QValidator.State.Intermediate, text, at
        try:
            value = float(typed)
        except ValueError:
            return QValidator.State.Invalid, text, at
        inside = self.minimum() <= value <= self.maximum()
        return (QValidator.State.Acceptable if inside else QValidator.State.Invalid), text, at

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # scrolling must not move the print


class Slide(QSlider):
    """A slider in the look of the house."""

    def __init__(self, name: str, least: int, most: int) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self.setRange(least, most)
        self.setPageStep(5)
        self.setAccessibleName(name)

    def sizeHint(self) -> QSize:
        return QSize(120, 22)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle, room = self.height() / 2, self.width() - 20
        at = 10 + room * (self.value() - self.minimum()) / (self.maximum() - self.minimum())
        on = "accent" if self.isEnabled() else "line2"
        for begin, end, token in ((10, self.width() - 10, "line2"), (10, at, on)):
            painter.setPen(
                QPen(theme.color(token), 4, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap)
            )
            painter.drawLine(QPointF(begin, middle), QPointF(end, middle))
        painter.setBrush(theme.color("surface"))
        painter.setPen(QPen(theme.color(on), 2))
        painter.drawEllipse(QPointF(at, middle), 7, 7)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.color("focus"), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)


def _short_button(words: str, icon: str, action: QAction, key: str = "") -> Button:
    """A button that says less than its action's name, which stays its name for a screen reader."""
    made = Button(words, icon=icon, small=True, key=key)
    made.setAccessibleName(action.text())
    made.clicked.connect(action.trigger)
    tie(made, action)
    return made


@dataclass(frozen=True)
class PrinterChange:
    """Other values of a printer, by its key."""

    key: str
    new: NewPrinter


class PrinterCard(Card):
    """``chosen(key)`` when another printer is, ``changed(PrinterChange)`` when its values are."""

    chosen = Signal(str)
    changed = Signal(object)

    def __init__(self, ruler: QAction, test: QAction) -> None:
        super().__init__(padding=14, spacing=7)
        self.setAccessibleName("Printer, on this PC")
        self._printers: tuple[Printer, ...] = ()
        self._may = False
        self.body.addWidget(SectionLabel("Printer, on this PC"))
        self.choice = Choice()
        self.choice.setAccessibleName("Printer")
        self.choice.setMinimumWidth(80)
        self.choice.setSizeAdjustPolicy(
            Choice.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.choice.changed.connect(self._on_chosen)
        self.body.addWidget(self.choice)
        self.told = Text("", "muted", wrap=True)
        self.body.addWidget(self.told)
        self._add_offsets()
        self._add_slides()
        self._add_foot(ruler, test)
        self._save = QTimer(self)
        self._save.setSingleShot(True)
        self._save.setInterval(SAVE_MS)
        self._save.timeout.connect(self.save_now)

    def _add_offsets(self) -> None:
        self.right, self.down = Stepper("Offset right"), Stepper("Offset down")
        pair = QHBoxLayout()
        pair.setSpacing(8)
        for words, stepper in (("Right, mm", self.right), ("Down, mm", self.down)):
            column = QVBoxLayout()
            column.setSpacing(2)
            column.addWidget(Text(words, "label"))
            column.addWidget(stepper)
            pair.addLayout(column, 1)
            stepper.moved.connect(self._on_touched)
        self.body.addLayout(pair)

    def _add_slides(self) -> None:
        self.darkness = Slide("Darkness", -1, MOST_DARKNESS)
        self.speed = Slide("Speed", 0, MOST_SPEED)
        self.darkness_words, self.speed_words = Text("", "head"), Text("", "head")
        for words, value, slide in (
            ("Darkness", self.darkness_words, self.darkness),
            ("Speed", self.speed_words, self.speed),
        ):
            line = QHBoxLayout()
            line.addWidget(Text(words), 1)
            line.addWidget(value)
            self.body.addLayout(line)
            self.body.addWidget(slide)
            slide.valueChanged.connect(self._on_touched)

    def _add_foot(self, ruler: QAction, test: QAction) -> None:
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(_short_button("Ruler", "ruler", ruler))
        self.test = _short_button("Test tag", "", test, key="F5")
        foot.addWidget(self.test, 1)
        foot.addStretch(1)
        self.body.addSpacing(4)
        self.body.addLayout(foot)

    @property
    def printer(self) -> Printer | None:
        """The printer that is chosen."""
        return next((one for one in self._printers if one.key == self.choice.value), None)

    def show_printers(self, printers: Sequence[Printer], *, may: bool) -> None:
        """Show the printers that take labels, or say that there is none; the folder takes tests."""
        self._printers, self._may = tuple(printers), may
        usable = [one for one in printers if one.takes_labels or one.kind == "folder"]
        self.choice.set_options([(one.key, one.title) for one in usable])
        if self.choice.value is None and usable:
            tags = next((one for one in usable if "tags" in one.purposes), usable[0])
            self.choice.set_value(tags.key)
        self._show()

    def _show(self) -> None:
        if self._save.isActive():
            return  # somebody is moving it: what was read is older
        one = self.printer
        labels = one is not None and one.takes_labels
        if one is None:
            return
        if labels:
            self.told.setText(f"{one.model or 'Label printer'}, {one.dpi} dpi")
        else:
            self.told.setText("No label printer yet: checks are made at 300 dpi. Add a printer.")
        on = labels and self._may
        for widget in (self.right, self.down, self.darkness, self.speed):
            widget.setEnabled(on)
        self.right.show_um(one.right_um)
        self.down.show_um(one.down_um)
        for slide, value in ((self.darkness, one.darkness), (self.speed, one.speed)):
            slide.blockSignals(True)
            slide.setValue(value)
            slide.blockSignals(False)
        self._show_words()

    def _show_words(self) -> None:
        dark, fast = self.darkness.value(), self.speed.value()
        self.darkness_words.setText(f"{dark} of {MOST_DARKNESS}" if dark >= 0 else "its own")
        self.speed_words.setText(f"{fast} inch/s" if fast else "its own")

    def _on_chosen(self, key: object) -> None:
        self.save_now()
        self._show()
        self.chosen.emit(str(key))

    def _on_touched(self, *_: object) -> None:
        self._show_words()
        self._save.start()

    def save_now(self) -> None:
        """Save what was moved."""
        if not self._save.isActive():
            return
        self._save.stop()
        one = self.printer
        if one is not None:
            self.changed.emit(PrinterChange(one.key, self.values(one)))

    def values(self, one: Printer) -> NewPrinter:
        """The printer's values with what was moved here."""
        return values_of_printer(
            one, self.right.um, self.down.um, self.darkness.value(), self.speed.value()
        )


def values_of_printer(
    one: Printer, right_um: int, down_um: int, darkness: int, speed: int
) -> NewPrinter:
    """A printer as it is, but moved, darker or faster."""
    return NewPrinter(
        one.title,
        one.kind,
        one.where,
        one.model,
        one.dpi,
        one.stock,
        right_um,
        down_um,
        darkness,
        speed,
        one.purposes,
        one.checks_length,
        one.across,
    )
