"""What is tidied away and what never is: photos that a row, a draft or an unsent change names."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from app.domain.actors import Actor
from app.photos import Photo
from app.services import photos, reports
from app.services.check import check
from app.services.drafts import drop_draft, keep_draft
from app.services.file_tidying import tidy_files
from app.services.report_form import ReportForm, ViewPhoto
from app.services.settings import put
from app.shop import Shop
from app.sync.changes import outbox
from tests.conftest import SHOP_KEY

WEEK_S = 8 * 86_400


def aged(shop: Shop, digest: str) -> str:
    """The file as if it had been kept more than a week ago."""
    long_ago = time.time() - WEEK_S
    os.utime(shop.path / "files" / digest[:2] / digest, (long_ago, long_ago))
    return digest


@pytest.fixture
def orphan(house: Shop, photo_of: Callable[[int], Photo]) -> str:
    """A photo of a form that was thrown away long ago, with its small picture."""
    digest = aged(house, photo_of(90).sha256)
    house.files.cache(digest, "320", b"small")
    return digest


def test_a_photo_that_nothing_names_leaves_after_a_week(house: Shop, orphan: str) -> None:
    fresh = house.files.put(b"taken just now")
    assert tidy_files(house) == 1
    assert not house.files.has(orphan)
    assert house.files.cached(orphan, "320") is None
    assert house.files.has(fresh)
    assert tidy_files(house) == 0


def test_what_a_row_a_draft_or_a_report_names_stays(
    house: Shop, staff: dict[str, Actor], ring: int, photo_of: Callable[[int], Photo]
) -> None:
    saved, typed, drafted, logo = (photo_of(n) for n in (20, 80, 140, 200))
    with house.work(staff["sara"], "add_photo") as w:
        photos.attach_photo(w, "piece", ring, saved)
    keep_draft(house, staff["owen"].user_id, "take_in", 0, {"photos": [{"sha256": typed.sha256}]})
    view = ViewPhoto(drafted.sha256, "top")
    reports.save_draft(house, staff["sara"], ring, ReportForm(photos=(view,)))
    with house.work(staff["adam"], "set") as w:
        put(w, "documents.logo", logo.sha256)
    for photo in (saved, typed, drafted, logo):
        aged(house, photo.sha256)
    assert tidy_files(house) == 0
    assert all(house.files.has(p.sha256) for p in (saved, typed, drafted, logo))
    drop_draft(house, staff["owen"].user_id, "take_in", 0)
    assert tidy_files(house) == 1
    assert not house.files.has(typed.sha256)


def test_a_photo_taken_off_its_piece_stays_with_its_fact(
    house: Shop, staff: dict[str, Actor], ring: int, photo_of: Callable[[int], Photo]
) -> None:
    photo = photo_of(1)
    with house.work(staff["sara"], "add_photo") as w:
        photos.attach_photo(w, "piece", ring, photo)
        attached = w.value("SELECT id FROM attached WHERE subject_id = ?", (ring,))
    with house.work(staff["sara"], "remove_photo") as w:
        photos.remove_photo(w, attached)
    aged(house, photo.sha256)
    assert tidy_files(house) == 0
    assert check(house).problems == ()


def test_what_a_change_names_that_was_not_sent_stays(
    house: Shop, staff: dict[str, Actor], ring: int, photo_of: Callable[[int], Photo]
) -> None:
    house.keep_outbox()
    photo = photo_of(1)
    with house.work(staff["sara"], "add_photo") as w:
        photos.attach_photo(w, "piece", ring, photo)
    aged(house, photo.sha256)
    db = house.reader()
    assert any(photo.sha256.encode() in sent.body for sent in outbox(db, house.site))
    db.close()
    assert tidy_files(house) == 0
    assert house.files.has(photo.sha256)


def test_a_photo_that_somebody_brings_again_is_kept(
    house: Shop, orphan: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between looking and removing, the same photo is chosen in a new form."""
    bytes_again = house.files.get(orphan)
    remove = house.files.remove_old

    def just_before(digest: str, moment: float) -> bool:
        house.files.put(bytes_again)
        return remove(digest, moment)

    monkeypatch.setattr(house.files, "remove_old", just_before)
    assert tidy_files(house) == 0
    assert house.files.get(orphan) == bytes_again


def test_a_draft_that_names_it_between_looking_and_removing_saves_it(
    house: Shop, staff: dict[str, Actor], orphan: str
) -> None:
    def meanwhile() -> bool:
        keep_draft(house, staff["sara"].user_id, "take_in", 0, {"photo": orphan})
        return False

    assert tidy_files(house, cancelled=meanwhile) == 0
    assert house.files.has(orphan)


_KILLED = """
import os, sys
from pathlib import Path
from app.services.file_tidying import tidy_files
from app.shop import Shop
shop = Shop.open(Path(sys.argv[1]), bytes.fromhex(sys.argv[2]))
remove, done = shop.files.remove, []
def once(digest):
    remove(digest)
    done.append(digest)
    if len(done) == 2:
        os.kill(os.getpid(), 9)
shop.files.remove = once
tidy_files(shop)
"""


def test_killed_on_the_way_it_goes_on_the_next_time(
    house: Shop,
    staff: dict[str, Actor],
    ring: int,
    photo_of: Callable[[int], Photo],
) -> None:
    saved = photo_of(1)
    with house.work(staff["sara"], "add_photo") as w:
        photos.attach_photo(w, "piece", ring, saved)
    left = [aged(house, photo_of(n).sha256) for n in (50, 90, 130, 170, 210)]
    aged(house, saved.sha256)
    ended = subprocess.run(
        [sys.executable, "-c", _KILLED, str(house.path), SHOP_KEY.hex()],
        cwd=Path(__file__).parents[2],
        capture_output=True,
    )
    assert ended.returncode == -9, ended.stderr.decode()
    assert sum(house.files.has(digest) for digest in left) == 3
    assert check(house).problems == ()
    assert tidy_files(house) == 3
    assert house.files.has(saved.sha256)
