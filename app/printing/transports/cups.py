"""A queue of CUPS: ZPL untouched through a raw one, PDF at its own size through any other."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from app.printing.tag.pdf import tags_pdf
from app.printing.transports.base import (
    AWAY,
    BY_SPOOLER,
    Confirmation,
    Outgoing,
    PrinterStatus,
    Progress,
    Tell,
    TransportError,
)
from app.printing.transports.labels import LabelSetting, job_zpl, rows_of
from app.printing.transports.libcups import Cups
from app.printing.transports.spooling import (
    DONE,
    GIVEN_UP,
    GONE,
    WAITS,
    OsJob,
    OsQueue,
    in_words,
    queue_status,
)

RAW, PDF = "application/vnd.cups-raw", "application/pdf"
RAW_MODEL = "Local Raw Printer"
_MEDIA_BOX = re.compile(rb"/MediaBox\s*\[\s*([\d.]+)\s+([\d.]+)\s+([\d.]+)\s+([\d.]+)\s*\]")
_SAME = 3.0
_STOPPED, _QUEUE_STOPPED = 6, 5
_CANCELED, _ABORTED, _COMPLETED = 7, 8, 9
_TELLING = ("ipp", "ipps", "dnssd", "implicitclass")
_NOT_REACHED = (
    "may not exist or is unavailable",
    "not responding",
    "Unable to",
    "Connection refused",
)
"""What the system's own programs say in words where they give no reason by its name."""
_PRINTER = ("printer-state", "printer-state-reasons", "printer-state-message")
_JOB = (
    "job-state",
    "job-state-reasons",
    "job-printer-state-reasons",
    "job-printer-state-message",
    "job-media-sheets-completed",
    "job-impressions-completed",
)


class _Media(NamedTuple):
    """A paper: CUPS's name, its sides in points, the printers' name of it."""

    name: str
    short: int
    long: int
    pwg: str


_MEDIA = (
    _Media("A6", 298, 420, "iso_a6_105x148mm"),
    _Media("A5", 420, 595, "iso_a5_148x210mm"),
    _Media("A4", 595, 842, "iso_a4_210x297mm"),
    _Media("Letter", 612, 792, "na_letter_8.5x11in"),
)


def queues(server: str = "") -> list[OsQueue]:
    """The queues of this PC as CUPS lists them."""
    with Cups(server) as cups:
        found = cups.dests()
    return [_queue(name, usual, options) for name, usual, options in found]


def _queue(name: str, usual: bool, options: dict[str, str]) -> OsQueue:
    model, uri = options.get("printer-make-and-model", ""), options.get("device-uri", "")
    raw = model == RAW_MODEL
    tells = not raw and uri.partition(":")[0] in _TELLING
    return OsQueue(name, options.get("printer-info") or name, model, uri, raw, tells, usual)


class CupsQueue:
    """Jobs to one queue. It confirms what the spooler has; ``job`` tells later what became of it."""

    def __init__(self, name: str, server: str = "") -> None:
        self.name = name
        self._server = server

    def queue(self) -> OsQueue:
        """What CUPS says of it; TransportError where it is gone."""
        for one in queues(self._server):
            if one.name == self.name:
                return one
        raise TransportError(
            "The printer is gone",
            f"The system has no printer “{self.name}” any more.",
            "Add it in the system's settings, or choose another printer.",
            fault=AWAY,
        )

    def status(self) -> PrinterStatus:
        """The printer's own reasons as CUPS passes them on."""
        try:
            queue = self.queue()
            with Cups(self._server) as cups:
                said = cups.printer(self.name, _PRINTER)
        except TransportError as error:
            return PrinterStatus(AWAY, "Not there", "bad", error.message)
        stopped = said.get("printer-state", []) == [_QUEUE_STOPPED]
        return queue_status(queue, said.get("printer-state-reasons", []), stopped, "told by CUPS")

    def job(self, os_job: int) -> OsJob:
        """What became of a job that the spooler has: waits (and for what), done, given up, gone."""
        with Cups(self._server) as cups:
            said = cups.job(os_job, _JOB)
        if not said.get("job-state"):
            return OsJob(GONE)
        state = said["job-state"][0]
        sheets = max([*said["job-impressions-completed"], *said["job-media-sheets-completed"], 0])
        if state == _COMPLETED:
            return OsJob(DONE, "", sheets)
        reasons = said["job-printer-state-reasons"] + said["job-state-reasons"]
        message = next(iter(said["job-printer-state-message"]), "")
        if state in (_CANCELED, _ABORTED):
            return OsJob(GIVEN_UP, message or "the system gave it up", sheets)
        words = in_words(reasons, message if state == _STOPPED else "")[1]
        if not words and any(part in message for part in _NOT_REACHED):
            words = "Not reached"
        return OsJob(WAITS, words, sheets)

    def deliver(
        self, name: str, kind: str, data: bytes, title: str, options: dict[str, str]
    ) -> Confirmation:
        """One document as a job; one that breaks on its way is cancelled: CUPS prints none of it.

        Where nobody knows whether it was cancelled in time, what has left is told: it is in doubt.
        """
        with Cups(self._server) as cups:
            job = cups.create_job(self.name, title, options)
            try:
                cups.send_document(self.name, job, name, kind, data, last=True)
            except TransportError as error:
                if not cups.cancel(self.name, job):
                    error.sent_bytes = error.sent_bytes or len(data)
                raise
        return Confirmation(BY_SPOOLER, f"the system's job {job}", job)


class CupsRaw(CupsQueue):
    """Labels as ZPL, or receipts as they are, through a queue that passes bytes on."""

    def __init__(self, name: str, setting: LabelSetting | None, server: str = "") -> None:
        super().__init__(name, server)
        self._setting = setting

    def send_all(self, parts: Sequence[Outgoing], title: str, tell: Tell) -> Confirmation:
        """All labels as one document of bytes."""
        if self._setting:
            data = job_zpl(parts, self._setting)
        else:
            data = b"".join(part.data * part.copies for part in parts)
        tell(Progress(len(parts), 0))
        return self.deliver(parts[0].name, RAW, data, title, {})


class CupsImages(CupsQueue):
    """Labels through a driver (Dymo, Brother): each a page exactly as large, one 1-bit image in it."""

    def __init__(self, name: str, setting: LabelSetting, dpi: int, server: str = "") -> None:
        super().__init__(name, server)
        self._setting, self._dpi = setting, dpi

    def send_all(self, parts: Sequence[Outgoing], title: str, tell: Tell) -> Confirmation:
        """All labels as one PDF whose pages are never scaled."""
        _refuse_raw(self.queue())
        images = [row.image for row in rows_of(parts, self._setting) for _ in range(row.copies)]
        points = [round(side * 7200 / self._dpi) / 100 for side in images[0].size]
        media = f"Custom.{points[0]:g}x{points[1]:g}"
        tell(Progress(len(parts), 0))
        options = {"print-scaling": "none", "media": media, "PageSize": media}
        return self.deliver("labels.pdf", PDF, tags_pdf(images, self._dpi), title, options)


class CupsPdf(CupsQueue):
    """Papers as PDF at their own size, on paper of that size."""

    def send_all(self, parts: Sequence[Outgoing], title: str, tell: Tell) -> Confirmation:
        """Each paper a job of its own: not every printer takes several in one."""
        _refuse_raw(self.queue())
        with Cups(self._server) as cups:
            supported = cups.printer(self.name, ("media-supported",)).get("media-supported", [])
        confirmation = Confirmation(BY_SPOOLER, "")
        for nth, part in enumerate(parts):
            tell(Progress(nth + 1, 0))
            options = {"print-scaling": "none", "copies": str(part.copies)}
            if media := media_for(part.data, supported):
                options["media"] = media
            try:
                confirmation = self.deliver(part.name, PDF, part.data, title, options)
            except TransportError as error:
                error.sent_bytes = error.sent_bytes or nth
                raise
        return confirmation


def media_for(pdf: bytes, supported: Sequence[str]) -> str:
    """The paper for a PDF's first page, as CUPS calls it: its own size, else the next larger one there.

    "" where the page or the printer does not say: then the printer's usual paper is taken.
    """
    found = _MEDIA_BOX.search(pdf)
    if not found:
        return ""
    left, bottom, right, top = (float(one) for one in found.groups())
    short, long = sorted((right - left, top - bottom))
    there = [one for one in _MEDIA if not supported or one.pwg in supported]
    for one in there:
        if abs(short - one.short) < _SAME and abs(long - one.long) < _SAME:
            return one.name
    if not supported or any(name.startswith("custom_max") for name in supported):
        return f"Custom.{right - left:g}x{top - bottom:g}"
    larger = (one.name for one in there if one.short > short and one.long > long)
    return next(larger, "")


def _refuse_raw(queue: OsQueue) -> None:
    if queue.raw:
        raise TransportError(
            "This queue takes no papers",
            f"“{queue.name}” passes bytes on as they are: a PDF would come out as signs.",
            "Choose a queue with the printer's driver, or “ZPL through the system” for labels.",
            fault="raw_queue",
        )
