"""Where a paper comes from: a stored document, a signed report, a draft; drawn beside the window."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from app.services.documents import Paper, document_paper, report_preview, report_sheet
from app.services.print_jobs import reading
from app.services.report_form import ReportForm
from app.shop import Shop
from app.views.frame.desk import Desk


@dataclass(frozen=True)
class PaperSource:
    """``draw`` makes the paper (in a worker thread). ``kind`` and ``record_id`` are what is printed
    and reprinted: "document", "report", or "" for a draft, which is only looked at."""

    draw: Callable[[], Paper]
    kind: str = ""
    record_id: int = 0

    @classmethod
    def document(cls, desk: Desk, document_id: int) -> PaperSource:
        """A stored document."""
        shop = desk.shop
        return cls(lambda: _document(shop, document_id), "document", document_id)

    @classmethod
    def report(cls, desk: Desk, report_id: int) -> PaperSource:
        """A signed condition report."""
        shop = desk.shop
        return cls(lambda: _report(shop, report_id), "report", report_id)

    @classmethod
    def draft(cls, desk: Desk, piece_id: int, form: ReportForm, version_of: int = 0) -> PaperSource:
        """How a report would look if it were signed now; ``version_of``: what it corrects."""
        shop, actor = desk.shop, desk.session.actor

        def draw() -> Paper:
            with reading(shop) as db:
                return report_preview(db, shop.files, actor, piece_id, form, version_of)

        return cls(draw)


def _document(shop: Shop, document_id: int) -> Paper:
    with reading(shop) as db:
        return document_paper(db, shop.files, document_id)


def _report(shop: Shop, report_id: int) -> Paper:
    with reading(shop) as db:
        return report_sheet(db, shop.files, report_id)
