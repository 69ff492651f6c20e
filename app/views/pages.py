"""The list of pages, in the order of the navigation. A new page is one function and one line here.

A page's module is imported at its first visit: the window stands before most of them are loaded.
"""

from __future__ import annotations

from typing import Any

from app.views.frame.desk import Desk
from app.views.frame.page import Page, PageSpec


def _today(desk: Desk) -> Page:
    from app.views.today.page import TodayPage

    return TodayPage(desk)


def _jobs(desk: Desk) -> Page:
    from app.views.jobs.page import JobsPage

    return JobsPage(desk)


def _jobs_in_work(db: Any) -> int:
    from app.services.job_lists import job_counts

    return job_counts(db)["in_work"]


def _job(desk: Desk) -> Page:
    from app.views.jobs.job_page import JobPage

    return JobPage(desk)


def _scan(desk: Desk) -> Page:
    from app.views.scan.page import ScanPage

    return ScanPage(desk)


def _scanner(desk: Desk) -> Page:
    from app.views.scanner.page import ScannerPage

    return ScannerPage(desk)


def _place(desk: Desk) -> Page:
    from app.views.scan.place_page import PlacePage

    return PlacePage(desk)


def _people(desk: Desk) -> Page:
    from app.views.people.page import PeoplePage

    return PeoplePage(desk)


def _settings(desk: Desk) -> Page:
    from app.views.settings.page import SettingsPage

    return SettingsPage(desk)


def _wordings(desk: Desk) -> Page:
    from app.views.wordings.page import WordingsPage

    return WordingsPage(desk)


def _backup(desk: Desk) -> Page:
    from app.views.backup.page import BackupPage

    return BackupPage(desk)


def _together(desk: Desk) -> Page:
    from app.views.together.page import TogetherPage

    return TogetherPage(desk)


def _open_cases(db: Any) -> int:
    from app.services.counts import open_cases

    return open_cases(db)


def _about(desk: Desk) -> Page:
    from app.views.about.page import AboutPage

    return AboutPage(desk)


def _orders(desk: Desk) -> Page:
    from app.views.orders.page import OrdersPage

    return OrdersPage(desk)


def _order(desk: Desk) -> Page:
    from app.views.orders.review_page import OrderPage

    return OrderPage(desk)


def _orders_to_review(db: Any) -> int:
    from app.services.order_lists import view_counts

    return view_counts(db)["review"]


def _import(desk: Desk) -> Page:
    from app.views.imports.page import ImportPage

    return ImportPage(desk)


def _take_in(desk: Desk) -> Page:
    from app.views.take_in.page import TakeInPage

    return TakeInPage(desk)


def _pieces(desk: Desk) -> Page:
    from app.views.pieces.page import PiecesPage

    return PiecesPage(desk)


def _piece(desk: Desk) -> Page:
    from app.views.pieces.piece_page import PiecePage

    return PiecePage(desk)


def _passport(desk: Desk) -> Page:
    from app.views.passport.page import PassportPage

    return PassportPage(desk)


def _place_moment(desk: Desk) -> Page:
    from app.views.passport.place_page import PlaceMomentPage

    return PlaceMomentPage(desk)


def _parties(desk: Desk) -> Page:
    from app.views.parties.page import PartiesPage

    return PartiesPage(desk)


def _party(desk: Desk) -> Page:
    from app.views.parties.party_page import PartyPage

    return PartyPage(desk)


def _in_the_books(db: Any) -> int:
    from app.services.pieces import in_the_books

    return in_the_books(db)


def _in_intake(db: Any) -> int:
    from app.services.pieces import in_intake

    return in_intake(db)


def _reports(desk: Desk) -> Page:
    from app.views.reports.page import ReportsPage

    return ReportsPage(desk)


def _report(desk: Desk) -> Page:
    from app.views.reports.report_page import ReportPage

    return ReportPage(desk)


def _compare(desk: Desk) -> Page:
    from app.views.compare.page import ComparePage

    return ComparePage(desk)


def _report_drafts(db: Any, user_id: int) -> int:
    from app.services.counts import report_drafts

    return report_drafts(db, user_id)


def _documents(desk: Desk) -> Page:
    from app.views.documents.page import DocumentsPage

    return DocumentsPage(desk)


def _document(desk: Desk) -> Page:
    from app.views.documents.document_page import DocumentPage

    return DocumentPage(desk)


def _prints(desk: Desk) -> Page:
    from app.views.prints.page import PrintsPage

    return PrintsPage(desk)


def _designer(desk: Desk) -> Page:
    from app.views.designer.page import DesignerPage

    return DesignerPage(desk)


def _prints_need(db: Any) -> int:
    from app.services.counts import prints_needing_someone

    return prints_needing_someone(db)


PAGES: tuple[PageSpec, ...] = (
    PageSpec("today", "Today", "inbox", _today),
    PageSpec(
        "orders",
        "Orders",
        "clipboard-list",
        _orders,
        "",
        count=_orders_to_review,
        also="papers of an order, packing slips, receipts, gift receipts, invoices, credit notes,"
        " job bags, engraving, resize, ring size, refund, web shop, address labels, parcels",
    ),
    PageSpec("order", "Order", "clipboard-list", _order, None, under="orders"),
    PageSpec(
        "jobs",
        "Workshop",
        "hammer",
        _jobs,
        count=_jobs_in_work,
        also="job bags, repair tickets, bench, jobs, resize, engrave, goldsmith, setter",
    ),
    PageSpec("job", "Job", "hammer", _job, None, "jobs"),
    PageSpec(
        "take_in",
        "Take-in",
        "package-open",
        _take_in,
        count=_in_intake,
        also="consignment receipt, take-in receipt, repairs of a client's own pieces, receive, buy,"
        " consign, agreement, new piece",
    ),
    PageSpec(
        "reports",
        "Condition reports",
        "clipboard-check",
        _reports,
        own_count=_report_drafts,
        also="examine, damage, grading, compare, sign",
    ),
    PageSpec("report", "Condition report", "clipboard-check", _report, None, "reports"),
    PageSpec("compare", "Comparison", "columns-3", _compare, None, "reports"),
    PageSpec(
        "pieces",
        "Pieces",
        "gem",
        _pieces,
        "Stock",
        count=_in_the_books,
        also="print tags, price cards, other codes, alias, EAN, UPC, report numbers, damaged tag,"
        " hand-over, hand over, passport, price, value, worth, cost, lend, loan, memo, return,"
        " take back, hold, weigh, sell",
    ),
    PageSpec("piece", "Piece", "gem", _piece, None, "pieces"),
    PageSpec("passport", "Passport", "book-open", _passport, None, "pieces"),
    PageSpec(
        "scan",
        "Scan basket",
        "scan-line",
        _scan,
        "Stock",
        also="count a tray, command cards, move pieces, roll of unused tags, transfer list,"
        " camera, codes from a picture, barcodes",
    ),
    PageSpec(
        "scanner",
        "Scanner",
        "scan-barcode",
        _scanner,
        None,
        "settings",
        command="Set the scanner up and try it",
        also="command cards, barcode scanner, self test, set-up sheet, serial port, prefix, suffix",
    ),
    PageSpec(
        "place",
        "Places",
        "map-pin",
        _place,
        "Stock",
        also="location labels, labels of places, count sheet, stock count, safes, trays, vitrines",
    ),
    PageSpec(
        "place_moment",
        "What was where",
        "history",
        _place_moment,
        None,
        "place",
        command="Ask what was where at a moment",
    ),
    PageSpec(
        "prints",
        "Tags and printing",
        "printer",
        _prints,
        "Stock",
        count=_prints_need,
        also="printers, find printers, queue, labels, reprint, test tag, re-tag list, retag, rules,"
        " Zebra, Dymo, Brother, folder",
    ),
    PageSpec(
        "designer",
        "Tag designer",
        "tags",
        _designer,
        None,
        "prints",
        command="Design the tags",
        also="templates, label design, measure my roll, rolls, stock, ruler, export template,"
        " import template",
    ),
    PageSpec(
        "parties",
        "Clients",
        "users",
        _parties,
        "Desk",
        also="customers, consignors, suppliers, contacts, address book, identity paper",
    ),
    PageSpec("party", "Client", "users", _party, None, "parties"),
    PageSpec(
        "documents",
        "Documents",
        "file-text",
        _documents,
        "Desk",
        also="papers, receipts, invoices, packing slips, print again, e-mail a paper, email",
    ),
    PageSpec("document", "Document", "file-text", _document, None, "documents"),
    PageSpec(
        "import", "Import", "upload", _import, "Desk", also="Shopify, CSV, web shop, upload, orders"
    ),
    PageSpec("people", "People", "users", _people, "Shop", also="staff, badges, passwords, roles"),
    PageSpec(
        "settings",
        "Settings",
        "settings",
        _settings,
        "Shop",
        also="preferences, options, devices, scales, wordings, printers",
    ),
    PageSpec(
        "wordings",
        "Wordings",
        "feather",
        _wordings,
        None,
        under="settings",
        command="Word the statements on papers",
        also="terms, texts, legal, languages",
    ),
    PageSpec(
        "together",
        "Together",
        "share-2",
        _together,
        "Shop",
        count=_open_cases,
        also="sync, other PCs, network, hub, conflicts, cases",
    ),
    PageSpec(
        "backup",
        "Backup",
        "hard-drive",
        _backup,
        "Shop",
        also="restore, copy, save, stick, export everything",
    ),
    PageSpec("about", "About", "info", _about, "Shop", also="version, licences, help, logs"),
)
"""Every page of the program. ``section`` None: reached from its list and not from the navigation."""
