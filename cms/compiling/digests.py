from __future__ import annotations

import hashlib
import json
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder

COMPILER = 1  # one more whenever the same source must compile anew


def digest_of(*parts: Any) -> str:
    """SHA-256 of what something was compiled from: its source, not its HTML, which other pages may change."""
    text = json.dumps([COMPILER, *parts], sort_keys=True, ensure_ascii=False, cls=DjangoJSONEncoder)
    return hashlib.sha256(text.encode()).hexdigest()
