"""Papers and labels through the system's driver by Qt: here with CUPS behind it instead of Windows."""

from __future__ import annotations

from collections.abc import Iterator

import pypdfium2
import pytest
from PySide6.QtPrintSupport import QPrinter
from pytestqt.qtbot import QtBot

from app.printing.qt.os_printing import QtPrinting, _set_up
from app.printing.transports import by_qt
from app.printing.transports.base import BY_SPOOLER, Outgoing, TransportError, tell_nobody
from app.printing.transports.by_qt import QtQueue
from tests.printing.transports.test_cups import A4, A5, paper
from tests.printing.transports.test_zebra import label, raster


class Sink(QtPrinting):
    """Qt's printing into a PDF file: the driver of a page, without a system."""

    def __init__(self, path: str) -> None:
        self._path = path

    def has(self, queue: str) -> bool:
        return queue == "LASER"

    def _printer(self, queue: str, dpi: int, title: str, points: object) -> QPrinter:
        if not self.has(queue):
            return super()._printer(queue, dpi, title, points)  # type: ignore[arg-type]
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(self._path)
        _set_up(printer, dpi, title, points)  # type: ignore[arg-type]
        return printer


@pytest.fixture
def out(qtbot: QtBot, tmp_path: object) -> Iterator[str]:
    path = f"{tmp_path}/out.pdf"
    before = list(by_qt._used)
    by_qt.use(Sink(path))
    yield path
    by_qt._used[:] = before


@pytest.mark.parametrize("size", [A4, A5, (A4[1], A4[0])])
def test_a_paper_keeps_its_size_and_its_looks(out: str, size: tuple[int, int]) -> None:
    way = QtQueue("LASER")
    assert way.send_all([paper("Ring", size)], "Paper", tell_nobody).by == BY_SPOOLER
    with pypdfium2.PdfDocument(out) as pdf:
        assert len(pdf) == 1
        assert all(abs(a - b) < 2 for a, b in zip(pdf[0].get_size(), size, strict=True))
        shown = pdf[0].render(scale=1).to_pil().convert("L")
    assert shown.getpixel((shown.width // 2, 20)) == 255, "what is free is white"
    assert shown.getextrema()[0] < 128, "and the words are there"


def test_a_label_keeps_each_dot(out: str) -> None:
    way = QtQueue("LASER", dpi=300)
    way.send_all([label(9), label(20)], "Tags", tell_nobody)
    with pypdfium2.PdfDocument(out) as pdf:
        assert len(pdf) == 2
        [image] = [one for one in pdf[0].get_objects() if isinstance(one, pypdfium2.PdfImage)]
        shown = image.get_bitmap(render=False).to_pil().convert("1")
        left, bottom, right, top = image.get_bounds()
    assert shown.tobytes() == raster(9).tobytes(), "the very dots"
    assert abs(left) < 0.01, "at the upper left"
    assert abs((right - left) * 300 / 72 - 64) < 0.1, "not scaled"
    assert abs((top - bottom) * 300 / 72 - 16) < 0.1


def test_a_queue_that_is_gone_and_a_paper_that_is_none(out: str) -> None:
    assert QtQueue("GONE").status().words == "Not there"
    assert QtQueue("LASER").status().words == "Spooler takes jobs"
    with pytest.raises(TransportError, match="has no printer “GONE”"):
        QtQueue("GONE").send_all([paper("x")], "x", tell_nobody)
    with pytest.raises(TransportError, match="cannot be read"):
        QtQueue("LASER").send_all([Outgoing("x.pdf", b"no paper")], "x", tell_nobody)


def test_without_a_window_it_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(by_qt, "_used", [])
    with pytest.raises(TransportError, match="needs Parure's window") as refused:
        QtQueue("LASER").send_all([label(1)], "x", tell_nobody)
    assert (refused.value.retry, refused.value.sent_bytes) == (True, 0)
    assert QtQueue("LASER").status().words == "Not known yet"
