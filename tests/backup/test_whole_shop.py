"""The whole shop goes out as open files and comes in equal; a changed or half export does not."""

from __future__ import annotations

import csv
import json
import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.backup.open_export import MANIFEST
from app.backup.open_files import read_text, shown
from app.domain.actors import CLI, Actor
from app.domain.errors import FileError, InputError, NotAllowedError, ShopError, UserError
from app.domain.recovery import key_from
from app.models.pieces import Piece
from app.models.records import Note
from app.services.check import check
from app.services.whole_shop import Imported, export_shop, import_shop
from app.shop import Shop
from tests.backup.conftest import add_pieces
from tests.backup.whole_state import state, without_last_work

FORMULAS = (
    "=1+1",
    "+33 1 23",
    "-5",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    " =1",
    "＝1",
    "a;=1",
    'a",=1',
    "'=1",
)


@pytest.fixture
def exported(full_house: Shop, staff: dict[str, Actor], tmp_path: Path) -> Path:
    """An export of the house, with text that a spreadsheet would calculate."""
    with full_house.work(staff["sara"], "note") as w:
        piece = w.value("SELECT min(id) FROM piece")
        for text in (*FORMULAS, "back\\slash", "\\N", "two\nlines", "", "“Ø” 💍", "\\."):
            w.add(Note, subject_kind="piece", subject_id=piece, content=text)
        w.edit(Piece, piece, description='=HYPERLINK("http://x")')
    folder = tmp_path / "export"
    export_shop(full_house, CLI, folder)
    return folder


def test_an_export_comes_in_equal(full_house: Shop, exported: Path, tmp_path: Path) -> None:
    made = import_shop(exported, tmp_path / "again")
    assert key_from(made.phrase) == made.shop.key != full_house.key
    assert without_last_work(made.shop) == state(full_house)
    ours = {d: full_house.files.get(d) for d in full_house.files.digests()}
    assert {d: made.shop.files.get(d) for d in made.shop.files.digests()} == ours
    report = check(made.shop)
    assert report.clean, [p.sentence for p in report.problems]
    made.shop.close()


def test_numbers_go_on_behind_those_that_were_given(
    exported: Path, staff: dict[str, Actor], tmp_path: Path
) -> None:
    made = import_shop(exported, tmp_path / "again")
    with made.shop.work(staff["sara"], "take_in") as w:
        assert w.number("P").endswith("-10006")
    made.shop.close()


def test_no_cell_of_an_export_is_a_formula(exported: Path) -> None:
    seen = 0
    for path in exported.rglob("*.csv"):
        for delimiter in ",;\t|":
            with path.open(encoding="utf-8", newline="") as file:
                for row in csv.reader(file, delimiter=delimiter):
                    for cell in row:
                        seen += 1
                        bare = cell.strip().lstrip("\"'")
                        number = bare.lstrip("-").isdigit()
                        assert number or not bare.startswith(("=", "+", "-", "@", "＝")), cell
    assert seen > 1_000


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_every_text_reads_back(text: str) -> None:
    cell = shown(text)
    assert read_text(cell) == text
    assert not set(cell) & set("\n\r\t\0")
    assert not cell.lstrip().startswith(("=", "+", "-", "@"))


def test_the_dictionary_names_every_column(exported: Path) -> None:
    with (exported / "data-dictionary.csv").open(encoding="utf-8", newline="") as file:
        told = {(row["table"], row["column"]) for row in csv.DictReader(file)}
    for path in (exported / "tables").glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            assert {(path.stem, column) for column in next(csv.reader(file))} <= told
    page = (exported / "data-dictionary.md").read_text("utf-8")
    assert "## sales_order" in page
    assert "cents" in page


# ---------------------------------------------------------------------- bad twins
def refused(exported: Path, tmp_path: Path, words: str) -> UserError:
    target, keys = tmp_path / "again", tmp_path / "home" / ".config" / "parure" / "keys"
    with pytest.raises(UserError, match=words) as refusal:
        import_shop(exported, target)
    assert not target.exists()
    assert not target.with_name("again.importing").exists()
    assert not (keys.exists() and any(keys.iterdir()))
    return refusal.value


def test_a_missing_file_is_named(exported: Path, tmp_path: Path) -> None:
    (exported / "tables" / "piece.csv").unlink()
    assert isinstance(refused(exported, tmp_path, r"lacks tables/piece\.csv"), FileError)
    (exported / MANIFEST).unlink()
    refused(exported, tmp_path, "no export of a whole shop")


def test_a_changed_row_is_refused(exported: Path, tmp_path: Path) -> None:
    path = exported / "tables" / "piece.csv"
    path.write_text(path.read_text("utf-8").replace("Ring 2", "Ring 9"), "utf-8")
    refused(exported, tmp_path, r"piece\.csv is not as it was exported")


def test_a_changed_row_is_refused_also_with_a_new_digest(exported: Path, tmp_path: Path) -> None:
    path = exported / "tables" / "piece.csv"
    path.write_text(path.read_text("utf-8").replace("Ring 2", "Ring 9"), "utf-8")
    forge(exported, "piece")
    refused(exported, tmp_path, "not those that were exported")


def forge(exported: Path, table: str) -> None:
    """Make the manifest agree with a changed file."""
    from app.backup.disk import digest_of

    said = json.loads((exported / MANIFEST).read_text("utf-8"))
    said["tables"][table]["sha256"] = digest_of(exported / "tables" / f"{table}.csv")[1]
    (exported / MANIFEST).write_text(json.dumps(said), "utf-8")


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        (",ring,", ",ring,ring,", "cells"),
        ("Ring 2", "Ring \\q", "cannot be in the column"),
        ("id,removed", "id,sparkle", "does not know"),
        (",0,", ",zero,", "cannot be in the column removed"),
    ],
)
def test_a_row_that_cannot_be_is_named(
    exported: Path, tmp_path: Path, old: str, new: str, words: str
) -> None:
    path = exported / "tables" / "piece.csv"
    path.write_text(path.read_text("utf-8").replace(old, new, 1), "utf-8")
    forge(exported, "piece")
    refused(exported, tmp_path, words)


def test_rows_that_refer_to_nothing_are_refused(exported: Path, tmp_path: Path) -> None:
    path = exported / "tables" / "user.csv"
    lines = path.read_text("utf-8").splitlines(keepends=True)
    path.write_text("".join(lines[:-1]), "utf-8")
    forge(exported, "user")
    refused(exported, tmp_path, "fit together|not those that were exported")


def test_a_changed_photo_is_refused(exported: Path, tmp_path: Path) -> None:
    photo = next((exported / "files").rglob("*.jpg"))
    photo.write_bytes(photo.read_bytes() + b"!")
    refused(exported, tmp_path, "not the file that was exported")
    photo.unlink()
    refused(exported, tmp_path, "lacks files/")


def test_an_export_of_a_newer_version_is_refused(exported: Path, tmp_path: Path) -> None:
    text = (exported / MANIFEST).read_text("utf-8")
    said = json.loads(text)
    for newer in ({"format": 2}, {"migrations": [*said["migrations"], "0999_future"]}):
        (exported / MANIFEST).write_text(json.dumps({**said, **newer}), "utf-8")
        assert isinstance(refused(exported, tmp_path, "newer version"), ShopError)
    (exported / MANIFEST).write_text(text[:-20], "utf-8")
    refused(exported, tmp_path, "cannot be read")


def test_neither_mixes_with_what_is_there(
    full_house: Shop, staff: dict[str, Actor], exported: Path, tmp_path: Path
) -> None:
    with pytest.raises(InputError, match="already holds files"):
        export_shop(full_house, CLI, exported)
    with pytest.raises(NotAllowedError):
        export_shop(full_house, staff["olga"], tmp_path / "mine")
    with pytest.raises(ShopError, match="empty place"):
        import_shop(exported, full_house.path)


def test_an_export_of_before_a_column_comes_in(
    full_house: Shop, exported: Path, staff: dict[str, Actor], tmp_path: Path
) -> None:
    """As version 1 would have written it: users had no initials then."""
    path = exported / "tables" / "user.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    at = rows[0].index("initials")
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([row[:at] + row[at + 1 :] for row in rows])
    forge(exported, "user")
    said = json.loads((exported / MANIFEST).read_text("utf-8"))
    said["migrations"] = ["0001_initial"]
    (exported / MANIFEST).write_text(json.dumps(said), "utf-8")
    made: Imported = import_shop(exported, tmp_path / "again")
    reader = made.shop.reader()
    assert reader.value("SELECT count(*) FROM user") == len(rows) - 1
    reader.close()
    made.shop.close()


def test_nothing_of_it_stays_when_it_is_stopped(
    full_house: Shop, staff: dict[str, Actor], exported: Path, tmp_path: Path
) -> None:
    from app.backup.disk import StoppedError

    with pytest.raises(StoppedError):
        import_shop(exported, tmp_path / "again", stop=lambda: True)
    assert not (tmp_path / "again").exists()
    add_pieces(full_house, staff["sara"], 1, start=30)
    with pytest.raises(StoppedError):
        export_shop(full_house, CLI, tmp_path / "half", stop=lambda: True)
    with pytest.raises(FileError, match="no export"):
        import_shop(tmp_path / "half", tmp_path / "again")
    shutil.rmtree(tmp_path / "half")
