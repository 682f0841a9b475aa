"""Blocks in which learners do something."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail import blocks
from wagtail.blocks.list_block import ListBlockValidationError
from wagtail.blocks.struct_block import BlockGroup, StructBlockValidationError

from cms.workshop import Json, Workshop
from courses.api import QuestionKind
from foundation import formulas

from . import samples
from .base import FormulaBlock, LessonBlock, NameBlock
from .figures import note, unit
from .questions import ChoiceBlock, question_problems

GROUP = _("Do and check")


class CalculatorFieldBlock(blocks.StructBlock):
    name = NameBlock(
        label=_("Name in formulas"), max_length=40, help_text=_("Small Latin letters, such as stock or sold_a_month.")
    )
    label = blocks.CharBlock(label=_("What to fill in"), max_length=80, help_text=_("Stands above the field."))
    unit = unit()
    default = blocks.DecimalBlock(label=_("Begins with"), help_text=_("The sample dealer’s number, no separators."))

    class Meta:
        label_format = "{name}: {label}"


class CalculatorOutputBlock(blocks.StructBlock):
    name = NameBlock(
        label=_("Name in formulas"), max_length=40, help_text=_("So that formulas below can use this result.")
    )
    label = blocks.CharBlock(label=_("What comes out"), max_length=80, help_text=_("Stands before the result."))
    unit = unit()
    formula = FormulaBlock(
        label=_("Formula"),
        max_length=formulas.MAX_LENGTH,
        help_text=_(
            "Names of fields and of results above, numbers, + - * / ( ), round(x, digits) ceil(x) floor(x) min(…)"
            " max(…) abs(x) and if(a > b, then, else)."
        ),
    )
    decimals = blocks.IntegerBlock(
        label=_("Digits after the point"), default=0, min_value=0, max_value=4, help_text=_("0 to 4.")
    )
    is_main = blocks.BooleanBlock(
        label=_("The result"), required=False, help_text=_("Tick it on the one that is set large.")
    )

    class Meta:
        label_format = "{name} = {formula}"


class CalculatorBlock(LessonBlock):
    title = blocks.CharBlock(label=_("Title"), max_length=80, help_text=_("Such as With your own numbers."))
    introduction = blocks.TextBlock(
        label=_("Introduction"), required=False, max_length=300, help_text=_("One or two sentences above the fields.")
    )
    fields = blocks.ListBlock(
        CalculatorFieldBlock(),
        label=pgettext_lazy("calculator", "Fields"),
        min_num=1,
        max_num=8,
        help_text=_("What learners fill in."),
    )
    outputs = blocks.ListBlock(
        CalculatorOutputBlock(), label=_("Results"), min_num=1, max_num=8, help_text=_("Worked out from the top down.")
    )
    impossible = blocks.CharBlock(
        label=_("When it cannot be worked out"),
        max_length=200,
        help_text=_("A sentence that says what to change, such as: what was sold must be more than zero."),
    )
    note = note()

    def problems(self, value: Any) -> dict[str, Any]:
        fields, outputs = _name_problems(value)
        if sum(output["is_main"] for output in value["outputs"]) != 1:
            one = ValidationError(_("Tick exactly one result."))
            outputs.setdefault(0, StructBlockValidationError({"is_main": one}))
        found = {"fields": fields, "outputs": outputs}
        return {name: ListBlockValidationError(block_errors=errors) for name, errors in found.items() if errors}

    def compiled(self, value: Any, workshop: Workshop) -> Json:
        compiled = super().compiled(value, workshop)
        outputs = [output | {"tree": formulas.parse(output["formula"])} for output in compiled["outputs"]]
        return compiled | {"outputs": outputs}

    class Meta:
        icon = "cms-calculator"
        label = _("Own numbers")
        group = GROUP
        description = _("Learners put in their own numbers and see the result at once. Nobody else sees them.")
        preview_value = samples.CALCULATOR


type ListErrors = dict[int, ValidationError]


def _name_problems(value: Any) -> tuple[ListErrors, ListErrors]:
    """Names that come twice, and formulas that use names which are not above them."""
    known: set[str] = set()
    found: tuple[ListErrors, ListErrors] = ({}, {})
    for errors, rows in zip(found, (value["fields"], value["outputs"]), strict=True):
        for index, row in enumerate(rows):
            unknown = formulas.names_in(formulas.parse(row["formula"])) - known if "formula" in row else set()
            if row["name"] in known:
                errors[index] = StructBlockValidationError({"name": ValidationError(_("This name is taken already."))})
            elif unknown:
                names = ", ".join(sorted(unknown))
                sentence = _("There is no field or result above named %(names)s.") % {"names": names}
                errors[index] = StructBlockValidationError({"formula": ValidationError(sentence)})
            known.add(row["name"])
    return found


class ChecklistBlock(LessonBlock):
    title = blocks.CharBlock(label=_("Title"), max_length=80, help_text=_("Such as Three things for tomorrow morning."))
    items = blocks.ListBlock(
        blocks.CharBlock(label=_("Thing to do"), max_length=250, help_text=_("One thing that can be done and ticked.")),
        label=_("Things to do"),
        min_num=1,
        max_num=8,
        help_text=_("Three are best. Ticks are kept for each person, even when the order changes."),
    )

    def compiled(self, value: Any, workshop: Workshop) -> Json:
        items = [{"id": workshop.item_id(item), "text": item.value} for item in value["items"].bound_blocks]
        return {"title": value["title"], "items": items}

    class Meta:
        icon = "tasks"
        label = _("Checklist")
        group = GROUP
        description = _("What to do tomorrow morning, to be ticked off.")
        preview_value = samples.CHECKLIST


class CheckQuestionBlock(LessonBlock):
    kind = blocks.ChoiceBlock(
        label=_("Kind"),
        choices=QuestionKind.choices,
        default=QuestionKind.SINGLE,
        help_text=_("Decides which of the fields below count."),
    )
    prompt = blocks.TextBlock(label=_("Question"), max_length=600, help_text=_("With all numbers that it takes."))
    choices = blocks.ListBlock(
        ChoiceBlock(),
        label=_("Choices"),
        max_num=8,
        default=[],
        help_text=_("For one or several right answers: two to eight."),
    )
    is_true = blocks.BooleanBlock(
        label=_("The statement is true"), required=False, help_text=_("For true or false: tick it if it is true.")
    )
    answer = blocks.DecimalBlock(
        label=_("Right number"), required=False, help_text=_("For a number: without separators, such as 1640 or 7.4.")
    )
    tolerance = blocks.DecimalBlock(
        label=_("May be off by"),
        required=False,
        min_value=0,
        help_text=_("For a number: 0.5 takes 59.5 to 60.5."),
    )
    unit = unit()
    explanation = blocks.TextBlock(
        label=_("Explanation"), max_length=800, help_text=_("Why, with the sum. Shown after answering.")
    )

    def problems(self, value: Any) -> dict[str, Any]:
        return question_problems(value["kind"], list(value["choices"]), value["answer"])

    class Meta:
        icon = "help"
        label = _("Check question")
        group = GROUP
        description = _("Practice. The lesson is done when each of its questions was answered right once.")
        preview_value = samples.CHECK_QUESTION
        form_layout = BlockGroup(
            children=[
                "kind",
                "prompt",
                "choices",
                BlockGroup(
                    children=["is_true", "answer", "tolerance", "unit"],
                    heading=_("Answer to true or false, or to a number"),
                    icon="cms-calculator",
                ),
                "explanation",
            ]
        )
