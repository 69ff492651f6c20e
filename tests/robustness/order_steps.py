"""Imports a file in small slices and sends its ring to the bench, saying each step: to be killed."""

from __future__ import annotations

import sys
from pathlib import Path

from app.domain.actors import Actor
from app.services import import_apply, jobs, order_review
from app.services.orders import order_by_number, order_card
from app.shop import Shop
from tests.exchange.make_files import w06
from tests.exchange.make_orders import make_orders
from tests.exchange.reading import file_of
from tests.robustness.killing import KEY, say

SLICE = 10
ORDERS = 41


def main(folder: Path, user_id: int, tag: str) -> None:
    """The steps of an order clerk, each said after it was saved."""
    olga = Actor(user_id, "olga", "Olga Marchenko", frozenset({"OC"}))
    file = file_of(w06(), *make_orders(ORDERS - 1, seed=9))
    shop = Shop.open(folder, KEY)
    say("ready")
    import_apply.SLICE = SLICE
    import_apply.apply(shop, olga, file, progress=lambda done, _: say(f"imported {done}"))
    reader = shop.reader()
    order_id = order_by_number(reader, "#1042")
    assert order_id is not None
    ring = order_card(reader, order_id).lines[0].id
    reader.close()
    with shop.work(olga, "reserve") as w:
        order_review.set_piece_by_code(w, ring, tag)
    say("reserved")
    for point in ("sku", "available", "size", "metal", "stones", "engraving"):
        with shop.work(olga, "tick") as w:
            order_review.tick(w, order_id, point, ring)
        say(f"ticked {point}")
    with shop.work(olga, "read_back") as w:
        order_review.lock_read_back(w, ring, "phone")
    say("read back")
    with shop.work(olga, "send") as w:
        sent = jobs.send_to_bench(w, order_id)
    say("sent")
    with shop.work(olga, "bag") as w:
        jobs.store_bag(w, sent.first("job"))
    say("bag")
    shop.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3])
