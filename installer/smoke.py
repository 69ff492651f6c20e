"""Tries the built program as a stranger's PC would run it: no Python, no packages, an empty home.

usage: python installer/smoke.py dist/parure

The program is copied to a folder of its own and started with next to no environment. It must play
its tour, which opens a fresh sample shop, scans, and prints a tag into a folder; the tag is then
decoded here. On Linux the running program is also looked at from outside: it may load libraries
from its own folder and from the system, and from nowhere else; and its window is opened on a screen
of its own, since the tour needs none.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import zxingcpp
from PIL import Image

PATIENCE_S = 900
XVFB = ("Xvfb", "-screen", "0", "1280x800x24", "-br", "-nolisten", "tcp")
SHADES = 64


def main(built: Path) -> int:
    """Runs every step and says how it went; 1 if one of them failed."""
    with tempfile.TemporaryDirectory(prefix="parure-smoke-") as folder:
        home = Path(folder)
        shutil.copytree(built, home / "program", symlinks=True)
        program = home / "program" / ("parure-cli.exe" if os.name == "nt" else "parure")
        try:
            says_its_version(program, home)
            plays_the_tour(program, home)
            if sys.platform == "linux":
                loads_its_libraries(program)
                opens_its_window(program, home)
        except (AssertionError, OSError, subprocess.SubprocessError) as error:
            print(f"FAILED  {error}", file=sys.stderr)
            return 1
    print("the built program works")
    return 0


def environment(home: Path) -> dict[str, str]:
    """What a PC gives a program: a home, a search path, and nothing of any Python."""
    kept = {name: os.environ[name] for name in ("SYSTEMROOT", "TEMP", "LANG") if name in os.environ}
    return kept | {
        "HOME": str(home),
        "USERPROFILE": str(home),
        "LOCALAPPDATA": str(home / "local"),
        "APPDATA": str(home / "roaming"),
        "PATH": os.defpath,
        "PARURE_KEY": "file",
        "QT_QPA_PLATFORM": "offscreen",
    }


def says_its_version(program: Path, home: Path) -> None:
    """The least that must work, and how long a start takes."""
    begun = time.monotonic()
    said = subprocess.run(
        [program, "--version"],
        cwd=home,
        env=environment(home),
        capture_output=True,
        text=True,
        timeout=PATIENCE_S,
    )
    assert said.returncode == 0, f"parure --version ended with {said.returncode}: {said.stderr}"
    print(f"ok      {said.stdout.strip()} ({time.monotonic() - begun:.1f} s)")


def plays_the_tour(program: Path, home: Path) -> None:
    """The main job on the sample shop; every step of it fine, and its tags scan."""
    out = home / "tour"
    with (home / "said.txt").open("w+") as said:
        running = subprocess.Popen(
            [program, "tour", "--out", out],
            cwd=home,
            env=environment(home),
            stdout=said,
            stderr=subprocess.STDOUT,
        )
        foreign = watched(running.pid, running, program.parent)
        said.seek(0)
        assert running.returncode == 0, f"the tour ended with {running.returncode}:\n{said.read()}"
    assert not foreign, f"libraries from outside the program and the system: {sorted(foreign)}"
    summary = json.loads((out / "summary.json").read_text(encoding="utf-8"))
    failed = [step["name"] for step in summary["steps"] if not step["ok"]]
    assert summary["steps"], "the tour has no steps"
    assert not failed, f"steps of the tour failed: {', '.join(failed)}"
    print(f"ok      the tour: {len(summary['steps'])} steps, {len(summary['files'])} files")
    known = {entry["code"] for entry in summary["codes"]}
    tags = sorted(out.rglob("tag-*dpi.png"))
    assert tags, "the tour printed no tag"
    for tag in tags:
        read = {found.text for found in zxingcpp.read_barcodes(Image.open(tag))}
        assert read & known, f"{tag.name} does not scan as one of {sorted(known)}"
    print(f"ok      {len(tags)} tags scan")


def loads_its_libraries(program: Path) -> None:
    """Each library that came beside a wheel can be loaded: no step of the tour needs all of them."""
    inside = program.parent / "_internal"
    found = [path for path in sorted(inside.glob("*.libs/*")) if ".so" in path.name]
    assert found, "no library of any wheel was packed"
    load = "import ctypes, sys; ctypes.CDLL(sys.argv[1])"
    failed = {
        path.name: said.stderr.splitlines()[-1]
        for path in found
        if (
            said := subprocess.run(
                [sys.executable, "-c", load, path],
                env={"LD_LIBRARY_PATH": str(inside)},
                capture_output=True,
                text=True,
                timeout=PATIENCE_S,
            )
        ).returncode
    }
    assert not failed, f"libraries that do not load: {failed}"
    print(f"ok      {len(found)} libraries load")


def opens_its_window(program: Path, home: Path) -> None:
    """The first window of all is painted on a real screen, and closes when it is told to."""
    reading, writing = os.pipe()
    screen = subprocess.Popen(
        [*XVFB, "-displayfd", str(writing), "-fbdir", home],
        pass_fds=(writing,),
        stderr=subprocess.DEVNULL,
    )
    os.close(writing)
    with os.fdopen(reading) as said:
        display = f":{said.readline().strip()}"
    on_screen = environment(home) | {"QT_QPA_PLATFORM": "xcb", "DISPLAY": display}
    begun = time.monotonic()
    running = subprocess.Popen(
        [program], cwd=home, env=on_screen, stderr=subprocess.PIPE, text=True
    )
    try:
        while not is_painted(home / "Xvfb_screen0"):
            assert running.poll() is None, f"it ended with {running.returncode}"
            assert time.monotonic() - begun < PATIENCE_S, "no window came up"
            time.sleep(0.1)
        print(f"ok      its window ({time.monotonic() - begun:.1f} s)")
        running.terminate()
        _, complaints = running.communicate(timeout=PATIENCE_S)
        ended = running.returncode
        assert ended in (0, -signal.SIGTERM), f"told to end, it ended with {ended}"
        assert not complaints, f"it complained: {complaints}"
    finally:
        running.kill()
        running.wait()
        screen.terminate()
        screen.wait()


def is_painted(frame: Path) -> bool:
    """Whether there is more on the screen than its black ground: so many shades are a window's."""
    return len(set(frame.read_bytes()[-1280 * 800 * 4 :])) > SHADES


def watched(pid: int, running: subprocess.Popen[bytes], program: Path) -> set[str]:
    """Waits for the program's end; the libraries that it loaded from where a PC would have none."""
    maps = Path(f"/proc/{pid}/maps")
    foreign: set[str] = set()
    deadline = time.monotonic() + PATIENCE_S
    while True:
        try:
            running.wait(0.5)
            return foreign
        except subprocess.TimeoutExpired:
            if time.monotonic() > deadline:
                running.kill()
                running.wait()
                raise
        if maps.exists():
            mapped = {line.split(maxsplit=5)[-1] for line in maps.read_text().splitlines()}
            foreign |= {path for path in mapped if ".so" in path and not known_place(path, program)}


def known_place(path: str, program: Path) -> bool:
    """Whether a library lies in the program's folder or where Debian keeps the system's."""
    return path.startswith((str(program), "/usr/lib/", "/lib/"))


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]).resolve()))
