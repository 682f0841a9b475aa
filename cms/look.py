"""How the site looks: what every page needs of the site's settings, made once and kept in the process for a while."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from hashlib import sha256

from .brand import OURS, accent_in_light, style_of
from .models.site_settings import Logo, SiteSettings

POLICE_PAGE = "https://beian.mps.gov.cn/#/query/webSearch?code="


@dataclass(frozen=True, kw_only=True)
class LogoShown:
    url: str
    width: int
    height: int

    @property
    def has_room_for_a_name(self) -> bool:
        """A wide one mostly says the name itself."""
        return self.width <= 1.6 * self.height


@dataclass(frozen=True, kw_only=True)
class SiteLook:
    """`style` stands in the page, `style_hash` in its content security policy; empty where the colour is ours.
    `digest` stands for all of it."""

    accent: str = OURS
    style: str = ""
    style_hash: str = ""
    logo: LogoShown | None = None
    logo_in_dark: LogoShown | None = None
    icp_number: str = ""
    police_number: str = ""
    police_url: str = ""
    digest: str = ""


def look_of(settings: SiteSettings) -> SiteLook:
    style = style_of(settings.brand) if settings.brand else ""
    digits = "".join(char for char in settings.police_number if char.isdecimal())
    seen = (settings.brand, settings.logo_id, settings.logo_in_dark_id, settings.icp_number, settings.police_number)
    return SiteLook(
        accent=accent_in_light(settings.brand) if settings.brand else OURS,
        style=style,
        style_hash=_hash_of(style) if style else "",
        logo=_shown(settings.logo),
        logo_in_dark=_shown(settings.logo_in_dark),
        icp_number=settings.icp_number,
        police_number=settings.police_number,
        police_url=f"{POLICE_PAGE}{digits}" if digits else "",
        digest=sha256(repr(seen).encode()).hexdigest()[:12],
    )


def _shown(logo: Logo | None) -> LogoShown | None:
    return LogoShown(url=logo.get_absolute_url(), width=logo.width, height=logo.height) if logo else None


def _hash_of(style: str) -> str:
    return f"'sha256-{base64.b64encode(sha256(style.encode()).digest()).decode()}'"
