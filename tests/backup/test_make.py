"""A backup is made while the shop is at work, and proven; what goes wrong is said and mended."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from app.backup import archive, keeping, proof
from app.backup.archive import MANIFEST, shelf
from app.backup.disk import StoppedError
from app.backup.turn import PlaceBusyError, one_at_a_time
from app.domain.actors import Actor
from app.domain.errors import InputError
from app.files import FileStore
from app.models.database import Database
from app.sealing import sealed
from app.services import backups, restoring
from app.services.backups import Place, back_up_here, back_up_to
from app.shop import Shop
from tests.backup.conftest import add_pieces
from tests.conftest import SHOP_KEY


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
