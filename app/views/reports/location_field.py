"""Where a finding lies: typed as a short code, or chosen from the places that the piece has."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.errors import UserError
from app.domain.finding_terms import NUMBERED, location_words, parse_location
from app.views.reports.choices import HEIGHT, Choices, Pick
from app.views.widgets.inputs import Input

DIGITS = "1234567890"
"""The keys of the first ten places that are offered."""


class LocationField(QWidget):
    """``chosen(code)`` for a whole code; ``said(words)`` what is wrong with what was typed, or ""."""

    chosen = Signal(str)
    said = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self.typed = Input(hint="pr3")
        self.typed.setAccessibleName("Location")
        self.typed.setFixedSize(84, HEIGHT)
        self.typed.setStyleSheet(f"min-height: {HEIGHT - 4}px; max-height: {HEIGHT - 4}px;")
        self.places = Choices("Location", lead=self.typed, dense=True)
        column.addWidget(self.places)
        self.typed.textEdited.connect(self._on_typed)
        self.typed.entered.connect(self._on_entered)
        self.places.picked.connect(self._on_picked)

    def offer(self, codes: tuple[str, ...]) -> None:
        """The places that the piece has."""
        self.places.set_picks(
            [
                Pick(code, code, DIGITS[n : n + 1], f"{code}, {location_words(code)}")
                for n, code in enumerate(codes)
            ]
        )

    def show_code(self, code: str, *, keep_typed: bool) -> None:
        """Which place is said; ``keep_typed`` while somebody is typing another one."""
        self.places.set_value(code)
        if not (keep_typed and self.typed.hasFocus()):
            self.typed.setText(code)

    def ask(self, code: str) -> None:
        """Give the keys to the field, with a code in it that Enter accepts."""
        self.typed.setText(code)
        self.typed.setFocus(Qt.FocusReason.TabFocusReason)
        self.typed.selectAll()

    def set_wrong(self, words: str) -> None:
        """Frame it as wrong; "" as right again."""
        self.typed.set_wrong(bool(words))
        self.typed.setAccessibleDescription(words)

    def _offered(self) -> list[str]:
        return [str(pick.value) for pick in self.places.picks]

    def _on_typed(self, text: str) -> None:
        """A whole code that nothing longer begins with is taken at once: no Enter is needed."""
        self.said.emit("")
        if len(text) == 1 and text in DIGITS:  # no place begins with a figure: it counts the chips
            offered = self._offered()
            if DIGITS.index(text) < len(offered):
                self._take(offered[DIGITS.index(text)])
                return
        try:
            code = parse_location(text)
        except UserError:
            return
        offered = self._offered()
        if code in offered and not any(o != code and o.startswith(code) for o in offered):
            self._take(code)

    def _on_entered(self) -> None:
        typed = self.typed.text().strip()
        bare = typed.replace("-", "").upper()
        fits = [code for code in self._offered() if code.replace("-", "").startswith(bare)]
        try:
            code = parse_location(typed)
        except UserError as error:
            if not bare or len(fits) != 1:
                nothing = "Say where it is: type for example PR3, or choose below."
                self.said.emit(error.sentence() if bare else nothing)
                return
            code = fits[0]
        self._take(code)

    def _on_picked(self, code: object) -> None:
        self._take(str(code))

    def _take(self, code: str) -> None:
        self.said.emit("")
        self.typed.setText(code)
        if code in NUMBERED:  # which of them? the number is typed behind
            self.typed.setFocus(Qt.FocusReason.OtherFocusReason)
            self.typed.end(False)
            return
        self.chosen.emit(code)
