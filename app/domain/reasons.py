"""Reason codes: why a step was taken that nobody expects, in the words of the shop."""

from __future__ import annotations

from app.domain.terms import Term, Vocabulary, vocabulary

ORDER_HOLD = vocabulary(
    "Reasons to hold an order",
    "payment | payment | P",
    "fraud | fraud check | F",
    "spec | specification | S",
    "stock | stock | K",
    "address | address | A",
    "sanctions | sanctions check | N",
    "price | price differs from the list | R",
    "arithmetic | the file's sums do not agree | M",
    "sku | unknown SKU | U",
    "phone | telephone number lost by a spreadsheet | T",
    "layaway | layaway | L",
    "channel_cancelled | cancelled at the shop's channel while work is out | C",
    "other | other, see the note | O",
)
ORDER_CANCEL = vocabulary(
    "Reasons to cancel",
    "client | the client changed their mind | C",
    "channel | cancelled at the shop's channel | H",
    "fraud | fraud | F",
    "stock | cannot be had | K",
    "duplicate | entered twice | D",
    "deposit_forfeited | deposit forfeited | O",
    "import_undone | import taken back | U",
    "other | other, see the note | X",
)
CHANGE = vocabulary(
    "Reasons for a change",
    "spec_changed | the specification changed | S",
    "address_changed | the address changed | A",
    "line_added | a line was added | L",
    "channel_changed | changed at the shop's channel | H",
    "released | released | R",
    "sent_again | sent again | G",
    "refused | refused | F",
    "other | other, see the note | X",
)
SOURCES = vocabulary(
    "Where goods without a piece come from",
    "in_stock | in stock, without a tag | S",
    "made | will be made | M",
    "ordered | will be ordered | O",
)
"""Said with a tick that no piece of the house stands for."""
NOTE_ANSWERS = vocabulary(
    "What became of a wish in the client's note",
    "taken | it stands in the order as the client means it | T",
    "declined | asked: the client does not want it | D",
    "no_wish | nothing is to be made of it | N",
)
BENCH = vocabulary(
    "Reasons at the bench",
    "client | waits for the client | C",
    "stone | waits for a stone | S",
    "metal | waits for metal | M",
    "vendor | waits for a supplier | V",
    "requote | more work or risk than quoted | Q",
    "still_tight | still does not fit | T",
    "finish | finish | F",
    "setting | setting | G",
    "engraving | engraving | E",
    "warranty | warranty, at 0.00 | W",
    "cancelled | order cancelled | D",
    "other | other, see the note | X",
)
PIECE_HOLD = vocabulary(
    "Reasons to hold a piece",
    "second_hand | second-hand waiting time | S",
    "police | police hold | P",
    "title | title dispute | T",
    "estate | estate hold | E",
    "return | returned, to be inspected | R",
    "check | to be checked | C",
    "released | waiting time over | L",
    "found | found again | F",
    "other | other, see the note | X",
)
QUALITY = vocabulary(
    "Reasons of quality",
    "returned | returned goods | R",
    "damage | damaged | D",
    "found | found again | F",
    "suspect | doubt about metal or stone | S",
    "stone_missing | stone missing | M",
    "component_missing | part missing | C",
    "inspected | inspected and sound | I",
    "repaired | repaired | P",
    "complete | complete again | A",
    "other | other, see the note | X",
)
GOODS_OUT = vocabulary(
    "Reasons for goods leaving",
    "withdrawn | withdrawn by the owner | W",
    "refused | refused at intake | R",
    "not_genuine | not genuine | G",
    "expired | term over | E",
    "void | sale of today voided | V",
    "return | returned by the client | C",
    "trade_in | traded in | T",
    "lost | lost | L",
    "stolen | stolen | S",
    "damaged | damaged beyond repair | D",
    "gift | kept as a gift | F",
    "sent_on | sent on | N",
    "sold | sold | O",
    "other | other, see the note | X",
)
CONSIGNMENT = vocabulary(
    "Reasons in consignment",
    "renewed | renewed | R",
    "renewed_by_phone | extended by phone, call noted | P",
    "price | price reviewed | C",
    "owner | the owner's wish | O",
    "estate | estate hold | E",
    "title | title dispute | T",
    "second_hand | second-hand waiting time | S",
    "lost | lost in our care | L",
    "damaged | damaged in our care | D",
    "bought_out | bought by the house | B",
    "chargeback | charged back after payout | H",
    "released | released | A",
    "other | other, see the note | X",
)
DRAFT_GIVEN_UP = vocabulary(
    "Reasons to give a draft up",
    "begun_wrong | begun for the wrong piece | P",
    "client | the client changed their mind | C",
    "duplicate | entered twice | D",
    "mistake | a mistake of ours | M",
    "other | other, see the note | X",
)
CORRECTION = vocabulary(
    "Reasons to correct",
    "mistake | a mistake of ours | M",
    "recounted | counted again | R",
    "found | found | F",
    "swapped_tags | tags were swapped | S",
    "duplicate | entered twice | D",
    "decided | decided in a case | C",
    "other | other, see the note | X",
)
MOVE_BACK = vocabulary(
    "Reasons to take a move back",
    "wrong_piece | the wrong piece was moved | P",
    "wrong_place | the wrong place was said | L",
    "not_moved | it was never carried there | N",
    "mistake | a mistake of ours | M",
    "swapped_tags | tags were swapped | S",
    "other | other, see the note | X",
)
WEIGHT = vocabulary(
    "Reasons for a weight difference",
    "cleaned | cleaned | C",
    "soiled | not cleaned | N",
    "strung | strung or organic | S",
    "sized | sized | Z",
    "polished | polished | P",
    "stone_replaced | stone replaced | R",
    "part_added | part added or removed | A",
    "scale | another scale | L",
    "other | other, see the note | X",
)
REPRINT = vocabulary(
    "Reasons to print again",
    "damaged | damaged or unreadable | D",
    "lost | lost | L",
    "jam | did not come out | J",
    "changed | price or text changed | C",
    "second_copy | second copy wanted | S",
    "other | another reason | X",
)
RETURN = vocabulary(
    "Reasons of a return",
    "size | size | S",
    "changed_mind | changed mind | M",
    "defect | defect | D",
    "transit | damaged on the way | T",
    "wrong_item | wrong item | W",
    "not_as_described | not as described | N",
    "late | late | L",
    "gift | gift | G",
    "stone_loss | stone lost | O",
    "finish | finish worn | F",
    "other | other, see the note | X",
)

DECISION = vocabulary(
    "Ways in which a case or a difference is settled",
    "first | the first fact stands | 1",
    "second | the second fact stands | 2",
    "both | both stand | B",
    "mine | our value was taken | M",
    "theirs | their value was kept | T",
    "other | other, see the note | X",
)

_BY_MACHINE: dict[str, Vocabulary] = {
    "order": CHANGE,
    "line": CHANGE,
    "shipment": CHANGE,
    "purchase": CHANGE,
    "invoice": CHANGE,
    "loan": CHANGE,
    "return": RETURN,
    "job": BENCH,
    "repair": BENCH,
    "piece": GOODS_OUT,
    "quality": QUALITY,
    "item": CONSIGNMENT,
    "agreement": CONSIGNMENT,
    "loan_item": GOODS_OUT,
    "auction_lot": GOODS_OUT,
    "print": REPRINT,
    "case": DECISION,
    "conflict": DECISION,
}


def reasons_for(machine: str, a: str, b: str) -> Vocabulary:
    """The reasons to offer for a step of a machine."""
    if b == "cancelled":
        return ORDER_CANCEL
    if machine in ("order", "line") and b == "on_hold":
        return ORDER_HOLD
    if machine == "piece" and (b == "hold" or (a == "hold" and b == "free")):
        return PIECE_HOLD
    return _BY_MACHINE.get(machine, CORRECTION)


def reason_words(code: str) -> str:
    """A stored reason code in words, whichever list it came from."""
    known: Term | None = _ALL.get(code)
    return known.word if known else code.replace("_", " ")


_ALL: dict[str, Term] = {}
for _vocabulary in [v for v in list(globals().values()) if isinstance(v, Vocabulary)]:
    _ALL = {**_vocabulary, **_ALL}
