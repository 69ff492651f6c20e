"""Metal, fineness and stamp, side by side: what it is, how fine, and what the stamp claims."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QComboBox

from app.domain.metals import METALS, alloy_words, element, finenesses, karat, read_stamp
from app.views.pieces.stamp_question import AS_STAMPED, StampQuestion
from app.views.widgets.field import ChoiceField, TextField


class MetalFields(QObject):
    """Three fields that know of each other; whoever uses them lays them out.

    ``asked`` is a row of its own under them: which holds, where the stamp claims something else.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        metals = [(term.code, term.title) for term in METALS.terms]
        self.metal = ChoiceField("Metal", metals, name="metal", hint="Choose")
        narrow = QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        self.metal.choice.setSizeAdjustPolicy(narrow)  # rare metals have long names
        self.metal.choice.setMinimumContentsLength(7)
        self.fineness = ChoiceField("Fineness", (), name="fineness", hint="—")
        self.stamp = TextField("Stamped as seen", name="stamp")
        self.asked = StampQuestion()
        self.metal.changed.connect(self._on_metal)
        self.fineness.changed.connect(self._on_other)
        self.stamp.changed.connect(self._on_other)
        self.stamp.input.left.connect(self._ask)
        self.stamp.input.entered.connect(self._on_stamp_entered)
        self.asked.answered.connect(self._on_answered)
        self._offer("")

    def show_values(self, metal: str, fineness: str, stamp: str) -> None:
        """Show what is known, without telling."""
        self.metal.set_value(metal or None)
        self._offer(fineness)
        self.stamp.set_text(stamp)
        self._show_claim()
        self._ask(settled=True)

    def ask_anew(self) -> None:
        """What is shown was never saved: it may still have to be asked."""
        self.asked.about("", 0, "", settled=True)
        self._ask()

    def check(self) -> bool:
        """Whether nothing has to be answered any more; the question has the keys otherwise."""
        self._ask()
        if self.asked.is_open:
            self.asked.focus_first()
        return not self.asked.is_open

    @property
    def answer(self) -> str:
        """What was said where stamp and metal contradict each other, "" where they do not."""
        return self.asked.answer

    @property
    def fine_text(self) -> str:
        """The chosen fineness as text, "" for none."""
        return str(self.fineness.value or "")

    def _on_metal(self) -> None:
        self._offer(self.fine_text)
        self._on_other()

    def _on_other(self) -> None:
        self._show_claim()
        if self.asked.is_open or not self.stamp.input.hasFocus():
            self._ask()  # not while the stamp is being typed
        self.changed.emit()

    def _ask(self, *, settled: bool = False) -> None:
        fineness = self.fineness.value or 0
        self.asked.about(self.metal.value or "", fineness, self.stamp.text, settled=settled)

    def _on_stamp_entered(self) -> None:
        self._ask()
        if self.asked.is_open:
            self.asked.focus_first()

    def _on_answered(self, which: object) -> None:
        if which == AS_STAMPED:
            self._take_stamp()
        self._show_claim()
        self.stamp.input.setFocus()
        self.stamp.input.advance()
        self.changed.emit()

    def _take_stamp(self) -> None:
        said, fineness = read_stamp(self.stamp.text)
        if said and element(said) != element(self.metal.value or ""):
            self.metal.set_value(said)
        self._offer(str(fineness) if fineness else self.fine_text)

    def _offer(self, chosen: str) -> None:
        """The finenesses that are usual for the metal; a chosen one stays if it fits."""
        metal = self.metal.value or ""
        values = list(finenesses(metal))
        wanted = int(chosen) if chosen.isdigit() else 0
        if wanted and not values:
            values = [wanted]
        gold = element(metal) == "gold"
        words = {v: f"{v} · {karat(v)} K" if gold and karat(v) else str(v) for v in values}
        self.fineness.choice.set_options(list(words.items()))
        self.fineness.set_value(wanted if wanted in values else None)

    def _show_claim(self) -> None:
        """Beside the stamp: what it claims, where that is not what was chosen."""
        metal, fineness = read_stamp(self.stamp.text)
        if not fineness or fineness == self.fineness.value:
            self.stamp.set_aside("")
        else:
            self.stamp.set_aside(f"says {alloy_words(metal, fineness) if metal else fineness}")
