"""Attaching the other side's report: the file, whose it is, what it says of weight and stones."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from app.domain.dates import full_date
from app.domain.errors import FileError, StateError, UserError
from app.domain.past_moments import parse_past_day
from app.domain.their_findings import parse_findings
from app.services.report_form import OtherSide
from app.services.report_other_side import LARGEST_BYTES, keep_other_side
from app.views.bug_report import BugReport
from app.views.widgets.field import TextField, WeightField, WholeField
from app.views.widgets.parsed_field import ParsedField
from app.views.widgets.sheet import Sheet

if TYPE_CHECKING:
    from app.views.reports.report_page import ReportPage

FILES = "Reports (*.pdf *.jpg *.jpeg *.png *.webp *.tif *.tiff *.heic)"


class OtherSideSheet(Sheet):
    """What stands in a report that was made elsewhere, as far as it is to be compared."""

    def __init__(self, page: ReportPage, kept: OtherSide) -> None:
        super().__init__(
            page.desk.frame.host(),
            "The other side’s report",
            f"“{kept.title}” is kept as it came. Type what it says, to have it compared with yours.",
            width=460,
        )
        self._page, self._kept = page, kept
        self.by = TextField("Made by", hint="Lumen Magazine", name="by")
        settings = page.desk.settings
        self.day = ParsedField(  # what they wrote lies behind us: "3 Dec" in November was last year
            "Dated",
            lambda text: parse_past_day(
                text,
                date.fromisoformat(settings.today()),
                locale=settings.locale,
                field="made_on",
            ),
            lambda day: full_date(day, settings.locale),
            shown=lambda day: day.isoformat(),
            hint="3 Nov, fri, yesterday",
            name="made_on",
        )
        self.weight = WeightField("Its weight", name="weight")
        self.stones = WholeField("Its count of stones", 0, 100_000, name="stones")
        self.findings = ParsedField(
            "Its findings", parse_findings, hint="PR-3 prong worn; SHK-B scratch", name="findings"
        )
        self.words = TextField("What it says else", name="words")
        for field in (self.by, self.day, self.weight, self.stones, self.findings, self.words):
            self.body.addWidget(field)
        self.add_way("Cancel", key="Esc")
        self.add_way("Attach the report", self.take, "primary", key="Return", closes=False)
        self.closed.connect(self.deleteLater)

    def take(self) -> None:
        """Put it on the report; a field that is wrong says so."""
        fields = (self.day, self.weight, self.stones, self.findings)
        if not all(field.check() for field in fields if field.text.strip()):
            return
        day = self.day.value
        one = replace(
            self._kept,
            by=self.by.text.strip(),
            made_on=day.isoformat() if day else "",
            weight_mg=self.weight.value,
            stones=self.stones.value,
            findings=self.findings.text.strip(),
            words=self.words.text.strip(),
        )
        writing = self._page.writing
        self.dismiss()
        writing.change("report of the other side", other_side=(*writing.form.other_side, one))


class Attaching(QObject):
    """Takes a file in beside the window, then asks what stands in it."""

    def __init__(self, page: ReportPage) -> None:
        super().__init__(page)
        self._page = page
        self._piece_id = 0

    def ask(self) -> None:
        """Have the file chosen."""
        path, _ = QFileDialog.getOpenFileName(self._page, "The other side’s report", "", FILES)
        if path:
            self.take(Path(path))

    def take(self, path: Path) -> None:
        """Keep this file."""
        shop = self._page.desk.shop
        piece = self._page.writing.piece
        self._piece_id = piece.id if piece else 0

        def keep(_job: object) -> OtherSide:
            try:
                with path.open("rb") as file:
                    data = file.read(LARGEST_BYTES + 1)
            except OSError as error:
                raise FileError(
                    "The file cannot be read", f"“{path.name}” cannot be read.", "Copy it here."
                ) from error
            return keep_other_side(shop, data, path.name)

        self._page.desk.start(keep, self._on_kept, self._on_failed, title="Attach a report")

    def _on_kept(self, kept: OtherSide) -> None:
        piece = self._page.writing.piece
        if piece is None or piece.id != self._piece_id or not self._page.editable:
            refused = StateError(
                "Report not attached",
                f"“{kept.title}” was read for a report that is no longer open here.",
                "Open that report and attach the file again.",
            )
            self._page.show_refusal(refused)
            return
        OtherSideSheet(self._page, kept).open()

    def _on_failed(self, error: UserError | BugReport) -> None:
        if isinstance(error, UserError):
            self._page.show_refusal(error)
