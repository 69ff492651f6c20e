"""The commands for looking closely at photos, the same on every page that shows them large."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from app.views.frame.page import Page
from app.views.reports.looking import Looking


def declare_looking(
    page: Page, looking: Looking, show_panel: Callable[[], object], on: QWidget
) -> None:
    """Declare them; their keys work while ``on`` has the focus."""
    for words, run, key, icon in (
        ("Lay the loupe on the photo, or take it away", looking.toggle_loupe, "Z", "search"),
        ("Show light and contrast for viewing", show_panel, "V", "sun"),
        ("View the photos brighter", partial(looking.brighten, 1), ".", "sun"),
        ("View the photos darker", partial(looking.brighten, -1), ",", "moon"),
        ("View with more contrast", partial(looking.harden, 1), "Ctrl+.", "circle-dot"),
        ("View with less contrast", partial(looking.harden, -1), "Ctrl+,", "circle-dot"),
        ("Set the white right: click a grey point", looking.pick_grey, "W", "crosshair"),
        ("View the photos as they are", looking.reset, "Backspace", "rotate-ccw"),
    ):
        page.command(words, run, key, icon=icon, on=on)
    looking.told.connect(page.say)
