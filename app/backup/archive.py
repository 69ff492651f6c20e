"""How a backup lies on a disk, and its manifest: what it holds, sealed against every change.

A place holds, in ``parure-backup/<shop id>/`` (the shop's own folder: in ``backups/``):

    2026-11-25-184012347-10/     one backup: when it was made (UTC), by which station
        shop.db                  the database, encrypted with the shop's key
        files.txt                digest and size of each photo and paper that belongs to it
        manifest.json            written last: a folder without it is a half backup
    photos-3f9a…/files/ab/<sha>  the sealed photos and papers, once for all backups with this key

The manifest tells nothing of the shop's business: name and counts are sealed inside it.
"""

from __future__ import annotations

import base64
import hmac
import io
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

from app.backup.disk import in_words
from app.domain.errors import FileError, InputError
from app.sealing import SealError, sealed, unsealed

FORMAT = 1
MANIFEST, DATABASE, FILES = "manifest.json", "shop.db", "files.txt"
BELOW = "parure-backup"
"""The folder that a chosen place gets, so that its other files stay apart."""
HALF_OLD_S = 2 * 86_400
"""A half backup that is older than this is nobody's any more: its list keeps no photos alive."""
SHOP_ID = re.compile(r"[0-9A-Za-z-]{1,64}")
STAMPED = re.compile(r"\d{4}-\d\d-\d\d-\d{9}-\d\d")


@dataclass(frozen=True)
class Manifest:
    """What a backup says of itself. ``taken_at`` is in ms, sizes in bytes.

    ``migrations`` are the names of the database's steps of shape. ``inside`` is sealed; ``seal``
    proves with the shop's key that all the rest is as it was written.
    """

    shop_id: str
    site: int
    station: int
    taken_at: int
    made_by: str
    migrations: tuple[str, ...]
    database_bytes: int
    database_sha256: str
    files: int
    file_bytes: int
    files_sha256: str
    missing: int
    pool: str
    inside: str
    seal: str = ""
    format: int = FORMAT


@dataclass(frozen=True)
class Inside:
    """What only the key shows: the shop's name, the PC's, rows by table."""

    name: str
    pc: str
    counts: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Archive:
    """A finished backup: its folder and its manifest."""

    folder: Path
    manifest: Manifest

    @property
    def database(self) -> Path:
        """The encrypted database."""
        return self.folder / DATABASE

    @property
    def pool(self) -> Path:
        """The folder whose ``files/`` holds the sealed photos, laid out as a shop's own."""
        return self.folder.parent / self.manifest.pool

    def file_list(self) -> Iterator[tuple[str, int]]:
        """(digest, bytes on the disk) of every photo and paper of this backup."""
        with (self.folder / FILES).open(encoding="ascii") as lines:
            for line in lines:
                digest, _, size = line.partition(" ")
                yield digest, int(size)


def shelf(root: Path, digest: str) -> Path:
    """Where a sealed file of that digest lies below a shop's folder or a pool."""
    return root / "files" / digest[:2] / digest


def pool_name(key: bytes) -> str:
    """The pool of one key: after the key was changed, photos are kept anew, sealed with that one."""
    return f"photos-{hmac.new(key, b'parure backup pool 1', sha256).hexdigest()[:12]}"


def signed(manifest: Manifest, key: bytes) -> Manifest:
    """The manifest with its seal."""
    return Manifest(**{**asdict(manifest), "seal": _seal(manifest, key)})


def refuse_another_key(manifest: Manifest, key: bytes) -> None:
    """Refuse a key that is not this backup's, or a manifest that is not as it was written."""
    if pool_name(key) != manifest.pool:
        raise InputError(
            "Not this backup's key",
            "The words or the key are right in themselves, and not those of this backup.",
            "Look for the recovery words of the shop that this backup was made of.",
            field="phrase",
        )
    if not hmac.compare_digest(_seal(manifest, key), manifest.seal):
        raise damaged("its manifest was changed after it was written")


def sealed_inside(inside: Inside, key: bytes) -> str:
    """What only the key shows, as text for the manifest."""
    text = json.dumps(asdict(inside), ensure_ascii=False).encode()
    return base64.b64encode(b"".join(sealed(key, [text]))).decode()


def inside_of(manifest: Manifest, key: bytes) -> Inside:
    """Open what only the key shows."""
    try:
        data = base64.b64decode(manifest.inside, validate=True)
        return Inside(**json.loads(b"".join(unsealed(key, io.BytesIO(data)))))
    except (SealError, ValueError, TypeError) as error:
        raise damaged("its manifest cannot be opened") from error


def as_bytes(manifest: Manifest) -> bytes:
    """The manifest as it is written."""
    return json.dumps(asdict(manifest), indent=1, sort_keys=True).encode()


def read(folder: Path) -> Archive:
    """The backup in this folder; FileError where there is none or its manifest is no manifest."""
    try:
        said: dict[str, Any] = json.loads((folder / MANIFEST).read_text("utf-8"))
        if said.get("format") != FORMAT:
            raise FileError(
                "A newer Parure is needed",
                f"The backup {folder.name} was made by a newer version of Parure.",
                "Update Parure on this PC, then restore it. Nothing was changed.",
            )
        manifest = Manifest(**{**said, "migrations": tuple(said["migrations"])})
        if not re.fullmatch(r"photos-[0-9a-f]{12}", manifest.pool):
            raise ValueError(manifest.pool)
        return Archive(folder, manifest)
    except FileNotFoundError:
        raise FileError(
            "A half backup",
            f"{folder} holds no finished backup: it was stopped before its end.",
            "Choose another one; a half one holds nothing that the one before it does not.",
        ) from None
    except OSError as error:
        raise FileError(
            "The backup cannot be read",
            f"{folder} cannot be read ({error.strerror}).",
            "Plug the disk or stick in again, or choose another backup.",
        ) from error
    except (ValueError, TypeError, KeyError) as error:
        raise damaged(f"the manifest of {folder.name} cannot be read") from error


def archives(home: Path) -> list[Archive]:
    """The finished backups of one shop in one place, newest first; damaged manifests are left out."""
    found = []
    with in_words(home):
        names = [path for path in home.iterdir() if STAMPED.fullmatch(path.name)]
    for path in names:
        try:
            found.append(read(path))
        except FileError:
            continue
    return sorted(found, key=lambda a: (a.manifest.taken_at, a.folder.name), reverse=True)


def half(home: Path) -> list[Path]:
    """Folders of backups that were never finished."""
    return [
        path
        for path in sorted(home.iterdir())
        if STAMPED.fullmatch(path.name) and path.is_dir() and not (path / MANIFEST).exists()
    ]


def find(said: Path) -> list[Archive]:
    """The backups that somebody means by a file or folder, newest first; FileError where none are.

    It may be a backup's own folder or a file in it, a chosen place, a shop's folder, or its
    ``backups``.
    """
    if not said.exists():
        raise FileError(
            "Nothing is there",
            f"{said} cannot be found.",
            "Plug the disk or stick in, or look at the name again.",
        )
    folder = said if said.is_dir() else said.parent
    if STAMPED.fullmatch(folder.name):
        return [read(folder)]
    homes = [folder, folder / "backups", *_below(folder), *_below(folder / BELOW)]
    found = [one for home in homes if home.is_dir() for one in archives(home)]
    if not found:
        raise FileError(
            "No backup is there",
            f"{said} holds no finished backup of Parure.",
            "Choose the stick, disk or folder that backups were made to.",
        )
    return sorted(found, key=lambda a: (a.manifest.taken_at, a.folder.name), reverse=True)


def _below(folder: Path) -> list[Path]:
    try:
        return [path for path in folder.iterdir() if path.is_dir() and SHOP_ID.fullmatch(path.name)]
    except OSError:
        return []


def damaged(what: str) -> FileError:
    """The refusal of a backup that is not as it was written."""
    return FileError(
        "The backup is damaged",
        f"This backup cannot be used: {what}.",
        "Choose the one before it, or one from another place. Nothing was changed.",
    )


def _seal(manifest: Manifest, key: bytes) -> str:
    said = {name: value for name, value in asdict(manifest).items() if name != "seal"}
    made_of = hmac.new(key, b"parure backup manifest 1", sha256).digest()
    text = json.dumps(said, sort_keys=True, separators=(",", ":")).encode()
    return hmac.new(made_of, text, sha256).hexdigest()
