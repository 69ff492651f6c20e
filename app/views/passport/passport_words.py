"""How a passport writes moments and what stands for each kind of event."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache

from babel.dates import format_date

from app.domain.dates import day_of, local_time, long_date, medium_date, short_date
from app.domain.decimals import locale_of
from app.domain.vocabulary import VIEWS
from app.services.passport_events import PassportEvent
from app.services.passport_moment import Moment, PhotoThen
from app.services.passport_way import HOUSE, NOBODY, named
from app.views.pieces.piece_words import PieceWords

ICONS: dict[str, tuple[str, str]] = {
    "move": ("truck", "warn"),
    "state": ("package-open", "info"),
    "quality": ("shield-check", "ok"),
    "price": ("coins", "vio"),
    "weight": ("scale", "neutral"),
    "photo": ("camera", "neutral"),
    "report": ("clipboard-check", "info"),
    "tag": ("barcode", "neutral"),
    "printed": ("printer", "neutral"),
    "handed_out": ("printer", "neutral"),
    "edit": ("pencil", "neutral"),
    "note": ("sticky-note", "neutral"),
    "document": ("file-text", "neutral"),
    "item": ("handshake", "warn"),
    "line": ("clipboard-list", "info"),
    "job": ("hammer", "vio"),
    "stage": ("hammer", "vio"),
    "case": ("triangle-alert", "bad"),
}
"""By kind of event: its sign and its tone."""


_OF_ANOTHER = frozenset({"item", "line", "job"})
"""Kinds of event that are steps of something about the piece, not of the piece."""
CLOCK_OFF_MS = 3_600_000
"""A PC whose clock was so far from the order of what happened is named for it."""


@dataclass(frozen=True)
class PassportWords(PieceWords):
    """Moments of a life, short in the list and long for whoever hears them."""

    def day_at(self, at_ms: int) -> date:
        """The day of a moment in the shop's zone."""
        return day_of(at_ms, self.settings.zone)

    def long_moment(self, at_ms: int) -> str:
        """ "17 November 2026 16:00"."""
        day = day_of(at_ms, self.settings.zone)
        return f"{long_date(day, self.settings.locale)} {self.clock(at_ms)}"

    def photo_words(self, photo: PhotoThen) -> str:
        """ "Top, taken Nov 3, 2026"; where no camera told the day, when it was put with the piece."""
        if not photo.sha256:
            return ""
        day = medium_date(self.day_at(photo.at), self.settings.locale)
        said = f"taken {day}" if photo.taken else f"put with the piece {day}"
        words = f"{VIEWS.word(photo.view)}, {said}" if photo.view else said
        return words[:1].upper() + words[1:]

    def month(self, at_ms: int) -> str:
        """ "November 2026"."""
        day = day_of(at_ms, self.settings.zone)
        return _month_name(day.year, day.month, self.settings.locale)

    def in_month(self, at_ms: int) -> str:
        """ "16 Nov 16:05": in the list the month's name over it says the year."""
        day = day_of(at_ms, self.settings.zone)
        return f"{short_date(day, self.settings.locale)} {self.clock(at_ms)}"

    def week_day(self, at_ms: int) -> str:
        """ "Tue 17 Nov 2026", as the field of the date shows it."""
        local = local_time(at_ms, self.settings.zone)
        name = format_date(local.date(), "EEE", locale=locale_of(self.settings.locale))
        words = self.day(local.date())
        year = "" if words.endswith(str(local.year)) else f" {local.year}"
        return f"{name} {words}{year}"

    def in_hands(self, moment: Moment) -> str:
        """ "in the hands of Noor Beaumont since 16 Nov 16:05"."""
        since = f" since {self.moment(moment.since)}" if moment.since else ""
        if not moment.hands:
            return ""
        if moment.code in ("gone", "transit"):
            return f"{moment.hands[:1].lower()}{moment.hands[1:]}{since}"
        if named(moment.hands, moment.place, moment.code) == NOBODY:
            return f"nobody named{since}"  # it lay there, and no one answered for it by name
        if moment.hands == HOUSE:
            return f"in the house’s own hands{since}"
        return f"in the hands of {moment.hands.removeprefix(f'{HOUSE}, ')}{since}"

    def headline(self, event: PassportEvent) -> str:
        """What happened, from → to."""
        if event.before and event.what == event.after:
            return f"{event.what}, was {event.before[:1].lower()}{event.before[1:]}"
        between = ": " if event.kind in _OF_ANOTHER else " "  # a step of its order, not its own
        return between.join(part for part in (event.what, event.is_of) if part)

    def under(self, event: PassportEvent) -> str:
        """What else is said of it: paper, detail, who confirmed it."""
        back = "takes back an earlier one" if event.counter_of else ""
        back = "taken back later" if event.taken_back_by else back
        second = f"confirmed by {event.second}" if event.second else ""
        off = abs(event.at - event.moment) > CLOCK_OFF_MS
        clock = f"that PC’s clock said {self.moment(event.at)}" if off else ""
        parts = (
            event.paper,
            event.detail,
            clock,
            back,
            f"by {event.who}" if event.who else "",
            second,
        )
        return " · ".join(part for part in parts if part)

    def spoken(self, event: PassportEvent) -> str:
        """ "Event 16 Nov 16:05 handed to Lumen Magazine, by Jonas Sørensen"."""
        way = " to ".join(part for part in (event.before, event.after) if part)
        what = " ".join(part for part in (event.what, way) if part)
        said = f"Event {self.moment(event.moment)} {what[:1].lower()}{what[1:]}"
        return ", ".join(part for part in (said, *self.under(event).split(" · ")) if part)


@cache
def _month_name(year: int, month: int, locale: str) -> str:
    return str(format_date(date(year, month, 1), "LLLL y", locale=locale_of(locale)))
