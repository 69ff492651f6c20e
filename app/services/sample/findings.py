"""What Sara finds on the sample's pieces, and where it lies on their photos.

A finding is only one of a piece that can have it: no prong where no stone is held by prongs. Places are
in hundredths of a photo's width and height; what a photo does not show is listed without a place.
"""

from __future__ import annotations

from collections.abc import Iterator

from app.services.report_start import KnownPiece

Finding = tuple[str, str, int, str]
"""Where, what, how bad, in words."""
_OF_CATEGORY: dict[str, tuple[Finding, ...]] = {
    "ring": (
        ("PR-3", "prong_worn", 2, "Tip flat, stone secure."),
        ("ST-1", "abrasion", 1, "Table edge."),
        ("SHK-B", "shank_thin", 3, "At 6 o'clock."),
        ("INS", "sizing_seam", 0, ""),
        ("SHO-L", "scratch", 1, "Fine, along the shoulder."),
        ("ST-4", "chip", 2, "At the girdle, under the prong."),
        ("PR-4", "prong_re_tipped", 0, "An old repair, sound."),
    ),
    "earrings": (
        ("POST", "pin_bent", 2, "Left post, slightly."),
        ("ST-2", "facet_wear", 1, ""),
        ("NUT", "component_missing", 3, "One nut is a replacement."),
    ),
    "necklace": (
        ("KNOT", "silk_stretched", 2, "Between the 3rd and 9th pearl."),
        ("CL", "clasp_fault", 2, "Tongue weak."),
        ("BD-14", "nacre_loss", 1, ""),
    ),
    "chain": (
        ("LK-5", "links_worn", 2, "Flat where they lie in each other."),
        ("CL", "spring_weak", 2, ""),
        ("END-1", "solder_repair", 0, "Old, clean."),
    ),
    "bracelet": (("LK-5", "links_worn", 2, ""), ("CL", "clasp_fault", 3, "Safety catch loose.")),
    "bangle": (
        ("BODY", "scratch", 1, "Fine scratches all over."),
        ("INS", "solder_repair", 0, "Old, clean."),
        ("MARK", "hallmark_rubbed", 1, "Readable at 10×."),
    ),
    "cufflinks": (
        ("FRAME", "scratch", 1, "Fine scratches all over."),
        ("POST", "spring_weak", 1, "The left toggle is slack."),
        ("MARK", "hallmark_rubbed", 1, "Readable at 10×."),
    ),
    "": (
        ("FRAME", "scratch", 1, "Fine scratches all over."),
        ("BACK", "solder_repair", 0, "Old, clean."),
        ("MARK", "hallmark_rubbed", 1, "Readable at 10×."),
    ),
}
_UNHELD = frozenset({"signet", "band", "eternity"})
"""Pictures of rings that have no prongs to number."""
_PLACES: dict[str, dict[str, tuple[int, int]]] = {
    "solitaire": {"ST-1": (50, 16), "PR-3": (46, 25), "PR-4": (53, 24), "SHO-L": (35, 35),
                  "SHK-B": (50, 90), "INS": (27, 73)},
    "ring": {"ST-1": (50, 18), "PR-3": (42, 25), "PR-4": (58, 25), "SHO-L": (29, 44),
             "SHK-B": (43, 89), "INS": (29, 78)},
    "cluster": {"ST-1": (49, 21), "PR-3": (42, 24), "PR-4": (56, 23), "ST-4": (65, 20),
                "SHO-L": (33, 41), "SHK-B": (51, 83), "INS": (31, 71)},
    "signet": {"SHO-L": (27, 42), "SHK-B": (52, 90), "INS": (28, 71)},
    "band": {"SHO-L": (23, 42), "SHK-B": (54, 89), "INS": (27, 62)},
    "eternity": {"ST-1": (44, 9), "ST-4": (74, 25), "SHK-B": (53, 88), "INS": (28, 62)},
    "pendant": {"FRAME": (37, 66)},
    "cufflinks": {"FRAME": (24, 55)},
    "brooch": {"FRAME": (26, 62)},
    "earrings": {"ST-2": (31, 38)},
    "pearls": {"CL": (52, 19), "KNOT": (76, 31), "BD-14": (43, 74)},
    "chain": {"LK-5": (38, 25), "CL": (25, 78), "END-1": (64, 54)},
    "bracelet": {"LK-5": (75, 28), "CL": (51, 16)},
    "bangle": {"BODY": (50, 71), "INS": (50, 28)},
}  # fmt: skip


def possible(piece: KnownPiece, picture: str) -> tuple[Finding, ...]:
    """What may be found on a piece that is shown by a picture of the sample (its name)."""
    category = "chain" if picture.startswith("chain") else piece.category
    return tuple(_that_it_can_have(piece, _OF_CATEGORY.get(category, _OF_CATEGORY[""]), picture))


def _that_it_can_have(
    piece: KnownPiece, findings: tuple[Finding, ...], picture: str
) -> Iterator[Finding]:
    for finding in findings:
        base, _, number = finding[0].partition("-")
        if base == "PR" and (not piece.stones or picture.split("_")[0] in _UNHELD):
            continue
        if base == "ST" and piece.stone_count < int(number):
            continue
        yield finding


def place_on(picture: str, location: str) -> tuple[int, int] | None:
    """Where a place lies on a picture, in millionths; None where it is not seen."""
    at = _PLACES.get(picture.split("_")[0], {}).get(location)
    return (at[0] * 10_000, at[1] * 10_000) if at else None
