from .erasing import ErasureNotPossible, ask_for_erasure, erase_person, withdraw_erasure
from .exporting import ExportNotMade, ask_for_export, note_download
from .impersonating import (
    ImpersonationNotPossible,
    end_impersonation,
    end_overdue_impersonations,
    is_possible,
    start_impersonation,
)
from .noticing import (
    NoticeNotAccepted,
    agree,
    ask_to_read_notice,
    publish_notice,
    read_notice,
    revoke_consent,
    share_reading,
)
from .pruning import prune_old_rows

__all__ = [
    "ErasureNotPossible",
    "ExportNotMade",
    "ImpersonationNotPossible",
    "NoticeNotAccepted",
    "agree",
    "ask_for_erasure",
    "ask_for_export",
    "ask_to_read_notice",
    "end_impersonation",
    "end_overdue_impersonations",
    "erase_person",
    "is_possible",
    "note_download",
    "prune_old_rows",
    "publish_notice",
    "read_notice",
    "revoke_consent",
    "share_reading",
    "start_impersonation",
    "withdraw_erasure",
]
