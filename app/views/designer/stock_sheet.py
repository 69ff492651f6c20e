"""A stock's sheet: what a tag measures, where it may be printed, where it is folded."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from app.domain.errors import InputError, UserError
from app.printing.tag.stock import (
    FEEDS,
    KINDS,
    MEDIA,
    MOST_KEEP_OUT,
    MOST_PANELS,
    TURNS,
    Fold,
    Grid,
    KeepOut,
    Panel,
    Stock,
    checked_stock,
)
from app.views.designer.measures import Cell, Rows, mm_text, um_of
from app.views.widgets.field import ChoiceField, TextField
from app.views.widgets.sheet import Sheet
from app.views.widgets.text import Text

_MEDIA_WORDS = ("By the gap", "By a black mark", "Not at all: it is endless", "Page by page")
_TURN_WORDS = [(turn, f"{turn}°") for turn in TURNS]
_WAYS = [(True, "upright at"), (False, "level at")]
_LENGTHS = (("width", "Width"), ("height", "Height"), ("gap", "Gap"), ("corner", "Corner"))
_GRID = (
    "columns",
    "rows",
    "page_width_um",
    "page_height_um",
    "left_um",
    "top_um",
    "pitch_x_um",
    "pitch_y_um",
)


class StockSheet(Sheet):
    """``saved(Stock)``: the stock as it is wanted, checked."""

    saved = Signal(object)

    def __init__(self, host: QWidget, stock: Stock, title: str, *, may: bool) -> None:
        super().__init__(host, title, "Lengths in mm, from the upper left corner.", width=760)
        self._stock = stock
        self._add_fields()
        self._add_rows()
        self.error = Text("", "error", wrap=True)
        self.error.hide()
        self.body.addWidget(self.error)
        self._show(stock)
        self.add_way("Cancel", key="Esc")
        self.verb = self.add_way("Save stock", self._on_save, "primary", closes=False)
        self.verb.setEnabled(may)
        self.closed.connect(self.deleteLater)

    def _add_fields(self) -> None:
        """What the stock is called, measures, and how the printer takes it."""
        self.name_field = TextField("Name", name="name", required=True)
        self.kind = ChoiceField("Kind", list(KINDS.items()))
        self.lengths = {
            name: TextField(f"{words}, mm", name=name, suffix="mm") for name, words in _LENGTHS
        }
        self.media = ChoiceField(
            "The printer finds a tag", list(zip(MEDIA, _MEDIA_WORDS, strict=True))
        )
        sides = ("Left", "Right", "Top", "Bottom")
        self.feed = ChoiceField("It is fed from the", list(zip(FEEDS, sides, strict=True)))
        self.maker = TextField("Maker", name="maker")
        self.part = TextField("Part number", name="part")
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(6)
        grid.addWidget(self.name_field, 0, 0, 1, 2)
        grid.addWidget(self.kind, 0, 2, 1, 2)
        for column, length in enumerate(self.lengths.values()):
            grid.addWidget(length, 1, column)
        for column, one in enumerate((self.media, self.feed, self.maker, self.part)):
            grid.addWidget(one, 2, column)
            grid.setColumnStretch(column, 1)
        self.body.addLayout(grid)

    def _add_rows(self) -> None:
        """Panels, folds, where nothing is printed, and several tags on a page."""
        box = [Cell(one, (), 2) for one in ("From the left", "From the top", "Width", "Height")]
        self.panels = Rows(
            "Panels",
            "panel",
            (Cell("Name", (), 3), *box, Cell("Turned", _TURN_WORDS, 2)),
            MOST_PANELS,
        )
        self.folds = Rows("Folds", "fold", (Cell("Way", _WAYS), Cell("At", ())), 4)
        self.keep_out = Rows(
            "Nothing is printed on", "place", (Cell("Why", (), 3), *box), MOST_KEEP_OUT
        )
        words = (
            "Columns",
            "Rows",
            "Page width",
            "Height",
            "Left",
            "Top",
            "Next right",
            "Next down",
        )
        self.grid = Rows("Several on a page or row", "grid", [Cell(one) for one in words], 1)
        for rows in (self.panels, self.folds, self.keep_out, self.grid):
            self.body.addWidget(rows)

    def _show(self, stock: Stock) -> None:
        self.name_field.set_text(stock.name)
        self.kind.set_value(stock.kind)
        lengths = (stock.width_um, stock.height_um, stock.gap_um, stock.corner_um)
        for field, um in zip(self.lengths.values(), lengths, strict=True):
            field.set_text(mm_text(um))
        self.media.set_value(stock.media)
        self.feed.set_value(stock.feed)
        self.maker.set_text(stock.maker)
        self.part.set_text(stock.part)
        self.panels.show_rows([[one.name, *_box(one), one.turned] for one in stock.panels])
        self.folds.show_rows([[one.upright, mm_text(one.at_um)] for one in stock.folds])
        self.keep_out.show_rows([[one.why, *_box(one)] for one in stock.keep_out])
        if stock.grid != Grid():
            shown = [
                str(value) if name in ("columns", "rows") else mm_text(value)
                for name in _GRID
                for value in (getattr(stock.grid, name),)
            ]
            self.grid.show_rows([shown])
        else:
            self.grid.show_rows([])

    def answer(self) -> Stock:
        """The stock as it is typed; InputError says in words what cannot be."""
        old = self._stock
        width, height, gap, corner = (
            um_of(self.lengths[name].text or "0", name, words) for name, words in _LENGTHS
        )
        panels = tuple(
            Panel(
                *_area(f"Panel “{name}”", *box),
                name=str(name).strip().casefold(),
                turned=int(turned or 0),
            )
            for name, *box, turned in self.panels.values
        )
        keep_out = tuple(
            KeepOut(*_area(f"Place “{why}”", *box), why=str(why) or "keep out")
            for why, *box in self.keep_out.values
        )
        folds = tuple(
            Fold(bool(upright), um_of(at, "folds", "Fold")) for upright, at in self.folds.values
        )
        same_size = (width, height) == (old.width_um, old.height_um)
        stock = replace(
            old,
            name=self.name_field.text.strip(),
            kind=str(self.kind.value),
            width_um=width,
            height_um=height,
            gap_um=gap,
            corner_um=corner,
            media=str(self.media.value),
            feed=str(self.feed.value),
            maker=self.maker.text.strip(),
            part=self.part.text.strip(),
            panels=panels,
            keep_out=keep_out,
            folds=folds,
            grid=self._grid(),
            outline=old.outline if same_size else _stretched(old, width, height),
        )
        return checked_stock(stock)

    def _grid(self) -> Grid:
        rows = self.grid.values
        if not rows:
            return Grid()
        made: dict[str, int] = {}
        for name, text in zip(_GRID, rows[0], strict=True):
            if name in ("columns", "rows"):
                made[name] = um_of(text or "1", "grid", name.capitalize()) // 1000
            else:
                made[name] = um_of(text or "0", "grid", "Page")
        return Grid(**made)

    def refuse(self, error: UserError) -> None:
        """Say what cannot be: beside its field, or under all of them."""
        named = (self.name_field, *self.lengths.values())
        field = next((one for one in named if error.field and one.name == error.field), None)
        if field is not None:
            field.set_error(error)
            field.setFocus()
            return
        self.error.setText(error.sentence())
        self.error.show()

    def _on_save(self) -> None:
        self.error.hide()
        try:
            self.saved.emit(self.answer())
        except InputError as error:
            self.refuse(error)


def _box(area: Panel | KeepOut) -> list[str]:
    return [mm_text(one) for one in (area.x_um, area.y_um, area.width_um, area.height_um)]


def _area(what: str, *texts: str) -> tuple[int, int, int, int]:
    x, y, width, height = (um_of(text or "0", "panels", what) for text in texts)
    return x, y, width, height


def _stretched(stock: Stock, width: int, height: int) -> tuple[tuple[int, int], ...]:
    """The outline in the new size."""
    return tuple(
        (x * width // stock.width_um, y * height // stock.height_um) for x, y in stock.outline
    )
