"""The insurer's question: what was it, where was it, worth what, when it was lost?"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.domain.past_moments import moment_of, parse_clock, parse_past_moment
from app.views.orders.review_sheets import FormSheet
from app.views.passport.passport_words import PassportWords
from app.views.widgets.field import ParsedField, check_all

NOON = 12 * 60


class LossSheet(FormSheet):
    """Asks when the loss was; answers with the moment (UTC ms)."""

    def __init__(
        self,
        host: QWidget,
        words: PassportWords,
        now: Callable[[], int],
        answer: Callable[[int], object],
    ) -> None:
        super().__init__(
            host,
            "When was it lost?",
            "Or stolen, or damaged. Where the moment is not known: the last one at which it was safe.",
            "Show that moment",
        )
        self._words, self._now, self._answer = words, now, answer
        settings = words.settings
        self.date = ParsedField(
            "Date of the loss",
            lambda text: parse_past_moment(text, words.today, locale=settings.locale),
            self._echo,
            required=True,
            hint="3 Nov, fri, yesterday",
        )
        self.time = ParsedField(
            "Time", parse_clock, lambda m: f"{m // 60:02d}:{m % 60:02d}", hint="end of that day"
        )
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(self.date, 2)
        row.addWidget(self.time, 1)
        self.body.addLayout(row)
        self.first = self.date.control

    def _echo(self, typed: tuple[date, int | None]) -> str:
        day, minutes = typed
        at = moment_of(day, NOON if minutes is None else minutes, self._words.settings.zone)
        words = self._words.long_moment(at)
        return words if minutes is not None else words.rpartition(" ")[0]

    def take(self) -> None:
        """Show what was known then."""
        if not check_all([self.date, self.time]):
            return
        typed = self.date.value
        assert typed is not None
        day, clock = typed
        minutes = self.time.value if clock is None else clock
        settings = self._words.settings
        at = moment_of(day, 24 * 60 - 1 if minutes is None else minutes, settings.zone)
        if at > self._now() + 60_000 and minutes is not None:  # the minute that runs has begun
            self.time.set_error("That time has not come yet. Type one up to now.")
            self.time.control.setFocus()
            return
        self.dismiss()
        self._answer(min(at, self._now()))
