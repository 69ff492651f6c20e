"""A code or a figure says in words what it means to whoever rests on it."""

from __future__ import annotations

from PySide6.QtWidgets import QToolButton

from app.views.reports.report_page import ReportPage
from tests.views.evidence_fixtures import click


def test_places_and_severities_are_explained_on_hover(page: ReportPage) -> None:
    click(page.canvas, 0.3, 0.6)
    editor = page.findings.editor
    assert editor is not None
    said = {one.text(): one.toolTip() for one in editor.findChildren(QToolButton)}
    assert said["GAL"] == "GAL, gallery"
    assert said["SHO-L"] == "SHO-L, left shoulder"
    assert said["4"] == "4 at risk"
