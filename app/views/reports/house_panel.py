"""What stays in the house, the paper's language, and the report that the other side made."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.services.report_other_side import other_side_differs
from app.views.reports.writing import ReportWriting
from app.views.widgets.button import Button
from app.views.widgets.inputs import Choice, LongInput
from app.views.widgets.text import Text

_WORDS = {
    "ar": "العربية",
    "de": "Deutsch",
    "en": "English",
    "es": "Español",
    "fr": "Français",
    "he": "עברית",
    "it": "Italiano",
}
HOUSE_LANGUAGE = ""


class HousePanel(QWidget):
    """Folded away until it is asked for, or something stands in it. ``attach_asked`` wants a file."""

    attach_asked = Signal()

    def __init__(self, writing: ReportWriting) -> None:
        super().__init__()
        self.writing = writing
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self.opener = Button(
            "Private notes, language, other side", "link", icon="chevron-down", small=True
        )
        self.opener.clicked.connect(self._on_open)
        column.addWidget(self.opener)
        self.inner = QWidget()
        inside = QVBoxLayout(self.inner)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(8)
        self.notes = LongInput(hint="Private notes: for the house alone, never printed", lines=2)
        self.notes.setAccessibleName("Private notes, never printed")
        inside.addWidget(self.notes)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(Text("Paper in", "muted"))
        self.language = Choice([(HOUSE_LANGUAGE, "the house’s language")])
        self.language.setAccessibleName("Language of the paper")
        row.addWidget(self.language, 1)
        inside.addLayout(row)
        self.attach = Button("Attach the other side’s report", "outline", icon="link", small=True)
        self.attach.clicked.connect(self.attach_asked)
        inside.addWidget(self.attach)
        self.attached = Text("", "small", wrap=True)
        inside.addWidget(self.attached)
        self.differs = Text("", "small", tone="warn", wrap=True)
        inside.addWidget(self.differs)
        self.take_off = Button("Take it off", "link", small=True)
        self.take_off.clicked.connect(self._on_take_off)
        inside.addWidget(self.take_off)
        column.addWidget(self.inner)
        self.inner.hide()
        self.notes.textChanged.connect(self._on_notes)
        self.language.changed.connect(self._on_language)
        self.language.entered.connect(self.language.advance)
        writing.changed.connect(self.refresh)

    def refresh(self) -> None:
        """Show what was typed and attached."""
        form = self.writing.form
        if self.notes.toPlainText() != form.private_notes:
            self.notes.setPlainText(form.private_notes)
        tags = [tag for tag in self.writing.house.languages if tag in _WORDS]
        options = [(HOUSE_LANGUAGE, "the house’s language"), *((tag, _WORDS[tag]) for tag in tags)]
        if self.language.count() != len(options):
            self.language.set_options(options)
        self.language.set_value(form.language)
        said = [
            ", ".join(filter(None, (one.title, one.by, one.made_on))) for one in form.other_side
        ]
        self.attached.setText("; ".join(said))
        self.attached.setVisible(bool(said))
        otherwise = list(other_side_differs(form))
        self.differs.setText("\n".join(otherwise))
        self.differs.setVisible(bool(otherwise))
        self.take_off.setVisible(bool(said))
        if form.private_notes or form.language or said:
            self.open()

    def open(self) -> None:
        """Show the fields."""
        self.inner.show()
        self.opener.set_icon("chevron-up")

    def _on_open(self) -> None:
        if self.inner.isVisibleTo(self):
            self.inner.hide()
            self.opener.set_icon("chevron-down")
        else:
            self.open()
            self.notes.setFocus()

    def _on_notes(self) -> None:
        words = self.notes.toPlainText()
        if words != self.writing.form.private_notes:
            self.writing.change("private notes", merge="private", private_notes=words)

    def _on_language(self, tag: object) -> None:
        self.writing.change("language of the paper", language=str(tag or ""))

    def _on_take_off(self) -> None:
        self.writing.change("report of the other side", other_side=())
