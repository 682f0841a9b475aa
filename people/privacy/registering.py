"""What privacy says of itself when the site starts."""

from django.utils.translation import gettext_lazy as _

from foundation import outbox, personal_data
from people.actions.importing.forgetting import forget_lists_not_read

from . import kinds
from .actions import erasing, exporting, traces
from .personal_data import register_personal_fields


def register_privacy() -> None:
    kinds.register_kinds()
    register_personal_fields()
    personal_data.register_step(traces.forget_traces)
    personal_data.register_step(forget_lists_not_read)
    personal_data.register_consequence(erasing.consequences_for_the_network)
    label = _("Put together all that is kept of somebody")
    outbox.register_handler(exporting.MAKE_EXPORT, exporting.make_export, label=label)
