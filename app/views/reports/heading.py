"""The questions over the photo that an insurer asks first: why, in what light, with what, where."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QSize
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from app.domain.terms import Vocabulary
from app.domain.vocabulary import CLEANED, LIGHTS, MAGNIFICATIONS, REPORT_REASONS
from app.views import theme
from app.views.reports.writing import ReportWriting
from app.views.widgets.inputs import Choice
from app.views.widgets.text import Text

_PRESENT = (("yes", "Present"), ("no", "Absent"))
_AROUND = 52
"""What a list needs beside its words, px: edges and the arrow."""
WIDEST_PLACE = 150
"""Longer names of places (px) are cut, and stand whole in the tooltip."""


class HeadingSelects(QWidget):
    """Reason, light, magnification, cleaned, place, client."""

    def __init__(self, writing: ReportWriting) -> None:
        super().__init__()
        self.writing = writing
        self.setAccessibleName("Circumstances")
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(10)
        self._fields: list[tuple[QWidget, int]] = []
        self.reason = self._add("Reason", "reason", _options(REPORT_REASONS), 1)
        self.light = self._add("Light", "light", _options(LIGHTS), 1)
        self.magnification = self._add(
            "Magnification", "magnification", _options(MAGNIFICATIONS), 1
        )
        self.cleaned = self._add("Cleaned", "cleaned", _options(CLEANED), 1)
        self.place = self._add("Place", "place_id", (), 4)
        self.client = self._add("Client", "client_present", _PRESENT, 1)
        self._across = 0
        self._arrange(len(self._fields))
        self.place.setPlaceholderText("Not said")
        writing.changed.connect(self.refresh)

    def show_places(self, places: Sequence[tuple[int, str]]) -> None:
        """Where a report can be made."""
        # Qt's combo box takes Python's long ids only as objects: they travel as texts.
        self.place.set_options([(str(place_id), words) for place_id, words in places])
        widest = max((_width(words) for _, words in places), default=60)
        self.place.view().setMinimumWidth(widest + _AROUND)
        self.refresh()

    def refresh(self) -> None:
        """Show what is chosen."""
        form = self.writing.form
        self.reason.set_value(form.reason)
        self.light.set_value(form.light)
        self.magnification.set_value(form.magnification)
        self.cleaned.set_value(form.cleaned)
        self.place.set_value(str(form.place_id) if form.place_id else None)
        chosen = self.place.currentText()
        self.place.setToolTip(chosen)
        self.place.setMinimumWidth(min(max(_width(chosen), 60), WIDEST_PLACE) + _AROUND)
        self._fit(self.width())
        owned, owner = self.writing.ownership == "owned", self.writing.owner
        self.client.setPlaceholderText("None" if owned else "Present?")
        self.client.setToolTip(f"Whether {owner or 'the client'} is here while this is written")
        self.client.setAccessibleDescription(self.client.toolTip())
        self.client.set_value(form.client_present or None)

    def _add(
        self, label: str, name: str, options: Sequence[tuple[Any, str]], stretch: int
    ) -> Choice:
        field = QWidget()
        column = QVBoxLayout(field)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        words = Text(label, "label")
        choice = Choice(options)
        choice.setAccessibleName(label)
        choice.setProperty("field_name", name)
        choice.setSizeAdjustPolicy(Choice.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        choice.setMinimumContentsLength(4)
        choice.setStyleSheet("font-size: 12px; padding: 1px 0 1px 9px;")
        widest = max((_width(words) for _, words in options), default=60)
        choice.setMinimumWidth(max(_width(label), widest + _AROUND))
        words.setBuddy(choice)
        column.addWidget(words)
        column.addWidget(choice)
        self._fields.append((field, stretch))
        choice.changed.connect(self._on_changed)
        choice.entered.connect(choice.advance)
        return choice

    @property
    def _whole(self) -> int:
        """The width (px) in which all stand in one row."""
        widths = [field.minimumSizeHint().width() for field, _ in self._fields]
        return sum(widths) + self._grid.spacing() * (len(widths) - 1)

    def _arrange(self, across: int) -> None:
        """So many in a row."""
        if across == self._across:
            return
        self._across = across
        for at, (field, stretch) in enumerate(self._fields):
            row, column = divmod(at, across)
            self._grid.addWidget(field, row, column)
            self._grid.setColumnStretch(at, stretch if across == len(self._fields) else 0)
        if across < len(self._fields):
            for column in range(across):
                self._grid.setColumnStretch(column, 1)

    def minimumSizeHint(self) -> QSize:
        return QSize(300, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit(event.size().width())

    def _fit(self, width: int) -> None:
        many = len(self._fields)
        self._arrange(many if width >= self._whole else many // 2)

    def _on_changed(self, value: object) -> None:
        choice = self.sender()
        if not isinstance(choice, Choice):
            return
        name = str(choice.property("field_name"))
        if name == "place_id":
            self.writing.change("place", place_id=int(str(value)) if value else None)
        else:
            self.writing.change(choice.accessibleName().lower(), **{name: str(value or "")})


def _width(words: str) -> int:
    return QFontMetrics(theme.font(12)).horizontalAdvance(words)


def _options(words: Vocabulary) -> list[tuple[str, str]]:
    return [(term.code, term.title) for term in words.terms]
