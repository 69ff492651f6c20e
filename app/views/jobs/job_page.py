"""One job: what to do, how far it is, what is in its bag."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from app.domain.changes import Changes
from app.domain.errors import UserError
from app.services.job_board import artisans
from app.services.jobs import JobCard, job_card
from app.services.scanning import Scan
from app.views.documents.job_papers import JobPapers
from app.views.frame.desk import Desk
from app.views.frame.page import Page
from app.views.jobs.commands import JobCommands, JobPermits
from app.views.jobs.job_side import JobSide
from app.views.jobs.stage_list import component_columns, stage_columns
from app.views.keys import Key
from app.views.opening.clock_words import here_at
from app.views.orders.engraving_view import EngravingView
from app.views.passport.opening import declare_passport
from app.views.pool import Job
from app.views.widgets.button import Button
from app.views.widgets.card import Card
from app.views.widgets.chip import Chip
from app.views.widgets.facts import Facts
from app.views.widgets.list_view.fixed_list import FixedList
from app.views.widgets.photo import Photo, read_image
from app.views.widgets.scroll_body import ScrollBody
from app.views.widgets.sentence_bar import SentenceBar
from app.views.widgets.text import SectionLabel, Text

TOUCHED = ("job", "order", "order_line", "piece", "document", "party")


class JobPage(Page):
    """Left: the work, its stages, the bag. Right: when, for whom, with whom."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "Job", side=True)
        self._job_id = 0
        self._card: JobCard | None = None
        self._photo_key = ""
        self.doing = JobCommands(desk, self)
        self.header.set_crumb("Workshop", lambda: desk.navigate("jobs"))
        self._chip = self.header.add_chip(Chip("", about="State"))
        self._rush = self.header.add_chip(Chip("", about="Haste"))
        self._difference: SentenceBar | None = None
        self._build_body()
        assert self.side is not None
        self.about = JobSide(desk)
        self.about.who.committed.connect(self._on_who)
        self.about.order_link.clicked.connect(self._go_order)
        self.about.piece_link.clicked.connect(self._go_piece)
        self.side.body.addWidget(self.about)
        self._declare()

    # -- parts

    def _build_body(self) -> None:
        scroll = ScrollBody()
        column = scroll.column
        column.setContentsMargins(0, 0, 6, 0)
        column.setSpacing(14)
        work = Card("What to do")
        row = QHBoxLayout()
        row.setSpacing(18)
        self._photo = Photo("No photo", QSize(188, 150))
        self._photo.setFixedSize(188, 150)
        row.addWidget(self._photo, 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(8)
        self._work_words = Text("", "value", wrap=True)
        self._title_words = Text("", "soft", wrap=True)
        words.addWidget(self._work_words)
        words.addWidget(self._title_words)
        self._specification = Facts("What to do, in detail", label_width=112)
        words.addWidget(self._specification)
        self._engraving = EngravingView()
        words.addWidget(self._engraving)
        self._note = Text("", "soft", wrap=True)
        words.addWidget(self._note)
        words.addStretch(1)
        row.addLayout(words, 1)
        work.body.addLayout(row)
        column.addWidget(work)
        column.addWidget(SectionLabel("Stages"))
        self.stages = FixedList(stage_columns(self._moment, self.desk.settings.locale), "Stages")
        column.addWidget(self.stages)
        self._bag_label = SectionLabel("In the bag")
        column.addWidget(self._bag_label)
        self.components = FixedList(component_columns(self.desk.settings.locale), "In the bag")
        column.addWidget(self.components)
        for fitted in (self.stages, self.components):  # each as high as its rows
            fitted.view.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column.addStretch(1)
        self.body.addWidget(scroll, 1)

    def _declare(self) -> None:
        assert self.side is not None
        on_card = self._on_card_do
        bag = self.command(
            "Print job bag", on_card(self._print), Key.PRINT, icon="printer", hint="print bag"
        )
        self._step = self.command(
            "Next stage", on_card(self._next), Key.STAGE, icon="arrow-right", hint="next stage"
        )
        back = self.command(
            "Back to the stage before",
            on_card(self._back),
            "Shift+F8",
            icon="arrow-left",
            hint="stage before",
        )
        changing = (
            back,
            self.command("Hold job", on_card(self._hold), "H", icon="pause"),
            self.command("Resume job", on_card(self._resume), "U", icon="play"),
            self.command("Let job wait", on_card(self._wait), "W", icon="hourglass"),
            self.command("Give job up", on_card(self._cancel), icon="ban"),
        )
        self.permits = JobPermits(self.desk.session, self._step, bag, changing)
        self.papers = JobPapers(self)
        self.command("Open its order", self._go_order, "O", icon="clipboard-list")
        self.command("Open its piece", self._go_piece, "P", icon="gem")
        declare_passport(
            self, lambda: self._card.piece_id or 0 if self._card else 0, "Its passport"
        )
        self.hint_bar.add_fixed("Escape", "back")
        self.side.foot.addWidget(Button.of(bag))
        primary = Button.of(self._step, "primary")
        self.side.foot.addWidget(primary, 1)

    # -- what the window asks

    @property
    def card(self) -> JobCard | None:
        """The job as it was read last."""
        return self._card

    def open_record(self, record_id: int) -> None:
        if record_id != self._job_id:
            self._card = None  # no key means the job before while this one is read
            self.clear_refusals()
        self._job_id = record_id
        self._ask()

    def entered(self) -> None:
        self.stages.setFocus()

    def refresh(self, changes: Changes) -> None:
        if self._job_id and changes.touches(*TOUCHED):
            self._ask()

    def take_scan(self, scan: Scan) -> bool:
        """OUT and IN after the bag: on to the next stage, or back."""
        if scan.kind == "command" and scan.value in ("OUT", "IN") and self._card:
            (self._next if scan.value == "OUT" else self._back)(self._card)
            return True
        return False

    # -- reading

    def _ask(self) -> None:
        job_id = self._job_id
        self.desk.read(
            lambda db: (job_card(db, job_id), artisans(db)),
            self._on_card,
            self._on_failed,
            topic="job page",
        )

    def _on_failed(self, error: Exception) -> None:
        if isinstance(error, UserError):
            self.show_refusal(error)
        else:
            self.say("The job could not be read. It is read again with the next change.")

    def _on_card(self, answer: tuple[JobCard, list[tuple[int, str]]]) -> None:
        card, people = answer
        if card.id != self._job_id:
            return
        self._card = card
        self.set_title(card.number)
        self._chip.set_status(card.chip.text, card.chip.tone)
        self._chip.show()
        self._rush.set_status("Rush", "bad")
        self._rush.setVisible(card.rush)
        self._show_work(card)
        self.stages.model.show_records(card.stages, range(1, len(card.stages) + 1), stay=True)
        self.stages.fit_height()
        self._show_bag(card)
        self.about.show_job(card, people)
        self.about.who.setEnabled(self.permits.may_change)
        self._show_differences(card)
        self._step.setText("Pass the check" if card.state == "qc" else "Next stage")
        self.permits.show_state(card.state)
        self.papers.show_job(card)
        done = sum(1 for stage in card.stages if stage.done)
        self.say(
            f"{done} of {len(card.stages)} stages done" if card.stages else "No stages planned"
        )

    def _show_work(self, card: JobCard) -> None:
        self._work_words.setText(card.work or card.title)
        self._title_words.setText(card.title if card.work else "")
        self._title_words.setVisible(bool(card.work))
        self._specification.show_facts(card.specification)
        self._engraving.setVisible(bool(card.engraving))
        if card.engraving:
            self._engraving.show_engraving(card.engraving, card.engraving_font)
        self._note.setText(card.note)
        self._note.setVisible(bool(card.note))
        if card.photo_sha256 != self._photo_key:
            self._photo_key = key = card.photo_sha256
            self._photo.show_picture(None, "No photo")
            if key:
                desk = self.desk
                desk.start(lambda job: (key, _picture(desk, key, job)), self._on_photo)

    def _on_photo(self, read: tuple[str, QImage | None]) -> None:
        key, image = read
        if key == self._photo_key:
            self._photo.show_picture(image, "Photo of the piece")

    def _show_bag(self, card: JobCard) -> None:
        there = bool(card.components)
        self._bag_label.setVisible(there)
        self.components.setVisible(there)
        if there:
            count = len(card.components)
            self.components.model.show_records(card.components, range(1, count + 1), stay=True)
            self.components.fit_height()

    def _show_differences(self, card: JobCard) -> None:
        if self._difference is not None:
            self._difference.dismiss()
            self._difference = None
        if card.differences:
            bar = SentenceBar(
                "The web shop says otherwise since this job was made",
                "; ".join(card.differences) + ". The bag is as it was: decide at the order.",
                "warn",
            )
            if card.order_id:
                bar.add_answer("Open its order", self._go_order, closes=False)
            self._difference = self.show_bar(bar)

    def _moment(self, at_ms: int) -> str:
        return here_at(at_ms, self.desk.settings)

    # -- doing

    def _on_card_do(self, run: Callable[[JobCard], object]) -> Callable[[], None]:
        def do() -> None:
            if self._card is not None:
                run(self._card)

        return do

    def _next(self, card: JobCard) -> None:
        self.doing.next_stage(card.id)

    def _back(self, card: JobCard) -> None:
        self.doing.previous_stage(card.id, card.state)

    def _print(self, card: JobCard) -> None:
        self.doing.print_bag(card.id)

    def _hold(self, card: JobCard) -> None:
        self.doing.hold(card.id, card.number)

    def _resume(self, card: JobCard) -> None:
        self.doing.resume(card.id)

    def _wait(self, card: JobCard) -> None:
        self.doing.wait(card.id, card.number)

    def _cancel(self, card: JobCard) -> None:
        self.doing.cancel(card.id, card.number)

    def _go_order(self) -> None:
        if self._card and self._card.order_id:
            self.desk.navigate("order", self._card.order_id)

    def _go_piece(self) -> None:
        if self._card and self._card.piece_id:
            self.desk.navigate("piece", self._card.piece_id)

    def _on_who(self, artisan_id: object) -> None:
        if self._card:
            chosen = artisan_id if isinstance(artisan_id, int) else None
            self.doing.give_to(self._card.id, chosen)


def _picture(desk: Desk, key: str, _job: Job) -> QImage | None:
    content = desk.photo(key, 320)
    return read_image(content, 600) if content else None
