"""How a wording will stand on its paper: drawn on invented goods, before anybody keeps or signs it."""

from __future__ import annotations

from dataclasses import replace

from app.domain.errors import InputError
from app.domain.ids import now_ms
from app.models.database import Database
from app.printing.document.render import KINDS
from app.printing.document.samples import SAMPLE, sample_of
from app.services.document_lists import KINDS as WORDS
from app.services.documents import Paper
from app.services.house_paper import company_of, made, statement_blocks
from app.services.settings import get
from app.services.wordings import WordingForm, topic_of

WITH_STATEMENTS = (
    "take_in_receipt",
    "invoice",
    "credit_note",
    "sales_receipt",
    "gift_receipt",
    "packing_slip",
    "repair_ticket",
    "condition_report",
    "payout_statement",
    "hand_over",
    "transfer_list",
    "count_sheet",
    "job_bag",
)
"""The documents that carry statements, in the order in which a shop thinks of them."""


def sample_paper(db: Database, form: WordingForm, by: str) -> Paper:
    """A sample of the form's document with its text among the statements of the form's day.

    An empty text leaves its block out, as it will. InputError where that paper has no sample.
    """
    maker = replace(made(db, now_ms(), by), language=form.language)
    content = sample_of(form.document, company_of(db), maker, get(db, "currency"))
    name = WORDS.word(form.document) if form.document in WORDS else "paper"
    if content is None:
        raise InputError(
            "No sample",
            f"There is no sample of a {name} to show the words on.",
            "Keep the words, and look at the next paper of that kind before it is signed.",
        )
    texts = statement_blocks(db, form.document, form.valid_from, form.language)
    texts[topic_of(form.topic)] = form.text.strip()
    said = tuple(text for text in texts.values() if text.strip())
    pdf = KINDS[form.document].render(replace(content, statements=said), {}, copy=0)
    return Paper(pdf, "sample.pdf", f"{SAMPLE}, {name}", 0)
