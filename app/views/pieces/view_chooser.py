"""Saying which view a photo shows that is with the piece already."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QWidget

from app.domain.letters import folded
from app.domain.vocabulary import VIEWS
from app.services.piece_parts import PhotoLine
from app.views.frame.chooser import Chooser
from app.views.frame.entries import Entry
from app.views.widgets.sheet import Sheet

Take = Callable[[int, str, bool], object]
"""What is done: the photo's ``attached_id``, the view ("" for none), whether it is so instead of others."""


class ViewChooser(Chooser):
    """The views by a few letters, those that no photo shows yet first.

    Where another photo shows the chosen one it is asked whether both do: no photo loses its view
    without a word.
    """

    def __init__(
        self,
        host: QWidget,
        photos: Sequence[PhotoLine],
        at: int,
        wanted: Sequence[str],
        take: Take,
    ) -> None:
        name = f"Photo {at + 1} of {len(photos)} shows"
        super().__init__(host, name, "Which view: top, front, hallmark …")
        self._host, self._photos, self._at, self._take = host, photos, at, take
        self._wanted = wanted
        self._views = [*wanted, *(view for view in VIEWS.codes if view not in wanted)]
        self.closed.connect(self.deleteLater)

    def entries_for(self, text: str) -> Sequence[Entry]:
        role = self._photos[self._at].role
        found = [
            Entry(VIEWS.title(view), "camera", self._detail(view), run=partial(self._chosen, view))
            for view in self._views
            if view != role and folded(VIEWS.word(view)).startswith(folded(text))
        ]
        if role and not text:
            now = f"it shows the {VIEWS.word(role)} now"
            found.append(Entry("No view", "x", now, run=partial(self._chosen, "")))
        self.note.setText("" if found else "No other view begins so")
        return found

    def _others(self, view: str) -> list[int]:
        """The numbers of the other photos that show a view."""
        shown = enumerate(self._photos, 1)
        return [n for n, one in shown if one.role == view and n != self._at + 1]

    def _detail(self, view: str) -> str:
        others = self._others(view)
        if others:
            return f"shown by {_photos(others)}"
        return "no photo shows it yet" if view in self._wanted else ""

    def _chosen(self, view: str) -> None:
        photo, others = self._photos[self._at].attached_id, self._others(view) if view else []
        if not others:
            self._take(photo, view, False)
            return
        word, which = VIEWS.word(view), _photos(others)
        shows = "shows" if len(others) == 1 else "show"
        sheet = Sheet(
            self._host,
            f"{which[:1].upper()}{which[1:]} {shows} the {word} already",
            f"Both can be {word} views, an older and a newer one. If this one takes its place, "
            f"{which} {'has' if len(others) == 1 else 'have'} no view from then on, and stays.",
            width=460,
        )
        sheet.closed.connect(sheet.deleteLater)
        sheet.add_way("Cancel", key="Esc")
        sheet.add_way("This one instead", partial(self._take, photo, view, True), key="Alt+I")
        sheet.add_way("Both show it", partial(self._take, photo, view, False), "primary",
                      key="Return")  # fmt: skip
        sheet.open()


def _photos(numbers: Sequence[int]) -> str:
    """ "photo 1", "photos 1 and 3"."""
    if len(numbers) == 1:
        return f"photo {numbers[0]}"
    *first, last = (str(one) for one in numbers)
    return f"photos {', '.join(first)} and {last}"
