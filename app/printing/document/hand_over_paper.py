"""Loan and hand-over form, and the list of a transfer, on paper: A4 or Letter."""

from __future__ import annotations

from collections.abc import Sequence

from app.printing.document import figures, layout
from app.printing.document.figures import Photos
from app.printing.document.hand_over import (
    HandedPiece,
    HandOverForm,
    TransferList,
    weighed_together,
)
from app.printing.document.ink import INK, MUTED
from app.printing.document.layout import Block
from app.printing.document.letterhead import TEXT
from app.printing.document.sheet import RIGHT, Sheet
from app.printing.document.table import Cell, Column, Table
from app.printing.document.wording import Labels
from app.printing.lettering import BOLD, MEDIUM, SEMIBOLD

NO_PHOTOS: Photos = {}
_TO_WRITE = 60.0
"""The height of the lines that are signed by hand."""


def render_hand_over_form(
    form: HandOverForm, photos: Photos = NO_PHOTOS, *, copy: int = 0
) -> bytes:
    """The form as PDF, for who receives to sign; that of a return has its own title."""
    return layout.pulled_together(lambda tight: _hand_over_form(form, photos, copy, tight))


def _hand_over_form(form: HandOverForm, photos: Photos, copy: int, tight: bool) -> Sheet:
    labels = Labels("hand_over", form.made.language)
    title = labels["back" if form.back else "loan" if form.loan else "hand_over"]
    sheet = layout.begin(form, labels, title, copy=copy)
    sheet.tight = tight
    said = labels.say("came_back" if form.back else "out", day=layout.dated(sheet, form.out_on))
    if form.due_on:
        said = f"{said} · {labels.say('due', day=layout.dated(sheet, form.due_on))}"
    layout.heading(sheet, f"{title} {form.number}", said)
    house = (form.company.name, *form.company.lines)
    identity = labels.say("identity", identity=form.identity) if form.identity else ""
    gives, takes = (form.to, house) if form.back else (house, form.to)
    notes = (identity, "") if form.back else ("", identity)
    layout.blocks(
        sheet,
        [
            Block(labels["lender" if form.loan else "from"], gives, note=notes[0]),
            Block(labels["borrower" if form.loan else "to"], takes, note=notes[1]),
            Block(labels["terms"], facts=tuple((term.label, term.value) for term in form.terms)),
        ],
    )
    worth = None if all(item.value_minor is None for item in form.items) else form.value_minor
    weight = weighed_together(form.items)
    note = _loan_words(labels, form)
    ends = layout.closing_height(sheet, form.statements, form.signatures) or _TO_WRITE
    alone = not note and not form.statements
    pieces_table(
        sheet, labels, form.items, form.currency, worth, weight, photos, holds=ends if alone else 0
    )
    if note:
        # Nobody signs on a page that says nothing of what is signed.
        together = layout.framed_height(sheet, note) + ends
        sheet.need(together if together <= sheet.room else 0)
        layout.framed(sheet, labels["loan_note"], note)
    layout.closing(sheet, labels, form.statements, form.signatures)
    if not form.signatures:
        layout.write_lines(sheet, (labels["handed_by"], labels["received_by"], labels["day_time"]))
    return sheet


def _loan_words(labels: Labels, form: HandOverForm) -> str:
    """Whose the pieces of a loan are and stay; "" where nothing is lent."""
    if not form.loan:
        return ""
    key = f"loan_words_{form.owners}" if form.owners else "loan_words"
    return labels.say(key, house=form.company.name)


def render_transfer_list(
    transfer: TransferList, photos: Photos = NO_PHOTOS, *, copy: int = 0
) -> bytes:
    """The list as PDF: what was carried from where to where, to be checked on arrival."""
    labels = Labels("hand_over", transfer.made.language)
    title = labels["transfer"]
    sheet = layout.begin(transfer, labels, title, copy=copy)
    moment = sheet.local.moment(transfer.moved_at)
    day = sheet.local.iso_day(transfer.moved_at)
    layout.heading(sheet, f"{title} {transfer.number}", f"{moment} ({day})")
    seal = (labels.say("seal", seal=transfer.seal),) if transfer.seal else ()
    layout.blocks(
        sheet,
        [
            Block(labels["from"], transfer.from_places),
            Block(labels["to"], (transfer.to_place,)),
            Block(labels["closed_with"], seal),
        ],
    )
    worth = None if all(i.value_minor is None for i in transfer.items) else transfer.value_minor
    pieces_table(
        sheet,
        labels,
        transfer.items,
        transfer.currency,
        worth,
        transfer.weight_mg,
        photos,
        ticks=True,
    )
    layout.closing(sheet, labels, transfer.statements, transfer.signatures)
    if not transfer.signatures:
        layout.write_lines(sheet, (labels["handed_by"], labels["received_by"], labels["day_time"]))
    return sheet.finish()


def pieces_table(
    sheet: Sheet,
    labels: Labels,
    items: Sequence[HandedPiece],
    currency: str,
    value_minor: int | None,
    weight_mg: int,
    photos: Photos,
    *,
    ticks: bool = False,
    holds: float = 0.0,
) -> None:
    """Pieces with weight and value and their sums; ``value_minor`` None leaves the values out.

    ``holds`` is the height of what needs the last piece on its page.
    """
    local = sheet.local
    pictured = any(item.photo for item in items)
    columns = [Column(labels["no"], 80)]
    if pictured:
        columns.append(Column("", 44))
    wide = 14 if any(item.weighed_on for item in items) else 0  # a day stands in one line
    columns += [Column(labels["piece"], 226 - wide), Column(labels["weight"], 56 + wide, RIGHT)]
    if value_minor is not None:
        columns.append(Column(f"{labels['value']} {currency}", 74, RIGHT))
    if ticks:
        columns.append(Column(labels["checked"], 44, RIGHT))

    def row(item: HandedPiece) -> list[Cell]:
        cells = [Cell(item.number, MEDIUM)]
        if pictured:
            cells.append(_thumb(item, photos))
        more = [text for text in (item.detail, item.marks) if text]
        if item.not_weighed:
            more.append(labels["not_weighed"])
        if item.report:
            report = labels.say("report", number=item.report)
            day = local.day(item.reported_on) if item.reported_on else ""
            more.append(", ".join(filter(None, (report, day))))
        if sheet.tight:
            more = ["\u00a0· ".join(more)]  # no line begins with a dot
        news = ["\u00a0· ".join(item.news)] if sheet.tight and item.news else item.news
        under = (*((text, MUTED) for text in more), *((text, INK) for text in news))
        cells.append(Cell(item.description, SEMIBOLD, more=under))
        day = local.day(item.weighed_on) if item.weighed_on and item.weight_mg is not None else ""
        weight = "" if item.weight_mg is None else local.grams(item.weight_mg)
        cells.append(Cell(weight, more=((day, MUTED),) if day else ()))
        if value_minor is not None:
            worth = item.value_minor
            cells.append(Cell("" if worth is None else local.amount(worth, currency), MEDIUM))
        if ticks:
            cells.append(Cell(picture=_tick))
        return cells

    table = Table(sheet, columns, size=TEXT, pad=4.5, least=38 if pictured else 0)
    if not items:
        table.rows([])
        return
    many = labels["pieces_one"] if len(items) == 1 else labels.say("pieces", count=len(items))
    total = [Cell(), *([Cell()] if pictured else []), Cell(many, SEMIBOLD)]
    total.append(Cell(local.grams(weight_mg) if weight_mg else "", SEMIBOLD))
    if value_minor is not None:
        total.append(Cell(local.amount(value_minor, currency), BOLD))
    if ticks:
        total.append(Cell())
    table.rows([row(item) for item in items], total=total, holds=holds)


def _thumb(item: HandedPiece, photos: Photos) -> Cell:
    def draw(on: Sheet, x: float, middle: float, width: float) -> None:
        if item.photo is not None:
            figures.photo(on, item.photo, photos, (x, middle - 15, width, 30.0), radius=2.5)

    return Cell(picture=draw)


def _tick(sheet: Sheet, x: float, middle: float, width: float) -> None:
    figures.tick_box(sheet, x + width - 11, middle, 10)
