"""A PostgreSQL of the tests' own: started from the system's programs in a folder that goes away."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

PATIENCE_S = 60


def programs() -> Path:
    """Where this system keeps PostgreSQL's programs; the newest version."""
    found = sorted(
        Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda p: int(p.parts[-3])
    ) or [Path(named).resolve() for named in [shutil.which("initdb")] if named]
    assert found, "PostgreSQL is not installed: run .ci/setup.sh test"
    return found[-1].parent


@dataclass
class Server:
    """A running PostgreSQL with a superuser ``owner``, on this PC alone."""

    folder: Path
    port: int
    fsync: bool = False
    process: subprocess.Popen[bytes] | None = None
    _as: list[str] = field(default_factory=lambda: ["setpriv", "--pdeathsig", "QUIT"])

    @classmethod
    def make(cls) -> Server:
        """Make a server's files and start it."""
        folder = Path(tempfile.mkdtemp(prefix="parure-pg-"))
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        server = cls(folder, port)
        if os.geteuid() == 0:  # PostgreSQL refuses to run as root
            user = "postgres" if _is_user("postgres") else "nobody"
            shutil.chown(folder, user)
            server._as += ["--reuid", user, "--regid", _group(user), "--clear-groups"]
        subprocess.run(
            [*server._as, programs() / "initdb", "-D", folder / "data", "-U", "owner",
             "--auth=trust", "--no-sync", "--encoding=UTF8", "--locale=C"],
            check=True, stdout=subprocess.DEVNULL, env=_plain_env(folder),
        )  # fmt: skip
        (folder / "data" / "pg_hba.conf").write_text(
            "host all owner 127.0.0.1/32 trust\nhost all all 127.0.0.1/32 scram-sha-256\n"
        )
        server.start()
        return server

    def start(self) -> None:
        """Start it (again)."""
        safe = [] if self.fsync else ["-c", "fsync=off"]  # a crash of the program loses nothing
        log = (self.folder / "log").open("ab")
        with log:
            self.process = subprocess.Popen(
                [*self._as, programs() / "postgres", "-D", self.folder / "data",
                 "-p", str(self.port), "-k", self.folder, "-h", "127.0.0.1", *safe],
                stdout=log, stderr=log, env=_plain_env(self.folder), start_new_session=True,
            )  # fmt: skip
        self._wait()

    def _wait(self) -> None:
        until = time.monotonic() + PATIENCE_S
        while time.monotonic() < until:
            if (
                subprocess.run(
                    [programs() / "pg_isready", "-q", "-h", "127.0.0.1", "-p", str(self.port)],
                    check=False,
                ).returncode
                == 0
            ):
                return
            time.sleep(0.05)
        raise AssertionError((self.folder / "log").read_text())

    def stop(self, how: signal.Signals = signal.SIGINT) -> None:
        """Stop it: SIGINT cuts all connections, SIGQUIT is a crash."""
        if self.process is not None:
            self.process.send_signal(how)
            self.process.wait(PATIENCE_S)
            self.process = None

    def remove(self) -> None:
        """Stop it and take its files away."""
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def url(self, database: str, login: str = "owner") -> str:
        """The address of a database here."""
        return f"postgresql://{login}@127.0.0.1:{self.port}/{database}"

    def new_database(self, name: str) -> str:
        """Make an empty database; its address."""
        import psycopg

        assert re.fullmatch(r"[a-z0-9_]+", name)
        with psycopg.connect(self.url("postgres"), autocommit=True) as conn:
            conn.execute(f"CREATE DATABASE {name}")
        return self.url(name)

    def empty_database(self) -> str:
        """The address of the one database that tests have in turn, without any hub in it."""
        import psycopg

        with psycopg.connect(self.url("postgres"), autocommit=True) as conn:
            if not conn.execute("SELECT 1 FROM pg_database WHERE datname = 'hubs'").fetchone():
                return self.new_database("hubs")
        with psycopg.connect(self.url("hubs"), autocommit=True) as conn:
            for (schema,) in conn.execute(
                "SELECT nspname FROM pg_namespace WHERE nspname LIKE 'parure_%'"
            ).fetchall():
                conn.execute(f"DROP SCHEMA {schema} CASCADE")
        return self.url("hubs")


def _plain_env(folder: Path) -> dict[str, str]:
    return {"PATH": os.environ.get("PATH", ""), "HOME": str(folder), "LC_ALL": "C"}


def _is_user(name: str) -> bool:
    import pwd

    try:
        pwd.getpwnam(name)
    except KeyError:
        return False
    return True


def _group(user: str) -> str:
    import pwd

    return str(pwd.getpwnam(user).pw_gid)


__all__ = ["Server", "programs"]
