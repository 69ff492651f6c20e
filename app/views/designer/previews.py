"""What the printer prints: life-size, folded, enlarged, and the same template on other pieces."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.printing.tag.stock import Panel, Stock
from app.printing.tag.trouble import Trouble
from app.services.tag_trials import Trial
from app.views.designer.drawing import Sketch
from app.views.designer.pictures import FoldedWell, PanelZoom, TagWell
from app.views.widgets.button import Button
from app.views.widgets.card import Card
from app.views.widgets.text import Text

MOST_ZOOMED = 4
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class Previews(Card):
    """``show_asked``: the pieces that do not fit. ``stop_asked``: end the counting."""

    show_asked = Signal()
    stop_asked = Signal()

    def __init__(self) -> None:
        super().__init__(padding=16, spacing=8)
        self.setAccessibleName("What the printer prints")
        self.head_words = Text("What the printer prints: its own dots", "section", elide=True)
        self.size_words = Text("", "muted")
        self.body.addLayout(_row(self.head_words, self.size_words))
        pair = QHBoxLayout()
        pair.setSpacing(18)
        self.actual = TagWell("The tag, one to one")
        self.folded = FoldedWell("The tag, folded")
        pair.addLayout(_under("1:1 on this screen", self.actual), 1)
        pair.addLayout(_under("Each side, as it hangs", self.folded), 1)
        self.body.addLayout(pair)
        self._zooms = QGridLayout()
        self._zooms.setHorizontalSpacing(12)
        self._zooms.setVerticalSpacing(6)
        self.body.addLayout(self._zooms)
        self.zooms: dict[str, tuple[Text, Text, PanelZoom]] = {}
        self._panels: tuple[Panel, ...] = ()
        self.others_words = Text("", "muted")
        self.show_misfits = Button("Show them", "link")
        self.show_misfits.clicked.connect(self.show_asked)
        self.stop = Button("Stop counting", "link")
        self.stop.clicked.connect(self.stop_asked)
        line = _row(Text("On other pieces, 1:1", "muted", elide=True), self.others_words)
        line.addWidget(self.show_misfits)
        line.addWidget(self.stop)
        self.body.addLayout(line)
        row = QHBoxLayout()
        row.setSpacing(10)
        self.others = [TagWell(f"Another piece, {n}") for n in (1, 2, 3)]
        for well in self.others:
            row.addWidget(well, 1)
        self.body.addLayout(row)
        self.body.addStretch(1)
        self.show_trial(None)

    def show_sketch(self, made: Sketch) -> None:
        """Show what was drawn."""
        stock, dpi, drawn = made.order.stock, made.order.dpi, made.drawn
        self.head_words.setText(f"What the printer prints: its own dots, {dpi} dpi")
        width, height = drawn.image.size
        self.size_words.setText(f"{width} × {height} dots, {made.size_bytes / 1000:.1f} kB")
        self.actual.show_tag(made.whole, stock, dpi)
        self.folded.show_tag(made.whole, stock, dpi)
        self._build_zooms(stock)
        for side in drawn.sides:
            if side.panel.name not in self.zooms:
                continue
            name, told, zoom = self.zooms[side.panel.name]
            inside = QSize(side.ground.width, side.ground.height)
            zoom.show_panel(made.sides[side.panel.name], inside, dpi)
            wrong = next((one for one in drawn.troubles if one.panel == side.panel.name), None)
            size = f"{side.panel.width_um / 1000:g} × {side.panel.height_um / 1000:g} mm"
            told.setText(runs_over(wrong) if wrong else size)
            told.set_tone("bad" if wrong else "")
            zoom.setAccessibleName(f"{name.text()}, {told.text()}")
        for well, other in zip(self.others, [*made.others, None, None, None], strict=False):
            well.setVisible(other is not None)
            if other is not None:
                well.show_tag(other.image, stock, dpi, other.wrong)
                well.setAccessibleName(f"Another piece, {other.code}")

    def _build_zooms(self, stock: Stock) -> None:
        if stock.panels == self._panels:
            return
        self._panels = stock.panels
        while (item := self._zooms.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.zooms = {}
        for at, panel in enumerate(stock.panels[:MOST_ZOOMED]):
            words, told = Text(f"4:1, {panel.name}", "muted"), Text("", "muted", elide=True)
            told.setAlignment(_RIGHT)
            zoom = PanelZoom()
            head = QWidget()
            line = QHBoxLayout(head)
            line.setContentsMargins(0, 0, 0, 0)
            line.addWidget(words)
            line.addWidget(told, 1)
            row, column = at // 2 * 2, at % 2
            self._zooms.addWidget(head, row, column)
            self._zooms.addWidget(zoom, row + 1, column, Qt.AlignmentFlag.AlignTop)
            self.zooms[panel.name] = (words, told, zoom)
        for column in (0, 1):
            used = column < len(stock.panels) and not (column and len(stock.panels) == 1)
            self._zooms.setColumnStretch(column, int(used))

    def show_counting(self, done: int, of: int) -> None:
        """The pieces are being tried."""
        self.others_words.setText(f"trying {done:,} of {of:,}")
        self.others_words.set_tone("")
        self.show_misfits.hide()
        self.stop.show()

    def show_trial(self, trial: Trial | None, words: str = "") -> None:
        """How many pieces it does not fit; None: not tried."""
        self.stop.hide()
        many = len(trial.misfits) if trial else 0
        if trial is not None:
            words = "no piece has such a tag" if not trial.many else f"all {trial.many:,} fit"
            if many:
                verb = "does" if many == 1 else "do"
                words = f"{many:,} of {trial.many:,} {verb} not fit"
        self.others_words.setText(words)
        self.others_words.set_tone("bad" if many else "")
        self.show_misfits.setVisible(bool(many))


def runs_over(trouble: Trouble) -> str:
    """A trouble in a few words, with its measure: "other stones 0.7 mm too long"."""
    by = f"{trouble.by_um / 1000:.1f} mm"
    return {
        "too_long": f"{trouble.field} {by} too long",
        "too_high": f"{trouble.field} {by} too low down",
        "no_room": f"the code runs {by} over",
        "overlaps": f"{trouble.field} lies on {trouble.text}",
        "no_panel": f"no {trouble.panel} here",
        "off_tag": "pushed over the edge",
    }[trouble.kind]


def _row(left: QWidget, right: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(8)
    row.addWidget(left, 1)
    row.addWidget(right)
    return row


def _under(words: str, widget: QWidget) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(5)
    column.addWidget(Text(words, "muted", elide=True))
    column.addWidget(widget, 1)
    return column
