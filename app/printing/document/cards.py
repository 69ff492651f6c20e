"""What stands on cards that are cut from a sheet: prices, commands, places, badges of the staff."""

from __future__ import annotations

from dataclasses import dataclass

from app.printing.document.content import Company, Made, PaperHead

PRICES, COMMANDS, PLACES, BADGES = "pricecard-1", "command-1", "place-1", "badge-1"


@dataclass(frozen=True)
class PriceCard:
    """A card beside a piece in the vitrine; ``price_minor`` None says "on request"."""

    title: str
    code: str
    detail: str = ""
    number: str = ""
    price_minor: int | None = None
    currency: str = ""
    note: str = ""


@dataclass(frozen=True)
class PriceCards(PaperHead):
    """A sheet of price cards, in the order in which they are cut."""

    cards: tuple[PriceCard, ...]
    template: str = PRICES


@dataclass(frozen=True)
class CommandCards(PaperHead):
    """Cards that are scanned in place of a key: names of ``domain.codes.COMMANDS`` (OUT, LOOK 3)."""

    commands: tuple[str, ...]
    template: str = COMMANDS


@dataclass(frozen=True)
class PlaceLabel:
    """A label on a safe, vitrine or tray: its name, what it is called, where it stands."""

    name: str
    code: str
    title: str = ""
    path: str = ""


@dataclass(frozen=True)
class PlaceLabels(PaperHead):
    """A sheet of labels of places."""

    labels: tuple[PlaceLabel, ...]
    template: str = PLACES


@dataclass(frozen=True)
class StaffBadge:
    """A person's badge. ``digits`` are 20 random ones that open a locked session: they are a secret and
    stand on the card alone."""

    name: str
    digits: str
    role: str = ""
    initials: str = ""


@dataclass(frozen=True)
class StaffBadges:
    """A sheet of badges. It is never stored: whoever had the content had the badges."""

    company: Company
    made: Made
    badges: tuple[StaffBadge, ...]
    template: str = BADGES
