"""Papers and labels through the system's own driver, drawn by Qt: the way on Windows.

A paper is drawn as pictures of 300 dpi, so that it looks as it does on the screen. A label is one
1-bit image at the upper left, dot for dot: any scaling would widen its modules.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QPoint, QSize, QSizeF, Qt
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from app.printing.transports.base import AWAY, TransportError

PAPER_DPI = 300
POINTS_PER_INCH = 72


class QtPrinting:
    """Prints through Qt; each call returns when the system's spooler has all of it."""

    def has(self, queue: str) -> bool:
        """Whether the system has a printer of that name."""
        return queue in QPrinterInfo.availablePrinterNames()

    def print_pdf(self, pdf: bytes, queue: str, copies: int, title: str) -> None:
        """A paper at its own size, each page a picture of 300 dpi."""
        paper = QPdfDocument()
        buffer = QBuffer()
        buffer.setData(QByteArray(pdf))
        buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        paper.load(buffer)
        if paper.status() != QPdfDocument.Status.Ready or not paper.pageCount():
            raise TransportError(
                "Not a paper", "This paper cannot be read.", "Print it again from its record."
            )
        printer = self._printer(queue, PAPER_DPI, title, paper.pagePointSize(0))
        printer.setCopyCount(copies)
        painter = self._begun(printer, queue)
        try:
            for page in range(paper.pageCount()):
                if page:
                    printer.newPage()
                size = paper.pagePointSize(page) * PAPER_DPI / POINTS_PER_INCH
                painter.drawImage(QPoint(0, 0), _page(paper, page, size.toSize()))
        finally:
            painter.end()
            paper.close()
        self._refuse_failed(printer, queue)

    def print_images(self, pngs: Sequence[bytes], queue: str, dpi: int, title: str) -> None:
        """A page an image, as large as it, dot for dot."""
        images = [QImage.fromData(png).convertToFormat(QImage.Format.Format_Mono) for png in pngs]
        size = QSizeF(images[0].size()) * POINTS_PER_INCH / dpi
        printer = self._printer(queue, dpi, title, size)
        painter = self._begun(printer, queue)
        try:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, False)
            for nth, image in enumerate(images):
                if nth:
                    printer.newPage()
                painter.drawImage(QPoint(0, 0), image)
        finally:
            painter.end()
        self._refuse_failed(printer, queue)

    def _printer(self, queue: str, dpi: int, title: str, points: QSizeF) -> QPrinter:
        info = QPrinterInfo.printerInfo(queue)
        if info.isNull():
            raise TransportError(
                "The printer is gone",
                f"The system has no printer “{queue}” any more.",
                "Add it in the system's settings, or choose another printer.",
                fault=AWAY,
            )
        printer = QPrinter(info, QPrinter.PrinterMode.HighResolution)
        _set_up(printer, dpi, title, points)
        return printer

    def _begun(self, printer: QPrinter, queue: str) -> QPainter:
        painter = QPainter()
        if not painter.begin(printer):
            raise TransportError(
                "The system refused",
                f"The system did not take the job for “{queue}”.",
                "Look at the printer in the system's settings; it is tried again by itself.",
                retry=True,
                fault="spooler",
            )
        return painter

    def _refuse_failed(self, printer: QPrinter, queue: str) -> None:
        if printer.printerState() in (QPrinter.PrinterState.Error, QPrinter.PrinterState.Aborted):
            raise TransportError(
                "The system broke off",
                f"The system broke off the job for “{queue}”.",
                "Look at the printer: did it come out?",
                sent_bytes=1,
                fault="spooler",
            )


def _set_up(printer: QPrinter, dpi: int, title: str, points: QSizeF) -> None:
    """The whole page, no margins, at these dots; landscape papers lie."""
    printer.setResolution(dpi)
    printer.setFullPage(True)
    printer.setDocName(title)
    lies = points.width() > points.height()
    upright = points.transposed() if lies else points
    size = QPageSize(upright, QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.FuzzyMatch)
    turned = QPageLayout.Orientation.Landscape if lies else QPageLayout.Orientation.Portrait
    printer.setPageLayout(QPageLayout(size, turned, QMarginsF(0, 0, 0, 0)))


def _page(paper: QPdfDocument, page: int, size: QSize) -> QImage:
    """A page on white: what the paper leaves free is not black."""
    drawn = paper.render(page, size)
    ground = QImage(size, QImage.Format.Format_RGB32)
    ground.fill(Qt.GlobalColor.white)
    painter = QPainter(ground)
    painter.drawImage(QPoint(0, 0), drawn)
    painter.end()
    return ground
