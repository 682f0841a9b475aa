"""Home, one's own page, and the pages of teams."""

from .home import home, me, site_manifest
from .teams import team, team_of_dealer

__all__ = ["home", "me", "site_manifest", "team", "team_of_dealer"]
