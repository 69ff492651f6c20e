"""The spooler of Windows, through its own library: queues, bytes that pass untouched, what became of a job.

Built to the documents of ``winspool.drv``; tried against a stand-in of it, not yet on a PC with Windows.
"""

from __future__ import annotations

import ctypes
from collections.abc import Sequence
from ctypes import POINTER, byref, c_int, c_uint32, c_void_p, c_wchar_p, sizeof
from functools import cache
from typing import Any

from app.printing.transports.base import (
    AWAY,
    BY_SPOOLER,
    HEAD_OPEN,
    NOT_FOUND,
    PAPER_OUT,
    PAUSED,
    READY,
    SPOOLER_OFF,
    Confirmation,
    Outgoing,
    PrinterStatus,
    Progress,
    Tell,
    TransportError,
)
from app.printing.transports.labels import LabelSetting, job_zpl
from app.printing.transports.spooling import DONE, GIVEN_UP, GONE, WAITS, OsJob, OsQueue
from app.printing.transports.winspool_errors import has_no_such_job, refusal, status_of

CHUNK = 65_536
_LOCAL, _CONNECTIONS = 0x02, 0x04
_TEXT_ONLY = ("generic / text only", "zdesigner", "zebra")
_JOB_WORDS = (
    (0x0040, WAITS, "Out of paper"),
    (0x0020, WAITS, "Offline"),
    (0x0200, WAITS, "Blocked in the queue"),
    (0x0400, WAITS, "Wants somebody"),
    (0x0001, WAITS, "Paused"),
    (0x0002, WAITS, "An error at the printer"),
    (0x0100, GIVEN_UP, "deleted from the queue"),
    (0x0004, GIVEN_UP, "deleted from the queue"),
    (0x1000, DONE, ""),
    (0x0080, DONE, ""),
)
_PRINTER_WORDS = (
    (0x0010, PAPER_OUT, "Out of paper"),
    (0x0040, PAPER_OUT, "Wants its paper"),
    (0x0008, "jam", "Paper jam"),
    (0x400000, HEAD_OPEN, "A door is open"),
    (0x040000, "toner_out", "Out of toner"),
    (0x0080, AWAY, "Offline"),
    (0x1000, AWAY, "Not available"),
    (0x0001, PAUSED, "Paused"),
    (0x0002, "other", "An error at the printer"),
    (0x100000, "other", "Wants somebody"),
)


class _DocInfo(ctypes.Structure):
    _fields_ = (("name", c_wchar_p), ("output", c_wchar_p), ("datatype", c_wchar_p))


class _PrinterInfo2(ctypes.Structure):
    _fields_ = (
        ("server", c_wchar_p),
        ("name", c_wchar_p),
        ("share", c_wchar_p),
        ("port", c_wchar_p),
        ("driver", c_wchar_p),
        ("comment", c_wchar_p),
        ("location", c_wchar_p),
        ("devmode", c_void_p),
        ("separator", c_wchar_p),
        ("processor", c_wchar_p),
        ("datatype", c_wchar_p),
        ("parameters", c_wchar_p),
        ("security", c_void_p),
        ("attributes", c_uint32),
        ("priority", c_uint32),
        ("default_priority", c_uint32),
        ("start", c_uint32),
        ("until", c_uint32),
        ("status", c_uint32),
        ("jobs", c_uint32),
        ("average", c_uint32),
    )


class _JobInfo1(ctypes.Structure):
    _fields_ = (
        ("job", c_uint32),
        ("printer", c_wchar_p),
        ("machine", c_wchar_p),
        ("user", c_wchar_p),
        ("document", c_wchar_p),
        ("datatype", c_wchar_p),
        ("words", c_wchar_p),
        ("status", c_uint32),
        ("priority", c_uint32),
        ("position", c_uint32),
        ("pages", c_uint32),
        ("printed", c_uint32),
        ("submitted", c_uint32 * 4),
    )


@cache
def library() -> Any:
    """winspool.drv, its calls described; only there on Windows."""
    lib = ctypes.WinDLL("winspool.drv", use_last_error=True)  # type: ignore[attr-defined,unused-ignore]
    handle, number, numbers = c_void_p, c_uint32, POINTER(c_uint32)
    shapes = {
        "OpenPrinterW": (c_wchar_p, POINTER(handle), c_void_p),
        "ClosePrinter": (handle,),
        "StartDocPrinterW": (handle, number, POINTER(_DocInfo)),
        "EndDocPrinter": (handle,),
        "StartPagePrinter": (handle,),
        "EndPagePrinter": (handle,),
        "AbortPrinter": (handle,),
        "WritePrinter": (handle, c_void_p, number, numbers),
        "GetJobW": (handle, number, number, c_void_p, number, numbers),
        "GetPrinterW": (handle, number, c_void_p, number, numbers),
        "EnumPrintersW": (number, c_wchar_p, number, c_void_p, number, numbers, numbers),
    }
    for call, arguments in shapes.items():
        function = getattr(lib, call)
        function.restype, function.argtypes = c_int, arguments
    lib.StartDocPrinterW.restype = c_uint32
    lib.last_error = ctypes.get_last_error  # type: ignore[attr-defined,unused-ignore]
    return lib


def queues(lib: Any = None) -> list[OsQueue]:
    """The printers of this PC as Windows lists them, those of the network too.

    TransportError where its spooler does not run: that is another thing than having none.
    """
    lib = lib or library()
    needed, count = c_uint32(), c_uint32()
    flags = _LOCAL | _CONNECTIONS
    done = lib.EnumPrintersW(flags, None, 2, None, 0, byref(needed), byref(count))
    if not needed.value:
        if not done:
            _refuse_without_spooler(lib)
        return []
    buffer = ctypes.create_string_buffer(needed.value)
    if not lib.EnumPrintersW(flags, None, 2, buffer, needed, byref(needed), byref(count)):
        _refuse_without_spooler(lib)
        return []
    listed = ctypes.cast(buffer, POINTER(_PrinterInfo2))
    return [_queue(listed[nth]) for nth in range(count.value)]


def _refuse_without_spooler(lib: Any) -> None:
    refused = refusal("this PC's printers", "EnumPrinters", lib.last_error(), 0)
    if refused.fault == SPOOLER_OFF:
        raise refused


def _queue(info: Any) -> OsQueue:
    driver = info.driver or ""
    raw = driver.casefold().startswith(_TEXT_ONLY)
    return OsQueue(info.name, info.name, driver, info.port or "", raw, False)


class WinRaw:
    """Bytes to a queue of Windows. ``setting`` makes labels into ZPL; without, receipts go as they are."""

    def __init__(self, name: str, setting: LabelSetting | None, lib: Any = None) -> None:
        self.name = name
        self._setting = setting
        self._lib = lib or library()

    def send_all(self, parts: Sequence[Outgoing], title: str, tell: Tell) -> Confirmation:
        """The whole job as one RAW document; aborted where a call fails, so that none of it prints."""
        if self._setting:
            data = job_zpl(parts, self._setting)
        else:
            data = b"".join(part.data * part.copies for part in parts)
        lib, handle = self._lib, self._open()
        try:
            info = _DocInfo(title, None, "RAW")
            job = lib.StartDocPrinterW(handle, 1, byref(info))
            if not job:
                raise self._refused("StartDocPrinter", 0)
            tell(Progress(len(parts), 0))
            self._write(handle, data)
        finally:
            lib.ClosePrinter(handle)
        return Confirmation(BY_SPOOLER, f"the system's job {job}", int(job))

    def _write(self, handle: c_void_p, data: bytes) -> None:
        lib, sent = self._lib, 0
        try:
            if not lib.StartPagePrinter(handle):
                raise self._refused("StartPagePrinter", 0)
            while sent < len(data):
                piece = data[sent : sent + CHUNK]
                wrote = c_uint32()
                done = lib.WritePrinter(handle, piece, len(piece), byref(wrote))
                sent += wrote.value
                if not done or not wrote.value:
                    raise self._refused("WritePrinter", sent)
            if not lib.EndPagePrinter(handle):
                raise self._refused("EndPagePrinter", sent)
        except TransportError:
            lib.AbortPrinter(handle)
            raise
        if not lib.EndDocPrinter(handle):
            raise self._refused("EndDocPrinter", sent)

    def status(self) -> PrinterStatus:
        """What the printer's driver tells Windows, which is often nothing."""
        try:
            handle = self._open()
        except TransportError as error:
            return status_of(error)
        try:
            info = self._info(self._lib.GetPrinterW, _PrinterInfo2, handle, 2)
        finally:
            self._lib.ClosePrinter(handle)
        flags = info.status if info is not None else 0
        for flag, code, words in _PRINTER_WORDS:
            if flags & flag:
                return PrinterStatus(code, words, "bad", "told by Windows")
        return PrinterStatus(READY, "Spooler takes jobs", "info", "device tells nothing back")

    def job(self, os_job: int) -> OsJob:
        """Where a job is; one that is gone has left the spooler, which is not "printed".

        TransportError where it cannot be asked: the spooler is off, or this account may not.
        """
        try:
            handle = self._open()
        except TransportError as refused:
            if refused.fault == NOT_FOUND:
                return OsJob(GONE)
            raise
        try:
            info = self._info(self._lib.GetJobW, _JobInfo1, handle, os_job, 1)
            error = 0 if info is not None else self._lib.last_error()
        finally:
            self._lib.ClosePrinter(handle)
        if info is None:
            if has_no_such_job(error):
                return OsJob(GONE)
            raise refusal(self.name, "GetJob", error, 0)
        for flag, state, words in _JOB_WORDS:
            if info.status & flag:
                return OsJob(state, words, info.printed)
        return OsJob(WAITS, "", info.printed)

    def _open(self) -> c_void_p:
        handle = c_void_p()
        if not self._lib.OpenPrinterW(self.name, byref(handle), None):
            raise self._refused("OpenPrinter", 0)
        return handle

    def _info(self, call: Any, shape: Any, handle: c_void_p, *about: int) -> Any:
        needed = c_uint32()
        call(handle, *about, None, 0, byref(needed))
        if needed.value < sizeof(shape):
            return None
        buffer = ctypes.create_string_buffer(needed.value)
        if not call(handle, *about, buffer, needed, byref(needed)):
            return None
        found = ctypes.cast(buffer, POINTER(shape))[0]
        found.kept = buffer  # its texts lie in there
        return found

    def _refused(self, call: str, sent: int) -> TransportError:
        return refusal(self.name, call, self._lib.last_error(), sent)
