"""Generic views of Wagtail that leave the writing to an action."""

from __future__ import annotations

from typing import Any

from django.db.models import Model
from wagtail.log_actions import log


class ThroughAction:  # mixed into views of Wagtail's, which have the rest
    """What the action refuses is said in the form, and what was typed stays there."""

    request: Any
    form: Any
    form_invalid: Any
    get_error_message: Any
    refusals: tuple[type[Exception], ...] = ()
    log_action = ""

    def carry_out(self) -> Model:
        raise NotImplementedError

    def save_instance(self) -> Model:
        instance = self.carry_out()
        log(instance=instance, action=self.log_action, user=self.request.user)
        return instance

    def form_valid(self, form: Any) -> Any:
        try:
            return super().form_valid(form)  # type: ignore[misc]
        except self.refusals as error:
            form.add_error(None, str(error))
            self.produced_error_code = "validation_error"
            self.produced_error_message = self.get_error_message()
            return self.form_invalid(form)


class AddsThroughAction(ThroughAction):
    log_action = "wagtail.create"


class ChangesThroughAction(ThroughAction):
    log_action = "wagtail.edit"
