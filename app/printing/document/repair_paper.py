"""The repair ticket on paper, A4 or Letter, with the claim stub that the client takes home."""

from __future__ import annotations

from app.domain.codes import spaced
from app.printing.document import figures, layout
from app.printing.document.figures import Photos
from app.printing.document.ink import BAD, FAINT, LABEL, LEADING, MUTED
from app.printing.document.layout import Block
from app.printing.document.letterhead import TEXT, section
from app.printing.document.repair import RepairTicket
from app.printing.document.sheet import Sheet
from app.printing.document.wording import Labels
from app.printing.document.words import fitted, too_long, wrapped
from app.printing.lettering import BOLD, REGULAR, SEMIBOLD

NO_PHOTOS: Photos = {}
_STUB_HEIGHT = 134.0
_CUT_ROOM = 12.0
_BARS_WIDTH, _BARS_HEIGHT = 150.0, 32.0
_PHOTO = 92.0


def render_repair_ticket(
    ticket: RepairTicket, photos: Photos = NO_PHOTOS, *, copy: int = 0
) -> bytes:
    """The ticket as PDF; the stub stands at the foot of its last page."""
    labels = Labels("repair_ticket", ticket.made.language)
    title = labels["title"]
    sheet = layout.begin(ticket, labels, title, under=(ticket.job_number,), copy=copy)
    layout.heading(sheet, title, labels.say("taken", day=layout.dated(sheet, ticket.taken_on)))
    facts = tuple((fact.label, fact.value) for fact in ticket.facts)
    layout.blocks(
        sheet,
        [
            Block(labels["client"], (*ticket.client, *ticket.contacts)),
            Block(labels["item"], (ticket.item,), facts),
            Block(labels["terms"], facts=_terms(sheet, ticket, labels)),
        ],
    )
    layout.framed(sheet, labels["flaws"], "\n".join(ticket.flaws), warn=True)
    layout.framed(sheet, labels["work"], ticket.work)
    layout.framed(sheet, labels["notes"], ticket.notes)
    _photos(sheet, ticket, labels, photos)
    layout.closing(sheet, labels, ticket.statements, ticket.signatures)
    _stub(sheet, ticket, labels)
    return sheet.finish()


def _terms(sheet: Sheet, ticket: RepairTicket, labels: Labels) -> tuple[tuple[str, str], ...]:
    amounts = (
        ("declared", ticket.value_minor),
        ("estimate", ticket.estimate_minor),
        ("limit", ticket.limit_minor),
        ("deposit", ticket.deposit_minor),
    )
    rows = [
        (labels[key], f"{sheet.local.amount(minor, ticket.currency)} {ticket.currency}")
        for key, minor in amounts
        if minor is not None
    ]
    if ticket.promised_on:
        rows.append((labels["promised"], layout.dated(sheet, ticket.promised_on)))
    return tuple(rows)


def _photos(sheet: Sheet, ticket: RepairTicket, labels: Labels, photos: Photos) -> None:
    """The photos taken at the counter, as many in a row as fit."""
    if not ticket.photos:
        return
    row = int((sheet.inner + 8) // (_PHOTO + 8))
    sheet.need(_PHOTO + 20)
    section(sheet, labels["photos"], above=6)
    for index, picture in enumerate(ticket.photos):
        place = index % row
        if index and not place:
            sheet.y += _PHOTO + 8
            sheet.need(_PHOTO + 8)
        box = (sheet.left + place * (_PHOTO + 8), sheet.y, _PHOTO, _PHOTO)
        figures.photo(sheet, picture, photos, box, lacking=labels["no_photo"])
    sheet.y += _PHOTO + 8


def _stub(sheet: Sheet, ticket: RepairTicket, labels: Labels) -> None:
    """To be cut off: number, bar code, item, promise, how to reach the shop."""
    sheet.need(_STUB_HEIGHT + _CUT_ROOM)
    top = sheet.y = sheet.bottom - _STUB_HEIGHT
    sheet.rule(0, top, sheet.width, top, width=0.7, colour=FAINT, dash=(3, 3))
    sheet.text(sheet.left, top - 3, f"✂ {labels['cut']}", size=6, colour=MUTED)
    x = sheet.right - _BARS_WIDTH - 6
    figures.bars(sheet, ticket.code, x, top + 16, _BARS_WIDTH, _BARS_HEIGHT)
    sheet.text(x, top + 16 + _BARS_HEIGHT + 10, spaced(ticket.code), size=8.6, face=SEMIBOLD)
    room = x - sheet.left - 14
    y = top + 22
    size = fitted(ticket.company.name, room, SEMIBOLD, 9.2, 4)
    sheet.text(sheet.left, y, ticket.company.name, size=size, face=SEMIBOLD)
    sheet.text(sheet.left, y + 12, labels["stub"], size=LABEL, colour=MUTED)
    sheet.text(sheet.left, y + 34, ticket.number, size=19, face=BOLD)
    y += 48
    promised = layout.dated(sheet, ticket.promised_on)
    reach = " · ".join(filter(None, (*ticket.company.lines, ticket.company.phone)))
    said = [ticket.item, f"{labels['promised']}: {promised}" if promised else "", reach]
    lines = [line for text in said if text for line in wrapped(text, sheet.inner, REGULAR, TEXT)]
    if y + len(lines) * TEXT * LEADING > sheet.bottom - 12:
        raise too_long(ticket.item)
    y = sheet.lines(sheet.left, y, lines, size=TEXT)
    sheet.text(sheet.left, y + 2, labels["bring"], size=7.4, colour=BAD)
    sheet.y = sheet.bottom
