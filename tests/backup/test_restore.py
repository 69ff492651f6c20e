"""A backup brings the shop back to the row, on any PC, with the words; every bad twin is refused."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from app import keys
from app.backup import archive
from app.backup.archive import MANIFEST
from app.domain.actors import Actor
from app.domain.errors import FileError, InputError, ShopError
from app.domain.recovery import phrase_of
from app.models.pieces import Move, Piece
from app.services import restoring
from app.services.backups import Place, back_up_to
from app.services.check import check
from app.shop import Shop
from tests.backup.conftest import add_pieces
from tests.backup.whole_state import WORDS, state, without_last_work
from tests.conftest import SHOP_KEY


def test_a_lost_pc_comes_back_on_an_empty_one_with_the_words(
    full_house: Shop, place: Place, tmp_path: Path
) -> None:
    run = back_up_to(full_house, place)
    assert run.error == ""
    assert run.proven_at
    assert run.files == 5
    before, site = state(full_house), full_house.site
    photos = {d: full_house.files.get(d) for d in full_house.files.digests()}
    full_house.close()
    shutil.rmtree(full_house.path)
    choice = restoring.choices(place.path)[0]
    assert not choice.key_is_here
    with pytest.raises(InputError, match="no key"):
        restoring.key_of(choice)
    key = restoring.key_of(choice, WORDS)
    assert restoring.what_is_in(choice, key).name == "Hallam & Vey"
    shop, aside = restoring.restore(choice, key, tmp_path / "new" / "shop")
    assert aside is None
    assert without_last_work(shop) == before
    assert shop.site != site
    assert list(shop.files.digests()) == []  # the lists can be used before the photos are there
    assert restoring.photos_wait(shop.path)
    told: list[int] = []
    got = restoring.bring_photos(shop.path, key, tell=lambda done, _total: told.append(done))
    assert (got.brought, got.missing) == (5, 0)
    assert told == sorted(told)
    assert {d: shop.files.get(d) for d in shop.files.digests()} == photos
    assert not restoring.photos_wait(shop.path)
    report = check(shop)
    assert report.clean, [p.sentence for p in report.problems]
    assert keys.fetch(choice.shop_id, "file").raw == SHOP_KEY
    shop.close()


def test_a_restored_pc_gives_no_number_and_no_code_twice(
    full_house: Shop, staff: dict[str, Actor], place: Place, tmp_path: Path
) -> None:
    back_up_to(full_house, place)
    add_pieces(full_house, staff["sara"], 1, start=7)  # its tag was printed, then the PC was lost
    with full_house.replaying() as db:
        lost = set(db.rows("SELECT text_value FROM code") + db.rows("SELECT number FROM piece"))
    shop, _ = restoring.restore(restoring.choices(place.path)[0], SHOP_KEY, tmp_path / "again")
    with shop.work(staff["sara"], "take_in") as w:
        piece = w.add(Piece, category="ring", description="New", number=w.number("P"))
        code = w.code("piece", piece)
        drawer = w.value("SELECT id FROM place WHERE name = 'INTAKE'")
        w.add(Move, subject_kind="piece", subject_id=piece, to_place_id=drawer)
    reader = shop.reader()
    number = reader.value("SELECT number FROM piece WHERE id = ?", (piece,))
    assert number.endswith("-10006")
    text = reader.value("SELECT text_value FROM code WHERE target_id = ?", (piece,))
    assert (text,) not in lost
    assert code
    reader.close()
    report = check(shop, files=False)
    assert report.clean, [p.sentence for p in report.problems]
    shop.close()


def test_a_second_pc_takes_a_station_of_its_own(
    full_house: Shop, place: Place, tmp_path: Path
) -> None:
    back_up_to(full_house, place)
    choice = restoring.choices(place.path)[0]
    with pytest.raises(InputError, match="10 to 98"):
        restoring.restore(choice, SHOP_KEY, tmp_path / "b", station=7)
    shop, _ = restoring.restore(choice, SHOP_KEY, tmp_path / "b", station=12)
    assert shop.settings.station == 12
    shop.close()


# ---------------------------------------------------------------------- bad twins
def bad_twin(place: Place) -> archive.Archive:
    return restoring.choices(place.path)[0].archive


def refused(place: Place, target: Path, words: str, kind: type[Exception] = FileError) -> None:
    with pytest.raises(kind, match=words):
        restoring.restore(restoring.choices(place.path)[0], SHOP_KEY, target)
    assert not target.exists()
    assert not target.with_name(f"{target.name}.restoring").exists()
    with pytest.raises(InputError, match="no key"):
        restoring.key_of(restoring.choices(place.path)[0])


def test_bad_twins_are_refused_before_anything_is_touched(
    full_house: Shop, place: Place, tmp_path: Path
) -> None:
    back_up_to(full_house, place)
    one, target = bad_twin(place), tmp_path / "back"
    whole = one.database.read_bytes()
    one.database.write_bytes(whole[:-4096])
    refused(place, target, "not what was written")
    one.database.write_bytes(whole[:5000] + bytes([whole[5000] ^ 1]) + whole[5001:])
    refused(place, target, "not what was written")
    one.database.unlink()
    refused(place, target, "missing")
    one.database.write_bytes(whole)
    listed = (one.folder / "files.txt").read_bytes()
    (one.folder / "files.txt").write_bytes(listed[:-70])
    refused(place, target, "files.txt")
    (one.folder / "files.txt").write_bytes(listed)
    said = json.loads((one.folder / MANIFEST).read_text())
    (one.folder / MANIFEST).write_text(json.dumps({**said, "taken_at": 5}))
    refused(place, target, "changed after it was written")
    (one.folder / MANIFEST).write_text(json.dumps({**said, "format": 2}))
    with pytest.raises(FileError, match="newer version"):
        archive.read(one.folder)
    (one.folder / MANIFEST).write_text("{")
    with pytest.raises(FileError, match="cannot be read"):
        archive.read(one.folder)
    (one.folder / MANIFEST).unlink()
    with pytest.raises(FileError, match="stopped before its end"):
        archive.find(one.folder)
    with pytest.raises(FileError, match="no finished backup"):
        archive.find(place.path)
    with pytest.raises(FileError, match="cannot be found"):
        archive.find(tmp_path / "nowhere")


def test_another_shops_words_and_a_newer_shape_are_refused(
    full_house: Shop, place: Place, tmp_path: Path
) -> None:
    back_up_to(full_house, place)
    choice = restoring.choices(place.path)[0]
    with pytest.raises(InputError, match="not those of this backup") as refusal:
        restoring.key_of(choice, phrase_of(bytes(32)))
    assert refusal.value.field == "phrase"
    one = choice.archive
    newer = archive.signed(
        archive.Manifest(
            **{**vars(one.manifest), "migrations": (*one.manifest.migrations, "0999_future")}
        ),
        SHOP_KEY,
    )
    (one.folder / MANIFEST).write_bytes(archive.as_bytes(newer))
    refused(place, tmp_path / "back", "newer version", ShopError)


def test_a_shop_that_lies_there_is_never_written_over(
    full_house: Shop, place: Place, tmp_path: Path
) -> None:
    back_up_to(full_house, place)
    choice = restoring.choices(place.path)[0]
    folder = full_house.path
    with pytest.raises(ShopError, match="holds a shop"):
        restoring.restore(choice, SHOP_KEY, folder)
    full_house.close()
    shop, before = restoring.restore(choice, SHOP_KEY, folder, aside=True)
    assert before is not None
    assert (before / "shop.db").exists()
    assert shop.path == folder
    shop.close()
    other = tmp_path / "letters"
    other.mkdir()
    (other / "letter.txt").write_text("dear")
    with pytest.raises(ShopError, match="no shop of Parure"):
        restoring.restore(choice, SHOP_KEY, other, aside=True)
    assert (other / "letter.txt").read_text() == "dear"
