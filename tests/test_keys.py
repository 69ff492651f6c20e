"""Where a shop's key lies: in the keyring, or in a file that its owner alone may read."""

import os
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.errors import KeyringLocked

from app import keys
from app.domain.errors import ShopError
from app.keys import Key, KeyPlace

SHOP = "0f3a-shop"
RAW = bytes(range(32))
posix_only = pytest.mark.skipif(os.name != "posix", reason="Windows guards the profile's folder")


class MemoryKeyring(KeyringBackend):
    """A keyring that holds its entries in this process."""

    priority = 5

    def __init__(self) -> None:
        super().__init__()
        self.entries: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.entries.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.entries[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        del self.entries[service, username]


HUNG_S = 20
"""A keyring that does not answer is given up after 0.2 s here: this long would be a hang."""


@pytest.fixture
def use(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[KeyringBackend], None]]:
    """Lets Parure find this keyring, with no override in the way."""
    before = keyring.get_keyring()
    monkeypatch.delenv("PARURE_KEY")
    yield keyring.set_keyring
    keyring.set_keyring(before)


def test_key_goes_to_the_keyring_and_comes_back(use: Callable[[KeyringBackend], None]) -> None:
    ring = MemoryKeyring()
    use(ring)
    assert keys.keep(SHOP, RAW) == Key(RAW, KeyPlace.KEYRING)
    assert keys.fetch(SHOP, "keyring") == Key(RAW, KeyPlace.KEYRING)
    assert not keys.key_file(SHOP).exists()
    keys.forget(SHOP)
    assert ring.entries == {}


def test_key_of_another_person_is_not_in_my_keyring(
    use: Callable[[KeyringBackend], None],
) -> None:
    use(MemoryKeyring())
    with pytest.raises(ShopError) as refused:
        keys.fetch(SHOP, "keyring")
    assert "holds no key" in refused.value.message
    assert "24 recovery words" in refused.value.remedy


def test_without_a_keyring_the_key_goes_to_a_file_and_parure_says_so(
    use: Callable[[KeyringBackend], None], home: Path
) -> None:
    from keyring.backends.fail import Keyring as NoKeyring

    use(NoKeyring())
    kept = keys.keep(SHOP, RAW)
    assert kept == Key(RAW, KeyPlace.FILE)
    assert keys.key_file(SHOP).is_relative_to(home)
    assert str(keys.key_file(SHOP)) in kept.place.sentence(SHOP)
    assert keys.fetch(SHOP, kept.place).raw == RAW


class LockedKeyring(MemoryKeyring):
    """A keyring that waits for a password that nobody types."""

    def __init__(self, opened: threading.Event) -> None:
        super().__init__()
        self.opened = opened

    def get_password(self, service: str, username: str) -> str | None:
        self.opened.wait(30)
        raise KeyringLocked

    def set_password(self, service: str, username: str, password: str) -> None:
        self.opened.wait(30)
        raise KeyringLocked


def test_locked_keyring_never_hangs_the_start(
    use: Callable[[KeyringBackend], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = threading.Event()
    use(LockedKeyring(opened))
    monkeypatch.setattr(keys, "KEYRING_PATIENCE_S", 0.2)
    begun = time.monotonic()
    assert keys.keep(SHOP, RAW).place is KeyPlace.FILE
    with pytest.raises(ShopError) as refused:
        keys.fetch(SHOP, "keyring")
    assert time.monotonic() - begun < HUNG_S
    opened.set()
    assert "locked or does not answer" in refused.value.message
    assert "Unlock the keyring" in refused.value.remedy


def test_keyring_whose_password_window_was_closed_is_said_to_be_locked(
    use: Callable[[KeyringBackend], None],
) -> None:
    opened = threading.Event()
    opened.set()
    use(LockedKeyring(opened))
    with pytest.raises(ShopError) as refused:
        keys.fetch(SHOP, "keyring")
    assert "keyring is locked. The shop's key lies there." in refused.value.message


class RefusingKeyring(MemoryKeyring):
    """A keyring whose system service fails with an error of its own."""

    def set_password(self, service: str, username: str, password: str) -> None:
        raise OSError("no such bus")


def test_where_only_the_keyring_will_do_a_failing_one_is_said(
    use: Callable[[KeyringBackend], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    use(RefusingKeyring())
    monkeypatch.setenv("PARURE_KEY", "keyring")
    with pytest.raises(ShopError) as refused:
        keys.keep(SHOP, RAW)
    assert "PARURE_KEY=file" in refused.value.remedy
    assert not keys.key_file(SHOP).exists()


def test_override_takes_the_file_though_the_shop_names_the_keyring() -> None:
    keys.keep(SHOP, RAW)
    assert keys.fetch(SHOP, "keyring") == Key(RAW, KeyPlace.FILE)


def test_unknown_override_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PARURE_KEY", "pocket")
    with pytest.raises(ShopError, match="pocket"):
        keys.keep(SHOP, RAW)


@posix_only
def test_key_file_is_its_owners_alone() -> None:
    keys.keep(SHOP, RAW)
    path = keys.key_file(SHOP)
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700
    assert list(path.parent.iterdir()) == [path]


@posix_only
@pytest.mark.parametrize("mode", [0o640, 0o604, 0o666])
def test_key_file_that_others_may_read_is_refused(mode: int) -> None:
    keys.keep(SHOP, RAW)
    path = keys.key_file(SHOP)
    path.chmod(mode)
    with pytest.raises(ShopError) as refused:
        keys.fetch(SHOP, "file")
    assert f"chmod 600 '{path}'" in refused.value.remedy


def test_shop_that_names_no_place_is_refused() -> None:
    with pytest.raises(ShopError, match="names “pocket”"):
        keys.fetch(SHOP, "pocket")


def test_missing_key_file_is_said_with_its_place() -> None:
    with pytest.raises(ShopError) as refused:
        keys.fetch(SHOP, "file")
    assert str(keys.key_file(SHOP)) in refused.value.message


@pytest.mark.parametrize("content", [b"", b"parure-key-1 abcd\n", b"key \xff", b"x" * 500])
def test_damaged_key_file_is_refused(content: bytes) -> None:
    keys.keep(SHOP, RAW)
    keys.key_file(SHOP).write_bytes(content)
    with pytest.raises(ShopError, match="does not hold a key"):
        keys.fetch(SHOP, "file")


def test_unwritable_place_is_said(home: Path) -> None:
    (home / ".config").write_text("a file where a folder should be")
    if sys.platform != "linux":
        pytest.skip("the configuration lies elsewhere on this system")
    with pytest.raises(ShopError, match="cannot be written"):
        keys.keep(SHOP, RAW)


def test_a_key_is_never_shown() -> None:
    assert RAW.hex() not in repr(Key(RAW, KeyPlace.FILE))
    assert repr(RAW) not in repr(Key(RAW, KeyPlace.FILE))


def test_shop_id_is_never_a_path() -> None:
    with pytest.raises(ValueError, match="not a shop id"):
        keys.key_file("../../etc/passwd")


def test_new_keys_differ() -> None:
    assert keys.new_key() != keys.new_key()
    assert len(keys.new_key()) == 32


def test_another_key_that_lay_there_stays_beside_the_one_that_is_taken_over() -> None:
    """A restored backup from before the key was changed lies beside the shop that has the new one."""
    other = bytes(range(1, 33))
    keys.take_over(SHOP, RAW)
    keys.take_over(SHOP, RAW)
    with pytest.raises(ShopError):
        keys.fetch(SHOP + keys.BEFORE, KeyPlace.FILE)
    keys.take_over(SHOP, other)
    assert keys.fetch(SHOP, KeyPlace.FILE).raw == other
    assert keys.fetch(SHOP + keys.BEFORE, KeyPlace.FILE).raw == RAW
