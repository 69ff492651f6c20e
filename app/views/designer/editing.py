"""What can be done with the chosen field: by keys, by the palette and by the lights' buttons."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QWidget

from app.domain.errors import InputError
from app.printing.tag.fixing import fixed
from app.printing.tag.stock import dots
from app.printing.tag.template import TagField
from app.services.tag_logos import logo_from
from app.views.designer import moves
from app.views.designer.field_sheet import FieldSheet

if TYPE_CHECKING:
    from app.views.designer.page import DesignerPage

_STEPS = {"Left": (-1, 0), "Right": (1, 0), "Up": (0, -1), "Down": (0, 1)}


def ask_picture(parent: QWidget) -> str:
    """The system's own dialog for a picture."""
    kinds = "Pictures (*.png *.jpg *.jpeg *.webp *.tif *.tiff *.heic)"
    return QFileDialog.getOpenFileName(parent, "The logo", "", kinds)[0]


class FieldActs(QObject):
    """Acts on the chosen field; each is one step back."""

    def __init__(self, page: DesignerPage) -> None:
        super().__init__(page)
        self.page = page
        self.design = page.design
        self.sheet: FieldSheet | None = None
        self.ask_picture: Callable[[QWidget], str] = ask_picture

    def declare(self) -> None:
        """The commands, with the keys that work on the canvas and in the list."""
        command, canvas, listed = self.page.command, self.page.canvas, self.page.fields
        both = []
        for key, (right, down) in _STEPS.items():
            words = f"Move the field one dot {key.casefold()}"
            command(words, partial(self.nudge, right, down), key, on=canvas)
            words = f"Move the field one millimetre {key.casefold()}"
            command(words, partial(self.leap, right, down), f"Shift+{key}", on=canvas)
        both.append(command("Make the field larger", partial(self.resize, 1), "+", on=canvas))
        both.append(command("Make the field smaller", partial(self.resize, -1), "-", on=canvas))
        short = command("Use the short form or the whole one", self.short_form, "S", on=canvas)
        both.append(short)
        both.append(command("Copy the field", self.copy, "Ctrl+D", on=canvas, hint="copy field"))
        both.append(command("Remove the field", self.remove, "Delete", on=canvas, icon="trash-2"))
        both.append(command("Edit the field", self.edit, "Return", on=canvas, icon="pencil"))
        for action in both:
            listed.addAction(action)
        command("Move the field up in its list", partial(self.step, -1), "Alt+Up")
        command("Move the field down in its list", partial(self.step, 1), "Alt+Down")
        self.add_action = command("Add a field", self.add, "Ctrl+Shift+A", icon="plus")
        command("Add the logo", self.add_logo, icon="image-plus")
        canvas.asked.connect(self.edit)
        listed.opened.connect(self.edit)

    @property
    def field(self) -> TagField | None:
        """The chosen field."""
        return self.design.field

    # -- moving and sizing

    def nudge(self, right: int, down: int) -> None:
        """Move by so many dots on the stock. What is not drawn yet is moved on from where it will be."""
        field, sketch = self.field, self.page.sketch
        if field is None or sketch is None:
            return
        template = self.design.template
        if moves.placed_of(sketch.drawn, field.name) is None:
            self.page.say(f"“{field.name}” does not stand on this tag")
            return
        made = moves.moved(template, sketch.drawn, field.name, right, down)
        self.design.change(made)

    def leap(self, right: int, down: int) -> None:
        """Move by a millimetre."""
        step = dots(moves.STEP_UM, self.page.dpi)
        self.nudge(right * step, down * step)

    def resize(self, by: int) -> None:
        """A module or a text one dot larger or smaller."""
        field, sketch = self.field, self.page.sketch
        if field is None or sketch is None:
            return
        made = moves.sized(self.design.template, sketch.drawn, field.name, by)
        if made == self.design.template:
            self.page.say(f"“{field.name}” is as {'large' if by > 0 else 'small'} as it may be")
        self.design.change(made)

    def short_form(self) -> None:
        """The short form, or the whole one again."""
        field = self.field
        if field is not None:
            self.design.change(moves.shortened(self.design.template, field.name))

    def fix(self, name: str, what: str) -> None:
        """A light's button: what helps this field. A line that may already be short begins so."""
        template = self.design.template
        if all(one.name != name for one in template.fields):
            return
        made = fixed(template, name, what)
        if made == template and what == "short_form":
            made = moves.shortened(template, name)
        self.design.choose(name)
        self.design.change(made)

    # -- adding and taking away

    def copy(self) -> None:
        """The field once more."""
        field = self.field
        if field is None:
            return
        if field.kind == "code":
            self.page.say("The code stands on a tag once: it is not copied")
            return
        made, name = moves.copied(self.design.template, field.name)
        self.design.change(made)
        self.design.choose(name)

    def remove(self) -> None:
        """Take the field away; code and digits stay, for without them a tag is nothing."""
        field = self.field
        if field is None:
            return
        digits = [one for one in self.design.template.fields if _says_digits(one)]
        if field.kind == "code" or digits == [field]:
            self.page.say("The code and its digits stay: a tag without them is nothing")
            return
        order = [one.name for one in self.design.in_order()]
        at = order.index(field.name)
        self.design.change(self.design.template.without(field.name))
        order.remove(field.name)
        self.design.choose(order[min(at, len(order) - 1)])
        self.page.say(f"“{field.name}” is taken away; Ctrl+Z brings it back")

    def step(self, by: int) -> None:
        """Up or down in the list, over the end to the next panel."""
        field = self.field
        if field is not None:
            stock = self.design.stock
            self.design.change(moves.stepped(self.design.template, stock, field.name, by))

    def add(self) -> None:
        """A new line on the panel of the chosen field; its sheet asks what it says."""
        panels = self.design.stock.panel_names
        panel = self.field.panel if self.field and self.field.panel in panels else panels[-1]
        self._open(moves.new_line(self.design.template, panel))

    def add_logo(self) -> None:
        """A picture as the logo, on the panel of the chosen field."""
        chosen = self.ask_picture(self.page)
        if not chosen:
            return
        self.page.desk.start(
            lambda _job: _read_logo(chosen), self._on_logo, self.page.on_refused, title="Logo"
        )

    def _on_logo(self, logo: str) -> None:
        self.page.clear_refusals()
        template = replace(self.design.template, logo=logo)
        panels = self.design.stock.panels
        field = next((one for one in template.fields if one.kind == "logo"), None)
        if field is None:
            name = self.field.panel if self.field else panels[-1].name
            field = TagField(
                moves.free_name(template, "logo"),
                name,
                "logo",
                place="fixed",
                width_um=6_000,
                height_um=4_000,
            )
            template = template.with_field(field)
        self.design.change(template)
        self.design.choose(field.name)

    def edit(self) -> None:
        """The sheet of the chosen field."""
        field = self.field
        if field is None:
            return
        if field.kind == "logo":
            self.add_logo()
        else:
            self._open(field)

    def _open(self, field: TagField) -> None:
        if self.sheet is not None:
            return
        template, stock = self.design.template, self.design.stock
        host = self.page.desk.frame.host()
        sheet = self.sheet = FieldSheet(host, template, stock, field, may=True)
        sheet.saved.connect(self._on_saved)
        sheet.closed.connect(self._on_closed)
        sheet.open()

    def _on_saved(self, made: TagField) -> None:
        was = self.sheet.was if self.sheet else made.name
        template = self.design.template
        if any(one.name == was for one in template.fields):
            fields = tuple(made if one.name == was else one for one in template.fields)
            template = replace(template, fields=fields)
        else:
            last = template.on(made.panel)
            template = moves.put_at(template.with_field(made), made.name, made.panel, len(last))
        self.design.change(template)
        self.design.choose(made.name)

    def _on_closed(self) -> None:
        self.sheet = None


def _says_digits(field: TagField) -> bool:
    return any(word.what == "digits" for word in field.words) and not field.leave_out


def _read_logo(path: str) -> str:
    try:
        with open(path, "rb") as file:
            data = file.read(40_000_001)
    except OSError as error:
        raise InputError(
            "Not readable", "This picture cannot be opened.", "Choose another one.", field="logo"
        ) from error
    return logo_from(data, path)
