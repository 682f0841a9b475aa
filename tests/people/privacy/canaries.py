"""A person with a word of their own in every registered field, and where such words may be found afterwards."""

import json

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.core.files.base import ContentFile
from django.db import connection
from django.db.models import CharField, EmailField, FileField, GenericIPAddressField, JSONField, QuerySet, TextField
from django.utils import timezone
from wagtail.users.models import UserProfile

from courses.actions import start_attempt
from courses.models import AttemptGrant, CheckAnswer, CourseVersion, Note
from foundation.personal_data import OnErase, registered_fields, registered_rows
from learning.actions import open_cycle, void_record
from people.models import (
    Consent,
    Contact,
    ErasureRequest,
    MessageWishes,
    MissingFromSheet,
    PersonalExport,
    ProvenNumber,
    Question,
    SheetImport,
    SheetRow,
    SignInCode,
    StaffCode,
)
from tests.factories.certificates import CertificateFactory
from tests.factories.courses import do_lessons, enrolled, released, sit_exam
from tests.factories.joining import InvitationFactory, JoinRequestFactory
from tests.factories.learning import ActivityFactory, complete
from tests.factories.messages import MessageFactory
from tests.factories.people import LearnerFactory, SecurityEventFactory, TerritoryFactory
from tests.factories.privacy import ImpersonationFactory, NoticeFactory

PHONE = "+8613977770001"
WORDS_OF = (CharField, TextField, JSONField, FileField)  # an address in the net and a phone have forms of their own


def person_with_everything(*, admin):
    """A row in every model that says whose rows it has."""
    person = LearnerFactory(full_name="金丝雀一号", latin_name="Canary One")
    dealer = person.memberships.get().organisation
    course = released()
    enrolment = do_lessons(enrolled(person, course))
    sit_exam(enrolment, wrong=4)
    start_attempt(enrolment)
    AttemptGrant.objects.create(enrolment=enrolment, count=1, reason="x", granted_by=admin)
    CheckAnswer.objects.create(
        enrolment=enrolment,
        lesson_key=person.uuid,
        question_key="q",
        client_uuid=person.uuid,
        given=["a"],
        is_right=True,
    )
    Note.objects.create(person=person, lesson_key=person.uuid, block_id="own", value={})
    CourseVersion.objects.update(released_by=person)
    activity = ActivityFactory()
    void_record(complete(person, activity), by=admin, reason="x")
    open_cycle(person, complete(person, ActivityFactory()).activity, reason="x", by=admin)
    CertificateFactory(holder=person, organisation=dealer, is_printed=True)
    TerritoryFactory(people=[person])
    _rows_of_people(person, dealer, admin)
    _rows_of_the_way_in(person)
    return person


def _rows_of_people(person, dealer, admin):
    StaffCode.objects.create(person=person, organisation=dealer, code="x")
    sheet = SheetImport.objects.create(kind="PEOPLE", by=admin, language="en", file=ContentFile(b"x", name="list.csv"))
    SheetRow.objects.create(sheet=sheet, number=1, person=person)
    MissingFromSheet.objects.create(sheet=sheet, membership=person.memberships.get())
    MessageFactory(person=person)
    person.messages.update(channel="SMS", left_at=timezone.now())
    MessageWishes.objects.create(person=person)
    answered = {"answer": "x", "answered_by": admin, "answered_at": timezone.now()}
    Question.objects.create(person=person, dealer=dealer, text="x", **answered)
    Contact.objects.create(person=person, kind="SPECIALIST", name="选型")
    JoinRequestFactory(person=person)
    InvitationFactory(person=person)
    Consent.objects.create(person=person, notice=NoticeFactory(), language="en", path="/")
    ErasureRequest.objects.create(person=person)
    ImpersonationFactory(person=person, by=admin)
    PersonalExport.objects.create(person=person, asked_by=admin, **_ready(ContentFile(b"x", name="old.zip")))


def _ready(file):
    now = timezone.now()
    return {"file": file, "ready_at": now, "expires_at": now + timezone.timedelta(days=1)}


def _rows_of_the_way_in(person):
    SignInCode.objects.create(person=person, address="x")
    ProvenNumber.objects.create(person=person, phone="x", proven_at=timezone.now())
    SecurityEventFactory(person=person)
    Authenticator.objects.create(user=person, type=Authenticator.Type.TOTP, data={})
    UserSession.objects.create(user=person, ip="127.0.0.1", user_agent="x", session_key="x")
    SocialAccount.objects.create(user=person, provider="oidc", uid="x", extra_data={})
    UserProfile.objects.create(user=person)


def plant(person):
    """Writes a word of its own into each registered field that erasing changes. Gives {(model, field): word}."""
    planted = {}
    rows_of = {rows.model: rows for rows in registered_rows()}
    for number, entry in enumerate(registered_fields(), 1001):
        field = entry.model._meta.get_field(entry.field)
        if entry.on_erase == OnErase.KEEP or not isinstance(field, WORDS_OF) or field.choices:
            continue
        keys = [row.pk for row in rows_of[entry.model].about(person)]
        assert keys, f"person_with_everything has no row of {entry.model._meta.label}"
        word = PHONE if entry.field == "phone" else f"canary{number}"
        value, word = _value(entry, field, word, QuerySet(entry.model).get(pk=keys[0]))
        QuerySet(entry.model).filter(pk=keys[0]).update(**{entry.field: value})
        planted[entry.model, entry.field] = word
    person.refresh_from_db()
    return planted


def _value(entry, field, word, row):
    if isinstance(field, FileField):
        kept = getattr(row, entry.field)
        name = kept.name or f"canaries/{word}.bin"
        kept.storage.delete(name)
        return kept.storage.save(name, ContentFile(word.encode())), word
    if isinstance(field, JSONField):
        is_snapshot = entry.field == "snapshot"
        return (row.snapshot | {"holder": {"name": word, "latin_name": word}} if is_snapshot else {"own": word}), word
    if isinstance(field, EmailField):
        return f"{word}@example.com", word
    if isinstance(field, GenericIPAddressField):
        return word, word
    word = f"/{word}" if entry.field == "path" else word[: field.max_length]
    return word, word


def everything_kept():
    """{where: bytes} of all tables and all files, JSON read as it is meant."""
    found = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608 - our own tables
            rows = "\n".join(str(value) for row in cursor.fetchall() for value in row)
            found[table] = f"{rows}\n{_readable(rows)}".encode()
    for file in settings.VAR_DIR.rglob("*"):
        if file.is_file() and "static" not in file.parts:
            found[str(file)] = file.read_bytes()
    return found


def _readable(rows):
    """SQLite keeps JSON with its letters escaped."""
    return rows.encode().decode("unicode_escape", errors="replace") if "\\u" in rows else ""


def where(words, kept):
    """Which of the words are where."""
    return {(word, place) for place, content in kept.items() for word in words if word.encode() in content}


def in_pack(files):
    return b"".join(_as_text(name, content) for name, content in files.items()).decode(errors="replace")


def _as_text(name, content):
    return json.dumps(json.loads(content), ensure_ascii=False).encode() if name.endswith(".json") else content
