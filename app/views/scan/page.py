"""Scan basket: pieces and trays scanned in a mode; nothing moves before DONE."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.domain.changes import Changes
from app.services.aliases import add_alias
from app.services.scan_basket import BasketFacts
from app.services.scanning import Scan
from app.views.documents.goods_papers import command_cards, transfer_list
from app.views.frame.desk import Desk
from app.views.frame.page import Page
from app.views.frame.permit import permit
from app.views.keys import Key
from app.views.opening.clock_words import here_at
from app.views.passport.opening import declare_passport
from app.views.records import RECORDS
from app.views.reports.quick_opening import declare_quick
from app.views.scan.basket import MODES, OK, TWICE, UNKNOWN, Row, place_words
from app.views.scan.count_sheet import CountSheet
from app.views.scan.keeper import BasketKeeper
from app.views.scan.mode_bar import ModeBar
from app.views.scan.picture_codes import PictureCodes
from app.views.scan.piece_chooser import PieceChooser
from app.views.scan.place_chooser import PlaceChooser
from app.views.scan.scan_list import ScanList
from app.views.scan.side import BasketSide
from app.views.widgets.button import Button
from app.views.widgets.empty_state import EmptyState
from app.views.widgets.photo_intake import PhotoIntake
from app.views.widgets.round_card import RoundCard
from app.views.widgets.segments import Option, Segments
from app.views.widgets.sentence_bar import SentenceBar
from app.views.widgets.text import Line, Text

ALL, SETTLE = "all", "settle"
FILTERS = (
    Option(ALL, "All", count=0),
    Option(OK, "OK", count=0),
    Option(SETTLE, "To settle", count=0),
    Option(TWICE, "Twice", count=0),
)


class ScanPage(Page):
    """The mode over everything, the scans newest first, the last piece large beside them."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "Scan basket", side=True)
        self.keeper = BasketKeeper.of(desk)
        self._filter = ALL
        self._kept_bar: SentenceBar | None = None
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._show)
        self.bar = ModeBar()
        layout = self._work.layout()
        assert isinstance(layout, QVBoxLayout)
        layout.insertWidget(0, self.bar)
        self.filters = Segments("Shown scans", FILTERS, "tab")
        self.filters.set_value(ALL)
        self.header.add_choice(self.filters)
        self.list = ScanList(desk.settings, desk.thumbs)
        self.empty = EmptyState(
            "scan-barcode",
            "Scan a piece, a tray or a command",
            "Every scan is a row here. Nothing moves before DONE, and a basket survives a crash.",
        )
        self.empty.set_button(
            "Put pieces somewhere else", self._on_out, icon="arrow-right", key="F4"
        )
        self._stack = QStackedWidget()
        self._stack.addWidget(self.empty)
        self._stack.addWidget(self._card())
        self.body.addWidget(self._stack, 1)
        assert self.side is not None
        self.basket_side = BasketSide(desk)
        self.side.body.addWidget(self.basket_side)
        self.pictures = PictureCodes(desk, self)
        self.setAcceptDrops(True)
        self._declare()
        self._connect()
        self._show()
        self.keeper.restore()

    def _card(self) -> RoundCard:
        card = RoundCard()
        column = QVBoxLayout(card)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        head = QHBoxLayout()
        head.setContentsMargins(14, 0, 14, 0)
        time = Text("Time", "label")
        time.setFixedWidth(72)
        head.addWidget(time)
        head.addWidget(Text("Piece", "label"), 1)
        head.addWidget(Text("Result", "label"))
        holder = QWidget()
        holder.setFixedHeight(34)
        holder.setLayout(head)
        column.addWidget(holder)
        column.addWidget(Line())
        column.addWidget(self.list, 1)
        card.raise_corners()
        return card

    def _declare(self) -> None:
        assert self.side is not None
        self._declare_modes()
        self._declare_pictures_and_papers()
        declare_passport(self, self._piece_of_marked, "Passport of the marked piece")
        declare_quick(self, lambda: (self._piece_of_marked(),))
        self.command("Throw the basket away", self._on_throw, icon="trash-2")
        self.undo_button = Button("Undo", icon="undo-2", key=Key.UNDO)
        self.undo_button.clicked.connect(self.take_back)
        self.side.foot.addWidget(self.undo_button)
        self.side.foot.addWidget(Button.of(self._done, "primary"), 1)

    def _declare_modes(self) -> None:
        self._undo = self.command("Undo the last scan", self.take_back, icon="undo-2")
        settle = "Go to what is to settle"
        self.command(settle, self._on_settle, "Ctrl+Up", icon="circle-alert", hint="to settle")
        self._done = self.command(
            "Move the pieces", self.keeper.done, Key.FINISH, icon="check", hint="done"
        )
        self.command("End the mode", self._on_end, "Escape", icon="x", hint="end")
        self.command("Put pieces somewhere else", self._on_out, Key.MOVE, icon="arrow-right")
        self.command(
            "Put pieces back", self._starter("IN"), "Ctrl+Shift+I", icon="corner-down-left"
        )
        self.command(
            "Look through a tray", self._starter("COUNT"), "Ctrl+Shift+T", icon="clipboard-check"
        )
        tags = self.command(
            "Print the tags of what is scanned",
            lambda: self.keeper.begin("PRINT"),
            "Ctrl+Shift+P",
            icon="tag",
        )
        permit(tags, self.desk.session, "tags.print")

    def _declare_pictures_and_papers(self) -> None:
        self.command("Read codes from a picture", self.pictures.choose, "Ctrl+O", icon="image-plus")
        self.command(
            "Read codes from the clipboard's picture",
            self.pictures.paste,
            "Ctrl+V",
            icon="clipboard-paste",
        )
        self.command("Scan with the camera", self._on_camera, "Ctrl+Shift+C", icon="camera")
        roll = self.command("Print a roll of unused tags", self._on_roll, icon="tags")
        permit(roll, self.desk.session, "tags.print")
        lists = self.command(
            "Make the transfer list",
            lambda: transfer_list(self.desk, self.keeper.moved_work_id),
            "Ctrl+Shift+L",
            icon="file-text",
        )
        permit(lists, self.desk.session, "documents.print")
        cards = self.command("Make command cards", lambda: command_cards(self.desk), icon="barcode")
        permit(cards, self.desk.session, "documents.print")

    def _connect(self) -> None:
        self.keeper.changed.connect(self._show)
        self.keeper.grew.connect(self._show_soon)
        self.keeper.ticked.connect(self.bar.show_seconds)
        self.keeper.restored.connect(self._on_restored)
        self.keeper.counted.connect(self._on_counted)
        self.keeper.silent.connect(self._on_silent)
        self.bar.ended.connect(self._on_end)
        self.filters.chosen.connect(self._on_filter)
        self.list.answered.connect(self._on_answer)
        self.list.marked.connect(self._on_marked)
        self.list.opened.connect(self._on_opened)
        self.desk.thumbs.arrived.connect(self.list.viewport().update)

    # -- what the window asks

    def entered(self) -> None:
        if self.keeper.basket.rows:
            self.keeper.ask()
            self.list.setFocus()
        elif self.empty.button:
            self.empty.button.setFocus()

    def refresh(self, changes: Changes) -> None:
        if self.keeper.basket.rows and changes.touches("piece", "place"):
            self.keeper.ask()

    def take_back(self) -> None:
        """Ctrl+Z: what was done last in this basket, a scan or a move."""
        self.keeper.undo()

    def take_scan(self, scan: Scan) -> bool:
        """While this page is shown every scan is the basket's."""
        return self.keeper.hear(scan)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if PhotoIntake.holds_pictures(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        if self.pictures.take_mime(event.mimeData()):
            event.acceptProposedAction()

    # -- showing

    def _show_soon(self) -> None:
        """What a quick hand scanned in one breath is drawn once."""
        if not self._soon.isActive():
            self._soon.start()

    def _show(self) -> None:
        basket, facts = self.keeper.basket, self.keeper.facts
        self.bar.show_basket(basket)
        if basket.mode:
            self.bar.show_seconds(self.keeper.seconds_left)
        settle = basket.to_settle
        for value, count in (
            (ALL, len(basket.rows)),
            (OK, basket.counted(OK)),
            (SETTLE, settle),
            (TWICE, basket.counted(TWICE)),
        ):
            self.filters.set_count(value, count)
        shown = [row for row in basket.rows if self._wanted(row)]
        self._stack.setCurrentIndex(1 if basket.rows or basket.mode else 0)
        self.list.show_rows(shown)
        self.basket_side.show_sums(basket, facts)
        self.basket_side.show_row(self.list.row, facts)
        going = len(basket.going_ids) + len(basket.place_ids)
        if basket.mode == "COUNT":
            verb = "Finish looking"
        elif basket.mode == "PRINT":
            verb = f"Print {going:,} tag{'' if going == 1 else 's'}" if going else "Print the tags"
        else:
            verb = (
                f"Move {going:,} piece{'' if going == 1 else 's'}" if going else "Move the pieces"
            )
        self._done.setText(verb)
        self._done.setEnabled(basket.mode == "COUNT" or bool(basket.rows))
        last = self.keeper.last_act
        self._undo.setText(f"Undo the last {last or 'scan'}")
        self.undo_button.setToolTip(self._undo.text())
        self.hint_bar.set_fixed([(Key.UNDO, f"undo the {last}")] if last else [])
        self.undo_button.setEnabled(bool(last))
        self.desk.frame.set_count("scan", len(basket.piece_ids))
        to = f" · {settle} to settle" if settle else ""
        self.say(f"Nothing moves before DONE · kept if this PC stops{to}")

    def _wanted(self, row: Row) -> bool:
        if self._filter == SETTLE:
            return row.open
        return self._filter in (ALL, row.result)

    def _on_filter(self, value: object) -> None:
        self._filter = str(value)
        self._show()
        self.list.setFocus()

    def _on_marked(self, row: Row | None) -> None:
        self.basket_side.show_row(row, self.keeper.facts)

    def _on_restored(self, at: int) -> None:
        count = len(self.keeper.basket.piece_ids)
        words = "1 piece" if count == 1 else f"{count} pieces"
        bar = SentenceBar(
            f"The basket of {here_at(at, self.desk.settings)} was kept",
            f"{words}, nothing moved yet. Scan on, or move them.",
            "info",
        )
        bar.add_answer("Throw it away", self.keeper.throw_away)
        self._kept_bar = self.show_bar(bar)
        self._kept_bar.dismissed.connect(self._on_bar_gone)

    def _on_bar_gone(self) -> None:
        self._kept_bar = None

    def _on_silent(self) -> None:
        """A whole minute without a scan: maybe the scanner is not heard."""
        words = "If the scanner beeps and nothing comes here, look what it sends."
        bar = SentenceBar("No scan was heard for a minute", words, "info", closable=True)
        bar.add_answer("Try the scanner", lambda: self.desk.navigate("scanner"))
        self.show_bar(bar)

    # -- doing

    def _on_out(self) -> None:
        self._start("OUT")

    def _starter(self, mode: str):  # type: ignore[no-untyped-def]
        return lambda: self._start(mode)

    def _start(self, mode: str) -> None:
        """By the keyboard: the mode, and its place chosen from a list."""
        assert mode in MODES
        verb = {"OUT": "Put the pieces into", "IN": "Put them back into", "COUNT": "Look through"}
        chooser = PlaceChooser(self.desk, verb[mode])
        chooser.picked.connect(lambda place: self.keeper.begin(mode, place))
        chooser.open()

    def _on_camera(self) -> None:
        from app.views.scan.camera_sheet import CameraSheet  # here: seldom needed

        CameraSheet(self.desk).open()

    def _on_roll(self) -> None:
        from app.views.scan.roll_sheet import RollSheet  # here: seldom needed

        RollSheet(self.desk).open()

    def _on_end(self) -> None:
        if self.keeper.active:
            self.keeper.end()
        elif self.keeper.basket.rows:
            self._on_throw()
        else:
            self.desk.frame.back()

    def _on_throw(self) -> None:
        count = len(self.keeper.basket.rows)
        if not count:
            return
        words = "1 scan" if count == 1 else f"{count} scans"
        self.desk.confirm(
            "Throw the basket away?",
            f"{words} go; no piece has moved and none will.",
            "Throw it away",
            self.keeper.throw_away,
        )

    def _on_settle(self) -> None:
        if not self.list.mark_first_open():
            self.say("Nothing is left to settle")

    def _on_answer(self, row: Row, answer: str) -> None:
        if answer == "again":
            self.keeper.look_again(row.number)
        elif answer == "find":
            self.desk.frame.find_everywhere(row.scan.text)
        elif answer == "open":
            self._on_opened(row)
        elif answer == "alias":
            self._on_alias(row)
        elif answer.startswith("near"):
            near = row.scan.near[int(answer.split()[1])]
            self.keeper.replace(row.number, near.code)
        else:
            self.keeper.settle(row.number, answer)

    def _on_alias(self, row: Row) -> None:
        """The unknown code belongs to a piece: which one? Then the row is that piece."""
        code = row.scan.value or row.scan.text

        def lead(piece_id: int) -> None:
            self.desk.work(
                "add_alias",
                lambda w: add_alias(w, piece_id, code, scanned=True),
                self._on_led,
            )

        chooser = PieceChooser(self.desk, "It is another code of")
        chooser.picked.connect(lead)
        chooser.open()

    def _on_led(self, _changes: Changes) -> None:
        for row in self.keeper.basket.rows:
            if row.result == UNKNOWN:
                self.keeper.look_again(row.number)

    def _on_opened(self, row: Row) -> None:
        kind = "piece" if row.scan.piece_id else row.scan.kind
        record = RECORDS.get(kind)
        if record is not None:
            self.desk.navigate(record.page, row.scan.piece_id or row.scan.target_id)

    def _piece_of_marked(self) -> int:
        row = self.list.row
        return row.scan.piece_id or 0 if row else 0

    def _on_counted(self, facts: BasketFacts | None) -> None:
        basket = self.keeper.basket
        if facts is None or basket.target is None:
            self.say("Scan the tray first, then what lies in it.")
            return
        sheet = CountSheet(self.desk, place_words(basket.target), basket, facts)
        sheet.move_asked.connect(self._on_move_here)
        sheet.finished.connect(self.keeper.throw_away)
        sheet.open()

    def _on_move_here(self) -> None:
        """What lies here although the book has it elsewhere is moved here."""
        self.keeper.move_here()
