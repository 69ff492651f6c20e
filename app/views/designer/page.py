"""Tag designer: what stands where on a tag, drawn in the printer's own dots while it is moved."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt

from app.domain.changes import Changes
from app.domain.errors import UserError
from app.domain.permissions import allowed
from app.domain.wording import counted
from app.printing.tag.stock import Stock
from app.printing.tag.template import TagTemplate
from app.services.print_test import TEST_CODE
from app.services.printers import USUAL_DPI
from app.services.tag_templates import goes_first
from app.services.tag_trials import Bench, Sample, bench
from app.services.tags import roll_of
from app.views.bug_report import BugReport
from app.views.designer.drawing import Artist, Sketch
from app.views.designer.editing import FieldActs
from app.views.designer.keeping import TemplateActs
from app.views.designer.layout import STARTS_ON, DesignerLayout
from app.views.designer.printer_card import PrinterCard
from app.views.designer.roll_acts import RollActs
from app.views.designer.template_sheets import uses_words
from app.views.designer.trying import Trying
from app.views.designer.unsaved import Unsaved
from app.views.frame.desk import Desk, Session
from app.views.frame.permit import WHY_NOT, permit
from app.views.keys import Key

ACT = "settings.update"
FROM = {"left": "left", "right": "right", "up": "top", "down": "bottom"}
"""Where a tag comes from, by its stock's feed."""


class DesignerPage(DesignerLayout):
    """Left the fields, in the middle the design and what the printer makes of it, right the lights."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.bench = Bench((), (), (), STARTS_ON)
        self.sketch: Sketch | None = None
        self.next_revision = 2
        self._opened = ""
        self._first: tuple[str, ...] | None = None
        self.artist = Artist(desk, self)
        self.trying = Trying(self)
        self.editing = FieldActs(self)
        self.keeping = TemplateActs(self)
        self.rolls = RollActs(self)
        self.unsaved = Unsaved(self)
        self._declare()
        self.printer_card = PrinterCard(self._ruler, self._test)
        self.arrange(self.printer_card, self._measure, self.editing.add_action)
        self._connect()
        self.show_uses()

    # -- building

    def _declare(self) -> None:
        command, keep, roll, session = self.command, self.keeping, self.rolls, self.desk.session
        self._undo = command("Undo the last change", self.design.undo, icon="undo-2")
        self._redo = command("Do the change again", self.design.redo, "Ctrl+Y", icon="redo-2")
        export = command("Export", keep.export, icon="download", button="plain")
        self.save_action = command("Save as v2", keep.save, Key.SAVE, button="primary")
        self.editing.declare()
        self._test = command(
            "Print test tag", roll.test, Key.PRINT, icon="printer", hint="test tag"
        )
        self._ruler = command("Print the ruler", roll.ruler, icon="ruler")
        for action in (self._test, self._ruler):
            permit(action, session, "devices.test")
        self._measure = command("Measure my roll…", roll.measure, icon="ruler")
        only: tuple[tuple[str, Callable[[], object], str], ...] = (
            ("New template", keep.new, "plus"),
            ("Copy the template", keep.copy, "copy"),
            ("Put the template away", keep.remove, "trash-2"),
            ("Import a template file", keep.take_in, "file-up"),
            ("Use this stock for the shop's tags", keep.use_stock_for_tags, "tags"),
            ("New stock", roll.new_stock, "plus"),
            ("Copy the stock", roll.copy_stock, "copy"),
            ("Put the stock away", roll.remove_stock, "trash-2"),
        )
        menu = [permit(command(words, run, icon=icon), session, ACT) for words, run, icon in only]
        permit(self.save_action, session, ACT)
        menu.insert(4, command("Name, and what the template is for", keep.use, icon="list"))
        menu.insert(5, command("Measures and panels of the stock", roll.edit_stock, icon="ruler"))
        self.more.set_actions((menu[:5], menu[5:]))
        command("Show the pieces that do not fit", self.trying.show_misfits, icon="list-filter")
        command("Count the pieces that do not fit", self.trying.count, icon="refresh-cw")
        command("Go to the design", self.canvas.setFocus, "Alt+D")
        command("Go to the fields", self.fields.setFocus, "Alt+F")
        command("Go to the sample piece", self.samples.field.setFocus, "Alt+P")
        command("Choose a template", self._go_to_templates, "Alt+T")
        command("Back to tags and printing", self._go_back, icon="arrow-left")
        self.hint_bar.add_fixed("Tab", "field")
        self.hint_bar.add_fixed("Left Right Up Down", "nudge 1 dot")
        self.hint_bar.add_fixed("S", "short form")
        export.setToolTip("A file for another shop")

    def _connect(self) -> None:
        self.design.changed.connect(self._on_changed)
        self.artist.drew.connect(self._on_drawn)
        self.artist.failed.connect(self.on_refused)
        self.templates.changed.connect(self.keeping.choose)
        self.stocks.changed.connect(self.rolls.use_stock)
        self.lights.fix_asked.connect(self.editing.fix)
        self.looks.chosen.connect(self._on_look)
        self.printer_card.chosen.connect(self._on_printer)
        self.printer_card.changed.connect(self.rolls.change_printer)

    # -- what the window asks

    def entered(self) -> None:
        self.ask_bench()
        self.canvas.setFocus()

    def refresh(self, changes: Changes) -> None:
        if self._opened and changes.touches("template", "tag_stock", "printer", "setting"):
            self.ask_bench()

    def leave(self) -> bool:
        self.printer_card.save_now()
        self.trying.leave()
        return True

    def take_back(self) -> None:
        self.design.undo()

    def on_scan(self, code: str) -> bool:
        if code == TEST_CODE:
            self.desk.toast("The test tag reads: printer, roll and scanner fit together")
            return True
        self.samples.field.setText(code)  # a scanned piece is the sample
        return True

    # -- reading

    @property
    def dpi(self) -> int:
        """The dots of the printer that is chosen; 300 without one."""
        one = self.printer_card.printer
        return one.dpi if one and one.takes_labels else USUAL_DPI

    def ask_bench(self) -> None:
        """Read what there is to choose from; the first time also the shop's usual template."""
        first = not self._opened

        def read(db: Any) -> tuple[Bench, str]:
            found, key = bench(db), ""
            if first:
                usual = roll_of(db).templates
                pieces = [one for one in usual if "piece" in one.kinds]
                key = (pieces or list(usual) or [found.templates[0].template])[0].key
            return found, key

        self.desk.read(read, self._on_bench, self.on_refused, topic="tag designer")

    def _on_bench(self, answer: tuple[Bench, str]) -> None:
        self.bench, first = answer
        marks = {"measured": ", measured", "own": ", own", "shipped": ""}
        self.stocks.set_options(
            [(one.stock.key, f"{one.stock.name}{marks[one.origin]}") for one in self.bench.stocks]
        )
        self.templates.set_options(
            [(one.template.key, one.template.title) for one in self.bench.templates]
        )
        session = self.desk.session
        self.printer_card.show_printers(self.bench.printers, may=_may(session, "devices.update"))
        self.show_chosen()
        if first:
            self.keeping.open(first)
            self.unsaved.ask()
        else:
            self.ask_drawing()

    def show_chosen(self) -> None:
        """The choices say what is shown."""
        template, stock = self.design.template, self.design.stock
        known = any(one.template.key == template.key for one in self.bench.templates)
        if not known and self.templates.findData(template.key) < 0:
            self.templates.addItem(f"{template.name}, not saved", template.key)
        self.templates.set_value(template.key)
        self.stocks.set_value(stock.key)

    def show_template(self, read: tuple[TagTemplate, Stock, int, Sample]) -> None:
        """Show a template that was read."""
        self._begin(read, saved=True)

    def show_new(self, read: tuple[TagTemplate, Stock, int, Sample]) -> None:
        """Show a template that is in no book yet."""
        self._begin(read, saved=False)

    def _begin(self, read: tuple[TagTemplate, Stock, int, Sample], *, saved: bool) -> None:
        template, stock, self.next_revision, sample = read
        self._opened = template.key
        self.clear_refusals()
        self.trying.trial = None
        self.trying.sample = sample
        self.samples.show_sample(sample)
        self.previews.show_trial(None)
        self.design.begin(template, stock, saved=saved)
        self.show_chosen()
        self._first = None  # nobody knows yet
        if saved:
            topic = "tags that a template prints"
            self.desk.read(lambda db: goes_first(db, template), self._on_first, topic=topic)

    def _on_first(self, kinds: tuple[str, ...]) -> None:
        self._first = kinds
        self.show_uses()

    def settle(self) -> None:
        """It was saved: read it again as it lies in the book."""
        self.design.settle(self.design.template)
        self.keeping.open(self.design.template.key)
        self.ask_bench()

    def forget(self) -> None:
        """It was put away: begin with the shop's usual one."""
        self._opened = ""
        self.ask_bench()

    # -- showing

    def ask_drawing(self) -> None:
        """Draw the design as it stands now."""
        design, trying = self.design, self.trying
        self.artist.ask(
            design.template, design.stock, trying.sample.values, trying.others, self.dpi
        )

    def _on_changed(self) -> None:
        self.show_chosen()
        self.show_uses()
        self.fields.show_fields(self.sketch)
        self.trying.begin()
        self.unsaved.note()
        self.ask_drawing()
        self._show_state()

    def _on_drawn(self, made: Sketch) -> None:
        self.sketch = made
        self.canvas.show_sketch(made)
        self.fields.show_fields(made)
        self.previews.show_sketch(made)
        self.lights.show_sketch(made)
        self._show_state()

    def _on_look(self, value: object) -> None:
        self.canvas.show_outline(value == "outline")

    def _on_printer(self, _key: str) -> None:
        self.ask_drawing()
        self.trying.begin()

    def show_uses(self) -> None:
        """For which tags it is, whether they are printed with it, and of how many pieces."""
        template, stock = self.design.template, self.design.stock
        words = uses_words(template, self._first)
        if self.trying.trial is not None and self.trying.trial.many:
            words += f" · {counted(self.trying.trial.many, 'piece')} in the books"
        self.uses.setText(words)
        across = stock.grid.columns
        gap = f"gap {stock.gap_um / 1000:g} mm" if stock.media == "gap" else stock.media
        measured = "" if stock.measured else " · not measured"
        self.stock_words.setText(f"{self.dpi} dpi · {gap} · {across} across{measured}")
        self.feed.setText(f"mm, feed from the {FROM[stock.feed]}")

    def why_not_saved(self) -> str:
        """Why it cannot be saved for live use now; "" where it can."""
        if not self.design.is_changed:
            return "Nothing was changed since it was saved"
        made = self.sketch
        if made is None or made.order.template != self.design.template:
            return "It is being drawn"
        red = made.red
        if not red:
            return ""
        return f"Not for live use: {red[0].title.casefold()}, {red[0].note.rstrip('.')}"

    def _show_state(self) -> None:
        why = self.why_not_saved()
        self.save_action.setText(f"Save as v{self.next_revision}")
        self.save_action.setEnabled(not why)
        self._undo.setEnabled(self.design.can_undo)
        self._redo.setEnabled(self.design.can_redo)
        self.undo_button.setEnabled(self.design.can_undo)
        may_not = str(self.save_action.property(WHY_NOT) or "")
        if why.startswith("Not for live use"):
            self.say(f"{why}. Saving is off until it is mended.")
        elif self.design.is_changed and not may_not:
            self.say("Changed, not saved yet")
        else:
            self.say(may_not or "A tag that does not read back is not printed")

    def on_refused(self, error: UserError | BugReport | Exception) -> None:
        """Say over the page what was refused."""
        if isinstance(error, UserError):
            self.show_refusal(error)

    # -- going about

    def _go_to_templates(self) -> None:
        self.templates.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.templates.showPopup()

    def _go_back(self) -> None:
        self.desk.navigate("prints")


def _may(session: Session, act: str) -> bool:
    return session.signed_in and allowed(session.actor.roles, act)
