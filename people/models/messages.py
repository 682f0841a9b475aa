"""What people are told, and how they wish to be told it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from foundation.models import PublicModel
from people.messaging.kinds import MessageKind, kind_of_row

from .persons import Person


class Message(PublicModel):
    """Something that a person is told: once for each kind and cause. It stands in their inbox from then on.

    Written by `messaging.actions.sending.send_message`; its kind has the words. `left_at` and `channel` tell when and
    how it also left the house, if it did.
    """

    person = models.ForeignKey(Person, models.PROTECT, related_name="messages", verbose_name=_("person"))
    kind = models.CharField(_("kind"), max_length=80)
    cause = models.CharField(_("cause"), max_length=120, help_text="what it is about; one message for each")
    variables = models.JSONField(default=dict, blank=True)
    path = models.CharField(max_length=300, blank=True, help_text="on this site: what it opens")
    sent_at = models.DateTimeField(_("told at"), default=timezone.now)
    read_at = models.DateTimeField(_("read at"), null=True, blank=True)
    waits_for_digest = models.BooleanField(default=False)
    channel = models.CharField(_("left by"), max_length=20, blank=True)
    left_at = models.DateTimeField(_("left at"), null=True, blank=True)

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        constraints = [
            models.UniqueConstraint(fields=["person", "kind", "cause"], name="one_message_per_cause"),
            models.CheckConstraint(
                condition=Q(left_at__isnull=True, channel="") | (Q(left_at__isnull=False) & ~Q(channel="")),
                name="message_left_by_a_channel",
            ),
            models.CheckConstraint(
                condition=Q(path="") | (Q(path__startswith="/") & ~Q(path__startswith="//")),
                name="message_opens_a_place_of_this_site",
            ),
        ]
        indexes = [
            models.Index(fields=["person", "-sent_at"], name="inbox"),
            models.Index(fields=["person"], condition=Q(read_at__isnull=True), name="inbox_unread"),
            models.Index(fields=["sent_at"], name="message_age"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def told(self) -> MessageKind:
        return kind_of_row(self.kind)

    @property
    def title(self) -> str:
        """In the active language."""
        return self.told.title_with(self.variables)

    @property
    def text(self) -> str:
        return self.told.text_with(self.variables)


class MessageWishes(models.Model):
    """How somebody wishes to be told. Who never said anything has no row: then it is as the fields' defaults say."""

    INBOX = "INBOX"  # in place of a channel: nothing leaves the house

    person = models.OneToOneField(Person, models.PROTECT, related_name="message_wishes", primary_key=True)
    channel = models.CharField(max_length=20, blank=True, help_text="by its name; empty: whatever reaches them")
    is_daily = models.BooleanField(default=False, help_text="one message a day for all that can wait")
    on_days_off = models.BooleanField(default=False, help_text="also at weekends and on holidays")
    switched_off = models.JSONField(default=list, blank=True, help_text="kinds that stay in the inbox")

    def __str__(self) -> str:
        return f"{self.person}: {self.channel or 'any'}"
