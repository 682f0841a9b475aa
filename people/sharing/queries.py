from __future__ import annotations

from people.joining.codes import typed_code
from people.models import ShortLink


def link_of_code(code: str) -> ShortLink | None:
    """However it is typed."""
    return ShortLink.objects.filter(code=typed_code(code)).first()
