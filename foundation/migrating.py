"""What migrations are made of beside Django's own operations."""

from typing import Any

from django.db.migrations.operations import SeparateDatabaseAndState


class Rename(SeparateDatabaseAndState):
    """Words of fields and models, which no database keeps: `Rename(state_operations=[…])`.

    Django would draw up all related models after each of them, seconds for a hundred names. Here they are drawn up
    once, by whichever operation looks at them next.
    """

    def state_forwards(self, app_label: str, state: Any) -> None:
        vars(state).pop("apps", None)
        super().state_forwards(app_label, state)
