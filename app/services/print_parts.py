"""A print job's bytes: one file, or several in a fixed order with what each is the print of."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass

from app.domain.wording import counted

MANIFEST = "manifest.json"
UNUSED, TRIAL = "unused", "trial"
"""What a tag is the print of that no record stands for: a roll's unused tag, a test of the printer."""
_TIME = (1980, 1, 1, 0, 0, 0)  # the same parts are the same bytes on every day


@dataclass(frozen=True)
class Part:
    """One file of a job: its name, its bytes, and what it is the print of (code or document id).

    ``subject_kind`` is "" for a file that repeats what other parts print (all tags in one PDF). An
    unused tag (UNUSED) has its code as a number for an id.
    """

    name: str
    data: bytes
    subject_kind: str = ""
    subject_id: int = 0


def packed(
    parts: Sequence[Part], name: str, subject_kind: str = "", subject_id: int = 0
) -> tuple[bytes, str]:
    """The payload of a job and its type: the file itself, or a ZIP with a manifest for several.

    One file of another name than the job's, or about something else (a tag's code, of a job about its
    piece), has a manifest too.
    """
    told = (name, subject_kind, subject_id)
    if len(parts) == 1 and told == (parts[0].name, parts[0].subject_kind, parts[0].subject_id):
        return parts[0].data, parts[0].name.rpartition(".")[2]
    manifest = [
        {"name": part.name, "kind": part.subject_kind, "id": str(part.subject_id)} for part in parts
    ]
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as bundle:
        bundle.writestr(zipfile.ZipInfo(MANIFEST, _TIME), json.dumps(manifest))
        for part in parts:
            bundle.writestr(zipfile.ZipInfo(part.name, _TIME), part.data)
    return out.getvalue(), "zip"


def unpacked(
    payload: bytes, payload_type: str, name: str, subject_kind: str, subject_id: int
) -> tuple[Part, ...]:
    """The parts of a stored payload in their order."""
    if payload_type != "zip":
        return (Part(name, payload, subject_kind, subject_id),)
    with zipfile.ZipFile(io.BytesIO(payload)) as bundle:
        listed = json.loads(bundle.read(MANIFEST))
        return tuple(
            Part(one["name"], bundle.read(one["name"]), one["kind"], int(one["id"]))
            for one in listed
        )


def many_things(payload: bytes) -> int:
    """How many labels or papers a bundle is the print of; 0 where it is damaged or none."""
    try:
        with zipfile.ZipFile(io.BytesIO(payload)) as bundle:
            return sum(1 for one in json.loads(bundle.read(MANIFEST)) if one["kind"])
    except (zipfile.BadZipFile, KeyError, ValueError):
        return 0


def facts_of(things: Sequence[Part]) -> list[Part]:
    """Those whose printing is a fact of a record."""
    return [part for part in things if part.subject_kind not in (UNUSED, TRIAL)]


def things_words(kind: str, parts: Sequence[Part], title: str) -> str:
    """What a job prints, counted: "12 tags", "1 document"; by its title where nothing is of a thing."""
    many = len(facts_of([part for part in parts if part.subject_kind]))
    if not many:
        return title.partition(", ")[0]  # "Test tag", "Ruler", "50 unused tags from 01 000123 45"
    return counted(many, "tag" if kind == "tag" else "document")
