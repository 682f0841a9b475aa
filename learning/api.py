"""What other apps may use of learning."""

from .actions import (
    CycleNotOpened,
    define_activity,
    open_cycle,
    rebuild_standings,
    record_completion,
    void_record,
)
from .enums import ActivityKind
from .explanations import explain, register_explainer
from .models import Activity, LearningRecord
from .queries import (
    activity_named,
    current_cycle,
    cycle_opened_for,
    is_cycle_openable,
    records_visible_to,
    standings_of,
)

__all__ = [
    "Activity",
    "ActivityKind",
    "CycleNotOpened",
    "LearningRecord",
    "activity_named",
    "current_cycle",
    "cycle_opened_for",
    "define_activity",
    "explain",
    "is_cycle_openable",
    "open_cycle",
    "rebuild_standings",
    "record_completion",
    "records_visible_to",
    "register_explainer",
    "standings_of",
    "void_record",
]
