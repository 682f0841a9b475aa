"""One's own exports, consents and requests; the notice that holds; who looks at the site as whom."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from people.enums import Role
from people.models import Consent, ErasureRequest, Impersonation, Organisation, Person, PersonalExport, PurposeNotice
from people.queries import is_platform_admin, memberships_open

ONE_EXPORT_IN = timedelta(days=1)
LOOKS_SHOWN = 10


def notice_in_force() -> PurposeNotice | None:
    return PurposeNotice.objects.order_by("-number").first()


def notices_visible_to(person: Person) -> QuerySet[PurposeNotice]:
    """All versions, for platform admins, the newest first."""
    notices = PurposeNotice.objects.select_related("published_by").order_by("-number")
    return notices if is_platform_admin(person) else notices.none()


def is_notice_unread(person: Person) -> bool:
    """One query."""
    newest = PurposeNotice.objects.order_by("-number")[:1]
    unread = PurposeNotice.objects.filter(pk__in=newest.values("pk")).exclude(
        consents__in=Consent.objects.filter(person=person, is_optional=False)
    )
    return unread.exists()


def consents_of(person: Person) -> QuerySet[Consent]:
    """The newest first; those taken back too."""
    return Consent.objects.filter(person=person).select_related("notice").order_by("-given_at", "-pk")


def consents_visible_to(person: Person) -> QuerySet[Consent]:
    """One's own; all, for platform admins."""
    consents = Consent.objects.select_related("person", "notice").order_by("-given_at", "-pk")
    return consents if is_platform_admin(person) else consents.filter(person=person)


def erasures_visible_to(person: Person) -> QuerySet[ErasureRequest]:
    """One's own; all, for platform admins."""
    requests = ErasureRequest.objects.select_related("person").order_by("-asked_at", "-pk")
    return requests if is_platform_admin(person) else requests.filter(person=person)


def impersonations_visible_to(person: Person) -> QuerySet[Impersonation]:
    """As whom others looked at the site: of oneself; all, for platform admins."""
    looks = Impersonation.objects.select_related("by", "person").order_by("-started_at", "-pk")
    return looks if is_platform_admin(person) else looks.filter(person=person)


def consent_standing(person: Person, notice: PurposeNotice, *, is_optional: bool) -> Consent | None:
    return consents_of(person).filter(notice=notice, is_optional=is_optional, revoked_at=None).first()


def exports_of(person: Person) -> QuerySet[PersonalExport]:
    """Asked for by themselves, being made or still there, the newest first."""
    return exports_asked_by(person).filter(person=person)


def exports_asked_by(person: Person) -> QuerySet[PersonalExport]:
    """Being made or still there. Of others, for as long as one is a platform admin."""
    exports = PersonalExport.objects.filter(asked_by=person).select_related("person")
    if not is_platform_admin(person):
        exports = exports.filter(person=person)
    there = Q(expires_at=None) | Q(expires_at__gt=timezone.now())
    return exports.filter(there).order_by("-asked_at", "-pk")


def export_lately(person: Person, *, by: Person) -> PersonalExport | None:
    """That was asked for within a day, so that another one would say the same."""
    since = timezone.now() - ONE_EXPORT_IN
    return exports_asked_by(by).filter(person=person, asked_at__gte=since).first()


def erasure_waiting(person: Person) -> ErasureRequest | None:
    return ErasureRequest.objects.filter(person=person, withdrawn_at=None, erased_at=None).first()


def dealers_without_owner_but(person: Person) -> list[Organisation]:
    """Where they are the only owner today."""
    own = memberships_open().filter(person=person, role=Role.OWNER).select_related("organisation")
    dealers = {held.organisation_id: held.organisation for held in own}
    others = memberships_open().filter(organisation__in=dealers, role=Role.OWNER).exclude(person=person)
    led = set(others.values_list("organisation", flat=True))
    return [dealer for key, dealer in dealers.items() if key not in led]


def impersonation_named(uuid: str) -> Impersonation | None:
    """With both people."""
    return Impersonation.objects.select_related("by", "person").filter(uuid=UUID(uuid)).first()


def impersonations_of(person: Person) -> QuerySet[Impersonation]:
    """Who looked at the site as this person, the newest first."""
    return impersonations_visible_to(person).filter(person=person)


def impersonations_overdue() -> QuerySet[Impersonation]:
    return Impersonation.objects.filter(ended_at=None, ends_at__lte=timezone.now()).order_by("pk")
