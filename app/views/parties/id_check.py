"""The check of an identity paper: which paper, who issued it, its last letters, until when."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.dates import day_of
from app.domain.errors import UserError
from app.domain.ids import now_ms
from app.services.party_forms import ID_PAPERS, IdCheck
from app.shop import ShopSettings
from app.views.widgets.button import Button
from app.views.widgets.field import DateField, Field, TextField, show_refusal
from app.views.widgets.field_grid import FieldGrid
from app.views.widgets.led_field import LedField
from app.views.widgets.segments import Option, Segments
from app.views.widgets.text import Text

_LETTERS = {"passport": "P", "id_card": "I", "licence": "D", "permit": "R"}


class IdCheckForm(QWidget):
    """``seen(IdCheck)`` when the paper was seen. A letter chooses the paper, Enter walks on."""

    seen = Signal(object)

    def __init__(self, settings: ShopSettings) -> None:
        super().__init__()
        self._settings = settings
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(Text("Identity paper", "label"))
        options = [
            Option(code, words[:1].upper() + words[1:], _LETTERS[code])
            for code, words in ID_PAPERS.items()
        ]
        self.paper = Segments("Identity paper", options, "tile")
        column.addWidget(self.paper)
        self._error = Text("", "error")
        self._error.hide()
        column.addWidget(self._error)
        self.issuer = LedField("Issued by", hint="US, New York", name="issuer")
        self.end = TextField("Last characters of its number", hint="the last 4", name="number_end")
        self.until = DateField("Valid until", self._today, settings.locale, name="expires_on")
        self.until.input.setPlaceholderText("3/12/2031")
        column.addWidget(FieldGrid(self.fields, columns=3, least=124))
        self.button = Button("Paper was seen", "outline", icon="shield-check")
        self.button.setAutoDefault(True)
        self.button.clicked.connect(self.take)
        column.addWidget(self.button)
        self.paper.chosen.connect(lambda _code: self._error.hide())
        self.paper.entered.connect(self.issuer.control.setFocus)
        self.paper.picked.connect(self.issuer.come)

    @property
    def fields(self) -> tuple[Field, ...]:
        """The fields beside the paper."""
        return (self.issuer, self.end, self.until)

    @property
    def is_begun(self) -> bool:
        """Whether something of a paper was said."""
        typed = (self.issuer.text, self.end.text, self.until.text)
        return bool(self.paper.value) or any(text.strip() for text in typed)

    def clear(self) -> None:
        """Another person."""
        self.paper.set_value(None)
        self.issuer.set_text("")
        self.end.set_text("")
        self.until.set_text("")
        self._error.hide()

    def take(self) -> bool:
        """The paper was seen, if it is said which; whether that could be told."""
        if not self.paper.value:
            self._error.setText("No paper is chosen yet: press its letter, or click on it.")
            self._error.show()
            self.paper.focus_chosen()
            return False
        if not self.until.check():
            self.until.control.setFocus()
            return False
        day: date | None = self.until.value
        check = IdCheck(
            str(self.paper.value),
            self.issuer.text.strip(),
            self.end.text.strip()[-4:],
            day.isoformat() if day else "",
        )
        self.seen.emit(check)
        return True

    def show_refusal(self, error: UserError) -> bool:
        """Put a refusal beside the field that it means."""
        if error.field == "document_kind":
            self._error.setText(error.sentence())
            self._error.show()
            return True
        return show_refusal(self.fields, error)

    def _today(self) -> date:
        return day_of(now_ms(), self._settings.zone)
