"""The quick form: as last time, nothing new, the weight; for one piece or for a hand-over of many."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QGridLayout, QWidget

from app.domain.actors import Actor
from app.domain.changes import Changes
from app.domain.errors import UserError
from app.domain.vocabulary import REPORT_REASONS
from app.services.hand_over_check import Checked, Stop, Way, check_quick
from app.services.report_demand import missing_report
from app.services.report_gate import ReportStopError
from app.services.report_opening import open_report
from app.services.report_quick import (
    QuickAnswer,
    QuickPiece,
    begin_whole,
    quick_piece,
    sign_quick,
)
from app.services.signatures import Signature
from app.views.bug_report import BugReport
from app.views.frame.asking import read_for_sheet
from app.views.frame.desk import Desk
from app.views.reports.choice_line import ChoiceLine
from app.views.reports.deciding import DecideSheet
from app.views.reports.quick_row import QuickRow
from app.views.reports.quick_waiting import wait_for_report
from app.views.reports.sign_sheet import SignSheet
from app.views.reports.signatures_panel import EXAMINER
from app.views.widgets.inputs import Choice, Input
from app.views.widgets.sheet import Sheet
from app.views.widgets.text import Text

if TYPE_CHECKING:
    from app.models.database import Database
    from app.models.work import Work

NEWS_KEY = "Alt+N"
Done = Callable[[Changes], None]


class QuickSheet(Sheet):
    """Enter goes from field to field and at the end to the signature."""

    def __init__(
        self,
        desk: Desk,
        pieces: Sequence[QuickPiece],
        reason: str,
        done: Done | None = None,
        *,
        looks: bool = False,
    ) -> None:
        many = len(pieces)
        super().__init__(
            desk.frame.host(),
            "As last time, nothing new" if many == 1 else f"Hand-over of {many} pieces",
            "The findings stay as they were seen last. Weigh and count: whatever differs is asked.",
            width=640,
        )
        self._desk = desk
        self._done = done
        self.why = ChoiceLine("Reason", [(t.code, t.title) for t in REPORT_REASONS.terms])
        self.reason = self.why.choice
        self.reason.set_value(reason)
        self.body.addWidget(self.why)
        self.scale = self._scale_field(pieces)
        inner = QWidget()
        grid = QGridLayout(inner)
        grid.setContentsMargins(0, 4, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(0, 1)
        self.rows = [QuickRow(quick, grid, at, looks=looks) for at, quick in enumerate(pieces)]
        self.body.addWidget(inner)
        self.error = Text("", "error", wrap=True)
        self.error.hide()
        self.body.addWidget(self.error)
        self._fields = [field for row in self.rows for field in row.fields]
        for field in self._fields:
            field.entered.connect(self._on_entered)
            field.textEdited.connect(self.error.hide)
            field.installEventFilter(self)
        for row in self.rows:
            row.reason.entered.connect(partial(self._go_behind, row))
        self.add_way("Cancel", key="Esc")
        first = not self._fields  # nothing can be as last time: its first report is to be written
        self.news = self.add_way(
            "Write its report" if first else "Something is new",
            self.something_new,
            "primary" if first else "plain",
            key=NEWS_KEY,
            closes=False,
        )
        self.news.setToolTip("Write the whole report of it, with what was weighed and counted")
        self.verb = self.add_way("Sign", self.take, "primary", key="F10", closes=False)
        self.verb.setEnabled(not first)
        self.closed.connect(self.deleteLater)
        self._answers: list[QuickAnswer] = []
        self._signature: Signature | None = None
        self._decision = ""
        self._second: Actor | None = None
        self._checking = False
        self._leaving: QuickRow | None = None

    def _scale_field(self, pieces: Sequence[QuickPiece]) -> Choice | None:
        """Which scale was used, where the house has several: none is named that nobody chose."""
        scales = next((one.scales for one in pieces if not one.refusal), ())
        if len(scales) < 2:
            return None
        options = [("", "No scale named"), *((one.name, one.name) for one in scales)]
        line = ChoiceLine("Scale", options, hint="Which one was used?")
        line.choice.changed.connect(self._on_scale)
        self.body.addWidget(line)
        return line.choice

    def _on_scale(self) -> None:
        for row in self.rows:
            row.scale = str(self.scale.value or "") if self.scale else ""
            if row.weight.text().strip():
                row.judge()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # In a field Alt+N would be a letter of it.
        if isinstance(watched, Input) and isinstance(event, QKeyEvent) and _is_news(event):
            self.something_new()
            return True
        return super().eventFilter(watched, event)

    def focus_first(self) -> None:
        if self._fields:
            self._fields[0].setFocus()
        else:
            self.news.setFocus()

    def _on_entered(self) -> None:
        field = self.sender()
        if not isinstance(field, Input):
            return
        row = next(row for row in self.rows if field in row.fields)
        row.fill(field)
        row.judge()
        if row.wrong is field:
            field.selectAll()  # what cannot be read is typed anew
            return
        over = row.as_it_went or row.stays
        at = self._fields.index(row.fields[-1] if over else field)
        if row.wants_reason and not row.reason.value and field is row.fields[-1]:
            row.reason.setFocus()
        else:
            self._go_on(at)

    def _go_behind(self, row: QuickRow) -> None:
        """Enter on a reason: to the next piece."""
        self._go_on(self._fields.index(row.fields[-1]))

    def _go_on(self, at: int) -> None:
        if at + 1 < len(self._fields):
            self._fields[at + 1].setFocus()
            self._fields[at + 1].selectAll()
        else:
            self.take()

    def take(self) -> None:
        """Read everything, then ask for the one signature."""
        for row in (one for one in self.rows if one.fields):
            row.judge()
            if row.wrong is not None:  # its row says why
                row.wrong.setFocus()
                row.wrong.selectAll()
                return
        self._answers = [row.answer() for row in self.rows if row.fields]
        empty = next((field for field in self._fields if not field.text().strip()), None)
        if empty is not None:
            empty.setFocus()
            self.error.setText("Weigh each piece and count its stones.")
            self.error.show()
            return
        self.error.hide()
        self._check()

    def _check(self) -> None:
        """Ask what would refuse it: a manager decides, or something is mended, before anybody signs."""
        if self._checking:
            return
        self._checking = True
        self._decision, self._second = "", None  # what was decided was decided of other figures
        user, reason = self._desk.session.actor.user_id, str(self.reason.value)
        answers = tuple(self._answers)

        def ask(db: Database) -> Checked:
            return check_quick(db, user, reason, answers)

        self._desk.read(ask, self._on_checked, self._on_not_checked, topic="quick form check")

    def _on_checked(self, checked: Checked) -> None:
        self._checking = False
        if not self.is_open:
            return
        if checked.stops:
            stop = checked.stops[0]
            name = f"{stop.name}: " if len(self.rows) > 1 else ""
            self._tell(f"{name}{stop.sentence} Nobody has signed yet.")
            self._go_to_stop(stop)
        elif checked.decide:
            DecideSheet(self._desk, checked.decide, self._on_decided).open()
        else:
            self._sign()

    def _go_to_stop(self, stop: Stop) -> None:
        row = next(one for one in self.rows if one.quick.piece.id == stop.piece_id)
        if stop.way is Way.COUNT:
            row.judge()
            asks = stop.field == "weight_reason" and row.reason.isVisibleTo(self)
            stones = row.stones if stop.field == "stones_found" else row.weight
            (row.reason if asks else stones).setFocus()

    def _on_not_checked(self, error: Exception) -> None:
        self._checking = False
        if isinstance(error, UserError):
            self._say(error)

    def _on_decided(self, words: str, second: Actor | None) -> None:
        self._decision, self._second = words, second
        self._sign()

    def _sign(self) -> None:
        name = self._desk.session.actor.display
        SignSheet(
            self._desk.frame.host(),
            "Sign for the house",
            "The pieces are as in their last reports; what was weighed and counted is as typed.",
            EXAMINER,
            name,
            "Sign report" if len(self._answers) == 1 else f"Sign {len(self._answers)} reports",
            self._on_signature,
        ).open()

    def _on_signature(self, signature: Signature) -> None:
        self._signature = signature
        self._save(self._decision, self._second)

    def _save(self, decision: str = "", second: Actor | None = None) -> None:
        answers, reason = tuple(self._answers), str(self.reason.value)
        signatures = (self._signature,) if self._signature else ()
        words = f"Hand-over of {len(answers)} pieces" if len(answers) > 1 else ""

        def service(w: Work) -> Changes:
            return sign_quick(w, reason, answers, signatures, words, decision)

        self._checking = True  # until it is saved: a second press would sign a second report
        self._desk.work("sign_report", service, self._on_signed, self._on_refused, second=second)

    def _on_signed(self, changes: Changes) -> None:
        self.dismiss()
        if self._done is not None:
            self._done(changes)
        elif len(changes.ids("report")) == 1:
            self._desk.navigate("report", changes.first("report"))

    def _on_refused(self, error: UserError | BugReport) -> None:
        self._checking = False
        if isinstance(error, UserError):
            self._say(error)
        if isinstance(error, ReportStopError):
            DecideSheet(self._desk, error.message, self._save).open()

    def _say(self, error: UserError) -> None:
        self._tell(error.sentence())

    def _tell(self, words: str) -> None:
        self.error.setText(words)
        self.error.show()

    # -- something is new

    def something_new(self) -> None:
        """Write the whole report of the piece in hand, with what was typed of it so far."""
        focus = QApplication.focusWidget()
        in_hand = (row for row in self.rows if focus in (*row.fields, row.reason))
        unreported = (row for row in self.rows if not row.fields)
        row = next(in_hand, None) or next(unreported, None) or self.rows[0]
        if self._leaving is not None or self._checking:  # what is being signed is no draft any more
            return
        self._leaving = row
        actor, reason, answer = self._desk.session.actor, str(self.reason.value), row.so_far()
        self._desk.writer.run(
            lambda shop: begin_whole(shop, actor, reason, answer),
            self._on_begun,
            self._on_not_begun,
        )

    def _on_begun(self, _changes: Changes) -> None:
        row, self._leaving = self._leaving, None
        if row is None or not self.is_open:
            return
        self._leave_for(row.quick.piece.id)
        self._desk.navigate("report", row.quick.piece.id)

    def _on_not_begun(self, error: UserError | BugReport) -> None:
        self._leaving = None
        if isinstance(error, UserError):
            self._say(error)

    def _leave_for(self, piece_id: int) -> None:
        """The rest waits until that report is signed."""
        rest = [row.quick.piece.id for row in self.rows if row.quick.piece.id != piece_id]
        typed = {row.quick.piece.id: row.typed for row in self.rows if row.fields}
        desk, reason, done = self._desk, str(self.reason.value), self._done
        self.dismiss()

        def go_on() -> None:
            if rest:
                ask_quick(desk, rest, reason, done, typed=typed)
            elif done is not None:
                done(Changes())

        if rest or done is not None:
            wait_for_report(desk, piece_id, go_on)


def _is_news(event: QKeyEvent) -> bool:
    alt = event.modifiers() == Qt.KeyboardModifier.AltModifier
    return alt and event.key() == Qt.Key.Key_N and event.type() == QEvent.Type.KeyPress


def ask_quick(
    desk: Desk,
    piece_ids: Sequence[int],
    reason: str = "",
    done: Done | None = None,
    *,
    lacking: bool = False,
    typed: Mapping[int, tuple[Any, ...]] | None = None,
) -> None:
    """Read how these pieces stand, then ask. ``done`` hears of what was signed; without it a single
    report is shown.

    Without a ``reason`` (a code of REPORT_REASONS) it is the likeliest for where the first piece is.
    ``lacking`` leaves those out whose report at the hand-over ``reason`` is there by now. ``typed`` is
    what stood in the rows before (``QuickRow.typed``), by piece.
    """
    ids = tuple(dict.fromkeys(piece_ids))
    kept = typed or {}
    user = desk.session.actor.user_id

    def ask(db: Database) -> tuple[str, list[QuickPiece]]:
        why = reason or open_report(db, ids[0], user).started.reason
        asked = [one for one in ids if not lacking or missing_report(db, one, why)]
        return why, [quick_piece(db, one, why) for one in asked]

    def show(read: tuple[str, list[QuickPiece]]) -> None:
        """Show the sheet; where nothing is lacking any more, go on."""
        why, pieces = read
        if pieces:
            sheet = QuickSheet(desk, pieces, why, done)
            for row in sheet.rows:
                if row.quick.piece.id in kept:
                    row.put_back(kept[row.quick.piece.id])
            sheet.open()
        elif done is not None:
            done(Changes())

    read_for_sheet(desk, ask, show, f"quick form {ids[:1]}")
