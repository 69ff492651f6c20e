"""Will it work? Five lights, the weightiest first, each with what helps."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.printing.tag.lights import LIGHTS, Light
from app.printing.tag.trouble import FIXES
from app.views import theme
from app.views.designer.drawing import Sketch
from app.views.widgets.button import Button
from app.views.widgets.card import Card
from app.views.widgets.chip import Chip
from app.views.widgets.text import Line, SectionLabel, Text

_ICONS = {"ok": "check", "warn": "triangle-alert", "bad": "x"}
DONE_BY_ITSELF = ("short_form", "smaller_print", "smaller_code", "leave_out")
"""Fixes that a button can make; the others are a choice of the person."""


class _Lamp(QWidget):
    """A round light with its sign: colour is never alone."""

    def __init__(self) -> None:
        super().__init__()
        self.state = "ok"
        self.setFixedSize(26, 26)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color(f"b_{self.state}"))
        painter.drawEllipse(QRectF(self.rect()).adjusted(1, 1, -1, -1))
        theme.paint_icon(painter, QRect(6, 6, 14, 14), _ICONS[self.state], f"c_{self.state}")


class _Row(QWidget):
    """One light: lamp, name, value, note, and a button that helps."""

    fix_asked = Signal(str, str)

    def __init__(self, key: str) -> None:
        super().__init__()
        self.light: Light | None = None
        self._key = key
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 6, 0, 6)
        row.setSpacing(8)
        self._lamp = _Lamp()
        row.addWidget(self._lamp, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(1)
        head = QHBoxLayout()
        head.setSpacing(6)
        self._value = Text("", "head")
        head.addWidget(Text(LIGHTS[key], "strong", elide=True), 1)
        head.addWidget(self._value)
        column.addLayout(head)
        self.note = Text("", "muted", wrap=True)
        column.addWidget(self.note)
        self.fix = Button("", small=True)
        self.fix.clicked.connect(self._on_fix)
        self.fix.hide()
        column.addWidget(self.fix)
        row.addLayout(column, 1)

    def show_light(self, light: Light, value: str) -> None:
        """Show how it stands."""
        self.light = light
        self._lamp.state = light.state
        self._lamp.update()
        self._value.setText(value)
        self._value.set_tone(light.state)
        self.note.setText(light.note)
        said = "ok" if light.state == "ok" else f"{value} {light.note}".strip()
        self.setAccessibleName(f"Check {light.title.casefold()}, {spoken(light, value) or said}")
        can = light.fix in DONE_BY_ITSELF
        if can:
            self.fix.set_words(FIXES[light.fix])
            self.fix.set_key("S" if light.fix == "short_form" else "")
        elif light.fix:
            self.note.setText(f"{light.note}. {FIXES[light.fix]}.")
        self.fix.setVisible(can)

    def _on_fix(self) -> None:
        if self.light is not None:
            self.fix_asked.emit(self.light.field, self.light.fix)


def spoken(light: Light, value: str) -> str:
    """How a light stands, for a screen reader: "ok", "0.7 mm too long"."""
    if light.state == "ok":
        return "ok"
    if light.key == "fits" and "too long" in light.note:
        return f"{light.value_um / 1000:.1f} mm too long"
    return f"{value}, {light.note}".strip(", ")


def value_of(light: Light, read_us: int) -> str:
    """The figure at the right of a light."""
    if light.key == "reads_back":
        return f"{read_us / 1000:.1f} ms" if light.state == "ok" else "no"
    mm = light.value_um / 1000
    if light.key == "fits":
        return f"+{mm:.1f} mm" if light.value_um else ""
    return f"{mm:.2f} mm" if light.key == "module" else f"{mm:.1f} mm"


class LightsCard(Card):
    """``fix_asked(field, fix)`` when somebody presses what helps."""

    fix_asked = Signal(str, str)

    def __init__(self) -> None:
        super().__init__(padding=14, spacing=0)
        self.setAccessibleName("Will it work?")
        head = QHBoxLayout()
        head.addWidget(SectionLabel("Will it work?"), 1)
        self.chip = Chip("", "ok", about="Will it work?")
        head.addWidget(self.chip)
        self.body.addLayout(head)
        self.rows = {key: _Row(key) for key in LIGHTS}
        for key, row in self.rows.items():
            if key != "reads_back":
                self.body.addWidget(Line())
            row.fix_asked.connect(self.fix_asked)
            self.body.addWidget(row)

    def show_sketch(self, made: Sketch) -> None:
        """Show the lights of what was drawn."""
        for light in made.lights:
            self.rows[light.key].show_light(light, value_of(light, made.read_us))
        self.chip.set_status(*verdict(made.lights))


def verdict(lights: Sequence[Light]) -> tuple[str, str]:
    """All lights in two words, and their tone."""
    bad = sum(one.state == "bad" for one in lights)
    warn = sum(one.state == "warn" for one in lights)
    if bad:
        return f"{bad} to fix", "bad"
    return (f"{warn} to look at", "warn") if warn else ("Works", "ok")
