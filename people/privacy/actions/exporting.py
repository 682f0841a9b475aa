"""All that is kept of a person, in one file: asked for, made by a worker, told of, there for some days."""

from __future__ import annotations

import json
import shutil
import tempfile
import zipfile
from datetime import timedelta
from typing import IO, Any

from django.conf import settings
from django.core.files.base import File
from django.core.serializers.json import DjangoJSONEncoder
from django.db import IntegrityError, transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from foundation import audit, outbox
from foundation.files import private_storage
from foundation.personal_data import TakenAlong, take_along
from people.messaging.actions.sending import send_message
from people.models import Person, PersonalExport
from people.privacy import kinds, queries, rules
from people.queries import is_platform_admin

MAKE_EXPORT = "people.make_export"
IN_MEMORY = 1024 * 1024  # bytes, before a file on disk is used


class ExportNotMade(Exception):
    """A sentence that says what stands against it."""


@transaction.atomic
def ask_for_export(person: Person, *, by: Person) -> PersonalExport:
    """By themselves, or by a platform admin, who gets it without what nobody else sees. Within a day it is the same
    one. Raises ExportNotMade."""
    if not rules.can_export_person(by, person, is_admin=is_platform_admin(by)):
        raise ExportNotMade(_("There is nothing about this person that could be taken along."))
    if there := queries.export_lately(person, by=by):
        return there
    try:
        with transaction.atomic():
            export = PersonalExport.objects.create(person=person, asked_by=by)
    except IntegrityError:  # asked twice in the same moment
        return PersonalExport.objects.filter(person=person, asked_by=by).latest("asked_at")
    outbox.send(MAKE_EXPORT, key=f"export:{export.uuid}", payload={"export": str(export.uuid)})
    audit.record("ask_for_export", obj=person, actor=by, export=export.uuid)
    if not export.is_for_themselves:
        send_message(kinds.EXPORT_BY_ADMIN, to=person, cause=str(export.uuid), path=reverse("people:my_data"))
    return export


def make_export(payload: dict[str, Any]) -> None:
    """Outbox handler. `payload` is {"export": uuid}. Writing again writes over what a killed worker left."""
    export = PersonalExport.objects.select_related("person", "asked_by").filter(uuid=payload["export"]).first()
    if export is None or export.ready_at:
        return
    name = f"exports/{export.uuid}.zip"
    with tempfile.SpooledTemporaryFile(max_size=IN_MEMORY) as packed:
        _pack(export, packed)
        packed.seek(0)
        private_storage().delete(name)
        private_storage().save(name, File(packed))
    _hand_out(export, name)


@transaction.atomic
def note_download(export: PersonalExport, *, by: Person) -> None:
    audit.record("download_export", obj=export.person, actor=by, export=export.uuid)


@transaction.atomic
def _hand_out(export: PersonalExport, name: str) -> None:
    """Unless the person was erased meanwhile: then nothing is left of it."""
    Person.objects.select_for_update().get(pk=export.person_id)
    now = timezone.now()
    expires_at = now + timedelta(days=settings.EXPORTS_KEPT_DAYS)
    waiting = PersonalExport.objects.filter(pk=export.pk, ready_at=None)
    if not waiting.update(file=name, ready_at=now, expires_at=expires_at):
        private_storage().delete(name)
        return
    send_message(
        kinds.EXPORT_READY,
        to=export.asked_by,
        cause=str(export.uuid),
        variables={"person": export.person, "days": str(settings.EXPORTS_KEPT_DAYS)},
        path=reverse("people:download_export", args=[export.uuid]),
    )


def _pack(export: PersonalExport, packed: IO[bytes]) -> None:
    person = export.person
    taken = take_along(person, with_private=export.is_for_themselves)
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as pack, translation.override(export.asked_by.language):
        words = {"person": person, "made_at": timezone.now(), "is_for_themselves": export.is_for_themselves}
        pack.writestr("README.txt", render_to_string("people/privacy/export_readme.txt", words))
        for app, models in taken.apps.items():
            pack.writestr(f"{app}.json", _as_json(models))
        pack.writestr("history.json", _as_json(_history_of(person)))
        _add_files(pack, taken)


def _add_files(pack: zipfile.ZipFile, taken: TakenAlong) -> None:
    for name, file in taken.files.items():
        with file.storage.open(name) as source, pack.open(f"files/{name}", "w") as target:
            shutil.copyfileobj(source, target)


def _history_of(person: Person) -> list[dict[str, Any]]:
    """What was done to them, and what they did."""
    about, done = audit.lines_about(person), audit.lines_by(person)
    return [
        {"at": line.at, "what": audit.message_of(line), "action": line.action, "facts": line.facts} for line in about
    ] + [{"at": line.at, "what": audit.message_of(line), "action": line.action, "by": "me"} for line in done]


def _as_json(told: Any) -> str:
    return json.dumps(told, cls=DjangoJSONEncoder, ensure_ascii=False, indent=1)
