"""24 photos of 12 million pixels from their drop to the last thumbnail painted, beside two libraries.

Ours reads, decodes in child processes, hashes, seals and keeps each original whole, makes both
derivatives and paints their thumbnails; the libraries only make the two derivatives, two at a time,
in the same run. pyvips comes with ``pip install -e .[bench]``; without it its line is not told.
"""

from __future__ import annotations

import io
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageFilter, ImageOps
from PySide6.QtCore import (
    QEventLoop,
    QMimeData,
    QSize,
    QTimer,
    QUrl,
    Signal,
)
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget

from app import photos
from app.decoding import BOXES, PAGE_PX, QUALITY, SMALL_PX
from app.photos import Photo
from app.shop import Shop
from app.views import theme
from app.views.frame.desk import Desk, Session
from app.views.pool import Pool
from app.views.reader import Reader
from app.views.theme import Theme
from app.views.widgets.photo_intake import PhotoIntake
from app.views.writer import Writer
from tests.bench.measure import Figure, against, amount, once, told, within
from tests.bench.pulse import Pulse

PHOTOS = 24
ROUNDS = 5
NAME = f"{PHOTOS} photos of 12 MP, drop to painted"
SIZE = (4000, 3000)
THUMB = 96
PATIENCE_MS = 120_000


class Grid(QWidget):
    """Paints the thumbnails of what has come, as a strip does; ``whole`` with the last of them."""

    whole = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.keys: list[str] = []
        self.painted = 0
        desk.thumbs.arrived.connect(self.update)
        self.resize(QSize(THUMB * 8, THUMB * 3))

    def add(self, photo: Photo, _subject: object) -> None:
        """One more."""
        self.keys.append(photo.sha256)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, painted = QPainter(self), 0
        for n, key in enumerate(self.keys):
            picture = self.desk.thumbs(key)
            if picture is not None:
                painter.drawPixmap(n % 8 * THUMB, n // 8 * THUMB, THUMB, THUMB, picture)
                painted += 1
        self.painted = painted
        if painted == PHOTOS:
            self.whole.emit()


def run() -> list[Figure]:
    """Times of the three in turns, how the window fared meanwhile, and what the children took."""
    theme.prepare()
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    Theme(app, "light")
    vips, runs = _vips(), []
    peers: list[tuple[float, float]] = []
    with tempfile.TemporaryDirectory() as folder:
        paths = _photos(Path(folder) / "card")
        pillow = once(lambda: _two_at_a_time(_pillow, paths))
        for round_ in range(ROUNDS):
            if vips:
                peers.append(_timed(vips, paths))
            runs.append(_ours(app, Path(folder) / f"shop-{round_}", paths))
    late = [ms for run in runs for ms in run.late]
    return [
        told(f"{NAME}, beside plain Pillow", runs[0].took, pillow),
        *_beside_vips(runs, peers),
        within("  the window stalls meanwhile, median", statistics.median(late), 16),
        within("  the window stalls meanwhile, longest", max(late), 50),
        amount("  most megabytes of a decoding process", max(run.memory for run in runs)),
    ]


@dataclass(frozen=True)
class Run:
    """One drop of ours: ms until the last was painted, ms of processor time, the window, MB of a child."""

    took: float
    worked: float
    late: list[float]
    memory: float


def _beside_vips(runs: list[Run], peers: list[tuple[float, float]]) -> list[Figure]:
    """The promise, by the round whose ratio is the middle one, and what work that was."""
    if not peers:
        return []
    both = sorted(zip(runs, peers, strict=True), key=lambda one: one[0].took / one[1][0])
    run, (took, worked) = both[len(both) // 2]
    return [
        against(f"{NAME}, beside pyvips", run.took, took, 1.0),
        told("  processor time of all processes", run.worked, worked),
    ]


def _timed(work: Callable[[bytes], object], paths: list[Path]) -> tuple[float, float]:
    """(ms, ms of processor time) of a library."""
    before = time.process_time()
    took = once(lambda: _two_at_a_time(work, paths))
    return took, (time.process_time() - before) * 1000


def _ours(app: QApplication, folder: Path, paths: list[Path]) -> Run:
    """All of it in a shop of its own. The decoders wait, as they do from when pictures are dragged in."""
    shop = Shop.create(folder, bytes(32), name="Bench", currency="EUR", zone="Europe/Paris")
    pool, reader, writer = Pool(), Reader(shop.reader), Writer(shop)
    desk = Desk(reader, writer, pool, shop.settings, Session())
    grid = Grid(desk)
    intake = PhotoIntake(desk, grid)
    intake.taken.connect(grid.add)
    grid.show()
    photos.warm_up()
    _rest(app)
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    loop, pulse = QEventLoop(), Pulse()
    grid.whole.connect(loop.quit)
    QTimer.singleShot(0, intake, lambda: intake.take_mime(mime))
    QTimer.singleShot(PATIENCE_MS, loop, loop.quit)
    before, begun = _worked_ms(), time.perf_counter()
    loop.exec()
    took = (time.perf_counter() - begun) * 1000
    worked, memory = _worked_ms() - before, _most_mb()
    pulse.stop()
    assert grid.painted == len(paths)
    photos.shut_down()
    pool.close()
    writer.close()
    reader.close()
    grid.deleteLater()
    _rest(app)
    shop.close()
    shutil.rmtree(folder)
    return Run(took, worked, pulse.late, memory)


def _rest(app: QApplication) -> None:
    for _ in range(50):
        app.processEvents()
        time.sleep(0.002)


def _photos(folder: Path) -> list[Path]:
    """As a phone makes them: 12 MP, a few MB, each another."""
    folder.mkdir()
    base = Image.effect_noise((1000, 750), 40).filter(ImageFilter.GaussianBlur(1))
    base = Image.merge("RGB", (base, base.rotate(90).resize(base.size), base.rotate(180)))
    large = base.resize(SIZE, Image.Resampling.BICUBIC)
    grain = Image.effect_noise((2000, 1500), 20).resize(SIZE).convert("RGB")
    large = Image.blend(large, grain, 0.25)
    paths = []
    for n in range(PHOTOS):
        path = folder / f"IMG_{n:04}.jpg"
        moved = Image.new("RGB", (64, 64), (n * 10, 60, 128))
        large.paste(moved, (n * 100, 100))
        large.save(path, "JPEG", quality=90)
        paths.append(path)
    return paths


def _two_at_a_time(work: Callable[[bytes], object], paths: list[Path]) -> None:
    with ThreadPoolExecutor(2) as threads:
        list(threads.map(lambda path: work(path.read_bytes()), paths))


def _pillow(data: bytes) -> list[bytes]:
    """Both derivatives as Pillow's own documentation makes them."""
    made = []
    for box in BOXES:
        with Image.open(io.BytesIO(data)) as image:
            image.thumbnail((box, box))
            out = io.BytesIO()
            ImageOps.exif_transpose(image).convert("RGB").save(out, "JPEG", quality=QUALITY)
            made.append(out.getvalue())
    return made


def _vips() -> Callable[[bytes], list[bytes]] | None:
    """Both derivatives by pyvips, decoded once; None where it is not installed."""
    try:
        import pyvips
    except ImportError:
        return None

    def work(data: bytes) -> list[bytes]:
        page = pyvips.Image.thumbnail_buffer(data, PAGE_PX, height=PAGE_PX, size="down")
        page = page.copy_memory()
        small = page.thumbnail_image(SMALL_PX, height=SMALL_PX, size="down")
        return [one.jpegsave_buffer(Q=QUALITY, keep="none") for one in (page, small)]

    return work


def _worked_ms() -> float:
    """Processor time of this process and of those that decode for it, ms."""
    worked = time.process_time() * 1000
    for process in photos._decoders.all:
        if process._child:
            try:
                stat = Path(f"/proc/{process._child.pid}/stat").read_text()
            except OSError:
                continue
            fields = stat.rsplit(")", 1)[1].split()
            worked += (int(fields[11]) + int(fields[12])) * 10
    return worked


def _most_mb() -> float:
    """The most memory that one of the decoding processes had at once, MB; 0 where nobody tells."""
    most = 0.0
    for process in photos._decoders.all:
        if process._child:
            try:
                status = Path(f"/proc/{process._child.pid}/status").read_text()
            except OSError:
                continue
            most = max(most, int(status.split("VmHWM:")[1].split()[0]) / 1024)
    return most
