"""The shop's general word lists: categories, ownership, places, grades, checks.

Metals are in ``metals``, stones in ``gems``, findings of condition reports in ``finding_terms``,
reason codes in ``reasons``, chips in ``chips``.
"""

from __future__ import annotations

from collections.abc import Iterable

from app.domain.terms import Vocabulary, vocabulary

CATEGORIES = vocabulary(
    "Categories",
    "ring | ring | R",
    "earrings | earrings | E",
    "necklace | necklace | N",
    "pendant | pendant | P",
    "bracelet | bracelet | B",
    "bangle | bangle | G",
    "brooch | brooch | O",
    "cufflinks | cufflinks | C",
    "watch | watch | W",
    "set | set | S",
    "loose_stone | loose stone | L",
    "other | other | X",
    "chain",
    "anklet",
    "tiara",
)
"""Categories of pieces; the first twelve have the one-letter keys of take-in."""

PAIRS = frozenset({"earrings", "cufflinks"})
"""Categories that are one piece with two components."""

OWNERSHIP = vocabulary(
    "Ownership",
    "owned | owned by the house",
    "consigned_in | consigned",
    "memo_in | on memo from a supplier",
    "customer_property | customer's property",
    "loaned_in | lent to the house",
)

PLACE_KINDS = vocabulary(
    "Kinds of place",
    "site | site",
    "room | room",
    "safe | safe",
    "vault | vault",
    "vitrine | vitrine",
    "drawer | drawer",
    "tray | tray",
    "box | box or pouch",
    "bench | bench",
    "till | till",
    "quarantine | quarantine tray",
    "photo | photo table",
    "packing | packing table",
    "in_transit | on the way",
    "external_party | with someone outside",
    "event | event",
    "lost | missing",
    "written_off | written off",
    "sold | with the client",
)
CONTAINERS = frozenset({"tray", "box", "drawer"})
"""Kinds of place that are carried about with everything in them."""

WHEREABOUTS = vocabulary(
    "Whereabouts",
    "house | in the house",
    "bench | at the bench",
    "out | out",
    "event | at an event",
    "transit | on the way",
    "missing | missing",
    "gone | left the house",
)
_WHEREABOUTS_OF = {
    "bench": "bench",
    "external_party": "out",
    "event": "event",
    "in_transit": "transit",
    "lost": "missing",
    "written_off": "gone",
    "sold": "gone",
}


def whereabouts(place_kind: str) -> str:
    """The whereabouts that a kind of place tells: house unless the kind says otherwise."""
    return _WHEREABOUTS_OF.get(place_kind, "house")


GRADES = vocabulary(
    "Overall grades",
    "as_new | as new || no trace of wear, also under 10×",
    "excellent | excellent || traces only under 10×",
    "very_good | very good || light wear seen close, nothing to mend",
    "good | good || wear seen without a loupe, sound to wear",
    "fair | fair || obvious wear or an old repair, some work advised",
    "poor | poor || damaged or at risk, not to be worn before repair",
)

SEVERITIES = vocabulary(
    "Severities",
    "0 | note | 0 | recorded, no fault",
    "1 | only 10× | 1 | seen only under 10×",
    "2 | visible close | 2 | seen by eye from near",
    "3 | obvious | 3 | seen at once",
    "4 | at risk | 4 | structural, or something may be lost",
)

CHECKS = vocabulary(
    "Checks of an order",
    "sku | SKU || the piece is the one ordered",
    "price | price || as listed on the day",
    "available | available || here and free, or a job or purchase makes it",
    "size | size || size and its system",
    "metal | metal || metal, fineness and colour",
    "stones | stones || count, kind and growth",
    "engraving | engraving || the proof is approved",
    "note | note || what the client wrote is taken care of",
    "payment | payment || paid, authorised or on terms",
    "address | address || can be shipped to",
)
LINE_CHECKS = ("sku", "price", "available", "size", "metal", "stones", "engraving")
"""Checks that are ticked for each line; the others once for the order."""
ORDER_CHECKS = ("note", "payment", "address")
BENCH_CHECKS = ("sku", "available", "size", "metal", "stones", "engraving", "note")
"""Checks that must be ticked before the bench begins; the others block packing."""

CHANNELS = vocabulary(
    "Channels",
    "shopify | Shopify",
    "woocommerce | WooCommerce",
    "magento | Magento",
    "etsy | Etsy",
    "ebay | eBay",
    "phone | phone",
    "email | e-mail",
    "in_store | in store",
    "wholesale | wholesale",
    "auction | auction",
    "event | event",
)

PAYMENT_METHODS = vocabulary(
    "Payment methods",
    "card_terminal | card at the terminal | K",
    "card_online | card online",
    "paypal | PayPal",
    "pay_later | pay later",
    "transfer | bank transfer | T",
    "cash | cash | C",
    "foreign_cash | foreign cash",
    "cheque | cheque | Q",
    "gift_card | gift card | G",
    "store_credit | store credit | S",
    "trade_in | trade-in",
    "financing | financing",
    "house_account | house account | H",
    "other | as the file says",
)

JOB_KINDS = vocabulary(
    "Kinds of job",
    "bespoke | bespoke",
    "production | production",
    "repair | repair",
    "sizing | sizing",
    "engraving | engraving",
    "qc_rework | rework",
    "cleaning | cleaning",
    "appraisal_prep | preparation for appraisal",
)

STAGES = vocabulary(
    "Stages at the bench",
    "cad | CAD and wax | D",
    "cast | casting | C",
    "size | sizing | Z",
    "finish | finishing | F",
    "set | setting | S",
    "engrave | engraving | E",
    "polish | polishing | P",
    "plate | plating | R",
)

REPORT_REASONS = vocabulary(
    "Reasons of a condition report",
    "take_in | take-in",
    "loan_out | loan out",
    "loan_in | loan in",
    "bench_out | to the bench",
    "bench_in | back from the bench",
    "pre_ship | before shipping",
    "return | return",
    "auction | auction",
    "insurance | insurance",
    "check | check",
)
LIGHTS = vocabulary(
    "Light",
    "daylight_5000 | 5,000 K daylight",
    "daylight | daylight",
    "shop | shop light",
)
MAGNIFICATIONS = vocabulary("Magnification", "eye | by eye", "10x | 10× loupe", "microscope")
CLEANED = vocabulary(
    "Cleaned", "no | no", "wiped | yes, wiped", "ultrasonic | yes, ultrasonic", "steam | yes, steam"
)
VIEWS = vocabulary(
    "Views of a piece",
    "top | top",
    "front | front",
    "side | side",
    "inside | inside",
    "back | back",
    "hallmark | hallmark",
    "clasp | clasp",
    "detail | detail",
)
VIEWS_WANTED: dict[str, tuple[str, ...]] = {
    "ring": ("top", "front", "side", "inside", "hallmark"),
    "earrings": ("front", "back", "side", "hallmark"),
    "necklace": ("front", "back", "clasp", "hallmark"),
    "bracelet": ("front", "back", "clasp", "hallmark"),
    "chain": ("front", "clasp", "hallmark"),
    "brooch": ("front", "back", "hallmark"),
    "watch": ("front", "back", "side", "clasp"),
    "loose_stone": ("top", "side"),
}
"""Views that a report should show, by category; others want front, back, hallmark."""


def views_wanted(category: str) -> tuple[str, ...]:
    """The views that a condition report of this category should show."""
    return VIEWS_WANTED.get(category, ("front", "back", "hallmark"))


def views_missing(category: str, shown: Iterable[str]) -> tuple[str, ...]:
    """The wanted views that no photo shows, in their order.

    ``shown`` has a view for each photo; the first one without a view ("") is taken for the view that
    is wanted first, as a report takes it.
    """
    there, wanted = set(shown), views_wanted(category)
    if "" in there:
        there.add(wanted[0])
    return tuple(view for view in wanted if view not in there)


PARTY_ROLES = vocabulary(
    "Roles of a party",
    *[
        "client",
        "consignor",
        "vendor",
        "artisan",
        "carrier",
        "press",
        "bidder",
        "appraiser",
        "borrower",
        "staff",
    ],
    "landlord | landlord of an event",
)

PRICE_KINDS = vocabulary(
    "Kinds of value",
    "price | price",
    "agreed | agreed price",
    "reserve | reserve",
    "insured | insured value",
    "cost | cost",
    "declared | value stated by the customer",
)
CONFIDENTIAL_PRICES = frozenset({"reserve", "cost"})
"""Values that never stand on a tag, a client's paper or a screen that a client sees."""

METHODS = vocabulary(
    "How it was measured",
    "scale | by scale",
    "by_hand | typed by hand",
    "formula | est. (mounted)",
    "report | by report",
    "stamped | as stamped",
    "stated | customer stated",
)

TREATMENTS = vocabulary(
    "Treatments",
    "none_indicated | no indications of treatment",
    "unknown | not tested",
    "heat | heated",
    "oil_minor | oil or resin, minor",
    "oil_moderate | oil or resin, moderate",
    "oil_significant | oil or resin, significant",
    "filled | fracture filled",
    "diffusion | diffusion",
    "irradiation | irradiated",
    "hpht | HPHT",
    "laser_drilled | laser drilled",
    "coated | coated",
    "dyed | dyed",
    "bleached | bleached",
    "impregnated | impregnated",
    "composite | composite",
)

VOCABULARIES: dict[str, Vocabulary] = {
    key.lower(): value for key, value in list(globals().items()) if isinstance(value, Vocabulary)
}
"""Every list of this page by its lower-case name, for settings and exports."""
