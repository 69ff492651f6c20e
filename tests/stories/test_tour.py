"""The tour: played as the command plays it, and what it leaves behind looked at with other eyes."""

from __future__ import annotations

import hashlib
import json
import os
import runpy
import subprocess
import sys
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
import zxingcpp
from PIL import Image

from app import __version__
from app.printing.tag.stock_json import shipped_stocks
from app.views.pages import PAGES
from tests.printing.conftest import ZplPrinter, zpl_printer
from tests.printing.tag.conftest import dmtx

ROOT = Path(__file__).resolve().parents[2]
PATIENCE_S = 3600
"""The tour ends each of its steps that hangs by itself; a busy machine may be slow in all of them."""
SCALE = 0.06
__all__ = ["zpl_printer"]
Told = dict[str, Any]


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, int, str]:
    """The folder of a tour on a small sample shop, how it ended, and what it said."""
    home = tmp_path_factory.mktemp("tour")
    out = home / "out"
    ran = subprocess.run(
        [sys.executable, "-c", _PLAY, str(out), str(SCALE)],
        cwd=ROOT,
        env=os.environ | {"HOME": str(home), "PARURE_KEY": "file", "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=PATIENCE_S,
    )
    return out, ran.returncode, ran.stderr


_PLAY = (
    "import sys; from pathlib import Path; from app.tour import play;"
    " sys.exit(0 if play(Path(sys.argv[1]), float(sys.argv[2])) else 1)"
)


@pytest.fixture(scope="module")
def out(played: tuple[Path, int, str]) -> Path:
    return played[0]


@pytest.fixture(scope="module")
def told(out: Path) -> Told:
    """What ``summary.json`` says."""
    read: Told = json.loads((out / "summary.json").read_text("utf-8"))
    return read


def files(told: Told, kind: str) -> list[str]:
    return [file["path"] for file in told["files"] if file["kind"] == kind]


def code_of(told: Told, kind: str) -> str:
    return next(str(code["code"]) for code in told["codes"] if code["kind"] == kind)


def test_every_step_is_as_it_should_be(played: tuple[Path, int, str], told: Told) -> None:
    out, ended, said = played
    assert [step for step in told["steps"] if not step["ok"]] == []
    assert len(told["steps"]) >= 20
    assert all(step["seconds"] >= 0 for step in told["steps"])
    assert ended == 0, said
    foreign = [line for line in said.splitlines() if not line.startswith(("ok ", str(out)))]
    assert foreign == []  # nothing of Qt's or Python's own on the terminal
    assert told["version"] == __version__


def test_every_page_is_shown_in_light_and_dark(out: Path, told: Told) -> None:
    pages = {page["key"]: page for page in told["pages"]}
    assert {spec.key for spec in PAGES} | {"sign-in", "first-start"} == set(pages)
    for page in pages.values():
        light, dark = (Image.open(out / page[theme]) for theme in ("light", "dark"))
        assert light.size == dark.size == (1440, 900)
        corner = (3, 890)  # the ground of the window, whatever lies on it
        assert min(light.convert("RGB").getpixel(corner)) > 200, page["key"]  # type: ignore[arg-type]
        assert max(dark.convert("RGB").getpixel(corner)) < 60, page["key"]  # type: ignore[arg-type]


def test_the_tour_leaves_every_picture_of_the_docs(out: Path, told: Told) -> None:
    renewed = runpy.run_path(str(ROOT / ".ci" / "pictures.py"))
    shown = renewed["SHOWN"]
    papers = renewed["OF_THE_PAPERS"]
    assert {f"{name}.png" for name in (*shown, *papers, *renewed["OF_THE_STORY"])} == {
        path.name for path in (ROOT / "docs" / "pictures").glob("*.png")
    }
    assert [file for file in shown.values() if not (out / file).is_file()] == []
    for kind in papers.values():
        pages = renewed["pages_of"](out / files(told, kind)[0])
        assert all(page.height == renewed["PAGE_PX"] + 2 for page in pages), kind


def test_a_paper_on_the_screen_has_its_letters_when_its_picture_is_taken(
    out: Path, told: Told
) -> None:
    for page in told["pages"]:
        if page["key"] == "document":
            for theme in ("light", "dark"):
                paper = Image.open(out / page[theme]).convert("L").crop((260, 120, 960, 820))
                assert len(paper.getcolors() or []) > 24, theme


def test_the_files_are_those_that_the_summary_names(out: Path, told: Told) -> None:
    named = {file["path"]: file["sha256"] for file in told["files"]}
    there = {
        path.relative_to(out).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in out.rglob("*")
        if path.is_file() and path.name != "summary.json"
    }
    assert named == there
    assert [file["path"] for file in told["files"] if file["kind"] in ("other", "failed")] == []


def test_both_readers_read_the_tag_at_both_resolutions(out: Path, told: Told) -> None:
    tags = files(told, "tag_png")
    assert sorted(name.rsplit("-", 1)[1] for name in tags) == ["203dpi.png", "300dpi.png"]
    code = code_of(told, "piece")
    for name in tags:
        image = Image.open(out / name)
        assert code in {found.text for found in zxingcpp.read_barcodes(_on_paper(image))}
        assert dmtx(image) == [code]


def _on_paper(image: Image.Image) -> Image.Image:
    ground = Image.new("L", (image.width + 40, image.height + 40), 255)
    ground.paste(image.convert("L"), (20, 20))
    return ground


def test_the_zpl_prints_the_very_picture(
    out: Path,
    told: Told,
    zpl_printer: ZplPrinter,
) -> None:
    (zpl,) = files(told, "tag_zpl")
    raster = Image.open(out / next(name for name in files(told, "tag_png") if "300dpi" in name))
    assert raster.size in {stock.size_dots(300) for stock in shipped_stocks()}
    (((picture, *others),),) = [zpl_printer([((out / zpl).read_bytes(), raster.size)], 300)]
    printed = picture.convert("L").point(lambda level: 255 * (level >= 128), "1")
    assert others == []
    assert printed.size == raster.size
    assert printed.tobytes() == raster.convert("1").tobytes()


@pytest.mark.parametrize(
    ("kind", "subject", "says"),
    [
        ("job_bag", "job", ("Always - E & J 14.02", "3.920 g", "#1042")),
        ("take_in_receipt", "agreement", ("Clara Whitcombe", "6,300.00", "C10-26-")),
        ("condition_report", "report", ("Edwardian sapphire cluster ring", "PR-3", "5.481")),
        ("packing_slip", "", ("James Ashworth", "#1042", "Packed by Olga Marchenko")),
        ("invoice", "", ("James Ashworth", "#1042", "1,628.00")),
        (
            "difference_report",
            "",
            ("Edwardian sapphire cluster ring", "Mark 5 new", "SHO-R", "5.479"),
        ),
        ("passport", "", ("Passport:", "Where it was", "audit entries were computed anew")),
    ],
)
def test_the_papers_say_what_was_done_and_open_it_when_scanned(
    out: Path, told: Told, kind: str, subject: str, says: tuple[str, ...]
) -> None:
    (name,) = files(told, kind)
    document = pypdfium2.PdfDocument(out / name)
    try:
        text = "\n".join(page.get_textpage().get_text_bounded() for page in document)
        for words in says:
            assert words in text
        pictures = [page.render(scale=300 / 72).to_pil() for page in document]
    finally:
        document.close()
    read = {found.text for picture in pictures for found in zxingcpp.read_barcodes(picture)}
    assert code_of(told, subject) in read if subject else read


def test_the_job_bag_names_no_client(out: Path, told: Told) -> None:
    document = pypdfium2.PdfDocument(out / files(told, "job_bag")[0])
    text = "\n".join(page.get_textpage().get_text_bounded() for page in document)
    document.close()
    for secret in ("Ashworth", "Chester Row", "1,480.00"):
        assert secret not in text
