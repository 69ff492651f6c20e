"""Tags and papers: stored before a byte leaves, told honestly, printed again only with a reason."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from app.domain.actors import Actor
from app.domain.errors import InputError, NotAllowedError, NotFoundError
from app.models.database import Database
from app.models.pieces import Measured, Metal, Piece, Priced, Stone
from app.printing.tag.readback import read_back
from app.printing.transports.base import Confirmation, OneByOne, TransportError
from app.services import print_jobs, print_queue, print_sending, tags
from app.shop import Shop


@pytest.fixture
def ring(house: Shop, staff: dict[str, Actor]) -> int:
    with house.work(staff["sara"], "take_in") as w:
        piece = w.add(Piece, category="ring", description="Sapphire ring", number="P10-26-00001")
        w.add(Metal, piece_id=piece, position=1, metal="platinum", fineness=950)
        w.add(Stone, piece_id=piece, position=1, role="centre", species="sapphire", shape="oval",
              stone_mct=918, method="formula")  # fmt: skip
        w.add(Measured, subject_kind="piece", subject_id=piece, what="gross_weight_mg", value=5480)
        w.add(Priced, subject_kind="piece", subject_id=piece, what="price", amount_minor=630000,
              currency="USD")  # fmt: skip
        w.step("piece", piece, "intake")
        w.code("piece", piece)
    return piece


@pytest.fixture
def folder(house: Shop, tmp_path: Path) -> Path:
    print_jobs.set_folder(house, tmp_path / "prints")
    return tmp_path / "prints"


@pytest.fixture
def db(house: Shop) -> Iterator[Database]:
    reader = house.reader()
    yield reader
    reader.close()


class Flaky(OneByOne):
    """A way to a printer that takes some parts and then breaks."""

    def __init__(self, takes: int, *, retry: bool = False, sent_bytes: int = 0) -> None:
        self.takes = takes
        self.retry = retry
        self.sent_bytes = sent_bytes
        self.taken: list[str] = []

    def send(self, payload: bytes, name: str) -> Confirmation:
        if len(self.taken) >= self.takes:
            raise TransportError(
                "Printer away",
                "The printer does not answer.",
                "Switch it on.",
                retry=self.retry,
                sent_bytes=self.sent_bytes,
            )
        self.taken.append(name)
        return Confirmation("spooler", f"job {len(self.taken)}")


def facts(db: Database) -> list[tuple[str, str, str]]:
    return [
        (row[0], row[1], row[2])
        for row in db.rows("SELECT subject_kind, outcome, reason_code FROM printed ORDER BY id")
    ]


def test_a_tag_goes_to_the_folder_as_two_pictures_zpl_and_pdf(
    house: Shop, staff: dict[str, Actor], ring: int, folder: Path, db: Database
) -> None:
    job = print_jobs.print_tags(house, staff["sara"], "piece", [ring]).first("print_job")
    assert not folder.exists()  # stored, nothing has left
    assert db.value("SELECT state FROM print_job WHERE id = ?", (job,)) == "queued"
    assert facts(db) == []
    print_sending.run_queue(house)
    code = tags.code_of(db, "piece", ring)
    assert sorted(path.name for path in folder.iterdir()) == [
        f"tag-{code}-203dpi.png",
        f"tag-{code}-300dpi.png",
        f"tag-{code}.pdf",
        f"tag-{code}.zpl",
    ]
    for dpi in (203, 300):
        picture = Image.open(folder / f"tag-{code}-{dpi}dpi.png")
        assert picture.mode == "1"
        assert read_back(picture) == code
    assert (folder / f"tag-{code}.zpl").read_bytes().startswith(b"^XA")
    assert facts(db) == [("code", "sent", "")]
    assert db.row("SELECT state, confirmed FROM print_job WHERE id = ?", (job,)) == (
        "sent",
        "folder",
    )


def test_printing_never_changes_stock(
    house: Shop, staff: dict[str, Actor], ring: int, folder: Path, db: Database
) -> None:
    before = db.rows("SELECT * FROM piece_now")
    moves = db.value("SELECT count(*) FROM move")
    print_jobs.print_tags(house, staff["sara"], "piece", [ring])
    print_sending.run_queue(house)
    assert db.rows("SELECT * FROM piece_now") == before
    assert db.value("SELECT count(*) FROM move") == moves


def test_a_second_tag_needs_a_reason_and_keeps_its_number(
    house: Shop, staff: dict[str, Actor], ring: int, folder: Path, db: Database
) -> None:
    sara = staff["sara"]
    first = print_jobs.print_tags(house, sara, "piece", [ring]).first("print_job")
    print_sending.run_queue(house)
    code = tags.code_of(db, "piece", ring)
    with pytest.raises(InputError) as refused:
        print_jobs.print_tags(house, sara, "piece", [ring])
    assert refused.value.field == "reason"
    with pytest.raises(InputError):
        print_jobs.reprint(house, sara, first, "")
    again = print_jobs.reprint(house, sara, first, "damaged").first("print_job")
    print_sending.run_queue(house)
    assert tags.code_of(db, "piece", ring) == code
    assert facts(db) == [("code", "sent", ""), ("code", "sent", "damaged")]
    payloads = db.rows("SELECT sha256, reprint_of FROM print_job ORDER BY id")
    assert payloads == [(payloads[0][0], None), (payloads[0][0], first)]
    row = next(r for r in print_queue.print_queue(db, house.settings) if r.id == again)
    assert row.is_reprint
    assert row.detail.endswith("again: damaged or unreadable")


def test_a_job_killed_while_sending_is_doubtful_at_the_next_start(
    house: Shop, staff: dict[str, Actor], ring: int, folder: Path, db: Database
) -> None:
    job = print_jobs.print_tags(house, staff["sara"], "piece", [ring]).first("print_job")
    assert print_sending._claimed(house, print_jobs.FOLDER) is not None  # and here the power goes
    assert print_sending._claimed(house, print_jobs.FOLDER) is None  # nobody else gets it
    assert print_sending.after_start(house).ids("print_job") == (job,)
    [row] = print_queue.print_queue(db, house.settings)
    assert (row.group, row.tone) == (print_queue.NEEDS_YOU, "warn")
    assert row.known == "Doubtful: the program ended while it was being sent"
    print_sending.run_queue(house)
    assert not folder.exists()  # never repeated by itself
    assert print_sending.after_start(house).ids("print_job") == ()


def test_a_printer_that_breaks_in_the_middle_leaves_doubt(
    house: Shop, staff: dict[str, Actor], ring: int, db: Database
) -> None:
    sara = staff["sara"]
    job = print_jobs.print_tags(house, sara, "piece", [ring]).first("print_job")
    print_sending.run_queue(house, Flaky(2))
    [row] = print_queue.print_queue(db, house.settings)
    assert row.state == "doubtful"
    assert row.known == "Doubtful: stopped at about 1 of 1"
    assert facts(db) == [("code", "doubtful", "")]
    card = print_queue.job_card(db, house.settings, job)
    assert card.actions == ("all_came_out", "none_came_out", "cancel")
    assert (card.labels, card.preview_type) == (1, "png")
    print_sending.settle(house, sara, job, "none")
    assert facts(db)[-1] == ("code", "not_printed", "jam")
    good = Flaky(99)
    print_sending.run_queue(house, good)
    assert len(good.taken) == 4
    [row] = print_queue.print_queue(db, house.settings)
    assert (row.known, row.tone) == ("Handed to the spooler", "info")
    with pytest.raises(InputError, match="sent by now"):
        print_sending.settle(house, sara, job, "all")


def test_the_rest_after_the_last_good_label_is_a_job_of_its_own(
    house: Shop, staff: dict[str, Actor], db: Database
) -> None:
    sara = staff["sara"]
    with house.work(sara, "take_in") as w:
        pieces = [w.add(Piece, category="ring", description=f"Band {n}") for n in range(4)]
        for piece in pieces:
            w.code("piece", piece)
    job = print_jobs.print_tags(house, sara, "piece", pieces).first("print_job")
    print_sending.run_queue(house, Flaky(3))
    rest = print_sending.settle(house, sara, job, 1).ids("print_job")[-1]
    assert rest != job
    card = print_queue.job_card(db, house.settings, rest)
    assert card.labels == 3
    assert card.row.group == print_queue.WAITING
    whole, left = (print_jobs.stored_job(db, one) for one in (job, rest))
    codes = [tags.code_of(db, "piece", piece) for piece in pieces[1:]]
    assert [part.name for part in left.parts] == [
        *(f"tag-{code}-{dpi}dpi.png" for code in codes for dpi in (203, 300)),
        f"tags-{codes[0]}.zpl",
        f"tags-{codes[0]}.pdf",
    ]
    assert (left.title, left.file_name) == ("Tags of 3 pieces", f"tags-{codes[0]}.zpl")
    stored = {part.name: part.data for part in whole.parts}
    assert all(stored[part.name] == part.data for part in left.parts[:-2]), "not drawn again"
    commands = next(part.data for part in left.parts if part.name.endswith(".zpl"))
    everything = next(part.data for part in whole.parts if part.name.endswith(".zpl"))
    assert commands.count(b"^XA") == 3
    assert everything.endswith(commands)
    with pytest.raises(InputError):
        print_sending.settle(house, sara, job, 9)


def test_a_printer_that_is_away_is_tried_again_later_and_given_up_in_the_end(
    house: Shop, staff: dict[str, Actor], ring: int, db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = [1_800_000_000_000]
    monkeypatch.setattr(print_sending, "now_ms", lambda: now[0])
    monkeypatch.setattr(print_queue, "now_ms", lambda: now[0])
    job = print_jobs.print_tags(house, staff["sara"], "piece", [ring]).first("print_job")
    waits = []
    for _ in range(7):
        print_sending.run_queue(house, Flaky(0, retry=True))
        until = db.value("SELECT next_try_at FROM print_job WHERE id = ?", (job,))
        waits.append((until - now[0]) // 1000)
        now[0] = until
    assert waits == [2, 4, 8, 16, 32, 64, 128]
    [row] = print_queue.print_queue(db, house.settings)
    assert row.known == "Retry 8 of 8 in 0:00"
    print_sending.run_queue(house, Flaky(0, retry=True))
    [row] = print_queue.print_queue(db, house.settings)
    assert (row.known, row.group) == (
        "Failed: the printer does not answer",
        print_queue.NEEDS_YOU,
    )
    assert facts(db) == []  # nothing left this PC
    print_jobs.retry(house, staff["sara"], job)
    print_sending.run_queue(house, Flaky(9))
    assert facts(db) == [("code", "sent", "")]


def test_a_waiting_job_can_be_cancelled_and_called_back(
    house: Shop, staff: dict[str, Actor], ring: int, folder: Path, db: Database
) -> None:
    sara = staff["sara"]
    job = print_jobs.print_tags(house, sara, "piece", [ring]).first("print_job")
    print_jobs.cancel(house, sara, job)
    print_sending.run_queue(house)
    assert not folder.exists()
    assert print_queue.queue_counts(db, house.settings) == {
        "Needs you": 0,
        "Waiting": 0,
        "Done today": 1,
    }
    print_jobs.retry(house, sara, job)
    print_sending.run_queue(house)
    assert len(list(folder.iterdir())) == 4
    with pytest.raises(InputError):
        print_jobs.cancel(house, sara, job)
    words = [event.words for event in print_queue.job_card(db, house.settings, job).events]
    assert words[0] == "Stored: 1 tag stored before the first byte"
    assert words[1] == "Cancelled: cancelled by Sara Okafor"


def test_a_payload_that_was_changed_is_not_printed(
    house: Shop, staff: dict[str, Actor], ring: int, db: Database
) -> None:
    job = print_jobs.print_tags(house, staff["sara"], "piece", [ring]).first("print_job")
    with house.local() as local:
        local.run("UPDATE print_job SET payload = x'00' WHERE id = ?", (job,))
    with pytest.raises(InputError, match="no longer what was drawn"):
        print_jobs.stored_job(db, job)


def test_places_and_jobs_have_tags_too(house: Shop, staff: dict[str, Actor], db: Database) -> None:
    safe = db.value("SELECT id FROM place WHERE name = 'SAFE-1'")
    [content] = tags.tag_values(db, "place", [safe])
    assert content.spoken() == ("SAFE-1", "Safe")
    job = print_jobs.print_tags(house, staff["owen"], "place", [safe]).first("print_job")
    assert print_queue.job_card(db, house.settings, job).row.title == "Safe"


def test_who_may_not_print_tags_and_what_has_no_tag(
    house: Shop, staff: dict[str, Actor], ring: int
) -> None:
    with pytest.raises(NotAllowedError):
        print_jobs.print_tags(house, staff["emma"], "piece", [ring])
    with pytest.raises(NotFoundError):
        print_jobs.print_tags(house, staff["sara"], "piece", [12345])
    with pytest.raises(InputError):
        print_jobs.print_tags(house, staff["sara"], "piece", [])


def test_the_picture_of_a_tag_is_the_printers_own(db: Database, house: Shop, ring: int) -> None:
    picture = tags.tag_raster(db, tags.tag_value(db, ring), 203)
    again = tags.tag_raster(db, tags.tag_value(db, ring), 203)
    assert picture.mode == "1"
    assert picture.tobytes() == again.tobytes()
    out = io.BytesIO()
    picture.save(out, "PNG")
    assert read_back(Image.open(out)) == tags.code_of(db, "piece", ring)


def test_a_damaged_job_fails_alone_and_can_be_cancelled(
    house: Shop, staff: dict[str, Actor], ring: int, folder: Path, db: Database
) -> None:
    sara = staff["sara"]
    broken = print_jobs.print_tags(house, sara, "piece", [ring]).first("print_job")
    with house.local() as local:
        local.run("UPDATE print_job SET payload = x'00' WHERE id = ?", (broken,))
    sound = print_jobs.print_tags(house, sara, "piece", [ring]).first("print_job")
    assert print_sending.run_queue(house).ids("print_job") == (sound,)
    states: dict[int, str] = dict(db.rows("SELECT id, state FROM print_job"))
    assert states == {broken: "failed", sound: "sent"}
    assert len(list(folder.iterdir())) == 4
    with house.local() as local:
        local.run("UPDATE print_job SET state = 'sending' WHERE id = ?", (broken,))
    assert print_sending.after_start(house).ids("print_job") == (broken,)
    assert db.value("SELECT state FROM print_job WHERE id = ?", (broken,)) == "failed"
    print_jobs.cancel(house, sara, broken)
    assert db.value("SELECT state FROM print_job WHERE id = ?", (broken,)) == "cancelled"
