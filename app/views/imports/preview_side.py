"""The marked order of the file: what differs, what will happen to it, and how its total comes about."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.exchange.orders import Problem
from app.services.imports import FieldChange, PreviewRow, arithmetic
from app.views.imports.table import OUTCOME_CHIPS
from app.views.orders.sums import Sums
from app.views.orders.words import Words
from app.views.widgets.button import Button
from app.views.widgets.chip import Chip
from app.views.widgets.sentence_bar import IconLabel, SentenceBar
from app.views.widgets.text import Line, SectionLabel, Text

MOST_LINES = 6
TITLES = {
    "new": "A new order",
    "unchanged": "Nothing has changed",
    "held": "To be imported on hold",
    "refused": "Cannot be an order",
}
TONES = {"taken_over": "ok", "asks_bench": "warn", "kept": "neutral"}


class PreviewSide(QWidget):
    """Blocks of changes, problems, lines and sums of one row of the preview."""

    def __init__(self, words: Words) -> None:
        super().__init__()
        self.words = words
        self.leave_out = Button("Leave out", key="Space", small=True)
        self.keep = Button("Keep ours", key="K", small=True)
        self.take = Button("Take all", "outline", key="A", small=True)
        self.buttons = (self.leave_out, self.keep, self.take)
        for button in self.buttons:
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        top = QHBoxLayout()
        self._about = Text("", "muted", elide=True)
        self._chip = Chip("", about="Outcome", parent=self)
        top.addWidget(self._about, 1)
        top.addWidget(self._chip)
        column.addLayout(top)
        self._title = Text("", "panel", wrap=True)
        self._seen = Text("", "muted", wrap=True)
        column.addWidget(self._title)
        column.addWidget(self._seen)
        self._blocks = QVBoxLayout()
        self._blocks.setSpacing(8)
        column.addLayout(self._blocks)
        self._parts: list[QWidget] = []
        self._sums_title = SectionLabel("Arithmetic")
        self._sums = Sums("Arithmetic")
        column.addSpacing(4)
        column.addWidget(self._sums_title)
        column.addWidget(self._sums)
        column.addStretch(1)
        self.show_row(None, taken=False, ours=False)

    def show_row(self, row: PreviewRow | None, *, taken: bool, ours: bool) -> None:
        """Show a row; ``taken`` = an import would write it, ``ours`` = our values are kept."""
        for part in self._parts:
            self._blocks.removeWidget(part)
            part.hide()
            part.deleteLater()
        self._parts = []
        self.setVisible(row is not None)
        self._show_buttons(row, taken, ours)
        if row is None:
            return
        order = row.order
        city = order.shipping.city or order.billing.city
        names = ", ".join(part for part in (order.client_name or "No name", city) if part)
        self._about.setText(f"{order.name} · {names}")
        about = "Differences of" if row.outcome == "changed" else "Order"
        self.setAccessibleName(f"{about} {order.name}")
        chip = OUTCOME_CHIPS[row.outcome]
        self._chip.set_status(chip.text, chip.tone)
        self._title.setText(_title(row))
        self._seen.setText(row.seen)
        self._seen.setVisible(bool(row.seen))
        self._add(self._choice_words(row, taken, ours))
        self._add([Difference(change, ours) for change in row.differences])
        self._add([_problem(problem) for problem in row.problems])
        if row.consequence:
            title, _, rest = row.consequence.partition(". ")
            self._add([SentenceBar(title, rest, "warn", icon="hammer")])
        if row.outcome in ("new", "held"):
            self._add(self._lines(row))
        self._show_sums(row)

    def _add(self, parts: Sequence[QWidget]) -> None:
        for part in parts:
            self._blocks.addWidget(part)
            self._parts.append(part)

    def _choice_words(self, row: PreviewRow, taken: bool, ours: bool) -> list[QWidget]:
        if row.outcome in ("new", "held", "changed") and not taken:
            return [SentenceBar("Left out", "Nothing of it is imported.", "neutral", icon="ban")]
        if ours:
            sentence = "What the file says is noted; our values stay."
            return [SentenceBar("Ours is kept", sentence, "neutral", icon="lock")]
        return []

    def _show_buttons(self, row: PreviewRow | None, taken: bool, ours: bool) -> None:
        outcome = row.outcome if row else ""
        self.leave_out.setVisible(outcome in ("new", "held", "changed"))
        self.leave_out.set_words("Leave out" if taken else "Take it in")
        self.keep.setVisible(outcome == "changed" and not ours)
        self.take.setVisible(outcome == "changed")

    def _lines(self, row: PreviewRow) -> list[QWidget]:
        found: list[QWidget] = [SectionLabel("Lines")]
        for line in row.order.lines[:MOST_LINES]:
            times = f"{line.quantity} × " if line.quantity > 1 else ""
            found.append(Text(f"{times}{line.name}", "medium", wrap=True))
            wishes = " · ".join(wish.text for wish in line.customisations)
            if wishes:
                found.append(Text(wishes, "muted", wrap=True))
        more = len(row.order.lines) - MOST_LINES
        if more > 0:
            found.append(Text(f"and {more} more", "muted"))
        return found

    def _show_sums(self, row: PreviewRow) -> None:
        order = row.order
        there = row.outcome != "refused" and order.total_minor is not None
        self._sums.setVisible(there)
        self._sums_title.setVisible(there)
        if there:
            self._sums.show_sums(
                [
                    (
                        sum_.label,
                        self.words.amount(sum_.amount_minor, order.currency)
                        if sum_.total
                        else self.words.figure(sum_.amount_minor, order.currency),
                        "total" if sum_.total else "muted" if sum_.muted else "",
                    )
                    for sum_ in arithmetic(order)
                ]
            )


class Difference(QFrame):
    """One field: old struck through, an arrow, new; at the right of its head what will happen."""

    def __init__(self, change: FieldChange, ours: bool) -> None:
        super().__init__()
        self.setObjectName("card")
        fate = "kept" if ours and change.fate == "taken_over" else change.fate
        fate_words = "kept ours" if fate == "kept" else change.fate_words
        self.setAccessibleName(
            f"{change.label}: {change.old or 'none'} becomes {change.new or 'none'}, {fate_words}"
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        head = QFrame()
        head.setObjectName("cardhead")
        row = QHBoxLayout(head)
        row.setContentsMargins(11, 7, 11, 7)
        row.addWidget(Text(change.label, "head", elide=True), 1)
        row.addWidget(Text(fate_words, "small", tone=TONES[fate]))
        column.addWidget(head)
        column.addWidget(Line())
        values = QHBoxLayout()
        values.setContentsMargins(11, 8, 11, 9)
        values.setSpacing(10)
        old = Text(change.old or "none", "soft", wrap=True)
        new = Text(change.new or "none", "medium", wrap=True)
        gone, stays = (new, old) if fate == "kept" else (old, new)
        gone.set_look("struck")
        stays.set_look("medium")
        top = Qt.AlignmentFlag.AlignTop
        values.addWidget(old, 1, top)
        values.addWidget(IconLabel("arrow-right", "muted", 15), 0, top)
        values.addWidget(new, 1, top)
        column.addLayout(values)


def _title(row: PreviewRow) -> str:
    if row.outcome != "changed":
        return TITLES[row.outcome]
    count = len(row.differences)
    if not count:
        return row.why or "Taken up again"
    return "1 field differs" if count == 1 else f"{count} fields differ"


def _problem(problem: Problem) -> SentenceBar:
    tone = "warn"
    title = problem.reason.rstrip(".")
    where = f"Row {problem.row}, {problem.field}. " if problem.field else f"Row {problem.row}. "
    return SentenceBar(title, where + problem.remedy, tone)
