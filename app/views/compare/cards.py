"""The cards beside the photos: findings, weight and stones, what follows."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.domain.gems import SHAPES, SPECIES
from app.domain.mass import shown_g
from app.services.difference_words import consequences, missing_words
from app.services.report_difference import PASS, Difference
from app.services.report_form import StoneLine
from app.views.compare.gauge import WeightGauge
from app.views.compare.matched_list import MatchedList
from app.views.widgets.card import Card
from app.views.widgets.chip import Chip
from app.views.widgets.sentence_bar import IconLabel
from app.views.widgets.text import SectionLabel, Text


class FindingsCard(Card):
    """The sentence that is read out, and each finding out and in."""

    def __init__(self) -> None:
        super().__init__(padding=12, spacing=6)
        self.setAccessibleName("Findings")
        top = QHBoxLayout()
        self.line = Text("", "value", wrap=True)
        self.rest = Text("", "muted")
        top.addWidget(self.line, 1)
        top.addWidget(self.rest)
        self.body.addLayout(top)
        self.list = MatchedList()
        self.body.addWidget(self.list)
        self.nothing = Text("No findings on either side.", "muted")
        self.body.addWidget(self.nothing)

    def show_difference(self, found: Difference, current: int) -> None:
        """Show the findings; ``current`` is the one to look at."""
        self.line.setText(found.line)
        self.rest.setText(found.rest)
        self.list.show_found(found.found, current)
        self.nothing.setVisible(not found.found)


class MeasuredCard(Card):
    """Weights with their zones, stones and parts counted."""

    def __init__(self) -> None:
        super().__init__(padding=12, spacing=6)
        self.setAccessibleName("Weight and stones")
        top = QHBoxLayout()
        top.addWidget(SectionLabel("Weight and stones"))
        top.addStretch(1)
        self.scale = Text("", "muted")
        top.addWidget(self.scale)
        self.body.addLayout(top)
        row = QHBoxLayout()
        row.setSpacing(8)
        self.weight = Text("", "strong", elide=True)
        self.stones = Text("", "strong")
        self.chip = Chip("", small=True, about="Stones", parent=self)
        row.addWidget(self.weight, 1)
        row.addWidget(self.stones)
        row.addWidget(self.chip)
        self.body.addLayout(row)
        gone = QHBoxLayout()
        gone.setSpacing(8)
        self.decided = Chip("", "warn", small=True, about="Decision", parent=self)
        gone.addWidget(self.decided, 0, Qt.AlignmentFlag.AlignTop)
        self.missing = Text("", "medium", wrap=True)
        gone.addWidget(self.missing, 1)
        self.body.addLayout(gone)
        self.gauge = WeightGauge()
        self.body.addWidget(self.gauge)
        self.one_stone = Text("", "muted", wrap=True)
        self.body.addWidget(self.one_stone)

    def show_difference(self, found: Difference) -> None:
        """Show what was weighed and counted."""
        weight, stones = found.weight, found.stones
        then, now = found.out.form, found.into.form
        same = then.instrument and then.instrument == now.instrument
        self.scale.setText(f"same scale, {now.instrument}" if same else now.instrument)
        said = (
            f"Weight {shown_g(weight.out_mg)} → {shown_g(weight.into_mg)} g"
            if weight
            else "Not weighed twice"
        )
        self.weight.setText(said)
        counted = stones is not None
        self.stones.setText(f"Stones {then.stones_found} → {now.stones_found}" if counted else "")
        self.stones.setAccessibleName(
            f"Stones {now.stones_found} of {then.stones_found}" if counted else "Stones not counted"
        )
        self._show_stones(found)
        self.gauge.show_difference(found)
        asks = (weight and weight.verdict.outcome != PASS) or (stones and stones.difference)
        one = found.one_stone_mg if asks else 0
        told = f"One stone explains about {one} mg." if one else ""
        if weight and weight.unexplained and weight.explained:
            told = f"{told} {weight.unexplained} mg stay unexplained."
        self.one_stone.setText(told)
        self.one_stone.setVisible(bool(told))

    def _show_stones(self, found: Difference) -> None:
        """Whether the count still stops or who let it pass, and which stones are gone."""
        stones, decision = found.stones, found.decision
        stop = stones is not None and stones.outcome != PASS
        if stones is None or (stop and decision):
            self.chip.set_status("")
        else:
            self.chip.set_status("Stop" if stop else "Complete", "bad" if stop else "ok")
        by = f"Decided by {decision.by or 'a manager'}" if decision else ""
        self.decided.set_status(by, "warn")
        gone = missing_words(found, name=_stone_words)
        self.missing.setText(f"{gone[:1].upper()}{gone[1:]}" if gone else "")
        self.missing.set_tone("warn" if "not marked" in gone else "")
        self.missing.setVisible(bool(gone))


def _stone_words(line: StoneLine) -> str:
    """What stone it was: "diamond, round"."""
    species = SPECIES.word(line.species) if line.species in SPECIES else ""
    return ", ".join(filter(None, (species, SHAPES.word(line.shape) if line.shape else "")))


class FollowsCard(Card):
    """What follows if it is accepted."""

    def __init__(self) -> None:
        super().__init__(padding=12, spacing=6)
        self.title = SectionLabel("If it is accepted")
        self.setAccessibleName("What follows")
        self.body.addWidget(self.title)
        self._rows: list[QWidget] = []

    def show_difference(self, found: Difference) -> None:
        """List them."""
        self.title.setText(
            "If a manager accepts the return" if found.is_stopped else "What follows"
        )
        for old in self._rows:
            self.body.removeWidget(old)
            old.deleteLater()
        self._rows = []
        for icon, words in consequences(found):
            line = QWidget()
            row = QHBoxLayout(line)
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(8)
            row.addWidget(IconLabel(icon, "ink2", 16), 0, Qt.AlignmentFlag.AlignTop)
            row.addWidget(Text(words, "body", wrap=True), 1)
            self.body.addWidget(line)
            self._rows.append(line)
