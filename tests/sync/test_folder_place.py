"""Which folders can be a hub, and what a folder hub does with what it finds there."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import pytest

from app.sync.folder_place import cloud_of, publish, require_fit
from app.sync.hub import AddressError, HubAwayError, HubError, NewPc
from app.sync.opening import install_hub, open_hub
from tests.sync.hubs import packs

TOKEN = b"t" * 32


@pytest.mark.parametrize(
    ("parts", "program"),
    [
        ("Dropbox/Shop", "Dropbox"),
        ("Dropbox (Hallam & Vey)/Shop", "Dropbox"),
        ("OneDrive - Hallam/Shop", "OneDrive"),
        ("Google Drive/My Shop", "Google Drive"),
        ("Library/Mobile Documents/com~apple~CloudDocs/Shop", "iCloud Drive"),
        ("Nextcloud/Shop", "Nextcloud"),
        ("server/shop", ""),
        ("Boxes/rings", ""),
    ],
)
def test_a_folder_of_a_cloud_is_known_by_its_name(tmp_path: Path, parts: str, program: str) -> None:
    assert cloud_of(tmp_path / parts) == program


@pytest.mark.parametrize(
    ("left", "program"), [(".dropbox", "Dropbox"), (".stfolder", "Syncthing"), ("", "")]
)
def test_and_by_what_its_program_leaves_there(tmp_path: Path, left: str, program: str) -> None:
    folder = tmp_path / "Shared" / "deep"
    folder.mkdir(parents=True)
    if left:
        (tmp_path / "Shared" / left).touch()
    assert cloud_of(folder) == program


def test_onedrive_is_known_by_its_icon(tmp_path: Path) -> None:
    ini = "[.ShellClassInfo]\nIconResource=C:\\Program Files\\Microsoft OneDrive\\OneDrive.exe"
    (tmp_path / "desktop.ini").write_bytes(ini.encode("utf-16"))
    assert cloud_of(tmp_path) == "OneDrive"


def test_setting_up_in_a_cloud_is_refused_with_the_reason(tmp_path: Path) -> None:
    place = tmp_path / "Dropbox"
    place.mkdir()
    with pytest.raises(AddressError, match="would both believe that they were first"):
        install_hub(str(place), "shop", NewPc(1, TOKEN, b"", b""), 10)
    assert list(place.iterdir()) == []


def test_a_folder_that_is_not_there_is_away(tmp_path: Path) -> None:
    with pytest.raises(HubAwayError):
        require_fit(tmp_path / "gone")


def test_a_fit_folder_is_left_as_it_was(tmp_path: Path) -> None:
    place = tmp_path / "server"
    place.mkdir()
    require_fit(place)
    assert list(place.iterdir()) == []


def test_a_name_is_won_once(tmp_path: Path) -> None:
    place = tmp_path / "server"
    place.mkdir()
    for n in range(2):
        (place / f"fresh{n}").write_text(str(n))
    assert publish(place / "fresh0", place / "name")
    assert not publish(place / "fresh1", place / "name")
    assert (place / "name").read_text() == "0"
    assert [path.name for path in place.iterdir()] == ["name"]


def test_a_damaged_file_of_the_log_is_noticed(tmp_path: Path) -> None:
    made = install_hub(str(tmp_path), "shop", NewPc(1, TOKEN, b"", b""), 10)
    hub = open_hub(made.address, TOKEN)
    hub.push(0, packs(1, 1, 3))
    [path] = Path(made.address).glob("log/*.cs")
    whole = path.read_bytes()
    for wrong in (whole[:-1], whole[:-1] + b"?", whole[1:], b"", b"{}\n"):
        path.write_bytes(wrong)
        with pytest.raises(HubError):
            open_hub(made.address, TOKEN).fetch(0)
    path.write_bytes(whole)
    assert len(open_hub(made.address, TOKEN).fetch(0)) == 3


def test_what_a_stopped_push_left_is_not_part_of_the_log(tmp_path: Path) -> None:
    made = install_hub(str(tmp_path), "shop", NewPc(1, TOKEN, b"", b""), 10)
    hub = open_hub(made.address, TOKEN)
    (Path(made.address) / "log" / ".fresh-0123").write_bytes(b"half")
    assert hub.push(0, packs(1, 1))
    assert hub.head() == 1


def test_a_backup_that_is_put_back_while_a_change_is_sent_is_no_fault_of_ours(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = install_hub(str(tmp_path), "shop", NewPc(1, TOKEN, b"", b""), 10)
    hub, folder = open_hub(made.address, TOKEN), Path(made.address)
    shutil.copytree(folder, tmp_path / "backup")
    replace = os.replace

    def too_late(fresh: Path, name: Path) -> None:
        if (tmp_path / "backup").exists():
            folder.rename(tmp_path / "as it was")
            (tmp_path / "backup").rename(folder)
        replace(fresh, name)

    monkeypatch.setattr("app.sync.folder_shelf.os.replace", too_late)
    with pytest.raises(HubAwayError, match="exchanged meanwhile"):
        hub.push(0, packs(1, 1))
    assert open_hub(made.address, TOKEN).head() == 0


def test_the_folder_keeps_no_token(tmp_path: Path) -> None:
    made = install_hub(str(tmp_path), "shop", NewPc(1, TOKEN, b"", b"n"), 10)
    for path in Path(made.address).rglob("*"):
        if path.is_file():
            assert TOKEN.hex() not in path.read_text()
    said = json.loads((Path(made.address) / "pcs" / "1.pc").read_text())
    assert said["station"] == 10
