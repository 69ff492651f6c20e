"""A CUPS of the tests' own: its folders, port and socket, run by nobody in particular, gone at the end."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path

NOBODY = 65534
PROGRAMS = ("cupsd", "ippeveprinter", "lpadmin", "dbus-daemon")


def missing() -> list[str]:
    """The programs that are not installed here."""
    return [one for one in PROGRAMS if shutil.which(one, path=_PATH) is None]


_PATH = f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin"


def free_port() -> int:
    """A port on 127.0.0.1 that nobody listens on just now."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def wait_for(true: Callable[[], bool], what: str, within_s: float = 60.0) -> None:
    """Wait until something holds; AssertionError with its name when it never does."""
    until = time.monotonic() + within_s
    while not true():
        assert time.monotonic() < until, f"it never came: {what}"
        time.sleep(0.02)


class PrivateCups:
    """A scheduler in a folder of its own; ``server`` is its socket, for CUPS_SERVER or ``Cups(server)``."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="cups-"))
        self.server = str(self.folder / "cups.sock")
        self._children: list[subprocess.Popen[bytes]] = []
        self._env = {
            "PATH": _PATH,
            "HOME": str(self.folder),
            "TMPDIR": str(self.folder / "tmp"),
            "CUPS_SERVER": self.server,
            "LC_ALL": "C.UTF-8",
        }
        self._configure()
        try:
            self._bus()
            self._run("cupsd", "-f", "-c", str(self.folder / "cupsd.conf"), "-s", str(self._files))
            wait_for(lambda: Path(self.server).exists() and self._answers(), "cupsd")
        except BaseException:
            self.close()  # nobody else knows of what was started
            raise

    def _configure(self) -> None:
        for name in ("spool", "spool/tmp", "cache", "state", "etc", "etc/ppd", "tmp", "out", "log"):
            (self.folder / name).mkdir(parents=True, exist_ok=True)
        self._files = self.folder / "cups-files.conf"
        below = self.folder
        self._files.write_text(
            f"ServerRoot {below}/etc\nCacheDir {below}/cache\nStateDir {below}/state\n"
            f"RequestRoot {below}/spool\nTempDir {below}/spool/tmp\n"
            f"AccessLog {below}/log/access\nErrorLog {below}/log/error\nPageLog {below}/log/page\n"
            "DataDir /usr/share/cups\nServerBin /usr/lib/cups\nFileDevice Yes\n"
            "User nobody\nGroup nogroup\nSystemGroup nogroup\nFatalErrors config\n"
        )
        (below / "cupsd.conf").write_text(
            f"LogLevel debug\nMaxLogSize 0\nListen {self.server}\nListen 127.0.0.1:{free_port()}\n"
            "Browsing Off\nDefaultAuthType None\nWebInterface No\nPreserveJobHistory Yes\n"
            "JobRetryInterval 1\nErrorPolicy retry-job\n"
            "<Location />\nOrder allow,deny\nAllow all\n</Location>\n"
            "<Location /admin>\nOrder allow,deny\nAllow all\n</Location>\n"
            "<Policy default>\nJobPrivateAccess all\nJobPrivateValues none\n"
            "<Limit All>\nOrder allow,deny\nAllow all\n</Limit>\n</Policy>\n"
        )
        if os.getuid() == 0:
            for path in (below, *below.rglob("*")):
                os.chown(path, NOBODY, NOBODY)
            os.chmod(below, 0o755)

    def _bus(self) -> None:
        """The printers of the tests announce themselves; without a bus they refuse to start."""
        address = f"unix:path={self.folder}/bus.sock"
        self._run("dbus-daemon", "--session", "--nofork", f"--address={address}")
        wait_for(lambda: (self.folder / "bus.sock").exists(), "the bus")
        self._env["DBUS_SYSTEM_BUS_ADDRESS"] = self._env["DBUS_SESSION_BUS_ADDRESS"] = address

    def _answers(self) -> bool:
        done = self.command("lpstat", "-r")
        return b"is running" in done.stdout

    def _run(self, *command: str) -> subprocess.Popen[bytes]:
        nobody = NOBODY if os.getuid() == 0 else None
        child = subprocess.Popen(
            command,
            env=self._env,
            cwd=self.folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            user=nobody,
            group=nobody,
        )
        self._children.append(child)
        return child

    def command(self, *command: str) -> subprocess.CompletedProcess[bytes]:
        """One of CUPS's own commands."""
        nobody = NOBODY if os.getuid() == 0 else None
        return subprocess.run(
            command,
            env=self._env,
            capture_output=True,
            timeout=60,
            check=False,
            user=nobody,
            group=nobody,
        )

    def add(self, name: str, uri: str, *more: str) -> None:
        """Add a queue that is on at once."""
        done = self.command("lpadmin", "-p", name, "-E", "-v", uri, *more)
        assert done.returncode == 0, done.stderr.decode()
        wait_for(lambda: self.command("lpstat", "-p", name).returncode == 0, f"queue {name}")

    def ipp_printer(self, name: str, *, port: int = 0) -> IppPrinter:
        """A driverless printer that keeps what it gets."""
        return IppPrinter(self, name, port or free_port())

    def end(self, child: subprocess.Popen[bytes]) -> None:
        """End one program that was started here."""
        if child.poll() is None:
            os.killpg(child.pid, signal.SIGTERM)
            try:
                child.wait(5)
            except subprocess.TimeoutExpired:
                os.killpg(child.pid, signal.SIGKILL)
                child.wait(5)

    def log(self) -> str:
        """What the scheduler wrote."""
        return (self.folder / "log" / "error").read_text("utf-8", "replace")

    def close(self) -> None:
        """End everything and remove the folder."""
        for child in reversed(self._children):
            self.end(child)
        shutil.rmtree(self.folder, ignore_errors=True)


class IppPrinter:
    """``ippeveprinter``: what it prints lies in ``folder``; its paper can be taken away."""

    def __init__(self, cups: PrivateCups, name: str, port: int) -> None:
        self.name, self.port, self._cups = name, port, cups
        self.folder = cups.folder / "out" / name
        self._trouble = cups.folder / f"{name}.trouble"
        self.folder.mkdir(parents=True)
        script = cups.folder / f"{name}.sh"
        script.write_text(
            "#!/bin/sh\n"
            f'if [ -e "{self._trouble}" ]; then\n'
            '  echo "STATE: +media-empty-error" >&2\n'
            f'  while [ -e "{self._trouble}" ]; do sleep 0.1; done\n'
            '  echo "STATE: -media-empty-error" >&2\n'
            "fi\n"
            f'cp "$1" "{self.folder}/$(date +%s%N).pdf"\n'
            'echo "ATTR: job-impressions-completed=1" >&2\n'
        )
        script.chmod(0o755)
        if os.getuid() == 0:
            os.chown(self.folder, NOBODY, NOBODY)
        self._script = script
        self._child: subprocess.Popen[bytes] | None = None
        self.switch_on()

    @property
    def uri(self) -> str:
        """Where CUPS reaches it."""
        return f"ipp://localhost:{self.port}/ipp/print"

    def switch_on(self) -> None:
        """On, and listening."""
        spool = self._cups.folder / "tmp" / self.name
        spool.mkdir(exist_ok=True)
        if os.getuid() == 0:
            os.chown(spool, NOBODY, NOBODY)
        self._child = self._cups._run(
            *("ippeveprinter", "-n", "localhost", "-p", str(self.port), "-d", str(spool)),
            *("-r", "off", "-k", "-f", "application/pdf,image/pwg-raster,image/urf"),
            *("-c", str(self._script), self.name),
        )
        wait_for(self._listens, f"printer {self.name}")

    def switch_off(self) -> None:
        """Off at the wall."""
        assert self._child is not None
        self._cups.end(self._child)

    def take_paper(self) -> None:
        """The next page finds no paper."""
        self._trouble.touch()

    def put_paper(self) -> None:
        """Paper again."""
        self._trouble.unlink(missing_ok=True)

    def printed(self) -> list[bytes]:
        """What came out, in order."""
        return [path.read_bytes() for path in sorted(self.folder.iterdir())]

    def _listens(self) -> bool:
        for family, host in ((socket.AF_INET, "127.0.0.1"), (socket.AF_INET6, "::1")):
            with socket.socket(family) as one:
                one.settimeout(0.5)
                if one.connect_ex((host, self.port)) == 0:
                    return True
        return False


class RawSocket:
    """A printer that takes bytes on a port and says nothing, as most do."""

    def __init__(self, port: int = 0) -> None:
        self.port = port or free_port()
        self.received: list[bytes] = []
        self._server: socket.socket | None = None
        self.switch_on()

    def switch_on(self) -> None:
        """Listen."""
        self._server = socket.create_server(("127.0.0.1", self.port))
        threading.Thread(target=self._take, args=(self._server,), daemon=True).start()

    def switch_off(self) -> None:
        """Gone."""
        server, self._server = self._server, None
        if server is not None:
            server.shutdown(socket.SHUT_RDWR)
            server.close()

    def _take(self, server: socket.socket) -> None:
        while True:
            try:
                line, _ = server.accept()
            except OSError:
                return
            with line:
                data = b""
                while piece := line.recv(65_536):
                    data += piece
                self.received.append(data)
