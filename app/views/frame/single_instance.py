"""One Parure a person and PC: a second start brings the first one's window to the front."""

from __future__ import annotations

import json
from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

PATIENCE_MS = 800
LONGEST = 64_000


class SingleInstance(QObject):
    """``started(arguments)`` tells that somebody started the program again, with these arguments.

    ``name`` tells shops and people apart (two shops may be open at once).
    """

    started = Signal(object)

    def __init__(self, name: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._on_connection)

    def is_first(self, arguments: Sequence[str] = ()) -> bool:
        """Whether no other runs; if one does it is given the arguments, and this one should end."""
        if self._hand_over(arguments):
            return False
        if not self._server.listen(self._name):
            QLocalServer.removeServer(self._name)  # left behind by a crash: nobody answered
            self._server.listen(self._name)
        return True

    def move(self, name: str) -> bool:
        """Stand for another shop from now on; False, and nothing changes, where another run does."""
        if name == self._name:
            return True
        before, self._name = self._name, name
        if self._hand_over(()):
            self._name = before
            return False
        self._server.close()
        return self.is_first()

    def close(self) -> None:
        """Let another one be the first."""
        self._server.close()

    def _hand_over(self, arguments: Sequence[str]) -> bool:
        socket = QLocalSocket()
        socket.connectToServer(self._name)
        if not socket.waitForConnected(PATIENCE_MS):
            return False
        socket.write(json.dumps(list(arguments)).encode())
        socket.waitForBytesWritten(PATIENCE_MS)
        socket.disconnectFromServer()
        return True

    def _on_connection(self) -> None:
        while (socket := self._server.nextPendingConnection()) is not None:
            socket.disconnected.connect(socket.deleteLater)
            if socket.bytesAvailable() or socket.waitForReadyRead(PATIENCE_MS):
                self._read(bytes(socket.read(LONGEST).data()))

    def _read(self, said: bytes) -> None:
        try:
            arguments = json.loads(said)
        except ValueError:
            return
        if isinstance(arguments, list) and all(isinstance(a, str) for a in arguments):
            self.started.emit(arguments)
