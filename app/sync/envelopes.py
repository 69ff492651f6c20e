"""Sealing for the hub: what leaves this PC is closed with the shop's key, and proven when it returns.

Sealed bytes are: 1 byte version · 4 bytes key epoch · 12 random bytes · AES-256-GCM. What they stand
for (which shop, which change, which part) is bound in as associated data, so that a hub that gives
one thing for another is noticed. The hub key of an epoch is made from the shop key of that epoch.

A change also says, sealed, at which place of the hub's order its PC has put it and what lies before it:
a hub that changes the order, drops a change or tells two PCs two orders is found out. It stands among
the adopter's words, which an older Parure does not look at, and what that one sealed says nothing of it.
"""

from __future__ import annotations

import hmac
import json
import secrets
import struct
import zlib
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from app.sync.changes import Sent
from app.sync.hub import PART_BYTES, HubError, Letter, NeedsUpdateError, NewKeyError, Pack

VERSION = 1
_HEAD = struct.Struct(">BI12s")
_CHANGE = struct.Struct(">qqqI32s")  # work id, hlc, adopter, bytes of the adopter's words, digest
_SEQ, _AFTER, _ON = "seq", "after", "on"  # a change's place, what lies before it; a letter's base
_AFTER_SIGNS = 32  # of the digest: the bodies are sealed, so nobody can look for one that fits
_PLACED = b'{"%s": %%d, "%s": "%%b"}' % (_SEQ.encode(), _AFTER.encode())
_SPEED = 1  # of zlib: the higher ones win a few per cent for twice the time


class SealedError(HubError):
    """Bytes from the hub are not what a PC of this shop sealed."""


class NewerKeyError(SealedError, NewKeyError):
    """Something was sealed with a key that the shop has had since this PC looked: it takes it at once."""


class MisplacedError(SealedError):
    """A change lies at another place of the hub's order than its PC has put it."""


def hub_key(shop_key: bytes, shop_id: str) -> bytes:
    """The key that closes what lies at the hub, of one epoch's shop key."""
    return _derived(shop_key, f"parure hub {shop_id}")


class Sealer:
    """Closes and opens what goes to the hub, with the keys of all epochs that this PC has.

    ``keys`` are shop keys by epoch; the newest one (``epoch``) closes. Any thread may use it.
    """

    def __init__(self, shop_id: str, keys: Mapping[int, bytes]) -> None:
        self.shop_id = shop_id
        self._shop = f"{shop_id}\x1f".encode()
        self.epoch = max(keys)
        self._ciphers = {epoch: AESGCM(hub_key(key, shop_id)) for epoch, key in keys.items()}

    # --- anything
    def seal(self, what: str, plain: bytes) -> bytes:
        """Close ``plain``, which can be opened only as ``what`` (such as ``name/123``)."""
        nonce = secrets.token_bytes(12)
        head = _HEAD.pack(VERSION, self.epoch, nonce)
        packed = zlib.compress(plain, _SPEED)
        return head + self._ciphers[self.epoch].encrypt(nonce, packed, self._bound(what, head))

    def open(self, what: str, body: bytes) -> bytes:
        """Open what was sealed as ``what``; SealedError where it is not that."""
        if len(body) < _HEAD.size:
            raise damaged(what)
        version, epoch, nonce = _HEAD.unpack_from(body)
        if version > VERSION:
            raise NeedsUpdateError(
                "A newer Parure is needed",
                "Another PC of this shop already works with a newer version of Parure.",
                "Update Parure on this PC; what the others did waits at the hub until then.",
            )
        cipher = self._ciphers.get(epoch)
        if cipher is None and epoch > self.epoch:
            raise NewerKeyError(epoch)
        if cipher is None:
            raise SealedError(
                "An older key is lacking",
                f"The shop's key number {epoch} is not on this PC.",
                "Fetch the shop anew from the hub with a joining code of another PC.",
            )
        head, sealed = body[: _HEAD.size], body[_HEAD.size :]
        try:
            return zlib.decompress(cipher.decrypt(nonce, sealed, self._bound(what, head)))
        except (InvalidTag, zlib.error):
            raise damaged(what) from None

    def _bound(self, what: str, head: bytes) -> bytes:
        return b"%b%b\x1f%b" % (self._shop, what.encode(), head)

    # --- changes
    def pack(self, sent: Sent) -> Pack:
        """A change, closed for the hub, that says nothing of its place there."""
        return self._pack(sent, {})

    def chain(self, sent: Iterable[Sent], base: int, before: str | None) -> list[Pack]:
        """Changes to be pushed at ``base``: each says its place and the digest of what lies before it.

        ``before`` is the digest of what the hub holds at ``base``: "" at its beginning, None where
        it is not known.
        """
        made: list[Pack] = []
        for n, one in enumerate(sent, base + 1):
            known = {} if before is None else {_AFTER: before[:_AFTER_SIGNS]}
            made.append(self._pack(one, {_SEQ: n, **known}))
            before = made[-1].sha256
        return made

    def letter(self, sent: Sent, base: int) -> Letter:
        """A change for a newer PC to bring into the log, made on ``base``."""
        return Letter(base, self._pack(sent, {_ON: base}))

    def _pack(self, sent: Sent, place: dict[str, Any]) -> Pack:
        words = (json.dumps({**_said(sent.told), **place}) if place else sent.told).encode()
        head = _CHANGE.pack(
            sent.work_id, sent.hlc, sent.adopter, len(words), bytes.fromhex(sent.sha256)
        )
        body = self.seal(_change(sent), head + words + sent.body)
        return Pack(sent.site, sent.site_seq, sent.schema_version, self.epoch, body)

    def unpack(self, pack: Pack, before: str | None = None) -> Sent:
        """A change as another PC made it; its digest is checked when it is applied.

        MisplacedError where it does not lie where that PC has put it, behind what lay there:
        ``before`` is the digest of what the hub gives before it, as ``chain`` has it.
        """
        sent, place = self._unpack(pack, b"" if before is None else _placed(pack.seq, before))
        if not place:
            return sent
        seq, after = place.get(_SEQ), place.get(_AFTER)
        is_elsewhere = seq is not None and pack.seq and seq != pack.seq
        is_behind_another = None not in (after, before) and after != before[:_AFTER_SIGNS]  # type: ignore[index]
        if is_elsewhere or is_behind_another or (_ON in place and pack.seq):
            raise _misplaced(pack.seq)
        return sent

    def open_letter(self, letter: Letter) -> Sent:
        """A change that waits to be brought into the log; MisplacedError where it is none, or made
        on another base than the hub says."""
        sent, place = self._unpack(letter.pack)
        if _SEQ in place or place.get(_ON, letter.base) != letter.base:
            raise _misplaced(letter.base)
        return sent

    def _unpack(self, pack: Pack, usual: bytes = b"") -> tuple[Sent, dict[str, Any]]:
        """A change, and what it says of its place: nothing where those are the ``usual`` words."""
        plain = self.open(_change(pack), pack.body)
        work_id, hlc, adopter, words, digest = _CHANGE.unpack_from(plain)
        begins = _CHANGE.size + words
        told = plain[_CHANGE.size : begins]
        place: dict[str, Any] = {}
        rest: dict[str, Any] = {}
        if told != usual:  # ten thousand changes would be read as JSON, each to say the same
            place = _said(told.decode())
            rest = {name: said for name, said in place.items() if name not in (_SEQ, _AFTER, _ON)}
        sent = Sent(
            pack.site,
            pack.site_seq,
            work_id,
            hlc,
            pack.schema_version,
            digest.hex(),
            plain[begins:],
            adopter,
            json.dumps(rest) if rest else "",
        )
        return sent, place

    # --- files
    def file_parts(self, name: str, pieces: Iterable[bytes]) -> Iterator[bytes]:
        """A file in sealed parts; the last one is marked, so that a missing one is noticed."""
        number, held = 0, b""
        for piece in pieces:
            held += piece
            while len(held) > PART_BYTES:
                yield self.seal(f"file/{name}/{number}", held[:PART_BYTES])
                number, held = number + 1, held[PART_BYTES:]
        yield self.seal(f"file/{name}/{number}/last", held)

    def file_pieces(self, name: str, parts: Iterable[bytes]) -> Iterator[bytes]:
        """The plain pieces of a file from its sealed parts."""
        number, held = 0, None
        for part in parts:
            if held is not None:
                yield self.open(f"file/{name}/{number}", held)
                number += 1
            held = part
        if held is None:
            raise damaged(f"file/{name}")
        yield self.open(f"file/{name}/{number}/last", held)


def file_name(name_key: bytes, digest: str) -> str:
    """What a file is called at the hub: nobody can tell there which picture it is."""
    return hmac.new(name_key, bytes.fromhex(digest), sha256).hexdigest()


def new_pair() -> tuple[bytes, bytes]:
    """(private, public) key of a PC, for envelopes."""
    made = X25519PrivateKey.generate()
    return made.private_bytes_raw(), made.public_key().public_bytes_raw()


def envelope_of(shop_id: str, epoch: int, site: int) -> str:
    """What an envelope with the shop's key of an epoch is closed as, for one PC."""
    return f"shop key/{shop_id}/{epoch}/{site}"


def closed_envelope(public_key: bytes, what: str, plain: bytes) -> bytes:
    """Close ``plain`` for the one PC whose public key this is."""
    private, public = new_pair()
    key = _agreed(X25519PrivateKey.from_private_bytes(private), public_key, public + public_key)
    nonce = secrets.token_bytes(12)
    return public + nonce + AESGCM(key).encrypt(nonce, plain, what.encode())


def opened_envelope(private_key: bytes, what: str, body: bytes) -> bytes:
    """Open an envelope that was closed for this PC; SealedError."""
    mine = X25519PrivateKey.from_private_bytes(private_key)
    public, nonce, rest = body[:32], body[32:44], body[44:]
    try:
        key = _agreed(mine, public, public + mine.public_key().public_bytes_raw())
        return AESGCM(key).decrypt(nonce, rest, what.encode())
    except (InvalidTag, ValueError):
        raise damaged(what) from None


def _agreed(mine: X25519PrivateKey, theirs: bytes, bound: bytes) -> bytes:
    shared = mine.exchange(X25519PublicKey.from_public_bytes(theirs))
    return HKDF(SHA256(), length=32, salt=bound, info=b"parure envelope 1").derive(shared)


def _derived(key: bytes, info: str) -> bytes:
    return HKDF(SHA256(), length=32, salt=None, info=info.encode()).derive(key)


def _change(what: Sent | Pack) -> str:
    """What a change is bound to: a hub that says another maker, place or version is found out."""
    return f"change/{what.site}/{what.site_seq}/{what.schema_version}"


def _said(told: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(told) if told else {}
    return found


def _placed(seq: int, before: str) -> bytes:
    """What a change that adopts nothing says where it lies as it should (``chain``)."""
    return _PLACED % (seq, before[:_AFTER_SIGNS].encode())


def _misplaced(seq: int) -> MisplacedError:
    return MisplacedError(
        "The hub's order was changed",
        f"Change {seq} of the hub is not the one that a PC of this shop has put there. Somebody or"
        " something has changed what lies at the hub. Nothing of it was taken.",
        "It is fetched again by itself. If this goes on, let whoever looks after the hub restore it,"
        " or meet elsewhere: Settings → Together.",
    )


def damaged(what: str) -> SealedError:
    """What lies at the hub under a name is not what was put there."""
    return SealedError(
        "What the hub gave is damaged",
        f"“{what.split('/')[0]}” from the hub is not what a PC of this shop has put there.",
        "It will be fetched again. Nothing was changed here.",
    )
