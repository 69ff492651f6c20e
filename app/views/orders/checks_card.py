"""The checks of the marked line and of the order: a list to tick with Enter, one key for a problem."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from app.services.order_checks import DOUBT, OK, PROBLEM, Check
from app.views import theme
from app.views.orders.words import Words
from app.views.widgets.key_caps import KeyHint
from app.views.widgets.progress_line import ThinBar
from app.views.widgets.sentence_bar import SentenceBar
from app.views.widgets.text import Line, Text

Index = QModelIndex | QPersistentModelIndex
ROW = 37
CHECK = Qt.ItemDataRole.UserRole
SIGNS = {
    OK: ("circle-check", "c_ok"),
    DOUBT: ("circle-alert", "c_warn"),
    PROBLEM: ("circle-x", "c_bad"),
}
BLOCKS = {
    "bench": "Needed before the bench.",
    "packing": "Needed before packing, not for the bench.",
}


class ChecksModel(QAbstractListModel):
    """Checks as rows with a box each."""

    def __init__(self, words: Words) -> None:
        super().__init__()
        self.words = words
        self.checks: list[Check] = []

    def show(self, checks: Sequence[Check]) -> None:
        """Other checks; the same number of rows is changed in place, so that nothing jumps."""
        if len(checks) == len(self.checks):
            self.checks = list(checks)
            self.dataChanged.emit(self.index(0, 0), self.index(len(checks) - 1, 0))
            return
        self.beginResetModel()
        self.checks = list(checks)
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.checks)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        check = self.checks[index.row()]
        if role == CHECK:
            return check
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{check.title}, {check.value}"
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{check.title}, {check.value}, {self.state_words(check)}"
        if role == Qt.ItemDataRole.CheckStateRole:
            return Qt.CheckState.Checked if check.done else Qt.CheckState.Unchecked
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        return super().flags(index) | Qt.ItemFlag.ItemIsUserCheckable

    def state_words(self, check: Check) -> str:
        """Who ticked it and when, or what it waits for."""
        if check.state == OK and check.at:
            return f"{check.who} {self.words.moment(check.at)}"
        if check.state == OK:
            return check.who
        if check.state == PROBLEM:
            return f"{check.who} {self.words.moment(check.at)}: problem"
        return "accept?" if check.state == DOUBT else "open"


class _ChecksDelegate(QStyledItemDelegate):
    """Paints sign, name, value, and at the right who and when."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(200, ROW)

    def editorEvent(self, *_: Any) -> bool:
        return False  # a click marks; ticking is Enter's

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        check: Check = index.data(CHECK)
        model = index.model()
        assert isinstance(model, ChecksModel)
        box: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if state & QStyle.StateFlag.State_Selected:
            focused = bool(state & QStyle.StateFlag.State_HasFocus)
            line = "focus" if focused else "line2"
            painter.setPen(QPen(theme.color(line), 2 if focused else 1))
            painter.setBrush(theme.color("sel"))
            painter.drawRoundedRect(QRectF(box).adjusted(5, 1.5, -5, -1.5), 7, 7)
        icon, token = SIGNS.get(check.state, ("circle", "muted"))
        middle = box.center().y()
        theme.paint_icon(painter, QRect(box.left() + 14, middle - 8, 17, 17), icon, token)
        said = model.state_words(check)
        if check.state == PROBLEM:
            said = "problem"
        painter.setFont(theme.font(12, "medium" if check.state in (DOUBT, PROBLEM) else "regular"))
        painter.setPen(theme.color("muted" if check.state not in SIGNS else _ink(check)))
        right = box.adjusted(0, 0, -15, 0)
        painter.drawText(right, _RIGHT, said)
        used = painter.fontMetrics().horizontalAdvance(said) + 24
        painter.setFont(theme.font(13, "semibold"))
        painter.setPen(theme.color("ink"))
        painter.drawText(box.adjusted(40, 0, 0, 0), _LEFT, check.title)
        left = 40 + max(92, painter.fontMetrics().horizontalAdvance(check.title) + 12)
        room = box.adjusted(left, 0, -used, 0)
        font = theme.font(13)
        words = QFontMetrics(font).elidedText(
            check.value, Qt.TextElideMode.ElideRight, room.width()
        )
        painter.setFont(font)
        painter.setPen(theme.color("ink2"))
        painter.drawText(room, _LEFT, words)
        painter.restore()


_LEFT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
_RIGHT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)


def _ink(check: Check) -> str:
    return {DOUBT: "c_warn", PROBLEM: "c_bad"}.get(check.state, "muted")


class ChecksList(QListView):
    """The rows. ``entered`` is Enter on the marked one; J and K are the page's."""

    entered = Signal()
    moved = Signal()

    def __init__(self, model: ChecksModel) -> None:
        super().__init__()
        self.setObjectName("clear")
        self.setModel(model)
        self.setItemDelegate(_ChecksDelegate(self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setUniformItemSizes(True)
        self.doubleClicked.connect(self.entered)

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self.moved.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = not event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and plain:
            self.entered.emit()
        elif event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.viewport().update()
        return super().event(event)


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
        column.addWidget(head)
        column.addWidget(Line())
        self.view = ChecksList(self.model)
        self.view.entered.connect(self.tick_asked)
        self.view.moved.connect(self._on_moved)
        box = QVBoxLayout()
        box.setContentsMargins(2, 5, 2, 0)
        box.addWidget(self.view)
        column.addLayout(box, 1)
        self._odd = SentenceBar("", " ", "warn", icon="circle-alert")
        self._odd.setObjectName("odd")
        self.proposal = self._odd.add_answer("Take it", self.proposal_asked.emit, closes=False)
        self.proposal.set_key("T")
        holder = QVBoxLayout()
        holder.setContentsMargins(12, 4, 12, 4)
        holder.addWidget(self._odd)
        column.addLayout(holder)
        self._hints = QWidget()
        foot = QHBoxLayout(self._hints)
        foot.setContentsMargins(14, 6, 14, 10)
        foot.setSpacing(16)
        for key, word in (("Return", "tick"), ("P", "problem"), ("N", "note")):
            foot.addWidget(KeyHint(key, word))
        foot.addStretch(1)
        column.addWidget(self._hints)
        self.setFocusProxy(self.view)
        self.show_checks([], 0)

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
        """Mark the next or the one before; stops at the ends."""
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
        sentences = [BLOCKS.get(check.blocks, "")]
        if check.cannot and check.cannot.rstrip(".") != said.rstrip("."):
            sentences.insert(0, check.cannot)
        self._odd.set_words(said.rstrip("."), " ".join(sentences).strip())
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
