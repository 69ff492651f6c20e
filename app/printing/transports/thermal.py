"""A receipt printer in the network (ESC/POS on port 9100): bytes of a receipt, and what it says of paper."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from app.printing.transports.base import (
    AWAY,
    BY_DEVICE,
    BY_NOBODY,
    HEAD_OPEN,
    PAPER_OUT,
    READY,
    SILENT,
    Confirmation,
    Outgoing,
    PrinterStatus,
    Progress,
    Tell,
    TransportError,
)
from app.printing.transports.tcp import Line

_ASK_OFFLINE, _ASK_PAPER = b"\x10\x04\x02", b"\x10\x04\x04"
"""DLE EOT n: answered at once, also while it prints. 2: why it is offline; 4: the paper's sensor."""
_ASK_AFTER = b"\x1dr\x01"
"""GS r 1: answered when all before it has been done."""
_FIXED, _FIXED_IS = 0x93, 0x12
_COVER, _PAPER_END, _PAPER_LOW = 0x04, 0x60, 0x0C
ASK_S, AFTER_S = 1.0, 20.0


class ThermalTcp:
    """Receipts to a printer at ``address``. Many of these printers answer nothing: then nobody confirms."""

    def __init__(
        self,
        address: str,
        *,
        stopped: Callable[[], bool] = lambda: False,
        ask_s: float = ASK_S,
        after_s: float = AFTER_S,
    ) -> None:
        self.address = address
        self._stopped = stopped
        self._ask_s, self._after_s = ask_s, after_s

    def status(self) -> PrinterStatus:
        """What it says of cover and paper; one that never answers is not called ready or broken."""
        try:
            with Line(self.address, self._stopped) as line:
                return self._asked(line)
        except TransportError as error:
            return PrinterStatus(AWAY, "Not reached", "bad", error.message)

    def send_all(self, parts: Sequence[Outgoing], title: str, tell: Tell) -> Confirmation:
        """Print receipts; the drawer's kick is in their bytes."""
        with Line(self.address, self._stopped) as line:
            status = self._asked(line)
            if status.code not in (READY, SILENT):
                raise TransportError(
                    status.words,
                    f"{status.words}: nothing was printed.",
                    "Put a roll in and close the cover; it goes on by itself.",
                    retry=True,
                    fault=status.code,
                )
            for nth, part in enumerate(parts):
                tell(Progress(nth + 1, 0))
                for _ in range(part.copies):
                    line.write(part.data)
            if status.code == SILENT:
                return Confirmation(BY_NOBODY, "sent, and this printer never answers")
            line.write(_ASK_AFTER, counts=False)
            line.read(bool, self._after_s)
        return Confirmation(BY_DEVICE, "printed, told by the printer")

    def _asked(self, line: Line) -> PrinterStatus:
        line.write(_ASK_OFFLINE + _ASK_PAPER, counts=False)
        try:
            answer = line.read(lambda found: len(found) >= 2, self._ask_s)
        except TransportError as error:
            if error.fault != SILENT:
                raise
            return PrinterStatus(SILENT, "Tells nothing back", "info", "device tells nothing back")
        return status_in(answer)


def status_in(answer: bytes) -> PrinterStatus:
    """The two bytes of the answer in words."""
    offline, paper = answer[0], answer[1]
    if offline & _FIXED != _FIXED_IS or paper & _FIXED != _FIXED_IS:
        return PrinterStatus(SILENT, "Tells nothing back", "info", "its answer is not understood")
    if paper & _PAPER_END:
        return PrinterStatus(PAPER_OUT, "Out of paper", "bad", "told by the printer")
    if offline & _COVER:
        return PrinterStatus(HEAD_OPEN, "Cover open", "bad", "told by the printer")
    if paper & _PAPER_LOW:
        return PrinterStatus(READY, "Paper low", "warn", "told by the printer")
    return PrinterStatus(READY, "Ready", "ok", "told by the printer")
