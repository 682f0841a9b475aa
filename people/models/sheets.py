"""Sheets that were uploaded, and what became of each row."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from foundation.files import private_storage
from foundation.models import PublicModel
from people.enums import SheetKind, SheetState

from .memberships import Membership
from .persons import Person


class SheetImport(PublicModel):
    """A list of organisations, outlets or people: checked first, without a change, then imported if somebody says so.

    It is read in pieces; `rows_done` says how far. `actions.importing` alone changes it.
    """

    kind = models.CharField(_("list of"), max_length=20, choices=SheetKind)
    state = models.CharField(_("state"), max_length=20, choices=SheetState, default=SheetState.CHECKING)
    file = models.FileField(_("file"), storage=private_storage, upload_to="sheets/")
    staged = models.FileField(storage=private_storage, upload_to="sheets/", blank=True)
    file_name = models.CharField(_("file"), max_length=200)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("by"))
    language = models.CharField(max_length=10)
    created_at = models.DateTimeField(_("uploaded"), default=timezone.now)
    sentence = models.TextField(blank=True)
    rows_total = models.PositiveIntegerField(null=True)
    rows_done = models.PositiveIntegerField(default=0)
    added = models.PositiveIntegerField(_("added"), default=0)
    changed = models.PositiveIntegerField(_("changed"), default=0)
    same = models.PositiveIntegerField(_("unchanged"), default=0)
    refused = models.PositiveIntegerField(_("refused"), default=0)
    result = models.FileField(storage=private_storage, upload_to="sheets/", blank=True)

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        constraints = [
            models.CheckConstraint(
                condition=~Q(state=SheetState.FAILED) | ~Q(sentence=""), name="failed_import_says_why"
            )
        ]

    def __str__(self) -> str:
        return self.file_name

    @property
    def is_running(self) -> bool:
        return self.state in (SheetState.CHECKING, SheetState.IMPORTING)


class SheetRow(models.Model):
    """One row of a list. `key` is what it names, `who` the phone, e-mail or staff code in it."""

    sheet = models.ForeignKey(SheetImport, models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField()
    key = models.CharField(max_length=200, blank=True)
    who = models.CharField(max_length=100, blank=True)
    name = models.CharField(max_length=150, blank=True)
    person = models.ForeignKey(Person, models.CASCADE, null=True, related_name="+")
    dealer = models.ForeignKey("people.Organisation", models.CASCADE, null=True, related_name="+")
    problem = models.TextField(blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["sheet", "number"], name="row_of_a_sheet_is_read_once")]
        indexes = [
            models.Index(fields=["sheet", "key"], name="sheet_row_key"),
            models.Index(fields=["sheet", "who"], name="sheet_row_who"),
            models.Index(fields=["sheet", "person"], name="sheet_row_person"),
        ]

    def __str__(self) -> str:
        return f"{self.sheet} {self.number}"


class MissingFromSheet(models.Model):
    """Somebody who works at a dealer of the list and does not stand in it: a question, which a person answers."""

    sheet = models.ForeignKey(SheetImport, models.CASCADE, related_name="missing")
    membership = models.ForeignKey(Membership, models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["sheet", "membership"], name="missing_is_asked_once")]

    def __str__(self) -> str:
        return str(self.membership)
