"""Sheets of paper to draw on: points from the upper left corner, y downwards, text in any script.

The sheet knows its margins, begins further pages with the head they were given, and writes "page n of
m" once m is known.

A paper in a language that runs to the left is mirrored here, and only here: whoever lays it out counts
x from where a line begins, and every line, box, rule and path is put on the other side of the paper.
What shows a thing as it is (a photo, a code, a signature, a plan) is put there too, but drawn as it is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import BytesIO

from reportlab.lib.colors import Color
from reportlab.pdfgen.pathobject import PDFPathObject

from app.printing.document.content import Made
from app.printing.document.ink import BODY, INK, LEADING, LINE
from app.printing.document.local import Local
from app.printing.document.words import draw_line, too_long, width_of, wrapped
from app.printing.lettering import REGULAR
from app.printing.paper import end_pdf, new_pdf, size_pt

_SLACK = 8.0  # what a line's tails may hang below the content, above the foot
LEFT, CENTRE, RIGHT = "left", "centre", "right"
"""Where a line stands at its x: it begins, has its middle, or ends there (in its paper's direction)."""
Box = tuple[float, float, float, float]


class Sheet:
    """The pages of one document while they are drawn."""

    def __init__(
        self,
        made: Made,
        *,
        title: str,
        author: str,
        paper: str,
        margins: tuple[float, ...],
        height: float | None = None,
        keywords: str = "",
    ) -> None:
        """``margins`` are top, right, bottom, left in points; head and foot lie inside them.

        ``height`` in points is that of a strip, which has a width alone. ``keywords`` stand in the
        file's properties.
        """
        self._out = BytesIO()
        self.local = Local(made.language, made.zone)
        self.mirrored = self.local.runs_left
        self.width, self.height = size_pt(paper)
        self.height = height or self.height
        self.canvas = new_pdf(
            self._out,
            (self.width, self.height),
            title=title,
            author=author,
            language=made.language,
            made=self.local.utc(made.at),
            keywords=keywords,
        )
        top, right, bottom, left = margins
        self.left, self.right = left, self.width - right
        self.top, self.bottom = top, self.height - bottom
        self.y = top
        self.page = 0
        self.tight = False
        """Whether tables stand closer, so that a paper has no page for its last line alone."""
        self._open = False
        self._limit = self.height
        self._page_counts: list[Callable[[int], None]] = []
        self._head: Callable[[Sheet], None] = lambda sheet: None
        self._foot: Callable[[Sheet], None] = lambda sheet: None

    @property
    def inner(self) -> float:
        """The width between the margins."""
        return self.right - self.left

    @property
    def room(self) -> float:
        """What a page below its running head can hold, in points."""
        return self.bottom - self.top - 60

    def on_paper(self, x: float, width: float = 0.0) -> float:
        """Where the left edge of something at x lies on the paper itself."""
        return self.width - x - width if self.mirrored else x

    def seat(self, box: Box) -> Box:
        """A box (x, y, width, height) as it lies on the paper itself, and the way back."""
        x, y, width, height = box
        return self.on_paper(x, width), y, width, height

    @contextmanager
    def as_it_is(self, box: Box) -> Iterator[Box]:
        """Draw in a box something that no paper mirrors; gives where the box lies on the paper."""
        seat, mirrored = self.seat(box), self.mirrored
        self.mirrored = False
        try:
            yield seat
        finally:
            self.mirrored = mirrored

    def frame(self, head: Callable[[Sheet], None], foot: Callable[[Sheet], None]) -> None:
        """What each page begins and ends with; ``head`` leaves ``y`` where the content begins."""
        self._head, self._foot = head, foot

    def end_page(self) -> None:
        """Give the page its foot and put it aside; what is drawn next needs ``next_page``."""
        if self._open:
            self._limit = self.height
            self._foot(self)
            self.canvas.showPage()
            self._open = False

    def next_page(self) -> None:
        """Finish the page, if one is begun, and begin the next."""
        self.end_page()
        self._open = True
        self.page += 1
        self.y = self.top
        self._limit = self.bottom + _SLACK
        self._head(self)

    def need(self, height: float) -> bool:
        """Begin a new page unless ``height`` is left on this one; whether it did."""
        if self.y + height <= self.bottom:
            return False
        self.next_page()
        return True

    def finish(self) -> bytes:
        """The PDF."""
        self.end_page()
        for draw in self._page_counts:
            draw(self.page)
        end_pdf(self.canvas)
        return self._out.getvalue()

    def page_count(self, x: float, y: float, words: str, size: float, colour: Color) -> None:
        """``Page 1 of 3``, right-aligned at x, from ``words`` with {page} and {pages}."""
        name, page = f"pages-{self.page}", self.page
        self.canvas.doForm(name)

        def draw(pages: int) -> None:
            self.canvas.beginForm(name, 0, 0, self.width, self.height)
            said = words.format(page=page, pages=pages)
            self.text(x, y, said, size=size, colour=colour, align=RIGHT)
            self.canvas.endForm()

        self._page_counts.append(draw)

    def text(
        self,
        x: float,
        y: float,
        text: str,
        *,
        size: float = BODY,
        face: str = REGULAR,
        colour: Color = INK,
        align: str = LEFT,
    ) -> float:
        """One line with its baseline at y; gives the x where it ends.

        Refuses (TooLongError) to draw over the foot or past the edges: nothing is cut off unseen.
        """
        wide = width_of(text, face, size)
        if align != LEFT:
            x -= wide if align == RIGHT else wide / 2
        if y > self._limit or x < 0 or x + wide > self.width:
            raise too_long(text)
        self.canvas.setFillColor(colour)
        left = self.on_paper(x, wide)
        draw_line(self.canvas, left, self.height - y, text, face, size, runs_left=self.mirrored)
        return x + wide

    def lines(
        self,
        x: float,
        y: float,
        lines: list[str],
        *,
        size: float = BODY,
        face: str = REGULAR,
        colour: Color = INK,
        align: str = LEFT,
    ) -> float:
        """Lines under each other, the first with its baseline at y; gives the next baseline."""
        for line in lines:
            self.text(x, y, line, size=size, face=face, colour=colour, align=align)
            y += size * LEADING
        return y

    def paragraph(
        self,
        x: float,
        y: float,
        width: float,
        text: str,
        *,
        size: float = BODY,
        face: str = REGULAR,
        colour: Color = INK,
    ) -> float:
        """A text broken to ``width``; gives the next baseline. It does not break over pages."""
        broken = wrapped(text, width, face, size)
        return self.lines(x, y, broken, size=size, face=face, colour=colour)

    def flow(
        self,
        x: float,
        lines: list[str],
        *,
        size: float = BODY,
        face: str = REGULAR,
        colour: Color = INK,
    ) -> None:
        """Lines below ``y``, on as many pages as they need."""
        for line in lines:
            self.need(size * LEADING)
            self.text(x, self.y + size, line, size=size, face=face, colour=colour)
            self.y += size * LEADING

    def rule(
        self,
        x1: float,
        y1: float,
        x2: float,
        y2: float,
        *,
        width: float = 0.5,
        colour: Color = LINE,
        dash: tuple[float, ...] = (),
    ) -> None:
        """A line."""
        self.canvas.setStrokeColor(colour)
        self.canvas.setLineWidth(width)
        self.canvas.setDash(*([list(dash)] if dash else []))
        x1, x2 = self.on_paper(x1), self.on_paper(x2)
        self.canvas.line(x1, self.height - y1, x2, self.height - y2)
        self.canvas.setDash()

    def box(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        *,
        radius: float = 2.0,
        stroke: Color | None = None,
        fill: Color | None = None,
        line: float = 0.6,
    ) -> None:
        """A rectangle from the upper corner where lines begin."""
        if stroke is not None:
            self.canvas.setStrokeColor(stroke)
            self.canvas.setLineWidth(line)
        if fill is not None:
            self.canvas.setFillColor(fill)
        self.canvas.roundRect(
            self.on_paper(x, width),
            self.height - y - height,
            width,
            height,
            radius,
            stroke=int(stroke is not None),
            fill=int(fill is not None),
        )

    def path(self, points: list[tuple[float, float]], *, close: bool = False) -> PDFPathObject:
        """A path through points, to stroke or fill with ``draw_path``."""
        path = self.canvas.beginPath()
        for index, (x, y) in enumerate(points):
            (path.lineTo if index else path.moveTo)(self.on_paper(x), self.height - y)
        if close:
            path.close()
        return path

    def draw_path(
        self,
        path: PDFPathObject,
        *,
        stroke: Color | None = None,
        fill: Color | None = None,
        line: float = 0.7,
    ) -> None:
        """Stroke or fill a path, with round ends and corners."""
        self.canvas.setLineCap(1)
        self.canvas.setLineJoin(1)
        self.canvas.setLineWidth(line)
        if stroke is not None:
            self.canvas.setStrokeColor(stroke)
        if fill is not None:
            self.canvas.setFillColor(fill)
        self.canvas.drawPath(path, stroke=int(stroke is not None), fill=int(fill is not None))
        self.canvas.setLineCap(0)
        self.canvas.setLineJoin(0)

    def circle(
        self,
        x: float,
        y: float,
        radius: float,
        *,
        stroke: Color | None = None,
        fill: Color | None = None,
        line: float = 0.6,
    ) -> None:
        """A circle by its centre."""
        self.canvas.setLineWidth(line)
        if stroke is not None:
            self.canvas.setStrokeColor(stroke)
        if fill is not None:
            self.canvas.setFillColor(fill)
        self.canvas.circle(
            self.on_paper(x),
            self.height - y,
            radius,
            stroke=int(stroke is not None),
            fill=int(fill is not None),
        )
