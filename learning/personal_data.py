"""Which fields of the learning record are personal, what for, and what erasing does to them."""

from foundation.personal_data import OnErase, declare_not_personal, register, register_rows

from .models import Cycle, LearningRecord, Standing

RECORD = "Proves what somebody learned: certificates and a dealer's coverage stand on it."


def register_personal_fields() -> None:
    for model in (LearningRecord, Cycle, Standing):
        register_rows(model, of="person")
    for field in ("person", "organisation", "completed_at", "score", "level"):
        register(LearningRecord, field, purpose=RECORD, on_erase=OnErase.KEEP)
    register(
        LearningRecord, "evidence", purpose="Names the attempt or scan that proves the record.", on_erase=OnErase.KEEP
    )
    register(LearningRecord, "recorder", purpose="Says who vouches for the record.", on_erase=OnErase.KEEP)
    register(
        LearningRecord, "void_reason", purpose="Tells the person why a record was wrong.", on_erase=OnErase.REPLACE
    )
    register(Cycle, "person", purpose="Says who does an activity anew.", on_erase=OnErase.KEEP)
    register(Cycle, "reason", purpose="Tells the person why an activity is to be done anew.", on_erase=OnErase.REPLACE)
    register(Standing, "person", purpose="Read from the records, for speed.", on_erase=OnErase.KEEP)
    declare_not_personal(
        LearningRecord,
        "source",
        "source_version",
        "language",
        reason="They name the course and its version and language, not the person.",
    )
