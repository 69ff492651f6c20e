"""The set-up of a bare machine, played with stand-ins for the system's own commands."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the set-up script is for Debian")

Machine = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    """A clone with its environment in place on a machine whose commands answer as the test says."""
    clone, commands = tmp_path / "clone", tmp_path / "commands"
    (clone / ".venv" / "bin").mkdir(parents=True)
    commands.mkdir()
    shutil.copytree(ROOT / ".ci", clone / ".ci")
    shutil.copytree(ROOT / "requirements", clone / "requirements")
    command(clone / ".venv" / "bin" / "python", 'echo "python $*" >>"$0.said"')
    stamp = f"{digest(clone / 'requirements' / 'runtime.lock')}  requirements/runtime.lock\n"
    (clone / ".venv" / "runtime.stamp").write_text(stamp)

    def run(**answers: str) -> subprocess.CompletedProcess[str]:
        for name, script in {"sudo": "exit 1", "apt-get": "exit 9", **answers}.items():
            command(commands / name, script)
        return subprocess.run(
            ["bash", clone / ".ci" / "setup.sh", "run"],
            env={
                "PATH": f"{commands}{os.pathsep}{os.environ['PATH']}",
                "LOG": str(tmp_path / "log"),
            },
            capture_output=True,
            text=True,
        )

    return run


def command(path: Path, script: str) -> None:
    path.write_text(f"#!/usr/bin/env bash\n{script}\n")
    path.chmod(0o755)


def digest(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest()


EVERYTHING = """
for asked; do case $asked in -*) ;; *) printf 'ii :%s:\\n' "$asked" ;; esac; done
"""
NO_CUPS = EVERYTHING.replace("case $asked in", "case $asked in libcups2*) ;;")
AS_LATER_DEBIAN = EVERYTHING.replace("case $asked in", "case $asked in libcups2|libglib2.0-0) ;;")


def test_second_run_finds_everything_and_is_silent(machine: Machine, tmp_path: Path) -> None:
    run = machine(**{"dpkg-query": EVERYTHING})
    assert (run.returncode, run.stdout, run.stderr) == (0, "", "")
    said = tmp_path / "clone" / ".venv" / "bin" / "python.said"
    assert said.read_text() == "python -c \n", "the environment was only looked at"


def test_packages_of_a_later_debian_count_under_their_new_names(machine: Machine) -> None:
    assert machine(**{"dpkg-query": AS_LATER_DEBIAN}).returncode == 0


def test_without_rights_the_exact_line_is_printed_and_nothing_else_done(machine: Machine) -> None:
    run = machine(**{"dpkg-query": NO_CUPS, "id": "echo 1000"})
    assert run.returncode == 1
    assert "    sudo apt-get install --no-install-recommends libcups2\n" in run.stderr


def test_root_installs_just_what_is_missing(machine: Machine, tmp_path: Path) -> None:
    noted = {"apt-get": 'echo "$@" >>"$LOG"'}
    run = machine(**{"dpkg-query": NO_CUPS, "id": "echo 0", **noted})
    assert run.returncode == 0
    update, install = (tmp_path / "log").read_text().splitlines()
    assert update.endswith("update")
    assert install.endswith("install --no-install-recommends libcups2")


def test_passwordless_sudo_is_used(machine: Machine, tmp_path: Path) -> None:
    run = machine(
        **{
            "dpkg-query": NO_CUPS,
            "id": "echo 1000",
            "sudo": 'echo "sudo $*" >>"$LOG"',
        }
    )
    assert run.returncode == 0
    assert "install --no-install-recommends libcups2" in (tmp_path / "log").read_text()


def test_changed_lock_is_installed_by_its_hashes(machine: Machine, tmp_path: Path) -> None:
    lock = tmp_path / "clone" / "requirements" / "runtime.lock"
    lock.write_text(lock.read_text() + "# changed\n")
    assert machine(**{"dpkg-query": EVERYTHING}).returncode == 0
    said = (tmp_path / "clone" / ".venv" / "bin" / "python.said").read_text()
    assert "-m pip install" in said
    assert "--require-hashes --requirement requirements/runtime.lock" in said
    stamp = (tmp_path / "clone" / ".venv" / "runtime.stamp").read_text()
    assert stamp.startswith(digest(lock))
