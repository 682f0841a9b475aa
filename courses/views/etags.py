"""What makes one rendering of a page differ from another, beside what it shows: for ETags."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.contrib.messages import get_messages
from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.templatetags.static import static
from django.utils.http import quote_etag


@lru_cache(maxsize=1)
def _build() -> str:
    """Templates, translations and static files as this process has them."""
    found = hashlib.sha256(static("css/site.css").encode())
    for folder, pattern in ((settings.BASE_DIR / "templates", "*.html"), (Path(settings.LOCALE_PATHS[0]), "*.mo")):
        for path in sorted(folder.rglob(pattern)):
            found.update(path.read_bytes())
    return found.hexdigest()


def etag_of(request: HttpRequest, content: str) -> str:
    """`content` stands for all that the page shows. Theme and the CSRF secret in its forms are the browser's own."""
    get_token(request)  # the page will have one: its secret is in META from now on, and in the cookie
    look = getattr(request, "look", None)  # what the site's settings make of every page
    own = (
        content,
        request.COOKIES.get("theme", ""),
        request.META["CSRF_COOKIE"],
        _build(),
        look.digest if look else "",
    )
    return quote_etag(hashlib.sha256("|".join(own).encode()).hexdigest()[:32])


def has_messages(request: HttpRequest) -> bool:
    """Whether something is to be said once; looking does not use it up."""
    return len(get_messages(request)) > 0
