"""Taking over what a file says otherwise of an order that is here: descriptions, never work."""

from __future__ import annotations

from app.domain.ids import derived_id
from app.domain.states import allowed, who
from app.exchange.orders import FileLine, line_id
from app.models import orders as tables
from app.models import records
from app.models.base import Descriptive, Fact
from app.models.chain import canonical
from app.models.people import Party
from app.models.work import Work
from app.services import channel_cancel
from app.services import import_facts as facts
from app.services import import_rows as rows
from app.services.import_lines import match_lines
from app.services.import_outcomes import FieldChange, PreviewRow
from app.services.import_stored import StoredOrder

ASKED = "asked"
"""Topic of the notes that tell a line's job what the channel now wants otherwise."""
_TABLES: dict[str, type[Descriptive]] = {
    "sales_order": tables.SalesOrder,
    "order_line": tables.OrderLine,
    "customisation": tables.Customisation,
}


def take_over(w: Work, row: PreviewRow, stored: StoredOrder, *, keep_ours: bool = False) -> None:
    """Bring a known order to what the file says; ``keep_ours`` only notes that it was seen."""
    for change in row.differences:
        if change.fate == "asks_bench":
            _ask(w, change)
    if keep_ours:
        return
    if row.comes_back:
        _bring_back(w, row, stored)
    added: dict[int, FileLine] = {}
    for change in (*row.differences, *row.also):
        if change.fate == "taken_over":
            _write(w, row, stored, change, added)
    _money(w, row, stored, added)
    _follow(w, row, stored)


def _ask(w: Work, change: FieldChange) -> None:
    """Leave the difference with the line, for its job to show."""
    line = change.row_id
    if change.table == "customisation":
        line = w.value("SELECT line_id FROM customisation WHERE id = ?", (line,)) or line
    content = canonical({"label": change.label, "old": change.old, "new": change.new})
    w.add(records.Note, subject_kind="order_line", subject_id=line, topic=ASKED, content=content)


def _bring_back(w: Work, row: PreviewRow, stored: StoredOrder) -> None:
    w.edit(tables.SalesOrder, stored.id, removed=0)
    pairs, _, _ = match_lines(stored, row.order)
    for line, _ in pairs:
        w.edit(tables.OrderLine, line.id, removed=0)
    party_id = stored.values["party_id"]
    if party_id is not None and w.value("SELECT removed FROM party WHERE id = ?", (party_id,)):
        w.edit(Party, party_id, removed=0)


def _write(
    w: Work,
    row: PreviewRow,
    stored: StoredOrder,
    change: FieldChange,
    added: dict[int, FileLine],
) -> None:
    values = dict(change.values)
    if change.row_id:
        w.edit(_TABLES[change.table], change.row_id, **values)
    elif change.table == "customisation":
        w.add(tables.Customisation, **values)
    else:
        line = next(told for told in row.order.lines if told.ordinal == values["ordinal"])
        made = _free_line_id(w, row, line)
        w.add(tables.OrderLine, **rows.line_values(stored.id, made, line))
        w.add_many(tables.Customisation, rows.customisations_of(made, line.customisations))
        added[made] = line


def _free_line_id(w: Work, row: PreviewRow, line: FileLine) -> int:
    """The id of a line first seen now: its ordinal's, or the next one that no other line has."""
    ordinal = line.ordinal
    while True:
        made = line_id(row.order.channel, row.order.key, ordinal)
        if w.value("SELECT 1 FROM order_line WHERE id = ?", (made,)) is None:
            return made
        ordinal += 1


# ---------------------------------------------------------------------- money
def _money(w: Work, row: PreviewRow, stored: StoredOrder, added: dict[int, FileLine]) -> None:
    """Payments, refunds, taxes and discounts: facts that bring what is known to what is said."""
    order = row.order
    if order.stated >= {"financial_status", "total"}:
        _tell(w, tables.Payment, facts.payment_values(order, stored.id, stored.paid_minor))
        _tell(w, tables.Refund, facts.refund_values(order, stored.id, stored.refunded_minor))
    if "taxes" in order.stated:
        known: dict[str, int] = dict(
            w.rows(
                "SELECT name, sum(amount_minor) FROM tax_line WHERE order_id = ? GROUP BY name",
                (stored.id,),
            )
        )
        _tell(w, tables.TaxLine, facts.tax_values(order, stored.id, known))
    if "discount" in order.stated or "line_discount" in order.stated:
        known_shares: dict[int, int] = dict(
            w.rows(
                "SELECT line_id, sum(amount_minor) FROM discount_share WHERE order_id = ?"
                " GROUP BY line_id",
                (stored.id,),
            )
        )
        pairs, _, _ = match_lines(stored, order)
        said = {line.id: told.discount_minor for line, told in pairs}
        said |= {made: told.discount_minor for made, told in added.items()}
        _tell(w, tables.DiscountShare, facts.share_values(stored.id, said, known_shares))


def _tell(w: Work, table: type[Fact], told: list[rows.Values]) -> None:
    """Add facts that a file tells; one told before by the same id gets the next one."""
    for values in told:
        w.add(table, **(values | {"id": _free_id(w, table, values["id"])}))


def _free_id(w: Work, table: type[Fact], fact_id: int) -> int:
    """The id of a fact, or of its second, third … telling: the same on each PC that is told so."""
    made, nth = fact_id, 1
    while w.value(f'SELECT 1 FROM "{table.table()}" WHERE id = ?', (made,)):
        nth += 1
        made = derived_id("again", str(fact_id), str(nth))
    return made


# ---------------------------------------------------------------------- states
def _follow(w: Work, row: PreviewRow, stored: StoredOrder) -> None:
    """Follow the channel where it cancelled or sent the order, as far as no person must decide."""
    order = row.order
    if channel_cancel.cancelled_there(stored, order):
        channel_cancel.follow(w, stored)
    elif order.fulfilment_status in facts.OVER and stored.state != "shipped":
        _step(w, stored, "shipped", "")


def _step(w: Work, stored: StoredOrder, to_state: str, reason: str) -> None:
    before = stored.state
    if not allowed("order", before, to_state) or "SYS" not in who("order", before, to_state):
        return
    channel_cancel.told(w, "order", stored.id, before, to_state, reason)
