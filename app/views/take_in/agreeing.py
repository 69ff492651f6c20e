"""The terms of a batch: the house's own to begin with, then those of its agreement."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from app.domain.changes import Changes
from app.domain.errors import UserError
from app.services.agreement_cards import AgreementCard
from app.services.agreements import Terms, change_terms, draft_agreement, usual_terms
from app.services.take_in_batch import Batch
from app.views.bug_report import BugReport
from app.views.frame.desk import Desk
from app.views.take_in.terms_step import TermsStep


class Agreeing(QObject):
    """``ready`` when the usual terms can be shown; ``agreed(agreement_id, new)`` when terms stand."""

    ready = Signal()
    agreed = Signal(object, bool)
    refused = Signal(object)

    def __init__(self, desk: Desk, step: TermsStep) -> None:
        super().__init__(step)
        self._desk = desk
        self._step = step
        self._batch = Batch()
        self._whose = ""
        self._busy = False
        step.went_on.connect(self._on_terms)
        step.house_button.clicked.connect(self._ask_again)

    def begin(self, batch: Batch, whose: str) -> None:
        """New terms for a batch, from the house's template."""
        self._batch, self._whose = batch, whose
        self._desk.read(usual_terms, self._on_usual_terms, topic="usual terms")

    def begin_again(self, batch: Batch, card: AgreementCard) -> None:
        """The terms of an agreement that is a draft, to be changed."""
        self._batch = batch
        self._step.begin(card.terms, f"Agreement {card.number} with {card.party}.")

    def _on_usual_terms(self, terms: Terms) -> None:
        self.ready.emit()
        self._step.begin(terms, f"With {self._whose}. These are the house’s usual terms.")

    def _ask_again(self) -> None:
        self._desk.read(usual_terms, self._step.show_terms, topic="usual terms")

    def _on_terms(self) -> None:
        if self._busy:  # a second Enter would draft a second agreement
            return
        terms, party_id = self._step.terms(), self._batch.party_id
        agreement_id = self._batch.agreement_id
        self._busy = True
        if agreement_id:
            self._desk.work(
                "change_terms",
                lambda w: change_terms(w, agreement_id, terms),
                self._on_saved,
                self._on_refused,
            )
        else:
            self._desk.work(
                "draft_agreement",
                lambda w: draft_agreement(w, party_id, terms),
                self._on_saved,
                self._on_refused,
            )

    def _on_saved(self, changes: Changes) -> None:
        self._busy = False
        self.agreed.emit(changes.first("agreement"), not self._batch.agreement_id)

    def _on_refused(self, error: UserError | BugReport) -> None:
        self._busy = False
        if isinstance(error, UserError) and not self._step.show_refusal(error):
            self.refused.emit(error)
