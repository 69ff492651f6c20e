"""Metal, fineness and stamp, side by side: what it is, how fine, and what the stamp claims."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QComboBox

from app.domain.metals import METALS, alloy_words, element, finenesses, karat, read_stamp
from app.views.widgets.field import ChoiceField, TextField


class MetalFields(QObject):
    """Three fields that know of each other; whoever uses them lays them out."""

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
        self.metal.changed.connect(self._on_metal)
        self.fineness.changed.connect(self._on_other)
        self.stamp.changed.connect(self._on_other)
        self._offer("")

    def show_values(self, metal: str, fineness: str, stamp: str) -> None:
        """Show what is known, without telling."""
        self.metal.set_value(metal or None)
        self._offer(fineness)
        self.stamp.set_text(stamp)
        self._show_claim()

    @property
    def fine_text(self) -> str:
        """The chosen fineness as text, "" for none."""
        return str(self.fineness.value or "")

    def _on_metal(self) -> None:
        self._offer(self.fine_text)
        self._on_other()

    def _on_other(self) -> None:
        self._show_claim()
        self.changed.emit()

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
