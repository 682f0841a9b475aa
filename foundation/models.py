"""Bases and tables that know no business."""

from __future__ import annotations

import uuid
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class PublicModel(models.Model):
    """A row that the outside may name: by its UUID, never by its key."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)

    class Meta:
        abstract = True


class OutboxMessage(models.Model):
    """An effect outside the database, promised in the transaction that caused it.

    `foundation.outbox.send` writes it, `foundation.outbox.deliver` carries it out. `key` names the effect: one key, one
    effect. A message is leased while a worker is at it, and due again when the lease runs out.
    """

    handler = models.CharField(max_length=100)
    key = models.CharField(max_length=200, unique=True)
    payload = models.JSONField(default=dict)
    request_id = models.CharField(max_length=64, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    run_at = models.DateTimeField()
    leased_until = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveIntegerField(default=0)
    delivered_at = models.DateTimeField(null=True, blank=True)
    gave_up_at = models.DateTimeField(null=True, blank=True)
    last_error = models.TextField(blank=True)

    class Meta:
        verbose_name = _("background job")
        verbose_name_plural = _("background jobs")
        constraints = [
            models.CheckConstraint(
                condition=Q(delivered_at__isnull=True) | Q(gave_up_at__isnull=True),
                name="outbox_message_has_one_end",
            )
        ]
        indexes = [
            models.Index(
                fields=["run_at"],
                condition=Q(delivered_at__isnull=True, gave_up_at__isnull=True),
                name="outbox_due",
            )
        ]

    def __str__(self) -> str:
        return f"{self.handler} {self.key}"

    @property
    def uuid(self) -> uuid.UUID:
        """For audit lines: a key names one effect for ever, so its UUID follows from it."""
        return uuid.uuid5(uuid.NAMESPACE_URL, f"outbox:{self.key}")


class Heartbeat(models.Model):
    """The last sign of life of something that ought to give one every few seconds. `foundation.health` reads it."""

    name = models.CharField(max_length=40, primary_key=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.name} {self.at:%H:%M:%S}"


class AuditLineQuerySet(models.QuerySet["AuditLine"]):
    def update(self, **_fields: Any) -> int:
        raise TypeError("An audit line is never changed.")

    def delete(self) -> tuple[int, dict[str, int]]:
        raise TypeError("An audit line is never deleted.")


class AuditLine(models.Model):
    """Who changed what, when and why. Written by actions, read by people, never changed.

    But for the typed reason, which `audit.blank_reasons` takes out when the person it is about is erased.

    Names its actor and object by UUID, so that it knows no business and outlives both.
    """

    at = models.DateTimeField(auto_now_add=True, db_index=True)
    actor = models.UUIDField(null=True, blank=True, db_index=True)
    action = models.CharField(max_length=100)
    object_type = models.CharField(max_length=100)
    object_uuid = models.UUIDField(db_index=True)
    facts = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    request_id = models.CharField(max_length=64, blank=True, help_text="of the request that caused it, as in the logs")

    objects = AuditLineQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.action} {self.object_type}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk:
            raise TypeError("An audit line is never changed.")
        super().save(*args, **kwargs)

    def delete(self, *_args: Any, **_kwargs: Any) -> tuple[int, dict[str, int]]:
        raise TypeError("An audit line is never deleted.")
