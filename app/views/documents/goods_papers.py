"""Papers of goods and places: price cards, labels of places, count sheets, the list of a transfer."""

from __future__ import annotations

from collections.abc import Sequence

from app.domain.codes import COMMAND_CODES
from app.domain.errors import StateError
from app.services.card_sheets import (
    PLAIN_COMMANDS,
    make_command_cards,
    make_place_labels,
    make_price_cards,
)
from app.services.move_papers import (
    COUNT_ROWS,
    last_move,
    make_count_sheet,
    make_transfer_list,
    move_words,
)
from app.views.documents.making import Answers, AskSheet, make_paper
from app.views.frame.asking import read_for_sheet
from app.views.frame.desk import Desk, Service
from app.views.orders.words import Words
from app.views.widgets.field import ChoiceField, TextField, WholeField

MOST_ROWS = 200
SIGNED = "It goes with the goods; whoever takes them signs it."
_LOOKS = tuple(name for name in COMMAND_CODES if name.startswith("LOOK "))
_QUANTITIES = tuple(name for name in COMMAND_CODES if name.startswith("QTY "))
_STAGES = tuple(name for name in COMMAND_CODES if name.startswith("STAGE "))
CARDS: dict[str, tuple[str, tuple[str, ...]]] = {
    "plain": ("Those that every counter needs", PLAIN_COMMANDS),
    "stages": ("Stages of the workshop", _STAGES),
    "looks": ("Looks, 1 to 40", _LOOKS),
    "quantities": ("Quantities, 1 to 50", _QUANTITIES),
    "all": ("All that there are", tuple(COMMAND_CODES)),
}
"""Which cards are made together: title, the commands."""


def price_cards(desk: Desk, piece_ids: Sequence[int]) -> None:
    """Cards for the vitrine, of the ticked pieces or the marked one."""
    ids = tuple(piece_ids)
    if not ids:
        desk.toast("Mark a piece first, or tick several: each gets a card")
        return
    make_paper(desk, "price_cards", lambda w: make_price_cards(w, ids))


def place_labels(desk: Desk, place_ids: Sequence[int]) -> None:
    """A sheet of labels for safes, vitrines and trays."""
    ids = tuple(place_ids)
    if not ids:
        desk.toast("Mark a place first, or tick several: each gets a label")
        return
    make_paper(desk, "place_labels", lambda w: make_place_labels(w, ids))


def command_cards(desk: Desk) -> None:
    """Cards that are scanned in place of a key."""
    which = ChoiceField("Which cards", [(key, title) for key, (title, _) in CARDS.items()])
    which.set_value("plain")

    def make(answers: Answers) -> Service:
        commands = CARDS[str(answers["which"])][1]
        return lambda w: make_command_cards(w, commands)

    AskSheet(
        desk,
        "Command cards",
        "A card is scanned in place of a key: it lies at the counter, at the bench, in the safe.",
        "Make the cards",
        {"which": which},
        "command_cards",
        make,
    ).open()


def count_sheet(desk: Desk, place_ids: Sequence[int], name: str) -> None:
    """A sheet to count a place by, with all that lies below it."""
    ids = tuple(place_ids)
    blind = ChoiceField(
        "What the sheet says",
        [(True, "Nothing: whoever counts writes what is there"), (False, "What should be there")],
    )
    blind.set_value(True)
    counters = TextField("Who counts", hint="Noor, Kim")
    rows = WholeField("Empty lines", 0, MOST_ROWS, name="rows")
    rows.set_text(str(COUNT_ROWS))

    def make(answers: Answers) -> Service:
        who = tuple(one.strip() for one in str(answers["counters"] or "").split(","))
        return lambda w: make_count_sheet(
            w, ids, blind=bool(answers["blind"]), counters=who, rows=int(answers["rows"])
        )

    AskSheet(
        desk,
        f"Count sheet for {name}",
        "What lies in places below it is counted too.",
        "Make the sheet",
        {"blind": blind, "counters": counters, "rows": rows},
        "count_sheet",
        make,
    ).open()


def transfer_list_of(desk: Desk, kind: str, record_id: int) -> None:
    """The list of the move that last carried a piece, or something to a place."""
    read_for_sheet(
        desk,
        lambda db: last_move(db, kind, record_id),
        lambda work_id: transfer_list(desk, work_id),
        f"last move of {kind} {record_id}",
    )


class _TransferSheet(AskSheet):
    """Says which move it is: what lies in the basket now was not moved yet."""

    def tell_move(self, read: tuple[str, int]) -> None:
        """What was carried where, and when."""
        words, at = read
        if words:
            when = Words(self._desk.settings).when(at)
            self.sentence.setText(f"Of the last move: {words}, {when}. {SIGNED}")


def transfer_list(desk: Desk, moved_work_id: int) -> None:
    """The list of what a move carried; 0 where nothing was moved."""
    if not moved_work_id:
        desk.frame.show_refusal(
            StateError(
                "Nothing was moved yet",
                "A transfer list says what a move carried, and none is known here.",
                "Scan the pieces and the place into the basket, press F10, then make the list.",
            )
        )
        return
    values = ChoiceField("Worth of the pieces", [(True, "On the list"), (False, "Left out")])
    values.set_value(True)
    values.set_aside("leave it out where strangers see the list")
    seal = TextField("Number of the seal")

    def make(answers: Answers) -> Service:
        return lambda w: make_transfer_list(
            w, moved_work_id, seal=str(answers["seal"] or ""), values=bool(answers["values"])
        )

    sheet = _TransferSheet(
        desk,
        "Transfer list",
        SIGNED,
        "Make the list",
        {"seal": seal, "values": values},
        "transfer_list",
        make,
    )
    sheet.open()
    desk.read(lambda db: move_words(db, moved_work_id), sheet.tell_move, topic="move of a list")
