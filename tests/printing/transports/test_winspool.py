"""The spooler of Windows by a stand-in of its library: what arrives, and what is said when a call fails."""

from __future__ import annotations

import ctypes
from ctypes import c_uint32
from typing import Any

import pytest

from app.printing.transports import winspool
from app.printing.transports.base import (
    BY_SPOOLER,
    NOT_ALLOWED,
    NOT_FOUND,
    SPOOLER_OFF,
    Outgoing,
    TransportError,
    tell_nobody,
)
from app.printing.transports.labels import LabelSetting, job_zpl
from app.printing.transports.spooling import DONE, GIVEN_UP, GONE, WAITS
from app.printing.transports.winspool import WinRaw, queues
from tests.printing.transports.test_zebra import label


class Winspool:
    """``winspool.drv`` as its documents tell it: each call answers 1, or 0 when it is in ``fails``.

    ``takes`` is how many bytes a WritePrinter takes at most; ``documents`` are those that were ended.
    ``error`` is what GetLastError gives after a call that failed.
    """

    def __init__(self, *fails: str, takes: int = 1 << 20, error: int = 0) -> None:
        self.fails, self.takes, self.error = set(fails), takes, error
        self.calls: list[str] = []
        self.documents: list[bytes] = []
        self.aborted = self.open = 0
        self.status: int | None = 0
        self.printer_status = 0
        self.listed: list[tuple[str, str, str]] = []
        self._data = b""
        self.datatype = ""

    def _did(self, call: str) -> int:
        self.calls.append(call)
        if call in self.fails:
            self.fails.discard(call)
            return 0
        return 1

    def last_error(self) -> int:
        return self.error

    def OpenPrinterW(self, name: str, handle: Any, defaults: object) -> int:
        if not self._did("OpenPrinter"):
            return 0
        handle._obj.value = 77
        self.open += 1
        return 1

    def ClosePrinter(self, handle: Any) -> int:
        assert handle.value == 77
        self.open -= 1
        return self._did("ClosePrinter")

    def StartDocPrinterW(self, handle: Any, level: int, info: Any) -> int:
        assert level == 1
        self.datatype = info._obj.datatype
        self._data = b""
        return 4711 if self._did("StartDocPrinter") else 0

    def StartPagePrinter(self, handle: Any) -> int:
        return self._did("StartPagePrinter")

    def WritePrinter(self, handle: Any, data: bytes, size: int, wrote: Any) -> int:
        if not self._did("WritePrinter"):
            return 0
        taken = data[: min(size, self.takes)]
        self._data += taken
        wrote._obj.value = len(taken)
        return 1

    def EndPagePrinter(self, handle: Any) -> int:
        return self._did("EndPagePrinter")

    def EndDocPrinter(self, handle: Any) -> int:
        if not self._did("EndDocPrinter"):
            return 0
        self.documents.append(self._data)
        return 1

    def AbortPrinter(self, handle: Any) -> int:
        self.aborted += 1
        self._data = b""
        return self._did("AbortPrinter")

    def GetJobW(
        self, handle: Any, job: int, level: int, buffer: Any, size: Any, needed: Any
    ) -> int:
        assert (job, level) == (4711, 1)
        if self.status is None or not self._did("GetJob"):
            needed._obj.value = 0
            self.error = 87 if self.status is None else self.error
            return 0
        info = winspool._JobInfo1(job=job, status=self.status, printed=2)
        return self._give(info, buffer, needed)

    def GetPrinterW(self, handle: Any, level: int, buffer: Any, size: Any, needed: Any) -> int:
        if not self._did("GetPrinter"):
            needed._obj.value = 0
            return 0
        return self._give(winspool._PrinterInfo2(status=self.printer_status), buffer, needed)

    def EnumPrintersW(
        self,
        flags: int,
        name: object,
        level: int,
        buffer: Any,
        size: Any,
        needed: Any,
        count: Any,
    ) -> int:
        assert (flags, level) == (6, 2), "this PC's printers and those it is connected to"
        if not self._did("EnumPrinters"):
            return 0
        shape = winspool._PrinterInfo2 * len(self.listed)
        self._kept = shape(
            *(winspool._PrinterInfo2(name=n, driver=d, port=p) for n, d, p in self.listed)
        )
        count._obj.value = len(self.listed) if buffer is not None else 0
        return self._give(self._kept, buffer, needed)

    def _give(self, value: Any, buffer: Any, needed: Any) -> int:
        size = ctypes.sizeof(value)
        needed._obj.value = size
        if buffer is None:
            return 0
        ctypes.memmove(buffer, ctypes.byref(value), size)
        return 1


class FailsNth(Winspool):
    """As ``Winspool``; the ``nth`` time that ``call`` is made, it fails: the first asks for the size."""

    def __init__(self, call: str, nth: int) -> None:
        super().__init__()
        self._call, self._nth = call, nth

    def _did(self, call: str) -> int:
        if call == self._call:
            self._nth -= 1
            if not self._nth:
                self.fails.add(call)
        return super()._did(call)


PARTS = [label(n) for n in range(1, 5)]
ZPL = job_zpl(PARTS, LabelSetting())


def test_labels_arrive_byte_for_byte_as_one_raw_document() -> None:
    lib = Winspool()
    confirmed = WinRaw("ZDesigner", LabelSetting(), lib).send_all(PARTS, "Tags", tell_nobody)
    assert (confirmed.by, confirmed.os_job) == (BY_SPOOLER, 4711)
    assert lib.documents == [ZPL]
    assert lib.datatype == "RAW"
    assert (lib.open, lib.aborted) == (0, 0)


@pytest.mark.parametrize("takes", [1, 7, 100])
def test_a_spooler_that_takes_little_at_a_time_gets_all_of_it(takes: int) -> None:
    lib = Winspool(takes=takes)
    receipt = Outgoing("receipt.escpos", bytes(range(256)) * 2, 2)
    WinRaw("EPSON", None, lib).send_all([receipt], "Receipt", tell_nobody)
    assert lib.documents == [receipt.data * 2]


@pytest.mark.parametrize(
    ("call", "retry", "left"),
    [
        ("OpenPrinter", True, False),
        ("StartDocPrinter", True, False),
        ("StartPagePrinter", True, False),
        ("WritePrinter", True, False),
        ("EndPagePrinter", False, True),
        ("EndDocPrinter", False, True),
    ],
)
def test_each_call_that_fails_once_is_told_and_the_next_try_prints_once(
    call: str, retry: bool, left: bool
) -> None:
    lib = Winspool(call)
    way = WinRaw("ZDesigner", LabelSetting(), lib)
    with pytest.raises(TransportError, match=f"{call} failed") as refused:
        way.send_all(PARTS, "Tags", tell_nobody)
    assert (refused.value.retry, refused.value.sent_bytes > 0) == (retry, left)
    assert lib.open == 0, "nothing stays open"
    assert lib.documents == [], "what was begun was aborted, or nobody knows"
    assert lib.aborted == (call in ("StartPagePrinter", "WritePrinter", "EndPagePrinter"))
    way.send_all(PARTS, "Tags", tell_nobody)
    assert lib.documents == [ZPL]


@pytest.mark.parametrize("call", ["AbortPrinter", "ClosePrinter"])
def test_a_failing_end_changes_nothing_of_what_is_known(call: str) -> None:
    lib = Winspool(call, *(["WritePrinter"] if call == "AbortPrinter" else []))
    way = WinRaw("ZDesigner", LabelSetting(), lib)
    if call == "AbortPrinter":
        with pytest.raises(TransportError, match="WritePrinter failed"):
            way.send_all(PARTS, "Tags", tell_nobody)
        assert lib.documents == []
    else:
        assert way.send_all(PARTS, "Tags", tell_nobody).by == BY_SPOOLER
        assert lib.documents == [ZPL]


def test_a_write_that_breaks_in_its_middle_leaves_doubt() -> None:
    lib = Winspool(takes=50)
    way = WinRaw("ZDesigner", LabelSetting(), lib)
    write = lib.WritePrinter

    def third_fails(handle: Any, data: bytes, size: int, wrote: Any) -> int:
        if lib.calls.count("WritePrinter") == 2:
            lib.fails.add("WritePrinter")
        return write(handle, data, size, wrote)

    lib.WritePrinter = third_fails  # type: ignore[method-assign]
    with pytest.raises(TransportError) as refused:
        way.send_all(PARTS, "Tags", tell_nobody)
    assert (refused.value.sent_bytes, refused.value.retry) == (100, False)
    assert lib.aborted == 1


@pytest.mark.parametrize(
    ("status", "state", "words"),
    [
        (0x0008, WAITS, ""),
        (0x0010, WAITS, ""),
        (0x0040, WAITS, "Out of paper"),
        (0x0010 | 0x0020, WAITS, "Offline"),
        (0x0002, WAITS, "An error at the printer"),
        (0x0400, WAITS, "Wants somebody"),
        (0x0080, DONE, ""),
        (0x1000, DONE, ""),
        (0x0100, GIVEN_UP, "deleted from the queue"),
        (None, GONE, ""),
    ],
)
def test_what_became_of_a_job_is_told_by_its_flags(
    status: int | None, state: str, words: str
) -> None:
    lib = Winspool()
    lib.status = status
    found = WinRaw("ZDesigner", None, lib).job(4711)
    assert (found.state, found.words) == (state, words)
    assert lib.open == 0


@pytest.mark.parametrize(
    ("status", "words", "ready"),
    [
        (0, "Spooler takes jobs", True),
        (0x10, "Out of paper", False),
        (0x80, "Offline", False),
        (0x400000, "A door is open", False),
        (0x01, "Paused", False),
    ],
)
def test_how_a_printer_stands_is_never_more_than_its_driver_tells(
    status: int, words: str, ready: bool
) -> None:
    lib = Winspool()
    lib.printer_status = status
    found = WinRaw("ZDesigner", None, lib).status()
    assert (found.words, found.ready) == (words, ready)


def sending(way: WinRaw) -> TransportError:
    with pytest.raises(TransportError) as refused:
        way.send_all(PARTS, "Tags", tell_nobody)
    return refused.value


@pytest.mark.parametrize(
    ("error", "fault", "words", "retry", "says"),
    [
        (5, NOT_ALLOWED, "Not allowed", False, "does not let this account print"),
        (1801, NOT_FOUND, "Not there", False, "has no printer “Counter”"),
        (1905, NOT_FOUND, "Not there", False, "has no printer “Counter”"),
        (1722, SPOOLER_OFF, "Spooler is off", True, "spooler of this PC does not run"),
        (8, "spooler", "Cannot be opened", True, "OpenPrinter failed, error 8"),
        (0, "spooler", "Cannot be opened", True, "OpenPrinter failed"),
    ],
)
def test_why_a_printer_cannot_be_opened_is_told_apart(
    error: int, fault: str, words: str, retry: bool, says: str
) -> None:
    found = WinRaw("Counter", None, Winspool("OpenPrinter", error=error)).status()
    assert (found.words, found.ready) == (words, False)
    assert says in found.detail
    refused = sending(WinRaw("Counter", LabelSetting(), Winspool("OpenPrinter", error=error)))
    assert (refused.fault, refused.retry, refused.sent_bytes) == (fault, retry, 0)
    assert says in refused.message
    assert refused.remedy


@pytest.mark.parametrize("error", [1801, 1905, 123])
def test_a_job_of_a_printer_that_was_taken_away_is_gone(error: int) -> None:
    assert WinRaw("Gone", None, Winspool("OpenPrinter", error=error)).job(4711).state == GONE


@pytest.mark.parametrize("call", ["OpenPrinter", "GetJob"])
@pytest.mark.parametrize("error", [5, 1722, 8])
def test_a_job_that_cannot_be_asked_for_is_not_called_gone(call: str, error: int) -> None:
    """Gone is the end of watching it; a spooler that is off may still have it."""
    lib = Winspool(call, error=error)
    lib.status = 0x0040
    way = WinRaw("Counter", None, lib)
    with pytest.raises(TransportError, match=f"error {error}"):
        way.job(4711)
    assert lib.open == 0
    assert way.job(4711).words == "Out of paper"


def test_without_its_spooler_windows_lists_no_printers_and_says_why() -> None:
    with pytest.raises(TransportError, match="does not run"):
        queues(Winspool("EnumPrinters", error=1722))


def test_the_printers_of_the_pc_are_listed_and_told_apart() -> None:
    lib = Winspool()
    assert queues(lib) == []
    lib.listed = [
        ("Counter", "ZDesigner ZD421-300dpi ZPL", "USB001"),
        ("Office", "HP Universal Printing PCL 6", "IP_10.0.0.4"),
        ("Bytes", "Generic / Text Only", "LPT1:"),
    ]
    found = {one.name: (one.model, one.raw, one.tells) for one in queues(lib)}
    assert found == {
        "Counter": ("ZDesigner ZD421-300dpi ZPL", True, False),
        "Office": ("HP Universal Printing PCL 6", False, False),
        "Bytes": ("Generic / Text Only", True, False),
    }


@pytest.mark.parametrize("nth", [1, 2])
def test_a_job_that_cannot_be_asked_for_once_is_told_the_next_time(nth: int) -> None:
    lib = FailsNth("GetJob", nth)
    lib.status = 0x0040
    way = WinRaw("ZDesigner", None, lib)
    assert way.job(4711).state == GONE
    assert lib.open == 0, "the handle is given back"
    found = way.job(4711)
    assert (found.state, found.words, found.sheets) == (WAITS, "Out of paper", 2)


@pytest.mark.parametrize("nth", [1, 2])
def test_a_printer_that_cannot_be_asked_once_says_no_more_than_that_it_takes_jobs(nth: int) -> None:
    lib = FailsNth("GetPrinter", nth)
    lib.printer_status = 0x10
    way = WinRaw("ZDesigner", None, lib)
    found = way.status()
    assert (found.words, found.detail) == ("Spooler takes jobs", "device tells nothing back")
    assert lib.open == 0
    assert way.status().words == "Out of paper"


@pytest.mark.parametrize("nth", [1, 2])
def test_a_list_of_printers_that_fails_once_is_empty_and_whole_the_next_time(nth: int) -> None:
    lib = FailsNth("EnumPrinters", nth)
    lib.listed = [("Counter", "ZDesigner ZD421-300dpi ZPL", "USB001")]
    assert queues(lib) == []
    assert [one.name for one in queues(lib)] == ["Counter"]


def test_the_shapes_are_as_wide_as_windows_has_them() -> None:
    assert ctypes.sizeof(winspool._DocInfo) == 3 * ctypes.sizeof(ctypes.c_void_p)
    pointer = ctypes.sizeof(ctypes.c_void_p)
    assert ctypes.sizeof(winspool._PrinterInfo2) == 13 * pointer + 8 * ctypes.sizeof(c_uint32)
