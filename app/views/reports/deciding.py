"""What stops goes on by a manager alone, in words: the clerk types them, the manager confirms."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from app.domain.actors import Actor
from app.domain.permissions import allowed
from app.views.frame.desk import Desk
from app.views.widgets.field import TextField
from app.views.widgets.second_person import SecondPersonSheet
from app.views.widgets.sheet import Sheet

DECIDES = "report.approve"


class DecideSheet(Sheet):
    """Why it may pass. ``run(words, second)``: the second person is None where the clerk may decide."""

    def __init__(
        self, desk: Desk, sentence: str, run: Callable[[str, Actor | None], object]
    ) -> None:
        super().__init__(desk.frame.host(), "A manager decides", sentence, width=460)
        self._desk, self._run, self._why = desk, run, sentence
        self.words = TextField("Why it may pass", required=True, name="decision")
        self.words.input.entered.connect(self.take)
        self.body.addWidget(self.words)
        self.add_way("It stays here", key="Esc")
        self.add_way("Let it pass", self.take, "primary", key="Return", closes=False)
        self.closed.connect(self.deleteLater)

    def take(self) -> None:
        """Go on with the words; a manager is asked for where the clerk is none."""
        if not self.words.check():
            return
        words = self.words.text.strip()
        decided = partial(self._decided, words)
        if allowed(self._desk.session.roles, DECIDES):
            decided(None)
        else:  # over this one: whoever gives up there comes back to their words
            SecondPersonSheet(self._desk, self._why, DECIDES, decided, words).open()

    def _decided(self, words: str, second: Actor | None) -> None:
        self.dismiss()
        self._run(words, second)
