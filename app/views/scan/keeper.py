"""Keeps the scan basket of this PC: listens, asks the book, draws the clock down, moves at DONE."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from app.domain.actors import Actor
from app.domain.changes import Changes
from app.domain.errors import InputError, StateError, UserError
from app.domain.ids import now_ms
from app.services.move_rules import leaving
from app.services.moves import move, move_place
from app.services.scan_basket import BasketFacts, basket_facts, heard
from app.services.scanning import Scan
from app.views.bug_report import BugReport
from app.views.frame.desk import Desk
from app.views.printing import print_tags
from app.views.scan.basket import LASTS_MS, MODES, OK, REFUSED, TWICE, UNKNOWN, WRONG, Basket
from app.views.scan.kept_basket import KeptBasket
from app.views.widgets.second_person import work_confirmed

KEPT = 50
"""So many moves of this basket can be taken back one after the other."""
SOUNDS = {OK: "ok", TWICE: "twice", WRONG: "wrong", REFUSED: "wrong", UNKNOWN: "unknown"}


class BasketKeeper(QObject):
    """One for a desk. ``changed`` when rows or facts are others, ``ticked`` each second in a mode.

    ``grew`` instead, when a scan came in or was judged: a quick hand's are drawn together.
    """

    changed = Signal()
    grew = Signal()
    ticked = Signal(int)
    restored = Signal(object)
    counted = Signal(object)
    silent = Signal()
    """A mode ended by itself, and not one scan was heard in it."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self.basket = Basket()
        self.facts: BasketFacts | None = None
        self._loud: list[int] = []
        """Pieces whose sound follows when the book has been asked."""
        self._asking = False
        self._ask_again = False
        self._moving_after_look = False
        self._moves: list[tuple[int, int]] = []
        """What was moved from here: when, and its unit of work; the last one is taken back first."""
        self._began = 0
        self._user_id = desk.session.actor.user_id if desk.session.signed_in else 0
        self._clock = QTimer(self)
        self._clock.setInterval(1000)
        self._clock.timeout.connect(self._on_second)
        self._kept = KeptBasket(desk, lambda: self.basket, self)
        self._kept.found.connect(self._on_kept)
        desk.session.changed.connect(self._on_person)
        desk.undone.connect(self._on_undone)

    @classmethod
    def of(cls, desk: Desk) -> BasketKeeper:
        """The keeper of a desk, made when it is first asked for."""
        return desk.findChild(cls) or cls(desk)

    @property
    def active(self) -> bool:
        """Whether a mode is on, so that every scan belongs to the basket."""
        return bool(self.basket.mode)

    @property
    def seconds_left(self) -> int:
        """Until the mode ends by itself."""
        return max(0, (self.basket.ends_at - now_ms() + 999) // 1000)

    # -- scans

    def begin(self, mode: str, place: Scan | None = None) -> None:
        """Enter a mode by its command card or a button."""
        self._began = now_ms()
        self.basket.begin(mode, self._began, place)
        self._clock.start()
        self._after()

    def hear(self, scan: Scan) -> bool:
        """Take a scan; False where it stands for something that no basket holds (an order)."""
        if scan.kind == "command":
            return self._command(scan.value)
        if scan.kind == "empty":
            return True
        result = self.basket.hear(scan, now_ms())
        if result == "open":
            return False
        if result in (TWICE, UNKNOWN):
            self._desk.play(SOUNDS[result])
        elif result == OK and scan.kind != "place":
            self._loud.append(scan.piece_id)
        else:
            self._desk.play("ok")
        if self.active:
            self._clock.start()
        self._kept.keep_soon()
        self.grew.emit()
        self.ask()
        return True

    def _command(self, name: str) -> bool:
        if name == "PRINT" and self.basket.going_ids and self.basket.mode != "PRINT":
            print_tags(self._desk, "piece", self.basket.going_ids)
        elif name in MODES:
            self.begin(name)
        elif name == "DONE":
            self.done()
        elif name == "UNDO":
            self.undo()
        elif name == "END":
            self.end()
        elif name.startswith("QTY"):
            self._count_by_hand(name)
        else:
            return False
        return True

    def _count_by_hand(self, name: str) -> None:
        """A QTY card while a tray is looked through: so many pieces a hand counted in it."""
        number = name.removeprefix("QTY").strip()
        if self.basket.mode != "COUNT" or not number:
            words = (
                "Scan a number card behind it, QTY 1 to QTY 50."
                if self.basket.mode == "COUNT"
                else "QTY says how many a hand counted: first COUNT, then the tray."
            )
            self._desk.play("wrong")
            self._desk.toast(words)
            return
        self._desk.play("ok")
        self.basket.by_hand = int(number)
        self._after()

    @property
    def moved_work_id(self) -> int:
        """The unit of work of the last move from here, 0 for none."""
        return self._moves[-1][1] if self._moves else 0

    @property
    def last_act(self) -> str:
        """What ``undo`` takes back: the last "scan", the last "move", or "" for nothing."""
        moved_at = self._moves[-1][0] if self._moves else 0
        if self.basket.rows and self.basket.rows[0].at > moved_at:
            return "scan"
        return "move" if self._moves else "scan" if self.basket.rows else ""

    def undo(self) -> None:
        """Take back what was done last: a scan is out again, or a move is undone."""
        if self.last_act == "move":
            self._desk.play("ok")
            self._desk.undo(self._moves[-1][1])
        elif scan := self.basket.undo():
            self._desk.play("ok")
            self._after()
            self._desk.toast(f"{scan.title or scan.text} is out of the basket")

    def _on_undone(self, work_id: int) -> None:
        """A move is taken back, here, by its toast or by the history: not a second time."""
        self._moves = [move for move in self._moves if move[1] != work_id]
        self.changed.emit()

    def end(self) -> None:
        """Leave the mode; what was scanned stays until it is moved or thrown away."""
        self._clock.stop()
        self.basket.mode = ""
        if not self.basket.rows:
            self.basket.clear()
        self._after()

    def throw_away(self) -> None:
        """Empty the basket without moving anything."""
        self._clock.stop()
        self.basket.clear()
        self.facts = None
        self._kept.drop()
        self.changed.emit()

    def settle(self, number: int, answer: str) -> None:
        """Answer a doubtful row."""
        self.basket.settle(number, answer)
        self._after()

    def look_again(self, number: int) -> None:
        """Ask once more what a row's code stands for (it may have come from another PC)."""
        row = next((row for row in self.basket.rows if row.number == number), None)
        if row is not None:
            text = row.scan.text
            self._desk.read(lambda db: (number, heard(db, text)), self._on_again)

    def replace(self, number: int, code: str) -> None:
        """A mistyped row was meant to be this code."""
        self._desk.read(lambda db: (number, heard(db, code)), self._on_again)

    def move_here(self) -> None:
        """After looking through a tray: what lies in it although booked elsewhere is moved here."""
        basket = self.basket
        basket.mode, basket.source = "IN", None
        for row in [row for row in basket.rows if row.result == WRONG]:
            basket.settle(row.number, "take")
        self._moving_after_look = True
        self.ask()

    # -- done

    def done(self) -> None:
        """Move what counts, all or none; a tray that was looked through tells what is not there."""
        basket = self.basket
        if basket.mode == "PRINT":
            self._print()
            return
        if basket.mode == "COUNT" or (basket.target and not basket.rows):
            self.counted.emit(self.facts)
            return
        if basket.target is None:
            self._refuse(InputError("Where to?", "No place is set.", "Scan the place, then DONE."))
            return
        pieces, trays, target = basket.going_ids, basket.place_ids, basket.target.target_id
        if not pieces and not trays:
            self._refuse(
                StateError(
                    "Nothing to move",
                    "No piece in the basket can go there.",
                    "Settle the marked rows, or scan pieces.",
                )
            )
            return

        def service(w: Any) -> Changes:
            told = Changes()
            for tray in trays:
                told = told | move_place(w, tray, target)
            if pieces:
                told = told | move(w, pieces, target)
            return told

        work_confirmed(
            self._desk,
            "move",
            service,
            "moves.create",
            self._on_moved,
            self._on_refused,
            claims=lambda shop: leaving(shop, pieces, target, trays),
        )

    def _print(self) -> None:
        """The tags of what was scanned; what waits for an answer stays."""
        pieces, places = self.basket.going_ids, self.basket.place_ids
        if not pieces and not places:
            self._refuse(
                StateError("Nothing to print", "Nothing was scanned.", "Scan pieces or places.")
            )
            return
        for kind, ids in (("piece", pieces), ("place", places)):
            if ids:
                print_tags(self._desk, kind, ids)
        self._desk.play("ok")
        self._leave_open()

    def _on_moved(self, changes: Changes) -> None:
        self._desk.play("ok")
        if changes.work_id:
            self._moves = [*self._moves[-KEPT:], (now_ms(), changes.work_id)]
        self._leave_open()

    def _leave_open(self) -> None:
        """What was settled is done; what waits for an answer stays in the basket."""
        left = [row for row in self.basket.rows if row.open]
        self._clock.stop()
        if left:
            self.basket.rows = left
            self.basket.mode = ""
            self._after()
        else:
            self.throw_away()

    def _on_refused(self, error: UserError | BugReport) -> None:
        self._desk.play("wrong")
        if isinstance(error, UserError):
            self._desk.frame.show_refusal(error)

    def _refuse(self, error: UserError) -> None:
        self._desk.play("wrong")
        self._desk.frame.show_refusal(error)

    # -- the book, the draft, the clock

    def ask(self) -> None:
        """Ask the book about everything in the basket; one question at a time, however quick a hand."""
        if self._asking:
            self._ask_again = True
            return
        self._asking = True
        basket = self.basket
        pieces = basket.piece_ids
        source = basket.source.target_id if basket.source else 0
        target = basket.target.target_id if basket.target else 0
        kind = basket.target.kind if basket.target else "place"
        count = basket.mode == "COUNT"
        self._desk.read(
            lambda db: basket_facts(
                db, pieces, source_id=source, target_id=target, target_kind=kind, count=count
            ),
            self._on_facts,
            self._on_no_facts,
            urgent=True,
        )

    def restore(self) -> None:
        """A basket that another run of the program left comes back."""
        if not self.basket.rows:
            self._kept.ask()

    def _after(self) -> None:
        self._kept.keep_soon()
        self.changed.emit()
        self.ask()

    def _on_facts(self, facts: BasketFacts) -> None:
        self.facts = facts
        self.basket.judge(facts)
        self._sound(facts)
        self._asking = False
        if self._ask_again:
            self._ask_again = False
            self.ask()
        self.grew.emit()
        if self._moving_after_look and not self._asking:
            self._moving_after_look = False
            self.done()

    def _sound(self, facts: BasketFacts) -> None:
        """One sound for what was scanned since the last answer: the worst of it."""
        loud = {piece_id for piece_id in self._loud if piece_id in facts.pieces}
        if not loud:
            return
        self._loud = [piece_id for piece_id in self._loud if piece_id not in loud]
        results = {row.result for row in self.basket.rows if row.scan.piece_id in loud}
        wrong = results & {WRONG, REFUSED}
        self._desk.play("wrong" if wrong else "ok")

    def _on_no_facts(self, _error: Exception) -> None:
        self._asking = self._ask_again = False
        self._loud = []
        self.changed.emit()

    def _on_again(self, answer: tuple[int, Scan]) -> None:
        number, scan = answer
        self.basket.resolve_again(number, scan)
        self._after()

    def _on_kept(self, basket: Basket, at: int) -> None:
        self.basket = basket
        self.changed.emit()
        self.ask()
        self.restored.emit(at)

    def _on_second(self) -> None:
        left = self.seconds_left
        self.ticked.emit(left)
        if left == 0:
            silent = not any(row.at >= self._began for row in self.basket.rows)
            self.end()
            if silent:
                self.silent.emit()

    def _on_person(self, actor: object) -> None:
        """A locked screen keeps the basket; its clock waits with it."""
        if not isinstance(actor, Actor):
            self._clock.stop()
            return
        if self._user_id and actor.user_id != self._user_id:
            self._moves = []
            self.basket, self.facts = Basket(), None  # the other one's lies in their drafts
            self.changed.emit()
            self.restore()
        self._user_id = actor.user_id
        if self.active:
            self.basket.ends_at = now_ms() + LASTS_MS
            self._clock.start()
