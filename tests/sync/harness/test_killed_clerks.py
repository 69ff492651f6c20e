"""Three processes work and sync over one hub and are killed again and again: nothing is lost or half."""

from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

import pytest

from app.services.check import check
from app.sync.hub import Pack
from tests.sync.harness.furnished import Furnished
from tests.sync.pcs import House, house_of

ROOT = Path(__file__).parents[3]
PCS = 3
LONGEST_UNITS = 6
LONGEST_WAIT_S = 0.03


@dataclass
class Clerks:
    """The processes, what they said to have saved, how often they were killed."""

    mother: subprocess.Popen[str]
    chance: Random
    pids: dict[str, int] = field(default_factory=dict)
    saved: set[int] = field(default_factory=set)
    left: dict[str, int] = field(default_factory=dict)
    killed: Counter[str] = field(default_factory=Counter)

    def start(self, number: str) -> None:
        """Put a clerk to work, for a number of units that nobody chose."""
        assert self.mother.stdin
        self.left[number] = self.chance.randrange(LONGEST_UNITS + 1)
        self.mother.stdin.write(f"{number} {self.chance.random()}\n")
        self.mother.stdin.flush()

    def hear(self, line: str) -> None:
        """What a clerk said; it is killed when its time has come, a little after its last words."""
        number, word, what = (*line.split(maxsplit=2), "")[:3]
        assert word != "failed", line
        if word == "ready":
            self.pids[number] = int(what)
        if word == "saved":
            self.saved.add(int(what))
        if number not in self.pids:
            return  # last words of one who was killed
        self.left[number] -= 1
        if self.left[number] < 0:
            timer = threading.Timer(
                self.chance.random() * LONGEST_WAIT_S,
                os.kill,
                (self.pids.pop(number), signal.SIGKILL),
            )
            timer.start()
            timer.join()
            self.killed[number] += 1
            self.start(number)


def killed_many_times(furnished: Furnished, url: str, folder: Path, seed: int, kills: int) -> None:
    """Kill clerks so often, then let the PCs meet and look at everything."""
    with house_of(furnished.copy(folder / "pc0"), url, folder, PCS) as house:
        for pc in house.pcs:
            pc.hub.close()
            pc.shop.close()
        saved, killed = _at_work(furnished, folder, seed, kills)
        for pc in house.pcs:
            pc.open_again()
        _look(house, saved)
        assert sum(killed.values()) >= kills
        assert len(killed) == PCS
        assert len(saved) > kills // 2


def _at_work(
    furnished: Furnished, folder: Path, seed: int, kills: int
) -> tuple[set[int], Counter[str]]:
    (folder / "furnished").write_bytes(pickle.dumps(furnished))
    mother = subprocess.Popen(
        [sys.executable, "-m", "tests.sync.harness.clerks", str(folder)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    clerks = Clerks(mother, Random(seed))
    told, heard = mother.stdin, mother.stdout
    assert told
    assert heard
    try:
        for number in range(PCS):
            clerks.start(str(number))
        while sum(clerks.killed.values()) < kills:
            line = heard.readline()
            assert line, "the clerks did not even begin"
            clerks.hear(line)
        told.close()  # the rest are killed too
        for line in heard:
            if line.split()[1:2] == ["saved"]:
                clerks.saved.add(int(line.split()[2]))
    finally:
        if not told.closed:
            told.close()
        mother.wait(60)
        heard.close()
    return clerks.saved, clerks.killed


def _look(house: House, saved: set[int]) -> None:
    house.together()
    house.agree()
    log: list[Pack] = []
    hub = house.pcs[0].hub
    while packs := hub.fetch(len(log)):
        log += packs
    assert [pack.seq for pack in log] == list(range(1, len(log) + 1))
    assert len({(pack.site, pack.site_seq) for pack in log}) == len(log)
    for pc in house.pcs:
        with pc.shop.replaying() as db:
            there = {row[0] for row in db.rows("SELECT id FROM work")}
        assert saved <= there, "saved work was lost"
    report = check(house.pcs[-1].shop, files=False)
    assert report.clean, [problem.sentence for problem in report.problems]


@pytest.mark.parametrize(("seed", "kills"), [(1, 50), pytest.param(2, 500, marks=pytest.mark.long)])
def test_killed_clerks_lose_nothing(
    furnished: Furnished,
    hub_kind: str,
    fresh_hub: Callable[[], str],
    fast: Path,
    seed: int,
    kills: int,
) -> None:
    assert hub_kind
    killed_many_times(furnished, fresh_hub(), fast, seed, kills)
