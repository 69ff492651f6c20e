"""What a delimited text file is made of, found in one pass over its bytes: digest, encoding, damage.

A file from a web shop is UTF-8; a spreadsheet may have made it UTF-16 or Windows-1252 on the way.
Whatever had to be guessed or was lost is said aloud as a notice, never mended in silence.
"""

from __future__ import annotations

import codecs
import io
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO

from app.domain.errors import FileError

Source = Path | bytes
CHUNK = 1 << 20
LONGEST_LINE = 16 << 20
_CONTROLS = bytes(c for c in range(1, 32) if c not in b"\t\n\r\f\x1a")
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# UTF-8 that was once read as Windows-1252 and saved again: "Ã©" for "é", "â€™" for an apostrophe.
_TWICE_ENCODED = re.compile(rb"\xc3\x83\xc2|\xc3\x83\xc5|\xc3\x82\xc2|\xc3\xa2\xe2\x82\xac")
_MOJIBAKE = re.compile("[ÃÂÄÅ][\u0080-\u00bf\u0152-\u0192\u2018-\u2122]|â€")
_SIGNATURES = (
    (b"PK\x03\x04", "zip"),
    (b"\xd0\xcf\x11\xe0", "xls"),
    (b"%PDF", "pdf"),
    (b"\x89PNG", "picture"),
    (b"\xff\xd8\xff", "picture"),
    (b"GIF8", "picture"),
    (b"\x1f\x8b", "gzip"),
)


@dataclass(frozen=True, slots=True)
class Notice:
    """Something about the file that a person should know, and nothing has to be decided about."""

    code: str
    text: str
    row: int = 0


@dataclass(frozen=True, slots=True)
class TextFacts:
    """The outcome of the first pass over a file's bytes.

    ``ends_open`` means that the last line has no end, as in a file that was still being written;
    ``lossy`` that some bytes are no characters and show as U+FFFD.
    """

    sha256: str
    size: int
    encoding: str
    has_nul: bool
    mojibake: bool
    lossy: bool
    ends_open: bool
    notices: tuple[Notice, ...]


def open_source(source: Source) -> BinaryIO:
    """The bytes of a file as a stream; refuses with a sentence when it cannot be opened."""
    if isinstance(source, bytes):
        return io.BytesIO(source)
    try:
        return source.open("rb")
    except FileNotFoundError as error:
        raise FileError(
            "No such file", f"There is no file {source.name} in that folder.", "Choose it again."
        ) from error
    except IsADirectoryError as error:
        raise FileError(
            "This is a folder", f"{source.name} is a folder.", "Choose the file inside it."
        ) from error
    except OSError as error:
        raise FileError(
            "The file cannot be opened",
            f"{source.name} is in use by another program, or may not be read by you.",
            "Close it in the other program (Excel, for instance) and try again.",
        ) from error


def chunks(stream: BinaryIO) -> Iterator[bytes]:
    """A stream in pieces of a megabyte; a fault of the disk becomes a sentence."""
    while True:
        try:
            chunk = stream.read(CHUNK)
        except OSError as error:
            raise FileError(
                "The file cannot be read to its end",
                f"Reading stopped: {os.strerror(error.errno or 0)}.",
                "Copy the file to this PC and import the copy.",
            ) from error
        if not chunk:
            return
        yield chunk


def inspect(source: Source) -> TextFacts:
    """Digest, encoding and damage of a file; FileError when it is empty or no text at all."""
    with open_source(source) as stream:
        start = stream.read(1 << 16)
        _refuse_other_kinds(start)
        encoding = _encoding_by_mark(start)
        stream.seek(0)
        return _scan(stream, encoding)


def looks_mojibake(text: str) -> bool:
    """Whether accented letters were once read in the wrong encoding ("JosÃ©" for "José")."""
    return _MOJIBAKE.search(text) is not None


def _refuse_other_kinds(start: bytes) -> None:
    for signature, kind in _SIGNATURES:
        if start.startswith(signature):
            raise _other_kind(kind, start)
    text = start.lstrip(codecs.BOM_UTF8).lstrip().lower()
    if not text:
        raise FileError("The file is empty", "There is nothing in this file.", "Export it again.")
    if text.startswith((b"<!doctype", b"<html", b"<?xml")):
        raise FileError(
            "This is a web page, not an export",
            "The file holds a web page; perhaps the shop asked to sign in again.",
            "Sign in to the shop, export the orders once more and choose the new file.",
        )
    if text.startswith((b"{", b"[{", b"[\n", b"[ ")):
        raise FileError(
            "This is JSON, not CSV",
            "The file was made by a program interface, not by the shop's export.",
            "Export the orders as CSV and choose that file.",
        )


def _other_kind(kind: str, start: bytes) -> FileError:
    save_as = "Open it in the spreadsheet and save it as “CSV UTF-8 (comma delimited)”."
    if kind == "xls" or (kind == "zip" and (b"xl/" in start or b"[Content_Types]" in start)):
        return FileError("This is an Excel workbook", "Parure reads CSV files.", save_as)
    if kind in ("zip", "gzip"):
        return FileError(
            "This is a packed file", "The export lies inside it.", "Unpack it, choose the CSV file."
        )
    return FileError(
        "This is not a text file", f"The file is a {kind}, not an export.", "Choose a CSV file."
    )


def _encoding_by_mark(start: bytes) -> str:
    """The encoding that the first bytes give away, or "" for UTF-8 or something older."""
    for mark, encoding in _BOMS:
        if start.startswith(mark):
            return encoding
    nuls = start.count(0)
    if nuls > len(start) // 4:
        if start[1::2].count(0) > len(start) // 4:
            return "utf-16-le"
        if start[0::2].count(0) > len(start) // 4:
            return "utf-16-be"
    controls = len(start) - len(start.translate(None, _CONTROLS))
    if controls + nuls > 32 and (controls + nuls) * 20 > len(start):
        raise FileError(
            "This is not a text file",
            "The file holds bytes that no export has.",
            "Choose the CSV file that the shop made.",
        )
    return ""


def _scan(stream: BinaryIO, encoding: str) -> TextFacts:
    digest, wide = sha256(), encoding.startswith(("utf-16", "utf-32"))
    decoder = codecs.getincrementaldecoder(encoding or "utf-8")("strict")
    size, unbroken, valid, nul, twice, tail = 0, 0, True, False, False, b""
    for chunk in chunks(stream):
        digest.update(chunk)
        size += len(chunk)
        unbroken = 0 if b"\n" in chunk or b"\r" in chunk else unbroken + len(chunk)
        if unbroken > LONGEST_LINE:
            raise FileError(
                "This is not a table",
                "The file runs on for megabytes without a line break.",
                "Choose the CSV file that the shop made.",
            )
        nul = nul or (not wide and b"\0" in chunk)
        if not chunk.isascii():
            twice = twice or _TWICE_ENCODED.search(tail + chunk) is not None
        valid = valid and _decodes(decoder, chunk)
        tail = chunk[-6:]
    valid = valid and _decodes(decoder, b"", final=True)
    notices: list[Notice] = []
    chosen, lossy = encoding or "utf-8", not valid
    if not valid:
        stream.seek(0)
        chosen = _choose(stream, encoding, notices)
    if nul:
        notices.append(Notice("nul_bytes", "The file holds empty bytes (NUL); they were left out."))
    if twice:
        notices.append(
            Notice(
                "mojibake",
                "Some letters were damaged before the file was made (“JosÃ©” for “José”). "
                "They are taken as they are: look at the names, or export the file again.",
            )
        )
    ends_open = tail.rstrip(b"\0")[-1:] not in (b"\n", b"\r", b"")
    return TextFacts(digest.hexdigest(), size, chosen, nul, twice, lossy, ends_open, tuple(notices))


def _decodes(decoder: codecs.IncrementalDecoder, chunk: bytes, final: bool = False) -> bool:
    try:
        decoder.decode(chunk, final)
    except UnicodeDecodeError:
        return False
    return True


def _choose(stream: BinaryIO, encoding: str, notices: list[Notice]) -> str:
    """The encoding for a file with bytes that its own does not know, and the words for it."""
    decoder = codecs.getincrementaldecoder(encoding or "utf-8")("replace")
    good = bad = 0
    for chunk in chunks(stream):
        text = decoder.decode(chunk)
        lost = text.count("\ufffd")
        bad += lost
        good += len(text) - len(text.encode("ascii", "ignore")) - lost
    if encoding or good > 4 * bad:
        notices.append(
            Notice(
                "bytes_lost",
                f"{bad or 1} places in the file are no readable letters; they show as “\ufffd”.",
            )
        )
        return encoding or "utf-8"
    notices.append(
        Notice(
            "read_as_cp1252",
            "The file is not in UTF-8 and was read as Windows-1252 (Western European). Look at "
            "names with accents; if they are wrong, save the file as “CSV UTF-8” and try again.",
        )
    )
    return "cp1252"
