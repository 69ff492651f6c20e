"""What records and units of work are called in a sentence: "the order #1042", "Piece taken in"."""

from __future__ import annotations

from app.models.database import Database
from app.models.work import Work

_NAMES = {
    "piece": ("the piece", "SELECT description FROM piece WHERE id = ?"),
    "sales_order": ("the order", "SELECT number FROM sales_order WHERE id = ?"),
    "order_line": ("the line", "SELECT name FROM order_line WHERE id = ?"),
    "job": ("the job", "SELECT number FROM job WHERE id = ?"),
    "party": ("the party", "SELECT display FROM party WHERE id = ?"),
    "agreement": ("the agreement", "SELECT number FROM agreement WHERE id = ?"),
    "consignment_item": ("the item", "SELECT number FROM consignment_item WHERE id = ?"),
    "place": ("the place", "SELECT name FROM place WHERE id = ?"),
    "user": ("the user", "SELECT display FROM user WHERE id = ?"),
    "style": ("the style", "SELECT sku FROM style WHERE id = ?"),
    "lot": ("the lot", "SELECT specification FROM lot WHERE id = ?"),
    "document": ("the document", "SELECT number FROM document WHERE id = ?"),
    "report": ("the report", "SELECT number FROM report WHERE id = ?"),
    "tag_stock": ("the tag stock", "SELECT specification ->> 'name' FROM tag_stock WHERE id = ?"),
    "template": ("the template", "SELECT specification ->> 'name' FROM template WHERE id = ?"),
}
TABLE_OF = {"order": "sales_order", "line": "order_line", "item": "consignment_item"}
"""Tables whose name differs from the kind of record that desks speak of."""

_WORK = {
    "found_shop": "Shop founded",
    "restore": "Restored from a backup",
    "join": "Joined the shop",
    "shut_out_pc": "Shut a PC out",
    "let_go_pc": "Let a silent PC go",
    "own_place": "Became a PC of its own",
    "import_all": "Imported as a whole shop",
    "take_in": "Taken in",
    "sign_agreement": "Agreement signed",
    "sign_report": "Condition report signed",
    "correct_report": "Condition report corrected",
    "give_up_report_draft": "Draft of a condition report thrown away",
    "import_orders": "Orders imported",
    "undo_import": "Import taken back",
    "send_to_bench": "Sent to the bench",
    "move": "Moved",
    "take_back_move": "Move taken back",
    "add_photo": "Photo added",
    "say_view": "View of a photo",
    "print": "Printed",
    "settle_print": "Print settled",
    "undo": "Taken back",
    "add_user": "User added",
    "save_template": "Tag template saved",
    "import_template": "Tag template taken from a file",
    "save_stock": "Tag stock saved",
}


def table_of(kind: str) -> str:
    """The table of a kind of record."""
    return TABLE_OF.get(kind, kind)


def record_words(db: Database | Work, table: str, row_id: int) -> str:
    """A record in a sentence: "the piece Sapphire ring"; "this record" where it has no name."""
    known = _NAMES.get(table)
    name = db.value(known[1], (row_id,)) if known else None
    return f"{known[0]} {name}" if known and name else known[0] if known else "this record"


def work_words(work_kind: str) -> str:
    """A unit of work in words."""
    said = _WORK.get(work_kind) or work_kind.replace("_", " ")
    return said[:1].upper() + said[1:]
