"""Sealing: bytes that only the shop's key opens, and in which every change is noticed.

Sealed bytes are

    4 bytes "PRFS" · 1 byte version · 16 random bytes · pieces of 1 MiB, each with its 16-byte tag

Every sealed file has an AES-256-GCM key of its own, made from the shop's key and the random bytes by
HKDF. The pieces are numbered in their nonces and the last one is marked, so that a changed, swapped,
missing or added byte is noticed, also in files that are too big for memory. Bytes may be sealed as
those of a name (``about``): under another name they open no more.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, BinaryIO

# The ciphers are loaded when something is sealed or opened: a start of the program does neither.
if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

MARK = b"PRFS"
VERSION = 1
SALT_BYTES = 16
HEADER_BYTES = len(MARK) + 1 + SALT_BYTES
PIECE_BYTES = 1 << 20
TAG_BYTES = 16


class SealError(Exception):
    """These are not the bytes that were sealed, or not with this key."""


def sealed(key: bytes, parts: Iterable[bytes], about: bytes = b"") -> Iterator[bytes]:
    """The sealed bytes of ``parts``, piece by piece; the same parts give other bytes each time."""
    header = MARK + bytes([VERSION]) + secrets.token_bytes(SALT_BYTES)
    cipher = _cipher(key, header)
    yield header
    bound = header + about
    pieces = _in_pieces(parts)
    number, piece = 0, next(pieces, b"")
    for following in pieces:
        yield cipher.encrypt(_nonce(number, last=False), piece, bound)
        number, piece = number + 1, following
    yield cipher.encrypt(_nonce(number, last=True), piece, bound)


def unsealed(key: bytes, file: BinaryIO, about: bytes = b"") -> Iterator[bytes]:
    """The plain pieces of a sealed file, one by one as each is found to be true; else SealError."""
    from cryptography.exceptions import InvalidTag

    header = file.read(HEADER_BYTES)
    if len(header) != HEADER_BYTES or not header.startswith(MARK + bytes([VERSION])):
        raise SealError("not a sealed file of a version known here")
    cipher, bound = _cipher(key, header), header + about
    number, piece = 0, file.read(PIECE_BYTES + TAG_BYTES)
    try:
        while following := file.read(PIECE_BYTES + TAG_BYTES):
            yield cipher.decrypt(_nonce(number, last=False), piece, bound)
            number, piece = number + 1, following
        yield cipher.decrypt(_nonce(number, last=True), piece, bound)
    except InvalidTag:
        raise SealError(f"piece {number} is not what was sealed") from None


def _cipher(key: bytes, header: bytes) -> AESGCM:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    salt = header[-SALT_BYTES:]
    return AESGCM(HKDF(SHA256(), length=32, salt=salt, info=b"parure file 1").derive(key))


def _in_pieces(parts: Iterable[bytes]) -> Iterator[bytes]:
    """The same bytes in pieces of exactly 1 MiB, the last one shorter."""
    rest = b""
    for part in parts:
        view = memoryview(rest + part)
        whole = len(view) - len(view) % PIECE_BYTES
        for start in range(0, whole, PIECE_BYTES):
            yield bytes(view[start : start + PIECE_BYTES])
        rest = bytes(view[whole:])
    if rest:
        yield rest


def _nonce(number: int, *, last: bool) -> bytes:
    """Never used twice with one key: the piece's number, and whether it is the last one."""
    return number.to_bytes(11, "big") + bytes([last])
