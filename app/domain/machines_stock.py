"""Machines of what lies in the house: pieces, counts, loans, custody.

A piece has three fields that are never folded into one: availability (PIECE), whereabouts (told by
its place, no machine) and quality (QUALITY).
"""

from __future__ import annotations

from app.domain.machine import machine, steps

PIECE = machine(
    "piece",
    "piece",
    "intake hold free reserved sold delivered returned_to_owner written_off broken_up",
    steps("-", "intake", "OC OA SA MG SYS"),
    steps("intake", "hold free", "OC OA SA MG SYS"),
    steps("intake", "reserved", "OC SA MG SYS"),  # made or bought for an order
    steps("hold", "free", "MG SYS", reason=True, second=True),
    steps("free reserved", "hold", "OA SA MG", reason=True),
    steps("free", "reserved", "OC EC SA MG SYS"),
    steps("reserved", "free", "OC EC SA MG SYS"),
    steps("free reserved", "sold", "OC EC SA MG SYS", final=True),
    steps("sold", "free reserved", "OC SA MG", reason=True, final=True),  # void of the same day
    steps("sold", "delivered", "OC OA SA MG SYS", final=True),
    # A returned piece waits in hold (and in quarantine) until it has been inspected.
    steps("sold delivered", "hold", "OC OA MG SYS", reason=True, final=True),
    steps("delivered returned_to_owner", "intake", "OC OA SA MG", reason=True, final=True),
    steps("intake hold free", "returned_to_owner", "OA SA MG", reason=True, final=True),
    steps(
        "intake hold free reserved sold",
        "written_off",
        "MG",
        reason=True,
        second=True,
        final=True,
    ),
    steps("written_off", "hold", "OA MG SYS", reason=True, final=True),  # found again
    steps("free", "broken_up", "MG", reason=True),
)

HOLDS = tuple(
    # One machine a reason, so that holds stack: a piece is free when none of them is on. A hold that
    # began with the piece's own step alone ends without having been "on" here.
    machine(
        f"hold_{code}",
        "hold",
        "on off",
        steps("- off", "on", "OC OA SA MG SYS"),
        steps("- on", "off", "MG SYS"),
    )
    for code in ("second_hand", "police", "title", "estate", "return", "check", "found", "other")
)

QUALITY = machine(
    "quality",
    "piece's quality",
    "ok quarantine incomplete",
    steps("-", "ok", "OC EC OA SA MG SYS"),
    steps("- ok incomplete", "quarantine", "OC EC OA SA MG SYS", reason=True),
    steps("- ok", "incomplete", "OC EC OA SA MG SYS", reason=True),
    steps("quarantine", "ok incomplete", "OA MG", reason=True),
    steps("incomplete", "ok", "OC OA SA MG", reason=True),
)

COUNT = machine(
    "count",
    "count",
    "planned open counting recount review approved posted void",
    steps("-", "planned", "OA MG"),
    steps("- planned", "open", "OC EC OA SA MG"),
    steps("open", "counting", "OC EC OA SA MG"),
    steps("counting", "recount review", "OC EC OA SA MG"),
    steps("recount", "review", "OC EC OA SA MG"),
    steps("review", "recount", "OA MG"),
    steps("review", "approved", "MG", second=True),
    steps("approved", "posted", "MG SYS", second=True, final=True),
    steps("planned open counting recount review approved", "void", "MG", reason=True),
)

LOAN = machine(
    "loan",
    "loan",
    "draft approved packed out extended recalled part_returned returned closed cancelled",
    steps("-", "draft", "OA SA MG"),
    steps("draft", "approved", "OA SA MG"),
    steps("approved", "draft packed", "OA SA MG"),
    steps("packed", "approved", "OA SA MG"),
    steps("packed", "out", "OA SA MG", final=True),
    steps("out part_returned recalled extended", "extended", "OA SA MG", reason=True),
    steps("out extended part_returned", "recalled", "MG", reason=True),
    steps("out extended recalled", "part_returned returned", "OA SA MG SYS", final=True),
    steps("part_returned", "returned", "OA SA MG SYS", final=True),
    steps("returned", "closed", "OA SA MG SYS"),
    steps("draft approved packed", "cancelled", "OA SA MG", reason=True),
)

LOAN_ITEM = machine(
    "loan_item",
    "lent piece",
    "listed packed out returned sold lost stolen kept sent_on swapped taken_off",
    steps("-", "listed", "OA SA MG"),
    steps("listed", "packed", "OA SA MG"),
    steps("packed", "listed", "OA SA MG"),
    steps("packed", "out", "OA SA MG SYS", final=True),
    steps("out lost stolen sent_on", "returned", "OA SA MG", final=True),
    steps("out sent_on", "sold kept", "OC MG", reason=True, final=True),
    steps("out sent_on", "lost stolen", "OA MG", reason=True, final=True),
    steps("out", "sent_on swapped", "OA MG", reason=True, final=True),
    steps("listed packed", "taken_off", "OA SA MG"),
)

CUSTODY = machine(
    "custody",
    "hand-over",
    "offered accepted declined withdrawn",
    steps("-", "offered", "OC OA SA MG SYS"),
    steps("offered", "accepted", "OC OA SA MG SYS", final=True),
    steps("offered", "declined", "OC OA SA MG", reason=True),
    steps("offered", "withdrawn", "OC OA SA MG", reason=True),
)
