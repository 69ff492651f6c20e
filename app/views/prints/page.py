"""Tags and printing: what was sent, what is known of it, what waits for somebody."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QTimer, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from app.domain.changes import Changes
from app.domain.errors import UserError
from app.domain.ids import now_ms
from app.domain.permissions import print_act
from app.services.print_jobs import set_folder
from app.services.print_page import PrintPage, print_page
from app.services.print_queue import DONE_TODAY, NEEDS_YOU, WAITING, JobCard, job_card
from app.services.print_test import TEST_CODE
from app.views.frame.desk import Desk
from app.views.frame.page import Page
from app.views.frame.permit import Permit, permit, tie
from app.views.frame.saved_views import SavedViews
from app.views.keys import Key
from app.views.orders.words import Words
from app.views.prints.folder_card import FolderCard
from app.views.prints.job_acts import JobActs
from app.views.prints.job_moving import JobMoving
from app.views.prints.job_side import ANSWERS, JobSide
from app.views.prints.nothing_marked import NothingMarked
from app.views.prints.printer_acts import PrinterActs
from app.views.prints.printer_cards import ACROSS, PrinterCards
from app.views.prints.queue_list import QueueList
from app.views.prints.tags_sheet import TagsSheet
from app.views.widgets.empty_state import EmptyState
from app.views.widgets.segments import Option

TICK_MS = 1000
EVERYTHING = "everything"
VIEWS = (
    Option(NEEDS_YOU, "Needs you"),
    Option(WAITING, "Waiting"),
    Option(DONE_TODAY, "Done today"),
    Option("open", "All of today"),
    Option(EVERYTHING, "Everything"),
)
NOTHING = {
    NEEDS_YOU: ("Nothing needs you", "No print job failed, and none is in doubt."),
    WAITING: ("Nothing waits", "Everything that was asked for has been sent."),
    DONE_TODAY: ("Nothing printed today", "Tags and papers of today are listed here."),
    "open": ("Nothing printed today", "Tags and papers of today are listed here."),
    EVERYTHING: ("Nothing printed yet", "What is printed is listed here, and stays listed."),
}


def ask_folder(parent: QWidget, now: str) -> str:
    """The system's own dialog for choosing a folder."""
    return QFileDialog.getExistingDirectory(parent, "Folder for tags and papers", now)


class PrintsPage(Page):
    """The queue with the marked job beside it, and the folder that is the printer."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "Tags and printing", side=True)
        self.words = Words(desk.settings)
        self.choose_folder: Callable[[QWidget, str], str] = ask_folder
        self._started = False
        self._shown = 0
        self._folder = ""
        self.parked: Mapping[str, int] = {}
        self._sheet: TagsSheet | None = None
        self.folder = FolderCard()
        self.search = self.add_find("Find job or tag", "Search job, tag, piece or printer")
        self.views = SavedViews(self, VIEWS, "open")
        self.body.addWidget(self.folder)
        self.cards = PrinterCards()
        self.cards.hide()
        self.body.addWidget(self.cards)
        self.empty = EmptyState("printer", *NOTHING["open"])
        self.list = QueueList(self.words, self.empty)
        self.view = self.list.view
        self.body.addWidget(self.list, 1)
        assert self.side is not None
        self.job_side = JobSide(self.words)
        self.side.body.addWidget(self.job_side, 1)
        for action, button in self.job_side.buttons.items():
            if action not in ANSWERS:
                self.side.foot.addWidget(button, 1)
        self.acts = JobActs(self)
        self.moving = JobMoving(self)
        self.printers = PrinterActs(self)
        self._tick = QTimer(self)
        self._tick.setInterval(TICK_MS)
        self._tick.timeout.connect(self._on_tick)
        self._declare()
        self._connect()

    def _declare(self) -> None:
        command = self.command
        test = command("Test tag", self.acts.print_test, "Ctrl+T", icon="tag")
        designer = partial(self.desk.navigate, "designer")
        command("Tag designer", designer, icon="tags", button="plain")
        find = command("Find printers", self.printers.find, icon="plus", button="plain")
        permit(find, self.desk.session, "devices.update")
        tags = command("Print tags", self.print_tags, Key.NEW, icon="tags")
        self.header.add_action(tags, "primary").hide_key()  # the title stands whole beside it
        permit(test, self.desk.session, "devices.test")
        permit(tags, self.desk.session, "tags.print")
        self._again = command("Reprint or try again", self.acts.again, Key.PRINT, hint="reprint")
        act = self.acts.act
        cancel = command("Cancel the marked job", partial(act, "cancel"), "Delete", on=self.view)
        all_ = command("All labels came out", partial(act, "all_came_out"), "Alt+A", hint="all")
        none = command("No label came out", partial(act, "none_came_out"), "Alt+0", hint="none")
        command("Open what the job is about", self.open_subject, icon="external-link")
        move = command("Move to another printer", self.moving.ask, "Alt+M", icon="printer")
        self._answers = {
            "all_came_out": all_,
            "none_came_out": none,
            "cancel": cancel,
            "move": move,
        }
        told = {"reprint": self._again, "retry": self._again, **self._answers}
        session = self.desk.session
        self._permits = [
            Permit(one, session, "") for one in (self._again, cancel, move, all_, none)
        ]
        for name, button in self.job_side.buttons.items():
            tie(button, told[name])
        command("Choose the folder", self.change_folder, icon="folder-open")
        command("Open the folder", self.open_folder, icon="folder-open")
        rules = command("Rules: what is printed by itself", self.printers.show_rules, icon="repeat")
        retags = command("Re-tag list after price changes", self.printers.show_retags, icon="tags")
        self.nothing = NothingMarked((test, rules, retags))
        assert self.side is not None
        self.side.body.insertWidget(0, self.nothing)
        rest = command("Print what waits for a full row", self.printers.print_waiting, icon="tags")
        permit(rest, self.desk.session, "tags.print")
        command("Ask the printers how they stand", self.printers.look, icon="refresh-cw")
        self.views.declare()
        self._offer(())
        self.hint_bar.add_fixed(Key.OPEN, "open")
        first = self.empty.set_button(
            "Print the first tags", self.print_tags, icon="tags", key=Key.NEW
        )
        tie(first, tags)

    def _connect(self) -> None:
        self.views.chosen.connect(self._on_view)
        self.search.searched.connect(lambda _text: self.ask_jobs(stay=True))
        self.search.left_downwards.connect(self.view.setFocus)
        self.view.settled.connect(self._on_settled)
        self.view.opened.connect(self._on_opened)
        self.job_side.asked.connect(self.acts.act)
        self.job_side.last_good.connect(self.acts.take_last_good)
        self.job_side.one_asked.connect(self.acts.reprint_one)
        self.job_side.raster_asked.connect(self.acts.show_raster)
        self.cards.opened.connect(self.printers.open_printer)
        self.folder.change_asked.connect(self.change_folder)
        self.folder.open_asked.connect(self.open_folder)

    # -- what a page answers

    def entered(self) -> None:
        self._started = True
        self.ask_jobs()
        self.view.setFocus()

    def refresh(self, changes: Changes) -> None:
        if self._started and changes.touches("print_job", "printer"):
            self.ask_jobs(stay=True)

    def leave(self) -> bool:
        self._tick.stop()
        self.printers.end()
        return True

    def on_scan(self, code: str) -> bool:
        """In the tags' sheet a scan is collected; in doubt it is the last good label, and the field
        that asks for it says so where it is none.
        """
        if self._sheet is not None and self._sheet.is_open:
            return self._sheet.on_scan(code)
        if code == TEST_CODE:
            self.desk.toast("The test tag reads: printer, roll and scanner fit together")
            return True
        card = self.job_side.card
        if card is None or card.row.state != "doubtful" or not self.job_side.codes:
            return False
        if code in self.job_side.codes or self.job_side.good.hasFocus():
            self.job_side.take_code(code)  # a strange tag is told where the answer is asked
            return True
        return False

    # -- showing

    @property
    def card(self) -> JobCard | None:
        """The marked job; None while it is being read, for what is shown is the one before it."""
        card = self.job_side.card
        return card if card is not None and card.row.id == self._shown else None

    def ask_jobs(self, *, stay: bool = False) -> None:
        """Read the queue of the view; ``stay`` keeps what is marked."""
        settings, everything = self.desk.settings, self.views.value == EVERYTHING

        text = self.search.text().strip()

        def read(db: Any) -> tuple[bool, PrintPage]:
            return stay, print_page(db, settings, everything=everything, text=text)

        self.desk.read(read, self._on_jobs, topic="print queue")

    def _on_jobs(self, read: tuple[bool, PrintPage]) -> None:
        stay, found = read
        jobs, counts = found.jobs, found.counts
        self._folder, self.parked = found.printers[-1].where, found.parked
        self.folder.show_printer(found.printers[-1])
        only_folder = len(found.printers) == 1
        self.folder.setVisible(only_folder)
        self.cards.setVisible(not only_folder)
        crowded = len(found.printers) > ACROSS  # the folder is in the palette too
        self.cards.show_printers(
            () if only_folder else found.printers[:-1] if crowded else found.printers,
            self.words,
            found.parked,
            found.wanted,
        )
        if self.isVisible():
            self.printers.begin(found.printers)
        self.views.show_counts(counts)
        group = str(self.views.value)
        shown = [job for job in jobs if group in ("open", EVERYTHING) or job.group == group]
        self.list.show_jobs(shown, stay=stay)
        if stay and self._shown and self.view.current_id == self._shown:
            self._on_settled(self._shown)  # the same job, but more is known of it
        if not shown:
            self._show_nothing()
            self._say_empty(group)
        open_ = counts[NEEDS_YOU] + counts[WAITING]
        jobs_ = f"{open_} job{'' if open_ == 1 else 's'} open"
        self.say(f"{jobs_} · nothing is lost" if open_ else f"{counts[DONE_TODAY]:,} done today")
        due = any(job.next_try_at > now_ms() or job.state == "sending" for job in shown)
        self._tick.start() if due and self.isVisible() else self._tick.stop()

    def _say_empty(self, group: str) -> None:
        typed = self.search.text().strip()
        if typed:
            words = f"No print job here has “{typed}”. Alt+{len(VIEWS)} searches everything."
            self.empty.set_words("Nothing found", words, "search")
        else:
            self.empty.set_words(*NOTHING[group], "printer")

    def take_back(self) -> None:
        """Ctrl+Z brings back what was cancelled."""
        self.moving.take_back()

    def _show_nothing(self) -> None:
        self.job_side.show_nothing()
        self.nothing.show()
        self._offer(())

    def _offer(self, actions: Collection[str]) -> None:
        """The foot shows the keys of what can be done with the marked job, and no others."""
        self._again.setEnabled("retry" in actions or "reprint" in actions)
        for action, command in self._answers.items():
            command.setEnabled(action in actions)

    def _on_tick(self) -> None:
        """A waiting job counts down to its next try, one that is sent says how far it is."""
        if self.isVisible():
            self.ask_jobs(stay=True)
        else:
            self._tick.stop()

    def _on_view(self, _value: object) -> None:
        self.ask_jobs()
        self.view.setFocus()

    def _on_settled(self, job_id: int) -> None:
        self._shown = job_id
        if not job_id:
            self._show_nothing()
            return
        settings = self.desk.settings
        self.desk.read(
            lambda db: job_card(db, settings, job_id),
            self._on_card,
            self._on_no_card,
            topic="print job beside the list",
        )

    def _on_card(self, card: JobCard) -> None:
        if card.row.id != self._shown:
            return
        fresh = self.job_side.card is None or self.job_side.card.row.id != card.row.id
        self.nothing.hide()
        self.job_side.show_job(card)
        for one in self._permits:
            one.set_act(print_act(card.row.kind, card.row.subject_kind))
        self._offer(card.actions)
        self._again.setText("Try again" if "retry" in card.actions else "Reprint")
        if fresh and card.row.state == "doubtful" and self.job_side.codes:
            self.job_side.good.setFocus()  # the one answer that is wanted: a scan or its digits

    def _on_no_card(self, error: Exception) -> None:
        self._show_nothing()
        if isinstance(error, UserError):
            self.show_refusal(error)

    def _on_opened(self, _job_id: int) -> None:
        self.open_subject()

    # -- what can be done

    def open_subject(self) -> None:
        """Open the piece, job, place, report or document that the marked job prints."""
        card = self.card
        if card is None:
            return
        kind = card.row.subject_kind
        if kind in ("piece", "job", "place", "order", "report", "document"):
            self.desk.navigate(kind, card.row.subject_id)
        else:
            self.say("This job is about no record: it was a test")

    def print_tags(self) -> None:
        """Collect pieces and print their tags as one job."""
        self._sheet = TagsSheet(self.desk)
        self._sheet.closed.connect(self._on_sheet_closed)
        self._sheet.open()

    def _on_sheet_closed(self) -> None:
        self._sheet = None

    # -- the folder

    def change_folder(self) -> None:
        """Choose the folder that takes what is printed on this PC."""
        chosen = self.choose_folder(self, self._folder)
        if chosen:
            self.clear_refusals()
            self.desk.writer.run(
                lambda shop: set_folder(shop, Path(chosen)),
                self._on_folder,
                self.acts.on_refused,
                doing="choosing the folder",
            )

    def _on_folder(self, _changes: Changes) -> None:
        self.ask_jobs(stay=True)
        self.desk.toast("Tags and papers go to the new folder from now on")

    def open_folder(self) -> None:
        """Show the folder in the system's own file manager."""
        if not Path(self._folder).is_dir():
            self.say("The folder is made with the first print")
        else:
            QDesktopServices.openUrl(QUrl.fromLocalFile(self._folder))
