from __future__ import annotations

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from people.models import MessageWishes, Person

from .channels import channels
from .queries import kinds_to_choose_from


class MessageWishesForm(forms.Form):
    """Only ways and kinds that reach this person are offered. Ticked kinds leave the inbox; those that are not stay in
    it. What was chosen for kinds that are not offered today is kept."""

    channel = forms.ChoiceField(label=_("Where to"), required=False, widget=forms.RadioSelect)
    is_daily = forms.TypedChoiceField(
        label=_("How often"),
        choices=[("", _("At once")), ("yes", _("Once a day, in the morning"))],
        coerce=bool,
        empty_value=False,  # type: ignore[arg-type]  # stubs know text only
        required=False,
        widget=forms.RadioSelect,
        help_text=_("What cannot wait comes at once all the same."),
    )
    on_days_off = forms.BooleanField(label=_("Also at weekends and on holidays"), required=False)
    kinds = forms.MultipleChoiceField(
        label=_("Which ones"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("The others stay in your inbox. So do all that you have read there already."),
    )

    def __init__(self, *args: Any, person: Person, wishes: MessageWishes, **kwargs: Any) -> None:
        kinds = kinds_to_choose_from(person)
        self._offered = [kind.name for kind in kinds]
        self._switched_off = wishes.switched_off
        kwargs["initial"] = {
            "channel": wishes.channel,
            "is_daily": "yes" if wishes.is_daily else "",
            "on_days_off": wishes.on_days_off,
            "kinds": [name for name in self._offered if name not in wishes.switched_off],
        }
        super().__init__(*args, **kwargs)
        self._offer("channel", _ways_to(person))
        self._offer("kinds", [(kind.name, kind.called) for kind in kinds])
        if not kinds:
            del self.fields["kinds"]

    def _offer(self, name: str, choices: list[tuple[str, Any]]) -> None:
        cast("forms.ChoiceField", self.fields[name]).choices = choices

    def wishes(self) -> dict[str, Any]:
        """As `actions.sending.change_message_wishes` takes them."""
        wanted = self.cleaned_data.get("kinds", [])
        not_offered = [name for name in self._switched_off if name not in self._offered]
        return {
            "channel": self.cleaned_data["channel"],
            "is_daily": self.cleaned_data["is_daily"],
            "on_days_off": self.cleaned_data["on_days_off"],
            "switched_off": not_offered + [name for name in self._offered if name not in wanted],
        }


def _ways_to(person: Person) -> list[tuple[str, Any]]:
    able = [channel for channel in channels() if channel.is_open() and channel.address_of(person)]
    chosen = [(channel.name, channel.title) for channel in able]
    first = [("", _("Whatever reaches me"))] if able else []
    return [*first, *chosen, (MessageWishes.INBOX, _("Nowhere: I look into my inbox"))]
