"""What leaves for the hub opens only as what it is, with the shop's key, and whole."""

from __future__ import annotations

import dataclasses
import hashlib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.sync.changes import Sent
from app.sync.envelopes import (
    SealedError,
    Sealer,
    closed_envelope,
    file_name,
    new_pair,
    opened_envelope,
)
from app.sync.hub import PART_BYTES, NeedsUpdateError

KEY, OTHER = b"k" * 32, b"o" * 32


def sent(body: bytes = b"body", **more: object) -> Sent:
    made = Sent(7, 3, 99, 1 << 50, 2, hashlib.sha256(body).hexdigest(), body)
    return dataclasses.replace(made, **more)  # type: ignore[arg-type]


@given(st.binary(max_size=2000), st.text(max_size=20))
def test_what_is_sealed_opens_as_it_was(plain: bytes, what: str) -> None:
    assert Sealer("s", {1: KEY}).open(what, Sealer("s", {1: KEY}).seal(what, plain)) == plain


def test_it_opens_as_nothing_else() -> None:
    sealer = Sealer("shop", {1: KEY})
    body = sealer.seal("name/1", b"counter")
    for opener, what in (
        (Sealer("shop", {1: KEY}), "name/2"),
        (Sealer("other", {1: KEY}), "name/1"),
        (Sealer("shop", {1: OTHER}), "name/1"),
        (Sealer("shop", {2: KEY}), "name/1"),
    ):
        with pytest.raises(SealedError):
            opener.open(what, body)


def test_every_flipped_bit_is_noticed() -> None:
    sealer = Sealer("shop", {1: KEY})
    body = sealer.seal("x", b"plain words")
    for at in range(len(body)):
        for bit in (1, 128):
            wrong = body[:at] + bytes([body[at] ^ bit]) + body[at + 1 :]
            with pytest.raises((SealedError, NeedsUpdateError)):
                sealer.open("x", wrong)
    for cut in range(len(body)):
        with pytest.raises(SealedError):
            sealer.open("x", body[:cut])


def test_a_change_comes_back_as_it_was_and_not_as_another() -> None:
    sealer = Sealer("shop", {1: KEY})
    for one in (sent(), sent(adopter=5, told='{"lost": []}'), sent(b"")):
        pack = sealer.pack(one)
        assert sealer.unpack(pack) == one
        assert b"body" not in pack.body
        wrongs: list[dict[str, Any]] = [{"site": 8}, {"site_seq": 4}, {"schema_version": 1}]
        for wrong in wrongs:
            with pytest.raises(SealedError):
                sealer.unpack(dataclasses.replace(pack, **wrong))


def test_older_keys_open_what_they_closed_and_the_newest_closes() -> None:
    old = Sealer("shop", {1: KEY})
    new = Sealer("shop", {1: KEY, 2: OTHER})
    assert new.unpack(old.pack(sent())) == sent()
    pack = new.pack(sent())
    assert pack.key_epoch == 2
    with pytest.raises(SealedError):
        old.unpack(pack)


@pytest.mark.parametrize("size", [0, 1, PART_BYTES - 1, PART_BYTES, PART_BYTES + 1, 3 * PART_BYTES])
def test_a_file_goes_in_parts_and_a_missing_or_swapped_one_is_noticed(size: int) -> None:
    sealer = Sealer("shop", {1: KEY})
    data = bytes(n % 251 for n in range(size))
    pieces = [data[start : start + 300_000] for start in range(0, size, 300_000)]
    parts = list(sealer.file_parts("ab", pieces))
    assert len(parts) == max(1, -(-size // PART_BYTES))
    assert b"".join(sealer.file_pieces("ab", parts)) == data
    wrongs = [parts[:-1], [*parts, parts[-1]], parts[::-1] if len(parts) > 1 else []]
    for wrong in wrongs:
        with pytest.raises(SealedError):
            list(sealer.file_pieces("ab", wrong))
    with pytest.raises(SealedError):
        list(sealer.file_pieces("cd", parts))


def test_a_files_name_tells_nothing_and_is_the_same_on_each_pc() -> None:
    digest = hashlib.sha256(b"photo").hexdigest()
    assert file_name(KEY, digest) == file_name(KEY, digest) != digest
    assert file_name(OTHER, digest) != file_name(KEY, digest)


def test_an_envelope_opens_for_one_pc_alone() -> None:
    private, public = new_pair()
    other, _ = new_pair()
    body = closed_envelope(public, "epoch 2", KEY)
    assert opened_envelope(private, "epoch 2", body) == KEY
    for key, what, wrong in (
        (other, "epoch 2", body),
        (private, "epoch 3", body),
        (private, "epoch 2", body[:-1] + bytes([body[-1] ^ 1])),
        (private, "epoch 2", body[:20]),
    ):
        with pytest.raises(SealedError):
            opened_envelope(key, what, wrong)
