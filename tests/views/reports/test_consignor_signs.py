"""Whoever consigned the piece signs under a name that is known already."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from app.services.signatures import CONSIGNOR
from app.views.reports.report_page import ReportPage
from app.views.reports.sign_sheet import SignSheet


def test_the_consignors_name_stands_in_their_sheet(qtbot: QtBot, page: ReportPage) -> None:
    page.writing.ownership, page.writing.owner = "consigned_in", "Clara Whitcombe"
    page.writing.change("reason", reason="take_in")
    for role, name in ((CONSIGNOR, "Clara Whitcombe"), ("client", "")):
        page.signing.ask(role)
        sheet = page.window().findChildren(SignSheet)[-1]
        assert sheet.name.text == name
        sheet.dismiss()
        qtbot.waitUntil(lambda: not page.window().findChildren(SignSheet))
