"""Generic views of Wagtail that leave the writing to an action, which also writes the audit line."""

from __future__ import annotations

from typing import Any

from django.db.models import Model


class ThroughAction:  # mixed into views of Wagtail's, which have the rest
    """What the action refuses is said in the form, and what was typed stays there."""

    request: Any
    form: Any
    form_invalid: Any
    get_error_message: Any
    refusals: tuple[type[Exception], ...] = ()

    def carry_out(self) -> Model:
        raise NotImplementedError

    def save_instance(self) -> Model:
        return self.carry_out()

    def form_valid(self, form: Any) -> Any:
        try:
            return super().form_valid(form)  # type: ignore[misc]
        except self.refusals as error:
            form.add_error(None, str(error))
            self.produced_error_code = "validation_error"
            self.produced_error_message = self.get_error_message()
            return self.form_invalid(form)
