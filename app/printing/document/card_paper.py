"""Cards that are cut from a sheet, A4 or Letter: prices, commands, places, badges."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from app.domain.codes import COMMAND_CODES, spaced
from app.printing.document import figures, layout
from app.printing.document.cards import (
    CommandCards,
    PlaceLabel,
    PlaceLabels,
    PriceCard,
    PriceCards,
    StaffBadge,
    StaffBadges,
)
from app.printing.document.figures import Photos
from app.printing.document.ink import ACCENT, FAINT, MUTED
from app.printing.document.letterhead import MARGINS
from app.printing.document.sheet import CENTRE, RIGHT, Sheet
from app.printing.document.wording import Labels
from app.printing.document.words import fitted, parted_at_signs, too_long, width_of, wrapped
from app.printing.lettering import BOLD, MEDIUM, REGULAR, SEMIBOLD
from app.printing.paper import PT_PER_MM

NO_PHOTOS: Photos = {}
T = TypeVar("T")
Box = tuple[float, float, float, float]
PRICE_MM, COMMAND_MM, PLACE_MM, BADGE_MM = (85.0, 50.0), (85.6, 54.0), (62.0, 29.0), (85.6, 54.0)
"""Width and height of a card, mm; commands and badges are as large as a bank card."""


def render_price_cards(cards: PriceCards, photos: Photos = NO_PHOTOS, *, copy: int = 0) -> bytes:
    """The price cards as PDF."""
    labels = Labels("cards", cards.made.language)
    sheet = layout.begin(cards, labels, labels["prices"], copy=copy)

    def draw(card: PriceCard, box: Box) -> None:
        _price_card(sheet, labels, card, cards.company.name, box)

    _grid(sheet, cards.cards, PRICE_MM, draw)
    return sheet.finish()


def render_command_cards(
    cards: CommandCards, photos: Photos = NO_PHOTOS, *, copy: int = 0
) -> bytes:
    """The command cards as PDF; ValueError for a command that there is not."""
    labels = Labels("cards", cards.made.language)
    unknown = [name for name in cards.commands if name not in COMMAND_CODES]
    if unknown:
        raise ValueError(f"no such command: {unknown[0]!r}")
    sheet = layout.begin(cards, labels, labels["commands"], copy=copy)

    def draw(name: str, box: Box) -> None:
        _command_card(sheet, labels, name, box)

    _grid(sheet, cards.commands, COMMAND_MM, draw)
    return sheet.finish()


def render_place_labels(places: PlaceLabels, photos: Photos = NO_PHOTOS, *, copy: int = 0) -> bytes:
    """The labels of places as PDF."""
    labels = Labels("cards", places.made.language)
    sheet = layout.begin(places, labels, labels["places"], copy=copy)

    def draw(label: PlaceLabel, box: Box) -> None:
        _place_label(sheet, label, box)

    _grid(sheet, places.labels, PLACE_MM, draw)
    return sheet.finish()


def render_staff_badges(badges: StaffBadges) -> bytes:
    """The badges as PDF. It carries no number and no digest: a digest would help to guess the digits."""
    labels = Labels("cards", badges.made.language)
    sheet = Sheet(
        badges.made,
        title=labels["badges"],
        author=badges.company.name,
        paper=badges.made.paper if badges.made.paper in ("a4", "letter") else "a4",
        margins=MARGINS,
    )
    sheet.frame(lambda on: None, lambda on: _badge_foot(on, badges, labels))
    sheet.next_page()

    def draw(badge: StaffBadge, box: Box) -> None:
        _badge(sheet, badge, badges.company.name, box)

    _grid(sheet, badges.badges, BADGE_MM, draw)
    return sheet.finish()


def _grid(
    sheet: Sheet, cards: Sequence[T], size_mm: tuple[float, float], draw: Callable[[T, Box], None]
) -> None:
    """The cards side by side with lines to cut along, over as many pages as they need."""
    width, height = size_mm[0] * PT_PER_MM, size_mm[1] * PT_PER_MM
    across = max(1, int(sheet.inner // width))
    left = sheet.left + (sheet.inner - across * width) / 2
    for at in range(0, len(cards), across):
        sheet.need(height)
        for place, card in enumerate(cards[at : at + across]):
            x = left + place * width
            sheet.box(x, sheet.y, width, height, radius=0, stroke=FAINT, line=0.35)
            draw(card, (x, sheet.y, width, height))
        sheet.y += height


def _price_card(sheet: Sheet, labels: Labels, card: PriceCard, house: str, box: Box) -> None:
    x, y, width, height = box
    pad = 12.0
    size = fitted(house, width - 2 * pad - 14, SEMIBOLD, 6.6, 3.5)
    figures.gem(sheet, x + pad, y + pad - 1, 8)
    sheet.text(x + pad + 13, y + pad + 6, house, size=size, face=SEMIBOLD, colour=MUTED)
    room = width - 2 * pad
    end = _stack(sheet, x + pad, y + 36, room, card.title, (12.0, 10.0, 8.0), BOLD, 2)
    detail = "\n".join(filter(None, (card.detail, card.note)))
    _stack(sheet, x + pad, end + 1, room, detail, (7.6, 6.6, 5.6, 4.6), REGULAR, 4)
    side = 30.0
    foot = y + height - pad
    figures.matrix(sheet, card.code, x + pad, foot - side, side)
    sheet.text(x + pad + side + 6, foot, spaced(card.code), size=6, colour=MUTED)
    if card.number:
        small = fitted(card.number, room - side - 8, REGULAR, 6, 3)
        sheet.text(x + pad + side + 6, foot - 8, card.number, size=small, colour=MUTED)
    said = labels["on_request"]
    if card.price_minor is not None:
        said = f"{card.currency} {sheet.local.amount(card.price_minor, card.currency)}".strip()
    size = fitted(said, room - side - 74, BOLD, 15, 6)
    sheet.text(x + width - pad, foot, said, size=size, face=BOLD, align=RIGHT)


def _command_card(sheet: Sheet, labels: Labels, name: str, box: Box) -> None:
    """The command large, what it does, its bar code and digits."""
    x, y, width, height = box
    code = COMMAND_CODES[name]
    family, _, which = name.partition(" ")
    title = labels.get(f"do_{family}", family).format(which=which)
    words = labels.get(f"say_{family}", "").format(which=which)
    size = fitted(title, width - 24, BOLD, 21, 9)
    sheet.text(x + width / 2, y + 32, title, size=size, face=BOLD, align=CENTRE)
    lines = wrapped(words, width - 28, REGULAR, 7.4)
    sheet.lines(x + width / 2, y + 46, lines[:3], size=7.4, colour=MUTED, align=CENTRE)
    wide = 176.0
    figures.bars(sheet, code, x + (width - wide) / 2, y + height - 66, wide, 42)
    said = f"{spaced(code)}  ·  {name.replace('_', ' ')}"
    sheet.text(x + width / 2, y + height - 12, said, size=7.4, face=MEDIUM, align=CENTRE)


def _place_label(sheet: Sheet, label: PlaceLabel, box: Box) -> None:
    x, y, width, height = box
    side = 50.0
    figures.matrix(sheet, label.code, x + 10, y + (height - side) / 2 - 4, side)
    sheet.text(x + 10 + side / 2, y + height - 6, spaced(label.code), size=5.6, align=CENTRE)
    left, room = x + side + 20, width - side - 28
    large = (17.0,) if width_of(label.name, BOLD, 17.0) <= room else ()  # in one line, or smaller
    end = _stack(sheet, left, y + 25, room, label.name, (*large, 13.0, 10.0, 7.0), BOLD, 2)
    end = _stack(sheet, left, end + 1, room, label.title, (8.0, 7.0, 6.0), MEDIUM, 2)
    _stack(sheet, left, end + 1, room, label.path, (6.0, 5.0, 4.2), REGULAR, 2)


def _badge(sheet: Sheet, badge: StaffBadge, house: str, box: Box) -> None:
    x, y, width, height = box
    figures.gem(sheet, x + 14, y + 13, 11)
    size = fitted(house, width - 50, SEMIBOLD, 8, 4)
    sheet.text(x + 31, y + 22, house, size=size, face=SEMIBOLD, colour=ACCENT)
    end = _stack(sheet, x + 14, y + 54, width - 28, badge.name, (17.0, 13.0, 10.0), BOLD, 2)
    _stack(sheet, x + 14, end - 1, width - 28, badge.role, (8.4, 7.0, 6.0), REGULAR, 1)
    wide = width - 40
    figures.bars(sheet, badge.digits, x + 20, y + height - 46, wide, 32)


def _badge_foot(sheet: Sheet, badges: StaffBadges, labels: Labels) -> None:
    y = sheet.height - 46
    made = f"{sheet.local.moment(badges.made.at)} ({sheet.local.iso_day(badges.made.at)})"
    prepared = labels.say("prepared_by", who=badges.made.by)
    template = labels.say("template", template=badges.template)
    said = " · ".join((made, prepared, template, badges.made.language))
    size = fitted(said, sheet.inner - 70, REGULAR, 7, 3)
    sheet.text(sheet.left, y + 12, said, size=size, colour=MUTED)
    sheet.text(sheet.left, y + 22, labels["badge_note"], size=7, colour=MUTED)
    sheet.page_count(sheet.right, y + 12, labels["page"], 7, MUTED)


def _stack(
    sheet: Sheet,
    x: float,
    y: float,
    width: float,
    text: str,
    sizes: Sequence[float],
    face: str,
    most: int,
) -> float:
    """A text in at most so many lines, smaller if need be; refused where the smallest does not fit.

    A word is made a step smaller rather than torn, then parted at its own signs ("EVENT-" and "MIA"),
    and only where that does not help either anywhere.
    """
    if not text:
        return y
    whole = [(size, _whole(text, width, face, size)) for size in sizes[:2]]
    parted = [(size, parted_at_signs(text, width, face, size)) for size in sizes]
    torn = [(size, wrapped(text, width, face, size)) for size in sizes]
    for size, lines in (*whole, *parted, *torn):
        if lines and len(lines) <= most:
            return sheet.lines(x, y, lines, size=size, face=face)
    raise too_long(text)


def _whole(text: str, width: float, face: str, size: float) -> list[str]:
    """The text in lines of whole words; none where a word is wider than a line."""
    words = text.replace("\n", " ").split(" ")
    fits = all(width_of(word, face, size) <= width for word in words)
    return wrapped(text, width, face, size) if fits else []
