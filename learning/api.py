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
from .models import Activity, Cycle, LearningRecord, Standing
from .queries import (
    activity_named,
    current_cycle,
    is_round_openable,
    records_visible_to,
    round_of,
    standings_of,
)

__all__ = [
    "Activity",
    "ActivityKind",
    "CompletionNotRecorded",
    "Cycle",
    "CycleNotOpened",
    "Explanation",
    "LearningRecord",
    "Manner",
    "RecordNotVoided",
    "RequestConflict",
    "Standing",
    "activity_named",
    "broken_invariants",
    "current_cycle",
    "define_activity",
    "explain",
    "is_round_openable",
    "open_cycle",
    "rebuild_standings",
    "record_completion",
    "records_visible_to",
    "register_explainer",
    "round_of",
    "standings_of",
    "void_record",
]
