"""Delimited text: rows with the numbers that a spreadsheet shows, damage kept to the row it is in."""

from __future__ import annotations

import csv
import io
import tracemalloc
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.errors import FileError
from app.exchange.table import read_table


def rows(content: bytes) -> list[tuple[int, list[str], str]]:
    return list(read_table(content).rows())


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_delimiters_and_line_ends(delimiter: str, end: str) -> None:
    text = end.join([delimiter.join(row) for row in (["a", "b", "c"], ["1", "2", "3"])]) + end
    table = read_table(text.encode())
    assert table.delimiter == delimiter
    assert table.header == ("a", "b", "c")
    assert list(table.rows()) == [(2, ["1", "2", "3"], "")]


def test_rows_are_counted_as_records_and_empty_ones_passed_over() -> None:
    content = b'a,b\n1,"two\nlines"\n\n,\n2,x\n'
    assert rows(content) == [(2, ["1", "two\nlines"], ""), (5, ["2", "x"], "")]


def test_title_lines_above_the_header_are_told() -> None:
    table = read_table(b"My shop\n\nName,Total\n#1,2\n", lambda cells: "Total" in cells)
    assert table.header == ("Name", "Total")
    assert [(notice.code, notice.row) for notice in table.notices] == [("header_row", 3)]
    assert list(table.rows()) == [(4, ["#1", "2"], "")]


def test_the_line_that_excel_hides_is_not_counted() -> None:
    assert rows(b"sep=;\na;b\n1;2\n") == [(2, ["1", "2"], "")]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le"])
def test_marks_and_encodings_leave_the_header_clean(encoding: str) -> None:
    table = read_table("Näme,b\nŁ,2\n".encode(encoding))
    assert table.header == ("Näme", "b")
    assert list(table.rows()) == [(2, ["Ł", "2"], "")]


def test_short_rows_are_filled_and_empty_overhang_is_cut() -> None:
    assert rows(b"a,b,c\n1\n1,2,3,,\n") == [(2, ["1", "", ""], ""), (3, ["1", "2", "3"], "")]


def test_a_row_with_too_many_cells_is_marked() -> None:
    assert rows(b"a,b\n1,2,3\n4,5\n") == [(2, ["1", "2"], "too_many_cells"), (3, ["4", "5"], "")]


def test_a_file_that_was_not_written_to_its_end() -> None:
    assert rows(b"a,b,c\n1,2,3\n4,5") == [(2, ["1", "2", "3"], ""), (3, ["4", "5", ""], "cut_off")]


def test_a_quote_that_is_never_closed_takes_no_neighbour_with_it() -> None:
    good = b'"x\ny",2,3\n'
    content = b"a,b,c\n" + good + b'1,"oops,3\n' + good * 3 + b"7,8,9\n"
    found = rows(content)
    assert [fault for _, _, fault in found] == ["", "quote_open", "", "", "", ""]
    assert [cells[0] for _, cells, _ in found] == ["x\ny", "1", "x\ny", "x\ny", "x\ny", "7"]
    assert [number for number, _, _ in found] == [2, 3, 4, 5, 6, 7]


def test_an_open_quote_in_a_big_file_is_found_behind_the_cell_limit() -> None:
    rows_behind = b'"4,5",6,"a\nb"\n' * 30_000
    content = b'a,b,c\n1,"open,3\n' + b"7,8,9\n" * 30_000 + rows_behind
    found = rows(content)
    assert len(found) == 60_001
    assert found[0][2] == "quote_open"
    assert {fault for _, _, fault in found[1:]} == {""}


def test_a_cell_beyond_all_measure_is_marked() -> None:
    found = rows(b"a,b\n" + b"x" * 200_000 + b",2\n3,4\n")
    assert found[0][2] == "cell_too_long"
    assert found[1] == (3, ["3", "4"], "")


def test_nul_bytes_are_left_out() -> None:
    assert rows(b"a,b\n" + b"1,Z\0rich\n" * 20)[0] == (2, ["1", "Zrich"], "")


def test_a_million_columns_are_refused() -> None:
    with pytest.raises(FileError, match="columns"):
        read_table(b"a," * 1_000_000 + b"\n")


def test_progress_is_told_and_may_stop_the_reading(tmp_path: Path) -> None:
    path = tmp_path / "big.csv"
    path.write_bytes(b"a,b\n" + b"1,2\n" * 5_000)
    told: list[tuple[int, int]] = []
    count = sum(1 for _ in read_table(path).rows(lambda done, whole: told.append((done, whole))))
    size = path.stat().st_size
    assert count == 5_000
    assert told[-1] == (size, size)
    assert len(told) == 6

    def stop(done: int, whole: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        list(read_table(path).rows(stop))


def test_reading_keeps_no_more_than_it_needs(tmp_path: Path) -> None:
    path = tmp_path / "big.csv"
    path.write_bytes(b"a,b,c\n" + b"1,two and something,3\n" * 200_000)
    table = read_table(path)
    tracemalloc.start()
    count = sum(1 for _ in table.rows())
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert count == 200_000
    assert peak < 1_000_000


CELL = st.text(
    st.characters(exclude_characters="\0\r", exclude_categories=["Cs"]), max_size=12
).filter(lambda text: not text.startswith("\ufeff"))


@given(st.lists(st.lists(CELL, min_size=3, max_size=3), max_size=8))
def test_what_a_csv_writer_writes_is_read_back(records: list[list[str]]) -> None:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([["a", "b", "c"], *records])
    found = [cells for _, cells, _ in read_table(text.getvalue().encode()).rows()]
    assert found == [cells for cells in records if any(cells)]
