"""A real CUPS with a real driverless printer: what arrives, and what may be said of it."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO

import pypdfium2
import pytest
from reportlab.pdfgen.canvas import Canvas

from app.printing.transports.base import BY_SPOOLER, Outgoing, TransportError, tell_nobody
from app.printing.transports.cups import CupsImages, CupsPdf, CupsQueue, CupsRaw, media_for, queues
from app.printing.transports.labels import LabelSetting, job_zpl
from app.printing.transports.spooling import DONE, GIVEN_UP, GONE, WAITS
from tests.printing.transports.private_cups import IppPrinter, PrivateCups, RawSocket, wait_for
from tests.printing.transports.test_zebra import label

A4, A5 = (595, 842), (420, 595)


def paper(words: str, size: tuple[int, int] = A5) -> Outgoing:
    out = BytesIO()
    canvas = Canvas(out, pagesize=size)
    canvas.drawString(40, 40, words)
    canvas.showPage()
    canvas.save()
    return Outgoing(f"{words}.pdf", out.getvalue())


@pytest.fixture(scope="module")
def laser(cups: PrivateCups) -> Iterator[IppPrinter]:
    printer = cups.ipp_printer("LASER")
    cups.add("LASER", printer.uri, "-m", "everywhere", "-o", "printer-error-policy=retry-job")
    yield printer
    printer.switch_off()


@pytest.fixture(scope="module")
def zebra(cups: PrivateCups) -> Iterator[RawSocket]:
    listening = RawSocket()
    cups.add(
        "ZEBRA", f"socket://127.0.0.1:{listening.port}", "-o", "printer-error-policy=retry-job"
    )
    yield listening
    listening.switch_off()


def test_the_queues_are_told_apart(cups: PrivateCups, laser: IppPrinter, zebra: RawSocket) -> None:
    found = {one.name: one for one in queues(cups.server)}
    assert found["ZEBRA"].raw
    assert not found["ZEBRA"].tells, "CUPS knows only that the bytes were written"
    assert not found["LASER"].raw
    assert found["LASER"].tells
    assert CupsQueue("ZEBRA", cups.server).status().words == "Spooler takes jobs"
    assert CupsQueue("NONE", cups.server).status().words == "Not there"


def test_zpl_arrives_byte_for_byte_through_a_raw_queue(cups: PrivateCups, zebra: RawSocket) -> None:
    setting = LabelSetting(darkness=9)
    parts = [label(n) for n in range(1, 40)]
    way = CupsRaw("ZEBRA", setting, cups.server)
    confirmed = way.send_all(parts, "Tags of 39 pieces", tell_nobody)
    assert (confirmed.by, confirmed.os_job > 0) == (BY_SPOOLER, True)
    wait_for(lambda: len(zebra.received) == 1, "the labels")
    assert zebra.received == [job_zpl(parts, setting)]
    wait_for(lambda: way.job(confirmed.os_job).state == DONE, "the job's end")


def test_a_raw_queue_gets_no_paper_and_no_driver_image(cups: PrivateCups, zebra: RawSocket) -> None:
    for way in (
        CupsPdf("ZEBRA", cups.server),
        CupsImages("ZEBRA", LabelSetting(), 300, cups.server),
    ):
        with pytest.raises(TransportError, match="passes bytes on") as refused:
            way.send_all([paper("bag") if isinstance(way, CupsPdf) else label(1)], "x", tell_nobody)
        assert (refused.value.fault, refused.value.sent_bytes) == ("raw_queue", 0)


def test_a_printer_that_is_gone_gets_its_labels_when_it_is_back(cups: PrivateCups) -> None:
    away = RawSocket()
    cups.add("AWAY", f"socket://127.0.0.1:{away.port}", "-o", "printer-error-policy=retry-job")
    away.switch_off()
    way = CupsRaw("AWAY", LabelSetting(), cups.server)
    os_job = way.send_all([label(5)], "Tag", tell_nobody).os_job
    wait_for(lambda: way.job(os_job).words != "", "a word of why")
    assert way.job(os_job).state == WAITS
    away.switch_on()
    wait_for(lambda: len(away.received) == 1, "the label")
    assert away.received == [job_zpl([label(5)], LabelSetting())]
    wait_for(lambda: way.job(os_job).state == DONE, "the job's end")
    away.switch_off()


def sizes_of(printed: list[bytes]) -> tuple[str, set[tuple[int, ...]]]:
    """The words and the page sizes of what came out."""
    words, sizes = "", set()
    for data in printed:
        with pypdfium2.PdfDocument(data) as pdf:
            for page in pdf:
                words += page.get_textpage().get_text_range()
                sizes.add(tuple(round(side) for side in page.get_size()))
    return words, sizes


def test_a_paper_arrives_as_pdf_at_its_own_size(cups: PrivateCups, laser: IppPrinter) -> None:
    begun = len(laser.printed())
    way = CupsPdf("LASER", cups.server)
    papers = [paper("Ring für Zoë", A4), paper("second", A4)]
    os_job = way.send_all(papers, "Zwei Papiere 拼音", tell_nobody).os_job
    wait_for(lambda: way.job(os_job).state == DONE, "the second paper")
    assert way.job(os_job - 1).state == DONE
    words, sizes = sizes_of(laser.printed()[begun:])
    assert "Ring für Zoë" in words
    assert "second" in words
    assert sizes == {A4}


def test_a_bag_on_a_printer_without_its_paper_takes_the_next_larger(
    cups: PrivateCups, laser: IppPrinter
) -> None:
    begun = len(laser.printed())
    way = CupsPdf("LASER", cups.server)
    os_job = way.send_all([paper("bag", A5)], "Job bag", tell_nobody).os_job
    wait_for(lambda: way.job(os_job).state == DONE, "the bag")
    assert sizes_of(laser.printed()[begun:]) == ("bag", {A4})


@pytest.mark.parametrize(
    ("size", "supported", "media"),
    [
        (A5, ("iso_a5_148x210mm", "iso_a4_210x297mm"), "A5"),
        (A5, ("na_letter_8.5x11in",), "Letter"),
        ((842, 595), (), "A4"),
        ((150, 300), ("custom_max_8.5x14in", "iso_a4_210x297mm"), "Custom.150x300"),
        ((700, 900), ("iso_a4_210x297mm",), ""),
    ],
)
def test_the_paper_is_asked_for_by_its_name(
    size: tuple[int, int], supported: tuple[str, ...], media: str
) -> None:
    assert media_for(paper("x", size).data, supported) == media


def test_out_of_paper_is_told_while_it_lasts(cups: PrivateCups, laser: IppPrinter) -> None:
    laser.take_paper()
    way = CupsPdf("LASER", cups.server)
    os_job = way.send_all([paper("waits")], "Waits", tell_nobody).os_job
    wait_for(lambda: way.job(os_job).words == "Out of paper", "the printer's word")
    assert way.job(os_job).state == WAITS
    wait_for(lambda: way.status().words == "Out of paper", "the card's word")
    laser.put_paper()
    wait_for(lambda: way.job(os_job).state == DONE, "the paper")
    wait_for(lambda: way.status().ready, "ready again")


def test_a_job_that_the_system_gives_up_or_forgets(cups: PrivateCups) -> None:
    away = RawSocket()
    cups.add("STOPPED", f"socket://127.0.0.1:{away.port}")
    away.switch_off()
    way = CupsRaw("STOPPED", LabelSetting(), cups.server)
    os_job = way.send_all([label(5)], "Tag", tell_nobody).os_job
    cups.command("cancel", f"STOPPED-{os_job}")
    wait_for(lambda: way.job(os_job).state == GIVEN_UP, "the end of the job")
    assert way.job(987_654).state == GONE


def test_a_scheduler_that_is_not_there_is_named(tmp_path: object) -> None:
    way = CupsRaw("ZEBRA", LabelSetting(), f"{tmp_path}/no.sock")
    with pytest.raises(TransportError, match="CUPS on this PC does not answer") as refused:
        way.send_all([label(1)], "Tag", tell_nobody)
    assert (refused.value.retry, refused.value.sent_bytes) == (True, 0)
    assert way.status().words == "Not there"
