"""The steps of take-in and what is chosen from at it."""

from __future__ import annotations

from app.domain.terms import vocabulary

DRAFT = "take_in"
"""The kind of the drafts of this form."""
CONSIGNOR, TERMS, PIECES, SIGN = range(4)
STEPS = ("Consignor", "Terms", "Pieces", "Sign")
OWN_STEPS = ("Whose", "Pieces")
"""The steps of pieces that come in without an agreement."""
STATES = {
    CONSIGNOR: "Three letters of the name, or Ctrl+N for somebody new",
    TERMS: "The house’s usual terms stand here; change what was promised otherwise",
    PIECES: "The draft is kept while you type",
    SIGN: "The receipt is signed once and stands",
}
BOUGHT = "Nobody is asked for: go on to the pieces, or with what was begun"
ADDING = "Enter goes from field to field; Esc leaves, and what is typed is kept"
"""What the first step says where nobody is sought, and while somebody new is typed."""
ROLES = {"consigned_in": "consignor", "memo_in": "vendor", "customer_property": "client"}
"""As whom somebody brings pieces, by whose these are."""
TAKEN_OFF = vocabulary(
    "Reasons to take a piece off",
    "duplicate | entered twice | D",
    "withdrawn | the consignor keeps it | C",
    "refused | refused by us | R",
    "not_genuine | not genuine | G",
    "other | other, see the note | X",
)
