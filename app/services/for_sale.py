"""What answers whether a piece may be sold: its availability, but of a client's own that it never is.

No step ever puts a client's own up for sale: it stays where it came in until it goes back to them, and
would be said to be taken in for ever.
"""

from __future__ import annotations

NOT_FOR_SALE = "not_for_sale"
"""The word for it: no state of a piece, so that nothing is kept of it."""
FOR_SALE = (
    "iif(p.ownership = 'customer_property' AND p.availability = 'intake',"
    f" '{NOT_FOR_SALE}', p.availability)"
)
"""SQL: the answer for the piece ``p``, a row of ``piece_now``."""


def for_sale(availability: str, ownership: str) -> str:
    """The answer for a piece of this availability and ownership, for a chip of the machine "piece"."""
    never = ownership == "customer_property" and availability == "intake"
    return NOT_FOR_SALE if never else availability
