"""The cable to the hub: what the PCs' connections go through, and what a test can pull."""

from __future__ import annotations

import contextlib
import selectors
import socket
import threading

CHUNK = 1 << 16


class Cable:
    """Carries connections from ``port`` of this PC to another port; ``pull`` cuts all of them."""

    def __init__(self, to_port: int) -> None:
        self._to = ("127.0.0.1", to_port)
        self._lock = threading.Lock()
        self._ends: set[socket.socket] = set()
        self._threads: list[threading.Thread] = []
        self._door: socket.socket | None = None
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = int(probe.getsockname()[1])
        self.plug_in()

    def plug_in(self) -> None:
        """Connections are let through (again)."""
        door = socket.socket()
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        door.bind(("127.0.0.1", self.port))
        door.listen()
        self._door = door
        self._start(lambda: self._let_in(door))

    def pull(self) -> None:
        """Whoever is connected is cut off, and nobody comes through."""
        door, self._door = self._door, None
        if door is not None:
            with contextlib.suppress(OSError):
                door.shutdown(socket.SHUT_RDWR)
            door.close()
        with self._lock:
            ends, self._ends = self._ends, set()
        for end in ends:
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        """Pull it for good."""
        self.pull()
        for thread in self._threads:
            thread.join(10)

    def _start(self, work: object) -> None:
        thread = threading.Thread(target=work, daemon=True)  # type: ignore[arg-type]
        self._threads.append(thread)
        thread.start()

    def _let_in(self, door: socket.socket) -> None:
        while True:
            try:
                here, _ = door.accept()
            except OSError:
                return
            self._start(lambda end=here: self._carry(end))

    def _carry(self, here: socket.socket) -> None:
        with here, socket.create_connection(self._to) as there:
            with self._lock:
                self._ends |= {here, there}
            with selectors.DefaultSelector() as waiting, contextlib.suppress(OSError):
                waiting.register(here, selectors.EVENT_READ, there)
                waiting.register(there, selectors.EVENT_READ, here)
                while True:
                    for key, _ in waiting.select():
                        data = key.fileobj.recv(CHUNK)  # type: ignore[union-attr]
                        if not data:
                            return
                        key.data.sendall(data)
