"""A picture from the phone that is still being kept when its sheet has gone."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from app.views.photos import phone_sheet
from app.views.reports.report_page import ReportPage
from tests.conftest import PATIENCE_S
from tests.views.evidence_fixtures import picture
from tests.views.photos.test_photo_ways import HERE, phone
from tests.views.photos.test_photo_ways import page as page


def test_picture_is_kept_and_the_phone_told_though_the_sheet_has_gone(
    qtbot: QtBot, page: ReportPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    began, go_on = threading.Event(), threading.Event()
    own = phone_sheet.keep_photos

    def slowly(*about: Any) -> Any:
        began.set()
        go_on.wait(PATIENCE_S)
        return own(*about)

    monkeypatch.setattr(phone_sheet, "keep_photos", slowly)
    sheet = phone(page, [HERE])
    served = sheet.page
    assert served is not None
    told: list[bool] = []
    thread = threading.Thread(target=lambda: told.append(served.take(picture(), "IMG_1.jpg")))
    thread.start()
    qtbot.waitUntil(began.is_set)
    sheet.dismiss()
    qtbot.waitUntil(lambda: not isValid(sheet))
    go_on.set()
    thread.join()
    assert told == [True]
