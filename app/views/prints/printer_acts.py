"""What can be done with the printers of this PC: find, add, change, test, pause, remove, ask how they stand."""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer

from app.domain.changes import Changes
from app.domain.errors import UserError
from app.domain.permissions import allowed
from app.services import print_rules, printer_changes, printer_finding
from app.services.print_drawer import set_drawer
from app.services.print_page import PrinterDetails, printer_details
from app.services.print_parking import print_parked, set_parks
from app.services.print_watching import look
from app.services.printer_finding import FoundPrinter
from app.services.printers import FOLDER, NewPrinter, Printer
from app.services.retag import OldTag, retag, retag_list
from app.services.turns import Turn
from app.shop import Shop
from app.views.bringing import bringing
from app.views.bug_report import BugReport
from app.views.delivery import Postman
from app.views.print_notice import tell_print
from app.views.prints.find_sheet import FindSheet
from app.views.prints.printer_sheet import PrinterSheet, SheetAnswer
from app.views.prints.retag_sheet import RetagSheet
from app.views.prints.rules_sheet import RulesSheet
from app.views.widgets.sheet import confirm

if TYPE_CHECKING:
    from app.views.prints.page import PrintsPage

LOOK_MS = 10_000


class PrinterActs(QObject):
    """Acts on printers and rules, from the page that shows them."""

    def __init__(self, page: PrintsPage) -> None:
        super().__init__(page)
        self.page = page
        self.find_sheet: FindSheet | None = None
        self.sheet: PrinterSheet | None = None
        self.rules_sheet: RulesSheet | None = None
        self.retag_sheet: RetagSheet | None = None
        self._new: NewPrinter | None = None
        self._key = ""
        self._printers: tuple[Printer, ...] = ()
        self._postman = Postman(self)
        self._looking: threading.Thread | None = None
        self._looks = QTimer(self)
        self._looks.setInterval(LOOK_MS)
        self._looks.timeout.connect(self.look)

    @property
    def _host(self) -> Any:
        return self.page.desk.frame.host()

    @property
    def _may(self) -> bool:
        return allowed(self.page.desk.session.actor.roles, "devices.update")

    def _run(self, service: Callable[..., Changes], *args: Any, **more: Any) -> None:
        actor = self.page.desk.session.actor
        self.page.clear_refusals()
        self.page.desk.writer.run(
            lambda shop: service(shop, actor, *args, **more),
            self._on_done,
            self._on_refused,
            doing="printers",
        )

    def _on_done(self, changes: Changes) -> None:
        if self.sheet is not None:
            self.sheet.dismiss()
        tell_print(self.page.desk, changes)
        self.page.ask_jobs(stay=True)
        if self.rules_sheet is not None:
            self._ask_rules()

    def _on_refused(self, error: UserError | BugReport) -> None:
        if not isinstance(error, UserError):
            return
        for sheet in (self.sheet, self.rules_sheet):
            if sheet is not None:
                sheet.refuse(error)
                return
        self.page.show_refusal(error)

    # -- how they stand

    def begin(self, printers: tuple[Printer, ...]) -> None:
        """The page is shown: ask each printer now and then."""
        fresh = [one.key for one in printers] != [one.key for one in self._printers]
        self._printers = printers
        if fresh or not self._looks.isActive():
            self._looks.start()
            self.look()

    def end(self) -> None:
        """The page is left."""
        self._looks.stop()

    def look(self) -> None:
        """Ask every printer how it stands, in a thread of its own: some take their time."""
        keys = [one.key for one in self._printers if one.kind != FOLDER]
        if not keys or (self._looking and self._looking.is_alive()):
            return
        shop, turn = self.page.desk.shop, self.page.desk.writer.turn("printers")
        told = bringing(self._postman, self._on_looked)
        self._looking = threading.Thread(
            target=_look, args=(shop, keys, turn, told), name="printers' status", daemon=True
        )
        self._looking.start()

    def _on_looked(self, changes: Changes) -> None:
        if changes.touched:
            self.page.desk.writer.changed.emit(changes)

    # -- finding and changing

    def find(self) -> None:
        """Look for the printers of this PC's system; an address is asked only when it is typed."""
        sheet = self.find_sheet = FindSheet(self._host)
        sheet.address_asked.connect(self._ask_address)
        sheet.chosen.connect(self._on_chosen)
        sheet.closed.connect(self._on_find_closed)
        sheet.open()
        self._search(printer_finding.find_queues, self._on_found)

    def _search(self, ask: Callable[..., Any], done: Callable[[Any], None], *about: Any) -> None:
        shop = self.page.desk.shop

        def work(_job: object) -> Any:
            db = shop.reader()
            try:
                return ask(db, *about)
            finally:
                db.close()

        self.page.desk.start(work, done, self._on_not_found, title="Finding printers")

    def _on_found(self, found: list[FoundPrinter]) -> None:
        if self.find_sheet:
            self.find_sheet.show_found(found)

    def _ask_address(self, address: str) -> None:
        self._search(printer_finding.ask_address, self._on_answered, address)

    def _on_answered(self, found: FoundPrinter) -> None:
        if self.find_sheet:
            self._on_chosen(found)

    def _on_not_found(self, error: UserError | BugReport) -> None:
        if self.find_sheet is None or not isinstance(error, UserError):
            return
        if error.field == "address":
            self.find_sheet.say("")
            self.find_sheet.refuse(error)
        else:
            self.find_sheet.say(error.sentence())

    def _on_chosen(self, found: FoundPrinter) -> None:
        if self.find_sheet:
            self.find_sheet.dismiss()
        self._new, self._key = found.new, ""
        self._ask_details("")

    def _on_find_closed(self) -> None:
        self.find_sheet = None

    def open_printer(self, key: str) -> None:
        """A printer's sheet; the folder's own ways are in its card."""
        if key == FOLDER:
            self.page.open_folder()
            return
        self._new, self._key = None, key
        self._ask_details(key)

    def _ask_details(self, key: str) -> None:
        self.page.desk.read(lambda db: printer_details(db, key), self._on_details)

    def _on_details(self, details: PrinterDetails) -> None:
        new = self._new if details.printer is None else _values(details.printer)
        if new is None:
            return
        sheet = self.sheet = PrinterSheet(
            self._host,
            new,
            details.stocks,
            printer=details.printer,
            parks=details.parks,
            parked=details.parked,
            sheets=details.sheets,
            drawer=details.drawer,
            advice=details.advice,
            may_change=self._may,
            may_roll=allowed(self.page.desk.session.actor.roles, "tags.print"),
        )
        sheet.saved.connect(self._on_saved)
        sheet.asked.connect(self._on_asked)
        sheet.closed.connect(self._on_sheet_closed)
        sheet.open()

    def _on_sheet_closed(self) -> None:
        self.sheet = None

    def _on_saved(self, answer: SheetAnswer) -> None:
        if self._may:
            self._run(_save, self._key, answer)
        else:
            self._run(printer_changes.set_roll, self._key, answer.new.stock)

    def _on_asked(self, act: str) -> None:
        key, sheet = self._key, self.sheet
        if act == "look":
            self.look()
            if sheet:
                sheet.dismiss()
        elif act == "test" and sheet:
            sheet.dismiss()  # which label of a sheet is free may be asked
            self.page.acts.print_test(key)
        elif act in ("pause", "go_on"):
            self._run(printer_changes.pause_printer, key, paused=act == "pause")
        elif act == "parked":
            self._run(print_parked, key)
        elif act == "remove" and sheet:
            title = sheet.title.text()
            sheet.dismiss()
            confirm(
                self._host,
                f"Remove {title}?",
                "Its settings and rules on this PC go with it; what it printed stays listed.",
                f"Remove {title}",
                partial(self._run, printer_changes.remove_printer, key),
            )

    def print_waiting(self) -> None:
        """Labels that wait for a full row are printed now, at every printer that keeps some."""
        keys = [key for key, many in self.page.parked.items() if many]
        for key in keys:
            self._run(print_parked, key)
        if not keys:
            self.page.say("No label waits for a full row")

    # -- rules and the re-tag list

    def show_rules(self) -> None:
        """What is printed by itself here."""
        sheet = self.rules_sheet = RulesSheet(self._host, self._printers, may_change=self._may)
        sheet.added.connect(self._on_rule_added)
        sheet.switched.connect(self._on_rule_switched)
        sheet.removed.connect(partial(self._run, print_rules.remove_rule))
        sheet.closed.connect(self._on_rules_closed)
        sheet.open()
        self._ask_rules()

    def _ask_rules(self) -> None:
        self.page.desk.read(print_rules.rules, self._on_rules)

    def _on_rules(self, found: list[print_rules.Rule]) -> None:
        if self.rules_sheet:
            self.rules_sheet.show_rules(found)

    def _on_rules_closed(self) -> None:
        self.rules_sheet = None

    def _on_rule_added(self, event: str, act: str, printer: str, copies: int) -> None:
        self._run(print_rules.add_rule, event, act, printer, copies)

    def _on_rule_switched(self, rule_id: int, on: bool) -> None:
        self._run(print_rules.switch_rule, rule_id, active=on)

    def show_retags(self) -> None:
        """The tags that say an older price."""
        self.page.desk.read(retag_list, self._on_retags)

    def _on_retags(self, tags: list[OldTag]) -> None:
        house = self.page.desk.settings
        sheet = self.retag_sheet = RetagSheet(self._host, tags, house.currency, house.locale)
        sheet.asked.connect(self._on_retag)
        sheet.open()

    def _on_retag(self, piece_ids: list[int]) -> None:
        shop, actor = self.page.desk.shop, self.page.desk.session.actor
        turn = self.page.desk.writer.turn("printing")
        self.page.desk.start(
            lambda _job: retag(shop, actor, piece_ids, turn=turn),
            self._on_done,
            self._on_refused,
            title="Printing",
        )


def _look(shop: Shop, keys: list[str], turn: Turn, told: Callable[[Changes], None]) -> None:
    """In a thread that may outlive the page, by as long as a printer takes to be silent."""
    for key in keys:
        try:
            told(look(shop, key, turn))
        except Exception:  # removed meanwhile, or the shop is being closed
            return


def _save(shop: Shop, actor: Any, key: str, answer: SheetAnswer) -> Changes:
    """Add or change a printer, and how its unfinished rows end."""
    if key:
        done = printer_changes.edit_printer(shop, actor, key, answer.new)
    else:
        done = printer_changes.add_printer(shop, actor, answer.new)
        db = shop.reader()
        try:
            key = str(db.value("SELECT key FROM printer WHERE id = ?", (done.first("printer"),)))
        finally:
            db.close()
    set_parks(shop, actor, key, waits=answer.parks)
    set_drawer(shop, actor, key, opens=answer.drawer)
    return done


def _values(one: Printer) -> NewPrinter:
    return NewPrinter(
        one.title,
        one.kind,
        one.where,
        one.model,
        one.dpi,
        one.stock,
        one.right_um,
        one.down_um,
        one.darkness,
        one.speed,
        one.purposes,
        one.checks_length,
        one.across,
    )
