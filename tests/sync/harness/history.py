"""A history from a seed: what is done, who meets when, what goes wrong; and how a seed is named."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.sync.harness.furnished import Furnished
from tests.sync.harness.judge import judge
from tests.sync.harness.world import World, world_of

BAD = 0.05
"""The share of calls to the hub that one kind of misfortune hits on a bad day."""


SHORT, LONG = 5, 200
"""Seeds for each kind of hub: in each run, and in the long one."""
FEW, MANY = 60, 500
"""Operations of a history, in each run and in the long one."""


def seeds() -> list[object]:
    """The seeds of a test: the one in PARURE_SEED, else ``SHORT`` ones, and with -m long the rest."""
    if named := os.environ.get("PARURE_SEED"):
        return [int(named)]
    return [
        *range(SHORT),
        *(pytest.param(seed, marks=pytest.mark.long) for seed in range(SHORT, LONG)),
    ]


def converges(
    furnished: Furnished,
    kind: str,
    url: str,
    folder: Path,
    seed: int,
    restart: Callable[[], None] = lambda: None,
) -> None:
    """The history of a seed, as long as the seed (or PARURE_OPERATIONS) has it, ends well."""
    usual = FEW if seed < SHORT else MANY
    operations = int(os.environ.get("PARURE_OPERATIONS", usual))
    quiets = 2 if operations < MANY else 4
    world = history(furnished, kind, url, folder, seed, operations, restart=restart, quiets=quiets)
    assert world.seen["operations"] == operations
    assert len(world.journal.units) > operations // 4
    if os.environ.get("PARURE_SEED"):
        sys.stderr.write(f"{world.seen}\n{world.weather.seen}\n")


def history(
    furnished: Furnished,
    kind: str,
    url: str,
    folder: Path,
    seed: int | str,
    operations: int,
    *,
    restart: Callable[[], None] = lambda: None,
    quiets: int = 2,
    deep: bool = True,
    pcs: int = 0,
) -> World:
    """Let a shop work for so many operations and judge it at each quiet point; the world at its end."""
    try:
        with world_of(
            furnished, kind, url, folder, f"{kind}/{seed}", restart=restart, pcs=pcs
        ) as world:
            _go_on(world, operations, quiets, deep)
            return world
    except BaseException:
        sys.stderr.write(
            f"\nhub {kind}, seed {seed}, {operations} operations:"
            f" PARURE_SEED={seed} runs it again\n{traceback.format_exc(limit=3)}"
        )
        raise


def _go_on(world: World, operations: int, quiets: int, deep: bool) -> None:
    chance = world.chance
    quiet_at = {operations * n // quiets for n in range(1, quiets + 1)}
    update_at = chance.randrange(operations // 4, operations * 3 // 4)
    restart_at = chance.randrange(operations)
    for n in range(1, operations + 1):
        world.weather.worst = BAD
        desk = chance.choice(world.desks)
        world.work(desk)
        if chance.random() < 0.05:
            desk = chance.choice(world.desks)
            desk.way.cut = not desk.way.cut
            world.seen["cables pulled or put back"] += 1
        if chance.random() < 0.02:
            chance.choice(world.desks).skew_ms = chance.choice((0, 300_000, -90_000_000))
        if chance.random() < 0.3:
            world.meet_or_be_killed(chance.choice(world.desks))
        if chance.random() < 0.05:
            world.weather.deliver_late()
        if n == restart_at:
            world.restart()
            world.seen["hub restarts"] += 1
        if n == update_at or (n > update_at and chance.random() < 4 / operations):
            world.update(chance.choice(world.desks))
        if n in quiet_at:
            if n == operations:
                for each in world.desks:
                    world.update(each)
            world.quiet()
            judge(world, deep=deep)
