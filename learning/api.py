"""What other apps may use of learning."""

from .actions import (
    CompletionNotRecorded,
    CycleNotOpened,
    RecordNotVoided,
    RequestConflict,
    define_activity,
    open_cycle,
    rebuild_standings,
    record_completion,
    void_record,
)
from .enums import ActivityKind, Manner
from .explanations import Explanation, explain, register_explainer
from .invariants import broken_invariants
from .models import Activity, LearningRecord, Standing
from .queries import (
    activity_named,
    activity_of_key,
    current_cycle,
    records_visible_to,
    standings_of,
    standings_of_people,
)

__all__ = [
    "Activity",
    "ActivityKind",
    "CompletionNotRecorded",
    "CycleNotOpened",
    "Explanation",
    "LearningRecord",
    "Manner",
    "RecordNotVoided",
    "RequestConflict",
    "Standing",
    "activity_named",
    "activity_of_key",
    "broken_invariants",
    "current_cycle",
    "define_activity",
    "explain",
    "open_cycle",
    "rebuild_standings",
    "record_completion",
    "records_visible_to",
    "register_explainer",
    "standings_of",
    "standings_of_people",
    "void_record",
]
