"""What goes out of dashboards other than as a page."""

from __future__ import annotations

from typing import Any

from django.templatetags.static import static

from certificates.api import House
from people.api import Language

PAPER = "#f6f5f2"  # --paper of the light theme: the screen before the first page is drawn
SHORTEST = 12  # characters that phones show below an icon


def manifest_of(house: House, *, language: str) -> dict[str, Any]:
    """A web app manifest (W3C): what the site is called and looks like on a phone's home screen."""
    is_english = language == Language.ENGLISH
    name = house.name_en if is_english else house.name
    return {
        "name": name,
        "short_name": name if len(name) <= SHORTEST else name.partition(" ")[0][:SHORTEST],
        "lang": "en" if is_english else "zh-Hans",
        "id": "/",
        "start_url": "/",
        "scope": "/",
        "display": "standalone",
        "background_color": PAPER,
        "theme_color": PAPER,
        "icons": [
            _icon("seal.svg", "any", "image/svg+xml"),
            _icon("seal-192.png", "192x192"),
            _icon("seal-512.png", "512x512"),
            _icon("seal-512-maskable.png", "512x512") | {"purpose": "maskable"},
        ],
    }


def _icon(name: str, sizes: str, content_type: str = "image/png") -> dict[str, str]:
    return {"src": static(name), "sizes": sizes, "type": content_type}
