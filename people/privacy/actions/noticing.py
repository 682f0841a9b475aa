"""What is kept of people and what for: published in versions, read by everybody, agreed to where it is optional."""

from __future__ import annotations

from collections.abc import Collection

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from foundation import audit
from people.models import Consent, Person, PurposeNotice
from people.privacy import queries

LONGEST_PATH = 200
READING = "/privacy/read/"


class NoticeNotAccepted(Exception):
    """A sentence that says what stands against it."""


@transaction.atomic
def publish_notice(
    *, text: str, text_en: str, optional: str = "", optional_en: str = "", by: Person | None = None
) -> PurposeNotice:
    """A new version: everybody is asked to read it before their next page. Raises NoticeNotAccepted."""
    words = {
        "text": text.strip(),
        "text_en": text_en.strip(),
        "optional": optional.strip(),
        "optional_en": optional_en.strip(),
    }
    if bool(words["optional"]) != bool(words["optional_en"]):
        raise NoticeNotAccepted(_("Write what they may agree to in both languages, or in neither."))
    before = queries.notice_in_force()
    if before and all(getattr(before, name) == value for name, value in words.items()):
        raise NoticeNotAccepted(_("This is word for word the version that holds already."))
    number = before.number + 1 if before else 1
    try:
        with transaction.atomic():
            notice = PurposeNotice.objects.create(number=number, published_by=by, **words)
    except IntegrityError as error:
        raise NoticeNotAccepted(_("Somebody else has just published a version. Look at it first.")) from error
    Person.objects.filter(is_active=True).update(must_read_notice=True)
    audit.record("publish_notice", obj=notice, actor=by, number=number)
    return notice


@transaction.atomic
def read_notice(person: Person, *, notice: PurposeNotice, language: str, path: str, agrees: bool) -> None:
    """Reading it is what lets them go on; `agrees` is to what is optional. Twice is once. Raises NoticeNotAccepted if
    another version holds meanwhile."""
    if queries.notice_in_force() != notice:
        raise NoticeNotAccepted(_("There is a newer version. Please read this one."))
    _give(person, notice, language, path, is_optional=False)
    if agrees and notice.optional:
        _give(person, notice, language, path, is_optional=True)
    Person.objects.filter(pk=person.pk).update(must_read_notice=False)


@transaction.atomic
def ask_to_read_notice(person: Person) -> None:
    """Who signs in and has not read the version that holds."""
    if not person.must_read_notice and queries.is_notice_unread(person):
        Person.objects.filter(pk=person.pk).update(must_read_notice=True)
        person.must_read_notice = True


@transaction.atomic
def agree(person: Person, *, language: str, path: str) -> None:
    """To what the notice in force asks besides. Raises NoticeNotAccepted where it asks nothing."""
    notice = queries.notice_in_force()
    if notice is None or not notice.optional:
        raise NoticeNotAccepted(_("There is nothing to agree to."))
    _give(person, notice, language, path, is_optional=True)


@transaction.atomic
def revoke_consent(consent: Consent) -> None:
    """From now on. That it was given stays. Raises NoticeNotAccepted for what is not optional."""
    if not consent.is_optional:
        raise NoticeNotAccepted(_("That you read the notice cannot be taken back. To end it all, ask to be erased."))
    if Consent.objects.filter(pk=consent.pk, revoked_at=None).update(revoked_at=timezone.now()):
        audit.record("revoke_consent", obj=consent.person, actor=consent.person, notice=consent.notice.number)


@transaction.atomic
def share_reading(persons: Collection[Person], *, notice: PurposeNotice) -> None:
    """As if they had all read it. For people who are made up."""
    read = [Consent(person=person, notice=notice, language=person.language, path=READING) for person in persons]
    Consent.objects.bulk_create(read, ignore_conflicts=True)
    Person.objects.filter(pk__in=[person.pk for person in persons]).update(must_read_notice=False)


def _give(person: Person, notice: PurposeNotice, language: str, path: str, *, is_optional: bool) -> None:
    given = Consent(person=person, notice=notice, is_optional=is_optional, language=language, path=path[:LONGEST_PATH])
    if queries.consent_standing(person, notice, is_optional=is_optional):
        return
    try:
        with transaction.atomic():
            given.save()
    except IntegrityError:  # pressed twice
        return
    audit.record("give_consent", obj=person, actor=person, notice=notice.number, is_optional=is_optional)
