"""Olga's part of the day: the web shop's file, order #1042, its job and its bag."""

from __future__ import annotations

from app.domain.ids import now_ms
from app.tour.day import Day
from app.tour.hands import TourError
from app.tour.order_file import orders_export
from app.views.imports.page import PREVIEW, START, ImportPage
from app.views.orders.review_page import OrderPage
from app.views.orders.review_sheets import SendSheet
from app.views.widgets.reason_sheet import ReasonSheet

ORDERS = 7
_RING = (
    "SELECT n.code FROM piece_now AS n JOIN style AS s ON s.id = n.style_id"
    " WHERE s.sku = 'SOL-Y-6' AND n.availability = 'free' AND n.weight_mg = 3850"
)


def import_the_file(day: Day) -> None:
    """The export is dropped on the page, looked through and imported."""
    hands = day.stage.hands
    day.sign_in("olga")
    file = day.stage.out / "orders_export.csv"
    file.write_bytes(orders_export(now_ms()))
    hands.command("Go to Import")
    page = day.page(ImportPage)
    hands.drop(page, [file])
    hands.until(lambda: page.stage == PREVIEW, "the preview of the file")
    day.stage.picture("import-preview")
    before = day.ask("SELECT count(*) FROM sales_order")
    hands.key("Ctrl+Return")
    hands.until(lambda: page.stage == START, "the import")
    brought = day.ask("SELECT count(*) FROM sales_order") - before
    if brought != ORDERS:
        raise TourError(f"{brought} of {ORDERS} orders were imported")
    day.order_id = day.ask("SELECT id FROM sales_order WHERE number = '#1042'")


def review_the_order(day: Day) -> None:
    """#1042: the ring by its tag, every check of its line, read back by telephone."""
    hands = day.stage.hands
    hands.look_up("#1042")
    page = day.page(OrderPage)
    hands.until(lambda: page.review is not None and page.title == "#1042", "order #1042")
    hands.scan(day.ask(_RING))
    hands.until(lambda: page.review and page.review.card.lines[0].piece_id, "the ring's number")
    first = page.review.card.lines[0].id if page.review else 0
    page.checks.view.setFocus()
    while page.review and page.review.open_on(first):
        done = sum(check.done for check in page.review.checks)
        hands.key("Return")
        hands.until(lambda done=done: _done(page) > done, "the next check to be ticked")  # type: ignore[misc]
    page.mark_line(first)
    hands.until(lambda: page.back.shown is not None and page.back.shown.needed, "its read-back")
    hands.key("R")
    hands.find(ReasonSheet)
    hands.key("P", "Return")
    hands.until(lambda: page.back.shown is not None and page.back.shown.locked, "the lock")
    day.stage.picture("order-read-back")


def send_it_to_the_bench(day: Day) -> None:
    """F8 makes the job, F5 prints its bag."""
    hands = day.stage.hands
    page = day.page(OrderPage)
    hands.key("F8")
    hands.find(SendSheet)
    hands.key("Return")
    hands.until(lambda: page.review and page.review.card.lines[0].job_id, "the job")
    day.job_id = day.ask("SELECT id FROM job WHERE order_id = ?", day.order_id)
    hands.key("F5")
    day.printed("job_bag")


def _done(page: OrderPage) -> int:
    return sum(check.done for check in page.review.checks) if page.review else 0
