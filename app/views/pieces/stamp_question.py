"""Asked where the stamp claims another metal than is chosen: one of the two is a slip, or a fraud."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.metals import alloy_words, read_stamp, stamp_contradicts
from app.views.widgets.field import TextField
from app.views.widgets.segments import Option, Segments
from app.views.widgets.text import Text

AS_STAMPED, AS_CHOSEN, AND_WHY = "stamped", "chosen", "why"
SAID = "What is chosen holds, whatever the stamp says."
"""What is noted with the piece."""


class StampQuestion(QWidget):
    """Shown while it is open: a letter or a press answers it. ``answered(which)`` follows.

    What was answered stays answered for this metal, fineness and stamp; any other is asked anew.
    """

    answered = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        self.sentence = Text("", "small", tone="warn", wrap=True)
        self.options = Segments("Which one holds?", (), "tile")
        column.addWidget(self.sentence)
        column.addWidget(self.options)
        self.why = TextField(
            "Why it holds, in a few words", hint="new shank of 2019", name="why", required=True
        )
        self.why.input.entered.connect(self._on_why)
        column.addWidget(self.why)
        self._words = ""
        self._about = self._settled = ("", 0, "")
        self._said: tuple[str, int, str] | None = None
        self.options.chosen.connect(self._on_chosen)
        self.hide()

    @property
    def is_open(self) -> bool:
        """Whether it waits for an answer."""
        return not self.isHidden()

    @property
    def answer(self) -> str:
        """What a person has said here of the contradiction that stands, "" where nobody was asked."""
        return f"{SAID} {self._words}".strip() if self._said == self._about else ""

    def about(self, metal: str, fineness: int, stamp: str, *, settled: bool = False) -> None:
        """Ask, if these three contradict each other and nobody has said so yet."""
        now = (metal, fineness, stamp.strip().casefold())
        if settled:
            self._settled, self._said = now, None
        open_ = now != self._settled and stamp_contradicts(metal, fineness, stamp)
        if open_ and (now != self._about or self.isHidden()):
            self._ask(metal, fineness, stamp)
        self._about = now
        self.setVisible(open_)

    def focus_first(self) -> None:
        """Give the keys to the answers."""
        self.options.focus_chosen()

    def _ask(self, metal: str, fineness: int, stamp: str) -> None:
        self.why.hide()
        self.why.set_text("")
        said, fine = read_stamp(stamp)
        claimed = alloy_words(said, fine) if said else str(fine)
        chosen = alloy_words(metal, fineness) if metal else str(fineness)
        seen = stamp.strip()
        self.sentence.setText(
            f"It is stamped “{seen}”, which says {claimed}; chosen is {chosen}. Which one holds?"
        )
        self.options.set_options(
            [
                Option(AS_STAMPED, f"What is stamped: {claimed}", "S"),
                Option(AS_CHOSEN, f"What is chosen: {chosen}, whatever the stamp says", "C"),
                Option(AND_WHY, "The same, and why", "W"),
            ]
        )

    def _on_chosen(self, which: object) -> None:
        if which == AND_WHY:
            self.why.show()
            self.why.control.setFocus()
            return
        self._end(which)

    def _on_why(self) -> None:
        if self.why.text.strip():
            self._end(AS_CHOSEN, self.why.text.strip())
        else:
            self.why.set_error("Say it in a few words, or choose another answer.")

    def _end(self, which: object, words: str = "") -> None:
        if which == AS_CHOSEN:
            self._settled = self._said = self._about
            self._words = words
        self.hide()
        self.answered.emit(which)
