"""The stones on a condition report: the plan of the setting, the list beside it, the centre's fingerprint.

They stand side by side where a page holds them so, else under each other.
"""

from __future__ import annotations

from app.domain.setting_plan import setting_plan
from app.printing.document.condition_report import ConditionReport, ReportFingerprint
from app.printing.document.figures import Photos
from app.printing.document.ink import MUTED
from app.printing.document.letterhead import section
from app.printing.document.sheet import RIGHT, Sheet
from app.printing.document.stone_map import draw_map
from app.printing.document.stone_photo import stone_photo
from app.printing.document.table import Cell, Column, Table
from app.printing.document.wording import Labels
from app.printing.document.words import width_of, wrapped
from app.printing.lettering import BOLD, REGULAR, SEMIBOLD

_MAP_HEIGHT = 148.0
_MAP_SHARE = 0.535
_KEY = 16.0
_HEADING = 24.0
_PICTURE = (76.0, 56.0)
_ORDERS = {"pair": "map_pair", "necklace": "map_strand", "bracelet": "map_strand", "row": "map_row"}
"""How the stones of each kind of plan are counted; of the others clockwise from 12."""
_SIZE = 7.8
_STEP = _SIZE * 1.36
Row = list[Cell]


def has_stones(report: ConditionReport) -> bool:
    """Whether the paper has a part about the stones."""
    return bool(report.stones) or report.fingerprint is not None


def draw_stones(
    sheet: Sheet, report: ConditionReport, labels: Labels, photos: Photos, *, holds: float = 0.0
) -> None:
    """The map at the left, the list of stones and the fingerprint at the right of it.

    ``holds`` is the height of what needs the end of this part on its page.
    """
    if not has_stones(report):
        return
    has_map = report.prongs > 0 or report.surround > 0 or sum(report.stone_counts) > 0
    plan = _HEADING + _MAP_HEIGHT + _KEY if has_map else 0.0
    x = sheet.left + (sheet.inner * _MAP_SHARE + 20 if has_map else 0)
    beside = _Stones(sheet, report, labels, photos, x)
    if max(plan, beside.height) <= sheet.room:
        whole = max(plan, beside.height) + holds
        sheet.need(whole if whole <= sheet.room else max(plan, beside.height))
        top = sheet.y
        if has_map:
            _draw_plan(sheet, report, labels, sheet.inner * _MAP_SHARE)
        bottom, sheet.y = sheet.y, top
        beside.draw()
        sheet.y = max(sheet.y, bottom)
        return
    if has_map:
        sheet.need(plan)
        _draw_plan(sheet, report, labels, sheet.inner)
    _Stones(sheet, report, labels, photos, sheet.left).draw(holds)


def _draw_plan(sheet: Sheet, report: ConditionReport, labels: Labels, width: float) -> None:
    plan = setting_plan(report.category, report.setting, report.stone_counts or (0,))
    section(sheet, labels[_ORDERS.get(plan.kind if plan else "", "map")], above=6)
    draw_map(sheet, report, labels, (sheet.left, sheet.y, width, _MAP_HEIGHT))
    sheet.y += _MAP_HEIGHT + _KEY


class _Stones:
    """The list and the fingerprint from x to the right edge."""

    def __init__(
        self, sheet: Sheet, report: ConditionReport, labels: Labels, photos: Photos, x: float
    ) -> None:
        self.sheet, self.report, self.labels, self.photos = sheet, report, labels, photos
        self.x, self.width = x, sheet.right - x
        self.estimated = all(stone.estimated for stone in report.stones)
        head = "est_head" if self.estimated else "ct_head"
        measured = any(stone.measures for stone in report.stones)
        weighed = any(stone.stone_mct for stone in report.stones)
        self.table = self._table(
            Column(labels["no"], 28),
            Column(labels["stone"], 78),
            Column(labels["mm_head"] if measured else "", 62, RIGHT),
            Column(labels[head] if weighed else "", 46, RIGHT),
        )
        self.sums = self._table(Column("", 28), Column("", 140), Column("", 46, RIGHT))
        self.rows = [self._row(nth) for nth in range(len(report.stones))]
        counted, total = self._counted(), self._total()
        self.total: list[Row] = (
            [[Cell(), Cell(counted, SEMIBOLD), Cell(total, BOLD)]] if counted or total else []
        )
        note = any(stone.estimated and stone.stone_mct for stone in report.stones)
        self.note = wrapped(labels["estimate_note"], self.width, REGULAR, 7.2) if note else []

    def _table(self, *columns: Column) -> Table:
        return Table(self.sheet, columns, x=self.x, width=self.width, size=8.0, pad=4.6)

    @property
    def height(self) -> float:
        """How high all of it is, in points."""
        list_height = _HEADING + self.table.height(self.rows) if self.rows else 0.0
        total = self.sums.height(self.total, head=False) if self.total else 0.0
        return list_height + total + len(self.note) * 11 + self._print_height()

    def draw(self, holds: float = 0.0) -> None:
        """Draw it from ``y`` on, over as many pages as it needs; its last row stays with what follows
        and what this ``holds``, if a page can hold them."""
        sheet, labels = self.sheet, self.labels
        if self.rows:
            below = self.height - self.table.height(self.rows) - _HEADING
            section(sheet, labels["stones"], x=self.x, above=6, holds=self.table.lead(self.rows))
            self.table.rows(self.rows, holds=below + holds if holds else 0.0)
        if self.total:
            self.sums.rows(self.total, head=False)
        for line in self.note:
            sheet.need(11)
            sheet.y += 11
            sheet.text(self.x, sheet.y, line, size=7.2, colour=MUTED)
        if self.report.fingerprint is not None:
            self._draw_print(self.report.fingerprint)

    # -- the list

    def _row(self, nth: int) -> Row:
        stone = self.report.stones[nth]
        numbers = f"{stone.first}–{stone.last}" if stone.last > stone.first else str(stone.first)
        carats = ""
        if stone.stone_mct is not None:
            carats = self.sheet.local.carats(stone.stone_mct, estimated=stone.estimated)
            if stone.estimated and not self.estimated:
                carats = self.labels.say("estimated", ct=carats)
        return [
            Cell(numbers, SEMIBOLD),
            Cell(stone.description),
            Cell(stone.measures),
            Cell(carats, SEMIBOLD),
        ]

    def _total(self) -> str:
        """What they weigh together, where each has a weight; "est." if that of one is an estimate."""
        stones = self.report.stones
        weights = [stone.stone_mct for stone in stones if stone.stone_mct]
        if len(weights) < len(stones) or not weights:
            return ""
        estimated = any(stone.estimated for stone in stones)
        carats = self.sheet.local.carats(sum(weights), estimated=estimated)
        known = estimated and not self.estimated
        return self.labels.say("estimated", ct=carats) if known else carats

    def _counted(self) -> str:
        report = self.report
        if report.stones_expected is None:
            return ""
        if report.stones_found is None:
            return self.labels.say("expected_only", expected=report.stones_expected)
        return self.labels.say(
            "expected", expected=report.stones_expected, found=report.stones_found
        )

    # -- the fingerprint

    def _lines(self, said: ReportFingerprint, width: float) -> list[tuple[str, float, str]]:
        """Each line of the fingerprint: its label, how far in its words begin, the words."""
        lines = []
        labels = self.labels
        told = [(one.letter, 10.0, one.words or "–") for one in said.inclusions]
        for label, words in ((labels["shown"], said.shown), (labels["not_shown"], said.not_shown)):
            if words:
                told.append((label, width_of(label + " ", SEMIBOLD, _SIZE), words))
        for label, indent, words in told:
            first, *_ = wrapped(words, max(20.0, width - indent), REGULAR, _SIZE)
            lines.append((label, indent, first))
            rest = words[len(first) :].strip()
            lines += [("", 0.0, one) for one in wrapped(rest, width, REGULAR, _SIZE) if rest]
        return lines

    def _print_height(self) -> float:
        said = self.report.fingerprint
        if said is None:
            return 0.0
        lines = self._lines(said, self._beside(said))
        picture = _PICTURE[1] + 4 if said.photo else 0.0
        return _HEADING + 6 + max(8 + len(lines) * _STEP, picture)

    def _beside(self, said: ReportFingerprint) -> float:
        return self.width - (_PICTURE[0] + 9 if said.photo else 0.0)

    def _draw_print(self, said: ReportFingerprint) -> None:
        sheet = self.sheet
        picture = _PICTURE[1] + 4 if said.photo else 0.0
        holds = max(picture, 2 * _STEP)
        section(sheet, self.labels["fingerprint"], x=self.x, above=12, holds=holds)
        top, page = sheet.y, sheet.page
        if said.photo is not None:
            box = (self.x, top, *_PICTURE)
            stone_photo(sheet, said, self.photos, box, self.labels["no_photo"])
        x = sheet.right - self._beside(said)
        sheet.y += 8
        for label, indent, words in self._lines(said, self._beside(said)):
            if sheet.need(_STEP):
                sheet.y += _SIZE
            if label:
                sheet.text(x, sheet.y, label, size=_SIZE, face=SEMIBOLD)
            sheet.text(x + indent, sheet.y, words, size=_SIZE)
            sheet.y += _STEP
        if sheet.page == page:
            sheet.y = max(sheet.y, top + picture)
