"""Every page of the program, light and dark, with something on it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from app.tour.day import Day
from app.views.opening.sign_in import SignInPage
from app.views.pages import PAGES

if TYPE_CHECKING:
    from app.views.opening.start_window import StartWindow

THEMES = ("light", "dark")
"""To dress a window whose pages are all made takes seconds: the door begins as the pages ended."""


def show_every_page(day: Day) -> None:
    """Go to each page of the list and take its picture, first all in light, then all in dark."""
    stage = day.stage
    day.sign_in("mia")
    for theme in THEMES:
        stage.dress.set_mode(theme)
        for key, title, record_id in _stops(day):
            stage.place.window.navigate(key, record_id)
            stage.picture(key, title)


def _stops(day: Day) -> Iterator[tuple[str, str, int]]:
    """(page, title, record): a document page shows what the day has made."""
    clara = "SELECT id FROM party WHERE display = 'Clara Whitcombe'"
    safe = "SELECT id FROM place WHERE name = 'TRAY-07'"
    records = {
        "order": day.order_id,
        "job": day.job_id,
        "report": day.report_id,
        "compare": day.second_report_id,
        "passport": day.lived_id,
        "place_moment": day.ask(safe) or 0,
        "piece": day.piece_id,
        "document": day.document_id,
        "party": day.ask(clara) or 0,
        "place": day.ask(safe) or 0,
    }
    for spec in PAGES:
        yield spec.key, spec.title, records.get(spec.key, 0)


def show_the_door(day: Day) -> None:
    """The first page of all, and the page at which one signs in."""
    from app.views.opening.start_window import StartWindow

    stage = day.stage
    for theme in reversed(THEMES):
        stage.dress.set_mode(theme)
        stage.hands.key("Ctrl+L")
        stage.hands.find(SignInPage)
        stage.picture("sign-in", "Sign in")
        window: StartWindow = StartWindow(stage.pool, stage.kept, stage.folder / "none")
        window.show_welcome()
        window.resize(*stage.size)
        window.show()
        stage.picture("first-start", "First start", window)
        window.close()
        window.deleteLater()
        day.sign_in("mia")
