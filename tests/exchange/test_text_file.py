"""Bytes of a file: what encoding they are in, what was lost, and what is no table at all."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest

from app.domain.errors import FileError
from app.exchange.text_file import inspect, looks_mojibake, open_source

TEXT = "Name,City\n#1,Zürich\n#2,Łódź\n"


def codes(content: bytes) -> list[str]:
    return [notice.code for notice in inspect(content).notices]


@pytest.mark.parametrize(
    ("encoding", "said"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8-sig"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
        ("utf-32", "utf-32"),
    ],
)
def test_encoding_is_told_without_a_word(encoding: str, said: str) -> None:
    content = TEXT.encode(encoding)
    facts = inspect(content)
    assert (facts.encoding, facts.lossy, facts.notices) == (said, False, ())
    assert facts.sha256 == sha256(content).hexdigest()
    assert facts.size == len(content)


def test_western_bytes_are_read_as_cp1252_and_said_so() -> None:
    assert inspect("Name\nJosé Müller\n".encode("cp1252")).encoding == "cp1252"
    assert codes("Name\nJosé Müller\n".encode("cp1252")) == ["read_as_cp1252"]


def test_a_few_broken_bytes_do_not_turn_the_whole_file_western() -> None:
    content = TEXT.encode() * 20 + b"#3,Z\xffrich\n"
    facts = inspect(content)
    assert (facts.encoding, facts.lossy) == ("utf-8", True)
    assert codes(content) == ["bytes_lost"]


def test_twice_encoded_letters_are_warned_of() -> None:
    damaged = "Name\nJosé’s\n".encode().decode("cp1252").encode()
    assert codes(damaged) == ["mojibake"]
    assert looks_mojibake("JosÃ©")
    assert not looks_mojibake("José Âme Ålesund")


def test_nul_bytes_are_told() -> None:
    assert codes(b"Name,City\n#1,Z\0rich\n" * 9) == ["nul_bytes"]


@pytest.mark.parametrize(("content", "open_end"), [(b"a,b\n1,2\n", False), (b"a,b\n1,2", True)])
def test_an_open_end_is_told(content: bytes, open_end: bool) -> None:
    assert inspect(content).ends_open is open_end


@pytest.mark.parametrize(
    ("content", "title"),
    [
        (b"", "empty"),
        (b" \r\n \n", "empty"),
        (b"PK\x03\x04....[Content_Types].xml....xl/workbook.xml", "Excel workbook"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "Excel workbook"),
        (b"PK\x03\x04....orders_export_1.csv", "packed"),
        (b"\x1f\x8b\x08", "packed"),
        (b"%PDF-1.7", "not a text file"),
        (b"\x89PNG\r\n", "not a text file"),
        (b"<!DOCTYPE html><html>", "web page"),
        (b'{"orders": []}', "JSON"),
        (bytes(range(256)) * 8, "not a text file"),
    ],
)
def test_other_files_are_named(content: bytes, title: str) -> None:
    with pytest.raises(FileError) as refused:
        inspect(content)
    assert title in refused.value.title
    assert refused.value.remedy


def test_an_endless_line_is_refused_before_it_fills_the_memory() -> None:
    with pytest.raises(FileError, match="without a line break"):
        inspect(b"a" * (18 << 20))


def test_a_missing_file_and_a_folder_are_said(tmp_path: Path) -> None:
    with pytest.raises(FileError) as missing:
        open_source(tmp_path / "none.csv")
    with pytest.raises(FileError) as folder:
        open_source(tmp_path)
    assert "none.csv" in missing.value.message
    assert folder.value.title == "This is a folder"
