"""What a service says it touched."""

from __future__ import annotations

import pytest

from app.domain.actors import CLI, SYSTEM, Actor
from app.domain.changes import Changes


def test_kinds_and_ids_in_their_order() -> None:
    changes = Changes.of("12 pieces taken in", work_id=7, piece=[3, 1, 3], place=9, party=[])
    assert changes.ids("piece") == (3, 1)
    assert changes.first("place") == 9
    assert changes.touches("party", "piece")
    assert not changes.touches("party")
    assert changes.ids("party") == ()
    with pytest.raises(KeyError):
        changes.first("party")


def test_two_changes_become_one_with_the_later_words() -> None:
    both = Changes.of("a", work_id=1, piece=[1, 2]) | Changes.of("b", work_id=2, piece=2, job=5)
    assert (both.message, both.work_id) == ("b", 2)
    assert both.ids("piece") == (1, 2)
    assert both.ids("job") == (5,)
    kept = both | Changes()
    assert (kept.message, kept.work_id) == ("b", 2)


def test_actors() -> None:
    assert Actor(5, "olga", "Olga Marchenko", frozenset({"OC"})).initials == "OM"
    assert Actor(5, "olga", "Olga", frozenset()).initials == "O"
    assert SYSTEM.user_id != CLI.user_id
    assert CLI.roles == {"cli"}
