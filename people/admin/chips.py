"""Many of a great many: names as chips, found while typing. Without JavaScript a line of names with commas between."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import Model, QuerySet
from django.http import JsonResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import View

from people.models import Organisation, Person
from people.queries import dealers_found, dealers_named, people_found, people_named

BETWEEN = re.compile(r"[,，;；\n]")
SUGGESTED = 12


class ChipsWidget(forms.TextInput):
    """Wagtail's box for tags, with suggestions of its own."""

    template_name = "wagtailadmin/widgets/tag_widget.html"

    def __init__(self, suggestions: str) -> None:
        super().__init__(attrs={"data-controller": "w-tag"})
        self.suggestions = suggestions

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"]["attrs"] |= {
            "data-w-tag-delay-value": 200,
            "data-w-tag-url-value": reverse(self.suggestions),
            # The box that one types in is made by a script and has no other name for readers of screens.
            "data-w-tag-options-value": json.dumps(
                {"allowSpaces": True, "tagLimit": None, "placeholderText": gettext("Name or code")}
            ),
        }
        context["widget"]["help_text"] = _("Type part of a name or a code and choose, or write several with commas.")
        return context


class ChipsField(forms.CharField):
    """Cleans to rows. A chip is what `label` makes of a row; `find` reads chips again: {chip: row}."""

    default_error_messages = {"unknown": _("Nobody here is called %(names)s. Choose from the list that comes up.")}
    suggestions = ""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, widget=ChipsWidget(self.suggestions), max_length=None, **kwargs)

    def label_of(self, row: Any) -> str:
        raise NotImplementedError

    def find(self, chips: list[str]) -> dict[str, Model]:
        raise NotImplementedError

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, (list, tuple, QuerySet)):
            return ", ".join(chip_of(self.label_of(row)) for row in value)
        return value

    def clean(self, value: Any) -> list[Model]:  # type: ignore[override]
        chips = list(dict.fromkeys(chip.strip(' "') for chip in BETWEEN.split(super().clean(value) or "")))
        chips = [chip for chip in chips if chip]
        found = self.find(chips)
        if missing := [chip for chip in chips if chip not in found]:
            names = ", ".join(missing)
            raise forms.ValidationError(self.error_messages["unknown"], code="unknown", params={"names": names})
        return list(dict.fromkeys(found[chip] for chip in chips))

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool(self.prepare_value(initial) != (data or ""))


def chip_of(label: str) -> str:
    """Commas stand between chips, so inside they become spaces."""
    return " ".join(BETWEEN.sub(" ", label).split())


def chip_of_dealer(dealer: Organisation) -> str:
    return chip_of(f"{dealer.code} {dealer.name}")


def chip_of_person(person: Person) -> str:
    """What they sign in with is one word, as people type it, so that it can be read again."""
    return chip_of(f"{person.full_name} {person.phone_as_written.replace(' ', '') or person.email}")


class DealersField(ChipsField):
    suggestions = "organisation_chooser:suggest"

    def label_of(self, row: Any) -> str:
        return chip_of_dealer(row)

    def find(self, chips: list[str]) -> dict[str, Any]:
        """By what begins a chip: a code may hold spaces, and whoever types may leave the name away."""
        beginnings = {chip: _beginnings(chip) for chip in chips}
        by_code = dealers_named({text for texts in beginnings.values() for text in texts})
        found = {
            chip: next((by_code[text] for text in texts if text in by_code), None) for chip, texts in beginnings.items()
        }
        return {chip: dealer for chip, dealer in found.items() if dealer}


class PeopleField(ChipsField):
    suggestions = "person_chooser:suggest"

    def label_of(self, row: Any) -> str:
        return chip_of_person(row)

    def find(self, chips: list[str]) -> dict[str, Any]:
        by_name = people_named({chip.split()[-1] for chip in chips})
        return {chip: by_name[chip.split()[-1]] for chip in chips if chip.split()[-1] in by_name}


def _beginnings(chip: str) -> list[str]:
    """Of "D 12 Anhuai": the whole, "D 12" and "D"."""
    words = chip.split()
    return [" ".join(words[:count]) for count in range(len(words), 0, -1)]


class SuggestView(View):
    """What a box of chips offers for `?term=`, as JSON."""

    request: Any

    def suggestions(self, term: str) -> Iterable[str]:
        raise NotImplementedError

    def get(self, request: Any) -> JsonResponse:
        term = request.GET.get("term", "").strip()
        return JsonResponse(list(self.suggestions(term)) if term else [], safe=False)


class SuggestDealersView(SuggestView):
    def suggestions(self, term: str) -> Iterable[str]:
        return map(chip_of_dealer, dealers_found(self.request.user, term)[:SUGGESTED])


class SuggestPeopleView(SuggestView):
    def suggestions(self, term: str) -> Iterable[str]:
        return map(chip_of_person, people_found(self.request.user, term, in_the_field=True)[:SUGGESTED])
