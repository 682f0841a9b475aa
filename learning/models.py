"""Activities, cycles, learning records, and the standing that is read from them."""

from __future__ import annotations

from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from foundation.languages import words_in
from foundation.models import PublicModel

from .enums import ActivityKind, Manner


class Activity(PublicModel):
    """Anything that can be completed. Its key is the same in every language, so its completions are too.

    `titles` is {language: title}, e.g. {"zh-hans": "库存管理", "en": "Inventory Management"}.
    """

    kind = models.CharField(_("kind"), max_length=20, choices=ActivityKind)
    key = models.CharField(_("key"), max_length=100)
    titles = models.JSONField(_("titles"), default=dict)
    credential = models.ForeignKey(
        "certificates.Credential",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("credential that completing it earns"),
    )

    class Meta:
        verbose_name = _("activity")
        verbose_name_plural = _("activities")
        constraints = [models.UniqueConstraint(fields=["kind", "key"], name="one_activity_per_kind_and_key")]

    def __str__(self) -> str:
        return self.title_in(None)

    def title_in(self, language: str | None) -> str:
        return words_in(language, self.titles) or self.key


class Cycle(models.Model):
    """A further round of an activity for a person. Round 0 is everybody's and has no row.

    Opened through `actions.open_cycle` only.
    """

    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+", verbose_name=_("person"))
    activity = models.ForeignKey(Activity, models.PROTECT, related_name="cycles", verbose_name=_("activity"))
    number = models.PositiveSmallIntegerField(_("round"))
    opened_at = models.DateTimeField(_("opened"), default=timezone.now)
    opened_by = models.ForeignKey(
        "people.Person", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("opened by")
    )
    reason = models.CharField(_("reason"), max_length=200)

    class Meta:
        verbose_name = _("further round")
        verbose_name_plural = _("further rounds")
        constraints = [
            models.UniqueConstraint(fields=["person", "activity", "number"], name="one_cycle_per_number"),
            models.CheckConstraint(condition=Q(number__gte=1), name="cycle_numbers_begin_at_one"),
        ]

    def __str__(self) -> str:
        return f"{self.activity} · {self.number}"


class LearningRecordQuerySet(models.QuerySet["LearningRecord"]):
    def standing(self) -> LearningRecordQuerySet:
        return self.filter(voided_at__isnull=True)

    def update(self, **fields: Any) -> int:
        if not set(fields) <= LearningRecord.VOIDING:
            raise TypeError("A learning record is never edited; void it and record anew.")
        return super().update(**fields)

    def delete(self) -> tuple[int, dict[str, int]]:
        raise TypeError("A learning record is never deleted; void it.")


class LearningRecord(PublicModel):
    """The fact that a person completed an activity. Never edited: wrong ones are voided and remain.

    Written by `actions.record_completion`, voided by `actions.void_record`, by nothing else.
    """

    VOIDING = frozenset({"voided_at", "voided_by", "void_reason"})  # all that ever changes; a trigger sees to it too

    person = models.ForeignKey(
        "people.Person", models.PROTECT, related_name="learning_records", verbose_name=_("person")
    )
    activity = models.ForeignKey(Activity, models.PROTECT, related_name="records", verbose_name=_("activity"))
    cycle = models.PositiveSmallIntegerField(_("round"), default=0)
    organisation = models.ForeignKey(
        "people.Organisation",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("worked then at"),
    )
    completed_at = models.DateTimeField(_("done on"))
    recorded_at = models.DateTimeField(_("recorded"), default=timezone.now)
    recorder = models.ForeignKey(
        "people.Person", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("recorded by")
    )
    source = models.CharField(_("source"), max_length=60)
    source_version = models.CharField(_("version"), max_length=60, blank=True)
    language = models.CharField(_("language"), max_length=10, blank=True)
    evidence = models.JSONField(_("evidence"), default=dict)
    score = models.DecimalField(_("score"), max_digits=5, decimal_places=2, null=True, blank=True)
    level = models.PositiveSmallIntegerField(
        _("level"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(4)]
    )
    manner = models.CharField(_("manner"), max_length=10, choices=Manner, blank=True)
    credential = models.ForeignKey(
        "certificates.Credential",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="what it earned, by the activity as it was then",
        verbose_name=_("credential"),
    )
    request_uuid = models.UUIDField(null=True, blank=True, unique=True)
    voided_at = models.DateTimeField(_("voided"), null=True, blank=True)
    voided_by = models.ForeignKey(
        "people.Person", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("voided by")
    )
    void_reason = models.CharField(_("reason"), max_length=300, blank=True)

    objects = LearningRecordQuerySet.as_manager()

    class Meta:
        verbose_name = _("learning record")
        verbose_name_plural = _("learning records")
        constraints = [
            models.UniqueConstraint(
                fields=["person", "activity", "cycle"],
                condition=Q(voided_at__isnull=True),
                name="one_standing_record_per_person_activity_cycle",
            ),
            models.CheckConstraint(
                condition=Q(voided_at__isnull=True, void_reason="") | (Q(voided_at__isnull=False) & ~Q(void_reason="")),
                name="voided_record_has_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(score__isnull=True) | Q(score__gte=0, score__lte=100), name="score_is_a_percentage"
            ),
            models.CheckConstraint(
                condition=Q(level__isnull=True) | Q(level__gte=1, level__lte=4), name="level_is_one_to_four"
            ),
        ]
        indexes = [models.Index(fields=["activity", "organisation"], name="records_by_organisation")]

    def __str__(self) -> str:
        return f"{self.person} · {self.activity} · {self.completed_at:%Y-%m-%d}"

    @property
    def is_voided(self) -> bool:
        return self.voided_at is not None

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk and not set(kwargs.get("update_fields") or ["*"]) <= self.VOIDING:
            raise TypeError("A learning record is never edited; void it and record anew.")
        super().save(*args, **kwargs)

    def delete(self, *_args: Any, **_kwargs: Any) -> tuple[int, dict[str, int]]:
        raise TypeError("A learning record is never deleted; void it.")


class Standing(models.Model):
    """Where a person stands in an activity now. Read from the records; `rebuild_standings` makes it anew."""

    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+", verbose_name=_("person"))
    activity = models.ForeignKey(Activity, models.PROTECT, related_name="standings", verbose_name=_("activity"))
    cycle = models.PositiveSmallIntegerField(_("round"), default=0)
    record = models.OneToOneField(
        LearningRecord, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("learning record")
    )
    completed_at = models.DateTimeField(_("done on"), null=True, blank=True)

    class Meta:
        verbose_name = _("standing")
        verbose_name_plural = _("standings")
        constraints = [
            models.UniqueConstraint(fields=["person", "activity"], name="one_standing_per_person_and_activity"),
            models.CheckConstraint(
                condition=Q(record__isnull=True, completed_at__isnull=True)
                | Q(record__isnull=False, completed_at__isnull=False),
                name="done_standing_has_its_record",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} · {self.activity_id} · {self.cycle}"
