"""Standard phrases offered under a field while one types, and how the house would say a claim."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.report_words import BLANK, last_part, offered, wording_advice
from app.views.reports.choices import Choices, Pick
from app.views.reports.writing import ReportWriting
from app.views.widgets.inputs import Input, LongInput
from app.views.widgets.text import Text

MOST = 3


class PhraseOffer(QWidget):
    """Stands under ``field``: the arrow down goes to the phrases, Enter or a click takes one.

    Nothing pops up over the photo. A blank in a phrase stands marked, so that typing fills it.
    """

    def __init__(self, writing: ReportWriting, field: Input | LongInput) -> None:
        super().__init__()
        self._writing, self._field = writing, field
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        self.choices = Choices("Standard phrases", keys=False, dense=True)
        column.addWidget(self.choices)
        self.advice = Text("", "small", wrap=True, tone="warn")
        column.addWidget(self.advice)
        self.choices.picked.connect(self._on_taken)
        self.choices.entered.connect(self._on_entered)
        self.choices.hide()
        self.advice.hide()
        field.installEventFilter(self)
        if isinstance(field, Input):
            field.textEdited.connect(self.refresh)
        else:
            field.textChanged.connect(self._on_long)

    @property
    def text(self) -> str:
        """What stands in the field."""
        field = self._field
        return field.text() if isinstance(field, Input) else field.toPlainText()

    def refresh(self, *_: object) -> None:
        """Offer what fits to what has been typed; say how a claim would be said."""
        typed = self.text
        house = self._writing.house
        fits = offered(typed, house.phrases, house.language, MOST)
        head = last_part(typed)[0]
        self.choices.set_picks([Pick(text, text[len(head) :][:44], "", text) for text in fits])
        self.choices.set_value(None)
        self.choices.setVisible(bool(fits))
        advice = wording_advice(typed)
        self.advice.setText(advice)
        self.advice.setVisible(bool(advice))

    def put_away(self) -> None:
        """Offer nothing: another finding, another report."""
        self.choices.hide()
        self.advice.hide()

    def _on_long(self) -> None:
        if self._field.hasFocus():
            self.refresh()

    def _on_entered(self) -> None:
        if self.choices.value is not None:
            self._on_taken(self.choices.value)

    def _on_taken(self, text: object) -> None:
        said, field = str(text), self._field
        field.setFocus(Qt.FocusReason.OtherFocusReason)
        at = said.rfind(BLANK)
        if isinstance(field, Input):
            field.setText(said)
            field.textEdited.emit(said)
            if at >= 0:
                field.setSelection(at, len(BLANK))
        else:
            field.setPlainText(said)
            cursor = field.textCursor()
            cursor.setPosition(at if at >= 0 else len(said))
            if at >= 0:
                cursor.setPosition(at + len(BLANK), cursor.MoveMode.KeepAnchor)
            field.setTextCursor(cursor)
        self.choices.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        down = (
            event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Down
        )
        if down and self.choices.isVisibleTo(self) and self.choices.picks:
            self.choices.set_value(self.choices.picks[0].value)
            self.choices.focus_chosen()
            return True
        return bool(super().eventFilter(watched, event))
