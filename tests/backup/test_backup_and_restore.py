"""A backup is made, proven, and brings the shop back to the row; every bad twin of it is refused."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from app import keys
from app.backup import archive, keeping, proof
from app.backup.archive import MANIFEST, shelf
from app.backup.disk import StoppedError
from app.backup.turn import PlaceBusyError, one_at_a_time
from app.domain.actors import Actor
from app.domain.errors import FileError, InputError, ShopError
from app.domain.recovery import phrase_of
from app.files import FileStore
from app.models.database import Database
from app.models.pieces import Move, Piece
from app.sealing import sealed
from app.services import backups, restoring
from app.services.backups import Place, back_up_here, back_up_to
from app.services.check import check
from app.shop import Shop
from app.sync.integrate import digest
from tests.backup.conftest import add_pieces
from tests.conftest import SHOP_KEY

WORDS = phrase_of(SHOP_KEY)


def state(shop: Shop) -> str:
    reader = shop.reader()
    try:
        return digest(reader)
    finally:
        reader.close()


def without_last_work(shop: Shop) -> str:
    """The state but for the entry that says that it was restored."""
    db = Database(shop.path / "shop.db", shop.key, free=True)
    db.begin_work()
    db.run("DELETE FROM work WHERE work_kind IN ('restore', 'import_all')")
    found = digest(db)
    db.roll_back()
    db.close()
    return found


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


def test_photos_are_copied_once(full_house: Shop, staff: dict[str, Actor], place: Place) -> None:
    back_up_to(full_house, place)
    one = restoring.choices(place.path)[0].archive
    stamps = {d: shelf(one.pool, d).stat().st_mtime_ns for d, _ in one.file_list()}
    add_pieces(full_house, staff["sara"], 1, start=10)
    run = back_up_to(full_house, place)
    assert run.files == 6
    for name, stamp in stamps.items():
        assert shelf(one.pool, name).stat().st_mtime_ns == stamp


def test_photos_sealed_with_an_older_key_open_with_the_words_of_today(
    full_house: Shop, place: Place, tmp_path: Path
) -> None:
    digest = next(full_house.files.digests())
    photo, path = full_house.files.get(digest), shelf(full_house.path, digest)
    old = bytes(reversed(SHOP_KEY))
    path.write_bytes(b"".join(sealed(old, [photo])))
    keys_of = full_house.files.get
    full_house.files.get = lambda one: photo if one == digest else keys_of(one)  # type: ignore[method-assign, assignment]
    for run in (back_up_here(full_house), back_up_to(full_house, place)):
        assert run.proven_at, run.error
        assert run.files == 5
    one = restoring.choices(place.path)[0].archive
    assert FileStore(one.pool, SHOP_KEY).get(digest) == photo


def test_the_hourly_one_lies_in_the_shops_own_folder(full_house: Shop) -> None:
    run = back_up_here(full_house)
    assert run.error == ""
    assert run.proven_at
    one = archive.find(full_house.path)[0]
    digest, _ = next(one.file_list())
    assert shelf(one.pool, digest).samefile(shelf(full_house.path, digest))


def test_what_is_written_meanwhile_waits_for_nothing(
    full_house: Shop, staff: dict[str, Actor], place: Place
) -> None:
    written: list[Any] = []

    def tell(done: int, total: int) -> None:
        if not written:
            written.append(done)
            add_pieces(full_house, staff["sara"], 2, start=20)

    run = back_up_to(full_house, place, tell=tell)
    assert run.error == ""
    one = restoring.choices(place.path)[0]
    assert written
    assert restoring.what_is_in(one, SHOP_KEY).counts["piece"] == 5


def test_nothing_of_the_business_lies_open_on_the_stick(full_house: Shop, place: Place) -> None:
    back_up_to(full_house, place)
    for path in place.path.rglob("*"):
        if path.is_file():
            data = path.read_bytes()
            for secret in (b"Hallam", b"Ring 1", b"photo 1", b"SQLite format"):
                assert secret not in data, path


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


def test_a_rotten_photo_is_found_by_the_proof_and_brought_anew(
    full_house: Shop, place: Place, tmp_path: Path
) -> None:
    back_up_to(full_house, place)
    one = restoring.choices(place.path)[0].archive
    rotten = next(one.file_list())[0]
    path = shelf(one.pool, rotten)
    data = path.read_bytes()
    path.write_bytes(data[:100] + bytes([data[100] ^ 1]) + data[101:])
    run = back_up_to(full_house, place)
    assert run.proven_at is None
    assert "photo or paper" in run.error
    run = back_up_to(full_house, place)
    assert run.proven_at
    # Restored from, the rotten one is counted, and all others are there.
    path.write_bytes(data[:100])
    shop, _ = restoring.restore(restoring.choices(place.path)[0], SHOP_KEY, tmp_path / "back")
    got = restoring.bring_photos(shop.path, SHOP_KEY)
    assert (got.brought, got.missing) == (4, 1)
    shop.close()


# ---------------------------------------------------------------------- places
def test_places_that_cannot_be_are_refused_in_words(
    full_house: Shop, staff: dict[str, Actor], stick: Path
) -> None:
    adam = staff["adam"]
    for folder, words in (
        (stick / "nowhere", "no folder"),
        (full_house.path, "lost together"),
        (full_house.path / "backups", "no folder|lost together"),
    ):
        with pytest.raises(InputError, match=words):
            backups.add_place(full_house, adam, folder)
    backups.add_place(full_house, adam, stick)
    with pytest.raises(InputError, match="already"):
        backups.add_place(full_house, adam, stick)
    with pytest.raises(backups.UserError, match=r"admin|role|may"):
        backups.add_place(full_house, staff["olga"], stick)


def test_a_stick_that_is_away_is_said_and_the_others_go_on(
    full_house: Shop, staff: dict[str, Actor], place: Place, tmp_path: Path
) -> None:
    place.path.rename(tmp_path / "pulled")
    run = back_up_to(full_house, place)
    assert run.error_title == "The place is not there"
    assert "Plug it in" in run.error
    assert back_up_here(full_house).proven_at
    reader = full_house.reader()
    found = backups.overview(reader, full_house)
    reader.close()
    assert [bool(card.proven) for card in found.places] == [True, False]
    assert not found.is_late(run.at)
    assert found.is_late(run.at + 2 * backups.LATE_MS)


def test_two_at_a_time_at_one_place_is_no_failure(full_house: Shop, place: Place) -> None:
    back_up_to(full_house, place)
    home = restoring.choices(place.path)[0].archive.folder.parent
    with one_at_a_time(home), pytest.raises(PlaceBusyError, match="at this moment"):
        back_up_to(full_house, place)
    reader = full_house.reader()
    last = backups.last_run(reader, place.id)
    reader.close()
    assert last is not None
    assert last.error == ""


def test_a_proof_stops_also_in_a_long_statement(full_house: Shop, place: Place) -> None:
    back_up_to(full_house, place)
    one = restoring.choices(place.path)[0].archive
    asked = []

    def endless(db: Database) -> list[str]:
        asked.append(1)
        sql = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n"
        return [str(db.value(sql))]

    with pytest.raises(StoppedError):
        proof.prove(one, SHOP_KEY, endless, stop=lambda: bool(asked))


def test_a_half_backup_is_cleared_away(full_house: Shop, place: Place) -> None:
    back_up_to(full_house, place)
    one = restoring.choices(place.path)[0].archive
    half = one.folder.with_name("2026-01-01-000000000-10")
    half.mkdir()
    (half / "shop.db").write_bytes(b"half")
    others = one.folder.with_name("2026-01-01-000000000-11")
    others.mkdir()  # another PC is just making it
    back_up_to(full_house, place)
    assert not half.exists()
    assert others.exists()


def test_pruning_takes_only_photos_that_nobody_names(full_house: Shop, place: Place) -> None:
    back_up_to(full_house, place)
    first = restoring.choices(place.path)[0].archive
    home, month = first.folder.parent, 31 * 86_400_000
    begun = first.manifest.taken_at - 20 * month
    older = archive.signed(
        archive.Manifest(**{**vars(first.manifest), "taken_at": begun}), SHOP_KEY
    )
    old = first.folder.with_name("2024-01-01-000000000-10")
    first.folder.rename(old)
    (old / MANIFEST).write_bytes(archive.as_bytes(older))
    gone = next(archive.Archive(old, older).file_list())[0]
    full_house.files.remove(gone)
    assert back_up_to(full_house, place).proven_at
    assert shelf(first.pool, gone).exists()  # the old one is the newest of its month
    names = [one.folder.name for one in archive.archives(home)]
    assert names[1] == old.name
    dropped = keeping.tidy(home, {names[0]}, first.manifest.taken_at)
    assert dropped == []
    for n in range(16):  # a year on, more newer days have one than are kept
        newer = archive.signed(
            archive.Manifest(**{**vars(older), "taken_at": begun + (n + 1) * month}), SHOP_KEY
        )
        made = old.with_name(f"2025-01-{n + 1:02d}-000000000-10")
        shutil.copytree(old, made)
        listed = (old / "files.txt").read_text().splitlines(keepends=True)
        (made / "files.txt").write_text("".join(x for x in listed if not x.startswith(gone)))
        newer = archive.signed(
            archive.Manifest(
                **{
                    **vars(newer),
                    "files_sha256": archive.sha256((made / "files.txt").read_bytes()).hexdigest(),
                }
            ),
            SHOP_KEY,
        )
        (made / MANIFEST).write_bytes(archive.as_bytes(newer))
    dropped = keeping.tidy(home, {names[0]}, first.manifest.taken_at)
    assert old.name in dropped
    assert not shelf(first.pool, gone).exists()
    left = archive.archives(home)
    assert len(left) == 14
    assert all(shelf(one.pool, d).exists() for one in left for d, _ in one.file_list())
