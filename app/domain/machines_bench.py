"""Machines of the bench: jobs, customers' repairs, print jobs.

The bench stages themselves (cad, cast, finish, set, polish, plate, engrave, size) are facts of a
job; the machine says only that it is at the bench.
"""

from __future__ import annotations

from app.domain.machine import machine, steps

STAGES = ("cad", "cast", "finish", "set", "polish", "plate", "engrave", "size")

JOB = machine(
    "job",
    "job",
    "draft quoted approved kitted issued at_bench waiting qc rework passed done closed on_hold "
    "cancelled",
    steps("-", "draft", "OC OA SA MG SYS"),
    steps("draft", "quoted", "OC OA SA MG"),
    steps("quoted", "draft", "OC OA SA MG"),
    steps("draft quoted", "approved", "OC OA SA MG SYS"),
    steps("approved", "kitted", "OC OA MG"),
    steps("approved kitted", "issued", "OC OA MG"),
    steps("kitted", "approved", "OA MG"),
    steps("issued waiting rework", "at_bench", "OA MG SYS"),
    steps("issued at_bench rework", "waiting", "OA MG", reason=True),
    steps("at_bench", "issued", "OA MG"),
    steps("issued at_bench waiting", "approved", "OA SA MG", reason=True),  # a new quote is needed
    steps("issued at_bench rework", "qc", "OA MG"),
    steps("qc", "rework", "EC OA MG", reason=True),
    steps("qc", "passed", "EC OA MG"),
    steps("passed done", "rework", "OC OA SA MG", reason=True),  # "still tight"
    steps("passed", "done", "OC OA MG SYS"),
    steps("done", "closed", "OC OA MG SYS"),
    steps("closed", "rework", "OC OA MG", reason=True),  # warranty, at 0.00
    steps(
        "draft quoted approved kitted issued at_bench waiting qc rework passed",
        "on_hold",
        "OC OA MG SYS",
        reason=True,
    ),
    steps(
        "on_hold", "draft quoted approved kitted issued at_bench waiting qc rework passed", "OA MG"
    ),
    steps("draft quoted", "cancelled", "OC OA SA MG SYS", reason=True),
    steps(
        "approved kitted issued at_bench waiting qc rework passed on_hold",
        "cancelled",
        "MG",
        reason=True,
    ),
)

REPAIR = machine(
    "repair",
    "repair",
    "taken_in diagnosed quoted approved declined in_job qc ready reminded unclaimed collected "
    "shipped",
    steps("-", "taken_in", "OC SA MG"),
    steps("taken_in", "diagnosed", "OA SA MG"),
    steps("taken_in diagnosed", "quoted", "OC OA SA MG"),
    steps("taken_in diagnosed", "approved", "OC OA SA MG"),  # authority up to a limit, warranty
    steps("taken_in", "ready", "OC OA SA MG"),  # done while the client waits
    steps("quoted", "approved", "OC SA MG"),
    steps("quoted", "declined", "OC SA MG", reason=True),
    steps("approved in_job", "quoted", "OA SA MG", reason=True),
    steps("approved", "in_job", "OA MG SYS"),
    steps("in_job", "qc", "OA MG"),
    steps("qc", "in_job", "OA SA MG", reason=True),
    steps("qc declined", "ready", "OC OA SA MG"),
    steps("ready reminded", "in_job", "OC OA SA MG", reason=True),  # "still tight"
    steps("ready", "reminded", "OC SA MG SYS"),
    steps("reminded", "unclaimed", "MG", reason=True),
    steps("ready reminded unclaimed", "collected shipped", "OC SA MG", final=True),
)

PRINT = machine(
    "print",
    "print job",
    "rendering queued sending sent doubtful failed cancelled",
    steps("-", "rendering", "SYS"),
    steps("rendering", "queued failed", "SYS"),
    steps("queued", "sending", "SYS"),
    steps("sending", "sent doubtful failed queued", "SYS"),
    steps("sent", "doubtful", "SYS"),
    steps("doubtful", "sent", "OC EC OA SA MG SYS"),
    steps("doubtful", "queued", "OC EC OA SA MG", reason=True),
    steps("failed", "queued", "OC EC OA SA MG SYS"),
    steps("rendering queued doubtful failed", "cancelled", "OC EC OA SA MG SYS"),
    steps("cancelled", "queued", "OC EC OA SA MG"),
)
