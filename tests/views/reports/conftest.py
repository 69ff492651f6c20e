"""The ring, its house and its window for these pages."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from app.views.frame.window import MainWindow
from app.views.reports.report_page import ReportPage
from tests.views.evidence_fixtures import evidence_window as evidence_window
from tests.views.evidence_fixtures import keys as keys
from tests.views.evidence_fixtures import print_folder as print_folder
from tests.views.evidence_fixtures import ring as ring
from tests.views.reports.hand_over_hand import rings as rings
from tests.views.reports.writing_hand import opened


@pytest.fixture
def page(qtbot: QtBot, evidence_window: MainWindow, ring: int) -> ReportPage:
    """A new report of the ring, its photo in sight."""
    return opened(qtbot, evidence_window, ring)
