"""A program whose printer takes a job and does not come back: ``python -m tests.robustness.stuck_sender``.

Its words are the shop, the printer, and how long a lease is (ms). It says "sending" when the call to
the printer has begun, and comes back from it at a line on its input.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from app.printing.transports.base import Confirmation, Outgoing, PrinterStatus, Tell
from app.services import print_lease
from app.services.print_sending import run_queue
from app.shop import Shop
from tests.robustness.killing import KEY, say


class Stuck:
    """A call to a printer that tells nothing for as long as nobody types a line."""

    def send_all(self, parts: Sequence[Outgoing], title: str, tell: Tell) -> Confirmation:
        say("sending")
        sys.stdin.readline()
        return Confirmation("device", "")

    def status(self) -> PrinterStatus:
        return PrinterStatus("ready", "Ready", "ok")


def main(folder: str, printer: str, lease_ms: str) -> None:
    """Send."""
    print_lease.LEASE_MS = int(lease_ms)
    shop = Shop.open(Path(folder), KEY)
    run_queue(shop, Stuck(), printer)
    shop.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
