"""What can be read of who stands where, for home, one's own page and the page of a team."""

from .decisions import decisions_to_take
from .home import home_of, me_of
from .reviews import approval_tasks_of, reviews_waiting_for
from .teams import team_page_of

__all__ = ["approval_tasks_of", "decisions_to_take", "home_of", "me_of", "reviews_waiting_for", "team_page_of"]
