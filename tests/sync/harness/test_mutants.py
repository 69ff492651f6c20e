"""The harness notices mistakes: each of the deliberate ones fails a history, or could fail none."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.sync.harness.furnished import Furnished
from tests.sync.harness.history import history
from tests.sync.harness.mutants import MUTANTS
from tests.sync.pcs import hub_url
from tests.sync.postgres import Server

TRIED = 16
"""How many histories a mistake has for being noticed."""
OPERATIONS = 100
QUICK = ("no_undo", "no_recapture", "conflicts_not_recorded", "acknowledged_before_it_is_pushed")


def noticed(furnished: Furnished, name: str, fast: Path) -> str:
    """What gave the mistake away, "" when nothing did."""
    for seed in range(TRIED):
        with pytest.MonkeyPatch.context() as patch:
            MUTANTS[name].apply(patch)
            try:
                place = fast / f"{name}-{seed}"
                url = hub_url("folder", place / "hub", Server.make)
                history(furnished, "folder", url, place, f"mutant/{seed}", OPERATIONS)
            except (TypeError, AttributeError, NameError) as error:
                pytest.fail(f"{name} is not a mistake but does not run: {error!r}")
            except Exception as error:
                return f"seed {seed}: {type(error).__name__}: {error}"
    return ""


@pytest.mark.parametrize(
    "name",
    [
        pytest.param(name, marks=() if name in QUICK else pytest.mark.long)
        for name, one in MUTANTS.items()
        if not one.equal
    ],
)
def test_a_mistake_is_noticed(furnished: Furnished, fast: Path, name: str) -> None:
    found = noticed(furnished, name, fast)
    if log := os.environ.get("PARURE_NOTICED"):
        with Path(log).open("a") as file:
            file.write(f"{name}: {found.splitlines()[0] if found else 'NOT NOTICED'}\n")
    assert found, f"nobody noticed {name}"


@pytest.mark.long
@pytest.mark.parametrize("name", [name for name, one in MUTANTS.items() if one.equal])
def test_a_mistake_that_makes_no_difference_makes_none(
    furnished: Furnished, fast: Path, name: str
) -> None:
    assert noticed(furnished, name, fast) == ""


def test_there_are_enough_mistakes() -> None:
    assert len([one for one in MUTANTS.values() if not one.equal]) >= 12
    assert set(QUICK) <= set(MUTANTS)


@pytest.mark.parametrize("name", MUTANTS)
def test_a_mistake_still_gets_into_the_program(name: str) -> None:
    """What it replaces is still called so."""
    with pytest.MonkeyPatch.context() as patch:
        MUTANTS[name].apply(patch)
        assert patch._setattr
