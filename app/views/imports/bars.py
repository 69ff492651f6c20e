"""The sentences of the import page: what is wrong with a file, what is asked, what can go on."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from app.domain.errors import UserError
from app.views.widgets.sentence_bar import SentenceBar

if TYPE_CHECKING:
    from app.views.imports.page import ImportPage


def refused_bar(page: ImportPage, error: UserError) -> SentenceBar:
    """The file cannot be read or is something else."""
    bar = SentenceBar(error.title, error.sentence(), "bad", icon="file-x")
    bar.add_answer("Choose another file", page.choose_file, "C")
    path = page.path
    if path:
        bar.add_answer("Try again", lambda: page.read_file(path), "R")
    return bar


def date_order_bar(page: ImportPage) -> SentenceBar:
    """Its dates can be read in two ways."""
    bar = SentenceBar(
        "Which comes first in this file’s dates?",
        "A date such as 03/04/2026 can be 3 April or March 4. The orders concerned are refused "
        "until you say which.",
        "warn",
        icon="calendar",
    )
    path = page.path
    if path:
        bar.add_answer("The day", lambda: page.read_file(path, "dmy"), "D")
        bar.add_answer("The month", lambda: page.read_file(path, "mdy"), "M")
    return bar


def stopped_bar(page: ImportPage, saved: int, left: int) -> SentenceBar:
    """An import was stopped."""
    orders = "order" if saved == 1 else "orders"
    bar = SentenceBar(
        f"Stopped: {saved:,} {orders} imported, {left:,} wait",
        "What was saved stays. Going on takes the rest; nothing is imported twice.",
        "info",
        icon="pause",
    )
    bar.add_answer("Go on", page.start_import, "G")
    bar.add_answer("Leave the rest", lambda: page.run.leave_rest(), "L")
    return bar


def unfinished_bar(page: ImportPage, path: Path) -> SentenceBar:
    """The program ended while it imported."""
    bar = SentenceBar(
        f"The import of {path.name} was not finished",
        "Reading the file again takes what is missing; nothing is imported twice.",
        "info",
    )
    bar.add_answer("Go on with it", lambda: page.read_file(path), "G")
    bar.add_answer("Leave it", lambda: page.run.forget_unfinished(), "L")
    return bar


def done_bar(page: ImportPage, words: str) -> SentenceBar:
    """An import is through: the way to the orders that wait for a look."""
    bar = SentenceBar(words, "", "ok", closable=True)
    bar.add_answer("Go to the orders", lambda: page.desk.navigate("orders"), "G")
    return bar
