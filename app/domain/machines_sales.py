"""Machines of selling: orders, their lines, shipments, returns."""

from __future__ import annotations

from app.domain.machine import machine, steps

ORDER = machine(
    "order",
    "order",
    "draft imported review on_hold confirmed in_work ready part_shipped shipped collected "
    "delivered closed cancelled returned_to_sender",
    steps("-", "draft", "OC EC SA MG"),
    steps("-", "imported", "OC EC MG SYS"),
    steps("draft imported", "review", "OC EC SA MG SYS"),
    # What the file of another system says is already over, is over here too.
    steps("imported review on_hold", "shipped delivered closed", "SYS"),
    steps("imported", "on_hold", "OC EC MG SYS", reason=True),
    steps("review confirmed in_work ready", "on_hold", "OC EC SA MG SYS", reason=True),
    steps("on_hold", "review in_work ready", "OC EC MG"),
    steps("confirmed in_work ready", "review", "OC EC MG SYS", reason=True),
    steps("draft review on_hold", "confirmed", "OC EC SA MG"),
    steps("confirmed", "in_work ready", "OC OA SYS"),
    steps("in_work", "ready", "OA SYS"),
    steps("ready", "in_work", "OC OA MG SYS", reason=True),
    steps("confirmed in_work ready", "part_shipped", "OC EC OA MG SYS", final=True),
    steps("ready part_shipped", "shipped", "OC EC OA MG SYS", final=True),
    steps("ready part_shipped", "collected", "OC OA SA MG", final=True),
    steps("shipped collected", "delivered", "OC EC OA SYS", final=True),
    steps("shipped part_shipped", "returned_to_sender", "OC EC OA SYS", reason=True, final=True),
    steps("returned_to_sender", "review ready", "OC EC OA MG", reason=True),
    steps("delivered", "closed", "OC EC SYS"),
    steps("closed", "delivered", "OC EC MG", reason=True),
    steps("draft imported review on_hold confirmed", "cancelled", "OC EC MG SYS", reason=True),
    steps("in_work ready returned_to_sender", "cancelled", "MG", reason=True),
)

LINE = machine(
    "line",
    "order line",
    "new verified reserved to_make to_size to_engrave backordered in_job qc_pass packed shipped "
    "collected delivered return_open returned exchanged cancelled",
    steps("-", "new", "OC EC SA MG SYS"),
    steps("new", "verified", "OC EC SA MG"),
    steps("new", "shipped delivered", "SYS"),  # already over in the file
    steps("verified", "reserved backordered", "OC EC SA MG SYS"),
    steps("verified reserved backordered", "to_make to_size to_engrave", "OC EC SA MG SYS"),
    steps("backordered", "reserved", "OC EC SA MG SYS"),
    # A change of what was verified asks for the check again.
    steps(
        "verified reserved backordered to_make to_size to_engrave in_job qc_pass",
        "new",
        "OC EC SA MG SYS",
        reason=True,
    ),
    steps("reserved to_make to_size to_engrave in_job", "verified", "OC EC OA MG SYS", reason=True),
    steps("to_make to_size to_engrave", "in_job", "OC OA MG SYS"),
    steps("in_job", "qc_pass", "EC OA MG"),
    steps("qc_pass", "in_job", "OC OA MG", reason=True),  # "still tight"
    steps("verified", "delivered", "OC EC SYS"),  # a tip or a fee: nothing to hand over
    steps("reserved qc_pass", "packed", "OC EC OA MG"),
    steps("packed", "reserved qc_pass", "OC EC OA MG"),
    steps("packed", "shipped", "OC EC OA MG SYS", final=True),
    steps("packed reserved qc_pass", "collected", "OC OA SA MG", final=True),
    steps("shipped collected", "delivered", "OC EC OA SA SYS", final=True),
    steps("shipped", "packed", "OC EC OA SYS", reason=True, final=True),  # came back undelivered
    steps("shipped collected delivered", "return_open", "OC EC MG"),
    steps("return_open", "delivered", "OC EC MG", reason=True),
    steps("return_open", "returned exchanged", "OC EC MG", final=True),
    steps("new verified reserved backordered", "cancelled", "OC EC SA MG SYS", reason=True),
    steps("to_make to_size to_engrave", "cancelled", "OC EC MG SYS", reason=True),
    steps("in_job qc_pass", "cancelled", "MG", reason=True),
)

SHIPMENT = machine(
    "shipment",
    "shipment",
    "draft packing packed labelled handed_over in_transit exception claim settled delivered "
    "returned_to_sender cancelled",
    steps("-", "draft", "OC EC OA MG"),
    steps("draft", "packing", "OC EC OA MG"),
    steps("packing", "draft packed", "OC EC OA MG"),
    steps("packed", "labelled", "OC EC OA MG"),
    steps("packed labelled", "draft", "OC EC MG", reason=True),
    steps("labelled", "handed_over", "OC EC OA MG", final=True),
    steps("handed_over", "in_transit", "OC OA SYS", final=True),
    steps("handed_over in_transit", "exception", "OC EC OA SYS", reason=True, final=True),
    steps("exception", "in_transit", "OC EC OA SYS"),
    steps("exception", "claim", "MG", reason=True),
    steps("claim", "settled", "MG", final=True),
    steps("handed_over in_transit exception", "delivered", "OC EC OA SYS", final=True),
    steps("handed_over in_transit exception", "returned_to_sender", "OC OA SYS", final=True),
    steps("draft packing", "cancelled", "OC EC OA MG", reason=True),
)

RETURN = machine(
    "return",
    "return",
    "requested refused authorised in_transit received inspected approved disputed refunded "
    "exchanged repaired sent_back closed",
    steps("-", "requested", "OC EC SA MG"),
    steps("requested", "refused", "OC EC MG", reason=True),
    steps("requested", "authorised", "OC EC MG"),
    steps("refused", "authorised", "MG", reason=True),
    steps("authorised", "in_transit", "OC OA SYS"),
    steps("authorised in_transit", "received", "OC OA MG", final=True),
    steps("authorised", "closed", "OC EC SYS", reason=True),  # never came
    steps("received", "inspected", "OA SA MG"),
    steps("inspected", "approved", "OC OA MG"),
    steps("inspected", "disputed", "OA MG", reason=True),
    steps("disputed", "approved sent_back", "MG", reason=True),
    steps("approved", "refunded exchanged repaired sent_back", "OC EC MG", final=True),
    steps("refused refunded exchanged repaired sent_back", "closed", "OC EC OA SYS"),
)
