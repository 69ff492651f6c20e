"""What happens with a scan that no field and no page took: it opens what it stands for, or moves."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject, QTimer
from shiboken6 import isValid

from app.domain.changes import Changes
from app.domain.errors import UserError
from app.domain.ids import now_ms
from app.services.aliases import add_alias
from app.services.move_rules import leaving
from app.services.moves import move
from app.services.scan_basket import heard
from app.services.scan_session import LASTS_MS, Heard, ScanSession
from app.services.scanning import Scan
from app.services.tag_rolls import claim
from app.views.bug_report import BugReport
from app.views.frame.window import MainWindow
from app.views.printing import print_tags
from app.views.records import RECORDS
from app.views.scan.basket import MODES, code_words, unknown_words
from app.views.scan.keeper import BasketKeeper
from app.views.scan.piece_chooser import PieceChooser
from app.views.widgets.second_person import work_confirmed
from app.views.widgets.sentence_bar import SentenceBar

BASKET = "scan"


class ScanDesk(QObject):
    """Pieces scanned one after another, then a place: they move there. Anything else opens.

    A mode (OUT, IN, COUNT) sends every scan into the basket. An unknown code is told in a bar over
    the page, with what can be done; the next scan takes the bar away.
    """

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._desk = window.desk
        self._keeper = BasketKeeper.of(window.desk)
        self._session = ScanSession()
        self._waiting: list[str] = []
        self._bar: SentenceBar | None = None
        self._minute = QTimer(self)
        self._minute.setSingleShot(True)
        self._minute.setInterval(LASTS_MS)
        self._minute.timeout.connect(self._put_down)
        self._alias = ""
        self._user_id = window.desk.session.owner_id
        window.desk.session.changed.connect(self._on_person)

    def _on_person(self, _actor: object) -> None:
        """Somebody else signed in: what the person before had in hand is not theirs."""
        owner_id = self._desk.session.owner_id
        if owner_id != self._user_id:
            self._user_id, self._alias, self._bar = owner_id, "", None
            self._minute.stop()
            self._session.forget()

    def everywhere(self, code: str) -> None:
        """Ask what a code stands for, before everything else that waits; scans keep their order."""
        if self._window.covered:
            return
        self._waiting.append(code)
        if len(self._waiting) == 1:
            self._ask()

    def _ask(self) -> None:
        code = self._waiting[0]
        self._desk.read(lambda db: heard(db, code), self._on_answer, self._on_failed, urgent=True)

    def _on_answer(self, scan: Scan) -> None:
        self._next()
        self._on_heard(scan)

    def _next(self) -> None:
        """The next scan of a quick hand; none is ever dropped."""
        del self._waiting[0]
        if self._waiting:
            self._ask()

    # -- what it stands for

    def _on_heard(self, scan: Scan) -> None:
        if self._window.covered or scan.kind == "empty":
            return None
        self._clear_bar()
        if self._alias and scan.piece_id:
            return self._take_alias(scan)
        self._alias = ""
        page = self._window.page
        if page is not None and page.take_scan(scan):
            return None
        if scan.kind == "command" and scan.value == "PRINT" and self._session.pieces:
            return self._print_in_hand()
        if scan.kind == "command" and (scan.value in MODES or self._is_for_basket(scan)):
            return self._command(scan)
        if self._keeper.active and self._keeper.hear(scan):
            return self._window.navigate(BASKET)
        return self._act(self._session.hear(scan, now_ms()))

    def _is_for_basket(self, scan: Scan) -> bool:
        """Whether a card means the basket: a mode is on, or it holds scans and nothing is in hand."""
        kept = scan.value in ("DONE", "UNDO") and bool(self._keeper.basket.rows)
        return self._keeper.active or (kept and not self._session.pieces)

    def _print_in_hand(self) -> None:
        """PRINT behind pieces that were just scanned: their tags."""
        ids = self._session.piece_ids
        self._session.forget()
        self._clear_bar()
        self._desk.play("ok")
        print_tags(self._desk, "piece", ids)

    def _on_failed(self, _error: Exception) -> None:
        self._next()
        self._desk.play("unknown")
        self._desk.toast("The scan could not be looked up. Scan it again.")

    def _command(self, scan: Scan) -> None:
        """A mode begins; a place or pieces scanned just before belong to it."""
        place, pieces = self._session.place, list(self._session.pieces)
        self._session.forget()
        if scan.value in MODES:
            self._keeper.begin(scan.value, place)
            for piece in pieces:
                self._keeper.hear(piece)
            self._desk.play("ok")
        else:
            self._keeper.hear(scan)
        self._window.navigate(BASKET)

    def _act(self, told: Heard) -> None:
        scan = told.scan
        if told.action == "unknown":
            return self._unknown(scan)
        if told.action == "move":
            return self._move(told)
        if told.action == "added" and told.place_id:
            return self._into_basket()
        self._desk.play("twice" if told.action == "twice" else "ok")
        if told.action in ("open", "place") or (
            told.action in ("added", "twice") and scan.piece_id
        ):
            self._open(scan)
        if told.action == "open" and scan.sentence:
            self._desk.toast(f"{scan.sentence} {scan.remedy}".strip())
        elif told.action not in ("open", "added"):
            self._desk.toast(told.sentence)
        if len(self._session.pieces) > 1:
            self._tell_in_hand()
        return None

    def _tell_in_hand(self) -> None:
        """Several pieces are remembered: say which, over the page, as long as they are."""
        page = self._window.page
        if page is None:
            return
        words = "Scan a place and they move there. Without a scan they are forgotten in a minute."
        self._bar = page.show_bar(SentenceBar(self._session.in_hand, words, "info"))
        self._bar.add_answer("Forget them", self._put_down, closes=False)
        self._bar.dismissed.connect(self._on_bar_gone)
        self._minute.start()

    def _put_down(self) -> None:
        """The pieces in hand are forgotten; nothing has moved."""
        self._session.forget()
        self._clear_bar()

    def _open(self, scan: Scan) -> None:
        kind = "piece" if scan.kind == "item" else scan.kind
        record = RECORDS.get(kind)
        if record is not None and self._window.has_page(record.page):
            self._window.navigate(record.page, scan.piece_id if kind == "piece" else scan.target_id)
        else:
            self._desk.toast(" · ".join(part for part in (scan.title, scan.detail) if part))

    def _into_basket(self) -> None:
        """A place first, then pieces: they gather in the basket until DONE."""
        place, pieces = self._session.place, list(self._session.pieces)
        self._session.forget()
        if not self._keeper.active:
            self._keeper.begin("IN", place)
        for piece in pieces:
            self._keeper.hear(piece)
        self._window.navigate(BASKET)

    # -- pieces, then a place

    def _move(self, told: Heard) -> None:
        ids, place_id = told.piece_ids, told.place_id

        def service(w: Any) -> Changes:
            return move(w, ids, place_id)

        work_confirmed(
            self._desk,
            "move",
            service,
            "moves.create",
            self._on_moved,
            self._on_refused,
            claims=lambda shop: leaving(shop, ids, place_id),
        )

    def _on_moved(self, _changes: Changes) -> None:
        self._desk.play("ok")

    def _on_refused(self, error: UserError | BugReport) -> None:
        self._desk.play("wrong")
        if isinstance(error, UserError):
            self._desk.frame.show_refusal(error)

    # -- a code that stands for nothing here

    def _unknown(self, scan: Scan) -> None:
        self._desk.play("unknown")
        page = self._window.page
        if page is None:
            return
        bar = SentenceBar(*unknown_words(scan), "warn", closable=True)
        for near in scan.near[:2]:
            bar.add_answer(f"Open {near.title}", self._opener(near.kind, near.target_id))
        offers = set(scan.offers)
        if "claim" in offers and self._window.here[0] == "piece":
            piece_id = self._window.here[1]
            bar.add_answer("It hangs on this piece", lambda: self._claim(piece_id, scan.text))
        if "look_again" in offers:
            bar.add_answer("Look again", lambda: self.everywhere(scan.text))
        if "search" in offers or scan.near:
            bar.add_answer("Find it", lambda: self._desk.frame.find_everywhere(scan.text))
        if "alias" in offers:
            bar.add_answer("It is another code of a piece", lambda: self._ask_alias(scan))
        if "new_piece" in offers and self._window.has_page("take_in"):
            bar.add_answer("Take a piece in", lambda: self._desk.navigate("take_in"))
        self._bar = page.show_bar(bar)
        bar.dismissed.connect(self._on_bar_gone)

    def _ask_alias(self, scan: Scan) -> None:
        """The next piece that is scanned gets this code too."""
        self._alias = scan.value or scan.text
        page = self._window.page
        if page is not None:
            words = f"Now scan the piece that {code_words(scan)} belongs to"
            bar = SentenceBar(
                words, "Its own tag stays; this code opens it too.", "info", closable=True
            )
            bar.add_answer("Find it by name", self._choose_for_alias)
            self._bar = page.show_bar(bar)
            bar.dismissed.connect(self._on_bar_gone)

    def _choose_for_alias(self) -> None:
        code, self._alias = self._alias, ""
        chooser = PieceChooser(self._desk, "It is another code of")
        chooser.picked.connect(lambda piece_id: self._lead(piece_id, code))
        chooser.open()

    def _take_alias(self, scan: Scan) -> None:
        code, self._alias = self._alias, ""
        self._lead(scan.piece_id, code)

    def _lead(self, piece_id: int, code: str) -> None:
        self._desk.work(
            "add_alias", lambda w: add_alias(w, piece_id, code, scanned=True), self._on_moved
        )

    def _claim(self, piece_id: int, code: str) -> None:
        self._desk.work("claim_tag", lambda w: claim(w, piece_id, code), self._on_moved)

    def _opener(self, kind: str, target_id: int):  # type: ignore[no-untyped-def]
        def go() -> None:
            record = RECORDS.get(kind)
            if record is not None and self._window.has_page(record.page):
                self._window.navigate(record.page, target_id)

        return go

    def _clear_bar(self) -> None:
        self._minute.stop()
        if self._bar is not None and isValid(self._bar):
            self._bar.dismiss()
        self._bar = None

    def _on_bar_gone(self) -> None:
        self._bar = None
