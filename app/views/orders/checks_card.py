"""The checks of the marked line and of the order: a list to tick with Enter, one key for a problem."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.services.order_checks import Check
from app.views.orders.checks_list import ChecksList, ChecksModel
from app.views.orders.words import Words
from app.views.widgets.key_caps import KeyHint
from app.views.widgets.progress_line import ThinBar
from app.views.widgets.sentence_bar import SentenceBar
from app.views.widgets.text import Line, Text

BLOCKS = {
    "bench": "Needed before the bench.",
    "packing": "Needed before packing, not for the bench.",
}


class ChecksCard(QFrame):
    """Head with how many are made, the rows, what is odd about the marked one, the keys."""

    tick_asked = Signal()
    proposal_asked = Signal()
    moved = Signal()

    def __init__(self, words: Words) -> None:
        super().__init__()
        self.setObjectName("card")
        self.model = ChecksModel(words)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addWidget(self._head())
        column.addWidget(Line())
        self.view = ChecksList(self.model)
        self.view.entered.connect(self.tick_asked)
        self.view.moved.connect(self._on_moved)
        box = QVBoxLayout()
        box.setContentsMargins(2, 5, 2, 0)
        box.addWidget(self.view)
        column.addLayout(box, 1)
        column.addLayout(self._what_is_odd())
        self._hints = _hints()
        column.addWidget(self._hints)
        self.setFocusProxy(self.view)
        self.show_checks([], 0)

    def _head(self) -> QWidget:
        """How many are made, how many are open on other lines, the bar of it."""
        head = QWidget()
        head.setFixedHeight(40)
        row = QHBoxLayout(head)
        row.setContentsMargins(14, 0, 14, 0)
        row.setSpacing(8)
        row.addWidget(Text("Checks", "strong"))
        self._count = Text("", "muted")
        self._others = Text("", "muted", elide=True)
        row.addWidget(self._count)
        row.addWidget(self._others, 1)
        self._bar = ThinBar()
        self._bar.setFixedWidth(96)
        self._bar.setFixedHeight(4)
        self._bar.setAccessibleName("Checks made")
        row.addWidget(self._bar)
        return head

    def _what_is_odd(self) -> QVBoxLayout:
        """What the marked check found, and the text that Parure proposes instead."""
        self._odd = SentenceBar("", " ", "warn", icon="circle-alert")
        self._odd.setObjectName("odd")
        self.proposal = self._odd.add_answer("Take it", self.proposal_asked.emit, closes=False)
        self.proposal.set_key("T")
        holder = QVBoxLayout()
        holder.setContentsMargins(12, 4, 12, 4)
        holder.addWidget(self._odd)
        return holder

    # -- showing

    @property
    def marked(self) -> Check | None:
        """The check that is marked."""
        row = self.view.currentIndex().row()
        return self.model.checks[row] if 0 <= row < len(self.model.checks) else None

    def show_checks(self, checks: Sequence[Check], open_elsewhere: int) -> None:
        """Show the checks of a line and its order; ``open_elsewhere`` on other lines."""
        before = self.marked
        self.model.show(checks)
        done = sum(check.done for check in checks)
        self._count.setText(f"{done} of {len(checks)}" if checks else "")
        lines = f"· {open_elsewhere} open on other lines" if open_elsewhere else ""
        self._others.setText(lines)
        self._bar.setRange(0, max(1, len(checks)))
        self._bar.setValue(done)
        self._bar.setVisible(bool(checks))
        self._hints.setVisible(bool(checks))
        self.view.setAccessibleName(f"Checks, {done} of {len(checks)} done")
        here = _position(checks, before)
        self.mark(_first_open(checks) if here is None else here)

    def mark(self, row: int) -> None:
        """Mark a check."""
        index = self.model.index(row, 0)
        if index.isValid():
            self.view.setCurrentIndex(index)
            self.view.scrollTo(index)
        self._on_moved()

    def mark_check(self, check: Check) -> None:
        """Mark this check, if it is one of those that are shown."""
        row = _position(self.model.checks, check)
        if row is not None:
            self.mark(row)

    def step(self, by: int) -> None:
        """Mark the next or the one before, and take the keys; stops at the ends."""
        self.view.setFocus()
        row = self.view.currentIndex().row() + by
        if 0 <= row < len(self.model.checks):
            self.mark(row)

    def mark_next_open(self) -> bool:
        """Mark the next check that nobody has made; False when all are."""
        checks = self.model.checks
        row = self.view.currentIndex().row()
        after = [n for n in range(len(checks)) if not checks[n].done]
        if not after:
            return False
        self.mark(next((n for n in after if n > row), after[0]))
        return True

    def _on_moved(self) -> None:
        check = self.marked
        self._show_odd(check)
        self.moved.emit()

    def _show_odd(self, check: Check | None) -> None:
        said = (check.explanation or check.cannot) if check and not check.done else ""
        self._odd.setVisible(bool(said))
        if check is None or not said:
            return
        title = said.rstrip(".")
        rest = check.cannot.removeprefix(title).lstrip(". ")
        sentences = [rest, BLOCKS.get(check.blocks, "")]
        self._odd.set_words(title, " ".join(part for part in sentences if part))
        offered = bool(check.proposal) and check.point == "engraving"
        self.proposal.setVisible(offered)
        if offered:
            self.proposal.set_words(f"Take “{check.proposal}”")


def _position(checks: Sequence[Check], wanted: Check | None) -> int | None:
    if wanted is None:
        return None
    key = (wanted.point, wanted.line_id)
    return next((n for n, c in enumerate(checks) if (c.point, c.line_id) == key), None)


def _first_open(checks: Sequence[Check]) -> int:
    return next((n for n, check in enumerate(checks) if not check.done), 0)


def _hints() -> QWidget:
    """The keys of a check, at the foot of the card."""
    hints = QWidget()
    foot = QHBoxLayout(hints)
    foot.setContentsMargins(14, 6, 14, 10)
    foot.setSpacing(16)
    for key, word in (("Return", "tick"), ("P", "problem"), ("N", "note")):
        foot.addWidget(KeyHint(key, word))
    foot.addStretch(1)
    return hints
