"""A program that sends what waits for a printer: ``python -m tests.robustness.sender SHOP PRINTER``.

It says "ready" when the shop is open, begins at a line on its input, and says how many jobs it sent.
"""

from __future__ import annotations

import sys
from pathlib import Path

from app.services.print_sending import run_queue
from app.services.print_store import reading
from app.services.printers import printer_of
from app.shop import Shop
from tests.robustness.killing import KEY, say
from tests.services.printing_desk import quick_way


def main(folder: str, printer: str) -> None:
    """Send."""
    shop = Shop.open(Path(folder), KEY)
    with reading(shop) as db:
        way = quick_way(shop, printer_of(db, printer))
    say("ready")
    sys.stdin.readline()
    sent = run_queue(shop, way, printer)
    say(str(len(sent.ids("print_job"))))
    shop.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
