"""The lettered inclusions of the centre stone beside the photo: kind, place, and taking one out."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.inclusions import INCLUSIONS, Inclusion, place_words
from app.views.reports.stone_marks import StoneMarks
from app.views.reports.writing import ReportWriting
from app.views.widgets.button import IconButton
from app.views.widgets.inputs import Choice
from app.views.widgets.text import Text

HOW = "Inclusions by letters: O draws the girdle on the photo, I marks one."


class _Row(QWidget):
    """a | Crystal | 4 o'clock, 62 % out | remove."""

    def __init__(self, marks: StoneMarks, one: Inclusion) -> None:
        super().__init__()
        self._marks = marks
        self.letter = one.letter
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        name = Text(one.letter, "strong")
        name.setFixedWidth(14)
        row.addWidget(name)
        kinds = [("", "Kind not said"), *((t.code, t.title) for t in INCLUSIONS.terms)]
        self.kind = Choice(kinds)
        self.kind.setAccessibleName(f"Kind of inclusion {one.letter}")
        row.addWidget(self.kind, 3)
        self.place = Text("", "muted", elide=True)
        row.addWidget(self.place, 4)
        self.gone = IconButton("x", f"Remove inclusion {one.letter}", small=True)
        row.addWidget(self.gone)
        self.kind.changed.connect(self._on_kind)
        self.gone.clicked.connect(self._on_gone)

    def show_one(self, one: Inclusion, place: str) -> None:
        """Show what is said of it."""
        self.kind.set_value(one.kind)
        self.place.setText(place or "no girdle yet")

    def _on_kind(self, kind: object) -> None:
        self._marks.name(self.letter, str(kind or ""))

    def _on_gone(self) -> None:
        self._marks.remove(self.letter)


class InclusionRows(QWidget):
    """One row for each letter; how to begin where there is none."""

    def __init__(self, writing: ReportWriting) -> None:
        super().__init__()
        self.writing = writing
        self.marks = StoneMarks(writing, self)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self.how = Text(HOW, "muted", wrap=True)
        self._column.addWidget(self.how)
        self.rows: list[_Row] = []

    def refresh(self) -> None:
        """Show the letters as they are now; rows stay where the letters do."""
        said = self.writing.form.fingerprint
        letters = [one.letter for one in said.inclusions]
        if letters != [row.letter for row in self.rows]:
            for row in self.rows:
                self._column.removeWidget(row)
                row.hide()
                row.deleteLater()
            self.rows = [_Row(self.marks, one) for one in said.inclusions]
            for row in self.rows:
                self._column.addWidget(row)
        for row, one in zip(self.rows, said.inclusions, strict=True):
            row.show_one(one, place_words(said.girdle, one))
        self.how.setVisible(not letters)
