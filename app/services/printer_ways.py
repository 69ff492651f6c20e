"""From a printer's row to the way there: which transport, how it stands to its roll, which parts it takes."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from typing import Any

from app.domain.errors import InputError
from app.models.database import Database
from app.printing.transports.base import Outgoing, Transport
from app.printing.transports.labels import LabelSetting
from app.services.print_labels import dots, stock_named
from app.services.print_parts import Part
from app.services.printers import (
    FOLDER,
    KINDS,
    LABEL_KINDS,
    OS_IMAGE,
    OS_PDF,
    OS_RAW,
    THERMAL,
    ZEBRA_TCP,
    Printer,
    folder_of,
    printer_of,
)

QUEUE = "queue:"
"""Before the name of a system's queue where the same kind could have an address."""
_ENDINGS = {
    **dict.fromkeys(LABEL_KINDS, (".png",)),
    OS_PDF: (".pdf",),
    THERMAL: (".escpos",),
}
_TAKES = {
    **dict.fromkeys(LABEL_KINDS, "labels only"),
    OS_PDF: "papers only",
    THERMAL: "till receipts only",
}


def never_stopped() -> bool:
    """For whoever waits as long as it takes."""
    return False


def transport_for(db: Database, key: str, stopped: Callable[[], bool] = never_stopped) -> Transport:
    """The way to a printer; InputError for one that this PC does not have."""
    return way_to(db, printer_of(db, key), stopped)


def way_to(
    db: Database, printer: Printer, stopped: Callable[[], bool] = never_stopped
) -> Transport:
    """The way to a printer of these values, which need not be stored yet."""
    if printer.kind == FOLDER:
        from app.printing.transports.file import FolderTransport

        return FolderTransport(folder_of(db))
    if printer.kind == ZEBRA_TCP:
        from app.printing.transports.zebra import ZebraTcp

        return ZebraTcp(printer.where, setting_of(db, printer), stopped=stopped)
    if printer.kind == THERMAL and not printer.where.startswith(QUEUE):
        from app.printing.transports.thermal import ThermalTcp

        return ThermalTcp(printer.where, stopped=stopped)
    queue = printer.where.removeprefix(QUEUE)
    setting = setting_of(db, printer) if printer.kind in LABEL_KINDS else None
    return (
        _through_windows(printer, queue, setting)
        if sys.platform == "win32"
        else (_through_cups(printer, queue, setting))
    )


def _through_cups(printer: Printer, queue: str, setting: LabelSetting | None) -> Transport:
    from app.printing.transports.cups import CupsImages, CupsPdf, CupsRaw

    if printer.kind in (OS_RAW, THERMAL):
        return CupsRaw(queue, setting)
    if printer.kind == OS_IMAGE:
        return CupsImages(queue, setting or LabelSetting(), printer.dpi)
    return CupsPdf(queue)


def _through_windows(printer: Printer, queue: str, setting: LabelSetting | None) -> Transport:
    if printer.kind in (OS_RAW, THERMAL):
        from app.printing.transports.winspool import WinRaw

        return WinRaw(queue, setting)
    from app.printing.transports.by_qt import QtQueue

    return QtQueue(queue, setting, printer.dpi if printer.kind == OS_IMAGE else 0)


def os_jobs_of(way: Transport) -> Callable[[int], Any] | None:
    """What tells of a job that the system's spooler has, where the way knows it."""
    found = getattr(way, "job", None)
    return found if callable(found) else None


def setting_of(db: Database, printer: Printer) -> LabelSetting:
    """How a printer stands to its roll, in its own dots."""
    stock = stock_named(db, printer.stock)
    grid, is_roll = stock.grid, stock.media != "sheet"
    across = max(grid.columns if is_roll else 1, printer.across)
    several = is_roll and grid.columns > 1
    pitch = grid.pitch_x_um if several else stock.width_um + stock.gap_um
    return LabelSetting(
        right=dots(printer.right_um, printer.dpi),
        down=dots(printer.down_um, printer.dpi),
        darkness=printer.darkness,
        speed=printer.speed,
        media=stock.media,
        across=across,
        pitch=dots(pitch, printer.dpi),
        left=dots(grid.left_um, printer.dpi) if several else 0,
        width=dots(grid.page_width_um, printer.dpi) if several else 0,
        length=dots(stock.height_um, printer.dpi) if printer.checks_length else 0,
        wanted=stock.name,
    )


def across_of(db: Database, printer: Printer) -> int:
    """How many labels lie side by side on the printer's roll."""
    return setting_of(db, printer).across if printer.takes_labels else 1


def outgoing(printer: Printer, parts: Sequence[Part], copies: int) -> list[tuple[Part, Outgoing]]:
    """The parts of a job that a printer takes, each as it leaves."""
    endings = _ENDINGS.get(printer.kind)
    return [
        (part, Outgoing(part.name, part.data, copies))
        for part in parts
        if part.data and (endings is None or part.name.endswith(endings))
    ]


def suits(printer: Printer, parts: Sequence[Part]) -> None:
    """Refuse a job of which the printer takes nothing."""
    if not outgoing(printer, parts, 1):
        raise InputError(
            "Not for this printer",
            f"{printer.title} takes {_TAKES.get(printer.kind, KINDS[printer.kind])}.",
            "Choose another printer, or the folder.",
            field="printer",
        )
