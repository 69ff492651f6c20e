"""What can be done with a case or a difference, by key or button."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from app.domain.changes import Changes
from app.services.cases import decide, put_off
from app.services.conflicts import settle_difference
from app.views.frame.permit import permit
from app.views.keys import Key
from app.views.records import RECORDS
from app.views.together.case_card import CaseCard
from app.views.together.case_list import CASE, CaseList
from app.views.together.difference_card import DifferenceCard
from app.views.widgets.second_person import work_confirmed

if TYPE_CHECKING:
    from app.views.together.page import TogetherPage


class CaseActs(QObject):
    """The page's commands; only what can be done with the marked row is on."""

    def __init__(self, page: TogetherPage, rows: CaseList) -> None:
        super().__init__(page)
        self._page = page
        self._rows = rows
        self._case: CaseCard | None = None
        self._difference: DifferenceCard | None = None
        command = page.command
        self._marks = [
            command(f"Mark option {nth}", partial(self._on_mark, nth), str(nth))
            for nth in (1, 2, 3)
        ]
        self.decide = command("Decide", self.on_decide, Key.SAVE, hint="decide")
        self.open = command("Open the record", self.on_open, Key.OPEN, hint="open piece", on=rows)
        self.later = command("Later", self.on_later, "Escape", hint="later")
        self.mine = command("Take mine", partial(self.on_take, "mine"), "M", hint="mine")
        self.theirs = command("Keep theirs", partial(self.on_take, "theirs"), "T", hint="theirs")
        for action in (self.decide, self.later, self.mine, self.theirs):
            permit(action, page.desk.session, "cases.settle")

    def watch(self, case: CaseCard, difference: DifferenceCard) -> None:
        """The cards that show what the commands act on."""
        self._case, self._difference = case, difference
        case.chosen.connect(self._on_chosen)

    def _on_chosen(self) -> None:
        if self._case is not None:
            self.decide.setText(self._case.chosen_verb)
            self._case.name_verb()
        self.allow()

    def allow(self) -> None:
        """Put on what can be done with the marked row."""
        if self._case is None or self._difference is None:
            return
        entry, page = self._rows.entry, self._case.page
        shown = page if entry and page and (entry.kind, entry.id) == (CASE, page.id) else None
        is_open = shown is not None and not shown.settled
        self.decide.setEnabled(is_open and bool(self._case.code))
        self.later.setEnabled(is_open)
        self.later.setVisible(shown is not None)  # Esc elsewhere is not about a case
        for at, mark in enumerate(self._marks):
            mark.setEnabled(is_open and shown is not None and at < len(shown.options))
        for action in (self.mine, self.theirs):
            action.setEnabled(self._difference.difference is not None)
        self.open.setEnabled(bool(self._target()[0]))
        hints = [("Up Down", "case")] if entry else []
        self._page.hint_bar.set_fixed([*hints, *([("1 2 3", "option")] if is_open else [])])

    def _target(self) -> tuple[str, int]:
        """Kind and id of the record that the marked row is about."""
        entry = self._rows.entry
        page = self._case.page if self._case else None
        if entry is None:
            return "", 0
        if entry.difference is not None:
            return entry.difference.opens
        return page.opens if page is not None and page.id == entry.id else ("", 0)

    def _on_mark(self, nth: int) -> None:
        if self._case is not None:
            self._case.mark(nth)

    def on_decide(self) -> None:
        """Settle the marked case in the marked way; a second person is asked where one is needed."""
        case = self._case
        if case is None or case.page is None or not case.code:
            return
        self._page.clear_refusals()
        case_id, code, why = case.page.id, case.code, case.reason.text()
        work_confirmed(
            self._page.desk,
            "settle_case",
            lambda w: decide(w, case_id, code, why),
            "hold.release",
            self._on_done,
        )

    def on_later(self) -> None:
        """Put the marked case off; from the reason Esc first goes back to the list."""
        case = self._case
        if case is None or case.page is None:
            return
        if case.reason.hasFocus():
            self._rows.setFocus()
            return
        case_id = case.page.id
        self._page.desk.work("put_off_case", lambda w: put_off(w, case_id), self._on_done)

    def on_take(self, which: str) -> None:
        """Take mine or keep theirs of the shown difference."""
        one = self._difference.difference if self._difference else None
        if one is not None:
            self._page.clear_refusals()
            found = one.id
            self._page.desk.work(
                "settle_difference", lambda w: settle_difference(w, found, which), self._on_done
            )

    def on_open(self) -> None:
        """Open the record that the marked row is about."""
        kind, record_id = self._target()
        record = RECORDS.get(kind)
        if record is not None:
            self._page.desk.navigate(record.page, record_id)

    def _on_done(self, _changes: Changes) -> None:
        self._page.settled()
