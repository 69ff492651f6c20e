"""The roll and the printer: choosing and measuring a stock, its sheet, the ruler and the test tag."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from app.domain.changes import Changes
from app.domain.errors import UserError
from app.domain.permissions import allowed
from app.printing.tag.stock import Stock
from app.services.print_trial import print_ruler, print_trial
from app.services.printer_changes import edit_printer
from app.services.tag_stocks import copy_stock, new_key, remove_stock, save_stock, stock_by_key
from app.views.bug_report import BugReport
from app.views.designer.measure_sheet import Measure, MeasureSheet
from app.views.designer.printer_card import PrinterChange, values_of_printer
from app.views.designer.stock_sheet import StockSheet
from app.views.designer.template_sheets import Named, NameSheet

if TYPE_CHECKING:
    from app.views.designer.page import DesignerPage


class RollActs(QObject):
    """Acts on the stock that is drawn on and on the printer that is chosen."""

    def __init__(self, page: DesignerPage) -> None:
        super().__init__(page)
        self.page = page
        self.design = page.design
        self.sheet: StockSheet | MeasureSheet | NameSheet | None = None

    def _may(self, act: str) -> bool:
        session = self.page.desk.session
        return session.signed_in and allowed(session.actor.roles, act)

    # -- printing

    def test(self) -> None:
        """Print the design as it stands, with the test code; what does not read back is refused."""
        sketch = self.page.sketch
        if sketch is None:
            return
        design, values = self.design, self.page.trying.sample.values
        key, actor = self._key, self.page.desk.session.actor
        template, stock = design.template, design.stock
        self.page.clear_refusals()
        self.page.desk.writer.run(
            lambda shop: print_trial(shop, actor, template, stock, values, printer=key),
            self._on_stored,
            self.page.on_refused,
            doing="printing a test tag",
        )

    def ruler(self) -> None:
        """Print the ruler of the stock."""
        key, actor, stock = self._key, self.page.desk.session.actor, self.design.stock
        self.page.clear_refusals()
        self.page.desk.writer.run(
            lambda shop: print_ruler(shop, actor, stock, printer=key),
            self._on_stored,
            self._on_refused,
            doing="printing a ruler",
        )

    @property
    def _key(self) -> str:
        one = self.page.printer_card.printer
        return one.key if one else ""

    def _on_stored(self, changes: Changes) -> None:
        self.page.desk.tell(changes)

    # -- measuring

    def measure(self) -> None:
        """Measure my roll: the ruler is printed, two numbers are read from it."""
        sheet = MeasureSheet(
            self.page.desk.frame.host(),
            self.design.stock,
            self.page.printer_card.printer,
            may_print=self._may("devices.test"),
            may=self._may("devices.update") and self._may("settings.update"),
        )
        sheet.ruler_asked.connect(self.ruler)
        sheet.measured.connect(self._on_measured)
        self._show(sheet)

    def _on_measured(self, found: Measure) -> None:
        one = self.page.printer_card.printer
        if found.stock is not None:
            stock = found.stock
            self.page.desk.work(
                "save_stock",
                lambda w: save_stock(w, stock),
                self._on_any_stock,
                self._on_refused,
            )
        if one is not None and one.takes_labels:
            moved = values_of_printer(
                one, found.offset.right_um, found.offset.down_um, one.darkness, one.speed
            )
            self.change_printer(PrinterChange(one.key, moved))
        elif found.stock is None:
            self.page.say("Nothing to keep: the folder has no offset, and the size is the same")
        self._close()

    def change_printer(self, change: PrinterChange) -> None:
        """Keep other values of a printer of this PC."""
        actor = self.page.desk.session.actor
        self.page.desk.writer.run(
            lambda shop: edit_printer(shop, actor, change.key, change.new),
            self._on_printer,
            self._on_refused,
            doing="printer",
        )

    def _on_printer(self, _changes: Changes) -> None:
        self.page.ask_bench()

    # -- stocks

    def use_stock(self, key: str) -> None:
        """Draw on another stock."""
        line = next((one for one in self.page.bench.stocks if one.stock.key == key), None)
        if line is not None:
            self.design.use_stock(line.stock)

    def edit_stock(self) -> None:
        """The sheet of the stock that is drawn on."""
        self._open(self.design.stock, self.design.stock.name)

    def new_stock(self) -> None:
        """A stock of the shop's own, beginning with the measures of this one."""
        stock = self.design.stock
        fresh = replace(stock, key="", name=f"{stock.name}, own", measured=False, maker="", part="")
        self._open(fresh, "A stock of the shop's own")

    def _open(self, stock: Stock, title: str) -> None:
        host = self.page.desk.frame.host()
        sheet = StockSheet(host, _keyed(stock), title, may=self._may("settings.update"))
        sheet.saved.connect(self._on_stock_wanted)
        self._show(sheet)

    def _on_stock_wanted(self, wanted: Stock) -> None:
        def service(w) -> Changes:  # type: ignore[no-untyped-def]
            fresh = wanted.key == _FRESH
            stock = replace(wanted, key=new_key(w, wanted.name)) if fresh else wanted
            return save_stock(w, stock)

        self.page.desk.work("save_stock", service, self._on_any_stock, self._on_refused)

    def _on_any_stock(self, changes: Changes) -> None:
        row_id = changes.first("tag_stock")
        self._close()
        self.page.desk.read(
            lambda db: stock_by_key(
                db, str(db.value("SELECT code FROM tag_stock WHERE id = ?", (row_id,)))
            ),
            self._on_stock_read,
            topic="stock",
        )

    def _on_stock_read(self, stock: Stock) -> None:
        self.page.ask_bench()
        self.design.use_stock(stock)

    def copy_stock(self) -> None:
        """The stock once more under another name."""
        stock = self.design.stock
        options: tuple[tuple[str, str], ...] = ()
        sheet = NameSheet(
            self.page.desk.frame.host(),
            "Copy the stock",
            "Its measures can be changed then, and the first one stays as it is.",
            "Copy stock",
            name=f"{stock.name}, copy",
            stocks=options,
        )
        sheet.named.connect(self._on_copy)
        self._show(sheet)

    def _on_copy(self, answer: Named) -> None:
        key = self.design.stock.key
        self.page.desk.work(
            "save_stock",
            lambda w: copy_stock(w, key, answer.name),
            self._on_any_stock,
            self._on_refused,
        )

    def remove_stock(self) -> None:
        """Put the stock away."""
        stock = self.design.stock
        self.page.desk.confirm(
            f"Put “{stock.name}” away?",
            "It stays known for what was printed on it.",
            "Put stock away",
            partial(self._remove, stock.key),
        )

    def _remove(self, key: str) -> None:
        self.page.desk.work(
            "remove_stock", lambda w: remove_stock(w, key), self._on_removed, self._on_refused
        )

    def _on_removed(self, _changes: Changes) -> None:
        self.page.ask_bench()

    # -- together

    def _on_refused(self, error: UserError | BugReport) -> None:
        if isinstance(error, UserError) and self.sheet is not None:
            self.sheet.refuse(error)
        else:
            self.page.on_refused(error)

    def _show(self, sheet: StockSheet | MeasureSheet | NameSheet) -> None:
        self.sheet = sheet
        sheet.closed.connect(self._on_closed)
        sheet.open()

    def _close(self) -> None:
        if self.sheet is not None:
            self.sheet.dismiss()

    def _on_closed(self) -> None:
        self.sheet = None


_FRESH = "fresh"
"""The key of a stock that has none yet."""


def _keyed(stock: Stock) -> Stock:
    return stock if stock.key else replace(stock, key=_FRESH)
