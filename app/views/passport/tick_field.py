"""A yes or no of a form: a box to tick, its words beside it, an aside at the right."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout

from app.views.widgets.inputs import Tick
from app.views.widgets.parsed_field import Field


class TickField(Field):
    """One line: the box says its own label. Space turns it."""

    def __init__(self, label: str, *, on: bool = False, name: str = "") -> None:
        self.tick = Tick(label)
        super().__init__(label, self.tick, name=name)
        self._label.hide()
        top = self.findChild(QHBoxLayout)  # where the label stood
        assert top is not None
        top.insertWidget(0, self.tick)
        self.tick.setChecked(on)
        self.tick.clicked.connect(self.changed)

    @property
    def value(self) -> bool:
        """Whether it is ticked."""
        return self.tick.isChecked()

    def set_value(self, value: bool) -> None:
        """Tick it, or not, without telling."""
        self.tick.setChecked(value)

    def check(self) -> bool:
        """Either answer can stay."""
        return True
