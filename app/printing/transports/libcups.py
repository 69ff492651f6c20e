"""CUPS through its own library, loaded when it is first needed: no wheel to build, no command's text to read.

Only what printing needs: the queues, one job with its documents, and the attributes of both.
"""

from __future__ import annotations

import ctypes
import ctypes.util
from collections.abc import Iterator, Sequence
from ctypes import POINTER, byref, c_char_p, c_double, c_int, c_size_t, c_void_p
from functools import cache
from typing import Any

from app.printing.transports.base import AWAY, TransportError

_OPERATION, _INTEGER, _ENUM, _KEYWORD, _URI = 0x01, 0x21, 0x23, 0x44, 0x45
_GET_JOB, _GET_PRINTER = 0x0009, 0x000B
_HTTP_CONTINUE, _HTTP_OK = 100, 200
_IPP_OK_MOST = 0x00FF
_IPP_CLIENT_ERRORS = range(0x0400, 0x0500)
"""What it refuses on purpose: none of it is printed."""
_ANSWER_S = 60.0
_CONNECT_MS = 5_000
CHUNK = 32_768


class _Option(ctypes.Structure):
    _fields_ = (("name", c_char_p), ("value", c_char_p))


class _Dest(ctypes.Structure):
    _fields_ = (
        ("name", c_char_p),
        ("instance", c_char_p),
        ("is_default", c_int),
        ("num_options", c_int),
        ("options", POINTER(_Option)),
    )


_HTTP, _IPP, _ATTRIBUTE = c_void_p, c_void_p, c_void_p
_SHAPES: dict[str, tuple[Any, tuple[Any, ...]]] = {
    "cupsServer": (c_char_p, ()),
    "ippPort": (c_int, ()),
    "httpConnect2": (_HTTP, (c_char_p, c_int, c_void_p, c_int, c_int, c_int, c_int, c_void_p)),
    "httpSetTimeout": (None, (_HTTP, c_double, c_void_p, c_void_p)),
    "httpClose": (None, (_HTTP,)),
    "cupsGetDests2": (c_int, (_HTTP, POINTER(POINTER(_Dest)))),
    "cupsFreeDests": (None, (c_int, POINTER(_Dest))),
    "cupsAddOption": (c_int, (c_char_p, c_char_p, c_int, POINTER(POINTER(_Option)))),
    "cupsFreeOptions": (None, (c_int, POINTER(_Option))),
    "cupsCreateJob": (c_int, (_HTTP, c_char_p, c_char_p, c_int, POINTER(_Option))),
    "cupsStartDocument": (c_int, (_HTTP, c_char_p, c_int, c_char_p, c_char_p, c_int)),
    "cupsWriteRequestData": (c_int, (_HTTP, c_char_p, c_size_t)),
    "cupsFinishDocument": (c_int, (_HTTP, c_char_p)),
    "cupsCancelJob2": (c_int, (_HTTP, c_char_p, c_int, c_int)),
    "cupsLastErrorString": (c_char_p, ()),
    "ippNewRequest": (_IPP, (c_int,)),
    "ippAddString": (_ATTRIBUTE, (_IPP, c_int, c_int, c_char_p, c_char_p, c_char_p)),
    "ippAddStrings": (
        _ATTRIBUTE,
        (_IPP, c_int, c_int, c_char_p, c_int, c_char_p, POINTER(c_char_p)),
    ),
    "ippFindAttribute": (_ATTRIBUTE, (_IPP, c_char_p, c_int)),
    "ippGetCount": (c_int, (_ATTRIBUTE,)),
    "ippGetInteger": (c_int, (_ATTRIBUTE, c_int)),
    "ippGetString": (c_char_p, (_ATTRIBUTE, c_int, c_void_p)),
    "ippGetValueTag": (c_int, (_ATTRIBUTE,)),
    "ippGetStatusCode": (c_int, (_IPP,)),
    "ippDelete": (None, (_IPP,)),
    "cupsDoRequest": (_IPP, (_HTTP, _IPP, c_char_p)),
    "cupsUser": (c_char_p, ()),
}
"""What each call of the library answers and takes."""


@cache
def library() -> Any:
    """libcups, its calls described; TransportError where this system has none."""
    name = ctypes.util.find_library("cups") or "libcups.so.2"
    try:
        lib = ctypes.CDLL(name)
    except OSError as error:
        raise TransportError(
            "No printing system",
            "CUPS is not installed on this PC, so its printers cannot be used.",
            "Install CUPS (libcups2), or print to a Zebra by its address or to the folder.",
            fault=AWAY,
        ) from error
    for call, (result, arguments) in _SHAPES.items():
        function = getattr(lib, call)
        function.restype, function.argtypes = result, arguments
    return lib


class Cups:
    """One connection to the scheduler, to be closed: ``with Cups() as cups``."""

    def __init__(self, server: str = "") -> None:
        self._lib = library()
        asked = server or (self._lib.cupsServer() or b"localhost").decode()
        host, port = asked, int(self._lib.ippPort())
        if not asked.startswith("/") and asked.count(":") == 1:
            host, _, said = asked.partition(":")
            port = int(said)
        made = self._lib.httpConnect2(host.encode(), port, None, 0, 0, 1, _CONNECT_MS, None)
        if not made:
            raise _no_scheduler()
        # A scheduler that hangs is told as one that does not answer: no queue waits for ever.
        self._lib.httpSetTimeout(made, _ANSWER_S, None, None)
        self._http = made

    def __enter__(self) -> Cups:
        return self

    def __exit__(self, *_about: object) -> None:
        self._lib.httpClose(self._http)

    def dests(self) -> list[tuple[str, bool, dict[str, str]]]:
        """(name, whether it is the usual one, its options) of every queue."""
        found = POINTER(_Dest)()
        count = self._lib.cupsGetDests2(self._http, byref(found))
        try:
            return [
                (_text(one.name), bool(one.is_default), dict(_options(one)))
                for one in (found[nth] for nth in range(count))
                if not one.instance
            ]
        finally:
            self._lib.cupsFreeDests(count, found)

    def create_job(self, queue: str, title: str, options: dict[str, str]) -> int:
        """A job without documents yet; its number. Nothing has left when this fails."""
        made, count = POINTER(_Option)(), 0
        for name, value in options.items():
            count = self._lib.cupsAddOption(name.encode(), value.encode(), count, byref(made))
        try:
            job = self._lib.cupsCreateJob(self._http, queue.encode(), title.encode(), count, made)
        finally:
            self._lib.cupsFreeOptions(count, made)
        if not job:
            raise self.refused(queue)
        return int(job)

    def send_document(
        self, queue: str, job: int, name: str, kind: str, data: bytes, *, last: bool
    ) -> None:
        """One document of a job, whole or refused; in doubt where all of it left and no answer came."""
        lib, http = self._lib, self._http
        answer = lib.cupsStartDocument(
            http, queue.encode(), job, name.encode(), kind.encode(), last
        )
        for at in range(0, len(data), CHUNK):
            if answer != _HTTP_CONTINUE:
                break
            piece = data[at : at + CHUNK]
            answer = lib.cupsWriteRequestData(http, piece, len(piece))
        ended = lib.cupsFinishDocument(http, queue.encode())
        if answer != _HTTP_CONTINUE or not 0 <= ended <= _IPP_OK_MOST:
            error = self.refused(queue)
            whole = answer == _HTTP_CONTINUE
            error.sent_bytes = len(data) if whole and ended not in _IPP_CLIENT_ERRORS else 0
            raise error

    def cancel(self, queue: str, job: int) -> bool:
        """Take a job out of the system's queue again; whether that was done before it was printed."""
        ended = self._lib.cupsCancelJob2(self._http, queue.encode(), job, 0)
        return 0 <= int(ended) <= _IPP_OK_MOST

    def job(self, job: int, names: Sequence[str]) -> dict[str, list[Any]]:
        """Attributes of a job; empty when the system does not know it any more."""
        return self._asked(_GET_JOB, "job-uri", f"ipp://localhost/jobs/{job}", names)

    def printer(self, queue: str, names: Sequence[str]) -> dict[str, list[Any]]:
        """Attributes of a queue; empty when there is none of that name."""
        return self._asked(_GET_PRINTER, "printer-uri", f"ipp://localhost/printers/{queue}", names)

    def _asked(
        self, operation: int, target: str, uri: str, names: Sequence[str]
    ) -> dict[str, list[Any]]:
        lib = self._lib
        request = lib.ippNewRequest(operation)
        lib.ippAddString(request, _OPERATION, _URI, target.encode(), None, uri.encode())
        wanted = (c_char_p * len(names))(*(name.encode() for name in names))
        lib.ippAddStrings(
            request, _OPERATION, _KEYWORD, b"requested-attributes", len(names), None, wanted
        )
        answer = lib.cupsDoRequest(self._http, request, b"/")
        if not answer:
            raise _no_scheduler()
        try:
            if lib.ippGetStatusCode(answer) > _IPP_OK_MOST:
                return {}
            return {name: self._values(answer, name) for name in names}
        finally:
            lib.ippDelete(answer)

    def _values(self, answer: Any, name: str) -> list[Any]:
        lib = self._lib
        found = lib.ippFindAttribute(answer, name.encode(), 0)
        if not found:
            return []
        count, number = lib.ippGetCount(found), lib.ippGetValueTag(found) in (_INTEGER, _ENUM)
        if number:
            return [int(lib.ippGetInteger(found, nth)) for nth in range(count)]
        return [_text(lib.ippGetString(found, nth, None)) for nth in range(count)]

    def refused(self, queue: str) -> TransportError:
        """What CUPS says why it did not take a job."""
        said = _text(self._lib.cupsLastErrorString())
        return TransportError(
            "The printing system refused",
            f"CUPS did not take the job for “{queue}”: {said.rstrip('.')}.",
            "Look at the printer in the system's settings; it is tried again by itself.",
            retry=True,
            fault="spooler",
        )


def _no_scheduler() -> TransportError:
    return TransportError(
        "The printing system does not answer",
        "CUPS on this PC does not answer.",
        "Start it (service cups); what waits is sent by itself then.",
        retry=True,
        fault=AWAY,
    )


def _options(dest: _Dest) -> Iterator[tuple[str, str]]:
    for nth in range(dest.num_options):
        yield _text(dest.options[nth].name), _text(dest.options[nth].value)


def _text(value: bytes | None) -> str:
    return value.decode("utf-8", "replace") if value else ""
