"""All steps of a shop at work. A seed's history depends on their order: goods first, then orders."""

from __future__ import annotations

from tests.services import any_sequence_goods, any_sequence_orders
from tests.services.any_sequence import STEPS

PARTS = (any_sequence_goods, any_sequence_orders)
ALL = STEPS
