"""The hub knows another PC by this one's name, or this one no more: asked at the next start."""

from __future__ import annotations

from app.domain.changes import Changes
from app.services import pcs
from app.shop import Shop
from app.views.frame.desk import Desk
from app.views.widgets.sheet import Sheet

KINDS = (
    "TwinError",
    "UnknownPcError",
    "RevokedError",
    "BehindError",
    "DivergedError",
    "NewKeyError",
)
"""The troubles that it is the way out of."""


class CopySheet(Sheet):
    """Says what happens next, and closes Parure for it."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            desk.frame.host(),
            "This PC must find its place again",
            "Its data was copied or restored, it was away for long, or the others have shut it out."
            " Start Parure again: it asks which, and what is to be done. All work that it has not sent"
            " stays, and is sent then.",
            width=480,
        )
        self._desk = desk
        self.add_way("Not now", key="Esc")
        self.add_way("Close Parure", self._on_close, "primary", closes=False)
        self.closed.connect(self.deleteLater)

    def _on_close(self) -> None:
        self._desk.writer.run(_ask_again, self._on_asked, doing="asking again")

    def _on_asked(self, _changes: Changes) -> None:
        self._desk.frame.host().window().close()


def _ask_again(shop: Shop) -> Changes:
    pcs.ask_again(shop)
    return Changes()
