"""The fields of a template, panel by panel: what stands where. Dragged, or moved by keys."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractListModel,
    QMimeData,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QDropEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from app.printing.tag.template import SYMBOLS, TagField
from app.printing.tag.values import SAYS
from app.views import theme
from app.views.designer.design import Design
from app.views.designer.drawing import Sketch
from app.views.designer.moves import put_at

ROLE = Qt.ItemDataRole.UserRole
HEAD_PX, ROW_PX = 26, 44
_ICONS = {
    "price": "banknote",
    "metal": "coins",
    "weight": "weight",
    "stone": "gem",
    "other_stones": "gem",
    "carats": "gem",
    "mark": "user",
    "cost_letters": "lock",
    "date_letters": "lock",
    "price_letters": "lock",
    "due": "calendar",
    "name": "map-pin",
}
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class FieldRow:
    """A line of the list: a panel's heading (``field`` None) or a field with its words."""

    panel: str
    nth: int
    field: TagField | None = None
    second: str = ""
    wrong: str = ""

    @property
    def title(self) -> str:
        """Its first line."""
        name = self.field.name if self.field else self.panel
        return f"{name[:1].upper()}{name[1:]}"

    @property
    def icon(self) -> str:
        """What stands for it."""
        if self.field is None or self.field.kind != "line":
            return "qr-code" if self.field and self.field.kind == "code" else "image"
        found = (_ICONS[word.what] for word in self.field.words if word.what in _ICONS)
        return next(found, "type")

    @property
    def spoken(self) -> str:
        """For a screen reader: "Field front 1, Code, Data Matrix"."""
        if self.field is None:
            return self.title
        words = f"Field {self.panel} {self.nth + 1}, {self.title}, {self.second}".rstrip(", ")
        return f"{words}, {self.wrong}" if self.wrong else words


def rows_of(design: Design, sketch: Sketch | None) -> list[FieldRow]:
    """The lines of the list; fields whose panel the stock does not have stand under their own name."""
    texts: dict[str, str] = {}
    wrong: dict[str, str] = {}
    left_out: tuple[str, ...] = ()
    if sketch is not None:
        texts = {one.field: one.text for _, one in sketch.drawn.everything()}
        left_out = sketch.drawn.left_out
        wrong = {
            one.field: f"{one.by_um / 1000:.1f} mm over" if one.by_um else "has no place"
            for one in sketch.drawn.troubles
        }
    rows = []
    panels = [*design.stock.panel_names]
    panels += dict.fromkeys(one.panel for one in design.template.fields if one.panel not in panels)
    for panel in panels:
        rows.append(FieldRow(panel, -1))
        for nth, field in enumerate(design.template.on(panel)):
            if field.kind == "code":
                second = f"{SYMBOLS[field.symbol]}, 10 digits"
            elif field.kind == "logo":
                second = "picture" if design.template.logo else "no picture yet"
            elif field.name in left_out:
                second = "left out for want of room"
            else:
                second = texts.get(field.name) or f"{_says(field)}: nothing here"
            rows.append(FieldRow(panel, nth, field, second, wrong.get(field.name, "")))
    return rows


def _says(field: TagField) -> str:
    return ", ".join(SAYS[word.what].casefold() for word in field.words)


class _Model(QAbstractListModel):
    def __init__(self) -> None:
        super().__init__()
        self.rows: list[FieldRow] = []

    def show_rows(self, rows: list[FieldRow]) -> None:
        same = [(r.panel, r.field.name if r.field else "") for r in rows] == [
            (r.panel, r.field.name if r.field else "") for r in self.rows
        ]
        if same:
            self.rows = rows
            if rows:
                self.dataChanged.emit(self.index(0), self.index(len(rows) - 1))
            return
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return row.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return row.spoken
        if role == Qt.ItemDataRole.ToolTipRole:
            return row.second or None
        return row if role == ROLE else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        on = Qt.ItemFlag.ItemIsEnabled
        if not index.isValid():
            return Qt.ItemFlag.ItemIsDropEnabled
        if self.rows[index.row()].field is None:
            return on | Qt.ItemFlag.ItemIsDropEnabled
        return on | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsDragEnabled

    def supportedDropActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction

    def mimeTypes(self) -> list[str]:
        return ["application/x-parure-field"]

    def mimeData(self, indexes: object) -> QMimeData:
        made = QMimeData()
        made.setData(self.mimeTypes()[0], b"field")
        return made


class FieldList(QListView):
    """``opened`` when a field is to be edited: Enter or a double click."""

    opened = Signal()

    def __init__(self, design: Design) -> None:
        super().__init__()
        self._design = design
        self._model = _Model()
        self.setModel(self._model)
        self.setItemDelegate(_Painter(self))
        self.setObjectName("clear")
        self.setAccessibleName("Fields")
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setDropIndicatorShown(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.setMinimumHeight(3 * ROW_PX)
        self.selectionModel().currentChanged.connect(self._on_current)
        self.doubleClicked.connect(self._on_double)
        design.chosen.connect(self._mark)

    @property
    def rows(self) -> list[FieldRow]:
        """The lines as they are shown."""
        return self._model.rows

    def show_fields(self, sketch: Sketch | None) -> None:
        """Show the fields with what each says now."""
        self._model.show_rows(rows_of(self._design, sketch))
        self._mark("")

    def _mark(self, _name: str) -> None:
        field = self._design.field
        for at, row in enumerate(self._model.rows):
            if field is not None and row.field is not None and row.field.name == field.name:
                index = self._model.index(at)
                if self.currentIndex() != index:
                    self.setCurrentIndex(index)
                self.setAccessibleDescription(row.spoken)
                return

    def _on_current(self, index: QModelIndex, _before: QModelIndex) -> None:
        if index.isValid() and (field := self._model.rows[index.row()].field) is not None:
            self._design.choose(field.name)

    def _on_double(self, index: QModelIndex) -> None:
        if self._model.rows[index.row()].field is not None:
            self.opened.emit()

    def dropEvent(self, event: QDropEvent) -> None:
        """A field was dropped: before or behind the line under the mouse, or on a panel."""
        field, rows = self._design.field, self._model.rows
        if event.source() is not self or field is None or not rows:
            event.ignore()
            return
        at = self.indexAt(event.position().toPoint())
        if at.isValid():
            row = rows[at.row()]
            below = event.position().y() > self.visualRect(at).center().y()
            nth = row.nth + (1 if below else 0)
        else:
            row, nth = rows[-1], rows[-1].nth + 1
        if row.panel == field.panel and self._design.template.on(field.panel).index(field) < nth:
            nth -= 1  # it leaves its old place
        self._design.change(put_at(self._design.template, field.name, row.panel, max(0, nth)))
        event.setDropAction(Qt.DropAction.IgnoreAction)
        event.accept()


class _Painter(QStyledItemDelegate):
    """Headings and small cards."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        row: FieldRow = index.data(ROLE)
        return QSize(100, HEAD_PX if row.field is None else ROW_PX)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row: FieldRow = index.data(ROLE)
        box: QRect = option.rect
        state = option.state
        view: FieldList = self.parent()  # type: ignore[assignment]
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        if row.field is None:
            painter.setFont(theme.font(11, "semibold"))
            painter.setPen(theme.color("muted"))
            painter.drawText(box.adjusted(0, 4, 0, 0), int(left), row.title)
            painter.restore()
            return
        on = bool(state & QStyle.StateFlag.State_Selected)
        over = bool(state & QStyle.StateFlag.State_MouseOver)
        card = QRectF(box).adjusted(1, 2, -3, -2)
        ring = on and view.hasFocus()
        painter.setBrush(theme.color("sel" if on else "hover" if over else "surface"))
        line = "focus" if ring else "accent" if on else "line"
        painter.setPen(QPen(theme.color(line), 2 if ring else 1))
        painter.drawRoundedRect(card.adjusted(0.5, 0.5, -0.5, -0.5), 7, 7)
        spot = QRect(box.left() + 10, box.center().y() - 7, 15, 15)
        theme.paint_icon(painter, spot, row.icon, "ink2")
        room = box.adjusted(34, 5, -30 if row.wrong else -10, -5)
        painter.setFont(theme.font(12, "semibold"))
        painter.setPen(theme.color("ink"))
        _words(painter, QRect(room.left(), room.top(), room.width(), 17), row.title)
        painter.setFont(theme.font(11))
        painter.setPen(theme.color("muted" if not on else "ink2"))
        _words(painter, QRect(room.left(), room.top() + 16, room.width(), 17), row.second)
        if row.wrong:
            mark = QRect(box.right() - 27, box.center().y() - 7, 15, 15)
            theme.paint_icon(painter, mark, "circle-alert", "c_bad")
        painter.restore()


def _words(painter: QPainter, room: QRect, words: str) -> None:
    shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, room.width())
    left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
    painter.drawText(room, int(left), shown)
