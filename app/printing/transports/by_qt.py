"""Papers and labels through the system's own drivers, where Qt draws them: on Windows.

Services know no Qt; the window says at its start who prints for them (``use``).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from app.printing.tag.png import png
from app.printing.transports.base import (
    AWAY,
    BY_SPOOLER,
    READY,
    Confirmation,
    Outgoing,
    PrinterStatus,
    Progress,
    Tell,
    TransportError,
)
from app.printing.transports.labels import LabelSetting, rows_of


class OsPrinting(Protocol):
    """Who prints through a driver; each call returns when the system's spooler has all of it."""

    def print_pdf(self, pdf: bytes, queue: str, copies: int, title: str) -> None:
        """A paper at its own size."""
        ...

    def print_images(self, pngs: Sequence[bytes], queue: str, dpi: int, title: str) -> None:
        """A page an image, dot for dot, at the upper left."""
        ...

    def has(self, queue: str) -> bool:
        """Whether the system has a printer of that name."""
        ...


_used: list[OsPrinting] = []


def use(printing: OsPrinting) -> None:
    """From now on this one prints."""
    _used[:] = [printing]


def _printing() -> OsPrinting:
    if not _used:
        raise TransportError(
            "Only with a window",
            "This printer is reached through its driver, which needs Parure's window.",
            "Open Parure; what waits is printed then.",
            retry=True,
            fault=AWAY,
        )
    return _used[0]


class QtQueue:
    """A queue of the system by its driver. With ``dpi`` it takes labels, else papers."""

    def __init__(self, name: str, setting: LabelSetting | None = None, dpi: int = 0) -> None:
        self.name = name
        self._setting, self._dpi = setting or LabelSetting(), dpi

    def status(self) -> PrinterStatus:
        """Whether the system still has it; more it does not tell."""
        try:
            there = _printing().has(self.name)
        except TransportError as error:
            return PrinterStatus(AWAY, "Not known yet", "info", error.message)
        if not there:
            return PrinterStatus(AWAY, "Not there", "bad", "the system has no such printer")
        return PrinterStatus(READY, "Spooler takes jobs", "info", "device tells nothing back")

    def send_all(self, parts: Sequence[Outgoing], title: str, tell: Tell) -> Confirmation:
        """Labels as one job, papers as one job each."""
        printing = _printing()
        if self._dpi:
            rows = rows_of(parts, self._setting)
            pngs = [png(row.image, self._dpi) for row in rows for _ in range(row.copies)]
            tell(Progress(len(parts), 0))
            printing.print_images(pngs, self.name, self._dpi, title)
            return Confirmation(BY_SPOOLER, "the spooler has it")
        for nth, part in enumerate(parts):
            tell(Progress(nth + 1, 0))
            try:
                printing.print_pdf(part.data, self.name, part.copies, title)
            except TransportError as error:
                error.sent_bytes = error.sent_bytes or nth
                raise
        return Confirmation(BY_SPOOLER, "the spooler has it")
