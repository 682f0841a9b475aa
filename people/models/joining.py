"""How people come to a dealer: codes that are open, requests that wait, invitations that were sent."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from foundation.models import PublicModel
from people.enums import Position
from people.joining.codes import readable_code
from people.joining.enums import JoinState

IS_ANSWERED = Q(state=JoinState.WAITING, answered_at__isnull=True) | (
    ~Q(state=JoinState.WAITING) & Q(answered_at__isnull=False)
)


class JoinCode(PublicModel):
    """What a dealer's poster shows. Whoever has it may ask to join, until the day or the number is reached.

    `makes_owner`: shown by a rep on the spot, it lets one person in as the first owner, without a request.
    `uses` is counted by one conditional UPDATE in `joining.actions.requests`; nothing else writes it.
    """

    dealer = models.ForeignKey(
        "people.Organisation", models.PROTECT, related_name="join_codes", verbose_name=_("dealer")
    )
    code = models.CharField(_("code"), max_length=12, unique=True)
    makes_owner = models.BooleanField(_("makes the first owner"), default=False)
    opened_by = models.ForeignKey("people.Person", models.PROTECT, related_name="+", verbose_name=_("opened by"))
    opened_at = models.DateTimeField(_("opened at"), default=timezone.now)
    expires_at = models.DateTimeField(_("expires at"))
    limit = models.PositiveSmallIntegerField(_("for how many people"))
    uses = models.PositiveSmallIntegerField(_("used by"), default=0)
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)

    class Meta:
        verbose_name = _("code to join")
        verbose_name_plural = _("codes to join")
        constraints = [
            models.CheckConstraint(condition=Q(uses__lte=F("limit"), limit__gte=1), name="join_code_keeps_its_limit"),
            models.CheckConstraint(condition=Q(expires_at__gt=F("opened_at")), name="join_code_expires_after_opening"),
            models.CheckConstraint(
                condition=Q(makes_owner=False) | Q(limit=1), name="join_code_makes_one_owner_at_most"
            ),
        ]

    def __str__(self) -> str:
        return readable_code(self.code)

    def get_absolute_url(self) -> str:
        return reverse("people:join_dealer", args=[self.code])


class JoinRequest(PublicModel):
    """Somebody with a dealer's code asks to be let in. `reason`: why not, in the words of whoever refused."""

    person = models.ForeignKey("people.Person", models.PROTECT, related_name="join_requests", verbose_name=_("person"))
    dealer = models.ForeignKey(
        "people.Organisation", models.PROTECT, related_name="join_requests", verbose_name=_("dealer")
    )
    position = models.CharField(_("position"), max_length=20, choices=Position)
    join_code = models.ForeignKey(JoinCode, models.PROTECT, related_name="requests", verbose_name=_("code"))
    asked_at = models.DateTimeField(_("asked at"), default=timezone.now)
    state = models.CharField(_("state"), max_length=20, choices=JoinState, default=JoinState.WAITING)
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)
    answered_by = models.ForeignKey(
        "people.Person", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("answered by")
    )
    reason = models.CharField(_("reason"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("request to join")
        verbose_name_plural = _("requests to join")
        constraints = [
            models.UniqueConstraint(
                fields=["person", "dealer"], condition=Q(state=JoinState.WAITING), name="one_waiting_join_request"
            ),
            models.CheckConstraint(condition=IS_ANSWERED, name="join_request_is_answered_at_a_time"),
            models.CheckConstraint(
                condition=~Q(state=JoinState.REFUSED) | ~Q(reason=""), name="join_request_is_refused_with_a_reason"
            ),
        ]
        indexes = [models.Index(fields=["asked_at"], condition=Q(state=JoinState.WAITING), name="join_request_waiting")]

    def __str__(self) -> str:
        return f"{self.person} · {self.dealer}"

    @property
    def is_waiting(self) -> bool:
        return self.state == JoinState.WAITING


class Invitation(PublicModel):
    """A dealer wants this person. `name` is how the inviter called them: their own name may be another."""

    person = models.ForeignKey("people.Person", models.PROTECT, related_name="invitations", verbose_name=_("person"))
    dealer = models.ForeignKey(
        "people.Organisation", models.PROTECT, related_name="invitations", verbose_name=_("dealer")
    )
    name = models.CharField(_("name"), max_length=60)
    position = models.CharField(_("position"), max_length=20, choices=Position)
    invited_by = models.ForeignKey("people.Person", models.PROTECT, related_name="+", verbose_name=_("invited by"))
    invited_at = models.DateTimeField(_("invited at"), default=timezone.now)
    expires_at = models.DateTimeField(_("expires at"))
    state = models.CharField(_("state"), max_length=20, choices=JoinState, default=JoinState.WAITING)
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        constraints = [
            models.UniqueConstraint(
                fields=["person", "dealer"], condition=Q(state=JoinState.WAITING), name="one_waiting_invitation"
            ),
            models.CheckConstraint(condition=IS_ANSWERED, name="invitation_is_answered_at_a_time"),
        ]

    def __str__(self) -> str:
        return f"{self.name} · {self.dealer}"

    @property
    def is_open(self) -> bool:
        return self.state == JoinState.WAITING and self.expires_at > timezone.now()
