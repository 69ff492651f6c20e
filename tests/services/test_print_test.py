"""The test tag reads back, goes to the folder, and is the print of nothing."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image

from app.domain.actors import Actor
from app.domain.codes import COMMANDS, is_code
from app.domain.errors import NotAllowedError
from app.printing.tag.readback import read_back
from app.services.print_jobs import set_folder
from app.services.print_sending import run_queue
from app.services.print_test import TEST_CODE, print_test_tag
from app.shop import Shop


def test_the_test_tag_reads_back_from_the_folder(
    house: Shop, staff: dict[str, Actor], tmp_path: Path
) -> None:
    set_folder(house, tmp_path / "prints")
    job = print_test_tag(house, staff["sara"]).first("print_job")
    run_queue(house)
    for dpi in (203, 300):
        data = (tmp_path / "prints" / f"tag-test-{dpi}dpi.png").read_bytes()
        assert read_back(Image.open(io.BytesIO(data))) == TEST_CODE
    db = house.reader()
    said = db.value("SELECT detail FROM print_event WHERE job_id = ? ORDER BY id", (job,))
    facts = db.value("SELECT count(*) FROM printed")
    db.close()
    assert said == "Test tag stored before the first byte"
    assert facts == 0


def test_its_code_is_no_card_and_no_pieces() -> None:
    assert is_code(TEST_CODE)
    assert TEST_CODE not in COMMANDS
    assert TEST_CODE.startswith("09")


def test_who_sets_printers_up_tries_them_too(house: Shop, staff: dict[str, Actor]) -> None:
    assert print_test_tag(house, staff["adam"]).first("print_job")
    with pytest.raises(NotAllowedError):
        print_test_tag(house, staff["emma"])
