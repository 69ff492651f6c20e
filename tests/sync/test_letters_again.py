"""Letters that are left again and again, and one that comes too late."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from app.sync.hub import Letter
from app.sync.pg_connection import pg_address
from tests.sync.hubs import Meeting, new_meeting, packs
from tests.sync.postgres import Server

ONE, TWO = 1, 2


@pytest.fixture
def meeting(postgres: Server, tmp_path: Path) -> Iterator[Meeting]:
    """A fresh hub in a database, with the PCs ``ONE`` and ``TWO``."""
    made = new_meeting("postgres", tmp_path, lambda: postgres)
    made.join(TWO)
    yield made
    made.close()


def test_a_letter_that_is_left_again_wakes_nobody(meeting: Meeting) -> None:
    """An older PC leaves what waits at each meeting: it must not wake itself by that for ever."""
    older, ear = meeting.hub(TWO), meeting.hub(ONE)
    assert not ear.wait(0, 0.01)
    older.put_letters([Letter(0, one) for one in packs(TWO, 1, 2)])
    assert ear.wait(0, 5)
    older.put_letters([Letter(0, one) for one in packs(TWO, 1, 2)])
    assert not ear.wait(0, 0.6)
    older.put_letters([Letter(0, one) for one in packs(TWO, 1, 3)])
    assert ear.wait(0, 5)


def test_a_letter_that_came_after_its_adoption_stops_nobody(meeting: Meeting) -> None:
    """It was on its way while a newer PC brought it in: the next letters are adopted all the same."""
    one, two = meeting.hub(ONE), meeting.hub(TWO)
    two.put_letters([Letter(0, pack) for pack in packs(TWO, 1)])
    assert one.push(0, [letter.pack for letter in one.letters()])
    with psycopg.connect(meeting.url, autocommit=True) as owner:
        schema = pg_address(meeting.address).schema
        owner.execute(f"INSERT INTO {schema}.letter VALUES (%s, 1, 0, 2, 1, 'late')", (TWO,))
    assert one.letters() == []
    assert not one.state().has_letters
    two.put_letters([Letter(1, pack) for pack in packs(TWO, 2)])
    assert [letter.pack.site_seq for letter in one.letters()] == [2]
    assert one.push(1, [letter.pack for letter in one.letters()])
