"""What an admin is to decide, counted in one query."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dashboards.shown import Decision
from people import api as people


def decisions_to_take() -> list[Decision]:
    """Only what there is something of."""
    gaps = people.gaps_in_the_network()
    return [decision for decision in _decisions_about(gaps) if decision.count]


def _decisions_about(gaps: people.Gaps) -> list[Decision]:
    return [
        Decision(
            title=_("No privacy notice is published"),
            note=_("Until one is, nobody is told what is kept of them and what for. Write the first version."),
            count=0 if gaps.notices else 1,
            url=reverse("purposenotice:add"),
        ),
        Decision(
            title=ngettext("%(count)s person asks to be erased", "%(count)s people ask to be erased", gaps.to_be_erased)
            % {"count": gaps.to_be_erased},
            note=_("Look at what follows from it, and decide."),
            count=gaps.to_be_erased,
            url=reverse("erasurerequest:index"),
        ),
        Decision(
            title=ngettext(
                "%(count)s dealer has nobody who leads it",
                "%(count)s dealers have nobody who leads them",
                gaps.leaderless,
            )
            % {"count": gaps.leaderless},
            note=_("Name an owner, a manager or a deputy: until then nobody there sees the team."),
            count=gaps.leaderless,
            url=reverse("membership:index"),
        ),
        Decision(
            title=ngettext("%(count)s dealer has no rep", "%(count)s dealers have no rep", gaps.not_looked_after)
            % {"count": gaps.not_looked_after},
            note=_("Put it into a territory that a rep looks after."),
            count=gaps.not_looked_after,
            url=reverse("territory:index"),
        ),
        Decision(
            title=ngettext(
                "%(count)s person can sign in and works nowhere",
                "%(count)s people can sign in and work nowhere",
                gaps.working_nowhere,
            )
            % {"count": gaps.working_nowhere},
            note=_("Say where they work, or shut the account."),
            count=gaps.working_nowhere,
            url=reverse("wagtailusers_users:index"),
        ),
    ]
