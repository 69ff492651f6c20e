"""The papers of a job: a repair ticket for a client's piece, and bags of other sizes than the usual one."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction

from app.services.job_bag import MOST_BAGS, store_bag
from app.services.jobs import JobCard
from app.services.repair_tickets import TicketForm, make_repair_ticket
from app.views.documents.making import Answers, AskSheet, language_field
from app.views.documents.order_papers import papers_button
from app.views.documents.papers_sheet import PapersSheet
from app.views.frame.desk import Service
from app.views.frame.permit import Permit, permit
from app.views.orders.words import Words
from app.views.widgets.field import ChoiceField, LongTextField, MoneyField, TextField, WholeField

if TYPE_CHECKING:
    from app.views.jobs.job_page import JobPage

NO_TICKET = "A repair ticket is for a client's own piece; this one is the shop's."
BAGS = (("a5", "A5, as usual"), ("a6", "A6"), ("envelope", "An envelope"))


class JobPapers(QObject):
    """Declares the commands on the job page. ``ways`` are those that make a paper."""

    def __init__(self, page: JobPage) -> None:
        super().__init__(page)
        self._page, self._desk = page, page.desk
        self.words = Words(page.desk.settings)
        papers_button(page, self._on_card(self.show_all))
        self.ticket = page.command(
            "Make the repair ticket", self._on_card(self.repair_ticket), icon="wrench"
        )
        self.bags = page.command(
            "Make bags of another size", self._on_card(self.other_bags), icon="package"
        )
        self.ways: tuple[QAction, ...] = (self.ticket, self.bags)
        self._ticket = Permit(self.ticket, self._desk.session, "jobs.print")
        permit(self.bags, self._desk.session, "jobs.print")

    def show_job(self, card: JobCard) -> None:
        """Only work on a client's piece is claimed with a ticket."""
        self._ticket.set_beyond("" if card.customer_property else NO_TICKET)

    def show_all(self, card: JobCard) -> None:
        """All papers of the job and of its order: what there is, and what can be made."""
        title = f"Papers of {card.number}"
        PapersSheet(self._desk, self.words, title, "job", card.id, self.ways).open()

    def repair_ticket(self, card: JobCard) -> None:
        """What was seen and said at the counter, and stands in no record."""
        settings = self._desk.settings
        currency, locale = settings.currency, settings.locale
        fields = {
            "flaws": LongTextField("Flaws seen, one a line", lines=3),
            "second_contact": TextField("Whom else to call"),
            "value_minor": MoneyField("Worth, as the client says", currency, locale),
            "estimate_minor": MoneyField("Estimate", currency, locale),
            "limit_minor": MoneyField("Work without a call up to", currency, locale),
            "deposit_minor": MoneyField("Deposit paid", currency, locale),
            "notes": TextField("Note"),
            "language": language_field(),
        }

        def make(answers: Answers) -> Service:
            language = answers.pop("language") or ""
            flaws = tuple(line.strip() for line in (answers.pop("flaws") or "").splitlines())
            said = {key: "" if value is None else value for key, value in answers.items()}
            amounts = {key: answers[key] for key in answers if key.endswith("_minor")}
            form = TicketForm(flaws, said["second_contact"], notes=said["notes"], **amounts)
            return lambda w: make_repair_ticket(w, card.id, form, language=language)

        AskSheet(
            self._desk,
            f"Repair ticket for {card.number}",
            "The client signs it, and claims the piece with its stub.",
            "Make the ticket",
            fields,
            "repair_ticket",
            make,
        ).open()

    def other_bags(self, card: JobCard) -> None:
        """A smaller bag, or several for one job: “1 of 3”."""
        size = ChoiceField("Size", BAGS)
        size.set_value("a6")
        many = WholeField("How many bags", 1, MOST_BAGS, name="bags")
        many.set_text("1")
        fields = {"paper": size, "bags": many}

        def make(answers: Answers) -> Service:
            paper = "" if answers["paper"] == "a5" else answers["paper"]
            return lambda w: store_bag(w, card.id, paper=paper, bags=answers["bags"])

        AskSheet(
            self._desk,
            f"Bags for {card.number}",
            "All are in one paper, each with its number of how many.",
            "Make the bags",
            fields,
            "job_bag",
            make,
        ).open()

    def _on_card(self, run: Callable[[JobCard], None]) -> Callable[[], None]:
        def do() -> None:
            if self._page.card is not None:
                self._page.clear_refusals()
                run(self._page.card)

        return do
