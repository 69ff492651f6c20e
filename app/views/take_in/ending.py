"""The end of a take-in: signed with its receipt, or simply finished; and what may come next."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from app.domain.changes import Changes
from app.domain.wording import pieces_words
from app.views.frame.page import Page
from app.views.printing import print_document, print_tags
from app.views.widgets.sentence_bar import SentenceBar

CLIENTS_OWN = (
    "A client’s own is never for sale: it stays in the books until it goes back."
    " For a repair, F4 on its page moves it to the bench."
)


def show_signed(page: Page, changes: Changes) -> None:
    """The receipt goes to the printer; a bar over the page leads on."""
    document_id = changes.first("document")
    print_document(page.desk, document_id, "receipt")
    bar = _bar(
        page,
        changes.message,
        "The receipt is stored and given to the printer.",
        changes.ids("piece"),
    )
    go = partial(page.desk.navigate, "document", document_id)
    bar.add_answer("Open the receipt", go, "Alt+R")
    page.show_bar(bar)


def show_finished(page: Page, piece_ids: Sequence[int], ownership: str) -> None:
    """A batch without an agreement is done; what is a client's own says how it goes on with it."""
    words = f"{pieces_words(len(piece_ids))} taken in"
    own = ownership == "customer_property"
    page.show_bar(_bar(page, words, CLIENTS_OWN if own else "", piece_ids))


def _bar(page: Page, title: str, sentence: str, piece_ids: Sequence[int]) -> SentenceBar:
    bar = SentenceBar(title, sentence, "ok", closable=True)
    bar.setObjectName("refusal")  # it goes when something else is said there
    tags = partial(print_tags, page.desk, "piece", list(piece_ids))
    bar.add_answer("Print the tags", tags, "Alt+T")
    return bar
