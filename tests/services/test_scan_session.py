"""Scans of one hand add up: pieces then a place, or a place then pieces."""

from __future__ import annotations

from app.services.scan_session import LASTS_MS, ScanSession
from app.services.scanning import Scan


def piece(n: int) -> Scan:
    return Scan("piece", f"{n}", target_id=n, piece_id=n, title=f"Ring {n}")


def place(n: int) -> Scan:
    return Scan("place", f"P{n}", target_id=n, title=f"Tray {n}")


def command(name: str) -> Scan:
    return Scan("command", "", name, title=name, sentence=f"Command card {name}.")


def heard(session: ScanSession, *scans: Scan, at: int = 1_000_000, gap: int = 1_000) -> list[str]:
    return [session.hear(scan, at + n * gap).action for n, scan in enumerate(scans)]


def test_one_piece_then_a_place_moves_it() -> None:
    session = ScanSession()
    session.hear(piece(1), 1_000_000)
    done = session.hear(place(7), 1_001_000)
    assert (done.action, done.piece_ids, done.place_id) == ("move", (1,), 7)
    assert done.sentence == "Ring 1 to Tray 7."
    assert not session.piece_ids


def test_several_pieces_then_a_place_move_together() -> None:
    session = ScanSession()
    assert heard(session, piece(1), piece(2), piece(3)) == ["open", "added", "added"]
    done = session.hear(place(7), 1_004_000)
    assert done.piece_ids == (1, 2, 3)
    assert done.sentence == "3 pieces to Tray 7."


def test_what_is_remembered_is_named() -> None:
    session = ScanSession()
    session.hear(piece(1), 1_000_000)
    assert session.hear(piece(2), 1_001_000).sentence == "2 pieces: Ring 1, Ring 2; scan a place."
    for n in (3, 4, 5):
        session.hear(piece(n), 1_001_000 + n)
    assert session.in_hand == "5 pieces: …, Ring 2, Ring 3, Ring 4, Ring 5"


def test_a_piece_scanned_twice_counts_once() -> None:
    session = ScanSession()
    assert heard(session, piece(1), piece(1)) == ["open", "twice"]
    assert session.piece_ids == (1,)
    told = session.hear(piece(1), 1_002_000)
    assert told.sentence.endswith("was scanned already; scan a place to move it there.")


def test_a_place_first_gathers_its_pieces_until_it_is_scanned_again_or_done() -> None:
    for end in (place(7), command("DONE")):
        session = ScanSession()
        assert heard(session, place(7), piece(1), piece(2)) == ["place", "added", "added"]
        done = session.hear(end, 1_004_000)
        assert (done.action, done.piece_ids, done.place_id) == ("move", (1, 2), 7)


def test_another_place_changes_where_they_go() -> None:
    session = ScanSession()
    assert heard(session, place(7), piece(1), place(8)) == ["place", "added", "place"]
    assert session.hear(place(8), 1_005_000).place_id == 8


def test_the_same_empty_place_twice_is_told() -> None:
    session = ScanSession()
    assert heard(session, place(7), place(7)) == ["place", "twice"]


def test_undo_takes_the_last_piece_out() -> None:
    session = ScanSession()
    assert heard(session, piece(1), piece(2), command("UNDO")) == ["open", "added", "undone"]
    assert session.piece_ids == (1,)


def test_after_a_minute_a_scan_begins_anew() -> None:
    session = ScanSession()
    session.hear(piece(1), 1_000_000)
    assert session.hear(place(7), 1_000_000 + LASTS_MS + 1).action == "place"
    assert not session.piece_ids


def test_each_scan_prolongs_the_minute() -> None:
    session = ScanSession()
    actions = heard(session, piece(1), piece(2), piece(3), place(7), gap=LASTS_MS)
    assert actions == ["open", "added", "added", "move"]


def test_an_unknown_code_keeps_the_basket_and_another_record_opens() -> None:
    session = ScanSession()
    unknown = Scan("unknown", "123", sentence="123 is not a tag code.", remedy="Scan it again.")
    assert heard(session, piece(1), unknown) == ["open", "unknown"]
    assert session.piece_ids == (1,)
    assert (
        session.hear(Scan("job", "J", target_id=5, title="J10-26-00031"), 1_002_000).action
        == "open"
    )
    assert not session.piece_ids


def test_end_empties_the_basket() -> None:
    session = ScanSession()
    assert heard(session, piece(1), command("END")) == ["open", "ended"]
    assert not session.piece_ids
    assert heard(session, command("COUNT"), at=2_000_000) == ["command"]
