"""The commands of the terminal for backup, restore and the open export."""

from __future__ import annotations

import json
import sys
from io import StringIO
from pathlib import Path

import pytest

from app import keys
from app.cli import main
from app.domain.recovery import phrase_of
from app.shop import Shop
from tests.conftest import SHOP_KEY


@pytest.fixture
def folder(full_house: Shop) -> Path:
    """The closed house, its key on this PC."""
    full_house.close()
    said = json.loads((full_house.path / "shop.json").read_text())
    keys.keep(said["shop"], SHOP_KEY)
    (full_house.path / "shop.json").write_text(json.dumps({**said, "key": "file"}))
    return full_house.path


def test_backup_and_restore_by_command(
    folder: Path, stick: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--shop", str(folder), "backup", str(stick), "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert said["proven"] is True
    assert said["files"] == 5
    assert main(["--shop", str(folder), "backup", str(stick)]) == 0
    assert "A test restore proved it" in capsys.readouterr().out
    back = tmp_path / "back"
    assert main(["restore", str(stick), "--to", str(back), "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert said["name"] == "Hallam & Vey"
    assert (said["photos"], said["photos_missing"]) == (5, 0)
    assert main(["restore", str(stick), "--to", str(back)]) == 3
    assert "never writes over it" in capsys.readouterr().err
    assert main(["restore", str(stick), "--to", str(back), "--aside"]) == 0
    told = capsys.readouterr().out
    assert told.startswith(f"Hallam & Vey is in {back} as it was on 20")
    assert "5 photos and papers are back." in told
    assert len(list(tmp_path.glob("back-before-*"))) == 1


def test_an_empty_pc_needs_the_words(
    folder: Path,
    stick: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    main(["--shop", str(folder), "backup", str(stick)])
    keys.forget(json.loads((folder / "shop.json").read_text())["shop"])
    back = str(tmp_path / "back")
    assert main(["restore", str(stick), "--to", back]) == 1
    assert "24 recovery words" in capsys.readouterr().err
    for words, ended in (("one two", 1), (phrase_of(bytes(32)), 1), (phrase_of(SHOP_KEY), 0)):
        monkeypatch.setattr(sys, "stdin", StringIO(words))
        assert main(["restore", str(stick), "--to", back, "--words"]) == ended


def test_a_mistyped_shop_is_not_made_by_a_backup(
    stick: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--shop", str(tmp_path / "nowhere"), "backup", str(stick)]) == 3
    assert "is not a shop" in capsys.readouterr().err
    assert not (tmp_path / "nowhere").exists()
    assert list(stick.iterdir()) == []
    assert main(["restore", str(stick)]) == 3


def test_export_and_import_by_command(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out, again = tmp_path / "open", tmp_path / "again"
    assert main(["--shop", str(folder), "export", "--all", str(out), "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert said["files"] == 5
    assert said["rows"] > 50
    assert main(["--shop", str(folder), "export", "--all", str(tmp_path / "open2")]) == 0
    assert "photos and papers. Anybody can read it" in capsys.readouterr().out
    assert main(["--shop", str(again), "import", "all", str(out), "--json"]) == 0
    told = capsys.readouterr()
    assert json.loads(told.out)["name"] == "Hallam & Vey"
    assert len(told.err.strip().splitlines()[-1].split()) == 24
    assert main(["--shop", str(again), "check"]) == 0
    assert main(["--shop", str(again), "import", "all", str(out)]) == 3


def test_a_wrong_password_is_said_once(
    folder: Path, stick: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", StringIO("wrong\n"))
    assert main(["--shop", str(folder), "--as", "sara", "backup", str(stick)]) == 1
    assert capsys.readouterr().err.count("Not this password") == 1
