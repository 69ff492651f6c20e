"""A Zebra on 127.0.0.1: takes ZPL on a port, prints at its own pace, answers ``~HS`` as its guide says.

It can run out of labels, be opened or paused, go off with what is in its buffer, drop the connection
at any byte, say nothing, or answer in pieces.
"""

from __future__ import annotations

import re
import socket
import threading
import time
from collections import deque
from contextlib import suppress
from types import TracebackType

_NEXT = re.compile(rb"~HS|~SD\d\d|\^XA.*?\^XZ", re.DOTALL)
_COPIES = re.compile(rb"\^PQ(\d+)")
FAULTS = ("paper_out", "head_open", "ribbon_out", "paused")
ALL_FAULTS = (*FAULTS, "buffer_full", "too_hot", "too_cold", "corrupt_memory", "take_label")


class ZebraStandIn:
    """``printed`` are the labels that came out, each the ZPL of its format, in their order.

    ``pace_s`` is how long a label takes. ``at_label`` maps how many are out to a fault that begins
    then, ``first_at`` is when the first label's bytes came, ``drop_at`` is the number of received bytes at which the connection ends.
    """

    def __init__(
        self, *, pace_s: float = 0.0, piece: int = 0, silent: bool = False, length_dots: int = 0
    ) -> None:
        self.printed: list[bytes] = []
        self.commands: list[bytes] = []
        self.faults: set[str] = set()
        self.at_label: dict[int, str] = {}
        self.drop_at = 0
        self.piece, self.silent, self.length_dots = piece, silent, length_dots
        self.received = 0
        self.payload = b""
        self.first_byte = threading.Event()
        self.first_at = 0.0
        self.opened = 0
        self._pace_s = pace_s
        self._buffer: deque[bytes] = deque()
        self._printing = False
        self._turn = threading.Condition()
        self._over = self._off = False
        self._lines: list[socket.socket] = []
        self._server: socket.socket | None = None
        self._threads: list[threading.Thread] = []
        self.port = 0
        self.switch_on()
        self._start(self._print)

    # -- what a person sees of it and does with it

    @property
    def idle(self) -> bool:
        """Whether nothing is left in it and nothing moves."""
        with self._turn:
            return not self._buffer and not self._printing

    @property
    def address(self) -> str:
        """Host and port."""
        return f"127.0.0.1:{self.port}"

    def switch_on(self) -> None:
        """Listen, on the port it had before."""
        self._off = False
        server = self._bound()
        server.listen()
        self.port = server.getsockname()[1]
        self._server = server
        self._start(self._accept, server)

    def _bound(self) -> socket.socket:
        """The port again, which another program may hold for a moment for a line of its own."""
        until = time.monotonic() + 10
        while True:
            server = socket.socket()
            server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                server.bind(("127.0.0.1", self.port))
            except OSError:
                server.close()
                if time.monotonic() > until:
                    raise
                time.sleep(0.01)
            else:
                return server

    def switch_off(self) -> None:
        """Off in the middle: what is in its buffer is lost, and what comes is not taken any more."""
        with self._turn:
            self._off = True
            self._buffer.clear()
        self.unplug()

    def unplug(self) -> None:
        """The network is gone; what is in its buffer still prints."""
        server, self._server = self._server, None
        if server is not None:
            with suppress(OSError):
                server.shutdown(socket.SHUT_RDWR)  # accept() wakes up
            server.close()
        self._cut()

    def mend(self) -> None:
        """Roll in, head closed, on again."""
        with self._turn:
            self.faults.clear()
            self._off = False
            self._turn.notify_all()
        if self._server is None:
            self.switch_on()

    def close(self) -> None:
        """Away for good."""
        self.unplug()
        with self._turn:
            self._over = True
            self._turn.notify_all()
        for thread in self._threads:
            thread.join(5)

    def __enter__(self) -> ZebraStandIn:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    # -- inside

    def _start(self, work: object, *about: object) -> None:
        thread = threading.Thread(target=work, args=about, daemon=True)  # type: ignore[arg-type]
        self._threads.append(thread)
        thread.start()

    def _accept(self, server: socket.socket) -> None:
        while True:
            try:
                line, _ = server.accept()
            except OSError:
                return
            if self._server is not server:
                line.close()
                return
            self._lines.append(line)
            self.opened += 1
            self._start(self._listen, line)

    def _cut(self) -> None:
        for line in self._lines:
            with suppress(OSError):
                line.shutdown(socket.SHUT_RDWR)
            line.close()
        self._lines.clear()

    def _listen(self, line: socket.socket) -> None:
        data = b""
        while True:
            try:
                piece = line.recv(4096)
            except OSError:
                return
            if not piece:
                return
            data += piece
            data, stop = self._take(line, data)
            if stop:
                self._cut()
                return

    def _take(self, line: socket.socket, data: bytes) -> tuple[bytes, bool]:
        """What is whole is carried out; (what is left, whether the line breaks here)."""
        while found := _NEXT.search(data):
            if found[0] == b"~HS":
                data = data[: found.start()] + data[found.end() :].lstrip(b"\r\n")
                self._answer(line)
                continue
            if self.drop_at and self.received + found.end() >= self.drop_at:
                self.received = self.drop_at
                self.drop_at = 0
                return b"", True
            data = data[found.end() :].lstrip(b"\r\n")
            self.received += found.end()
            self._keep(found[0])
        if self.drop_at and self.received + len(data) >= self.drop_at:
            self.drop_at = 0
            return b"", True
        if b"^XA" in data:
            self._begun()
        return data, False

    def _keep(self, command: bytes) -> None:
        self.payload += command
        if command.startswith(b"~"):
            self.commands.append(command)
            return
        self._begun()
        with self._turn:
            if not self._off:
                self._buffer.append(command)
            self._turn.notify_all()

    def _begun(self) -> None:
        """A label's first bytes are here; whoever measures clears the event before each."""
        if not self.first_byte.is_set():
            self.first_at = time.perf_counter()
            self.first_byte.set()

    def _answer(self, line: socket.socket) -> None:
        if self.silent or self._off:
            return
        with self._turn:
            flag = {name: int(name in self.faults) for name in ALL_FAULTS}
            formats, remaining = len(self._buffer), int(self._printing)
        one = (
            f"030,{flag['paper_out']},{flag['paused']},{self.length_dots:04d},{formats:03d},"
            f"{flag['buffer_full']},0,0,000,{flag['corrupt_memory']},{flag['too_cold']},{flag['too_hot']}"
        )
        two = (
            f"000,0,{flag['head_open']},{flag['ribbon_out']},1,2,4,{flag['take_label']},"
            f"{remaining:08d},1,000"
        )
        answer = "".join(f"\x02{text}\x03\r\n" for text in (one, two, "1234,0")).encode()
        step = self.piece or len(answer)
        try:
            for at in range(0, len(answer), step):
                line.sendall(answer[at : at + step])
        except OSError:
            return

    def _print(self) -> None:
        while True:
            with self._turn:
                while not self._over and (self.faults or not self._buffer):
                    self._turn.wait()
                if self._over:
                    return
                label = self._buffer.popleft()
                self._printing = True
                if self._pace_s:
                    self._turn.wait(self._pace_s)
                copies = int(found[1]) if (found := _COPIES.search(label)) else 1
                self.printed += [label] * copies
                self._printing = False
                fault = self.at_label.pop(len(self.printed), "")
                if fault in FAULTS:
                    self.faults.add(fault)
                if fault == "off":  # at once: nothing more comes out
                    self._off = True
                    self._buffer.clear()
            if fault == "off":
                self.switch_off()
            elif fault == "unplugged":
                self.unplug()
