"""What documents have in common as plain values, and the canonical form in which they are kept.

A document is content: frozen, without a trace of paper. The canonical JSON of a content is stored with
its SHA-256; a copy years later is drawn from it again. Photos and papers stand in it as digests.
"""

from __future__ import annotations

import dataclasses
import json
import re
from collections.abc import Mapping
from hashlib import sha256
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

C = TypeVar("C")
LATER = {"later": True}
"""The metadata of a field that came to a kind of document after papers of it had been signed."""
_FILE_NAME = re.compile(r"[A-Z]{1,3}\d{2}-\d{2}-\d{5,}(-[a-z0-9]+)*")


@dataclasses.dataclass(frozen=True)
class Company:
    """The shop as it stands at a document's head; ``lines`` are its address, in order."""

    name: str
    lines: tuple[str, ...] = ()
    phone: str = ""
    email: str = ""
    registration: str = ""


@dataclasses.dataclass(frozen=True)
class Fact:
    """A named value: ``Metal`` – ``yellow gold 750``."""

    label: str
    value: str


@dataclasses.dataclass(frozen=True)
class Photo:
    """A photo by the SHA-256 of its file, with what is said under it; the JPEG is given apart.

    ``width`` and ``height`` are pixels of any derivative: only their ratio counts.
    """

    sha256: str
    caption: str = ""
    width: int = 4
    height: int = 3


@dataclasses.dataclass(frozen=True)
class Signature:
    """A signature as the pen moved: lines of (x, y) in thousandths of the field's width.

    ``role`` is for whom the person signed ("For the house, examiner"), ``signed_at`` UTC ms, 0 while
    the line is still to be signed by hand.
    """

    role: str
    name: str
    signed_at: int = 0
    strokes: tuple[tuple[tuple[int, int], ...], ...] = ()


@dataclasses.dataclass(frozen=True)
class Made:
    """Who made the document, when (UTC ms), in which zone and language it is written.

    ``language`` is a BCP 47 tag (``en-GB``): it chooses the printed words and how dates and numbers
    look. ``paper`` is a4 or letter.
    """

    at: int
    by: str
    zone: str
    language: str = "en-GB"
    paper: str = "a4"


@dataclasses.dataclass(frozen=True)
class PaperHead:
    """What every numbered paper begins with: the shop, who made it when, its number, the code on it.

    ``code`` is what a scanner hears: that of the thing that the paper is about, or of the paper.
    """

    company: Company
    made: Made
    number: str
    code: str


def content_to_json(content: Any) -> dict[str, Any]:
    """A document's content as plain JSON values, the same for the same content.

    A field that a kind of document got later (``LATER``) is left out while it says nothing: what was
    signed before there was one keeps its digest.
    """
    return {
        field.name: _plain(getattr(content, field.name))
        for field in dataclasses.fields(content)
        if "later" not in field.metadata or getattr(content, field.name) != field.default
    }


def content_from_json(kind: type[C], data: Mapping[str, Any]) -> C:
    """The content again; ValueError when the JSON is not of this kind of document."""
    return _built(kind, data)


def canonical(content: Any) -> bytes:
    """The bytes that are digested and signed: sorted keys, no spaces, UTF-8."""
    return canonical_json(content_to_json(content))


def canonical_json(plain: Mapping[str, Any]) -> bytes:
    """The same of a content that is plain JSON values already, as it was stored."""
    return json.dumps(plain, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def digest(content: Any) -> str:
    """SHA-256 of the canonical content, in hex."""
    return sha256(canonical(content)).hexdigest()


def file_name(number: str, *, version: int = 1, copy: int = 0) -> str:
    """``CR12-26-00087-v2-copy1.pdf``: the number and nothing about the client."""
    name = number
    if version > 1:
        name += f"-v{version}"
    if copy:
        name += f"-copy{copy}"
    if not _FILE_NAME.fullmatch(name):
        raise ValueError(f"not a document's number: {number!r}")
    return f"{name}.pdf"


def _plain(value: Any) -> Any:
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return content_to_json(value)
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if isinstance(value, str):
        # A lone surrogate (half a character from a broken file) has no UTF-8: it stays readable.
        return value.encode("utf-8", "backslashreplace").decode("utf-8")
    if value is None or isinstance(value, bool | int):
        return value
    raise TypeError(f"a document holds no {type(value).__name__}")


def _built(kind: Any, data: Any) -> Any:
    """``data`` as the annotated kind: a dataclass, a tuple, a number, text, or one of two."""
    origin = get_origin(kind)
    if origin in (Union, UnionType):
        if data is None:
            return None
        return _built(next(one for one in get_args(kind) if one is not NoneType), data)
    if origin is tuple:
        return _built_tuple(get_args(kind), data)
    if dataclasses.is_dataclass(kind):
        return _built_dataclass(kind, data)
    if type(data) is not kind:
        raise ValueError(f"expected {kind.__name__}, found {type(data).__name__}")
    return data


def _built_tuple(members: tuple[Any, ...], data: Any) -> tuple[Any, ...]:
    if not isinstance(data, list | tuple):
        raise ValueError(f"expected a list, found {type(data).__name__}")
    if len(members) == 2 and members[1] is Ellipsis:
        return tuple(_built(members[0], one) for one in data)
    if len(members) != len(data):
        raise ValueError(f"expected {len(members)} values, found {len(data)}")
    return tuple(_built(one, value) for one, value in zip(members, data, strict=True))


def _built_dataclass(kind: Any, data: Any) -> Any:
    if not isinstance(data, Mapping):
        raise ValueError(f"expected {kind.__name__}, found {type(data).__name__}")
    hints = get_type_hints(kind)
    unknown = set(data) - set(hints)
    if unknown:
        raise ValueError(f"{kind.__name__} has no {sorted(unknown)[0]!r}")
    try:
        return kind(**{name: _built(hints[name], value) for name, value in data.items()})
    except TypeError as error:
        raise ValueError(f"{kind.__name__} is not complete: {error}") from error
