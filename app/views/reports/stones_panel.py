"""Stones, and the parts of a pair, counted against what is expected."""

from __future__ import annotations

import re

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.errors import InputError, UserError
from app.domain.lengths import shown_mm
from app.domain.mass import estimate_figure, shown_ct
from app.domain.report_rules import components_verdict, stones_verdict
from app.domain.setting_plan import setting_plan
from app.domain.vocabulary import METHODS
from app.views.reports.panel import TONES, Panel
from app.views.reports.stone_map import StoneMap
from app.views.reports.writing import ReportWriting
from app.views.widgets.chip import Chip
from app.views.widgets.inputs import Input
from app.views.widgets.text import Line, Text

_COUNT = re.compile(r"\s*\d+(\s*\+\s*\d+)*\s*")
MOST_COUNTED = 100_000
_ORDER = {
    "pair": "left one first, from 12",
    "necklace": "from the clasp, as worn",
    "bracelet": "from the clasp, clockwise",
    "row": "from the left",
}


def parse_count(text: str) -> int:
    """Stones as counted: "15", "1 + 14"."""
    if not _COUNT.fullmatch(text) or (total := sum(map(int, text.split("+")))) > MOST_COUNTED:
        raise InputError(
            "Not a count",
            f"“{text.strip()}” is not a number of stones.",
            "Type for example 15, or 1 + 14.",
            field="stones_found",
        )
    return total


class StonesPanel(Panel):
    """Stones (and parts of a pair) expected and found."""

    def __init__(self, writing: ReportWriting) -> None:
        super().__init__("Stone map", writing)
        self.aside.setText("clockwise from 12 as worn")
        self.body = QWidget()
        row = QHBoxLayout(self.body)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(14)
        self.map = StoneMap()
        row.addWidget(self.map, 1)
        right = QVBoxLayout()
        right.setSpacing(6)
        self._expected = Text("", "strong", numbers=True)
        right.addLayout(_pair("Expected", self._expected))
        self.found = Input(numeric=True)
        self.found.setAccessibleName("Stones found")
        self.found.setFixedWidth(76)
        right.addLayout(_pair("Found", self.found))
        self.chip = Chip("", about="Stones", small=True, parent=self)
        right.addWidget(self.chip)
        right.addWidget(Line())
        self._centre = Text("", "muted")
        right.addWidget(self._centre)
        self._estimate = Text("", "small", wrap=True)
        right.addWidget(self._estimate)
        right.addStretch(1)
        row.addLayout(right)
        self.column.addWidget(self.body)
        self._parts = QWidget()
        parts = QHBoxLayout(self._parts)
        parts.setContentsMargins(0, 0, 0, 0)
        parts.setSpacing(8)
        self._parts_words = Text("", "body")
        parts.addWidget(self._parts_words)
        self.parts = Input(numeric=True)
        self.parts.setAccessibleName("Parts found")
        self.parts.setFixedWidth(64)
        parts.addWidget(self.parts)
        self.parts_chip = Chip("", about="Parts", small=True, parent=self)
        parts.addWidget(self.parts_chip)
        parts.addStretch(1)
        self.column.addWidget(self._parts)
        self.column.addWidget(self.error)
        self.found.entered.connect(self._on_found_entered)
        self.found.left.connect(self._on_found)
        self.parts.entered.connect(self._on_parts_entered)
        self.parts.left.connect(self._on_parts)
        self.map.pressed.connect(self._on_map)
        writing.changed.connect(self.refresh)

    def refresh(self) -> None:
        """Show what is expected and what was found."""
        piece, form = self.writing.piece, self.writing.form
        if piece is None:
            return
        self.setVisible(bool(piece.stones) or piece.components > 1)
        self.body.setVisible(bool(piece.stones))
        first = piece.stones[0].count if piece.stones else 0
        rest = piece.stone_count - first
        self._expected.setText(f"{first} + {rest}" if rest and first == 1 else f"{first + rest}")
        plan = setting_plan(
            piece.category, piece.setting_pattern, [stone.count for stone in piece.stones]
        )
        self.map.setVisible(plan is not None)
        self.map.show_plan(plan, form.findings)
        self.aside.setText(_ORDER.get(plan.kind if plan else "", "clockwise from 12 as worn"))
        if not self.found.hasFocus():
            self._put(self.found, form.stones_found)
        if form.stones_found is None:
            self.chip.set_status("not counted yet")
        else:
            verdict = stones_verdict(piece.stone_count, form.stones_found)
            words = f"{form.stones_found} of {piece.stone_count} stones"
            self.chip.set_status(words, TONES[verdict.outcome])
        self._show_centre()
        self._parts.setVisible(piece.components > 1)
        self._parts_words.setText(f"Parts found of {piece.components}")
        if not self.parts.hasFocus():
            self._put(self.parts, form.parts_found)
        if form.parts_found is not None:
            verdict = components_verdict(piece.components, form.parts_found)
            words = f"{form.parts_found} of {piece.components} parts"
            self.parts_chip.set_status(words, TONES[verdict.outcome])
        else:
            self.parts_chip.set_status("")

    def _put(self, field: Input, count: int | None) -> None:
        """Show a count; what was refused before is gone with it."""
        shown = "" if count is None else str(count)
        if field.text() != shown:
            field.setText(shown)
            self.refuse(field, None)

    def _show_centre(self) -> None:
        stone = (
            self.writing.piece.stones[0]
            if self.writing.piece and self.writing.piece.stones
            else None
        )
        sides = (
            [um for um in (stone.length_um, stone.width_um, stone.depth_um) if um] if stone else []
        )
        self._centre.setText(" × ".join(shown_mm(um) for um in sides))
        weight = ""
        if stone and stone.stone_mct and stone.count == 1:
            figure = (estimate_figure if stone.estimated else shown_ct)(stone.stone_mct)
            how = METHODS.word(stone.method) if stone.method in METHODS else ""
            known = f"{figure} ct {how}".strip()  # whose word it is: "0.40 ct by report"
            weight = f"est. {figure} ct (mounted)" if stone.estimated else known
        self._estimate.setText(weight)
        self._estimate.setVisible(bool(weight))
        self._centre.setVisible(bool(sides))

    def _on_found(self) -> bool:
        text = self.found.text().strip()
        try:
            found = parse_count(text) if text else None
        except UserError as error:
            self.refuse(self.found, error)
            return False
        self.refuse(self.found, None)
        self.writing.change("stones found", stones_found=found)
        return True

    def _on_found_entered(self) -> None:
        if not self.found.text().strip() and self.writing.piece:
            self.found.setText(str(self.writing.piece.stone_count))
        if self._on_found():
            self.found.advance()

    def _on_parts(self) -> bool:
        text = self.parts.text().strip()
        try:
            found = parse_count(text) if text else None
        except UserError as error:
            self.refuse(self.parts, error)
            return False
        self.refuse(self.parts, None)
        self.writing.change("parts found", parts_found=found)
        return True

    def _on_parts_entered(self) -> None:
        if not self.parts.text().strip() and self.writing.piece:
            self.parts.setText(str(self.writing.piece.components))
        if self._on_parts():
            self.parts.advance()

    def _on_map(self, code: str) -> None:
        """A finding that is being described gets this place; else the one that lies there, or a new one."""
        mark = self.writing.mark
        if mark is not None and not (mark.location and mark.type and mark.severity >= 0):
            self.writing.edit_mark(mark.n, location=code)
            return
        there = [one.n for one in self.writing.form.findings if one.location == code]
        if there:
            self.writing.mark_current(there[0])
        else:
            self.writing.name_mark(code)


def _pair(label: str, value: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(8)
    row.addWidget(Text(label, "muted"))
    row.addStretch(1)
    row.addWidget(value)
    return row
