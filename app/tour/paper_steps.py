"""What goes with a parcel and what stays in the books: an order's papers, made and printed."""

from __future__ import annotations

from app.tour.day import Day
from app.views.documents.document_page import DocumentPage
from app.views.documents.making import AskSheet
from app.views.orders.review_page import OrderPage


def make_the_order_s_papers(day: Day) -> None:
    """Packing slip and invoice of #1042: each asks what no record says, is stored and printed."""
    hands = day.stage.hands
    for words, kind in (("Make a packing slip", "packing_slip"), ("Make the invoice", "invoice")):
        hands.look_up("#1042")
        page = day.page(OrderPage)
        hands.until(lambda page=page: page.review is not None, "order #1042")  # type: ignore[misc]
        hands.command(words)
        make_and_print(day, kind)


def make_and_print(day: Day, kind: str) -> int:
    """Answer the sheet that asks for a paper as it stands, and print the paper; its id."""
    hands = day.stage.hands
    newest = "SELECT id FROM document WHERE document_kind = ? ORDER BY id DESC"
    before = day.ask(newest, kind)
    hands.find(AskSheet)
    hands.key("Ctrl+Return")
    hands.until(lambda: day.ask(newest, kind) != before, f"the {kind}")
    made = int(day.ask(newest, kind))
    day.page(DocumentPage)
    hands.until(lambda: day.stage.place.window.here == ("document", made), "its page")
    day.stage.picture(f"{kind.replace('_', '-')}-paper")
    hands.key("F5")
    day.printed(kind)
    return made
