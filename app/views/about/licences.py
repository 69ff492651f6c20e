"""The licences of everything that Parure is made of."""

from __future__ import annotations

from PySide6.QtCore import Signal

from app.views.opening.frame import OpeningPage


class LicencesPage(OpeningPage):
    """The licences before there is a shop."""

    back = Signal()

    def __init__(self) -> None:
        super().__init__("Licences page", "Licences", "What Parure is made of.", wide=900)
